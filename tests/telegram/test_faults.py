"""What goes wrong at Telegram, on the way to it or in the store, and what people and the store notice of it."""

import asyncio
import gc
import os
import signal
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from bot.core.actions import Jump
from bot.core.button_data import encode
from bot.core.events import Incoming
from bot.core.knowledge import Knowledge
from bot.core.languages import convert
from bot.core.replies import Timer
from bot.core.words import label
from bot.service import Service
from bot.store import Backlog, Damaged, Parcel, Store, Stored, StoreError, Write
from bot.store.memory import MemoryStore
from bot.telegram import deliver, pauses, polling, receive, request
from bot.telegram import run as life
from bot.telegram.limits import TELEGRAMS, Limits, Rate
from bot.telegram.webhook import Hook
from bot.terminal import Clock
from bot.timers import REMINDED_AT_ONCE
from tests.telegram.conftest import Running, by_day, shown
from tests.telegram.server import TOKEN, USERNAME, FakeTelegram
from tests.telegram.unlimited import UNLIMITED

pytestmark = [
    pytest.mark.usefixtures("hurried"),
    # PTB warns of its own RetryAfter whenever it makes one; the way around is an environment variable.
    pytest.mark.filterwarnings("ignore:.*retry_after:DeprecationWarning"),
]


async def answered(telegram: FakeTelegram, user: int = 99) -> None:
    """A new person asks something and gets an answer."""
    before = len(telegram.texts(user))
    telegram.say(user, "/help")
    await telegram.until(lambda: len(telegram.texts(user)) > before)


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
        for chat in (7, *range(100, 101 + deliver.AT_ONCE)):
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


# Receiving


async def test_updates_that_come_again_change_nothing(telegram: FakeTelegram, running: Running) -> None:
    updates = [telegram.say(user, text) for user in (7, 8) for text in ("/file", "首次备案")]
    async with running():
        await telegram.until(lambda: not telegram.updates)
        await telegram.until(lambda: all(len(telegram.texts(user)) == 2 for user in (7, 8)))
        seen = [dict(telegram.chats[user]) for user in (7, 8)]
        for update in updates:
            text = "/file" if update % 2 == 0 else "首次备案"
            telegram.say(7 if update < updates[2] else 8, text)
            telegram.updates[-1]["update_id"] = update
        await telegram.until(lambda: not telegram.updates)
        await answered(telegram)
    assert [dict(telegram.chats[user]) for user in (7, 8)] == seen


UNREADABLE: list[dict[str, Any]] = [
    {"callback_query": {"id": "1", "from": {"id": 7, "is_bot": False, "first_name": "x"}, "data": "h"}},
    {"message": {"message_id": 1}},
    {"message": 5},
    {"message": {"message_id": "x", "date": "x", "chat": [], "from": {}}},
    {"callback_query": []},
    {"something_new": {"id": 7}},
]


async def test_updates_that_cannot_be_read_hold_nobody_up(telegram: FakeTelegram, running: Running) -> None:
    for update in UNREADABLE:
        telegram.push(update)
    telegram.push({"update_id": 5000, "message": None})
    telegram.say(7, "/help")
    async with running():
        await telegram.until(lambda: telegram.texts(7) and not telegram.updates)
    assert telegram.count("getUpdates") <= 4, "no hot loop"


@pytest.mark.parametrize(
    "how",
    [
        {"status": 401, "text": "Unauthorized"},
        {"status": 404, "text": "Not Found"},
        {"status": 409, "text": "Conflict: terminated by other getUpdates request"},
        {"status": 429, "retry_after": 0, "text": "Too Many Requests"},
        {"status": 500},
        {"status": 502, "body": b"<html>Bad Gateway</html>"},
        {"status": 200, "body": b"<html>Welcome to this hotel</html>"},
        {"status": 200, "body": b""},
        {"status": 200, "body": b'{"ok": false, "error_code": 401, "description": "Unauthorized"}'},
        {"status": 200, "body": b'{"ok": false, "error_code": 200}'},
        {"status": 200, "body": b'{"ok": true}'},
        {"status": 200, "body": b'{"ok": true, "result": 5}'},
        {"status": 200, "body": b'{"ok": true, "result": [{"no": "id"}]}'},
        {"status": 200, "body": b"[" * 50_000},
        {"cut": "before"},
        {"cut": "after"},
    ],
    ids=lambda how: str(how)[:80],
)
async def test_nothing_that_comes_back_from_polling_ends_it(
    telegram: FakeTelegram, running: Running, how: dict[str, Any]
) -> None:
    telegram.fail("getUpdates", times=5, **how)
    telegram.say(7, "/help")
    async with running() as bot:
        await telegram.until(lambda: telegram.texts(7))
        assert not bot.done()
    assert telegram.count("getUpdates") >= 6
    assert len(telegram.texts(7)) == 1


async def test_an_answer_longer_than_any_is_not_read_to_its_end(
    telegram: FakeTelegram, running: Running, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(request, "MOST_BYTES", 500_000)
    telegram.fail("getUpdates", times=1, body=b'{"ok":true,"result":[]}' + b" " * 500_000)
    telegram.say(7, "/help")
    async with running():
        await telegram.until(lambda: telegram.texts(7))
    assert "回答太长" in caplog.text


@pytest.mark.parametrize("method", ["getMe", "getUpdates", "getFile", "download", "sendMessage"])
async def test_nobody_is_followed_to_another_address(telegram: FakeTelegram, running: Running, method: str) -> None:
    telegram.upload(7, "备案要多久".encode())
    async with FakeTelegram() as elsewhere, telegram.failing(method, times=1, redirect=elsewhere.url) as fault:
        elsewhere.uploads = telegram.uploads
        async with running():
            await telegram.until(lambda: telegram.texts(7))
        assert fault.times == 0, "it was tried"
        assert elsewhere.calls == []


async def test_a_wrong_token_is_said_at_once(telegram: FakeTelegram, service: Service) -> None:
    async with asyncio.timeout(5):
        with pytest.raises(life.WrongToken, match="BOT_TOKEN"):
            await life.run(service, token="1:" + "x" * 35, api_url=telegram.url)


async def test_started_without_a_network_it_waits_for_one(
    telegram: FakeTelegram, running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.say(7, "/help")
    await telegram.stop()
    async with running() as bot:
        async with asyncio.timeout(10):
            while "连不上 Telegram：连不上" not in caplog.text:
                await asyncio.wait({bot}, timeout=0.02)
        await telegram.start()
        await telegram.until(lambda: telegram.texts(7))


async def test_a_network_that_goes_away_and_comes_back(telegram: FakeTelegram, running: Running) -> None:
    async with running():
        await answered(telegram)
        await telegram.stop()
        telegram.say(7, "/help")
        await telegram.start()
        await telegram.until(lambda: telegram.texts(7))


async def test_a_server_of_somebody_else_is_warned_of(
    telegram: FakeTelegram, running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    async with running(api_url=telegram.url):
        await answered(telegram)
    assert "不是 Telegram 自己的" not in caplog.text
    async with running(api_url="http://bot-api.invalid", proxy="http://someone:wachtwoord99@127.0.0.1:9") as bot:
        async with asyncio.timeout(10):
            while "连不上代理" not in caplog.text:
                await asyncio.wait({bot}, timeout=0.02)
    assert "Bot API 服务器是 bot-api.invalid，不是 Telegram 自己的" in caplog.text
    assert "通过代理 http://127.0.0.1:9 连接" in caplog.text
    assert "wachtwoord99" not in caplog.text


# The store


QUOTED = "a slip at 欧阳某某"
"""What an error of ours may quote, and no log may tell."""


class Failing(MemoryStore):
    """A store that fails while `error` is set."""

    error: Exception | None = None

    async def turn(
        self, user: int, now: datetime, decide: Callable[[str | None], Write], *,
        updates: Collection[int] = (), timer: str | None = None, done: int | None = None,
    ) -> list[Stored] | None:  # fmt: skip
        self.check()
        return await super().turn(user, now, decide, updates=updates, timer=timer, done=done)

    async def bury(
        self, user: int, now: datetime, report: str, apology: Callable[[int], tuple[Parcel, ...]], *,
        updates: Collection[int] = (), timer: str | None = None,
    ) -> int | None:  # fmt: skip
        self.check()
        return await super().bury(user, now, report, apology, updates=updates, timer=timer)

    async def delivered(self, parcel: int) -> None:
        self.check()
        await super().delivered(parcel)

    async def backlog(self, now: datetime) -> Backlog:
        self.check()
        return await super().backlog(now)

    def check(self) -> None:
        if self.error is not None:
            raise self.error


async def test_while_nothing_can_be_stored_the_person_is_told_once_and_nothing_is_lost(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge
) -> None:
    store = Failing()
    async with running(service=Service(store, knowledge)):
        await answered(telegram)
        store.error = StoreError("磁盘满了。")
        telegram.say(7, "/help")
        telegram.say(7, "/mydata")
        for user in range(10, 16):
            telegram.say(user, f"@{USERNAME} 备案要多久", chat=-100)
        await telegram.until(lambda: telegram.texts(7))
        tries = telegram.count("getUpdates")
        await telegram.until(lambda: telegram.count("getUpdates") > tries + 5)
        assert telegram.texts(7) == [shown(knowledge, "sorry-storage")]
        assert len(telegram.updates) == 8, "nothing was acknowledged"
        store.error = None
        await telegram.until(lambda: len(telegram.texts(7)) == 3 and not telegram.updates)
        await telegram.until(lambda: len(telegram.texts(-100)) == 6)
    assert shown(knowledge, "crowded") not in telegram.texts(-100), "each was asked once, however often it came"
    assert telegram.texts(7)[1] != telegram.texts(7)[2]


class Against(Failing):
    """A store that fails for one person alone, in the way of `against`."""

    def __init__(self, against: StoreError) -> None:
        super().__init__()
        self.against = against

    async def turn(
        self, user: int, now: datetime, decide: Callable[[str | None], Write], *,
        updates: Collection[int] = (), timer: str | None = None, done: int | None = None,
    ) -> list[Stored] | None:  # fmt: skip
        if user == 7:
            raise self.against
        return await super().turn(user, now, decide, updates=updates, timer=timer, done=done)


async def test_who_alone_cannot_be_stored_holds_nobody_up_and_is_told_in_the_end(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pauses, "LONGEST_PAUSE", 0.2)
    others = range(100, 105 + polling.FULL)
    async with running(service=Service(Against(StoreError("…")), knowledge)):
        telegram.say(7, "/help")
        await telegram.until(lambda: telegram.texts(7))
        for user in others[:5]:
            await answered(telegram, user)
        assert telegram.updates, "it is tried again meanwhile"
        for user in others[5:]:  # so many that nothing more would come behind
            telegram.say(user, "/help")
        await telegram.until(lambda: all(map(telegram.texts, others)) and not telegram.updates)
        await telegram.until(lambda: len(telegram.texts(7)) == 2)
    assert telegram.texts(7)[0] == shown(knowledge, "sorry-storage")
    assert "编号 1" in telegram.texts(7)[1]


async def test_whose_row_is_damaged_is_told_so_soon(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge
) -> None:
    async with running(service=Service(Against(Damaged("…")), knowledge)):
        telegram.say(7, "/help")
        await telegram.until(lambda: len(telegram.texts(7)) == 2 and not telegram.updates)
    assert "编号 1" in telegram.texts(7)[1]


async def test_while_nothing_can_be_stored_nothing_is_given_up_however_much_waits(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge
) -> None:
    store, people = Failing(), range(100, 105 + polling.FULL)
    store.error = StoreError("磁盘满了。")
    async with running(service=Service(store, knowledge)):
        for user in people:
            telegram.say(user, "/help")
        tries = telegram.count("getUpdates")
        await telegram.until(lambda: telegram.count("getUpdates") > tries + 3)
        store.error = None
        await telegram.until(lambda: all(shown(knowledge, "help") in telegram.texts(user) for user in people))


async def test_while_nothing_can_be_stored_a_press_is_answered_in_the_language_of_the_client(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receive, "PRESS_SECONDS", 60.0)  # however slow the machine is, this is not said first
    store = Failing()
    async with running(service=Service(store, knowledge)):
        await answered(telegram)
        store.error = StoreError("磁盘满了。")
        person = {"id": 7, "is_bot": False, "first_name": "x", "language_code": "zh-hk"}
        telegram.send(7, text="/help", **{"from": person})
        query = telegram.press(7, "h", 1)
        await telegram.until(lambda: query in telegram.answered)
        assert telegram.answered[query] == label(knowledge, "sorry-storage")
        assert telegram.texts(7) == [convert(label(knowledge, "sorry-storage"), "zh-hk")]
        store.error = None
        await telegram.until(lambda: len(telegram.texts(7)) >= 2 and not telegram.updates)


class Slow(MemoryStore):
    """Where nobody's turn ends before it may."""

    def __init__(self) -> None:
        super().__init__()
        self.may = asyncio.Event()

    async def turn(
        self, user: int, now: datetime, decide: Callable[[str | None], Write], *,
        updates: Collection[int] = (), timer: str | None = None, done: int | None = None,
    ) -> list[Stored] | None:  # fmt: skip
        await self.may.wait()
        return await super().turn(user, now, decide, updates=updates, timer=timer, done=done)


@pytest.mark.parametrize("hooked", [False, True])
async def test_a_press_whose_turn_hangs_is_answered_within_a_second_and_still_taken(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge, port: int, hooked: bool
) -> None:
    store = Slow()
    hook = Hook(f"http://127.0.0.1:{port}/", "a-secret-for-this-run", f"127.0.0.1:{port}") if hooked else None
    async with running(service=Service(store, knowledge), hook=hook):
        store.may.set()
        await answered(telegram, 7)
        store.may.clear()
        telegram.say(7, "/mydata")
        first, second = telegram.press(7, "h", 1), telegram.press(8, "nonsense", 1)
        await telegram.until(lambda: {first, second} <= set(telegram.answered), 1.0)
        assert telegram.answered == dict.fromkeys((first, second), label(knowledge, "one-moment"))
        assert telegram.count("sendMessage") == 1, "none of them had its turn"
        store.may.set()
        await telegram.until(lambda: len(telegram.texts(7)) == 3 and telegram.texts(8))


@pytest.mark.parametrize("error", [StoreError("磁盘满了。"), RuntimeError(QUOTED)])
async def test_an_outcome_that_cannot_be_marked_is_not_sent_again(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    store = Failing()
    async with running(service=Service(store, knowledge)) as bot:
        fault = telegram.fail("sendMessage", delay=0.2)
        telegram.say(7, "/help")
        await telegram.until(lambda: not telegram.updates)
        store.error = error
        async with asyncio.timeout(10):
            while caplog.text.count("发送结果记不下来") < 3:
                await asyncio.wait({bot}, timeout=0.02)
        telegram.lift(fault)
        store.error = None
        await answered(telegram)
    assert len(telegram.texts(7)) == 1
    assert QUOTED not in caplog.text


async def test_an_update_that_makes_the_service_itself_fail_is_passed_over_after_three_tries(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge, caplog: pytest.LogCaptureFixture
) -> None:
    store = Failing()
    store.error = RuntimeError(QUOTED)
    async with running(service=Service(store, knowledge)):
        poisonous = telegram.say(7, "/help")
        press = telegram.press(8, "h", 1)
        await telegram.until(lambda: not telegram.updates)
        store.error = None
        await answered(telegram)
        gc.collect()
        kept = [one for one in gc.get_objects() if isinstance(one, Incoming) and one.query == press]
        assert kept == [], "nobody waits for what was passed over"
    assert f"第 {poisonous} 号更新处理不了，试了 3 次，跳过：RuntimeError at test_faults.py" in caplog.text
    assert QUOTED not in caplog.text


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
    assert max(abs(places[person] - number) for number, person in enumerate(people)) <= deliver.AT_ONCE


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
