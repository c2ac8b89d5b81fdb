"""Commands that are given in words: which one a text names, or whose matter it is about, and the wish to begin. What is
told of what is under way is in `spoken`."""

import re
from collections.abc import Mapping

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.rules import FieldName
from bot.core.texts.clauses import unrepeated
from bot.core.texts.wordlists import (
    LONGEST_SHORT,
    apart,
    either,
    first_word,
    has,
    kinds_alone,
    of_lists,
    short,
    spellings,
    wordings,
)
from bot.search.normalise import clean

COMMANDS = (
    "home",
    "help",
    "progress",
    "file",
    "rejected",
    "history",
    "cancel",
    "remind",
    "mydata",
    "forget",
    "privacy",
    "lang",
)
"""Commands that are also done where somebody only writes what they are called (`words-command-…`)."""
_OF_NAMES: tuple[FieldName, ...] = ("mini-name", "app-name")
_LONGEST_TAIL = 8
"""Characters behind what somebody wants to have that may tell what for."""
_NEWS = (("news", "words-news"), ("whether", "words-news-whether"))
_RECORDS = (("progress", "words-far"), ("history", "words-past"))
_OURS = (
    ("remind", "words-wake-short"),
    *((kind, f"words-ours-{kind}") for kind in ("erase", "keep", "leak", "data", "mine", "yours")),
)


@remembered
def command(knowledge: Knowledge, text: str) -> str | None:
    """The command that a text names, or whose matter it is about, and nothing else; None for any other."""
    if len(text) > LONGEST_SHORT:
        return None
    commands = _commands(knowledge)
    said = (plain for one in (text, unrepeated(knowledge, text)) for plain in spellings(knowledge, one))
    named = next((commands[plain] for plain in said if plain in commands), None)
    return named or ("progress" if _asks_news(knowledge, clean(text)) else _meant(knowledge, clean(text)))


def _asks_news(knowledge: Knowledge, plain: str) -> bool:
    """Whether a text asks only whether anything has come of what is under way, or tells that nothing has (批了没)."""
    return len(kinds_alone(knowledge, plain, _NEWS, "words-news-around", "words-move")) == 2


@remembered
def record_asked(knowledge: Knowledge, text: str) -> str | None:
    """The command for the record of which a text asks, and nothing else: how far it is (审到哪里了), or how many there
    are (现在几家在等), or why and how often it came back (上次是什么原因). Where none is kept, that is a question."""
    found = kinds_alone(knowledge, short(text), _RECORDS, "words-news-around", "words-move")
    return next(iter(found)) if len(found) == 1 else None


def _meant(knowledge: Knowledge, plain: str) -> str | None:
    """The command for what a text says of reminders, or of what is kept of the person (把我的记录都删了)."""
    found = kinds_alone(knowledge, plain, _OURS, "words-ours-around", "words-move")
    if "remind" in found:
        return "remind"
    if {"erase", "data", "mine"} <= found:
        return "forget"
    leaks = "leak" in found and found & {"data", "keep"}
    return "privacy" if leaks or {"keep", "data", "yours"} <= found else None


@remembered
def begins(knowledge: Knowledge, text: str) -> str | None:
    """What a text wants to begin with (那就开始办注销吧); "" where it does not say with what; None where it wants
    something else."""
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
    """Whether a text only wants to file anew, or asks how to begin with that (算了 重新备案 怎么开始)."""
    silent = ("words-anew-around", "words-begin", "words-begin-around", "words-explain", "words-move", "words-it")
    return bool(kinds_alone(knowledge, short(text), (("anew", "words-anew"),), *silent))


@remembered
def one_more(knowledge: Knowledge, text: str) -> str | None:
    """With what, or for whom, a text wants one more filing to begin (再开一个备案, 给永利开一个); "" where it does not
    say; None where it wants none."""
    plain = short(text)
    if not has(knowledge, plain, "words-one-more"):
        return None
    kinds, silent = (("more", "words-one-more"), ("whom", "words-one-more-whom")), ("words-begin-around", "words-move")
    found, rest = wordings(knowledge, kinds, *silent).parted(plain)
    return rest.strip() if "more" in found and (not rest.strip() or "whom" in found) else None


def wanted(knowledge: Knowledge, clause: str, text: str) -> FieldName | None:
    """What a clause of a text says that its writer wants to have (我想搞个网站), be it only to go online with what
    stands elsewhere in the text (要备案); None where it wants nothing, or something to be done with that (想改网站)."""
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


@of_lists(*(f"words-command-{name}" for name in COMMANDS))
def _commands(*named: str) -> Mapping[str, str]:
    return {clean(word): name for name, words in zip(COMMANDS, named, strict=True) for word in apart(words)}
