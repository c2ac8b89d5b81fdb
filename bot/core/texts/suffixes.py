"""The domain suffixes that a text names (.xyz, io 后缀), and whether it asks about nothing else."""

import re

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.rules import of_suffix
from bot.core.texts.wordlists import LONGEST_SHORT, empty_without, has

TOPICS = ("domain-suffix-list", "domain-suffix-not")
"""The topics on suffixes that can be filed, and on those that hardly can."""
_DOTTED = r"(?<![\w.-])(?:[.点](?=[a-z]))(?P<dotted>(?!(?:gov|edu|mil)\b)[a-z]{2,15}(?:\.cn)?)(?![a-z0-9.-])"
"""A dot and letters, except suffixes that only public bodies get."""
_CALLED = r"(?<![\w.-])(?P<called>[a-z]{2,15})(?=\s?的?(?:后缀|结尾|域名))"
_SUFFIX = re.compile(f"{_DOTTED}|{_CALLED}", re.ASCII)
_OR_NOT = re.compile("(?<=..)不$")
"""不 at the end of a question, in place of 吗 (能备案不)."""


@remembered
def suffixes_in(knowledge: Knowledge, text: str) -> tuple[str, ...]:
    """Return the suffixes that a text names, each with its dot. Without a dot in front only known ones count."""
    found = [(bool(one["dotted"]), f".{one['dotted'] or one['called']}") for one in _SUFFIX.finditer(text.lower())]
    return tuple(dict.fromkeys(suffix for dotted, suffix in found if dotted or suffix in knowledge.rules.suffixes))


@remembered
def asks_listed_suffix(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only asks whether one may file with suffixes that are all on the list (.xyz 能备案吗)."""
    asked = _asked(knowledge, text)
    return bool(asked) and all(rule.only_there for suffix in asked for rule in of_suffix(knowledge.rules, suffix, ""))


@remembered
def asks_other_suffix(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only asks that, and not all its suffixes are on the list."""
    return bool(_asked(knowledge, text)) and not asks_listed_suffix(knowledge, text)


def _asked(knowledge: Knowledge, text: str) -> tuple[str, ...]:
    """Return the suffixes of a text that only asks whether one may file with them; () for any other."""
    suffixes = suffixes_in(knowledge, text) if len(text) <= LONGEST_SHORT else ()
    rest = _OR_NOT.sub("", _SUFFIX.sub("", text.lower()).strip()) if suffixes else ""
    asks = has(knowledge, rest, "words-suffix-may") and empty_without(
        knowledge, rest, "words-suffix-may", "words-suffix-around", also=knowledge.places_in(rest)
    )
    return suffixes if asks else ()
