"""The database file: whose it is, whether it is whole, and how it is opened.

A file that is damaged, of another application or of a newer release is read but never written to.
"""

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout
from sqlite_utils import Database

from bot.files import in_words
from bot.store import DatabaseInUse, StoreError
from bot.store.sqlite.restoring import finish_restoring
from bot.store.sqlite.schema import schema
from bot.store.sqlite.troubles import RESTORE, STARTING, UnusableDatabase, trouble

log = logging.getLogger(__name__)

APPLICATION = int.from_bytes(b"BeiA", "big")
"""The mark in the header of our files (`PRAGMA application_id`)."""

BUSY_SECONDS = 5.0
"""How long a statement waits for another program's lock."""

PRAGMAS: dict[str, str | int] = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: what was acknowledged survives a power cut
    "foreign_keys": 1,
    "secure_delete": 1,
    "cell_size_check": 1,
    "temp_store": 2,  # MEMORY: the undo data of a turn would otherwise go to /var/tmp, where nothing is erased
}


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the database of this path (make it if there is none), and keep other processes away.

    Raises DatabaseInUse, UnusableDatabase, or StoreError if another try may help. Enter and leave it in one thread.
    """
    path = path.resolve()
    with alone(path):
        try:
            if finish_restoring(path):
                log.warning("上次恢复的备份放好了：数据库 %s 现在是它的内容", path)
        except OSError as error:
            raise StoreError(f"上次恢复的备份还没有放好，没有启动：{in_words(error)}处理好以后再启动。") from error
        _look(path)
        try:
            with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
                _prepare(connection, path)
                yield connection
        except sqlite3.Error as error:
            raise trouble(error, STARTING) from error


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock beside the file. The kernel releases it whenever and however the process ends."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(f"{path}.lock", timeout=0, mode=0o600, fallback_to_soft=False).acquire()
    except Timeout as error:
        raise DatabaseInUse(
            f"数据库 {path} 正被另一个助手进程使用。同一个数据库只能由一个进程打开：请先停下那一个，再启动这一个。"
        ) from error
    except OSError as error:
        raise UnusableDatabase(
            f"不能在 {path.parent} 里写文件（{error.strerror}）。请检查目录和权限，或者换一个位置。"
        ) from error
    with lock:
        yield


def _look(path: Path) -> None:
    """Judge the file without changing a byte of it. A missing or empty file passes.

    Only a file without a WAL may be read as immutable (which leaves no trace): after a kill, part of the content is in
    the WAL. A rollback journal is left only by a first start that was killed; SQLite must undo that before anything can
    be read.
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
        if path.stat().st_size == 0:
            return
    except OSError as error:
        raise UnusableDatabase(f"打不开数据库 {path}（{error.strerror}）。请检查它是不是能读写的文件。") from error
    if _has_bytes(f"{path}-journal"):
        how = "mode=rw"
    elif _has_bytes(f"{path}-wal"):
        how = "mode=ro"
    else:
        how = "mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?{how}", uri=True, isolation_level=None)) as connection:
            judge(connection, path)
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise UnusableDatabase(f"数据库 {path} 损坏了，没有改动它。{RESTORE}") from error
        raise trouble(error, STARTING) from error


def judge(connection: sqlite3.Connection, path: Path) -> None:
    """Raise UnusableDatabase if the database is not ours, not whole, or of a newer release."""
    application = _value(connection, "PRAGMA application_id")
    if application != APPLICATION and (application or _value(connection, "SELECT count(*) FROM sqlite_master")):
        raise UnusableDatabase(f"{path} 是别的程序的数据库，没有改动它。请检查设置里的数据库路径。")
    if _value(connection, "PRAGMA quick_check(1)") != "ok":
        raise UnusableDatabase(f"数据库 {path} 损坏了，没有改动它。{RESTORE}")
    with closing(Database(memory=True)) as empty:
        known = {step.name for step in schema.pending(empty)}
    newer = [step.name for step in schema.applied(Database(connection)) if step.name not in known]
    if newer:
        raise UnusableDatabase(
            f"数据库 {path} 是更新版本的助手写的（{'、'.join(newer)}），没有改动它。"
            "请换回那个版本，或者放回升级以前的备份。"
        )


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    for name, value in PRAGMAS.items():
        connection.execute(f"PRAGMA {name} = {value}")
        if (got := _value(connection, f"PRAGMA {name}")) != value:
            raise UnusableDatabase(
                f"数据库 {path} 不能设成 {name}={value}（得到 {got}）。请把它放在本机磁盘上：网络盘往往不支持。"
            )
    if _value(connection, "PRAGMA application_id") != APPLICATION:
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
    schema.apply(Database(connection))
    # Damaged parcels that cannot be taken out. The next start refuses the file until a back-up is restored.
    connection.execute("CREATE TEMP TABLE lost (id INTEGER PRIMARY KEY)")


def _value(connection: sqlite3.Connection, sql: str) -> object:
    return connection.execute(sql).fetchone()[0]


def _has_bytes(path: str) -> bool:
    with suppress(FileNotFoundError):
        return os.path.getsize(path) > 0
    return False
