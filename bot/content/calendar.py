"""calendar.yaml: the holidays and the worked weekends of each year, as the State Council announced them."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.content.fields import Fields
from bot.content.problem import Problem
from bot.content.source import Scalar, Sheet
from bot.core.workdays import Calendar

LONGEST_HOLIDAY = 15
"""Days. A longer one is a typing error."""
NEWS = 12
"""The month from which the next year's calendar should be there: it is announced in October or November."""

_FIXED = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


def read_calendar(sheet: Sheet) -> Calendar:
    """Read the calendar. Problems go to the sheet."""
    fields = Fields.of(sheet)
    years = fields.table("years")
    off: dict[date, int] = {}
    worked: dict[date, int] = {}
    for name, node in years.entries.items():
        line = years.lines[name]
        if not re.fullmatch(r"20[0-9]{2}", name):
            sheet.wrong(line, f"「{name}」不是年份。请写成 2026 这样。")
            continue
        year = Fields(sheet, node)
        year.text("source")
        year.day("verified")
        _take(sheet, _days(year, "off"), off, int(name))
        _take(sheet, _days(year, "worked"), worked, int(name))
        year.close()
    for day, line in worked.items():
        if day in off:
            sheet.wrong(line, f"{day} 既放假又上班。请对照通知，删掉一处。")
        elif day.weekday() < 5:
            sheet.wrong(line, f"{day} 是星期{'一二三四五'[day.weekday()]}，本来就上班。worked 里只写要上班的周末。")
    statutory = fields.table("statutory")
    statutory.text("source")
    statutory.day("verified")
    fixed = frozenset(_fixed(statutory))
    moving: dict[date, int] = {}
    _take(sheet, _days(statutory, "moving"), moving)
    statutory.close()
    fields.close()
    announced = frozenset(int(name) for name in years.entries if name.isdigit())
    return Calendar(
        announced, frozenset(off) | {d for d in moving if d.year not in announced}, frozenset(worked), fixed
    )


def unannounced(file: str, calendar: Calendar, today: date) -> list[Problem]:
    """Return a note if the calendar of this year, or late in the year that of the next one, is missing."""
    year = today.year if today.year not in calendar.years else today.year + (today.month >= NEWS)
    if year in calendar.years:
        return []
    return [Problem(file, 1, f"还没有 {year} 年的放假安排。国务院办公厅公布以后请补上。", note=True)]


def _take(sheet: Sheet, days: Iterator[tuple[date, int]], known: dict[date, int], year: int | None = None) -> None:
    """Gather days with their lines in `known`. Report days that are there twice or are not of the year.

    An announcement may also move days of the December before.
    """
    for day, line in days:
        if day in known:
            sheet.wrong(line, f"{day} 写了两次（第 {known[day]} 行已有）。请删掉一个。")
        elif year and day.year != year and (day.year, day.month) != (year - 1, 12):
            sheet.wrong(line, f"{day} 不是 {year} 年的。请写到它那一年下面。")
        known.setdefault(day, line)


def _days(fields: Fields, key: str) -> Iterator[tuple[date, int]]:
    for value in fields.scalars(key):
        first, _, last = value.text.partition("～")
        start, end = _day(fields.sheet, value, first), _day(fields.sheet, value, last or first)
        if start and end and not 0 <= (length := (end - start).days) < LONGEST_HOLIDAY:
            fields.sheet.wrong(value.line, f"「{value.text}」前后差了 {length} 天。请核对两头的日期。")
        elif start and end:
            yield from ((start + timedelta(days=n), value.line) for n in range(length + 1))


def _day(sheet: Sheet, value: Scalar, text: str) -> date | None:
    try:
        if len(text) == len("2026-01-01"):
            return date.fromisoformat(text)
    except ValueError:
        pass
    sheet.wrong(value.line, f"「{value.text}」不是日期。请写成 2026-10-01，或 2026-10-01～2026-10-07。")
    return None


def _fixed(fields: Fields) -> Iterator[tuple[int, int]]:
    for value in fields.scalars("fixed"):
        if found := _FIXED.fullmatch(value.text):
            yield int(found[1]), int(found[2])
        else:
            fields.sheet.wrong(value.line, f"「{value.text}」不是月和日。请写成 10-01 这样。")
