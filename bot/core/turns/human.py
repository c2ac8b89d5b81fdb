"""A conversation with a person of the staff: opened, carried both ways, closed. Nothing that is said is kept.

While it is open, what the person types goes to the staff, masked, unless the bot asked for something since they said
anything; commands and buttons stay with the bot. Whose topic of the staff group is whose is not known here.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.actions import Human
from bot.core.events import Command, FromStaff, Media, Said
from bot.core.knowledge import Knowledge
from bot.core.replies import Button, Note, Screen, ToStaff, Turn
from bot.core.screens import answers
from bot.core.screens.rows import button
from bot.core.state import Relay, State
from bot.core.texts.wordlists import kinds_alone, short
from bot.core.turns.base import Turns
from bot.core.words import label, say, verbatim_blocks
from bot.core.workdays import local, spoken_date

QUIET = timedelta(days=1)
"""A conversation in which nobody said anything for so long, office hours begun, is over."""
PAUSE = timedelta(minutes=10)
"""After so long it is said again whom the text went to."""
MOST_PASSED = 50
"""Messages of which it is known that they went to the staff; Telegram lets nobody edit after two days."""
_ENDING = (("end", "words-end-talk"), ("end", "words-bye"))
_AROUND_ENDING = ("words-thanks", "words-courtesy", "words-yes", "words-move")
IDLE = "human:idle"
LOST = "human:lost"
"""Keys with which the dialogue is woken: nobody said anything; what was said could not be shown to the staff."""


def timers(state: State, knowledge: Knowledge) -> dict[str, datetime]:
    """Timer key → moment (UTC) at which the open conversation ends by itself."""
    if state.relay is None:
        return {}
    last = state.relay.last or state.relay.since
    desk = knowledge.desk
    return {IDLE: (desk.attended(last, knowledge.calendar) if desk else last) + QUIET}


def ended(before: State, after: State, knowledge: Knowledge) -> tuple[ToStaff, ...]:
    """The last word to the staff where a turn ended the conversation, however it did."""
    if before.relay is None or after.relay is not None:
        return ()
    return (ToStaff(label(knowledge, "human-ended"), "end"),)


def turned_back(turn: Turn) -> Turn:
    """The turn of who turns to the bot, so that what it asks for then is answered to it."""
    if turn.state.relay is None or not turn.state.relay.turned:
        return turn
    return replace(turn, state=replace(turn.state, relay=replace(turn.state.relay, turned=False)))


def still_open(before: State, turn: Turn, knowledge: Knowledge) -> Turn:
    """The turn, with a word that what is typed goes to the staff, where it shows something else for the first time
    since either side said anything. Not where the bot asks for something, as that is answered to the bot."""
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


def close_row(knowledge: Knowledge) -> tuple[tuple[Button, ...], ...]:
    """The button that ends the conversation."""
    return ((button(knowledge, "button-human-close", Human(False)),),)


class Conversing(Turns):
    """Turns of a conversation with the staff."""

    def human(self, action: Human) -> Turn:
        """Open a conversation with the staff, or end it."""
        if not action.on:
            return self.hung_up("human-closed") if self.state.relay else self.stale()
        desk = self.knowledge.desk
        if desk is None:
            return self.aside(Screen(self.say("human-off")))
        text = self.say("human-again" if self.state.relay else "human")
        if hours := self.late():
            text += "\n\n" + hours
        opened = self.state.relay or Relay(self.now, after=max(self.state.passed, default=0))
        notes = () if self.state.relay else (Note("human"),)
        state = replace(self.state, relay=opened, waiting="", showing="")
        return self.show(Screen(text, close_row(self.knowledge)), state=state, notes=notes)

    def late(self) -> str:
        """When somebody is there again, where nobody is now."""
        desk = self.knowledge.desk
        back = desk.attended(self.now, self.knowledge.calendar) if desk else self.now
        if desk is None or back <= self.now:
            return ""
        moment = f"{spoken_date(back, self.now)} {local(back):%H:%M}"
        return self.say("human-late", hours=desk.hours, back=moment)

    def hung_up(self, key: str, notes: tuple[Note, ...] = ()) -> Turn:
        """It is over, for the reason that `key` tells the person."""
        state = replace(self.state, relay=None)
        return self.show(answers.home(self.knowledge, state, key), state=state, notes=notes)

    def passed_on(self, text: str) -> Turn:
        """What the person typed goes to the staff; who only says by it that this is all is told how to end it."""
        relay = self.state.relay or Relay(self.now)
        left = self.say("human-not-us") if self.state.waiting else ""
        ends = kinds_alone(self.knowledge, short(text), _ENDING, *_AROUND_ENDING)
        told = ends or relay.last is None or relay.beside or left or self.now - relay.last > PAUSE
        texts = (self.say("human-end" if ends else "human-sent"), left, self.late())
        screens = [Screen("\n\n".join(filter(None, texts)), close_row(self.knowledge))]
        state = replace(self.state, relay=replace(relay, last=self.now, beside=False), passed=self.passed())
        return self.show(*(screens if told else ()), ToStaff(text, "say"), state=state)

    def passed(self) -> tuple[int, ...]:
        """`State.passed`, with the message at hand."""
        message, passed = self.around.message, self.state.passed
        return passed if message is None or self.around.edited else (*passed, message)[-MOST_PASSED:]

    @property
    def is_with_staff(self) -> bool:
        """Whether what the person types is for the staff; what is edited, where it went before."""
        relay = self.state.relay
        if relay is None or self.knowledge.desk is None:
            return False
        if self.around.edited:
            return self.was_passed and (self.around.message or 0) > relay.after
        return relay.turned or not self.state.waiting

    @property
    def was_passed(self) -> bool:
        """Whether the message at hand is edited, and went to the staff before."""
        return self.around.edited and self.around.message in self.state.passed

    def from_staff(self, event: FromStaff) -> Turn:
        """What somebody of the staff wrote in this person's topic: it is shown to the person, or a command of two."""
        state = self.undisturbed
        relay = state.relay
        if relay is None:
            return self.show(ToStaff(self.say("human-over"), "aside"), state=state)
        match event.what:
            case Said(text="") | Media():
                return self.show(ToStaff(self.say("human-text-only"), "aside"), state=state)
            case Said() as said:
                key, text = "human-says-edited" if event.edited else "human-says", verbatim_blocks(said.verbatim)
                shown = Screen(self.say(key, text=text), close_row(self.knowledge))
                lost = {"human-masked": bool(said.hidden), "human-words-only": bool(said.beside)}
            case Command("t", id) if id.strip():
                topic = self.knowledge.topics.get(id.strip())
                if topic is None:
                    return self.show(ToStaff(answers.no_topic(self.knowledge, id.strip()), "aside"), state=state)
                shown, lost = answers.topic_screen(self.knowledge, self.state, topic), {}
                state = replace(state, topic=topic.id)
            case Command("close"):
                return self.hung_up("human-closed-by-staff", notes=(Note("human-closed"),))
            case Command():
                return self.show(ToStaff(self.say("human-commands"), "aside"), state=state)
        told = [ToStaff(self.say(key), "aside") for key, is_lost in lost.items() if is_lost]
        relay = replace(relay, last=self.now, beside=False, turned=True)
        return self.show(shown, *told, state=replace(state, relay=relay))

    def human_due(self, key: str) -> Turn:
        """The conversation ends, as nobody said anything, or as the staff could not be reached."""
        ends = timers(self.state, self.knowledge)
        if not ends or (key == IDLE and ends[IDLE] > self.now):
            return Turn(self.undisturbed)
        return self.hung_up("human-idle" if key == IDLE else "human-lost", notes=(Note(key.replace(":", "-")),))
