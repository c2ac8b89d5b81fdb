"""The statements of turns, for many at a time: what is looked up before they are decided on, and what they write."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from bot.core.replies import Miss
from bot.store import Stored, Write
from bot.store.sqlite.moments import day, moment, month

_AT_ONCE = 500
"""Rows in one statement: SQLite takes 32,766 values."""


@dataclass(slots=True, eq=False)
class Look:
    """A question that a turn asks before it is decided on, about one of its updates, and the answer."""

    user: int
    update: int | None
    timer: str | None
    now: int
    is_on: bool = False
    """Whether the update is new and the timer due."""
    state: str | None = None


@dataclass(slots=True, eq=False)
class Written:
    """What a turn writes. posted: those of its parcels that have nothing before them, once it was written; None: an
    update was taken before, and nothing was changed."""

    user: int
    now: datetime
    write: Write
    updates: Collection[int] = ()
    timer: str | None = None
    done: int | None = None
    posted: list[Stored] | None = None


def look_up(db: sqlite3.Connection, looks: list[Look]) -> None:
    """Answer all looks in one statement."""
    asked = json.dumps([(look.user, look.update, look.timer, look.now) for look in looks])
    found = db.execute(
        "SELECT NOT EXISTS (SELECT 1 FROM updates WHERE id = asked.id) AND (asked.timer IS NULL OR EXISTS"
        " (SELECT 1 FROM timers WHERE user = asked.user AND key = asked.timer AND due <= asked.at)),"
        " (SELECT state FROM people WHERE user = asked.user)"
        " FROM (SELECT key AS place, json_extract(value, '$[0]') AS user, json_extract(value, '$[1]') AS id,"
        " json_extract(value, '$[2]') AS timer, json_extract(value, '$[3]') AS at FROM json_each(?)) AS asked"
        " ORDER BY place",
        (asked,),
    )
    for look, (is_on, state) in zip(looks, found, strict=True):
        look.is_on, look.state = bool(is_on), state


def write(db: sqlite3.Connection, turns: list[Written]) -> bool:
    """Write all these turns of different people; return whether deleted content must be erased everywhere, the WAL
    included.

    Few statements for all: each costs the thread a fight with the event loop, however little it does.
    """
    turns = take(db, turns)
    erase = [_change(db, turn) for turn in turns]
    _keep(db, turns)
    post(db, turns)
    notes = [(moment(turn.now), note.kind, note.about) for turn in turns for note in turn.write.notes]
    _insert(db, "journal (at, kind, about)", notes)
    return any(erase)


def _change(db: sqlite3.Connection, turn: Written) -> bool:
    """Write what only few turns have; see `write`."""
    user, now, write = turn.user, turn.now, turn.write
    erase = turn.done is not None and drop_parcels(db, [turn.done])
    if write.forgets:
        db.execute("DELETE FROM people WHERE user = ?", (user,))  # takes the timers and tokens along
        db.execute("DELETE FROM outbox WHERE id NOT IN lost AND user = ?", (user,))
        erase = True
    for miss in write.misses:
        _count(db, day(now), miss)
    for wait in write.waits:
        db.execute(
            "INSERT INTO waits (flow, step, province, subject, days, month) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET count = count + 1",
            (*astuple(wait), month(now)),
        )
    return erase


def drop_parcels(db: sqlite3.Connection, parcels: Collection[int]) -> bool:
    """Take parcels out; return whether any was for a person who was forgotten (the goodbye after /forget). Such a text
    must be erased everywhere."""
    dropped = db.execute(
        "DELETE FROM outbox WHERE id IN (SELECT value FROM json_each(?))"
        " RETURNING user NOT IN (SELECT user FROM people)",
        (json.dumps(list(parcels)),),
    ).fetchall()
    return any(forgotten for (forgotten,) in dropped)


def take(db: sqlite3.Connection, turns: list[Written]) -> list[Written]:
    """Mark the updates of turns as taken, and use up their timers. Return the turns whose updates were all new."""
    marks = [(update, moment(turn.now)) for turn in turns for update in turn.updates]
    new = {update for (update,) in _insert(db, "updates (id, taken)", marks, "ON CONFLICT DO NOTHING RETURNING id")}
    on = []
    for turn in turns:
        if new.issuperset(turn.updates):
            new.difference_update(turn.updates)
            on.append(turn)
    if new:  # these belong to turns with another update that was not new
        db.execute("DELETE FROM updates WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(new)),))
    for turn in on:
        if turn.timer is not None:
            due = (turn.user, turn.timer, moment(turn.now))
            db.execute("DELETE FROM timers WHERE user = ? AND key = ? AND due <= ?", due)
    return on


def _keep(db: sqlite3.Connection, turns: Iterable[Written]) -> None:
    """Write states, timers and tokens. Unchanged values are not written: each start sets all timers anew."""
    kept = [turn for turn in turns if turn.write.state is not None and not turn.write.keep]
    _insert(
        db,
        "people (user, state)",
        [(turn.user, turn.write.state) for turn in kept],
        "ON CONFLICT (user) DO UPDATE SET state = excluded.state WHERE state <> excluded.state",
    )
    back = [turn.user for turn in kept if turn.write.back]
    if back:
        db.execute(
            "UPDATE people SET unreachable = 0 WHERE unreachable AND user IN (SELECT value FROM json_each(?))",
            (json.dumps(back),),
        )
    for turn in kept:
        for timer in turn.write.timers:
            if timer.due is None:
                db.execute("DELETE FROM timers WHERE user = ? AND key = ?", (turn.user, timer.key))
            else:
                db.execute(
                    "INSERT INTO timers (user, key, due) VALUES (?, ?, ?)"
                    " ON CONFLICT (user, key) DO UPDATE SET due = excluded.due WHERE due <> excluded.due",
                    (turn.user, timer.key, moment(timer.due)),
                )
        for shared in turn.write.shared:
            if shared.on:
                db.execute("INSERT INTO shares (token, user) VALUES (?, ?)", (shared.token, turn.user))
            else:
                db.execute("DELETE FROM shares WHERE token = ? AND user = ?", (shared.token, turn.user))


def post(db: sqlite3.Connection, turns: Iterable[Written]) -> None:
    """Put the parcels of turns into the outbox, and set `posted` of each turn."""
    posts = [(turn, parcel) for turn in turns for parcel in turn.write.parcels]
    latest = {(parcel.chat, parcel.edit): (turn, parcel) for turn, parcel in posts if parcel.edit is not None}
    for turn, parcel in latest.values():
        older = (parcel.chat, parcel.edit, moment(turn.now))
        db.execute("DELETE FROM outbox WHERE id NOT IN lost AND chat = ? AND edit = ? AND not_before <= ?", older)
    posts = [
        (turn, parcel) for turn, parcel in posts if parcel.edit is None or latest[parcel.chat, parcel.edit][1] is parcel
    ]
    for turn in turns:
        turn.posted = []
    if not posts:
        return
    waited_for = "SELECT chat FROM outbox WHERE id NOT IN lost AND chat IN (SELECT value FROM json_each(?))"
    waiting = {chat for (chat,) in db.execute(waited_for, (json.dumps([parcel.chat for _, parcel in posts]),))}
    rows = [
        (
            turn.user,
            parcel.chat,
            moment(turn.now),
            parcel.expires and moment(parcel.expires),
            parcel.edit,
            parcel.body,
        )
        for turn, parcel in posts
    ]
    found = _insert(db, "outbox (user, chat, posted, expires, edit, body)", rows, "RETURNING id")
    ids = sorted(id for (id,) in found)
    for id, (turn, parcel) in zip(ids, posts, strict=True):
        if turn.posted is not None and (parcel.expires is not None or parcel.chat not in waiting):
            turn.posted.append(Stored(id, parcel.chat, parcel.body, 0))
        waiting.add(parcel.chat)


def _insert(
    db: sqlite3.Connection, into: str, rows: Sequence[tuple[Any, ...]], then: str = ""
) -> list[tuple[Any, ...]]:
    """Insert rows, hundreds with one statement. then: the end of each statement; if it has a RETURNING, its rows are
    returned."""
    found = list[tuple[Any, ...]]()
    for first in range(0, len(rows), _AT_ONCE):
        some = rows[first : first + _AT_ONCE]
        values = ", ".join([f"({', '.join('?' * len(some[0]))})"] * len(some))
        found += db.execute(f"INSERT INTO {into} VALUES {values} {then}", [*chain.from_iterable(some)])  # noqa: S608
    return found


def _count(db: sqlite3.Connection, on: str, miss: Miss) -> None:
    db.execute(
        "INSERT INTO misses (key, text, near, first, last) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (key) DO UPDATE SET near = excluded.near, count = count + 1, last = max(last, excluded.last)",
        (miss.key, miss.text, json.dumps(miss.near), on, on),
    )


def keep_dead(db: sqlite3.Connection, now: datetime, report: str) -> int:
    number: int = db.execute(
        "INSERT INTO dead (at, report) VALUES (?, ?) RETURNING number", (moment(now), report)
    ).fetchone()[0]
    return number
