"""How much a text speaks for each topic, by the grams of everything said about the topic together.

As in BM25, grams of the text that are usual in a topic speak for it. Usual grams that the text lacks tell hardly
anything.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from bot.search.grams import Floats, Ints, Postings, Rows, Weights
from bot.search.telling import LEARNT

_RARE = 0.75
"""Power of the inverse frequency. It is below 1, because words that tell topics apart are seldom rare here."""
_SATURATION, _LENGTH = 5.0, 0.8
"""BM25's k1 and b."""
_SHARP = 12.0
"""Scale of the scores, which are approximate log-odds: a text whose every gram is usual in one topic only scores this,
times the root of the worth of its grams."""
_MOST_COUNTED = 254
"""The most phrasings of a topic that are counted for a gram; with its answer this fits into a byte, of which there is
one for every gram and topic. Only texts out of scope have so many."""
_STEP, _SHRINK = np.float32(0.1), np.float32(0.01)
_OFTEN = 1000
"""Phrasings between two reports of progress."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Grams, and how much each speaks for a topic (negative: against it), in approximate log-odds."""

    grams: Ints
    weights: Floats

    def only(self, some: npt.NDArray[np.bool_]) -> "Spoken":
        """Return the grams that a mask selects."""
        return Spoken(self.grams[some], self.weights[some])

    def within(self, grams: Ints, times: np.float32) -> "Spoken":
        """Return those that are among `grams`, their weights multiplied by `times`."""
        here = np.isin(self.grams, grams)
        return Spoken(self.grams[here], times * self.weights[here])

    def and_also(self, other: "Spoken") -> "Spoken":
        """Return both together; a gram may occur twice."""
        return Spoken(np.concatenate([self.grams, other.grams]), np.concatenate([self.weights, other.weights]))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What each gram is worth, what it says about topics, and the log-odds of every topic before anything is read
    (`prior`).

    `says` has two rows for each topic, so that a text is looked up once: how usual the gram is there, times its worth;
    and what it tells for the topic (`Telling`), times its weight.
    """

    worth: Floats
    says: Postings
    prior: Floats

    def of(self, text: Weights, times: float) -> tuple[Floats, Floats]:
        """Return for every topic how usual the grams of the text are, and what they tell for it plus its prior.
        Differences between the sums are approximate log-odds. Each gram counts `times` times."""
        usual, telling = self.says.sums(text.grams).reshape(2, -1)
        return _scale(self.worth[text.grams], times) * usual, telling / np.float32(text.norm) + self.prior

    def spoken(self, topic: int, text: Weights, times: float) -> Spoken:
        """Return the summands of `of` for one topic."""
        usual, telling = (self._said_of(topic, band) for band in range(2))
        scale = _scale(self.worth[text.grams], times)
        return usual.within(text.grams, scale).and_also(telling.within(text.grams, np.float32(1 / text.norm)))

    def with_telling(self, pairs: tuple[Ints, Ints], values: Floats) -> "Evidence":
        """Return this evidence with what grams tell for topics: pairs of gram and topic, with a value each."""
        grams, rows = self.says.pairs
        both = np.concatenate([grams, pairs[0]]), np.concatenate([rows, pairs[1] + len(self.prior)])
        says = Postings.of(self.says.count, len(self.worth), both, np.concatenate([self.says.values, values]))
        return replace(self, says=says)

    def _said_of(self, topic: int, band: int) -> Spoken:
        return Spoken(*self.says.of_row(band * len(self.prior) + topic))


def _scale(worth: Floats, times: float = 1.0) -> np.float32:
    return np.float32(_SHARP * math.sqrt(times / (float(worth.sum()) or 1.0)))


class Learning:
    """Learns the evidence from the grams of phrasings and their topics (`owners`), and of the answer of each topic.
    `family`: how much each gram counts for its kind.

    Grams differ in worth: 吗 tells nothing, 注销 nearly everything. How rare they are is the first guess. From there
    each phrasing is left out of its topic in turn and must find it again.
    """

    def __init__(self, rows: Rows[np.int32], owners: Ints, answers: Sequence[Ints], family: Floats) -> None:
        self._rows = rows
        self._owners = owners
        self._counts = np.zeros((len(family), len(answers)), np.uint8)
        for row, owner in enumerate(owners.tolist()):
            grams = rows[row]
            self._counts[grams, owner] += self._counts[grams, owner] < _MOST_COUNTED
        topics = np.count_nonzero(self._counts, axis=1)
        rare = np.log(1 + (len(answers) - topics + 0.5) / (topics + 0.5)) ** _RARE
        self._worth: Floats = (family**2 * rare).astype(np.float32)
        for topic, answer in enumerate(answers):
            self._counts[answer, topic] += 1
        long = self._counts.sum(axis=0)
        self._slack: Floats = (_SATURATION * (1 - _LENGTH + _LENGTH * long / max(1.0, float(long.mean())))).astype(
            np.float32
        )

    def run(self, order: Ints, progress: Callable[[float], None]) -> None:
        """Learn the worth of grams by stochastic gradient on the softmax over topics, once from each of these
        phrasings, in this order: a second round gains nothing. `progress`: called with the share done."""
        first = np.maximum(self._worth, np.float32(1e-6))
        for done, row in enumerate(order.tolist()):
            if not done % _OFTEN:
                progress(done / len(order))
            grams = self._rows[row]
            usual, worth = self._without(row), self._worth[grams]
            scale = _scale(worth)
            scores = scale * (worth @ usual)
            wrong = np.exp(scores - scores.max())
            wrong /= wrong.sum()
            if wrong[self._owners[row]] > LEARNT:
                continue
            wrong[self._owners[row]] -= 1
            slope = scale * worth * (usual @ wrong) + _SHRINK * np.log(worth / first[grams])
            self._worth[grams] = worth * np.exp(-_STEP * slope)

    def left_out(self, row: int) -> Floats:
        """Return how usual a phrasing is in each topic, as if it had not been learnt."""
        worth = self._worth[self._rows[row]]
        said: Floats = _scale(worth) * (worth @ self._without(row))
        return said

    def _without(self, row: int) -> Floats:
        """Return how usual the grams of a phrasing are in each topic, as if it were not there."""
        grams, owner = self._rows[row], self._owners[row]
        counts = self._counts.take(grams, axis=0)
        counts[:, owner] -= 1
        usual: Floats = counts + self._slack
        return np.divide(counts, usual, out=usual)

    def learnt(self, prior: Floats) -> Evidence:
        """Return the evidence, with these priors of the topics. Takes much memory: call it when little else is held."""
        grams, owners = np.nonzero(self._counts)
        counts = self._counts[grams, owners].astype(np.float32)
        usual = self._worth[grams] * counts / (counts + self._slack[owners])
        says = Postings.of(2 * len(prior), len(self._worth), (grams, owners), usual)
        return Evidence(self._worth, says, prior)
