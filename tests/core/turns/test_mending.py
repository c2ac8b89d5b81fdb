"""The plan of a rejection, worked through by buttons: nothing is lost, whatever the order."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.actions import Attach, Read
from bot.core.button_data import decode, encode
from bot.core.events import Pressed, said
from bot.core.filings import attempts
from bot.core.filings.plan import plan
from bot.core.knowledge import Knowledge
from bot.core.replies import Screen, Turn
from bot.core.state import Doubt, State, Unclear
from bot.core.texts.diagnosis import Diagnosis, diagnose
from bot.core.words import clip
from bot.search import Choice, Part
from tests.core.sample import NOW
from tests.core.talking import AT_AUTHORITY, FOUR, TOLD, UNSYNCED, after, begun, buttons, shown, turn


def labels(result: Turn) -> list[str]:
    return [b.label for reply in result.replies if isinstance(reply, Screen) for row in reply.buttons for b in row]


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


MINE, OTHERS = "备案被退回：域名未实名认证", "营业执照照片模糊"


def test_one_press_parts_what_was_joined_to_a_rejection_by_mistake(knowledge: Knowledge) -> None:
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


ODD = "".join(f"{number}、贵司第{number}号量子证书未盖骑缝章；\n" for number in range(1, 10))


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


@pytest.mark.parametrize(
    ("first", "again", "offered"),
    [
        ("备案被驳回：网站名称与主体不相关", "又退了 说名字还是不行", "reject-name-unrelated"),
        ("备案被驳回：域名未实名认证", "又退了 说名字还是不行", ""),
    ],
)
def test_what_came_back_before_is_offered_first_for_what_is_unclear(
    first: str, again: str, offered: str, knowledge: Knowledge
) -> None:
    state, _ = after(knowledge, first, "我已经重新提交了", again)
    kept = attempts.at_work(state)
    assert kept is not None
    assert kept.unclear
    former = {one for one in kept.unclear[0].near if one in ("reject-name-unrelated", "reject-domain-not-realname")}
    assert former == ({offered} if offered else set())
    assert not offered or kept.unclear[0].near[0] == offered
