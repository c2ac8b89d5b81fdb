"""Buttons that are old, foreign or made up: they say so, and nobody loses the place."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core import dialogue
from bot.core.actions import Chase, Delete, Draw, Export, Home, OpenStep, Progress, Read, Stay, Tick
from bot.core.button_data import encode
from bot.core.events import Command, Due, Event, Media, Pressed, said
from bot.core.knowledge import Knowledge
from bot.core.replies import Reply, Screen, Toast
from bot.core.state import State, Waiting
from tests.core.sample import NOW
from tests.core.talking import BEGUN, DELETED, FORGOTTEN, PLAN, STRUCK

STALE = (encode(Read("no-such-topic")), encode(Export(9)), encode(Tick(9, "x", "y", True)), "", "🎉", "9:9:9")


def after(knowledge: Knowledge, *events: Event | str, state: State | None = None) -> tuple[State, tuple[Reply, ...]]:
    state = state or State()
    replies: tuple[Reply, ...] = ()
    for event in events:
        turn = dialogue.respond(said(event) if isinstance(event, str) else event, state, knowledge, NOW)
        state, replies = turn.state, turn.replies
    return state, replies


@pytest.mark.parametrize("data", STALE)
@pytest.mark.parametrize(
    ("way", "waiting"),
    [
        (("m",), "flow"),
        (("n:first-filing",), "subject"),
        (("n:first-filing", "s:personal"), "province"),
        (("n:first-filing", "s:personal", "p:guangdong"), "name"),
        (("n:first-filing", "s:personal", "p:guangdong", "a"), ""),
        (("w",), "rejection"),
    ],
)
def test_a_stale_button_shows_what_one_was_in_the_middle_of(
    knowledge: Knowledge, way: tuple[str, ...], waiting: Waiting, data: str
) -> None:
    state, (asked,) = after(knowledge, *map(Pressed, way))
    again, (toast, screen) = after(knowledge, Pressed(data), state=state)
    assert toast == Toast(knowledge.ui["stale"])
    assert screen == asked
    assert (again.waiting, again.showing, again.draft) == (waiting, state.showing, state.draft)


def test_elsewhere_it_leads_to_the_first_menu(knowledge: Knowledge) -> None:
    _, (home,) = after(knowledge, Pressed(encode(Home())))
    assert after(knowledge, Pressed(encode(Chase(1))))[1] == (Toast(knowledge.ui["stale"]), home)


def test_a_flow_that_is_gone_while_it_is_begun_is_left(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, Pressed("n:first-filing"), Pressed("s:personal"))
    left = replace(knowledge, flows={id: flow for id, flow in knowledge.flows.items() if id != "first-filing"})
    state, (toast, home) = after(left, Pressed("p:guangdong"), state=state)
    assert isinstance(toast, Toast)
    assert isinstance(home, Screen)
    assert state.waiting == ""
    assert after(left, "备案要多久", state=replace(state, waiting="province"))[1]


def test_a_filing_whose_flow_is_gone_is_shown_and_may_be_deleted(knowledge: Knowledge) -> None:
    begins = tuple(map(Pressed, ("n:first-filing", "s:personal", "p:guangdong")))
    state, _ = after(knowledge, *begins, "面馆")
    naming, _ = after(knowledge, *begins)
    without = replace(knowledge, flows={id: flow for id, flow in knowledge.flows.items() if id != "first-filing"})
    for action in (Progress(), OpenStep(1, ""), Stay(), Draw(1), Export(1)):
        _, replies = after(without, Pressed(encode(action)), state=state)
        assert "面馆" in "".join(reply.text for reply in replies if isinstance(reply, Screen))
    assert after(without, "面馆", state=naming)[0].filings == ()
    assert dialogue.respond(Command("mydata"), state, without, NOW).state == state
    asked, _ = after(without, Pressed(encode(Delete(1, False))), state=state)
    assert after(without, "删掉", state=asked)[0].filings == ()


@pytest.mark.parametrize("asks", [FORGOTTEN, DELETED, STRUCK])
@pytest.mark.parametrize(
    "between", ["备案要多久", "谢谢", Pressed(encode(Progress())), Media("sticker"), Due("1:idle")]
)
def test_what_deletes_does_so_only_as_the_answer_to_the_question_that_was_asked_last(
    knowledge: Knowledge, asks: tuple[Event, Event], between: Event | str
) -> None:
    question, yes = asks
    before, _ = after(knowledge, *BEGUN, *PLAN)
    state, _ = after(knowledge, question, between, state=before)
    turn = dialogue.respond(yes, state, knowledge, NOW + timedelta(days=3))
    assert turn.replies[0] == Toast(knowledge.ui["stale"])
    assert (turn.state.filings, turn.state.loose) == (before.filings, before.loose)
    gone = dialogue.respond(yes, after(knowledge, question, state=before)[0], knowledge, NOW + timedelta(days=3)).state
    assert gone is None or (gone.filings, gone.loose) != (before.filings, before.loose)
