"""What is answered in kind: greetings, signs, anger, and a yes or no to nothing."""

import pytest

from bot.core.actions import AskRoute, OpenPlan, Read
from bot.core.button_data import encode
from bot.core.events import Command, Event, Pressed
from bot.core.knowledge import Knowledge
from tests.core.talking import BEGUN, PLAN, THREE, after, at, buttons


@pytest.mark.parametrize("text", ["在吗", "你好"])
def test_who_greets_with_a_plan_open_is_told_where_they_stopped(knowledge: Knowledge, text: str) -> None:
    told = (*PLAN, "算了不弄了")
    _, screens = after(knowledge, *told, text)
    assert "上次停在「域名未实名认证」，还有 **1** 件" in screens[0].text
    assert buttons(screens)[0] == encode(OpenPlan(1))
    _, screens = after(knowledge, *PLAN, "实名好了", text)
    assert "就差重新提交" in screens[0].text
    assert "上次停在" not in after(knowledge, text)[1][0].text


@pytest.mark.parametrize("text", ["还是弄吧", "我回来了", "昨天那个继续", "接着弄", "刚才那个", "昨天说到哪了"])
def test_who_comes_back_is_shown_what_is_under_way(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, *PLAN, "算了不弄了", text)
    assert encode(OpenPlan(1)) in buttons(screens)
    assert screens == after(knowledge, *PLAN, Command("progress"))[1]


@pytest.mark.parametrize(
    "text", ["又退了第三回了 烦死", "三次了 次次都退", "退了三次了 到底要怎样", "又给我退回来了 烦死了"]
)
def test_who_is_cross_that_it_came_back_once_more_is_asked_for_the_reason(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *PLAN, text)
    assert (state.waiting, len(state.loose)) == ("rejection", 1)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("你们到底要我改啥子", "用备案证件给域名实名"),
        ("到底要我改什么", "用备案证件给域名实名"),
        ("到底哪里不对", "怎么改"),
        ("哪里不清楚了", "怎么改"),
        ("什么地方不合格啊", "怎么改"),
    ],
)
def test_who_is_cross_at_a_plan_is_told_what_is_in_it(knowledge: Knowledge, text: str, shown: str) -> None:
    state, screens = after(knowledge, *PLAN, text)
    assert shown in screens[0].text
    assert state.topic in ("", "reject-domain-not-realname")


@pytest.mark.parametrize("text", ["打电话问谁", "打电话给谁", "打电话催谁", "找谁问", "该问谁"])
def test_whom_one_may_call_is_told(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, *PLAN, text)
    assert knowledge.topics["faq-contact-lines"].title in screens[0].text


@pytest.mark.parametrize("text", ["👍", "🙏🙏", "👌🏻", "❤️", "😂😂😂", "？", "??", "。。。", "👍～"])
def test_who_only_makes_a_sign_is_answered_in_a_line(knowledge: Knowledge, text: str) -> None:
    for begin in ((), at("first-sms"), PLAN):
        before, _ = after(knowledge, *begin)
        state, (screen,) = after(knowledge, text, state=before)
        assert screen.text in (knowledge.ui["courtesy-fine"], knowledge.ui["empty"])
        assert (state.filings, state.loose, state.showing) == (before.filings, before.loose, before.showing)


def test_who_finds_an_answer_long_is_told_what_it_comes_to(knowledge: Knowledge) -> None:
    _, (screen,) = after(knowledge, "备案要多久", "太长了 简单点")
    assert screen.text == knowledge.topics["time-total"].text.partition("\n\n")[0]
    assert buttons([screen]) == [encode(Read("time-total"))]
    for before in ((), ("备案要多久", *at("first-sms"))):
        _, screens = after(knowledge, *before, "太长了 简单点")
        assert encode(Read("time-total")) not in buttons(screens), "nothing was just read"


@pytest.mark.parametrize("text", ["不是", "是", "没有", "不对", "确定", "唔係", "不是这个", "no"])
def test_a_yes_or_no_to_nothing_is_told_so_and_does_nothing(knowledge: Knowledge, text: str) -> None:
    for before in ((), at("first-sms")):
        begun, _ = after(knowledge, *before)
        state, screens = after(knowledge, text, state=begun)
        (asked,) = (one for one in screens if "等你回答" in one.text or "waiting for an answer" in one.text)
        assert bool(asked.buttons) == (not before), "the menu is not between people and their step"
        assert state.filings == begun.filings
        assert not before or len(screens) >= 2, "the step is shown once more"


@pytest.mark.parametrize(
    ("before", "text", "shown"),
    [
        (("备案要多久",), "不用", "courtesy-bye"),
        (("备案要多久",), "不是", "not-found"),
        (("手机没接到审核电话怎么办",), "都不是", "not-found"),
        ((Pressed(encode(AskRoute(""))),), "没有", "你现在是哪种情况"),
        (BEGUN[:1], "是", "用谁的名义办"),
        ((THREE,), "不对", "reason-untrue-which"),
        ((Command("rejected", ""),), "是", "rejected"),
    ],
)
def test_a_yes_or_no_that_does_not_answer_is_met_with_what_is_on_the_screen(
    knowledge: Knowledge, before: tuple[Event | str, ...], text: str, shown: str
) -> None:
    _, screens = after(knowledge, *before, text)
    assert knowledge.ui.get(shown, shown) in screens[0].text
