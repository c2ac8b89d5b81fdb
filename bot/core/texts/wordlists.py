"""The lists in words.yaml by which texts are recognised, and what of them stands in a text. (What is said is read by
`bot.core.words`.) A list is for words of which there may always be another one; numbers, dates and particles, of which
there are no more, stand in the patterns that need them."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache, wraps
from typing import TypeVar

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.search.normalise import Wordings, any_of, clean
from bot.search.recent import recently
from bot.search.sounds import spelled, syllable

R = TypeVar("R")

LONGEST_SHORT = 40
"""Characters of a short text, which may say no more than such lists have words for: who writes more has something to
say."""
Kinds = tuple[tuple[str, str], ...]
"""Kinds of words, and under which keys they are listed; of a word in several lists the last kind counts."""
_LATIN = re.compile("[a-z]+")
_SPELT = ("words-begin", "words-command-progress", "words-move-done", "words-personal", "words-enterprise")
"""Words that are said alone, so that little tells which characters are meant."""
_TAILS = {"de": "的", "le": "了"}
"""What may stand behind such a word, by its sound."""
_SHORTEST_SPELT = 2
"""Syllables: a single one may be any of many words."""
_KEPT = 512
"""Lists that are kept ready, alone and with others: making one anew takes as long as a turn."""
_LANGUAGES = 2
"""In which there are lists."""
_BETWEEN = re.compile(r"(?<=\S)、(?=\S)")
"""Between two words; alone it is one."""
MADE: dict[Callable[[Knowledge], object], int | None] = {}
"""All that is made of lists (`of_lists`), and of how many characters a text is at most that a pattern is tried on: in a
longer one it may take too long; None: in any."""


def of_lists(*keys: str, longest: int | None = None) -> Callable[[Callable[..., R]], Callable[[Knowledge], R]]:
    """Makes what takes the lists under these keys as they are written, and gives a pattern or a table of their words,
    a function of what is known. It is made once for each language."""

    def of_knowledge(make: Callable[..., R]) -> Callable[[Knowledge], R]:
        made: Callable[..., R] = lru_cache(maxsize=_LANGUAGES)(make)

        @wraps(make)
        def known(knowledge: Knowledge) -> R:
            return made(*map(knowledge.words.__getitem__, keys))

        MADE[known] = longest
        return known

    return of_knowledge


def lists(knowledge: Knowledge, *keys: str) -> tuple[str, ...]:
    """The lists under these keys as they are written: by them patterns are made, and kept."""
    return tuple(map(knowledge.words.__getitem__, keys))


def listed(knowledge: Knowledge, *keys: str) -> tuple[str, ...]:
    """The words that are listed under these keys."""
    return apart(*map(knowledge.words.__getitem__, keys))


def has(knowledge: Knowledge, text: str, *keys: str) -> bool:
    """Whether one of the words that are listed under these keys stands in a text."""
    return bool(_any(*map(knowledge.words.__getitem__, keys)).search(text))


def first_word(knowledge: Knowledge, text: str, *keys: str) -> str:
    """The first of the words listed under these keys with which a text begins; "" where it begins with none."""
    return next(filter(text.startswith, listed(knowledge, *keys)), "")


def last_word(knowledge: Knowledge, text: str, *keys: str) -> str:
    """The first of them with which a text ends; "" where it ends with none."""
    return next(filter(text.endswith, listed(knowledge, *keys)), "")


def empty_without(knowledge: Knowledge, text: str, *keys: str, also: Iterable[str] = ()) -> bool:
    """Whether nothing is left of a text `without` the words that are listed under these keys, and these, wherever they
    stand in it: nothing of 被驳回, where 被 and 驳回 are listed. Where 被驳 is, too, `has_only` finds that first."""
    also = tuple(also)
    if not _signs(*also, *lists(knowledge, *keys)).issuperset("".join(text.split())):
        return False
    return not without(text, (*also, *listed(knowledge, *keys))).strip()


def without(text: str, words: Iterable[str]) -> str:
    """A text with these words taken out, the longer ones first."""
    for word in _longest_first(tuple(words)):
        text = text.replace(word, "")
    return text


@recently(_KEPT)
def _longest_first(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(words, key=len, reverse=True))


@recently(_KEPT)
def _signs(*lists: str) -> frozenset[str]:
    """The signs in lists: most texts have another one, and so have more than such words, as is seen at once."""
    return frozenset().union(*lists)


def short(text: str) -> str:
    """A text without its signs; "" where it is longer than `LONGEST_SHORT`."""
    return clean(text) if len(text) <= LONGEST_SHORT else ""


@remembered
def spelt(knowledge: Knowledge, text: str) -> str:
    """The word of those that are said alone, or the province, that a text spells in pinyin and nothing else, be it with
    的 or 了 behind it (xia yi bu, guangdong de); "" for any other."""
    pieces = [spelled(word) for word in text.lower().split()] if text.isascii() else []
    sounds = [sound for piece in pieces for sound in piece]
    if len(sounds) < _SHORTEST_SPELT or not all(pieces):
        return ""
    words = _sounding(lists(knowledge, *_SPELT), tuple(one.short for one in knowledge.provinces.values()))
    *before, last = sounds
    head = words.get("".join(before), "")
    return words.get("".join(sounds)) or (head + _TAILS[last] if head and last in _TAILS else "")


@lru_cache(maxsize=2)
def _sounding(lists: tuple[str, ...], others: tuple[str, ...]) -> dict[str, str]:
    """Words by how they are pronounced."""
    sounds = {word: [syllable(one) for one in word] for word in (*apart(*lists), *others)}
    return {"".join(map(str, read)): word for word, read in sounds.items() if all(read)}


@remembered
def spellings(knowledge: Knowledge, text: str) -> tuple[str, ...]:
    """A text as it is written, and as what it means where it is pinyin, and has nothing of English."""
    plain = clean(text)
    latin = _LATIN.findall(plain)
    return (plain, knowledge.engine.normal(text)) if latin and all(map(spelled, latin)) else (plain,)


def kinds_alone(knowledge: Knowledge, plain: str, kinds: Kinds, *silent: str) -> frozenset[str]:
    """Of which kinds the words in a cleaned text are that has no words but such and silent ones; of no kind where it
    has any other, as most texts have: that is seen at a glance."""
    words = wordings(knowledge, kinds, *silent)
    found, rest = words.parted(plain) if words.may_be_all(plain) else (frozenset[str](), plain)
    return frozenset() if rest else found


def has_only(knowledge: Knowledge, plain: str, *keys: str) -> bool:
    """Whether a cleaned text is a row of words that are listed under these keys, the longest that stands in each place;
    `empty_without` takes them out wherever they stand."""
    words = wordings(knowledge, (), *keys)
    return words.may_be_all(plain) and not words.parted(plain)[1]


def wordings(knowledge: Knowledge, kinds: Kinds, *silent: str) -> Wordings:
    """The kind of each word, and nothing for those that are listed under the silent keys. `parted` tells of which kinds
    the words in a cleaned text are, and what is left of it without any of them."""
    words = knowledge.words
    return wordings_of(tuple([(kind, words[key]) for kind, key in kinds]), lists(knowledge, *silent))


@lru_cache(maxsize=_KEPT)
def wordings_of(lists: tuple[tuple[str, str], ...], silent: tuple[str, ...]) -> Wordings:
    """The same, of the lists themselves."""
    kinds = {word: kind for kind, words in lists for word in apart(words)}
    return Wordings.of(dict.fromkeys(apart(*silent), "") | kinds)


@lru_cache(maxsize=_KEPT)
def apart(*lists: str) -> tuple[str, ...]:
    """The words of lists, in each of which stands 、 between them, or else a blank."""
    every: list[str] = []
    for words in lists:
        between = _BETWEEN.split(words)
        every += between if len(between) > 1 else words.split()
    return tuple(every)


@lru_cache(maxsize=_KEPT)
def either(*lists: str) -> str:
    """A pattern for any word of these lists."""
    return any_of(apart(*lists))


@lru_cache(maxsize=_KEPT)
def _any(*lists: str) -> re.Pattern[str]:
    # One search for all of them: every turn asks for several lists.
    return re.compile("|".join(map(re.escape, apart(*lists))))
