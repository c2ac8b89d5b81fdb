"""Reasons of a rejection are corrected: another one, one more, the only one, or none of them."""

from datetime import timedelta

import pytest

from bot.core.dialogue import respond
from bot.core.events import said
from bot.core.filings import attempts
from bot.core.knowledge import Knowledge
from bot.core.state import State
from bot.core.texts.reasons import UNEXPLAINED
from bot.core.words import say
from tests.core.sample import NOW
from tests.core.talking import UNDER_REVIEW, UNSYNCED, after

ADDRESS = "reject-contact-address-incomplete"
NO_FIT = "初审退了 名称和公司没关系"
BOTH = "初审未通过，原因：1.网站名称与主办单位无关联；2.身份证照片不清晰"


@pytest.mark.parametrize("text", ["名称和执照一样的啊", "1 不可能 主体负责人就是法人", "信息和证件都是一致的呀"])
def test_who_protests_that_all_is_right_tells_no_further_reason(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, "退回：电话无人接听")
    assert after(knowledge, text, state=before)[0].loose == before.loose


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("问了客服，说是电话没人接", "reject-phone-unreachable"),
        ("原因是身份证照片不清楚", "reject-id-photo-unclear"),
        ("说地址不对", "reject-contact-address-incomplete"),
    ],
)
def test_who_tells_the_reason_that_is_missing_has_it_in_the_plan(knowledge: Knowledge, text: str, reason: str) -> None:
    state, _ = after(knowledge, "管局退了")
    turn = respond(said(text), state, knowledge, NOW + timedelta(days=2))
    assert [attempt.reasons for attempt in turn.state.loose] == [(UNEXPLAINED, reason)]


@pytest.mark.parametrize(
    "text", ["客服说是名字问题", "是名字的问题", "管局说是名称问题", "客服说资料有问题", "管局说名字不行"]
)
def test_a_reason_told_too_briefly_is_asked_for(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, "管局退了", text)
    (attempt,) = state.loose
    assert attempt.reasons == (UNEXPLAINED,)
    assert attempt.unclear[0].near
    assert any(button.data.startswith("e:") or "是：" in button.label for row in screens[-1].buttons for button in row)


@pytest.mark.parametrize(
    "text",
    ["客服说没问题", "客服说是要等几天", "客服说不知道", "是广东的", "是不是名字的问题", "不是名字的问题", "说有问题"],
)
def test_what_tells_no_reason_leaves_the_plan_as_it_is(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, "管局退了")
    state, _ = after(knowledge, text, state=before)
    assert state.loose == before.loose


@pytest.mark.parametrize("ticked", [(), ("域名实名做好了",)])
@pytest.mark.parametrize(
    "text",
    [
        *("发错了 我重新发", "发错了 等下再发", "发错了 是另一个", "不对 我重新贴", "不对，还差一个", "说错了 是三条"),
        *("不对，还在审", "不对 还差两天", "不对 我再看看"),
    ],
)
def test_without_a_right_reason_the_plan_stays_as_it_is(
    knowledge: Knowledge, text: str, ticked: tuple[str, ...]
) -> None:
    before, _ = after(knowledge, "您的备案未通过审核：域名未实名认证", *ticked)
    state, (*_, screen) = after(knowledge, text, state=before)
    assert (state.loose, screen.text) == (before.loose, say(knowledge, "plan-kept"))
    state, _ = after(knowledge, "不对，是地址不详细", state=state)
    assert state.loose[0].reasons == (ADDRESS,)


@pytest.mark.parametrize("text", ["名称和执照一样的啊", "单位名称和证件一模一样", "名称跟执照上的是一致的呀"])
def test_who_protests_against_a_reason_is_told_how_to_explain_it(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, "您的备案未通过审核：1、主办单位名称与证件不一致；2、域名未实名认证。")
    state, screens = after(knowledge, text, state=before)
    assert (state.loose, screens[0].text) == (before.loose, say(knowledge, "reason-untrue"))
    assert state.topic == "reject-subject-name-mismatch"


@pytest.mark.parametrize(
    "text",
    [
        "地址不详细",
        "还有地址不详细",
        "照片传错了，还有地址不详细",
        "不是甲站，是地址不详细",
        "No company seal on the form",
    ],
)
def test_what_takes_no_reason_back_leaves_it(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *UNDER_REVIEW, NO_FIT, text)
    assert "reject-name-unrelated" in state.filings[0].attempts[0].reasons


@pytest.mark.parametrize("text", ["客服说是名字问题", "问了客服 说是名称的问题", "客服说就是网站名称不行"])
def test_who_is_told_which_of_the_reasons_it_is_reads_that_one(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *UNDER_REVIEW, BOTH, text)
    assert state.topic == "reject-name-unrelated"
    assert len(state.filings[0].attempts[0].reasons) == 2


def test_where_a_reason_is_known_no_other_one_is_taken_from_hearsay(knowledge: Knowledge) -> None:
    before: State
    before, _ = after(knowledge, "初审被退了 电话没人接")
    state, _ = after(knowledge, "客服说是名字问题", state=before)
    assert state.loose == before.loose


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("第1条其实是域名持有者不一致", ("reject-domain-not-realname", "reject-domain-owner-mismatch")),
        ("第二条认错了，是执照没拍全", ("reject-subject-name-mismatch", "reject-license-incomplete")),
        ("第2个不对，应该是域名过期了", ("reject-subject-name-mismatch", "reject-domain-expired")),
        ("第二个原因错了，是负责人电话打不通", ("reject-subject-name-mismatch", "reject-phone-unreachable")),
        ("原因2应该是域名持有者不是本单位", ("reject-subject-name-mismatch", "reject-domain-owner-mismatch")),
        ("第1条搞错了，其实是通信地址不详细", ("reject-domain-not-realname", ADDRESS)),
        ("第二条不是域名没实名，是域名过期了", ("reject-subject-name-mismatch", "reject-domain-expired")),
        ("第一条看错了，是法人身份证过期了", ("reject-domain-not-realname", "reject-id-expired")),
    ],
)
def test_a_reason_is_put_right_by_its_number(knowledge: Knowledge, text: str, reasons: tuple[str, ...]) -> None:
    told = "您的备案未通过审核：1、主办单位名称与证件不一致；2、域名未实名认证。"
    state, _ = after(knowledge, told, text)
    assert [one.reasons for one in state.loose] == [reasons]


@pytest.mark.parametrize("text", ["第二条不对", "第二个是什么意思", "第2条我们根本没有"])
def test_a_number_alone_puts_no_reason_right(knowledge: Knowledge, text: str) -> None:
    told, _ = after(knowledge, "您的备案未通过审核：1、主办单位名称与证件不一致；2、域名未实名认证。")
    assert after(knowledge, text, state=told)[0].loose == told.loose


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("还有就是电话打不通", "reject-phone-unreachable"),
        ("另外照片也不清楚", "reject-id-photo-unclear"),
        ("还说营业执照看不清", "reject-id-photo-unclear"),
        *((text, "reject-id-photo-unclear") for text in ("还说照片模糊", "对了 还说照片模糊", "哦，客服还说照片模糊")),
        ("电话也打不通", "reject-phone-unreachable"),
        ("还有备案要多久", ""),
        ("还有电话打不通怎么办", ""),
        ("还有个网站要备案", ""),
        ("我也不会弄", ""),
    ],
)
def test_what_is_told_besides_just_after_a_rejection_is_one_more_reason(
    told: str, reason: str, knowledge: Knowledge
) -> None:
    state, _ = after(knowledge, "我的备案被退了", "说是域名没实名", told)
    (attempt,) = state.loose
    added = {topic.id for topic in attempts.topics_of(attempt, knowledge)} - {UNSYNCED}
    assert added == ({reason} if reason else set())
