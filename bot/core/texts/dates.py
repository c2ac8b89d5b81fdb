"""Dates and lengths of time as people type them. Pure, without word lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.kinds import Unit
from bot.search.numbers import NUMBER, number

_YEARS = {"今年": 0, "明年": 1, "后年": 2, "去年": -1}
_WHOLE = re.compile(r"(?<!\d)(\d{4}|\d{2}) ?[年./\-] ?(\d{1,2}) ?[月./\-] ?(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(20\d{2})(\d{2})(\d{2})(?!\d)")
_SPOKEN = re.compile(r"(今年|明年|后年)的? ?(\d{1,2}) ?月份?(?: ?(\d{1,2}) ?[日号])?")
_MONTH = re.compile(r"(?<!\d)(\d{4}|\d{2}) ?(?:年|[./\-]) ?(\d{1,2})(?!\d)")
_MONTH_AND_DAY = r"(?<!\d)(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2})(?!\d)"
_DAY = re.compile(_MONTH_AND_DAY)
NEAR = {
    "大前天": -3,
    "前天": -2,
    "昨天": -1,
    "昨日": -1,
    "今天": 0,
    "今日": 0,
    "明天": 1,
    "明日": 1,
    "大后天": 3,
    "后天": 2,
}
_WEEKS = {"上": -1, "这": 0, "本": 0, "下": 1, "下下": 2}
_MONTHS = {"上": -1, "这": 0, "本": 0, "当": 0, "下": 1, "下下": 2}
WEEKDAY = r"(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])"
_NAMED = re.compile(
    rf"(?P<near>{'|'.join(NEAR)})|(?P<week>上|这|本|下下|下)个?{WEEKDAY}"
    rf"|(?P<of>{'|'.join(_MONTHS)})个?月份? ?(?P<of_month>\d{{1,2}}) ?[日号]"
    rf"|(?:(?P<year>20\d\d ?年|{'|'.join(_YEARS)})的? ?)?{_MONTH_AND_DAY} ?[日号]?"
)
_COMING = re.compile(
    rf"(?<![上这本下一二三四五六每个至])(?<!^到)(?<![^改推延迟后前挪调换]到){WEEKDAY}|(?<![\d月.\-])(?P<day>\d{{1,2}})号"
)
_PERIOD = re.compile(
    r"(?P<week>[这本下])个?(?:周|星期|礼拜)(?![一二三四五六日天])末?|(?P<year>今年[底末]?|(?<![明后])年[底末]|元旦)"
    r"|(?<!\d)(?:(?P<number>\d{1,2}) ?月份?|(?P<month>下下|[这本当下])个?月)[底末]?|(?<![\d个])月[底末]"
)
"""A year, a month or a week that a text names, or its end. 元旦 is the end of a year."""
_DAY_GONE = re.compile(r"(?<![\d月])(\d{1,2})[日号](?![之以]?[内后])")
UNITS: dict[str, tuple[int, Unit]] = {
    "工作日": (1, "个工作日"),
    "小时": (1, "小时"),
    "自然日": (1, "天"),
    "天": (1, "天"),
    "日": (1, "天"),
    "周": (7, "天"),
    "星期": (7, "天"),
    "月": (30, "天"),
    "年": (365, "天"),
}
_UNIT = "工作日|小时|自然日|天|日|周|星期|月"
LENGTH = rf"({NUMBER}|(?<!个)半) ?个?({_UNIT})"
"""A length of time. Its groups are the number and the unit, for `length_of`."""
LONG = rf"({NUMBER}|(?<!个)半) ?个?({_UNIT}|年)"
"""The same, also in years. In notices those tell how long a paper is valid."""
GIVEN = rf"(?:限期?|期限[是为:： ]*|给了?[你我]?们?)在?{LENGTH}"
"""A length of time that somebody is given."""
_DATE_SIGNS = re.compile(r"[\d年月日号./-]|[今明后]年")


@dataclass(frozen=True, slots=True)
class TypedDate:
    """A date. Not `sure`: year or day was not said, and this is the first date that may be meant."""

    day: date
    sure: bool = True


def read_date(text: str, today: date) -> TypedDate | None:
    """Return the date that a text names (2027-03-01, 2027年3月1日, 27.3.1, 20270301, 明年3月1日). None if it names
    none.

    Without a day (明年3月) it is the first of the month, without a year (3月1日) the next such day. Neither is sure.
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


def days_named(text: str, today: date) -> Iterator[tuple[date, re.Match[str]]]:
    """Yield the days that a text names, and where (明天, 下周三, 本月30日, 11月16日). Without a year it is the one that
    brings the day nearest to `today`."""
    for found in _NAMED.finditer(text):
        if day := _named(found, today):
            yield day, found


def without_date(text: str) -> str:
    """Return a text without the characters with which a date is written."""
    return _DATE_SIGNS.sub("", text)


def no_day(text: str, today: date) -> str:
    """Return what a text calls a day that does not exist (2月30号). "" if it names none."""
    return next((found[0] for found in _NAMED.finditer(text) if _named(found, today) is None), "")


def day_named(text: str, today: date) -> tuple[date, str] | None:
    """Return the first day that a text names, and its words. None if it names none."""
    return next(((day, found[0]) for day, found in days_named(text, today)), None)


def days_coming(text: str, today: date) -> Iterator[tuple[date, re.Match[str]]]:
    """Yield the next days, from `today` on, that a text names only by weekday or number (周五, 30号), and where."""
    for found in _COMING.finditer(text):
        place = weekday(found["weekday"]) if found["weekday"] else None
        for day in (today + timedelta(days=ahead) for ahead in range(31)):
            if day.weekday() == place or (place is None and day.day == int(found["day"])):
                yield day, found
                break


def period_end(text: str, today: date) -> tuple[date, str] | None:
    """Return the last day of the year, month or week that a text names (月底, 下周, 元旦前), and its words. None if it
    names none."""
    found = _PERIOD.search(text)
    if found is None:
        return None
    if found["week"]:
        return today + timedelta(days=6 - today.weekday() + 7 * _WEEKS[found["week"]]), found[0]
    month = nearest(None, int(found["number"]), 1, today) if found["number"] else today
    if month is None:
        return None
    ahead = 12 - today.month if found["year"] else _MONTHS[found["month"] or "这"]
    years, after = divmod(month.month + ahead, 12)
    return date(month.year + years, after + 1, 1) - timedelta(days=1), found[0]


def _named(found: re.Match[str], today: date) -> date | None:
    if found["near"]:
        return today + timedelta(days=NEAR[found["near"]])
    if found["week"]:
        monday = today - timedelta(days=today.weekday())
        return monday + timedelta(days=7 * _WEEKS[found["week"]] + weekday(found["weekday"]))
    if found["of"]:
        years, month = divmod(today.month - 1 + _MONTHS[found["of"]], 12)
        return nearest(str(today.year + years), month + 1, int(found["of_month"]), today)
    year = found["year"] and str(today.year + _YEARS[found["year"]] if found["year"] in _YEARS else found["year"][:4])
    return nearest(year, int(found["month"]), int(found["day"]), today)


def day_gone(text: str, today: date) -> date | None:
    """Return the day on which something began: the one that a text names, or the last one with its number (16号). None
    if it names none."""
    if named := day_named(text, today):
        return named[0]
    found = _DAY_GONE.search(text)
    days = (today - timedelta(days=back) for back in range(31)) if found else ()
    return next((day for day in days if found and day.day == int(found[1])), None)


def weekday(sign: str) -> int:
    """Return the place of a weekday in the week, as `date.weekday` counts."""
    return min("一二三四五六日天".index(sign), 6)


def nearest(year: str | None, month: int, day: int, today: date) -> date | None:
    """Return a date; without a year, in the year that brings it nearest to `today`. None if there is no such day."""
    years = [int(year)] if year else [today.year - 1, today.year, today.year + 1]
    days: list[date] = []
    for each in years:
        try:
            days.append(date(each, month, day))
        except ValueError:
            continue
    return min(days, key=lambda one: abs(one - today), default=None)


def length_of(found: re.Match[str]) -> tuple[int, Unit]:
    """Return the number and the unit of a `LENGTH` that was found (两周 are 14 days)."""
    times, unit = filter(None, found.groups())
    size, counted = UNITS[unit]
    return size // 2 if times == "半" else size * number(times), counted


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _date(year: int, month: str, day: str | None, sure: bool = True) -> TypedDate | None:
    """Return the date. None if there is no such day."""
    try:
        return TypedDate(date(year, int(month), int(day or 1)), sure and day is not None)
    except ValueError:
        return None
