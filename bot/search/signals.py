"""What tells whether the first topic of a ranking is right."""

from collections.abc import Sequence

import numpy as np

from bot.search.acceptance import Matrix
from bot.search.grams import Floats, Ints

LOWEST = np.float32(-9)
"""The score of a topic that may not come first."""
RATIO_WEIGHT = np.float32(0.7)
_ENOUGH = 20
"""Symbols: the shorter a text, the less it says; from here on it is as long as phrasings are."""


def signals(
    fused: Floats, outside: Floats, ridge: Floats, ratio: Floats, known: Sequence[float], length: Sequence[int]
) -> Matrix:
    """For each row of scores by topic, what tells whether its first topic is right."""
    rows = np.arange(len(fused))
    first = fused.argmax(axis=1)
    best = fused[rows, first]
    others = fused.copy()
    others[rows, first] = LOWEST
    second = np.maximum(others.max(axis=1), 0)
    enough = np.log1p(np.minimum(length, _ENOUGH))
    columns = [best, best - second, best - outside, ridge[rows, first], ratio[rows, first], known, enough]
    return np.column_stack(columns).astype(np.float64)


def best(scores: Floats, count: int) -> Ints:
    """Where the highest scores are, highest first; the earlier of two equal ones first."""
    if len(scores) > count:
        some = np.sort(np.argpartition(-scores, count - 1)[:count])
        return some[np.argsort(-scores[some], kind="stable")]
    return np.argsort(-scores, kind="stable")
