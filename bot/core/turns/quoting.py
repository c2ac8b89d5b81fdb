"""What comes of words about a part of the plan that is quoted: they are said of the things to do whose words stand in
the quote."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.actions import Read
from bot.core.filings import plan_parts
from bot.core.filings.plan import Todo
from bot.core.knowledge import Knowledge
from bot.core.replies import Turn
from bot.core.screens import plan_screens
from bot.core.texts import planwords, spoken
from bot.core.texts.asking import leaves_unsaid, only_points, wondering, wonders
from bot.core.texts.courtesies import courtesy
from bot.core.texts.wordlists import empty_without, has
from bot.core.turns import mending, objecting, presses, ticking
from bot.core.turns.talk import Talk
from bot.search.normalise import clean

_DONE = frozenset("✅☑✔")
"""What ticks off what it answers to; 👌 may only mean to do it."""


def of_quoted(talk: Talk, text: str, quoted: str) -> Turn | None:
    """What comes of a text that says of a part of the plan at work, which it quotes, that it is done or not, asks
    how it is done, or why, or objects to it; None for any other."""
    if talk.at_work is None:
        return None
    attempt, filing = talk.at_work
    todos, reasons = plan_screens.quoted(talk.knowledge, talk.state, attempt, filing, quoted, talk.now)
    if not (todos or reasons):
        return None
    if tells_it_done(talk.knowledge, text, todos):
        return ticking.tick_those(talk, attempt, todos)
    if courtesy(talk.knowledge, text):
        return None
    asked, rest = wondering(talk.knowledge, text)
    if asked == {"why"} and not rest:
        return presses.typed_action(talk, Read(reasons[0]))
    points = leaves_unsaid(talk.knowledge, text) or only_points(talk.knowledge, text)
    if points or (asked - {"this"} and not rest):
        return ticking.show_todos(talk, todos)
    if wonders(talk.knowledge, text):
        return None
    ticked = [todo.fix.id for todo in todos if todo.done]
    if planwords.left_undone(talk.knowledge, text) == "":
        return mending.tick(talk, attempt, ticked, False) if ticked else ticking.show_todos(talk, todos)
    about = replace(talk.state, topic=reasons[0], waiting="", showing="")
    return objecting.untrue(talk.with_state(about), text, attempt)


def tells_it_done(knowledge: Knowledge, text: str, todos: Sequence[Todo]) -> bool:
    """Whether a text says that these things are done, by whatever it calls them."""
    if not clean(text):
        return not _DONE.isdisjoint(text)
    if wonders(knowledge, text):
        return False
    keys = ("words-it-is-done", "words-move", "words-it", "words-that")
    plain = clean(text)
    if has(knowledge, plain, keys[0]) and empty_without(knowledge, plain, *keys):
        return True
    kinds, rest = spoken.moves(knowledge, text)
    what, verbs = planwords.deed(knowledge, text)
    told = ([what] if verbs else []) + ([rest] if kinds and kinds <= {"done", "passed"} else [])
    names = (planwords.unpointed(knowledge, one) for one in told)
    return any(not name or plan_parts.named_among(knowledge, todos, name) for name in names)
