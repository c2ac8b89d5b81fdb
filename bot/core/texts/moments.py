"""Past moments and times of day as people type them, with the text around them. Pure, without word lists."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.core.texts.dates import LENGTH, NEAR, UNITS, WEEKDAY, day_gone, length_of, weekday
from bot.search.numbers import NUMBER, number

_LASTING = re.compile(rf"{LENGTH}多?(?:了|(?=[还都也仍]))")
_PARTS = {
    "凌晨": 0,
    "半夜": 0,
    "大清早": 5,
    "清早": 5,
    "一早": 5,
    "早晨": 5,
    "早上": 5,
    "早": 5,
    "上午": 8,
    "中午": 11,
    "午后": 12,
    "下午": 12,
    "傍晚": 17,
    "晚上": 18,
    "夜里": 18,
    "深夜": 21,
    "晚": 18,
}
"""Parts of a day, each with the earliest hour at which it begins."""
_NOON = 12
_MORNING = time(8)
"""No review and no message comes before this time."""
_CLOCK = (
    rf"(?P<part>(?:{'|'.join(_PARTS)})(?!(?<=[早晚])了))?"
    r"(?:(?P<hour>\d{1,2}|[一二两三四五六七八九十]{1,3})"
    r"(?:[点时](?!之?前)(?:(?P<minute>\d{1,2})分?|(?P<quarter>半|一刻|三刻))?|[:：](?P<clock>\d\d))钟?多?)?"
)
"""A part of a day, an hour of it, or both. 填晚了 is no time."""
_GONE = re.compile(
    rf"(?P<ago>半|{NUMBER})(?:个(?P<half>半)?)?多?(?P<unit>小时|钟头|分钟|天|周|星期|月)多?[之以]?前"
    rf"|是?(?P<day>{'|'.join(NEAR)}|昨(?=晚|夜)|今(?=早|晚)|[上这本]?个?(?:周|星期|礼拜)[一二三四五六日天]"
    r"|(?:(?:20\d\d年)?\d{1,2}月|(?<!\d))\d{1,2}[日号])?的?" + _CLOCK + r"(?(day)(?:[弄办搞做整][好完]?的(?=\W|$))?)"
)
"""When something was: so long ago, or a day, a part of it, an hour; with words for a deed behind it."""
_TIMED = re.compile(r"[前天日周期拜号点时晨早晚午夜]|[:：]\d\d")
"""Every match of `_GONE` has one of these signs. Most texts have none and need no closer look."""
_HOUR_SIGN = re.compile("[点时:：]")
"""In all words for an hour, not in those for a part of the day."""
_FEASTS = {"平安夜": "12月24日", "圣诞节": "12月25日", "圣诞": "12月25日", "元旦": "1月1日"}
_FEAST = re.compile(rf"({'|'.join(_FEASTS)})(?:那天|当天)?(?![之以]?[前后])")
_LAST_PERIOD = re.compile(r"上个?(?:(?P<week>周|星期|礼拜)(?![一二三四五六日天])|(?P<month>月)(?!份? ?\d))")
"""The week or month before this one."""
_BEFORE = re.compile(
    rf"{_LAST_PERIOD.pattern}"
    r"|早就|早已经?|老早|好久|(?:一直|之前|以前|原来|原先|本来|当初|去年|前年)(?=[就都是也我])"
    r"|明明|(?<=[了过])的(?=[啊呀哦嘛]*(?:\W|$))"
)
"""The week or month before this one, or words for what was long ago or has long been so (实名过的)."""
_LONG_AGO = timedelta(days=30)
"""How long ago, at least, is long ago: nothing is waited for longer."""
_QUARTERS = {"一刻": 15, "半": 30, "三刻": 45}
_MIDST = {11: 12, 12: 14, 17: 18, 18: 20, 21: 21}
"""The hour meant by a part of a day alone, by when that begins. Before noon it is nine."""
_WAKING = 7
"""An hour before this one, without a part of the day, is one of the afternoon."""


@dataclass(frozen=True, slots=True)
class Gone:
    """When something was, as early as may be meant.

    - `exact`: more is known than the day; `dated`: more than the hour; `halved`: whether before noon or after
    - `rest`: the text without that; `part`: the part of the day, if no hour was said
    """

    at: datetime
    exact: bool
    dated: bool
    halved: bool
    rest: str
    part: str = ""


def moment_gone(text: str, now: datetime) -> Gone | None:
    """Return the moment before `now` (both in local time) at which something was. None if there is none, or it is to
    come."""
    text = _FEAST.sub(lambda found: _FEASTS[found[1]], text)
    for found in _GONE.finditer(text) if _TIMED.search(text) else ():
        if not found[0].strip("是的"):
            continue
        rest = f"{text[: found.start()]} {text[found.end() :]}"
        if (hour := _hour_behind(found)) and (whole := _GONE.fullmatch(found[0] + hour[0])):
            found, rest = whole, f"{text[: found.start()]} {text[found.end() : hour.start()]} {text[hour.end() :]}"
        at, exact = _ago(found, now) if found["ago"] else _at(found, now)
        if at is None or at.date() > now.date() or (exact and at > now):
            return None
        part = "" if found["hour"] else found["part"] or ""
        part += "上" * (len(part) == 1)
        return Gone(min(at, now), exact, bool(found["day"] or found["ago"]), bool(found["part"]), rest, part)
    return None


def _hour_behind(found: re.Match[str]) -> re.Match[str] | None:
    """Find the hour that stands apart from its part of the day (早上收到短信8点)."""
    if not found["part"] or found["hour"]:
        return None
    then = next((one for one in _GONE.finditer(found.string, found.end()) if one[0].strip("是的")), None)
    is_now = then is not None and found.string.startswith("了", then.end())  # 早上收到短信 现在9点了
    return then if then and then["hour"] and not (then["day"] or then["part"] or is_now) else None


def period_gone(text: str, now: datetime) -> Gone | None:
    """Return the last day of the week or month before this one, if a text says that something was then (上周就过了)."""
    found = _LAST_PERIOD.search(text)
    if found is None:
        return None
    back = now.weekday() + 1 if found["week"] else now.day
    at = datetime.combine(now.date() - timedelta(days=back), _MORNING, now.tzinfo)
    return Gone(at, False, True, False, f"{text[: found.start()]} {text[found.end() :]}")


def latest_gone(text: str, now: datetime) -> Gone | None:
    """Return when something was at the latest, if a text tells when (昨天, 上周) or that it was long ago (早就)."""
    found, rest = _BEFORE.search(text), _BEFORE.sub("", text)
    told = moment_gone(rest, now)
    if told or found is None:
        return told
    period = period_gone(text, now)
    return replace(long_gone(rest, now), at=period.at) if period else long_gone(rest, now)


def long_gone(text: str, now: datetime) -> Gone:
    """Return what a text tells, dated long ago."""
    at = datetime.combine(now.date() - _LONG_AGO, _MORNING, now.tzinfo)
    return Gone(at, False, True, False, text)


def lasting(text: str, now: datetime) -> Gone | None:
    """Return the day on which something began that lasts so long (交了三天了). None if the text tells no length in
    days."""
    found = _LASTING.search(text)
    length, unit = length_of(found) if found else (0, "小时")
    if found is None or unit != "天":
        return None
    at = datetime.combine(now.date() - timedelta(days=length), _MORNING, now.tzinfo)
    return Gone(at, False, True, False, f"{text[: found.start()]} {text[found.end() :]}")


def names_hour(text: str) -> bool:
    """Tell whether a text with a time names the hour (早上8点), and not only a part of the day (早上)."""
    return bool(_HOUR_SIGN.search(text))


def hour_on(text: str, noted: datetime) -> Gone | None:
    """Return the hour that a text tells in place of `noted`, on the same day. If it may be before noon or after, it is
    the one nearer to `noted`."""
    told = moment_gone(text, noted.replace(hour=23, minute=59))
    if told is None or told.halved:
        return told
    later = told.at + timedelta(hours=_NOON)
    halves = (told.at, later) if later.date() == noted.date() else (told.at,)
    return replace(told, at=min(halves, key=lambda one: abs(one - noted)))


def _ago(found: re.Match[str], now: datetime) -> tuple[datetime, bool]:
    """Return the moment so long ago, and whether its hour is known."""
    many = 0.5 if found["ago"] == "半" else number(found["ago"]) + (0.5 if found["half"] else 0)
    match found["unit"]:
        case "小时" | "钟头":
            return now - timedelta(hours=many), True
        case "分钟":
            return now - timedelta(minutes=many), True
        case unit:
            days, _ = UNITS[unit]
            return datetime.combine(now.date() - timedelta(days=int(many * days)), _MORNING, now.tzinfo), False


def _at(found: re.Match[str], now: datetime) -> tuple[datetime | None, bool]:
    """Return the moment on a day, and whether its hour is known. Without a part of the day the hour is before noon.
    Without a day it is the last such moment. None if there is none."""
    day, part, hour = _day_of(found["day"] or "", now.date()), found["part"], found["hour"]
    if day is None:
        return None, False
    if not part and not hour:
        return datetime.combine(day, _MORNING, now.tzinfo), False
    minute = _minute(found)
    hours = number(hour) if hour else _PARTS[part]
    if hours > 2 * _NOON or minute > 59:
        return None, False
    if hour and part and hours <= _NOON:
        hours = _hour(part, hours)
    at = datetime.combine(day, time(), now.tzinfo) + timedelta(hours=hours, minutes=minute)
    if at > now and (not found["day"] or hours >= 2 * _NOON):
        at -= timedelta(days=1)
    return at, True


def clock_named(text: str) -> tuple[timedelta, str] | None:
    """Return the time of day that a text names for a day to come (下午3点半, 晚上), from midnight on, and its words.
    None if it names none."""
    found = next((one for one in re.finditer(_CLOCK, text) if one[0]), None)
    if found is None:
        return None
    part, hour, minute = found["part"], found["hour"], _minute(found)
    hours = number(hour) if hour else _MIDST.get(_PARTS[part], 9)
    if hours > 2 * _NOON or minute > 59:
        return None
    if hour and part and hours <= _NOON:
        hours = _hour(part, hours)
    elif not part and hours < _WAKING:
        hours += _NOON
    return timedelta(hours=hours, minutes=minute), found[0]


def _minute(found: re.Match[str]) -> int:
    return int(found["minute"] or found["clock"] or _QUARTERS.get(found["quarter"] or "", 0))


def _hour(part: str, hours: int) -> int:
    """Return the hour of the day for one of up to twelve in a part of it. 24 and more are in the night that follows."""
    begins = _PARTS[part]
    if hours == _NOON:
        return 0 if part == "凌晨" else 2 * _NOON if part == "半夜" or begins > _NOON else hours
    if begins >= _PARTS["晚上"] and hours < _PARTS["早上"]:
        return hours + 2 * _NOON
    return hours + _NOON if begins >= _NOON or (part == "中午" and hours < 3) else hours


def _day_of(words: str, today: date) -> date | None:
    """Return the day that words name, as over or today."""
    if not words or words == "今":
        return today
    if words == "昨":
        return today - timedelta(days=1)
    if named := re.fullmatch(WEEKDAY, words):
        return today - timedelta(days=(today.weekday() - weekday(named["weekday"])) % 7)
    return day_gone(words, today)
