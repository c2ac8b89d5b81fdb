"""The time that a notice gives for mending, or until its order is deleted: its last day, or a length from the day on
which it came. Pure.

Notices also say how long others will take and how old a paper may be. So only clauses count that demand something of
the person (`words-grace`, `words-no-grace` in words.yaml).
"""

import re
from collections.abc import Iterator
from datetime import date, datetime

from bot.core.knowledge import Knowledge
from bot.core.languages import as_content
from bot.core.state import Attempt, Grace
from bot.core.texts.dates import GIVEN, LENGTH, days_coming, days_named, length_of, nearest, period_end
from bot.core.texts.wordlists import has
from bot.core.workdays import Day, end_of, local
from bot.search.breaths import in_breaths

DAYS_BEFORE = (3, 1)
"""How many days before the last one the person is reminded, in the morning."""
_CLAUSE = re.compile(r"[。！!？?；;\n]+|[，,](?![仍还])")
_LOST = (
    r"[起后]?(?:将|会|被|自动|由?系统|予以|统一|正式|依法){0,6}+"
    r"(?:删除|作废|失效|下架|下线|注销|关[停闭]|停止|暂停|中止|取消|断开|封停|清理)"
)
_WITHIN = re.compile(
    rf"{LENGTH}(?:之?内|以内|(?:之?后|以后)(?:[，,]?(?:仍|还|依然)?[未没不末]|{_LOST})"
    r"|(?:的?时间)?(?:内?整改|内?改正|来?处理))"
    rf"|{GIVEN}"
)
_DATE = r"(?:(20\d\d) ?[-年/.] ?)?(\d{1,2}) ?[-月/.] ?(\d{1,2})[日号]?"
_TIME = r" ?(?:\d{1,2}(?:[:：时点]\d{0,2}){0,2}[分秒]?)?"
_DUE = "(?:截[止至]|最[晚迟]|[期时]限)"
_BEFORE = re.compile(rf"(?<![\d.\-/]){_DATE}{_TIME} ?(?:之?前|以前|为止|截止)|{_DUE}[^\d]{{0,8}}{_DATE}(?![\d.])")
_BEHIND_LAST_DAY = re.compile(rf"{_TIME} ?(?:(?:下班)?之?前|以前|为止|截止|{_LOST})")
"""Words behind a last day."""
_BEFORE_LAST_DAY = re.compile(rf"{_DUE}(?:日期?|时间)?[到至在于是为:： ]*$")
"""Words before a last day."""
_SETS = re.compile(rf"{GIVEN}|(?:将|否则|不然|会|就)[^，,]{{0,20}}?{_LOST}")
"""Words that give a time without a demand."""
_LAPSED = re.compile(
    rf"因(?!此)[^，,。；;！!\n请须限因]*?(?:{LENGTH}(?:之|以)?内[^，,。；;！!\n请]{{0,6}}?[未没]|[未没](?:能|有)?[在于]?{LENGTH}(?:之|以)?内)"
    rf"|{LENGTH}(?:之|以)?内(?:[仍还][然是]?)?[未没](?:(?![请将会就否逾])[^。；;！!\n])*?(?:已(?![收知])|[删销关取退掉没][除闭消停回]?了)"
)
"""A length in which something was not done, and that is over. An order that is gone for it gives no more time."""
_VALIDITY = re.compile(
    r"(?:有效|营业|经营|授权书?|承诺书?|租赁|租用|合同|服务|使用|托管|居住|注册|许可)的?[期时]限[^，,。；;！!\n]*"
)
"""How long a paper is valid."""
_ENDS_BY_ITSELF = re.compile(
    r"([否逾未不请须][^。；;！!\n]*)"
    r"|(?:域名|服务器|主机|空间|证书|套餐|(?:维护|升级)[，,]?)[将会在于到即起定\d年月日号天周后之以个.\-/ ]{0,24}"
    rf"{_LOST}(?!接入)"
)
"""What ends by itself and is no threat (域名将于12月10日注销，请续费)."""
_CAME = re.compile("收到|接到|退|驳|[未没]通?过")
"""Words behind the day on which a notice came, unless it is when it was handed in, or a paper ran out (`_ANOTHER`)."""
_ANOTHER = re.compile("[交报申送期]")


def grace_in(text: str, knowledge: Knowledge, now: datetime) -> Grace | None:
    """Return the shortest time that a masked text gives for mending. None if it gives none.

    A date without a year is in the year that brings it nearest to `now`. If the text came on an earlier day that it
    names, a length counts from there.
    """
    told = _ENDS_BY_ITSELF.sub(r"\1", _VALIDITY.sub("", in_breaths(as_content(text, knowledge))))
    clauses, today = _CLAUSE.split(told), local(now).date()
    since = now - (today - max((day for clause in clauses for day in _came(clause, today)), default=today))
    graces: list[Grace] = []
    for place, clause in enumerate(clauses):
        demanding = "，".join(clauses[place : place + 2])
        demands = has(knowledge, demanding, "words-grace") or _SETS.search(clause)
        lapsed = (found := _LAPSED.search(demanding)) and found.start() < len(clause)
        if demands and not lapsed and not has(knowledge, clause, "words-no-grace"):
            graces += _graces(clause, today)
    shortest = min(graces, key=lambda one: _last_day(one, since, knowledge).date, default=None)
    counted = shortest and not shortest.until and since != now
    return Grace(_last_day(shortest, since, knowledge).date) if shortest and counted else shortest


def last_day(attempt: Attempt, knowledge: Knowledge) -> Day | None:
    """Return the last day (Beijing) for mending, counted from the day after the notice was handed in. None if none was
    given."""
    return _last_day(attempt.grace, attempt.at, knowledge) if attempt.grace else None


def _last_day(grace: Grace, since: datetime, knowledge: Knowledge) -> Day:
    if grace.until:
        return Day(grace.until, True)
    return end_of(knowledge.calendar, grace.length, grace.unit, since)


def _graces(clause: str, today: date) -> Iterator[Grace]:
    for found in _WITHIN.finditer(clause):
        length, unit = length_of(found)
        if length:
            yield Grace(length=length, unit=unit)
    for found in _BEFORE.finditer(clause):
        year, month, day = (found[place] or found[place + 3] for place in (1, 2, 3))
        if until := nearest(year, int(month), int(day), today):
            yield Grace(until)
    for last, named in (*days_named(clause, today), *days_coming(clause, today)):
        is_last = _BEHIND_LAST_DAY.match(clause, named.end()) or _BEFORE_LAST_DAY.search(clause, 0, named.start())
        if last >= today and is_last:
            yield Grace(last)
    last, words = period_end(clause, today) or (today, "")
    if words and re.search(rf"{words}(?:(?<=[底末旦])(?:之|以)?前|[之以]?内)", clause):
        yield Grace(last)


def _came(clause: str, today: date) -> Iterator[date]:
    """Yield the days until `today` on which a notice came, by one clause."""
    if told := _CAME.search(clause):
        for day, named in days_named(clause[: told.start()], today):
            if day <= today and not _ANOTHER.search(clause, named.end(), told.start()):
                yield day
