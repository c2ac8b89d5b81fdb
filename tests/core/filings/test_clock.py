"""The clock of a filing: which working day it is, when the result is expected, when it is time to ask."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core import course
from bot.core.dialogue import respond
from bot.core.events import Due, Pressed
from bot.core.filings.clock import Clock, Pace, clock, hours_end, verdict_days
from bot.core.filings.reminders import timers
from bot.core.knowledge import Flow, Knowledge, Province, Requirement, Step
from bot.core.replies import Screen
from bot.core.screens.filing_screens import progress
from bot.core.screens.waiting import clock_lines
from bot.core.state import Filing, State
from bot.core.workdays import Day
from tests.core.sample import FLOW, NOW, fact, knowledge_with, step

REVIEW = replace(step("review", "provider"), duration=fact("provider-days", 1, 2, "个工作日"))
AUTHORITY = replace(FLOW.steps[-1], duration=fact("authority-days", 1, 20, "个工作日"))
ORDER = step("order", deadline=fact("idle", 45, 45, "天"))
SMS = FLOW.steps[-2]
GUANGDONG = Province(
    "guangdong", "广东省", "广东", "粤", "x", (Requirement("review", "text", "source", "2022", (7, 9)),)
)
BEGUN = datetime(2026, 11, 5, 4, tzinfo=UTC)


def at(one: Step, begun: datetime = BEGUN, province: str = "") -> tuple[Filing, Knowledge]:
    flow = Flow("sample", "Sample", "", ("personal",), (one, step("end")), one.id, "")
    knowledge = replace(knowledge_with(flow), provinces={"guangdong": GUANGDONG})
    return course.begin(1, "a", flow, "personal", province, begun), knowledge


def running(one: Step, days: int = 0, begun: datetime = BEGUN, province: str = "") -> Clock:
    found = clock(*at(one, begun, province), begun + timedelta(days=days))
    assert found
    return found


def test_the_authority_has_twenty_working_days() -> None:
    found = running(AUTHORITY, days=21)
    assert (found.who, found.begun, found.day) == ("authority", date(2026, 11, 5), 15)
    assert found.expected == (Day(date(2026, 11, 6), True), Day(date(2026, 12, 3), True))
    assert found.last == Day(date(2026, 12, 3), True)


def test_the_usual_time_of_the_province_is_taken_wide() -> None:
    """Of seven to nine days nobody says whether working days are meant."""
    assert running(AUTHORITY, province="guangdong").expected == (
        Day(date(2026, 11, 12), True),
        Day(date(2026, 11, 18), True),
    )


@pytest.mark.parametrize(
    ("begun", "first"),
    [
        (date(2026, 11, 28), date(2026, 12, 7)),  # seven days later it is Saturday
        (date(2026, 11, 29), date(2026, 12, 7)),
        (date(2026, 2, 10), date(2026, 2, 24)),  # the holidays of spring last until the 23rd
    ],
)
def test_no_result_is_expected_on_a_day_off(begun: date, first: date) -> None:
    noon = datetime(begun.year, begun.month, begun.day, 4, tzinfo=UTC)
    local = running(AUTHORITY, begun=noon, province="guangdong")
    assert local.expected
    assert local.expected[0] == Day(first, True)
    by_days = replace(AUTHORITY, duration=fact("store-days", 7, 7, "天"))
    assert running(by_days, begun=noon).expected == (Day(first, True), Day(first, True))


def test_nothing_is_expected_after_the_limit() -> None:
    slow = replace(GUANGDONG, requirements=(Requirement("review", "text", "source", "2022", (9, 30)),))
    filing, knowledge = at(AUTHORITY, province="guangdong")
    found = clock(filing, replace(knowledge, provinces={"guangdong": slow}), BEGUN)
    assert found
    assert found.expected
    assert found.expected[1] == found.last


@pytest.mark.parametrize(
    ("one", "province", "day", "pace"),
    [
        (AUTHORITY, "guangdong", date(2026, 11, 18), "on-time"),
        (AUTHORITY, "guangdong", date(2026, 11, 19), "slow"),
        (AUTHORITY, "guangdong", date(2026, 12, 3), "slow"),
        (AUTHORITY, "guangdong", date(2026, 12, 4), "over"),
        (AUTHORITY, "", date(2026, 12, 3), "on-time"),
        (REVIEW, "", date(2026, 11, 9), "on-time"),
        (REVIEW, "", date(2026, 11, 10), "over"),
        (ORDER, "", date(2026, 12, 20), "on-time"),
        (ORDER, "", date(2026, 12, 21), "over"),
    ],
)
def test_when_to_worry(one: Step, province: str, day: date, pace: Pace) -> None:
    assert running(one, (day - date(2026, 11, 5)).days, province=province).pace == pace


def test_beyond_the_announced_years_it_is_a_guess() -> None:
    found = running(AUTHORITY, begun=datetime(2026, 12, 10, 4, tzinfo=UTC))
    assert found.last == Day(date(2027, 1, 8), False)


def test_hours_have_an_exact_end_and_no_clock() -> None:
    filing, knowledge = at(SMS)
    assert clock(filing, knowledge, BEGUN) is None
    assert hours_end(filing, knowledge) == BEGUN + timedelta(hours=24)


@pytest.mark.parametrize("one", [step("info"), replace(step("form"), duration=fact("form", 10, 60, "分钟"))])
def test_no_clock_runs_where_there_is_no_limit_and_nobody_else_at_it(one: Step) -> None:
    filing, knowledge = at(one)
    assert clock(filing, knowledge, NOW) is None
    assert hours_end(filing, knowledge) is None


ALL = Flow(
    "sample",
    "Sample",
    "",
    ("personal",),
    (step("info"), REVIEW, replace(SMS, review=True), AUTHORITY, step("end")),
    "info",
    "",
)


@pytest.mark.parametrize(
    ("at", "late", "days"),
    [
        ("info", 0, (date(2026, 11, 10), date(2026, 12, 8))),
        ("info", 7, (date(2026, 11, 17), date(2026, 12, 15))),
        ("review", 0, (date(2026, 11, 10), date(2026, 12, 8))),
        ("review", 7, (date(2026, 11, 16), date(2026, 12, 11))),  # longer than usual: from today on
        ("sms", 0, (date(2026, 11, 9), date(2026, 12, 4))),
        ("authority", 0, (date(2026, 11, 6), date(2026, 12, 3))),
        ("end", 0, None),
    ],
)
def test_the_last_verdict_follows_from_all_that_are_to_come(at: str, late: int, days: tuple[date, date] | None) -> None:
    filing = course.begin(1, "a", ALL, "personal", "", BEGUN)
    filing = course.jump(filing, ALL, next(one for one in ALL.steps if one.id == at), BEGUN)
    found = verdict_days(filing, knowledge_with(ALL), BEGUN + timedelta(days=late))
    assert (found and (found[0].date, found[1].date)) == days


def test_of_a_verdict_of_which_nobody_says_how_long_it_takes_no_day_is_known() -> None:
    flow = replace(ALL, steps=(step("info"), step("platform", "provider"), AUTHORITY))
    assert verdict_days(course.begin(1, "a", flow, "personal", "", BEGUN), knowledge_with(flow), BEGUN) is None


def test_on_a_day_off_a_review_that_took_as_long_as_usual_is_not_called_slow(knowledge: Knowledge) -> None:
    saturday, flow = datetime(2026, 11, 28, 4, tzinfo=UTC), knowledge.flows["first-filing"]
    filing = course.begin(1, "a", flow, "personal", "hunan", saturday - timedelta(days=3))
    review = next(one for one in flow.steps if one.id == "first-provider-review")
    filing = course.jump(filing, flow, review, saturday - timedelta(days=3))
    found = clock(filing, knowledge, saturday)
    assert found
    told = clock_lines(knowledge, filing, found, saturday)
    assert (found.day, "11月27日就该有结果了" in told, "慢了" in told) == (2, True, False)


def test_the_reminder_comes_when_it_is_time_to_ask() -> None:
    filing, knowledge = at(AUTHORITY)
    ((_, due),) = timers(State((filing,)), knowledge, NOW).items()
    before, then = clock(filing, knowledge, due - timedelta(days=1)), clock(filing, knowledge, due)
    assert before
    assert then
    assert (before.pace, then.pace) == ("on-time", "over")


def at_authority(knowledge: Knowledge, begun: datetime) -> Filing:
    flow = knowledge.flows["first-filing"]
    filing = course.begin(1, "五金店官网", flow, "enterprise", "guangdong", begun)
    return course.jump(filing, flow, next(s for s in flow.steps if s.who == "authority"), begun)


def test_the_progress_says_where_it_stands_and_what_to_do(knowledge: Knowledge) -> None:
    state = State((at_authority(knowledge, BEGUN),))
    text = progress(knowledge, state, datetime(2026, 11, 12, 4, tzinfo=UTC)).text
    assert "第 **5** 个工作日，最多 20 个工作日" in text
    assert "预计 **11月12日～11月18日** 有结果（广东一般 7～9 天" in text
    assert "过了 12月3日还没结果，再请接入商客服向管局问" in text
    assert "2027" not in text
    late = State((at_authority(knowledge, datetime(2026, 12, 10, 4, tzinfo=UTC)),))
    text = progress(knowledge, late, datetime(2026, 12, 12, 4, tzinfo=UTC)).text
    assert "过了 2027年1月8日还没结果" in text
    assert "2027 年的放假安排还没公布，日期是预计的" in text


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (27, "轮到**你**，今天刚到这一步。"),
        (29, "轮到**你**，从 11月27日起，中间还没有工作日。"),  # a Sunday
        (30, "轮到**你**，从 11月27日起，已过 1 个工作日。"),
    ],
)
def test_no_working_day_is_not_called_zero(knowledge: Knowledge, day: int, words: str) -> None:
    begun = datetime(2026, 11, 27, 4, tzinfo=UTC)
    filing = course.begin(1, "五金店官网", knowledge.flows["first-filing"], "enterprise", "guangdong", begun)
    assert words in progress(knowledge, State((filing,)), datetime(2026, 11, day, 4, tzinfo=UTC)).text


def test_a_letter_asks_when_it_takes_too_long(knowledge: Knowledge) -> None:
    state = State((at_authority(knowledge, BEGUN),), front=1)
    for day, offered in ((date(2026, 12, 3), False), (date(2026, 12, 4), True)):
        now = datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
        (screen,) = respond(Pressed("g:1:"), state, knowledge, now).replies
        assert isinstance(screen, Screen)
        assert ("C:1" in [button.data for row in screen.buttons for button in row]) == offered
    (reminder,) = respond(Due("deadline:1:first-authority"), state, knowledge, now).replies
    assert isinstance(reminder, Screen)
    assert "C:1" in [button.data for row in reminder.buttons for button in row]
    (letter,) = respond(Pressed("C:1"), state, knowledge, now).replies
    assert isinstance(letter, Screen)
    assert "11月5日" in letter.text
    assert "21" in letter.text
