"""What typed words do to what is under way, and which of them ask something and do nothing."""

import time
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.core.actions import (
    Action,
    AllFlows,
    Attach,
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
    Mend,
    NewFiling,
    OpenPlan,
    OpenStep,
    Overview,
    PickProvince,
    PickSubject,
    Progress,
    PutAway,
    Read,
    Rejected,
    Rename,
    Restate,
    Resubmitted,
    SpeakTo,
    Strike,
    SureFiling,
    Undo,
    Unsubmit,
    encode,
)
from bot.core.answers import UNEXPLAINED
from bot.core.attempts import at_work
from bot.core.clock import clock
from bot.core.dialogue import respond, timers
from bot.core.events import Command, Event, Pressed, said
from bot.core.guide import CANCELLING
from bot.core.knowledge import Knowledge
from bot.core.replies import Screen
from bot.core.state import Draft, State, dump_state, load_state
from bot.core.waiting import clock_lines
from bot.core.workdays import local
from tests.core.sample import NOW

PLAN = (Pressed(encode(Mend("reject-domain-not-realname"))),)
BEGUN = tuple(map(Pressed, ("n:first-filing", "s:enterprise", "p:guangdong", "a")))


def after(knowledge: Knowledge, *events: Event | str, state: State | None = None) -> tuple[State, list[Screen]]:
    state = state or State()
    screens: list[Screen] = []
    for event in events:
        turn = respond(said(event) if isinstance(event, str) else event, state, knowledge, NOW)
        assert turn.state is not None
        state, screens = turn.state, [reply for reply in turn.replies if isinstance(reply, Screen)]
    return state, screens


def buttons(screens: list[Screen]) -> list[str]:
    """The data of all buttons."""
    return [button.data for screen in screens for row in screen.buttons for button in row]


@pytest.mark.parametrize(
    "text",
    [
        "已经重新提交了",
        "我已经重新提交了",
        "重新提交了",
        "改好了 我交上去了",
        "提交了",
        "我交了。",
        "好的，昨晚又交了",
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


def at(*steps: str) -> tuple[Event, ...]:
    """What leads to a filing that is at the last of these steps."""
    return (*BEGUN, *(Pressed(encode(Jump(1, step))) for step in steps))


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
        ("first-domain", "第二步做完了", "first-server"),
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


ASKED_FOR_A_TEXT = (Pressed(encode(Rejected())),)


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


def test_what_was_no_rejection_is_removed_once_that_is_sure(knowledge: Knowledge) -> None:
    _, screens = after(knowledge, *PLAN)
    assert encode(Strike(1, False)) in buttons(screens)
    state, screens = after(knowledge, *PLAN, Pressed(encode(Strike(1, False))))
    assert len(state.loose) == 1
    assert buttons(screens) == [encode(Strike(1, True)), encode(OpenPlan(1))]
    state, _ = after(knowledge, Pressed(encode(Strike(1, True))), state=state)
    assert (state.loose, state.attempt) == ((), 0)


def test_a_rejection_that_was_told_last_is_taken_back(knowledge: Knowledge) -> None:
    before, _ = after(knowledge, *at("first-sms"))
    told, _ = after(knowledge, *PLAN, state=before)
    asked, screens = after(knowledge, "撤销", state=told)
    assert encode(Strike(1, True)) in buttons(screens), "it is asked first: it cannot be brought back"
    state, _ = after(knowledge, "是的", state=asked)
    assert (state.loose, state.filings) == ((), before.filings)
    for text in ("点错了", "撤销", "不", "你好", "好", "改好了"):
        assert len(after(knowledge, text, state=asked)[0].loose) == 1, text


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


def test_a_filing_from_which_a_rejection_is_taken_stands_where_it_stood(knowledge: Knowledge) -> None:
    before, _ = after(knowledge, *at("first-authority"))
    told, _ = after(knowledge, *ASKED_FOR_A_TEXT, "域名未实名认证", state=before)
    assert len(told.filings[0].attempts) == 1
    for way in (("撤销", "是"), (Pressed(encode(Strike(1, True))),)):
        state, _ = after(knowledge, *way, state=told)
        assert (state.filings[0].attempts, state.loose) == ((), ())
        assert (state.filings[0].marks, state.showing) == (before.filings[0].marks, "first-authority")
    worked, _ = after(knowledge, Pressed("k:1:first-domain:domain-realname:1"), state=told)
    state, _ = after(knowledge, Pressed(encode(Strike(1, True))), state=worked)
    assert state.filings[0].marks == before.filings[0].marks
    submitted, _ = after(knowledge, Pressed(encode(Resubmitted(1))), state=told)
    state, _ = after(knowledge, Pressed(encode(Strike(1, True))), state=submitted)
    assert (state.filings[0].attempts, state.showing) == ((), "first-provider-review")
    state, _ = after(knowledge, "撤销", "撤销", state=state)
    assert state.filings[0].attempts == (), "no undoing brings it back"


SUBMITTED = (*PLAN, Pressed(encode(Resubmitted(1))))


@pytest.mark.parametrize("text", ["撤销", "按错了", "点错了", "还没提交呢 按错了", "还没交", "手滑了啊"])
def test_a_slip_with_a_plan_outside_a_filing_is_taken_back(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, *SUBMITTED)
    assert encode(Unsubmit(1)) in buttons(screens)
    pressed, _ = after(knowledge, *SUBMITTED, Pressed(encode(Unsubmit(1))))
    state, screens = after(knowledge, *SUBMITTED, text)
    assert at_work(state) == at_work(pressed)
    assert at_work(state)
    assert screens[0].text == knowledge.ui["undone"]


def test_a_slip_may_be_one_of_reading_only_and_is_asked_about(knowledge: Knowledge) -> None:
    before, _ = after(knowledge, *at("first-sms"))
    done, _ = after(knowledge, Pressed(encode(Finish(1, "first-sms"))), state=before)
    state, screens = after(knowledge, "点错了", state=done)
    assert state.filings == done.filings
    assert buttons(screens)[0] == encode(Undo(1, done.filings[0].revision))
    assert after(knowledge, "是", state=state)[0].filings[0].marks == before.filings[0].marks
    assert after(knowledge, "不用", state=state)[0].filings == done.filings
    for question in ("删掉这个备案", "花店备案号下来了", Command("forget", "")):
        assert after(knowledge, question, "点错了", state=done)[0].filings == done.filings, "no, to what is asked"


@pytest.mark.parametrize("text", ["撤销", "还没交 按错了"])
def test_a_slip_with_a_step_is_taken_back(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *at("first-sms"))
    state, screens = after(knowledge, Pressed(encode(Finish(1, "first-sms"))), text, state=before)
    assert (state.filings[0].marks, state.showing) == (before.filings[0].marks, "first-sms")
    assert screens[0].text == knowledge.ui["undone"]


def test_a_filing_that_was_not_submitted_again_after_all_is_mended_on(knowledge: Knowledge) -> None:
    rejected = (*at("first-authority"), *PLAN, Pressed(encode(Attach(1, 1))))
    before, _ = after(knowledge, *rejected)
    state, _ = after(knowledge, Pressed(encode(Resubmitted(1))), "还没交呢", state=before)
    assert state.filings[0].marks == before.filings[0].marks
    assert at_work(state)
    elsewhere, _ = after(knowledge, *at("first-authority"), "还没交")
    assert elsewhere.filings == after(knowledge, *at("first-authority"))[0].filings


def test_the_latest_of_two_changes_is_taken_back(knowledge: Knowledge) -> None:
    both, _ = after(knowledge, *BEGUN, Pressed(encode(Finish(1, "first-check"))), *SUBMITTED)
    state, _ = after(knowledge, "撤销", state=both)
    assert (state.filings, state.loose[0].submitted) == (both.filings, None)
    both, _ = after(knowledge, *SUBMITTED, *BEGUN, Pressed(encode(Finish(1, "first-check"))))
    state, _ = after(knowledge, "撤销", state=both)
    assert (state.showing, state.loose) == ("first-check", both.loose)


def test_where_nothing_can_be_undone_that_is_said(knowledge: Knowledge) -> None:
    for begin in ((), BEGUN):
        assert after(knowledge, *begin, "撤销")[1][0].text == knowledge.ui["nothing-to-undo"]
    assert after(knowledge, *SUBMITTED, "撤销备案要多久")[0].loose[0].submitted


@pytest.mark.parametrize("text", ["删掉这个备案", "把这个备案删了吧", "删掉"])
def test_a_filing_is_deleted_in_words_only_after_it_was_asked(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, *BEGUN, text)
    assert state.filings
    assert buttons(screens) == [encode(Delete(1, True)), encode(Overview(1)), encode(Read(CANCELLING))]


@pytest.mark.parametrize("text", ["算了不注销了", "不弄了", "先不办了吧", "算了，不办了"])
@pytest.mark.parametrize("begin", [BEGUN, BEGUN[:1], BEGUN[:2]])
def test_what_is_given_up_in_words_is_put_aside(knowledge: Knowledge, begin: tuple[Event, ...], text: str) -> None:
    state, screens = after(knowledge, *begin, text)
    assert (state.waiting, state.showing) == ("", "")
    assert screens[0].text == knowledge.ui["cancelled"]


@pytest.mark.parametrize("text", ["不办了会怎么样", "删掉备案要多久", "怎么撤销备案"])
def test_a_question_about_giving_up_is_answered(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, *BEGUN, text)
    assert state.showing == "first-check"
    assert len(screens) == 2


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


ROUTED = tuple(map(Pressed, ("J:", "Q:what:mini", "n:mini-program-filing")))
RENAMED = (*BEGUN, Pressed(encode(Rename(1))))
RESTATED = (*BEGUN, Pressed(encode(Restate(1))))
LOOKED_AT = (*BEGUN, Pressed(encode(Overview(1))))
IN_ZHEJIANG = (*BEGUN[:2], Pressed(encode(PickProvince("zhejiang"))))
A_SHOP = (BEGUN[0], Pressed(encode(PickSubject("individual-business"))), BEGUN[2])


@pytest.mark.parametrize(
    ("begin", "texts", "same"),
    [
        (BEGUN[:3], ("不知道", "跳过", "随便吧", "不用了", "不起了", "不想起名字", "skip"), BEGUN),
        (BEGUN[:3], ("撤销", "上一步", "返回", "选错了", "点错了", "go back"), BEGUN[:2]),
        (BEGUN[:3], ("选错了，是浙江", "换成浙江", "不是广东，是浙江省", "应该是杭州"), IN_ZHEJIANG),
        (BEGUN[:3], ("选错了，是个体户",), A_SHOP),
        (BEGUN[:2], ("选错了，是个体户",), A_SHOP[:2]),
        (BEGUN[:2], ("上一步",), BEGUN[:1]),
        (BEGUN[:1], ("返回",), (Pressed(encode(AllFlows())),)),
        (ROUTED, ("上一步",), ROUTED[:1]),
        (ROUTED[:2], ("上一步",), ROUTED[:1]),
        (RENAMED, ("不用了", "上一步"), LOOKED_AT),
        (RESTATED, ("返回",), LOOKED_AT),
    ],
)
def test_an_answer_with_which_a_filing_begins_is_left_out_or_taken_back(
    knowledge: Knowledge, begin: tuple[Event, ...], texts: tuple[str, ...], same: tuple[Event, ...]
) -> None:
    for text in texts:
        (state, screens), (expected, shown) = after(knowledge, *begin, text), after(knowledge, *same)
        assert (replace(state, draft=Draft()), screens) == (replace(expected, draft=Draft()), shown), text


@pytest.mark.parametrize(
    ("begin", "texts", "same"),
    [
        (BEGUN[:1], ("不是个人", "不是", "是不是个人"), BEGUN[:1]),
        (BEGUN[:2], ("不是广东", "不是浙江的", "不在浙江", "不是个人"), BEGUN[:2]),
        (BEGUN[:2], ("不是企业",), BEGUN[:1]),
        (BEGUN[:3], ("不是浙江", "不在浙江", "不是个人", "不是"), BEGUN[:3]),
        (BEGUN[:3], ("不是广东", "不在广东"), BEGUN[:2]),
        (BEGUN[:3], ("不是广东是浙江", "是浙江不是广东", "不在广东，在杭州"), IN_ZHEJIANG),
        (RENAMED, ("不是广东",), RENAMED),
    ],
)
def test_what_is_denied_is_asked_again_and_not_taken_for_right(
    knowledge: Knowledge, begin: tuple[Event, ...], texts: tuple[str, ...], same: tuple[Event, ...]
) -> None:
    for text in texts:
        (state, screens), (expected, shown) = after(knowledge, *begin, text), after(knowledge, *same)
        assert (state, screens) == (expected, shown), text


def test_who_denies_the_applicant_once_the_place_is_told_is_asked_for_the_applicant_alone(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *BEGUN[:3], "不是企业")
    assert (state.waiting, state.draft.subject, state.draft.province) == ("subject", None, "guangdong")


@pytest.mark.parametrize("begin", [BEGUN[:3], RENAMED])
@pytest.mark.parametrize(
    "text",
    [
        "还没",
        "不是",
        "对",
        "是的",
        "提交了",
        "审过了",
        "没退",
        "删掉",
        "短信收到了",
        "看不懂",
        "等一下",
        "我先问个问题",
        "我想注销备案",
        "短信收不到",
        "没有营业执照",
        "域名未实名认证",
        "网站名称不合规被退回了",
    ],
)
def test_what_is_said_in_place_of_a_name_is_none(knowledge: Knowledge, begin: tuple[Event, ...], text: str) -> None:
    (state, screens), (before, _) = after(knowledge, *begin, text), after(knowledge, *begin)
    assert [filing.name for filing in state.filings] == [filing.name for filing in before.filings]
    assert screens


def test_who_wants_another_applicant_in_place_of_a_name_has_that_changed(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *BEGUN[:3], "我要换成个人")
    assert (state.waiting, state.draft.subject, state.draft.province) == ("name", "personal", "guangdong")


@pytest.mark.parametrize("name", ["还没", "备案", "域名", "网站", "网站备案"])
def test_a_filing_named_by_a_common_word_is_called_only_by_the_whole_text(knowledge: Knowledge, name: str) -> None:
    two, _ = after(knowledge, *begun("花店"), *begun("面馆"))
    common, _ = after(knowledge, Pressed(encode(OpenStep(2, ""))), state=two)
    filings = (replace(common.filings[0], name=name), common.filings[1])
    for text in (f"{name}提交了", f"{name}过了", f"{name}被退回了", f"{name}那个不弄了"):
        state, screens = after(knowledge, text, state=replace(common, filings=filings))
        assert state.front == 2, text
        assert not any(f"「{name}」" in screen.text for screen in screens), text
    state, _ = after(knowledge, name, state=replace(common, filings=filings))
    assert state.front == 1


@pytest.mark.parametrize(
    "text",
    [
        "浙江",
        "公司网站",
        "企业官网",
        "我的网站",
        "个人博客",
        "APP备案",
        "首次备案",
        "备案",
        "通过了科技",
        "我要学习网",
        "对联",
        "浙江分公司官网",
        "换成新网站",
        "随便走走",
        "回退科技",
    ],
)
def test_other_names_are_names(knowledge: Knowledge, text: str) -> None:
    assert [filing.name for filing in after(knowledge, *BEGUN[:3], text)[0].filings] == [text]


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
    ],
)
def test_what_is_asked_of_something_else_is_answered(
    knowledge: Knowledge, begin: tuple[Event | str, ...], text: str
) -> None:
    before, _ = after(knowledge, *begin)
    assert after(knowledge, text, state=before)[0].asked == text


def begun(name: str, subject: str = "enterprise") -> tuple[Event | str, ...]:
    return (*map(Pressed, ("n:first-filing", f"s:{subject}", "p:guangdong")), name)


TWO = (*begun("官网"), *begun("小程序商城app"))


@pytest.mark.parametrize("text", ["官网被退回了：授权书未盖章", "我们官网被退回了，授权书没有盖章"])
def test_a_rejection_that_names_a_filing_is_offered_to_that_first(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, *TWO, text)
    assert [data for data in buttons(screens) if data.startswith("f:")] == [encode(Attach(1, 1)), encode(Attach(1, 2))]


def test_a_rejection_that_names_a_filing_under_review_belongs_to_it(knowledge: Knowledge) -> None:
    reviewed = (*TWO, *(Pressed(encode(Jump(number, "first-authority"))) for number in (1, 2)))
    state, _ = after(knowledge, *reviewed, "官网被退回了", "授权书未盖章")
    assert [len(filing.attempts) for filing in state.filings] == [1, 0]
    state, _ = after(knowledge, "小程序商城app被退回了：域名未实名认证", state=state)
    assert [len(filing.attempts) for filing in state.filings] == [1, 0], "what came of another filing is not joined"
    assert len(state.loose) == 1


NOTICE = "通知：经核查，贵公司网站未在首页标明备案编号，限7日内整改"


@pytest.mark.parametrize("text", ["还剩几天", "什么时候到期", "来不及了", "期限能延长吗", "我来不及改怎么办"])
def test_who_asks_how_long_a_notice_gives_is_told_the_day(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, NOTICE, "备案要多久", text)
    assert "12月2日" in screens[0].text
    assert "还剩 7 天" in screens[0].text
    assert encode(OpenPlan(1)) in buttons(screens)
    assert at_work(state)
    _, screens = after(knowledge, text)
    assert "12月2日" not in screens[0].text


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
    _, screens = after(knowledge, *SUBMITTED, "进度")
    assert screens[0].text.startswith(knowledge.ui["progress-none"])


def test_what_is_told_of_a_second_look_is_noted(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, NOTICE, *BEGUN, "已经申请复查了")
    assert buttons(screens)[0] == encode(Resubmitted(1))
    assert "申请复查" in screens[0].text
    for asked in (NOTICE, "备案要多久"), (NOTICE, "已经申请复查了", "备案要多久"):
        state, screens = after(knowledge, *asked, "复查通过了")
        assert state.loose[0].submitted == NOW
        assert "复查过了就好" in screens[0].text


SHOPS = (*begun("老王面馆"), *begun("小李花店"))


@pytest.mark.parametrize(
    ("text", "asked", "data"),
    [
        (
            "花店提交了",
            "是说「小李花店」的「先关网站，核对一遍，提交订单」办完了吗",
            [encode(Jump(2, "first-provider-review")), encode(OpenStep(2, ""))],
        ),
        ("小李花店已提交", "是说「小李花店」的", [encode(Jump(2, "first-provider-review")), encode(OpenStep(2, ""))]),
        ("提交了", "是说「老王面馆」已经重新交上去了吗", [encode(Resubmitted(1)), encode(OpenPlan(1))]),
    ],
)
def test_what_was_submitted_is_asked_by_its_name(knowledge: Knowledge, text: str, asked: str, data: list[str]) -> None:
    before, _ = after(knowledge, *SHOPS, *PLAN, Pressed(encode(Attach(1, 1))), Pressed(encode(OpenStep(2, ""))))
    state, screens = after(knowledge, text, state=before)
    assert state.filings == before.filings
    assert asked in screens[0].text
    assert buttons(screens) == data


@pytest.mark.parametrize("text", ["面馆已提交", "老王面馆重新提交了"])
def test_what_was_mended_is_noted_by_its_name(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *SHOPS, *PLAN, Pressed(encode(Attach(1, 1))), Pressed(encode(OpenStep(2, ""))))
    state, _ = after(knowledge, text, state=before)
    assert (state.front, state.showing) == (1, "first-provider-review")
    assert state.filings[1] == before.filings[1]


@pytest.mark.parametrize("at", ["first-check", "first-sms"])
def test_what_is_said_of_a_filing_is_said_of_no_rejection_of_none(knowledge: Knowledge, at: str) -> None:
    at_step, _ = after(knowledge, *SHOPS, Pressed(encode(Jump(2, at))))
    without_plan = after(knowledge, "花店提交了", state=at_step)[1]
    before, _ = after(knowledge, *PLAN, state=at_step)
    state, screens = after(knowledge, "花店提交了", state=before)
    assert (state.loose, state.filings) == (before.loose, before.filings)
    assert screens == without_plan


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


def test_words_that_fit_no_name_or_several_name_no_filing(knowledge: Knowledge) -> None:
    two, _ = after(knowledge, *begun("老王面馆"), *begun("老王花店"), *PLAN)
    state, screens = after(knowledge, "老王提交了", state=two)
    assert "老王" not in screens[0].text
    passed, _ = after(knowledge, *SHOPS, Pressed(encode(Jump(1, "first-authority"))), Pressed(encode(OpenStep(2, ""))))
    _, screens = after(knowledge, "面馆过了", state=passed)
    assert buttons(screens) == [encode(Finish(1, "first-authority")), encode(OpenStep(1, ""))]
    state, _ = after(knowledge, "花店被退回了", state=passed)
    assert state.draft.filing == 2
    for question in ("面馆能备案吗", "花店要前置审批吗"):
        state, _ = after(knowledge, question, state=passed)
        assert (state.front, state.showing) == (2, "first-check")


@pytest.mark.parametrize("again", ["又被退了", "第三次被退", "又没过"])
def test_what_comes_back_once_more_belongs_to_the_only_filing_that_may(knowledge: Knowledge, again: str) -> None:
    first, _ = after(
        knowledge, *begun("五金店"), Pressed(encode(Jump(1, "first-provider-review"))), "又被退了", "域名没实名"
    )
    assert [len(filing.attempts) for filing in first.filings] == [1]
    waits, _ = after(knowledge, Pressed(encode(Resubmitted(1))), state=first)
    for before in (first, waits):
        state, screens = after(knowledge, again, "这次说网站名称太宽泛", state=before)
        assert [len(filing.attempts) for filing in state.filings] == [2]
        assert not state.loose
        assert "第 2 次退回" in screens[0].text
        not_it = next(data for data in buttons(screens) if data.startswith("u:"))
        freed, screens = after(knowledge, Pressed(not_it), state=state)
        assert [attempt.number for attempt in freed.loose] == [2]
        assert encode(Attach(2, 1)) in buttons(screens), "its plan is on the screen"


def test_a_rejection_belongs_to_the_filing_that_was_named_before(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *PLAN, *TWO, "官网被退回了", "授权书未盖章")
    assert [len(filing.attempts) for filing in state.filings] == [1, 0]
    assert [attempt.number for attempt in state.loose] == [1], "what belongs to none is not joined"
    state, _ = after(knowledge, *TWO, "官网被退回了", "取消", Pressed(encode(Rejected())), "授权书未盖章")
    assert [len(filing.attempts) for filing in state.filings] == [0, 0], "it was named for another one"


@pytest.mark.parametrize("text", ["官网做到哪了", "官网进度", "官网到哪步了？", "官网那个怎么样了", "官网"])
def test_who_asks_where_a_named_filing_stands_is_shown_its_step(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *TWO, Pressed(encode(Jump(1, "first-domain"))), Pressed(encode(OpenStep(2, ""))), text)
    assert (state.front, state.showing) == (1, "first-domain")


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("官网那个第一步做完了", [encode(Finish(1, "first-check")), encode(OpenStep(1, ""))]),
        ("官网那个第二步做完了", [encode(Jump(1, "first-server")), encode(OpenStep(1, ""))]),
        ("官网的初审过了", [encode(Jump(1, "first-sms")), encode(OpenStep(1, ""))]),
        ("官网那个不弄了", [encode(PutAway(1, True)), encode(OpenStep(1, ""))]),
        ("商城那个不弄了", [encode(PutAway(2, True)), encode(OpenStep(2, ""))]),
        ("app那个不弄了", [encode(PutAway(2, True)), encode(OpenStep(2, ""))]),
        ("删掉官网", [encode(Delete(1, True)), encode(Overview(1)), encode(Read(CANCELLING))]),
    ],
)
def test_what_is_said_of_a_named_filing_is_offered_for_it(knowledge: Knowledge, text: str, data: list[str]) -> None:
    before, _ = after(knowledge, *TWO)
    state, screens = after(knowledge, text, state=before)
    assert state.filings == before.filings
    assert buttons(screens) == data


@pytest.mark.parametrize("text", ["官网备案要多久", "官网的名字能改吗", "app那个备案要多少钱", "官网打不开怎么办"])
def test_a_question_with_a_name_in_it_is_answered(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *TWO)
    state, screens = after(knowledge, text, state=before)
    assert (state.filings, state.front) == (before.filings, 2)
    assert encode(Finish(2, "first-check")) in buttons(screens[-1:])
