"""Texts after a rejection: more of it, another rejection, or neither."""

import pytest

from bot.core.actions import Mend
from bot.core.button_data import decode
from bot.core.events import Command, Pressed, said
from bot.core.filings import attempts
from bot.core.knowledge import Knowledge
from bot.core.replies import Screen
from bot.core.state import State
from tests.core.talking import after, begun, shown, turn


def test_messages_in_a_row_are_one_rejection_and_a_later_one_is_the_next(knowledge: Knowledge) -> None:
    state, _ = turn(State(), said("备案被退回：域名未实名认证"), knowledge)
    state, result = turn(state, said("还有：主体负责人手机号无人接听，退回"), knowledge, minutes=5)
    (attempt,) = state.loose
    assert len(attempt.reasons) == 2
    assert knowledge.ui["plan-joined"] in shown(result)
    state, result = turn(state, said("备案又被退回：域名未实名认证"), knowledge, minutes=3 * 24 * 60)
    assert len(state.loose) == 2
    assert "上次也是它" in shown(result)
    state, _ = turn(state, Pressed("G:2"), knowledge, minutes=3 * 24 * 60)
    assert len(state.loose) == 1, "and if it was the same after all, one press says so"


@pytest.mark.parametrize(
    "line",
    [
        "请登录控制台修改后重新提交，谢谢",
        "请您尽快修改并重新提交审核",
        "如有疑问请联系客服95187",
        "具体请登录备案系统查看详情",
        "点击查看详情 https://beian.example.com/a",
        "祝您工作顺利",
        "本邮件由系统自动发送，请勿回复",
        "退订回T",
    ],
)
def test_a_line_of_a_notice_that_tells_no_reason_is_no_question(line: str, knowledge: Knowledge) -> None:
    for before in ("【阿里云】您的备案订单被驳回", "备案被退回：域名未实名认证"):
        state, _ = turn(State(), said(before), knowledge)
        after, result = turn(state, said(line), knowledge, minutes=1)
        assert after.loose == state.loose
        assert shown(result) == knowledge.ui["plan-framed"]
        _, result = turn(state, said(line), knowledge, minutes=60)
        assert shown(result) != knowledge.ui["plan-framed"]


@pytest.mark.parametrize(
    "text",
    ["我是个人", "想叫花开小店", "公安备案", "没收到短信", "提交不了", "客服电话", "都没改", "今天天气不错", "过了"],
)
def test_what_a_person_says_below_a_plan_is_no_line_of_the_notice(text: str, knowledge: Knowledge) -> None:
    state, _ = turn(State(), said("备案被退回：域名未实名认证"), knowledge)
    _, result = turn(state, said(text), knowledge, minutes=1)
    assert knowledge.ui["plan-framed"] not in shown(result)


@pytest.mark.parametrize(
    "text",
    ["您的备案未通过审核：1、主办单位名称与证件不一致；2、域名未实名认证。", "备案被退回：域名证书打了马赛克"],
)
def test_what_is_pasted_once_more_tells_nothing_new_and_cannot_be_parted(text: str, knowledge: Knowledge) -> None:
    state, once = turn(State(), said(text), knowledge)
    after, twice = turn(state, said(text), knowledge, minutes=5)
    assert after.loose == state.loose
    assert shown(twice) == knowledge.ui["plan-known"] + "\n" + shown(once)


def test_what_was_read_in_between_ends_a_rejection(knowledge: Knowledge) -> None:
    state, _ = turn(State(), said("备案被退回：域名未实名认证"), knowledge)
    state, _ = turn(state, said("备案要多久"), knowledge, minutes=1)
    state, result = turn(state, said("审核员打电话没接到，退回"), knowledge, minutes=5)
    assert [len(attempt.reasons) for attempt in state.loose] == [1, 1]
    assert "打电话没打通" in shown(result)
    state, _ = turn(state, Pressed("G:2"), knowledge, minutes=6)
    assert [len(attempt.reasons) for attempt in state.loose] == [2], "if it was the same after all, one press says so"


def test_the_same_reason_that_came_back_once_more_is_another_rejection(knowledge: Knowledge) -> None:
    state, _ = turn(State(), said("退回：网站名称与主办单位无关联"), knowledge)
    state, _ = turn(state, said("退回：网站名称与主办单位无关联"), knowledge, minutes=1)
    assert len(state.loose) == 1, "pasted twice"
    state, _ = turn(state, said("备案要多久"), knowledge, minutes=2)
    state, _ = turn(state, said("退回：网站名称与主办单位无关联"), knowledge, minutes=3)
    assert len(state.loose) == 1, "and so with a question in between"
    state, result = turn(state, said("第三次被退回了，还是网站名称与主办单位无关联"), knowledge, minutes=5)
    assert len(state.loose) == 2
    assert "上次也是它" in shown(result)
    state, _ = turn(state, said("又被退回说授权书未盖章"), knowledge, minutes=6)
    assert len(state.loose) == 3, "another one, which one press puts to that before"


@pytest.mark.parametrize(
    "first", ["备案被退回了，一共三条", "我的备案被退了，有三条", "小程序被驳回，两条意见", "您的备案未通过审核："]
)
@pytest.mark.parametrize("marks", [("1、", "2、", "3、"), ("一是", "二是", "三是"), ("第一，", "第二，", "第三，")])
def test_reasons_that_come_in_several_messages_are_one_rejection(
    first: str, marks: tuple[str, ...], knowledge: Knowledge
) -> None:
    state, _ = turn(State(), said(first), knowledge)
    told = ("营业执照照片模糊", "域名持有者和备案主体不一致", "网站备案期间可以访问")
    for mark, text in zip(marks, told, strict=True):
        state, result = turn(state, said(mark + text), knowledge, minutes=1)
        if mark != marks[-1]:
            state, _ = turn(state, said("备案要多久"), knowledge, minutes=1)
    (attempt,) = state.loose
    assert [topic.id for topic in attempts.topics_of(attempt, knowledge)] == [
        "reject-id-photo-unclear",
        "reject-domain-owner-mismatch",
        "reject-site-accessible",
    ]
    assert "看出 3 条" in shown(result)


def test_that_no_reason_is_given_goes_once_one_is(knowledge: Knowledge) -> None:
    state, result = turn(State(), said("您的备案未通过审核。"), knowledge)
    assert "没写原因" in shown(result)
    state, _ = turn(state, said("1、主办单位名称与证件不一致"), knowledge, minutes=1)
    state, result = turn(state, said("2、域名未实名认证"), knowledge, minutes=1)
    assert "没写原因" not in shown(result)
    assert "退回的原话" not in shown(result)
    state, result = turn(state, said("第二条怎么弄"), knowledge, minutes=1)
    assert shown(result).startswith("**域名未实名认证**")
    _, result = turn(state, Command("history"), knowledge, minutes=1)
    assert "没写原因" not in shown(result)


def test_what_was_guessed_from_no_fault_gives_way_to_the_notice(knowledge: Knowledge) -> None:
    before, _ = turn(State(), said("政务的 镇政府网站 备案被打回"), knowledge)
    assert before.loose[0].doubts
    state, _ = turn(before, said("一、主办单位性质选择错误"), knowledge, minutes=1)
    assert [attempt.reasons for attempt in state.loose] == [("reject-subject-nature-mismatch",)]


@pytest.mark.parametrize("minutes", [1, 600])
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("打电话问了 说是通信地址要写到门牌号", "reject-contact-address-incomplete"),
        ("问过客服了，说是手机号不是负责人本人的", "reject-person-info-mismatch"),
    ],
)
def test_what_was_guessed_gives_way_to_what_was_said_when_it_was_asked_for(
    text: str, reason: str, minutes: int, knowledge: Knowledge
) -> None:
    before, _ = turn(State(), said("退回：备案信息不真实"), knowledge)
    state, result = turn(before, said(text), knowledge, minutes=minutes)
    assert [attempt.reasons for attempt in state.loose] == [(reason,)]
    assert knowledge.ui["plan-explained"] in shown(result)
    parted = attempts.part(state, state.loose[0], None, knowledge)
    assert [attempt.reasons for attempt in parted.loose] == [("reject-false-info",), (reason,)]


@pytest.mark.parametrize(
    ("told", "text", "count"),
    [
        ("退回：备案信息不真实", "打电话问了 还有授权书没签字", 2),
        ("退回：域名未实名", "打电话问了 说是通信地址要写到门牌号", 2),
        ("退回：备案信息不真实", "打电话问了 说过几天就好", 1),
        ("退回：备案信息不真实", "问了客服 没人接", 1),
        ("退回：备案信息不真实", "打电话问了 是不是通信地址要写到门牌号", 1),
    ],
)
def test_what_was_told_for_certain_or_is_told_besides_stays(
    told: str, text: str, count: int, knowledge: Knowledge
) -> None:
    before, _ = turn(State(), said(told), knowledge)
    state, _ = turn(before, said(text), knowledge, minutes=1)
    assert state.loose[0].reasons[:1] == before.loose[0].reasons
    assert len(state.loose[0].reasons) == count


@pytest.mark.parametrize("between", [(), ("备案要多久",)])
def test_what_somebody_says_of_a_reason_is_no_second_rejection(between: tuple[str, ...], knowledge: Knowledge) -> None:
    state, _ = turn(State(), said("您的备案被退回，域名持有者和备案主体不一致"), knowledge)
    for text in (*between, "域名是我个人买的", "域名不是公司的"):
        state, result = turn(state, said(text), knowledge, minutes=1)
    assert [attempt.reasons for attempt in state.loose] == [("reject-domain-owner-mismatch",)]
    assert "看出" not in shown(result)
    assert "怎么改" in shown(result)


def test_another_reason_of_which_nobody_says_that_it_came_back_belongs_to_the_first_ones(knowledge: Knowledge) -> None:
    state, _ = turn(State(), said("备案被退回：域名未实名认证"), knowledge)
    state, _ = turn(state, said("备案要多久"), knowledge, minutes=1)
    state, _ = turn(state, said("营业执照照片模糊"), knowledge, minutes=2)
    assert [len(attempt.reasons) for attempt in state.loose] == [2]


@pytest.mark.parametrize(
    "text", ["应急电话我填的和负责人手机一样", "我发现域名持有者和主体不一致", "域名未实名认证", "营业执照已过期"]
)
def test_who_only_finds_something_wrong_is_not_rejected_by_that(text: str, knowledge: Knowledge) -> None:
    waiting, _ = after(knowledge, *begun("小店"), Pressed("j:1:first-provider-review"))
    state, result = turn(waiting, said(text), knowledge)
    assert (state.filings, state.loose) == (waiting.filings, ())
    buttons = [b.data for reply in result.replies if isinstance(reply, Screen) for row in reply.buttons for b in row]
    assert any(isinstance(decode(data), Mend) for data in buttons if data), "one press makes a plan of it"


@pytest.mark.parametrize("first", ["备案被退了，营业执照照片模糊", ""])
@pytest.mark.parametrize(
    "text",
    [
        *("怕又说我域名没实名", "网上说名称带博客会被退", "上次我朋友域名没实名被退了", "担心域名没实名被退"),
        "合作公司说他们备过案 给了我备案号",
    ],
)
def test_fears_and_hearsay_are_no_rejection(first: str, text: str, knowledge: Knowledge) -> None:
    before, _ = turn(State(), said(first), knowledge)
    state, result = turn(before, said(text), knowledge, minutes=1)
    assert state.loose == before.loose
    assert shown(result)


@pytest.mark.parametrize(
    "text", ["第一次是照片模糊，第二次是域名没实名，这些我都弄好了", "以前也被退过，那次是域名没实名"]
)
def test_what_came_back_in_earlier_times_is_not_put_to_what_came_now(text: str, knowledge: Knowledge) -> None:
    before, _ = turn(State(), said("退回来说：营业执照住所与填写地址不一致"), knowledge)
    state, _ = turn(before, said(text), knowledge, minutes=1)
    assert state.loose == before.loose


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("您的备案被退回：域名未实名认证，请于12月4日前修改", "另一个客户的也被退了：营业执照已过期"),
        ("利民被退了：域名持有者不一致", "宏达被管局退了，营业执照过期"),
        ("您提交的APP备案未通过管局审核，原因：APP图标与实际不符", "阿里云通知我说网站没解析到阿里云，要取消接入"),
        ("阿里云退了：域名未实名认证", "腾讯云也退了我另一个网站：网站名称含博客"),
    ],
)
def test_what_has_an_opening_of_its_own_is_another_rejection(first: str, second: str, knowledge: Knowledge) -> None:
    state, _ = after(knowledge, first)
    state, screens = after(knowledge, second, state=state)
    assert len(state.loose) == 2
    assert "放在一起" not in screens[0].text
