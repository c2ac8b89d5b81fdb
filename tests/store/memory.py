"""A store in memory, for tests that need no file. It is gone with the process."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import count
from typing import TypeVar

from bot.core.replies import Miss, Note, Wait
from bot.store import (
    DEAD_LIFE,
    JOURNAL_LIFE,
    LONGEST_PUT_OFF,
    MISS_LIFE,
    UPDATE_LIFE,
    WAIT_LIFE,
    Backlog,
    Counted,
    Parcel,
    Place,
    Stored,
    Write,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A parcel in the outbox. `user` is the person whose turn made it."""

    user: int
    parcel: Parcel
    posted: datetime
    not_before: datetime | None = None
    tries: int = 0

    def is_due(self, now: datetime) -> bool:
        """Tell whether it is not put off."""
        return self.not_before is None or not now < self.not_before <= now + LONGEST_PUT_OFF


class MemoryStore:
    """A store in dictionaries. No method awaits, so each one is a transaction on the event loop."""

    def __init__(self) -> None:
        self._people: dict[int, str] = {}
        self._timers: dict[tuple[int, str], datetime] = {}
        self._outbox: dict[int, _Waiting] = {}
        self._waiting: Counter[int] = Counter()
        """How many parcels wait for each chat."""
        self._unreachable: set[int] = set()
        self._places: dict[int, tuple[Place, int]] = {}
        """Each place with its owner, by the place's id."""
        self._settled: dict[int, int] = {}
        self._updates: dict[int, datetime] = {}
        self._dead: dict[int, tuple[datetime, str]] = {}
        self._parcel_ids = count(1)
        self._dead_numbers = count(1)
        self._miss_ids = count(1)
        self._journal: list[tuple[datetime, Note]] = []
        self._misses: dict[str, Counted] = {}
        """By key."""
        self._shared: dict[str, int] = {}
        """Each token, with the person who shares something by it."""
        self._waits: Counter[tuple[Wait, str]] = Counter()
        """Each wait with its month (2026-11)."""

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
        if not self._updates.keys().isdisjoint(updates) or (timer is not None and not self._is_due(user, timer, now)):
            return None
        write = decide(self._people.get(user))  # nothing was changed so far, and nothing below can fail
        self._use_up(user, now, updates, timer)
        if done is not None:
            self._drop(done)
        return self._write(user, now, write)

    async def limited(self, work: Callable[[], T]) -> T:
        return work()

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
        if not self._updates.keys().isdisjoint(updates):
            return None
        number = next(self._dead_numbers)
        parcels = apology(number)
        self._use_up(user, now, updates, timer)
        self._dead[number] = (now, report)
        self._post(user, now, parcels)
        return number

    async def due(self, now: datetime, limit: int) -> list[tuple[int, str]]:
        due = (
            o for o, at in self._timers.items() if at <= now and (o[1] == "retention" or o[0] not in self._unreachable)
        )
        return sorted(due, key=lambda o: (self._timers[o], o))[:limit]

    async def parcels(
        self, now: datetime, busy: Collection[int], limit: int, urgent: int = 0, served: Collection[int] = ()
    ) -> list[Stored]:
        for number, waiting in list(self._outbox.items()):
            if waiting.parcel.expires is not None and waiting.parcel.expires < now:
                self._drop(number)
        expiring = [
            (waiting.parcel.expires, number, waiting)
            for number, waiting in self._outbox.items()
            if waiting.parcel.expires is not None and waiting.is_due(now)
        ]
        soonest = [(number, waiting) for _, number, waiting in sorted(expiring, key=lambda each: each[:2])][:urgent]
        places = {chat: place for place, chat in enumerate(served, 1)}
        free = [each for each in self._sendable(now) if each[1].parcel.chat not in busy]
        first = sorted(free, key=lambda each: (places.get(each[1].parcel.chat, 0), each[0]))[:limit]
        return [
            Stored(number, waiting.parcel.chat, waiting.parcel.body, waiting.tries)
            for number, waiting in dict([*soonest, *first]).items()
        ]

    async def damaged_parcels(self) -> list[int]:
        return []

    async def delivered(self, parcel: int) -> None:
        self._drop(parcel)

    async def postpone(self, parcel: int, until: datetime) -> None:
        if waiting := self._outbox.get(parcel):
            self._outbox[parcel] = replace(waiting, not_before=until, tries=waiting.tries + 1)

    async def refuse(self, parcel: int, now: datetime, report: str) -> int:
        self._drop(parcel)
        number = next(self._dead_numbers)
        self._dead[number] = (now, report)
        return number

    async def unreachable(self, parcel: int) -> None:
        if waiting := self._drop(parcel):
            chat = waiting.parcel.chat
            if chat in self._people and not self._waiting[chat]:
                self._unreachable.add(chat)

    async def move(self, chat: int, to: int) -> None:
        for number, waiting in self._outbox.items():
            if waiting.parcel.chat == chat:
                self._outbox[number] = replace(waiting, parcel=replace(waiting.parcel, chat=to))
        self._waiting[to] += self._waiting.pop(chat, 0)

    async def settle(
        self, chat: int, to: int, now: datetime, told: Callable[[int, str | None], tuple[Parcel, ...]]
    ) -> None:
        if self._settled.get(chat) == to:
            return
        people = sorted({user for _, user in self._places.values()})
        parcels = {user: told(user, self._people.get(user)) for user in people}
        self._settled[chat] = to
        self._places = {}
        for user in people:
            self._post(user, now, parcels[user])

    async def settled(self, chat: int) -> int:
        return self._settled.get(chat, chat)

    async def placed(self, parcel: int, place: Place) -> None:
        if waiting := self._outbox.get(parcel):
            self._places[place.id] = (place, waiting.user)

    async def place(self, parcel: int) -> Place | None:
        waiting = self._outbox.get(parcel)
        own = [place for place, user in self._places.values() if waiting and user == waiting.user]
        return min(own, key=lambda place: place.id, default=None)

    async def person(self, places: Collection[int]) -> int | None:
        return next((self._places[id][1] for id in places if id in self._places), None)

    async def unplaced(self, parcel: int) -> None:
        if waiting := self._outbox.get(parcel):
            self._places = {id: owned for id, owned in self._places.items() if owned[1] != waiting.user}

    async def tally(self, since: datetime, until: datetime) -> dict[Note, int]:
        return dict(Counter(note for at, note in self._journal if since <= at < until))

    async def misses(self, limit: int) -> list[Counted]:
        return sorted(self._misses.values(), key=lambda one: (-one.count, one.id))[:limit]

    async def miss(self, id: int) -> Counted | None:
        return next((one for one in self._misses.values() if one.id == id), None)

    async def take_out(self, miss: int) -> bool:
        before = len(self._misses)
        self._misses = {key: one for key, one in self._misses.items() if one.id != miss}
        return len(self._misses) < before

    async def backlog(self, now: datetime) -> Backlog:
        sendable = [max(one.posted, one.not_before or one.posted) for _, one in self._sendable(now)]
        due = [self._timers[owned] for owned in await self.due(now, limit=1)]
        return Backlog(len(self._outbox), min(sendable, default=None), min(due, default=None))

    async def shared(self, token: str) -> str | None:
        user = self._shared.get(token)
        return None if user is None else self._people.get(user)

    async def waits(self) -> list[tuple[Wait, int]]:
        found: Counter[Wait] = Counter()
        for (wait, _), times in self._waits.items():
            found[wait] += times
        return list(found.items())

    async def most(self, kinds: Collection[str], since: datetime, limit: int) -> list[str]:
        counts = Counter(n.about for at, n in self._journal if n.kind in kinds and n.about and at >= since)
        return sorted(counts, key=lambda about: (-counts[about], about))[:limit]

    async def tidy(self, now: datetime) -> None:
        self._updates = {i: taken for i, taken in self._updates.items() if taken >= now - UPDATE_LIFE}
        self._dead = {number: letter for number, letter in self._dead.items() if letter[0] >= now - DEAD_LIFE}
        self._journal = [(at, note) for at, note in self._journal if at >= now - JOURNAL_LIFE]
        oldest = f"{now - WAIT_LIFE:%Y-%m}"
        self._waits = Counter({kept: times for kept, times in self._waits.items() if kept[1] >= oldest})
        self._misses = {key: one for key, one in self._misses.items() if one.last >= (now - MISS_LIFE).date()}
        known = {*self._people, *(waiting.user for waiting in self._outbox.values())}
        self._places = {id: owned for id, owned in self._places.items() if owned[1] in known}

    async def close(self) -> None:
        """Do nothing."""

    def _sendable(self, now: datetime) -> list[tuple[int, _Waiting]]:
        """Return the first waiting parcel of each chat and all that expire, without those put off."""
        first: dict[int, int] = {}
        for number, waiting in self._outbox.items():
            if waiting.parcel.expires is None:
                first.setdefault(waiting.parcel.chat, number)
        return [
            (number, waiting)
            for number, waiting in self._outbox.items()
            if (waiting.parcel.expires is not None or first[waiting.parcel.chat] == number) and waiting.is_due(now)
        ]

    def _is_due(self, user: int, key: str, now: datetime) -> bool:
        due = self._timers.get((user, key))
        return due is not None and due <= now

    def _use_up(self, user: int, now: datetime, updates: Collection[int], timer: str | None) -> None:
        self._updates |= dict.fromkeys(updates, now)
        if timer is not None and self._is_due(user, timer, now):
            del self._timers[user, timer]

    def _write(self, user: int, now: datetime, write: Write) -> list[Stored]:
        if write.keep:
            pass
        elif write.state is None:
            self._unreachable.discard(user)
            self._people.pop(user, None)
            self._timers = {owned: due for owned, due in self._timers.items() if owned[0] != user}
            for number in [number for number, waiting in self._outbox.items() if waiting.user == user]:
                self._drop(number)
            self._shared = {token: owner for token, owner in self._shared.items() if owner != user}
        else:
            if write.back:
                self._unreachable.discard(user)
            self._people[user] = write.state
            for timer in write.timers:
                if timer.due is None:
                    self._timers.pop((user, timer.key), None)
                else:
                    self._timers[user, timer.key] = timer.due
            for shared in write.shared:
                if shared.on:
                    self._shared[shared.token] = user
                elif self._shared.get(shared.token) == user:
                    del self._shared[shared.token]
        posted = self._post(user, now, write.parcels)
        self._journal += [(now, note) for note in write.notes]
        for miss in write.misses:
            self._count(miss, now.date())
        self._waits.update((wait, f"{now:%Y-%m}") for wait in write.waits)
        return posted

    def _count(self, miss: Miss, day: date) -> None:
        known = self._misses.get(miss.key)
        if known is None:
            self._misses[miss.key] = Counted(next(self._miss_ids), miss, 1, day, day)
        else:
            kept = replace(known.miss, near=miss.near)
            self._misses[miss.key] = replace(known, miss=kept, count=known.count + 1, last=max(known.last, day))

    def _post(self, user: int, now: datetime, parcels: Iterable[Parcel]) -> list[Stored]:
        """Put parcels into the outbox; return those that have nothing before them."""
        free: list[Stored] = []
        for parcel in parcels:
            for vain in self._superseded(parcel, now):
                self._drop(vain)
            number = next(self._parcel_ids)
            if parcel.expires is not None or not self._waiting[parcel.chat]:
                free.append(Stored(number, parcel.chat, parcel.body, 0))
            self._outbox[number] = _Waiting(user, parcel, now)
            self._waiting[parcel.chat] += 1
        return free

    def _superseded(self, parcel: Parcel, now: datetime) -> list[int]:
        """Find the parcels, not put off, that wait to change the same message as this one."""
        if parcel.edit is None:
            return []
        message = parcel.chat, parcel.edit
        return [
            number
            for number, waiting in self._outbox.items()
            if (waiting.parcel.chat, waiting.parcel.edit) == message
            and (waiting.not_before is None or waiting.not_before <= now)
        ]

    def _drop(self, number: int) -> _Waiting | None:
        waiting = self._outbox.pop(number, None)
        if waiting:
            self._waiting[waiting.parcel.chat] -= 1
        return waiting
