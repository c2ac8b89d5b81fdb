"""Working days of mainland China (weekends moved by 调休 included), and Beijing time.

The State Council announces each year's calendar late in the year before. For a year not announced yet, Monday to
Friday less the holidays that the law fixes are counted, and the answer says that it is an estimate.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has had one time zone without summer time since 1991."""
MORNING = time(9, tzinfo=BEIJING)
"""When a day's reminders are told."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date, and whether every working day on the way to it was known from an announced calendar."""

    date: date
    certain: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked. `years`: those whose calendar is announced; off: holidays; worked: weekend days on which
    people work; fixed: month and day of the holidays that are off in any year."""

    years: frozenset[int] = frozenset()
    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    fixed: frozenset[tuple[int, int]] = frozenset()

    def works(self, day: date) -> bool:
        """Whether people work on this day, as far as it is known."""
        if day in self.worked:
            return True
        if day.weekday() >= 5 or day in self.off:
            return False
        return day.year in self.years or (day.month, day.day) not in self.fixed

    def add(self, start: date, days: int) -> Day:
        """The day on which `days` working days after `start` are over (the day after `start` is the first that
        counts)."""
        day, certain = start, True
        while days > 0:
            day += timedelta(days=1)
            certain = certain and day.year in self.years
            days -= self.works(day)
        return Day(day, certain)

    def opens(self, day: date) -> Day:
        """The first day on which people work, from this one on."""
        return self.add(day - timedelta(days=1), 1)

    def count(self, start: date, end: date) -> int:
        """How many working days after `start` have begun by `end` (0 on the day itself)."""
        return sum(self.works(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def end_of(calendar: Calendar, length: float, unit: str, since: datetime) -> Day:
    """Return the day (Beijing) on which a length of hours (小时), days (天) or working days (个工作日) from a moment on
    is over."""
    if unit == "小时":
        return Day(local(since + timedelta(hours=length)).date(), True)
    return days_after(calendar, local(since).date(), length, unit)


def days_after(calendar: Calendar, start: date, length: float, unit: str) -> Day:
    """Return the last day of a length of days (天) or working days (个工作日) that began on `start`."""
    if unit == "个工作日":
        return calendar.add(start, int(length))
    return Day(start + timedelta(days=int(length)), True)


def local(moment: datetime) -> datetime:
    """A moment in Beijing time."""
    return moment.astimezone(BEIJING)


def spoken_date(moment: datetime, now: datetime) -> str:
    """A moment's date as people say it: 11月25日, with the year where it is another one."""
    return spoken_day(local(moment).date(), now)


def spoken_time(moment: datetime, now: datetime) -> str:
    """A moment's date and time of day in Beijing; whose time it is, is for the sentence around it to say."""
    return f"{spoken_date(moment, now)} {local(moment):%H:%M}"


def spoken_day(day: date, now: datetime) -> str:
    """A date as people say it."""
    year = "" if day.year == local(now).year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"
