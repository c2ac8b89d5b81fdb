"""What comes of words about a part of the plan that is quoted: they are said of the things to do whose words stand in
the quote."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.actions import Read
from bot.core.filings.plan import Todo
from bot.core.replies import Turn
from bot.core.screens import plan_screens
from bot.core.texts import planwords, spoken
from bot.core.texts.asking import leaves_unsaid, only_points, wondering, wonders
from bot.core.texts.courtesies import courtesy
from bot.core.texts.wordlists import empty_without, has
from bot.core.turns.objecting import Objecting
from bot.search.normalise import clean

_DONE = frozenset("✅☑✔")
"""What ticks off what it answers to; 👌 may only mean to do it."""


class Quoting(Objecting):
    """Turns that answer who quotes the plan."""

    def of_quoted(self, text: str, quoted: str) -> Turn | None:
        """What comes of a text that says of a part of the plan at work, which it quotes, that it is done or not, asks
        how it is done, or why, or objects to it; None for any other."""
        if self.at_work is None:
            return None
        attempt, filing = self.at_work
        todos, reasons = plan_screens.quoted(self.knowledge, self.state, attempt, filing, quoted, self.now)
        if not (todos or reasons):
            return None
        if self.tells_it_done(text, todos):
            return self.tick_those(attempt, todos)
        if courtesy(self.knowledge, text):
            return None
        asked, rest = wondering(self.knowledge, text)
        if asked == {"why"} and not rest:
            return self.typed_action(Read(reasons[0]))
        points = leaves_unsaid(self.knowledge, text) or only_points(self.knowledge, text)
        if points or (asked - {"this"} and not rest):
            return self.todos(todos)
        if wonders(self.knowledge, text):
            return None
        ticked = [todo.fix.id for todo in todos if todo.done]
        if planwords.left_undone(self.knowledge, text) == "":
            return self.tick(attempt, ticked, False) if ticked else self.todos(todos)
        about = replace(self.state, topic=reasons[0], waiting="", showing="")
        return self.with_state(about).untrue(text, attempt)

    def tells_it_done(self, text: str, todos: Sequence[Todo]) -> bool:
        """Whether a text says that these things are done, by whatever it calls them."""
        if not clean(text):
            return not _DONE.isdisjoint(text)
        if wonders(self.knowledge, text):
            return False
        keys = ("words-it-is-done", "words-move", "words-it", "words-that")
        plain = clean(text)
        if has(self.knowledge, plain, keys[0]) and empty_without(self.knowledge, plain, *keys):
            return True
        kinds, rest = spoken.moves(self.knowledge, text)
        what, verbs = planwords.deed(self.knowledge, text)
        told = ([what] if verbs else []) + ([rest] if kinds and kinds <= {"done", "passed"} else [])
        names = (planwords.unpointed(self.knowledge, one) for one in told)
        return any(not name or self.named_among(todos, name) for name in names)
