"""The readings of a typed text, in their order, and those that read a part of it again."""

from pathlib import Path

import pytest

from bot.content.golden import read_golden
from bot.core.actions import Flows, Jump, OpenStep, Resubmitted, Returned
from bot.core.button_data import encode
from bot.core.events import NOWHERE, Command, Pressed
from bot.core.knowledge import Knowledge
from bot.core.state import State
from bot.core.turns.talk import Talk
from bot.core.turns.typed import READINGS, UNORDERED
from tests.core.sample import NOW
from tests.core.talking import BEGUN, SHOPS, SITE_AND_APP, THREE, after, begun, buttons

GOLDEN = Path(__file__).parents[2] / "match"
SAID_TO_BE = {("explained", "framed"), ("foretold", "heralded")}
"""Where one of two says that it comes before the other."""


@pytest.mark.parametrize("before", [(), BEGUN, (THREE,)], ids=["new", "at a step", "at a plan"])
def test_no_message_fits_two_readings_that_have_no_order(knowledge: Knowledge, before: tuple[str, ...]) -> None:
    state = after(knowledge, *before)[0] if before else State()
    ordered = READINGS[: READINGS.index(UNORDERED[0])]
    several = {}
    for golden in read_golden(GOLDEN, knowledge):
        talk = Talk(state, knowledge, NOW, NOWHERE)
        if not any(reading(talk, golden.say) for reading in ordered):
            several[golden.say] = [reading.__name__ for reading in UNORDERED if reading(talk, golden.say)]
    assert {text: fit for text, fit in several.items() if len(fit) > 1 and tuple(fit) not in SAID_TO_BE} == {}
    assert any(several.values())


def test_what_a_filing_needs_is_told_as_if_its_name_were_not_there(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *SHOPS, "小李花店要准备什么材料")
    assert state.topic == "material-enterprise"


@pytest.mark.parametrize("text", ["小陈的初审过了", "永利昨天交了", "老王那个提交了", "小陈的管局过了 备案号是新的"])
def test_what_is_said_of_a_filing_that_is_not_on_record_is_offered_to_be(knowledge: Knowledge, text: str) -> None:
    for before in ((), begun("五金店")):
        state, screens = after(knowledge, *before, Command("start"), text)
        assert len(state.filings) == len(before[:1])
        assert encode(Flows()) in buttons(screens)
        assert f"「{text[:2]}」" in screens[0].text
    fresh, _ = after(knowledge, text)
    assert after(knowledge, "是", state=fresh)[0].waiting == "flow"


@pytest.mark.parametrize(("text", "same"), [("公司那边提交了", "提交了"), ("公司的号下来了", "号下来了")])
def test_the_word_for_the_applicant_is_no_name(knowledge: Knowledge, text: str, same: str) -> None:
    for before in ((), begun("五金店")):
        known, _ = after(knowledge, *before)
        (_, screens), (_, others) = (after(knowledge, said, state=known) for said in (text, same))
        assert screens[0].text == others[0].text


@pytest.mark.parametrize(
    "text",
    [
        *("域名昨天交了", "材料交了", "网站过了", "终于过了", "照片也不清楚", "证书装好了"),
        *("号快下来了", "估计快下来了", "隔壁的下来了", "人家都下来了", "两个都下来了", "资料已过审"),
    ],
)
def test_news_of_a_thing_names_nobody(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, text)
    assert knowledge.ui["not-recorded"].partition("」")[2][:8] not in screens[0].text


@pytest.mark.parametrize("text", ["官网备案要花钱吗", "官网的名字能改吗", "app那个备案要多少钱", "官网打不开怎么办"])
def test_a_question_with_a_name_in_it_is_answered(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *SITE_AND_APP)
    state, screens = after(knowledge, text, state=before)
    assert (state.filings, state.front) == (before.filings, 2)
    assert encode(OpenStep(2, "first-check")) in buttons(screens[-1:])


@pytest.mark.parametrize(
    "text", ["公司改名叫花店了", "公司名变更为永顺商贸有限公司了", "我们公司名称变更成花店", "公司改名叫永顺商贸了"]
)
def test_a_new_name_of_the_applicant_is_answered_by_how_to_change_it(knowledge: Knowledge, text: str) -> None:
    for before in ((), SHOPS):
        state, screens = after(knowledge, *before, text)
        assert state.topic == "change-company-name"
        assert knowledge.topics["change-company-name"].text in screens[0].text
        assert [filing.name for filing in state.filings] == [
            filing.name for filing in after(knowledge, *before)[0].filings
        ]
        assert not any("当网站名称" in screen.text for screen in screens)


@pytest.mark.parametrize("text", ["公司改名叫花店了，信用代码也变了", "公司改名叫什么好", "公司改名叫"])
def test_what_else_is_said_of_the_name_of_an_applicant_is_read_with_it(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, text)
    assert "公司改名（信用代码不变）怎么变更" not in screens[0].text


def test_what_is_asked_of_a_named_filing_is_answered_for_that_wherever_another_one_is(knowledge: Knowledge) -> None:
    waits = (*SHOPS, Pressed(encode(Jump(1, "first-authority"))))
    in_review = [
        variant.text for variant in knowledge.topics["change-phone"].variants if variant.condition == "in-review"
    ]
    for text, told in ("花店的手机号换了", False), ("面馆的手机号换了", True), ("手机号换了", True):
        state, (answer,) = after(knowledge, *waits, text)
        assert (in_review[0] in answer.text) == told
        assert (state.front, state.showing) == (1, "first-authority"), "it goes on where one was"
        assert encode(OpenStep(1, "first-authority")) in buttons([answer])


ONE = begun("永顺")


@pytest.mark.parametrize(
    "text",
    [
        *("会计帮我交了", "昨晚加班交了", "外包交了", "公众号认证没通过", "驾照考过了", "论文过了", "贷款审核通过了"),
        *("小王帮我交了", "小王替我弄好交了", "会计要交了", "明天报管局了", "想快点过初审", "收到通过的短信"),
    ],
)
def test_neither_a_way_of_submitting_nor_something_else_is_a_name(knowledge: Knowledge, text: str) -> None:
    unknown = knowledge.ui["not-recorded"].partition("{name}")[2]
    for begin in ((), ONE, SITE_AND_APP):
        assert unknown not in after(knowledge, *begin, text)[1][0].text


def test_what_is_said_of_an_unknown_name_may_be_said_of_the_only_filing(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *ONE, "小陈交了")
    assert state.filings == after(knowledge, *ONE)[0].filings
    submitted = encode(Jump(1, "first-provider-review"))
    assert submitted in buttons(screens)
    assert submitted not in buttons(after(knowledge, *SITE_AND_APP, "小陈交了")[1])


JUICE_BAR = (*begun("果茶"), Pressed(encode(Jump(1, "first-provider-review"))))


@pytest.mark.parametrize("name", ["宏泰", "明哥那边", "老李的", "陈总的", "小雅工作室", "昨天宏泰", "老板说宏泰"])
def test_a_rejection_of_somebody_not_recorded_joins_no_filing(knowledge: Knowledge, name: str) -> None:
    for text in (f"{name}退了 说执照拍糊了", f"{name}又被打回来了，说域名没实名"):
        state, screens = after(knowledge, *JUICE_BAR, text)
        assert (len(state.filings[0].attempts), len(state.loose)) == (0, 1), text
        assert "还没记在我这里" in screens[0].text
    state, (screen, *_) = after(knowledge, *JUICE_BAR, f"{name}退回来了")
    assert (state.filings[0].attempts, state.loose, state.waiting) == ((), (), "")
    assert encode(Returned(1)) in buttons([screen])


@pytest.mark.parametrize(
    "whose",
    [
        *(
            "",
            "老板说",
            "客服说",
            "我的",
            "公司的",
            "店里的",
            "我妈的店",
            "阿里云",
            "管局",
            "初审",
            "昨晚",
            "果然",
            "晕死 ",
        ),
        *("资料", "照片", "单子", "系统", "三丰云", "腾讯小二", "又", "第二次", "人家", "果茶", "果茶的"),
    ],
)
def test_what_nobody_else_got_back_is_of_the_filing_under_review(knowledge: Knowledge, whose: str) -> None:
    _, screens = after(knowledge, *JUICE_BAR, f"{whose}退了 说执照拍糊了")
    assert not any("还没记在我这里" in screen.text for screen in screens)


@pytest.mark.parametrize("text", ["宏泰也交了", "宏泰那家重新交了", "陈总的又提交了"])
def test_what_somebody_else_submitted_again_is_not_the_plan_of_a_filing(knowledge: Knowledge, text: str) -> None:
    mended = (*JUICE_BAR, "退了 说电话没人接", "电话通了")
    state, (screen, *_) = after(knowledge, *mended, text)
    assert state.filings[0].attempts[0].submitted is None
    assert "还没记在我这里" in screen.text
    assert encode(Resubmitted(1)) in buttons([screen])
    for own in ("老板也交了", "会计帮我重新交了", "我也交了", "第二次交了", "果茶重交", "果茶又交了 希望过"):
        assert after(knowledge, *mended, own)[0].filings[0].attempts[0].submitted, own


@pytest.mark.parametrize(
    "text", ["公安的也交了", "网安那边昨天已经提交", "老站的注销提交了", "她的那个交了", "过户申请交了", "小程序的交了"]
)
def test_whether_the_plan_of_a_filing_was_submitted_is_asked_where_another_was(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *JUICE_BAR, "退了 说电话没人接", "电话通了", text)
    assert state.filings[0].attempts[0].submitted is None
