"""The plan after a rejection: one ordered list of what is to be done about all its reasons. Pure, no words.

The list is never stored: it follows from the reasons and today's content, in the order of `Knowledge.fixes`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.course import mending_step
from bot.core.filings.attempts import topics_of
from bot.core.kinds import Resubmit, Subject
from bot.core.knowledge import Fix, Flow, Knowledge, Paper, Topic
from bot.core.state import Attempt
from bot.core.workdays import MORNING, Day, end_of, local

RECHECK = "notice-reply"
"""The fix that ends a complaint of an inspection."""
ANEW = "order-new"
"""The fix that gives up an order for a new one. What is filed already has no order."""
INSPECTED = "change-site"
"""The flow that changes what an inspection found."""
HARDEST: tuple[Resubmit, ...] = ("new-order", "changed", "wait", "unchanged")
"""How to submit again, the hardest way first. If reasons differ, the first of these that any of them asks for holds."""


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do.

    - reasons: the topic ids for which it is there; done: when it was done.
    - until: the day until which to wait after it was done; waiting: whether that day is still to come.
    """

    fix: Fix
    reasons: tuple[str, ...]
    done: datetime | None
    until: Day | None
    waiting: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done, in order.

    - left: how many things must be done and are not yet.
    - until: the day from which submitting again makes sense (None: no wait is left).
    - resubmit: how to submit again (None: no reason is known).
    """

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
        """Whether nothing is submitted again: the inspection looks at it once more."""
        return any(todo.fix.id == RECHECK for todo in self.todos)


def plan(attempt: Attempt, knowledge: Knowledge, now: datetime) -> Plan:
    """Make the plan of a rejection. Reasons and fixes that the content no longer has are passed over."""
    topics = topics_of(attempt, knowledge)
    found = _inspected(topics) if attempt.sender == "after" else []
    asked_for = {RECHECK, *(id for topic in topics for id in topic.fixes)}
    todos = []
    for fix in knowledge.fixes.values():
        if fix.id not in asked_for:  # nearly all of them
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
    """Return the reasons of an inspection that end with a recheck: they also occur before approval, and ask for a
    change or occur after it, too. Reasons that occur only after approval tell what to do themselves. Empty if what was
    filed is gone."""
    if any(topic.resubmit == "new-order" and "after" not in topic.stages for topic in topics):
        return []
    before = (topic for topic in topics if topic.stages != ("after",))
    return [topic for topic in before if topic.resubmit == "changed" or "after" in topic.stages]


def _asked_for(fix: Fix, topic: Topic, found: bool) -> bool:
    """Tell whether a reason asks for a fix. One that an inspection `found` asks for a recheck, never for a new
    order."""
    return fix.id == RECHECK if found and fix.id in (RECHECK, ANEW) else fix.id in topic.fixes


def asks_whence(attempt: Attempt, knowledge: Knowledge) -> bool:
    """Tell whether we must ask if a review sent it back or an inspection found it. Nothing tells, and the plan depends
    on it: the notice gives time for mending, or both can find all its reasons."""
    if attempt.sender or attempt.returned or attempt.submitted:
        return False
    found_by = [topic.stages for topic in topics_of(attempt, knowledge)]
    both = bool(found_by) and all("after" in stages and len(stages) > 1 for stages in found_by)
    return attempt.grace is not None or both


def flow_of(attempt: Attempt, knowledge: Knowledge, now: datetime) -> Flow | None:
    """Return the likeliest flow of the filing: the one for changes after an inspection, else the first that mends most
    reasons."""
    if plan(attempt, knowledge, now).rechecked and INSPECTED in knowledge.flows:
        return knowledge.flows[INSPECTED]
    topics = topics_of(attempt, knowledge)

    def mends(flow: Flow) -> int:
        return sum(mending_step(topic, flow) is not None for topic in topics)

    return max(knowledge.flows.values(), key=mends, default=None)


def papers(fix: Fix, subject: Subject | None) -> tuple[Paper, ...]:
    """Return the papers that this kind of applicant needs; those of all kinds if it is not known."""
    return tuple(paper for paper in fix.papers if not paper.subjects or subject is None or subject in paper.subjects)


def waited_until(attempt: Attempt, knowledge: Knowledge, now: datetime) -> datetime | None:
    """Return the morning of `waited_day`."""
    day = waited_day(attempt, knowledge, now)
    return datetime.combine(day.date, MORNING) if day else None


def waited_day(attempt: Attempt, knowledge: Knowledge, now: datetime) -> Day | None:
    """Return the day on which all waiting after what was done is over; None: there is nothing to wait for."""
    if not attempt.ticked:
        return None
    days = [todo.until for todo in plan(attempt, knowledge, now).todos if todo.until]
    return max(days, key=lambda day: day.date, default=None)


def not_done(todos: Sequence[Todo]) -> list[Todo]:
    """Return what is still to be done."""
    return [todo for todo in todos if todo.done is None]
