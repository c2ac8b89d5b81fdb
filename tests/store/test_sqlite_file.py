"""The database file: its schema and settings, whose it is, and what becomes of damage, kills and forgotten bytes."""

import asyncio
import os
import random
import re
import shutil
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.core.replies import Timer
from bot.store import Parcel, Write
from bot.store.sqlite import DatabaseInUse, SqliteStore, UnusableDatabase, Writer
from bot.store.sqlite.database import PRAGMAS
from tests.store.child import NOW, PEOPLE
from tests.store.files import SCHEMA, always, child, content_of, cut_off, make, schema_of, spoil_pages

GUIDES = [Path(__file__).parents[2] / "docs" / name for name in ("operating.md", "operating.zh.md")]
ANN, BOB = 700_000_000_001, 700_000_000_002


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "bot.db"


# Opening.


async def test_the_schema_is_the_one_that_was_agreed_on(path: Path) -> None:
    await make(path, 1)
    assert schema_of(path) == SCHEMA.read_text()


async def test_a_second_opening_changes_nothing(path: Path) -> None:
    await make(path)
    before = content_of(path)
    await (await SqliteStore.open(path)).close()
    assert content_of(path) == before


async def test_nothing_goes_through_all_of_the_journal(path: Path) -> None:
    store, statements = await SqliteStore.open(path), set[str]()
    await store._writer.run(lambda db: db.set_trace_callback(statements.add))
    await store.tally(NOW, NOW)
    await store.most(["read"], NOW, 9)
    await store.tidy(NOW)
    await store.close()
    with closing(sqlite3.connect(path)) as db:
        plans = [db.execute(f"EXPLAIN QUERY PLAN {each}").fetchall() for each in statements if " FROM " in each]
    ways = [step for plan in plans for *_, step in plan if "journal" in step]
    assert ["SEARCH" in way for way in ways] == [True] * 3


async def test_the_connection_is_set_up_to_keep_what_it_acknowledged(path: Path) -> None:
    writer = await Writer.open(path)
    names = (*PRAGMAS, "busy_timeout")
    found = await writer.run(lambda db: [db.execute(f"PRAGMA {name}").fetchone()[0] for name in names])
    await writer.close()
    assert dict(zip(names, found, strict=True)) == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "cell_size_check": 1,
        "temp_store": 2,
        "busy_timeout": 5000,
    }


async def test_only_the_owner_may_read_the_files(path: Path) -> None:
    path.parent.mkdir()
    empty(path)
    os.chmod(path, 0o644)
    store = await SqliteStore.open(path)
    await store.turn(ANN, NOW, lambda _: Write("{}"))
    modes = {file.name: oct(file.stat().st_mode & 0o777) for file in path.parent.iterdir()}
    await store.close()
    assert modes == dict.fromkeys(("bot.db", "bot.db-wal", "bot.db-shm", "bot.db.lock"), "0o600")


def empty(path: Path) -> None:
    path.touch()


def nothing_but_a_header(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = WAL")


def a_journal_that_undoes_everything(path: Path) -> None:
    """What a first transaction leaves that was killed on its way into the file."""
    with closing(sqlite3.connect(path.parent / "other.db", isolation_level=None)) as db:
        db.execute("PRAGMA cache_size = 1")
        db.execute("BEGIN")
        db.execute("CREATE TABLE t (a)")
        db.execute("INSERT INTO t SELECT randomblob(9000) FROM json_each('[1, 2, 3, 4, 5, 6, 7, 8, 9]')")
        for suffix in ("", "-journal"):
            shutil.copy(path.parent / f"other.db{suffix}", f"{path}{suffix}")
    assert path.stat().st_size > 0


@pytest.mark.parametrize("leave", [empty, nothing_but_a_header, a_journal_that_undoes_everything])
async def test_a_first_start_that_was_killed_is_made_good(path: Path, leave: Callable[[Path], None]) -> None:
    path.parent.mkdir()
    leave(path)
    await make(path, 1)
    assert schema_of(path) == SCHEMA.read_text()


# Files that cannot serve.


async def refused(path: Path) -> str:
    """Open, see that it is refused twice without a trace, return what the operator reads."""
    before = content_of(path)
    with pytest.raises(UnusableDatabase):
        await SqliteStore.open(path)
    with pytest.raises(UnusableDatabase) as caught:
        await SqliteStore.open(path)
    assert content_of(path) == before
    assert str(path) in str(caught.value)
    return str(caught.value)


def spoil_header(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"no database")


@pytest.mark.parametrize("spoil", [spoil_header, spoil_pages, cut_off])
async def test_a_damaged_file_is_refused_and_left_alone(path: Path, spoil: Callable[[Path], None]) -> None:
    await make(path)
    spoil(path)
    message = await refused(path)
    assert "损坏" in message
    assert "python -m bot restore" in message
    assert sorted(file.name for file in path.parent.iterdir()) == ["bot.db", "bot.db.lock"]


async def test_a_damaged_file_with_a_log_is_refused_and_both_are_left_alone(path: Path) -> None:
    await make(path)
    with child(path) as process:
        process.line()
    spoil_pages(path)
    assert content_of(path)[1]
    assert "损坏" in await refused(path)


async def test_pages_that_the_log_still_has_are_no_damage(path: Path) -> None:
    """A kill can leave half a page in the file while the log is being brought into it."""
    with child(path) as process:
        process.line()
    spoil_header(path)
    await make(path, 1)
    assert schema_of(path) == SCHEMA.read_text()
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT count(*) FROM updates WHERE id = 0").fetchone() == (1,)


async def test_a_file_of_a_newer_release_is_refused_and_left_alone(path: Path) -> None:
    await make(path)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('beian-bot', 'm9999_future', '2030-01-01')"
        )
    message = await refused(path)
    assert "m9999_future" in message
    assert "新版本" in message


@pytest.mark.parametrize("sql", ["CREATE TABLE notes (text)", "PRAGMA application_id = 7"])
async def test_a_database_of_another_application_is_refused_and_left_alone(path: Path, sql: str) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(sql)
    assert "别的程序" in await refused(path)


async def test_a_path_where_no_file_can_be_is_refused(tmp_path: Path) -> None:
    empty(tmp_path / "file")
    (tmp_path / "folder").mkdir()
    with pytest.raises(UnusableDatabase, match="检查目录"):
        await SqliteStore.open(tmp_path / "file" / "bot.db")
    with pytest.raises(UnusableDatabase, match="打不开"):
        await SqliteStore.open(tmp_path / "folder")


# One process at a time, and what is left of one that was killed.


async def test_a_second_process_is_turned_away_at_once_and_not_once_the_first_is_dead(path: Path) -> None:
    with child(path), pytest.raises(DatabaseInUse, match="另一个助手进程"):
        await asyncio.wait_for(SqliteStore.open(path), 2)
    store = await SqliteStore.open(path)
    with pytest.raises(DatabaseInUse):
        await SqliteStore.open(path)
    await store.close()


async def test_an_opening_that_is_cancelled_lets_go_of_the_file(path: Path) -> None:
    path.parent.mkdir()
    nothing_but_a_header(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as foreign:
        foreign.execute("BEGIN IMMEDIATE")  # the opening has to wait before it can make the tables
        opening = asyncio.create_task(SqliteStore.open(path))
        done, _ = await asyncio.wait({opening}, timeout=0.2)
        assert not done
        opening.cancel()
        with pytest.raises(asyncio.CancelledError) as kept:  # kept, so that no garbage collection closes the file
            await opening
        foreign.execute("ROLLBACK")

    async def open_as_soon_as_possible() -> SqliteStore:
        while True:
            try:
                return await SqliteStore.open(path)
            except DatabaseInUse:
                await asyncio.sleep(0)

    await (await asyncio.wait_for(open_as_soon_as_possible(), 5)).close()
    del kept


async def test_what_was_acknowledged_survives_a_kill_and_nothing_is_there_by_halves(path: Path) -> None:
    chance = random.Random(4)
    acknowledged: set[int] = set()
    for first in range(0, 4_000_000, 1_000_000):
        with child(path, first) as process:
            acknowledged.update(int(process.line()) for _ in range(chance.randrange(1, 400)))
            process.signal(signal.SIGKILL)
            acknowledged.update(map(int, process.end()[1].split()))
        await (await SqliteStore.open(path)).close()
        with closing(sqlite3.connect(path)) as db:
            updates = {update for (update,) in db.execute("SELECT id FROM updates")}
            people = dict(db.execute("SELECT user, CAST(state AS INTEGER) FROM people").fetchall())
            parcels = dict(db.execute("SELECT user, count(*) FROM outbox GROUP BY user").fetchall())
            timers = dict(db.execute("SELECT user, count(*) FROM timers GROUP BY user").fetchall())
            notes = db.execute("SELECT count(*) FROM journal").fetchone()[0]
        assert acknowledged <= updates
        taken = {user: sum(update % PEOPLE == user for update in updates) for user in people}
        assert people == parcels == timers == taken
        assert notes == len(updates)


# Forgotten is gone from the bytes too.

SECRET = "绝密的内容".encode()


def traces(path: Path) -> int:
    """How often the files have the marked words of Ann or her id: as a value (6 bytes) or a key (groups of 7 bits)."""
    key = bytes((ANN >> shift) & 0x7F | (0x80 if shift else 0) for shift in range(35, -7, -7))
    bytes_ = b"".join(content_of(path))
    return bytes_.count(SECRET) + bytes_.count(ANN.to_bytes(6, "big")) + bytes_.count(key)


async def fill(store: SqliteStore) -> None:
    text = SECRET.decode()
    for round_ in range(8):
        for user in (ANN, *range(40)):
            mark = text if user == ANN else "别人的"
            write = Write(mark * (1 + 70 * round_), (Timer(mark, NOW),), (Parcel(user, mark * 90),))
            await store.turn(user, NOW, always(write))
        for parcel in await store.parcels(NOW, (), 20):
            await store.delivered(parcel.id)


async def test_forgetting_leaves_no_byte_in_the_file_or_its_log(path: Path) -> None:
    store = await SqliteStore.open(path)
    await fill(store)
    assert traces(path) > 10
    await store.turn(ANN, NOW, lambda _: Write(None))
    assert traces(path) == 0
    await store.close()
    assert traces(path) == 0


async def test_a_foreign_reader_only_puts_the_overwriting_off(path: Path) -> None:
    store = await SqliteStore.open(path)
    await fill(store)
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM people").fetchone()
        assert await asyncio.wait_for(store.turn(ANN, NOW, lambda _: Write(None)), 2) is not None
        await asyncio.wait_for(store.turn(BOB, NOW, lambda _: Write("{}")), 2)
        assert traces(path) > 0
        reader.execute("ROLLBACK")
    await store.turn(BOB, NOW, lambda _: Write("{}"))
    assert traces(path) == 0
    await store.close()


async def test_a_goodbye_is_overwritten_when_it_is_delivered(path: Path) -> None:
    store = await SqliteStore.open(path)
    await store.turn(ANN, NOW, lambda _: Write(None, parcels=(Parcel(ANN, SECRET.decode()),)))
    (goodbye,) = await store.parcels(NOW, (), 1)
    assert traces(path) > 0
    await store.delivered(goodbye.id)
    assert traces(path) == 0
    await store.close()


async def test_tidying_overwrites_what_was_delivered(path: Path) -> None:
    store = await SqliteStore.open(path)
    await store.turn(BOB, NOW, lambda _: Write("{}", parcels=(Parcel(BOB, SECRET.decode()),)))
    (answer,) = await store.parcels(NOW, (), 1)
    await store.delivered(answer.id)
    assert traces(path) > 0
    await store.tidy(NOW)
    assert traces(path) == 0
    await store.close()


async def test_timers_that_are_due_are_found_by_an_index_however_many_are_to_come(path: Path) -> None:
    writer = await Writer.open(path)
    store = SqliteStore(writer)
    asked: list[str] = []

    def watch(db: sqlite3.Connection) -> None:
        db.set_trace_callback(asked.append)

    await writer.run(watch)
    await store.due(NOW, 100)
    (query,) = [sql for sql in asked if "FROM timers" in sql]
    plan = await writer.run(lambda db: db.execute(f"EXPLAIN QUERY PLAN {query}").fetchall())
    await store.close()
    assert plan[0][3] == "SEARCH timers USING INDEX timers_due (due<?)"


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_the_guide_tells_of_every_table_what_it_holds(guide: Path) -> None:
    told = re.findall(r"^\| `([a-z]+)` \| [^|]+ \| [^|]+ \|$", guide.read_text(encoding="utf-8"), re.MULTILINE)
    tables = re.findall(r"^CREATE TABLE (\w+)", SCHEMA.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(told) == sorted(tables)
