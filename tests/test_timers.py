"""What ran out enters the dialogue once, and what is to come is set anew; and the end of what lies unused."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.acts import Show
from bot.core import course
from bot.core.actions import Keep
from bot.core.button_data import encode
from bot.core.events import Command, Incoming, Media, Pressed, said
from bot.core.filings.reminders import timers
from bot.core.knowledge import Knowledge
from bot.core.replies import Timer
from bot.core.state import State, dump_state
from bot.core.workdays import MORNING, Calendar
from bot.service import Service
from bot.store import Store, StoreError, Write
from bot.store.sqlite import SqliteStore
from bot.terminal import Clock
from tests.core.sample import CALENDAR, FLOW, knowledge_with
from tests.core.talking import FORGOTTEN
from tests.serving import ANN, BEGIN, begin_filing, do, drained, is_kept
from tests.store.files import content_of
from tests.store.memory import MemoryStore


async def test_timers_enter_the_dialogue_once(store: Store, knowledge: Knowledge) -> None:
    clock = Clock(lambda: BEGIN)
    service = Service(store, knowledge, clock)
    for number, data in enumerate(
        ("n:first-filing", "s:personal", "p:guangdong", "a", "j:1:first-sms", "d1:1:first-sms")
    ):
        await service.take(Incoming(7, 7, Pressed(data), update=number, message=5, query="q"))
    await drained(service)
    assert await service.tick() == 0
    clock.ahead = timedelta(hours=11, minutes=1)
    assert await service.tick() == 1
    (reminder,) = await drained(service)
    assert isinstance(reminder.act, Show)
    assert "快到时间了" in reminder.act.text
    assert await service.tick() == 0
    clock.ahead = timedelta(hours=12)
    assert await service.tick() == 0


@pytest.mark.parametrize(
    ("announced", "day"),
    [
        (replace(CALENDAR, off=CALENDAR.off | {date(2026, 12, 22), date(2026, 12, 23)}), date(2026, 12, 28)),
        (replace(CALENDAR, worked=CALENDAR.worked | {date(2026, 12, 5)}), date(2026, 12, 23)),
    ],
    ids=["later", "earlier"],
)
async def test_a_new_calendar_moves_the_timers_of_those_who_wait(
    store: Store, knowledge: Knowledge, announced: Calendar, day: date
) -> None:
    knowledge = replace(knowledge_with(FLOW), ui=knowledge.ui, words=knowledge.words)
    clock = Clock(lambda: BEGIN)
    filing = course.jump(course.begin(1, "a", FLOW, "personal", "", BEGIN), FLOW, FLOW.steps[-1], BEGIN)
    state = State((filing,))
    (old,) = timers(state, knowledge, BEGIN).items()
    await store.turn(7, BEGIN, lambda _: Write(dump_state(state), (Timer(*old),)))
    service = Service(store, knowledge, clock)
    assert await service.tick() == 0
    service.knowledge = replace(knowledge, calendar=announced)
    assert await service.tick() == 1, "it is told"
    late = datetime.combine(day, MORNING)
    assert await store.due(late - timedelta(seconds=1), 10) == []
    assert await store.due(late, 10) == [(7, "deadline:1:authority")]


async def test_a_timer_of_a_step_that_is_done_is_taken_back(store: Store, knowledge: Knowledge) -> None:
    clock = Clock(lambda: BEGIN)
    service = Service(store, knowledge, clock)
    for data in ("n:first-filing", "s:personal", "p:guangdong", "a", "j:1:first-sms", "d:1:first-sms"):
        await service.take(Incoming(7, 7, Pressed(data), message=5, query="q"))
    await drained(service)
    clock.ahead = timedelta(hours=25)
    assert await service.tick() == 0


async def left_lying(service: Service, clock: Clock) -> None:
    """Let everything pass that is told of a filing which nobody goes on with."""
    clock.ahead = timedelta(days=20)
    await service.tick()
    await drained(service)


async def test_what_is_unused_for_180_days_is_deleted_after_one_warning(store: Store, knowledge: Knowledge) -> None:
    clock = Clock(lambda: BEGIN)
    service = Service(store, knowledge, clock)
    await begin_filing(service)
    await left_lying(service, clock)
    told = {}
    for day in range(160, 182):
        clock.ahead = timedelta(days=day)
        await service.tick()
        if acts := await drained(service):
            told[day] = [act.act.text for act in acts if isinstance(act.act, Show)]
        assert await is_kept(store) == (day < 180), day
    ((day, (warning,)),) = told.items()
    assert day == 166
    assert "5月24日" in warning, "180 days after 25 November"


async def test_nobody_is_warned_at_night_that_everything_goes(store: Store, knowledge: Knowledge) -> None:
    clock = Clock(lambda: BEGIN)
    service = Service(store, knowledge, clock)
    await begin_filing(service)
    await left_lying(service, clock)
    clock.ahead = timedelta(days=170, hours=13)  # eleven o'clock in the evening: the bot was off till then
    await service.tick()
    assert await drained(service) == []
    clock.ahead += timedelta(hours=9)
    await service.tick()
    assert len(await drained(service)) == 1


async def test_one_tap_on_the_warning_keeps_everything(store: Store, knowledge: Knowledge) -> None:
    clock = Clock(lambda: BEGIN)
    service = Service(store, knowledge, clock)
    await begin_filing(service)
    await do(service, ANN, Pressed(encode(Keep(1, "domain", "2028-05-01"))))
    await left_lying(service, clock)
    clock.ahead = timedelta(days=166)
    await service.tick()
    (warning,) = await drained(service)
    assert isinstance(warning.act, Show)
    assert "这些提醒也会跟着没了：域名到期。" in warning.act.text
    ((stay,),) = warning.act.buttons
    await do(service, ANN, Pressed(stay.data))
    for day, kept in ((166 + 166, True), (166 + 179, True), (166 + 180, False)):
        clock.ahead = timedelta(days=day)
        await service.tick()
        assert await is_kept(store) == kept


async def test_a_word_of_the_person_puts_everything_off(store: Store, knowledge: Knowledge) -> None:
    clock = Clock(lambda: BEGIN)
    service = Service(store, knowledge, clock)
    await begin_filing(service)
    for day, event in ((100, said("你好")), (100 + 170, Media("photo")), (270 + 179, Command("help"))):
        clock.ahead = timedelta(days=day)
        await service.tick()
        await service.take(Incoming(7, 7, event))
        await drained(service)
    for day, warnings, kept in ((449 + 165, 0, True), (449 + 166, 1, True), (449 + 180, 0, False)):
        clock.ahead = timedelta(days=day)
        await service.tick()
        assert (len(await drained(service)), await is_kept(store)) == (warnings, kept)


async def test_who_has_nothing_to_lose_goes_without_a_word(store: Store, knowledge: Knowledge) -> None:
    clock = Clock(lambda: BEGIN)
    service = Service(store, knowledge, clock)
    await service.take(Incoming(7, 7, said("备案要多久")))
    await drained(service)
    clock.ahead = timedelta(days=179)
    assert (await service.tick(), await is_kept(store)) == (0, True)
    clock.ahead = timedelta(days=180)
    assert (await service.tick(), await is_kept(store)) == (1, False)
    assert await drained(service) == []


async def test_nothing_goes_without_its_warning_however_long_the_bot_was_off(
    store: Store, knowledge: Knowledge
) -> None:
    clock = Clock(lambda: BEGIN)
    service = Service(store, knowledge, clock)
    await begin_filing(service)
    await left_lying(service, clock)
    clock.ahead = timedelta(days=400)
    assert [await service.tick(), await service.tick()] == [1, 0]
    assert len(await drained(service)) == 1
    for day, kept in ((413, True), (414, False)):
        clock.ahead = timedelta(days=day)
        await service.tick()
        assert await is_kept(store) == kept


async def test_who_is_forgotten_while_timers_are_moved_still_reads_the_goodbye(
    store: Store, knowledge: Knowledge
) -> None:
    service = Service(store, knowledge, lambda: BEGIN)
    await begin_filing(service)
    asks, yes = FORGOTTEN
    await service.take(Incoming(7, 7, asks))
    await drained(service)
    goodbye = Incoming(7, 7, yes, message=5)
    await asyncio.gather(service.tick(), service.take(goodbye))
    assert [act.act.text for act in await drained(service) if isinstance(act.act, Show)] == [knowledge.ui["forgotten"]]


async def test_a_start_at_which_nothing_changed_writes_nothing(tmp_path: Path, knowledge: Knowledge) -> None:
    store = await SqliteStore.open(tmp_path / "bot.db")
    await begin_filing(Service(store, knowledge, lambda: BEGIN))
    before = content_of(tmp_path / "bot.db")
    assert await Service(store, knowledge, lambda: BEGIN).tick() == 0
    assert content_of(tmp_path / "bot.db") == before
    await store.close()


async def test_people_of_a_release_without_an_end_get_one_from_then_on(tmp_path: Path, knowledge: Knowledge) -> None:
    path, clock = tmp_path / "bot.db", Clock(lambda: BEGIN)
    old = await SqliteStore.open(path)
    await old.turn(7, BEGIN, lambda _: Write('{"topic": "time-total"}'))
    await old.close()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm0004_retention'")
    store = await SqliteStore.open(path)
    service = Service(store, knowledge, clock)
    for day, ticked, kept in ((0, 1, True), (179, 0, True), (180, 1, False)):
        clock.ahead = timedelta(days=day)
        assert (await service.tick(), await is_kept(store)) == (ticked, kept), day
        assert await drained(service) == []
    await store.close()


@pytest.mark.parametrize("failing", [{0}, {1}, {2}, {3}, {1, 2}])
async def test_each_job_of_a_tick_gets_its_turn_though_others_fail(
    failing: set[int], knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, called = MemoryStore(), list[str]()

    async def call(name: str, works: Callable[..., Awaitable[Any]], *given: Any, **more: Any) -> Any:
        called.append(name)
        if len(called) - 1 in failing:
            raise StoreError(f"{len(called) - 1}")
        return await works(*given, **more)

    for name in ("due", "waits", "tally"):
        monkeypatch.setattr(store, name, partial(call, name, getattr(store, name)))
    monday = datetime(2026, 11, 30, 2, 0, tzinfo=UTC)
    with pytest.raises(StoreError, match=f"{min(failing)}"):
        await Service(store, knowledge, lambda: monday, admins={9}).tick()
    assert called[:4] == ["due", "waits", "due", "tally"], "setting anew, learning, running out, the digest"
