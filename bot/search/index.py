"""The index: phrasings of topics, ranked for a text, with how sure the ranking is.

Three signals are added up for each topic: the score of a kernel ridge over all phrasings (which words speak for which
topic), the cosine of the nearest phrasing, and rapidfuzz's ratio of the nearest one (order and length). Texts that are
nobody's business here are one more topic, which is never offered. Whether the first topic is right, or one of the
first four at least, is estimated from leaving every phrasing out in turn.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from bot.search.acceptance import Acceptance, Matrix
from bot.search.grams import Alphabet, Floats, Ints, Postings, Space, Weights, Written
from bot.search.normalise import Normaliser

Places = npt.NDArray[np.bool_]

OFFERED = 4
_RIDGE = np.float32(0.5)
_RATIO_WEIGHT = np.float32(0.7)
_NEAREST = 96
"""Phrasings, by cosine, that rapidfuzz compares in full."""
_TRIALS = 1200
"""Phrasings that are left out in turn to learn how sure to be; more make the building slower and nothing better."""
_STRANGE = 0.15
"""How many messages to expect about what lies near our topics, and as many about anything else, for each that we can
answer: being sure is reckoned for that."""
_ENOUGH = 20
"""Symbols: the shorter a text, the less it says; from here on it is as long as phrasings are."""
_ASKING, _NAMED = 5, 0.5
"""A text of fewer symbols names a thing and asks nothing of it; what is left of being sure then."""
_LOWEST = np.float32(-9)


@dataclass(frozen=True, slots=True)
class Near:
    """A topic, how near it is (comparable within one ranking only), and the phrasing that was nearest."""

    topic: str
    score: float
    phrasing: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """Topics, nearest first. `sure`: how likely the first is right; `near`: how likely one of the first four is."""

    nearest: tuple[Near, ...]
    sure: float
    near: float


class Index:
    """Ranks topics. Made of phrasings by topic (topics without any are left out) and of texts about nothing of ours."""

    def __init__(self, topics: Mapping[str, Sequence[str]], foreign: Sequence[str], normaliser: Normaliser) -> None:
        self._normalise = normaliser
        self._alphabet = Alphabet()
        self._phrasings: list[str] = []
        self._written: list[Written] = []
        self._topics: list[str] = []
        owners: list[int] = []
        for topic, phrasings in (*topics.items(), ("", foreign or ("?",))):
            texts = {normaliser(phrasing): phrasing for phrasing in reversed(phrasings)}
            if topic:
                texts.pop("", None)
            if texts:
                owners += [len(self._topics)] * len(texts)
                self._topics.append(topic)
                self._phrasings += texts.values()
                self._written += [self._alphabet.write(text, learn=True) for text in texts]
        self._owners: Ints = np.array(owners, np.intp)
        self._starts: Ints = np.flatnonzero(np.diff(self._owners, prepend=-1))
        self._space = Space(self._written)
        self._learn([self._space.weigh(text) for text in self._written])

    @property
    def topics(self) -> Sequence[str]:
        """Those that can be ranked."""
        return self._topics[:-1]

    def phrasings(self, topic: str) -> Sequence[str]:
        """What was learnt for a topic. Raises ValueError for one that is not in `topics`."""
        place = self._topics.index(topic)
        return self._phrasings[self._starts[place] : self._starts[place + 1]]

    def places(self, topics: Collection[str]) -> Places:
        """Which of the topics to rank, for `rank`."""
        return np.array([topic != "" and topic in topics for topic in self._topics])

    def rank(self, text: str, among: Places) -> Ranking:
        """Rank these topics for a text as it was written."""
        written = self._alphabet.write(self._normalise(text))
        weights = self._space.weigh(written)
        if not len(weights.grams) or not among.any():
            return Ranking((), 0.0, 0.0)
        cosines = self._postings.cosines(weights)
        ridge = weights.values @ self._ridge[weights.grams]
        rows = _best(cosines, _NEAREST)
        alike = self._ratios(written, rows)
        ratios = np.zeros(len(self._topics), np.float32)
        np.maximum.at(ratios, self._owners[rows], alike)
        fused = ridge + np.maximum.reduceat(cosines, self._starts) + _RATIO_WEIGHT * ratios
        outside = fused[-1]
        fused = np.where(among, fused, _LOWEST)
        signals = _signals(
            fused[None], outside[None], ridge[None], ratios[None], [weights.known], [len(written.sounds)]
        )
        sure, near = self._sure.of(signals[0]), self._near.of(signals[0])
        if len(written.sounds) < _ASKING and alike.max() < 1:
            sure *= _NAMED
        spoke = cosines
        spoke[rows] += _RATIO_WEIGHT * alike
        best = [t for t in _best(fused, OFFERED).tolist() if among[t]]
        nearest = tuple(Near(self._topics[t], float(fused[t]), self._phrasing(t, spoke)) for t in best)
        return Ranking(nearest, sure, near)

    def _phrasing(self, topic: int, spoke: Floats) -> str:
        """The phrasing of a topic that spoke for it most."""
        start, end = self._starts[topic], self._starts[topic + 1]
        return self._phrasings[int(start + spoke[start:end].argmax())]

    def _ratios(self, written: Written, rows: Ints) -> Floats:
        """How alike the text and these phrasings are, 0 to 1, by characters or, for pinyin, by sounds."""
        if written.chars:
            asked, texts = written.chars, [self._written[row].chars for row in rows.tolist()]
        else:
            asked, texts = written.sounds, [self._written[row].sounds for row in rows.tolist()]
        alike: Floats = process.cdist([asked], texts, scorer=fuzz.ratio, dtype=np.float32)[0]
        return alike / np.float32(100)

    def _learn(self, rows: Sequence[Weights]) -> None:
        self._postings = Postings(rows, len(self._space))
        kernel = np.empty((len(rows), len(rows)), np.float32)
        for place, row in enumerate(rows):
            kernel[place] = self._postings.cosines(row)
        everyone = np.arange(len(rows))
        wanted = np.zeros((len(rows), len(self._topics)), np.float32)
        wanted[everyone, self._owners] = 1
        kernel[everyone, everyone] += _RIDGE
        half = _half_inverse(kernel)
        parts = half.T @ (half @ wanted)
        self._ridge = np.zeros((len(self._space), len(self._topics)), np.float32)
        for row, part in zip(rows, parts, strict=True):
            self._ridge[row.grams] += row.values[:, None] * part
        # What the ridge would say of a phrasing if it, or its whole topic, had been left out follows from the inverse.
        alone = wanted - parts / np.einsum("ij,ij->j", half, half)[:, None]
        hidden = wanted
        for own in np.split(everyone, self._starts[1:]):
            block = half[:, own]
            hidden[own] -= np.linalg.solve(block.T @ block, parts[own])
        del half
        tried = everyone[:: -(-len(rows) // _TRIALS)]
        self._calibrate(rows, kernel[tried], alone[tried], hidden[tried], tried)

    def _calibrate(self, rows: Sequence[Weights], kernel: Floats, alone: Floats, hidden: Floats, tried: Ints) -> None:
        """Ask phrasings with themselves left out: as they are, and with their topic hidden, when nothing is right."""
        chars = [text.chars for text in self._written]
        ratios = process.cdist([chars[row] for row in tried], chars, scorer=fuzz.ratio, dtype=np.float32) / 100
        trials = np.arange(len(tried))
        kernel[trials, tried] = 0
        ratios[trials, tried] = 0
        ratio = np.maximum.reduceat(ratios, self._starts, axis=1)
        rest = np.maximum.reduceat(kernel, self._starts, axis=1) + _RATIO_WEIGHT * ratio
        own = self._owners[tried]
        # What no other phrasing (no other topic) holds would be unknown if this one were not there.
        spread = self._spread(rows)
        known = [_known(rows[row], self._space.frequency) for row in tried.tolist()]
        elsewhere = [_known(rows[row], spread) for row in tried.tolist()]
        ours = own < len(self._topics) - 1

        fused = alone + rest
        outside = fused[:, -1].copy()
        fused[:, -1] = _LOWEST
        length = [len(self._written[row].sounds) for row in tried.tolist()]
        place = (fused > fused[trials, own][:, None]).sum(axis=1)
        open_ = _signals(fused, outside, alone, ratio, known, length)
        fused = hidden + rest
        outside = fused[:, -1].copy()
        fused[:, -1] = fused[trials, own] = _LOWEST
        covered = _signals(fused, outside, hidden, ratio, elsewhere, length)

        strangers = max(1, int((~ours).sum()))
        weights = np.concatenate(
            [np.where(ours, 1.0, _STRANGE * ours.sum() / strangers), np.where(ours, _STRANGE, 0.0)]
        )
        signals = np.concatenate([open_, covered])
        nothing = np.zeros(len(tried), np.bool_)
        self._sure = Acceptance.fit(signals, np.concatenate([ours & (place == 0), nothing]), weights)
        self._near = Acceptance.fit(signals, np.concatenate([ours & (place < OFFERED), nothing]), weights)

    def _spread(self, rows: Sequence[Weights]) -> Ints:
        """In how many topics each gram is found."""
        count = len(self._topics)
        grams = np.concatenate([row.grams for row in rows])
        owners = np.repeat(self._owners, [len(row.grams) for row in rows])
        return np.bincount(np.unique(grams * count + owners) // count, minlength=len(self._space))


def _half_inverse(matrix: Floats) -> Floats:
    """L⁻¹ of a positive definite matrix L·Lᵀ, by halves: five times as fast as numpy's own inverse, and exact."""
    if len(matrix) <= 128:
        return np.linalg.inv(np.linalg.cholesky(matrix))
    half = len(matrix) // 2
    out = np.zeros_like(matrix)
    out[:half, :half] = first = _half_inverse(matrix[:half, :half])
    below = matrix[half:, :half] @ first.T
    out[half:, half:] = second = _half_inverse(matrix[half:, half:] - below @ below.T)
    out[half:, :half] = -second @ (below @ first)
    return out


def _known(row: Weights, frequency: Ints) -> float:
    """The share of a phrasing's weight in grams that are found more than once."""
    values = row.values[frequency[row.grams] > 1]
    return float(values @ values)


def _best(scores: Floats, count: int) -> Ints:
    """Where the highest scores are, highest first; the earlier of two equal ones first."""
    if len(scores) > count:
        some = np.sort(np.argpartition(-scores, count - 1)[:count])
        return some[np.argsort(-scores[some], kind="stable")]
    return np.argsort(-scores, kind="stable")


def _signals(
    fused: Floats, outside: Floats, ridge: Floats, ratio: Floats, known: Sequence[float], length: Sequence[int]
) -> Matrix:
    """For each row of scores by topic, what tells whether its first topic is right."""
    rows = np.arange(len(fused))
    first = fused.argmax(axis=1)
    best = fused[rows, first]
    others = fused.copy()
    others[rows, first] = _LOWEST
    second = np.maximum(others.max(axis=1), 0)
    enough = np.log1p(np.minimum(length, _ENOUGH))
    columns = [best, best - second, best - outside, ridge[rows, first], ratio[rows, first], known, enough]
    return np.column_stack(columns).astype(np.float64)
