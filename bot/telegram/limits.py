"""Telegram's limits on sending, kept on our side, and our limits on what one person sends.

Not PTB's AIORateLimiter: it lets one chat's 429 stop all chats for its whole `retry_after`, and has no limit for a
private chat. Here a 429 goes straight up to the sender, which parks that chat alone.
"""

import asyncio
from dataclasses import dataclass

from aiolimiter import AsyncLimiter

_MOST_CHATS = 2000
"""Chats remembered before the quiet ones are forgotten."""


@dataclass(frozen=True, slots=True)
class Rate:
    """`calls` at once, and as many again in every `seconds`."""

    calls: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits. Telegram allows about 30 messages a second, one a second in a chat, 20 a minute in a group.

    A bucket lets its fill through at once and its rate on top. So at most 2 + 25 pass in any second, which leaves room
    for delayed calls that arrive together with later ones; in a group at most 5 + 15 in any minute. Telegram tolerates
    short bursts to one person: the answer to a press, a notice and an answer.

    person: what is taken from one person in a minute, of messages and of presses that ask for a file. Each makes a
    message of ours, and nobody who means well comes near it.
    presses: the same for inline queries and all other presses, which add no message. Ticking off a long list makes one
    or two a second.
    """

    overall: Rate = Rate(2, 0.08)
    chat: Rate = Rate(3, 3)
    group: Rate = Rate(5, 20)
    person: float = 20
    presses: float = 120


TELEGRAMS = Limits()


class SendingLimits:
    """Makes calls that put something into a chat wait for their turn."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._overall = _bucket(limits.overall)
        self._queue = asyncio.Lock()
        """Keeps the waiting calls in order: the bucket itself sometimes lets a later one go first."""
        self._chats: dict[int, AsyncLimiter] = {}

    async def turn(self, chat: int) -> None:
        """Wait for the chat's turn, then for the bot's."""
        await self._chat(chat).acquire()
        async with self._queue:
            await self._overall.acquire()

    def rest(self, chat: int) -> float:
        """Return after how many seconds the chat may have its turn. 0: at once."""
        limiter = self._chat(chat)
        return 0.0 if limiter.has_capacity() else limiter.time_period / limiter.max_rate

    def _chat(self, chat: int) -> AsyncLimiter:
        limiter = self._chats.get(chat)
        if limiter is None:
            if len(self._chats) >= _MOST_CHATS:
                self._chats = {id: each for id, each in self._chats.items() if not each.has_capacity(each.max_rate)}
            limiter = self._chats[chat] = _bucket(self._limits.group if chat < 0 else self._limits.chat)
        return limiter


def _bucket(rate: Rate) -> AsyncLimiter:
    return AsyncLimiter(rate.calls, rate.seconds)
