"""A typed text in its clauses, of which each may tell something of its own. What they tell is not read here."""

import re

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.texts.wordlists import LONGEST_SHORT, either, first_word, lists
from bot.search.normalise import clean
from bot.search.recent import recently

SIGNS = re.compile(r"[，,。；;、！!\s]+")
"""What stands between clauses."""
SENTENCE_SIGNS = re.compile(r"[，,。；;！!？?\n]+|\.(?=\s|$)")
"""The same, but for what parts words, too; and what ends questions."""
_ENDS = re.compile(rf"{SIGNS.pattern}|(?<=了)(?![啊呀嘛](?:\W|$))(?!(?<=过了)[^\W我你他她它]{{1,6}}再)")
"""But for what is only to come after something (过了五一再处理)."""
OF_US = re.compile("[你您妳]|机器人")
"""How a text begins that finds fault with the bot (你说错了吧): the person made no slip."""


@recently()
def in_clauses(text: str) -> tuple[str, ...]:
    """The clauses of a text, each of which may tell of something that was done (初审过了，短信也收到了)."""
    return tuple(clause for clause in _ENDS.split(text) if any(map(str.isalnum, clause)))


def short_clauses(text: str) -> list[str]:
    """The same; none of a text of many words."""
    return list(in_clauses(text)) if len(text) <= LONGEST_SHORT else []


@remembered
def listed_clauses(knowledge: Knowledge, text: str) -> tuple[str, ...]:
    """The same, with what stands joined by an "and" in them apart."""
    joints = either(*lists(knowledge, "words-and"))
    return tuple(piece for clause in short_clauses(text) for piece in re.split(joints, clause) if clean(piece))


def beginnings(text: str) -> list[str]:
    """What stands before each sign between the clauses of a text, the longest first; none of a text of many words."""
    ends = SIGNS.finditer(text) if len(text) <= LONGEST_SHORT else ()
    return [text[: end.start()] for end in ends if end.start()][::-1]


@remembered
def unrepeated(knowledge: Knowledge, text: str) -> str:
    """What a text says, without the words at its beginning that only tell that it is so of several (都、也)."""
    return text.removeprefix(first_word(knowledge, text, "words-also"))
