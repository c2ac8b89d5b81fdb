"""What waits to be sent, for the front that sends it: found in turn, then done, put off, or put aside for good."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import islice

from bot.acts import Act, PassOn, act_of
from bot.store import LONGEST_PUT_OFF, Damaged, Place, Store, Stored

DAMAGED = "parcel that is damaged"
"""What is reported of one that the store cannot read."""
MOST_FRESH = 64
"""More than a front begins at once."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Something that a front must do: a `File` is sent as a new message, a `Drawing` as the file that `drawn` makes of
    it. `id` goes back to `delivered`, `postpone` or `refuse`."""

    id: int
    chat: int
    tries: int
    act: Act


class Outbox:
    """The outbox of a store. Its methods are called from the event loop; all of them may raise StoreError."""

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        tell_of_dead: Callable[[int, str], Awaitable[None]],
        tell_of_lost: Callable[[Outgoing], Awaitable[None]],
    ) -> None:
        """tell_of_dead: takes the number of each dead letter, and its report; tell_of_lost: takes what will never be
        shown, before it is taken out."""
        self._store = store
        self._clock = clock
        self._tell_of_dead = tell_of_dead
        self._tell_of_lost = tell_of_lost
        self._fresh: list[Stored] = []
        self.news = asyncio.Event()
        """Set when something may have come; a front that sends clears it and looks."""

    def add(self, fresh: Iterable[Stored]) -> None:
        """These came in, and have nothing before them."""
        self._fresh += islice(fresh, MOST_FRESH - len(self._fresh))

    def fresh(self) -> Iterable[Outgoing]:
        """What came into the outbox since this was asked last and has nothing before it, up to `MOST_FRESH`: what is
        begun at once need not wait until it is found. All of it is found, too."""
        fresh, self._fresh = self._fresh, []
        return map(_outgoing, fresh)

    async def outgoing(
        self, busy: Collection[int] = (), limit: int = 32, answers: int = 0, served: Collection[int] = ()
    ) -> list[Outgoing]:
        """What is to be done next: at most one thing for each chat that is not `busy`, in order, those that were
        `served` last; before those, so many `answers` to presses, whatever else waits for their chats. What another
        release left that this one cannot read is put aside, and so is what is damaged. Raises StoreError."""
        found = []
        wanted = partial(self._store.parcels, self._clock(), busy, limit, answers, served)
        try:
            waiting = await wanted()
        except Damaged:
            for parcel in await self._store.damaged_parcels():
                await self._put_aside(parcel, DAMAGED)
            waiting = await wanted()
        for stored in waiting:
            try:
                found.append(_outgoing(stored))
            except ValueError:
                await self._put_aside(stored.id, "parcel that cannot be read")
                self.news.set()  # its chat may have more
        return found

    async def place(self, outgoing: Outgoing) -> Place | None:
        """Where in the staff group its person is talked with."""
        return await self._store.place(outgoing.id)

    async def placed(self, outgoing: Outgoing, place: Place) -> None:
        """What is written at this place of the staff group is for its person from now on."""
        await self._store.placed(outgoing.id, place)

    async def unplaced(self, outgoing: Outgoing) -> None:
        """The places of its person are gone."""
        await self._store.unplaced(outgoing.id)

    async def delivered(self, outgoing: Outgoing) -> None:
        """It was done."""
        if isinstance(outgoing.act, PassOn) and outgoing.act.ends:
            await self._store.unplaced(outgoing.id)
        try:
            await self._store.delivered(outgoing.id)
        except Damaged:
            await self._put_aside(outgoing.id, DAMAGED)

    async def postpone(self, outgoing: Outgoing, seconds: float) -> None:
        """It could not be done now; the chat waits."""
        await self._store.postpone(outgoing.id, self._clock() + min(timedelta(seconds=seconds), LONGEST_PUT_OFF))

    async def unreachable(self, outgoing: Outgoing) -> None:
        """The chat does not want to hear us. A person gets no reminders until the next event of that person."""
        await self._tell_of_lost(outgoing)
        await self._store.unreachable(outgoing.id)

    async def refuse(self, outgoing: Outgoing, report: str) -> None:
        """It can never be done. `report` must hold no words of a person."""
        await self._tell_of_lost(outgoing)
        await self._put_aside(outgoing.id, report)

    async def _put_aside(self, parcel: int, report: str) -> None:
        await self._tell_of_dead(await self._store.refuse(parcel, self._clock(), report), report)


def _outgoing(stored: Stored) -> Outgoing:
    return Outgoing(stored.id, stored.chat, stored.tries, act_of(stored.body))
