"""The clock of a filing: how long its current step has run, when it should end, when it is time to ask. Pure, no words.

Limits and usual lengths of steps come from facts.yaml, the usual time of a province's authority from provinces.yaml,
the days that count from calendar.yaml.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from bot.core.course import current, current_step, mark
from bot.core.kinds import Who
from bot.core.knowledge import Fact, Knowledge, Requirement, Step
from bot.core.state import Filing, Mark
from bot.core.workdays import Day, days_after, local

Pace = Literal["on-time", "slow", "over"]
"""slow: longer than usual, but within the limit; over: longer than the limit or, without one, than usual."""


@dataclass(frozen=True, slots=True)
class Clock:
    """How a step that takes days stands at a moment. All dates are Beijing's.

    - who: whose turn it is; begun: its first day.
    - day: which working day is running. The first day is 0, the next working day 1.
    - limit: how long it may last; usual: how long it usually does.
    - expected: first and last day on which it should end (None: unknown, or the applicant's own turn).
    - local: what is known of this province, if `expected` follows from it.
    - last: the day after which it is time to act or, if others do, to ask.
    """

    step: Step
    who: Who
    begun: date
    day: int
    limit: Fact | None
    usual: Fact | None
    expected: tuple[Day, Day] | None
    local: Requirement | None
    last: Day
    pace: Pace


def clock(filing: Filing, knowledge: Knowledge, now: datetime) -> Clock | None:
    """Return the clock of the filing's current step. None: all steps are done, or this one has neither a limit nor, if
    others act, a usual length in days."""
    step = current_step(filing, knowledge)
    if step is None:
        return None
    calendar, today = knowledge.calendar, local(now).date()
    begun = local(mark(filing, step.id).begun or filing.begun).date()
    limit, usual = _in_days(step.deadline), _in_days(step.duration)
    own = step.who == "applicant"
    if limit is None and (own or usual is None):
        return None
    limit_day = days_after(calendar, begun, limit.high or 0, limit.unit) if limit else None
    known = _local(filing, knowledge) if step.who == "authority" else None
    expected = None if own else _usual_end(step, (begun, begun), filing, knowledge)
    last = limit_day or (expected[1] if expected else None)
    if last is None:
        return None
    pace: Pace = "on-time"
    if today > last.date:
        pace = "over"
    elif expected and today > expected[1].date:
        pace = "slow"
    return Clock(step, step.who, begun, calendar.count(begun, today), limit, usual, expected, known, last, pace)


def verdict_days(filing: Filing, knowledge: Knowledge, now: datetime) -> tuple[Day, Day] | None:
    """Return between which days a filing's last verdict usually comes; if it is not submitted yet, as if it were today.
    None: the verdict has come, or the length of a review is unknown."""
    flow = knowledge.flows.get(filing.flow)
    at = current(filing, flow) if flow else None
    ahead = [step for step in flow.steps[flow.steps.index(at) :] if step.review] if flow and at else []
    running, today = clock(filing, knowledge, now), local(now).date()
    first = last = Day(today, True)
    for step in ahead:
        known = running.expected if running and step == at else None
        ends = known or _usual_end(step, (first.date, last.date), filing, knowledge)
        if ends is None:
            return None
        # A review that takes longer than usual may end on any day from today.
        first, last = (
            Day(max(end.date, today), end.certain and day.certain) for end, day in zip(ends, (first, last), strict=True)
        )
    return (first, last) if ahead else None


def hours_end(filing: Filing, knowledge: Knowledge) -> datetime | None:
    """Return when a deadline counted in hours ends (UTC). None: the current step has no such deadline, or still waits
    for the text message with which it begins."""
    step = current_step(filing, knowledge)
    at = mark(filing, step.id) if step else Mark()
    if step is None or not step.guarded or at.begun is None or at.awaited:
        return None
    return at.begun + step.window


def _usual_end(step: Step, begun: tuple[date, date], filing: Filing, knowledge: Knowledge) -> tuple[Day, Day] | None:
    """Return between which days a step usually ends if it begins between these; None: unknown."""
    calendar, early, late = knowledge.calendar, *begun
    limit, usual = _in_days(step.deadline), _in_days(step.duration)
    known = _local(filing, knowledge) if step.who == "authority" else None
    if known and known.days:
        low, high = known.days
        # The source does not say which days it counts: calendar days for the early end, working days for the late one.
        ends = Day(early + timedelta(days=low), True), calendar.add(late, high)
    elif usual:
        ends = (
            days_after(calendar, early, usual.low or 0, usual.unit),
            days_after(calendar, late, usual.high or 0, usual.unit),
        )
    elif step.guarded:
        ends = Day(early + timedelta(days=1), True), Day(late + timedelta(days=1), True)
    else:
        return None
    # No verdict comes on a day off.
    first, last = (calendar.opens(day.date) for day in ends)
    limit_day = days_after(calendar, late, limit.high or 0, limit.unit) if limit else last
    return first, min(last, limit_day, key=lambda day: day.date)


def _in_days(length: Fact | None) -> Fact | None:
    return length if length and length.high and length.unit in ("天", "个工作日") else None


def _local(filing: Filing, knowledge: Knowledge) -> Requirement | None:
    """Return what is known of how long the authority of the filing's province takes."""
    province = knowledge.provinces.get(filing.province)
    return next((one for one in province.requirements if one.days), None) if province else None
