"""What typed words do to what is under way, and which of them ask something and do nothing."""

import time
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.core.actions import (
    Action,
    AllFlows,
    Came,
    Chase,
    Delete,
    Details,
    Finish,
    Grow,
    InStage,
    Jump,
    Keep,
    Letters,
    NewFiling,
    OpenPlan,
    OpenStep,
    Overview,
    PickSubject,
    Progress,
    PutAway,
    Read,
    Rejected,
    Resubmitted,
    SpeakTo,
    SureFiling,
    Tick,
    TickFix,
    encode,
)
from bot.core.answers import UNEXPLAINED
from bot.core.attempts import at_work
from bot.core.clock import clock
from bot.core.dialogue import respond, timers
from bot.core.events import Command, Event, Pressed, said
from bot.core.filing import checklist
from bot.core.knowledge import Knowledge
from bot.core.replies import Screen
from bot.core.state import State, dump_state, load_state
from bot.core.underway import MOST_DEEDS
from bot.core.waiting import clock_lines
from bot.core.workdays import local
from tests.core.sample import NOW
from tests.core.talking import ASKED_FOR_A_TEXT, BEGUN, PLAN, SHOPS, SUBMITTED, after, at, buttons


@pytest.mark.parametrize(
    "text",
    [
        "已经重新提交了",
        "我已经重新提交了",
        "重新提交了",
        "改好了 我交上去了",
        "提交了",
        "我交了。",
        "好的，刚刚又交了",
        "已提交",
        "我哋已經重新遞交咗",
        "我已經重新交咗喇",
        "yijing tijiao le",
    ],
)
def test_who_says_that_a_mended_rejection_was_submitted_has_it_noted(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *PLAN, text)
    assert state.loose[0].submitted == NOW


@pytest.mark.parametrize(
    ("begin", "text", "data"),
    [
        (PLAN, "现成的话", encode(Letters(1))),
        (PLAN, "记成一个备案，陪我办完", encode(Grow(1))),
        ((Pressed(encode(Rejected())),), "短信核验时", encode(InStage("sms"))),
    ],
)
def test_the_words_of_a_button_of_what_is_open_do_what_it_does(
    knowledge: Knowledge, begin: tuple[Event, ...], text: str, data: str
) -> None:
    assert after(knowledge, *begin, text) == after(knowledge, *begin, Pressed(data))


@pytest.mark.parametrize("text", ["域名实名弄好 重新提交了", "找客服问清楚，交上去了"])
def test_who_says_more_than_that_is_asked(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, *PLAN, text)
    assert at_work(state)
    assert buttons(screens) == [encode(Resubmitted(1)), encode(OpenPlan(1))]


def test_who_has_something_else_on_the_screen_is_asked(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *PLAN, *BEGUN, "重新提交了")
    assert at_work(state)
    assert encode(Resubmitted(1)) in buttons(screens)


@pytest.mark.parametrize(
    "text",
    [
        "提交了好几天没动静怎么办",
        "已经提交了还能改吗",
        "重新提交了又被退回了",
        "可以重新提交了",
        "重新提交",
        "重新提交以后要等多久",
        "提交了押金",
    ],
)
def test_who_asks_or_tells_something_else_submits_nothing(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, *PLAN, text)
    assert at_work(state)
    assert "重新交上去了吗" not in screens[0].text


def test_particles_that_can_be_cut_in_many_ways_take_no_time(knowledge: Knowledge) -> None:
    before, _ = after(knowledge, *PLAN)
    began = time.process_time()
    assert at_work(after(knowledge, "提交了" + "刚" * 34 + "几天", state=before)[0])
    assert time.process_time() - began < 1, "a pattern backtracks"


def test_without_a_plan_the_same_words_are_a_question(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, "提交了")
    assert not state.loose
    assert encode(OpenPlan(1)) not in buttons(screens)


@pytest.mark.parametrize(
    ("step", "text", "then"),
    [
        ("first-sms", "短信填好了", "first-authority"),
        ("first-sms", "核验做完了", "first-authority"),
        ("first-sms", "验证码填完了", "first-authority"),
        ("first-sms", "短信核验完了", "first-authority"),
        ("first-sms", "短信验过了", "first-authority"),
        ("first-sms", "第13步做完了", "first-authority"),
        ("first-provider-review", "初审过了", "first-sms"),
        ("first-provider-review", "阿里云审核通过了！", "first-sms"),
        ("first-provider-review", "过了", "first-sms"),
        ("first-provider-review", "审过了", "first-sms"),
        ("first-authority", "管局批了", "first-approved"),
        ("first-authority", "审过了", "first-approved"),
        ("first-authority", "过审了", "first-approved"),
        ("first-authority", "管局审过了", "first-approved"),
        ("first-authority", "终审过了", "first-approved"),
        ("first-submit", "提交了", "first-provider-review"),
        ("first-domain", "域名弄好了", "first-server"),
        *(("first-domain", text, "first-server") for text in ("第二步做完了", "这一步做完了", "这步办好了")),
    ],
)
def test_who_says_that_the_step_on_the_screen_is_over_goes_on(
    knowledge: Knowledge, step: str, text: str, then: str
) -> None:
    assert after(knowledge, *at(step), text)[0].showing == then


@pytest.mark.parametrize("text", ["短信收到了", "收到短信了", "验证码来了", "收到了"])
def test_who_got_the_code_has_its_hours_and_is_told_to_fill_it_in(knowledge: Knowledge, text: str) -> None:
    came = Pressed(encode(Came(1, "first-sms")))
    state, _ = after(knowledge, *at("first-sms"), text)
    assert state == after(knowledge, *at("first-sms"), came)[0]
    state, screens = after(knowledge, text, state=state)
    assert state.showing == "first-sms"
    assert screens == [
        Screen(knowledge.ui["step-received"].format(done="短信都核验完了")),
        *after(knowledge, *at("first-sms"), came)[1],
    ]


@pytest.mark.parametrize(
    ("text", "awaited"),
    [
        *((text, False) for text in ("初审过了，短信也收到了", "微信过了，收到短信了", "初审过了短信收到了")),
        *((text, True) for text in ("初审过了，短信还没收到", "初审过了")),
    ],
)
def test_who_tells_in_one_text_that_two_things_were_done_has_both_noted(
    knowledge: Knowledge, text: str, awaited: bool
) -> None:
    state, _ = after(knowledge, *at("first-provider-review"), text)
    assert state.showing == "first-sms"
    assert state.filings[0].marks["first-sms"].awaited == awaited


@pytest.mark.parametrize(("count", "noted"), [(MOST_DEEDS, True), (MOST_DEEDS + 1, False)])
def test_a_text_of_more_clauses_than_anybody_tells_deeds_in_tells_none(
    knowledge: Knowledge, count: int, noted: bool
) -> None:
    before, _ = after(knowledge, *at("first-provider-review"))
    state, _ = after(knowledge, "初审过了" + "，短信还没收到" * (count - 1), state=before)
    assert (state.filings != before.filings) == noted


def test_of_two_things_the_one_that_is_not_sure_is_asked_about(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *at("first-provider-review"), "初审过了，管局也过了")
    assert state.showing == "first-sms"
    assert buttons(screens)[:2] == [encode(Jump(1, "first-approved")), encode(OpenStep(1, ""))]


def test_of_two_things_that_are_not_sure_the_later_one_is_asked_about(knowledge: Knowledge) -> None:
    for begin in ((*at("first-provider-review"), Pressed(encode(Progress()))), BEGUN):
        asked = after(knowledge, *begin, "短信收到了")[1]
        assert after(knowledge, *begin, "初审过了，短信也收到了")[1] == asked


@pytest.mark.parametrize(
    ("begin", "text", "done"),
    [
        (at("first-sms"), "管局过了", Jump(1, "first-approved")),
        (at("first-sms"), "审核通过了", Jump(1, "first-approved")),
        (at("first-provider-review"), "短信核验做完了", Jump(1, "first-authority")),
        ((*at("first-sms"), Pressed(encode(Progress()))), "短信填好了", Finish(1, "first-sms")),
        (at("first-sms"), "管局过了 备案号下来了", Jump(1, "first-approved")),
        (at("first-sms"), "备案通过了", Jump(1, "first-approved")),
    ],
)
def test_who_says_so_of_another_step_is_asked(
    knowledge: Knowledge, begin: tuple[Event, ...], text: str, done: Action
) -> None:
    before, _ = after(knowledge, *begin)
    state, screens = after(knowledge, text, state=before)
    assert state.filings == before.filings
    assert buttons(screens)[:2] == [encode(done), encode(OpenStep(1, ""))]


@pytest.mark.parametrize("step", ["first-check", "first-provider-review"])
@pytest.mark.parametrize("text", ["短信收到了", "收到短信了", "验证码来了"])
def test_who_got_the_code_before_its_step_is_asked_whether_it_came_to_that(
    knowledge: Knowledge, step: str, text: str
) -> None:
    before, _ = after(knowledge, *at(step))
    state, screens = after(knowledge, text, state=before)
    assert (state.filings, buttons(screens)[0]) == (before.filings, encode(Came(1, "first-sms")))
    mark = after(knowledge, "是的", state=state)[0].filings[0].marks["first-sms"]
    assert (mark.begun, mark.awaited) == (NOW, False)
    assert after(knowledge, "还没", state=state)[0].filings == before.filings


def test_a_code_that_came_takes_no_filing_back(knowledge: Knowledge) -> None:
    before, _ = after(knowledge, *at("first-authority"))
    assert after(knowledge, Pressed(encode(Came(1, "first-sms"))), state=before)[0].filings == before.filings


@pytest.mark.parametrize("begin", [(), at("first-sms")])
@pytest.mark.parametrize("text", ["短信收到了怎么填", "收到验证码了怎么填"])
def test_who_got_the_code_and_asks_how_to_go_on_is_told_where_it_goes(
    knowledge: Knowledge, begin: tuple[Event, ...], text: str
) -> None:
    assert after(knowledge, *begin, text)[0].topic == "sms-where"


@pytest.mark.parametrize(
    "text",
    [
        "短信收到了但是验证码过期怎么办",
        "没收到短信",
        "短信还没收到",
        "短信时间过了",
        "第二十一步做完了",
        "初审通过要多久",
        "核验做完了还要等多久",
        "管局过了吗",
        "通过了",
        "收到",
        "做完了",
    ],
)
def test_who_asks_about_the_step_or_says_nothing_of_it_leaves_it_as_it_is(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *at("first-sms"))
    state, screens = after(knowledge, text, state=before)
    assert (state.filings, state.showing) == (before.filings, "first-sms")
    assert encode(Finish(1, "first-sms")) in buttons(screens[1:]), "the step is shown below an answer"
    assert not screens[0].text.startswith(knowledge.ui["step-received"][:4])


FINISHED = Finish(1, "first-provider-review")
SURE_OF_A_STEP = (*at("first-provider-review"), Pressed(encode(Progress())), "初审过了")
SURE_OF_A_PLAN = (*PLAN, *BEGUN, "重新提交了")
SURE_TO_DELETE: tuple[Event | str, ...] = (*BEGUN, "删掉")
SURE_TO_CANCEL = (Pressed(encode(NewFiling("cancel-site"))),)


@pytest.mark.parametrize(
    ("begin", "text", "action"),
    [
        *((SURE_OF_A_STEP, yes, FINISHED) for yes in ("是", "对", "是的", "嗯嗯是的", "yes", "前面都办完了，到下一步")),
        *((SURE_OF_A_STEP, no, OpenStep(1, "")) for no in ("没有", "还没", "不是", "嗯，还没呢", "no", "not yet")),
        (SURE_OF_A_PLAN, "嗯，对", Resubmitted(1)),
        (SURE_OF_A_PLAN, "是，记下", Resubmitted(1)),
        (SURE_OF_A_PLAN, "还没", OpenPlan(1)),
        ((*at("first-sms"), "备案通过了"), "是的", Jump(1, "first-approved")),
        ((*at("first-sms"), "备案通过了"), "没有", OpenStep(1, "")),
        ((*BEGUN, "我的网站 1 先不办了"), "好的", PutAway(1, True)),
        (SURE_TO_DELETE, "不", Overview(1)),
        (SURE_TO_DELETE, "确定", Delete(1, True)),
        (SURE_TO_DELETE, "不删了", Overview(1)),
        (SURE_TO_CANCEL, "是的", SureFiling("cancel-site", 0)),
        (SURE_TO_CANCEL, "不", AllFlows()),
        ((Pressed(encode(NewFiling("cancel-site"))), "好的"), "个人", PickSubject("personal")),
    ],
)
def test_a_question_of_ours_is_answered_in_words(
    knowledge: Knowledge, begin: tuple[Event | str, ...], text: str, action: Action
) -> None:
    before = load_state(dump_state(after(knowledge, *begin)[0]))
    pressed, told = after(knowledge, Pressed(encode(action)), state=before), after(knowledge, text, state=before)
    assert told[0] == pressed[0]
    assert told[1][-1] == pressed[1][-1]


@pytest.mark.parametrize("between", ["备案要多久", "你好", Pressed(encode(OpenStep(1, "")))])
def test_a_question_after_which_something_else_was_shown_is_open_no_more(
    knowledge: Knowledge, between: Event | str
) -> None:
    before, _ = after(knowledge, *SURE_TO_DELETE, between)
    assert after(knowledge, "是的", state=before)[0].filings == before.filings


def test_what_was_not_understood_leads_back_to_the_step_by_a_button(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *at("first-sms"), "红烧肉怎么炖")
    assert (len(screens), buttons(screens)[0]) == (1, encode(OpenStep(1, "first-sms")))
    assert state.showing == "first-sms"
    assert len(after(knowledge, *BEGUN[:2], "红烧肉怎么炖")[1]) == 2, "a question of ours is asked again"


@pytest.mark.parametrize(
    "text", ["不知道", "没写", "就退回了", "没有原文", "看不懂", "没给原因", "我也不知道呀", "就说驳回了，没写原因"]
)
def test_who_has_no_text_of_a_rejection_is_told_how_to_find_the_reason(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *ASKED_FOR_A_TEXT, text)
    assert [attempt.reasons for attempt in state.loose] == [(UNEXPLAINED,)]
    assert not state.loose[0].doubts


@pytest.mark.parametrize("text", ["没写门牌号", "看不懂退回原因里的「接入信息陈旧」", "电话打不通退回了"])
def test_who_tells_a_reason_is_not_taken_to_have_none(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *ASKED_FOR_A_TEXT, text)
    assert UNEXPLAINED not in [reason for attempt in state.loose for reason in attempt.reasons]


def test_elsewhere_the_same_words_tell_nothing_of_a_rejection(knowledge: Knowledge) -> None:
    assert not after(knowledge, "看不懂")[0].loose


@pytest.mark.parametrize("text", ["没有", "我没有被退回", "还没被退回呢", "不是", "不是我的", "No"])
def test_who_says_that_nothing_came_back_has_nothing_noted(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, *ASKED_FOR_A_TEXT, text)
    assert (state.loose, state.waiting) == ((), "")
    assert screens[0].text == knowledge.ui["not-rejected"]


def test_what_to_do_is_asked_of_what_is_on_the_screen(knowledge: Knowledge) -> None:
    planned, plan = after(knowledge, *PLAN)
    at_step, _ = after(knowledge, *at("first-domain"))
    for text in ("怎么办", "怎么弄", "是什么", "怎么改"):
        assert after(knowledge, text, state=planned)[1] == plan, text
        assert after(knowledge, text, state=at_step)[1] == after(knowledge, "这一步不懂", state=at_step)[1], text
    read, _ = after(knowledge, "备案要多久", state=planned)
    assert after(knowledge, "怎么办", state=read)[1] != plan, "something else was read since"


@pytest.mark.parametrize("text", ["你好", "早上好", "晚上好", "改好了", "还好", "好", "嗯"])
def test_who_only_greets_or_says_yes_to_no_loss_loses_nothing(knowledge: Knowledge, text: str) -> None:
    begun, _ = after(knowledge, *at("first-sms"))
    for ask in ("删掉这个备案", Command("forget", "")):
        state, _ = after(knowledge, ask, text, state=begun)
        assert state.filings == begun.filings


NUMBERED = Pressed(encode(Keep(1, "icp", "粤ICP备2026001234号-1")))


@pytest.mark.parametrize("step", ["first-sms", "first-authority", "first-submit"])
def test_a_number_told_ahead_leads_on_to_the_step_after_approval(knowledge: Knowledge, step: str) -> None:
    on = encode(Jump(1, "first-approved"))
    state, screens = after(knowledge, *at(step), NUMBERED)
    assert on in buttons(screens)
    assert on in buttons(after(knowledge, Pressed(encode(OpenStep(1, ""))), state=state)[1])
    asked = after(knowledge, "管局过了 备案号下来了", state=state)[1]
    assert buttons(asked)[0] == on
    assert after(knowledge, Pressed(on), state=state)[0].showing == "first-approved"


def test_of_a_filing_whose_number_is_there_no_verdict_is_waited_for(knowledge: Knowledge) -> None:
    waiting, _ = after(knowledge, *at("first-sms"))
    assert any(key.startswith("awaited") for key in timers(waiting, knowledge, NOW))
    for step in ("first-sms", "first-authority"):
        state, _ = after(knowledge, *at(step), NUMBERED)
        kinds = {key.split(":")[0] for key in timers(state, knowledge, NOW)}
        assert knowledge.ui["numbered-ahead"] in after(knowledge, Pressed(encode(Progress())), state=state)[1][0].text
        assert kinds == {"police", "yearly", "retention"}, "only what comes after approval"


def test_at_the_step_of_the_number_itself_nothing_is_ahead(knowledge: Knowledge) -> None:
    _, screens = after(knowledge, *at("first-approved"), NUMBERED)
    assert not [data for data in buttons(screens) if data.startswith("j:")]


@pytest.mark.parametrize(
    ("begin", "text", "done"),
    [
        *((BEGUN, text, Jump(1, "first-provider-review")) for text in ("已经提交了", "我提交了", "订单提交了")),
        (BEGUN, "都办好了", Finish(1, "first-check")),
        ((*at("first-approved"), NUMBERED), "都办好了", Finish(1, "first-approved")),
        ((*at("first-authority"), Pressed(encode(Progress()))), "通过了", Finish(1, "first-authority")),
    ],
)
def test_who_says_only_how_far_it_came_is_asked_of_the_filing_at_hand(
    knowledge: Knowledge, begin: tuple[Event, ...], text: str, done: Action
) -> None:
    before, _ = after(knowledge, *begin)
    state, screens = after(knowledge, text, state=before)
    assert state.filings == before.filings
    assert buttons(screens)[:2] == [encode(done), encode(OpenStep(1, ""))]


def test_what_was_submitted_before_is_said_to_be_noted(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *at("first-provider-review"), "我提交了")
    assert "11月25日记过" in screens[0].text
    assert state.showing == "first-provider-review"
    state, screens = after(knowledge, *SUBMITTED, "我已经重新提交了")
    assert "11月25日已经重新提交" in screens[0].text


@pytest.mark.parametrize("text", ["通过了", "审核通过了", "备案号下来了"])
def test_who_had_it_approved_at_last_is_led_on(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, *SUBMITTED, text)
    assert buttons(screens)[0] == encode(NewFiling("after-approval"))
    assert after(knowledge, *PLAN, text)[1][0] != screens[0]


@pytest.mark.parametrize(
    ("begin", "text", "action"),
    [
        *(
            (BEGUN, text, Details(1, "first-check", 0))
            for text in ("这一步不懂", "看不懂啊", "第一步是什么", "这步怎么做？")
        ),
        (BEGUN, "what is this step", Details(1, "first-check", 0)),
        (at("first-authority"), "这一步是什么意思", Details(1, "first-authority", 0)),
        ((Pressed(encode(SpeakTo("en"))), *BEGUN), "next step", OpenStep(1, "first-domain")),
        (BEGUN, "第三步是什么", OpenStep(1, "first-server")),
        (PLAN, "第一个怎么改", Read("reject-domain-not-realname")),
        (PLAN, "第1条", Read("reject-domain-not-realname")),
    ],
)
def test_who_does_not_understand_what_is_shown_is_told_more_of_it(
    knowledge: Knowledge, begin: tuple[Event, ...], text: str, action: Action
) -> None:
    before, _ = after(knowledge, *begin)
    _, screens = after(knowledge, text, state=before)
    assert buttons(screens) == buttons(after(knowledge, Pressed(encode(action)), state=before)[1])


THREE = "您的备案未通过审核：1、主办单位名称与证件不一致；2、域名未实名认证；3、网站名称不规范。"
FIRST, REALNAME, NAME = "registry-check", "domain-realname", "site-name"


@pytest.mark.parametrize(
    ("text", "action"),
    [
        *((text, OpenPlan(1)) for text in ("这个怎么弄", "为什么", "三个都要改吗？", "这些都要做吗")),
        ("第一条怎么查", Read("reject-subject-name-mismatch")),
        ("第三条改成什么", Read("reject-name-format")),
        *((text, OpenPlan(1)) for text in ("为什么会被退", "怎么回事")),
        ("还剩什么", OpenPlan(1)),
    ],
)
def test_what_is_asked_right_below_a_plan_is_asked_of_it(knowledge: Knowledge, text: str, action: Action) -> None:
    before, _ = after(knowledge, THREE)
    assert after(knowledge, text, state=before) == after(knowledge, Pressed(encode(action)), state=before)


@pytest.mark.parametrize("text", ["为什么", "为啥会这样", "怎么回事？", "为什么退我"])
@pytest.mark.parametrize("read", [(), (Pressed(encode(Read("reject-domain-not-realname"))),)])
def test_why_it_came_back_is_told_of_its_only_reason_and_of_the_one_that_was_read(
    knowledge: Knowledge, read: tuple[Event, ...], text: str
) -> None:
    why = Pressed(encode(Read("reject-domain-not-realname")))
    for begin in (PLAN, (*BEGUN, *PLAN)):
        before, _ = after(knowledge, *begin, *read)
        assert after(knowledge, text, state=before) == after(knowledge, why, state=before)
    before, _ = after(knowledge, THREE, why)
    assert after(knowledge, text, state=before) == after(knowledge, why, state=before)


@pytest.mark.parametrize(
    ("texts", "fix", "told"),
    [
        *(((text,), REALNAME, "3～5 个工作日") for text in ("第二条要多久", "第二个要几天")),
        (("第二件怎么弄",), REALNAME, "给域名实名"),
        *(((text,), FIRST, "公示系统") for text in ("然后呢", "接下来怎么办", "先做哪个", "先弄哪一条")),
        *((("备案要多久", text), FIRST, "公示系统") for text in ("然后呢", "先做哪个")),
        (("第一个做完了", "然后呢"), REALNAME, "给域名实名"),
    ],
)
def test_of_what_is_to_be_done_a_part_is_told_alone(
    knowledge: Knowledge, texts: tuple[str, ...], fix: str, told: str
) -> None:
    _, screens = after(knowledge, THREE, *texts)
    assert told in screens[0].text
    assert buttons(screens) == [encode(TickFix(1, fix, True)), encode(OpenPlan(1))]


@pytest.mark.parametrize(
    ("text", "ticked"),
    [
        ("第二个做完了", {REALNAME}),
        ("第二条弄好了", {REALNAME}),
        ("第一个还没弄，第二个弄好了", {REALNAME}),
        ("第二个弄好了，第三条也改好了", {REALNAME, NAME}),
        *((text, {REALNAME}) for text in ("域名实名办好了", "实名那个搞定了", "域名实名换好了", "实名改了")),
        *((text, {NAME}) for text in ("网站名称改了", "网站名字改好了", "名字改了", "站名已经改了")),
        ("都改好了", {FIRST, REALNAME, "subject-name", NAME}),
        *((text, {FIRST, REALNAME, "subject-name", NAME}) for text in ("三个都改好了", "四件改好了", "这几个都改好了")),
        *((text, {FIRST, REALNAME}) for text in ("前两个做完了", "前面两件都改好了")),
        ("前两条都改好了", {FIRST, REALNAME, "subject-name"}),
        *((text, {FIRST, REALNAME}) for text in ("1、2做完了", "①②好了", "1和2都改好了", "1-2做完了")),
        ("2做完了", {REALNAME}),
        *(
            (text, set[str]())
            for text in (
                *("做完了", "名称改好了", "名称改了", "备案做好了", "第九个做完了", "第二个做完了吗"),
                *("两个都改好了", "五个都改好了", "前九个都改好了", "0、1做完了"),
            )
        ),
    ],
)
def test_what_is_said_to_be_done_of_a_plan_is_ticked(knowledge: Knowledge, text: str, ticked: set[str]) -> None:
    state, _ = after(knowledge, THREE, text)
    assert set(state.loose[0].ticked) == ticked


@pytest.mark.parametrize(
    "done", [("第二个做完了",), ("第二条弄好了",), ("都改好了",), (Pressed(encode(TickFix(1, REALNAME, True))),)]
)
@pytest.mark.parametrize("again", ["第二个做完了", "第二条弄好了", Pressed(encode(TickFix(1, REALNAME, True)))])
def test_what_was_done_before_is_neither_told_nor_counted_once_more(
    knowledge: Knowledge, done: tuple[Event | str, ...], again: Event | str
) -> None:
    before, _ = after(knowledge, THREE, *done)
    turn = respond(said(again) if isinstance(again, str) else again, before, knowledge, NOW)
    assert turn.state
    assert (turn.notes, turn.state.loose) == ((), before.loose)
    *told, shown = turn.replies
    assert [shown] == after(knowledge, Pressed(encode(OpenPlan(1))), state=before)[1]
    assert ["之前就勾上了" in one.text for one in told if isinstance(one, Screen)] == [True] * isinstance(again, str)


LISTED = "初审未通过，原因：1.网站负责人身份证照片不清晰；2.网站名称与主办单位名称无关联；3.备案期间网站可访问。"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        *((text, {1: "⑤"}) for text in ("第一个改好了", "1做完了", "1、2做完了")),
        *((text, {3: "①"}) for text in ("第三个改好了", "3做完了")),
        ("1、3做完了", {1: "⑤", 3: "①"}),
    ],
)
def test_a_number_that_a_reason_and_another_thing_to_do_have_is_asked_about(
    knowledge: Knowledge, text: str, asked: dict[int, str]
) -> None:
    state, screens = after(knowledge, LISTED, "第二个怎么改", text)
    assert not state.loose[0].ticked
    *told, shown = screens
    assert [f"第 {place} 条原因" in one.text for place, one in zip(asked, told, strict=True)] == [True] * len(asked)
    for sign in asked.values():
        assert sign in shown.text


def test_what_is_named_by_its_own_title_is_ticked_alone(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, "备案被退回了：网站名称与主办单位无关联", "网站名称改了")
    assert set(state.loose[0].ticked) == {NAME}, "its other things to do have the name in their reason only"


def test_where_it_is_open_what_was_done_the_plan_is_there_to_be_ticked(knowledge: Knowledge) -> None:
    for text in ("做完了", "名称改好了", "名称改了", "两个都改好了", "前九个都改好了", "执照换好了", "联系电话弄好了"):
        _, screens = after(knowledge, THREE, text)
        assert screens[0].text == knowledge.ui["courtesy-done"]
        assert encode(TickFix(1, REALNAME, True)) in buttons(screens)
    left, _ = after(knowledge, THREE, "前两个做完了", "剩下两个也做完了")
    assert set(left.loose[0].ticked) == {FIRST, REALNAME, "subject-name", NAME}
    only, _ = after(knowledge, *PLAN, "做完了")
    assert set(only.loose[0].ticked) == {REALNAME}, "there is nothing else that can be meant"


@pytest.mark.parametrize(
    ("step", "text", "after_that", "topic"),
    [
        ("first-submit", "提交了，网站要关吗", "first-provider-review", "faq-file-before-online"),
        ("first-submit", "已经提交了。网站要关吗？", "first-provider-review", "faq-file-before-online"),
        ("first-provider-review", "初审过了，短信一直没收到怎么办", "first-sms", "sms-not-received"),
        ("first-submit", "提交了网站要关吗", "first-submit", "faq-file-before-online"),
        ("first-submit", "提交了吗，网站要关吗", "first-submit", "faq-file-before-online"),
    ],
)
def test_what_was_done_is_noted_and_what_is_asked_besides_is_answered(
    knowledge: Knowledge, step: str, text: str, after_that: str, topic: str
) -> None:
    state, screens = after(knowledge, *at(step), text)
    assert state.showing == after_that
    assert any(knowledge.topics[topic].title in screen.text for screen in screens)
    assert encode(Overview(1)) in buttons(screens[-1:])


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("然后呢", OpenStep(1, "first-domain")),
        *((text, Details(1, "first-check", 0)) for text in ("这个怎么弄", "为什么", "先做哪个", "第二条要多久")),
        *((text, Tick(1, "first-check", "never-filed", True)) for text in ("第二个做完了", "2做完了", "2做完了 3没有")),
        *((text, OpenStep(1, "first-login")) for text in ("跳到第五步", "打开第5步")),
    ],
)
def test_what_is_said_right_below_a_step_is_said_of_it(knowledge: Knowledge, text: str, action: Action) -> None:
    before, _ = after(knowledge, *BEGUN)
    assert after(knowledge, text, state=before) == after(knowledge, Pressed(encode(action)), state=before)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        *((text, {0, 2}) for text in ("1、3做完了", "1和3好了", "①③做完了", "第一个和第三个弄好了")),
        *((text, {0, 1, 2}) for text in ("1-3做完了", "1到3都做好了", "1、2、3都完成了")),
        *((text, set(range(6))) for text in ("全部打勾", "都勾上", "都打勾了")),
        *(
            (text, set[int]())
            for text in ("9做完了", "2、9做完了", "打勾", "全部做完了", "3做完了吗", "11月25号做完了")
        ),
    ],
)
def test_several_items_are_ticked_at_once(knowledge: Knowledge, text: str, places: set[int]) -> None:
    before, _ = after(knowledge, *BEGUN)
    state, _ = after(knowledge, text, state=before)
    items = checklist(knowledge.flows["first-filing"].steps[0], state.filings[0])
    ticked = state.filings[0].marks["first-check"].ticked
    assert set(ticked) == {items[place].id for place in places}
    state, _ = after(knowledge, *(["撤销"] if places else []), state=state)
    assert state.filings[0].marks["first-check"] == before.filings[0].marks["first-check"]


def test_who_wants_back_to_a_step_is_led_there(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *BEGUN, "下一步", "回到第一步")
    assert state.showing == "first-check"
    state, _ = after(knowledge, *BEGUN, "回到第九十步")
    assert state.showing == "first-check"


def test_what_comes_next_is_known_after_a_question_too(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *BEGUN, "备案要多久", "然后呢")
    assert state.showing == "first-domain"
    state, screens = after(knowledge, THREE, "备案要多久", "还剩什么")
    assert encode(TickFix(1, REALNAME, True)) in buttons(screens)


@pytest.mark.parametrize("text", ["要多久", "还要多久？", "能催吗", "这一步要多久", "怎么催"])
@pytest.mark.parametrize(("now", "chased"), [(NOW, False), (NOW + timedelta(days=40), True)])
def test_who_asks_how_long_a_review_takes_is_told_when_it_should_end(
    knowledge: Knowledge, text: str, now: datetime, chased: bool
) -> None:
    before, _ = after(knowledge, *at("first-authority"))
    running = clock(before.filings[0], knowledge, now)
    assert running
    turn = respond(said(text), before, knowledge, now)
    (screen,) = turn.replies
    assert isinstance(screen, Screen)
    assert clock_lines(knowledge, before.filings[0], running, now) in screen.text
    assert (encode(Chase(1)) in buttons([screen])) == chased
    assert buttons([screen])[-1] == encode(OpenStep(1, "first-authority"))
    assert turn.state == replace(before, seen=local(now).date())


@pytest.mark.parametrize(
    ("begin", "text"),
    [
        (BEGUN, "要多久"),
        (at("first-authority"), "变更备案要多久"),
        ((*at("first-authority"), "注销备案怎么办"), "要多久"),
        ((*BEGUN, "备案号是什么"), "不懂"),
        (PLAN, "第二个网站怎么备案"),
        ((*PLAN, "注销备案怎么办"), "这个怎么弄"),
        ((*BEGUN, "注销备案怎么办"), "为什么"),
    ],
)
def test_what_is_asked_of_something_else_is_answered(
    knowledge: Knowledge, begin: tuple[Event | str, ...], text: str
) -> None:
    before, _ = after(knowledge, *begin)
    assert after(knowledge, text, state=before)[0].asked == text


NOTICE = "通知：经核查，贵公司网站未在首页标明备案编号，限7日内整改"


@pytest.mark.parametrize(
    "text",
    ["还剩几天", "什么时候到期", "来不及了", "期限能延长吗", "我来不及改怎么办", "几号之前要改完", "哪天前得改好"],
)
def test_who_asks_how_long_a_notice_gives_is_told_the_day(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, NOTICE, "备案要多久", text)
    assert "12月2日" in screens[0].text
    assert "还剩 7 天" in screens[0].text
    assert encode(OpenPlan(1)) in buttons(screens)
    assert at_work(state)
    _, screens = after(knowledge, text)
    assert "12月2日" not in screens[0].text


DATED = (*PLAN, Pressed(encode(TickFix(1, REALNAME, True))))


@pytest.mark.parametrize("text", ["什么时候能重新提交", "几号能交？", "现在可以重新提交了吗", "要等到哪天"])
def test_who_asks_when_to_submit_again_is_told_the_day_of_the_plan(knowledge: Knowledge, text: str) -> None:
    for begin in (DATED, (*DATED, "备案要多久")):
        state, screens = after(knowledge, *begin, text)
        assert "12月2日" in screens[0].text
        assert at_work(state)
    assert "还有 **1** 件" in after(knowledge, *PLAN, text)[1][0].text
    assert "12月2日" not in after(knowledge, text)[1][0].text


def test_the_day_from_which_a_plan_can_be_submitted_stands_in_the_progress(knowledge: Knowledge) -> None:
    assert "12月2日" in after(knowledge, *DATED, "进度")[1][0].text


@pytest.mark.parametrize("submits", ["我已经重新提交了", "重新提交了", Pressed(encode(Resubmitted(1)))])
@pytest.mark.parametrize(("begin", "told"), [(DATED, "12月2日"), (PLAN, "还有 1 件没勾")])
def test_who_submits_too_early_is_told_so(
    knowledge: Knowledge, submits: Event | str, begin: tuple[Event, ...], told: str
) -> None:
    state, screens = after(knowledge, *begin, submits)
    assert (state.loose[0].submitted, told in screens[0].text) == (NOW, True)
    assert at_work(after(knowledge, "还没交", state=state)[0])


def test_hours_that_run_at_the_step_on_the_screen_are_told_before_days(knowledge: Knowledge) -> None:
    _, screens = after(knowledge, NOTICE, *at("first-sms"), Pressed(encode(Came(1, "first-sms"))), "还剩几天")
    assert "11月26日" in screens[0].text
    assert "12月2日" in screens[1].text


def test_a_plan_of_no_filing_stands_in_the_progress(knowledge: Knowledge) -> None:
    _, screens = after(knowledge, NOTICE, "进度")
    assert "12月2日" in screens[0].text
    assert knowledge.ui["progress-none"] not in screens[0].text
    assert encode(OpenPlan(1)) in buttons(screens)
    _, screens = after(knowledge, *BEGUN, NOTICE, "进度")
    assert {encode(OpenPlan(1)), encode(OpenStep(1, ""))} <= set(buttons(screens))


def test_what_was_submitted_again_stands_in_the_progress_while_its_result_is_to_come(knowledge: Knowledge) -> None:
    submitted, _ = after(knowledge, *SUBMITTED)

    def progress(days: int, state: State = submitted) -> Screen:
        turn = respond(Command("progress"), state, knowledge, NOW + timedelta(days=days))
        return next(reply for reply in turn.replies if isinstance(reply, Screen))

    for days, told in ((0, "11月25日已经重新提交，等结果就好。"), (5, "今天是第 **3** 个工作日")):
        assert told in progress(days).text
        assert encode(OpenPlan(1)) in buttons([progress(days)])
    assert progress(40).text.startswith(knowledge.ui["progress-none"]), "nobody waits so long"
    with_filing, _ = after(knowledge, *BEGUN, state=submitted)
    assert {encode(OpenPlan(1)), encode(OpenStep(1, ""))} <= set(buttons([progress(1, with_filing)]))
    inspected, _ = after(knowledge, NOTICE, "已经申请复查了", Pressed(encode(Resubmitted(1))))
    assert progress(1, inspected).text.startswith(knowledge.ui["progress-none"]), "it may have passed already"


def test_what_is_told_of_a_second_look_is_noted(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, NOTICE, *BEGUN, "已经申请复查了")
    assert buttons(screens)[0] == encode(Resubmitted(1))
    assert "申请复查" in screens[0].text
    for asked in (NOTICE, "备案要多久"), (NOTICE, "已经申请复查了", "备案要多久"):
        state, screens = after(knowledge, *asked, "复查通过了")
        assert state.loose[0].submitted == NOW
        assert "复查过了就好" in screens[0].text


@pytest.mark.parametrize("text", ["不行", "官网", "第一个", "还没收到", "邮件收到了", "材料齐了"])
def test_what_is_too_short_for_the_rejection_that_is_awaited_leaves_the_filing(knowledge: Knowledge, text: str) -> None:
    before, asked = after(knowledge, *SHOPS, Pressed(encode(Jump(2, "first-authority"))), Pressed(encode(Rejected())))
    state, screens = after(knowledge, text, state=before)
    assert (state.filings, state.loose, state.waiting) == (before.filings, (), "rejection")
    assert screens[-1].text == asked[-1].text


@pytest.mark.parametrize("text", ["我想撤销备案申请", "两个备案号都收到了", "幕布收到了"])
def test_good_news_and_wishes_are_told_no_reason(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *SHOPS, Pressed(encode(Jump(2, "first-authority"))), Pressed(encode(Rejected())))
    state, screens = after(knowledge, text, state=before)
    assert (state.filings, state.loose, state.topic) == (before.filings, (), "")
    assert not any(topic.title in screens[0].text for topic in knowledge.topics.values() if topic.kind == "rejection")


CANCELLING = tuple(map(Pressed, (encode(SureFiling("cancel-site", 0)), "s:enterprise", "p:shandong", "a")))


def test_who_submitted_a_cancellation_still_has_the_text_message_before_them(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *CANCELLING, "提交了")
    assert "在等短信" in screens[0].text
    state, _ = after(knowledge, "对", state=state)
    assert state.filings[0].marks["cas-submit"].awaited
    state, screens = after(knowledge, "提交了", state=state)
    assert (state.showing, state.filings[0].marks["cas-submit"].done) == ("cas-submit", None)
    assert "接下来等短信" in screens[0].text
    state, _ = after(knowledge, "短信收到了", state=state)
    assert state.filings[0].marks["cas-submit"].begun == NOW
    assert NOW + timedelta(hours=24) in timers(state, knowledge, NOW).values()
    state, _ = after(knowledge, "短信填好了", state=state)
    assert state.showing == "cas-review"


ENDED = [
    "注销成功了",
    "注销下来了",
    "已经注销掉了",
    "注销好了",
    "都注销完了",
    "管局注销了",
    "注销通过了",
    "备案已注销",
    "已经查不到了",
    "成功注销了",
]


@pytest.mark.parametrize("text", ENDED)
def test_who_says_that_it_is_cancelled_is_through(knowledge: Knowledge, text: str) -> None:
    reviewed = (*CANCELLING, Pressed(encode(Jump(1, "cas-review"))))
    state, _ = after(knowledge, *reviewed, text)
    assert state.filings[0].marks["cas-review"].done
    state, _ = after(knowledge, *reviewed, Command("start"), text)
    assert state.question
    state, _ = after(knowledge, "对", state=state)
    assert state.filings[0].marks["cas-review"].done
    state, _ = after(knowledge, *CANCELLING, text, "对")
    assert state.showing == "cas-review"


def test_an_empty_filing_is_cancelled_as_well(knowledge: Knowledge) -> None:
    begun = tuple(map(Pressed, ("n:cancel-empty", "s:enterprise", "p:shandong", "a")))
    state, _ = after(knowledge, *begun, Pressed(encode(Jump(1, "cae-done"))), "管局注销了")
    assert state.filings[0].marks["cae-done"].done


@pytest.mark.parametrize("text", ["还没注销掉", "注销成功了吗", "不注销了", "被注销了怎么办", "注销错了"])
def test_what_is_no_word_that_it_is_cancelled_ends_nothing(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *CANCELLING, Pressed(encode(Jump(1, "cas-review"))), text)
    assert state.filings[0].marks["cas-review"].done is None
    assert not state.question


@pytest.mark.parametrize("text", ENDED)
def test_of_a_filing_that_is_no_cancellation_nobody_means_that(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *at("first-authority"), text)
    assert state.filings[0].marks["first-authority"].done is None
    assert not state.question


@pytest.mark.parametrize(
    "text", ["微信说通过了", "微信那边说过了", "平台提示审过了", "微信通知通过了", "小程序平台显示通过了"]
)
def test_whose_word_it_is_may_be_told_as_such(knowledge: Knowledge, text: str) -> None:
    begun = tuple(map(Pressed, ("n:mini-program-filing", "s:enterprise", "p:jiangsu", "a")))
    state, _ = after(knowledge, *begun, Pressed(encode(Jump(1, "mp-platform-review"))), text)
    assert state.showing == "mp-sms"


@pytest.mark.parametrize("text", ["说过了", "我说过了", "微信说没通过", "微信说通过了吗", "朋友说过了"])
def test_what_is_nobodys_verdict_passes_nothing(knowledge: Knowledge, text: str) -> None:
    begun = tuple(map(Pressed, ("n:mini-program-filing", "s:enterprise", "p:jiangsu", "a")))
    state, _ = after(knowledge, *begun, Pressed(encode(Jump(1, "mp-platform-review"))), text)
    assert state.filings[0].marks["mp-platform-review"].done is None


@pytest.mark.parametrize(
    ("step", "text"), [("first-sms", "初审过了"), ("first-sms", "接入商说通过了"), ("first-approved", "管局过了")]
)
def test_a_verdict_that_was_noted_before_is_known(knowledge: Knowledge, step: str, text: str) -> None:
    before, _ = after(knowledge, *at(step))
    state, screens = after(knowledge, text, state=before)
    assert state.filings == before.filings
    assert "记过已经通过" in screens[0].text
    assert state.showing == step
