"""The database file: whose it is, whether it is whole, its schema, how it is opened, and what may go wrong with it.

A file that is damaged, of another application or of a newer release is read but never written to.
"""

import hashlib
import logging
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from filelock import FileLock, Timeout
from sqlite_utils import Database, Migrations

from bot.files import in_words
from bot.store import Damaged, DatabaseInUse, StoreError

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

COMPANIONS = ("-journal", "-wal", "-shm")
"""The files that SQLite keeps beside a database. One that belongs to another database would destroy this one."""

schema = Migrations("beian-bot")


# Plain SQL, because sqlite-utils has no AUTOINCREMENT and PostgreSQL will want the same steps. Numbers are never
# reused: the end of a parcel that was forgotten on its way must not take out a newer parcel with its number. Moments
# are microseconds since 1970 in UTC: they compare as they are and lose nothing of a datetime. Never change a step that
# was once on the main branch: somebody's database may stand at any of them.
@schema()
def m0001_first(db: Database) -> None:
    """The tables of the first release. The journal has no user, on purpose."""
    db.executescript(
        dedent("""
        CREATE TABLE people (
            user INTEGER PRIMARY KEY,
            state TEXT NOT NULL
        ) STRICT;
        CREATE TABLE timers (
            user INTEGER NOT NULL REFERENCES people (user) ON DELETE CASCADE,
            key TEXT NOT NULL,
            due INTEGER NOT NULL,
            PRIMARY KEY (user, key)
        ) STRICT;
        CREATE INDEX timers_due ON timers (due);
        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            user INTEGER NOT NULL,
            chat INTEGER NOT NULL,
            expires INTEGER,
            not_before INTEGER NOT NULL DEFAULT 0,
            tries INTEGER NOT NULL DEFAULT 0,
            body TEXT NOT NULL
        ) STRICT;
        CREATE INDEX outbox_chat ON outbox (chat);
        CREATE INDEX outbox_expires ON outbox (expires) WHERE expires IS NOT NULL;
        CREATE TABLE updates (
            id INTEGER PRIMARY KEY,
            taken INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE dead (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            report TEXT NOT NULL
        ) STRICT;
        CREATE TABLE journal (
            at INTEGER NOT NULL,
            kind TEXT NOT NULL,
            about TEXT NOT NULL
        ) STRICT;
    """)
    )


@schema()
def m0002_misses(db: Database) -> None:
    """What was not understood. No user, and no moment finer than the day (2026-11-24), on purpose."""
    db.executescript(
        dedent("""
        CREATE TABLE misses (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            key TEXT NOT NULL UNIQUE,
            text TEXT NOT NULL,
            near TEXT NOT NULL,
            count INTEGER NOT NULL DEFAULT 1,
            first TEXT NOT NULL,
            last TEXT NOT NULL
        ) STRICT;
    """)
    )


@schema()
def m0003_reach(db: Database) -> None:
    """Which people cannot be reached, and since when a parcel waits."""
    db.executescript(
        dedent("""
        ALTER TABLE people ADD COLUMN unreachable INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE outbox ADD COLUMN posted INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX people_unreachable ON people (user) WHERE unreachable;
    """)
    )


@schema()
def m0004_retention(db: Database) -> None:
    """Wake everybody's dialogue once, so that people kept before there was a retention period get one from then on."""
    db.execute("INSERT INTO timers (user, key, due) SELECT user, 'retention', 0 FROM people")


@schema()
def m0005_waits(db: Database) -> None:
    """How long reviews took, counted. On purpose: no user, no moment finer than the month (2026-11), and, without row
    numbers, no order in which they came."""
    db.executescript(
        dedent("""
        CREATE TABLE waits (
            flow TEXT NOT NULL,
            step TEXT NOT NULL,
            province TEXT NOT NULL,
            subject TEXT NOT NULL,
            days INTEGER NOT NULL,
            month TEXT NOT NULL,
            count INTEGER NOT NULL DEFAULT 1,
            PRIMARY KEY (flow, step, province, subject, days, month)
        ) STRICT, WITHOUT ROWID;
    """)
    )


@schema()
def m0006_shares(db: Database) -> None:
    """The tokens by which people share something. What they share is in their state."""
    db.executescript(
        dedent("""
        CREATE TABLE shares (
            token TEXT PRIMARY KEY,
            user INTEGER NOT NULL REFERENCES people (user) ON DELETE CASCADE
        ) STRICT;
        CREATE INDEX shares_user ON shares (user);
    """)
    )


@schema()
def m0007_places(db: Database) -> None:
    """The owners of places in the staff group. A place outlives the person's state until the group was told of the
    end."""
    db.executescript(
        dedent("""
        CREATE TABLE places (
            id INTEGER PRIMARY KEY,
            topic INTEGER NOT NULL,
            user INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX places_user ON places (user);
    """)
    )


@schema()
def m0008_settled(db: Database) -> None:
    """The present id of the staff group, by its former one."""
    db.executescript(
        dedent("""
        CREATE TABLE settled (
            chat INTEGER PRIMARY KEY,
            now INTEGER NOT NULL
        ) STRICT;
    """)
    )


@schema()
def m0009_journal_at(db: Database) -> None:
    """An index for figures of some days, or of each day of a chart. Every turn pays for an index; all other tables
    searched without one are short as a rule, or searched once an hour."""
    db.execute("CREATE INDEX journal_at ON journal (at)")


@schema()
def m0010_edit(db: Database) -> None:
    """Which message of its chat a parcel changes. It is searched within one chat, so it needs no index."""
    db.execute("ALTER TABLE outbox ADD COLUMN edit INTEGER")


class UnusableDatabase(StoreError):
    """The file cannot be our database, and was not written to. The message says what helps; trying again does not."""


_RESTORE = (
    "请停下助手，运行 python -m bot restore 备份文件，放回最近的备份（坏的会留在旁边）；"
    "没有备份就把它连同旁边的 -wal、-shm 文件移到别处保存，再启动，会新建一个空的。"
)


@dataclass(frozen=True, slots=True)
class Then:
    """The second half of a report on trouble: what did not happen, and what happens once it is mended."""

    now: str
    later: str


GOES_ON = Then("这次没有存下来", "处理好以后助手会自己继续，不用重启。")
STARTING = Then("没有启动", "处理好以后再启动。")
ONCE = Then("没有做成", "处理好以后再试一次。")

_TROUBLES = {
    sqlite3.SQLITE_FULL: ("磁盘满了", "请腾出空间。"),
    sqlite3.SQLITE_READONLY: ("数据库是只读的", "请检查数据库文件、所在目录和磁盘能不能写。"),
    sqlite3.SQLITE_BUSY: ("数据库被别的程序锁住了", "请关掉正在打开它的工具。"),
    sqlite3.SQLITE_IOERR: ("读写数据库文件出错", "请检查磁盘。"),
    sqlite3.SQLITE_CANTOPEN: ("打不开数据库文件", "请检查它所在的目录。"),
}

_UNREAD = (
    sqlite3.SQLITE_IOERR_READ,
    sqlite3.SQLITE_IOERR_SHORT_READ,
    sqlite3.SQLITE_IOERR_DATA,
    sqlite3.SQLITE_IOERR_CORRUPTFS,
)
"""The codes of SQLite for a broken sector."""


def is_local(error: sqlite3.Error) -> bool:
    """Tell whether the damage may be in one place of the file only, so that reads elsewhere still work."""
    return _code(error) & 0xFF == sqlite3.SQLITE_CORRUPT or _code(error) in _UNREAD


def _code(error: sqlite3.Error) -> int:
    """Return SQLite's code of an error. Python's own error about bytes that are no text has none, and quotes them: it
    counts as SQLITE_CORRUPT."""
    no_text = type(error) is sqlite3.OperationalError
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT if no_text else sqlite3.SQLITE_ERROR)


def trouble(error: sqlite3.Error, then: Then = GOES_ON) -> StoreError:
    """Turn an error of SQLite into a StoreError with a message for the operator."""
    code = _code(error) & 0xFF  # the low byte is the kind
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        what = f"数据库文件损坏了，{then.now}。{_RESTORE}"
    elif code in _TROUBLES:
        happened, cure = _TROUBLES[code]
        what = f"{happened}，{then.now}。{cure}{then.later}"
    else:
        what = f"数据库出错，{then.now}：{error}"
    kind = Damaged if is_local(error) else StoreError
    return kind(f"{what}（{getattr(error, 'sqlite_errorname', type(error).__name__)}）")


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


def to_be(path: Path, digest: str) -> Path:
    """Name the back-up of this SHA-256, checked and whole, that is to replace the database of this path.

    Once a file of this name exists, it is the database, whatever else is there. The digest in the name keeps other
    files from being taken for one: only a restore gives such a name.
    """
    return path.with_name(f"{path.name}.{digest}.restored")


def restored(path: Path) -> Path | None:
    """Find the back-up that is to replace the database of this path. None: there is none. Raises OSError."""
    named = re.compile(rf"{re.escape(path.name)}\.[0-9a-f]{{64}}\.restored")
    return next((path.with_name(name) for name in os.listdir(path.parent) if named.fullmatch(name)), None)


def present(path: Path) -> list[Path]:
    """Return the files that SQLite left beside the database of this path."""
    return [file for suffix in COMPANIONS if (file := Path(f"{path}{suffix}")).exists()]


def finish_restoring(path: Path) -> bool:
    """Let a back-up that waits to replace the database do so; return whether there was one.

    If the process dies here, or OSError is raised, the next opening of the database goes on. Raises UnusableDatabase,
    with nothing changed, if the file is not what its name says.
    """
    if (new := restored(path)) is None:
        return False
    with new.open("rb") as file:
        if new != to_be(path, hashlib.file_digest(file, "sha256").hexdigest()):
            raise UnusableDatabase(
                f"上次恢复留下的 {new} 和名字里的校验值对不上：文件坏了，或者被改过。没有用它，数据库没有动。"
                "请把它移到别处：要恢复就再恢复一次，不恢复就直接启动。"
            )
    flush(path.parent)
    for companion in present(path):
        companion.unlink()
    flush(path.parent)  # or a power cut could bring the former database's log back, beside the new database
    new.replace(path)
    flush(path.parent)
    return True


def flush(path: Path) -> None:
    """Write a file, or the names in a folder, through to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


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
            raise UnusableDatabase(f"数据库 {path} 损坏了，没有改动它。{_RESTORE}") from error
        raise trouble(error, STARTING) from error


def judge(connection: sqlite3.Connection, path: Path) -> None:
    """Raise UnusableDatabase if the database is not ours, not whole, or of a newer release."""
    application = _value(connection, "PRAGMA application_id")
    if application != APPLICATION and (application or _value(connection, "SELECT count(*) FROM sqlite_master")):
        raise UnusableDatabase(f"{path} 是别的程序的数据库，没有改动它。请检查设置里的数据库路径。")
    if _value(connection, "PRAGMA quick_check(1)") != "ok":
        raise UnusableDatabase(f"数据库 {path} 损坏了，没有改动它。{_RESTORE}")
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
