"""When there is a reminder: before a code runs out, after the limit of a wait, of a step left lying, never at night."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import course
from bot.core.actions import Finish, Jump, OpenStep, Returned
from bot.core.button_data import encode
from bot.core.dialogue import respond
from bot.core.events import Due, Pressed, said
from bot.core.filings.reminders import LADDER, awake, late, reminders, time_of, timers, with_all_told
from bot.core.knowledge import Knowledge
from bot.core.replies import Screen
from bot.core.state import Attempt, Quiet, State, Waiting, dump_state, load_state
from bot.core.texts.waking import submission_planned
from bot.core.workdays import local
from tests.core.sample import FLOW, NOW, knowledge_with
from tests.core.talking import BEGUN, DATED, SHOPS, SUBMITTED, after, begun, buttons
from tests.core.talking import at as at_step

KNOWLEDGE = knowledge_with(FLOW)
NIGHT: Quiet = (22, 8)
AT_REVIEW = (*begun("官网"), Pressed(encode(Jump(1, "first-provider-review"))))


def beijing(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


def at(step: str, begun: datetime = NOW, quiet: Quiet = NIGHT, awaited: bool = False) -> State:
    filing = course.begin(1, "shop", FLOW, "personal", "", begun)
    target = next(each for each in FLOW.steps if each.id == step)
    filing = course.jump(filing, FLOW, target, begun)
    return State((filing if awaited else course.came(filing, target, begun),), quiet=quiet)


def moments(state: State, kind: str, begun: datetime = NOW) -> dict[str, str]:
    """The last part of each key of this kind, and when it is told, in Beijing: day and time."""
    found = timers(state, KNOWLEDGE, begun)
    return {
        key.rpartition(":")[2]: f"{local(due):%d %H:%M}" for key, due in found.items() if key.startswith(f"{kind}:")
    }


@pytest.mark.parametrize(
    ("begun", "quiet", "warnings"),
    [
        (beijing(25, 10), NIGHT, {"12": "25 21:00", "4": "26 08:00", "1": "26 09:00"}),
        (beijing(25, 15), NIGHT, {"12": "25 21:00", "4": "26 11:00", "1": "26 14:00"}),
        (beijing(25, 21), NIGHT, {"12": "26 09:00", "4": "26 17:00", "1": "26 20:00"}),
        (beijing(25, 21, 30), NIGHT, {"12": "26 09:30", "4": "26 17:30", "1": "26 20:30"}),
        (beijing(25, 23), NIGHT, {"12": "26 11:00", "4": "26 19:00", "1": "26 22:00"}),
        (beijing(26, 6), NIGHT, {"12": "26 18:00", "1": "27 05:00"}),
        (beijing(26, 9), NIGHT, {"12": "26 21:00", "1": "27 08:00"}),
        (beijing(26, 6), (0, 0), {"12": "26 18:00", "4": "27 02:00", "1": "27 05:00"}),
    ],
)
def test_a_code_is_warned_of_three_times_and_at_night_only_by_the_last_chance(
    begun: datetime, quiet: Quiet, warnings: dict[str, str]
) -> None:
    assert moments(at("sms", begun, quiet), "hours", begun) == warnings


@given(st.integers(0, 24 * 60 - 1), st.integers(0, 23), st.integers(0, 23))
def test_there_is_always_a_warning_before_the_end(minute: int, night: int, morning: int) -> None:
    begun = NOW + timedelta(minutes=minute)
    found = [one for one in reminders(at("sms", begun, (night, morning)), KNOWLEDGE, begun) if one.kind == "hours"]
    end = begun + timedelta(hours=24)
    assert all(begun < one.due < end and one.time <= one.due for one in found)
    assert end - found[-1].due >= timedelta(hours=1)
    assert [one.number for one in found] == list(range(1, found[0].of + 1))


def test_until_the_text_message_comes_nothing_runs_and_it_is_asked_for_while_it_is_in_time() -> None:
    """On Friday the provider is through: it may have handed on at once, on Monday, or on Tuesday."""
    state = at("sms", beijing(27, 15), awaited=True)
    assert {key: f"{local(due):%d %H:%M}" for key, due in timers(state, KNOWLEDGE, NOW).items()} == {
        "awaited:1:sms:0": "28 09:00",
        "awaited:1:sms:1": "01 09:00",
        "awaited:1:sms:2": "02 09:00",
    }
    filing = course.came(state.filings[0], FLOW.steps[5], beijing(30, 11))
    assert moments(State((filing,)), "hours") == {"12": "30 21:00", "4": "01 08:00", "1": "01 10:00"}
    assert course.came(filing, FLOW.steps[5], beijing(30, 12)) == filing, "a second press does not begin it anew"


def test_a_clock_that_began_with_the_step_runs_on() -> None:
    """So it was stored before the text message was waited for."""
    begun = beijing(25, 10)
    done = "".join(f'"{id}": {{"done": "{begun:%FT%TZ}"}}, ' for id in ("domain", "server", "info", "submit", "review"))
    stored = f"""{{"filings": [{{"number": 1, "name": "a", "flow": "sample", "subject": "personal", "province": "",
    "begun": "{begun:%FT%TZ}", "marks": {{{done} "sms": {{"begun": "{begun:%FT%TZ}", "resent": 1}}}}}}]}}"""
    assert moments(load_state(stored), "hours") == moments(at("sms", begun), "hours")


def test_the_time_out_is_told_in_the_morning_and_then_there_is_the_ladder() -> None:
    state = at("sms", beijing(25, 23))
    over = next(one for one in reminders(state, KNOWLEDGE, NOW) if one.kind == "hours-over")
    assert (over.time, over.due) == (beijing(26, 23), beijing(27, 8))
    assert moments(state, "idle") == {"3": "29 09:00", "7": "03 09:00", "14": "10 09:00"}


def test_a_wait_for_others_has_no_ladder_and_is_asked_about_on_the_day_after() -> None:
    ((key, due),) = timers(at("authority"), KNOWLEDGE, NOW).items()
    assert key == "deadline:1:authority"
    assert due.isoformat() == "2026-12-24T09:00:00+08:00", "20 working days after Wednesday 25 November are over"


def in_review(knowledge: Knowledge, flow: str, step: str, province: str = "guangdong", number: int = 1) -> State:
    made = knowledge.flows[flow]
    filing = course.begin(number, f"{number}号店", made, "enterprise", province, NOW)
    there = next(each for each in made.steps if each.id == step)
    return State((course.jump(filing, made, there, NOW),), front=number)


@pytest.mark.parametrize(
    ("flow", "step", "province", "asked"),
    [
        ("first-filing", "first-provider-review", "guangdong", "11-30"),  # 27 November is a Friday
        ("app-filing", "app-provider-review", "guangdong", "12-03"),
        ("first-filing", "first-authority", "guangdong", "12-09"),
        ("police-filing", "pol-review", "guangdong", "12-24"),
        ("mini-program-filing", "mp-platform-review", "guangdong", "12-02"),  # nobody says how long it takes
    ],
)
def test_when_others_should_be_through_it_is_asked_for_the_result_once(
    flow: str, step: str, province: str, asked: str, knowledge: Knowledge
) -> None:
    state = in_review(knowledge, flow, step, province)
    found = [(key, due) for key, due in timers(state, knowledge, NOW).items() if not key.startswith("deadline")]
    ((key, due),) = found
    assert (key, f"{local(due):%m-%d %H:%M}") == (f"result:1:{step}", f"{asked} 09:00")
    turn = respond(Due(key), state, knowledge, due)
    (screen,) = turn.replies
    assert isinstance(screen, Screen)
    data = [button.data for row in screen.buttons for button in row]
    assert data[:3] == [encode(Finish(1, step)), encode(OpenStep(1, step)), encode(Returned(1))]
    assert key not in timers(turn.state, knowledge, due)
    for answer, then in (("过了", Finish), ("审核通过了", Finish), ("还没有", OpenStep), ("还没过", OpenStep)):
        typed = respond(said(answer), turn.state, knowledge, due)
        pressed = respond(Pressed(encode(then(1, step))), turn.state, knowledge, due)
        assert typed.state.filings == pressed.state.filings


@pytest.mark.parametrize(
    "typed",
    [
        "过了吗",
        "没过",
        "过两天再看",
        "过了三天了",
        "短信过期了",
        "过了要多久",
        "管局过了吗",
        "通过不了怎么办",
        "1号店快过了",
    ],
)
def test_what_tells_no_verdict_is_no_answer_to_who_asks_for_it(typed: str, knowledge: Knowledge) -> None:
    state = in_review(knowledge, "first-filing", "first-provider-review")
    now = NOW + timedelta(days=5)
    asked = respond(Due("result:1:first-provider-review"), state, knowledge, now).state
    after = respond(said(typed), asked, knowledge, now).state
    assert after.filings[0].marks == asked.filings[0].marks


@pytest.mark.parametrize("step", ["first-provider-review", "first-authority"])
@pytest.mark.parametrize(
    ("typed", "says"),
    [
        *((text, "which-verdict") for text in ("是", "有", "有了", "嗯 有结果了", "出来了", "昨天", "嗯，昨天")),
        *(
            (text, "courtesy-fine")
            for text in ("好", "嗯嗯", "好的 知道了", "👌", "行", "有个问题", "收到", "好，收到了")
        ),
    ],
)
def test_to_a_question_with_three_answers_a_mere_yes_is_none(
    step: str, typed: str, says: str, knowledge: Knowledge
) -> None:
    state = in_review(knowledge, "first-filing", step)
    now = next(iter(timers(state, knowledge, NOW).values()))
    asked = respond(Due(f"result:1:{step}"), state, knowledge, now).state
    turn = respond(said(typed), asked, knowledge, now)
    assert turn.state.filings == asked.filings
    assert knowledge.ui[says] in [screen.text for screen in turn.screens]


@pytest.mark.parametrize(("then", "back"), [("过了", False), ("退了", True), ("好，过了", False)])
def test_which_verdict_it_is_may_be_told_then(then: str, back: bool, knowledge: Knowledge) -> None:
    state = in_review(knowledge, "first-filing", "first-provider-review")
    now = NOW + timedelta(days=5)
    for event in (Due("result:1:first-provider-review"), said("有"), said(then)):
        state = respond(event, state, knowledge, now).state
    assert (state.waiting == "rejection", bool(state.filings[0].marks["first-provider-review"].done)) == (
        back,
        not back,
    )


@pytest.mark.parametrize("step", ["first-provider-review", "first-authority"])
def test_who_told_that_it_came_back_is_not_asked_for_the_result(step: str, knowledge: Knowledge) -> None:
    state = in_review(knowledge, "first-filing", step)
    other = replace(state.filings[0], number=2)
    told_back = respond(said("被退了"), state, knowledge, NOW).state
    assert not timers(told_back, knowledge, NOW)
    both = replace(told_back, filings=(*told_back.filings, other))
    assert {key.split(":")[1] for key in timers(both, knowledge, NOW)} == {"2"}
    taken_back = respond(said("没有退"), told_back, knowledge, NOW).state
    assert timers(taken_back, knowledge, NOW)


def test_what_came_back_for_no_reason_that_is_told_is_asked_for_as_by_the_button(knowledge: Knowledge) -> None:
    state = in_review(knowledge, "first-filing", "first-provider-review")
    now = NOW + timedelta(days=5)
    asked = respond(Due("result:1:first-provider-review"), state, knowledge, now).state
    pressed = respond(Pressed(encode(Returned(1))), asked, knowledge, now)
    for text in ("退了", "有 退了", "又打回去重审了"):
        assert respond(said(text), asked, knowledge, now).screens == pressed.screens


def test_what_was_submitted_again_is_asked_for_anew(knowledge: Knowledge) -> None:
    state, flow = in_review(knowledge, "first-filing", "first-provider-review"), knowledge.flows["first-filing"]
    asked = with_all_told(state, NOW + timedelta(days=5))
    back = course.reopen(asked.filings[0], flow, Attempt(1, NOW), (), NOW + timedelta(days=6))
    assert not [key for key in timers(asked.with_filing(back), knowledge, NOW) if key.startswith("result")]
    again = asked.with_filing(course.resubmit(back, flow, NOW + timedelta(days=7)))
    (due,) = timers(again, knowledge, NOW + timedelta(days=7)).values()
    assert f"{local(due):%m-%d}" == "12-07", "on Wednesday it went in again: the two days end on Friday"


def test_a_result_that_is_told_late_is_not_asked_for_at_once(knowledge: Knowledge) -> None:
    state = in_review(knowledge, "first-filing", "first-provider-review")
    now = NOW + timedelta(days=30)
    turn = respond(said("11月26号交的"), state, knowledge, now)
    assert not [timer for timer in turn.timers if timer.key.startswith("result") and timer.due and timer.due <= now]


@pytest.mark.parametrize("answer", ["button", "退了", "被退回了，说域名没实名", "没过，打回来了"])
@pytest.mark.parametrize("waiting", ["", "flow"])
def test_what_came_back_is_told_of_the_filing_that_was_asked_about(
    answer: str, waiting: Waiting, knowledge: Knowledge
) -> None:
    one, two = (in_review(knowledge, "first-filing", "first-provider-review", number=number) for number in (1, 2))
    later = replace(one.filings[0], away=True)  # of which nobody is reminded
    state = replace(one, filings=(later, *two.filings), waiting=waiting)
    state = respond(Due("result:2:first-provider-review"), state, knowledge, NOW + timedelta(days=5)).state
    state = state.with_filing(one.filings[0])
    said_so = Pressed(encode(Returned(2))) if answer == "button" else said(answer)
    for event in (said_so, said("域名未实名认证")):
        state = respond(event, state, knowledge, NOW + timedelta(days=5)).state
    assert [len(filing.attempts) for filing in state.filings] == [0, 1]
    assert not state.loose


def test_a_step_left_lying_is_brought_back_three_times_and_a_tick_begins_anew() -> None:
    state = at("domain")
    assert moments(state, "idle") == {"3": "28 09:00", "7": "02 09:00", "14": "09 09:00"}
    touched = replace(state.filings[0], touched=NOW + timedelta(days=5))
    assert moments(State((touched,)), "idle") == {"3": "03 09:00", "7": "07 09:00", "14": "14 09:00"}


def test_of_several_that_are_late_the_last_is_told_and_none_twice() -> None:
    state, now = at("domain"), NOW + timedelta(days=8)
    (one,) = late(state, KNOWLEDGE, now)
    assert (one.key, one.number, one.of) == ("idle:1:domain:7", 2, len(LADDER))
    after = with_all_told(state, now)
    assert late(after, KNOWLEDGE, now) == []
    assert list(timers(after, KNOWLEDGE, now)) == ["idle:1:domain:14"]


def test_later_tells_what_stands_then_and_nothing_where_it_is_done() -> None:
    now = NOW + timedelta(days=3)
    snoozed = replace(with_all_told(at("domain"), now), later={"1": now + timedelta(hours=1)})
    then = now + timedelta(hours=1)
    assert [one.key for one in late(snoozed, KNOWLEDGE, then)] == ["idle:1:domain:3"]
    done = replace(snoozed, filings=(course.finish(snoozed.filings[0], FLOW, FLOW.steps[0], now),))
    assert late(done, KNOWLEDGE, then) == []
    assert with_all_told(snoozed, then).later == {}


@pytest.mark.parametrize(
    ("text", "when"),
    [
        *(("明天交", "26 09:00"), ("周五再交", "27 09:00"), ("等周五交", "27 09:00"), ("改成周一提交", "30 09:00")),
        *(
            ("下周一重新提交", "30 09:00"),
            ("过两天交", "27 09:00"),
            ("打算明天重新交", "26 09:00"),
            ("晚上交", "25 20:00"),
        ),
        *(("12月5号交", "05 09:00"), ("周五我再去交", "27 09:00"), ("5号再交", "05 09:00"), ("明早提交", "26 09:00")),
        *((text, "?") for text in ("下周再交", "改天再交", "过年后再提交")),
        # what is over or may be, is asked, is not so, or is done by others or to something else
        *((text, "") for text in ("周五交的", "周五交了", "周五才交的", "上周五交", "24号交", "早上提交", "昨天交")),
        *((text, "") for text in ("周五交行吗", "周五能交吗", "周五没交", "周五不交", "老板周五交", "周五交房租")),
        *((text, "") for text in ("周五补材料", "再交", "交", "周五初审")),
    ],
)
def test_a_plan_to_submit_is_of_a_time_to_come(knowledge: Knowledge, text: str, when: str) -> None:
    plan = submission_planned(knowledge, text, NOW)
    assert ("" if plan is None else f"{local(plan.at):%d %H:%M}" if plan.at else "?") == when


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


@pytest.mark.parametrize(
    ("told", "right"),
    [
        *(("昨天交的", right) for right in ("不对 是22号", "说错了 是22号", "改成22号", "22号")),
        ("初审过了", "不对 是22号"),
    ],
)
def test_a_day_corrects_what_was_told_on_a_day_near_to_it(knowledge: Knowledge, told: str, right: str) -> None:
    for wish in ("12月15号提醒我", "好"):
        state, _ = after(knowledge, *AT_REVIEW, wish, told)
        begun_by = local(state.filings[0].marks[state.showing].begun or NOW)
        after_it, _ = after(knowledge, right, state=state)
        assert after_it.later == state.later
        assert f"{local(after_it.filings[0].marks[state.showing].begun or begun_by):%m-%d}" == "11-22"


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


def test_no_more_of_a_filing_is_none_of_what_was_wished_of_it_either(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *AT_REVIEW, "12月15号提醒我")
    state, _ = after(knowledge, *(Pressed(data) for data in buttons(screens) if data.startswith("K:")), state=state)
    assert (state.later, state.filings[0].silent) == ({}, True)


def test_what_was_submitted_again_can_be_brought_back_on_a_day(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *SUBMITTED, "下周一提醒我")
    assert "再提醒你" in screens[0].text
    (key,) = (key for key in timers(state, knowledge, NOW) if key.startswith("wished:"))
    (screen,) = respond(Due(key), state, knowledge, NOW + timedelta(days=6)).replies
    assert isinstance(screen, Screen)
    assert "已经重新提交了" in screen.text


def test_of_one_thing_is_told_once_at_a_time(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *DATED)
    (waited,) = timers(state, knowledge, NOW).values()
    state = replace(state, later={"wa1": waited})
    assert [one.kind for one in late(state, knowledge, waited)] == ["fix"]


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


def test_who_wants_no_reminders_has_no_timers() -> None:
    state = at("sms")
    assert timers(replace(state, silent=True), KNOWLEDGE, NOW) == {}
    assert timers(replace(state, filings=(replace(state.filings[0], silent=True),)), KNOWLEDGE, NOW) == {}


def test_the_end_of_a_wait_after_mending_keeps_the_night(knowledge: Knowledge) -> None:
    fix = next(fix.id for fix in knowledge.fixes.values() if fix.wait)
    topic = next(topic.id for topic in knowledge.topics.values() if fix in topic.fixes)
    state = State(loose=(Attempt(1, NOW, reasons=(topic,), ticked={fix: NOW}),))
    (usual,) = timers(state, knowledge, NOW).values()
    (late_riser,) = timers(replace(state, quiet=(22, 11)), knowledge, NOW).values()
    assert (local(usual).hour, local(late_riser).hour) == (9, 11)


@given(st.integers(0, 48 * 60), st.integers(0, 23), st.integers(0, 23))
def test_nobody_is_woken(minute: int, night: int, morning: int) -> None:
    moment = NOW + timedelta(minutes=minute)
    then = awake(moment, (night, morning))
    hour = local(then).hour + local(then).minute / 60
    in_night = night <= hour < morning if night <= morning else hour >= night or hour < morning
    assert not in_night
    assert moment <= then < moment + timedelta(hours=24)


def test_moments_that_a_person_means() -> None:
    assert time_of("hour", beijing(25, 10)) == beijing(25, 11)
    assert time_of("evening", beijing(25, 10)) == beijing(25, 20)
    assert time_of("evening", beijing(25, 20)) == beijing(26, 20)
    assert time_of("morning", beijing(25, 8)) == beijing(26, 9)
    assert time_of("morning", beijing(25, 3)) == beijing(25, 9)


def test_many_at_once_are_one_message_that_fits(knowledge: Knowledge) -> None:
    flow = knowledge.flows["first-filing"]
    filings = tuple(course.begin(number, "店" * 20, flow, "personal", "beijing", NOW) for number in range(1, 21))
    loose = tuple(Attempt(number, NOW) for number in range(100, 120))
    state = load_state(dump_state(State(filings, loose=loose)))
    now = NOW + timedelta(days=3)
    turn = respond(Due("idle:1:first-check:3"), state, knowledge, now)
    (screen,) = turn.replies
    assert isinstance(screen, Screen)
    assert "有 20 件事" in screen.text
    assert len(screen.text) < 2000
    later = next(button for row in screen.buttons for button in row if button.data.startswith("N:"))
    snoozed = respond(Pressed(later.data), turn.state, knowledge, now).state
    assert len(snoozed.later) == 10


@pytest.mark.parametrize("typed", ["483920", "验证码 483920", "我的验证码是483 920", "48 39 20"])
def test_a_code_is_not_kept(knowledge: Knowledge, typed: str) -> None:
    flow = knowledge.flows["first-filing"]
    step = next(each for each in flow.steps if each.id == "first-sms")
    state = State((course.jump(course.begin(1, "a", flow, "personal", "beijing", NOW), flow, step, NOW),))
    turn = respond(said(typed), state, knowledge, NOW)
    everything = dump_state(turn.state) + "".join(miss.text for miss in turn.misses) + repr(turn.replies)
    assert "483" not in everything
    assert "48 39" not in everything
    assert "工信部的网站上" in repr(turn.replies)


def test_a_code_on_any_other_step_is_a_text_like_any(knowledge: Knowledge) -> None:
    turn = respond(said("483920"), State(), knowledge, NOW)
    assert "工信部的网站上" not in repr(turn.replies)


def test_of_a_filing_that_was_put_away_nobody_is_reminded() -> None:
    state = at("sms")
    assert timers(state, KNOWLEDGE, NOW)
    away = replace(state, filings=tuple(replace(filing, away=True) for filing in state.filings))
    assert not timers(away, KNOWLEDGE, NOW)
