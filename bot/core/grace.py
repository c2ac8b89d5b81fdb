"""The time that a notice gives for mending what it complains of: its last day, or a length from the day on which it
came. Pure.

Notices also say how long others will take and how old a paper may be, so only clauses count that demand something of
the person (`words-grace`, `words-no-grace` in ui.yaml).
"""

import re
from collections.abc import Iterator
from datetime import date, datetime

from bot.core.dates import GIVEN, LENGTH, length_of, nearest
from bot.core.knowledge import Knowledge
from bot.core.languages import as_content
from bot.core.state import Attempt, Grace
from bot.core.words import has
from bot.core.workdays import Day, end_of, local

DAYS_BEFORE = (3, 1)
"""On the mornings of so many days before the last one the person is reminded."""
_CLAUSE = re.compile(r"[。！!？?；;\n]+|[，,](?![仍还])")
_WITHIN = re.compile(
    rf"{LENGTH}(?:之?内|以内|(?:之?后|以后)[，,]?(?:仍|还|依然)?[未没不末]|(?:的?时间)?(?:内?整改|内?改正|来?处理))"
    rf"|{GIVEN}"
)
_DATE = r"(?:(20\d\d) ?[-年/.] ?)?(\d{1,2}) ?[-月/.] ?(\d{1,2})[日号]?"
_TIME = r" ?(?:\d{1,2}(?:[:：时点]\d{0,2}){0,2}[分秒]?)?"
_BEFORE = re.compile(
    rf"(?<![\d.\-/]){_DATE}{_TIME} ?(?:之?前|以前|为止|截止)|(?:截止|截至|最晚|最迟)[^\d]{{0,8}}{_DATE}(?![\d.])"
)


def grace_in(text: str, knowledge: Knowledge, now: datetime) -> Grace | None:
    """What a masked text gives for mending; the shortest where it gives several; None: nothing. A date without a year
    is of the year that brings it nearest to `now`."""
    clauses = _CLAUSE.split(as_content(text))
    found: list[Grace] = []
    for place, clause in enumerate(clauses):
        demanding = "".join(clauses[place : place + 2])
        if has(knowledge, demanding, "words-grace") and not has(knowledge, clause, "words-no-grace"):
            found += _graces(clause, local(now).date())
    return min(found, key=lambda one: _last_day(one, now, knowledge).date, default=None)


def last_day(attempt: Attempt, knowledge: Knowledge) -> Day | None:
    """The last day (Beijing) for mending, counted from the day after the one on which it was handed in; None: none was
    given."""
    return _last_day(attempt.grace, attempt.at, knowledge) if attempt.grace else None


def _last_day(grace: Grace, since: datetime, knowledge: Knowledge) -> Day:
    if grace.until:
        return Day(grace.until, True)
    return end_of(knowledge.calendar, grace.length, grace.unit, since)


def _graces(clause: str, today: date) -> Iterator[Grace]:
    for found in _WITHIN.finditer(clause):
        number, unit = found[1] or found[3], found[2] or found[4]
        length, counted = length_of(number, unit)
        if length:
            yield Grace(length=length, unit=counted)
    for found in _BEFORE.finditer(clause):
        year, month, day = (found[place] or found[place + 3] for place in (1, 2, 3))
        if until := nearest(year, int(month), int(day), today):
            yield Grace(until)
