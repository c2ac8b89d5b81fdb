"""Texts as strings of symbols (one for each character, word or syllable), and as weighted n-grams of these.

A text is written twice: by its characters and by its sounds. Both share one space of grams, so that a character typed
wrongly still counts by its sound.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar, overload

import numpy as np
import numpy.typing as npt

from bot.search.sounds import same, syllable

Floats = npt.NDArray[np.float32]
Halves = npt.NDArray[np.float16]
"""Half the memory, where three digits are enough."""
Ints = npt.NDArray[np.intp]
Keys = npt.NDArray[np.uint64]
"""Grams as numbers: 21 bits for each symbol, and the highest bit where the symbols are sounds."""
_Whole = TypeVar("_Whole", np.intp, np.uint64)
_Kind = TypeVar("_Kind", np.int32, np.float32)

_TOKEN = re.compile(r"[a-z']+|[0-9]+|[^\sa-z0-9']")
_UNKNOWN = "\uf8ff"
_FIRST = 0xF0000
"""Symbols of words and syllables are private-use characters from here on: 65,000 are there, for some thousand words."""
_SOUND_WEIGHT = 0.6
_MOST_SYMBOLS = 400
"""Symbols of one text that are read: no single question is longer."""
SOUNDS_ALONE = (1 + _SOUND_WEIGHT**2) / _SOUND_WEIGHT**2
"""How many times sounds count in a text that has only sounds, so that pinyin says as much as characters."""
_COMMON = 1 / 3
"""A gram held by more than this share of the rows is very common."""
_SYMBOL = np.uint64(21)
_CHARACTER, _SOUND = np.uint64(0), np.uint64(1 << 63)


@dataclass(frozen=True, slots=True)
class Written:
    """A text in symbols. `chars` is empty if the whole text was typed in pinyin."""

    chars: str
    sounds: str


class Texts(Sequence[str]):
    """Many short texts in one string: a string for each takes three times the memory."""

    def __init__(self, joined: str, bounds: npt.NDArray[np.int32]) -> None:
        self.joined = joined
        self.bounds = bounds
        """Where each text begins and the one before it ends; and the end of the last."""

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Texts":
        """Join texts."""
        return cls("".join(texts), np.cumsum([0, *map(len, texts)], dtype=np.int32))

    def __len__(self) -> int:
        return len(self.bounds) - 1

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return self.some(np.arange(*place.indices(len(self))))
        return self.joined[self.bounds[place] : self.bounds[place + 1]]

    def some(self, places: Ints) -> list[str]:
        """Return the texts at these places."""
        spans = zip(self.bounds[places].tolist(), self.bounds[places + 1].tolist(), strict=True)
        return [self.joined[start:end] for start, end in spans]


class Rows(Generic[_Kind]):
    """Many short arrays in one: an array for each takes twice the memory."""

    def __init__(self, joined: npt.NDArray[_Kind], bounds: npt.NDArray[np.int32]) -> None:
        self.joined: npt.NDArray[_Kind] = joined
        self.bounds = bounds
        """Where each array begins, and the end of the last."""

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def __getitem__(self, place: int) -> npt.NDArray[_Kind]:
        some: npt.NDArray[_Kind] = self.joined[self.bounds[place] : self.bounds[place + 1]]
        return some


class Alphabet:
    """Gives every word and syllable a symbol. Learns while an index is built; afterwards all new words share one
    symbol."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._symbols = {word: chr(_FIRST + place) for place, word in enumerate(words)}

    @property
    def words(self) -> Sequence[str]:
        """The words and syllables that were learnt, in order. An alphabet made of them is the same."""
        return tuple(self._symbols)

    def read(self, symbol: str) -> str:
        """Return the word, syllable or character that a symbol stands for."""
        place = ord(symbol) - _FIRST
        return self.words[place].removeprefix("~") if 0 <= place < len(self._symbols) else symbol

    def write(self, text: str, *, learn: bool = False) -> Written:
        """Write a normalised text in symbols."""
        chars: list[str] = []
        sounds: list[str] = []
        pinyin = True
        for token in _TOKEN.findall(text)[:_MOST_SYMBOLS]:
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
    """The known grams of a text with their weights. Together with the unknown grams the vector has length 1.

    - `norm`: what the weights were divided by.
    - `known`: the share of the text's weight that is known, 0 to 1.
    """

    grams: Ints
    values: Floats
    norm: float
    known: float


@dataclass(frozen=True, slots=True)
class Space:
    """TF-IDF over the grams of a collection of texts: characters and sounds, as unigrams and bigrams."""

    keys: Keys
    weights: Floats
    strange: float
    """The weight of a gram that occurs in none of the texts."""

    @classmethod
    def of(cls, texts: Sequence[Written]) -> tuple["Space", Rows[np.int32], Rows[np.float32]]:
        """Return the space of these texts, and the grams of each in it with their weights."""
        # All at once: text by text takes three times as long.
        held_by, grams = _all_grams(texts)
        keys = distinct(grams)
        rows, places = np.divmod(distinct(held_by * len(keys) + np.searchsorted(keys, grams)), len(keys))
        idf = np.log((1 + len(texts)) / (1 + np.bincount(places))) + 1
        space = cls(keys, (idf * family(keys)).astype(np.float32), math.log(1 + len(texts)) + 1)
        values = space.weights[places]
        known = np.bincount(rows, values**2, len(texts))
        scales = np.sqrt(np.where(known, known, 1)) * [_times(text) for text in texts]
        values /= scales.astype(np.float32)[rows]
        bounds = np.searchsorted(rows, np.arange(len(texts) + 1)).astype(np.int32)
        return space, Rows(places.astype(np.int32), bounds), Rows(values, bounds)

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def texts(self) -> int:
        """The number of texts."""
        return round(math.exp(self.strange - 1)) - 1

    def held(self, keys: Keys) -> Floats:
        """Return how many of the texts hold each of these grams. They must be grams of characters, and in the space."""
        held: Floats = np.exp(np.float32(self.strange) - self.weights[np.searchsorted(self.keys, keys)]) - np.float32(1)
        return held

    def weigh(self, text: Written) -> Weights:
        """Return a text as a vector."""
        keys = _grams(text)
        places = np.searchsorted(self.keys, keys)
        found = places < len(self.keys)
        found[found] = self.keys[places[found]] == keys[found]
        grams = places[found]
        values = self.weights[grams]
        known = float(values @ values)
        strange = self.strange * family(keys[~found])
        norm = math.sqrt(known + float(strange @ strange)) or 1.0
        scale = norm * _times(text)
        return Weights(grams, values / np.float32(scale), scale, known / norm**2)


def _times(text: Written) -> float:
    """Return the factor on the norm of a text. Pinyin has no characters by which to be near, so its sounds count for
    both."""
    return 1.0 if text.chars else _SOUND_WEIGHT / math.hypot(1, _SOUND_WEIGHT)


def _grams(text: Written) -> Keys:
    """Return each gram of a text once, in order."""
    chars, sounds = codes(text.chars), codes(text.sounds)
    return distinct(chars, pairs(chars), sounds | _SOUND, pairs(sounds) | _SOUND)


def _all_grams(texts: Sequence[Written]) -> tuple[Ints, Keys]:
    """Return all grams of many texts, repeated as they occur: the place of the text, and the gram."""
    held_by, grams = [], []
    for kind, symbols in ((_CHARACTER, [text.chars for text in texts]), (_SOUND, [text.sounds for text in texts])):
        text_of = np.arange(len(texts)).repeat([len(one) for one in symbols])
        single = codes("".join(symbols))
        within = text_of[1:] == text_of[:-1]
        held_by += [text_of, text_of[1:][within]]
        grams += [single | kind, pairs(single)[within] | kind]
    return np.concatenate(held_by), np.concatenate(grams)


def distinct(*keys: npt.NDArray[_Whole]) -> npt.NDArray[_Whole]:
    """Return each value once, in order. `np.unique` takes five times as long for its table of hashes. A stable sort is
    quicker where long stretches are in order already."""
    ordered = np.concatenate(keys)
    ordered.sort(kind="stable")
    fresh = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=fresh[1:])
    return ordered[fresh]


def characters(keys: Keys) -> Keys:
    """Return the unigrams of characters among grams in order."""
    return keys[: np.searchsorted(keys, np.uint64(1) << _SYMBOL)]


def codes(symbols: str) -> Keys:
    """Return symbols as unigrams."""
    return np.frombuffer(symbols.encode("utf-32-le"), np.uint32).astype(np.uint64)


def pairs(codes: Keys) -> Keys:
    """Return the bigrams of symbols that stand in a row."""
    return pair(codes[:-1], codes[1:])


def pair(first: Keys, second: Keys) -> Keys:
    """Return the bigram of each pair of symbols."""
    return (first << _SYMBOL) | second


def symbols(key: np.uint64) -> str:
    """Return the one or two symbols of a gram."""
    code = int(key & ~_SOUND)
    one, two = divmod(code, 1 << int(_SYMBOL))
    return chr(one) + chr(two) if one else chr(two)


def is_sound(keys: Keys) -> npt.NDArray[np.bool_]:
    """Return which grams are of sounds."""
    return keys >= _SOUND


def family(keys: Keys) -> Floats:
    """Return how much each gram counts for its kind."""
    return np.where(is_sound(keys), np.float32(_SOUND_WEIGHT), np.float32(1))


@dataclass(frozen=True, slots=True)
class Postings:
    """For each gram, the rows that hold it, with a value each."""

    count: int
    starts: npt.NDArray[np.int32]
    """Where the rows of a gram begin and those of the one before end; and the end of the last."""
    rows: npt.NDArray[np.unsignedinteger]
    """In the smallest integer type that holds them."""
    values: Halves
    places: npt.NDArray[np.int32]
    """For each very common gram its place in `common`; for all others -1."""
    common: Floats
    """The values of the common grams for every row. They are in nearly every text; adding them up as whole rows halved
    the time of `sums`."""

    @classmethod
    def made(
        cls, count: int, starts: npt.NDArray[np.int32], rows: npt.NDArray[np.unsignedinteger], values: Halves
    ) -> "Postings":
        """Make postings from the first four fields."""
        held = np.diff(starts)
        often = np.flatnonzero(held > count * _COMMON)
        places = np.full(len(held), -1, np.int32)
        places[often] = np.arange(len(often))
        common = np.zeros((len(often), count), np.float32)
        for place, gram in enumerate(often.tolist()):
            span = slice(starts[gram], starts[gram + 1])
            common[place, rows[span]] = values[span]
        return cls(count, starts, rows, values, places, common)

    @classmethod
    def of(cls, count: int, grams: int, pairs: tuple[Ints, Ints], values: Floats) -> "Postings":
        """Make postings from pairs of gram and row (two arrays of the same length) and their values."""
        ids, rows = pairs
        order = np.argsort(ids, kind="stable")
        starts = np.searchsorted(ids, np.arange(grams + 1), sorter=order).astype(np.int32)
        small = rows[order].astype(np.min_scalar_type(max(0, count - 1)))
        return cls.made(count, starts, small, values[order].astype(np.float16))

    @property
    def pairs(self) -> tuple[Ints, Ints]:
        """The gram and the row of each value."""
        return np.arange(len(self.starts) - 1).repeat(np.diff(self.starts)), self.rows.astype(np.intp)

    def of_row(self, row: int) -> tuple[Ints, Floats]:
        """Return the grams of one row, in order, and their values. Slow: it goes through all postings."""
        places = np.flatnonzero(self.rows == row)
        return np.searchsorted(self.starts, places, "right") - 1, self.values[places].astype(np.float32)

    def sums(self, grams: Ints) -> Floats:
        """Return for every row the sum of its values for these grams."""
        places = self.places[grams]
        few = grams[places < 0]
        sums: Floats = self.common[places[places >= 0]].sum(axis=0)
        starts, ends = self.starts[few], self.starts[few + 1]
        held = ends - starts
        spans = (ends - held.cumsum()).repeat(held)  # offset from the place in the result to that in `rows`
        spans += np.arange(len(spans), dtype=spans.dtype)
        sums += np.bincount(self.rows[spans], self.values[spans], self.count)
        return sums
