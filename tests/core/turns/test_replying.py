"""Typed answers to a question of ours."""

import pytest

from bot.core import course, public
from bot.core.actions import (
    Action,
    AllFlows,
    Delete,
    Finish,
    Jump,
    NewFiling,
    OpenPlan,
    OpenStep,
    Overview,
    PickSubject,
    Progress,
    PutAway,
    Resubmitted,
    SureFiling,
)
from bot.core.button_data import encode
from bot.core.events import Command, Event, InPublic, Pressed, said
from bot.core.knowledge import Knowledge
from bot.core.replies import Screen
from bot.core.state import State, dump_state, load_state
from bot.core.words import say
from bot.core.workdays import spoken_date
from tests.core.sample import NOW
from tests.core.talking import BEGUN, PLAN, SHOPS, after, at

FINISHED = Finish(1, "first-provider-review")
SURE_OF_A_STEP = (*at("first-provider-review"), Pressed(encode(Progress())), "初审过了")
SURE_OF_A_PLAN = (*PLAN, *BEGUN, "重新提交了")
SURE_TO_DELETE: tuple[Event | str, ...] = (*BEGUN, "删掉")
SURE_TO_CANCEL = (Pressed(encode(NewFiling("cancel-site"))),)


@pytest.mark.parametrize(
    ("begin", "text", "action"),
    [
        *(
            (SURE_OF_A_STEP, yes, FINISHED)
            for yes in ("是", "对", "是的", "对滴", "是哒", "嗯嗯是的", "yes", "👌", "前面都办完了，到下一步")
        ),
        *(
            (SURE_OF_A_STEP, no, OpenStep(1, ""))
            for no in ("没有", "还没", "不是", "嗯，还没呢", "no", "👎", "not yet")
        ),
        *(
            ((*BEGUN, "提交了"), no, OpenStep(1, ""))
            for no in (
                *("还没交", "说错了 还没交", "不是 还没提交呢", "没有，记错了", "搞错了还没交", "不对，没交"),
                *("等下 还没交 点错了", "不对还没交", "快了", "撤了", "不对 我撤回来了"),
            )
        ),
        (SURE_OF_A_PLAN, "嗯，对", Resubmitted(1)),
        (SURE_OF_A_PLAN, "是，记下", Resubmitted(1)),
        (SURE_OF_A_PLAN, "还没", OpenPlan(1)),
        ((*at("first-sms"), "备案通过了"), "是的", Jump(1, "first-approved")),
        ((*at("first-sms"), "备案通过了"), "没有", OpenStep(1, "")),
        ((*BEGUN, "我的网站 1 先不办了"), "好的", PutAway(1, True)),
        (SURE_TO_DELETE, "不", Overview(1)),
        (SURE_TO_DELETE, "确定", Delete(1, True)),
        (SURE_TO_DELETE, "删掉吧", Delete(1, True)),
        (SURE_TO_DELETE, "不删了", Overview(1)),
        (SURE_TO_CANCEL, "是的", SureFiling("cancel-site", 0)),
        *((SURE_TO_CANCEL, yes, SureFiling("cancel-site", 0)) for yes in ("要销", "那就注销吧", "是的 我知道")),
        *(
            ((Pressed(encode(NewFiling("cancel-subject"))),), yes, SureFiling("cancel-subject", 0))
            for yes in ("对 全不要了", "主体一起注销", "就一个网站 都销掉", "店早就关了 全部注销", "要销")
        ),
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


@pytest.mark.parametrize("text", ["昨天下午", "嗯 昨天", "对，是昨天交的", "是的，昨天提交的"])
def test_a_question_whether_it_is_over_is_answered_by_when_it_was(knowledge: Knowledge, text: str) -> None:
    (filing,) = after(knowledge, *BEGUN, "提交了", text)[0].filings
    done = filing.marks["first-submit"].done
    assert done is not None
    assert spoken_date(done, NOW) == "11月24日"
    assert "first-submit" not in after(knowledge, *BEGUN, "提交了", f"{text}吗")[0].filings[0].marks


@pytest.mark.parametrize("text", ["改好了", "我改了呀", "都改完了", "等下交", "待会儿再交", "还要改", "能撤吗"])
def test_whether_it_was_submitted_is_not_answered_by_what_was_mended_or_is_to_come(
    knowledge: Knowledge, text: str
) -> None:
    (filing,) = after(knowledge, *BEGUN, "提交了", text)[0].filings
    assert "first-submit" not in filing.marks


@pytest.mark.parametrize("text", ["只销一个", "都不要了吗", "先不销", "销了会怎样", "都不要了"])
def test_whether_something_shall_be_cancelled_is_answered_by_nothing_else(knowledge: Knowledge, text: str) -> None:
    assert after(knowledge, *SURE_TO_CANCEL, text)[0].waiting != "subject"


@pytest.mark.parametrize(
    ("flow", "text"),
    [
        *(("cancel-subject", text) for text in ("都不用", "都不用了", "统统不用", "我想好了")),
        *(("cancel-access", text) for text in ("要注销", "那就注销", "就是要注销", "全都注销")),
    ],
)
def test_what_is_no_word_for_it_cancels_nothing(knowledge: Knowledge, flow: str, text: str) -> None:
    assert after(knowledge, Pressed(encode(NewFiling(flow))), text)[0].waiting != "subject"


@pytest.mark.parametrize(
    ("told", "text"), [("提交了", "说错了 还没交"), ("备案交上去了", "不对 还没提交"), ("初审过了", "点错了")]
)
def test_what_was_noted_nowhere_is_said_not_to_be(knowledge: Knowledge, told: str, text: str) -> None:
    state, screens = after(knowledge, told, text)
    assert (state.filings, screens[0].text) == ((), say(knowledge, "not-noted"))


@pytest.mark.parametrize("between", ["旧站", "为什么恢复不了", "谢谢"])
def test_whether_something_shall_be_cancelled_stays_asked_once_it_is_told_whose(
    knowledge: Knowledge, between: str
) -> None:
    state, (asked,) = after(knowledge, *SURE_TO_CANCEL)
    told, (_, asked_again) = after(knowledge, "企业", state=state)
    assert asked_again.text == asked.text
    state, screens = after(knowledge, between, state=told)
    assert screens[-1].text == asked.text
    state, _ = after(knowledge, "确定", state=state)
    assert (state.waiting, state.draft.flow, state.draft.subject) == ("province", "cancel-site", "enterprise")


@pytest.mark.parametrize("between", ["备案要多久", "你好", Pressed(encode(OpenStep(1, "")))])
def test_a_question_after_which_something_else_was_shown_is_open_no_more(
    knowledge: Knowledge, between: Event | str
) -> None:
    before, _ = after(knowledge, *SURE_TO_DELETE, between)
    assert after(knowledge, "是的", state=before)[0].filings == before.filings


@pytest.mark.parametrize("text", ["好", "嗯", "好的", "👌"])
def test_a_mere_yes_deletes_nothing_and_leaves_the_question_open(knowledge: Knowledge, text: str) -> None:
    asked, screens = after(knowledge, *SURE_TO_DELETE, text)
    assert asked.filings
    assert knowledge.ui["sure-how"] in screens[0].text
    assert not after(knowledge, "删掉", state=asked)[0].filings


@pytest.mark.parametrize("text", ["你好", "早上好", "晚上好", "改好了", "还好", "好", "嗯"])
def test_who_only_greets_or_says_yes_to_no_loss_loses_nothing(knowledge: Knowledge, text: str) -> None:
    begun, _ = after(knowledge, *at("first-sms"))
    for ask in ("删掉这个备案", Command("forget", "")):
        state, _ = after(knowledge, ask, text, state=begun)
        assert state.filings == begun.filings


NOTICE = "您的备案未通过审核：1、主办单位名称与证件不一致；2、域名未实名认证。"
DOMAIN = "域名未实名认证"


@pytest.mark.parametrize(
    ("own", "quoted", "told"),
    [
        *(
            (own, "域名没实名怎么办", DOMAIN)
            for own in ("帮看看", "这个怎么解决", "求助", "大佬们，这种情况咋整", "看不懂")
        ),
        *(
            (own, NOTICE, "主办单位名称与证件不一致")
            for own in ("这个怎么办", "有人知道怎么弄吗", "帮忙看下这个，谢谢", "啥意思")
        ),
        ("他这个对吗", "备案要收费的", "备案要钱吗"),
        ("要多久", "公安备案", "公安备案要多久"),
        ("要多久", "公安备案怎么办？", "公安备案要多久"),
        ("多少钱", "个人能备案吗", "备案要钱吗"),
        ("哥们儿唉声叹气", "备案要不要收费", "备案要钱吗"),
        ("备案要多久", "域名没实名怎么办", "备案一共要多久"),
        ("谢谢", NOTICE, "不客气"),
    ],
)
def test_words_that_only_point_are_read_with_what_they_reply_to(
    own: str, quoted: str, told: str, knowledge: Knowledge
) -> None:
    state, screens = after(knowledge, said(own, quoted))
    assert told in "".join(screen.text for screen in screens)
    assert knowledge.topics["faq-who-can-file"].title not in "".join(screen.text for screen in screens)
    assert bool(state.loose) == (quoted == NOTICE and own != "谢谢")
    (answer,) = public.respond(InPublic(said(own, quoted)), knowledge, NOW).replies
    assert isinstance(answer, Screen)
    assert told in answer.text
    assert after(knowledge, *BEGUN[:-1], said("这个", quoted))[0].loose == (), "a name was asked for"


TOLD: tuple[Event | str, ...] = (*BEGUN, "提交了")
STILL = "还没记下"


@pytest.mark.parametrize("between", ["备案要多久", "谢谢", "在吗", "会打电话吗", "我老婆也问这个"])
def test_what_was_told_is_asked_once_more_and_stays_open(knowledge: Knowledge, between: str) -> None:
    told, _ = after(knowledge, *TOLD)
    again, screens = after(knowledge, between, state=told)
    assert STILL in screens[-1].text
    assert again.question == told.question
    off, screens = after(knowledge, "域名要实名吗", state=again)
    assert not any(STILL in screen.text for screen in screens)
    for text, step in (("是", "first-provider-review"), ("提交了", "first-provider-review"), ("初审过了", "first-sms")):
        assert current(knowledge, after(knowledge, text, state=off)[0]) == step


@pytest.mark.parametrize("text", ["好的", "嗯", "知道了", "谢谢", "可以", "不是", "备案是什么", "昨天天气不错"])
def test_what_is_said_of_something_else_answers_no_question_off_the_screen(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *TOLD, "备案要多久", "域名要实名吗", text)
    assert current(knowledge, state) == "first-check"
    assert state.claims


@pytest.mark.parametrize("text", ["还没交", "还没", "说错了 还没交", "算了", "不办了", "是别家的"])
def test_who_takes_back_what_was_told_is_asked_no_more(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *TOLD, "谢谢", text)
    assert not state.claims
    _, screens = after(knowledge, Pressed(encode(Progress())), state=state)
    assert not any(STILL in screen.text for screen in screens)


def test_what_was_told_of_each_filing_is_kept(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *SHOPS, "花店提交了", "面馆提交了", "是")
    assert [claim.filing for claim in state.claims] == [2]
    assert STILL in screens[-1].text


def current(knowledge: Knowledge, state: State) -> str:
    """At which step the first filing is."""
    step = course.current_step(state.filings[0], knowledge)
    return step.id if step else ""
