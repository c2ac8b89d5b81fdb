"""Which filings a text calls by name, and what it says of them. Names that were not told before are in `unknown_names`,
and new ones in `nicknames`."""

import re
from collections.abc import Iterator, Sequence

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.state import Filing
from bot.core.texts import outcomes, said_back, spoken
from bot.core.texts.asker import subject_called
from bot.core.texts.asking import wondering
from bot.core.texts.clauses import listed_clauses, unrepeated
from bot.core.texts.commands import command
from bot.core.texts.understanding import understand
from bot.core.texts.verdicts import only_returned, says_it_came_back
from bot.core.texts.wordlists import LONGEST_SHORT, first_word, has_only, listed, short
from bot.search.normalise import clean
from bot.search.numbers import NUMBER, number

_OF_ALL = re.compile(f"(?:我?[这那])?({NUMBER})个(?:备案|网站)?(?:的?(号))?[都全](.+)")
_AS_WELL = "也"
_AND_THAT = re.compile(r"^那?么?(.+)呢$")
"""The name of a filing of which nothing more is asked (那永利呢)."""
_ANEW = re.compile("重|再")
"""The beginning of those words for handing in that tell something by themselves (永顺重交)."""
SHORTEST = 2
"""The fewest characters of a name, or of a part of one, by which a filing is called."""
_LONGEST_HEADING = 40
_TELLS = re.compile("[的未不没缺请]")
"""Signs in a heading that says more than whose it is. Words of a trade do not count: they may be in any name."""


def filings_called(knowledge: Knowledge, filings: Sequence[Filing], text: str) -> tuple[list[Filing], str]:
    """Find the filings that a text calls by name, or by a part that several may share (app那个), and what it says of
    them. A name that is a word said of any filing counts only as the whole text."""
    every = [(clean(filing.name), filing) for filing in filings if filing.flow in knowledge.flows]
    called, words = _names_called(knowledge, tuple(name for name, _ in every), text) if every else (frozenset(), "")
    if not called and len(every) > 1:
        return _called_by_applicant(knowledge, filings, text)
    return [filing for name, filing in every if name in called], words


def _called_by_applicant(knowledge: Knowledge, filings: Sequence[Filing], text: str) -> tuple[list[Filing], str]:
    """Find the only filing for the kind of applicant that a text calls it by (个人那个交了), and what became of it.
    ([], ""): the text says anything else, or there are no filings, or several, of that kind."""
    plain = short(text)
    kind = subject_called(knowledge, before_joint(knowledge, plain))
    mine = [filing for filing in filings if not filing.away and filing.subject == kind] if kind else []
    words = unjoined(knowledge, plain.removeprefix(before_joint(knowledge, plain))) if len(mine) == 1 else ""
    return (mine, words) if words and is_said_of_one(knowledge, unrepeated(knowledge, words)) else ([], "")


@remembered
def _names_called(knowledge: Knowledge, every: tuple[str, ...], text: str) -> tuple[frozenset[str], str]:
    """Return those of these names that a text calls, and what it says of them."""
    plain = _AND_THAT.sub(r"\1", clean(text))
    names = [name for name in every if name == plain or not is_common(knowledge, name)]
    if not names:
        return frozenset(), ""
    whole = [name for name in names if len(name) >= SHORTEST and name in plain]
    if longest := max(whole, key=len, default=""):
        before, _, rest = plain.partition(longest)
        words = f"{before} {unjoined(knowledge, rest)}".strip()
        return frozenset(name for name in whole if name == longest or name not in longest), words
    part = before_joint(knowledge, plain)
    if len(part) >= SHORTEST and any(part in name for name in names):
        words = unjoined(knowledge, plain.removeprefix(part))
    else:
        part, words = _called_in_part(knowledge, plain, names)
    return frozenset(name for name in names if part and part in name), words


def each_called(knowledge: Knowledge, filings: Sequence[Filing], text: str) -> list[tuple[Filing, str]]:
    """Return what a text says of each of several filings. [] if it begins with no filing, or says all of one.

    - the same of all, which it counts: 两个都过了; but not what may be done twice in one filing: 两个都弄好了
    - the same of those it names: 宏达和老王都过了
    - something else of each, with what follows on that (说电话打不通): 宏达过了，老王被退了
    """
    every = [filing for filing in filings if filing.flow in knowledge.flows and not filing.away]
    words = _of_all(text, len(every)) if len(every) > 1 else ""
    if words and not spoken.moves(knowledge, words)[0] & {"done"}:
        return [(filing, words) for filing in every]
    found, unsaid = list[tuple[Filing, str]](), list[Filing]()
    pieces = listed_clauses(knowledge, text) if len(filings) > 1 else []
    end = 0
    for piece in pieces if len(pieces) > 1 else ():
        named, words = filings_called(knowledge, filings, piece)
        before, end = end, text.index(piece, end) + len(piece)
        if not named and found and not unsaid:
            found[-1] = (found[-1][0], found[-1][1] + text[before:end])
            continue
        if len(named) != 1:
            return []
        unsaid += named
        before_it = found[-1][1] if found and words.startswith(_AS_WELL) else ""
        if words := unrepeated(knowledge, words):
            words = before_it if _leaves_unsaid_whose(knowledge, words, before_it) else words
            found += [(filing, words) for filing in unsaid]
            unsaid = []
    several = len({filing.number for filing, _ in found}) > 1
    return found if several and not unsaid else []


def _leaves_unsaid_whose(knowledge: Knowledge, words: str, before: str) -> bool:
    """Tell whether words say the same as those before them, which leave unsaid whose verdict it is
    (初审过了，也过了)."""
    (kinds, rest), (same, whose) = spoken.moves(knowledge, words), spoken.moves(knowledge, before)
    return bool(kinds) and not rest and kinds == same and spoken.is_whose(knowledge, whose)


def each_headed(knowledge: Knowledge, filings: Sequence[Filing], text: str) -> list[tuple[Filing, str]]:
    """Return what stands under the name of each of several filings (永利：执照不清晰). A name may have a line of its
    own. [] if there are fewer than two names, or the text begins with anything else."""
    every = {clean(filing.name): filing for filing in filings if filing.flow in knowledge.flows}
    names = [name for name in every if len(name) >= SHORTEST and not is_common(knowledge, name)]
    found: dict[str, list[str]] = {}
    under = ""
    for line in text.splitlines() if len(names) > 1 else ():
        head, colon, rest = line.replace(":", "：").partition("：")
        name = _heads(head, names)
        if name and (colon or clean(head) == name):
            under = name
            line = line if _TELLS.search(head) or says_it_came_back(knowledge, head) else rest
        elif not under and not knowledge.engine.tells_nothing(line):
            return []
        if under:
            found.setdefault(under, []).append(line)
    told = [(every[name], "\n".join(lines).strip()) for name, lines in found.items()]
    return told if len(told) > 1 and all(words for _, words in told) else []


def _heads(head: str, names: Sequence[str]) -> str:
    """Return the one name in a heading. "" if it has none or several, or is too long."""
    called = [name for name in names if len(head) <= _LONGEST_HEADING and name in clean(head)]
    longest = max(called, key=len, default="")
    return longest if all(name in longest for name in called) else ""


def _called_in_part(knowledge: Knowledge, plain: str, names: Sequence[str]) -> tuple[str, str]:
    """Return the longest part of a name in a text, and what the text says of it: what is done, what became of it, or
    how long it takes (花店提交了, 打开花店). A text that is only such a part counts if it is not understood as anything
    else. ("", "") for other texts, and for one that says as much without a name (备案通过了)."""
    kinds, rest = spoken.moves(knowledge, plain)
    if kinds and not rest:
        return "", ""
    if len(plain) >= SHORTEST and any(plain in name for name in names):
        is_else = understand(knowledge, plain).parts[0].decision != "unknown"
        return "" if is_else else plain, ""
    told = (one for one in _parts_of_names(knowledge, plain, names) if _is_told_of(knowledge, *one))
    return next(told, ("", ""))


def _parts_of_names(knowledge: Knowledge, plain: str, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each part of a name that stands in a text and is not all of it, the longest first, and the words around."""
    length = min(len(plain), LONGEST_SHORT)
    for size in range(min(length - 1, max(map(len, names))), SHORTEST - 1, -1):
        for start in range(length - size + 1):
            part, behind = plain[start : start + size], plain[start + size :]
            if any(part in name for name in names) and unjoined(knowledge, part):
                yield part, f"{plain[:start]} {unjoined(knowledge, behind)}".strip()


def _is_told_of(knowledge: Knowledge, part: str, words: str) -> bool:
    """Tell whether words are said of the filing that a part of its name calls. Said of any filing (网站要多久), the
    part calls none if they ask how long it takes."""
    if _asks_how_long(knowledge, words) and not is_common(knowledge, part):
        return True
    return is_said_of_one(knowledge, words)


def is_said_of_one(knowledge: Knowledge, words: str) -> bool:
    """Tell whether words only say what is done with a filing, what became of it or has not yet, or what is right
    instead."""
    kinds, rest = spoken.moves(knowledge, words)
    if (kinds and (not rest or spoken.is_whose(knowledge, rest))) or command(knowledge, words) == "rejected":
        return True
    if only_returned(knowledge, words) or (words and not outcomes.unanswered(knowledge, words)):
        return True
    if _ANEW.match(words) and has_only(knowledge, clean(words), "words-hand-in"):
        return True
    otherwise, right = said_back.second_thoughts(knowledge, words)
    return "instead" in otherwise and bool(right)


def _asks_how_long(knowledge: Knowledge, words: str) -> bool:
    """Tell whether words only ask how long it takes."""
    kinds, rest = wondering(knowledge, words)
    return "how-long" in kinds and not rest


def before_joint(knowledge: Knowledge, text: str) -> str:
    """Return what stands before the first word that joins it to something (app那个). "" if there is no such word."""
    heads = (text.partition(joint)[0] for joint in listed(knowledge, "words-named") if joint in text)
    return min(heads, key=len, default="")


def unjoined(knowledge: Knowledge, text: str) -> str:
    """Drop the words that join a name to what follows (那个、的) from the beginning of a text. They stay if they belong
    to what it says (备案通过了)."""
    while joint := first_word(knowledge, text, "words-named"):
        if "approved" in spoken.moves(knowledge, text)[0]:
            break
        text = text.removeprefix(joint)
    return text


def _of_all(text: str, many: int) -> str:
    """Return what a text says of exactly so many things together (两个都过了初审). "" for any other text."""
    found = _OF_ALL.fullmatch(short(text))
    return (found[2] or "") + found[3] if found and number(found[1]) == many else ""


@remembered
def is_common(knowledge: Knowledge, name: str) -> bool:
    """Tell whether a name is a word said of any filing (还没, 网站备案), which nobody means as a name."""
    return said_back.is_word(knowledge, name) or has_only(knowledge, clean(name), "words-trade", "words-move")
