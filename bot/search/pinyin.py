"""Pinyin as the characters that are meant: ge'ren'ke'yi'bei'an'ma → 个人可以备案吗.

A small input method that knows no words but ours: of the characters that are read like this, those which most often
stand beside each other in the phrasings and in the lexicon.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

import numpy as np

from bot.search.grams import Alphabet, Floats, Keys, Space, codes, pair, pairs
from bot.search.sounds import same, spelled, syllables

_RUN = re.compile(r"[a-z']+(?: [a-z']+)*")
_CHINESE = re.compile(r"[一-鿿]")
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
_TOLD = 30
"""A wording of the lexicon counts as so many phrasings: in these the word in use stands in its place."""


class Speller:
    """Turns syllables into characters. Made of the grams of an index and of the lexicon's wordings."""

    def __init__(self, space: Space, alphabet: Alphabet, wordings: Iterable[str]) -> None:
        self._space = space
        self._words = frozenset(alphabet.words)
        told = [codes(wording) for wording in wordings if _CHINESE.search(wording)]
        self._told = np.unique(np.concatenate([codes(""), *told, *map(pairs, told)]))
        known = np.unique(np.concatenate([space.characters, *told]))
        common = known[np.argsort(-self._held(known), kind="stable")]
        read: dict[str, dict[int, float]] = {}
        for code in common.tolist():
            for place, sound in enumerate(syllables(chr(code))):
                read.setdefault(sound, {}).setdefault(code, _SELDOM if place else 1.0)
        some = {sound: list(found.items())[:_MOST] for sound, found in read.items()}
        self._characters = {sound: np.array([code for code, _ in found], np.uint64) for sound, found in some.items()}
        self._often = {sound: np.array([often for _, often in found], np.float32) for sound, found in some.items()}

    def __call__(self, text: str) -> str:
        """A normalised text with characters in place of syllables; also of a single one that stands among Chinese and
        is no word that anybody uses here."""
        if "'" in text or _CHINESE.search(text):
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
        for known, found in groupby(heard, self._characters.__contains__):
            sounds = list(found)
            out.append((known and self._likeliest(sounds, before)) or "'".join(sounds))
            before = ""
        return " ".join(out)

    def _likeliest(self, heard: Sequence[str], before: str) -> str:
        """Viterbi's way through the characters of every syllable, in which only the likeliest beginnings are kept;
        empty where no way is likely."""
        ends = codes(before)
        likely, texts = np.zeros(len(ends)), [""] * len(ends)
        for sound in heard:
            here = self._characters[sound]
            chance = (1 - _BESIDE) * (self._held(here) + 1) / (self._space.texts + 1)
            if len(ends):
                ways = likely[:, None] + np.log((_BESIDE * self._beside(ends, here) + chance) * self._often[sound])
                best, came = ways.max(axis=0), ways.argmax(axis=0)
            else:
                best, came, texts = np.log(chance * self._often[sound]), np.zeros(len(here), np.intp), [""]
            kept = np.argsort(-best, kind="stable")[:_BEAM]
            texts = [texts[came[place]] + chr(here[place]) for place in kept]
            ends, likely = here[kept], best[kept]
        return texts[0] if likely[0] >= _LEAST * len(heard) else ""

    def _beside(self, first: Keys, second: Keys) -> Floats:
        """Of the texts that hold each first character, the share in which each second one stands behind it."""
        both = self._held(pair(first[:, None], second))
        share: Floats = np.minimum(both / (self._held(first) + np.float32(1))[:, None], np.float32(1))
        return share

    def _held(self, keys: Keys) -> Floats:
        """How many phrasings hold each gram, about."""
        held: Floats = self._space.held(keys) + np.where(np.isin(keys, self._told), np.float32(_TOLD), np.float32(0))
        return held
