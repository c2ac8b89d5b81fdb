"""The word lists in words.yaml by which texts are recognised, and what of them stands in a text. (What the bot says is
read by `bot.core.words`.) Words belong in a list if there may always be another one. Numbers, dates and particles,
which are complete, stand in the patterns that need them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, wraps
from typing import TypeVar

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.search.normalise import Wordings, any_of, clean
from bot.search.recent import recently
from bot.search.sounds import spelled, syllable

R = TypeVar("R")

LONGEST_SHORT = 40
"""The most characters of a short text, which may say no more than these lists have words for."""
LONGEST_ASKED = 400
"""The most characters of a text that is looked up in several ways, as for questions beside a notice. 4,096 would take
50 ms."""
Kinds = tuple[tuple[str, str], ...]
"""Kinds of words, with the keys of their lists. Of a word in several lists the last kind counts."""
_LATIN = re.compile("[a-z]+")
_SPELT = (
    *("words-begin", "words-command-progress", "words-move-done", "words-next"),
    *("words-personal", "words-enterprise"),
)
"""The lists of words that are said alone, so that little else tells which characters pinyin means."""
_TAILS = {"de": "的", "le": "了", "ne": "呢"}
"""What may stand behind such a word, by its sound."""
_THAT = "na"
"""The sound of 那, which may stand before it (那江苏呢)."""
_SHORTEST_SPELT = 2
"""The fewest syllables: a single one may be any of many words."""
_KEPT = 512
"""How many lists are kept ready, alone and with others: making one takes as long as a turn."""
_LANGUAGES = 2
"""How many languages have lists."""
_BETWEEN = re.compile(r"(?<=\S)、(?=\S)")
"""The sign between two words. Alone it is a word."""
MADE: dict[Callable[[Knowledge], object], int | None] = {}
"""All that `of_lists` made, and the most characters of a text that a pattern is tried on, since longer ones may take
too long. None: any text."""


def of_lists(*keys: str, longest: int | None = None) -> Callable[[Callable[..., R]], Callable[[Knowledge], R]]:
    """Decorate a function that makes a pattern or a table from the lists under these keys, as they are written. The
    result is a function of the knowledge, which makes it once for each language. `longest`: see `MADE`."""

    def of_knowledge(make: Callable[..., R]) -> Callable[[Knowledge], R]:
        made: Callable[..., R] = lru_cache(maxsize=_LANGUAGES)(make)

        @wraps(make)
        def known(knowledge: Knowledge) -> R:
            return made(*map(knowledge.words.__getitem__, keys))

        MADE[known] = longest
        return known

    return of_knowledge


def lists(knowledge: Knowledge, *keys: str) -> tuple[str, ...]:
    """Return the lists under these keys as they are written, as the keys of patterns that are kept."""
    return tuple(map(knowledge.words.__getitem__, keys))


def listed(knowledge: Knowledge, *keys: str) -> tuple[str, ...]:
    """Return the words that are listed under these keys."""
    return apart(*map(knowledge.words.__getitem__, keys))


def has(knowledge: Knowledge, text: str, *keys: str) -> bool:
    """Tell whether one of the words that are listed under these keys stands in a text."""
    return bool(_any(*map(knowledge.words.__getitem__, keys)).search(text))


def first_word(knowledge: Knowledge, text: str, *keys: str) -> str:
    """Return the first word listed under these keys with which a text begins; "" if there is none."""
    return next(filter(text.startswith, listed(knowledge, *keys)), "")


def last_word(knowledge: Knowledge, text: str, *keys: str) -> str:
    """Return the first word listed under these keys with which a text ends; "" if there is none."""
    return next(filter(text.endswith, listed(knowledge, *keys)), "")


def empty_without(knowledge: Knowledge, text: str, *keys: str, also: Iterable[str] = ()) -> bool:
    """Tell whether nothing is left of a text `without` the words listed under these keys, and those in `also`, wherever
    they stand: nothing of 被驳回, if 被 and 驳回 are listed. If 被驳 is, too, `has_only` finds that first."""
    also = tuple(also)
    if not _signs(*also, *lists(knowledge, *keys)).issuperset("".join(text.split())):
        return False
    return not without(text, (*also, *listed(knowledge, *keys))).strip()


def without(text: str, words: Iterable[str]) -> str:
    """Return a text without these words. The longer ones are taken out first."""
    for word in _longest_first(tuple(words)):
        text = text.replace(word, "")
    return text


@recently(_KEPT)
def _longest_first(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(words, key=len, reverse=True))


@recently(_KEPT)
def _signs(*lists: str) -> frozenset[str]:
    """Return the characters in lists. Most texts have another one, which shows at once that they say more."""
    return frozenset().union(*lists)


def short(text: str) -> str:
    """Return a text without its signs; "" if it is longer than `LONGEST_SHORT`."""
    return clean(text) if len(text) <= LONGEST_SHORT else ""


@remembered
def spelt(knowledge: Knowledge, text: str) -> str:
    """Return the word that is said alone, or the province, that a text spells in pinyin and nothing else, also with 的,
    了 or 呢 behind it (xia yi bu, guangdong de, na jiangsu ne), or two of them (gai wan le, ran hou ne); "" for any
    other."""
    pieces = [spelled(word) for word in text.lower().split()] if text.isascii() else []
    sounds = [sound for piece in pieces for sound in piece]
    if len(sounds) < _SHORTEST_SPELT or not all(pieces):
        return ""
    words = _sounding(lists(knowledge, *_SPELT), tuple(one.short for one in knowledge.provinces.values()))
    places = range(_SHORTEST_SPELT, len(sounds) - 1) if len(text) <= LONGEST_SHORT else ()
    cuts = ((sounds[:cut], sounds[cut:]) for cut in places)
    two = ((_alone(words, first), _alone(words, second)) for first, second in cuts)
    return _alone(words, sounds) or next(("，".join(both) for both in two if all(both)), "")


def _alone(words: Mapping[str, str], sounds: Sequence[str]) -> str:
    """Return the one of these words, by their sounds, that is spelt so, with what stands around it."""
    that, sounds = ("那", sounds[1:]) if sounds[0] == _THAT and len(sounds) > _SHORTEST_SPELT else ("", sounds)
    *before, last = sounds
    head = words.get("".join(before), "")
    word = words.get("".join(sounds)) or (head + _TAILS[last] if head and last in _TAILS else "")
    return that + word if word else ""


@lru_cache(maxsize=2)
def _sounding(lists: tuple[str, ...], others: tuple[str, ...]) -> dict[str, str]:
    """Map how words are pronounced to the words."""
    sounds = {word: [syllable(one) for one in word] for word in (*apart(*lists), *others)}
    return {"".join(map(str, read)): word for word, read in sounds.items() if all(read)}


@remembered
def spellings(knowledge: Knowledge, text: str) -> tuple[str, ...]:
    """Return a text as it is written, and, if it is pinyin without English words, also what it means."""
    plain = clean(text)
    latin = _LATIN.findall(plain)
    return (plain, knowledge.engine.normal(text)) if latin and all(map(spelled, latin)) else (plain,)


def kinds_alone(knowledge: Knowledge, plain: str, kinds: Kinds, *silent: str) -> frozenset[str]:
    """Return the kinds of the words in a cleaned text that has only words of these kinds and silent ones; none if it
    has any other. Most texts have, and that is found quickly."""
    words = wordings(knowledge, kinds, *silent)
    found, rest = words.parted(plain) if words.may_be_all(plain) else (frozenset[str](), plain)
    return frozenset() if rest else found


def has_only(knowledge: Knowledge, plain: str, *keys: str) -> bool:
    """Tell whether a cleaned text is a row of words listed under these keys, the longest one in each place.
    `empty_without` takes them out wherever they stand."""
    words = wordings(knowledge, (), *keys)
    return words.may_be_all(plain) and not words.parted(plain)[1]


def wordings(knowledge: Knowledge, kinds: Kinds, *silent: str) -> Wordings:
    """Return a table of the kind of each word, "" for those under the silent keys. Its `parted` returns the kinds of
    the words in a cleaned text, and what is left of it without them."""
    words = knowledge.words
    return wordings_of(tuple([(kind, words[key]) for kind, key in kinds]), lists(knowledge, *silent))


@lru_cache(maxsize=_KEPT)
def wordings_of(lists: tuple[tuple[str, str], ...], silent: tuple[str, ...]) -> Wordings:
    """Make such a table of the lists themselves."""
    kinds = {word: kind for kind, words in lists for word in apart(words)}
    return Wordings.of(dict.fromkeys(apart(*silent), "") | kinds)


@lru_cache(maxsize=_KEPT)
def apart(*lists: str) -> tuple[str, ...]:
    """Split lists into their words, at each 、 or, in a list without one, at spaces."""
    every: list[str] = []
    for words in lists:
        between = _BETWEEN.split(words)
        every += between if len(between) > 1 else words.split()
    return tuple(every)


@lru_cache(maxsize=_KEPT)
def either(*lists: str) -> str:
    """Return a pattern for any word of these lists."""
    return any_of(apart(*lists))


@lru_cache(maxsize=_KEPT)
def _any(*lists: str) -> re.Pattern[str]:
    # One search for all words: every turn asks for several lists.
    return re.compile("|".join(map(re.escape, apart(*lists))))
