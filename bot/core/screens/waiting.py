"""What is said of a filing's clock, and the letter that asks about it when it takes too long."""

from datetime import datetime

from bot.core.actions import Chase, OpenStep
from bot.core.filings.clock import Clock
from bot.core.filings.experience import experience_of
from bot.core.knowledge import Knowledge, Letter, Step
from bot.core.replies import Row, Screen
from bot.core.screens.letters import filled
from bot.core.screens.rows import button, home_row
from bot.core.state import Filing
from bot.core.words import in_lines, label, say, shown_time
from bot.core.workdays import spoken_day

SMS_ARRIVAL = "sms-arrival-minutes"


def clock_lines(knowledge: Knowledge, filing: Filing, clock: Clock, now: datetime) -> str:
    """Tell in one paragraph how long the clock has run, when it should end, and what to do now."""
    if clock.who == "applicant":
        last = spoken_day(clock.last.date, now)
        limit, only = (clock.limit.text, clock.limit.only) if clock.limit else ("", "")
        key, some = "clock-own", "clock-own-only"
        if clock.pace == "over":
            key, some = "clock-own-over", "clock-own-over-only"
        lines = [say(knowledge, some if only else key, last=last, limit=limit, only=only)]
    else:
        lines = [_running(knowledge, clock, now), *experience_lines(knowledge, filing, clock.step)]
        lines += _expected(knowledge, filing, clock, now)
        lines.append(wait_line(knowledge, clock, now))
    if not clock.last.certain:
        lines.append(say(knowledge, "clock-unannounced", year=str(clock.last.date.year)))
    return in_lines(lines)


def wait_line(knowledge: Knowledge, clock: Clock, now: datetime) -> str:
    """Tell what to do while others act."""
    last = spoken_day(clock.last.date, now)
    if clock.pace != "over":
        slow = label(knowledge, "clock-slow") if clock.pace == "slow" else ""
        return say(knowledge, f"clock-wait-{clock.who}", slow=slow, last=last)
    return say(knowledge, "clock-over-limit" if clock.limit else f"clock-over-{clock.who}", last=last)


def hours_line(knowledge: Knowledge, end: datetime, now: datetime) -> str:
    """Tell until when a step with a deadline in hours must be done."""
    key = "clock-hours" if end > now else "clock-hours-over"
    return say(knowledge, key, end=shown_time(end, now))


def awaited_line(knowledge: Knowledge, step: Step) -> str:
    """Tell that the hours of a step begin only with the text message that is still to come."""
    window = step.deadline.text if step.deadline else ""
    return say(knowledge, "clock-awaited", arrival=knowledge.facts[SMS_ARRIVAL].text, window=window)


def experience_lines(knowledge: Knowledge, filing: Filing, step: Step) -> list[str]:
    """Tell how long a step took others; empty if too few are known."""
    found = experience_of(filing, step, knowledge)
    if found is None:
        return []
    half = str(found.low) if found.low == found.high else f"{found.low}～{found.high}"
    who = label(knowledge, f"subject-{filing.subject}")
    short = knowledge.provinces[filing.province].short
    values = {"count": str(found.count), "half": half, "median": f"{found.median:g}", "who": who, "short": short}
    return [say(knowledge, "clock-experience", **values)]


def chase_rows(knowledge: Knowledge, filing: Filing, clock: Clock | None) -> list[Row]:
    """Return the button to the letter, if it takes too long and the access provider can be asked."""
    asked = clock is not None and clock.pace == "over" and clock.who in ("provider", "authority")
    if not asked or overdue_letter(knowledge) is None:
        return []
    return [(button(knowledge, "button-chase", Chase(filing.number)),)]


def overdue_letter(knowledge: Knowledge) -> Letter | None:
    """Return the letter for a filing that takes too long."""
    return next((letter for letter in knowledge.letters.values() if letter.occasion == "overdue"), None)


def chase_screen(knowledge: Knowledge, filing: Filing, clock: Clock, letter: Letter, now: datetime) -> Screen:
    """Show the letter, filled in, ready to be copied."""
    none = label(knowledge, "letter-no-reason")
    since = spoken_day(clock.begun, now)
    holes = {"step": clock.step.title, "since": since, "days": str(clock.day), "reasons": none, "unclear": none}
    back = button(knowledge, "button-to-step", OpenStep(filing.number, clock.step.id))
    return filled(knowledge, letter, holes, (back, *home_row(knowledge)))


def _running(knowledge: Knowledge, clock: Clock, now: datetime) -> str:
    length = ""
    if clock.limit:
        length = label(knowledge, "clock-most", limit=clock.limit.text)
    elif clock.usual:
        length = label(knowledge, "clock-usual", usual=clock.usual.text)
    key = "clock-day" if clock.day else "clock-begun"
    return say(knowledge, key, since=spoken_day(clock.begun, now), day=str(clock.day), length=length)


def _expected(knowledge: Knowledge, filing: Filing, clock: Clock, now: datetime) -> list[str]:
    if clock.expected is None or clock.pace != "on-time":
        return []
    first, last = (spoken_day(day.date, now) for day in clock.expected)
    days = first if first == last else label(knowledge, "clock-between", first=first, last=last)
    if clock.local and clock.local.days:
        low, high = clock.local.days
        short, years = knowledge.provinces[filing.province].short, clock.local.years
        return [say(knowledge, "clock-local", days=days, short=short, usual=f"{low}～{high}", years=years)]
    return [say(knowledge, "clock-expected", days=days)]
