"""The file is damaged at one place while it is open: all else goes on, and the next start refuses it."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import pytest

from bot.acts import Show, parcel
from bot.core.knowledge import Knowledge
from bot.service import Service
from bot.store import Damaged, Parcel, StoreError, Write
from bot.store.sqlite import SqliteStore, Writer
from tests.store.child import NOW
from tests.store.files import always

PAGE = 4096


def further(content: bytes) -> int:
    """Where what is long goes on: the number of the next page stands there."""
    return next(at for at in range(0, len(content), PAGE) if content[at + 4 : at + PAGE] == b"x" * (PAGE - 4))


@asynccontextmanager
async def opened(file: Path) -> AsyncIterator[SqliteStore]:
    store = await SqliteStore.open(file)
    try:
        yield store
    finally:
        await store.close()


def rot(file: Path, place: int, becomes: bytes) -> None:
    with file.open("r+b") as rotting:
        rotting.seek(place)
        rotting.write(becomes)


DAMAGE: dict[str, tuple[Callable[[bytes], int], bytes]] = {
    "where it goes on": (further, bytes(4)),
    "a text that is none": (lambda content: further(content) + 9, b"\xff\xfe"),
    "how long its fields are": (lambda content: content.index(b'{"text":"xxxx') - 5, b"\xff"),
}
"""Where something is damaged in a parcel with many x, and what stands there then."""


@pytest.mark.parametrize("damage", DAMAGE)
async def test_a_damaged_parcel_is_put_aside_and_those_of_everybody_go_on(
    tmp_path: Path, knowledge: Knowledge, caplog: pytest.LogCaptureFixture, damage: str
) -> None:
    file = tmp_path / "bot.db"
    async with opened(file) as store:
        for user in range(1, 6):
            shows = (Show("x" * 60_000 if user == 3 else f"to {user}"), Show(f"then to {user}"))
            await store.turn(user, NOW, always(Write("{}", parcels=tuple(parcel(user, show) for show in shows))))
    async with opened(file) as store:
        where, becomes = DAMAGE[damage]
        rot(file, where(file.read_bytes()), becomes)
        service = Service(store, knowledge, lambda: NOW)
        sent = []
        while waiting := await service.outbox.outgoing():
            for each in waiting:
                assert isinstance(each.act, Show)
                sent.append(each.act.text)
                await service.outbox.delivered(each)
        assert sorted(sent) == [*(f"then to {n}" for n in (1, 2, 3, 4, 5)), *(f"to {n}" for n in (1, 2, 4, 5))]
        assert caplog.text.count("放到一边") == 1
        assert "待发的一条坏了" in caplog.text
        assert "xxxx" not in caplog.text
        assert (await service.backlog())[1].parcel is None
        edit = Write(None, parcels=(Parcel(3, "edited", edit=5),))
        assert await store.turn(3, NOW, always(edit)), "and nothing of that person stumbles over it, or waits for it"


async def test_what_was_sent_and_cannot_be_taken_out_holds_up_its_chat_no_longer(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    file = tmp_path / "bot.db"
    both = tuple(parcel(3, show) for show in (Show("x" * 60_000), Show("next")))
    async with opened(file) as store:
        await store.turn(3, NOW, always(Write("{}", parcels=both)))
        (sent,) = await Service(store, knowledge, lambda: NOW).outbox.outgoing()
    async with opened(file) as store:
        rot(file, further(file.read_bytes()), bytes(4))
        service = Service(store, knowledge, lambda: NOW)
        await service.outbox.delivered(sent)
        assert [each.act for each in await service.outbox.outgoing()] == [Show("next")]


async def test_where_no_parcel_is_damaged_but_the_way_to_them_that_is_told(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    file = tmp_path / "bot.db"
    async with opened(file):
        pass
    with closing(sqlite3.connect(file)) as db:
        (page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'outbox_expires'").fetchone()
    async with opened(file) as store:
        rot(file, (page - 1) * PAGE, bytes(8))
        with pytest.raises(Damaged):
            await Service(store, knowledge, lambda: NOW).outbox.outgoing()


async def test_a_damaged_row_is_nothing_to_those_who_are_looked_up_and_written_with_its_person(
    tmp_path: Path,
) -> None:
    file = tmp_path / "bot.db"
    async with opened(file) as store:
        for user in range(4):
            await store.turn(user, NOW, always(Write("x" * (60_000 if user == 1 else 10))))
    async with opened(file) as store:
        rot(file, further(file.read_bytes()), bytes(4))
        turns = (store.turn(user, NOW, lambda state: Write(f"{state}y"), updates=(user,)) for user in range(4))
        one, damaged, *others = await asyncio.gather(*turns, return_exceptions=True)
        assert isinstance(damaged, StoreError)
        assert [one, *others] == [[]] * 3
    with closing(sqlite3.connect(file)) as db:
        assert db.execute("SELECT user, state FROM people WHERE user <> 1").fetchall() == [
            (user, "x" * 10 + "y") for user in (0, 2, 3)
        ]


async def test_a_sector_that_cannot_be_read_fails_nobody_who_is_not_there(writer: Writer) -> None:
    def broken(db: sqlite3.Connection) -> None:
        db.execute("ROLLBACK")  # SQLite does so, too
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ
        raise error

    def sound(db: sqlite3.Connection) -> Any:
        return db.execute("INSERT INTO dead (at, report) VALUES (0, 'x') RETURNING number").fetchone()

    before, failed, after = await asyncio.gather(*map(writer.run, (sound, broken, sound)), return_exceptions=True)
    assert isinstance(failed, StoreError)
    assert (before, after) == ((1,), (2,))
    assert await writer.run(lambda db: db.execute("SELECT count(*) FROM dead").fetchone()) == (2,)
