"""The store in a SQLite file: the statements of each operation. Those of turns are in `turns`, the tables in `schema`;
`database` opens the file, and `writer` has its thread. `limit` ends a turn that hangs.

`copies` makes back-ups, and `restoring` puts one in place; `beside` is for other processes. `moments` writes times,
and `troubles` tells the operator what is wrong. `sqlite3` and `sqlite_utils` are imported nowhere outside this package.
"""

import asyncio
import json
import sqlite3
from collections.abc import Callable, Collection, Coroutine
from datetime import datetime
from functools import partial, wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Self, TypeVar
from weakref import WeakValueDictionary

from bot.core.replies import Note, Wait
from bot.store import (
    DEAD_LIFE,
    JOURNAL_LIFE,
    LONGEST_PUT_OFF,
    MISS_LIFE,
    UPDATE_LIFE,
    WAIT_LIFE,
    Backlog,
    Counted,
    Damaged,
    DatabaseInUse,
    Parcel,
    Place,
    Stored,
    TooLong,
    Write,
)
from bot.store.sqlite import beside, turns
from bot.store.sqlite.limit import TURN_SECONDS, Limit
from bot.store.sqlite.moments import MICROSECOND, datetime_of, day, moment, month
from bot.store.sqlite.troubles import UnusableDatabase
from bot.store.sqlite.turns import Look, Written
from bot.store.sqlite.writer import PATIENCE, Writer

__all__ = ["DatabaseInUse", "SqliteStore", "UnusableDatabase", "Writer"]

T = TypeVar("T")
P = ParamSpec("P")

WARY_SECONDS = 60.0
"""How long, after something hung and was ended, work that may hang likewise is begun one by one."""
ROUNDS = 20
"""Rounds of the event loop before each piece of such work: more than a signal to end takes to reach everybody."""

_HOUR = LONGEST_PUT_OFF // MICROSECOND
_DUE = f"not_before NOT BETWEEN :now + 1 AND :now + {_HOUR}"
_SENDABLE = (
    "id NOT IN lost AND (expires IS NOT NULL OR id = (SELECT min(id)"  # noqa: S608
    f" FROM outbox WHERE chat = o.chat AND id NOT IN lost AND expires IS NULL)) AND {_DUE}"
)
"""A condition on `outbox AS o`: the first waiting parcel of each chat, and all that expire, without those put off. It
is checked row by row, so that a few are found without going through all of a long outbox."""
_RUN_OUT = (
    "FROM timers WHERE due <= ? AND (key = 'retention' OR user NOT IN (SELECT user FROM people WHERE unreachable))"
)
"""People who cannot be reached get no reminders; but what is kept of them still ends in time (`retention`)."""


def _in_transaction(
    work: Callable[Concatenate["SqliteStore", sqlite3.Connection, P], T],
) -> Callable[Concatenate["SqliteStore", P], Coroutine[Any, Any, T]]:
    """Decorate what an operation of the store does in one transaction, in the database's thread. The result waits until
    that is committed."""

    @wraps(work)
    async def operation(store: "SqliteStore", /, *args: P.args, **named: P.kwargs) -> T:
        return await store._writer.run(lambda db: work(store, db, *args, **named))

    return operation


class SqliteStore:
    """A store in one file that nobody else uses. See `bot.store.Store` for what it promises.

    Turns are decided on the event loop, between a look at the database and a write, both shared with other people's
    turns. In the database's thread every step of a turn would fight the loop: only one thread at a time runs Python.
    """

    def __init__(self, writer: Writer, turn_seconds: float = TURN_SECONDS) -> None:
        self._writer = writer
        self._limit = Limit(turn_seconds)
        self._wary_until = 0.0
        self._one_by_one = asyncio.Lock()
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        """Locks of people with turns under way: one person's turns go one after the other. Each turn keeps its lock
        alive."""

    @classmethod
    async def open(cls, path: Path, turn_seconds: float = TURN_SECONDS, patience: float = PATIENCE) -> Self:
        """Open the database of this path; make it if there is none.

        turn_seconds: how long `decide` may work in a turn, in seconds of a processor, before TooLong is raised in it.
        patience: how many seconds anything may take before StoreError is raised, although it may still be done.

        Raises DatabaseInUse if another process has it, UnusableDatabase if the file cannot be ours as it is (nothing
        was written), StoreError if another try may help. Each message is Chinese, for the operator.
        """
        return cls(await Writer.open(path, patience), turn_seconds)

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
        looks = [Look(user, update, timer, moment(now)) for update in updates or (None,)]
        async with self._turns.setdefault(user, asyncio.Lock()):
            await self._writer.run_together(turns.look_up, *looks)
            if not all(look.is_on for look in looks):
                return None
            write = await self.limited(partial(decide, looks[0].state))
            turn = Written(user, now, write, updates, timer, done)
            await self._writer.run_together(self._write, turn)
            return turn.posted

    async def limited(self, work: Callable[[], T]) -> T:
        loop = asyncio.get_running_loop()
        if loop.time() >= self._wary_until:
            return self._run(work)
        # Turns that shared a look would run back to back, each up to its limit, and a signal to end would go unheard.
        async with self._one_by_one:
            for _ in range(ROUNDS):
                await asyncio.sleep(0)
            return self._run(work)

    def _run(self, work: Callable[[], T]) -> T:
        try:
            return self._limit.run(work)
        except TooLong:
            self._wary_until = asyncio.get_running_loop().time() + WARY_SECONDS
            raise

    @_in_transaction
    def bury(
        self,
        db: sqlite3.Connection,
        user: int,
        now: datetime,
        report: str,
        apology: Callable[[int], tuple[Parcel, ...]],
        *,
        updates: Collection[int] = (),
        timer: str | None = None,
    ) -> int | None:
        turn = Written(user, now, Write.only(), updates, timer)
        if not turns.take(db, [turn]):
            return None
        number = turns.keep_dead(db, now, report)
        turns.post(db, [Written(user, now, Write.only(apology(number)))])
        return number

    @_in_transaction
    def due(self, db: sqlite3.Connection, now: datetime, limit: int) -> list[tuple[int, str]]:
        timers = f"SELECT user, key {_RUN_OUT} ORDER BY due, user, key LIMIT ?"
        return db.execute(timers, (moment(now), limit)).fetchall()

    @_in_transaction
    def parcels(
        self,
        db: sqlite3.Connection,
        now: datetime,
        busy: Collection[int],
        limit: int,
        urgent: int = 0,
        served: Collection[int] = (),
    ) -> list[Stored]:
        if db.execute("DELETE FROM outbox WHERE id NOT IN lost AND expires < ?", (moment(now),)).rowcount:
            self._writer.erase = True
        expiring = db.execute(
            "SELECT id, chat, body, tries FROM outbox"  # noqa: S608
            f" WHERE id NOT IN lost AND expires IS NOT NULL AND {_DUE} ORDER BY expires, id LIMIT :most",
            {"now": moment(now), "most": urgent},
        ).fetchall()
        first = db.execute(
            f"SELECT id, chat, body, tries FROM outbox AS o WHERE {_SENDABLE}"  # noqa: S608
            " AND chat NOT IN (SELECT value FROM json_each(:passed)) ORDER BY id LIMIT :most",
            {"now": moment(now), "passed": json.dumps([*busy, *served]), "most": limit},
        ).fetchall()
        if served and len(first) < limit:
            again = [chat for chat in served if chat not in busy]
            first += db.execute(
                "SELECT id, chat, body, tries FROM (SELECT key AS place, value AS turn FROM json_each(:again))"  # noqa: S608
                f" CROSS JOIN outbox AS o ON chat = turn WHERE {_SENDABLE} ORDER BY place, id LIMIT :most",
                {"now": moment(now), "again": json.dumps(again), "most": limit - len(first)},
            ).fetchall()
        return [Stored(*row) for row in dict.fromkeys([*expiring, *first])]

    async def damaged_parcels(self) -> list[int]:
        async def among(ids: list[int]) -> list[int]:
            """Return those that cannot be read. A read of something damaged ends the transaction, so each half gets its
            own."""
            try:
                await self._writer.run(partial(_read_through, ids=ids))
            except Damaged:
                half = len(ids) // 2
                return [*await among(ids[:half]), *await among(ids[half:])] if half else ids
            return []

        known = "SELECT id FROM outbox WHERE id NOT IN lost"
        return await among(await self._writer.run(lambda db: [id for (id,) in db.execute(known)]))

    async def delivered(self, parcel: int) -> None:
        await self._writer.run_together(self._drop, parcel)

    @_in_transaction
    def postpone(self, db: sqlite3.Connection, parcel: int, until: datetime) -> None:
        db.execute("UPDATE outbox SET not_before = ?, tries = tries + 1 WHERE id = ?", (moment(until), parcel))

    async def refuse(self, parcel: int, now: datetime, report: str) -> int:
        def work(db: sqlite3.Connection) -> int:
            self._drop(db, [parcel])
            return turns.keep_dead(db, now, report)

        def pass_over(db: sqlite3.Connection) -> int:
            db.execute("INSERT INTO lost (id) VALUES (?)", (parcel,))
            return turns.keep_dead(db, now, report)

        try:
            return await self._writer.run(work)
        except Damaged:
            return await self._writer.run(pass_over)

    @_in_transaction
    def unreachable(self, db: sqlite3.Connection, parcel: int) -> None:
        db.execute(
            "UPDATE people SET unreachable = 1 WHERE user = (SELECT chat FROM outbox WHERE id = ?)"
            " AND NOT EXISTS (SELECT 1 FROM outbox WHERE id NOT IN lost AND chat = people.user AND id <> ?)",
            (parcel, parcel),
        )
        self._drop(db, [parcel])

    @_in_transaction
    def move(self, db: sqlite3.Connection, chat: int, to: int) -> None:
        db.execute("UPDATE outbox SET chat = ? WHERE id NOT IN lost AND chat = ?", (to, chat))

    @_in_transaction
    def settle(
        self,
        db: sqlite3.Connection,
        chat: int,
        to: int,
        now: datetime,
        told: Callable[[int, str | None], tuple[Parcel, ...]],
    ) -> None:
        settle = (
            "INSERT INTO settled (chat, now) VALUES (?, ?)"
            " ON CONFLICT (chat) DO UPDATE SET now = excluded.now WHERE now <> excluded.now"
        )
        if not db.execute(settle, (chat, to)).rowcount:
            return
        placed = "SELECT DISTINCT user, state FROM places LEFT JOIN people USING (user) ORDER BY user"
        people = db.execute(placed).fetchall()
        db.execute("DELETE FROM places")
        self._writer.erase = True
        turns.post(db, [Written(user, now, Write.only(told(user, state))) for user, state in people])

    @_in_transaction
    def settled(self, db: sqlite3.Connection, chat: int) -> int:
        row = db.execute("SELECT now FROM settled WHERE chat = ?", (chat,)).fetchone()
        return row[0] if row else chat

    @_in_transaction
    def placed(self, db: sqlite3.Connection, parcel: int, place: Place) -> None:
        db.execute(
            "INSERT OR REPLACE INTO places (id, topic, user) SELECT ?, ?, user FROM outbox WHERE id = ?",
            (place.id, place.topic, parcel),
        )

    @_in_transaction
    def place(self, db: sqlite3.Connection, parcel: int) -> Place | None:
        row = db.execute(
            "SELECT places.id, topic FROM places JOIN outbox USING (user) WHERE outbox.id = ?"
            " ORDER BY places.id LIMIT 1",
            (parcel,),
        ).fetchone()
        return Place(row[0], bool(row[1])) if row else None

    @_in_transaction
    def person(self, db: sqlite3.Connection, places: Collection[int]) -> int | None:
        found = db.execute(
            "SELECT user FROM json_each(?) JOIN places ON places.id = value ORDER BY json_each.key LIMIT 1",
            (json.dumps(list(places)),),
        ).fetchone()
        return found[0] if found else None

    @_in_transaction
    def unplaced(self, db: sqlite3.Connection, parcel: int) -> None:
        db.execute("DELETE FROM places WHERE user = (SELECT user FROM outbox WHERE id = ?)", (parcel,))
        self._writer.erase = True

    @_in_transaction
    def tally(self, db: sqlite3.Connection, since: datetime, until: datetime) -> dict[Note, int]:
        rows = db.execute(
            "SELECT kind, about, count(*) FROM journal WHERE at >= ? AND at < ? GROUP BY kind, about",
            (moment(since), moment(until)),
        )
        return {Note(kind, about): count for kind, about, count in rows}

    @_in_transaction
    def misses(self, db: sqlite3.Connection, limit: int) -> list[Counted]:
        return beside.read(db, limit)

    @_in_transaction
    def miss(self, db: sqlite3.Connection, id: int) -> Counted | None:
        return beside.find(db, id)

    @_in_transaction
    def take_out(self, db: sqlite3.Connection, miss: int) -> bool:
        self._writer.erase = True
        return beside.remove(db, miss)

    @_in_transaction
    def backlog(self, db: sqlite3.Connection, now: datetime) -> Backlog:
        ((parcels,),) = db.execute("SELECT count(*) FROM outbox")
        oldest = f"SELECT min(max(posted, not_before)) FROM outbox AS o WHERE {_SENDABLE}"  # noqa: S608
        ((parcel,),) = db.execute(oldest, {"now": moment(now)})
        ((timer,),) = db.execute(f"SELECT min(due) {_RUN_OUT}", (moment(now),))
        return Backlog(parcels, datetime_of(parcel), datetime_of(timer))

    @_in_transaction
    def shared(self, db: sqlite3.Connection, token: str) -> str | None:
        row = db.execute("SELECT state FROM shares JOIN people USING (user) WHERE token = ?", (token,)).fetchone()
        return row[0] if row else None

    @_in_transaction
    def waits(self, db: sqlite3.Connection) -> list[tuple[Wait, int]]:
        rows = db.execute(
            "SELECT flow, step, province, subject, days, sum(count) FROM waits"
            " GROUP BY flow, step, province, subject, days"
        )
        return [(Wait(*wait), count) for *wait, count in rows]

    @_in_transaction
    def most(self, db: sqlite3.Connection, kinds: Collection[str], since: datetime, limit: int) -> list[str]:
        rows = db.execute(
            "SELECT about FROM journal WHERE kind IN (SELECT value FROM json_each(?)) AND about <> '' AND at >= ?"
            " GROUP BY about ORDER BY count(*) DESC, about LIMIT ?",
            (json.dumps(list(kinds)), moment(since), limit),
        )
        return [about for (about,) in rows]

    @_in_transaction
    def tidy(self, db: sqlite3.Connection, now: datetime) -> None:
        db.execute("DELETE FROM updates WHERE taken < ?", (moment(now - UPDATE_LIFE),))
        db.execute("DELETE FROM dead WHERE at < ?", (moment(now - DEAD_LIFE),))
        db.execute("DELETE FROM journal WHERE at < ?", (moment(now - JOURNAL_LIFE),))
        db.execute("DELETE FROM misses WHERE last < ?", (day(now - MISS_LIFE),))
        db.execute("DELETE FROM waits WHERE month < ?", (month(now - WAIT_LIFE),))
        db.execute("DELETE FROM places WHERE user NOT IN (SELECT user FROM people UNION ALL SELECT user FROM outbox)")
        self._writer.erase = True  # nothing that was sent, or left by a kill, should stay in the WAL either

    async def close(self) -> None:
        for turn in list(self._turns.values()):
            async with turn:  # waits for all turns that were asked for
                pass
        await self._writer.close()
        self._limit.close()

    def _drop(self, db: sqlite3.Connection, parcels: Collection[int]) -> None:
        self._writer.erase |= turns.drop_parcels(db, parcels)

    def _write(self, db: sqlite3.Connection, together: list[Written]) -> None:
        self._writer.erase |= turns.write(db, together)


def _read_through(db: sqlite3.Connection, ids: list[int]) -> None:
    """Read every byte of these parcels."""
    for _ in db.execute("SELECT * FROM outbox WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)):
        pass
