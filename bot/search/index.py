"""The index: ranks topics for a text by their phrasings, and says how sure the ranking is.

Two scores are added for each topic: the evidence (which words speak for it), and what tells it from the others. For the
leading topics, rapidfuzz's ratio of the most similar phrasing counts, too (order and length). Texts out of scope are
one more topic, which is never offered.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from zlib import crc32

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from bot.search.acceptance import Acceptance
from bot.search.evidence import Evidence
from bot.search.grams import SOUNDS_ALONE, Alphabet, Floats, Ints, Space, Texts, Weights, Written
from bot.search.recent import recently
from bot.search.scope import at_home
from bot.search.signals import LOWEST, Scores, best, of_first, of_scope

Places = npt.NDArray[np.bool_]
Compared = dict[int, tuple[float, int]]
"""By topic: the similarity of a text to its most similar phrasing, and the place of that phrasing."""

OFFERED = 4
"""The most choices that are offered: a phone shows four buttons at a glance."""
COMPARED = 6
"""The leading topics whose phrasings are compared with a text one by one."""
_COMPARED_CHARS = 64
"""Symbols of a text that are compared: rapidfuzz compares so many at once, and of 75,000 phrasings 19 are longer."""
_LIKELIER = np.float32(2)
"""What likelier topics gain before anything is read, in approximate log-odds."""
_SAID, _SURE = np.float32(10), 0.95
"""What a topic gains if a phrasing of it sounds exactly like the text: more than anything said for others; and how sure
it then is at least."""


@dataclass(frozen=True, slots=True)
class Near:
    """A topic, its score (comparable only within one ranking), and its nearest phrasing."""

    topic: str
    score: float
    phrasing: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """Topics, nearest first, with probabilities from 0 to 1.

    - `ours`: the text is in scope.
    - `first`: if it is, the first topic is right; `offered`: one of the first four is.
    - `alike`: the similarity of the text to the nearest phrasing, 0 to 1 (1: they sound the same).
    - `length`: the number of symbols in the text.
    """

    nearest: tuple[Near, ...] = ()
    ours: float = 0.0
    first: float = 0.0
    offered: float = 0.0
    alike: float = 0.0
    length: int = 0


@dataclass(frozen=True, slots=True)
class Phrasings:
    """The phrasings that were learnt, topic after topic. The last topic, named "", holds the texts out of scope."""

    topics: tuple[str, ...]
    texts: Texts
    chars: Texts
    sounds: Texts
    owners: Ints
    """The place of the topic of each phrasing."""
    heard: npt.NDArray[np.uint32]
    """Digests of the sounds of each phrasing, in order: the texts would take much memory."""
    by_sound: npt.NDArray[np.uint32]
    """The places of the phrasings in that order."""

    @classmethod
    def of(cls, topics: Sequence[str], texts: Sequence[str], written: Sequence[Written], owners: Ints) -> "Phrasings":
        """Make phrasings from the topics, the texts, how these are written, and the topic of each, in order."""
        sounds = Texts.of([text.sounds for text in written])
        heard = np.fromiter(map(_digest, sounds), np.uint32, len(sounds))
        by_sound = np.argsort(heard, kind="stable").astype(np.uint32)
        chars = Texts.of([text.chars for text in written])
        return cls(tuple(topics), Texts.of(texts), chars, sounds, owners, heard[by_sound], by_sound)

    @property
    def starts(self) -> Ints:
        """Where the phrasings of each topic begin, and the end of the last."""
        return np.flatnonzero(np.diff(self.owners, prepend=-1, append=len(self.topics)))

    def said(self, text: Written) -> Ints:
        """Return the topics with a phrasing that sounds exactly like this text."""
        digest = np.uint32(_digest(text.sounds))
        start, end = np.searchsorted(self.heard, digest, "left"), np.searchsorted(self.heard, digest, "right")
        places = self.by_sound[start:end].astype(np.intp)
        same = [sounds == text.sounds for sounds in self.sounds.some(places)]
        return self.owners[places[same]] if same else places


@dataclass(frozen=True, slots=True)
class Trial:
    """How well phrasings were understood that were left out of the learning: the shares for which the right topic came
    first, and among the first four. It predicts real questions if people ask in similar ways."""

    asked: int
    first: float
    offered: float


@dataclass(frozen=True, slots=True)
class Judges:
    """The models that turn signals into probabilities: in scope (`ours`); and, if so, the first topic right (`first`)
    or one of the first four (`offered`)."""

    ours: Acceptance
    first: Acceptance
    offered: Acceptance


class Index:
    """Ranks topics. Made by `learn`, or restored from a dump; immutable."""

    def __init__(
        self,
        phrasings: Phrasings,
        alphabet: Alphabet,
        space: Space,
        evidence: Evidence,
        home: Floats,
        judges: Judges,
        trial: Trial,
    ) -> None:
        self.phrasings = phrasings
        self.alphabet = alphabet
        self.space = space
        self.evidence = evidence
        self.home = home
        """The log-odds of each gram for being in scope."""
        self.judges = judges
        self.trial = trial
        self._starts = phrasings.starts.tolist()
        self._written = lru_cache(maxsize=None)(self._said_of)
        # One text is ranked several times: among all topics, among the rejections, and among those of them that are
        # possible.
        self._read = recently()(self._read_anew)

    @property
    def topics(self) -> Sequence[str]:
        """The topics that can be ranked."""
        return self.phrasings.topics[:-1]

    def phrasings_of(self, topic: str) -> Sequence[str]:
        """Return the phrasings of a topic. Raises ValueError for a topic that is not in `topics`."""
        place = self.phrasings.topics.index(topic)
        return self.phrasings.texts[self._starts[place] : self._starts[place + 1]]

    def places(self, topics: Collection[str]) -> Places:
        """Return a mask of these topics, for `rank`."""
        return np.array([topic in topics for topic in self.topics] + [False])

    def knows(self, text: str) -> bool:
        """Tell whether a phrasing of any topic sounds exactly like a normalised text."""
        return len(self.phrasings.said(self.alphabet.write(text))) > 0

    def rank(self, text: str, among: Places, likelier: Places | None = None) -> Ranking:
        """Rank the topics in `among` for a normalised text; those in `likelier` gain before anything is read."""
        written, weights, times, usual, telling, said, compared = self._read(text)
        if not len(weights.grams) or not among.any():
            return Ranking()
        likely = np.where(among, usual + telling, LOWEST)
        likely[said] += _SAID
        if likelier is not None:
            likely[likelier] += _LIKELIER
        first = [place for place in best(likely, COMPARED).tolist() if among[place]]
        nearest = self._nearest(written, first, compared)
        ratios = np.zeros(len(among), np.float32)
        ratios[first] = [ratio for ratio, _ in nearest]
        scores = Scores(usual[None], telling[None], ratios[None])
        fused = likely + scores.bonus[0]
        home = at_home(self.home[weights.grams]) * times
        heard = among[said].any()
        ours = 1.0 if heard else self.judges.ours.of(of_scope(scores, fused[None], [home])[0])
        signals = of_first(scores, fused[None], [weights.known], [len(written.sounds)])[0]
        sure, offered = self.judges.first.of(signals), self.judges.offered.of(signals)
        if heard:
            sure, offered = max(sure, _SURE), max(offered, _SURE)
        topics, texts = self.phrasings.topics, self.phrasings.texts
        found = (
            Near(topics[place], float(fused[place]), texts[said])
            for place, (_, said) in zip(first, nearest, strict=True)
        )
        near = tuple(sorted(found, key=lambda near: -near.score)[:OFFERED])
        return Ranking(near, ours, sure, offered, 1.0 if heard else float(ratios.max()), len(written.sounds))

    def _read_anew(self, text: str) -> tuple[Written, Weights, float, Floats, Floats, Ints, Compared]:
        """Return a text in symbols and as grams; how many times each gram counts; the scores of every topic
        (`Evidence.of`); the topics with a phrasing that sounds the same; and a store for comparisons."""
        written = self.alphabet.write(text)
        weights = self.space.weigh(written)
        times = 1.0 if written.chars else SOUNDS_ALONE
        return written, weights, times, *self.evidence.of(weights, times), self.phrasings.said(written), {}

    def _nearest(self, text: Written, topics: Sequence[int], compared: Compared) -> list[tuple[float, int]]:
        """Return for each topic the similarity of the text to its most similar phrasing, by characters, or by sounds
        for pinyin, and the place of that phrasing. It is a third of a look-up, so topics in `compared` are not compared
        again."""
        new = [topic for topic in topics if topic not in compared]
        said = [self._written(topic, not text.chars) for topic in new]
        symbols = text.chars or text.sounds
        read = symbols[:_COMPARED_CHARS]
        ratios = alike(read, list(chain.from_iterable(said)))
        end = 0
        for topic, some in zip(new, said, strict=True):
            here = ratios[end : (end := end + len(some))]
            best = int(here.argmax())
            both = len(read) + len(some[best])
            compared[topic] = float(here[best]) * both / (both + len(symbols) - len(read)), self._starts[topic] + best
        return [compared[topic] for topic in topics]

    def _said_of(self, topic: int, sounds: bool) -> list[str]:
        """Return the phrasings of a topic as they are written. Cached: splitting them takes as long as the rest of a
        look-up."""
        texts = self.phrasings.sounds if sounds else self.phrasings.chars
        return texts[self._starts[topic] : self._starts[topic + 1]]


def alike(text: str, others: Sequence[str]) -> Floats:
    """Return the similarity of a text to each of the others, 0 to 1. All are written in symbols."""
    ratios: Floats = process.cdist([text], others, scorer=fuzz.ratio, dtype=np.float32)[0]
    return ratios / np.float32(100)


def _digest(sounds: str) -> int:
    return crc32(sounds.encode("utf-32-le", "surrogatepass"))
