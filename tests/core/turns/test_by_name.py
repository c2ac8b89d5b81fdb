"""What is said of a filing by its name: it is done for that filing, or asked about where several have the name."""

import pytest

from bot.core import course
from bot.core.actions import (
    Attach,
    Came,
    Correct,
    Delete,
    Finish,
    Home,
    Jump,
    OpenPlan,
    OpenStep,
    Overview,
    PutAway,
    Read,
    Resubmitted,
)
from bot.core.button_data import encode
from bot.core.events import Event, Pressed
from bot.core.knowledge import Knowledge
from bot.core.screens.filing_screens import CANCELLING
from tests.core.approved import HERE
from tests.core.talking import CLIENTS, PLAN, SHOPS, SHOPS_UNDER_REVIEW, SITE_AND_APP, after, begun, buttons


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
def test_whether_it_was_submitted_is_asked_by_name(
    knowledge: Knowledge, text: str, asked: str, data: list[str]
) -> None:
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
def test_news_of_a_filing_leaves_a_rejection_of_no_filing_alone(knowledge: Knowledge, at: str) -> None:
    at_step, _ = after(knowledge, *SHOPS, Pressed(encode(Jump(2, at))))
    without_plan = after(knowledge, "花店提交了", state=at_step)[1]
    before, _ = after(knowledge, *PLAN, state=at_step)
    state, screens = after(knowledge, "花店提交了", state=before)
    assert (state.loose, state.filings) == (before.loose, before.filings)
    assert screens == without_plan


@pytest.mark.parametrize(
    "text", ["老王", "老王做到哪了", "老王初审过了", "老王提交了", "打开老王", "老王被退回了", "老王改成上海"]
)
def test_where_a_part_of_a_name_fits_several_it_is_asked_which_is_meant(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *begun("老王面馆"), *begun("老王花店"), *PLAN)
    state, screens = after(knowledge, text, state=before)
    assert (state.filings, state.loose) == (before.filings, before.loose)
    assert buttons(screens) == [encode(OpenStep(1, "")), encode(OpenStep(2, ""))]


@pytest.mark.parametrize("text", ["老王能备案吗", "老王是什么", "看看老王能不能备案", "面馆花店都要备案吗"])
def test_a_question_with_a_part_of_several_names_is_answered(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *begun("老王面馆"), *begun("老王花店"))
    _, screens = after(knowledge, text, state=before)
    assert encode(OpenStep(1, "")) not in buttons(screens)


@pytest.mark.parametrize(
    "text",
    [
        "老王面馆还差什么",
        "老王面馆卡在哪",
        "老王面馆现在该干嘛",
        "老王面馆缺什么",
        "老王面馆有结果没",
        "老王面馆接下来怎么办",
    ],
)
@pytest.mark.parametrize("other", [(), begun("小李花店")])
def test_a_question_about_a_named_filing_shows_its_step(
    knowledge: Knowledge, text: str, other: tuple[Event | str, ...]
) -> None:
    state, screens = after(knowledge, *begun("老王面馆"), *other, text)
    assert (state.front, state.showing) == (1, "first-check")
    assert screens[0].text.startswith("**老王面馆**")


def test_how_long_a_filing_will_take_is_told_by_its_name(knowledge: Knowledge) -> None:
    _, screens = after(knowledge, *SHOPS, "老王面馆要多久")
    assert "「老王面馆」今天就交上去的话" in screens[0].text
    _, screens = after(knowledge, *SHOPS, "老王还要多久")
    assert "「老王面馆」今天就交上去的话" in screens[0].text
    for text in ("备案还要多久", "初审还要多久", "上海还要多久"):
        assert "老王" not in after(knowledge, *SHOPS, text)[1][0].text


BOTH_BACK = (*begun("永利"), *begun("蓝鲸"), "永利被退了 执照模糊", "蓝鲸被退了 域名没实名")


@pytest.mark.parametrize(
    ("text", "topic"), [("还剩什么", ""), ("要改什么", ""), ("是啥原因来着", "reject-id-photo-unclear")]
)
def test_what_is_asked_of_a_filing_that_came_back_is_in_its_plan(knowledge: Knowledge, text: str, topic: str) -> None:
    state, screens = after(knowledge, *BOTH_BACK, f"永利{text}")
    assert (state.attempt, state.topic) == (1, topic)
    assert "证件图片不清晰" in screens[0].text


@pytest.mark.parametrize(
    ("text", "ticked"),
    [
        *((text, [1, 0]) for text in ("永利执照重拍了", "永利那边执照拍好了")),
        ("永利改好了 蓝鲸也改好了", [1, 1]),
    ],
)
def test_what_was_done_of_the_plan_of_a_filing_is_told_by_its_name(
    knowledge: Knowledge, text: str, ticked: list[int]
) -> None:
    state, _ = after(knowledge, *BOTH_BACK, text)
    assert [len(filing.attempts[0].ticked) for filing in state.filings] == ticked


@pytest.mark.parametrize("text", ["老王面馆备案通过了", "老王面馆备案通过了 小李花店还在审"])
def test_approval_of_a_named_filing_is_asked_about(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *SHOPS, text, "是")
    assert course.mark(state.filings[0], "first-authority").done
    assert not course.mark(state.filings[1], "first-check").done


def test_words_that_fit_no_name_name_no_filing(knowledge: Knowledge) -> None:
    passed, _ = after(knowledge, *SHOPS, Pressed(encode(Jump(1, "first-authority"))), Pressed(encode(OpenStep(2, ""))))
    _, screens = after(knowledge, "面馆过了", state=passed)
    assert buttons(screens) == [encode(Finish(1, "first-authority")), encode(OpenStep(1, ""))]
    state, _ = after(knowledge, "花店被退回了", state=passed)
    assert state.draft.filing == 2
    for question in ("面馆能备案吗", "花店要前置审批吗"):
        state, _ = after(knowledge, question, state=passed)
        assert (state.front, state.showing) == (2, "first-check")


def test_which_of_several_gets_another_name_is_asked(knowledge: Knowledge) -> None:
    before, _ = after(knowledge, *CLIENTS)
    state, screens = after(knowledge, "利民改名叫利民新店", state=before)
    assert state.filings == before.filings
    assert buttons(screens) == [encode(OpenStep(1, "")), encode(OpenStep(2, ""))]
    company, _ = after(knowledge, *begun("宏达公司"), "公司改名叫宏达新店了")
    assert company.filings[0].name == "宏达公司"


@pytest.mark.parametrize(
    "text",
    [
        *("官网做到哪了", "官网进度", "官网到哪步了？", "官网那个怎么样了", "官网"),
        *("切换到官网", "打开官网", "看看官网", "回到官网那个"),
        *("官网呢", "那官网呢？", "官网咋样了", "官网啥情况", "官网如何了"),
    ],
)
def test_who_asks_where_a_named_filing_stands_is_shown_its_step(knowledge: Knowledge, text: str) -> None:
    state, _ = after(
        knowledge, *SITE_AND_APP, Pressed(encode(Jump(1, "first-domain"))), Pressed(encode(OpenStep(2, ""))), text
    )
    assert (state.front, state.showing) == (1, "first-domain")


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("官网那个第一步做完了", [encode(Finish(1, "first-check")), encode(OpenStep(1, ""))]),
        ("官网那个第二步做完了", [encode(Jump(1, "first-server")), encode(OpenStep(1, ""))]),
        ("官网的初审过了", [encode(Jump(1, "first-sms")), encode(OpenStep(1, ""))]),
        ("官网那个不弄了", [encode(PutAway(1, True)), encode(OpenStep(1, ""))]),
        ("商城那个不弄了", [encode(PutAway(2, True)), encode(OpenStep(2, ""))]),
        ("商城不做了 客户跑了", [encode(PutAway(2, True)), encode(OpenStep(2, ""))]),
        ("app那个不弄了", [encode(PutAway(2, True)), encode(OpenStep(2, ""))]),
        ("把商城收起来", [encode(PutAway(2, True)), encode(OpenStep(2, ""))]),
        ("删掉商城", [encode(Delete(2, True)), encode(Overview(2)), encode(Read(CANCELLING))]),
        ("商城改成上海", [encode(Correct(2, "enterprise", "shanghai")), encode(OpenStep(2, ""))]),
        ("官网不做了 删掉", [encode(Delete(1, True)), encode(Overview(1)), encode(Read(CANCELLING))]),
        ("删掉官网", [encode(Delete(1, True)), encode(Overview(1)), encode(Read(CANCELLING))]),
    ],
)
def test_what_is_said_of_a_named_filing_is_offered_for_it(knowledge: Knowledge, text: str, data: list[str]) -> None:
    before, _ = after(knowledge, *SITE_AND_APP)
    state, screens = after(knowledge, text, state=before)
    assert state.filings == before.filings
    assert buttons(screens) == data


@pytest.mark.parametrize(
    ("text", "data"),
    [
        *(
            (f"花店短信收到了{more}", [encode(Came(2, "first-sms")), encode(OpenStep(2, ""))])
            for more in (" 但客户说不会弄", "但客户说不会弄", "，客户在外地，晚上才能填", "！老板在开会")
        ),
        ("花店提交了，客服说电话别关机", [encode(Jump(2, "first-provider-review")), encode(OpenStep(2, ""))]),
        ("花店初审过了不过短信还没来", [encode(Jump(2, "first-sms")), encode(OpenStep(2, ""))]),
    ],
)
def test_what_was_done_with_a_named_filing_is_heard_before_what_else_is_told(
    knowledge: Knowledge, text: str, data: list[str]
) -> None:
    before, _ = after(knowledge, *SHOPS, Pressed(encode(OpenStep(1, ""))))
    state, screens = after(knowledge, text, state=before)
    assert state.filings == before.filings
    assert buttons(screens) == data


@pytest.mark.parametrize(
    "text",
    [
        *("花店提交了 备案要多久", "花店过了两天了", "花店收到了 退回通知", "花店 客户在外地"),
        *("花店提交了，不对", "花店提交了 还没有", "花店初审过了 按错了", "花店初审过了，管局退了，说域名没实名"),
    ],
)
def test_nothing_was_done_where_the_text_asks_or_takes_it_back(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, *SHOPS, Pressed(encode(OpenStep(1, ""))), text)
    assert not any(data.startswith("J2") for data in buttons(screens))
    assert encode(Came(2, "first-sms")) not in buttons(screens)


@pytest.mark.parametrize("text", ["24号交的", "撤回来了", "昨天交的"])
def test_without_a_filing_on_the_screen_it_is_asked_which_one_the_news_is_of(knowledge: Knowledge, text: str) -> None:
    shown, _ = after(knowledge, *SHOPS_UNDER_REVIEW)
    home, _ = after(knowledge, Pressed(encode(Home())), state=shown)
    state, screens = after(knowledge, text, state=home)
    assert state.filings == home.filings
    assert buttons(screens) == [encode(OpenStep(1, "")), encode(OpenStep(2, ""))]
    for before, said in ((shown, text), (state, f"小李花店{text}")):
        state, _ = after(knowledge, said, state=before)
        assert [new != old for new, old in zip(state.filings, home.filings, strict=True)] == [False, True]
    one, _ = after(
        knowledge, *begun("花店"), Pressed(encode(Jump(1, "first-provider-review"))), Pressed(encode(Home()))
    )
    assert after(knowledge, text, state=one)[0].filings != one.filings


@pytest.mark.parametrize("text", ["短信收到了", "王姐说短信收到了"])
def test_without_a_filing_on_the_screen_it_is_asked_whose_message_came(knowledge: Knowledge, text: str) -> None:
    home, _ = after(knowledge, *SHOPS_UNDER_REVIEW, Pressed(encode(Home())))
    _, screens = after(knowledge, text, state=home)
    assert buttons(screens) == [encode(Came(1, "first-sms")), encode(Came(2, "first-sms"))]
    _, screens = after(knowledge, f"小李花店{text}", state=home)
    assert buttons(screens) == [encode(Came(2, "first-sms")), encode(OpenStep(2, ""))]


@pytest.mark.parametrize("text", ["面馆的号是粤ICP备2026001234号吗", "面馆要注销粤ICP备2026001234号"])
def test_a_number_is_kept_by_its_name_only_where_nothing_else_is_said(text: str, knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *SHOPS, text)
    assert not any(filing.kept.icp for filing in state.filings)


@pytest.mark.parametrize(
    "text",
    ["面馆下号了 {}", "老王面馆的备案号是{}", "面馆 {}"],
)
def test_a_number_that_is_told_with_a_name_is_kept_by_that_one(text: str, knowledge: Knowledge) -> None:
    number = "粤ICP备2026001234号-1"
    state, _ = after(knowledge, *SHOPS, text.format(number))
    assert [filing.kept.icp for filing in state.filings] == [number, ""]


@pytest.mark.parametrize(
    "told",
    [
        "果茶下证 {}",
        "果茶出证了，{}",
        "果茶出号了 {}",
        "果茶的号 {}",
        "果茶备好了 {}",
        "果茶管局的也过了 {}",
        "{} 果茶的",
    ],
)
def test_a_number_that_is_told_by_a_name_is_of_that_filing(told: str, knowledge: Knowledge) -> None:
    two, _ = after(knowledge, *begun("永顺"), *begun("果茶"), "永顺过了")
    state, _ = after(knowledge, told.format(HERE), state=two)
    assert [filing.kept.icp for filing in state.filings] == ["", HERE]
    state, _ = after(knowledge, "是", state=state)
    assert [len(filing.marks) > 1 for filing in state.filings] == [False, True]
