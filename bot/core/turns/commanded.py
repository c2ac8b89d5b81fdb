"""Turns for commands, as they are sent with a slash or named by words."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from bot.core.actions import (
    Action,
    Flows,
    History,
    Home,
    Human,
    Progress,
    ReadConsole,
    Rejected,
    ReminderSettings,
    SpeakTo,
)
from bot.core.events import Command, Said
from bot.core.links import MENUS
from bot.core.replies import Screen, Turn
from bot.core.screens import answers, glossary
from bot.core.state import LANGUAGES, Draft
from bot.core.texts import outcomes
from bot.core.texts.asking import wondering
from bot.core.texts.commands import command, record_asked
from bot.core.turns import (
    edits,
    linked,
    mending,
    mydata,
    news,
    no_news,
    on_screen,
    presses,
    returning,
    routing,
    starting,
    taking_back,
    typed,
)
from bot.core.turns.talk import Talk

_BUTTONS: Mapping[str, Action] = {
    "home": Home(),
    "file": Flows(),
    "progress": Progress(),
    "rejected": Rejected(),
    "history": History(),
    "remind": ReminderSettings(),
    "human": Human(True),
}
"""Commands that do the same as a button."""


def commanded(talk: Talk, event: Command) -> Turn:
    """Carry out a command. Its argument is read as a text that is sent after it."""
    match event.name:
        case "start" if event.argument in MENUS:
            return commanded(talk, Command(event.argument))
        case "start" if event.argument:
            return linked.from_link(talk, event.argument)
        case "start":
            return linked.started(talk)
        case "menu":
            return talk.show(talk.keys(), state=replace(talk.state, keyless=False))
        case "ask":
            return (
                typed.said(talk, Said(event.argument).in_brief, to_us=True) if event.argument else linked.asking(talk)
            )
        case "help":
            return talk.aside(_guidance(talk, "help"))
        case "cancel":
            return taking_back.put_aside(talk)
        case "file" if event.argument:
            waiting = replace(talk.state, waiting="flow", draft=Draft())
            return typed.said(talk.with_state(waiting), Said(event.argument).in_brief, to_us=True)
        case "rejected" if event.argument:
            told = Said(event.argument).in_brief
            turn = typed.understood(mending.awaiting_rejection(talk), told.text)
            return turn.below(*answers.unread(talk.knowledge, told))
        case "status":
            screen = glossary.meaning(talk.knowledge, talk.state, talk.heard(event.argument))
            return talk.show(screen) if screen else presses.pressed_action(talk, ReadConsole(""))
        case "mydata":
            state = replace(talk.state, asked=talk.asked, rated=talk.rated)
            state = edits.noted(talk.state, state, event, talk.around)
            return talk.show(mydata.screen(talk, state), mydata.exported(talk, state), state=state)
        case "privacy":
            return talk.aside(Screen(mydata.privacy(talk)))
        case "lang":
            rows = [(talk.button(f"language-{one or 'auto'}", SpeakTo(one)),) for one in LANGUAGES]
            return talk.show(Screen(talk.say("languages"), (*rows[1:], rows[0])))
        case "forget":
            return mydata.forgetting(talk)
        case name if name in _BUTTONS:
            return presses.pressed_action(talk, _BUTTONS[name])
        case _:
            return talk.aside(_guidance(talk, "unknown-command"))


def by_word(talk: Talk, text: str) -> Turn | None:
    """Take a text as the command that it names, or as the wish to begin."""
    kept = talk.state.filings or talk.state.loose
    named = command(talk.knowledge, text) or (record_asked(talk.knowledge, text) if kept else None)
    if named is None:
        return starting.set_about(talk, text)
    if named == "rejected":
        return news.told_on(talk, text, typed.said_now) or returning.came_back(talk, text)
    if routing.is_beginning(talk) and "next" in wondering(talk.knowledge, text)[0]:
        return routing.still_asked(talk)
    tells_of_none = not (outcomes.unanswered(talk.knowledge, text) or on_screen.not_on_screen(talk))
    return (no_news.how_it_stands(talk) if tells_of_none else None) or commanded(talk, Command(named))


def _guidance(talk: Talk, key: Literal["help", "unknown-command"]) -> Screen:
    """Say what the bot can be asked; mention the staff if there are any."""
    texts = [talk.say(key), *([talk.say("help-human")] if talk.knowledge.desk else [])]
    return Screen("\n\n".join(texts))
