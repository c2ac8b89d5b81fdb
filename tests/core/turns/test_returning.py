"""Verdicts told without a notice: a review is over or goes on, a reviewer called, something came back."""

import pytest

from bot.core.actions import Attach, Finish, Jump, Read, Rejected, Resubmitted, Returned, Strike, Undo
from bot.core.button_data import encode
from bot.core.events import Command, Pressed
from bot.core.knowledge import Knowledge
from bot.core.texts.reasons import UNEXPLAINED
from bot.core.words import say
from tests.core.talking import (
    ASKED_FOR_A_TEXT,
    PLAN,
    REJECTED,
    SHOPS,
    SITE_AND_APP,
    TWO_UNDER_REVIEW,
    UNDER_REVIEW,
    after,
    at,
    begun,
    buttons,
)

POLICE = "【公安】公安退回了 说网站打不开"
CALLED = (
    ("来电话了 说还差一份授权书", ("reject-material-missing",)),
    ("客服打电话来 让我补一份授权书", ("reject-no-authorization-letter",)),
    ("阿里云来电 说少一份承诺书", ("reject-commitment-missing",)),
    ("审核员打过我电话 说备注没写，身份证拍糊了", ("reject-remark-missing", "reject-id-photo-unclear")),
    ("刚来电话 说执照拍歪了 名字也不行", ("reject-license-incomplete",)),
)
CALLED_FOR = (*UNDER_REVIEW, "客服打电话来 让我补一份授权书")


@pytest.mark.parametrize("step", ["first-provider-review", "first-authority"])
@pytest.mark.parametrize(
    "text",
    [
        *(
            "审完了没通过",
            "审完了 没通过",
            "审好了，没通过",
            "他们审过了没通过",
            "审核完了没通过",
            "初审没问题 但是没通过",
        ),
        *("报到管局了 没通过", "到管局了没通过", "管局审完了，没通过", "审过了被打回"),
    ],
)
def test_what_was_reviewed_and_did_not_pass_has_not_passed(knowledge: Knowledge, step: str, text: str) -> None:
    before, _ = after(knowledge, *at(step))
    state, _ = after(knowledge, text, state=before)
    assert state.waiting == "rejection" or state.filings[0].attempts or state.loose
    assert state.filings[0].marks == before.filings[0].marks or state.filings[0].attempts


@pytest.mark.parametrize("text", ["审完了", "都审完了", "阿里那边审完了", "他们审完了"])
def test_that_a_review_is_over_tells_no_verdict(knowledge: Knowledge, text: str) -> None:
    asked, screens = after(knowledge, *at("first-provider-review"), text)
    assert screens[0].text == knowledge.ui["which-verdict"]
    assert after(knowledge, "过了", state=asked)[0].showing == "first-sms"
    assert after(knowledge, "被退了", state=asked)[0].waiting == "rejection"
    for other in ((), at("first-sms"), PLAN):
        assert after(knowledge, *other, text)[1][0].text != knowledge.ui["which-verdict"]


@pytest.mark.parametrize(
    "text",
    [
        *("没过", "未过", "未過", "没通过", "甲站没过", "not approved", "It did not pass"),
        *("没有通过", "沒有通過", "没有被通过", "未获批准", "没有获批"),
    ],
)
def test_of_what_did_not_pass_it_is_asked_whether_it_came_back(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *begun("甲站"), Pressed(encode(Jump(1, "first-provider-review"))))
    asked, screens = after(knowledge, text, state=before)
    assert asked.filings == before.filings
    assert after(knowledge, "被退回了", state=asked)[0].waiting == "rejection"
    state, _ = after(knowledge, Pressed(buttons(screens)[1]), state=asked)
    assert (state.filings, state.showing) == (before.filings, "first-provider-review")


def test_what_came_back_and_is_at_work_is_only_told_once_more_not_to_have_passed(knowledge: Knowledge) -> None:
    before, _ = after(knowledge, *REJECTED)
    state, _ = after(knowledge, "not approved", state=before)
    assert (state.filings, state.loose) == (before.filings, ())


@pytest.mark.parametrize(
    "text",
    [
        *("还没过", "仲未過", "还没消息", "还没有过审", "没动静啊", "仲未有消息", "no news yet", "还没批下来"),
        *("为啥还不批", "怎么还不下来"),
    ],
)
def test_who_has_no_result_yet_is_told_how_the_review_stands_in_time(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *UNDER_REVIEW)
    state, screens = after(knowledge, text, state=before)
    assert state.filings == before.filings
    assert any("⏳" in screen.text for screen in screens)
    state, screens = after(knowledge, *TWO_UNDER_REVIEW, Command("start"), text)
    assert "甲站" in "".join(screen.text for screen in screens)
    assert "乙站" in "".join(screen.text for screen in screens)


@pytest.mark.parametrize("text", ["为什么不批", "照片还不行", "还不会弄", "照片怎么还不过"])
def test_who_asks_about_something_else_is_not_told_how_the_review_stands(knowledge: Knowledge, text: str) -> None:
    assert not any("⏳" in screen.text for screen in after(knowledge, *UNDER_REVIEW, text)[1])


@pytest.mark.parametrize("text", ["公安过了", "公安说通过了", "网安那边过了", "公安通过了"])
@pytest.mark.parametrize("between", [(), ("改好了又交了",)])
def test_what_the_police_sent_back_and_passed_leads_to_its_own_number(
    knowledge: Knowledge, between: tuple[str, ...], text: str
) -> None:
    state, screens = after(knowledge, POLICE, *between, text)
    assert state.loose[0].sender == "police"
    assert state.loose[0].submitted
    assert encode(Read("police-hang")) in buttons(screens)
    assert "ICP" not in screens[0].text


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("审核员打电话来我没接到", "missed"),
        ("漏接了一个阿里云的电话", "missed"),
        ("我回电话过去没人接", "missed"),
        ("打回去了 占线", "missed"),
        ("客服又打来了，说材料没问题", "well"),
        ("我打回去了，他说没什么问题", "well"),
        ("打回去了 那边说没事", "well"),
        ("已经给审核员回过电话了", "back"),
        ("不是退回，是我打回去了", "back"),
    ],
)
def test_a_call_that_was_taken_missed_or_returned_is_no_rejection(knowledge: Knowledge, text: str, how: str) -> None:
    for asked in ((), ASKED_FOR_A_TEXT) if how != "missed" else ((),):
        before, _ = after(knowledge, *at("first-provider-review"), *asked)
        state, screens = after(knowledge, text, state=before)
        assert screens[-1].text == say(knowledge, f"call-{how}")
        assert (state.filings, state.waiting) == (before.filings, "")


@pytest.mark.parametrize(
    "text",
    [
        "审核员打电话没接到，退回来了",
        "打回去了",
        "被打回去了",
        "审核打回去了，说名称不行",
        "打回去了，说电话没人接",
        "审核员打电话来了",
        "没接到短信",
        "回电话要怎么说",
        "没接到电话怎么办",
        "电话号码没问题",
        "客服打电话来说名称有问题",
    ],
)
def test_what_tells_more_than_of_a_call_is_read_as_before(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, *at("first-provider-review"), text)
    assert not {screen.text for screen in screens} & {
        say(knowledge, f"call-{how}") for how in ("well", "back", "missed")
    }


def test_a_missed_call_is_the_reason_where_that_is_asked_for(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *at("first-provider-review"), *ASKED_FOR_A_TEXT, "没接到电话")
    assert [attempt.reasons for attempt in state.filings[0].attempts] == [("reject-phone-unreachable",)]


@pytest.mark.parametrize(("text", "reasons"), CALLED)
@pytest.mark.parametrize(("answer", "rejections"), [("是", 1), ("退回来了", 1), ("没退", 0), ("没有", 0)])
def test_who_was_called_for_something_is_asked_whether_it_came_back_for_that(
    knowledge: Knowledge, text: str, reasons: tuple[str, ...], answer: str, rejections: int
) -> None:
    state, screens = after(knowledge, *UNDER_REVIEW, text)
    assert encode(Returned(1)) in buttons(screens)
    assert state.filings[0].attempts == state.loose == ()
    state, _ = after(knowledge, *UNDER_REVIEW, text, answer)
    assert [one.reasons for one in state.filings[0].attempts] == [reasons] * rejections
    assert state.loose == ()


def test_what_a_call_told_besides_and_is_not_sure_is_asked_of_what_came_back(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *UNDER_REVIEW, "刚来电话 说执照拍歪了 名字也不行")
    assert "「名字也不行」" in screens[-1].text
    state, _ = after(knowledge, "退了", state=state)
    assert [one.text for one in state.filings[0].attempts[0].unclear] == ["名字也不行"]


@pytest.mark.parametrize("text", ["授权书补好了", "已经补了", "补了份新的", "弄好了 传上去了"])
def test_what_was_done_about_a_call_leaves_the_review_as_it_is(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *CALLED_FOR)
    state, screens = after(knowledge, text, state=before)
    assert screens[-1].text == say(knowledge, "called-done", name=before.filings[0].name)
    assert (state.filings, state.loose, state.waiting) == (before.filings, (), "")
    state, _ = after(knowledge, "备案要多久", "退回来了", state=state)
    assert [one.reasons for one in state.filings[0].attempts] == [("reject-no-authorization-letter",)]


@pytest.mark.parametrize(
    "text", ["这个怎么弄", "为什么要这个", "好 我补", "晚上就改", "法人不愿意签", "只叫我补 没退", "不知道"]
)
def test_who_goes_on_about_a_call_is_told_how_that_is_mended(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *CALLED_FOR)
    state, screens = after(knowledge, text, state=before)
    title = knowledge.topics["reject-no-authorization-letter"].title
    assert say(knowledge, "called-on", name=before.filings[0].name, titles=title) in [one.text for one in screens]
    assert any(one.text.startswith(f"**{title}**") for one in screens)
    assert (state.filings, state.loose, state.waiting) == (before.filings, (), "")


@pytest.mark.parametrize(
    "text",
    [
        "来电话了",
        "来电话了 说要核实一下信息",
        "来电话了 说明天再打",
        "来电话了 说资料都没问题",
        "来电话了 说还差授权书吗",
    ],
)
def test_a_call_for_nothing_that_is_wrong_is_not_asked_about(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, *UNDER_REVIEW, text)
    assert "电话里说的像是" not in screens[-1].text


def test_a_rejection_that_names_a_filing_under_review_belongs_to_it(knowledge: Knowledge) -> None:
    reviewed = (*SITE_AND_APP, *(Pressed(encode(Jump(number, "first-authority"))) for number in (1, 2)))
    state, _ = after(knowledge, *reviewed, "官网被退回了", "授权书未盖章")
    assert [len(filing.attempts) for filing in state.filings] == [1, 0]
    state, _ = after(knowledge, "小程序商城app被退回了：域名未实名认证", state=state)
    assert [len(filing.attempts) for filing in state.filings] == [1, 1], "what came of another filing is not joined"
    assert state.loose == ()


@pytest.mark.parametrize("again", ["又被退了", "第三次被退", "又没过"])
def test_what_comes_back_again_belongs_to_the_only_filing_it_can_be(knowledge: Knowledge, again: str) -> None:
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
    state, _ = after(knowledge, *PLAN, *SITE_AND_APP, "官网被退回了", "授权书未盖章")
    assert [len(filing.attempts) for filing in state.filings] == [1, 0]
    assert [attempt.number for attempt in state.loose] == [1], "what belongs to none is not joined"
    state, _ = after(knowledge, *SITE_AND_APP, "官网被退回了", "取消", Pressed(encode(Rejected())), "授权书未盖章")
    assert [len(filing.attempts) for filing in state.filings] == [0, 0], "it was named for another one"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "其实没退 看错了",
            "没退",
            "看错了",
            "不对，没有退",
            "没有被退，我看错了",
            "说错了 没有被驳回",
            "弄错了 不是退回",
        ),
        *("看岔了 那是快递短信", "弄混了，是客户的通知", "抱歉 搞错了 是另一家的", "哎弄错 是同行的"),
        *("不是退回 只是要我补个材料", "不对 还没过 是在排队"),
    ],
)
def test_who_says_that_nothing_came_back_is_asked_whether_to_remove_it(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, *PLAN, text)
    assert len(state.loose) == 1
    assert buttons(screens)[0] == encode(Strike(1, True))


@pytest.mark.parametrize("text", ["回到上一步", "返回上一步", "往回退", "倒退一步", "回退上一步"])
def test_one_step_back_is_no_rejection(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *at("first-sms"))
    done, _ = after(knowledge, Pressed(encode(Finish(1, "first-sms"))), state=before)
    assert after(knowledge, text, state=done)[0].filings[0].marks == before.filings[0].marks
    for other in ("被退回上一步了", f"{text}是什么意思"):
        assert after(knowledge, other, state=done)[0].filings == done.filings


@pytest.mark.parametrize("text", ["退回上一步了", "又退回上一步", "给我退回上一步了", "退一步了"])
def test_what_reviewers_send_one_step_back_came_back(knowledge: Knowledge, text: str) -> None:
    for step in ("first-provider-review", "first-sms", "first-authority"):
        begun, _ = after(knowledge, *at(step))
        state, screens = after(knowledge, text, state=begun)
        assert (state.filings, state.waiting) == (begun.filings, "rejection")
        assert screens[0].text.startswith("「")
        assert len(after(knowledge, "说照片不清楚", state=state)[0].filings[0].attempts) == 1


@pytest.mark.parametrize("text", ["退回上一步", "退一步", "再退一步", "我想退回上一步", "给我退回上一步"])
def test_of_what_is_reviewed_a_step_back_is_undone_or_came_back(knowledge: Knowledge, text: str) -> None:
    begun, _ = after(knowledge, *at("first-authority"))
    state, screens = after(knowledge, text, state=begun)
    assert (state.filings, screens[0].text) == (begun.filings, knowledge.ui["back-or-undo"])
    assert encode(Undo(1, begun.filings[0].revision)) in buttons(screens[:1])
    undone, _ = after(knowledge, "撤销", state=state)
    assert undone.filings[0].revision == begun.filings[0].revision + 1
    assert len(after(knowledge, "说照片不清楚", state=state)[0].filings[0].attempts) == 1


def test_that_something_came_back_is_no_step(knowledge: Knowledge) -> None:
    told, _ = after(knowledge, *PLAN)
    for text in ("退一步", "退回上一步", "返回上一步", "往回退"):
        state, _ = after(knowledge, text, "是", state=told)
        assert state.loose == told.loose
    assert after(knowledge, "退回上一步")[0].waiting == "rejection"
    assert after(knowledge, "回到上一步")[1][0].text == knowledge.ui["nothing-to-undo"]


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
