"""calendar.yaml: what an editor may get wrong in it, and the note when a year is missing."""

from datetime import date

import pytest

from bot.content.calendar import read_calendar, unannounced
from bot.content.source import Sheet
from bot.core.workdays import Calendar
from tests.content.small import SMALL

GOOD = SMALL["calendar.yaml"]


def read(text: str) -> tuple[Calendar, list[str]]:
    sheet = Sheet("calendar.yaml", text, [])
    return read_calendar(sheet), [f"{problem.line}: {problem.text}" for problem in sheet.problems]


def test_days_are_off_or_worked() -> None:
    calendar, problems = read(GOOD)
    assert problems == []
    assert calendar.years == {2026}
    assert not calendar.works(date(2026, 10, 7))
    assert calendar.works(date(2026, 10, 10)), "a Saturday"
    assert not calendar.works(date(2027, 2, 5))
    assert not calendar.works(date(2031, 1, 1))


def test_what_the_law_fixes_gives_way_to_what_was_announced() -> None:
    calendar, problems = read(GOOD.replace("2027-02-05～2027-02-08", "2026-06-19"))
    assert problems == []
    assert calendar.works(date(2026, 6, 19))


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("  2026:", "  明年:", 2, "「明年」不是年份"),
        ("2026-10-01～2026-10-07", "2026-10-01-2026-10-07", 5, "不是日期"),
        ("2026-10-01～2026-10-07", "2026-10-07～2026-10-01", 5, "前后差了 -6 天"),
        ("2026-10-01～2026-10-07", "2026-10-01～2026-11-07", 5, "前后差了 37 天"),
        ("2026-10-01～2026-10-07", "2026-10-01, 2026-10-01", 5, "2026-10-01 写了两次"),
        ("2026-10-01～2026-10-07", "2025-10-01", 5, "2025-10-01 不是 2026 年的"),
        ("2026-09-20,", "2026-09-21,", 6, "2026-09-21 是星期一"),
        ("2026-09-20,", "2026-10-04,", 6, "2026-10-04 既放假又上班"),
        ("[01-01]", "[1-1]", 10, "「1-1」不是月和日"),
        ("    source: 某通知\n", "", 3, "缺少「source」"),
    ],
)
def test_a_slip_is_told_with_its_line(old: str, new: str, line: int, words: str) -> None:
    assert old in GOOD
    _, problems = read(GOOD.replace(old, new, 1))
    assert [p for p in problems if p.startswith(f"{line}: ") and words in p], problems


@pytest.mark.parametrize(
    ("today", "year"),
    [(date(2026, 11, 26), None), (date(2026, 12, 1), 2027), (date(2027, 1, 5), 2027), (date(2025, 12, 30), 2025)],
)
def test_a_year_that_should_be_announced_is_missed(today: date, year: int | None) -> None:
    calendar, _ = read(GOOD)
    found = [problem.text for problem in unannounced("calendar.yaml", calendar, today)]
    assert found == ([f"还没有 {year} 年的放假安排。国务院办公厅公布以后请补上。"] if year else [])
