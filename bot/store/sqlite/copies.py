"""Back-ups: making a whole copy of the database beside the running bot, and restoring one.

A back-up is a file with its digest beside it, in the form of `sha256sum`. Either both are there, checked and on the
disk, or neither is: everything is made under another name first.
"""

import hashlib
import os
import re
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from pathlib import Path

from bot.files import in_words
from bot.store import DatabaseInUse, StoreError
from bot.store.sqlite.database import APPLICATION, BUSY_SECONDS, alone, judge
from bot.store.sqlite.restoring import COMPANIONS, companions, finish_restoring, flush, restored, to_be
from bot.store.sqlite.troubles import ONCE, UnusableDatabase, trouble


class CopyError(StoreError):
    """The back-up was not made, or not restored. The message says what helps and what is there now: what was there
    before, or, if only a last step of restoring is missing, the content of the back-up."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A back-up: its size (bytes), its SHA-256 in hexadecimal, and how many people are in it."""

    size: int
    digest: str
    people: int


def backup(database: Path, target: Path) -> Copy:
    """Copy the database to a new file. Raises StoreError; also if the file exists.

    A bot may be writing all the time: the copy has everything that was committed before the call.
    """
    database, target = database.resolve(), target.absolute()
    if not database.exists() or database.stat().st_size == 0:
        raise CopyError(f"没有数据库 {database}，没有什么可以备份的。请检查 BOT_DATABASE。")
    if _is_our_own(target, database):
        raise CopyError(f"{target} 这个名字要留给数据库自己用，没有备份。请换一个文件名，最好也换一个文件夹。")
    if restored(database):
        raise CopyError("上次恢复的备份还没有放好，现在备份不了。请启动一次助手，它会接着放好，再来备份。")
    for file in (target, _digest_file(target)):
        if file.exists():
            raise CopyError(f"{file} 已经有了，没有动它。请换一个文件名。")
    failed = "备份没有做成，没有留下半份文件"
    with _made(target, failed) as partial:
        address = f"{database.as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)) as source:
            judge(source, database)
            source.execute("VACUUM INTO ?", (str(partial),))
        copy = _checked(partial, target)
        with _made(_digest_file(target), failed) as beside:
            beside.write_text(f"{copy.digest}  {target.name}\n", encoding="utf-8")
    return copy


def restore(database: Path, source: Path, now: datetime) -> tuple[Copy, tuple[Path, ...]]:
    """Put a back-up in place of the database, which no bot may have open. Raises StoreError.

    Returns what was restored, and the files in which the former database is kept; (): there was none. `now` goes into
    their names.
    """
    database, source = database.resolve(), source.absolute()
    wanted = _digest_of(source)
    new, partial = to_be(database, wanted), database.with_name(f"{database.name}.restored.partial")
    former: tuple[Path, ...] = ()
    try:
        with alone(database):
            _finish_the_last(database)
            try:
                with _made(new, "没有恢复，原来的数据库没有动", partial):
                    shutil.copyfile(source, partial)
                    copy = _checked(partial, source)
                    if copy.digest != wanted:
                        raise _spoilt(source)
                    former = _set_aside(database, now)
            except BaseException:
                if not new.exists():
                    _remove(former)
                raise
            finish_restoring(database)
    except DatabaseInUse as error:
        raise DatabaseInUse(f"助手正在使用数据库 {database}，没有恢复。请先停下助手，再恢复。") from error
    except (OSError, CopyError) as error:
        if isinstance(error, CopyError) and not new.exists():
            raise
        raise CopyError(
            "备份检查过了，只差没有放好：磁盘读写出错。处理好以后启动助手，它会接着放好，用的是备份的内容。"
        ) from error
    return copy, former


def _is_our_own(target: Path, database: Path) -> bool:
    """Tell whether a file of this name would be taken for one of the database's own."""
    if target.parent.resolve() != database.parent or not target.name.startswith(database.name):
        return False
    rest = target.name.removeprefix(database.name)
    return rest in ("", *COMPANIONS, ".lock", ".heartbeat") or rest.endswith((".restored", ".partial"))


def _finish_the_last(database: Path) -> None:
    """Finish an earlier restore that was interrupted."""
    try:
        finish_restoring(database)
    except OSError as error:
        raise CopyError(
            f"更早一次恢复的备份还没有放好，这一份没有恢复：{in_words(error)}"
            "处理好以后再恢复一次；直接启动助手的话，用的是更早那一份。"
        ) from error


@contextmanager
def _made(target: Path, failed: str, partial: Path | None = None) -> Iterator[Path]:
    """Yield a name (`partial`, or one like `target`) for a file in the making, and rename it to `target` at the end. If
    anything fails, the file is removed; errors of the disk and of SQLite become a CopyError that begins with
    `failed`."""
    partial = partial or target.with_name(f"{target.name}.partial")
    try:
        partial.unlink(missing_ok=True)  # left by a process that was killed
        _private(partial)
        yield partial
        flush(partial)
        partial.replace(target)
        try:
            flush(target.parent)
        except OSError:
            target.unlink()
            raise
    except OSError as error:
        raise CopyError(f"{failed}：{in_words(error)}") from error
    except sqlite3.Error as error:
        raise CopyError(f"{failed}：{_reason(error)}") from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def _checked(partial: Path, named: Path) -> Copy:
    """Read all of a copy, check that it is whole, and describe it. Errors call it `named`, as the operator knows it."""
    with closing(sqlite3.connect(f"{partial.as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        try:
            judge(db, named)
            whole = db.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
            ours = db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION
        except sqlite3.DatabaseError as error:
            raise UnusableDatabase(f"{named} 损坏了，或者不是数据库。请换一份备份。") from error
        if not whole or not ours:
            raise UnusableDatabase(f"{named} {'不是助手的数据库' if whole else '损坏了'}。请换一份备份。")
        people = db.execute("SELECT count(*) FROM people").fetchone()[0]
    with partial.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Copy(partial.stat().st_size, digest, people)


def _digest_file(backup: Path) -> Path:
    return backup.with_name(f"{backup.name}.sha256")


def _digest_of(backup: Path) -> str:
    """Read the digest that stands beside a back-up."""
    beside = _digest_file(backup)
    for file in (backup, beside):
        if not file.exists():
            raise CopyError(f"没有 {file}，没有恢复。备份和旁边的 {beside.name} 要放在一起。")
    try:
        words = beside.read_text(encoding="utf-8", errors="replace").split()
    except OSError as error:
        raise CopyError(f"没有恢复：{in_words(error)}") from error
    digest = words[0].lower() if words else ""
    if not re.fullmatch("[0-9a-f]{64}", digest):
        raise _spoilt(backup)
    return digest


def _spoilt(backup: Path) -> CopyError:
    return CopyError(f"{backup} 和它的校验值对不上：文件坏了，或者被改过。没有恢复，请换一份备份。")


def _set_aside(database: Path, now: datetime) -> tuple[Path, ...]:
    """Copy the former database and its log to another name, without opening it: it may be damaged."""
    if not database.exists():
        return ()
    stamp = f"{database.name}.{now:%Y%m%d-%H%M%S}"
    names = map(database.with_name, chain([stamp], (f"{stamp}-{number}" for number in count(2))))
    former = next(name for name in names if not name.exists() and not companions(name)).name
    kept: list[Path] = []
    try:
        for file in (database, *companions(database)):
            aside = file.with_name(file.name.replace(database.name, former, 1))
            kept.append(aside)
            _private(aside)
            shutil.copyfile(file, aside)
            flush(aside)
        flush(database.parent)
    except BaseException:
        _remove(kept)
        raise
    return tuple(kept)


def _remove(files: Iterable[Path]) -> None:
    for file in files:
        with suppress(OSError):
            file.unlink()


def _private(path: Path) -> None:
    """Make an empty file that only its owner may read."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def _reason(error: sqlite3.Error) -> str:
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_FULL:
            return "磁盘满了。请腾出空间，或者换一个位置。"
        case sqlite3.SQLITE_IOERR:
            return "读写文件出错，可能是磁盘满了。请检查磁盘，或者换一个位置。"
        case sqlite3.SQLITE_BUSY:
            return "数据库被别的程序锁住了。请关掉正在打开它的工具，再试一次。"
    return str(trouble(error, ONCE))
