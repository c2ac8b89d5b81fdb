"""The scores of topics for texts, and the signals that tell whether the first topic is right. One row for each text."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.search.acceptance import Matrix
from bot.search.grams import Floats, Ints

LOWEST = np.float32(-99)
"""The score of a topic that may not come first."""
_ALIKE = np.float32(20)
"""What the most similar phrasing is worth: it tells topics apart that share their words, and counts where letters are
wrong."""
_AHEAD = np.float32(6)
"""Log-odds: a greater lead over what is out of scope tells no more, as a word may occur only in our phrasings by
chance."""
_FAR = 20
"""Log-odds that are as good as certain."""
_ENOUGH = 20
"""Symbols: the shorter a text, the less it says. From this length on it is as long as phrasings are."""


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores by text and topic: how usual the text's grams are there, what they tell for it plus its prior, and the
    similarity of the most similar phrasing (0 for topics that do not lead by the other two)."""

    usual: Floats
    telling: Floats
    alike: Floats

    @property
    def bonus(self) -> Floats:
        """What the most similar phrasings are worth."""
        bonus: Floats = _ALIKE * self.alike
        return bonus

    @property
    def fused(self) -> Floats:
        """The sum of all: differences between topics are approximate log-odds."""
        return self.usual + self.telling + self.bonus


def of_first(scores: Scores, among: Floats, known: Sequence[float], length: Sequence[int]) -> Matrix:
    """Return the signals that tell whether the first topic is right, given that any is. The last topic is what is out
    of scope.

    - `among`: the summed scores, `LOWEST` for a topic that may not be first.
    - `known`: the share of each text that is known; `length`: its symbols.
    """
    rows = np.arange(len(among))
    first = among.argmax(axis=1)
    best = among[rows, first]
    others = np.concatenate([among, scores.fused[:, -1:]], axis=1)
    others[rows, first] = LOWEST
    rest = np.log(np.exp(np.minimum(others - best[:, None], _FAR)).sum(axis=1) + 1e-6)
    enough = np.log1p(np.minimum(length, _ENOUGH))
    return np.array([-rest, best, scores.alike[rows, first], known, enough], np.float64).T


def of_scope(scores: Scores, among: Floats, home: Sequence[float]) -> Matrix:
    """Return the signals that tell whether a text is in scope. `home`: how much it speaks our language."""
    rows = np.arange(len(among))
    first = among.argmax(axis=1)
    ahead = np.minimum(scores.usual[rows, first] - scores.usual[:, -1], _AHEAD)
    return np.array([ahead, home, scores.alike[rows, first], among[rows, first]], np.float64).T


def best(scores: Floats, count: int) -> Ints:
    """Return the places of the highest scores, highest first; of two equal ones the earlier first."""
    if len(scores) > count:
        some = np.sort(np.argpartition(-scores, count - 1)[:count])
        return some[np.argsort(-scores[some], kind="stable")]
    return np.argsort(-scores, kind="stable")
