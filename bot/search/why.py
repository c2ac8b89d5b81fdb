"""Why a topic ranked where it did for a text. Computed on demand; nothing is kept."""

from dataclasses import dataclass

from bot.search.evidence import Spoken
from bot.search.grams import SOUNDS_ALONE, is_sound, symbols
from bot.search.index import Index

_MOST = 6
"""The most signs that are shown of each kind, the strongest."""
_LEAST = 0.05
"""Log-odds: a weaker sign is not worth showing."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A gram in readable form, and how much it counts, in approximate log-odds."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Why:
    """What in a text spoke for a topic or against it, by characters and by syllables, strongest first."""

    characters: tuple[Sign, ...]
    syllables: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A topic, how far it is behind the first one (approximate log-odds), its nearest phrasing, and what spoke for and
    against it."""

    topic: str
    behind: float
    phrasing: str
    why: Why


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a part was understood.

    - `normal`: what was looked up.
    - `home`, `foreign`: words of our own field and of other fields in it.
    - `ours`: the probability that it is in scope; `first`, `offered`: if it is, that the first topic is right, or one
      of the first four.
    - `candidates`: the first topic and its rival.
    """

    normal: str
    home: tuple[str, ...]
    foreign: tuple[str, ...]
    ours: float
    first: float
    offered: float
    candidates: tuple[Candidate, ...]


def why(index: Index, text: str, topic: str) -> Why:
    """Return what speaks for and against one topic of the index in a normalised text."""
    written = index.alphabet.write(text)
    weights = index.space.weigh(written)
    times = 1.0 if written.chars else SOUNDS_ALONE
    place = index.phrasings.topics.index(topic)
    spoken = index.evidence.spoken(place, weights, times)
    sounds = is_sound(index.space.keys[spoken.grams])
    return Why(_signs(index, spoken.only(~sounds)), _signs(index, spoken.only(sounds)))


def _signs(index: Index, spoken: Spoken) -> tuple[Sign, ...]:
    """Return the strongest signs, with those that read the same added up."""
    weights: dict[str, float] = {}
    for gram, weight in zip(spoken.grams.tolist(), spoken.weights.tolist(), strict=True):
        text = _read(index, gram)
        weights[text] = weights.get(text, 0.0) + weight
    signs = (Sign(text, weight) for text, weight in weights.items() if abs(weight) >= _LEAST)
    return tuple(sorted(signs, key=lambda sign: -abs(sign.weight))[:_MOST])


def _read(index: Index, gram: int) -> str:
    words = [index.alphabet.read(symbol) for symbol in symbols(index.space.keys[gram])]
    apart = any(word.isascii() for word in words)
    return (" " if apart else "").join(words)
