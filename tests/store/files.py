"""Database files that several tests of the SQLite store make, read and spoil."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.store import Parcel, Write
from bot.store.sqlite import SqliteStore
from tests.forked import Forked
from tests.store.child import NOW, take_all

SCHEMA = Path(__file__).parent / "schema.sql"


def always(write: Write) -> Callable[[str | None], Write]:
    return lambda _: write


async def make(path: Path, people: int = 300) -> None:
    """A database that was in use and closed."""
    store = await SqliteStore.open(path)
    for user in range(people):
        await store.turn(user, NOW, always(Write("0" * 300, parcels=(Parcel(user, "正文" * 100),))))
    await store.close()


@contextmanager
def child(path: Path, first: int = 0) -> Iterator[Forked]:
    """A process that takes updates, from when it is ready; killed at the end."""
    with Forked(take_all, path, first) as process:
        process.until("ready")
        yield process


def schema_of(path: Path) -> str:
    """Our part of `sqlite_master` (the table that sqlite-utils keeps its migrations in is its own business)."""
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"
            " AND tbl_name NOT IN ('_sqlite_migrations', 'sqlite_sequence') ORDER BY tbl_name, type DESC"
        )
        return "".join(f"{sql};\n" for (sql,) in rows)


def content_of(path: Path) -> tuple[bytes, bytes]:
    wal = Path(f"{path}-wal")
    return path.read_bytes(), wal.read_bytes() if wal.exists() else b""


def spoil_pages(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096 * 20)


def cut_off(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)
