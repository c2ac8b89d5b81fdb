"""The store's protocol: it keeps people's states, timers and outgoing messages.

Promises, held by one contract suite for every store (`tests/store`):

- `turn` is one transaction. Afterwards either all of a `Write` is there, with the ids of its updates, or nothing.
- An update id is taken once: a second `turn` with it changes nothing and returns None, whatever other ids it has.
- Turns of one person happen in the order in which they were asked for.
- Parcels of one chat that do not expire come out of `parcels` in the order in which they went in, one at a time. Of
  those that change the same message, only the last is sure to come out.

Times are UTC and handed in. No store reads a clock.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol, Self, TypeVar

from bot.core.replies import Miss, Note, Shared, Timer, Wait

T = TypeVar("T")

NOBODY = 0
"""An id that no person and no chat has."""

UPDATE_LIFE = timedelta(days=2)
"""Telegram keeps an update for one day; after this its id need not be remembered."""

DEAD_LIFE = timedelta(days=90)
"""How long a dead letter is kept for the operator to look into."""

LONGEST_PUT_OFF = timedelta(hours=1)
"""How long a parcel is put off at most. A longer wait means that the clock was put back since; it counts as over."""

MISS_LIFE = timedelta(days=90)
"""How long a text that was not understood is kept after it was last said."""

JOURNAL_LIFE = timedelta(days=90)
"""How long notes are kept. Nobody asks for older ones."""

WAIT_LIFE = timedelta(days=730)
"""How long a wait (how long a review took) is kept, from the month in which the review ended: authorities change."""


class StoreError(Exception):
    """The store could not do it now (disk full, read-only, locked). The message is Chinese, for the operator."""


class Damaged(StoreError):
    """What was asked for, e.g. a person's row, is damaged; everything else may be sound."""


class TooLong(Exception):
    """A turn took longer to decide on than it may. Raised in the midst of `decide`."""


class DatabaseInUse(StoreError):
    """Another process has the database open."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """Something to be sent to a chat. `body` is JSON that the service made.

    expires: dropped unsent after this moment. edit: the message in the chat that this changes; an older parcel that
    waits to change it is dropped unsent, unless it was put off (the chat still waits for that one).
    """

    chat: int
    body: str
    expires: datetime | None = None
    edit: int | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """A parcel in the outbox. `tries` counts how often it was put off."""

    id: int
    chat: int
    body: str
    tries: int


@dataclass(frozen=True, slots=True)
class Write:
    """The effects of one turn.

    state: JSON. None removes everything kept of the person (state, timers, parcels, tokens) before `parcels` go in;
    `timers` and `shared` are ignored then.
    notes go into the journal; misses and waits are counted. All three are stored without the person.
    keep: what is kept of the person stays as it is; `state`, `timers`, `shared` and `back` are ignored.
    back: the person did something, and so can be reached again.
    """

    state: str | None
    timers: tuple[Timer, ...] = ()
    parcels: tuple[Parcel, ...] = ()
    notes: tuple[Note, ...] = ()
    misses: tuple[Miss, ...] = ()
    waits: tuple[Wait, ...] = ()
    shared: tuple[Shared, ...] = ()
    keep: bool = False
    back: bool = False

    @classmethod
    def only(
        cls, parcels: tuple[Parcel, ...] = (), notes: tuple[Note, ...] = (), misses: tuple[Miss, ...] = ()
    ) -> Self:
        """Write these, and leave what is kept of the person as it is."""
        return cls(None, parcels=parcels, notes=notes, misses=misses, keep=True)

    @property
    def forgets(self) -> bool:
        """Whether this removes what is kept of the person."""
        return self.state is None and not self.keep


@dataclass(frozen=True, slots=True)
class Counted:
    """A miss in the store: how often it was said, and the first and last day (UTC). The text is that of the first time,
    the nearest topics those of the last."""

    id: int
    miss: Miss
    count: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the staff group a person is talked with: the id of a forum topic, or of a message of ours that the staff
    replies to. Both ids come from the same numbers."""

    id: int
    topic: bool


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits.

    parcels: how many are in the outbox, those put off included. parcel: since when the oldest of those that could go
    out now has been due. timer: when the earliest timer that is not used up ran out.
    """

    parcels: int
    parcel: datetime | None
    timer: datetime | None


class Store(Protocol):
    """Where everything is kept. Every method may raise StoreError, having changed nothing. Only if the disk hangs
    beyond all patience may the change still happen later."""

    async def turn(
        self,
        user: int,
        now: datetime,
        decide: Callable[[str | None], Write],
        *,
        updates: Collection[int] = (),
        timer: str | None = None,
        done: int | None = None,
    ) -> list[Stored] | None:
        """Read the person's state, let `decide` make the effects, and write them, in one transaction.

        updates: ids that must all be new. timer: the key of a timer of the person, which must be due and is used up.
        done: a parcel that this turn carries out; it is taken out.

        Returns those of the new parcels that have nothing before them, so that they need not be asked for. None,
        without calling `decide`: an update was taken before, or the timer is not due. Errors of `decide` pass through,
        with nothing changed.
        """
        ...

    async def limited(self, work: Callable[[], T]) -> T:
        """Return what `work` makes, under the time limit of a turn: TooLong is raised in it. `work` does not touch the
        store."""
        ...

    async def bury(
        self,
        user: int,
        now: datetime,
        report: str,
        apology: Callable[[int], tuple[Parcel, ...]],
        *,
        updates: Collection[int] = (),
        timer: str | None = None,
    ) -> int | None:
        """Put aside an event that made our code fail, as a dead letter; return its number.

        `report` (no personal data) is kept, the updates count as taken and the timer as used up, and the apology for
        that number goes into the outbox. None: one of the updates was taken before, and nothing was changed.
        """
        ...

    async def due(self, now: datetime, limit: int) -> list[tuple[int, str]]:
        """Return (user, key) of due timers, earliest first; without those of people who cannot be reached, except
        `retention`."""
        ...

    async def parcels(
        self, now: datetime, busy: Collection[int], limit: int, urgent: int = 0, served: Collection[int] = ()
    ) -> list[Stored]:
        """Return the first waiting parcel of each chat that is neither `busy` nor put off past `now`, oldest first.

        Parcels that expire wait for no other, and no other waits for them. Expired ones are dropped on the way.
        served: chats that come behind all others, in this order.
        urgent: how many of the parcels that expire come before all that, soonest first, even if their chats are busy.
        """
        ...

    async def damaged_parcels(self) -> list[int]:
        """Return the parcels that cannot be read because the file is damaged there. `parcels` may raise Damaged until
        each of them is refused."""
        ...

    async def delivered(self, parcel: int) -> None:
        """Take out a parcel that was sent, or that has nothing to say any more."""
        ...

    async def postpone(self, parcel: int, until: datetime) -> None:
        """Put a parcel off until then, at most LONGEST_PUT_OFF from now; the chat's later parcels wait behind it."""
        ...

    async def refuse(self, parcel: int, now: datetime, report: str) -> int:
        """Take out a parcel that can never be sent, keep `report` (no personal data) as a dead letter, and return its
        number. A parcel too damaged to be taken out is passed over from now on."""
        ...

    async def unreachable(self, parcel: int) -> None:
        """Take out a parcel whose chat refuses us. If nothing else waits for that chat, the person's timers rest until
        the person is `back`."""
        ...

    async def move(self, chat: int, to: int) -> None:
        """Let everything that waits for a chat wait for another one, in the same order."""
        ...

    async def settle(
        self, chat: int, to: int, now: datetime, told: Callable[[int, str | None], tuple[Parcel, ...]]
    ) -> None:
        """Give the staff group its new id, in one transaction; do nothing if it has that id already.

        All places are dropped, as the messages there have new numbers. `told` makes parcels for each person who had
        one, from the person's state. Errors of `told` pass through, with nothing changed.
        """
        ...

    async def settled(self, chat: int) -> int:
        """Return the present id of the staff group that once had this one."""
        ...

    async def placed(self, parcel: int, place: Place) -> None:
        """Give this place to the parcel's person. Does nothing if the parcel is gone: the person was forgotten
        meanwhile."""
        ...

    async def place(self, parcel: int) -> Place | None:
        """Return the first place of the parcel's person. None: there is none."""
        ...

    async def person(self, places: Collection[int]) -> int | None:
        """Return the owner of the first of these places that has one. None: none has."""
        ...

    async def unplaced(self, parcel: int) -> None:
        """Drop all places of the parcel's person."""
        ...

    async def tally(self, since: datetime, until: datetime) -> dict[Note, int]:
        """Count how often each note came into the journal, from `since` on, before `until`."""
        ...

    async def misses(self, limit: int) -> list[Counted]:
        """Return the misses, the most frequent first."""
        ...

    async def miss(self, id: int) -> Counted | None:
        """Return the miss of this id. None: there is none."""
        ...

    async def take_out(self, miss: int) -> bool:
        """Remove the miss of this id. False: there is none."""
        ...

    async def backlog(self, now: datetime) -> Backlog:
        """Return what waits at this moment. An answer shows that the store works."""
        ...

    async def shared(self, token: str) -> str | None:
        """Return the state (JSON) of the person who shares something by this token. None: nobody does."""
        ...

    async def waits(self) -> list[tuple[Wait, int]]:
        """Return all waits, each with how often it occurred, in any order."""
        ...

    async def most(self, kinds: Collection[str], since: datetime, limit: int) -> list[str]:
        """Return what notes of these kinds were most often about since then, the most frequent first."""
        ...

    async def tidy(self, now: datetime) -> None:
        """Drop what is older than its `…_LIFE`: update ids, dead letters, notes, misses, waits (by month). Also drop
        places whose people have nothing else in the store."""
        ...

    async def close(self) -> None:
        """Finish what was asked for, and let go of the file."""
        ...
