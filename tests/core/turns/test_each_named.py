"""What one text tells of several filings, each by its name."""

import pytest

from bot.core.actions import Finish, OpenStep, Rejected
from bot.core.button_data import encode
from bot.core.events import Pressed
from bot.core.knowledge import Knowledge
from tests.core.talking import SHOPS, SHOPS_UNDER_REVIEW, after, begun, buttons

SHOP_AND_SITE = (*begun("永利"), *begun("蓝鲸"))


@pytest.mark.parametrize(
    "text",
    [
        "永利：营业执照图片不清晰，请修改。\n蓝鲸：域名未实名认证，请修改。",
        "永利五金：备案订单被退回，原因：1、营业执照图片不清晰\n\n蓝鲸：被退回，域名未实名认证",
        "永利\n1、营业执照图片不清晰\n\n蓝鲸\n1、域名未实名认证",
        "以下备案被退回，请修改：\n永利:营业执照图片不清晰\n蓝鲸教育公司:\n域名未实名认证",
        "永利被退了，原因：营业执照图片不清晰\n蓝鲸被退了，原因：域名未实名认证",
    ],
)
@pytest.mark.parametrize("asked", [(), (Pressed(encode(Rejected())),)])
def test_reasons_under_a_name_are_a_rejection_of_that_filing(
    knowledge: Knowledge, text: str, asked: tuple[Pressed, ...]
) -> None:
    state, _ = after(knowledge, *SHOP_AND_SITE, *asked, text)
    told = [[attempt.reasons for attempt in filing.attempts] for filing in state.filings]
    assert told == [[("reject-id-photo-unclear",)], [("reject-domain-not-realname",)]]
    assert not any(attempt.unclear for filing in state.filings for attempt in filing.attempts)
    assert not state.loose


@pytest.mark.parametrize(
    "text",
    [
        "永利：要换服务器\n蓝鲸：改名了",
        "永利：域名怎么实名\n蓝鲸：要多久",
        "永利：照片已经改好了\n蓝鲸：上次是域名没实名",
    ],
)
def test_what_is_no_reason_stays_none_under_the_name_of_a_filing(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *SHOP_AND_SITE, text)
    assert not any(filing.attempts for filing in state.filings)
    assert not state.loose


def test_what_was_done_of_the_checklists_of_several_is_told_by_their_names(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *SHOPS, "老王面馆域名实名好了，小李花店执照拍好了")
    first, second = (filing.marks for filing in state.filings)
    assert first["first-domain"].ticked == ("domain-realname",)
    assert second["first-materials"].ticked == ("license",)


AT_HOME = (*SHOPS_UNDER_REVIEW, Pressed("h"))
BOTH_PASSED = [
    encode(action)
    for number in (1, 2)
    for action in (Finish(number, "first-provider-review"), OpenStep(number, ""))
]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        *("老王和小李的备案都过了", "老王、小李都过了", "面馆跟花店的初审都过了"),
        *("老王面馆和小李花店初审都过了", "老王初审过了，小李的也过了"),
    ],
)
def test_what_is_said_of_two_filings_is_asked_of_each(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *AT_HOME)
    asked, screens = after(knowledge, text, state=before)
    assert buttons(screens) == BOTH_PASSED
    for answers in (list(map(Pressed, BOTH_PASSED[::2])), ["是"], ["都是"], ["对 都过了"], ["昨天"]):
        state, _ = after(knowledge, *answers, state=asked)
        assert all(filing.marks["first-provider-review"].done for filing in state.filings), answers
    state, screens = after(knowledge, "还没", state=asked)
    assert (state.filings, state.besides) == (asked.filings, ())


@pytest.mark.parametrize(
    ("text", "submitted"),
    [
        ("老王面馆昨天交了 小李花店今天交的", [24, 25]),
        ("老王提交了，小李也提交了", [25, 25]),
        ("老王交了，小李还没", [25, None]),
    ],
)
def test_yes_notes_all_that_is_asked_of_several_filings(
    knowledge: Knowledge, text: str, submitted: list[int | None]
) -> None:
    state, _ = after(knowledge, *SHOPS, text, "是")
    marks = [filing.marks.get("first-submit") for filing in state.filings]
    assert [mark.done.day if mark and mark.done else None for mark in marks] == submitted


def test_a_mere_yes_does_not_delete_several_filings(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *SHOPS, "老王和小李都删掉")
    assert len(buttons(screens)) > 1
    kept, _ = after(knowledge, "是", state=state)
    assert kept.filings == state.filings


@pytest.mark.parametrize("asked", [(), (Pressed(encode(Rejected())),)])
@pytest.mark.parametrize("text", ["老王初审过了，小李的被退了", "小李的被退了，老王初审过了"])
def test_one_filing_may_pass_while_the_other_comes_back(
    knowledge: Knowledge, text: str, asked: tuple[Pressed, ...]
) -> None:
    before, _ = after(knowledge, *AT_HOME, *asked)
    state, screens = after(knowledge, text, state=before)
    assert encode(Finish(1, "first-provider-review")) in buttons(screens)
    told, _ = after(knowledge, "域名未实名认证", state=state)
    assert [len(filing.attempts) for filing in told.filings] == [0, 1]
    passed, _ = after(knowledge, "是的", state=state)
    assert passed.filings[0].marks["first-provider-review"].done


@pytest.mark.parametrize("text", ["老王和小李都被退了", "老王被退了，小李也被退了"])
def test_of_two_filings_that_came_back_one_is_told_after_the_other(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *AT_HOME)
    state, screens = after(knowledge, text, state=before)
    assert "先发「老王面馆」" in screens[0].text
    state, _ = after(knowledge, "域名未实名认证", "小李花店被退了", "营业执照照片模糊", state=state)
    assert [[one.reasons for one in filing.attempts] for filing in state.filings] == [
        [("reject-domain-not-realname",)],
        [("reject-id-photo-unclear",)],
    ]


@pytest.mark.parametrize(
    ("text", "passed", "back"),
    [
        ("老王初审过了 小李被退了 说电话打不通", True, [[], [("reject-phone-unreachable",)]]),
        ("小李初审退了 说地址不详细 老王还没消息", False, [[], [("reject-contact-address-incomplete",)]]),
        ("小李被退了，说是身份证照片模糊，老王初审过了", True, [[], [("reject-id-photo-unclear",)]]),
        ("老王管局退了说域名没实名，小李没消息", False, [[("reject-domain-not-realname",)], []]),
        (
            "老王被退了说域名没实名，小李也退了，说电话没人接",
            False,
            [[("reject-domain-not-realname",)], [("reject-phone-unreachable",)]],
        ),
        ("老王初审过了 小李怕被退了 说不好", False, [[], []]),
    ],
)
def test_each_filing_that_came_back_gets_its_own_reason(
    knowledge: Knowledge, text: str, passed: bool, back: list[list[tuple[str]]]
) -> None:
    state, screens = after(knowledge, *AT_HOME, text)
    assert [[one.reasons for one in filing.attempts] for filing in state.filings] == back
    assert (encode(Finish(1, "first-provider-review")) in buttons(screens)) == passed
    assert not state.loose


@pytest.mark.parametrize("text", ["老王和小李能一起备案吗", "老王和小李", "老王和隔壁都过了"])
def test_what_cannot_be_done_for_two_filings_at_once_changes_neither(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *AT_HOME)
    state, _ = after(knowledge, text, state=before)
    assert (state.filings, state.loose) == (before.filings, before.loose)


FIRST_PASSED = encode(Finish(1, "first-provider-review"))


@pytest.mark.parametrize("text", ["两个都过了初审", "两个都过了", "这两个网站都初审过了"])
def test_what_is_said_of_all_filings_is_offered_for_each(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, *SHOPS_UNDER_REVIEW, Pressed(encode(OpenStep(2, "first-check"))), text)
    offered = [screen.buttons[0][0].data for screen in screens]
    assert offered == [FIRST_PASSED, encode(Finish(2, "first-provider-review"))]


@pytest.mark.parametrize("text", ["三个都过了初审", "两个都改好了", "两个都要备案吗", "两个过了"])
def test_what_is_said_of_so_many_things_is_not_always_of_all_filings(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, *SHOPS_UNDER_REVIEW, text)
    assert FIRST_PASSED not in buttons(screens)


@pytest.mark.parametrize(
    "text", ["面馆初审过了 花店还没动静", "老王面馆过了 小李花店还没动静", "花店没消息，面馆初审过了"]
)
def test_a_filing_without_news_is_left_alone(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, *SHOPS_UNDER_REVIEW, text)
    assert [screen.buttons[0][0].data for screen in screens] == [FIRST_PASSED]
    _, screens = after(knowledge, *SHOPS_UNDER_REVIEW, "面馆没消息 花店没动静")
    assert FIRST_PASSED not in buttons(screens)
