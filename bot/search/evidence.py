"""How much a text speaks for each topic, by the grams of all that is said of the topic at once.

Two things count. Grams of the text that are usual in a topic speak for it, as in BM25; and grams that are usual in a
topic but absent from the text speak against it (who asks about the filing of a website does not mean that of an app).
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from bot.search.grams import Floats, Ints, Postings, Weights
from bot.search.telling import LEARNT

_RARE = 0.75
"""Power of the inverse frequency: less than 1, because words that tell topics apart are seldom rare here."""
_SATURATION, _LENGTH = 5.0, 0.8
"""BM25's k1 and b."""
_SHARP = 12.0
"""Scores are log-odds, about: so much for a text whose every gram is usual in one topic only, times its length."""
_ABSENT = np.float32(2.5)
_USUAL = 0.1
"""Only what is in this share of a topic's phrasings is missed where it is absent."""
_MOST_COUNTED = 254
"""Phrasings of a topic that hold a gram, and one more for its answer, are counted in a byte: there is a place for every
gram and topic. Only what is nobody's business here has so many."""
_LOOSE = np.float32(0.5)
"""The less of its own a topic has, the less is missed."""
_ROUNDS, _STEP, _SHRINK = 2, 0.1, 0.01


@dataclass(frozen=True, slots=True)
class Spoken:
    """Grams, and how much each of them speaks for a topic, or against it: log-odds, about."""

    grams: Ints
    weights: Floats

    def only(self, some: npt.NDArray[np.bool_]) -> "Spoken":
        return Spoken(self.grams[some], self.weights[some])

    def within(self, grams: Ints, times: np.float32) -> "Spoken":
        """Those that are among these grams, so many times."""
        here = np.isin(self.grams, grams)
        return Spoken(self.grams[here], times * self.weights[here])

    def and_also(self, other: "Spoken") -> "Spoken":
        """Both; a gram may be in it twice."""
        return Spoken(np.concatenate([self.grams, other.grams]), np.concatenate([self.weights, other.weights]))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What each gram is worth; by gram, what it says of topics (all that is kept of them in one place, so that a text
    is looked up once); what there is to be missed of each topic in all; and the log-odds of every topic before
    anything is read.

    `says` has a row for each topic three times over: how usual the gram is there, times its worth; how much it is
    missed where it is absent, times its worth; and what it tells for the topic (`Telling`), times its weight.
    """

    worth: Floats
    says: Postings
    total: Floats
    prior: Floats

    def of(self, text: Weights, times: float = 1.0) -> tuple[Floats, Floats]:
        """What in the text speaks for every topic, and what else is to be said of it: differences between the sums of
        both are log-odds, about. Each gram counts so many times."""
        usual, found, told = self.sums(text.grams)
        absent = _absence(np.float32(times) * found, self.total) + self.prior
        return _scale(self.worth[text.grams], times) * usual, absent + told / np.float32(text.norm)

    def spoken(self, topic: int, text: Weights, times: float = 1.0) -> tuple[Spoken, Spoken]:
        """What `of` adds up for one topic: what is present in a text, and what is looked for and absent."""
        usual, missed, told = (self._said_of(topic, band) for band in range(3))
        scale = _scale(self.worth[text.grams], times)
        present = usual.within(text.grams, scale).and_also(told.within(text.grams, np.float32(1 / text.norm)))
        there = np.isin(missed.grams, text.grams)
        total, found = self.total[topic : topic + 1], np.float32(times) * missed.weights[there].sum(keepdims=True)
        share = _absence(found, total) / np.maximum(total - found, np.float32(1e-6))
        return present, Spoken(missed.grams[~there], share * missed.weights[~there])

    def with_telling(self, told: tuple[Ints, Ints], values: Floats) -> "Evidence":
        """This, and what grams tell for topics, as pairs of both and a value for each."""
        grams, rows = self.says.pairs
        both = np.concatenate([grams, told[0]]), np.concatenate([rows, told[1] + 2 * len(self.total)])
        says = Postings.of(self.says.count, len(self.worth), both, np.concatenate([self.says.values, values]))
        return replace(self, says=says)

    def sums(self, grams: Ints) -> tuple[Floats, Floats, Floats]:
        """By topic: how much of what is in a text is usual there, how much of what is looked for is found, and how much
        is told."""
        usual, found, told = self.says.sums(grams).reshape(3, -1)
        return usual, found, told

    def _said_of(self, topic: int, band: int) -> Spoken:
        return Spoken(*self.says.of_row(band * len(self.total) + topic))


def _scale(worth: Floats, times: float = 1.0) -> np.float32:
    return np.float32(_SHARP * math.sqrt(times / (float(worth.sum()) or 1.0)))


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
        self._counts = np.zeros((len(family), len(answers)), np.uint8)
        for row, owner in zip(rows, owners.tolist(), strict=True):
            self._counts[row, owner] += self._counts[row, owner] < _MOST_COUNTED
        self._sizes = np.bincount(owners, minlength=len(answers)).astype(np.float32)
        enough = np.minimum(np.ceil(_USUAL * self._sizes), _MOST_COUNTED).astype(np.uint8)
        self._sought = np.nonzero(self._counts >= np.maximum(1, enough))
        self._held = self._counts[self._sought].astype(np.float32)
        topics = np.count_nonzero(self._counts, axis=1)
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
        learnt = np.zeros(len(order), np.bool_)
        random = np.random.default_rng(0)
        for turn in range(_ROUNDS):
            order = order[~learnt[order]]
            random.shuffle(order)
            step = np.float32(_STEP * (1 - turn / _ROUNDS))
            for row in order.tolist():
                grams = self._rows[row]
                usual, worth = self._without(row), self._worth[grams]
                scale = _scale(worth)
                scores = scale * (worth @ usual)
                wrong = np.exp(scores - scores.max())
                wrong /= wrong.sum()
                if wrong[self._owners[row]] > LEARNT:
                    learnt[row] = True
                    continue
                wrong[self._owners[row]] -= 1
                slope = scale * worth * (usual @ wrong) + np.float32(_SHRINK) * np.log(worth / first[grams])
                self._worth[grams] = worth * np.exp(-step * slope)
            told((turn + 1) / _ROUNDS)
        return self._learnt(prior)

    def left_out(self, evidence: Evidence, row: int) -> tuple[Floats, Floats]:
        """What the evidence would say for a phrasing, had it not been there."""
        grams, owner = self._rows[row], self._owners[row]
        worth = evidence.worth[grams]
        _, found, _ = evidence.sums(grams)
        total = evidence.total.copy()
        own = self._sought[1] == owner
        sought = self._sought[0][own]
        here = np.isin(sought, grams)
        values = _missed((self._held[own] - here) / max(1.0, self._sizes[owner] - 1)) * self._worth[sought]
        found[owner], total[owner] = values[here].sum(), values.sum()
        return _scale(worth) * (worth @ self._without(row)), _absence(found, total) + evidence.prior

    def _without(self, row: int) -> Floats:
        """How usual the grams of a phrasing are in each topic, had the phrasing not been there."""
        grams, owner = self._rows[row], self._owners[row]
        counts = self._counts[grams].astype(np.float32)
        counts[:, owner] -= 1
        usual: Floats = counts / (counts + self._slack)
        return usual

    def _learnt(self, prior: Floats) -> Evidence:
        topics = len(self._sizes)
        grams, owners = np.nonzero(self._counts)
        counts = self._counts[grams, owners].astype(np.float32)
        usual = self._worth[grams] * counts / (counts + self._slack[owners])
        sought, seekers = self._sought
        missed = self._worth[sought] * _missed(self._held / self._sizes[seekers])
        total = np.bincount(seekers, missed, topics).astype(np.float32)
        pairs = np.concatenate([grams, sought]), np.concatenate([owners, topics + seekers])
        says = Postings.of(3 * topics, len(self._worth), pairs, np.concatenate([usual, missed]))
        return Evidence(self._worth, says, total, prior)


def _missed(share: Floats) -> Floats:
    """How much a gram is missed, for its worth, that is in this share of a topic's phrasings."""
    missed: Floats = share**2
    return missed
