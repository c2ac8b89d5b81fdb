"""What a text says or asks about the numbers of an approved filing: that one came, came long ago or was told wrongly,
and where it goes. How they are written is in `numbers`."""

import re

from bot.core.knowledge import Knowledge
from bot.core.texts import spoken
from bot.core.texts.asking import wonders
from bot.core.texts.clauses import in_clauses
from bot.core.texts.courtesies import courtesy
from bot.core.texts.matters import Matter, matters_named
from bot.core.texts.numbers import FEWEST_DIGITS, Icp, icp_in, icp_like, read_icp, read_police, without_icp
from bot.core.texts.verdicts import says_it_came_back
from bot.core.texts.wordlists import empty_without, has, kinds_alone, listed, short, without
from bot.search.normalise import clean
from bot.search.notices import tells_fault

_OF_EARLIER_FILING: frozenset[Matter] = frozenset({"cancel", "change", "access"})
"""The kinds of filing that concern an earlier one, which has its number."""
_CODE = (("code", "words-foot-code"),)
_NOT = re.compile("[没未]")
"""Characters by which a clause says that a number did not come (还没下证)."""
_WHERE = (("where", "words-number-where"),)
_CAME = frozenset({"received", "passed", "done", "shown", "approved"})
"""The moves (`Move`) that bring a number."""
_SLIP = re.compile("错|不对|应")
"""Words saying that a number was told wrongly."""


def number_in(knowledge: Knowledge, text: str) -> str:
    """Return the number in a text that says nothing else but that it came (我们的备案号是…); "" for any other text."""
    if sum(map(str.isdigit, text)) < FEWEST_DIGITS:  # quick, for most texts
        return ""
    number = without(text.lower(), map(str.lower, listed(knowledge, "words-number")))
    return number if read_icp(number) or read_police(number) else ""


def number_beside(knowledge: Knowledge, text: str, is_noted: bool) -> str:
    """Return the ICP number in a text that also says that it came or all was approved, and thanks at most (过了
    他们发我号了 沪ICP备…, …谢谢). "" for any other text, for questions and for rejections. `is_noted`: the person has a
    filing, so that the number is not of an older one, and the text may say more."""
    number = icp_in(text)
    if not number or wonders(knowledge, text) or says_it_came_back(knowledge, text):
        return ""
    of_earlier = _OF_EARLIER_FILING & matters_named(knowledge, text)
    if of_earlier or has(knowledge, text, "words-message", "words-other-people", "words-number-old"):
        return ""
    clauses = [plain for one in in_clauses(without_icp(text)) if (plain := clean(one))]
    telling = [one for one in clauses if not courtesy(knowledge, one)]
    came = [one for one in telling if tells_number(knowledge, one)]
    more = [one for one in telling if one not in came]
    unknown = not any(knowledge.engine.whole(one).decision == "answer" or tells_fault(one) for one in more)
    return number if unknown and (is_noted or not more) and (came or not telling) else ""


def tells_number(knowledge: Knowledge, clause: str) -> bool:
    """Tell whether a clause only says that a number came (备案号是), or that a review ended well (批下来了)."""
    good, rest = spoken.moves(knowledge, clause)
    came = bool(good and good <= _CAME and not _NOT.search(rest))
    return came or empty_without(knowledge, clause, "words-number")


def number_righted(knowledge: Knowledge, text: str, wrong: Icp | None) -> str:
    """Return the ICP number that a text puts in place of a wrong one by its digits alone (写错了 是2026000001号); ""
    for any other text."""
    told = clean(re.sub(r"[\d号-]", "", text))
    slip = _SLIP.search(told) and empty_without(knowledge, told, "words-dated", "words-number")
    return icp_like(text, wrong) if wrong and slip else ""


def gives_older_number(knowledge: Knowledge, text: str, matter: Matter | None) -> bool:
    """Tell whether a text only gives the number of what was approved before: it says so, or `matter` is to change or
    cancel that, and nothing says that the number came now."""
    told = clean(without_icp(text))
    if not icp_in(text) or not empty_without(knowledge, told, "words-number", "words-number-old"):
        return False
    if has(knowledge, told, "words-number-old"):
        return True
    return matter in _OF_EARLIER_FILING and not spoken.moves(knowledge, told)[0]


def wants_code(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only wants the code that shows a number at the foot of a site."""
    return bool(kinds_alone(knowledge, clean(text), _CODE, "words-foot-code-around", "words-move"))


def asks_for_number(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only asks for its writer's own number (我的备案号是多少)."""
    if "号" not in text:
        return False
    rest, asks = without(text, listed(knowledge, "words-number")), "words-number-asks"
    return has(knowledge, rest, asks) and empty_without(knowledge, rest, asks)


def asks_where(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only asks where a number goes, or whether to show it, without naming it."""
    around = ("words-number-where-around", "words-move")
    return bool(kinds_alone(knowledge, short(text), _WHERE, *around))
