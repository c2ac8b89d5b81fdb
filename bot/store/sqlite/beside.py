"""What another process may do with the database while the bot has it open: read the misses, and take one out.

The lock beside the file only keeps a second bot away. SQLite lets anybody read beside the writer (WAL); a short
transaction of another process delays the writer for far less than BUSY_SECONDS. Nothing here creates a database or
changes a schema.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import date
from pathlib import Path

from bot.core.replies import Miss
from bot.store import Counted, DatabaseInUse, StoreError
from bot.store.sqlite.database import BUSY_SECONDS, PRAGMAS, alone, judge
from bot.store.sqlite.restoring import restored
from bot.store.sqlite.troubles import ONCE, trouble

_READ = "SELECT id, key, text, near, count, first, last FROM misses"
_ALL = -1
"""The limit that means "no limit"."""


def misses(path: Path) -> list[Counted]:
    """Return all misses. []: there is no database, or its release knew no misses. Raises StoreError."""
    with _opened(path, "ro") as db:
        return read(db, _ALL) if db else []


def take_out(path: Path, id: int) -> bool:
    """Remove the miss of this id. False: there is none. Raises StoreError."""
    with ExitStack() as held:
        with suppress(DatabaseInUse):  # a running bot may have it; if none runs, none shall start for the moment
            held.enter_context(alone(path.resolve()))
        db = held.enter_context(_opened(path, "rw"))
        if db is None:
            return False
        db.execute(f"PRAGMA secure_delete = {PRAGMAS['secure_delete']}")
        return remove(db, id)


def read(db: sqlite3.Connection, limit: int) -> list[Counted]:
    """Return the misses, the most frequent first."""
    return [_counted(*row) for row in db.execute(f"{_READ} ORDER BY count DESC, id LIMIT ?", (limit,))]


def find(db: sqlite3.Connection, id: int) -> Counted | None:
    """Return the miss of this id. None: there is none."""
    row = db.execute(f"{_READ} WHERE id = ?", (id,)).fetchone()
    return _counted(*row) if row else None


def remove(db: sqlite3.Connection, id: int) -> bool:
    """Remove a miss. False: there is none."""
    return db.execute("DELETE FROM misses WHERE id = ?", (id,)).rowcount == 1


def _counted(id: int, key: str, text: str, near: str, count: int, first: str, last: str) -> Counted:
    miss = Miss(key, text, tuple(json.loads(near)))
    return Counted(id, miss, count, date.fromisoformat(first), date.fromisoformat(last))


@contextmanager
def _opened(path: Path, mode: str) -> Iterator[sqlite3.Connection | None]:
    """Open the database, with each statement a transaction of its own. Yields None if it holds no misses."""
    path = path.resolve()
    if not path.exists():
        yield None
        return
    if restored(path):  # the next start replaces this database
        raise StoreError("上次恢复的备份还没有放好。请启动一次助手，它会接着放好，再来。")
    address = f"{path.as_uri()}?mode={mode}"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)) as db:
            judge(db, path)
            found = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'misses'").fetchone()
            yield db if found else None
    except sqlite3.Error as error:
        raise trouble(error, ONCE) from error
