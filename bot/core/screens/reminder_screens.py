"""What a reminder says, and what can be done about it: of a filing or rejection that waits (`due`), and of days that
moved. Reminders of the time after approval are in `kept`."""

import math
from collections.abc import Sequence
from datetime import datetime

from bot.core import course
from bot.core.actions import Agenda, Mend, OpenPlan, OpenStep, Returned
from bot.core.filings.clock import clock, hours_end
from bot.core.filings.plan import plan
from bot.core.filings.promises import Moved
from bot.core.filings.reminders import Reminder
from bot.core.knowledge import Knowledge, Step
from bot.core.replies import Button, Row, Screen
from bot.core.screens import rejection_screens
from bot.core.screens.guard import came_rows
from bot.core.screens.rows import button, finish_button, in_pairs, plan_button, to_read
from bot.core.screens.waiting import chase_rows, wait_line
from bot.core.state import Filing, Promise
from bot.core.words import Marked, label, say, shown_time
from bot.core.workdays import local, spoken_date, spoken_day


def due(knowledge: Knowledge, reminder: Reminder, now: datetime) -> Screen:
    """Show what a reminder is about, with what can be done about it."""
    filing, step = reminder.filing, reminder.step
    if reminder.attempt:
        made = plan(reminder.attempt, knowledge, now)
        if reminder.kind == "grace":
            return rejection_screens.grace_reminder(knowledge, reminder.attempt, filing, made, now)
        if reminder.kind == "wished":
            return rejection_screens.wished_reminder(knowledge, reminder.attempt, made)
        return rejection_screens.attempt_reminder(knowledge, reminder.attempt, filing, made)
    if filing is None or step is None:
        raise ValueError(f"a reminder of nothing: {reminder.key}")
    kind, running = _kind(reminder, step), clock(filing, knowledge, now)
    text = say(knowledge, f"due-{kind}", **_words(knowledge, filing, step, reminder, now))
    rows = chase_rows(knowledge, filing, running)
    go_on = button(knowledge, "button-go-on", OpenStep(filing.number, step.id))
    if course.is_judged(step):
        done = finish_button(filing, step)
        not_yet = Button(label(knowledge, "button-no-result"), go_on.data)
        came_back = button(knowledge, "button-rejected", Returned(filing.number))
        return Screen(text, ((done,), (not_yet,), (came_back,), *rows), yes_no=True)
    if step.guarded:
        rows += came_rows(knowledge, filing, step)
        rows.append((finish_button(filing, step),))
        if reminder.kind == "hours-over" and step.rejections:
            rows.append((button(knowledge, "button-returned", Mend(step.rejections[0])),))
        rows += in_pairs(to_read(knowledge, step.topics, "❓ "))
    if is_last(reminder):
        text += "\n\n" + say(knowledge, f"due-{reminder.kind}-last")
    return Screen(text, (*rows, (go_on,)))


def due_line(knowledge: Knowledge, reminder: Reminder, now: datetime) -> tuple[str, Row]:
    """Return one of several reminders: its line, and the button that leads to it."""
    filing, step = reminder.filing, reminder.step
    name = filing.name if filing else label(knowledge, "due-loose")
    if filing and step:
        kind = _kind(reminder, step)
        text = say(knowledge, f"due-line-{kind}", **_words(knowledge, filing, step, reminder, now))
        return text, (button(knowledge, "button-open-filing", OpenStep(filing.number, ""), name=name),)
    if reminder.attempt is None:
        raise ValueError(f"a reminder of nothing: {reminder.key}")
    to_plan = button(knowledge, "button-plan-line", OpenPlan(reminder.attempt.number), name=name)
    return say(knowledge, f"due-line-{reminder.kind}", name=name), (to_plan,)


def is_last(reminder: Reminder) -> bool:
    """Tell whether we stay silent after this reminder: the last one about a step that was merely left lying."""
    return reminder.kind in ("awaited", "idle") and reminder.number == reminder.of


def _kind(reminder: Reminder, step: Step) -> str:
    """Return the key of the words for a step's reminder; for a deadline, by whose turn it is."""
    return step.who if reminder.kind == "deadline" else reminder.kind


def _words(knowledge: Knowledge, filing: Filing, step: Step, reminder: Reminder, now: datetime) -> dict[str, str]:
    begun = course.mark(filing, step.id).begun or now
    end = hours_end(filing, knowledge) or now
    several, limit = reminder.of > 1, step.deadline.text if step.deadline else ""
    if step.deadline and step.deadline.only:
        limit = label(knowledge, "due-only", limit=limit, only=step.deadline.only)
    count = label(knowledge, "due-count", number=str(reminder.number), of=str(reminder.of)) if several else ""
    running = clock(filing, knowledge, now) if course.is_judged(step) else None
    wait = wait_line(knowledge, running, now) if running else say(knowledge, "due-result-unknown")
    return {
        "name": filing.name,
        "step": step.title,
        "since": spoken_date(begun, now),
        "deadline": limit,
        "end": shown_time(end, now),
        "left": _left(knowledge, end, now),
        "days": str((local(now).date() - local(max(begun, filing.touched or begun)).date()).days),
        "count": Marked(count),
        "wait": Marked(wait),
    }


def _left(knowledge: Knowledge, end: datetime, now: datetime) -> str:
    minutes = max(1, math.ceil((end - now).total_seconds() / 60))
    if minutes >= 120:
        return label(knowledge, "left-hours", count=str(round(minutes / 60)))
    return label(knowledge, "left-minutes", count=str(minutes))


def moved(knowledge: Knowledge, about: Sequence[Moved], now: datetime) -> Screen:
    """Tell which days moved of one filing, or of one rejection without a filing."""
    filing, attempt = about[0].instead.filing, about[0].instead.attempt
    name = filing.name if filing else label(knowledge, "due-loose")
    year = next((moved.year for moved in about if moved.year), None)
    why = say(knowledge, "moved-announced", year=str(year)) if year else say(knowledge, "moved-otherwise")
    lines = [_moved_line(knowledge, moved, now) for moved in about]
    text = say(knowledge, "moved", name=name) + "\n\n" + why + "\n\n" + "\n".join(lines)
    rows: list[Row] = []
    if filing:
        rows.append((button(knowledge, "button-go-on", OpenStep(filing.number, "")),))
        rows.append((button(knowledge, "button-agenda", Agenda(filing.number)),))
        text += "\n\n" + say(knowledge, "moved-agenda")
    elif attempt:
        rows.append((plan_button(knowledge, attempt),))
    return Screen(text, tuple(rows))


def _moved_line(knowledge: Knowledge, moved: Moved, now: datetime) -> str:
    step = moved.instead.step
    return say(
        knowledge,
        f"moved-{moved.instead.what}",
        step=step.title if step else "",
        old=_days(knowledge, moved.told, now),
        new=_days(knowledge, moved.instead.promise, now),
    )


def _days(knowledge: Knowledge, promise: Promise, now: datetime) -> str:
    first, last = (spoken_day(day, now) for day in promise.days)
    days = first if first == last else label(knowledge, "clock-between", first=first, last=last)
    return days if promise.certain else label(knowledge, "expected", day=days)
