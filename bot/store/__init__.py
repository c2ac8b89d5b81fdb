"""The store's protocol: what a person's state, timers and outgoing messages are kept in.

Promises, held by one contract suite for every store (`tests/store`):

- `turn` is one transaction. Either all of a `Write` is there afterwards, with the updates' ids, or nothing is.
- An update id is taken once: the second `turn` with it changes nothing and returns None, whatever other ids it has.
- Turns of one person happen in the order in which they were asked for.
- Parcels of one chat that do not expire come out of `parcels` in the order in which they went in, one at a time. Of
  those that change the same message only the last need ever come out.

Times are UTC and handed in. No store reads a clock.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol, TypeVar

from bot.core.replies import Miss, Note, Shared, Timer, Wait

T = TypeVar("T")

UPDATE_LIFE = timedelta(days=2)
"""Telegram keeps an update for one day; after this its id need not be remembered."""

DEAD_LIFE = timedelta(days=90)
"""How long a dead letter is kept for the operator to look into."""

LONGEST_PUT_OFF = timedelta(hours=1)
"""So long a parcel is put off at most. One that is to wait longer was put off by a clock that was put back since."""

MISS_LIFE = timedelta(days=90)
"""How long what was not understood is kept since it was last said."""

JOURNAL_LIFE = timedelta(days=90)
"""How long notes are kept: nobody asks what was longer ago."""

WAIT_LIFE = timedelta(days=730)
"""How long it is kept how long a review took, counted from the month in which it ended: authorities change."""


class StoreError(Exception):
    """The store could not do it now (disk full, read-only, locked). The message is Chinese, for the operator."""


class Damaged(StoreError):
    """What is kept of this person, or whatever else was asked for, is damaged; all else may be sound."""


class TooLong(Exception):
    """A turn took longer to decide on than it may. Raised in the midst of that."""


class DatabaseInUse(StoreError):
    """Another process has the database open."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """Something to be sent to a chat: `body` is JSON of the service's making. Dropped unsent after `expires`. edit: the
    message there that it puts something else in place of; what waits to do the same is dropped unsent, unless it was
    put off, so that the chat still waits."""

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
    """The effects of one turn. `state` is JSON; None removes everything kept of the person (state, timers, parcels,
    tokens) before `parcels` of this write go in, and its `timers` and `shared` are void. `notes` go into the journal,
    `misses` and `waits` are counted, all without the person. `keep`: whatever is kept of the person stays as it is,
    instead: `state`, `timers`, `shared` and `back` are void. `back`: the person did something, and so can be reached
    again."""

    state: str | None
    timers: tuple[Timer, ...] = ()
    parcels: tuple[Parcel, ...] = ()
    notes: tuple[Note, ...] = ()
    misses: tuple[Miss, ...] = ()
    waits: tuple[Wait, ...] = ()
    shared: tuple[Shared, ...] = ()
    keep: bool = False
    back: bool = False

    @property
    def forgets(self) -> bool:
        """Whether it removes what is kept of the person."""
        return self.state is None and not self.keep


@dataclass(frozen=True, slots=True)
class Counted:
    """A miss that is kept: how often it was said, and on which days (UTC) first and last. Its text is that of the first
    time, its nearest topics those of the last."""

    id: int
    miss: Miss
    count: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the staff group somebody is talked with: the id of a forum topic, or of a message of ours that is
    answered by replies. Both come out of the same numbers."""

    id: int
    topic: bool


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits. parcels: in the outbox, however long. parcel: since when the one has been due that waits longest
    among those that could go out now. timer: when the earliest timer ran out that is not used up."""

    parcels: int
    parcel: datetime | None
    timer: datetime | None


class Store(Protocol):
    """Where everything is kept. Every method may raise StoreError, having changed nothing; only where the disk hangs
    and nobody could wait for the end, what was asked for may yet be done."""

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
        """Read the person's state, let `decide` make the effects of it, and write them, in one transaction.

        updates: ids that must be new, all of them; timer: key of the person's timer that this turn uses up and that
        must be due; done: the parcel that this turn carries out, which is taken out with it. Returns those of the new
        parcels that nothing waits before, so that they need not be asked for.
        None, with `decide` not called, where one of the updates was there already or the timer is not.
        What `decide` raises comes out as it is, with nothing changed.
        """
        ...

    async def limited(self, work: Callable[[], T]) -> T:
        """What `work` makes, which has nothing to do with the store, but may take no longer than a turn may be decided
        on: TooLong is raised in it."""
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
        """Put an event that made our code fail aside: `report` (no personal data) gets a number, the updates count as
        taken, the timer as used up, and the apology made for that number goes into the outbox. Returns the number, or
        None, having changed nothing, where one of the updates was there already."""
        ...

    async def due(self, now: datetime, limit: int) -> list[tuple[int, str]]:
        """(user, key) of timers that have run out, earliest first; not those of people who cannot be reached."""
        ...

    async def parcels(
        self, now: datetime, busy: Collection[int], limit: int, urgent: int = 0, served: Collection[int] = ()
    ) -> list[Stored]:
        """The first waiting parcel of each chat that is not `busy` and not put off past `now`, oldest first. Those that
        expire wait for none, and none waits for them. Expired ones are dropped on the way.

        served: chats that come behind all others, in this order.

        urgent: before those, so many of the parcels that expire, the soonest first, whatever waits before them in their
        chats, busy or not."""
        ...

    async def damaged_parcels(self) -> list[int]:
        """Parcels that cannot be read any more, as the file is damaged there. As long as there are any, `parcels` may
        raise Damaged; each of them is to be refused."""
        ...

    async def delivered(self, parcel: int) -> None:
        """Take a parcel out: it was sent, or its text says nothing any more."""
        ...

    async def postpone(self, parcel: int, until: datetime) -> None:
        """Try again at `until`, not longer than `LONGEST_PUT_OFF` from now; the chat's later parcels wait behind it."""
        ...

    async def refuse(self, parcel: int, now: datetime, report: str) -> int:
        """Take a parcel out that can never be sent, and keep `report` (no personal data) as a dead letter. Returns its
        number. Where it is so damaged that it cannot even be taken out, it is passed over from now on."""
        ...

    async def unreachable(self, parcel: int) -> None:
        """Take a parcel out whose chat does not want to hear us. Where nothing newer waits for that chat, its person's
        timers rest until the person is `back`."""
        ...

    async def move(self, chat: int, to: int) -> None:
        """Let all that waits for a chat wait for another one, in the same order."""
        ...

    async def settle(
        self, chat: int, to: int, now: datetime, told: Callable[[int, str | None], tuple[Parcel, ...]]
    ) -> None:
        """The group of the staff has another id, in one transaction. No place is anybody's any more: its messages have
        other numbers. `told` makes parcels for each person who had one, by the person's state. Nothing where it has
        that id already. What `told` raises comes out as it is, with nothing changed."""
        ...

    async def settled(self, chat: int) -> int:
        """The id that the group of the staff has by now which had this one."""
        ...

    async def placed(self, parcel: int, place: Place) -> None:
        """What is written at this place is from now on for the parcel's person. Nothing where the parcel is gone: the
        person was forgotten meanwhile."""
        ...

    async def place(self, parcel: int) -> Place | None:
        """The first place of the parcel's person; None: there is none."""
        ...

    async def person(self, places: Collection[int]) -> int | None:
        """The person of the first of these places that is somebody's; None: none is."""
        ...

    async def unplaced(self, parcel: int) -> None:
        """No place is the parcel's person's any more."""
        ...

    async def tally(self, since: datetime, until: datetime) -> dict[Note, int]:
        """How often each note came into the journal from `since` on, before `until`."""
        ...

    async def misses(self, limit: int) -> list[Counted]:
        """What was not understood and is kept, the most frequent first."""
        ...

    async def miss(self, id: int) -> Counted | None:
        """The miss of this id; None where there is none."""
        ...

    async def take_out(self, miss: int) -> bool:
        """Remove the miss of this id; False where there is none."""
        ...

    async def backlog(self, now: datetime) -> Backlog:
        """What waits at this moment. That it comes shows that the store works."""
        ...

    async def shared(self, token: str) -> str | None:
        """The state (JSON) of the person who shares something by this token; None where nobody does."""
        ...

    async def waits(self) -> list[tuple[Wait, int]]:
        """All waits that are kept, each with how often it was, in any order."""
        ...

    async def most(self, kinds: Collection[str], since: datetime, limit: int) -> list[str]:
        """What the journal's notes of these kinds were most often about since then, the most frequent first."""
        ...

    async def tidy(self, now: datetime) -> None:
        """Drop update ids older than `UPDATE_LIFE`, dead letters older than `DEAD_LIFE`, notes older than
        `JOURNAL_LIFE`, misses of days that are longer ago than `MISS_LIFE`, waits of months that were over before
        `WAIT_LIFE`, and places of people of whom nothing else is kept."""
        ...

    async def close(self) -> None:
        """Finish what was asked for and let go of the file."""
        ...
