"""The plan after a rejection: one ordered list of what is to be done about all its reasons. Pure, no words.

The list is never stored: it follows from the reasons and today's content, in the order of `Knowledge.fixes`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.course import mending
from bot.core.filings.attempts import topics_of
from bot.core.kinds import Resubmit, Subject
from bot.core.knowledge import Fix, Flow, Knowledge, Paper, Topic
from bot.core.state import Attempt
from bot.core.workdays import MORNING, Day, end_of, local

RECHECK = "notice-reply"
"""The fix that ends what an inspection complained of."""
ANEW = "order-new"
"""The fix that gives up an order for another one: of what is filed there is none."""
INSPECTED = "change-site"
"""The flow by which is changed what an inspection found."""
HARDEST: tuple[Resubmit, ...] = ("new-order", "changed", "wait", "unchanged")
"""How to submit again where reasons differ in that: the first one that any of them asks for."""


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do: for which reasons (topic ids), when it was done, until which day is to be waited then, and
    whether that day is still to come."""

    fix: Fix
    reasons: tuple[str, ...]
    done: datetime | None
    until: Day | None
    waiting: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done, in order. left: how many things must be done and are not yet; until: the day from which
    submitting again makes sense, where that is not over yet; resubmit: how (None: no reason is known)."""

    todos: tuple[Todo, ...]
    left: int
    until: Day | None
    resubmit: Resubmit | None

    @property
    def ready(self) -> bool:
        """Whether it can be submitted again."""
        return self.resubmit is not None and not self.left and self.until is None

    @property
    def rechecked(self) -> bool:
        """Whether nothing is submitted again, but looked at once more by whoever inspected it."""
        return any(todo.fix.id == RECHECK for todo in self.todos)


def plan(attempt: Attempt, knowledge: Knowledge, now: datetime) -> Plan:
    """The plan of a rejection. Reasons and fixes that the content no longer has are passed over."""
    topics = topics_of(attempt, knowledge)
    found = _inspected(topics) if attempt.sender == "after" else []
    asked_for = {RECHECK, *(id for topic in topics for id in topic.fixes)}
    todos = []
    for fix in knowledge.fixes.values():
        if fix.id not in asked_for:  # as nearly all
            continue
        reasons = tuple(topic.id for topic in topics if _asked_for(fix, topic, topic in found))
        if reasons:
            done = attempt.ticked.get(fix.id)
            wait = fix.wait
            until = end_of(knowledge.calendar, wait.high or 0, wait.unit, done) if done and wait else None
            todos.append(Todo(fix, reasons, done, until, until is not None and until.date > local(now).date()))
    waiting = [todo.until for todo in todos if todo.until and todo.waiting]
    how = ("changed" if topic in found else topic.resubmit for topic in topics)
    resubmit = min((one for one in how if one), key=HARDEST.index, default=None)
    return Plan(
        tuple(todos),
        left=sum(todo.done is None and not todo.fix.optional for todo in todos),
        until=max(waiting, key=lambda day: day.date, default=None),
        resubmit=resubmit,
    )


def _inspected(topics: Sequence[Topic]) -> list[Topic]:
    """Of the reasons that an inspection gave those that are looked at again: what comes before approval, too; what only
    comes after it says itself what is to be done. None where what was filed is gone."""
    if any(topic.resubmit == "new-order" and "after" not in topic.stages for topic in topics):
        return []
    before = (topic for topic in topics if topic.stages != ("after",))
    return [topic for topic in before if topic.resubmit == "changed" or "after" in topic.stages]


def _asked_for(fix: Fix, topic: Topic, found: bool) -> bool:
    """Whether a reason asks for a fix; one that an inspection found, to be looked at again, and for no new order."""
    return fix.id == RECHECK if found and fix.id in (RECHECK, ANEW) else fix.id in topic.fixes


def asks_whence(attempt: Attempt, knowledge: Knowledge) -> bool:
    """Whether it is not told and decides what is to be done, whether a review sent it back, or an inspection found it:
    that gives time, or all of it is found by both."""
    if attempt.sender or attempt.returned or attempt.submitted:
        return False
    found_by = [topic.stages for topic in topics_of(attempt, knowledge)]
    both = bool(found_by) and all("after" in stages and len(stages) > 1 for stages in found_by)
    return attempt.grace is not None or both


def flow_of(attempt: Attempt, knowledge: Knowledge, now: datetime) -> Flow | None:
    """By which flow it is likeliest filed: what an inspection found is changed; anything else by that which mends the
    most of it, the first one where there are several."""
    if plan(attempt, knowledge, now).rechecked and INSPECTED in knowledge.flows:
        return knowledge.flows[INSPECTED]
    topics = topics_of(attempt, knowledge)

    def mends(flow: Flow) -> int:
        return sum(mending(topic, flow) is not None for topic in topics)

    return max(knowledge.flows.values(), key=mends, default=None)


def papers(fix: Fix, subject: Subject | None) -> tuple[Paper, ...]:
    """The papers that this kind of applicant needs; of everybody where it is not known."""
    return tuple(paper for paper in fix.papers if not paper.subjects or subject is None or subject in paper.subjects)


def waited_until(attempt: Attempt, knowledge: Knowledge, now: datetime) -> datetime | None:
    """The morning of `waited_day`."""
    day = waited_day(attempt, knowledge, now)
    return datetime.combine(day.date, MORNING) if day else None


def waited_day(attempt: Attempt, knowledge: Knowledge, now: datetime) -> Day | None:
    """The day on which all is over that is to be waited for after what was done; None where there is nothing."""
    if not attempt.ticked:
        return None
    days = [todo.until for todo in plan(attempt, knowledge, now).todos if todo.until]
    return max(days, key=lambda day: day.date, default=None)


def not_done(todos: Sequence[Todo]) -> list[Todo]:
    """What of this is still to be done."""
    return [todo for todo in todos if todo.done is None]
