"""Questions about the record (备案) of a thing, and whose that is. Much is recorded besides sites (电梯备案), and
people ask the same of all of it (要多久)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.core.knowledge import Knowledge
from bot.core.remembering import once, remembered
from bot.core.texts.meant import ELSEWHERE, distinct, is_certain
from bot.core.texts.other_offices import NOTHING_ELSE
from bot.core.texts.wordlists import LONGEST_SHORT, has, listed
from bot.search import Part
from bot.search.bands import Choice
from bot.search.engine import THEME
from bot.search.sounds import syllable

_LONGEST_BESIDE = 24
"""The most characters between a thing and the word 备案."""
_LONGEST_THING = 8
"""The most characters of a thing whose record is asked about."""
_THING = re.compile(rf"[一-龥a-z]{{2,{_LONGEST_THING}}}\Z")
_LED_IN = re.compile(
    "(?:[^\\s，,]{1,6}(?<![顾访])问|另外|还有|顺便|对了|请问|问一?下|想问|听说|据说|那个|这个|开个?|做|办|搞|弄|没|有|未|我们?|咱们?|家|要|想|今年|刚|，|,)*"
)
"""Words that may stand before the thing."""
_IS_NO_NAME = re.compile(
    "[a-z啊呀哦嗯哈唉哎忘的了是我你他她它这那在和跟与或就都也还不没要能会可怎什么哪几多吗呢吧把被让给到从向对为上下前后时已]"
)
"""Characters in no name of a thing that only another office records. Latin letters are in names of sites and firms."""
_LONGEST_NAME = 8
_HEARD = 4
"""How many of our phrasings name a thing at least, if it is not strange."""
_SIGNS = re.compile(r"[\s“”「」『』《》\"]")


def of_record(knowledge: Knowledge, part: Part) -> Part:
    """Return a question about the record of a thing (电梯备案要每年做吗) with the topic on other records first, if
    that topic or the word list names the thing and no topic of ours does. It becomes choices if it is certainly like a
    topic of ours, or if hardly any phrasing names the thing."""
    plain = _SIGNS.sub("", part.text.lower()) if len(part.text) <= LONGEST_SHORT else ""
    first = part.choices[0] if part.choices else None
    is_told = first is not None and first.topic == ELSEWHERE and part.decision != "unknown"
    if not plain or is_told or ELSEWHERE not in knowledge.topics:
        return part
    heard = plain + knowledge.engine.normal(part.text).lower()
    if has(knowledge, heard, "words-of-ours") or has(knowledge, plain.replace("备案号", ""), "words-not-recorded"):
        return part
    told, behind = next(((told, end) for told, end in _recorded(knowledge, plain) if _last_thing(told)), ("", 0))
    refused = knowledge.engine.speaks_of_rejection(part.text)
    if not told or (refused and not NOTHING_ELSE.match(plain, behind)):
        return part
    theirs = _is_theirs(knowledge, told)
    certain = part.decision == "answer" and is_certain(part)
    if theirs and not certain:
        others = (one for one in part.choices if knowledge.topics[one.topic].kind != "rejection")
        choices = distinct(Choice(ELSEWHERE, 1.0, plain), *others)
        return replace(part, rejection=False, decision="answer", choices=choices)
    asks = theirs is None and part.decision == "answer" and not part.rejection
    strange = asks and first and _is_strange(knowledge, told, first.phrasing)
    if first and (theirs or strange):
        return replace(part, decision="choose", choices=distinct(Choice(ELSEWHERE, first.score, plain), *part.choices))
    return part


@remembered
def _is_theirs(knowledge: Knowledge, told: str) -> bool | None:
    """Tell whether another office keeps the record of the last thing in a text, as our phrasings and the word list say.
    None: they do not name the thing."""
    ours, theirs = _things(knowledge)
    thing = _last_thing(told)
    for start in range(len(thing) - 1):
        name = thing[start:] + "\n"
        if name in ours:
            return False
        if "\n" + name in theirs:
            return True
    return None


def _recorded(knowledge: Knowledge, plain: str) -> Iterator[tuple[str, int]]:
    """Yield, for each 备案 in a text, the words before it and where it ends."""
    end, beside, whole = 0, listed(knowledge, "words-beside-thing"), listed(knowledge, "words-of-thing")
    while (start := plain.find(THEME, end)) >= 0:
        end = start + len(THEME)
        least, told = max(0, start - _LONGEST_BESIDE), plain[:start]
        while len(told) > least and told.endswith(beside) and not told.endswith(whole):
            told = told.removesuffix(next(filter(told.endswith, beside)))
        yield told, end


def _last_thing(told: str) -> str:
    found = _THING.search(told[-_LONGEST_THING:])
    return found[0] if found else ""


@remembered
def _is_strange(knowledge: Knowledge, told: str, phrasing: str) -> bool:
    """Tell whether the words before 备案 are nothing but a thing that hardly any phrasing of ours names. `phrasing`:
    the nearest one; a thing that is only misspelt there is not strange."""
    name = _LED_IN.sub("", told, count=1)
    for place in knowledge.places_in(name):
        name = name.replace(place, "")
    is_name = 2 <= len(name) <= _LONGEST_NAME and not _IS_NO_NAME.search(name)
    is_misspelt = 2 * sum(sign in phrasing for sign in name) > len(name) or _sound(name) in _sounds(knowledge)
    if not is_name or is_misspelt or has(knowledge, name, "words-firm", "asker-individual-business"):
        return False
    return _asked_of_us(knowledge).count(name[-2:]) < _HEARD


def _sound(name: str) -> tuple[str | None, ...]:
    """Return how the end of a name sounds, by which a misspelt one is known (个任, 共安)."""
    return tuple(map(syllable, name[-2:]))


@once
def _sounds(knowledge: Knowledge) -> frozenset[tuple[str | None, ...]]:
    """Return how the things sound whose record our phrasings name."""
    ours, _ = _things(knowledge)
    return frozenset(map(_sound, ours.split("\n")))


@once
def _asked_of_us(knowledge: Knowledge) -> str:
    """Return all phrasings but those on other records, one a line."""
    return "\n".join(said for topic in knowledge.topics.values() if topic.id != ELSEWHERE for said in topic.asks)


@once
def _things(knowledge: Knowledge) -> tuple[str, str]:
    """Return the things whose record our phrasings name, and those that the topic on other records or the word list
    names, each with a line end on both sides."""
    ours, theirs = dict[str, None](), dict.fromkeys(listed(knowledge, "words-recorded"))
    for topic in knowledge.topics.values():
        for said in (*topic.asks, *topic.messages):
            things = (_last_thing(told) for told, _ in _recorded(knowledge, said.lower().replace(" ", "")))
            (theirs if topic.id == ELSEWHERE else ours).update(dict.fromkeys(filter(None, things)))
    return "\n".join(["", *ours, ""]), "\n".join(["", *theirs, ""])
