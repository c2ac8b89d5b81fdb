"""Events through the service: taken once, answered in order, and put aside where our own code fails."""

import asyncio
import json
import sqlite3
import threading
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

import bot.service
from bot.acts import Answer, Chore, PassOn, Show
from bot.core import course, dialogue
from bot.core.actions import Home, Human, Keep
from bot.core.button_data import encode
from bot.core.desk import Desk
from bot.core.events import Command, Due, Event, FromStaff, Incoming, Media, Pressed, Said, command, said
from bot.core.filings.reminders import timers
from bot.core.knowledge import Knowledge
from bot.core.replies import Timer, Wait
from bot.core.state import State, dump_state
from bot.core.words import label
from bot.core.workdays import MORNING, Calendar
from bot.logs import Json, Text
from bot.outbox import Outgoing
from bot.service import Service
from bot.store import Damaged, Parcel, Place, Store, Stored, StoreError, Write
from bot.store.memory import MemoryStore
from bot.store.sqlite import SqliteStore
from bot.terminal import Clock
from tests.core.sample import CALENDAR, FLOW, knowledge_with
from tests.core.talking import DELETED, FORGOTTEN
from tests.store.test_sqlite_file import content_of

BEGIN = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
STAFF = -1_001_234


async def drained(service: Service) -> list[Outgoing]:
    """Everything that waits, carried out in order."""
    acts = []
    while waiting := await service.outbox.outgoing():
        for act in waiting:
            acts.append(act)
            if isinstance(act.act, Chore):
                await service.do(act, act.act)
            await service.outbox.delivered(act)
    return acts


async def test_an_update_delivered_again_changes_nothing(store: Store, knowledge: Knowledge) -> None:
    service = Service(store, knowledge)
    for _ in range(3):
        await service.take(Incoming(7, 7, Command("cancel"), update=100))
    first = await drained(service)
    await service.take(Incoming(7, 7, Command("cancel"), update=100))
    assert len(first) == 1
    assert await drained(service) == []


async def test_a_press_is_answered_first_and_its_screen_takes_the_place_of_the_old(
    store: Store, knowledge: Knowledge
) -> None:
    service = Service(store, knowledge)
    await service.take(Incoming(7, 7, Pressed(encode(Home())), update=1, message=55, query="q1"))
    answer, show = (outgoing.act for outgoing in await drained(service))
    assert answer == Answer("q1")
    assert isinstance(show, Show)
    assert show.edit == 55


async def test_a_press_nobody_waits_for_any_more_is_not_answered(store: Store, knowledge: Knowledge) -> None:
    clock = Clock(lambda: BEGIN)
    service = Service(store, knowledge, clock)
    await service.take(Incoming(7, 7, Pressed("made up"), update=1, message=55, query="q1"))
    clock.ahead = timedelta(minutes=10)
    assert [type(outgoing.act) for outgoing in await drained(service)] == [Show], "the screen is still worth showing"


async def test_what_makes_our_code_fail_is_put_aside_and_the_next_update_handled(
    store: Store, knowledge: Knowledge, caplog: pytest.LogCaptureFixture
) -> None:
    broken = replace(knowledge, ui={key: text for key, text in knowledge.ui.items() if key != "media-photo"})
    service = Service(store, broken)
    await service.take(Incoming(7, 7, Media("photo"), update=1))
    (sorry,) = await drained(service)
    assert isinstance(sorry.act, Show)
    assert "编号 **1**" in sorry.act.text
    assert "KeyError at words.py" in caplog.text
    await service.take(Incoming(7, 7, Media("photo"), update=1))
    assert await drained(service) == [], "it counts as taken"
    await service.take(Incoming(7, 7, Command("help"), update=2))
    assert len(await drained(service)) == 1


@pytest.mark.parametrize("failures", range(6))
async def test_what_fails_is_tried_again_three_times_with_growing_pauses_and_then_put_aside(
    store: Store, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch, failures: int
) -> None:
    tried: list[float] = []
    respond = dialogue.respond

    def failing(*given: Any) -> Any:
        tried.append(monotonic())
        if len(tried) <= failures:
            raise KeyError("a slip")
        return respond(*given)

    monkeypatch.setattr(dialogue, "respond", failing)
    service = Service(store, knowledge, admins=(9,))
    await service.take(Incoming(7, 7, Command("cancel"), update=1))
    await service.take(Incoming(7, 7, Command("cancel"), update=1))
    shown = [(each.chat, each.act.text) for each in await drained(service) if isinstance(each.act, Show)]
    assert len(tried) == min(failures, 3) + 1
    pauses = [later - before for before, later in pairwise(tried)]
    assert all(later > 2 * before for before, later in pairwise(pauses))
    assert ["编号 **1**" in text for chat, text in shown if chat == 7] == [failures > 3]
    assert sum(chat == 9 for chat, _ in shown) == (failures > 3), "the admin is told once"


async def test_a_reminder_that_fails_holds_no_other_person_s_up(
    store: Store, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    respond = dialogue.respond

    def failing(event: Event, *given: Any) -> Any:
        if isinstance(event, Due) and event.key == "broken":
            raise KeyError("a slip")
        return respond(event, *given)

    monkeypatch.setattr(dialogue, "respond", failing)
    service = Service(store, knowledge, Clock(lambda: BEGIN))
    for user in range(20):
        await store.turn(user, BEGIN, lambda _: Write(dump_state(State()), (Timer("broken", BEGIN),)))
    began = monotonic()
    assert await service.tick() == 20
    assert monotonic() - began < 5 * sum(bot.service.RETRY_PAUSES)
    assert await service.tick() == 0


async def test_nothing_is_put_off_for_longer_than_an_hour(knowledge: Knowledge) -> None:
    clock = Clock(lambda: BEGIN)
    service = Service(MemoryStore(), knowledge, clock)
    await service.take(Incoming(7, 7, Command("help"), update=1))
    (outgoing,) = await service.outbox.outgoing()
    await service.outbox.postpone(outgoing, 1e6)
    assert await service.outbox.outgoing() == []
    clock.ahead += timedelta(hours=1)
    assert [each.id for each in await service.outbox.outgoing()] == [outgoing.id]


@pytest.mark.parametrize("error", [StoreError("…"), Damaged("…")])
async def test_where_one_person_s_state_cannot_be_read_all_others_are_reminded(
    knowledge: Knowledge, error: StoreError
) -> None:
    store, turn = MemoryStore(), MemoryStore.turn

    async def failing(user: int, *given: Any, **named: Any) -> Any:
        if user == 0:
            raise error
        return await turn(store, user, *given, **named)

    for user in range(20):
        await store.turn(user, BEGIN, lambda _: Write(dump_state(State()), (Timer("old", BEGIN),)))
    service = Service(store, knowledge, Clock(lambda: BEGIN))
    store.turn = failing  # type: ignore[method-assign]
    with suppress(StoreError):
        await service.tick()
    assert await store.due(BEGIN, 99) == [(0, "old")] * (not isinstance(error, Damaged))


async def test_a_press_that_fails_is_answered_too(store: Store, knowledge: Knowledge) -> None:
    broken = replace(knowledge, ui={key: text for key, text in knowledge.ui.items() if key != "home"})
    service = Service(store, broken)
    await service.take(Incoming(7, 7, Pressed(encode(Home())), update=1, message=5, query="q1"))
    answer, sorry = (outgoing.act for outgoing in await drained(service))
    assert answer == Answer("q1")
    assert isinstance(sorry, Show)
    assert sorry.edit is None, "the screen that was pressed stays as it is"


async def test_no_words_of_a_person_get_into_a_dead_letter_or_the_log(
    store: Store, knowledge: Knowledge, caplog: pytest.LogCaptureFixture
) -> None:
    broken = replace(knowledge, ui={key: text for key, text in knowledge.ui.items() if key != "hidden"})
    service = Service(store, broken)
    with caplog.at_level("DEBUG"):
        await service.take(Incoming(7, 7, said("我叫欧阳某某 13800138000"), update=1))
        await service.take(Incoming(7, 7, command("/rejected 欧阳某某"), update=2))
    assert "欧阳" not in caplog.text
    assert "1380" not in caplog.text


async def test_what_another_release_left_to_be_sent_is_put_aside_and_all_else_goes_on(
    store: Store, knowledge: Knowledge, caplog: pytest.LogCaptureFixture
) -> None:
    service = Service(store, knowledge)
    left = Parcel(7, '{"poll": "欧阳某某的备案被退了", "chat": 7}')
    await store.turn(7, BEGIN, lambda _: Write("{}", parcels=(left,)))
    for user in (7, 8):
        await service.take(Incoming(user, user, Command("help"), update=user))
    service.outbox.news.clear()
    assert [one.chat for one in await service.outbox.outgoing()] == [8]
    assert service.outbox.news.is_set(), "what waited behind it is to be looked for"
    assert [one.chat for one in await drained(service)] == [7, 8]
    assert "dead letter 1: parcel that cannot be read" in caplog.text
    assert "欧阳" not in caplog.text


async def test_each_turn_is_one_line_of_the_log_without_a_persons_words(
    store: Store, knowledge: Knowledge, caplog: pytest.LogCaptureFixture
) -> None:
    service = Service(store, knowledge)
    with caplog.at_level("INFO"):
        await service.take(Incoming(7_000_007, 7_000_007, said("欧阳的店备案要多久"), update=1))
        await service.take(Incoming(7_000_007, 7_000_007, said("欧阳的店备案要多久"), update=1))
    lines = [json.loads(Json().format(record)) for record in caplog.records]
    assert [(line["event"], line["kind"], line["update"], line["outcome"]) for line in lines] == [
        ("turn", "Said", 1, "done"),
        ("turn", "Said", 1, "again"),
    ]
    assert lines[0]["parcels"] == 1
    assert lines[0]["ms"] > 0
    written = json.dumps(lines, ensure_ascii=False) + "".join(Text().format(record) for record in caplog.records)
    assert "turn kind=Said" in written
    assert "欧阳" not in written
    assert "7000007" not in written


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


async def begin_filing(service: Service, user: int = 7) -> None:
    for data in ("n:first-filing", "s:personal", "p:guangdong", "a"):
        await service.take(Incoming(user, user, Pressed(data), message=5, query="q"))
    await drained(service)


async def is_kept(store: Store, user: int = 7) -> bool:
    """Whether anything is kept of the person; looking changes nothing."""

    class Seen(Exception):
        pass

    def look(state: str | None) -> Write:
        raise Seen(state is not None)

    with pytest.raises(Seen) as seen:
        await store.turn(user, BEGIN, look)
    return bool(seen.value.args[0])


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


async def staffed(store: Store, knowledge: Knowledge, clock: Clock) -> Service:
    """Somebody has a filing, and asks the staff, in whose group that is at place 31."""
    service = Service(store, replace(knowledge, desk=Desk(STAFF, time(9), time(18))), clock)
    await begin_filing(service)
    await service.take(Incoming(7, 7, Command("human")))
    await service.take(Incoming(7, 7, said("在吗")))
    (passed,) = (each for each in await service.outbox.outgoing() if each.chat == STAFF)
    await service.outbox.placed(passed, Place(31, topic=True))
    await drained(service)
    return service


def from_staff(event: Said) -> Incoming:
    return Incoming(8, STAFF, FromStaff(event, (31,), to_us=True))


async def test_who_blocked_us_is_reminded_of_nothing_until_the_person_does_something(
    store: Store, knowledge: Knowledge
) -> None:
    clock = Clock(lambda: BEGIN)
    service = await staffed(store, knowledge, clock)

    async def is_resting() -> bool:
        return {key for _, key in await store.due(BEGIN + timedelta(days=999), 99)} == {"retention"}

    assert not await is_resting()
    await service.take(from_staff(said("在的")))
    (answer,) = await service.outbox.outgoing()
    await service.outbox.unreachable(answer)
    assert await is_resting()
    await service.take(from_staff(said("您看到了吗")))
    assert await is_resting(), "the staff is not the person"
    service = Service(store, service.knowledge, clock)
    await service.tick()
    assert await is_resting(), "a start is none of the person's doing"
    clock.ahead = timedelta(days=166)
    assert await service.tick() == 1
    assert await is_resting(), "nor is the warning that everything goes"
    await service.take(Incoming(7, 7, Command("cancel")))
    assert not await is_resting()


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


async def test_nothing_but_the_person_makes_a_forgotten_person_known_again(store: Store, knowledge: Knowledge) -> None:
    service = await staffed(store, knowledge, Clock(lambda: BEGIN))
    await service.take(Incoming(7, 7, said("还在吗")))
    (words,) = await service.outbox.outgoing(limit=9)
    for event in FORGOTTEN:
        await service.take(Incoming(7, 7, event))
    await service.take(from_staff(said("在的")))
    assert not await is_kept(store)
    await service.outbox.refuse(words, "the group is gone")
    assert not await is_kept(store)


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


async def test_only_an_admin_in_private_reloads_and_bad_content_changes_nothing(
    store: Store, knowledge: Knowledge
) -> None:
    new: list[Knowledge | str] = [replace(knowledge, flows={}), "knowledge/faq/a.md:3: 缺少「title」"]
    service = Service(store, knowledge, admins={7}, reload=lambda: new.pop())
    await service.take(Incoming(8, 8, Command("reload"), update=1))
    assert [o.act.text for o in await drained(service) if isinstance(o.act, Show)] == [
        knowledge.ui["unknown-command"]
    ], "for anybody else there is no such command"
    await service.take(Incoming(7, 7, Command("reload"), update=2))
    _, _, told = await drained(service)
    assert isinstance(told.act, Show)
    assert "还在用原来的" in told.act.text
    assert service.knowledge is knowledge
    await service.take(Incoming(7, 7, Command("reload"), update=3))
    assert len(await drained(service)) == 3
    assert service.knowledge.flows == {}


async def test_of_two_readings_of_the_content_the_later_counts(store: Store, knowledge: Knowledge) -> None:
    old, new = replace(knowledge, flows={}), replace(knowledge, terms={})
    files, overtaken = [old], threading.Event()

    def reload() -> Knowledge:
        read = files[-1]
        if read is old:
            files.append(new)
            overtaken.wait(0.05)
        else:
            overtaken.set()
        return read

    service = Service(store, knowledge, reload=reload)
    await asyncio.gather(service.reload(), service.reload_by_signal())
    assert (service.knowledge.flows, service.knowledge.terms) == (knowledge.flows, {})


async def test_where_the_group_of_the_staff_is_now_is_known_for_good_and_told_once(
    store: Store, knowledge: Knowledge
) -> None:
    old, new = STAFF, -1_009_999
    knowledge = replace(knowledge, desk=Desk(old, time(9), time(18)))

    async def begun() -> Service:
        service = Service(store, knowledge, admins={7}, reload=lambda: replace(knowledge))
        await service.find_staff()
        return service

    service = await begun()
    assert service.staff == old
    await asyncio.gather(service.moved(old, new), service.moved(old, new))
    (told,) = await drained(service)
    assert (told.chat, isinstance(told.act, Show) and str(new) in told.act.text) == (7, True)
    await service.reload()
    assert (service.staff, (await begun()).staff) == (new, new)


class Interrupted(MemoryStore):
    """A store that can neither move parcels nor tell waits at first."""

    def __init__(self) -> None:
        super().__init__()
        self.fails = {"move", "waits"}

    async def move(self, chat: int, to: int) -> None:
        self.check("move")
        await super().move(chat, to)

    async def waits(self) -> list[tuple[Wait, int]]:
        self.check("waits")
        return await super().waits()

    def check(self, what: str) -> None:
        if what in self.fails:
            self.fails.remove(what)
            raise StoreError("数据库被别的程序锁住了。")


async def test_where_to_answer_in_the_group_that_moved_is_said_once_though_the_store_fails_in_the_midst(
    knowledge: Knowledge,
) -> None:
    old, new = -1_001_234, -1_009_999
    store = Interrupted()
    service = Service(store, replace(knowledge, desk=Desk(old, time(9), time(18))), lambda: BEGIN)
    for user in (6, 7, 8):
        await service.take(Incoming(user, user, Command("human")))
        await service.take(Incoming(user, user, said("请问")))
    while waiting := await service.outbox.outgoing():
        for one in waiting:
            if one.chat == old:
                await service.outbox.placed(one, Place(one.id, topic=True))
            await service.outbox.delivered(one)
    await service.take(Incoming(8, 8, Pressed(encode(Human(False)))))
    await store.turn(6, BEGIN, lambda _: Write('["of another release"]'))
    with pytest.raises(StoreError):
        await service.moved(old, new)
    await service.moved(old, new)
    told = [one.act for one in await drained(service) if one.chat == new]
    line = label(knowledge, "human-moved")
    assert [act.person for act in told if isinstance(act, PassOn) and act.text == line] == [7]


async def test_a_turn_is_made_of_one_content_though_another_comes_meanwhile(knowledge: Knowledge) -> None:
    class Changing(MemoryStore):
        async def turn(self, *args: Any, **more: Any) -> list[Stored] | None:
            service.knowledge = later
            return await super().turn(*args, **more)

    group, later = -1_001_234, knowledge
    service = Service(Changing(), knowledge)
    for event in (Command("human"), said("请问")):
        service.knowledge = replace(knowledge, desk=Desk(group, time(9), time(18)))
        await service.take(Incoming(7, 7, event))
    assert [one.act for one in await drained(service) if one.chat == group] == [PassOn(7, "请问", ends=False)]


async def walk_to_the_authority(service: Service, clock: Clock, user: int, days: int) -> None:
    """Somebody files in Guangdong, and waits so many days for the authority."""
    begun = clock.ahead
    for data in ("n:first-filing", "s:personal", "p:guangdong", "a", "j:1:first-sms", "d:1:first-sms"):
        await service.take(Incoming(user, user, Pressed(data)))
    clock.ahead += timedelta(days=days)
    await service.take(Incoming(user, user, Pressed("d:1:first-authority")))
    clock.ahead = begun


async def test_what_five_filings_took_is_told_to_the_sixth(store: Store, knowledge: Knowledge) -> None:
    clock = Clock(lambda: BEGIN)
    service = Service(store, knowledge, clock)
    shown = []
    for user in range(1, 7):
        await service.tick()
        await walk_to_the_authority(service, clock, user, days=7)
        texts = [act.act.text for act in await drained(service) if isinstance(act.act, Show)]
        shown.append(any("大家的经验" in text for text in texts))
    assert shown == [False] * 5 + [True]
    service = Service(store, knowledge, clock)
    await service.tick()
    await walk_to_the_authority(service, clock, 7, days=7)
    texts = [act.act.text for act in await drained(service) if isinstance(act.act, Show)]
    assert any("6 个备案里，中间的一半用了 5 个工作日" in text for text in texts), "another process knows it, too"


async def test_what_filings_took_is_looked_up_again_after_the_store_failed(knowledge: Knowledge) -> None:
    clock = Clock(lambda: BEGIN)
    service = Service(Interrupted(), knowledge, clock)
    for user in range(1, 6):
        await walk_to_the_authority(service, clock, user, days=7)
    with pytest.raises(StoreError):
        await service.tick()
    await service.tick()
    await drained(service)
    await walk_to_the_authority(service, clock, 6, days=7)
    assert any("大家的经验" in one.act.text for one in await drained(service) if isinstance(one.act, Show))


ANN, BOB = 7, 8
START = "https://t.me/beian_test_bot?start="


async def do(service: Service, user: int, *events: Event) -> Show:
    """Let somebody do all this; the last screen that is shown."""
    for event in events:
        await service.take(Incoming(user, user, event))
    shown = [act.act for act in await drained(service) if isinstance(act.act, Show)]
    return shown[-1]


async def shared_link(service: Service, number: int = 1) -> str:
    """Let Ann begin a filing and share the one of this number; the link."""
    presses = ("n:first-filing", "s:personal", "p:guangdong", "a", f"j:{number}:first-authority", f"8:{number}:1")
    screen = await do(service, ANN, *map(Pressed, presses))
    return next(button.copy for row in screen.buttons for button in row if button.copy)


async def opened(service: Service, link: str) -> str:
    """What Bob sees who opens the link."""
    screen = await do(service, BOB, command("/start " + link.partition("start=")[2]))
    ((anew,), (home,)) = screen.buttons
    assert (anew.start, anew.data, home.data) == (link.partition("start=")[2], "", "h"), "nothing to act with"
    return screen.text


async def test_whoever_has_the_link_sees_how_far_it_is_and_no_more(store: Store, knowledge: Knowledge) -> None:
    service = Service(store, knowledge, Clock(lambda: BEGIN))
    service.bot = "beian_test_bot"
    link = await shared_link(service)
    assert link.startswith(START + "c_")
    await do(service, ANN, Pressed("X:1:icp:粤ICP备12345678号-1"), said("域名未实名认证，退回"), Pressed("f:1:1"))
    await do(service, ANN, Pressed("j:1:first-authority"))
    seen = await opened(service, link)
    assert "我的网站 1" in seen
    assert "轮到**管局**" in seen
    assert "下一个期限：**12月23日**" in seen
    for hidden in ("12345678", "退回", "未实名"):
        assert hidden not in seen
    await do(service, ANN, Pressed("d:1:first-authority"))
    assert "轮到**办理人**" in await opened(service, link), "it shows how it is now"
    own = await do(service, BOB, Command("progress"))
    assert "还没有" in own.text, "looking makes nothing one's own"
    screen = await do(service, ANN, Pressed("8:1:1"))
    (send,) = [button.url for row in screen.buttons for button in row if button.url]
    about = label(knowledge, "share-told", name="我的网站 1")
    assert parse_qs(urlsplit(send).query) == {"url": [link], "text": [about]}


@pytest.mark.parametrize("end", [(Pressed("8:1:0"),), DELETED, FORGOTTEN])
async def test_a_link_opens_nothing_once_it_is_taken_back_deleted_or_forgotten(
    end: tuple[Event, ...], store: Store, knowledge: Knowledge
) -> None:
    service = Service(store, knowledge, Clock(lambda: BEGIN))
    link = await shared_link(service)
    assert link.startswith("/start c_"), "without a bot's name it is a command"
    for event in end:
        await do(service, ANN, event)
    assert "已经收回" in (await do(service, BOB, command(link))).text
    assert await shared_link(service, 2 if end == DELETED else 1) != link


async def test_sharing_again_gives_the_same_link_and_undo_does_not_touch_it(store: Store, knowledge: Knowledge) -> None:
    service = Service(store, knowledge, Clock(lambda: BEGIN))
    service.bot = "beian_test_bot"
    link = await shared_link(service)
    screen = await do(service, ANN, Pressed("u:1:1"), Pressed("8:1:1"))
    assert link in [button.copy for row in screen.buttons for button in row]
    assert "我的网站 1" in await opened(service, link)


@pytest.mark.parametrize("token", ["c_", "c_x", "c_" + "a" * 4000, "c_'; DROP TABLE shares"])
async def test_a_made_up_link_opens_nothing(token: str, store: Store, knowledge: Knowledge) -> None:
    service = Service(store, knowledge, Clock(lambda: BEGIN))
    await shared_link(service)
    assert "已经收回" in (await do(service, BOB, command(f"/start {token}"))).text
