"""Dates as people type them. Pure, no words."""

import re
from dataclasses import dataclass
from datetime import date

_YEARS = {"今年": 0, "明年": 1, "后年": 2}
_WHOLE = re.compile(r"(?<!\d)(\d{4}|\d{2}) ?[年./\-] ?(\d{1,2}) ?[月./\-] ?(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(20\d{2})(\d{2})(\d{2})(?!\d)")
_SPOKEN = re.compile(r"(今年|明年|后年)的? ?(\d{1,2}) ?月份?(?: ?(\d{1,2}) ?[日号])?")
_MONTH = re.compile(r"(?<!\d)(\d{4}|\d{2}) ?(?:年|[./\-]) ?(\d{1,2})(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2}) ?月 ?(\d{1,2})(?!\d)")


@dataclass(frozen=True, slots=True)
class TypedDate:
    """A date; not `sure`: year or day was not said, and this is the first one that could be meant."""

    day: date
    sure: bool = True


def read_date(text: str, today: date) -> TypedDate | None:
    """The date that a text names (2027-03-01, 2027年3月1日, 27.3.1, 20270301, 明年3月1日); None: it names none.

    Without a day (明年3月) it is the first of the month, without a year (3月1日) the next such day: neither is sure.
    """
    if found := _WHOLE.search(text) or _COMPACT.search(text):
        return _date(_year(found[1]), found[2], found[3])
    if found := _SPOKEN.search(text):
        return _date(today.year + _YEARS[found[1]], found[2], found[3])
    if found := _DAY.search(text):
        here = _date(today.year, found[1], found[2], sure=False)
        return here if here and here.day > today else _date(today.year + 1, found[1], found[2], sure=False)
    if found := _MONTH.search(text):
        return _date(_year(found[1]), found[2], None)
    return None


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _date(year: int, month: str, day: str | None, sure: bool = True) -> TypedDate | None:
    """None: there is no such day."""
    try:
        return TypedDate(date(year, int(month), int(day or 1)), sure and day is not None)
    except ValueError:
        return None
