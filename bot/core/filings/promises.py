"""The days by which we told a person that something would end, and which of them have moved since. Pure, no words.

The days follow from the state and today's content (calendar.yaml, facts.yaml, provinces.yaml). `State.promised` holds
them as they were told. A change by the person is shown on the screen and promised anew. A change by new content, above
all by the newly announced calendar of a year, leaves the old promise in place until the person is told.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from typing import Literal

from bot.core.filings import plan
from bot.core.filings.attempts import everything
from bot.core.filings.clock import clock
from bot.core.filings.later_keys import about_attempt, about_filing
from bot.core.knowledge import Knowledge, Step
from bot.core.state import Attempt, Filing, Promise, State
from bot.core.workdays import Day, local

TIMER = "moved"
_grounds = attrgetter("filings", "loose", "silent")
"""The fields of a state that promises follow from."""

What = Literal["expected", "last", "last-own", "wait"]
"""- expected: a result should come.
- last, last-own: the last day of others, of the person.
- wait: submitting again makes sense."""


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise and what it is about: the current step of a filing, or a rejection with its filing, if it has one.
    about: a key of `later_keys`."""

    what: What
    about: str
    promise: Promise
    filing: Filing | None = None
    step: Step | None = None
    attempt: Attempt | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A promise as it was told, and what holds instead."""

    key: str
    told: Promise
    instead: Promised

    @property
    def year(self) -> int | None:
        """The year whose calendar was announced since; None: it moved for another reason."""
        return self.told.last.year if self.instead.promise.certain and not self.told.certain else None


def promises(state: State, knowledge: Knowledge, now: datetime) -> dict[str, Promised]:
    """Return what can be promised today, by a key that stays the same. What the person muted is left out."""
    found: dict[str, Promised] = {}
    if state.silent:
        return found
    for filing in state.filings:
        running = None if filing.muted else clock(filing, knowledge, now)
        if running is None:
            continue
        key, of, step = f"{filing.number}:{running.step.id}", about_filing(filing), running.step
        if running.expected:
            found[f"expected:{key}"] = Promised("expected", of, _promise(*running.expected), filing, step)
        if running.expected is None or running.expected[1] != running.last:
            what: What = "last-own" if running.who == "applicant" else "last"
            found[f"last:{key}"] = Promised(what, of, _promise(running.last, running.last), filing, step)
    for attempt, owner in everything(state):
        if attempt.submitted or (owner and owner.muted):
            continue
        if day := plan.waited_day(attempt, knowledge, now):
            of = about_attempt(attempt, owner)
            found[f"wait:{attempt.number}"] = Promised("wait", of, _promise(day, day), owner, attempt=attempt)
    return found


def carried(before: State, after: State, knowledge: Knowledge, now: datetime) -> State:
    """Return the state after a turn. What the turn changed is promised anew; all else stays promised as it was."""
    new = _current(after, knowledge, now)
    old = new if _grounds(before) == _grounds(after) else _current(before, knowledge, now)
    return _promising(
        after, {key: after.promised.get(key, each) if old.get(key) == each else each for key, each in new.items()}
    )


def renewed(state: State, knowledge: Knowledge, now: datetime) -> State:
    """Return the state under new content: what moved stays promised as it was until the person is told."""
    waiting = {each.key: each.told for each in _moved(state, knowledge, now)}
    return _promising(state, _current(state, knowledge, now) | waiting)


def with_moves_told(state: State, knowledge: Knowledge, now: datetime) -> State:
    """Return the state after the person was told of everything that moved."""
    return _promising(state, _current(state, knowledge, now))


def moves(state: State, knowledge: Knowledge, now: datetime) -> list[list[Moved]]:
    """Return what moved and is not over yet, in one list for each filing (or rejection without one)."""
    today, found = local(now).date(), dict[str, list[Moved]]()
    for each in _moved(state, knowledge, now):
        if max(each.told.last, each.instead.promise.last) >= today:
            found.setdefault(each.instead.about, []).append(each)
    return list(found.values())


def _moved(state: State, knowledge: Knowledge, now: datetime) -> list[Moved]:
    found = promises(state, knowledge, now)
    return [
        Moved(key, state.promised[key], each)
        for key, each in found.items()
        if key in state.promised and state.promised[key].days != each.promise.days
    ]


def _current(state: State, knowledge: Knowledge, now: datetime) -> dict[str, Promise]:
    return {key: each.promise for key, each in promises(state, knowledge, now).items()}


def _promising(state: State, promised: dict[str, Promise]) -> State:
    return state if promised == state.promised else replace(state, promised=promised)


def _promise(first: Day, last: Day) -> Promise:
    return Promise(first.date, last.date, first.certain and last.certain)
