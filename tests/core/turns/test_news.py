"""News that comes while a question of ours is open."""

from datetime import timedelta

import pytest

from bot.core import course
from bot.core.actions import AllFlows, AskRoute, Flows, Jump, NewFiling, OpenStep, PickSubject, PutAway
from bot.core.button_data import encode
from bot.core.dialogue import respond
from bot.core.events import Event, Pressed, said
from bot.core.knowledge import Knowledge
from bot.core.workdays import spoken_date
from tests.core.sample import NOW
from tests.core.talking import ASKED_WHERE, BEGUN, CHOOSING, SHOPS, after, begun, buttons

OPENED = [
    (encode(Flows()),),
    (encode(AskRoute("")),),
    (encode(AllFlows()),),
    (encode(NewFiling("cancel-site")),),
    (encode(NewFiling("first-filing")),),
    (encode(NewFiling("first-filing")), encode(PickSubject("enterprise"))),
]
"""What leads to where it is asked what a new filing will be."""


@pytest.mark.parametrize("opened", OPENED)
@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("花店提交了", [encode(Jump(2, "first-provider-review")), encode(OpenStep(2, ""))]),
        ("小李花店初审过了", [encode(Jump(2, "first-sms")), encode(OpenStep(2, ""))]),
        ("花店那个不弄了", [encode(PutAway(2, True)), encode(OpenStep(2, ""))]),
    ],
)
def test_what_is_said_of_a_named_filing_is_no_answer_to_what_a_new_one_will_be(
    knowledge: Knowledge, opened: tuple[str, ...], text: str, data: list[str]
) -> None:
    before, _ = after(knowledge, *SHOPS, *map(Pressed, opened))
    state, screens = after(knowledge, text, state=before)
    assert buttons(screens) == data
    assert (state.waiting, state.front) == ("", 2), "it is not asked any more"
    state, _ = after(knowledge, "打开面馆", state=before)
    assert (state.waiting, state.front, state.showing) == ("", 1, "first-check")


def test_a_name_alone_is_an_answer_where_it_may_be_one(knowledge: Knowledge) -> None:
    asked = Pressed(encode(Flows()))
    state, _ = after(knowledge, *begun("花店"), *begun("面馆"), asked, "花店")
    assert (state.front, state.showing) == (1, "first-check")
    for name, events in (
        ("小程序要发布", (Pressed(encode(AskRoute(""))),)),
        ("注销网站", (asked,)),
        ("北京", (*map(Pressed, OPENED[-1]),)),
    ):
        state, _ = after(knowledge, *begun(name), *begun("面馆"), *events, name)
        assert (state.front, state.showing) == (2, ""), name


@pytest.mark.parametrize(
    ("told", "text", "step"),
    [
        ("提交了", "初审过了", "first-sms"),
        ("提交了", "提交了", "first-provider-review"),
        ("提交了", "办完了", "first-provider-review"),
        ("提交了", "被退了", "first-provider-review"),
        ("提交了", "被退了 说域名没实名", "first-domain"),
        ("初审过了", "过了", "first-sms"),
        ("初审过了", "短信刚收到", "first-sms"),
        ("短信收到了", "收到了", "first-sms"),
        ("短信收到了", "短信都填了", "first-authority"),
        ("短信都填了", "管局过了", "first-approved"),
        # what presupposes nothing of it, or may be something else
        ("提交了", "填了", "first-check"),
        ("提交了", "初审过了吗", "first-check"),
        ("提交了", "撤销", "first-check"),
        ("提交了", "谢谢", "first-check"),
        ("提交了", "第一条好了", "first-check"),
        ("初审过了", "没过", "first-check"),
        ("初审过了", "提交了", "first-check"),
        ("初审过了", "域名没实名", "first-check"),
        ("短信收到了", "过了", "first-check"),
        ("提交了", "他们给退回来了", "first-submit"),
        ("提交了", "人家给退了", "first-submit"),
        *(
            ("提交了", text, "first-check")
            for text in (
                *("怕被退", "听说老是被退", "没被退", "还没被退", "朋友的被退了", "别人的被退了", "她的被退了"),
                *("上次初审没过", "之前被退过", "被退了通知我", "初审过了通知我", "说是初审过了", "群里说初审过了"),
            )
        ),
    ],
)
def test_what_is_told_on_confirms_what_it_presupposes(knowledge: Knowledge, told: str, text: str, step: str) -> None:
    (filing,) = after(knowledge, *BEGUN, told, text)[0].filings
    current = course.current(filing, knowledge.flows[filing.flow])
    assert current
    assert current.id == step


@pytest.mark.parametrize(
    ("told", "text", "day"),
    [
        *(
            ("上周三交的", text, "11月25日")
            for text in ("重新交了", "刚交", "今天又提交了一次", "又交了", "刚重新提交")
        ),
        ("上周三交的", "昨天又交了", "11月24日"),
        ("昨天交的", "嗯", "11月24日"),
    ],
)
def test_what_was_submitted_once_more_counts_from_then(knowledge: Knowledge, told: str, text: str, day: str) -> None:
    done = after(knowledge, *BEGUN, told, text)[0].filings[0].marks["first-submit"].done
    assert done
    assert spoken_date(done, NOW) == day


def test_what_is_told_on_confirms_it_as_of_when_it_was_asked(knowledge: Knowledge) -> None:
    asked, _ = after(knowledge, *BEGUN, "短信收到了")
    turn = respond(said("我的填了"), asked, knowledge, NOW + timedelta(hours=3))
    assert turn.state.filings[0].marks["first-sms"].begun == NOW
    asked, _ = after(knowledge, *BEGUN, "提交了")
    turn = respond(said("初审过了"), asked, knowledge, NOW + timedelta(days=2))
    assert turn.state.filings[0].marks["first-submit"].done == NOW


def test_since_when_something_counts_is_told_once(knowledge: Knowledge) -> None:
    for text, noted in (("昨天晚上来的", True), ("昨天来的", False), ("我的填了", True)):
        _, screens = after(knowledge, *BEGUN, "短信收到了", text)
        assert sum("（北京时间）算起" in screen.text for screen in screens) == noted, text


@pytest.mark.parametrize(
    ("text", "steps"),
    [("初审过了", "first-sms"), ("小李花店初审过了", "first-check"), ("小李花店被退了", "first-check")],
)
def test_news_of_another_filing_confirms_nothing_of_this_one(knowledge: Knowledge, text: str, steps: str) -> None:
    shop, other = after(knowledge, *SHOPS, "老王面馆提交了", text)[0].filings
    flow = knowledge.flows[shop.flow]
    assert [step and step.id for step in (course.current(shop, flow), course.current(other, flow))] == [
        steps,
        "first-check",
    ]


def test_that_it_was_approved_ends_the_questions(knowledge: Knowledge) -> None:
    for begin in BEGUN[:1], BEGUN[:2]:
        for text in "管局批了", "备案号下来了":
            state, (good,) = after(knowledge, *begin, text)
            assert (state.waiting, good.text) == ("", after(knowledge, text)[1][0].text), text


@pytest.mark.parametrize("text", ["提交了", "昨天交的", "初审过了", "短信来了", "备案号下来了", "短信填好了"])
@pytest.mark.parametrize("begin", [CHOOSING, (*CHOOSING, Pressed(encode(AllFlows()))), ASKED_WHERE])
def test_news_on_the_way_is_news_and_no_answer(knowledge: Knowledge, begin: tuple[Event, ...], text: str) -> None:
    state, screens = after(knowledge, *begin, text)
    assert (state, screens) == after(knowledge, text)


@pytest.mark.parametrize(
    "text",
    [
        *("我朋友提交了", "同行的号下来了", "如果初审过了", "等初审过了", "没收到短信", "还没交", "我没提交"),
        *("钱交了", "填好了", "以前交过一次", "办过了", "朋友的短信填好了", "短信填好了吗"),
    ],
)
@pytest.mark.parametrize("answers", [(), ("国内的",), ("国内的", "没备过", "公司的")])
def test_what_is_no_news_of_ones_own_leaves_the_question(
    knowledge: Knowledge, answers: tuple[str, ...], text: str
) -> None:
    asked, shown = after(knowledge, *ASKED_WHERE, *answers)
    state, screens = after(knowledge, text, state=asked)
    assert (state.waiting, state.draft.picks, screens[-1]) == ("flow", asked.draft.picks, shown[-1])


def test_that_something_came_back_is_told_of_on_the_way_as_anywhere(knowledge: Knowledge) -> None:
    for text in "没通过", "备过但没通过":
        assert after(knowledge, *ASKED_WHERE, "国内的", text) == after(knowledge, text)
