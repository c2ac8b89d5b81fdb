"""Texts about no matter: greetings, thanks and the like, which are answered in kind; and anger, beside which something
may be asked. Words that do something are in `commands` and `spoken`."""

import re
from typing import Literal, get_args

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.texts.wordlists import (
    LONGEST_SHORT,
    apart,
    either,
    has,
    has_only,
    kinds_alone,
    listed,
    of_lists,
    spellings,
    without,
)
from bot.search.normalise import any_of, clean

Courtesy = Literal[
    "complaint",
    "upset",
    "unfair",
    "human",
    "shorter",
    "slowly",
    "picture",
    "who",
    "thanks",
    "sorry",
    "done",
    "bye",
    "hello",
    "fine",
]
"""The kinds of courtesy. Of several the first counts (好的，谢谢 is thanks)."""
COURTESIES: tuple[Courtesy, ...] = get_args(Courtesy)
_COURTESIES = tuple((kind, f"words-{kind}") for kind in COURTESIES)
_STAFF = (("staff", "words-human"), ("staff", "words-staff"))

_SAID_FIRST = re.compile(
    r"(?:[嗯哦噢额呃]+|对了|[哦噢]?[我那]?(?:明白|懂|了解|晓得)[了啦]|原来如此|原来是这样|这样啊|[好行]吧)"
    r"[，,。！!~～…\s]+(?=\w{2})"
)
"""A sound, 对了, or that something was understood, that opens a text."""
LONGEST_VENTED = 300
"""The most characters of a text in which people vent: the longest of 650 that were written for measuring had 172. A
page is a notice, or was written at leisure, and would be read twice, with the words and without."""
_FICKLE = re.compile("一会儿?又?[说要].+一会儿?又?[说要]")
"""A complaint about a reviewer who wants now this and now that."""


@remembered
def unopened(knowledge: Knowledge, text: str, *, alone: bool) -> str:
    """Drop the words at the beginning of a text that only open it (跟你说一声 短信收到了). A sound such as 嗯, or
    明白了, opens it only if the text stands `alone`, below no question of ours. A text that is nothing else stays as it
    is."""
    found = _opening(knowledge).match(text)
    if found:
        text = text[found.end() :]
    signed = _SAID_FIRST.match(text) if alone else None
    return text[signed.end() :] if signed else text


@remembered
def courtesy(knowledge: Knowledge, text: str) -> Courtesy | None:
    """Return the kind of courtesy of a text without any other words. None for any other text."""
    if len(text) > LONGEST_SHORT:
        return None
    calm = calmed(knowledge, text)
    for plain in spellings(knowledge, calm):
        found = kinds_alone(knowledge, plain, _COURTESIES, "words-courtesy")
        if found or has_only(knowledge, plain, "words-courtesy"):
            found |= {"upset"} if calm != text else set()
            return next((kind for kind in COURTESIES if kind in found), None)
    return None


def courtesy_this_time(knowledge: Knowledge, clause: str) -> Courtesy | None:
    """Return the kind of courtesy of a clause, which may be about this time (这次没事了)."""
    return courtesy(knowledge, without(clause, listed(knowledge, "words-this-time")))


@remembered
def tone(knowledge: Knowledge, text: str) -> Courtesy | None:
    """Return the tone of a text, whatever else it says (知道了 谢谢 回头再找你): it blames us, finds a review unfair,
    thanks or is sorry. What the text is about counts for more. In a text with demands only blame counts: reviewers
    thank as well."""
    demands = has(knowledge, text, "words-to-mend")
    tones: tuple[Courtesy, ...] = ("upset",) if demands else ("upset", "unfair", "thanks", "sorry")
    told = (kind for kind in tones if has(knowledge, text.lower(), f"words-tone-{kind}"))
    return next(told, "unfair" if _FICKLE.search(text) and not demands else None)


@remembered
def wants_staff(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only asks to be put through to a person, in whatever words (怎么联系人工)."""
    plain = clean(calmed(knowledge, text)) if len(text) <= LONGEST_SHORT else ""
    return bool(kinds_alone(knowledge, plain, _STAFF, "words-reach", "words-courtesy"))


@remembered
def calmed(knowledge: Knowledge, text: str) -> str:
    """Drop the words that only vent anger, so that the rest can be read, from a text up to `LONGEST_VENTED`. Where they
    end a clause, it still ends there."""
    if len(text) > LONGEST_VENTED:
        return text

    def instead(found: re.Match[str]) -> str:
        if found["no"]:
            return found[0]
        return "。" if text[found.end() : found.end() + 1].isspace() else " "

    return _venting(knowledge).sub(instead, text)


@of_lists("words-opening")
def _opening(words: str) -> re.Pattern[str]:
    """Match words that open a text, if two characters or more follow. 那个 opens it only before a sign."""
    return re.compile(rf"\W*(?:(?:{either(words)})[哈啊呀哦]*|那个(?=\W))\W*(?=\w{{2}})")


@of_lists("words-vent", "words-vent-first", "words-no-vent")
def _venting(words: str, first: str, no: str) -> re.Pattern[str]:
    """The words that vent anger. Latin ones count as whole words, `first` only at the beginning of a clause. `no` are
    longer words that contain one."""
    latin, signs = (any_of(word for word in apart(words) if word.isascii() is ascii) for ascii in (True, False))
    begins, longer = either(first), either(no)
    return re.compile(rf"(?P<no>{longer})|{signs}|(?<!\w)(?:{begins})|(?<![a-z])(?:{latin})(?![a-z])", re.IGNORECASE)
