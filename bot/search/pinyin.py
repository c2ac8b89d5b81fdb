"""Pinyin as the characters that are meant: ge'ren'ke'yi'bei'an'ma → 个人可以备案吗.

A small input method that knows no words but ours: of the characters that are read like this, those which most often
stand beside each other in the phrasings and in the lexicon.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from bot.search.grams import Alphabet, Floats, Keys, Space, characters, codes, distinct, is_sound, pair, pairs
from bot.search.sounds import same, spelled, syllables

_RUN = re.compile(r"[a-z']+(?: [a-z']+)*")
CHINESE = re.compile(r"[一-鿿]")
_MOST = 24
"""Characters of one syllable that are tried, the commonest."""
_BEAM = 12
"""Readings that are followed from one syllable to the next."""
_BESIDE = 0.9
"""How much what stands before a character tells about it; the rest is how common it is."""
_SELDOM = 0.05
"""How often a character is read in another way than it mostly is."""
_LEAST = -4.6
"""The logarithm of how likely each character must be, on average; below that it is no pinyin, or none of ours (API)."""
_TOLD, _SHARE = 30, 0.015
"""A wording of the lexicon counts as so many phrasings, or as such a share of them where that is more: in these the
word in use stands in its place. Of 800 phrasings typed in pinyin 76 in 100 were answered rightly with a share, 72
without. With 0.01 what is seldom written (换服务器) is lost beside what is common (网站还); with 0.02 more is answered
wrongly again."""


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Characters that may be meant by a syllable: in how many phrasings each is, and what its chance is made of: of
    the share in which it stands behind the one before, and of how common it is."""

    codes: Keys
    held: Floats
    beside: Floats
    alone: Floats


class Speller:
    """Turns syllables into characters. Made of the grams of an index and of the lexicon's wordings."""

    def __init__(self, space: Space, alphabet: Alphabet, wordings: Iterable[str]) -> None:
        self._words = frozenset(alphabet.words)
        told = [codes(wording) for wording in wordings if CHINESE.search(wording)]
        written = space.keys[~is_sound(space.keys)]
        wanted = distinct(codes(""), *told, *map(pairs, told))
        self._keys = distinct(written, wanted)
        self._counts = np.zeros(len(self._keys), np.float32)
        self._counts[np.searchsorted(self._keys, written)] = space.held(written)
        self._counts[np.searchsorted(self._keys, wanted)] += max(_TOLD, _SHARE * space.texts)
        single = characters(self._keys)
        common = single[np.argsort(-self._held(single), kind="stable")]
        read: dict[str, dict[int, float]] = {}
        for code in common.tolist():
            for place, sound in enumerate(syllables(chr(code))):
                read.setdefault(sound, {}).setdefault(code, _SELDOM if place else 1.0)
        self._read = {
            sound: self._candidates(list(found.items())[:_MOST], space.texts) for sound, found in read.items()
        }

    def _candidates(self, found: Sequence[tuple[int, float]], texts: int) -> "_Candidates":
        here = np.array([code for code, _ in found], np.uint64)
        often = np.array([often for _, often in found], np.float32)
        held = self._held(here) + np.float32(1)
        return _Candidates(here, held, _BESIDE * often, often * held * np.float32((1 - _BESIDE) / (texts + 1)))

    def __call__(self, text: str) -> str:
        """A normalised text with characters in place of syllables; also of a single one that stands among Chinese and
        is no word that anybody uses here."""
        if "'" in text or CHINESE.search(text):
            return _RUN.sub(self._meant, text)
        return text

    def _meant(self, run: re.Match[str]) -> str:
        before = run.string[run.start() - 1 : run.start()]
        out: list[str] = []
        for heard, found in groupby(run[0].split(), self._is_heard):
            words = list(found)
            out += [self._spell([same(s) for word in words for s in word.split("'")], before)] if heard else words
            before = ""
        return " ".join(out)

    def _is_heard(self, word: str) -> bool:
        return "'" in word or (len(word) > 1 and word not in self._words and len(spelled(word)) == 1)

    def _spell(self, heard: Sequence[str], before: str) -> str:
        """The likeliest characters for these syllables; those that no character of ours has stay as they are."""
        out: list[str] = []
        for known, found in groupby(heard, self._read.__contains__):
            sounds = list(found)
            out.append((known and self._likeliest(sounds, before)) or "'".join(sounds))
            before = ""
        return " ".join(out)

    def _likeliest(self, heard: Sequence[str], before: str) -> str:
        """Viterbi's way through the characters of every syllable, in which only the likeliest beginnings are kept;
        empty where no way is likely."""
        ends = codes(before)
        held, likely, texts = self._held(ends) + np.float32(1), np.zeros(len(ends)), [""] * len(ends)
        for sound in heard:
            here = self._read[sound]
            if len(ends):
                share = np.minimum(self._held(pair(ends[:, None], here.codes)) / held[:, None], np.float32(1))
                ways = likely[:, None] + np.log(share * here.beside + here.alone)
                best, came = ways.max(axis=0), ways.argmax(axis=0)
            else:
                best, came, texts = np.log(here.alone), np.zeros(len(here.codes), np.intp), [""]
            kept = np.argsort(-best, kind="stable")[:_BEAM]
            ends, held, likely = here.codes[kept], here.held[kept], best[kept]
            texts = [texts[start] + chr(code) for start, code in zip(came[kept].tolist(), ends.tolist(), strict=True)]
        return texts[0] if likely[0] >= _LEAST * len(heard) else ""

    def _held(self, keys: Keys) -> Floats:
        """How many phrasings hold each gram, about."""
        places = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return np.where(self._keys[places] == keys, self._counts[places], np.float32(0))
