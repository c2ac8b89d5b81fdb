"""The suffixes of domains that a text names (.xyz, io 后缀), and whether that is all that it asks about."""

import re

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.rules import of_suffix
from bot.core.texts.wordlists import LONGEST_SHORT, empty_without, has

TOPICS = ("domain-suffix-list", "domain-suffix-not")
"""The topics on suffixes that can be filed, and on those that hardly can."""
_DOTTED = r"(?<![\w.-])(?:[.点](?=[a-z]))(?P<dotted>(?!(?:gov|edu|mil)\b)[a-z]{2,15}(?:\.cn)?)(?![a-z0-9.-])"
"""A dot and letters, but for those that only public bodies get."""
_CALLED = r"(?<![\w.-])(?P<called>[a-z]{2,15})(?=\s?的?(?:后缀|结尾|域名))"
_SUFFIX = re.compile(f"{_DOTTED}|{_CALLED}", re.ASCII)
_OR_NOT = re.compile("(?<=..)不$")
"""At the end of a question it asks as 吗 does (能备案不)."""


@remembered
def suffixes_in(knowledge: Knowledge, text: str) -> tuple[str, ...]:
    """The suffixes that a text names, each with its dot: behind one any, without one those that we know."""
    known = {word for words in knowledge.rules.suffixes.values() for word in words.words}
    found = [(bool(one["dotted"]), f".{one['dotted'] or one['called']}") for one in _SUFFIX.finditer(text.lower())]
    return tuple(dict.fromkeys(suffix for dotted, suffix in found if dotted or suffix in known))


@remembered
def asks_listed_suffix(knowledge: Knowledge, text: str) -> bool:
    """Whether a text only asks whether one may file with suffixes that are all on the list (.xyz 能备案吗)."""
    asked = _asked(knowledge, text)
    return bool(asked) and all(rule.only_there for suffix in asked for rule in of_suffix(knowledge.rules, suffix, ""))


@remembered
def asks_other_suffix(knowledge: Knowledge, text: str) -> bool:
    """Whether it only asks that, and not all of them are."""
    return bool(_asked(knowledge, text)) and not asks_listed_suffix(knowledge, text)


def _asked(knowledge: Knowledge, text: str) -> tuple[str, ...]:
    """The suffixes of which a text asks whether one may file with them, and nothing else."""
    suffixes = suffixes_in(knowledge, text) if len(text) <= LONGEST_SHORT else ()
    rest = _OR_NOT.sub("", _SUFFIX.sub("", text.lower()).strip()) if suffixes else ""
    asks = has(knowledge, rest, "words-suffix-may") and empty_without(
        knowledge, rest, "words-suffix-may", "words-suffix-around", also=knowledge.places_in(rest)
    )
    return suffixes if asks else ()
