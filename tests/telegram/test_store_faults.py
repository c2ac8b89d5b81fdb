"""What people and Telegram notice of a store that fails, hangs, or has one damaged row."""

import asyncio
import gc
from collections.abc import Callable, Collection
from datetime import datetime

import pytest

from bot.core.events import Incoming
from bot.core.knowledge import Knowledge
from bot.core.languages import convert
from bot.core.words import label
from bot.service import Service
from bot.store import Damaged, Stored, StoreError, Write
from bot.telegram import patience, pauses, polling
from bot.telegram.webhook import Hook
from tests.store.memory import MemoryStore
from tests.telegram.conftest import Running, shown
from tests.telegram.failing import QUOTED, Failing, answered
from tests.telegram.server import USERNAME, FakeTelegram

pytestmark = [
    pytest.mark.usefixtures("hurried"),
    # PTB warns of its own RetryAfter whenever it makes one; the way around is an environment variable.
    pytest.mark.filterwarnings("ignore:.*retry_after:DeprecationWarning"),
]


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
    monkeypatch.setattr(patience, "PRESS_SECONDS", 60.0)  # however slow the machine is, this is not said first
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
    assert f"第 {poisonous} 号更新处理不了，试了 3 次，跳过：RuntimeError at failing.py" in caplog.text
    assert QUOTED not in caplog.text
