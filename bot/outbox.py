"""What waits to be sent: a front finds it here in turn, then marks it done, puts it off, or puts it aside for good."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import islice

from bot.acts import Act, PassOn, act_of
from bot.store import LONGEST_PUT_OFF, Damaged, Place, Store, Stored

DAMAGED = "待发的一条坏了"
"""The report on a parcel that the store cannot read."""
MOST_FRESH = 64
"""How many fresh parcels are remembered: more than a front begins at once."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One act for a front to carry out; hand it back to `delivered`, `postpone` or `refuse`. A `File` is sent as a new
    message, a `Drawing` as the file that `Service.drawn` makes of it."""

    id: int
    chat: int
    tries: int
    act: Act


class Outbox:
    """The outbox of a store. Call its methods from the event loop; its coroutines may raise StoreError."""

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        tell_of_dead: Callable[[int, str], Awaitable[None]],
        tell_of_lost: Callable[[Outgoing], Awaitable[None]],
    ) -> None:
        """tell_of_dead: gets the number and the report of each dead letter. tell_of_lost: gets what will never be
        shown, before it is taken out."""
        self._store = store
        self._clock = clock
        self._tell_of_dead = tell_of_dead
        self._tell_of_lost = tell_of_lost
        self._fresh: list[Stored] = []
        self.news = asyncio.Event()
        """Set when something may have come in; a front that sends clears it and looks."""

    def add(self, fresh: Iterable[Stored]) -> None:
        """Remember parcels that just came in and have nothing before them."""
        self._fresh += islice(fresh, MOST_FRESH - len(self._fresh))

    def fresh(self) -> Iterable[Outgoing]:
        """Return, once, the parcels that just came in and have nothing before them, up to MOST_FRESH. They can be begun
        without a look at the store; `outgoing` finds all of them, too."""
        fresh, self._fresh = self._fresh, []
        return map(_outgoing, fresh)

    async def outgoing(
        self, busy: Collection[int] = (), limit: int = 32, answers: int = 0, served: Collection[int] = ()
    ) -> list[Outgoing]:
        """Return what is to be done next: the first waiting act of each chat that is not `busy`, oldest first, chats in
        `served` last.

        Before these come up to `answers` answers to presses, whatever else waits for their chats. Parcels that are
        damaged, or that this release cannot read, are put aside as dead letters. Raises StoreError.
        """
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
                await self._put_aside(stored.id, "待发的一条这一版读不懂")
                self.news.set()  # its chat may have more
        return found

    async def place(self, outgoing: Outgoing) -> Place | None:
        """Return the place of the parcel's person in the staff group. None: there is none."""
        return await self._store.place(outgoing.id)

    async def placed(self, outgoing: Outgoing, place: Place) -> None:
        """Remember that what is written at this place of the staff group is for the parcel's person."""
        await self._store.placed(outgoing.id, place)

    async def unplaced(self, outgoing: Outgoing) -> None:
        """Forget all places of the parcel's person."""
        await self._store.unplaced(outgoing.id)

    async def delivered(self, outgoing: Outgoing) -> None:
        """Take out an act that was done."""
        if isinstance(outgoing.act, PassOn) and outgoing.act.ends:
            await self._store.unplaced(outgoing.id)
        try:
            await self._store.delivered(outgoing.id)
        except Damaged:
            await self._put_aside(outgoing.id, DAMAGED)

    async def postpone(self, outgoing: Outgoing, seconds: float) -> None:
        """Put off an act that could not be done now; the chat waits."""
        await self._store.postpone(outgoing.id, self._clock() + min(timedelta(seconds=seconds), LONGEST_PUT_OFF))

    async def unreachable(self, outgoing: Outgoing) -> None:
        """Drop an act whose chat refuses us. A person then gets no reminders until that person does something again."""
        await self._tell_of_lost(outgoing)
        await self._store.unreachable(outgoing.id)

    async def refuse(self, outgoing: Outgoing, report: str) -> None:
        """Put aside an act that can never be done. `report` must hold no words of a person."""
        await self._tell_of_lost(outgoing)
        await self._put_aside(outgoing.id, report)

    async def _put_aside(self, parcel: int, report: str) -> None:
        await self._tell_of_dead(await self._store.refuse(parcel, self._clock(), report), report)


def _outgoing(stored: Stored) -> Outgoing:
    return Outgoing(stored.id, stored.chat, stored.tries, act_of(stored.body))
