"""Working days of mainland China (weekends moved by 调休 included), and Beijing time.

The State Council announces each year's calendar late in the year before. For a year not announced yet, Monday to
Friday are counted and the answer says that it is an estimate.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

import chinese_calendar

BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has had one time zone without summer time since 1991."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date, and whether every working day on the way to it was known from an announced calendar."""

    date: date
    certain: bool


def is_workday(day: date) -> tuple[bool, bool]:
    """Whether people work on this day, and whether that is certain."""
    try:
        return chinese_calendar.is_workday(day), True
    except NotImplementedError:
        return day.weekday() < 5, False


def add(start: date, days: int) -> Day:
    """The day on which `days` working days after `start` are over (the day after `start` is the first that counts)."""
    day, certain = start, True
    while days > 0:
        day += timedelta(days=1)
        works, known = is_workday(day)
        certain = certain and known
        days -= works
    return Day(day, certain)


def count(start: date, end: date) -> int:
    """How many working days after `start` have begun by `end` (0 on the day itself)."""
    return sum(is_workday(start + timedelta(days=n))[0] for n in range(1, (end - start).days + 1))


def local(moment: datetime) -> datetime:
    """A moment in Beijing time."""
    return moment.astimezone(BEIJING)


def spoken(moment: datetime, now: datetime) -> str:
    """A date as people say it: 11月25日, with the year where it is another one."""
    day, today = local(moment).date(), local(now).date()
    year = "" if day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"
