"""What people write themselves of a rejection: whether there is one, who sent it, and for which reason. What a notice
says is read by `diagnosis`, and words saying that something came back by `verdicts`."""

import re

from bot.core.knowledge import Knowledge
from bot.core.texts import outcomes, said_back, spoken
from bot.core.texts.asking import wonders
from bot.core.texts.clauses import short_clauses
from bot.core.texts.meant import is_answered, is_certain, may_be_reason, stands_alone
from bot.core.texts.unreached import was_not_called
from bot.core.texts.verdicts import WHY, says_it_came_back
from bot.core.texts.wordlists import has, has_only
from bot.search.normalise import clean
from bot.search.notices import tells_fault

_BY = re.compile(
    "(?:应该|好像)?(?:[这那](?:个|条|次)?)?(?P<not>不)?是?(?P<who>.{2,8}?)(?:那边|的?时候?)?给?(?:[退打驳]回?来?|拒绝?)的"
)
"""Words saying who sent something back (是管局退的)."""
_NOT = re.compile("(?<=.)[，,]?(?:并|而)?不是.*")
"""What is denied behind what is so (是管局退的不是阿里云)."""
_OR_NOT = re.compile(r"([过退])没\1")
"""A verdict and its denial, which only ask (到底过没过)."""
_THEY = "人家"
_THEIRS = re.compile(f"(?:(?<!其)[他她]们?|{_THEY})[的那]|{_THEY}被")
"""What belongs to others. 人家 alone may be who sends back (人家给退了)."""
NOT_RETURNED = ("words-hearsay", "words-earlier", "words-all-well", "words-not-yet", "words-no-verdict")
"""The word lists of texts about no rejection, or none now."""
_NOT_SO = re.compile("[没我]|不是|难道|应该|算了")
"""Words that may make it no finding of a reviewer, but a denial, a guess or about the writer."""


def sender_told(knowledge: Knowledge, text: str, asked: bool) -> tuple[str, str]:
    """Return who sent something back, and the words that name them, if a text says only that (是管局退的), or corrects
    it (不是管局，是阿里云); ("", "") for any other. "review": any review, since it was not the police (不是公安退的).
    `asked`: the person was asked whether an inspection found it. Then "after" means that it did (是抽查的), and
    "review" counts, too, if the text names no reviewer (审核退的)."""
    if wonders(knowledge, text):
        return "", ""
    found = ("words-found-after", "words-found-around")
    if asked and has(knowledge, clean(text), found[0]) and has_only(knowledge, clean(text), *found):
        return "after", ""
    right = _NOT.sub("", said_back.righted(knowledge, text)[1])
    told = _BY.fullmatch(clean(right or _NOT.sub("", text)))
    who = told["who"] if told else right
    senders = {"provider": "provider-review", "authority": "authority", "police": "police"}
    whose = [to for name, to in senders.items() if spoken.is_whose(knowledge, who, (name,))]
    if told and told["not"]:
        return ("review", who) if whose == ["police"] else ("", "")
    sender = whose[0] if len(whose) == 1 else "review" if asked and whose else ""
    return (sender, who) if sender else ("", "")


def is_sure_reason(knowledge: Knowledge, text: str) -> bool:
    """Tell whether what a text says is wrong, or was said, is certainly a reason, if it is one at all. What has not
    come yet does not count."""
    if outcomes.awaits(knowledge, text) or was_not_called(knowledge, text):
        return False
    return _reads_as_reasons(knowledge, text) or (
        _says_what_is_wrong(text) and all(map(is_certain, knowledge.engine.read(text, rejection=True)))
    )


def _reads_as_reasons(knowledge: Knowledge, text: str) -> bool:
    """Tell whether all parts of a text are answered with reasons."""
    return all(part.rejection and is_answered(part) for part in knowledge.engine.read(text))


def _says_what_is_wrong(text: str) -> bool:
    """Tell whether a text begins as people tell why something came back, or tells a fault as a reviewer finds it."""
    return bool(WHY.match(text) or (tells_fault(text) and not _NOT_SO.search(text)))


def tells_of_return(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text says, and does not ask, that something came back. What may come back, did so before, or was
    given back otherwise does not count."""
    told = says_it_came_back(knowledge, text) and not (wonders(knowledge, text) or _OR_NOT.search(text))
    return told and not has(knowledge, text, *NOT_RETURNED)


def tells_own_return(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text says so of the person's own filing, does not deny it, and does not want to be told of it."""
    others = has(knowledge, text.replace(_THEY, ""), "words-other-people") or _THEIRS.search(text)
    denied = any("unreturned" in spoken.moves(knowledge, one)[0] for one in short_clauses(text))
    return tells_of_return(knowledge, text) and not (others or denied or spoken.wants_word(knowledge, text))


def tells_likely_reason(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text gives one reason, which is likely and has no rival, and nothing else."""
    first, *more = knowledge.engine.read(text)
    return not more and first.rejection and stands_alone(first)


def tells_possible_reason(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text gives one reason, which need not be likely, and nothing else."""
    first, *more = knowledge.engine.read(text)
    return not more and may_be_reason(first)


def sounds_like_reasons(knowledge: Knowledge, text: str) -> bool:
    """Tell whether anything in a text sounds like a reason, rather than like a question or a wish."""
    return any(part.rejection for part in knowledge.engine.read(text))


def is_about_else(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text is about something known, but nothing in it sounds like a reason."""
    known = any(part.decision != "unknown" for part in knowledge.engine.read(text))
    return known and not sounds_like_reasons(knowledge, text)
