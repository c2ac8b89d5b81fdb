"""What another process does with the database: it reads misses and takes one out, also while the bot has the file."""

import asyncio
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.core.replies import Miss
from bot.store import StoreError, Write
from bot.store.sqlite import DatabaseInUse, SqliteStore, UnusableDatabase
from bot.store.sqlite.beside import misses, take_out
from bot.store.sqlite.database import alone
from bot.store.sqlite.restoring import to_be
from tests.store.child import NOW
from tests.store.files import SCHEMA, always, child, content_of, schema_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bot.db"


async def say(store: SqliteStore, *keys: str) -> None:
    for key in keys:
        await store.turn(1, NOW, always(Write("{}", misses=(Miss(key, key, ("time-total",)),))))


def keys(path: Path) -> list[str]:
    return [one.miss.key for one in misses(path)]


async def test_it_works_beside_the_bot_and_the_bot_goes_on(path: Path) -> None:
    store = await SqliteStore.open(path)
    await say(store, "甲", "乙")
    (first, second) = misses(path)
    assert first.miss == Miss("甲", "甲", ("time-total",))
    assert take_out(path, first.id)
    assert not take_out(path, first.id)
    await say(store, "甲", "乙")
    again = {one.miss.key: (one.id, one.count) for one in misses(path)}
    assert again == {"乙": (second.id, 2), "甲": (again["甲"][0], 1)}
    assert again["甲"][0] > second.id, "no number is given twice"
    await store.close()
    assert keys(path) == ["乙", "甲"]


async def test_it_works_where_no_bot_runs_and_keeps_one_from_starting_meanwhile(path: Path) -> None:
    store = await SqliteStore.open(path)
    await say(store, "甲")
    await store.close()
    assert take_out(path, misses(path)[0].id)
    assert misses(path) == []
    with alone(path), pytest.raises(DatabaseInUse):
        await SqliteStore.open(path)
    await (await SqliteStore.open(path)).close()


async def test_nothing_is_taken_out_of_a_database_that_is_about_to_be_replaced(path: Path) -> None:
    store = await SqliteStore.open(path)
    await say(store, "甲")
    await store.close()
    (miss,) = misses(path)
    to_be(path, "0" * 64).touch()
    for act in (lambda: take_out(path, miss.id), lambda: misses(path)):
        with pytest.raises(StoreError, match="请启动一次助手"):
            act()


async def test_a_bot_that_writes_all_the_time_is_not_disturbed(path: Path) -> None:
    store = await SqliteStore.open(path)
    await say(store, *(f"第{n}句" for n in range(40)))
    with_misses = misses(path)

    async def talk() -> None:
        for _ in range(200):
            await store.turn(2, NOW, lambda _: Write("{}"))

    talking = asyncio.create_task(talk())
    took = [await asyncio.to_thread(take_out, path, one.id) for one in with_misses]
    await talking
    assert all(took)
    assert misses(path) == []
    await store.close()


def test_beside_a_process_it_reads_without_changing_anything(path: Path) -> None:
    with child(path):
        assert misses(path) == []
    before = content_of(path)
    assert misses(path) == []
    assert content_of(path) == before


def test_no_database_is_made(path: Path) -> None:
    assert misses(path) == []
    assert not path.exists()
    path.touch()
    assert misses(path) == []
    assert path.stat().st_size == 0


async def test_a_database_of_an_older_release_has_none_and_is_brought_up_to_date_by_the_bot(path: Path) -> None:
    store = await SqliteStore.open(path)
    await store.turn(1, NOW, lambda _: Write('"kept"'))
    await store.close()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("DROP TABLE misses")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm0002_misses'")
    assert misses(path) == []
    assert not take_out(path, 1)
    store = await SqliteStore.open(path)
    await say(store, "甲")
    await store.close()
    assert schema_of(path) == SCHEMA.read_text()
    assert keys(path) == ["甲"]


async def test_what_is_not_ours_is_refused(path: Path) -> None:
    path.write_bytes(os.urandom(5000))
    with pytest.raises(StoreError, match="损坏了，没有做成"):
        misses(path)
    path.unlink()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE misses (text)")
    with pytest.raises(UnusableDatabase, match="别的程序"):
        misses(path)
