"""Turns that do what `/start` with something behind it asks for, and the keys below the field for typing. How a link is
written is in `links`."""

from dataclasses import replace

from bot.core import course
from bot.core.actions import NewFiling, Progress, Read, Rejected, Themes
from bot.core.replies import Screen, Turn
from bot.core.screens import answers, step_screens
from bot.core.state import State
from bot.core.turns.typed import Typed

LONGEST_KEY = 16
"""Characters of a key behind its sign."""


class Linked(Typed):
    """Turns that answer links and keys."""

    def started(self) -> Turn:
        """The first menu; somebody of whom nothing is kept gets the keys, too."""
        menu = answers.home(self.knowledge, self.state, "welcome")
        return self.leave(menu, *([self.keys()] if self.is_new else []))

    def from_link(self, payload: str) -> Turn:
        """What a link leads to. Where that is gone, or was made up, the first menu."""
        kind, _, id = payload.partition("_")
        turn = None
        if kind == "t" and id in self.knowledge.topics:
            turn = self.pressed_action(Read(id))
        elif kind == "f" and id in self.knowledge.flows:
            turn = self.pressed_action(NewFiling(id))
        elif kind == "s":
            turn = self.opened_step(id)
        if turn is None:
            turn = self.leave(answers.home(self.knowledge, self.state, "link-gone"))
        hello = (self.keys("hello"),) if self.is_new else ()
        return turn.below(*hello)

    def opened_step(self, id: str) -> Turn | None:
        """A step in the person's own filing; where there is none of its flow, by itself. None: no such step."""
        for flow in self.knowledge.flows.values():
            if step := course.step_of(flow, id):
                own = [filing for filing in self.state.filings if filing.flow == flow.id]
                if own:
                    latest = max(own, key=lambda filing: (filing.number == self.state.front, filing.number))
                    return self.at_step(latest, step)
                return self.leave(step_screens.step_alone(self.knowledge, flow, step))
        return None

    @property
    def is_new(self) -> bool:
        """Whether nothing is kept of this person but that there was contact."""
        return replace(self.state, seen=None, warned=None, heard="", last=None) == State()

    def key(self, text: str) -> Turn | None:
        """What a key does, by the text that it types; None where the text is none of a key. Only its sign counts, which
        is the same in all languages: a key stays as it is when another one is chosen."""
        given, _, rest = text.partition(" ")
        if not 0 < len(rest) <= LONGEST_KEY:
            return None
        if given == self.sign("key-ask"):
            return self.asking()
        if given == self.sign("key-rejected"):
            return self.pressed_action(Rejected())
        if given == self.sign("key-progress"):
            return self.pressed_action(Progress())
        if given == self.sign("key-hide"):
            return self.show(Screen(self.say("keys-hidden"), keys=()))
        return None

    def sign(self, key: str) -> str:
        """The sign with which a key begins."""
        return self.label(key).split()[0]

    def asking(self) -> Turn:
        """Ask away: the menu of themes, for who does not know how to put it."""
        themes = self.pressed_action(Themes(False))
        return replace(themes, replies=tuple(replace(one, text=self.say("ask-away")) for one in themes.screens))
