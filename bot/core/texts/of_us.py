"""What people want from the assistant itself, which no topic tells: that it vouches for the outcome, does something in
their name, helps with a forgery, admits mistakes, agrees that nobody will look, or says what it keeps."""

import re
from collections.abc import Mapping
from typing import Literal, get_args

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.texts.asking import wonders
from bot.core.texts.verdicts import says_it_came_back
from bot.core.texts.wordlists import LONGEST_SHORT, either, has, of_lists

OfUs = Literal["forged", "borrowed", "kept", "erased", "fallible", "guarantee", "errand", "unseen"]
"""What is wanted. Of several the first counts."""
KINDS: tuple[OfUs, ...] = get_args(OfUs)
_NOT_BESIDE: Mapping[OfUs, str] = {"forged": "words-done-by-others", "borrowed": "words-not-borrowed"}
"""Word lists that a text must not have besides: others did it, or the document is for something else."""
_MASKED = re.compile("〔[^〔〕]*〕")
"""What is hidden of a text (我的身份证号〔身份证号〕你记下了吗)."""
_ASKS_THE_WAY = re.compile("怎么|如何|咋|(?<!到)哪|什么|啥|多久|几|谁")
"""Words of a question that a topic may answer (怎么保证一次过, 帮我看看怎么提交)."""


@remembered
def wanted_of_us(knowledge: Knowledge, text: str) -> OfUs | None:
    """Return what a short text wants from the assistant itself. None: nothing, or it tells what came back."""
    plain = _MASKED.sub("", text).lower() if len(text) <= LONGEST_SHORT else ""
    if _promised(knowledge).search(plain):
        return "guarantee"
    if not plain or says_it_came_back(knowledge, text):
        return None
    for kind in KINDS:
        beside = _NOT_BESIDE.get(kind)
        if (beside and has(knowledge, plain, beside)) or not _wants(knowledge, plain, kind):
            continue
        return kind
    return None


def _wants(knowledge: Knowledge, text: str, kind: OfUs) -> bool:
    match kind:
        case "forged":
            return bool(_forging(knowledge).search(text))
        case "borrowed":
            plans = wonders(knowledge, text) or has(knowledge, text, "words-unknowing")
            return plans and bool(_borrowing(knowledge).search(text))
        case "kept":
            return bool(_keeping(knowledge).search(text))
        case "erased":
            return bool(_erasing(knowledge).search(text))
        case "unseen":
            return has(knowledge, text, "words-unseen")
        case "fallible":
            return bool(_erring(knowledge).search(text))
        case "guarantee":
            return has(knowledge, text, "words-guarantee") and not _ASKS_THE_WAY.search(text)
        case "errand":
            return bool(_sending(knowledge).search(text)) and not _ASKS_THE_WAY.search(text)


@of_lists("words-forged", "words-forge", "words-forged-thing")
def _forging(told: str, verbs: str, things: str) -> re.Pattern[str]:
    """Match words for making or changing a document, a seal or a signature."""
    made = rf"(?:{either(verbs)})[^，,。；;\s]{{0,3}}(?:{either(things)})"
    return re.compile(rf"(?<![a-z])(?:{either(told)}|{made})")


@of_lists("words-borrowed-of")
def _borrowing(people: str) -> re.Pattern[str]:
    """Match the use of somebody else's document."""
    whose = rf"[^，,。；;\s]{{0,2}}(?:{either(people)})[^，,。；;\s]{{0,2}}"
    return re.compile(rf"[用借拿租买]{whose}(?:身份证|证件|营业执照|执照)")


@of_lists("words-you", "words-keep", "words-mine")
def _keeping(you: str, verbs: str, mine: str) -> re.Pattern[str]:
    """Match the question whether the assistant keeps or spreads what it was told, in any order."""
    verb, thing, near = rf"(?:{either(verbs)})", rf"(?:{either(mine)})", r"[^，,。；;\s]{0,5}"
    who = rf"(?:{either(you)})"
    return re.compile(rf"{who}{near}(?:{verb}{near}{thing}|{thing}{near}{verb})|我们?的?{thing}{near}{who}{near}{verb}")


@of_lists("words-you", "words-fallible-between", "words-fallible", "words-fallible-surely")
def _erring(you: str, between: str, wrong: str, surely: str) -> re.Pattern[str]:
    """Match doubts in what the assistant says."""
    return re.compile(rf"(?:{either(you)})们?(?:{either(between)}){{0,4}}(?:{either(wrong)})|{either(surely)}")


@of_lists("words-promised", "words-turns-out")
def _promised(promised: str, outcome: str) -> re.Pattern[str]:
    """Match the claim that the assistant promised an outcome."""
    return re.compile(rf"(?:{either(promised)})[^，,。；;\s]{{0,8}}(?:{either(outcome)})")


@of_lists("words-sent-here", "words-erase")
def _erasing(sent: str, verbs: str) -> re.Pattern[str]:
    """Match the wish to have removed what was sent in this chat."""
    return re.compile(rf"(?:{either(sent)})[^，,。；;\s]{{0,8}}(?:{either(verbs)})")


@of_lists("words-errand-for", "words-errand-do")
def _sending(whom: str, verbs: str) -> re.Pattern[str]:
    """Match the wish that the assistant does something elsewhere in the person's name."""
    return re.compile(rf"(?:{either(whom)})[^，,。；;\s]{{0,7}}(?:{either(verbs)})")
