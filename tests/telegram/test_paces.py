"""Who sends too much at once is told so once; neither that nor what takes long keeps anybody else waiting."""

import asyncio
import time
from dataclasses import replace
from statistics import median

import pytest

import bot.service
from bot.core.actions import Draw
from bot.core.button_data import encode
from bot.core.events import Incoming
from bot.core.knowledge import Knowledge
from bot.service import Service
from bot.store import Store, StoreError
from bot.telegram import patience, polling, receive
from bot.telegram.limits import TELEGRAMS, Rate
from bot.telegram.paces import Allowance, Paces
from bot.telegram.webhook import Hook
from tests.telegram.conftest import Running, shown
from tests.telegram.failing import Failing
from tests.telegram.server import FakeTelegram
from tests.telegram.unlimited import UNLIMITED

ANN, BOB, EVE = 7, 8, 9
ENGLISH = {"from": {"id": EVE, "is_bot": False, "first_name": "Eve", "language_code": "en"}}
MOST = int(TELEGRAMS.person)
PRESSES = MOST - 5
PACED = replace(UNLIMITED, person=MOST, presses=Rate(PRESSES, 1e6))


async def test_of_one_person_so_much_is_taken_in_a_minute_and_then_one_notice_given(
    telegram: FakeTelegram, running: Running, store: Store, knowledge: Knowledge
) -> None:
    minute = {"date": int(time.time()) // 60 * 60}
    for _ in range(MOST + 5):
        telegram.say(ANN, "/help", **minute)
    telegram.say(BOB, "/help", **minute)
    telegram.say(ANN, "/help", date=minute["date"] - 60)
    async with running(limits=PACED):
        await telegram.until(lambda: not telegram.updates and len(telegram.texts(ANN)) == MOST + 2)
        assert telegram.texts(BOB) == [shown(knowledge, "help")]
        for _ in range(MOST + 1):
            telegram.send(EVE, text="how long does filing take", **minute, **ENGLISH)
        await telegram.until(lambda: any("too much at once" in text for text in telegram.texts(EVE)))
    told = [text == shown(knowledge, "hasty") for text in telegram.texts(ANN)]
    assert told == [False] * MOST + [True, False], "what was sent in another minute is answered"


async def test_many_who_write_more_than_their_chats_may_get_leave_room_for_others(
    telegram: FakeTelegram, running: Running
) -> None:
    people, each = range(100, 160), 5
    for _ in range(each):
        for person in people:
            telegram.say(person, "/help")
    telegram.say(BOB, "/help")
    async with running(limits=replace(UNLIMITED, chat=Rate(1, 0.3))):
        await telegram.until(lambda: telegram.texts(BOB))
        assert telegram.count("sendMessage") < 3 * len(people), "who waits for a second answer holds no room"
        await telegram.until(lambda: all(len(telegram.texts(person)) == each for person in people))


@pytest.mark.parametrize("album", [{"media_group_id": "1"}, {}], ids=["album", "one by one"])
async def test_photos_count_once_together(telegram: FakeTelegram, running: Running, album: dict[str, str]) -> None:
    minute = {"date": int(time.time()) // 60 * 60}
    picture = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    for _ in range(MOST + 5):
        telegram.send(ANN, photo=picture, **album, **minute)
    telegram.say(ANN, "备案要多久", **minute)
    async with running(limits=PACED):
        await telegram.until(lambda: len(telegram.texts(ANN)) == 2)
    assert "一共要多久" in telegram.texts(ANN)[1]


@pytest.mark.parametrize(("data", "most"), [("h", PRESSES), (encode(Draw(1)), MOST)], ids=["any", "for a file"])
async def test_a_press_too_many_is_answered_and_changes_nothing(
    telegram: FakeTelegram,
    running: Running,
    knowledge: Knowledge,
    data: str,
    most: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(patience, "PRESS_SECONDS", 60.0)  # a busy machine makes none wait for another answer
    telegram.say(ANN, "/start")
    async with running(limits=PACED):
        await telegram.until(lambda: telegram.texts(ANN))
        (message,) = telegram.chats[ANN]
        presses = [telegram.press(ANN, data, message) for _ in range(2 * most + 4)]
        await telegram.until(lambda: set(presses) <= set(telegram.answered))
    hasty = [query for query in presses if telegram.answered[query] == shown(knowledge, "hasty-press")]
    assert not {*hasty} & {*presses[: most - 1]}, "one less, as /start may count"
    assert len(hasty) >= 4, "some more may pass where a minute ends in between"


async def test_ten_thousand_updates_of_one_person_keep_nobody_waiting(telegram: FakeTelegram, running: Running) -> None:
    date = int(time.time())
    waited: list[float] = []
    async with running(limits=PACED):
        for _ in range(10_000):
            telegram.say(ANN, "备案要多久", date=date)
        for other in range(100, 120):
            asked = time.monotonic()
            telegram.say(other, "/help")
            await telegram.until(lambda other=other: telegram.texts(other))  # type: ignore[misc]
            waited.append(time.monotonic() - asked)
        await telegram.until(lambda: not telegram.updates)
    assert len(telegram.texts(ANN)) == MOST + 1
    assert median(waited) < 1


@pytest.fixture(params=["polling", "webhook"])
def way(request: pytest.FixtureRequest, hook: Hook) -> Hook | None:
    return hook if request.param == "webhook" else None


NOTICE = "您的备案未通过审核：1、主办单位名称与证件不一致；2、域名未实名认证。"


async def test_a_file_that_hangs_makes_only_its_sender_wait_whatever_comes_next_and_is_not_lost(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge, way: Hook | None
) -> None:
    async with telegram.failing("download", delay=60.0), running(hook=way):
        telegram.upload(ANN, NOTICE.encode())
        await telegram.until(lambda: telegram.count("getFile"))
        telegram.say(ANN, "/help")
        for other in range(100, 105):
            asked = time.monotonic()
            telegram.say(other, "/help")
            await telegram.until(lambda other=other: telegram.texts(other))  # type: ignore[misc]
            assert time.monotonic() - asked < receive.FETCH_SECONDS / 3
        assert telegram.texts(ANN) == []
    async with running(hook=way):
        await telegram.until(lambda: len(telegram.texts(ANN)) == 2 and not telegram.updates)
    assert "看出 2 条退回原因" in telegram.texts(ANN)[0]
    assert telegram.texts(ANN)[1] == shown(knowledge, "help")
    assert all(len(telegram.texts(other)) == 1 for other in range(100, 105)), "nothing is taken twice"


async def test_who_is_tried_again_makes_nobody_else_wait(
    telegram: FakeTelegram,
    running: Running,
    store: Store,
    knowledge: Knowledge,
    way: Hook | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bot.service, "RETRY_PAUSES", (0.1, 60.0))
    broken = replace(knowledge, ui={key: text for key, text in knowledge.ui.items() if key != "media-photo"})
    async with running(service=Service(store, broken), hook=way):
        telegram.send(ANN, photo=[{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}])
        for other in range(100, 105):
            telegram.say(other, "/help")
            await telegram.until(lambda other=other: telegram.texts(other), 5)  # type: ignore[misc]
        assert telegram.texts(ANN) == []


async def test_where_what_came_first_cannot_be_stored_what_comes_next_waits_for_it(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge, hurried: None, way: Hook | None
) -> None:
    store = Failing()
    service = Service(store, knowledge)
    begun, failing, order = asyncio.Event(), asyncio.Event(), list[int]()
    take = service.take

    async def slow(incoming: Incoming) -> bool:
        if not begun.is_set():
            begun.set()
            await failing.wait()
            raise StoreError("磁盘满了。")
        is_new = await take(incoming)
        order.append(incoming.update or 0)
        return is_new

    service.take = slow  # type: ignore[method-assign]
    async with running(service=service, hook=way):
        first = telegram.say(ANN, "/help")
        await begun.wait()
        second = telegram.say(ANN, "/help")
        await asyncio.sleep(2 * polling.BESIDE_SECONDS)
        failing.set()
        await telegram.until(lambda: not telegram.updates)
    assert order[:2] == [first, second]


async def test_what_fails_beside_a_slow_file_of_somebody_else_still_comes_before_what_its_person_wrote_next(
    telegram: FakeTelegram,
    running: Running,
    knowledge: Knowledge,
    hurried: None,
    way: Hook | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(receive, "FETCH_SECONDS", 2.0)
    service = Service(Failing(), knowledge)
    tried, order = list[int](), list[int]()
    take = service.take

    async def failing(incoming: Incoming) -> bool:
        if incoming.user == ANN:
            tried.append(incoming.update or 0)
            if len(tried) == 1:
                raise StoreError("磁盘满了。")
        is_new = await take(incoming)
        order.append(incoming.update or 0)
        return is_new

    service.take = failing  # type: ignore[method-assign]
    async with telegram.failing("download", delay=60.0), running(service=service, hook=way):
        first = telegram.say(ANN, "/help")
        telegram.upload(BOB, NOTICE.encode())
        await telegram.until(lambda: tried)
        second = telegram.say(ANN, "/help")
        await telegram.until(lambda: len(order) == 2, receive.FETCH_SECONDS / 2)
        await telegram.until(lambda: not telegram.updates)
    assert order[:2] == [first, second]


async def test_behind_a_hundred_updates_nobody_waits_for_the_file_before_them(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge
) -> None:
    telegram.upload(ANN, NOTICE.encode())
    for other in range(100, 100 + polling.FULL):
        telegram.say(other, "/help")
    async with telegram.failing("download", delay=60.0), running():
        await telegram.until(lambda: telegram.texts(99 + polling.FULL), receive.FETCH_SECONDS / 2)
        await telegram.until(lambda: telegram.texts(ANN))
        assert telegram.texts(ANN) == [shown(knowledge, "media-text")]


async def test_while_a_file_is_fetched_pauses_after_failures_do_not_grow_by_those_that_are_mended(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge, hurried: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses = list[int]()

    def pause_after(failures: int) -> float:
        pauses.append(failures)
        return 0.01

    monkeypatch.setattr(receive, "pause_after", pause_after)
    monkeypatch.setattr(receive, "FETCH_SECONDS", 60.0)
    service = Service(Failing(), knowledge)
    failed, taken = set[int](), set[int]()
    take = service.take

    async def failing_once(incoming: Incoming) -> bool:
        if incoming.user not in failed | {ANN}:
            failed.add(incoming.user)
            raise StoreError("磁盘满了。")
        is_new = await take(incoming)
        taken.add(incoming.user)
        return is_new

    service.take = failing_once  # type: ignore[method-assign]
    async with telegram.failing("download", delay=60.0), running(service=service):
        telegram.upload(ANN, NOTICE.encode())
        for other in range(100, 103):
            telegram.say(other, "/help")
            await telegram.until(lambda other=other: other in taken)  # type: ignore[misc]
        assert telegram.updates, "the file is still waited for"
    assert pauses == [1, 1, 1]


def test_an_update_that_comes_again_counts_once_and_a_minute_ends() -> None:
    paces = Paces(2)
    assert [paces.place(ANN, 1, update) for update in (1, 2, 1, 3, 4, 5, 3)] == [1, 2, 1, 3, 4, 4, 3]
    assert paces.place(BOB, 1, 6) == 1
    assert paces.place(ANN, 2, 7) == 1


def test_presses_come_at_their_rate_and_some_at_once() -> None:
    allowance = Allowance(TELEGRAMS.presses)
    assert [allowance.take(ANN, 0.0) for _ in range(122)] == [True] * 120 + [False] * 2
    assert allowance.take(BOB, 0.0)
    assert not allowance.take(ANN, 2.9)
    assert [allowance.take(ANN, second) for second in (3.1, 3.2, 60.0)] == [True, False, True], "20 a minute"
    assert sum(allowance.take(ANN, 1000.0) for _ in range(200)) == 120
