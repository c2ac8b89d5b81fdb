"""A conversation with the staff: opened, carried both ways, closed. Nothing that is said is kept.

While it is open, typed text goes to the staff, masked, unless the bot asked for something since the staff wrote.
Commands and buttons stay with the bot. Which topic of the staff group belongs to whom is not known here.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.actions import Human
from bot.core.events import Command, FromStaff, Media, Said
from bot.core.knowledge import Knowledge
from bot.core.replies import Note, Row, Screen, ToStaff, Turn
from bot.core.screens import answers, topic_screens
from bot.core.screens.rows import button
from bot.core.state import Relay, State
from bot.core.texts.wordlists import kinds_alone, short
from bot.core.turns.talk import Talk
from bot.core.words import label, say, shown_time, verbatim_blocks

QUIET = timedelta(days=1)
"""A conversation is over after so long without a word, counted from when the staff is there."""
PAUSE = timedelta(minutes=10)
"""After so long, say again whom the text went to."""
MOST_PASSED_ON = 50
"""The most messages that we remember as passed to the staff. Telegram lets nobody edit after two days."""
_ENDING = (("end", "words-end-talk"), ("end", "words-bye"))
_AROUND_ENDING = ("words-thanks", "words-courtesy", "words-yes", "words-move")
IDLE = "human:idle"
LOST = "human:lost"
"""Keys that wake the dialogue to end a conversation: nobody said anything; the staff could not be shown what was
said."""


def timers(state: State, knowledge: Knowledge) -> dict[str, datetime]:
    """Return the moment (UTC) at which the open conversation ends by itself, by timer key."""
    if state.relay is None:
        return {}
    last = state.relay.last or state.relay.since
    desk = knowledge.desk
    return {IDLE: (desk.attended(last, knowledge.calendar) if desk else last) + QUIET}


def ended(before: State, after: State, knowledge: Knowledge) -> tuple[ToStaff, ...]:
    """Return the last word to the staff if a turn ended the conversation in any way."""
    if before.relay is None or after.relay is not None:
        return ()
    return (ToStaff(label(knowledge, "human-ended"), "end"),)


def turned_back(turn: Turn) -> Turn:
    """Return the turn of a person who turns to the bot again. The answer to what the bot asks then goes to the bot."""
    if turn.state.relay is None or not turn.state.relay.turned:
        return turn
    return replace(turn, state=replace(turn.state, relay=replace(turn.state.relay, turned=False)))


def still_open(before: State, turn: Turn, knowledge: Knowledge) -> Turn:
    """Add to the turn that typed text goes to the staff, if it shows something else for the first time since either
    side wrote. Not if the bot asks for something, since the answer to that goes to the bot."""
    after = turn.state
    if after.relay is None or before.relay is None:
        return turn
    has_turned = before.relay.turned and after.relay == replace(before.relay, turned=False)
    if after.relay is not before.relay and not has_turned:
        return turn
    if after.relay.beside or after.waiting or not knowledge.desk:
        return turn
    ends = close_row(knowledge)
    if not turn.screens or any(screen.buttons == ends for screen in turn.screens):
        return turn
    told = Screen(say(knowledge, "human-open"), ends)
    return replace(turn, state=replace(after, relay=replace(after.relay, beside=True)), replies=(*turn.replies, told))


def close_row(knowledge: Knowledge) -> tuple[Row, ...]:
    """Return the row with the button that ends the conversation."""
    return ((button(knowledge, "button-human-close", Human(False)),),)


def pressed(talk: Talk, action: Human) -> Turn:
    """Open a conversation with the staff, or end it."""
    if not action.on:
        return hung_up(talk, "human-closed") if talk.state.relay else talk.stale()
    desk = talk.knowledge.desk
    if desk is None:
        return talk.aside(Screen(talk.say("human-off")))
    text = talk.say("human-again" if talk.state.relay else "human")
    if hours := late(talk):
        text += "\n\n" + hours
    opened = talk.state.relay or Relay(talk.now, after=max(talk.state.passed, default=0))
    notes = () if talk.state.relay else (Note("human"),)
    state = replace(talk.state, relay=opened, waiting="", showing="")
    return talk.show(Screen(text, close_row(talk.knowledge)), state=state, notes=notes)


def late(talk: Talk) -> str:
    """Return when the staff is there again. "": they are there now."""
    desk = talk.knowledge.desk
    back = desk.attended(talk.now, talk.knowledge.calendar) if desk else talk.now
    if desk is None or back <= talk.now:
        return ""
    return talk.say("human-late", hours=desk.hours, back=shown_time(back, talk.now))


def hung_up(talk: Talk, key: str, notes: tuple[Note, ...] = ()) -> Turn:
    """End the conversation, for the reason that the text `key` tells."""
    state = replace(talk.state, relay=None)
    return talk.show(answers.home(talk.knowledge, state, key), state=state, notes=notes)


def passed_on(talk: Talk, text: str) -> Turn:
    """Pass a text on to the staff. If it only says that this is all, tell how to end the conversation."""
    relay = talk.state.relay or Relay(talk.now)
    left = talk.say("human-not-us") if talk.state.waiting else ""
    ends = kinds_alone(talk.knowledge, short(text), _ENDING, *_AROUND_ENDING)
    told = ends or relay.last is None or relay.beside or left or talk.now - relay.last > PAUSE
    texts = (talk.say("human-end" if ends else "human-sent"), left, late(talk))
    screens = [Screen("\n\n".join(filter(None, texts)), close_row(talk.knowledge))]
    state = replace(talk.state, relay=replace(relay, last=talk.now, beside=False), passed=passed(talk))
    return talk.show(*(screens if told else ()), ToStaff(text, "say"), state=state)


def passed(talk: Talk) -> tuple[int, ...]:
    """Return `State.passed` with the message at hand."""
    message, passed = talk.around.message, talk.state.passed
    return passed if message is None or talk.around.edited else (*passed, message)[-MOST_PASSED_ON:]


def is_with_staff(talk: Talk) -> bool:
    """Tell whether typed text goes to the staff. An edited message goes where it went before."""
    relay = talk.state.relay
    if relay is None or talk.knowledge.desk is None:
        return False
    if talk.around.edited:
        return was_passed(talk) and (talk.around.message or 0) > relay.after
    return relay.turned or not talk.state.waiting


def was_passed(talk: Talk) -> bool:
    """Tell whether this is an edit of a message that went to the staff."""
    return talk.around.edited and talk.around.message in talk.state.passed


def from_staff(talk: Talk, event: FromStaff) -> Turn:
    """Show the person what the staff wrote in their topic, or do a command of the staff."""
    state = talk.undisturbed
    relay = state.relay
    if relay is None:
        return talk.show(ToStaff(talk.say("human-over"), "aside"), state=state)
    match event.what:
        case Said(text="") | Media():
            return talk.show(ToStaff(talk.say("human-text-only"), "aside"), state=state)
        case Said() as said:
            key, text = "human-says-edited" if event.edited else "human-says", verbatim_blocks(said.verbatim)
            shown = Screen(talk.say(key, text=text), close_row(talk.knowledge))
            lost = {"human-masked": bool(said.hidden), "human-words-only": bool(said.beside)}
        case Command("t", id) if id.strip():
            topic = talk.knowledge.topics.get(id.strip())
            if topic is None:
                return talk.show(ToStaff(answers.no_topic(talk.knowledge, id.strip()), "aside"), state=state)
            shown, lost = topic_screens.topic_screen(talk.knowledge, talk.state, topic), {}
            state = replace(state, topic=topic.id)
        case Command("close"):
            return hung_up(talk, "human-closed-by-staff", notes=(Note("human-closed"),))
        case Command():
            return talk.show(ToStaff(talk.say("human-commands"), "aside"), state=state)
    told = [ToStaff(talk.say(key), "aside") for key, is_lost in lost.items() if is_lost]
    relay = replace(relay, last=talk.now, beside=False, turned=True)
    return talk.show(shown, *told, state=replace(state, relay=relay))


def due(talk: Talk, key: str) -> Turn:
    """End the conversation because nobody said anything, or because the staff could not be reached."""
    ends = timers(talk.state, talk.knowledge)
    if not ends or (key == IDLE and ends[IDLE] > talk.now):
        return Turn(talk.undisturbed)
    return hung_up(talk, "human-idle" if key == IDLE else "human-lost", notes=(Note(key.replace(":", "-")),))
