"""Turns for `/start` with a payload, and for the keys below the field for typing. `links` writes the payloads."""

from dataclasses import replace

from bot.core import course
from bot.core.actions import NewFiling, Progress, Read, Rejected, Themes
from bot.core.replies import Screen, Turn
from bot.core.screens import answers, step_screens
from bot.core.state import State
from bot.core.turns import drafting, presses, routing
from bot.core.turns.talk import Talk

LONGEST_KEY = 16
"""The most characters of a key after its sign."""


def started(talk: Talk) -> Turn:
    """Show the first menu. A new person also gets the keys. Who was about to begin a filing gets the open question once
    more: they come back, or the terminal chat was ended there."""
    menu = answers.home(talk.knowledge, talk.state, "welcome")
    if routing.is_describing(talk):
        asked = drafting.unasked(talk, talk.state)
        return replace(asked, replies=(menu, *asked.replies))
    return talk.leave(menu, *([talk.keys()] if is_new(talk) else []))


def from_link(talk: Talk, payload: str) -> Turn:
    """Show what a link leads to, or the first menu if that is gone or made up."""
    kind, _, id = payload.partition("_")
    turn = None
    if kind == "t" and id in talk.knowledge.topics:
        turn = presses.pressed_action(talk, Read(id))
    elif kind == "f" and id in talk.knowledge.flows:
        turn = presses.pressed_action(talk, NewFiling(id))
    elif kind == "s":
        turn = opened_step(talk, id)
    if turn is None:
        turn = talk.leave(answers.home(talk.knowledge, talk.state, "link-gone"))
    hello = (talk.keys("hello"),) if is_new(talk) else ()
    return turn.below(*hello)


def opened_step(talk: Talk, id: str) -> Turn | None:
    """Show a step in the person's own filing, or by itself if they have none of its flow. None: there is no such
    step."""
    for flow in talk.knowledge.flows.values():
        if step := course.step_of(flow, id):
            own = [filing for filing in talk.state.filings if filing.flow == flow.id]
            if own:
                latest = max(own, key=lambda filing: (filing.number == talk.state.front, filing.number))
                return talk.at_step(latest, step)
            return talk.leave(step_screens.step_alone(talk.knowledge, flow, step))
    return None


def is_new(talk: Talk) -> bool:
    """Tell whether nothing is kept of this person except that there was contact."""
    return replace(talk.state, seen=None, warned=None, heard="", last=None) == State()


def of_key(talk: Talk, text: str) -> Turn | None:
    """Do what a key does, by the text that it types. Only its sign counts, which is the same in all languages: a key
    keeps the language in which it was sent. None: the text is no key's."""
    given, _, rest = text.partition(" ")
    if not 0 < len(rest) <= LONGEST_KEY:
        return None
    if given == sign(talk, "key-ask"):
        return asking(talk)
    if given == sign(talk, "key-rejected"):
        return presses.pressed_action(talk, Rejected())
    if given == sign(talk, "key-progress"):
        return presses.pressed_action(talk, Progress())
    if given == sign(talk, "key-hide"):
        return talk.show(Screen(talk.say("keys-hidden"), keys=()), state=replace(talk.state, keyless=True))
    return None


def sign(talk: Talk, key: str) -> str:
    """Return the sign with which a key begins."""
    return talk.label(key).split()[0]


def asking(talk: Talk) -> Turn:
    """Show the menu of themes, as a hint to what can be asked."""
    themes = presses.pressed_action(talk, Themes(False))
    return replace(themes, replies=tuple(replace(one, text=talk.say("ask-away")) for one in themes.screens))
