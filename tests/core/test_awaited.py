"""What typed words do where a rejection was asked for, and are none."""

import pytest

from bot.core.actions import Jump, Rejected
from bot.core.button_data import encode
from bot.core.events import Pressed
from bot.core.knowledge import Knowledge
from bot.core.texts.reasons import UNEXPLAINED
from tests.core.talking import ASKED_FOR_A_TEXT, SHOPS, after


@pytest.mark.parametrize(
    "text",
    [
        *("不知道", "没写", "就退回了", "没有原文", "看不懂", "没给原因", "我也不知道呀", "就说驳回了，没写原因"),
        *("短信我找不到了", "邮件没留，短信也删了", "那条通知不小心被我删掉了"),
    ],
)
def test_who_has_no_text_of_a_rejection_is_told_how_to_find_the_reason(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *ASKED_FOR_A_TEXT, text)
    assert [attempt.reasons for attempt in state.loose] == [(UNEXPLAINED,)]
    assert not state.loose[0].doubts


@pytest.mark.parametrize(
    "text", ["没写门牌号", "看不懂退回原因里的「接入信息陈旧」", "电话打不通退回了", "短信没收到", "电话没接到怎么办"]
)
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
    assert (state.filings, state.loose) == (before.filings, ())
    assert not any(topic.title in screens[0].text for topic in knowledge.topics.values() if topic.kind == "rejection")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "要多久才能改好",
            "网站现在还能打开吗",
            "那我的网站会被关吗",
            "域名要实名吗",
            "网站要先关掉不",
            "退了还能再交吗",
        ),
        *("小程序还能用吗 会不会下架", "身份证该怎么拍", "会不会罚款", "是不是地址写错了"),
    ],
)
def test_who_only_asks_has_nothing_noted_and_may_tell_the_rejection_still(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, *ASKED_FOR_A_TEXT, text)
    assert (state.loose, state.waiting) == ((), "rejection")
    assert not any(screen.text == knowledge.ui["rejected"] for screen in screens)
    assert len(after(knowledge, "网站负责人照片不清晰", state=state)[0].loose) == 1


@pytest.mark.parametrize(
    "text",
    [
        "您好，请问网站用途是什么？请在备注中说明",
        "身份证不清楚，要重新拍吗",
        "几个电话都打不通",
        "他说网站名称不行，怎么办",
    ],
)
def test_what_asks_but_tells_a_fault_too_is_the_rejection(knowledge: Knowledge, text: str) -> None:
    assert len(after(knowledge, *ASKED_FOR_A_TEXT, text)[0].loose) == 1
