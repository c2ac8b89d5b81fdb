"""How a typed text is cut into clauses, each of which may tell something of its own. Their meaning is read
elsewhere."""

import re

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.texts.wordlists import LONGEST_SHORT, either, first_word, lists
from bot.search.normalise import clean
from bot.search.recent import recently

SIGNS = re.compile(r"[，,。；;、！!\s]+")
"""The signs between clauses."""
SENTENCE_SIGNS = re.compile(r"[，,。；;！!？?\n]+|\.(?=\s|$)")
"""The signs between clauses, without 、 and blanks, which also part words, and with those that end questions."""
SIGNS_OR_BUT = re.compile(r"[，,。；;！!\s]+|(?=但|可是|不过)")
"""Those signs without 、, and the places before a "but", where a text may go on to tell something else."""
_CLAUSE_ENDS = re.compile(
    rf"{SIGNS.pattern}|(?<=了)(?![啊呀嘛](?:\W|$)|[一两二三四几][次遍回])(?!(?<=过了)[^\W我你他她它]{{1,6}}再)"
)
"""The ends of clauses: signs, or a 了 that is not part of a plan (过了五一再处理)."""
_SAID = re.compile("(?<=[：:说嫌])|(?=因为|原因|理由)")
"""Where a clause goes on with what was said, or with why."""
BESIDES = re.compile("[也还另]|并且|同时")
"""Words with which a clause tells something besides."""
OF_US = re.compile("[你您妳]|机器人")
"""The beginning of a text that finds fault with the bot (你说错了吧): the person made no slip."""


@recently()
def in_clauses(text: str) -> tuple[str, ...]:
    """Split a text into its clauses (初审过了，短信也收到了)."""
    return tuple(clause for clause in _CLAUSE_ENDS.split(text) if any(map(str.isalnum, clause)))


@recently()
def in_sayings(text: str) -> tuple[str, ...]:
    """Split a text into clauses, and these into who says something, what, and why."""
    return tuple(one for clause in in_clauses(text) for one in _SAID.split(clause) if clean(one))


def short_clauses(text: str) -> list[str]:
    """Split a short text into its clauses. [] for a long one (`LONGEST_SHORT`)."""
    return list(in_clauses(text)) if len(text) <= LONGEST_SHORT else []


@remembered
def listed_clauses(knowledge: Knowledge, text: str) -> tuple[str, ...]:
    """Split a short text into its clauses, and these at each "and" (和)."""
    joints = either(*lists(knowledge, "words-and"))
    return tuple(piece for clause in short_clauses(text) for piece in re.split(joints, clause) if clean(piece))


def beginnings(text: str) -> list[str]:
    """Return what stands before each sign in a short text, the longest first. [] for a long one."""
    ends = SIGNS.finditer(text) if len(text) <= LONGEST_SHORT else ()
    return [text[: end.start()] for end in ends if end.start()][::-1]


@remembered
def unrepeated(knowledge: Knowledge, text: str) -> str:
    """Drop the word at the beginning of a text that only says "all" or "also" (都、也)."""
    return text.removeprefix(first_word(knowledge, text, "words-also"))
