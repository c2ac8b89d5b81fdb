"""How much a text speaks for each topic, by the grams of all that is said of the topic at once.

Two things count. Grams of the text that are usual in a topic speak for it, as in BM25; and grams that are usual in a
topic but absent from the text speak against it (who asks about the filing of a website does not mean that of an app).
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
_ABSENT = np.float32(2.5)
_USUAL = 0.1
"""Only what is in this share of a topic's phrasings is missed where it is absent."""
_LOOSE = np.float32(0.5)
"""The less of its own a topic has, the less is missed."""
_ROUNDS, _STEP, _SHRINK = 3, 0.1, 0.01


@dataclass(frozen=True, slots=True)
class Evidence:
    """What each gram is worth; topics by gram, with how usual it is there (0 to 1); topics by the grams that are looked
    for, and what these come to in all; and the log-odds of every topic before anything is read."""

    worth: Floats
    usual: Postings
    sought: Postings
    total: Floats
    prior: Floats

    def of(self, grams: Ints, times: float = 1.0) -> tuple[Floats, Floats]:
        """What in the text speaks for every topic, and what else is to be said of it: differences between the sums of
        both are log-odds, about. Each gram counts so many times."""
        worth = self.worth[grams] * np.float32(times)
        found = self.sought.sums(grams, np.full(len(grams), times, np.float32))
        return _scale(worth) * self.usual.sums(grams, worth), _absence(found, self.total) + self.prior


def _scale(worth: Floats) -> np.float32:
    return np.float32(_SHARP / math.sqrt(float(worth.sum()) or 1.0))


def _absence(found: Floats, total: Floats) -> Floats:
    absence: Floats = _ABSENT * np.log((found + _LOOSE) / (total + _LOOSE))
    return absence


class Learning:
    """Learns the evidence from the grams of phrasings, each owned by a topic, and of what else is said of each topic
    (`answers`). `family`: how much each gram counts for what it is.

    Grams differ in what they are worth (吗 tells nothing, 注销 nearly all). How rare they are is a first guess; from
    there their worth is learnt: each phrasing is left out of its topic in turn and must find back to it.
    """

    def __init__(self, rows: Sequence[Ints], owners: Ints, answers: Sequence[Ints], family: Floats) -> None:
        self._rows = rows
        self._owners = owners
        self._counts = np.zeros((len(family), len(answers)), np.float32)
        for row, owner in zip(rows, owners.tolist(), strict=True):
            self._counts[row, owner] += 1
        self._sizes = np.bincount(owners, minlength=len(answers)).astype(np.float32)
        self._sought = np.nonzero(self._counts >= _USUAL * self._sizes)
        self._held = self._counts[self._sought]
        topics = (self._counts > 0).sum(axis=1)
        rare = np.log(1 + (len(answers) - topics + 0.5) / (topics + 0.5)) ** _RARE
        self._worth: Floats = (family**2 * rare).astype(np.float32)
        for topic, answer in enumerate(answers):
            self._counts[answer, topic] += 1
        long = self._counts.sum(axis=0)
        self._slack: Floats = (_SATURATION * (1 - _LENGTH + _LENGTH * long / max(1.0, float(long.mean())))).astype(
            np.float32
        )

    def run(self, prior: Floats, told: Callable[[float], None]) -> Evidence:
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
                scale = _scale(worth)
                scores = scale * (worth @ usual)
                wrong = np.exp(scores - scores.max())
                wrong /= wrong.sum()
                wrong[self._owners[row]] -= 1
                slope = scale * worth * (usual @ wrong) + np.float32(_SHRINK) * np.log(worth / first[grams])
                self._worth[grams] = worth * np.exp(-step * slope)
            told((turn + 1) / _ROUNDS)
        return self._learnt(prior)

    def left_out(self, evidence: Evidence, row: int) -> tuple[Floats, Floats]:
        """What the evidence would say for a phrasing, had it not been there."""
        grams, owner = self._rows[row], self._owners[row]
        found = evidence.sought.sums(grams, np.ones(len(grams), np.float32))
        total = evidence.total.copy()
        own = self._sought[1] == owner
        sought = self._sought[0][own]
        here = np.isin(sought, grams)
        values = self._value(sought, (self._held[own] - here) / max(1.0, self._sizes[owner] - 1))
        found[owner], total[owner] = values[here].sum(), values.sum()
        worth = evidence.worth[grams]
        return _scale(worth) * (worth @ self._without(row)), _absence(found, total) + evidence.prior

    def _without(self, row: int) -> Floats:
        """How usual the grams of a phrasing are in each topic, had the phrasing not been there."""
        grams, owner = self._rows[row], self._owners[row]
        counts = self._counts[grams]
        counts[:, owner] -= 1
        usual: Floats = counts / (counts + self._slack)
        return usual

    def _learnt(self, prior: Floats) -> Evidence:
        grams, topics = np.nonzero(self._counts)
        counts = self._counts[grams, topics]
        usual = self._postings(grams, topics, counts / (counts + self._slack[topics]))
        grams, topics = self._sought
        values = self._value(grams, self._held / self._sizes[topics])
        total = np.bincount(topics, values, len(self._sizes)).astype(np.float32)
        return Evidence(self._worth, usual, self._postings(grams, topics, values), total, prior)

    def _value(self, grams: Ints, share: Floats) -> Floats:
        """How much it tells against a topic that a gram is absent which is in this share of its phrasings."""
        value: Floats = share**2 * self._worth[grams]
        return value

    def _postings(self, grams: Ints, topics: Ints, values: Floats) -> Postings:
        starts = np.searchsorted(grams, np.arange(len(self._worth) + 1)).astype(np.int32)
        return Postings(len(self._sizes), starts, topics.astype(np.int32), values)
