"""Told or pasted rejections: to which filing each belongs."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.actions import Attach
from bot.core.button_data import encode
from bot.core.dialogue import respond
from bot.core.events import Pressed, said
from bot.core.filings import attempts
from bot.core.knowledge import Knowledge
from tests.core.sample import NOW
from tests.core.talking import (
    AT_AUTHORITY,
    CLIENTS,
    REJECTED,
    SHOPS,
    SITE_AND_APP,
    TWO_UNDER_REVIEW,
    UNDER_REVIEW,
    after,
    begun,
    buttons,
    shown,
    turn,
)

TO_ANY = (*TWO_UNDER_REVIEW, "初审未通过，原因：1.网站负责人身份证照片不清晰；2.网站名称与主办单位名称无关联。")


def test_a_review_of_an_app_in_a_store_is_of_no_filing_of_a_site_for_sure(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *UNDER_REVIEW, "app审核被拒了")
    assert not state.filings[0].attempts
    assert encode(Attach(state.attempt, 1)) in buttons(screens)


@pytest.mark.parametrize(
    ("texts", "number"),
    [
        (("是甲站的",), 1),
        (("甲站的",), 1),
        (("应该是乙站",), 2),
        (("不是甲站的 是乙站的",), 2),
        (("是甲站的", "不是甲站的 是乙站的"), 2),
        (("是甲站的", "应该是乙站的"), 2),
        (("是甲站的", "是甲站的"), 1),
    ],
)
def test_a_rejection_belongs_to_the_filing_that_is_named_below_it(
    knowledge: Knowledge, texts: tuple[str, ...], number: int
) -> None:
    state, screens = after(knowledge, *TO_ANY, *texts)
    assert [len(filing.attempts) for filing in state.filings] == [int(one == number) for one in (1, 2)]
    assert not state.loose
    assert "身份证" in screens[-1].text


@pytest.mark.parametrize(
    "text",
    [
        "客户A 广东永利五金有限公司：\n1、照片模糊\n客户B 上海蓝鲸教育有限公司：\n1、域名未实名",
        "以下备案被退回：\n客户甲：照片模糊，请修改\n客户乙：域名未实名，请修改",
        "张记面馆店:\n照片模糊\n\n李记餐饮公司:\n域名未实名",
    ],
)
def test_what_is_told_of_several_customers_is_one_rejection_each(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, text)
    told = [attempt.reasons for attempt in state.loose]
    assert told == [("reject-id-photo-unclear",), ("reject-domain-not-realname",)]
    assert not any(attempt.unclear for attempt in state.loose)
    for attempt in state.loose:
        assert any(knowledge.topics[attempt.reasons[0]].title in screen.text for screen in screens)


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("张记餐饮有限公司：\n1、照片模糊\n2、域名未实名", 1),
        ("主体信息：照片模糊\n网站信息：域名未实名", 1),
        ("客户甲：要换服务器\n客户乙：改名了", 0),
    ],
)
def test_what_is_of_one_or_no_reason_is_not_told_apart(knowledge: Knowledge, text: str, many: int) -> None:
    state, _ = after(knowledge, text)
    assert len(state.loose) == many
    assert not any(attempt.unclear for attempt in state.loose)


@pytest.mark.parametrize(
    ("told", "days", "rejections"),
    [
        *(
            (text, 3, 2)
            for text in ("又退了 说缺授权书", "说缺授权书 又退了", "退了 说缺授权书", "管局退了 说材料不全")
        ),
        ("又退了 说缺授权书", 0, 2),
        ("又退了 电话没人接", 3, 2),
        ("退了 电话没人接", 3, 1),
        ("退了 说缺授权书", 0, 1),
        *((text, 3, 1) for text in ("公安又退了 说电话不对", "公安第二次退了 说打不开", "应用商店又退了 说缺软著")),
        *((text, 3, 1) for text in ("另外一个又退了 说缺授权书", "管局说我们信息弄错了")),
    ],
)
def test_what_is_mended_and_comes_back_is_the_only_filing_under_way_once_more(
    knowledge: Knowledge, told: str, days: int, rejections: int
) -> None:
    state, _ = after(knowledge, *REJECTED)
    came = respond(said(told), state, knowledge, NOW + timedelta(days=days)).state
    assert len(came.filings[0].attempts) == rejections
    assert {one.sender for one in came.filings[0].attempts} <= {"provider-review", "authority"}


def test_the_next_rejection_of_no_filing_is_the_result_of_the_one_before(knowledge: Knowledge) -> None:
    sent = ("被退了 说电话没人接", "通了 交了")
    for text, waits in (("又退了 说缺授权书", 0), ("公安又退了 说打不开", 1), ("退了 说缺授权书", 1)):
        state, _ = after(knowledge, *sent, text)
        assert len(state.loose) == 2, text
        assert len(attempts.waiting_outside(state, NOW)) == waits, text


@pytest.mark.parametrize("text", ["官网被退回了：授权书未盖章", "我们官网被退回了，授权书没有盖章"])
def test_a_rejection_that_names_a_filing_belongs_to_it(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *SITE_AND_APP, text)
    assert [len(filing.attempts) for filing in state.filings] == [1, 0]


@pytest.mark.parametrize("text", ["利民被退了：域名持有者不一致", "利民被管局退了，域名持有者不一致"])
def test_a_rejection_under_a_name_of_several_asks_which_filing_it_is_of(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, *CLIENTS, text)
    assert buttons(screens)[:2] == [encode(Attach(1, 1)), encode(Attach(1, 2))]
    state, _ = after(knowledge, Pressed(encode(Attach(1, 2))), state=state)
    assert [len(filing.attempts) for filing in state.filings] == [0, 1, 0]
    state, _ = after(knowledge, "宏达被退了：营业执照过期", state=state)
    assert [len(filing.attempts) for filing in state.filings] == [0, 1, 1]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("宏达被退了，营业执照过期", "reject-id-expired"),
        ("宏达官网被退了，说营业执照过期", "reject-id-expired"),
        ("宏达被退了，域名没实名", "reject-domain-not-realname"),
        ("宏达退了 域名没实名", "reject-domain-not-realname"),
        ("宏达的备案被管局驳回了，执照照片不清楚", "reject-id-photo-unclear"),
    ],
)
def test_the_filing_that_came_back_may_be_named_before_a_comma(knowledge: Knowledge, text: str, reason: str) -> None:
    state, _ = after(knowledge, *CLIENTS, text)
    (attempt,) = state.filings[2].attempts
    assert (attempt.reasons, attempt.unclear) == ((reason,), ())


@pytest.mark.parametrize(
    ("others", "told", "owned"),
    [
        ((), "管局退回了：域名持有者与主体不一致", True),
        ((), "管局退回了", True),
        ((), "初审退回：域名持有者与主体不一致", False),
        ((), "退回：域名持有者与主体不一致", True),
        ((), "又被退了：审核员打电话没接到", True),
        ((), "另一个客户的也被退了：域名持有者与主体不一致", False),
        ((), "退回：域名未实名认证，将取消接入", False),
        (("花店",), "管局退回了：域名持有者与主体不一致", True),
    ],
)
def test_what_the_authority_sent_back_is_the_only_filing_that_waits_for_it(
    others: tuple[str, ...], told: str, owned: bool, knowledge: Knowledge
) -> None:
    state, _ = after(knowledge, *begun("小店"), Pressed(AT_AUTHORITY))
    for name in others:
        state, _ = after(knowledge, *begun(name), state=state)
    state, result = turn(state, said(told), knowledge)
    assert ("小店" in shown(result).split("归到")[0]) == owned
    assert [len(filing.attempts) for filing in state.filings] == [int(owned), *(0 for _ in others)]
    assert len(state.loose) == int(not owned)


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("mp-platform-review", "平台驳回了，小程序名称和类目不符"),
        ("mp-sms", "管局退了，小程序名称和类目不符"),
        ("mp-authority", "管局退了，小程序名称和类目不符"),
    ],
)
def test_what_came_back_is_the_only_mini_program_under_review(step: str, told: str, knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *map(Pressed, ("n:mini-program-filing", "s:enterprise", "p:guangdong")))
    state, _ = after(knowledge, "点餐", Pressed(f"j:1:{step}"), told, state=state)
    assert len(state.filings[0].attempts) == 1
    assert state.loose == ()


def test_of_several_filings_that_wait_for_the_authority_none_is_taken(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *SHOPS, Pressed(AT_AUTHORITY), Pressed("j:2:first-authority"))
    state, _ = turn(state, said("管局退回了：域名持有者与主体不一致"), knowledge)
    assert len(state.loose) == 1


def test_of_another_filing_that_is_asked_for_nothing_is_ticked(knowledge: Knowledge) -> None:
    at = (*begun("小店"), Pressed("j:1:first-authority"), *begun("花店"), Pressed("j:2:first-authority"))
    state, _ = after(knowledge, *at, "小店管局退回：1、域名未实名认证；2、电话打不通")
    before = [filing.attempts for filing in state.filings]
    state, _ = turn(
        replace(state, waiting="rejection", draft=replace(state.draft, filing=2)), said("2弄好了"), knowledge
    )
    assert [filing.attempts for filing in state.filings] == before
