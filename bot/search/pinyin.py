"""Pinyin as the characters that are meant: ge'ren'ke'yi'bei'an'ma → 个人可以备案吗.

A small input method that knows no words except ours. Of the characters with these readings it takes those that most
often stand side by side in the phrasings and the lexicon.
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
"""Characters that are tried for one syllable, the commonest."""
_BEAM = 12
"""Readings that are kept from one syllable to the next."""
_BESIDE = 0.9
"""The weight of the character before; the rest is the weight of how common a character is."""
_SELDOM = 0.05
"""How often a character has a reading other than its main one."""
_LEAST = -4.6
"""The least mean log-probability of the characters. Below it the letters are no pinyin, or none of our words (API)."""
_TOLD, _SHARE = 30, 0.015
"""A wording of the lexicon counts as _TOLD phrasings, or as this share of all if that is more: in the phrasings
themselves the word in use stands in its place. Of 800 phrasings typed in pinyin 76 in 100 were answered rightly with a
share, 72 without. With 0.01 a rare wording (换服务器) loses to a common one (网站还); with 0.02 more answers are wrong
again."""


@dataclass(frozen=True, slots=True)
class _Candidates:
    """The characters that a syllable may mean, with the number of phrasings that hold each (`held`), and the weights of
    standing behind the character before (`beside`) and of being common (`alone`)."""

    codes: Keys
    held: Floats
    beside: Floats
    alone: Floats


class Speller:
    """Turns syllables into characters, by the grams of an index and the wordings of the lexicon."""

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
        """Return a normalised text with characters in place of syllables. A single syllable is replaced if it stands
        among Chinese and is no word in use here."""
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
        """Return the most probable characters for these syllables. Syllables that no character of ours has stay as they
        are."""
        out: list[str] = []
        for known, found in groupby(heard, self._read.__contains__):
            sounds = list(found)
            out.append((known and self._likeliest(sounds, before)) or "'".join(sounds))
            before = ""
        return " ".join(out)

    def _likeliest(self, heard: Sequence[str], before: str) -> str:
        """Return the most probable characters for these syllables, by Viterbi's algorithm with only the best beginnings
        kept; "" if none are probable enough."""
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
        """Return about how many phrasings hold each gram."""
        places = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return np.where(self._keys[places] == keys, self._counts[places], np.float32(0))
