"""How much each gram speaks for each topic: as BM25 does, over all that is said of a topic at once.

Grams differ in what they are worth (吗 tells nothing, 注销 nearly all). How rare they are is a first guess; from there
their worth is learnt: each phrasing is left out of its topic in turn and must find back to it.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.search.grams import Floats, Ints, Postings

_RARE = 0.75
"""Power of the inverse frequency: less than 1, because words that tell topics apart are seldom rare here."""
_SATURATION, _LENGTH = 5.0, 0.8
"""BM25's k1 and b."""
_SHARP = 12.0
"""Scores are log-odds, about: so much for a text whose every gram is usual in one topic only, times its length."""
_ROUNDS, _STEP, _SHRINK = 3, 0.1, 0.01


@dataclass(frozen=True, slots=True)
class Evidence:
    """Topics by gram, with how usual it is there (0 to 1), and what each gram is worth."""

    worth: Floats
    usual: Postings

    def of(self, grams: Ints) -> Floats:
        """A score for every topic: differences between them are log-odds."""
        worth = self.worth[grams]
        return self.usual.sums(grams, worth) * np.float32(_SHARP / math.sqrt(float(worth.sum()) or 1.0))


class Learning:
    """Learns the evidence from the grams of phrasings, each owned by a topic, and of what else is said of each topic
    (`answers`). `family`: how much each gram counts for what it is."""

    def __init__(self, rows: Sequence[Ints], owners: Ints, answers: Sequence[Ints], family: Floats) -> None:
        self._rows = rows
        self._owners = owners
        self._counts = np.zeros((len(family), len(answers)), np.float32)
        for row, owner in zip(rows, owners.tolist(), strict=True):
            self._counts[row, owner] += 1
        topics = (self._counts > 0).sum(axis=1)
        rare = np.log(1 + (len(answers) - topics + 0.5) / (topics + 0.5)) ** _RARE
        self._worth: Floats = (family**2 * rare).astype(np.float32)
        for topic, answer in enumerate(answers):
            self._counts[answer, topic] += 1
        long = self._counts.sum(axis=0)
        self._slack: Floats = (_SATURATION * (1 - _LENGTH + _LENGTH * long / max(1.0, float(long.mean())))).astype(
            np.float32
        )
        self._usual: Floats = self._counts / (self._counts + self._slack)

    def run(self, told: Callable[[float], None]) -> None:
        """Learn what grams are worth, by stochastic gradient on the softmax over topics. Deterministic."""
        first = np.maximum(self._worth, np.float32(1e-6))
        order = np.arange(len(self._rows))
        random = np.random.default_rng(0)
        for turn in range(_ROUNDS):
            random.shuffle(order)
            step = np.float32(_STEP * (1 - turn / _ROUNDS))
            for row in order.tolist():
                grams = self._rows[row]
                usual, worth = self._without(row), self._worth[grams]
                scale = np.float32(_SHARP / math.sqrt(float(worth.sum()) or 1.0))
                scores = scale * (worth @ usual)
                wrong = np.exp(scores - scores.max())
                wrong /= wrong.sum()
                wrong[self._owners[row]] -= 1
                slope = scale * worth * (usual @ wrong) + np.float32(_SHRINK) * np.log(worth / first[grams])
                self._worth[grams] = worth * np.exp(-step * slope)
            told((turn + 1) / _ROUNDS)

    def _without(self, row: int) -> Floats:
        """How usual the grams of a phrasing are in each topic, had the phrasing not been there."""
        grams, owner = self._rows[row], self._owners[row]
        usual = self._usual[grams]
        left = self._counts[grams, owner] - 1
        usual[:, owner] = left / (left + self._slack[owner])
        return usual

    def left_out(self, row: int) -> Floats:
        """The score of every topic for a phrasing, had it not been there."""
        worth = self._worth[self._rows[row]]
        scores: Floats = np.float32(_SHARP / math.sqrt(float(worth.sum()) or 1.0)) * (worth @ self._without(row))
        return scores

    def evidence(self) -> Evidence:
        grams, topics = np.nonzero(self._usual)
        starts = np.searchsorted(grams, np.arange(len(self._worth) + 1)).astype(np.int32)
        usual = Postings(self._usual.shape[1], starts, topics.astype(np.int32), self._usual[grams, topics])
        return Evidence(self._worth, usual)
