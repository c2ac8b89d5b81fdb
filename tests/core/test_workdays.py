"""Working days as the State Council announced them, and an honest guess beyond."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.workdays import Day, days_after, spoken_date
from tests.core.sample import CALENDAR

CHINA = holidays.country_holidays("CN", years=range(2020, 2030), language="zh_CN")
MOVING = {"农历除夕", "春节", "清明节", "端午节", "中秋节"}


def days_of(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]


LIBRARIES: dict[str, tuple[int, Callable[[date], bool]]] = {
    "chinesecalendar": (max(chinese_calendar.holidays).year, chinese_calendar.is_workday),
    # What it says of later years is what the law fixes, not what was announced.
    "holidays": (max(CHINA.special_public_holidays), CHINA.is_working_day),
}
"""Up to which year each knows what was announced, and what it says of a day."""


@pytest.mark.parametrize(
    ("name", "year"),
    [(name, year) for name, (knows, _) in LIBRARIES.items() for year in sorted(CALENDAR.years) if year <= knows],
)
def test_every_day_is_as_two_libraries_know_it(name: str, year: int) -> None:
    works = LIBRARIES[name][1]
    assert [day for day in days_of(year) if CALENDAR.works(day) != works(day)] == []


def test_the_moving_holidays_of_years_to_come_are_those_of_the_lunar_calendar() -> None:
    ahead = {day for day in CALENDAR.off if day.year not in CALENDAR.years}
    years = {day.year for day in ahead}
    assert min(years) == max(CALENDAR.years) + 1
    assert ahead == {day for year in years for day in days_of(year) if MOVING & set(CHINA.get(day, "").split("; "))}


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 11, 25), 1, Day(date(2026, 11, 26), True)),
        (date(2026, 9, 30), 1, Day(date(2026, 10, 8), True)),  # National Day: 1 to 7 October are off
        (date(2026, 2, 13), 1, Day(date(2026, 2, 14), True)),  # a Saturday that is worked
        (date(2026, 12, 10), 15, Day(date(2026, 12, 31), True)),
        (date(2026, 12, 10), 20, Day(date(2027, 1, 8), False)),  # 2027 is not announced; 1 January is off by law
        (date(2026, 11, 25), 0, Day(date(2026, 11, 25), True)),
    ],
)
def test_add(start: date, days: int, end: Day) -> None:
    assert CALENDAR.add(start, days) == end


def test_an_announced_year_makes_its_days_certain() -> None:
    announced = replace(CALENDAR, years=CALENDAR.years | {2027}, off=CALENDAR.off | {date(2027, 1, 1)})
    assert announced.add(date(2026, 12, 10), 20) == Day(date(2027, 1, 8), True)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(0, 60))
def test_adding_then_counting_gives_the_same_number(start: date, days: int) -> None:
    assert CALENDAR.count(start, CALENDAR.add(start, days).date) == days


def test_dates_are_spoken_in_beijing_time() -> None:
    assert spoken_date(datetime(2026, 11, 24, 17, tzinfo=UTC), datetime(2026, 11, 25, tzinfo=UTC)) == "11月25日"
    assert spoken_date(datetime(2025, 12, 31, 17, tzinfo=UTC), datetime(2026, 11, 25, tzinfo=UTC)) == "1月1日"
    assert spoken_date(datetime(2025, 12, 31, 10, tzinfo=UTC), datetime(2026, 11, 25, tzinfo=UTC)) == "2025年12月31日"


def test_only_units_of_days_are_counted_in_days() -> None:
    assert days_after(CALENDAR, date(2026, 11, 27), 2, "天") == Day(date(2026, 11, 29), True)
    assert days_after(CALENDAR, date(2026, 11, 27), 2, "个工作日") == Day(date(2026, 12, 1), True)
    with pytest.raises(ValueError, match="个月"):
        days_after(CALENDAR, date(2026, 11, 27), 2, "个月")
