"""Timers: those that ran out enter the dialogue; those to come are set anew when the content changes."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from bot.core.events import Due, Incoming
from bot.core.knowledge import Knowledge
from bot.core.state import dump_state, load_state
from bot.core.turns.timers import renewed
from bot.store import Damaged, Write
from bot.writes import Means

MOST_TIMERS = 1_000_000
"""A limit that means "all": more timers than there ever are."""
CANNOT_BE_STORED = "存不下来"
"""The report on an event that the store cannot take, although it takes others."""
TOGETHER = 200
"""Turns handed to the store at once, so that they share a commit and other turns get in between."""

TIMERS_AT_ONCE = 100
"""How many timers one `run_out` reads."""
REMINDED_AT_ONCE = 25
"""How many people one `run_out` reminds. Callers pause between calls until those messages are sent, so that answers do
not queue behind reminders."""
TURN_SECONDS = 0.1
"""How long one person's reminders hold up the next person's. A turn that is being retried goes on beside them."""


class Timers:
    """The timers of all people. Call its methods from the event loop; both may raise StoreError."""

    def __init__(self, means: Means, bury: Callable[[Incoming, str, str | None], Awaitable[int | None]]) -> None:
        """bury: puts an event aside. It takes the event, the reason and the timer that it uses up."""
        self._store, self._clock, self._run = means.store, means.clock, means.run
        self._bury = bury
        self.set_by: Knowledge | None = None
        """The content by which all timers are set. None: unknown."""

    async def set_anew(self, knowledge: Knowledge) -> None:
        """Move the coming timers to where this content has them (a new calendar moves deadlines), unless it set them.

        People whose days moved are told by a timer of its own. So each is told once, although all of this is repeated
        whenever it failed for somebody. Raises the first error after everybody's timers were tried.
        """
        if self.set_by is knowledge:
            return
        now = self._clock()

        def moved(stored: str | None) -> Write:
            if stored is None:  # forgotten meanwhile
                return Write.only()
            before = load_state(stored)
            state, timers = renewed(before, knowledge, now)
            return Write(stored if state == before else dump_state(state), timers)

        users = list({user for user, _ in await self._store.due(datetime.max.replace(tzinfo=UTC), limit=MOST_TIMERS)})
        errors = list[BaseException]()
        for first in range(0, len(users), TOGETHER):
            some = (Incoming(user, user, Due("")) for user in users[first : first + TOGETHER])
            ends = await asyncio.gather(*(self._run(each, decide=moved) for each in some), return_exceptions=True)
            # If a person's row cannot be read, there is no date to move.
            errors += [end for end in ends if isinstance(end, BaseException) and not isinstance(end, Damaged)]
        for error in errors:
            raise error
        self.set_by = knowledge

    async def run_out(self) -> int:
        """Let due timers enter the dialogue, of some people at a time; return how many. Raises the first error after
        all of these were run."""
        together: dict[int, list[str]] = {}
        for user, key in await self._store.due(self._clock(), TIMERS_AT_ONCE):
            if user in together or len(together) < REMINDED_AT_ONCE:
                together.setdefault(user, []).append(key)
        tasks: list[asyncio.Task[None]] = []
        try:
            for user, keys in together.items():
                tasks.append(asyncio.create_task(self._remind(user, keys)))
                # One after the other, so that what people write gets in between; but retries hold up nobody.
                await asyncio.wait(tasks[-1:], timeout=TURN_SECONDS)
            ends = await asyncio.gather(*tasks, return_exceptions=True)
        finally:
            for task in tasks:
                task.cancel()
        for error in ends:
            if error is not None:
                raise error
        return sum(map(len, together.values()))

    async def _remind(self, user: int, keys: list[str]) -> None:
        """Let these timers of one person enter the dialogue one by one, each with the keys of the others."""
        for key in keys:
            incoming = Incoming(user, user, Due(key, tuple(other for other in keys if other != key)))
            try:
                await self._run(incoming, timer=key)
            except Damaged:
                await self._bury(incoming, CANNOT_BE_STORED, key)
