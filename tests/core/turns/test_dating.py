"""Deeds told with a day or an hour are noted as of then."""

from datetime import datetime, timedelta

import pytest

from bot.core.actions import AsOf, Came, Finish, Jump, NewFiling
from bot.core.button_data import decode, encode
from bot.core.dialogue import respond
from bot.core.events import Command, Event, Pressed
from bot.core.filings.clock import hours_end
from bot.core.knowledge import Knowledge
from bot.core.replies import Screen
from bot.core.texts.moments import moment_gone
from bot.core.turns.timers import timers
from bot.core.workdays import BEIJING, local
from tests.core.sample import NOW
from tests.core.talking import AT_REVIEW, BEGUN, SHOPS, after, at, buttons

MORNING = datetime(2026, 11, 28, 10, 45)
"""A Saturday."""


@pytest.mark.parametrize(
    ("text", "moment", "exact"),
    [
        ("昨天晚上就收到短信了", "11-27 18:00", True),
        ("短信收到了 昨天晚上8点", "11-27 20:00", True),
        ("昨晚十点半收到的", "11-27 22:30", True),
        ("今早8点20收到短信", "11-28 08:20", True),
        ("今天早上收到的", "11-28 05:00", True),
        ("早上收到短信8点半", "11-28 08:30", True),
        ("昨天下午收到短信，3点一刻", "11-27 15:15", True),
        ("早上收到短信 现在9点了", "11-28 05:00", True),
        ("早上收到短信 昨天8点交的", "11-28 05:00", True),
        ("晚上八点收到的", "11-27 20:00", True),
        ("昨天20：30收到短信", "11-27 20:30", True),
        ("昨天中午12点收到", "11-27 12:00", True),
        ("昨天中午一点收到", "11-27 13:00", True),
        ("昨天晚上12点收到的", "11-28 00:00", True),
        ("夜里2点收到短信", "11-28 02:00", True),
        ("昨天夜里2点收到的", "11-28 02:00", True),
        ("昨天深夜11点收到的", "11-27 23:00", True),
        ("半夜12点收到的", "11-28 00:00", True),
        ("凌晨12点半收到的", "11-28 00:30", True),
        ("今天凌晨3点收到的", "11-28 03:00", True),
        ("3小时前收到短信", "11-28 07:45", True),
        ("两个半小时前", "11-28 08:15", True),
        ("10分钟前收到", "11-28 10:35", True),
        ("昨天收到的", "11-27 08:00", False),
        ("我是11月25号提交的", "11-25 08:00", False),
        ("25号交的", "11-25 08:00", False),
        ("周五交的", "11-27 08:00", False),
        ("三天前交的", "11-25 08:00", False),
        ("两周前提交的", "11-14 08:00", False),
        ("半个月前交的", "11-13 08:00", False),
        ("大前天交的", "11-25 08:00", False),
        ("今天交的", "11-28 08:00", False),
    ],
)
def test_when_something_was_is_read_at_the_earliest_that_is_meant(text: str, moment: str, exact: bool) -> None:
    told = moment_gone(text, MORNING)
    assert told
    assert (f"{told.at:%m-%d %H:%M}", told.exact) == (moment, exact)


@pytest.mark.parametrize(
    ("text", "day"),
    [("圣诞节那天收到的", "12-25"), ("元旦交的", "01-01"), ("平安夜提交的", "12-24"), ("元旦前交的", "")],
)
def test_a_feast_is_the_day_on_which_it_was(text: str, day: str) -> None:
    told = moment_gone(text, datetime(2027, 1, 8, 10))
    assert (f"{told.at:%m-%d}" if told else "") == day


@pytest.mark.parametrize(
    "text",
    [
        "提交了",
        "明天提交",
        "12月3号交的",
        "今天晚上8点收到的",
        "8点之前收到的",
        "已经提交3天了",
        "12381的短信收到了",
        "2月30号交的",
    ],
)
def test_what_names_no_time_or_one_to_come_was_not(text: str) -> None:
    assert moment_gone(text, MORNING) is None


def beijing(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=BEIJING)


SMS = at("first-sms")
"""It is 10 o'clock on the 25th."""


@pytest.mark.parametrize(
    ("text", "came"),
    [
        ("短信收到了 昨天晚上8点", beijing(24, 20)),
        ("昨天晚上就收到短信了", beijing(24, 18)),
        ("验证码是昨晚9点来的", beijing(24, 21)),
        ("今早8点20收到短信的", beijing(25, 8, 20)),
        ("半小时前收到了", beijing(25, 9, 30)),
        ("今天收到短信了", beijing(25, 8)),
        ("前天就收到短信了", beijing(23, 8)),
        ("昨晚收的，刚刚填完", beijing(24, 18)),
        ("短信昨天下午收的，刚填完", beijing(24, 12)),
    ],
)
@pytest.mark.parametrize("noted", [(), ("短信收到了",)])
def test_the_hours_run_from_when_the_message_came(
    knowledge: Knowledge, noted: tuple[str, ...], text: str, came: datetime
) -> None:
    state, screens = after(knowledge, *SMS, *noted, text)
    assert state.showing == "first-sms"
    assert hours_end(state.filings[0], knowledge) == came + timedelta(hours=24)
    last = max(due for key, due in timers(state, knowledge, NOW).items() if key.startswith("hours"))
    assert last == came + timedelta(hours=24)
    assert "从现在算" not in screens[0].text


@pytest.mark.parametrize(
    ("text", "earliest", "hour", "came"),
    [
        ("今天早上收到短信让我核验", "11月25日 05:00", "8点半", "11月26日 08:30"),
        ("今天上午收到12381的短信", "11月25日 08:00", "8点40收到的", "11月26日 08:40"),
        ("昨天下午收到短信 忘了填", "11月24日 12:00", "3点", "11月25日 15:00"),
        ("昨晚收到短信 还没填", "11月24日 18:00", "昨晚9点", "11月25日 21:00"),
        ("中午收到核验短信了", "11月24日 11:00", "12点", "11月25日 12:00"),
    ],
)
def test_hours_from_a_part_of_a_day_are_said_to_be_the_earliest(
    knowledge: Knowledge, text: str, earliest: str, hour: str, came: str
) -> None:
    state, screens = after(knowledge, text)
    shown = "\n".join(screen.text for screen in screens)
    assert "按最早的算" in shown
    assert earliest in shown
    assert "beian.miit.gov.cn" in shown, "where it is filled in"
    state, screens = after(knowledge, hour, state=state)
    assert came in screens[0].text
    assert "最早" not in screens[0].text


def test_hours_of_a_filing_from_a_part_of_a_day_are_said_to_be_the_earliest(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *SMS, "昨天晚上就收到短信了")
    assert "只说是晚上，**我按最早的" in screens[0].text
    state, screens = after(knowledge, "9点", state=state)
    assert hours_end(state.filings[0], knowledge) == beijing(25, 21)
    assert "最早" not in screens[0].text
    assert hours_end(after(knowledge, "中午", state=state)[0].filings[0], knowledge) == beijing(25, 11)
    state, _ = after(knowledge, *SMS, "今早收到短信")
    state, screens = after(knowledge, "中午", state=state)
    assert hours_end(state.filings[0], knowledge) == beijing(25, 11), "that of today is still to come"
    _, screens = after(knowledge, *SMS, "今天早上收到短信让我核验")
    assert "按最早的算" in screens[0].text
    assert "短信也收到了" in screens[1].text


@pytest.mark.parametrize(
    "text", ["今天早上没收到短信", "昨天下午说今天会来短信", "客服说早上要来短信", "早上还没来短信"]
)
def test_a_message_that_did_not_come_has_no_hours(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, *SMS, text)
    assert state.filings[0].marks["first-sms"].awaited
    assert "以前要做完" not in screens[0].text
    assert not state.question


def test_where_only_the_day_is_told_the_hour_is_asked_for(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *SMS, "短信昨天收到的")
    assert "几点" in screens[0].text
    assert state.filings[0].marks["first-sms"].awaited
    early, middle, late = buttons(screens)
    for answer, came in (
        ("昨晚8点收到的", beijing(24, 20)),
        ("晚上8点半", beijing(24, 20, 30)),
        ("9点10分", beijing(24, 9, 10)),
        ("下午", beijing(24, 12)),
        ("昨天晚上", beijing(24, 18)),
        (Pressed(early), beijing(24, 8)),
        (Pressed(middle), beijing(24, 12)),
        (Pressed(late), beijing(24, 18)),
    ):
        answered, _ = after(knowledge, answer, state=state)
        assert hours_end(answered.filings[0], knowledge) == came + timedelta(hours=24)
    for no_hour in ("不是", "没有", "点错了", "是的"):
        assert after(knowledge, no_hour, state=state)[0].filings[0].marks["first-sms"].awaited, no_hour
    state, _ = after(knowledge, "短信发给谁", "8点半", state=state)
    assert state.filings[0].marks["first-sms"].awaited, "nobody asks for the hour any more"


def test_a_day_told_later_corrects_hours_that_run(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *SMS, "短信收到了", "是昨天收到的")
    state, _ = after(knowledge, Pressed(buttons(screens)[2]), state=state)
    assert hours_end(state.filings[0], knowledge) == beijing(25, 18)


@pytest.mark.parametrize(
    "text",
    [
        "短信收到了，是昨晚8点的，还能填吗",
        "昨天晚上8点收到短信了，在哪填",
        "短信昨天晚上8点收到的 还没填",
        "昨天提交了，短信昨晚8点收到的",
    ],
)
def test_what_is_told_besides_hides_no_time(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *SMS, text)
    assert hours_end(state.filings[0], knowledge) == beijing(25, 20)


def test_who_submitted_once_more_may_have_it_counted_anew(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *BEGUN, "23号交的", "对")
    today, _ = after(knowledge, "是今天交的", state=state)
    assert today.filings[0].marks["first-provider-review"].begun == NOW
    state, screens = after(knowledge, "重新交了", state=state)
    assert local(state.filings[0].marks["first-provider-review"].begun or NOW).day == 23
    state, _ = after(knowledge, Pressed(buttons(screens)[0]), state=state)
    assert state.filings[0].marks["first-provider-review"].begun == NOW
    _, screens = after(knowledge, "重新交了", state=state)
    assert not screens[0].buttons


@pytest.mark.parametrize(
    ("noted", "text", "came"),
    [
        ("短信昨天晚上8点收到的", "不是 昨天早上8点", beijing(24, 8)),
        ("短信昨天晚上8点收到的", "不对，是9点", beijing(24, 21)),
        ("短信昨天晚上8点收到的", "说错了 是9点", beijing(24, 21)),
        ("短信昨天晚上8点收到的", "7点半", beijing(24, 19, 30)),
        ("短信昨天早上9点收到的", "应该是8点", beijing(24, 8)),
        ("短信昨天晚上8点收到的", "不对 是今天早上8点", beijing(25, 8)),
        ("短信昨天晚上8点收到的", "不对 是9号楼", beijing(24, 20)),
        ("短信昨天晚上8点收到的", "9点能填吗", beijing(24, 20)),
        ("短信昨天晚上8点收到的", "昨天", beijing(24, 20)),
        ("短信昨天晚上8点收到的", "等8点", beijing(24, 20)),
        ("短信昨天晚上8点收到的", "不是昨天早上8点", beijing(24, 20)),
    ],
)
def test_a_time_alone_corrects_the_one_above(knowledge: Knowledge, noted: str, text: str, came: datetime) -> None:
    state, _ = after(knowledge, *SMS, noted, text)
    assert hours_end(state.filings[0], knowledge) == came + timedelta(hours=24)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("不对 是23号", 23),
        ("是前天", 23),
        ("不是，是周一", 23),
        ("不对 是今天", 25),
        ("23个", 24),
        ("不是23号", 24),
        ("都25号了", 24),
    ],
)
@pytest.mark.parametrize(
    ("noted", "step"),
    [("24号交的", "first-provider-review"), ("初审昨天过的", "first-sms"), ("短信昨天填的", "first-authority")],
)
def test_a_day_alone_corrects_the_one_above(knowledge: Knowledge, noted: str, step: str, text: str, day: int) -> None:
    before = SMS if step == "first-authority" else at("first-provider-review")
    state, _ = after(knowledge, *before, noted, text)
    assert state.showing == step
    assert local(state.filings[0].marks[step].begun or NOW).day == day


@pytest.mark.parametrize("text", ["昨天", "昨天晚上8点", "不对 是23号"])
def test_elsewhere_a_time_alone_notes_nothing(knowledge: Knowledge, text: str) -> None:
    for events in (at("first-domain"), (*SMS, "备案要多久")):
        before, _ = after(knowledge, *events)
        state, _ = after(knowledge, text, state=before)
        assert state.filings == before.filings


@pytest.mark.parametrize(
    ("at_step", "text", "step", "day"),
    [
        ("first-provider-review", "初审是昨天过的", "first-sms", 24),
        ("first-provider-review", "周一初审就过了", "first-sms", 23),
        ("first-provider-review", "昨天过的", "first-sms", 24),
        ("first-provider-review", "初审过了 昨天下午过的 短信还没来", "first-sms", 24),
        ("first-provider-review", "初审过了，是前天过的", "first-sms", 23),
        ("first-provider-review", "上周就过初审了", "first-sms", 22),  # its last day
        ("first-provider-review", "我回来了 上礼拜初审就过了", "first-sms", 22),
        ("first-sms", "短信昨天填好了", "first-authority", 24),
        ("first-sms", "短信是23号填的", "first-authority", 23),
        ("first-authority", "管局昨天通过了", "first-approved", 24),
        ("first-authority", "管局今天通过了", "first-approved", 25),
    ],
)
def test_a_step_is_over_as_of_the_day_that_is_told(
    knowledge: Knowledge, at_step: str, text: str, step: str, day: int
) -> None:
    state, screens = after(knowledge, *at(at_step), text)
    assert state.showing == step
    assert local(state.filings[0].marks[step].begun or NOW).day == day
    assert ("不是这一天" in screens[0].text) is (day != NOW.day)


@pytest.mark.parametrize(
    ("events", "text", "step"),
    [
        (BEGUN, "前天提交的 昨天初审过了", "first-sms"),
        (at("first-provider-review"), "短信是昨天收到的 当时就填了", "first-authority"),
        (at("first-provider-review"), "好久不见，短信24号收到的，当天就填好了", "first-authority"),
        (at("first-authority"), "备案号昨天下来了", "first-approved"),
        (at("first-authority"), "号昨天下来的", "first-approved"),
    ],
)
def test_what_is_asked_of_a_step_that_is_over_keeps_the_day(
    knowledge: Knowledge, events: tuple[Event, ...], text: str, step: str
) -> None:
    state, _ = after(knowledge, *events, text)
    assert step not in state.filings[0].marks
    state, _ = after(knowledge, "对", state=state)
    assert local(state.filings[0].marks[step].begun or NOW).day == 24


def test_who_tells_of_the_message_and_that_it_is_done_is_asked_for_that(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *SMS, "昨天下午3点收到短信 填好了")
    assert hours_end(state.filings[0], knowledge) == beijing(25, 15)
    assert after(knowledge, "对", state=state)[0].showing == "first-authority"


@pytest.mark.parametrize(
    "text",
    [
        *("昨天过生日", "昨天填好了", "昨天通过的人多吗", "初审昨天还没过", "昨天通过朋友问的"),
        *("上周过初审了吗", "别人上周就过初审了", "上周说马上过初审", "我回来了", "当时就填了", "上个月初审要多久"),
    ],
)
def test_what_tells_of_no_verdict_leaves_the_step(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *at("first-provider-review"))
    assert after(knowledge, text, state=before)[0].filings == before.filings


def test_what_is_asked_first_keeps_the_time(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *BEGUN, "昨天晚上8点收到短信了", "对")
    assert hours_end(state.filings[0], knowledge) == beijing(25, 20)


@pytest.mark.parametrize(
    "text",
    ["短信收到了 昨天晚上8点怎么办", "昨天晚上8点的短信怎么办", "昨天晚上8点没收到短信", "昨天晚上8点收到快递了"],
)
def test_what_tells_of_no_message_leaves_the_hours(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *SMS, text)
    assert state.filings[0].marks["first-sms"].awaited


TOLD = [
    "我是11月23号提交的 不是今天",
    "23号交的",
    "提交日期错了 是23号",
    "前天交的",
    "其实前天就提交了",
    "是周一提交的",
]


@pytest.mark.parametrize("text", TOLD)
@pytest.mark.parametrize("front", [(), (Command("start"),)])
def test_the_day_of_a_submission_is_dated_back(knowledge: Knowledge, text: str, front: tuple[Command, ...]) -> None:
    state, screens = after(knowledge, *BEGUN, "提交了", "对", *front, text)
    marks = state.filings[0].marks
    assert local(marks["first-submit"].done or NOW).day == 23
    assert local(marks["first-provider-review"].begun or NOW).day == 23
    assert "11月23日" in screens[0].text
    assert len(state.filings) == 1


def test_a_submission_that_is_not_noted_is_asked_about_and_keeps_its_day(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *BEGUN, "23号交的")
    assert state.question
    assert "first-provider-review" not in state.filings[0].marks
    state, _ = after(knowledge, "对", state=state)
    assert local(state.filings[0].marks["first-provider-review"].begun or NOW).day == 23


@pytest.mark.parametrize("text", ["重新提交了 昨天", "昨晚又交了", "昨天就重新提交了"])
def test_what_was_mended_is_submitted_again_on_the_day_that_is_told(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *BEGUN, "提交了", "对", "初审被退了 电话没人接", text)
    (attempt,) = state.filings[0].attempts
    assert attempt.submitted
    assert local(attempt.submitted).day == 24
    state, _ = after(knowledge, "初审被退了 电话没人接", text)
    assert state.loose[0].submitted
    assert local(state.loose[0].submitted).day == 24


@pytest.mark.parametrize(
    "text",
    ["25号交的钱", "明天提交", "23号提交的话要多久", "今天提交的", "23号提交的是哪个"],
)
def test_what_tells_of_no_other_day_leaves_the_submission(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *BEGUN, "提交了", "对", text)
    assert state.filings[0].marks["first-submit"].done == NOW


def test_what_is_done_as_of_a_time_can_be_undone(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *SMS, "昨天晚上就收到短信了", "撤销")
    assert state.filings[0].marks["first-sms"].awaited


@pytest.mark.parametrize(
    "data",
    [
        encode(
            AsOf(int((NOW + timedelta(hours=1)).timestamp()) // 60, encode(Finish(1, "first-sms")).replace(":", "."))
        ),
        encode(AsOf(29000000, encode(NewFiling("first-filing")).replace(":", "."))),
        encode(AsOf(29000000, encode(Came(7, "first-sms")).replace(":", "."))),
        "d2:29000000:nothing",
    ],
)
def test_a_button_as_of_a_time_to_come_or_of_something_else_is_stale(knowledge: Knowledge, data: str) -> None:
    before, _ = after(knowledge, *SMS)
    turn = respond(Pressed(data), before, knowledge, NOW)
    assert turn.state.filings == before.filings
    assert any(isinstance(reply, Screen) for reply in turn.replies)


def test_of_a_named_filing_the_day_is_taken_as_well(knowledge: Knowledge) -> None:
    named = tuple(map(Pressed, ("n:first-filing", "s:enterprise", "p:guangdong")))
    state, _ = after(knowledge, *named, "老王面馆", Pressed(encode(Jump(1, "first-provider-review"))))
    state, _ = after(knowledge, Command("start"), "老王面馆是23号提交的", state=state)
    assert local(state.filings[0].marks["first-provider-review"].begun or NOW).day == 23


@pytest.mark.parametrize("begin", [(), BEGUN, at("first-sms")])
def test_until_when_the_message_is_to_be_filled_in_is_told_to_who_tells_its_hour(
    knowledge: Knowledge, begin: tuple[Event, ...]
) -> None:
    for text in "短信昨天18点来的，还来得及吗", "短信昨晚6点收到的 现在还能填不", "短信昨天18点收到的":
        state, screens = after(knowledge, *begin, text)
        assert any("11月25日 18:00" in screen.text for screen in screens)
        running = bool(state.filings) and hours_end(state.filings[0], knowledge) == beijing(25, 18)
        assert running == (begin == at("first-sms"))
        asked = [decode(data) for _, data in state.question]
        assert any(isinstance(one, Jump | Came | AsOf) for one in asked) == (begin == BEGUN), "whether it came to that"


def test_the_hours_of_whoever_elses_message_are_told(knowledge: Knowledge) -> None:
    state, (screen, *_) = after(knowledge, "张老板那边短信昨天18点收到的")
    assert "11月25日 18:00" in screen.text
    assert not state.filings


@pytest.mark.parametrize(
    "text",
    [
        "短信昨晚8点收到的还没填",
        "短信昨晚8点收到的，忘了填",
        "昨晚8点收到工信部短信，没空填",
        "老王面馆短信昨晚8点收到的还没填",
    ],
)
def test_the_hours_run_for_who_has_not_filled_it_in_yet(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *SHOPS[:4], *SHOPS[4:] if "老王" in text else (), text, "是")
    assert hours_end(state.filings[0], knowledge) == beijing(25, 20)


def test_who_tells_what_may_be_done_and_asks_besides_is_answered_and_asked(knowledge: Knowledge) -> None:
    state, (answer, asked) = after(knowledge, *BEGUN, "提交了，网站要关吗")
    assert knowledge.topics["faq-file-before-online"].title in answer.text
    assert buttons([asked])[0] == encode(Jump(1, "first-provider-review"))
    assert after(knowledge, "对", state=state)[0].showing == "first-provider-review"


def test_who_asks_whether_there_is_time_left_is_told_how_its_step_stands(knowledge: Knowledge) -> None:
    for text in "还来得及吗", "现在还能填不":
        _, screens = after(knowledge, *at("first-sms"), "短信昨天18点收到的", text)
        assert "11月25日 18:00" in screens[0].text
        assert len(screens) == 1


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
