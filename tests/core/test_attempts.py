"""Rejections: what is pasted becomes a plan, what is done about it is never lost, whatever the order."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import dialogue
from bot.core.actions import Attach, Mend, Read
from bot.core.button_data import decode, encode
from bot.core.events import Command, Event, Pressed, said
from bot.core.filings import attempts
from bot.core.filings.plan import plan
from bot.core.knowledge import Knowledge
from bot.core.replies import Screen, Turn
from bot.core.state import Doubt, State, Unclear, dump_state, load_state
from bot.core.texts.diagnosis import Diagnosis, diagnose
from bot.core.words import clip
from bot.search import Choice, Part
from tests.core.sample import NOW
from tests.core.talking import SHOPS, after, begun, buttons

UNSYNCED = "reject-domain-not-realname"
TOLD = "备案被退回了：1、域名未实名认证；2、主体负责人手机号无人接听"
PIECES = (
    "域名未实名认证",
    "1、",
    "；",
    "\n",
    "营业执照照片模糊",
    "请登录控制台",
    "，",
    "退回",
    "【管局】",
    "〔电话〕",
    "???",
    "a",
    "哈",
)


def turn(state: State, event: Event, knowledge: Knowledge, minutes: int = 0) -> tuple[State, Turn]:
    """One turn, with the state through JSON."""
    result = dialogue.respond(event, state, knowledge, NOW + timedelta(minutes=minutes))
    return load_state(dump_state(result.state)), result


def shown(result: Turn) -> str:
    return "\n".join(reply.text for reply in result.replies if isinstance(reply, Screen))


def labels(result: Turn) -> list[str]:
    return [b.label for reply in result.replies if isinstance(reply, Screen) for row in reply.buttons for b in row]


ASKED = (Command("rejected"),)
IN_FILING = (*begun("小店"), Pressed("j:1:first-authority"))
OPEN_PLAN = (said(TOLD + "；3、星际护照丢失"),)


@pytest.mark.parametrize(
    "before",
    [
        ASKED,
        OPEN_PLAN,
        (*OPEN_PLAN, *ASKED),
        IN_FILING,
        (*IN_FILING, *ASKED),
        (*IN_FILING, *OPEN_PLAN, Pressed("f:1:1")),
        (*IN_FILING, *OPEN_PLAN, Pressed("f:1:1"), *ASKED),
    ],
    ids=["asked", "open-plan", "open-plan-asked", "filing", "filing-asked", "filing-plan", "filing-plan-asked"],
)
def test_any_text_ends_in_a_plan_or_an_honest_question(before: tuple[Event | str, ...], knowledge: Knowledge) -> None:
    begin, _ = after(knowledge, *before)
    earlier = {attempt.number: attempt for attempt, _ in attempts.everything(begin)}

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=60).map("".join))
    def paste(text: str) -> None:
        state, result = turn(begin, said(text), knowledge, minutes=1)
        assert shown(result).strip()
        now = {attempt.number: attempt for attempt, _ in attempts.everything(state)}
        assert set(earlier) <= set(now), "nothing that came back is lost"
        for number, attempt in now.items():
            assert all(knowledge.topics[id].kind == "rejection" for id in attempt.reasons)
            assert attempt.reasons or attempt.unclear, "a plan about nothing"
            known = earlier.get(number, attempt)
            assert set(known.reasons) <= set(attempt.reasons)

    paste()


def test_what_was_ticked_is_never_lost_by_what_else_is_done(knowledge: Knowledge) -> None:
    @settings(max_examples=60, deadline=None)
    @given(
        st.lists(
            st.sampled_from(["untick", "drop", "settle", "none", "sender", "more", "open"])
            | st.tuples(st.just("tick"), st.integers(0, 9)),
            max_size=14,
        )
    )
    def work(moves: list[object]) -> None:
        state, _ = turn(State(), said(TOLD + "；3、星际护照丢失"), knowledge)
        (attempt,) = state.loose
        done: set[str] = set()
        for move in moves:
            todos = [todo.fix.id for todo in plan(attempt, knowledge, NOW).todos]
            match move:
                case ("tick", int(place)) if todos:
                    fix = todos[place % len(todos)]
                    state, _ = turn(state, Pressed(f"T:1:{fix}:1"), knowledge)
                    done.add(fix)
                case "untick" if done:
                    fix = sorted(done)[0]
                    if fix in todos:
                        state, _ = turn(state, Pressed(f"T:1:{fix}:0"), knowledge)
                        done.discard(fix)
                case "drop" if attempt.reasons:
                    state, _ = turn(state, Pressed(f"D:1:{attempt.reasons[0]}"), knowledge)
                case "settle" if attempt.unclear:
                    state, _ = turn(state, Pressed(f"S:1:0:{UNSYNCED}"), knowledge)
                case "none" if attempt.unclear:
                    state, _ = turn(state, Pressed("S:1:0:"), knowledge)
                case "sender":
                    state, _ = turn(state, Pressed("B:1:authority"), knowledge)
                case "more":
                    state, _ = turn(state, said("还有一条：网站名称与主办者无关，退回"), knowledge)
                case _:
                    state, _ = turn(state, Pressed("A:1"), knowledge)
            (attempt,) = state.loose
            assert done <= set(attempt.ticked), move

    work()


def test_it_may_be_submitted_again_when_all_is_done_and_waited_for(knowledge: Knowledge) -> None:
    found = Diagnosis((UNSYNCED,))
    state = attempts.note(State(), found, NOW)
    (attempt,) = state.loose
    blocking = [todo.fix.id for todo in plan(attempt, knowledge, NOW).todos if not todo.fix.optional]
    assert blocking
    for fix in blocking:
        assert not plan(attempt, knowledge, NOW).ready
        attempt = attempts.tick(attempt, fix, True, NOW)
    waiting = plan(attempt, knowledge, NOW)
    assert not waiting.ready
    assert waiting.until is not None
    assert plan(attempt, knowledge, NOW + timedelta(days=14)).ready


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
    "text", ["怕又说我域名没实名", "网上说名称带博客会被退", "上次我朋友域名没实名被退了", "担心域名没实名被退"]
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


def test_a_question_asked_where_a_rejection_was_expected_is_answered(knowledge: Knowledge) -> None:
    state, _ = turn(State(), Command("rejected", ""), knowledge)
    state, result = turn(state, said("备案要多久啊？"), knowledge)
    assert state.loose == ()
    assert "工作日" in shown(result)


def test_a_reason_is_certain_or_shown_as_not_recognised(knowledge: Knowledge) -> None:
    text = "退回：1、域名未实名认证；2、星际护照丢失"
    found = diagnose(text, knowledge.engine.reasons(text), knowledge, NOW)
    assert found.reasons == (UNSYNCED,)
    (unclear,) = found.unclear
    assert "星际护照" in unclear.text


def test_a_filing_follows_its_rejection(knowledge: Knowledge) -> None:
    state = State()
    for event in (Pressed("n:first-filing"), Pressed("s:enterprise"), Pressed("p:guangdong"), said("小店")):
        state, _ = turn(state, event, knowledge)
    state, _ = turn(state, Pressed("j:1:first-authority"), knowledge)
    state, _ = turn(state, said(TOLD), knowledge)
    state, _ = turn(state, Pressed("f:1:1"), knowledge)
    (filing,) = state.filings
    assert state.loose == ()
    assert filing.attempts[0].sender == "authority", "the step at which it came back tells who sent it back"
    before = dict(filing.marks)
    state, _ = turn(state, Pressed("f:1:1"), knowledge)
    assert state.filings[0].marks == before, "a second press changes nothing"
    state, _ = turn(state, Pressed("R:1"), knowledge)
    assert state.filings[0].attempts[0].submitted == NOW
    state, _ = turn(state, Pressed(f"u:1:{state.filings[0].revision}"), knowledge)
    assert state.filings[0].attempts[0].submitted is None, "and a slip is taken back"


AT_AUTHORITY = "j:1:first-authority"


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


MINE, OTHERS = "备案被退回：域名未实名认证", "营业执照照片模糊"


def test_what_was_put_to_a_rejection_by_mistake_is_one_of_its_own_by_one_press(knowledge: Knowledge) -> None:
    alone, _ = turn(State(), said(MINE), knowledge)
    joined, result = turn(alone, said(OTHERS), knowledge, minutes=5)
    assert len(joined.loose[0].reasons) == 2
    assert knowledge.ui["button-part"] in labels(result)
    for fix in ("domain-realname", "id-photo"):
        joined, _ = turn(joined, Pressed(f"T:1:{fix}:1"), knowledge, minutes=6)
    state, result = turn(joined, Pressed("G1:1"), knowledge, minutes=7)
    first, second = state.loose
    assert (first.reasons, [*first.ticked]) == (alone.loose[0].reasons, ["domain-realname"])
    assert (second.reasons, [*second.ticked]) == (("reject-id-photo-unclear",), ["id-photo"])
    assert (second.at, state.attempt) == (NOW + timedelta(minutes=5), second.number)
    assert knowledge.ui["button-part"] not in labels(result)
    more, _ = turn(state, said("主体负责人手机号无人接听，退回"), knowledge, minutes=8)
    assert [len(attempt.reasons) for attempt in more.loose] == [1, 2], "what comes next is put to the second one"
    assert turn(state, Pressed("G1:1"), knowledge)[0].loose == state.loose, "a second press changes nothing"


def test_a_filing_stands_where_it_stood_before_another_rejection_was_put_to_its_own(knowledge: Knowledge) -> None:
    alone, _ = after(knowledge, *begun("小店"), Pressed(AT_AUTHORITY), "管局退回了：域名未实名认证")
    state, _ = after(knowledge, OTHERS, state=alone)
    assert len(state.filings[0].attempts[0].reasons) == 2
    assert state.filings[0].marks != alone.filings[0].marks
    state, screens = after(knowledge, Pressed("G1:1"), state=state)
    assert (state.filings[0].marks, state.filings[0].attempts) == (alone.filings[0].marks, alone.filings[0].attempts)
    assert [attempt.reasons for attempt in state.loose] == [("reject-id-photo-unclear",)]
    assert encode(Attach(2, 1)) in buttons(screens)


def test_a_rejection_that_is_parted_stays_with_the_filing_that_it_was_given_to_since(knowledge: Knowledge) -> None:
    told, _ = after(knowledge, MINE, OTHERS)
    given, _ = after(knowledge, *begun("小店"), Pressed(AT_AUTHORITY), Pressed("f:1:1"), state=told)
    (joined,) = given.filings[0].attempts
    assert joined.sender == "authority"
    state, _ = after(knowledge, Pressed("G1:1"), state=given)
    (first,) = state.filings[0].attempts
    assert (first.step, first.revision, first.sender) == (joined.step, joined.revision, joined.sender)
    assert (state.loose[0].step, state.loose[0].revision, state.loose[0].sender) == ("", 0, None)


def test_of_several_filings_that_wait_for_the_authority_none_is_taken(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *SHOPS, Pressed(AT_AUTHORITY), Pressed("j:2:first-authority"))
    state, _ = turn(state, said("管局退回了：域名持有者与主体不一致"), knowledge)
    assert len(state.loose) == 1


@pytest.mark.parametrize(
    "data",
    [
        "A:9",
        "T:1:nonsense:1",
        "S:1:7:x",
        "D:9:x",
        "D2:1:0:reject-domain-expired",
        "B:1:nobody",
        "G:9",
        "G1:1",
        "f:1:9",
        "O:9",
        "R:9",
        "L:9",
        "W:1:overdue-hurry",
    ],
)
def test_forged_buttons_are_stale(knowledge: Knowledge, data: str) -> None:
    state, _ = turn(State(), said(TOLD), knowledge)
    after, result = turn(state, Pressed(data), knowledge)
    assert after.loose == state.loose
    assert knowledge.ui["home"] in shown(result)


def test_a_screen_fits_a_message_however_much_came_back(knowledge: Knowledge) -> None:
    everything = tuple(topic.id for topic in knowledge.topics.values() if topic.kind == "rejection")
    unclear = tuple(Unclear(clip("看不懂" * 40, 80), everything[:3]) for _ in range(attempts.MOST_UNCLEAR))
    for count in (1, 6, 12, 24):
        doubts = tuple(Doubt(clip("说不准" * 40, 80), told, everything[-3:]) for told in everything[: min(count, 3)])
        state = attempts.note(State(), Diagnosis(everything[:count], unclear, doubts), NOW)
        _, result = turn(state, Pressed("A:1"), knowledge)
        assert len(shown(result)) <= 4096, count
        assert sum(len(row) for reply in result.replies if isinstance(reply, Screen) for row in reply.buttons) <= 100


POLITE = (
    "发件人：阿里云备案中心\n尊敬的用户：\n您提交的备案申请经初审未通过，请您根据驳回原因修改后重新提交。\n"
    "修改期间请勿关闭负责人手机。\n修改后请再次核对全部信息。\n请确保上传的证件在有效期内。\n"
    "请确保填写的地址详细到门牌号。\n请确保网站在审核期间处于关闭状态。\n请确保域名解析已经停止。\n请不要重复提交订单。\n"
)
FOUR = "1、主办单位名称与证件不一致；\n2、域名未实名认证；\n3、网站负责人电话无人接听；\n4、核验照片背景不合格。"
ODD = "".join(f"{number}、贵司第{number}号量子证书未盖骑缝章；\n" for number in range(1, 10))


@pytest.mark.parametrize("heading", ["驳回原因如下：\n", "审核意见：\n", "具体原因：", "Reasons:\n"])
@pytest.mark.parametrize("before", [POLITE, POLITE * 3, "请您按时登录系统查看进度。\n" * 400])
def test_what_any_notice_says_before_its_reasons_is_none_of_them(
    knowledge: Knowledge, before: str, heading: str
) -> None:
    text = f"【阿里云】您的备案被驳回。\n{before}{heading}{FOUR}"
    state, result = turn(State(), said(text), knowledge)
    (attempt,) = state.loose
    assert (len(attempt.reasons), attempt.unclear, attempt.provider) == (4, (), "aliyun")
    assert sum(len(reply.buttons) for reply in result.replies if isinstance(reply, Screen)) <= 10


def test_a_plan_has_few_rows_and_what_is_unclear_has_a_screen_of_its_own(knowledge: Knowledge) -> None:
    near = ("reject-domain-expired", "reject-photo-backdrop", "reject-phone-unreachable")
    unclear = tuple(Unclear(f"量子证书{number}", near) for number in range(3))
    state = attempts.note(State(), Diagnosis((UNSYNCED, "reject-id-expired"), unclear), NOW)
    state, plan = turn(state, Pressed("A:1"), knowledge)
    (screen,) = (reply for reply in plan.replies if isinstance(reply, Screen))
    assert len(screen.buttons) <= 10
    _, why = turn(state, Pressed("W1:1"), knowledge)
    assert {f"r:{UNSYNCED}", "r:reject-id-expired"} <= set(
        buttons([reply for reply in why.replies if isinstance(reply, Screen)])
    )
    state, result = turn(state, Pressed("S1:1"), knowledge)
    assert "量子证书0" in shown(result)
    assert "量子证书1" not in shown(result)
    state, result = turn(state, Pressed("S:1:0:"), knowledge)
    assert "量子证书1" in shown(result)
    assert "量子证书0" not in shown(result)
    state, result = turn(state, Pressed("S:1:1:reject-domain-expired"), knowledge)
    assert "量子证书2" in shown(result)
    assert "reject-domain-expired" in state.loose[0].reasons
    state, result = turn(state, Pressed("S:1:1:reject-photo-backdrop"), knowledge)
    assert "看出 4 条" in shown(result)
    assert [one.text for one in state.loose[0].unclear] == ["量子证书0"]


def test_what_of_a_long_notice_is_not_read_is_said(knowledge: Knowledge) -> None:
    filler = "".join(
        f"（{number}）请仔细核对第{number}项内容是否填写正确，并保持与证件一致。\n" for number in range(1, 90)
    )
    first, last = FOUR.split("3、")
    state, result = turn(State(), said(f"您的备案被驳回，原因如下：\n{first}{filler}3、{last}"), knowledge)
    assert len(state.loose[0].reasons) == 4, "what looks like a reason is read before what does not"
    assert "没看的从「请仔细核对第" in shown(result)
    _, result = turn(State(), said(f"您的备案被驳回，原因如下：\n{FOUR}"), knowledge)
    assert "没看的从" not in shown(result)
    state, result = turn(state, said(f"{filler[:300]}\n5、营业执照图片不清晰\n6、通信地址不详细"), knowledge, minutes=1)
    assert len(state.loose[0].reasons) == 6, "the rest may be sent alone"


def test_what_is_put_together_with_what_was_told_before_is_something_new(knowledge: Knowledge) -> None:
    state, _ = turn(State(), said(f"您的备案被驳回：\n{FOUR}"), knowledge)
    _, result = turn(state, said("5、营业执照图片不清晰"), knowledge, minutes=1)
    assert "和刚才那段放在一起了" in shown(result)
    state, result = turn(state, said("2、域名未实名认证"), knowledge, minutes=1)
    assert "没有新的退回原因" in shown(result)
    assert "✂️" not in "".join(labels(result))
    state, result = turn(State(), said(f"您的备案被驳回：\n{ODD}"), knowledge)
    assert "只留了" not in shown(result)
    _, result = turn(state, said(ODD.replace("量子", "光子")), knowledge, minutes=1)
    assert f"只留了 {attempts.MOST_UNCLEAR} 句" in shown(result)


def test_the_plan_of_one_reason_leads_to_what_else_it_may_be_about(knowledge: Knowledge) -> None:
    state, result = turn(State(), said("退回：通信地址写得不够详细"), knowledge)
    buttons = [
        button for reply in result.replies if isinstance(reply, Screen) for row in reply.buttons for button in row
    ]
    others = [decode(button.data) for button in buttons if button.label.startswith("或者") and button.data]
    assert others
    for action in others:
        assert isinstance(action, Read)
        assert action.topic not in state.loose[0].reasons


def test_what_is_joined_to_a_rejection_leads_to_what_else_it_may_be_about(knowledge: Knowledge) -> None:
    state, _ = turn(State(), said("退回：身份证照片反光看不清"), knowledge)
    _, result = turn(state, said("通信地址写得不够详细"), knowledge, minutes=1)
    assert any(label.startswith("或者") for label in labels(result))


def doubtful(knowledge: Knowledge) -> tuple[State, Turn]:
    parts = (
        Part(
            "域名的事没弄好", True, "answer", (Choice(UNSYNCED, 0.7, ""), Choice("reject-domain-expired", 0.2, "")), 1.0
        ),
        Part("照片糊", True, "answer", (Choice("reject-id-photo-unclear", 0.99, ""),), 1.0),
    )
    state = attempts.note(State(), diagnose("域名的事没弄好；照片糊", parts, knowledge, NOW), NOW)
    return turn(state, Pressed("A:1"), knowledge)


def test_a_reason_that_is_told_as_loosely_as_it_is_called_is_taken_for_nothing_else(knowledge: Knowledge) -> None:
    _, result = turn(State(), said("退回：域名未实名认证；网站名称不规范"), knowledge)
    assert "说得笼统" in shown(result)
    assert "我当作了" not in shown(result)


def test_a_doubtful_reason_says_so_and_one_press_puts_it_right(knowledge: Knowledge) -> None:
    state, result = doubtful(knowledge)
    assert "不敢打包票" in shown(result)
    assert "不乱猜" not in shown(result)
    state, result = turn(state, Pressed("D2:1:0:reject-domain-expired"), knowledge)
    assert state.loose[0].reasons == ("reject-domain-expired", "reject-id-photo-unclear")
    assert "不敢打包票" not in shown(result)


@pytest.mark.parametrize("press", ["D2:1:0:", f"D:1:{UNSYNCED}"])
def test_a_doubt_ends_with_a_word_of_the_person(knowledge: Knowledge, press: str) -> None:
    state, _ = doubtful(knowledge)
    state, result = turn(state, Pressed(press), knowledge)
    assert (UNSYNCED in state.loose[0].reasons) == press.startswith("D2")
    assert "不敢打包票" not in shown(result)


def test_what_the_content_no_longer_has_is_passed_over(knowledge: Knowledge) -> None:
    state = attempts.note(State(), Diagnosis((UNSYNCED,)), NOW)
    (attempt,) = state.loose
    state = attempts.with_attempt(state, replace(attempt, reasons=("reject-gone", UNSYNCED), ticked={"gone": NOW}))
    _, result = turn(state, Pressed("A:1"), knowledge)
    assert "看出 1 条" in shown(result)


def test_rejections_of_the_first_release_get_their_numbers() -> None:
    first, second = ({"at": f"2026-11-2{day}T02:00:00Z", "reasons": [UNSYNCED]} for day in (1, 2))
    begun = {"number": 1, "name": "x", "flow": "first-filing", "subject": "personal", "province": "beijing"}
    begun |= {"begun": "2026-11-20T02:00:00Z", "past": [{"marks": {}, "attempts": [first]}]}
    stored = {"filings": [begun | {"attempts": [first, second]}]}
    (filing,) = load_state(json.dumps(stored)).filings
    assert [attempt.number for attempt in filing.attempts] == [1, 2]
    assert filing.past[0].attempts == filing.attempts[:1]
    with pytest.raises(ValueError, match="filings"):
        load_state(json.dumps({"filings": [{"attempts": [first]}]}))


def test_what_is_asked_beside_the_story_of_somebody_else_is_answered_too(knowledge: Knowledge) -> None:
    state, shown = after(knowledge, "我朋友的备案被退回了，因为域名没实名。备案要多久？")
    assert state.loose == ()
    assert any(knowledge.topics["time-total"].title in screen.text for screen in shown)


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


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("第1件做完了", 1),
        ("2弄好了", 1),
        ("①②都做完了", 2),
        ("都弄好了", 2),
        ("实名弄好了", 1),
        ("弄好了", 0),
        ("2和3都弄好了", 0),
        ("第2条还没弄好", 0),
        ("第二条弄好了吗", 0),
        ("电话打通了还是退回来了", 0),
    ],
)
def test_what_is_done_of_the_open_plan_is_no_new_rejection(text: str, done: int, knowledge: Knowledge) -> None:
    state, _ = after(knowledge, "备案退回：1、域名未实名认证；2、电话打不通", Command("rejected"))
    state, result = turn(state, said(text), knowledge)
    assert sum(len(attempt.ticked) for attempt in state.loose) == done
    if done or text in ("弄好了", "2和3都弄好了"):
        assert "看出 2 条退回原因" in shown(result)


def test_numbers_that_are_not_clear_are_asked_about_where_a_rejection_was_expected(knowledge: Knowledge) -> None:
    text = "备案退回：1、域名未实名认证；2、电话打不通；3、备案信息与营业执照不一致"
    state, _ = after(knowledge, text, Command("rejected"))
    _, result = turn(state, said("2和3都弄好了"), knowledge)
    assert "做完的是哪一样" in shown(result)


def test_of_another_filing_that_is_asked_for_nothing_is_ticked(knowledge: Knowledge) -> None:
    at = (*begun("小店"), Pressed("j:1:first-authority"), *begun("花店"), Pressed("j:2:first-authority"))
    state, _ = after(knowledge, *at, "小店管局退回：1、域名未实名认证；2、电话打不通")
    before = [filing.attempts for filing in state.filings]
    state, _ = turn(
        replace(state, waiting="rejection", draft=replace(state.draft, filing=2)), said("2弄好了"), knowledge
    )
    assert [filing.attempts for filing in state.filings] == before
