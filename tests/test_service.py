"""Events through the service: taken once, answered in order, and put aside where our own code fails."""

import asyncio
import json
import threading
from contextlib import suppress
from dataclasses import replace
from datetime import time, timedelta
from itertools import pairwise
from time import monotonic
from typing import Any

import pytest

import bot.service
from bot.acts import Answer, PassOn, Show
from bot.core import dialogue
from bot.core.actions import Home, Human
from bot.core.button_data import encode
from bot.core.desk import Desk
from bot.core.events import Command, Due, Event, FromStaff, Incoming, Media, Pressed, Said, command, said
from bot.core.knowledge import Knowledge
from bot.core.replies import Timer, Wait
from bot.core.state import State, dump_state
from bot.core.words import label
from bot.logs import Json, Text
from bot.service import Service
from bot.store import Damaged, Parcel, Place, Store, Stored, StoreError, Write
from bot.terminal import Clock
from tests.core.talking import FORGOTTEN
from tests.serving import BEGIN, begin_filing, drained, is_kept
from tests.store.memory import MemoryStore

STAFF = -1_001_234


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


@pytest.mark.usefixtures("hurried")
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
    assert all(later > before for before, later in pairwise(pauses))
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


@pytest.mark.usefixtures("hurried")
async def test_a_press_that_fails_is_answered_too(store: Store, knowledge: Knowledge) -> None:
    broken = replace(knowledge, ui={key: text for key, text in knowledge.ui.items() if key != "home"})
    service = Service(store, broken)
    await service.take(Incoming(7, 7, Pressed(encode(Home())), update=1, message=5, query="q1"))
    answer, sorry = (outgoing.act for outgoing in await drained(service))
    assert answer == Answer("q1")
    assert isinstance(sorry, Show)
    assert sorry.edit is None, "the screen that was pressed stays as it is"


@pytest.mark.usefixtures("hurried")
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
    assert "第 1 号放到一边：待发的一条这一版读不懂" in caplog.text
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
        await service.staff.find()
        return service

    service = await begun()
    assert service.staff.chat == old
    service.reintroduce.clear()
    await asyncio.gather(service.moved(old, new), service.moved(old, new))
    (told,) = await drained(service)
    assert (told.chat, isinstance(told.act, Show) and str(new) in told.act.text) == (7, True)
    assert service.reintroduce.is_set(), "it has no menu there yet"
    await service.reload()
    assert (service.staff.chat, (await begun()).staff.chat) == (new, new)


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
