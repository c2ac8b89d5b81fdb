"""Texts as strings of symbols (one for each character, word or syllable), and those as weighted n-grams.

A text is written twice: by its characters and by its sounds. Both share one space of grams, so that a character typed
wrongly still counts by its sound.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.search.sounds import same, syllable

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.intp]

_TOKEN = re.compile(r"[a-z']+|[0-9]+|[^\sa-z0-9']")
_UNKNOWN = "\uf8ff"
_FIRST = 0xF0000
"""Symbols of words and syllables are private-use characters from here on: there are 65,000, for some thousand words."""
_SOUND_WEIGHT = 0.6
_LONGEST = 400
"""Symbols of one text that are looked at: nobody asks one question in more."""


@dataclass(frozen=True, slots=True)
class Written:
    """A text in symbols. `chars` is empty where it was typed in pinyin throughout."""

    chars: str
    sounds: str


class Alphabet:
    """Gives every word and syllable a symbol. Learns while an index is built; after that, new words look all alike."""

    def __init__(self) -> None:
        self._symbols: dict[str, str] = {}

    def write(self, text: str, *, learn: bool = False) -> Written:
        """Write a normalised text in symbols."""
        chars: list[str] = []
        sounds: list[str] = []
        pinyin = True
        for token in _TOKEN.findall(text)[:_LONGEST]:
            if "'" in token:
                heard = [self._symbol("~" + same(s), learn) for s in token.split("'")]
                chars += heard
                sounds += heard
                continue
            pinyin = False
            if token.isascii():
                symbol = self._symbol(_singular(token), learn)
                chars.append(symbol)
                sounds.append(symbol)
            else:
                sound = syllable(token)
                chars.append(token)
                sounds.append(self._symbol("~" + sound, learn) if sound else token)
        return Written("" if pinyin else "".join(chars), "".join(sounds))

    def _symbol(self, word: str, learn: bool) -> str:
        if learn:
            return self._symbols.setdefault(word, chr(_FIRST + len(self._symbols)))
        return self._symbols.get(word, _UNKNOWN)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@dataclass(frozen=True, slots=True)
class Weights:
    """The known grams of a text with their weights (length 1 together with the unknown ones, so less than 1 for a
    text that holds much unknown); `known`: share of its weight that is known, 0 to 1; `norm`: its length before."""

    grams: Ints
    values: Floats
    known: float
    norm: float


class Space:
    """TF-IDF over the grams of a collection of texts: characters and sounds, one and two at a time."""

    def __init__(self, texts: Sequence[Written]) -> None:
        counts = Counter(gram for text in texts for gram in _grams(text))
        self._ids = {gram: i for i, gram in enumerate(counts)}
        self.frequency = np.fromiter(counts.values(), np.intp, len(counts))
        idf = np.log((1 + len(texts)) / (1 + self.frequency)) + 1
        family = np.fromiter((_family(gram) for gram in counts), np.float32, len(counts))
        self._weights: Floats = (idf * family).astype(np.float32)
        self._unknown = math.log(1 + len(texts)) + 1

    def __len__(self) -> int:
        return len(self._ids)

    def weigh(self, text: Written) -> Weights:
        """A text as a vector."""
        ids: list[int] = []
        strange = 0.0
        for gram in _grams(text):
            if (i := self._ids.get(gram)) is not None:
                ids.append(i)
            else:
                strange += (self._unknown * _family(gram)) ** 2
        grams = np.array(sorted(ids), np.intp)
        values = self._weights[grams]
        known = float(values @ values)
        norm = math.sqrt(known + strange) or 1.0
        # A text in pinyin has no characters by which to be near: its sounds count for both.
        scale = norm if text.chars else norm * _SOUND_WEIGHT / math.hypot(1, _SOUND_WEIGHT)
        return Weights(grams, values / np.float32(scale), known / norm**2, norm)


def _grams(text: Written) -> Iterable[str]:
    """Each gram once: characters as they are, sounds marked by a sign before."""
    chars, sounds = text.chars, text.sounds
    found = dict.fromkeys(chars)
    found.update(dict.fromkeys(map(str.__add__, chars, chars[1:])))
    found.update(dict.fromkeys(["\t" + s for s in sounds]))
    found.update(dict.fromkeys(["\t" + a + b for a, b in pairwise(sounds)]))
    return found


def _family(gram: str) -> float:
    return _SOUND_WEIGHT if gram[0] == "\t" else 1.0


class Postings:
    """Rows by gram: for a text, its cosine with every row."""

    def __init__(self, rows: Sequence[Weights], grams: int) -> None:
        self._count = len(rows)
        ids: npt.NDArray[Any] = np.concatenate([row.grams for row in rows])
        order = np.argsort(ids, kind="stable")
        self._rows = np.repeat(np.arange(len(rows)), [len(row.grams) for row in rows])[order]
        self._values = np.concatenate([row.values for row in rows])[order]
        self._starts = np.searchsorted(ids[order], np.arange(grams + 1)).tolist()

    def cosines(self, text: Weights) -> Floats:
        starts = self._starts
        spans = [slice(starts[g], starts[g + 1]) for g in text.grams.tolist()]
        if not spans:
            return np.zeros(self._count, np.float32)
        rows = np.concatenate([self._rows[span] for span in spans])
        values = np.concatenate([self._values[span] for span in spans])
        lengths = [span.stop - span.start for span in spans]
        weights = np.repeat(text.values, lengths) * values
        return np.bincount(rows, weights, self._count).astype(np.float32)
