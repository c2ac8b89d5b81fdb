"""Our own limits: how many calls pass in which time, and that nobody waits for another chat's limit."""

import asyncio

from bot.telegram.limits import TELEGRAMS, Limits, Rate, SendingLimits


async def passed(limits: SendingLimits, chat: int) -> float:
    """Let a call through; when it was let."""
    await limits.turn(chat)
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


async def test_all_chats_together_stay_below_what_telegram_allows() -> None:
    limits = SendingLimits(TELEGRAMS)
    times = sorted(await asyncio.gather(*(passed(limits, chat) for chat in range(1, 46))))
    fullest = max(sum(begin <= each < begin + 1 for each in times) for begin in times)
    assert 25 <= fullest <= 30


async def test_quiet_chats_are_forgotten() -> None:
    limits = SendingLimits(Limits(chat=Rate(1, 0.001), overall=Rate(1e9, 1)))
    for chat in range(1, 5001):
        await passed(limits, chat)
    assert len(limits._chats) <= 2000
