"""What goes wrong when something is sent, when timers run out and at the end, and what people notice of it."""

import asyncio
import os
import signal
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from bot.core.actions import Jump
from bot.core.button_data import encode
from bot.core.knowledge import Knowledge
from bot.core.replies import Timer
from bot.service import Service
from bot.store import Damaged, Store, Write
from bot.telegram import deliver, pauses
from bot.telegram import run as life
from bot.telegram.limits import TELEGRAMS, Limits, Rate
from bot.terminal import Clock
from bot.timers import REMINDED_AT_ONCE
from tests.store.memory import MemoryStore
from tests.telegram.conftest import Running, by_day
from tests.telegram.failing import answered
from tests.telegram.server import TOKEN, USERNAME, FakeTelegram
from tests.telegram.unlimited import UNLIMITED

pytestmark = [
    pytest.mark.usefixtures("hurried"),
    # PTB warns of its own RetryAfter whenever it makes one; the way around is an environment variable.
    pytest.mark.filterwarnings("ignore:.*retry_after:DeprecationWarning"),
]


# Sending


async def test_an_answer_to_a_press_that_is_refused_for_a_while_holds_up_no_screen(
    telegram: FakeTelegram, running: Running
) -> None:
    telegram.fail("answerCallbackQuery", status=429, retry_after=30)
    async with running():
        await answered(telegram, 7)
        telegram.press(7, "h", 1)
        telegram.say(7, "/mydata")
        await telegram.until(lambda: len(telegram.texts(7)) >= 2)


async def test_too_many_requests_park_that_chat_alone_and_keep_its_order(
    telegram: FakeTelegram, running: Running
) -> None:
    telegram.fail("sendMessage", chat=7, status=429, retry_after=2, times=1)
    others = range(8, 57)
    for text in ("/help", "/mydata", "/progress"):
        for chat in (7, *others):
            telegram.say(chat, text)
    async with running():
        await telegram.until(lambda: all(len(telegram.texts(chat)) == 3 for chat in others))
        assert telegram.texts(7) == []
        await telegram.until(lambda: len(telegram.texts(7)) == 3)
    assert all(telegram.texts(7) == telegram.texts(chat) for chat in others)
    first, second = [call.at for call in telegram.calls if call.params.get("chat_id") == 7][:2]
    assert second - first >= 2, "not before Telegram allows it"
    assert telegram.count("sendMessage") == 50 * 3 + 1


async def test_a_press_is_answered_at_once_whatever_waits_to_be_sent(telegram: FakeTelegram, running: Running) -> None:
    telegram.say(7, "/help")
    async with running(limits=replace(UNLIMITED, overall=Rate(1, 60))):
        await telegram.until(lambda: telegram.texts(7))
        for chat in (7, *range(100, 101 + deliver.CHATS_AT_ONCE)):
            telegram.say(chat, "/help")
        await telegram.until(lambda: not telegram.updates)
        presses = [telegram.press(7, "h", 1) for _ in range(deliver.ANSWERS_AT_ONCE + 5)]
        await telegram.until(lambda: set(presses) <= set(telegram.answered), 1.0)
        assert telegram.count("sendMessage") == 1, "all the rest still waits"
    assert telegram.count("answerCallbackQuery") == len(presses), "each once"


@pytest.mark.parametrize(
    "how",
    [
        {"status": 500},
        {"status": 502, "body": b"<html>"},
        {"status": 403, "body": b"<html>"},
        {"status": 200, "body": b'{"ok": false}'},
        {"status": 200, "body": b'{"ok":false,"error_code":429,"description":"slow","parameters":{"retry_after":1}}'},
        {"cut": "before"},
    ],
    ids=str,
)
async def test_what_may_pass_is_tried_again(telegram: FakeTelegram, running: Running, how: dict[str, Any]) -> None:
    telegram.fail("sendMessage", times=3, **how)
    telegram.say(7, "/help")
    async with running():
        await telegram.until(lambda: telegram.texts(7))
    assert telegram.count("sendMessage") == 4


async def test_an_answer_that_got_lost_is_shown_at_most_twice(telegram: FakeTelegram, running: Running) -> None:
    telegram.fail("sendMessage", times=1, cut="after")
    telegram.say(7, "/help")
    telegram.say(7, "/mydata")
    async with running():
        await telegram.until(lambda: len(telegram.texts(7)) == 3)
        await answered(telegram)
    assert telegram.texts(7)[0] == telegram.texts(7)[1]
    assert len(telegram.texts(7)) == 3


@pytest.mark.parametrize(
    "how",
    [{"status": 400, "text": "Bad Request: something is wrong"},
     {"status": 403, "text": "Forbidden: bot was blocked by the user"},
     {"status": 200, "body": b'{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}'}],
    ids=str,
)  # fmt: skip
async def test_what_can_never_be_sent_is_tried_once_and_the_next_message_comes(
    telegram: FakeTelegram, running: Running, how: dict[str, Any]
) -> None:
    telegram.fail("sendMessage", chat=7, times=1, **how)
    telegram.say(7, "/help")
    telegram.say(7, "/mydata")
    async with running():
        await telegram.until(lambda: telegram.texts(7))
        await answered(telegram)
    assert telegram.count("sendMessage") == 3
    assert len(telegram.texts(7)) == 1


async def test_a_group_that_gets_another_id_gets_everything_there(telegram: FakeTelegram, running: Running) -> None:
    telegram.fail("sendMessage", chat=-7, status=400, migrate_to=-1007)
    for _ in range(2):
        telegram.say(7, f"/help@{USERNAME}", chat=-7)
    async with running():
        await telegram.until(lambda: len(telegram.texts(-1007)) == 2)
        await answered(telegram)
    assert telegram.texts(-7) == []
    assert len([call for call in telegram.calls if call.params.get("chat_id") == -7]) <= 2


async def test_who_stopped_the_bot_is_forgotten_in_time_too(
    telegram: FakeTelegram, store: Store, running: Running, knowledge: Knowledge
) -> None:
    clock = Clock(by_day)
    service = Service(store, knowledge, clock)
    telegram.fail("sendMessage", chat=7, status=403, text="Forbidden: bot was blocked by the user")
    for text in ("/file", "首次备案", "个人", "浙江", "日记"):
        telegram.say(7, text)
    async with running(service=service):
        await telegram.until(lambda: telegram.count("sendMessage") == 5)
        await answered(telegram)
        for day in (167, 181):  # the warning, which does not arrive, and the end
            clock.ahead = timedelta(days=day)
            while await service.tick():
                pass
    kept: list[str | None] = []

    def look(state: str | None) -> Write:
        kept.append(state)
        return Write(state)

    await store.turn(7, clock(), look)
    assert kept == [None]


async def test_a_message_in_pieces_goes_on_where_it_was_broken_off(
    telegram: FakeTelegram, store: Store, running: Running, knowledge: Knowledge
) -> None:
    pieces = ["一", "二", "三"]
    long = "\n\n".join(piece * 2500 for piece in pieces)
    service = Service(store, replace(knowledge, ui={**knowledge.ui, "help": long}))
    telegram.fail("sendMessage", passing=1, times=2, status=500)
    telegram.say(7, "/help")
    async with running(service=service):
        await telegram.until(lambda: len(telegram.texts(7)) == 3)
        await answered(telegram)
    assert [text[0] for text in telegram.texts(7)] == pieces
    assert telegram.count("sendMessage") == 3 + 2 + 3


async def test_pauses_grow_while_a_chat_cannot_be_reached(
    telegram: FakeTelegram, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pauses, "LONGEST_PAUSE", 60.0)
    telegram.fail("sendMessage", chat=7, times=2, status=500)
    telegram.say(7, "/help")
    async with running():
        await telegram.until(lambda: telegram.texts(7))
    times = [call.at for call in telegram.calls if call.method == "sendMessage"]
    assert 1 <= times[1] - times[0] < 1.9 <= times[2] - times[1] < 3.5


# Timers


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    monkeypatch.setattr(life, "TICK_SECONDS", 0.02)
    return Clock(by_day)


async def waits_for_a_deadline(telegram: FakeTelegram, knowledge: Knowledge) -> None:
    """A person files, and comes to a step that ends on a day."""
    flow = knowledge.flows["first-filing"]
    step = next(step for step in flow.steps if step.deadline and step.deadline.high)
    for text in ("/file", "首次备案", "企业", "广东", "小店"):
        telegram.say(7, text)
    telegram.press(7, encode(Jump(1, step.id)), 4711)
    await telegram.until(lambda: any(step.title in text for text in telegram.texts(7)[5:]))


async def test_a_reminder_comes_when_it_is_due_and_once(
    telegram: FakeTelegram, store: Store, running: Running, knowledge: Knowledge, clock: Clock
) -> None:
    async with running(service=Service(store, knowledge, clock)):
        await waits_for_a_deadline(telegram, knowledge)
        before = len(telegram.texts(7))
        clock.ahead = timedelta(days=90)
        await telegram.until(lambda: len(telegram.texts(7)) > before)
        await answered(telegram)
    assert [text[0] for text in telegram.texts(7)[before:]] == ["⏰"]


def _written(write: Write, _: str | None) -> Write:
    return write


async def test_five_hundred_reminders_of_one_minute_come_in_order_below_what_telegram_allows(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge, clock: Clock
) -> None:
    faster = 4  # than Telegram's limits and ours; the proportions are the same, and 50 ms of delay are borne
    overall, chat, group = (
        Rate(each.calls, each.seconds / faster) for each in (TELEGRAMS.overall, TELEGRAMS.chat, TELEGRAMS.group)
    )
    limits = Limits(overall, chat, group)
    store, people = MemoryStore(), range(1000, 1500)
    service = Service(store, knowledge, clock)
    async with running(service=service):
        await waits_for_a_deadline(telegram, knowledge)
    states: list[str | None] = []

    def look(state: str | None) -> Write:
        states.append(state)
        return Write(None)

    due = clock() + timedelta(days=60)
    ((_, key), *_) = await store.due(clock() + timedelta(days=90), 1)
    await store.turn(7, clock(), look)
    for number, person in enumerate(people):
        write = Write(states[0], (Timer(key, due + number * timedelta(minutes=1) / len(people)),))
        await store.turn(person, clock(), partial(_written, write))
    clock.ahead = timedelta(days=90)
    telegram.limit = (30, 1 / faster)
    async with running(service=service, limits=limits):
        await telegram.until(lambda: any(telegram.texts(person) for person in people))
        before = telegram.count("sendMessage")
        telegram.say(8, "/help")
        await telegram.until(lambda: telegram.texts(8))
        assert telegram.count("sendMessage") - before < 3 * REMINDED_AT_ONCE, "who asks does not wait for all of them"
        await telegram.until(lambda: all(telegram.texts(person) for person in people))
        assert (await service.backlog())[1].timer is None
    assert telegram.refusals == 0
    assert {tuple(text[0] for text in telegram.texts(person)) for person in people} == {("⏰",)}
    sent = [int(call.params["chat_id"]) for call in telegram.calls if call.method == "sendMessage"]
    places = {person: place for place, person in enumerate(person for person in sent if person in people)}
    # Those that are under way at the same time may overtake each other.
    assert max(abs(places[person] - number) for number, person in enumerate(people)) <= deliver.CHATS_AT_ONCE


@pytest.mark.parametrize(
    ("status", "text"), [(403, "Forbidden: bot was blocked by the user"), (400, "Bad Request: chat not found")]
)
async def test_who_stopped_the_bot_is_not_reminded_and_comes_back_with_start(
    telegram: FakeTelegram, store: Store, running: Running, knowledge: Knowledge, clock: Clock, status: int, text: str
) -> None:
    service = Service(store, knowledge, clock, admins=[8])

    def refused() -> int:
        return sum((call.method, call.status) == ("sendMessage", status) for call in telegram.calls)

    async with running(service=service):
        await waits_for_a_deadline(telegram, knowledge)
        before = len(telegram.texts(7))
        async with telegram.failing("sendMessage", chat=7, status=status, text=text):
            telegram.say(7, "/help")
            await telegram.until(refused)
            await answered(telegram)
            clock.ahead = timedelta(days=90)
            for _ in range(3):
                await answered(telegram)
                await service.tick()
            assert refused() == 1
        telegram.say(7, "/start")
        await telegram.until(lambda: len(telegram.texts(7)) == before + 2)
    assert telegram.texts(8) == [], "no fault is told of"
    assert [text[0] == "⏰" for text in telegram.texts(7)[before:]] == [False, True]


async def test_it_is_tidied_up_though_the_timers_fail(
    running: Running, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    tidied = asyncio.Event()

    async def tick() -> int:
        raise Damaged("数据库文件损坏了。")

    async def tidy() -> None:
        tidied.set()

    monkeypatch.setattr(service, "tick", tick)
    monkeypatch.setattr(service, "tidy", tidy)
    async with running(service=service), asyncio.timeout(10):
        await tidied.wait()


# The end


async def test_sigterm_lets_what_is_under_way_end_and_leaves_the_rest(
    telegram: FakeTelegram, store: Store, knowledge: Knowledge
) -> None:
    service = Service(store, knowledge)
    telegram.fail("sendMessage", delay=0.3)
    telegram.say(7, "/help")
    telegram.say(7, "/mydata")
    bot = asyncio.create_task(life.run(service, token=TOKEN, api_url=telegram.url))
    await telegram.until(lambda: not telegram.updates)
    os.kill(os.getpid(), signal.SIGTERM)
    os.kill(os.getpid(), signal.SIGTERM)
    async with asyncio.timeout(10):
        await bot
    assert len(telegram.texts(7)) == 1
    (left,) = await service.outbox.outgoing()
    assert left.chat == 7


async def test_sigterm_waits_for_nothing_that_hangs(
    telegram: FakeTelegram, store: Store, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(life, "GRACE_SECONDS", 0.1)
    service = Service(store, knowledge)
    telegram.fail("sendMessage", delay=3600)
    telegram.say(7, "/help")
    bot = asyncio.create_task(life.run(service, token=TOKEN, api_url=telegram.url))
    await telegram.until(lambda: not telegram.updates)
    os.kill(os.getpid(), signal.SIGTERM)
    async with asyncio.timeout(5):
        await bot
    (left,) = await service.outbox.outgoing()
    assert left.chat == 7
