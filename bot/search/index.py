"""The index: phrasings of topics, ranked for a text, with how sure the ranking is.

Four signals are added up for each topic: the evidence of all that is said of it (which words speak for it), what tells
it from others, the cosine of the nearest phrasing, and rapidfuzz's ratio of the most alike one (order and length).
Texts that are nobody's business here are one more topic, which is never offered.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from bot.search.acceptance import Acceptance
from bot.search.evidence import Evidence
from bot.search.grams import SOUNDS_ALONE, Alphabet, Cosines, Floats, Ints, Postings, Space, Texts, Written
from bot.search.scope import at_home
from bot.search.signals import LOWEST, Scores, best, of_first, of_scope

Places = npt.NDArray[np.bool_]

OFFERED = 4
_NEAREST, _FARTHEST = 96, 0.3
"""Phrasings, by cosine, that rapidfuzz compares in full: so many, and none with less than this share of the best."""
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

    @property
    def starts(self) -> Ints:
        """Where the phrasings of each topic begin."""
        return np.flatnonzero(np.diff(self.owners, prepend=-1))

    def alike(self, text: Written, cosines: Floats) -> tuple[Ints, Floats]:
        """The phrasings that are near enough, by cosine, to be compared in full, and how alike the text and each of
        them are, 0 to 1, by characters or, for pinyin, by sounds."""
        some = np.flatnonzero(cosines >= _FARTHEST * cosines.max())
        rows = some[best(cosines[some], _NEAREST)]
        said, asked = (self.chars, text.chars) if text.chars else (self.sounds, text.sounds)
        ratios: Floats = process.cdist([asked], said.some(rows), scorer=fuzz.ratio, dtype=np.float32)[0]
        return rows, ratios / np.float32(100)


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
        cosines: Cosines,
        evidence: Evidence,
        telling: Postings,
        home: Floats,
        judges: Judges,
    ) -> None:
        self.phrasings = phrasings
        self.alphabet = alphabet
        self.space = space
        self.cosines = cosines
        self.evidence = evidence
        self.telling = telling
        """Topics by gram, with how much it tells for them."""
        self.home = home
        """The log-odds of each gram to be ours."""
        self.judges = judges
        self._starts = phrasings.starts
        heard = np.fromiter(map(_digest, phrasings.sounds), np.uint32, len(phrasings.sounds))
        self._by_sound = np.argsort(heard, kind="stable").astype(np.uint32)
        self._heard = heard[self._by_sound]

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
        return np.array([topic != "" and topic in topics for topic in self.phrasings.topics])

    def rank(self, text: str, among: Places, likelier: Places | None = None) -> Ranking:
        """Rank these topics for a normalised text; some of them may be likelier before anything is read."""
        written = self.alphabet.write(text)
        weights = self.space.weigh(written)
        if not len(weights.grams) or not among.any():
            return Ranking()
        cosines = self.cosines.to(weights)
        rows, alike = self.phrasings.alike(written, cosines)
        ratios = np.zeros(len(self.phrasings.topics), np.float32)
        np.maximum.at(ratios, self.phrasings.owners[rows], alike)
        nearest = np.maximum.reduceat(cosines, self._starts)
        times = 1.0 if written.chars else SOUNDS_ALONE
        present, absent = self.evidence.of(weights.grams, times)
        absent += self.telling.sums(weights.grams, weights.values)
        scores = Scores(present[None], absent[None], nearest[None], ratios[None])
        said = self._said(written)
        fused = np.where(among, scores.fused[0], LOWEST)
        fused[said] += _SAID
        if likelier is not None:
            fused[likelier] += _LIKELIER
        home = at_home(self.home[weights.grams]) * times
        heard = among[said].any()
        ours = 1.0 if heard else self.judges.ours.of(of_scope(scores, fused[None], [home])[0])
        told = of_first(scores, fused[None], [weights.known], [len(written.sounds)])[0]
        sure, offered = self.judges.first.of(told), self.judges.offered.of(told)
        if heard:
            sure, offered = max(sure, _SURE), max(offered, _SURE)
        spoke = cosines
        spoke[rows] += alike
        first = [place for place in best(fused, OFFERED).tolist() if among[place]]
        found = tuple(Near(self.phrasings.topics[t], float(fused[t]), self._nearest(t, spoke)) for t in first)
        return Ranking(found, ours, sure, offered, 1.0 if heard else float(alike.max()), len(written.sounds))

    def _said(self, written: Written) -> Ints:
        """The topics with a phrasing that sounds like this, from the first syllable to the last."""
        digest = np.uint32(_digest(written.sounds))
        start, end = np.searchsorted(self._heard, digest, "left"), np.searchsorted(self._heard, digest, "right")
        places = self._by_sound[start:end].astype(np.intp)
        same = [sounds == written.sounds for sounds in self.phrasings.sounds.some(places)]
        return self.phrasings.owners[places[same]] if same else places

    def _nearest(self, topic: int, spoke: Floats) -> str:
        """The phrasing of a topic that spoke for it most."""
        start, end = self._starts[topic], self._starts[topic + 1]
        return self.phrasings.texts[int(start + spoke[start:end].argmax())]


def _digest(sounds: str) -> int:
    """A number by which to find a text again: a place for each of all the texts would take much memory."""
    return crc32(sounds.encode("utf-32-le", "surrogatepass"))
