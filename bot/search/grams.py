"""Texts as strings of symbols (one for each character, word or syllable), and those as weighted n-grams.

A text is written twice: by its characters and by its sounds. Both share one space of grams, so that a character typed
wrongly still counts by its sound.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.search.sounds import same, syllable

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.intp]
Keys = npt.NDArray[np.uint64]
"""Grams as numbers: 21 bits for each symbol, and the highest bit where the symbols are sounds."""

_TOKEN = re.compile(r"[a-z']+|[0-9]+|[^\sa-z0-9']")
_UNKNOWN = "\uf8ff"
_FIRST = 0xF0000
"""Symbols of words and syllables are private-use characters from here on: there are 65,000, for some thousand words."""
_SOUND_WEIGHT = 0.6
_LONGEST = 400
"""Symbols of one text that are looked at: nobody asks one question in more."""
SOUNDS_ALONE = (1 + _SOUND_WEIGHT**2) / _SOUND_WEIGHT**2
"""How many times sounds count where there is nothing else, so that a text in pinyin says as much as in characters."""
_SYMBOL = np.uint64(21)
_SOUND = np.uint64(1 << 63)


@dataclass(frozen=True, slots=True)
class Written:
    """A text in symbols. `chars` is empty where it was typed in pinyin throughout."""

    chars: str
    sounds: str


class Alphabet:
    """Gives every word and syllable a symbol. Learns while an index is built; after that, new words look all alike."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._symbols = {word: chr(_FIRST + place) for place, word in enumerate(words)}

    @property
    def words(self) -> Sequence[str]:
        """What was learnt, in order: an alphabet made of it is the same."""
        return tuple(self._symbols)

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
    text that holds much unknown); `known`: share of its weight that is known, 0 to 1."""

    grams: Ints
    values: Floats
    known: float


@dataclass(frozen=True, slots=True)
class Space:
    """TF-IDF over the grams of a collection of texts: characters and sounds, one and two at a time."""

    keys: Keys
    weights: Floats
    strange: float
    """The weight of a gram that is in none of the texts."""

    @classmethod
    def of(cls, texts: Sequence[Written]) -> "Space":
        keys, frequency = np.unique(np.concatenate([_grams(text) for text in texts]), return_counts=True)
        idf = np.log((1 + len(texts)) / (1 + frequency)) + 1
        return cls(keys, (idf * family(keys)).astype(np.float32), math.log(1 + len(texts)) + 1)

    def __len__(self) -> int:
        return len(self.keys)

    def weigh(self, text: Written) -> Weights:
        """A text as a vector."""
        keys = _grams(text)
        places = np.searchsorted(self.keys, keys)
        found = places < np.searchsorted(self.keys, keys, "right")
        grams = places[found]
        values = self.weights[grams]
        known = float(values @ values)
        strange = self.strange * family(keys[~found])
        norm = math.sqrt(known + float(strange @ strange)) or 1.0
        # A text in pinyin has no characters by which to be near: its sounds count for both.
        scale = norm if text.chars else norm * _SOUND_WEIGHT / math.hypot(1, _SOUND_WEIGHT)
        return Weights(grams, values / np.float32(scale), known / norm**2)


def _grams(text: Written) -> Keys:
    """Each gram once, in order."""
    chars, sounds = _codes(text.chars), _codes(text.sounds)
    return np.unique(np.concatenate([chars, _pairs(chars), sounds | _SOUND, _pairs(sounds) | _SOUND]))


def _codes(symbols: str) -> Keys:
    return np.frombuffer(symbols.encode("utf-32-le"), np.uint32).astype(np.uint64)


def _pairs(codes: Keys) -> Keys:
    return (codes[:-1] << _SYMBOL) | codes[1:]


def family(keys: Keys) -> Floats:
    """How much grams of their kind count."""
    return np.where(keys >= _SOUND, np.float32(_SOUND_WEIGHT), np.float32(1))


@dataclass(frozen=True, slots=True)
class Postings:
    """Rows (of phrasings, or topics) by gram, with a value each."""

    count: int
    starts: npt.NDArray[np.int32]
    """Where the rows of a gram begin; those of the next one begin where they end."""
    rows: npt.NDArray[np.int32]
    values: Floats

    @classmethod
    def of(cls, rows: Sequence[tuple[Ints, Floats]], grams: int) -> "Postings":
        """Each row as its grams and their values."""
        ids = np.concatenate([ids for ids, _ in rows])
        order = np.argsort(ids, kind="stable")
        owners = np.repeat(np.arange(len(rows), dtype=np.int32), [len(ids) for ids, _ in rows])
        starts = np.searchsorted(ids[order], np.arange(grams + 1)).astype(np.int32)
        return cls(len(rows), starts, owners[order], np.concatenate([values for _, values in rows])[order])

    def sums(self, grams: Ints, weights: Floats) -> Floats:
        """For every row, its values for these grams, weighted and added up."""
        spans = [
            slice(*span) for span in zip(self.starts[grams].tolist(), self.starts[grams + 1].tolist(), strict=True)
        ]
        if not spans:
            return np.zeros(self.count, np.float32)
        rows = np.concatenate([self.rows[span] for span in spans])
        values = np.concatenate([self.values[span] for span in spans])
        each = np.repeat(weights, [span.stop - span.start for span in spans]) * values
        return np.bincount(rows, each, self.count).astype(np.float32)
