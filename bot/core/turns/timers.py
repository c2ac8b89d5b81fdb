"""When the state of a person wakes the dialogue: all timers, those that a turn moves, and those under new content."""

from dataclasses import fields
from datetime import datetime
from operator import attrgetter

from bot.core.filings import promises, reminders, renewals, retention
from bot.core.knowledge import Knowledge
from bot.core.replies import Timer
from bot.core.state import State
from bot.core.turns import human

_UNTIMED = (
    "showing", "attempt", "asker", "topic", "within", "asked", "rated", "question", "besides", "posed", "claims",
    "keyless", "lang", "heard", "passed", "promised", "last", "filed", "rejected",
)  # fmt: skip
"""The fields of a state that have no effect on timers."""
_timed = attrgetter(*(field.name for field in fields(State) if field.name not in _UNTIMED))


def timers(state: State, knowledge: Knowledge, now: datetime) -> dict[str, datetime]:
    """Return all timers of a state: key → the moment (UTC) at which it is due."""
    after = reminders.timers(state, knowledge, now) | renewals.timers(state, knowledge, now)
    return after | retention.timers(state) | human.timers(state, knowledge)


def moved(before: State, after: State, knowledge: Knowledge, now: datetime) -> tuple[Timer, ...]:
    """Return the timers to cancel (due None), and those that are new or due at another moment."""
    if _timed(before) == _timed(after):  # true of most turns; the timers of a filing take long to compute
        return ()
    old, new = timers(before, knowledge, now), timers(after, knowledge, now)
    gone = tuple(Timer(key, None) for key in old if key not in new)
    return gone + tuple(Timer(key, due) for key, due in new.items() if due > now and old.get(key) != due)


def renewed(state: State, knowledge: Knowledge, now: datetime) -> tuple[State, tuple[Timer, ...]]:
    """Return the state under new content, and its future timers.

    If days moved that the person was told, one timer tells them so, not at night.
    """
    state = promises.renewed(state, knowledge, now)
    due = {key: at for key, at in timers(state, knowledge, now).items() if at > now}
    if promises.moves(state, knowledge, now):
        due[promises.TIMER] = reminders.awake(now, state.quiet)
    return state, tuple(Timer(key, at) for key, at in due.items())
