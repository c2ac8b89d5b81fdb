"""Calls and messages that bring no verdict: somebody cannot be reached, nobody called, or swindlers wrote."""

import re
from itertools import pairwise

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.texts.clauses import in_clauses
from bot.core.texts.verdicts import is_told, says_it_came_back
from bot.core.texts.wordlists import LONGEST_SHORT, either, has, has_only, of_lists, short
from bot.search.normalise import clean

WISHES = re.compile(r"我?们?[还就只]?(?:想|打算)(?!问)[^\s，,。；;：:]+")
"""A wish, and nothing else."""
_NOT_CALLED = re.compile(r"[我咱]们?[还也都]?(?:没有?|一个电话)[^，,。；;\s]*|没有?打过?电话给(?!我)")
"""Words saying that the writer did not call."""
_MY_PHONE = re.compile("我们?的?(?:电话|手机|号|座机)")
"""The phone at which the writer could not be reached, as a reviewer finds."""


@remembered
def misses_another(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text says that its writer cannot reach somebody else (代办失联了, 对方电话没人接), and not what a
    reviewer found or wants: no filing is rejected for that. It may be one of their own people whom they wish to replace
    (法人电话空号了 想换人)."""
    if not has(knowledge, text, "words-unreached", "words-unreached-them"):
        return False
    clauses = [clause for clause in in_clauses(text) if not _MY_PHONE.search(clause)]
    # The clause before says who cannot be reached (注册域名的人不干了联系不上).
    clauses = [
        before + one if has_only(knowledge, clean(one), "words-unreached", "words-move") else one
        for before, one in pairwise(["", *clauses])
    ]
    wishes = clauses and WISHES.fullmatch(clauses[-1])
    whose = ("words-another-party", *(["words-their-phone"] if wishes else []))
    theirs = any(
        has(knowledge, clause, "words-unreached-them")
        or (has(knowledge, clause, *whose) and has(knowledge, clause, "words-unreached"))
        for clause in clauses
    )
    if not theirs or is_told(knowledge, text) or says_it_came_back(knowledge, text):
        return False
    return not has(knowledge, text.replace("请问", ""), "words-sent", "words-message", "words-addressed")


@remembered
def calls_in_vain(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only says that its writer cannot reach the reviewers (客服电话打不通, 我打管局电话没人接),
    and not that these cannot reach the writer (管局打电话没人接)."""
    return bool(_calling(knowledge).fullmatch(short(text))) and not says_it_came_back(knowledge, text)


@remembered
def but_for_calls(knowledge: Knowledge, text: str) -> str:
    """Return a text without clauses that only say that its writer cannot reach the reviewers (被退了 客服电话打不通).
    One that says nothing else, or is long, comes back as it is."""
    clauses = in_clauses(text) if len(text) <= LONGEST_SHORT else ()
    rest = [clause for clause in clauses if not calls_in_vain(knowledge, clause)]
    return "，".join(rest) if 0 < len(rest) < len(clauses) else text


@remembered
def was_not_called(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text says that nobody called (应该过了吧 没人打电话), which sends nothing back. That the writer
    did not call, or what came of it, does not count."""
    if len(text) > LONGEST_SHORT or not has(knowledge, _NOT_CALLED.sub("", text), "words-call-none"):
        return False
    return not (says_it_came_back(knowledge, text) or is_told(knowledge, text))


@remembered
def lures(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text tells of a message that wants what only swindlers want (收到短信说备案信息不实 点链接),
    whatever the message calls wrong. A pasted message with polite address is from reviewers."""
    if len(text) > LONGEST_SHORT or says_it_came_back(knowledge, text) or has(knowledge, text, "words-addressed"):
        return False
    return has(knowledge, text, "words-lure") and has(knowledge, text, "words-lured-by")


@of_lists("words-unreached-line", "words-unreached-call", longest=LONGEST_SHORT)
def _calling(lines: str, unreached: str) -> re.Pattern[str]:
    """Match a call to reviewers or their numbers with words that nobody is there."""
    theirs = rf"(?:{either(lines)})(?:的|那边)?(?:备案)?(?:{either(lines)})?(?:的?电话|号码?)?"
    return re.compile(
        rf"(?:我(?:们)?|[又也]|昨天|今天)*(?:打了?)?{theirs}[^\W打来说讲接]{{0,5}}(?:{either(unreached)})了?[啊呀怎么办]*"
    )
