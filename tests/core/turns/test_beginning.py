"""What typed words do while a filing begins, besides answering."""

from dataclasses import replace

import pytest

from bot.core.actions import AllFlows, Correct, OpenStep, Overview, PickProvince, PickSubject, Restate
from bot.core.button_data import encode
from bot.core.events import Event, Pressed
from bot.core.knowledge import Knowledge
from bot.core.state import Draft
from bot.core.words import say
from tests.core.talking import BEGUN, RENAMED, after, buttons

ROUTED = tuple(map(Pressed, ("J:", "Q:what:mini", "n:mini-program-filing")))
RESTATED = (*BEGUN, Pressed(encode(Restate(1))))
LOOKED_AT = (*BEGUN, Pressed(encode(Overview(1))))
IN_ZHEJIANG = (*BEGUN[:2], Pressed(encode(PickProvince("zhejiang"))))
A_SHOP = (BEGUN[0], Pressed(encode(PickSubject("individual-business"))), BEGUN[2])


@pytest.mark.parametrize(
    ("begin", "texts", "same"),
    [
        (BEGUN[:3], ("不知道", "跳过", "下一步", "继续", "随便吧", "不用了", "不起了", "不想起名字", "skip"), BEGUN),
        (BEGUN[:3], ("撤销", "上一步", "返回", "选错了", "点错了", "go back"), BEGUN[:2]),
        (BEGUN[:3], ("选错了，是浙江", "换成浙江", "不是广东，是浙江省", "应该是杭州"), IN_ZHEJIANG),
        (BEGUN[:3], ("20岁 浙江的", "我在杭州"), IN_ZHEJIANG),
        (BEGUN[:3], ("选错了，是个体户",), A_SHOP),
        (BEGUN[:2], ("选错了，是个体户",), A_SHOP[:2]),
        (
            BEGUN[:1],
            ("企业 广东", "佛山的公司", "我们公司在佛山", "用公司名义办 我们在广州", "公司，广东的"),
            BEGUN[:3],
        ),
        (BEGUN[:1], ("我在佛山开公司的", "用公司的名义，广东"), BEGUN[:3]),
        (BEGUN[:1], ("用公司的名义", "我老板的公司", "我老公的公司", "厂里的", "工厂"), BEGUN[:2]),
        (BEGUN[:1], ("厂里的 广东",), BEGUN[:3]),
        (BEGUN[:1], ("我是个体户 在东莞", "个体户，广东"), A_SHOP),
        (BEGUN[:2], ("个体工商户，广东的",), A_SHOP),
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
        assert (replace(state, draft=Draft()), screens[-1:]) == (replace(expected, draft=Draft()), shown), text


def test_another_answer_is_said_to_have_been_taken(knowledge: Knowledge) -> None:
    for text, answers in ("选错了，是浙江", "企业，浙江"), ("换成个人", "个人，广东"):
        _, (says, _) = after(knowledge, *BEGUN[:3], text)
        assert says.text == say(knowledge, "instead", answers=answers)


@pytest.mark.parametrize(
    ("text", "pick"),
    [
        *((text, ("what", "cancel")) for text in ("弄错了 我想注销", "不是这个，我要注销", "等一下 我其实是要注销")),
        *((text, ("what", "mini")) for text in ("办错了，应该办小程序", "我要办的是小程序 不是网站")),
        *((text, ("what", "change")) for text in ("不对 我要办变更", "换一种，我是要变更法人")),
    ],
)
def test_who_wants_another_filing_than_the_one_that_begins_is_led_there(
    knowledge: Knowledge, text: str, pick: tuple[str, str]
) -> None:
    for begin in BEGUN[:1], BEGUN[:2], BEGUN[:3]:
        state, _ = after(knowledge, *begin, text)
        assert (state.waiting, state.draft.picks, state.filings) == ("flow", (pick,), ()), begin


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
        assert (state, screens[-1:]) == (expected, shown), text


def test_who_denies_the_applicant_once_the_place_is_told_is_asked_for_the_applicant_alone(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *BEGUN[:3], "不是企业")
    assert (state.waiting, state.draft.subject, state.draft.province) == ("subject", None, "guangdong")


def test_who_wants_another_applicant_in_place_of_a_name_has_that_changed(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *BEGUN[:3], "我要换成个人")
    assert (state.waiting, state.draft.subject, state.draft.province) == ("name", "personal", "guangdong")


@pytest.mark.parametrize(
    ("text", "subject", "province"),
    [
        *(("我在浙江不是广东", "enterprise", "zhejiang"), ("换成浙江", "enterprise", "zhejiang")),
        *(("不是广东，是杭州", "enterprise", "zhejiang"), ("我的网站 1 改成浙江", "enterprise", "zhejiang")),
        *((text, "enterprise", "zhejiang") for text in ("省份搞错了应该是浙江", "我公司在杭州，刚才点错了")),
        *(
            (text, "enterprise", "zhejiang")
            for text in ("不对 我要在浙江备", "说错了 是浙江", "应该在杭州办", "记错了 浙江的")
        ),
        *((text, "personal", "guangdong") for text in ("我想用个人名义备", "打算以个人名义来办")),
        *(("换成个人", "personal", "guangdong"), ("我改主意了，用个人备案", "personal", "guangdong")),
    ],
)
def test_a_filing_under_way_is_by_another_applicant_or_elsewhere_once_that_is_sure(
    knowledge: Knowledge, text: str, subject: str, province: str
) -> None:
    before, _ = after(knowledge, *BEGUN)
    asked, screens = after(knowledge, text, state=before)
    assert asked.filings == before.filings
    assert buttons(screens) == [encode(Correct(1, subject, province)), encode(OpenStep(1, ""))]
    (changed,) = after(knowledge, "是的", state=asked)[0].filings
    assert (changed.subject, changed.province) == (subject, province)
    (still,) = after(knowledge, "不用", state=asked)[0].filings
    assert still == before.filings[0]


@pytest.mark.parametrize(
    ("first", "then", "subject", "province"),
    [
        ("选错了 是个体户", "省份也错了 是浙江", "individual-business", "zhejiang"),
        ("选错了，是浙江", "主体也选错了 个人", "personal", "zhejiang"),
        ("不是广东 是浙江", "换成杭州", "enterprise", "zhejiang"),
        ("不是广东 是浙江", "还是广东吧", "enterprise", "guangdong"),
    ],
)
def test_what_is_put_right_besides_leaves_what_was_put_right_before(
    knowledge: Knowledge, first: str, then: str, subject: str, province: str
) -> None:
    state, screens = after(knowledge, *BEGUN, first, then)
    right = encode(Correct(1, subject, province))
    assert buttons(screens)[:1] == [right] if province != "guangdong" else right not in buttons(screens)
    (filing,) = after(knowledge, "是的", state=state)[0].filings
    assert (filing.subject, filing.province) == (subject, province)


@pytest.mark.parametrize("text", ["选错省了", "省份选错了", "我想换个省", "主体选错了"])
def test_who_only_says_that_an_answer_was_wrong_is_asked_for_both(knowledge: Knowledge, text: str) -> None:
    assert after(knowledge, *BEGUN, text) == after(knowledge, *RESTATED)


@pytest.mark.parametrize(
    "text",
    [
        *("换成个人呢", "个人备案改成企业备案", "换成广东", "是企业", "在浙江要什么", "换成新站"),
        *("能在浙江备吗", "个人备案", "我要用公司名义备", "浙江备案"),
    ],
)
def test_what_asks_or_changes_nothing_of_a_filing_leaves_it_as_it_is(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *BEGUN)
    state, screens = after(knowledge, text, state=before)
    assert (state.filings, state.showing) == (before.filings, "first-check")
    assert not any(data.startswith("J5") for data in buttons(screens))


@pytest.mark.parametrize(
    ("text", "subject", "province"),
    [
        *((text, "enterprise", "zhejiang") for text in ("换成浙江", "浙江", "杭州", "我的网站 1 改成浙江", "是浙江")),
        *((text, "personal", "guangdong") for text in ("换成个人", "我改主意了，用个人备案")),
    ],
)
def test_where_the_answers_are_asked_for_once_more_one_of_them_may_be_told(
    knowledge: Knowledge, text: str, subject: str, province: str
) -> None:
    state, _ = after(knowledge, *RESTATED, text)
    assert [(one.subject, one.province) for one in state.filings] == [(subject, province)]
    assert not state.waiting


def test_where_both_answers_are_asked_for_once_more_none_is_lost(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *RESTATED, "个人", "换成浙江")
    assert [(one.subject, one.province) for one in state.filings] == [("personal", "zhejiang")]
    same, screens = after(knowledge, *RESTATED, "广东")
    assert same.filings == after(knowledge, *RESTATED)[0].filings
    assert knowledge.ui["restated-same"] in screens[0].text


def test_a_correction_that_was_made_up_is_stale(knowledge: Knowledge) -> None:
    before, _ = after(knowledge, *BEGUN)
    for made_up in (
        Correct(1, "nobody", "guangdong"),
        Correct(1, "personal", "nowhere"),
        Correct(9, "personal", "hebei"),
    ):
        assert after(knowledge, Pressed(encode(made_up)), state=before)[0].filings == before.filings
