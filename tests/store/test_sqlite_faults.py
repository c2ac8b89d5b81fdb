"""What the SQLite store does when the disk, a lock or a statement fails, and how turns share a transaction."""

import asyncio
import resource
import signal
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from bot.core.replies import Note, Timer
from bot.store import Parcel, Stored, StoreError, TooLong, Write
from bot.store.sqlite import ROUNDS, SqliteStore, Writer
from bot.store.sqlite.database import opened
from bot.store.sqlite.limit import Limit
from tests.forked import Forked
from tests.store.child import NOW, be_busy
from tests.store.files import always

LATER = NOW + timedelta(hours=1)
WRITE = Write("{}", (Timer("k", LATER), Timer("old", None)), (Parcel(1, "a", LATER), Parcel(2, "b")), (Note("n"),))


@pytest.fixture
async def store(writer: Writer) -> AsyncIterator[SqliteStore]:
    store = SqliteStore(writer)
    yield store
    await store.close()


async def sql(writer: Writer, statement: str) -> Any:
    return await writer.run(lambda db: db.execute(statement).fetchone())


async def everything(writer: Writer) -> list[str]:
    """All that the database holds, but for when its tables were made."""
    return await writer.run(lambda db: [line for line in db.iterdump() if '"_sqlite_migrations" VALUES' not in line])


async def fails(writer: Writer, store: SqliteStore, told: str) -> None:
    """A turn fails, tells the operator why in these words, and changes nothing."""
    before = await everything(writer)
    with pytest.raises(StoreError, match=told):
        await store.turn(1, NOW, lambda _: Write("长" * 100_000), updates=(1,))
    assert await everything(writer) == before


async def recovers(store: SqliteStore) -> None:
    assert await store.turn(1, NOW, lambda _: Write("长" * 100_000), updates=(1,)) is not None


async def test_a_full_disk_is_told_and_got_over(writer: Writer, store: SqliteStore) -> None:
    (pages,) = await sql(writer, "PRAGMA page_count")
    await sql(writer, f"PRAGMA max_page_count = {pages}")
    await fails(writer, store, "磁盘满了，这次没有存下来。.*不用重启")
    await sql(writer, "PRAGMA max_page_count = 100000")
    await recovers(store)


async def test_a_disk_that_is_full_at_the_start_stops_it_and_is_not_got_over_by_itself(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        with pytest.raises(StoreError, match=r"，没有启动。.*处理好以后再启动。（SQLITE_") as told:
            await SqliteStore.open(tmp_path / "bot.db")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "不用重启" not in str(told.value)
    await (await SqliteStore.open(tmp_path / "bot.db")).close()


async def test_a_read_only_database_is_told_and_got_over(tmp_path: Path) -> None:
    thread, held, loop = ThreadPoolExecutor(1), ExitStack(), asyncio.get_running_loop()
    connection = await loop.run_in_executor(thread, held.enter_context, opened(tmp_path / "bot.db"))
    store = SqliteStore(Writer(thread, held, connection))
    await loop.run_in_executor(thread, connection.execute, "PRAGMA query_only = ON")
    with pytest.raises(StoreError, match="只读"):
        await store.turn(1, NOW, lambda _: WRITE, updates=(1,))
    await loop.run_in_executor(thread, connection.execute, "PRAGMA query_only = OFF")
    await recovers(store)
    await store.close()


async def test_a_commit_that_cannot_be_written_fails_all_that_share_it(
    writer: Writer, store: SqliteStore, tmp_path: Path
) -> None:
    await store.turn(1, NOW, lambda _: Write("before"))
    before = await everything(writer)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, ((tmp_path / "bot.db-wal").stat().st_size, hard))
    try:
        results = await asyncio.gather(
            *(store.turn(n, NOW, lambda _: Write("after"), updates=(n,)) for n in range(5)), return_exceptions=True
        )
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [type(result) for result in results] == [StoreError] * 5
    assert "读写数据库文件出错" in str(results[0])
    assert await everything(writer) == before
    await recovers(store)


async def test_a_foreign_lock_is_waited_for_and_does_not_hold_up_the_loop(
    writer: Writer, store: SqliteStore, tmp_path: Path
) -> None:
    """Were the loop held up, the turn would have given up before the loop went round for the first time."""
    loop, waits = asyncio.get_running_loop(), asyncio.Event()
    await writer.run(lambda db: db.set_trace_callback(lambda _: loop.call_soon_threadsafe(waits.set)))
    waits.clear()
    with closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as foreign:
        foreign.execute("BEGIN IMMEDIATE")
        turn = asyncio.create_task(store.turn(1, NOW, lambda _: WRITE))
        await waits.wait()
        for _ in range(2_000):
            await asyncio.sleep(0)
        assert not turn.done()
        foreign.execute("ROLLBACK")
    assert await asyncio.wait_for(turn, 5)


async def test_a_foreign_lock_that_stays_is_told_and_got_over(
    writer: Writer, store: SqliteStore, tmp_path: Path
) -> None:
    await sql(writer, "PRAGMA busy_timeout = 20")
    with closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as foreign:
        foreign.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="锁住"):
            await store.turn(1, NOW, lambda _: WRITE, updates=(1,))
        foreign.execute("ROLLBACK")
    await recovers(store)


async def test_a_turn_that_is_interrupted_anywhere_has_its_effects_once_when_it_is_tried_again(
    writer: Writer, store: SqliteStore, tmp_path: Path
) -> None:
    """SQLite asks this handler over and over while it works; it stops at the n-th asking, for every n.

    At the last asking the commit is done already, and SQLite says all the same that it was interrupted: then trying
    again changes nothing. At every other one nothing is there afterwards.
    """
    left = 0

    def interrupt() -> bool:
        nonlocal left
        left -= 1
        return left == 0

    await writer.run(lambda db: db.set_progress_handler(interrupt, 1))
    undisturbed = await Writer.open(tmp_path / "undisturbed.db")
    for each in (store, SqliteStore(undisturbed)):
        await each.turn(1, NOW, lambda _: Write("before", (Timer("used", NOW), Timer("old", LATER))))
    before = await everything(writer)
    assert before == await everything(undisturbed)
    await SqliteStore(undisturbed).turn(1, NOW, lambda _: WRITE, updates=(9,), timer="used")
    after = await everything(undisturbed)
    await undisturbed.close()

    seen = []
    for n in count(1):
        left = n
        try:
            took = await store.turn(1, NOW, lambda _: WRITE, updates=(9,), timer="used")
        except StoreError:
            left = 0
            seen.append(await everything(writer))
        else:
            break
    left = 0
    done = int(not took)
    assert seen == [before] * (len(seen) - done) + [after] * done
    assert len(seen) > 30
    assert await everything(writer) == after


@pytest.mark.parametrize("table", ["updates", "timers", "people", "outbox", "journal"])
async def test_a_turn_whose_statement_fails_takes_only_itself_back(
    writer: Writer, store: SqliteStore, table: str
) -> None:
    """SQLite asks this authorizer about each thing a statement does; it forbids writing to one table."""
    await store.turn(1, NOW, lambda _: Write("before", (Timer("used", NOW),)))
    before = await everything(writer)

    def forbid(action: int, name: str | None, *_: str | None) -> int:
        writing = action in (sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE)
        return sqlite3.SQLITE_DENY if writing and name == table else sqlite3.SQLITE_OK

    await writer.run(lambda db: db.set_authorizer(forbid))
    turn, look = await asyncio.gather(
        store.turn(1, NOW, lambda _: WRITE, updates=(9,), timer="used"), everything(writer), return_exceptions=True
    )
    await writer.run(lambda db: db.set_authorizer(None))
    assert isinstance(turn, StoreError)
    assert look == before, "the transaction that both shared"
    assert await store.turn(1, NOW, lambda _: WRITE, updates=(9,), timer="used") is not None


async def test_what_no_time_will_heal_is_not_reported_as_trouble_of_the_store(
    writer: Writer, store: SqliteStore
) -> None:
    before = await everything(writer)
    for broken in (Write("\ud800"), Write("{}", parcels=(Parcel(2**64, "x"),)), Write("{}", notes=(Note("\udfff"),))):
        with pytest.raises((UnicodeEncodeError, OverflowError)):
            await store.turn(1, NOW, always(broken), updates=(1,))
    none: Any = None
    with pytest.raises(sqlite3.IntegrityError):
        await store.turn(1, NOW, lambda _: Write("{}", parcels=(Parcel(1, none),)), updates=(1,))
    assert await everything(writer) == before


async def test_a_fault_in_a_turn_is_nothing_to_those_that_are_written_with_it(
    writer: Writer, store: SqliteStore
) -> None:
    turns = (always(Write(text, parcels=(Parcel(1, "x"),))) for text in ("{}", "\ud800", "[]"))
    one, broken, two = await asyncio.gather(
        *(store.turn(user, NOW, decide, updates=(user,)) for user, decide in enumerate(turns)), return_exceptions=True
    )
    assert isinstance(broken, UnicodeEncodeError)
    assert isinstance(one, list)
    assert isinstance(two, list)
    kept = await writer.run(lambda db: db.execute("SELECT user, state FROM people ORDER BY user").fetchall())
    assert kept == [(0, "{}"), (2, "[]")]
    assert await writer.run(lambda db: db.execute("SELECT id FROM updates ORDER BY id").fetchall()) == [(0,), (2,)]


async def test_a_full_disk_is_met_once_by_all_who_share_a_transaction(writer: Writer, store: SqliteStore) -> None:
    (pages,) = await sql(writer, "PRAGMA page_count")
    await sql(writer, f"PRAGMA max_page_count = {pages}")
    statements: list[str] = []
    await writer.run(lambda db: db.set_trace_callback(statements.append))
    statements.clear()
    turns = (store.turn(user, NOW, always(Write("x" * 100_000))) for user in range(5))
    assert {type(end) for end in await asyncio.gather(*turns, return_exceptions=True)} == {StoreError}
    assert statements.count("BEGIN IMMEDIATE") == 2


async def test_a_moment_without_a_zone_is_an_error(store: SqliteStore) -> None:
    with pytest.raises(TypeError):
        await store.turn(1, NOW.replace(tzinfo=None), lambda _: WRITE, updates=(1,))


async def test_turns_that_wait_share_a_look_and_a_transaction(writer: Writer, store: SqliteStore) -> None:
    statements: list[str] = []
    await writer.run(lambda db: db.set_trace_callback(statements.append))
    statements.clear()
    assert None not in await asyncio.gather(*(store.turn(n, NOW, lambda _: WRITE) for n in range(50)))
    assert statements.count("BEGIN IMMEDIATE") == statements.count("COMMIT") == 2
    for once in ("SELECT NOT EXISTS", "INSERT INTO people", "INSERT INTO outbox", "INSERT INTO journal"):
        assert len([each for each in statements if each.startswith(once)]) == 1
    await store.turn(1, NOW, lambda _: WRITE)
    assert statements.count("COMMIT") == 4


async def test_more_rows_than_a_statement_takes_are_written_by_several(writer: Writer, store: SqliteStore) -> None:
    writes = {n: Write(str(n), parcels=(Parcel(n, f"to {n}"),)) for n in range(1, 1_200)}
    turns = await asyncio.gather(*(store.turn(n, NOW, always(write), updates=(n,)) for n, write in writes.items()))
    assert [posted[0].body for posted in turns if posted] == [f"to {n}" for n in writes]
    kept = await writer.run(lambda db: db.execute("SELECT user, state FROM people ORDER BY user").fetchall())
    assert kept == [(n, str(n)) for n in writes]


async def test_what_was_sent_at_the_same_time_is_taken_out_in_one_go_whoever_gives_up(
    writer: Writer, store: SqliteStore
) -> None:
    await store.turn(1, NOW, lambda _: Write("{}", parcels=tuple(Parcel(chat, "x") for chat in range(4))))
    parcels = [parcel for (parcel,) in await writer.run(lambda db: db.execute("SELECT id FROM outbox").fetchall())]
    statements: list[str] = []
    await writer.run(lambda db: db.set_trace_callback(statements.append))
    marks = [asyncio.create_task(store.delivered(parcel)) for parcel in parcels]
    await asyncio.sleep(0)
    marks[0].cancel()
    ends = await asyncio.gather(*marks, return_exceptions=True)
    assert [type(end) for end in ends] == [asyncio.CancelledError, *[type(None)] * 3]
    assert sum(statement.startswith("DELETE") for statement in statements) == 1
    assert await sql(writer, "SELECT count(*) FROM outbox") == (0,)


async def test_turns_that_come_a_moment_later_share_it_too(writer: Writer, store: SqliteStore) -> None:
    statements: list[str] = []
    await writer.run(lambda db: db.set_trace_callback(statements.append))
    statements.clear()

    async def turn(rounds: int) -> list[Stored] | None:
        for _ in range(rounds):
            await asyncio.sleep(0)
        return await store.turn(rounds, NOW, lambda _: WRITE)

    assert None not in await asyncio.gather(*map(turn, range(4)))
    assert statements.count("COMMIT") == 2


async def test_a_few_parcels_are_found_without_going_through_all_that_wait(writer: Writer, store: SqliteStore) -> None:
    steps = count()
    await writer.run(lambda db: db.set_progress_handler(lambda: next(steps) < 0, 1))

    async def looking() -> int:
        began = next(steps)
        assert len(await store.parcels(NOW, (1, 2, 3), 5)) == 5
        return next(steps) - began

    async def wait(chats: range) -> None:
        await store.turn(0, NOW, lambda _: Write("{}", parcels=tuple(Parcel(chat, "x") for chat in chats)))

    await wait(range(1, 20))
    few = await looking()
    await wait(range(20, 1_000))
    assert await looking() < 2 * few


async def test_a_caller_that_gives_up_holds_up_nobody(store: SqliteStore) -> None:
    given_up, kept = (asyncio.create_task(store.turn(n, NOW, lambda _: WRITE)) for n in (1, 2))
    await asyncio.sleep(0)
    given_up.cancel()
    assert await asyncio.wait_for(kept, 5)
    with pytest.raises(asyncio.CancelledError):
        await given_up
    assert await store.turn(3, NOW, lambda _: WRITE) is not None


async def test_who_comes_after_one_that_gave_up_sees_what_is_written_for_that_one(
    writer: Writer, store: SqliteStore
) -> None:
    decided = asyncio.Event()

    def append(letter: str) -> Callable[[str | None], Write]:
        def decide(state: str | None) -> Write:
            decided.set()
            return Write((state or "") + letter)

        return decide

    given_up = asyncio.create_task(store.turn(1, NOW, append("a"), updates=(1,)))
    others: list[asyncio.Task[object]] = []
    while not decided.is_set():  # so that looks of others stand before its write
        others.append(asyncio.create_task(store.turn(10 + len(others), NOW, always(WRITE))))
        await asyncio.sleep(0)
    given_up.cancel()
    next_one = asyncio.create_task(store.turn(1, NOW, append("b"), updates=(2,)))
    await asyncio.gather(given_up, next_one, *others, return_exceptions=True)
    assert await store.turn(1, NOW, always(WRITE), updates=(1,)) is None, "it was written all the same"
    await store.turn(1, NOW, append("c"))
    assert await sql(writer, "SELECT state FROM people WHERE user = 1") == ("abc",)


async def test_what_comes_while_a_transaction_is_under_way_is_of_the_next(writer: Writer) -> None:
    began, goes_on = Event(), Event()

    def waits(_: sqlite3.Connection) -> None:
        began.set()
        goes_on.wait(10)

    seen: list[list[int]] = []

    def note(_: sqlite3.Connection, numbers: list[int]) -> None:
        seen.append([*numbers])

    first = [asyncio.create_task(writer.run_together(note, 1)), asyncio.create_task(writer.run(waits))]
    await asyncio.to_thread(began.wait, 10)
    late = asyncio.create_task(writer.run_together(note, 2))
    await asyncio.sleep(0)
    goes_on.set()
    await asyncio.wait_for(asyncio.gather(*first, late), 10)
    assert seen == [[1], [2]]


async def test_a_closed_store_says_so(store: SqliteStore) -> None:
    await store.close()
    await store.close()
    with pytest.raises(StoreError, match="已经关上"):
        await store.due(NOW, 1)


# What hangs


def endless(_: str | None) -> Write:
    while True:
        pass


async def test_a_turn_that_hangs_is_ended_and_those_beside_it_are_not(tmp_path: Path) -> None:
    store = await SqliteStore.open(tmp_path / "bot.db", turn_seconds=0.1)
    async with asyncio.timeout(10):
        turns = [store.turn(user, NOW, endless if user % 2 else always(WRITE), updates=(user,)) for user in range(4)]
        ends = await asyncio.gather(*turns, return_exceptions=True)
        assert [type(end) for end in ends] == [list, TooLong, list, TooLong]
        assert await store.bury(1, NOW, "hung", lambda _: (), updates=(1,)) == 1, "it was not taken"
        assert await store.turn(5, NOW, always(WRITE), updates=(5,)) is not None
    await store.close()


async def test_one_turn_that_hangs_keeps_others_waiting_for_less_than_a_second(tmp_path: Path) -> None:
    store = await SqliteStore.open(tmp_path / "bot.db")
    before = time.thread_time()
    turns = [store.turn(user, NOW, always(WRITE) if user else endless, updates=(user,)) for user in range(20)]
    first, *others = await asyncio.gather(*turns, return_exceptions=True)
    assert isinstance(first, TooLong)
    assert all(isinstance(end, list) for end in others)
    assert time.thread_time() - before < 1
    await store.close()


async def test_where_several_turns_hang_the_loop_goes_round_in_between(tmp_path: Path) -> None:
    """So that a signal to end is heard, and reaches those that were not begun."""
    store = await SqliteStore.open(tmp_path / "bot.db", turn_seconds=0.1)
    begun, hung = count(), asyncio.Event()

    def hang(state: str | None) -> Write:
        next(begun)
        hung.set()
        return endless(state)

    async def ending() -> None:
        await hung.wait()
        for _ in range(ROUNDS // 2):
            await asyncio.sleep(0)
        for turn in turns:
            turn.cancel()

    async with asyncio.timeout(10):
        turns = [asyncio.create_task(store.turn(user, NOW, hang, updates=(user,))) for user in range(5)]
        ends = await asyncio.gather(*turns, ending(), return_exceptions=True)
    assert [type(end) for end in ends[:2]] == [TooLong, asyncio.CancelledError]
    assert next(begun) == 1
    with pytest.raises(TooLong):
        await store.limited(partial(endless, None))
    await store.close()


def test_time_in_which_the_whole_process_stands_still_does_not_count() -> None:
    with Forked(be_busy, 0.05, 1.0) as process:
        process.until("begun")
        process.signal(signal.SIGSTOP)
        time.sleep(1.3)
        process.signal(signal.SIGCONT)
        assert process.end() == (0, "")


def test_an_exception_that_comes_too_late_comes_never() -> None:
    """Whenever a call is found to be late, it ends by that or it does not, and nothing comes after the call."""
    limit, ended = Limit(0.0), 0  # looks all the time
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        while ended < 10:
            try:
                assert limit.run(lambda: sum(number for number in range(300))) == 44850
            except TooLong:
                ended += 1
            assert sum(number for number in range(30)) == 435
    finally:
        sys.setswitchinterval(interval)
        limit.close()


async def test_nobody_waits_for_a_disk_that_hangs_and_afterwards_all_goes_on(tmp_path: Path) -> None:
    writer = await Writer.open(tmp_path / "bot.db", patience=0.1)
    store, begun, disk = SqliteStore(writer), Event(), Event()

    def hang(_: object) -> None:
        begun.set()
        disk.wait()

    async with asyncio.timeout(10):
        (parcel,) = await store.turn(1, NOW, always(Write("{}", parcels=(Parcel(1, "x"),)))) or []
        hung = asyncio.create_task(writer.run(hang))
        await asyncio.to_thread(begun.wait)
        for _ in range(2):
            with pytest.raises(StoreError, match="没有回答"):
                await store.turn(1, NOW, always(WRITE), updates=(1,))
            with pytest.raises(StoreError, match="没有回答"):
                await store.delivered(parcel.id)
        with pytest.raises(StoreError, match="没有回答"):
            await hung
        disk.set()
        await store.delivered(parcel.id)
        assert await store.parcels(NOW, (), 9) == []
        await recovers(store)
    await store.close()
