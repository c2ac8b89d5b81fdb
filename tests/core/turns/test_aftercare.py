"""Numbers and dates of a filing that are told: they are kept, offered to a filing, corrected or shown."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core import course
from bot.core.actions import Keep
from bot.core.button_data import encode
from bot.core.dialogue import respond
from bot.core.events import Pressed, said
from bot.core.filings import renewals
from bot.core.kinds import NumberKind
from bot.core.knowledge import Knowledge
from bot.core.replies import Screen
from bot.core.state import Kept, Renewal, State, dump_state, load_state
from tests.core.approved import HERE, ICP, POLICE, approved, screens, told, turn
from tests.core.sample import NOW
from tests.core.talking import after, at, begun, buttons


def test_a_number_of_another_province_moves_the_filing_there_once_it_is_said_to_be_right(knowledge: Knowledge) -> None:
    state = State((approved(knowledge),), front=1, waiting="icp")
    (asked,) = screens(turn(state, said("浙ICP备2026011111号-1"), knowledge))
    assert "浙江的号" in asked.text
    after = turn(state, Pressed(asked.buttons[0][0].data), knowledge).state
    assert (after.filings[0].province, after.filings[0].kept.icp) == ("zhejiang", "浙ICP备2026011111号-1")
    assert after.filings[0].marks == state.filings[0].marks, "what was approved needs nothing anew"
    assert course.undo(after.filings[0]) == replace(
        state.filings[0], kept=after.filings[0].kept, revision=after.filings[0].revision + 1
    )


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        (ICP, "icp", ICP),
        (f"我们的备案通过了，备案号是{ICP}", "icp", ICP),
        (f"our number is {ICP}", "icp", ICP),
        (f"ICP备案号: {ICP}。", "icp", ICP),
        (f"公安备案号下来了：{POLICE}", "police", POLICE),
    ],
)
def test_a_number_that_is_told_is_offered_to_the_filing(
    text: str, kind: NumberKind, number: str, knowledge: Knowledge
) -> None:
    state = State((approved(knowledge),), front=1)
    (offered,) = screens(turn(state, said(text), knowledge))
    assert offered.buttons[0][0].data == encode(Keep(1, kind, number))
    waiting = replace(state, waiting=kind)
    assert number in dump_state(turn(waiting, said(text), knowledge).state)


@pytest.mark.parametrize(
    "text",
    [
        f"拿到号了 {ICP}",
        f"恭喜，您的网站已通过备案，备案号：{ICP}",
        f"号下来了！{ICP}",
        f"恭喜您，备案审核通过，备案号为{ICP}",
        f"终于下号了 {ICP}",
        f"下来了 {ICP} 谢谢",
        f"过了 他们发我号了 {ICP}",
        f"今天终于批了，号是{ICP}，辛苦大家",
        f"谢谢 {ICP}",
        f"通过了，{ICP}，辛苦了",
        f"备案号已经下发，{ICP}",
        f"网站备案号已生成：{ICP}",
        f"号给我发下来了 {ICP}",
        f"新增的备案号 {ICP}",
        f"号在短信里面 {ICP}",
    ],
)
@pytest.mark.parametrize("yes", ["对", "是的", "嗯"])
def test_a_number_that_came_is_kept_by_the_only_filing_at_a_word(text: str, yes: str, knowledge: Knowledge) -> None:
    asked = turn(State((approved(knowledge),), front=1), said(text), knowledge).state
    assert asked.question
    told = turn(asked, said(yes), knowledge).state
    assert told.filings[0].kept.icp


def test_a_message_with_a_number_is_good_news_of_the_filing(knowledge: Knowledge) -> None:
    _, (asked,) = after(
        knowledge, *at("first-authority"), f"【工信部】您提交的ICP备案申请已通过审核，备案号为{ICP}，请尽快开通网站"
    )
    assert len(asked.buttons) == 3


def test_a_yes_does_not_tell_which_of_several_filings(knowledge: Knowledge) -> None:
    both = (approved(knowledge), replace(approved(knowledge), number=2, name="二站"))
    asked = turn(State(both, front=1), said(ICP), knowledge).state
    told = turn(asked, said("是"), knowledge).state
    assert told.filings == asked.filings


@pytest.mark.parametrize(
    ("text", "until", "waiting"),
    [
        ("域名2027年3月1号到期", {"domain": date(2027, 3, 1)}, ""),
        ("我们的服务器是2027-03-01过期", {"server": date(2027, 3, 1)}, ""),
        ("营业执照有效期到明年3月1日", {"identity": date(2027, 3, 1)}, ""),
        ("域名2025年3月1号到期", {}, "domain"),
        ("域名3月1号到期", {}, "domain"),
        ("域名到期了", {}, ""),
        ("域名2027年3月1号到期可以吗", {}, ""),
        ("域名2027年3月1号到期要先续费", {}, ""),
    ],
)
def test_a_day_on_which_something_runs_out_is_kept_as_it_is_told(
    text: str, until: dict[Renewal, date], waiting: str, knowledge: Knowledge
) -> None:
    after = turn(State((approved(knowledge),), front=1), said(text), knowledge).state
    assert (after.filings[0].kept.until, after.waiting) == (until, waiting)
    told = turn(after, said("2028-03-01"), knowledge).state if waiting else None
    assert told is None or told.filings[0].kept.until == {"domain": date(2028, 3, 1)}


@pytest.mark.parametrize(
    "text",
    [
        *(f"我要注销{ICP}", f"{ICP}首页没挂，被退了", f"备案号是{ICP}吗", f"{ICP}是谁的"),
        *(f"另一个网站{ICP}打不开", f"客户的号批了 {ICP}", f"原来的备案号是{ICP}", f"下来了 {ICP} 接下来要变更吗"),
        *(f"没过 {ICP}", f"朋友的过了 {ICP}", f"备案号还没下发 {ICP}", f"新增要用老的号吗 {ICP}"),
    ],
)
def test_what_is_said_of_a_number_is_no_number_that_came(text: str, knowledge: Knowledge) -> None:
    state = State((approved(knowledge),), front=1)
    shown = screens(turn(state, said(text), knowledge))
    assert shown
    assert all("的号吗？" not in screen.text for screen in shown)


@pytest.mark.parametrize("begin", [("公司不做了 备案要注销",), ("网站搬到腾讯云 原来阿里云的", "陪我办"), ()])
@pytest.mark.parametrize("text", [f"备案号是{ICP}", f"原备案号{ICP}", f"备案号下来了 {ICP}"])
def test_the_number_of_what_was_approved_before_is_no_news(
    begin: tuple[str, ...], text: str, knowledge: Knowledge
) -> None:
    before, _ = after(knowledge, *begin)
    state, shown = after(knowledge, text, state=before)
    old = "原" in text or ("下来" not in text and bool(begin))
    assert (shown[0].text == knowledge.ui["number-old"]) == old
    assert state.waiting == before.waiting or not old


@pytest.mark.parametrize("text", ["是", "记上", "帮我记一下", "页脚代码给我"])
def test_the_number_of_the_only_filing_is_kept_by_a_word(text: str, knowledge: Knowledge) -> None:
    asked = turn(State((approved(knowledge),)), said(f"我的号是{ICP} 帮我记着"), knowledge).state
    kept = turn(asked, said(text), knowledge).state
    assert kept.filings[0].kept.icp == ICP
    again = screens(turn(kept, said("把网站底部代码发我"), knowledge))
    assert "```" in again[0].text
    for other in "代码", "备案号怎么挂":
        assert turn(State(), said(other), knowledge).state != kept


@pytest.mark.parametrize(
    ("text", "told"),
    [
        *((text, True) for text in ("挂哪里", "放在网站哪个位置啊", "这个贴哪儿", "这个号要挂出来吗", "那加在哪里呢")),
        *((text, False) for text in ("备案号挂哪", "服务器放哪里", "挂哪家云", "挂好了", "执照放哪")),
    ],
)
def test_where_the_number_goes_that_came_last_is_told_of_that_number(
    text: str, told: bool, knowledge: Knowledge
) -> None:
    for kept, where in (
        (Kept(icp=ICP), "code-icp"),
        (Kept(icp="粤ICP备2026012345号-2A"), "code-in-app"),
        (Kept(icp=ICP, police=POLICE), "code-police"),
    ):
        filing = replace(approved(knowledge), kept=kept)
        line = knowledge.ui[where].partition("{")[0].partition("：")[0]
        for front, expected in (1, told), (0, False):
            shown = screens(turn(State((filing,), front=front), said(text), knowledge))
            assert (line in shown[0].text) == expected, (text, where)


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        *((text, True) for text in ("检查过了没问题", "信息都核对过了 没变化", "都看过了")),
        *((text, False) for text in ("看过了吗", "检查过了吗", "核查没问题怎么写", "我看完了", "检查的人来过了")),
    ],
)
def test_who_has_looked_it_all_over_is_through_with_the_check_of_the_year(
    text: str, noted: bool, knowledge: Knowledge
) -> None:
    for kept, checked in ((Kept(icp=ICP), noted), (Kept(), False)):
        state = State((replace(approved(knowledge), kept=kept),), front=1)
        after = turn(state, said(text), knowledge).state
        assert bool(after.filings[0].kept.checked) == checked, text


def test_the_police_of_another_province_moves_nothing(knowledge: Knowledge) -> None:
    state = State((approved(knowledge),), front=1, waiting="police")
    (asked,) = screens(turn(state, said("浙公网安备33010002000001号"), knowledge))
    assert "浙江公安发的号" in asked.text
    after = turn(state, Pressed(asked.buttons[0][0].data), knowledge).state
    assert (after.filings[0].province, after.filings[0].kept.police) == ("jiangsu", "浙公网安备33010002000001号")


def test_a_number_typed_without_being_asked_for_is_offered_to_the_filings(knowledge: Knowledge) -> None:
    state = State((approved(knowledge),))
    (asked,) = screens(turn(state, said(ICP), knowledge))
    after = turn(state, Pressed(asked.buttons[0][0].data), knowledge).state
    assert after.filings[0].kept.icp == ICP
    assert turn(State(), said(ICP), knowledge).replies, "and without a filing it is a question like any other"


@pytest.mark.parametrize(
    ("text", "recalled"),
    [
        ("我们的备案号是多少来着", True),
        ("备案号忘了，查一下", True),
        ("公安备案号多少", True),
        ("备案号是什么", False),
        ("备案多少", False),
        ("没放备案号会罚多少", False),
    ],
)
def test_who_asks_for_their_number_is_told_it(text: str, recalled: bool, knowledge: Knowledge) -> None:
    filing = course.begin(1, "小店", knowledge.flows["first-filing"], "enterprise", "jiangsu", NOW)
    for kept in (Kept(icp=ICP), Kept()):
        state = State((replace(filing, kept=kept),), front=1)
        (first, *_) = respond(said(text), state, knowledge, NOW).replies
        assert isinstance(first, Screen)
        assert ("2026011111" in first.text) == (recalled and bool(kept.icp))


def test_a_number_of_six_digits_is_no_code_while_one_is_waited_for(knowledge: Knowledge) -> None:
    flow = knowledge.flows["first-filing"]
    step = next(step for step in flow.steps if step.id == "first-sms")
    state = State((course.jump(approved(knowledge), flow, step, NOW),))
    assert "苏ICP备050001号" in screens(turn(state, said("苏ICP备050001号"), knowledge))[0].text


@pytest.mark.parametrize("value", ["", "2026-11-24", "2999-01-01", "x", "2027-02-30"])
def test_a_forged_date_is_not_kept(value: str, knowledge: Knowledge) -> None:
    assert told(State((approved(knowledge),)), "domain", value, knowledge).filings[0].kept == Kept()


@pytest.mark.parametrize("text", [ICP, f"备案号下来了，{ICP}", f"审核通过了 {ICP}", f"管局那边过了 号是{ICP}"])
def test_a_number_of_no_filing_may_begin_one(text: str, knowledge: Knowledge) -> None:
    told = respond(said(text), State(), knowledge, NOW)
    assert "https://beian.miit.gov.cn" in told.screens[0].text
    begun = told.state
    for answer in ("是", "企业", "小店"):
        turn = respond(said(answer), begun, knowledge, NOW)
        begun = load_state(dump_state(turn.state))
    (filing,) = begun.filings
    assert (filing.flow, filing.province, filing.kept.icp) == ("after-approval", "jiangsu", ICP)
    assert renewals.police_day(filing, knowledge) == renewals.police_last(NOW, knowledge)


def test_the_number_that_our_texts_give_as_a_sample_begins_none(knowledge: Knowledge) -> None:
    for text in "粤ICP备12345678号", "苏ICP备12345678号-1":
        told = respond(said(text), State(), knowledge, NOW)
        assert not told.state.question


@pytest.mark.parametrize(
    "text",
    [
        f"别人的备案号是{ICP}",
        f"{ICP}是谁的",
        f"备案号已下发 {ICP} 怎么挂",
        f"我公司号是{ICP} 想再加一个站",
        "甲ICP备2026011111号",
        POLICE,
        f"{ICP}被注销了",
    ],
)
def test_a_number_of_others_or_of_nowhere_begins_none(text: str, knowledge: Knowledge) -> None:
    told = respond(said(text), State(), knowledge, NOW)
    assert not told.state.question


@pytest.mark.parametrize(
    "told", ["果茶下证了吗 {}", "果茶还没下证 {}", "果茶以前的号 {}", "果茶要变更 {}", "果茶隔壁的号 {}", "宏泰下证 {}"]
)
def test_a_number_that_is_asked_about_or_of_others_is_kept_of_none(told: str, knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *begun("永顺"), *begun("果茶"), told.format(HERE))
    assert not any(filing.kept.icp for filing in state.filings)


def test_a_mere_yes_does_not_tell_whose_a_number_is(knowledge: Knowledge) -> None:
    two, _ = after(knowledge, *begun("永顺"), *begun("果茶"), "永顺过了", HERE)
    state, screens = after(knowledge, "是", state=two)
    assert {encode(Keep(one, "icp", HERE)) for one in (1, 2)} == {*buttons(screens)}
    assert state.filings == two.filings
