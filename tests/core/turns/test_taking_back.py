"""Typed words that take back the latest change, or put aside what is under way."""

import pytest

from bot.core.actions import (
    AskRoute,
    Attach,
    Choose,
    Delete,
    Finish,
    Flows,
    OpenPlan,
    OpenStep,
    Overview,
    Read,
    Rename,
    Resubmitted,
    Strike,
    TickFix,
    Undo,
    Unsubmit,
)
from bot.core.button_data import encode
from bot.core.dialogue import respond
from bot.core.events import Command, Event, Pressed
from bot.core.filings.attempts import at_work
from bot.core.knowledge import Knowledge
from bot.core.replies import Screen, Toast
from bot.core.screens.filing_screens import CANCELLING
from bot.core.state import State
from tests.core.sample import NOW
from tests.core.talking import ASKED_FOR_A_TEXT, BEGUN, DELETED, PLAN, STRUCK, SUBMITTED, after, at, buttons


def test_what_was_no_rejection_is_removed_once_that_is_sure(knowledge: Knowledge) -> None:
    _, screens = after(knowledge, *PLAN)
    assert encode(Strike(1, False)) in buttons(screens)
    state, screens = after(knowledge, *PLAN, Pressed(encode(Strike(1, False))))
    assert len(state.loose) == 1
    assert buttons(screens) == [encode(Strike(1, True)), encode(OpenPlan(1))]
    state, _ = after(knowledge, Pressed(encode(Strike(1, True))), state=state)
    assert (state.loose, state.attempt) == ((), 0)


@pytest.mark.parametrize("text", ["你说错了", "你搞错了吧", "您看错了", "机器人弄错了吧"])
def test_who_finds_fault_with_the_bot_takes_nothing_back(knowledge: Knowledge, text: str) -> None:
    for begin in (PLAN, at("first-sms")):
        state, _ = after(knowledge, *begin)
        told, _ = after(knowledge, text, "对", state=state)
        assert (told.loose, told.filings) == (state.loose, state.filings)


def test_an_old_button_does_nothing_to_what_was_begun_since(knowledge: Knowledge) -> None:
    again = (*DELETED, *BEGUN)
    state, _ = after(knowledge, *BEGUN, *again)
    assert [filing.number for filing in state.filings] == [2]
    assert after(knowledge, *DELETED, state=state)[0].filings == state.filings
    state, _ = after(knowledge, *PLAN, *STRUCK, *PLAN)
    assert [attempt.number for attempt in state.loose] == [2]
    assert after(knowledge, Pressed(encode(Resubmitted(1))), state=state)[0].loose == state.loose


def test_a_rejection_that_was_told_last_is_taken_back(knowledge: Knowledge) -> None:
    before, _ = after(knowledge, *at("first-sms"))
    told, _ = after(knowledge, *PLAN, state=before)
    asked, screens = after(knowledge, "撤销", state=told)
    assert encode(Strike(1, True)) in buttons(screens), "it is asked first: it cannot be brought back"
    state, _ = after(knowledge, "是的", state=asked)
    assert (state.loose, state.filings) == ((), before.filings)
    for text in ("点错了", "撤销", "不", "你好", "好", "改好了"):
        assert len(after(knowledge, text, state=asked)[0].loose) == 1, text


@pytest.mark.parametrize(
    "text",
    [
        *("没有", "不是", "客服看错了", "不是我", "没退钱", "那是朋友的", "你看错了 是别人的", "搞错了 是域名过期"),
        *("看错了 是地址不详细", "不是域名 是照片", "弄错了 域名是别人的", "还没过户"),
    ],
)
def test_what_denies_something_else_removes_nothing(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, *PLAN, text)
    assert encode(Strike(1, True)) not in buttons(screens)


TICKED = Pressed(encode(TickFix(1, "domain-realname", True)))


def test_a_tick_in_a_plan_is_taken_back(knowledge: Knowledge) -> None:
    before, _ = after(knowledge, *at("first-sms"))
    for start in (State(), before):
        state, screens = after(knowledge, *PLAN, TICKED, "撤销", state=start)
        assert (state.loose[0].ticked, state.filings) == ({}, start.filings)
        assert screens[0].text == knowledge.ui["undone"]


UNTICKED = Pressed(encode(TickFix(1, "domain-realname", False)))


def test_that_a_tick_was_taken_away_is_taken_back_and_nothing_else(knowledge: Knowledge) -> None:
    two = (*PLAN, "营业执照照片模糊", Pressed(encode(TickFix(1, "id-photo", True))))
    for begin, before in ((PLAN, set[str]()), (two, {"id-photo"})):
        state, screens = after(knowledge, *begin, TICKED, UNTICKED, "撤销")
        assert {*state.loose[0].ticked} == {*before, "domain-realname"}
        assert screens[0].text == knowledge.ui["undone"]
        state, _ = after(knowledge, "撤销", state=state)
        assert {*state.loose[0].ticked} == before
    state, _ = after(knowledge, *two, TICKED, "撤销", "撤销")
    assert {*state.loose[0].ticked} == set(), "one after the other, as they were set"
    state, _ = after(knowledge, *two, UNTICKED, "撤销")
    assert {*state.loose[0].ticked} == set(), "what was not ticked was not taken away"


def test_nothing_is_deleted_that_is_not_what_was_shown_last(knowledge: Knowledge) -> None:
    for between in ("备案要多久", Pressed(encode(Read("change-company-name")))):
        state, screens = after(knowledge, *PLAN, between, "撤销")
        assert (len(state.loose), screens[0].text) == (1, knowledge.ui["nothing-to-undo"])


def test_a_filing_from_which_a_rejection_is_taken_stands_where_it_stood(knowledge: Knowledge) -> None:
    before, _ = after(knowledge, *at("first-authority"))
    told, _ = after(knowledge, *ASKED_FOR_A_TEXT, "域名未实名认证", state=before)
    assert len(told.filings[0].attempts) == 1
    for way in (("撤销", "是"), STRUCK):
        state, _ = after(knowledge, *way, state=told)
        assert (state.filings[0].attempts, state.loose) == ((), ())
        assert (state.filings[0].marks, state.showing) == (before.filings[0].marks, "first-authority")
    worked, _ = after(knowledge, Pressed("k:1:first-domain:domain-realname:1"), state=told)
    state, _ = after(knowledge, *STRUCK, state=worked)
    assert state.filings[0].marks == before.filings[0].marks
    submitted, _ = after(knowledge, Pressed(encode(Resubmitted(1))), state=told)
    state, _ = after(knowledge, *STRUCK, state=submitted)
    assert (state.filings[0].attempts, state.showing) == ((), "first-provider-review")
    state, _ = after(knowledge, "撤销", "撤销", state=state)
    assert state.filings[0].attempts == (), "no undoing brings it back"


@pytest.mark.parametrize(
    "text", ["撤销", "按错了", "点错了", "还没提交呢 按错了", "还没交", "手滑了啊", "说错了 还没交"]
)
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


def test_an_old_undo_button_says_that_there_is_something_else_to_undo(knowledge: Knowledge) -> None:
    done, _ = after(knowledge, *at("first-sms"), Pressed(encode(Finish(1, "first-sms"))))
    old = Pressed(encode(Undo(1, done.filings[0].revision - 1)))
    turn = respond(old, done, knowledge, NOW)
    assert turn.state.filings == done.filings
    toast, screen = turn.replies
    assert toast == Toast(knowledge.ui["undo-other"])
    assert isinstance(screen, Screen)
    assert encode(Undo(1, done.filings[0].revision)) in buttons([screen])


def test_several_steps_that_were_taken_back_can_be_had_again(knowledge: Knowledge) -> None:
    begun, _ = after(knowledge, *BEGUN, "提交了", "对")
    undone, screens = after(knowledge, "撤销", state=begun)
    assert "11 步" in screens[0].text
    (redo,) = buttons(screens[:1])
    again, _ = after(knowledge, Pressed(redo), state=undone)
    assert again.showing == begun.showing
    assert again.filings[0].marks == begun.filings[0].marks


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


MENU = Pressed(encode(Flows()))
ROUTED = (Pressed(encode(AskRoute(""))), Pressed(encode(Choose("what", "mini"))))


@pytest.mark.parametrize("text", ["算了不注销了", "不弄了", "先不办了吧", "算了，不办了"])
@pytest.mark.parametrize(
    ("begin", "told"),
    [
        *((begin, "cancelled") for begin in (BEGUN, PLAN, (*BEGUN, MENU), (*BEGUN, Pressed(encode(Rename(1)))))),
        *((begin, "dropped") for begin in (BEGUN[:1], BEGUN[:2], BEGUN[:3], ROUTED)),
        *(((*start, *begin), "cancelled-dropped") for start in (BEGUN, PLAN) for begin in (BEGUN[:2], ROUTED)),
        *((begin, "left") for begin in ((MENU,), ROUTED[:1], ASKED_FOR_A_TEXT)),
        ((), "nothing-to-cancel"),
    ],
)
def test_what_is_given_up_in_words_is_put_aside(
    knowledge: Knowledge, begin: tuple[Event, ...], told: str, text: str
) -> None:
    state, screens = after(knowledge, *begin, text)
    assert (state.waiting, state.showing) == ("", "")
    assert screens[0].text == knowledge.ui[told]


@pytest.mark.parametrize("text", ["不办了会怎么样", "删掉备案要多久", "怎么撤销备案"])
def test_a_question_about_giving_up_is_answered(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, *BEGUN, text)
    assert state.showing == "first-check"
    assert encode(OpenStep(1, "first-check")) in buttons(screens)


def test_what_is_submitted_some_other_day_is_put_aside(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *BEGUN, "提交了", "对", "撤回来了", "过两天再交")
    assert screens[0].text == knowledge.ui["cancelled"]
    assert state.filings[0].marks["first-submit"].done is None


@pytest.mark.parametrize(
    "text",
    [
        *("先不办了 过完年再说", "不办了，太麻烦了", "我把订单删了 不想弄了", "老板说先不做了", "最近太忙，先放一放"),
        *("等有空再弄吧", "下个月再办", "明年再说", "客户不想备案了", "算了，明天再弄", "资金紧张 先不搞了"),
        *("等几天再说", "忙 过几天", "这两天忙，下周再弄"),
    ],
)
def test_who_puts_it_off_may_say_why_or_until_when(knowledge: Knowledge, text: str) -> None:
    assert after(knowledge, *BEGUN, text)[1][0].text == knowledge.ui["cancelled"]


@pytest.mark.parametrize(
    "text",
    [
        *("算了，重新交吧", "算了 还是用个人吧", "等初审过了再说", "先备案再说", "明年再办可以吗", "网站不想做了"),
        *("不办了 备案订单怎么取消", "老板太忙", "订单取消了", "算了 老板说改个名字再交", "取消接入"),
        *("帮忙 过几天看看", "要等几天再交", "过几天", "老板最近忙"),
    ],
)
def test_what_tells_of_something_else_puts_nothing_off(knowledge: Knowledge, text: str) -> None:
    assert after(knowledge, *BEGUN, text)[1][0].text != knowledge.ui["cancelled"]
