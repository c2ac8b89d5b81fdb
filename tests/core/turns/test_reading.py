"""What readers say of an answer: it helped, why it did not, or none of those offered is meant."""

import pytest

from bot.core.actions import Browse, NoneOfThese, Rate, Read
from bot.core.button_data import encode
from bot.core.events import Pressed, said
from bot.core.knowledge import Knowledge
from bot.core.replies import Miss, Note, Screen, Toast
from bot.core.state import State
from tests.core.talking import actions_of, turn


def test_an_answer_to_a_typed_question_can_be_called_none(knowledge: Knowledge) -> None:
    state, result = turn(State(), said("备案一共要多久"), knowledge)
    assert Rate("time-total", "unhelpful") in actions_of(result)
    assert state.asked == "备案一共要多久"
    state, result = turn(state, Pressed(encode(Rate("time-total", "unhelpful"))), knowledge)
    assert isinstance(result.replies[0], Toast)
    assert result.notes == (Note("unhelpful", f"time-total@{knowledge.topics['time-total'].version}"),)
    (miss,) = result.misses
    assert (miss.text, miss.near[0]) == ("备案一共要多久", "time-total")
    assert Rate("time-total", "unhelpful") not in actions_of(result)
    _, result = turn(state, Pressed(encode(Rate("time-total", "unhelpful"))), knowledge)
    assert (result.notes, result.misses) == ((), ()), "once is enough"


def test_an_answer_that_was_no_help_has_three_reasons_each_counted_with_the_version_of_its_words(
    knowledge: Knowledge,
) -> None:
    topic = knowledge.topics["time-total"]
    asked, _ = turn(State(), said("备案一共要多久"), knowledge)
    state, result = turn(asked, Pressed(encode(Rate(topic.id, "unhelpful"))), knowledge)
    offered = [action for action in actions_of(result) if isinstance(action, Rate)]
    assert [(one.topic, one.verdict) for one in offered] == [(topic.id, why) for why in ("point", "unclear", "differs")]
    about = f"{topic.id}@{topic.version}"
    for one in offered:
        _, result = turn(state, Pressed(encode(one)), knowledge)
        assert result.notes == (Note(f"unhelpful-{one.verdict}", about),)
    _, result = turn(asked, Pressed(encode(Rate(topic.id, "helpful"))), knowledge)
    assert result.notes == (Note("helpful", about),)
    for made_up in (Rate("nothing", "helpful"), Rate(topic.id, "nothing")):
        assert turn(state, Pressed(encode(made_up)), knowledge)[1].notes == ()


def test_an_answer_that_was_judged_stays_and_once_is_enough(knowledge: Knowledge) -> None:
    blame, why, other, praise = (
        Pressed(encode(action))
        for action in (
            Rate("time-total", "unhelpful"),
            Rate("time-total", "differs"),
            Rate("time-total", "point"),
            Rate("time-total", "helpful"),
        )
    )
    for presses, kinds in (
        ((praise, praise, praise, blame, why), ["helpful"]),
        ((blame, blame, praise, why, other, why), ["unhelpful", "unhelpful-differs"]),
        ((why, blame), ["unhelpful-differs"]),
    ):
        state, result = turn(State(), said("个人备案一共要多久"), knowledge)
        (answer,) = [one for one in result.replies if isinstance(one, Screen)]
        text = answer.text
        counted = []
        for press in presses:
            state, result = turn(state, press, knowledge)
            counted += [note.kind for note in result.notes]
            (shown,) = [one for one in result.replies if isinstance(one, Screen)]
            assert shown.text.startswith(text)
            assert (knowledge.ui["why-unhelpful"] in shown.text) == (state.rated["time-total"] == "unhelpful")
        assert counted == kinds
        assert shown.text == text
        assert not any(isinstance(action, Rate) for action in actions_of(result))
        state, result = turn(state, said("个人备案一共要多久"), knowledge)
        assert Rate("time-total", "unhelpful") in actions_of(result), "it is another answer"


@pytest.mark.parametrize("verdict", [Rate("time-total", "helpful"), Rate("time-total", "unhelpful")])
@pytest.mark.parametrize("question", ["备案要多久", "备案要多久？个人能备案吗", "多久能批下来"])
def test_an_answer_that_was_judged_keeps_its_other_buttons(knowledge: Knowledge, question: str, verdict: Rate) -> None:
    state, result = turn(State(), said(question), knowledge)
    screens = (one for one in result.replies if isinstance(one, Screen))
    rows = next(one.buttons for one in screens if encode(verdict) in {key.data for row in one.buttons for key in row})
    _, result = turn(state, Pressed(encode(verdict)), knowledge)
    kept = [row for row in rows if encode(verdict) not in {key.data for key in row}]
    shown = result.replies[-1]
    assert isinstance(shown, Screen)
    assert list(shown.buttons[-len(kept) :]) == kept


def test_reading_on_in_the_same_answer_keeps_the_question(knowledge: Knowledge) -> None:
    state, _ = turn(State(), said("备案一共要多久"), knowledge)
    state, result = turn(state, Pressed(encode(Read("time-total"))), knowledge)
    assert state.asked
    assert Rate("time-total", "unhelpful") in actions_of(result)


@pytest.mark.parametrize("away", [Read("cost-filing"), Browse("time")])
def test_anything_else_forgets_the_question_and_what_is_browsed_cannot_be_called_none(
    away: Read | Browse, knowledge: Knowledge
) -> None:
    state, _ = turn(State(), said("备案一共要多久"), knowledge)
    state, result = turn(state, Pressed(encode(away)), knowledge)
    assert state.asked == ""
    assert not any(isinstance(action, Rate) for action in actions_of(result))


def test_none_of_the_choices_is_a_miss_of_the_question(knowledge: Knowledge) -> None:
    state = State(asked="备案那个东西怎么弄")
    state, result = turn(state, Pressed(encode(NoneOfThese())), knowledge)
    assert [miss.text for miss in result.misses] == ["备案那个东西怎么弄"]
    _, result = turn(state, Pressed(encode(NoneOfThese())), knowledge)
    assert result.misses == ()


def test_of_several_questions_only_the_one_that_was_answered_badly_is_a_miss(knowledge: Knowledge) -> None:
    state, result = turn(State(), said("备案要收费吗？注销备案要多久？"), knowledge)
    assert {Rate("cost-filing", "unhelpful"), Rate("time-cancel", "unhelpful")} <= set(actions_of(result))
    _, result = turn(state, Pressed(encode(Rate("time-cancel", "unhelpful"))), knowledge)
    assert [miss.text for miss in result.misses] == ["注销备案要多久?"]


def test_a_made_up_topic_is_no_miss(knowledge: Knowledge) -> None:
    _, result = turn(State(asked="备案一共要多久"), Pressed(encode(Rate("nothing", "unhelpful"))), knowledge)
    assert result.misses == ()
    assert Miss not in map(type, result.notes)
