"""Working days as the State Council announced them, and an honest guess beyond."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.workdays import Day, add, count, spoken


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 11, 25), 1, Day(date(2026, 11, 26), True)),
        (date(2026, 9, 30), 1, Day(date(2026, 10, 8), True)),  # National Day: 1 to 7 October are off
        (date(2026, 2, 13), 1, Day(date(2026, 2, 14), True)),  # a Saturday that is worked
        (date(2026, 12, 10), 20, Day(date(2027, 1, 7), False)),  # 2027 is not announced: Monday to Friday
        (date(2026, 11, 25), 0, Day(date(2026, 11, 25), True)),
    ],
)
def test_add(start: date, days: int, end: Day) -> None:
    assert add(start, days) == end


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(0, 60))
def test_adding_then_counting_gives_the_same_number(start: date, days: int) -> None:
    assert count(start, add(start, days).date) == days


def test_dates_are_spoken_in_beijing_time() -> None:
    assert spoken(datetime(2026, 11, 24, 17, tzinfo=UTC), datetime(2026, 11, 25, tzinfo=UTC)) == "11月25日"
    assert spoken(datetime(2025, 12, 31, 17, tzinfo=UTC), datetime(2026, 11, 25, tzinfo=UTC)) == "1月1日"
    assert spoken(datetime(2025, 12, 31, 10, tzinfo=UTC), datetime(2026, 11, 25, tzinfo=UTC)) == "2025年12月31日"
