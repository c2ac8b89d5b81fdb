"""What people write themselves of what came back: whether it did, who sent it, and for which reason. What a notice says
is read by `diagnosis`, and words that it came back by `verdicts`."""

import re

from bot.core.knowledge import Knowledge
from bot.core.texts import outcomes, spoken
from bot.core.texts.asking import wonders
from bot.core.texts.clauses import short_clauses
from bot.core.texts.meant import is_answered, is_certain, may_be_reason, stands_alone
from bot.core.texts.verdicts import WHY, says_it_came_back, was_not_called
from bot.core.texts.wordlists import has, has_only
from bot.search.normalise import clean
from bot.search.notices import tells_fault

_BY = re.compile("(?:应该|好像)?是?(?P<who>.{2,8}?)(?:那边|的?时候?)?给?(?:[退打驳]回?来?|拒绝?)的")
"""Tells who sent something back (是管局退的)."""
_THEY = "人家"
_THEIRS = re.compile(f"(?:(?<!其)[他她]们?|{_THEY})[的那]|{_THEY}被")
"""Who sends back (人家给退了), unless it is what is theirs."""
NOT_RETURNED = ("words-hearsay", "words-earlier", "words-all-well", "words-not-yet", "words-no-verdict")
"""What tells of no rejection, or of none now."""
_NOT_SO = re.compile("[没我]|不是|难道|应该|算了")
"""In what may be no reviewer's words, but a denial, a guess or about the writer."""


def sender_told(knowledge: Knowledge, text: str, asked: bool) -> str:
    """Who sent something back by a text that tells that, and nothing else (是管局退的); nothing for any other. Of
    what is asked whether an inspection found it, also that it did (是抽查的), or any review (审核退的)."""
    found = ("words-found-after", "words-found-around")
    if asked and has(knowledge, clean(text), found[0]) and has_only(knowledge, clean(text), *found):
        return "" if wonders(knowledge, text) else "after"
    told = _BY.fullmatch(clean(text))
    senders = {"provider": "provider-review", "authority": "authority"}
    whose = [to for who, to in senders.items() if told and spoken.is_whose(knowledge, told["who"], (who,))]
    return whose[0] if len(whose) == 1 else "review" if asked and whose else ""


def is_sure_reason(knowledge: Knowledge, text: str) -> bool:
    """Whether what a text tells is wrong, or was said, is a reason for certain, if it is one at all; what has not
    come yet is none."""
    if outcomes.awaits(knowledge, text) or was_not_called(knowledge, text):
        return False
    if all(part.rejection and is_answered(part) for part in knowledge.engine.read(text)):
        return True
    said = WHY.match(text) or (tells_fault(text) and not _NOT_SO.search(text))
    return bool(said) and all(map(is_certain, knowledge.engine.read(text, rejection=True)))


def tells_of_return(knowledge: Knowledge, text: str) -> bool:
    """Whether a text tells, and does not ask, that something came back; what only may be, was before, or was given
    back otherwise did not."""
    told = says_it_came_back(knowledge, text) and not wonders(knowledge, text)
    return told and not has(knowledge, text, *NOT_RETURNED)


def tells_own_return(knowledge: Knowledge, text: str) -> bool:
    """Whether a text tells so of the person's own, and neither that it did not come back, nor wants to be told."""
    others = has(knowledge, text.replace(_THEY, ""), "words-other-people") or _THEIRS.search(text)
    denied = any("unreturned" in spoken.moves(knowledge, one)[0] for one in short_clauses(text))
    return tells_of_return(knowledge, text) and not (others or denied or spoken.wants_word(knowledge, text))


def tells_reason(knowledge: Knowledge, text: str) -> bool:
    """Whether a text likely tells one reason, and nothing else."""
    first, *more = knowledge.engine.read(text)
    return not more and first.rejection and stands_alone(first)


def sounds_like_reasons(knowledge: Knowledge, text: str) -> bool:
    """Whether anything in a text sounds like a reason, rather than like what is asked or wanted."""
    return any(part.rejection for part in knowledge.engine.read(text))


def is_about_else(knowledge: Knowledge, text: str) -> bool:
    """Whether a text is about something, as far as that is known, but nothing in it sounds like a reason."""
    known = any(part.decision != "unknown" for part in knowledge.engine.read(text))
    return known and not sounds_like_reasons(knowledge, text)


def may_tell_reason(knowledge: Knowledge, text: str) -> bool:
    """Whether a text may tell one reason, and nothing else."""
    first, *more = knowledge.engine.read(text)
    return not more and may_be_reason(first)
