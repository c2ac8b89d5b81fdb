"""Working days of mainland China (weekends moved by 调休 included), and Beijing time.

The State Council announces each year's calendar late in the year before. For a year not announced yet, Monday to
Friday without the statutory holidays count as working days, and the result is marked as not certain.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from bot.core.kinds import Unit

BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has had one time zone without summer time since 1991."""
MORNING = time(9, tzinfo=BEIJING)
"""When the reminders of a day are sent."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date. `certain`: the calendars of all days up to it were announced."""

    date: date
    certain: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days.

    years: the years with an announced calendar.
    off: holidays; worked: weekend days on which people work.
    fixed: month and day of the holidays of every year.
    """

    years: frozenset[int] = frozenset()
    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    fixed: frozenset[tuple[int, int]] = frozenset()

    def works(self, day: date) -> bool:
        """Tell whether this is a working day, as far as it is known."""
        if day in self.worked:
            return True
        if day.weekday() >= 5 or day in self.off:
            return False
        return day.year in self.years or (day.month, day.day) not in self.fixed

    def add(self, start: date, days: int) -> Day:
        """Return the last of `days` working days after `start`; `start` itself does not count."""
        day, certain = start, True
        while days > 0:
            day += timedelta(days=1)
            certain = certain and day.year in self.years
            days -= self.works(day)
        return Day(day, certain)

    def opens(self, day: date) -> Day:
        """Return the first working day from this day on."""
        return self.add(day - timedelta(days=1), 1)

    def count(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and including `end`."""
        return sum(self.works(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def end_of(calendar: Calendar, length: float, unit: Unit, since: datetime) -> Day:
    """Return the day (Beijing) on which a length of hours (小时), days (天) or working days (个工作日) ends.

    It is counted from a moment, and certain unless working days are counted. ValueError: another unit.
    """
    if unit == "小时":
        return Day(local(since + timedelta(hours=length)).date(), True)
    return days_after(calendar, local(since).date(), length, unit)


def days_after(calendar: Calendar, start: date, length: float, unit: Unit) -> Day:
    """Return the last day of a length of days (天) or working days (个工作日) after `start`.

    ValueError: another unit.
    """
    match unit:
        case "个工作日":
            return calendar.add(start, int(length))
        case "天":
            return Day(start + timedelta(days=int(length)), True)
        case _:
            raise ValueError(f"not a unit of days: {unit!r}")


def local(moment: datetime) -> datetime:
    """Return a moment in Beijing time."""
    return moment.astimezone(BEIJING)


def spoken_date(moment: datetime, now: datetime) -> str:
    """Return the date of a moment (Beijing), as `spoken_day`."""
    return spoken_day(local(moment).date(), now)


def spoken_time(moment: datetime, now: datetime) -> str:
    """Return date and time of a moment in Beijing. The sentence around it must say that it is Beijing time."""
    return f"{spoken_date(moment, now)} {local(moment):%H:%M}"


def spoken_day(day: date, now: datetime) -> str:
    """Return a date as people say it: 11月25日, with the year if that is not the current one."""
    year = "" if day.year == local(now).year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"
