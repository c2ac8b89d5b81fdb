"""Telegram's limits on sending, kept on our side, and our limits on what one person sends.

Not PTB's AIORateLimiter: it lets one chat's 429 stop all chats for its whole `retry_after`, and has no limit for a
private chat. Here a 429 goes straight up to the sender, which parks that chat alone.
"""

import asyncio
from collections import deque
from contextlib import suppress
from dataclasses import dataclass

from aiolimiter import AsyncLimiter

HOLD_SECONDS = 0.5
"""How long a call that does not come back keeps others waiting."""
_CALLS_KEPT = 8
"""The last calls, of which the quickest tells how far away Telegram is. Before any came back it is taken to be near."""
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

    A bucket lets its fill through at once and its rate on top. So at most 2 + 23 pass in any second, which leaves room
    for delayed calls that arrive together with later ones; in a group at most 5 + 15 in any minute. Telegram tolerates
    short bursts to one person: the answer to a press, a notice and an answer.

    person: what is taken from one person in a minute, of messages and of presses that ask for a file. Each makes a
    message of ours, and nobody who means well comes near it.
    presses: the same for inline queries and all other presses, which add no message: 20 a minute as well, but six
    minutes' worth at once, as ticking off a long list makes one or two a second.
    """

    overall: Rate = Rate(2, 2 / 23)
    chat: Rate = Rate(3, 3)
    group: Rate = Rate(5, 20)
    person: float = 20
    presses: Rate = Rate(120, 360)


TELEGRAMS = Limits()


class SendingLimits:
    """Makes calls that put something into a chat wait for their turn.

    No more are let through than it takes to keep the pace, given how far away Telegram is: what was sent and not yet
    marked as done comes twice if the process dies.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._overall = _bucket(limits.overall)
        self._queue = asyncio.Lock()
        """Keeps the waiting calls in order: the bucket itself sometimes lets a later one go first."""
        self._chats: dict[int, AsyncLimiter] = {}
        self._under_way: dict[int, float] = {}
        """When something was let through to each chat that was not marked yet, by the loop's clock."""
        self._took: deque[float] = deque(maxlen=_CALLS_KEPT)
        self._marked = asyncio.Event()

    async def turn(self, chat: int, *, marked: bool = True) -> None:
        """Wait for the chat's turn, then for the bot's. `marked`: `rest` will tell when what is sent is marked as done.
        The calls of one act count as one: they come twice together."""
        await self._chat(chat).acquire()
        async with self._queue:
            await self._overall.acquire()
            if marked and chat not in self._under_way:
                await self._room()
                self._under_way[chat] = asyncio.get_running_loop().time()

    def came_back(self, seconds: float) -> None:
        """Note how long a call took."""
        self._took.append(seconds)

    def rest(self, chat: int) -> float:
        """Note that what was sent there is marked as done. Return after how many seconds the chat may have its turn.
        0: at once."""
        self._under_way.pop(chat, None)
        self._marked.set()
        limiter = self._chat(chat)
        return 0.0 if limiter.has_capacity() else limiter.time_period / limiter.max_rate

    @property
    def _most(self) -> int:
        """How many chats may have something under way."""
        overall = self._limits.overall
        return 1 + int(min(self._took, default=0.0) * overall.calls / overall.seconds)

    async def _room(self) -> None:
        """Wait until one more may be under way."""
        loop = asyncio.get_running_loop()
        while len(self._under_way) >= self._most:
            since = loop.time() - HOLD_SECONDS
            self._under_way = {chat: begun for chat, begun in self._under_way.items() if begun > since}
            if len(self._under_way) < self._most:
                return
            self._marked.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(min(self._under_way.values()) - since):
                    await self._marked.wait()

    def _chat(self, chat: int) -> AsyncLimiter:
        limiter = self._chats.get(chat)
        if limiter is None:
            if len(self._chats) >= _MOST_CHATS:
                self._chats = {id: each for id, each in self._chats.items() if not each.has_capacity(each.max_rate)}
            limiter = self._chats[chat] = _bucket(self._limits.group if chat < 0 else self._limits.chat)
        return limiter


def _bucket(rate: Rate) -> AsyncLimiter:
    return AsyncLimiter(rate.calls, rate.seconds)
