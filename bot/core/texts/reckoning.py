"""Questions that the calendar answers: which day it is, when a time in a text is over, until when the access provider
and the authority take. Pure."""

import re
from datetime import date, datetime, time, timedelta
from typing import Literal

from bot.core.kinds import Unit
from bot.core.knowledge import Knowledge
from bot.core.texts.asker import PROVIDERS, names_in
from bot.core.texts.dates import GIVEN, LENGTH, day_gone, day_named, days_coming, length_of, period_end
from bot.core.texts.wordlists import LONGEST_SHORT, empty_without, has, has_only, short
from bot.core.words import Marked, label, say
from bot.core.workdays import BEIJING, Day, end_of, local, spoken_day

AUTHORITY = "time-authority"
"""The topic on how long the authority takes."""
FIRST_REVIEW = "time-provider-review"
"""The topic on how long the access provider takes before that."""
TOTAL = "time-total"
"""The topic on how long all of it takes."""
POLICE = "time-police"
"""The topic on how long the police take."""
AUTHORITY_FACT = "authority-review-limit"
"""The fact on how long the authority may take."""
FIRST_REVIEW_FACT = "provider-review-days"
"""The fact on how long the access provider takes."""
_GIVEN = re.compile(
    rf"{LENGTH}(?:之?[内后]|以[内后]|的?(?:期限|时限|时间)|[，, ]*(?:那|就)?(?:应该|应当)?[是算]?(?:截止)?[到至])"
    rf"|{GIVEN}|(?:起算?|开始算?|算起|[往之以]?后(?:数|推|再?过)?|再?[加过])[，, ]*的?第?{LENGTH}"
)
_WITHIN = re.compile(LENGTH + "[之以]?内")
_FIRST = "初审"
"""The access provider's review."""
_AGO = re.compile(r"(?<![\d月])" + LENGTH + "(?:[了前]|多了)")


def which_day(knowledge: Knowledge, text: str, now: datetime) -> str:
    """Answer a text that only asks which day it is (下周三是几号, 明天上班吗); "" for any other."""
    plain = short(text)
    named = day_named(plain, local(now).date())
    if named is None:
        return ""
    day, words = named
    rest = plain.replace(words, "", 1)
    if not has(knowledge, rest, "words-what-day") or not has_only(knowledge, rest, "words-what-day", "words-follow"):
        return ""
    works = label(knowledge, "day-works" if knowledge.calendar.works(day) else "day-off")
    told = say(knowledge, "day-is", day=_told(knowledge, day, now), works=works)
    return told + _unannounced(knowledge, Day(day, day.year in knowledge.calendar.years))


def last_day(knowledge: Knowledge, text: str, now: datetime) -> str:
    """Answer a text that asks when a time it names is over; "" for any other. Hours are not counted."""
    today = local(now).date()
    found = _GIVEN.search(text)
    if found is None or len(text) > LONGEST_SHORT or not has(knowledge, text, "words-day-ends"):
        return ""
    length, unit = length_of(found)
    if not length or unit == "小时":
        return ""
    since = day_gone(text.replace(found[0], "", 1), today) or today
    last = _end(knowledge, length, unit, since)
    told = say(
        knowledge,
        "day-counted-working" if unit == "个工作日" else "day-counted",
        since=spoken_day(since, now),
        length=f"{length} {unit}",
        last=_told(knowledge, last.date, now),
    )
    return told + _unannounced(knowledge, last)


def authority_ends(knowledge: Knowledge, text: str, now: datetime) -> str:
    """Answer until when the authority may take for what a text says was submitted; "" if it does not ask that, or is
    about the access provider. If the text does not say with whom it is, both are told."""
    if not has(knowledge, text, "words-handed-in") or len(text) > LONGEST_SHORT:
        return ""
    if _FIRST in text or has(knowledge, text, "words-not-review"):
        return ""
    days_ago, since = _begun(text, local(now).date())
    with_authority = has(knowledge, text, "sender-words-authority")
    if not with_authority and (
        has(knowledge, text, "sender-words-provider-review") or names_in(knowledge, text, PROVIDERS)
    ):
        return ""
    asks = ((days_ago or with_authority) and has(knowledge, text, "words-no-news")) or (
        with_authority and has(knowledge, text, "words-result-when")
    )
    if AUTHORITY not in knowledge.topics or since is None or not asks:
        return ""
    if not with_authority:
        return _reviewed_since(knowledge, since, now)
    return review_ends(knowledge, "authority", since, now)


def long_reviewed(knowledge: Knowledge, since: date, now: datetime) -> str:
    """Answer like `authority_ends` for what was submitted so long ago that the first review should be over; "" if it
    may still last."""
    takes = knowledge.facts.get(FIRST_REVIEW_FACT)
    if AUTHORITY not in knowledge.topics or takes is None:
        return ""
    over = _end(knowledge, takes.high or 0, takes.unit, since).date < local(now).date()
    return _reviewed_since(knowledge, since, now) if over else ""


def _reviewed_since(knowledge: Knowledge, since: date, now: datetime) -> str:
    """Say how long the access provider takes for what was submitted on this day, and below that what is told of the
    authority, whose time begins when the provider is through."""
    takes = knowledge.facts.get(FIRST_REVIEW_FACT)
    if takes is None:
        return review_ends(knowledge, "authority", since, now)
    passed_on = min(_end(knowledge, takes.high or 0, takes.unit, since).date, local(now).date())
    told = review_ends(knowledge, "authority", passed_on, now)
    days = {"since": spoken_day(since, now), "reported": spoken_day(passed_on, now)}
    return told and say(knowledge, "day-whose-turn", limit=takes.text, **days) + "\n\n" + told


def first_review_ends(knowledge: Knowledge, text: str, now: datetime) -> str:
    """Answer when the access provider should be through with the first review, from when a text says that it began; ""
    if it does not ask that, or is about another kind of review."""
    is_there = has(knowledge, text, "words-handed-in") and has(knowledge, text, "words-first-review")
    if not is_there or len(text) > LONGEST_SHORT:
        return ""
    if has(knowledge, text, "words-not-review", "words-not-first-review", "sender-words-authority"):
        return ""
    days_ago, since = _begun(text, local(now).date())
    asks = has(knowledge, text, "words-result-when") or (days_ago and has(knowledge, text, "words-no-news"))
    if FIRST_REVIEW not in knowledge.topics or since is None or not asks:
        return ""
    return review_ends(knowledge, "first-review", since, now)


def review_ends(knowledge: Knowledge, whose: Literal["authority", "first-review"], since: date, now: datetime) -> str:
    """Say when a review that began on this day should be over, or should have been; "" if its limit is not known."""
    limit = knowledge.facts.get(AUTHORITY_FACT if whose == "authority" else FIRST_REVIEW_FACT)
    if limit is None:
        return ""
    last = _end(knowledge, limit.high or 0, limit.unit, since)
    told = say(
        knowledge,
        f"day-{whose}-over" if last.date < local(now).date() else f"day-{whose}",
        limit=limit.text,
        since=spoken_day(since, now),
        last=_told(knowledge, last.date, now),
    )
    return told + _unannounced(knowledge, last)


def _end(knowledge: Knowledge, length: float, unit: Unit, since: date) -> Day:
    """Return the last day of a time that began on this day."""
    return end_of(knowledge.calendar, length, unit, datetime.combine(since, time(12), BEIJING))


def _begun(text: str, today: date) -> tuple[int, date | None]:
    """Return how many days ago it began (0: the text does not say), and on which day."""
    ago = _AGO.search(text)
    length, unit = length_of(ago) if ago else (0, "天")
    days_ago = length if unit == "天" else 0
    return days_ago, today - timedelta(days=days_ago) if days_ago else day_gone(text, today)


def asks_end(knowledge: Knowledge, text: str, now: datetime) -> tuple[bool, date | None]:
    """Tell whether a text only asks when what is under way will be over (几号能好, 还要等几天), and by which day it
    should be, if it names one (12月15号之前能好吗)."""
    plain, today = short(text), local(now).date()
    if not has(knowledge, plain, "words-over", "words-still"):
        return False, None
    coming = ((day, found[0]) for day, found in days_coming(plain, today))
    within = _within(knowledge, plain, now)
    day, words = day_named(plain, today) or next(coming, None) or within or period_end(plain, today) or (None, "")
    rest = plain.replace(words, "", 1)
    about = ("备案",) if day else ()
    if (day and day < today) or not empty_without(knowledge, rest, "words-when", "words-over", "words-by", also=about):
        return False, None
    over, when = has(knowledge, rest, "words-over"), has(knowledge, rest, "words-when")
    by_day = day is not None and over and has(knowledge, rest, "words-may")
    return by_day or (when and (over or has(knowledge, rest, "words-still"))), day


def _within(knowledge: Knowledge, text: str, now: datetime) -> tuple[date, str] | None:
    """Return the day on which a time from now on is over (两周内), and the words for that time."""
    found = _WITHIN.search(text)
    return (end_of(knowledge.calendar, *length_of(found), now).date, found[0]) if found else None


def _told(knowledge: Knowledge, day: date, now: datetime) -> Marked:
    """Return a day in words, with its weekday."""
    weekday = label(knowledge, "weekdays").split()[day.weekday()]
    return Marked(say(knowledge, "day-told", day=spoken_day(day, now), weekday=weekday))


def _unannounced(knowledge: Knowledge, day: Day) -> str:
    return "" if day.certain else "\n\n" + say(knowledge, "clock-unannounced", year=str(day.date.year))
