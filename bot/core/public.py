"""What is answered where others read along: in groups, and in any chat through inline mode.

Nothing of a person is read or kept here. What is answered in a group is what somebody would be told of whom nothing is
known; of its buttons only those stay that lead to a topic, and one leads to where everything personal belongs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from bot.core import dialogue
from bot.core.actions import Read, decode, encode
from bot.core.events import Chosen, Command, Crowded, NotYours, Pressed, PublicEvent, Said, said
from bot.core.knowledge import Knowledge, Topic
from bot.core.links import MENUS, link
from bot.core.replies import Button, Note, Screen, Toast, Turn
from bot.core.state import State
from bot.core.words import Marked, label, say, verbatim

MOST_ROWS = 6
"""Rows of buttons below an answer in a group, where everybody has to scroll past it."""
MOST_EXCERPTS = 10
OURS = 0.25
"""A text that is less likely than this to be our business finds nothing; half a word is seldom understood for sure."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A topic in a few words, to be put into any chat: `id` is the topic's, `text` Markdown, `link` the payload that
    opens all of it."""

    id: str
    title: str
    summary: str
    text: str
    link: str


def respond(event: PublicEvent, knowledge: Knowledge, now: datetime) -> Turn:
    """The turn that answers an event. Its state means nothing."""
    match event:
        case Said():
            return _answered(event, knowledge, now)
        case Command("ask", argument) if argument:
            return _answered(Said(argument), knowledge, now)
        case Command("ask" | "help" | "start"):
            return _said(Screen(say(knowledge, "public-help"), (_in_private(knowledge),)))
        case Command(name):
            screen = Screen(say(knowledge, "elsewhere"), (_in_private(knowledge, name if name in MENUS else "ask"),))
            return _said(screen)
        case Pressed(data):
            action = decode(data)
            if not isinstance(action, Read) or action.topic not in knowledge.topics:
                return _said(Toast(label(knowledge, "elsewhere")))
            return _answered(event, knowledge, now)
        case NotYours():
            return _said(Toast(label(knowledge, "not-yours")))
        case Crowded(pressed):
            return _said(Toast(label(knowledge, "crowded")) if pressed else Screen(say(knowledge, "crowded")))
        case Chosen(topic):
            return Turn(State(), notes=(Note("chosen", topic),) if topic in knowledge.topics else ())
    assert_never(event)


def excerpts(query: str, knowledge: Knowledge, popular: Iterable[str]) -> tuple[Excerpt, ...]:
    """The topics that a text typed behind the bot's name may be about, best first; for none, the `popular` ones (ids)
    before others. A text that begins with a word for rejections finds these alone."""
    text = said(query).text.strip()
    rejection = False
    for word in label(knowledge, "words-inline-rejection").split():
        if text.startswith(word):
            text, rejection = text.removeprefix(word).lstrip(" ：:，,"), True
            break
    found = [] if text else [id for id in popular if id in knowledge.topics]
    if text:
        parts = knowledge.engine.read(text, rejection=rejection)
        found = [choice.topic for part in parts if part.ours >= OURS for choice in part.choices]
        found += [near for id in found for near in knowledge.topics[id].related]
    else:
        found += sorted(knowledge.topics, key=lambda id: -len(knowledge.topics[id].asks))
    topics = (knowledge.topics[id] for id in dict.fromkeys(found))
    kept = [topic for topic in topics if not rejection or topic.kind == "rejection"]
    return tuple(_excerpt(topic, knowledge) for topic in kept[:MOST_EXCERPTS])


def _excerpt(topic: Topic, knowledge: Knowledge) -> Excerpt:
    summary = topic.text.strip().split("\n\n", 1)[0]
    text = say(knowledge, "topic-title", title=topic.title) + "\n\n" + summary
    return Excerpt(topic.id, topic.title, summary, text, link("t", topic.id))


def _said(reply: Screen | Toast) -> Turn:
    return Turn(State(), (reply,))


def _answered(event: Said | Pressed, knowledge: Knowledge, now: datetime) -> Turn:
    """What a stranger is answered, as one message."""
    turn = dialogue.respond(event, State(), knowledge, now)
    state = turn.state or State()
    screens = [reply for reply in turn.replies if isinstance(reply, Screen)]
    if state.loose:
        screens = [_reasons(state.loose[-1].reasons, knowledge)]
    text = "\n\n".join(screen.text for screen in screens)
    text = text.replace(say(knowledge, "not-found"), say(knowledge, "public-not-found"))
    rows = [
        row
        for screen in screens
        for each in screen.buttons
        if (row := tuple(button for button in each if isinstance(decode(button.data), Read)))
    ]
    payload = link("t", state.topic) if state.topic in knowledge.topics else "ask"
    if state.loose:
        payload = "rejected"
    screen = Screen(text, (*rows[:MOST_ROWS], _in_private(knowledge, payload)))
    return Turn(State(), (screen,), notes=turn.notes, misses=turn.misses)


def _reasons(ids: Iterable[str], knowledge: Knowledge) -> Screen:
    """The reasons that a rejection was recognised as; what to do about them is told in private, where it can be ticked
    off."""
    topics = [knowledge.topics[id] for id in ids if id in knowledge.topics]
    lines = "\n".join(f"{number}. {verbatim(topic.title)}" for number, topic in enumerate(topics, 1))
    text = say(knowledge, "public-reasons" if topics else "public-rejected", reasons=Marked(lines))
    return Screen(text, tuple((Button(topic.button, encode(Read(topic.id, False))),) for topic in topics))


def _in_private(knowledge: Knowledge, payload: str = "ask") -> tuple[Button, ...]:
    return (Button(label(knowledge, "button-in-private"), start=payload),)
