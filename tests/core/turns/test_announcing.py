"""News that something came back, without a reason: the reason is asked for, or is that of the last time."""

from datetime import timedelta

import pytest

from bot.core.dialogue import respond
from bot.core.events import said
from bot.core.knowledge import Knowledge
from bot.core.screens import answers
from bot.core.texts.reasons import UNEXPLAINED
from tests.core.sample import NOW
from tests.core.talking import (
    BEGUN,
    PLAN,
    REJECTED,
    TWO_UNDER_REVIEW,
    UNDER_REVIEW,
    after,
)

TWO_REASONS = "初审退了 网站名称和公司没关系，电话没人接"
NAME, PHONE = "reject-name-unrelated", "reject-phone-unreachable"
REALNAME, UNCLEAR = "reject-domain-not-realname", "reject-id-photo-unclear"


@pytest.mark.parametrize("text", ["身份证被退了", "法人证件被退了", "手机号没过", "证件没过"])
def test_of_what_only_came_back_it_is_asked_what_is_wrong_with_it(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, text)
    assert not state.loose
    assert len(screens[0].buttons) > 2


def test_before_it_was_submitted_only_what_came_back_in_so_many_words_is_the_next_one(knowledge: Knowledge) -> None:
    for text, count in (("又说域名没实名", 1), ("又退 说域名没实名", 2)):
        assert len(after(knowledge, TWO_REASONS, text)[0].loose) == count
    for text, count in (("又说域名没实名", 0), ("又退 说域名没实名", 1), ("退 说域名没实名", 1)):
        assert len(after(knowledge, text)[0].loose) == count


@pytest.mark.parametrize(("text", "rejections"), [("还是照片不清楚", 2), ("还是没写原因", 2), ("还是域名", 1)])
def test_what_is_still_the_matter_and_was_none_before_is_no_reason_of_before(
    knowledge: Knowledge, text: str, rejections: int
) -> None:
    state, _ = after(knowledge, *UNDER_REVIEW, TWO_REASONS, "重新提交了", "又退了", text)
    assert len(state.filings[0].attempts) == rejections
    assert all(not {NAME, PHONE} & set(attempt.reasons) for attempt in state.filings[0].attempts[1:])


@pytest.mark.parametrize(
    ("texts", "number"),
    [
        (("甲站退回了", "又交了"), 1),
        (("甲站退回了", "甲站又交了"), 1),
        (("甲站过了 乙站被退了", "乙站又交了"), 2),
        (("退回了", "重新提交了"), 2),
        (("甲站初审被退了", "又交了"), 1),
    ],
)
def test_what_came_back_without_a_word_why_and_went_in_again_is_noted_as_both(
    knowledge: Knowledge, texts: tuple[str, ...], number: int
) -> None:
    state, _ = after(knowledge, *TWO_UNDER_REVIEW, *texts[:-1])
    turn = respond(said(texts[-1]), state, knowledge, NOW + timedelta(days=1))
    attempts = [filing.attempts for filing in turn.state.filings]
    assert [len(one) for one in attempts] == [int(one == number) for one in (1, 2)]
    (attempt,) = attempts[number - 1]
    assert attempt.reasons == (UNEXPLAINED,)
    assert attempt.submitted == NOW + timedelta(days=1)
    marks = turn.state.filings[number - 1].marks
    assert marks["first-provider-review"].begun == NOW + timedelta(days=1)


@pytest.mark.parametrize(
    ("texts", "submitted"),
    [
        (("又交了",), True),
        (("她又交了",), True),
        (("照片来了 交了",), True),
        (("说重新交就行", "重新交了"), True),
        (("我打回去了 让我原样再交一次", "又交了"), True),
        (("不用改 原样交就行",), False),
        (("第四次了真的服了",), False),
        (("啥材料啊 我就一个小店",), False),
    ],
)
def test_what_is_told_in_place_of_what_came_back_is_no_reason(
    knowledge: Knowledge, texts: tuple[str, ...], submitted: bool
) -> None:
    state, _ = after(knowledge, "被退了", *texts)
    assert not any(attempt.unclear or set(attempt.reasons) - {UNEXPLAINED} for attempt in state.loose)
    assert any(attempt.submitted for attempt in state.loose) == submitted


@pytest.mark.parametrize(
    ("told", "text", "as_is"),
    [
        *(("被退了", text, True) for text in ("客服说重新交就行", "不用改 原样交就行", "让我原样再交一次")),
        *(("被退了", text, False) for text in ("让我重新交", "要重新提交", "再交一遍就行了吧", "不用改")),
        *(("被退了 说照片糊了", text, False) for text in ("让我重新交", "客服说重新交就行", "不用改 原样交就行")),
    ],
)
def test_to_submit_as_it_is_takes_that_no_reason_is_known(
    knowledge: Knowledge, told: str, text: str, as_is: bool
) -> None:
    says = knowledge.ui["submit-as-is"]
    assert any(reply.text == says for reply in after(knowledge, told, text)[1]) == as_is


@pytest.mark.parametrize(
    "text",
    [
        *("初审被退了", "初审没过", "初审未过", "审核未过", "我们的备案没通过", "备案被驳回了"),
        *("没有过审", "没有通过审核", "审核没有过"),
    ],
)
def test_what_only_came_back_is_asked_for_where_it_is_under_review(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, *UNDER_REVIEW, text)
    assert state.waiting == "rejection"
    assert state.filings[0].name in screens[0].text
    state, _ = after(knowledge, "又交了", state=state)
    assert state.filings[0].attempts[0].submitted


@pytest.mark.parametrize(
    "text",
    [
        *("变更被退了", "接入备案被驳回", "注销申请被退了", "法人变更没过", "公司名称变更备案被打回来了"),
        *("贷款公司网站备案被退了", "我们辅导学校的网站备案没过", "卫生院网站备案被退回来", "同学们备案被拒了呜呜"),
        *("五金店小程序备案被退了", "直播公司APP备案被退了", "我们商会网站备案退回，退回内容如下"),
        *("备案被退回，内容是：", "驳回的内容如下："),
    ],
)
def test_for_what_and_for_whom_it_was_filed_is_no_reason(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, text)
    assert state.waiting == "rejection" or [one.reasons for one in state.loose] == [(UNEXPLAINED,)]


def test_what_comes_back_without_a_word_why_is_not_what_was_submitted_before(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, TWO_REASONS, "重新提交了", "打回来了", "又交了")
    assert [(one.reasons == (UNEXPLAINED,), bool(one.submitted)) for one in state.loose] == [
        (False, True),
        (True, True),
    ]


def test_why_it_came_back_may_be_told_after_what_to_do_was_read(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, "备案被拒绝了 怎么办啊", "原因是域名没实名")
    assert [one.reasons for one in state.loose] == [(REALNAME,)]
    state, _ = after(knowledge, "备案被拒绝了 怎么办啊", "域名没实名会怎样")
    assert not state.loose


def test_who_is_asked_for_a_rejection_is_told_of_which_filing(knowledge: Knowledge) -> None:
    _, screens = after(knowledge, *TWO_UNDER_REVIEW, "甲站过了 乙站被退了")
    assert any("乙站" in screen.text for screen in screens[1:])


def test_what_came_back_like_the_last_time_is_that_of_no_filing_where_none_came_back(knowledge: Knowledge) -> None:
    for text in ("又退了，跟上次一样", "又退了 还是域名实名"):
        state, _ = after(knowledge, *PLAN, "重新交了", *BEGUN, text)
        assert [one.reasons for one in state.loose] == [("reject-domain-not-realname",)] * 2, text
        assert state.filings[0].attempts == ()


@pytest.mark.parametrize(
    "text",
    [
        "快递被退回来了 搞不懂",
        "备案改了好几遍，还要改吗",
        "备案退了 说域名没实名 搞不懂",
        "您的备案申请已被驳回",
        "过没过不清楚",
        "退回：实地核查未通过，注册地址无此单位",
        "退回：法人被限制高消费，不予备案",
        "公司未通过实地核查",
        "主体为失信被执行单位，备案不予通过",
        "医疗器械备案被驳回",
    ],
)
def test_what_came_back_of_somebody_else_or_is_asked_is_asked_for_no_notice(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, text)
    assert screens[0].text != answers.ask_for_rejection(knowledge).text


@pytest.mark.parametrize(
    ("text", "rejections"),
    [*((text, 2) for text in ("又是一样的", "又退同样的", "又是同样的")), ("又是一样的吗", 1), ("一样的", 1)],
)
def test_the_same_again_of_what_was_submitted_again_is_its_next_rejection(
    knowledge: Knowledge, text: str, rejections: int
) -> None:
    state, _ = after(knowledge, *REJECTED, "打通了 交了", text)
    assert len({one.reasons for one in state.filings[0].attempts}) == 1
    assert len(state.filings[0].attempts) == rejections
    state, _ = after(knowledge, *UNDER_REVIEW, text)
    assert not [one for one in state.filings[0].attempts if one.reasons]
