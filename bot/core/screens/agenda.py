"""The coming dates of a filing as an iCalendar file (RFC 5545) for the person's own calendar. Pure.

The file does not tell who the person is: no name of the filing, no number, no rejection; only flow, province, step and
what runs out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.core.course import current_step, is_being_mended
from bot.core.filings.clock import clock, hours_end
from bot.core.filings.plan import plan
from bot.core.filings.reminders import WARNINGS
from bot.core.filings.renewals import DAYS_BEFORE, police_alone, year_over
from bot.core.knowledge import Knowledge
from bot.core.screens.draft_screens import province_name
from bot.core.state import Filing
from bot.core.texts.grace import last_day
from bot.core.words import label
from bot.core.workdays import Day, local

if TYPE_CHECKING:
    from icalendar import Timezone

SHANGHAI = ZoneInfo("Asia/Shanghai")
MORNING, EVENING = time(9), time(18)
"""When a day at an office begins and ends."""
HALF_HOUR = timedelta(minutes=30)
"""The length of a calendar entry for a mere moment."""


@dataclass(frozen=True, slots=True)
class Date:
    """One coming date. id: stays the same, so that a calendar moves the entry instead of adding one; kind: the key of
    its words; warning: how long before its start it is announced."""

    id: str
    kind: str
    start: datetime
    end: datetime
    certain: bool = True
    warning: timedelta = timedelta(0)


def dates(filing: Filing, knowledge: Knowledge, now: datetime) -> Iterator[Date]:
    """Yield what runs out and, of the current step and rejection, deadlines, expected results and ends of waits."""
    yield from _after_approval(filing, knowledge, local(now).date())
    step = current_step(filing, knowledge)
    if step is None:
        return
    if running := clock(filing, knowledge, now):
        if running.expected:
            first, last = running.expected
            yield Date(f"{step.id}-expected", "expected", _at(first, MORNING), _at(last, EVENING), last.certain)
        kind = "last-own" if running.who == "applicant" else "last"
        yield _in_the_morning(f"{step.id}-last", kind, running.last)
    if end := hours_end(filing, knowledge):
        yield Date(f"{step.id}-hours", "hours", end - HALF_HOUR, end, warning=timedelta(hours=WARNINGS[1]))
    if is_being_mended(filing):
        attempt = filing.attempts[-1]
        for kind, day in (("resubmit", plan(attempt, knowledge, now).until), ("grace", last_day(attempt, knowledge))):
            if day:
                yield _in_the_morning(f"{kind}-{attempt.number}", kind, day)


def _after_approval(filing: Filing, knowledge: Knowledge, today: date) -> Iterator[Date]:
    """Yield what runs out, the last day for the public-security filing, and the next yearly check."""
    days = [(f"{what}-until", f"until-{what}", day, DAYS_BEFORE[0]) for what, day in filing.kept.until.items()]
    if police := police_alone(filing, knowledge):
        days.append(("police-last", "after-police", police, DAYS_BEFORE[-1]))
    if yearly := year_over(filing):
        days.append(("yearly", "after-yearly", yearly, 0))
    for id, kind, day, before in days:
        if day >= today:
            yield _in_the_morning(id, kind, Day(day, True), warned=before)


def _in_the_morning(id: str, kind: str, day: Day, warned: int = 0) -> Date:
    """Return an entry for the morning of a day, announced `warned` days before."""
    start = _at(day, MORNING)
    return Date(id, kind, start, start + HALF_HOUR, day.certain, timedelta(days=warned))


def calendar_file(filing: Filing, knowledge: Knowledge, now: datetime) -> bytes:
    """Return the .ics file in UTF-8, with times in Asia/Shanghai. It has no events if nothing has a date."""
    from icalendar import Alarm, Calendar, Event  # slow to load, and most people never ask for a file

    flow = knowledge.flows.get(filing.flow)
    step = current_step(filing, knowledge)
    words = {"flow": flow.title if flow else "", "step": step.title if step else ""}
    calendar = Calendar()
    calendar.add("prodid", "-//beian-bot//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", label(knowledge, "ics-name", **words))
    for each in dates(filing, knowledge, now):
        event = Event()
        event.add("uid", f"{filing.begun:%Y%m%dT%H%M%S}-{filing.number}-{each.id}@beian-bot")
        event.add("sequence", filing.revision)
        event.add("dtstamp", now)
        summary = label(knowledge, f"ics-{each.kind}", **words)
        event.add("summary", summary)
        key = f"ics-note-{group}" if (group := each.kind.split("-")[0]) in ("until", "after") else "ics-note"
        note = label(knowledge, key, province=province_name(knowledge, filing), **words)
        if not each.certain:
            note += label(knowledge, "clock-unannounced", year=str(each.end.year))
        event.add("description", note)
        event.add("dtstart", each.start.astimezone(SHANGHAI))
        event.add("dtend", each.end.astimezone(SHANGHAI))
        event.add("transp", "TRANSPARENT")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", -each.warning)
        event.add_component(alarm)
        calendar.add_component(event)
    if calendar.events:
        calendar.subcomponents.insert(0, _timezone())
    return bytes(calendar.to_ical())


@cache
def _timezone() -> "Timezone":
    """Define Asia/Shanghai for calendars that do not know it. Cached: it takes longer than all the rest."""
    from icalendar import Timezone

    return Timezone.from_tzinfo(SHANGHAI)


def _at(day: Day, hour: time) -> datetime:
    return datetime.combine(day.date, hour, SHANGHAI)
