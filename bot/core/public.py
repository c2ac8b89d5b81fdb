"""Answers where others read along: in groups, and in any chat through inline mode.

Nothing of a person is read or kept here. A group gets the answer for a stranger. Of its buttons only those to topics
stay, and one more leads to the private chat.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from bot.core import dialogue, languages
from bot.core.actions import Read
from bot.core.button_data import decode
from bot.core.events import (
    Around,
    Chosen,
    Command,
    Crowded,
    Hasty,
    InPublic,
    NotYours,
    Pressed,
    PublicEvent,
    Said,
    said,
)
from bot.core.knowledge import Knowledge, Topic
from bot.core.links import MENUS, link
from bot.core.replies import Button, Note, Row, Screen, Toast, Turn
from bot.core.screens import answers, topic_screens
from bot.core.screens.rows import in_rows, to_read
from bot.core.state import Language, State
from bot.core.texts.commands import command
from bot.core.texts.courtesies import courtesy
from bot.core.texts.wordlists import listed
from bot.core.words import Marked, label, say, verbatim

MOST_ROWS = 6
"""Rows of buttons below an answer in a group; everybody has to scroll past it."""
MOST_EXCERPTS = 10
OURS = 0.25
"""How likely (0 to 1) a typed text must be about filings to find anything. Low, as inline mode sends half words."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A topic in a few words, to send to any chat: `text` in Markdown, `link` the payload that opens the topic."""

    id: str
    title: str
    summary: str
    text: str
    link: str


def respond(happened: InPublic, knowledge: Knowledge, now: datetime, client: str = "") -> Turn:
    """Return the turn that answers an event. Its state means nothing. `client`: see `Incoming.language`."""
    return _Public(happened, knowledge, now, client).respond(happened.event)


def excerpts(query: str, knowledge: Knowledge, popular: Iterable[str], client: str = "") -> tuple[Excerpt, ...]:
    """Return the topics that a text typed behind the bot's name may be about, best first.

    An empty text finds the `popular` topics (ids), then the others. A text that begins with a word for rejections finds
    rejections only. `client`: see `Incoming.language`; it and the text decide the language.
    """
    asked = said(query)
    text, language = asked.text.strip(), languages.of_stranger(asked, client)
    words, text = languages.content(knowledge, language), languages.as_content(text, knowledge)
    rejection = False
    for word in listed(words, "words-inline-rejection"):
        if text.startswith(word):
            text, rejection = text.removeprefix(word).lstrip(" ：:，,"), True
            break
    found = [] if text else [id for id in popular if id in words.topics]
    if text:
        parts = words.engine.read(text, rejection=rejection)
        found = [choice.topic for part in parts if part.ours >= OURS for choice in part.choices]
        found += [near for id in found for near in words.topics[id].related]
    else:
        found += sorted(words.topics, key=lambda id: -len(words.topics[id].asks))
    topics = (words.topics[id] for id in dict.fromkeys(found))
    kept = [topic for topic in topics if not rejection or topic.kind == "rejection"]
    return tuple(_excerpt(topic, words, language) for topic in kept[:MOST_EXCERPTS])


def continue_label(query: str, knowledge: Knowledge, client: str) -> str:
    """Return the label of the button that leads from excerpts to the private chat, in their language."""
    language = languages.of_stranger(said(query), client)
    return languages.convert(label(languages.content(knowledge, language), "button-in-private"), language)


def _excerpt(topic: Topic, words: Knowledge, language: Language) -> Excerpt:
    told = topic_screens.conclusion(topic)
    summary, *_ = told.split("\n\n")
    text = say(words, "heading", title=topic.title) + "\n\n" + told
    title, summary, text = (languages.convert(each, language) for each in (topic.title, summary, text))
    return Excerpt(topic.id, title, summary, text, link("t", topic.id))


class _Public:
    """Answers one event, in the language that the event and the client tell of; a press in that of the question."""

    def __init__(self, happened: InPublic, knowledge: Knowledge, now: datetime, client: str) -> None:
        self.knowledge, self.now, self.client = knowledge, now, client
        self.anonymous = happened.anonymous
        self.language = languages.of_stranger(happened.asked or happened.event, client)
        self.words = languages.content(knowledge, self.language)

    def respond(self, event: PublicEvent) -> Turn:
        match event:
            case Said(text, quoted=quoted):
                told = languages.as_content(text.strip(), self.knowledge)
                name = command(self.knowledge, told)
                if not (name or quoted) and courtesy(self.knowledge, told) == "hello":
                    # The answer in private asks to paste the notice, and others must not see that.
                    name = "help"
                return self.respond(Command(name)) if name else self.answered(event)
            case Command("ask", argument) if argument:
                return self.respond(Said(argument))
            case Command("ask" | "help" | "start"):
                return self.say(Screen(say(self.words, "public-help"), (self.in_private(),)))
            case Command(name):
                payload = name if name in MENUS else "ask"
                return self.say(Screen(say(self.words, "elsewhere"), (self.in_private(payload),)))
            case Pressed(data):
                action = decode(data)
                if not isinstance(action, Read) or action.topic not in self.knowledge.topics:
                    return self.say(Toast(label(self.words, "elsewhere")))
                return self.answered(event)
            case NotYours(unknown):
                return self.say(Toast(label(self.words, "asker-unknown" if unknown else "not-yours")))
            case Crowded(pressed):
                return self.say(Toast(label(self.words, "crowded")) if pressed else Screen(say(self.words, "crowded")))
            case Hasty(pressed):
                return self.say(
                    Toast(label(self.words, "hasty-press")) if pressed else Screen(say(self.words, "hasty"))
                )
            case Chosen(topic):
                return Turn(State(), notes=(Note("chosen", topic),) if topic in self.knowledge.topics else ())
        assert_never(event)

    def say(self, reply: Screen | Toast) -> Turn:
        return Turn(State(), languages.speak((reply,), self.language, self.knowledge))

    def spoken(self, screen: Screen) -> Screen:
        (spoken,) = self.say(screen).screens
        return spoken

    def answered(self, event: Said | Pressed) -> Turn:
        """Return the answer for a stranger, as one message."""
        notices: list[Screen] = []
        if isinstance(event, Said):
            event = event.in_brief
            notices = [self.spoken(notice) for notice in self.notices(event)]
            event = Said(event.text, quoted=event.quoted)
        turn = dialogue.respond(event, State(heard=self.language), self.knowledge, self.now, Around(client=self.client))
        state = turn.state
        screens: Sequence[Screen] = turn.screens
        payload = link("t", state.topic) if state.topic in self.knowledge.topics else "ask"
        if state.loose:
            screens, payload = [self.spoken(self.reasons(state.loose[-1].reasons))], "rejected"
        elif turn.misses and not any(note.kind in ("answer", "choose") for note in turn.notes):
            screens = [self.spoken(Screen(say(self.words, "public-not-found")))]
        rows = (
            []
            if self.anonymous
            else [
                row
                for screen in screens
                for each in screen.buttons
                if (row := tuple(button for button in each if isinstance(decode(button.data), Read)))
            ]
        )
        private = self.spoken(Screen("", (self.in_private(payload),))).buttons
        text = "\n\n".join(screen.text for screen in (*notices, *screens))
        return replace(turn, replies=(Screen(text, (*rows[:MOST_ROWS], *private)),))

    def notices(self, event: Said) -> Iterable[Screen]:
        """Say which parts of a message were not read, or were masked. Somebody else may have written it."""
        if event.beside:
            yield answers.unseen(self.words, event.beside)
        if event.hidden:
            yield Screen(say(self.words, "public-hidden", kinds=answers.hidden_kinds(self.words, event.hidden)))
        yield from answers.unread(self.words, event)

    def reasons(self, ids: Sequence[str]) -> Screen:
        """List the recognised reasons. The plan is for the private chat, where it can be ticked off."""
        topics = [self.words.topics[id] for id in ids if id in self.words.topics]
        lines = "\n".join(f"{number}. {verbatim(topic.title)}" for number, topic in enumerate(topics, 1))
        text = say(self.words, "public-reasons" if topics else "public-rejected", reasons=Marked(lines))
        return Screen(text, tuple(in_rows(to_read(self.words, ids), 1)))

    def in_private(self, payload: str = "ask") -> Row:
        return (Button(label(self.words, "button-in-private"), start=payload),)
