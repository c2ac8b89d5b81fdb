"""Scores of topics for a text, and what tells whether the first of them is right. One row for each text."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.search.acceptance import Matrix
from bot.search.grams import Floats, Ints

LOWEST = np.float32(-99)
"""The score of a topic that may not come first."""
_ALIKE = np.float32(20)
"""What the most alike phrasing is worth beside the evidence: it tells between topics that share their words, and counts
where letters are wrong."""
_AHEAD = np.float32(6)
"""Log-odds: leading what is nobody's business by more tells no more. A word may be all ours by chance."""
_FAR = 20
"""Log-odds that are as good as certain."""
_ENOUGH = 20
"""Symbols: the shorter a text, the less it says; from here on it is as long as phrasings are."""


@dataclass(frozen=True, slots=True)
class Scores:
    """By text and topic: how usual what the text says is there, what it tells for it, with what is known from before
    (`Evidence`); and the ratio of the most alike phrasing, of the topics that are likeliest by those (of all others 0).
    """

    usual: Floats
    told: Floats
    alike: Floats

    @property
    def bonus(self) -> Floats:
        """What the most alike phrasings are worth."""
        bonus: Floats = _ALIKE * self.alike
        return bonus

    @property
    def fused(self) -> Floats:
        """One score: differences between topics are log-odds, about."""
        return self.usual + self.told + self.bonus


def of_first(scores: Scores, among: Floats, known: Sequence[float], length: Sequence[int]) -> Matrix:
    """What tells whether the first topic is right, if any is. `among`: the fused scores, `LOWEST` where a topic may not
    be first; `known`: the share of each text that is known; `length`: how many symbols it has. The last topic is what
    is nobody's business here."""
    rows = np.arange(len(among))
    first = among.argmax(axis=1)
    best = among[rows, first]
    others = np.concatenate([among, scores.fused[:, -1:]], axis=1)
    others[rows, first] = LOWEST
    rest = np.log(np.exp(np.minimum(others - best[:, None], _FAR)).sum(axis=1) + 1e-6)
    enough = np.log1p(np.minimum(length, _ENOUGH))
    return np.array([-rest, best, scores.alike[rows, first], known, enough], np.float64).T


def of_scope(scores: Scores, among: Floats, home: Sequence[float]) -> Matrix:
    """What tells whether a text is our business. `home`: how much it speaks our language."""
    rows = np.arange(len(among))
    first = among.argmax(axis=1)
    ahead = np.minimum(scores.usual[rows, first] - scores.usual[:, -1], _AHEAD)
    return np.array([ahead, home, scores.alike[rows, first], among[rows, first]], np.float64).T


def best(scores: Floats, count: int) -> Ints:
    """Where the highest scores are, highest first; the earlier of two equal ones first."""
    if len(scores) > count:
        some = np.sort(np.argpartition(-scores, count - 1)[:count])
        return some[np.argsort(-scores[some], kind="stable")]
    return np.argsort(-scores, kind="stable")
