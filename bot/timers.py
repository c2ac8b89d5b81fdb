"""Timers: what ran out enters the dialogue, and what is to come is set anew where other content has it elsewhere."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Protocol

from bot.core import dialogue
from bot.core.events import Due, Incoming
from bot.core.knowledge import Knowledge
from bot.core.state import dump_state, load_state
from bot.store import Damaged, Store, Write

MOST_TIMERS = 1_000_000
"""More than there ever are: all of them."""
TOGETHER = 200
"""Turns that are handed to the store at once, so that they may share a commit, and others get in between."""

TIMERS_AT_ONCE, REMINDED_AT_ONCE = 100, 25
"""How many timers are looked at, and how many people are reminded, at once. Whoever goes on should let those messages
be sent first, so that answers do not wait behind everybody's reminders."""
TURN_SECONDS = 0.1
"""So long the others wait for one person's reminders: what is tried again goes on beside them."""


class Run(Protocol):
    """Runs a turn (`Service`), on which the dialogue decides unless `decide` does. Raises StoreError."""

    def __call__(
        self, incoming: Incoming, timer: str | None = None, decide: Callable[[str | None], Write] | None = None
    ) -> Awaitable[bool]: ...


class Timers:
    """The timers of all people. Its methods are called from the event loop; both may raise StoreError."""

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        run: Run,
        bury: Callable[[Incoming, str, str | None], Awaitable[int | None]],
    ) -> None:
        """bury: puts an event aside, with why, and the timer that it uses up."""
        self._store = store
        self._clock = clock
        self._run = run
        self._bury = bury
        self.set_by: Knowledge | None = None
        """The content by which all are set; None: nobody knows by which."""

    async def set_anew(self, knowledge: Knowledge) -> list[BaseException]:
        """Move the timers that are to come to where this content has them: a new calendar moves deadlines. Whose days
        move is told, by a timer of its own, so that it is told once however often this is begun anew, as it has to be
        where this fails for somebody. Returns the errors."""
        now = self._clock()

        def moved(stored: str | None) -> Write:
            if stored is None:  # forgotten meanwhile
                return Write(None, keep=True)
            before = load_state(stored)
            state, timers = dialogue.renewed(before, knowledge, now)
            return Write(stored if state == before else dump_state(state), timers)

        users = list({user for user, _ in await self._store.due(datetime.max.replace(tzinfo=UTC), limit=MOST_TIMERS)})
        errors: list[BaseException] = []
        for first in range(0, len(users), TOGETHER):
            some = (Incoming(user, user, Due("")) for user in users[first : first + TOGETHER])
            ends = await asyncio.gather(*(self._run(each, decide=moved) for each in some), return_exceptions=True)
            # Of whom nobody can read a date there is none to be moved.
            errors += [end for end in ends if isinstance(end, BaseException) and not isinstance(end, Damaged)]
        if not errors:
            self.set_by = knowledge
        return errors

    async def run_out(self) -> tuple[int, list[BaseException]]:
        """Let timers that have run out enter the dialogue, some people's at once. Returns how many there were, and the
        errors."""
        together: dict[int, list[str]] = {}
        for user, key in await self._store.due(self._clock(), TIMERS_AT_ONCE):
            if user in together or len(together) < REMINDED_AT_ONCE:
                together.setdefault(user, []).append(key)
        tasks: list[asyncio.Task[None]] = []
        try:
            for user, keys in together.items():
                tasks.append(asyncio.create_task(self._remind(user, keys)))
                # One after the other, so that what people write gets in between; but nobody waits for retries.
                await asyncio.wait(tasks[-1:], timeout=TURN_SECONDS)
            ends = await asyncio.gather(*tasks, return_exceptions=True)
        finally:
            for task in tasks:
                task.cancel()
        return sum(map(len, together.values())), [end for end in ends if end is not None]

    async def _remind(self, user: int, keys: list[str]) -> None:
        """Let these timers of one person enter the dialogue, each as one that knows of the others."""
        for key in keys:
            incoming = Incoming(user, user, Due(key, tuple(other for other in keys if other != key)))
            try:
                await self._run(incoming, timer=key)
            except Damaged:
                await self._bury(incoming, "cannot be stored", key)
