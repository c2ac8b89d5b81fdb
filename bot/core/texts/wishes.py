"""The wish to have something filed: that it begins, with what, and for whom."""

import re

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.rules import FieldName
from bot.core.state import Asker
from bot.core.texts.asker import introduced_beside
from bot.core.texts.asking import asks_whether, wonders
from bot.core.texts.clauses import SIGNS
from bot.core.texts.courtesies import courtesy
from bot.core.texts.no_notice import tells_done
from bot.core.texts.verdicts import says_it_came_back
from bot.core.texts.wordlists import (
    LONGEST_SHORT,
    either,
    first_word,
    has,
    kinds_alone,
    of_lists,
    short,
    spellings,
    wordings,
)

_OF_NAMES: tuple[FieldName, ...] = ("mini-name", "app-name")
_DECIDES = re.compile(r"\A([那我们就]{1,6}[用在以][^，,。；\s]{1,12}(?<![要用得需能]))备吧\W*\Z")
"""Words of somebody who decides as whom, or where, to file."""
_HOW = re.compile("怎|咋|如何|从哪")
_LONGEST_TAIL = 8
"""The most characters behind what somebody wants to have that may say what for."""


def is_of_own(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text asks nothing, and speaks neither of others nor of a rejection."""
    of_others = has(knowledge, text, "words-other-people") or says_it_came_back(knowledge, text)
    return not (of_others or wonders(knowledge, text))


def wishes_filing(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text says that its writer wants something filed, or wants to begin with that."""
    if has(knowledge, text, "words-unwanted"):
        return False
    plainly = has(knowledge, text, "words-want-plainly", "words-begin", "words-wish")
    return plainly or any(wanted(knowledge, clause, text) for clause in SIGNS.split(text))


def only_wishes(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text says only that, besides who the writer is and what is done for it. Somebody with a worry
    (但没有营业执照) gets an answer to that."""
    return wishes_filing(knowledge, text) and all(
        wishes_filing(knowledge, one)
        or introduced_beside(Asker(), knowledge, one)
        or courtesy(knowledge, one)
        or tells_done(knowledge, one)
        for one in SIGNS.split(text)
        if one
    )


def decides_how(text: str) -> bool:
    """Tell whether a text only says as whom, or where, its writer now files (那就用公司备吧)."""
    return bool(_DECIDES.match(text))


@remembered
def begins(knowledge: Knowledge, text: str) -> str | None:
    """Return what a text wants to begin with (那就开始办注销吧). "": it does not say with what. None: it wants
    something else."""
    text = _DECIDES.sub(r"\1办吧", text)
    for plain in spellings(knowledge, text) if len(text) <= LONGEST_SHORT else ():
        around = ("words-begin-around", "words-move", "words-it")
        if kinds_alone(knowledge, plain, (("begin", "words-begin-filing"),), *around):
            return ""
        if not has(knowledge, plain, "words-begin"):
            continue
        found, rest = wordings(knowledge, (("begin", "words-begin"),), *around).parted(plain)
        if found:
            return rest.strip()
    return None


@remembered
def begins_anew(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only wants to file anew, or asks how to begin with that (算了 重新备案 怎么开始), and not
    whether that must be (要重新备案？)."""
    silent = ("words-anew-around", "words-begin", "words-begin-around", "words-explain", "words-move", "words-it")
    alone = bool(kinds_alone(knowledge, short(text), (("anew", "words-anew"),), *silent))
    asks = text.rstrip().endswith(("?", "？")) or asks_whether(text)
    return alone and (not asks or bool(_HOW.search(text)))


@remembered
def asks_anew(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only asks whether it must be filed anew (那要重新备案吗)."""
    silent = ("words-anew-around", "words-move", "words-it", "words-around-told")
    alone = kinds_alone(knowledge, short(text), (("anew", "words-anew"),), *silent)
    return bool(alone) and not (_HOW.search(text) or begins_anew(knowledge, text))


@remembered
def one_more(knowledge: Knowledge, text: str) -> str | None:
    """Return with what, or for whom, a text wants one more filing to begin (再开一个备案, 给永利开一个). "": it does
    not say. None: it wants none."""
    plain = short(text)
    if not has(knowledge, plain, "words-one-more"):
        return None
    kinds, silent = (("more", "words-one-more"), ("whom", "words-one-more-whom")), ("words-begin-around", "words-move")
    found, rest = wordings(knowledge, kinds, *silent).parted(plain)
    return rest.strip() if "more" in found and (not rest.strip() or "whom" in found) else None


def wanted(knowledge: Knowledge, clause: str, text: str) -> FieldName | None:
    """Return what a clause says that its writer wants to have (我想搞个网站), or to go online with, as the whole `text`
    says (要备案). None: nothing, or something to be done with it (想改网站)."""
    found = _wish(knowledge).match(clause)
    if found is None:
        return None
    if found["plainly"]:
        return next((of for of in _OF_NAMES if has(knowledge, text, f"words-of-{of}")), "site-name")
    rest = clause[found.end() :]
    things: tuple[tuple[FieldName, str], ...] = (*((of, f"of-{of}") for of in _OF_NAMES), ("site-name", "want-site"))
    for of, key in things:
        thing = first_word(knowledge, rest, f"words-{key}")
        tail = rest.removeprefix(thing)
        if thing and len(tail) <= _LONGEST_TAIL and not has(knowledge, tail, "words-trade"):
            return of
    return None


@of_lists("words-want-first", "words-want", "words-want-kind", "words-want-plainly", longest=LONGEST_SHORT)
def _wish(first: str, want: str, kind: str, plainly: str) -> re.Pattern[str]:
    opens, wants, kinds, plain = map(either, (first, want, kind, plainly))
    return re.compile(rf"(?:{opens})*+(?:(?P<plainly>{plain})[了的啊呀]*$|(?:{wants})(?:{kinds}|小(?!程序))*+)")
