"""The wish to be reminded: whether a text is one, of when, and of what; and the plan to submit something on a day to
come, of which one may wish to be reminded. Pure."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.core.knowledge import Knowledge
from bot.core.texts.asking import wonders
from bot.core.texts.dates import LONG, day_named, days_coming, length_of, no_day, period_end
from bot.core.texts.moments import clock_named, moment_gone
from bot.core.texts.said_back import righted
from bot.core.texts.wordlists import LONGEST_SHORT, has, has_only, listed, without, wordings
from bot.core.workdays import BEIJING, MORNING, end_of, local
from bot.search.normalise import clean
from bot.search.numbers import NUMBER, number

_AHEAD = re.compile(LONG + "[之以]?后|(?:过|再过)" + LONG)
_SHIFT = re.compile(r"(?:提前|往前[推挪]?|早|推迟|推后|延[后迟期]|往后[推挪延]?|晚)" + LONG)
"""How much earlier or later something is to be."""
_EARLIER = ("提", "往前", "早")
_EVERY = re.compile("每个?(?=(?:周|星期|礼拜)[一二三四五六日天])")
"""The word before a weekday that means every week."""
_SOON = re.compile(rf"(?:再?过)?(?:(?P<minutes>{NUMBER}) ?分钟|半个?(?:小时|钟头))[之以]?后?")
_DAY_OF_PART = re.compile("(?<=[今明后])(?=[早晚])")
"""The place where the word for a day is left out (明晚)."""
_PARTICLES = "吗吧啊哦哈呢嘛"
_REMINDS = "提"
"""The beginning of words for reminding that reviewers do not use. With the others they make demands (叫我补材料)."""
_DEED = 2
"""How many characters at the beginning of what is to be done may hold its verb."""
_ANY_DAY = "明天"
"""The word put in place of a day that does not exist."""
_DAY = "\0"
"""The stand-in for the day that a text names, which keeps vague words (下个月) from being found in it."""
_WEEKDAY = re.compile("周|星期|礼拜")
_MOVES = (("moves", "words-wake-moves"), ("wake", "words-wake-short"))
_NUMBERED = timedelta(days=15)
"""A day that is told only by its number is looked for from so long before the day that it replaces."""
_PLAN = (
    ("submit", "words-plan-submit"),
    ("plan", "words-plan"),
    ("later", "words-later-when"),
    ("later", "words-soon"),
)
_HALF_A_DAY = timedelta(hours=12)
"""How much later an hour is meant that is over and names no part of the day (3点提醒我)."""


@dataclass(frozen=True, slots=True)
class Wake:
    """A wish to be reminded. `at`: when; None: it names no moment. `what`: of what; "": of how far it came. `no_day`:
    the day that it names and that does not exist."""

    at: datetime | None
    what: str
    no_day: str = ""


def wake_wish(knowledge: Knowledge, text: str, now: datetime) -> Wake | None:
    """Return the wish to be reminded, if a text says only that, with a day, an hour or a length of time (三天后提醒我,
    下周一叫我交, 明晚8点提醒我买服务器), however vague (明天早点提醒我). None: any other text, and a time that is over.
    What somebody was told to do (叫我明天补材料) is no wish."""
    text = _DAY_OF_PART.sub("天", text) if len(text) <= LONGEST_SHORT else ""
    wake = next((word for word in listed(knowledge, "words-wake", "words-wake-short") if word in text), "")
    if not wake:
        return None
    once = _EVERY.sub("", text)
    often, text = once != text or has(knowledge, text, "words-wake-often"), once
    if unreal := no_day(text, local(now).date()):
        return Wake(None, "", unreal) if wake_wish(knowledge, text.replace(unreal, _ANY_DAY), now) else None
    _, day = _day_to_come(text, local(now).date())
    vague = ("words-wake-vague", "words-wake-often")
    told = without(text.replace(day, _DAY, 1) if day else text, listed(knowledge, *vague)).replace(_DAY, day)
    at, words = _to_come(knowledge, told, now)
    before, _, after = told.partition(wake)
    if often or wake in after:
        at = None  # a reminder comes only once
    first, then = (clean(without(part, words)) for part in (before, after))
    what = "" if has_only(knowledge, then, "words-wake-around") else then.rstrip(_PARTICLES)
    if not has_only(knowledge, first, "words-wake-around") or (at and at <= now):
        return None
    if what and (wonders(knowledge, what) or what.endswith("了") or not has(knowledge, what[:_DEED], "words-wake-do")):
        return None
    ahead = any(word in before for word in words)
    if wake in listed(knowledge, "words-wake-short") and (what or not ahead or wonders(knowledge, text)):
        return None
    if what and not (ahead or wake.startswith(_REMINDS)):
        return None
    return Wake(at, what) if at or what or often or told != text else None


def moved_wake(knowledge: Knowledge, text: str, set_for: datetime, now: datetime) -> tuple[datetime, bool] | None:
    """Return the new moment for a reminder, if a text says only that (改成14号, 不对 应该是周四), and whether it says
    that it replaces another one. A weekday is in the same week, a number is the nearest to the day of `set_for`; the
    day or hour that is not told stays. None: any other text."""
    text = righted(knowledge, text)[1] or text
    text = _DAY_OF_PART.sub("天", text) if len(text) <= LONGEST_SHORT else ""
    at, words = _to_come(knowledge, text, now, local(set_for))
    if found := _SHIFT.search(text):
        length, unit = length_of(found)
        by = timedelta(hours=length) if unit == "小时" else timedelta(days=length)
        by = by or (timedelta(minutes=30) if unit == "小时" else timedelta(hours=6))  # 半小时, 半天
        at, words = set_for + (-by if found[0].startswith(_EARLIER) else by), (found[0],)
    kinds, rest = wordings(knowledge, _MOVES, "words-wake-moves-around").parted(clean(without(text, words)))
    is_other = "moves" in kinds or found is not None
    if at is None or at <= now or rest or (kinds and not is_other):  # 15号提醒我 is a new wish
        return None
    return at, is_other


def submission_planned(knowledge: Knowledge, text: str, now: datetime) -> Wake | None:
    """Return the plan to submit at a time to come, if a text says only that (周三再交, 明天交); `at` is None for a
    vague time (下周再交). None: any other text, and what is over (周三交的, 周三交了). Without a word for a plan, the
    number of a day or an hour is past if that is nearer."""
    text = _DAY_OF_PART.sub("天", text) if len(text) <= LONGEST_SHORT else ""
    if not has(knowledge, text, "words-plan-submit") or wonders(knowledge, text):
        return None
    at, words = _to_come(knowledge, text, now)
    plain = clean(without(text, words))
    kinds, rest = wordings(knowledge, _PLAN, "words-wake-vague", "words-wake-around").parted(plain)
    if rest or "submit" not in kinds:
        return None
    if at is None or at <= now:
        is_plan = "plan" in kinds if words else "later" in kinds  # a named day is today here
        return Wake(None, "") if is_plan else None
    gone = None if "plan" in kinds or _WEEKDAY.search(words[0]) else moment_gone(text, local(now))
    return Wake(at, "") if gone is None or at - now <= now - gone.at else None


def _to_come(
    knowledge: Knowledge, text: str, now: datetime, set_for: datetime | None = None
) -> tuple[datetime | None, tuple[str, ...]]:
    """Return the moment that a text names, which may be over, and the words for it. Without an hour it is in the
    morning, or None if that is over today; without a day it is the next such hour. `set_for`: the moment (local) that
    it replaces, whose day or hour stays if the text does not tell it."""
    if found := _SOON.search(text):
        return now + timedelta(minutes=number(found["minutes"]) if found["minutes"] else 30), (found[0],)
    today = local(now).date()
    day, words = _day_to_come(text, today, set_for and set_for.date())
    if found := _AHEAD.search(text):
        length, unit = length_of(found)
        if unit == "小时":
            return now + timedelta(hours=length), (found[0],)
        day, words = end_of(knowledge.calendar, length, unit, now).date, found[0]
    usual = set_for or MORNING
    hours, clock = clock_named(text.replace(words, "", 1)) or (timedelta(hours=usual.hour, minutes=usual.minute), "")
    if not (words or clock):
        return None, ()
    at = datetime.combine(day, time(tzinfo=BEIJING)) + hours
    if not clock and day == today and at <= now:
        return None, (words,)
    if not words and set_for is None and at <= now:
        later = at + _HALF_A_DAY
        at = later if re.match(NUMBER, clock) and later > now and local(later).date() == today else at + 2 * _HALF_A_DAY
    return at, tuple(filter(None, (words, clock)))


def _day_to_come(text: str, today: date, set_for: date | None = None) -> tuple[date, str]:
    """Return the day that a text names, and the words for it; without one the day `set_for`, or today, and ""."""
    if named := day_named(text, today):
        return named
    usual = set_for or today
    near = timedelta(days=usual.weekday()) if _WEEKDAY.search(text) else _NUMBERED
    if coming := next(((day, found[0]) for day, found in days_coming(text, max(today, usual - near))), None):
        return coming
    ends = period_end(text, today)
    return ends if ends and ends[0] > today and ends[1][-1] in "底末" else (usual, "")
