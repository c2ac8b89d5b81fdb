"""Wishes for a reminder, and for none any more."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core import course
from bot.core.dialogue import respond
from bot.core.events import Due, Pressed, said
from bot.core.filings.reminders import late, timers, with_all_told
from bot.core.knowledge import Knowledge
from bot.core.replies import Screen
from bot.core.state import Attempt, State
from bot.core.workdays import local
from tests.core.sample import NOW
from tests.core.talking import AT_REVIEW, BEGUN, SHOPS, after
from tests.core.talking import at as at_step


@pytest.mark.parametrize(
    ("typed", "when"),
    [
        ("三天后提醒我", "28 09:00"),
        ("三天后提醒我一哈", "28 09:00"),
        ("明天提醒我继续办", "26 09:00"),
        ("下周一叫我交", "30 09:00"),
        ("麻烦 12月1号提醒我一下", "01 09:00"),
        ("两小时后提醒我", "25 12:00"),
        ("5个工作日以后喊我看看", "02 09:00"),
        ("20分钟后叫我", "25 10:20"),
        ("明天下午3点半提醒我", "26 15:30"),
        ("明早提醒我", "26 09:00"),
        ("明晚8:15叫我一声", "26 20:15"),
        ("晚上8点提醒", "25 20:00"),
        ("9点提醒我", "25 21:00"),
        ("3点喊我", "25 15:00"),
        ("三天后中午提醒我打电话", "28 12:00"),
        ("三天后提醒我买服务器", "28 09:00"),
        ("提醒我12月10号交承诺书", "10 09:00"),
        ("月底提醒我续域名", "30 09:00"),
        ("下个星期三提醒我", "02 09:00"),
        ("下月5号提醒我交材料", "05 09:00"),
        ("下个月15号上午10点提醒我", "15 10:00"),
        ("明天早点提醒我", "26 09:00"),
    ],
)
def test_a_reminder_comes_when_somebody_wished_for_it(knowledge: Knowledge, typed: str, when: str) -> None:
    filing = course.begin(1, "官网", knowledge.flows["first-filing"], "enterprise", "guangdong", NOW)
    wished = respond(said(typed), State((filing,), front=1), knowledge, NOW).state
    (at,) = [due for key, due in timers(wished, knowledge, NOW).items() if key.startswith("wished:")]
    assert f"{local(at):%d %H:%M}" == when
    assert [one.kind for one in late(wished, knowledge, at)][-1:] == ["wished"]
    (screen,) = respond(Due("wished:w1"), wished, knowledge, at).replies
    assert isinstance(screen, Screen)
    assert "你让我这时候提醒你" in screen.text
    assert timers(with_all_told(wished, at), knowledge, at).keys().isdisjoint({"wished:w1"})


@pytest.mark.parametrize(
    "typed",
    [
        *("昨天提醒我", "明天别提醒我", "三天后提醒我备案要多久", "晚上8点提醒吗", "每天晚上8点提醒我太烦了"),
        *(
            "客服叫我明天补材料",
            "叫我明天补材料",
            "三天前提醒我交材料",
            "系统提醒我域名没实名",
            "提醒我明天交材料了",
            "客服叫我每周三补材料",
            "客服叫我明天去刷脸",
            "官网明天别提醒我",
            "官网那个客服叫我明天补材料",
        ),
    ],
)
def test_what_is_no_wish_for_a_reminder_makes_none(knowledge: Knowledge, typed: str) -> None:
    filing = course.begin(1, "官网", knowledge.flows["first-filing"], "enterprise", "guangdong", NOW)
    state = respond(said(typed), State((filing,), front=1), knowledge, NOW).state
    assert not state.later


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("三天后提醒我去交材料", "snoozed-for"),
        ("周六叫我刷脸", "snoozed-for"),
        ("一周后提醒我去拿执照", "snoozed-for"),
        ("官网那个提醒我周四催他们", "snoozed"),
        ("官网明天下午提醒我", "snoozed"),
        ("等到那天提醒我", "wake-when"),
        ("后天叫我一声", "snoozed"),
        ("每周提醒我一次", "wake-when"),
        ("每个月1号提醒我", "wake-when"),
        ("每星期三提醒我", "wake-when"),
        ("每周五10点提醒我交材料", "wake-when"),
        ("下个月提醒我", "wake-when"),
        ("明天提醒我交 后天提醒我拍照", "wake-when"),
        ("提醒我交材料", "wake-when"),
        ("今天提醒我交材料", "wake-when"),
        ("能提醒我吗", "reminders-on"),
        ("域名到期提醒我", "ask-domain"),
        ("域名明年8月到期，提醒我一下", "date-unsure"),
    ],
)
def test_a_wish_for_a_reminder_is_taken_at_its_word(knowledge: Knowledge, typed: str, key: str) -> None:
    filing = course.begin(1, "官网", knowledge.flows["first-filing"], "enterprise", "guangdong", NOW)
    *_, screen = respond(said(typed), State((filing,), front=1), knowledge, NOW).replies
    assert isinstance(screen, Screen)
    assert knowledge.ui[key].rpartition("}")[2][:9] in screen.text


def test_a_rejection_that_belongs_to_no_filing_can_be_brought_back_on_a_day(knowledge: Knowledge) -> None:
    state = State(loose=(Attempt(1, NOW, reasons=("reject-domain-not-realname",)),), attempt=1)
    wished = respond(said("下周一叫我看看"), state, knowledge, NOW).state
    assert [one.kind for one in late(wished, knowledge, NOW + timedelta(days=6))] == ["wished"]
    assert late(replace(wished, loose=()), knowledge, NOW + timedelta(days=6)) == []


@pytest.mark.parametrize(
    ("typed", "when"),
    [
        ("改成14号", "12-14 10:00"),
        ("还是12号吧", "12-12 10:00"),
        ("不对 应该是9号", "12-09 10:00"),
        ("不是9号，是12号", "12-12 10:00"),
        ("改到周四", "12-17 10:00"),
        ("能不能推迟到下周五", "12-04 10:00"),
        ("明天吧", "11-26 10:00"),
        ("改成1月5号", "01-05 10:00"),
        ("提醒改到10号", "12-10 10:00"),
        ("改成下午3点", "12-15 15:00"),
        ("改到16号晚上8点", "12-16 20:00"),
        ("晚两天", "12-17 10:00"),
        ("晚半小时", "12-15 10:30"),
        ("推后半天", "12-15 16:00"),
        ("改14号行吗", "12-14 10:00"),
        ("提前一周", "12-08 10:00"),
        ("官网的提醒改到10号", "12-10 10:00"),
        *(
            (kept, "12-15 10:00")
            for kept in ("不要改成14号", "不是14号", "改成14号怎么样才行", "14号交的", "是昨天", "今天")
        ),
    ],
)
def test_another_day_right_after_a_wish_is_one_for_the_reminder(knowledge: Knowledge, typed: str, when: str) -> None:
    state, _ = after(knowledge, *AT_REVIEW, "12月15号10点提醒我", "好")
    marks = state.filings[0].marks
    state, _ = after(knowledge, typed, state=state)
    assert f"{local(state.later['w1']):%m-%d %H:%M}" == when
    if when != "12-15 10:00":
        assert state.filings[0].marks == marks


def test_no_day_of_a_reminder_answers_what_that_asks_or_dates_a_step_back(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *AT_REVIEW, "12月15号提醒我")
    assert f"{local(after(knowledge, '10号提醒我', state=state)[0].later['w1']):%d %H}" == "10 09", "one anew"
    marks, rung = state.filings[0].marks, datetime(2026, 12, 15, 1, tzinfo=UTC)
    rang = respond(Due("wished:w1"), state, knowledge, rung).state
    moved = respond(said("改成20号"), rang, knowledge, rung).state
    assert (moved.filings[0].marks, f"{local(moved.later['w1']):%m-%d}") == (marks, "12-20")
    state, (screen,) = after(knowledge, "取消提醒", "改成20号", state=state)
    assert (state.filings[0].marks, state.later) == (marks, {})
    state, _ = after(knowledge, Pressed(screen.buttons[-1][0].data), state=state)
    assert f"{local(state.later['w1']):%m-%d}" == "12-20"


def test_another_day_is_that_of_the_only_reminder_whosever_it_is(knowledge: Knowledge) -> None:
    for moved in ("9号", "改成9号"):
        state, _ = after(knowledge, *SHOPS, "老王面馆12月8号提醒我", moved)
        assert [f"{local(at):%m-%d}" for at in state.later.values()] == ["12-09"]
    two, _ = after(knowledge, *SHOPS, "老王面馆12月8号提醒我", "小李花店12月8号提醒我", "9号")
    assert sorted(f"{local(at):%m-%d}" for at in two.later.values()) == ["12-08", "12-09"], "that at hand"


def test_a_mere_hour_is_that_of_the_message_whose_hours_run(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *at_step("first-sms"), "短信收到了", "12月15号提醒我", "8点半")
    assert f"{local(state.later['w1']):%m-%d %H:%M}" == "12-15 09:00"
    assert f"{local(state.filings[0].marks['first-sms'].begun or NOW):%H:%M}" == "08:30"


@pytest.mark.parametrize(
    ("typed", "when"),
    [("明年3月1号提醒我", "2027-03-01"), ("半年后提醒我", "2027-05-26"), ("一年后叫我", "2027-11-25")],
)
def test_a_reminder_may_be_of_another_year(knowledge: Knowledge, typed: str, when: str) -> None:
    state, screens = after(knowledge, *BEGUN, typed)
    assert f"{local(state.later['w1']):%Y-%m-%d}" == when
    assert ("半年没联系" in screens[0].text) == (when > "2027-05-11")


@pytest.mark.parametrize("typed", ["提醒我2月30号", "2月30日提醒我交材料", "11月31号叫我"])
def test_a_day_that_does_not_exist_is_said_to_be_none(knowledge: Knowledge, typed: str) -> None:
    state, screens = after(knowledge, *BEGUN, typed)
    assert not state.later
    assert "这一天" in screens[0].text
    assert "没有「2月30号」这一天" not in after(knowledge, *BEGUN, "客服说2月30号叫我补材料")[1][0].text


@pytest.mark.parametrize(
    "typed",
    [
        "别提醒我了",
        "我说别提醒了",
        "不用提醒了",
        "不要再提醒我",
        "取消提醒",
        "不用叫我了",
        "别叫了",
        "不用提醒了 我自己看",
    ],
)
def test_who_wants_to_hear_no_more_is_heard(knowledge: Knowledge, typed: str) -> None:
    state, screens = after(knowledge, *AT_REVIEW, "12月15号提醒我", typed)
    assert (state.later, state.filings[0].silent) == ({}, False), "first the one that was wished"
    assert "那次不提醒了" in screens[0].text
    state, screens = after(knowledge, typed, state=state)
    assert state.filings[0].silent
    assert "「官网」的事我不再提醒" in screens[0].text
    for several in (SHOPS, ()):
        state, _ = after(knowledge, *several, typed)
        assert not any([state.silent, *(filing.silent for filing in state.filings)])
    state, _ = after(knowledge, *SHOPS, "老王面馆别提醒我了")
    assert [filing.silent for filing in state.filings] == [True, False]


@pytest.mark.parametrize("typed", ["晚上别提醒我", "今天先别提醒我了", "先别提醒我", "暂时不用提醒", "周末别叫我"])
def test_who_wants_no_reminders_for_a_while_sees_the_settings(knowledge: Knowledge, typed: str) -> None:
    for wish in ("12月15号提醒我", "好"):
        wished, _ = after(knowledge, *AT_REVIEW, wish)
        state, screens = after(knowledge, typed, state=wished)
        assert (state.later, state.filings) == (wished.later, wished.filings)
        assert "免打扰" in screens[-1].text


def test_no_reminders_of_hours_that_run_are_asked_for_once_more(knowledge: Knowledge) -> None:
    asked, _ = after(knowledge, *at_step("first-sms"), "短信收到了", "不用叫我了")
    assert asked.question
    assert [after(knowledge, says, state=asked)[0].filings[0].silent for says in ("不用", "是")] == [False, True]
    assert "免打扰" in after(knowledge, *AT_REVIEW, "别提醒我了", "还是提醒我吧")[1][-1].text


@pytest.mark.parametrize(
    "typed", ["怎么取消提醒", "别老提醒我", "别忘了提醒我", "不提醒我会忘的", "客服说不用提醒", "别叫它官网"]
)
def test_what_does_not_stop_reminders_leaves_them(knowledge: Knowledge, typed: str) -> None:
    state, _ = after(knowledge, *AT_REVIEW, "12月15号提醒我", typed)
    assert (*state.later, state.filings[0].silent) == ("w1", False)


def test_who_wants_no_reminders_and_wishes_one_is_shown_how_to_have_them_again(knowledge: Knowledge) -> None:
    filing = course.begin(1, "官网", knowledge.flows["first-filing"], "enterprise", "guangdong", NOW)
    turn = respond(said("明天提醒我"), State((filing,), front=1, silent=True), knowledge, NOW)
    (screen,) = turn.replies
    assert isinstance(screen, Screen)
    assert screen.text.startswith(knowledge.ui["reminders-off"][:8])
    assert not turn.state.later


@pytest.mark.parametrize("typed", ["三天后提醒我", "明天下午提醒我交材料", "每周提醒我", "域名明年8月到期提醒我"])
def test_who_has_nothing_under_way_is_told_that_there_is_nothing_to_remind_of(knowledge: Knowledge, typed: str) -> None:
    turn = respond(said(typed), State(), knowledge, NOW)
    assert isinstance(turn.replies[0], Screen)
    assert turn.replies[0].text == knowledge.ui["nothing-to-wake"]
