"""Greetings, thanks and other words about no matter: a text that has nothing else is answered in kind."""

from functools import lru_cache
from typing import Literal, get_args

from bot.core.knowledge import Knowledge
from bot.core.words import label
from bot.search.normalise import Wordings, clean

Courtesy = Literal["upset", "human", "who", "thanks", "bye", "hello", "fine"]
"""What a text is; of several, the first counts (好的，谢谢 is thanks)."""
COURTESIES: tuple[Courtesy, ...] = get_args(Courtesy)
LONGEST = 24
"""Characters: who writes more has something to say."""


def courtesy(knowledge: Knowledge, text: str) -> Courtesy | None:
    """What a text is that has no words but such; None for any other."""
    if len(text) > LONGEST:
        return None
    lists = tuple(label(knowledge, f"words-{kind}") for kind in COURTESIES)
    kinds, silent = _wordings(lists, label(knowledge, "words-courtesy"))
    plain = clean(text)
    found = kinds.found(plain)
    return next((kind for kind in COURTESIES if kind in found and not silent.replace(plain)), None)


@lru_cache(maxsize=2)
def _wordings(lists: tuple[str, ...], particles: str) -> tuple[Wordings, Wordings]:
    """The kind of each word, and nothing in the place of any, particles included."""
    kinds = {word: kind for kind, words in zip(COURTESIES, lists, strict=True) for word in words.split("、")}
    return Wordings.of(kinds), Wordings.of(dict.fromkeys((*kinds, *particles.split("、")), ""))
