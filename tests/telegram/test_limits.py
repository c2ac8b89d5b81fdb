"""Our own limits: how many calls pass in which time, and that nobody waits for another chat's limit."""

import asyncio
import random
import selectors
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence

import pytest

from bot.telegram.deliver import CHATS_AT_ONCE
from bot.telegram.limits import TELEGRAMS, Limits, Rate, SendingLimits


async def passed(limits: SendingLimits, chat: int) -> float:
    """Let a call through that comes back at once; when it was let."""
    await limits.turn(chat)
    limits.rest(chat)
    return asyncio.get_running_loop().time()


async def test_a_burst_passes_and_then_the_rate() -> None:
    limits = SendingLimits(Limits(chat=Rate(3, 0.3), overall=Rate(1000, 1), group=Rate(2, 0.2)))
    times = await asyncio.gather(*(passed(limits, 7) for _ in range(6)))
    assert times[2] - times[0] < 0.05
    assert 0.25 < times[5] - times[0] < 0.5
    group = await asyncio.gather(*(passed(limits, -7) for _ in range(3)))
    assert 0.08 < group[2] - group[0] < 0.3


async def test_a_chat_that_must_wait_keeps_nobody_else_waiting() -> None:
    limits = SendingLimits(Limits(chat=Rate(1, 60), overall=Rate(1000, 1)))
    await passed(limits, 7)
    waiting = asyncio.create_task(passed(limits, 7))
    async with asyncio.timeout(1):
        for chat in range(100, 130):
            await passed(limits, chat)
    assert not waiting.done()
    waiting.cancel()


async def test_quiet_chats_are_forgotten() -> None:
    limits = SendingLimits(Limits(chat=Rate(1, 0.001), overall=Rate(1e9, 1)))
    for chat in range(1, 5001):
        await passed(limits, chat)
    assert len(limits._chats) <= 2000


# Telegram's limits as they are, on a clock that nobody waits for

PAUSES = (0.0, 0.0, 0.0, 0.0, 0.5, 3.0, 11.0, 20.0, 60.0)
"""Seconds from a message to the wish to send the next one; mostly none."""


class Leaping(selectors.SelectSelector):
    """Waits for nothing: what it would have waited for has come, and a moment has passed."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self.now += (timeout or 0.0) + 1e-6
        return super().select(0)


class LeapingLoop(asyncio.SelectorEventLoop):
    """Its time is that of its selector."""

    def __init__(self) -> None:
        self._leaping = Leaping()
        super().__init__(self._leaping)

    def time(self) -> float:
        return self._leaping.now


def sent(pauses: Mapping[int, Sequence[float]]) -> dict[int, list[float]]:
    """When each message goes out in these chats, where one waits so long before each: one after the other in a chat,
    the chats side by side."""
    times: defaultdict[int, list[float]] = defaultdict(list)

    async def send() -> None:
        limits = SendingLimits(TELEGRAMS)

        async def talk(chat: int) -> None:
            for pause in pauses[chat]:
                await asyncio.sleep(pause)
                times[chat].append(await passed(limits, chat))

        await asyncio.gather(*map(talk, pauses))

    with asyncio.Runner(loop_factory=LeapingLoop) as runner:
        runner.run(send())
    return times


def fullest(times: Sequence[float], seconds: float) -> int:
    """The most that went out within so many seconds, whenever they begin."""
    return max(bisect_right(times, begin + seconds) - place for place, begin in enumerate(times))


@pytest.fixture
def chance() -> random.Random:
    seed = random.randrange(1_000_000)
    print(f"seed {seed}")
    return random.Random(seed)


def test_a_chat_gets_three_at_once_and_no_more_than_one_a_second_on_top(chance: random.Random) -> None:
    times = sent({7: chance.choices(PAUSES, k=2000)})[7]
    assert len(times) == 2000
    assert [seconds for seconds in (0.1, 1, 5, 60, 600) if fullest(times, seconds) > 3 + seconds] == []


def test_a_group_gets_five_at_once_and_no_more_than_twenty_in_any_minute(chance: random.Random) -> None:
    times = sent({-7: chance.choices(PAUSES, k=2000)})[-7]
    assert len(times) == 2000
    assert fullest(times, 0.2) == 5
    assert 15 < fullest(times, 60) <= 20


def test_all_together_get_no_more_than_25_in_any_second_and_groups_among_them_twenty_a_minute(
    chance: random.Random,
) -> None:
    """As many chats as the sender serves at once, each fourth one a group, and all with something to send at first."""
    chats = [-chat if chat % 4 == 0 else chat for chat in range(1, CHATS_AT_ONCE + 1)]
    times = sent({chat: [0.0, *chance.choices(PAUSES, k=49)] for chat in chats})
    together = sorted(time for chat in chats for time in times[chat])
    assert len(together) == 50 * CHATS_AT_ONCE
    assert 23 <= fullest(together, 1) <= 25
    assert max(fullest(times[chat], 60) for chat in chats if chat < 0) <= 20


def test_who_always_has_something_to_say_uses_what_is_allowed_up() -> None:
    times = sent({7: [0.0] * 63, -7: [0.0] * 20})
    assert [round(times[chat][-1], 2) for chat in (7, -7)] == [60.0, 60.0]


# What may come twice

LOST = 1
"""A chat whose call never comes back."""


def called(chats: int, seconds: float) -> tuple[float, int]:
    """Make a call to so many chats, each of which takes so long; when the last was let through, and how many were under
    way at most. That to LOST counts for neither."""
    ended, most, under_way = 0.0, 0, 0
    limits = SendingLimits(TELEGRAMS)

    async def call(chat: int) -> None:
        nonlocal ended, most, under_way
        await limits.turn(chat)
        if chat == LOST:
            return
        ended, under_way = asyncio.get_running_loop().time(), under_way + 1
        most = max(most, under_way)
        await asyncio.sleep(seconds)
        limits.came_back(seconds)
        under_way -= 1
        limits.rest(chat)

    async def every() -> None:
        await asyncio.gather(*(call(chat) for chat in range(1, chats + 1)))

    with asyncio.Runner(loop_factory=LeapingLoop) as runner:
        runner.run(every())
    return ended, most


def test_an_act_of_several_calls_does_not_wait_for_itself() -> None:
    """Nor does anybody for what is shown beside all acts."""

    async def act() -> float:
        limits = SendingLimits(TELEGRAMS)
        await limits.turn(8, marked=False)
        for _ in range(2):
            await limits.turn(7)
            limits.came_back(0.02)
        return asyncio.get_running_loop().time()

    with asyncio.Runner(loop_factory=LeapingLoop) as runner:
        assert runner.run(act()) < 0.1


@pytest.mark.parametrize(("seconds", "under_way"), [(0.02, 1), (0.1, 4), (0.9, 25)])
def test_no_more_calls_are_under_way_than_it_takes_to_keep_the_pace(seconds: float, under_way: int) -> None:
    """What is under way comes twice if the process dies. One that does not come back is not waited for."""
    ended, most = called(250, seconds)
    assert most <= under_way
    assert ended < 250 / 23 + 2
