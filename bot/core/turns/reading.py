"""Turns that show what can be read (topics by theme, provinces, terms, order states), and take what readers say of an
answer: it helped, why it did not, or none of those offered is meant. Questions are answered in `answering`."""

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from bot.core.actions import (
    VERDICTS,
    WHY_UNHELPFUL,
    Browse,
    IAm,
    InStage,
    MyProvince,
    NoneOfThese,
    OfAnswers,
    OfReading,
    Provinces,
    Read,
    ReadConsole,
    ReadOrderState,
    ReadProvince,
    ReadTerm,
    Themes,
)
from bot.core.kinds import STAGES
from bot.core.knowledge import Knowledge, Topic
from bot.core.replies import Miss, Note, Screen, Toast, Turn
from bot.core.screens import answers, glossary, provinces, topic_screens
from bot.core.state import State
from bot.core.texts.asker import become
from bot.core.texts.meant import GUESS
from bot.core.texts.misses import missed
from bot.core.turns.talk import Talk
from bot.search.bands import CERTAIN, Choice
from bot.search.index import OFFERED


def pressed(talk: Talk, action: OfReading) -> Turn:
    """Answer a button that shows something to read, or tells who is reading."""
    match action:
        case Themes():
            return talk.leave(answers.themes(talk.knowledge, action.rejection))
        case InStage():
            if action.stage not in STAGES:
                return talk.stale()
            return talk.show(answers.themes(talk.knowledge, True, action.stage))
        case Browse():
            screen = answers.browse(talk.knowledge, action.group, action.stage, action.page)
            return talk.show(screen) if screen else talk.stale()
        case Read():
            topic = talk.knowledge.topics.get(action.topic)
            return read(talk, topic) if topic else talk.stale()
        case Provinces():
            return talk.show(provinces.menu(talk.knowledge))
        case ReadProvince():
            province = talk.knowledge.provinces.get(action.province)
            return (
                talk.show(provinces.province_screen(talk.knowledge, talk.state, province)) if province else talk.stale()
            )
        case IAm() | MyProvince():
            return told_of_self(talk, action)
        case ReadTerm() | ReadConsole() | ReadOrderState():
            return in_glossary(talk, action)
    assert_never(action)


def read(talk: Talk, topic: Topic) -> Turn:
    """Show a topic. If the last question left it to choose, show what else could be chosen, too."""
    state = replace(still_about(talk, topic), topic=topic.id)
    also = [id for id in offered_to_choose(talk) if id != topic.id] if state.asked else []
    screen = topic_screens.topic_screen(talk.knowledge, state, topic, state.asked, also)
    return talk.show(screen, state=state, notes=(Note("read", topic.id),))


def told_of_self(talk: Talk, action: IAm | MyProvince) -> Turn:
    """Remember what a reader tells of themselves, and show what they read as it is for them."""
    match action:
        case IAm():
            topic = talk.knowledge.topics.get(action.topic)
            asker = become(talk.state.asker, action.condition)
            if topic is None or asker is None:
                return talk.stale()
            state = replace(still_about(talk, topic), asker=asker)
            return talk.show(topic_screens.topic_screen(talk.knowledge, state, topic, asked=state.asked), state=state)
        case MyProvince():
            province = talk.knowledge.provinces.get(action.province)
            if province is None:
                return talk.stale()
            state = replace(talk.state, asker=replace(talk.state.asker, province=province.id))
            toast = Toast(talk.label("my-province", short=province.short))
            return talk.show(toast, provinces.province_screen(talk.knowledge, state, province), state=state)
    assert_never(action)


def in_glossary(talk: Talk, action: ReadTerm | ReadConsole | ReadOrderState) -> Turn:
    """Show a term, the states of orders in a console, or one of these; without an id, the list to choose from."""
    match action:
        case ReadTerm(term=""):
            return talk.show(glossary.terms(talk.knowledge))
        case ReadTerm():
            term = talk.knowledge.terms.get(action.term)
            return talk.show(glossary.term_card(talk.knowledge, talk.state, term)) if term else talk.stale()
        case ReadConsole(console=""):
            return talk.show(glossary.consoles(talk.knowledge))
        case ReadConsole():
            console = talk.knowledge.consoles.get(action.console)
            return talk.show(glossary.order_states(talk.knowledge, console)) if console else talk.stale()
        case ReadOrderState():
            console = talk.knowledge.consoles.get(action.console)
            found = [(console, one) for one in console.states if one.state == action.state] if console else []
            if not found:
                return talk.stale()
            return talk.show(glossary.order_state_card(talk.knowledge, talk.state, action.state, found))
    assert_never(action)


def judged(talk: Talk, action: OfAnswers) -> Turn:
    """Count what a reader says of an answer: it helped, it did not (then ask why), or none of those offered was meant.
    The answer stays where it is. It is counted once, without the person."""
    if isinstance(action, NoneOfThese):
        notes = (Note("none-of-these"),)
        return talk.show(answers.not_found(talk.knowledge), notes=notes, misses=missed_again(talk))
    topic = talk.knowledge.topics.get(action.topic)
    verdict = action.verdict
    if topic is None or verdict not in VERDICTS:
        return talk.stale()
    before = talk.rated.get(topic.id, "")
    counts = not before or (before == "unhelpful" and verdict in WHY_UNHELPFUL)
    state = replace(talk.state, asked=talk.asked, rated={**talk.rated, topic.id: verdict if counts else before})
    screen = as_answered(talk, state, topic)
    toast = Toast(talk.label("thanks-helpful" if verdict == "helpful" else "thanks"))
    if not counts:
        return talk.show(toast, screen, state=state)
    kind = f"unhelpful-{verdict}" if verdict in WHY_UNHELPFUL else verdict
    misses = missed_again(talk, topic.id) if verdict == "unhelpful" else ()
    notes = (Note(kind, f"{topic.id}@{topic.version}"),)
    return talk.show(toast, screen, state=state, notes=notes, misses=misses)


def as_answered(talk: Talk, state: State, topic: Topic) -> Screen:
    """Return a topic as it answered the last question by itself, or as the reader chose it."""
    parts = talk.knowledge.engine.read(talk.asked) if talk.asked else ()
    told = [part for part in parts if part.decision == "answer" and part.choices[0].topic == topic.id]
    if told:
        return answer_screen(talk.knowledge, state, topic, told[0].text, told[0].choices)
    return answer_screen(talk.knowledge, state, topic, still_about(talk, topic).asked)


def answer_screen(
    knowledge: Knowledge, state: State, topic: Topic, asked: str, choices: Sequence[Choice] = ()
) -> Screen:
    """Return a topic as the answer to a question: the first of `choices`, with the others as what else it could be. If
    it was of no help, ask why."""
    others = [choice.topic for choice in choices[1:OFFERED]]
    score = choices[0].score if choices else 1.0
    also, near = ([], others) if score >= CERTAIN else (others, [])
    answer = topic_screens.topic_screen(knowledge, state, topic, asked, also, near, guess=score < GUESS)
    return topic_screens.unhelpful(knowledge, answer, topic) if state.rated.get(topic.id) == "unhelpful" else answer


def still_rated(talk: Talk) -> dict[str, str]:
    """Return how answers were rated, if their question was only reworded by an edit."""
    reworded = talk.around.edited and not talk.is_late
    return talk.rated if reworded else {}


def still_about(talk: Talk, topic: Topic) -> State:
    """Return the state with the last question and its ratings, if this topic answered it or was offered to choose."""
    if topic.id not in {talk.state.topic, *offered_to_choose(talk)}:
        return talk.state
    return replace(talk.state, asked=talk.asked, rated=talk.rated)


def offered_to_choose(talk: Talk) -> list[str]:
    """Return the ids of the topics that the last question left to choose from."""
    parts = talk.knowledge.engine.read(talk.asked) if talk.asked else ()
    return [choice.topic for part in parts if part.decision == "choose" for choice in part.choices]


def missed_again(talk: Talk, answered: str = "") -> tuple[Miss, ...]:
    """Return the miss of the last question, or of the part of it that this topic answered."""
    parts = talk.knowledge.engine.read(talk.asked)
    about = [part for part in parts if part.choices and part.choices[0].topic == answered] or parts
    text = about[0].text if len(about) == 1 else talk.asked
    return missed(text, [answered, *(choice.topic for part in about for choice in part.choices)])
