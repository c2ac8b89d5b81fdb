"""The index: phrasings of topics, ranked for a text, with how sure the ranking is.

Two signals are added up for each topic: the evidence of all that is said of it (which words speak for it), and what
tells it from others. Of the topics that are first by these, rapidfuzz's ratio of the most alike phrasing counts, too
(order and length). Texts that are nobody's business here are one more topic, which is never offered.
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
"""By topic, how alike a text and its most alike phrasing are, and which one that is."""

OFFERED = 4
"""Choices that are offered at most: a phone shows so many buttons at a glance."""
COMPARED = 6
"""Topics with whose phrasings a text is compared, one by one."""
_COMPARED_CHARS = 600
"""Symbols of a text that are compared: one much longer than any phrasing is like none, whatever stands behind them."""
_LIKELIER = np.float32(2)
"""What topics gain that are likelier before anything is read: log-odds, about."""
_SAID, _SURE = np.float32(10), 0.95
"""What it is worth that a text sounds like a phrasing of a topic, all of it: more than all that is said of others; and
how sure to be of that topic at least."""


@dataclass(frozen=True, slots=True)
class Near:
    """A topic, how near it is (comparable within one ranking only), and the phrasing that was nearest."""

    topic: str
    score: float
    phrasing: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """Topics, nearest first. `ours`: how likely the text is our business; `first`: how likely the first topic is right,
    if it is; `offered`: one of the first four. `alike`: how alike the text and the nearest phrasing are, 0 to 1 (they
    sound the same); `length`: how many symbols the text has."""

    nearest: tuple[Near, ...] = ()
    ours: float = 0.0
    first: float = 0.0
    offered: float = 0.0
    alike: float = 0.0
    length: int = 0


@dataclass(frozen=True, slots=True)
class Phrasings:
    """What was learnt, topic after topic; the last topic, named "", is of what is nobody's business here."""

    topics: tuple[str, ...]
    texts: Texts
    chars: Texts
    sounds: Texts
    owners: Ints
    """The place of each phrasing's topic."""
    heard: npt.NDArray[np.uint32]
    """Of the sounds of each, a digest, in order; a place for each of all the texts would take much memory."""
    by_sound: npt.NDArray[np.uint32]
    """The phrasings in that order."""

    @classmethod
    def of(cls, topics: Sequence[str], texts: Sequence[str], written: Sequence[Written], owners: Ints) -> "Phrasings":
        """Of the topics, the texts as they are and as they are written, and each one's topic, in order."""
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
        """The topics with a phrasing that sounds like this, from the first syllable to the last."""
        digest = np.uint32(_digest(text.sounds))
        start, end = np.searchsorted(self.heard, digest, "left"), np.searchsorted(self.heard, digest, "right")
        places = self.by_sound[start:end].astype(np.intp)
        same = [sounds == text.sounds for sounds in self.sounds.some(places)]
        return self.owners[places[same]] if same else places


@dataclass(frozen=True, slots=True)
class Trial:
    """How so many phrasings were understood that were asked as if they were not there: of how large a share of them the
    right topic came first, and was among the first four. What to expect of what people will ask, if they ask alike."""

    asked: int
    first: float
    offered: float


@dataclass(frozen=True, slots=True)
class Judges:
    """What makes of signals how likely it is that a text is our business, and, if so, that the first topic is right, or
    one of the first four."""

    ours: Acceptance
    first: Acceptance
    offered: Acceptance


class Index:
    """Ranks topics. Made by `learn`, or from what was kept of an earlier one; never changes."""

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
        """The log-odds of each gram to be ours."""
        self.judges = judges
        self.trial = trial
        self._starts = phrasings.starts.tolist()
        self._written = lru_cache(maxsize=None)(self._said_of)
        # A text is ranked among all topics, among the rejections alone, and among those that it may be of these.
        self._read = recently()(self._read_anew)

    @property
    def topics(self) -> Sequence[str]:
        """Those that can be ranked."""
        return self.phrasings.topics[:-1]

    def phrasings_of(self, topic: str) -> Sequence[str]:
        """What was learnt for a topic. Raises ValueError for one that is not in `topics`."""
        place = self.phrasings.topics.index(topic)
        return self.phrasings.texts[self._starts[place] : self._starts[place + 1]]

    def places(self, topics: Collection[str]) -> Places:
        """Which of the topics to rank, for `rank`."""
        return np.array([topic in topics for topic in self.topics] + [False])

    def rank(self, text: str, among: Places, likelier: Places | None = None) -> Ranking:
        """Rank these topics for a normalised text; some of them may be likelier before anything is read."""
        written, weights, times, usual, told, said, compared = self._read(text)
        if not len(weights.grams) or not among.any():
            return Ranking()
        likely = np.where(among, usual + told, LOWEST)
        likely[said] += _SAID
        if likelier is not None:
            likely[likelier] += _LIKELIER
        first = [place for place in best(likely, COMPARED).tolist() if among[place]]
        nearest = self._nearest(written, first, compared)
        ratios = np.zeros(len(among), np.float32)
        ratios[first] = [ratio for ratio, _ in nearest]
        scores = Scores(usual[None], told[None], ratios[None])
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
        """A text in symbols and as grams, each of which counts so many times; what `Evidence` says of it for every
        topic; the topics with a phrasing that sounds like this; and room for what comes of comparing it."""
        written = self.alphabet.write(text)
        weights = self.space.weigh(written)
        times = 1.0 if written.chars else SOUNDS_ALONE
        return written, weights, times, *self.evidence.of(weights, times), self.phrasings.said(written), {}

    def _nearest(self, text: Written, topics: Sequence[int], compared: Compared) -> list[tuple[float, int]]:
        """For each of some topics, how alike the text and its most alike phrasing are, by characters or, for pinyin, by
        sounds; and which phrasing that is. That takes a third of a look-up: the topics with which the text was
        `compared` are not asked again."""
        new = [topic for topic in topics if topic not in compared]
        said = [self._written(topic, not text.chars) for topic in new]
        ratios = alike((text.chars or text.sounds)[:_COMPARED_CHARS], list(chain.from_iterable(said)))
        end = 0
        for topic, some in zip(new, said, strict=True):
            here = ratios[end : (end := end + len(some))]
            best = int(here.argmax())
            compared[topic] = float(here[best]), self._starts[topic] + best
        return [compared[topic] for topic in topics]

    def _said_of(self, topic: int, sounds: bool) -> list[str]:
        """The phrasings of a topic as they are written. Kept once they were asked for: taking them apart takes as long
        as all the rest of a look-up."""
        texts = self.phrasings.sounds if sounds else self.phrasings.chars
        return texts[self._starts[topic] : self._starts[topic + 1]]


def alike(text: str, others: Sequence[str]) -> Floats:
    """How alike two texts are that are written in symbols, 0 to 1; for each of the others."""
    ratios: Floats = process.cdist([text], others, scorer=fuzz.ratio, dtype=np.float32)[0]
    return ratios / np.float32(100)


def _digest(sounds: str) -> int:
    """A number by which to find a text again."""
    return crc32(sounds.encode("utf-32-le", "surrogatepass"))
