"""Reminders as they come, and the answers to them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core import course
from bot.core.actions import Finish, OpenStep, Returned
from bot.core.button_data import encode
from bot.core.dialogue import respond
from bot.core.events import Due, Pressed, said
from bot.core.filings.reminders import timers
from bot.core.knowledge import Knowledge
from bot.core.replies import Screen
from bot.core.state import Attempt, State, Waiting, dump_state, load_state
from bot.core.workdays import local
from tests.core.sample import NOW
from tests.core.talking import AT_REVIEW, SUBMITTED, after, buttons, in_review


@pytest.mark.parametrize(
    ("flow", "step", "province", "asked"),
    [
        ("first-filing", "first-provider-review", "guangdong", "11-30"),  # 27 November is a Friday
        ("app-filing", "app-provider-review", "guangdong", "12-03"),
        ("first-filing", "first-authority", "guangdong", "12-09"),
        ("police-filing", "pol-review", "guangdong", "12-24"),
        ("mini-program-filing", "mp-platform-review", "guangdong", "12-02"),  # nobody says how long it takes
    ],
)
def test_when_others_should_be_through_it_is_asked_for_the_result_once(
    flow: str, step: str, province: str, asked: str, knowledge: Knowledge
) -> None:
    state = in_review(knowledge, flow, step, province)
    found = [(key, due) for key, due in timers(state, knowledge, NOW).items() if not key.startswith("deadline")]
    ((key, due),) = found
    assert (key, f"{local(due):%m-%d %H:%M}") == (f"result:1:{step}", f"{asked} 09:00")
    turn = respond(Due(key), state, knowledge, due)
    (screen,) = turn.replies
    assert isinstance(screen, Screen)
    data = [button.data for row in screen.buttons for button in row]
    assert data[:3] == [encode(Finish(1, step)), encode(OpenStep(1, step)), encode(Returned(1))]
    assert key not in timers(turn.state, knowledge, due)
    for answer, then in (("过了", Finish), ("审核通过了", Finish), ("还没有", OpenStep), ("还没过", OpenStep)):
        typed = respond(said(answer), turn.state, knowledge, due)
        pressed = respond(Pressed(encode(then(1, step))), turn.state, knowledge, due)
        assert typed.state.filings == pressed.state.filings


@pytest.mark.parametrize(
    "typed",
    [
        "过了吗",
        "没过",
        "过两天再看",
        "过了三天了",
        "短信过期了",
        "过了要多久",
        "管局过了吗",
        "通过不了怎么办",
        "1号店快过了",
    ],
)
def test_what_tells_no_verdict_does_not_answer_the_question_for_it(typed: str, knowledge: Knowledge) -> None:
    state = in_review(knowledge, "first-filing", "first-provider-review")
    now = NOW + timedelta(days=5)
    asked = respond(Due("result:1:first-provider-review"), state, knowledge, now).state
    after = respond(said(typed), asked, knowledge, now).state
    assert after.filings[0].marks == asked.filings[0].marks


@pytest.mark.parametrize("step", ["first-provider-review", "first-authority"])
@pytest.mark.parametrize(
    ("typed", "says"),
    [
        *((text, "which-verdict") for text in ("是", "有", "有了", "嗯 有结果了", "出来了", "昨天", "嗯，昨天")),
        *(
            (text, "courtesy-fine")
            for text in ("好", "嗯嗯", "好的 知道了", "👌", "行", "有个问题", "收到", "好，收到了")
        ),
    ],
)
def test_a_mere_yes_does_not_answer_a_question_with_three_answers(
    step: str, typed: str, says: str, knowledge: Knowledge
) -> None:
    state = in_review(knowledge, "first-filing", step)
    now = next(iter(timers(state, knowledge, NOW).values()))
    asked = respond(Due(f"result:1:{step}"), state, knowledge, now).state
    turn = respond(said(typed), asked, knowledge, now)
    assert turn.state.filings == asked.filings
    assert knowledge.ui[says] in [screen.text for screen in turn.screens]


@pytest.mark.parametrize(("then", "back"), [("过了", False), ("退了", True), ("好，过了", False)])
def test_which_verdict_it_is_may_be_told_then(then: str, back: bool, knowledge: Knowledge) -> None:
    state = in_review(knowledge, "first-filing", "first-provider-review")
    now = NOW + timedelta(days=5)
    for event in (Due("result:1:first-provider-review"), said("有"), said(then)):
        state = respond(event, state, knowledge, now).state
    assert (state.waiting == "rejection", bool(state.filings[0].marks["first-provider-review"].done)) == (
        back,
        not back,
    )


@pytest.mark.parametrize("step", ["first-provider-review", "first-authority"])
def test_who_told_that_it_came_back_is_not_asked_for_the_result(step: str, knowledge: Knowledge) -> None:
    state = in_review(knowledge, "first-filing", step)
    other = replace(state.filings[0], number=2)
    told_back = respond(said("被退了"), state, knowledge, NOW).state
    assert not timers(told_back, knowledge, NOW)
    both = replace(told_back, filings=(*told_back.filings, other))
    assert {key.split(":")[1] for key in timers(both, knowledge, NOW)} == {"2"}
    taken_back = respond(said("没有退"), told_back, knowledge, NOW).state
    assert timers(taken_back, knowledge, NOW)


def test_what_came_back_for_no_reason_that_is_told_is_asked_for_as_by_the_button(knowledge: Knowledge) -> None:
    state = in_review(knowledge, "first-filing", "first-provider-review")
    now = NOW + timedelta(days=5)
    asked = respond(Due("result:1:first-provider-review"), state, knowledge, now).state
    pressed = respond(Pressed(encode(Returned(1))), asked, knowledge, now)
    for text in ("退了", "有 退了", "又打回去重审了"):
        assert respond(said(text), asked, knowledge, now).screens == pressed.screens


@pytest.mark.parametrize("answer", ["button", "退了", "被退回了，说域名没实名", "没过，打回来了"])
@pytest.mark.parametrize("waiting", ["", "flow"])
def test_what_came_back_is_told_of_the_filing_that_was_asked_about(
    answer: str, waiting: Waiting, knowledge: Knowledge
) -> None:
    one, two = (in_review(knowledge, "first-filing", "first-provider-review", number=number) for number in (1, 2))
    later = replace(one.filings[0], away=True)  # of which nobody is reminded
    state = replace(one, filings=(later, *two.filings), waiting=waiting)
    state = respond(Due("result:2:first-provider-review"), state, knowledge, NOW + timedelta(days=5)).state
    state = state.with_filing(one.filings[0])
    said_so = Pressed(encode(Returned(2))) if answer == "button" else said(answer)
    for event in (said_so, said("域名未实名认证")):
        state = respond(event, state, knowledge, NOW + timedelta(days=5)).state
    assert [len(filing.attempts) for filing in state.filings] == [0, 1]
    assert not state.loose


def test_silencing_a_filing_drops_the_reminders_wished_for_it(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *AT_REVIEW, "12月15号提醒我")
    state, _ = after(knowledge, *(Pressed(data) for data in buttons(screens) if data.startswith("K:")), state=state)
    assert (state.later, state.filings[0].silent) == ({}, True)


def test_what_was_submitted_again_can_be_brought_back_on_a_day(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *SUBMITTED, "下周一提醒我")
    assert "再提醒你" in screens[0].text
    (key,) = (key for key in timers(state, knowledge, NOW) if key.startswith("wished:"))
    (screen,) = respond(Due(key), state, knowledge, NOW + timedelta(days=6)).replies
    assert isinstance(screen, Screen)
    assert "已经重新提交了" in screen.text


def test_many_at_once_are_one_message_that_fits(knowledge: Knowledge) -> None:
    flow = knowledge.flows["first-filing"]
    filings = tuple(course.begin(number, "店" * 20, flow, "personal", "beijing", NOW) for number in range(1, 21))
    loose = tuple(Attempt(number, NOW) for number in range(100, 120))
    state = load_state(dump_state(State(filings, loose=loose)))
    now = NOW + timedelta(days=3)
    turn = respond(Due("idle:1:first-check:3"), state, knowledge, now)
    (screen,) = turn.replies
    assert isinstance(screen, Screen)
    assert "有 20 件事" in screen.text
    assert len(screen.text) < 2000
    later = next(button for row in screen.buttons for button in row if button.data.startswith("N:"))
    snoozed = respond(Pressed(later.data), turn.state, knowledge, now).state
    assert len(snoozed.later) == 10
