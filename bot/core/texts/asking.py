"""Whether a text asks something, whether it says about what, and what of that which is on the screen. What else it asks
about is found by `understanding`."""

import re

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.texts.wordlists import has, has_only, kinds_alone, short, wordings
from bot.search.normalise import clean

_ASKS = re.compile(
    r"(?i:(?:is|are|was|were|has|have|had|do|does|did|will|can|could|would|should) (?:it|the|this|my|our|i|we|they)\b)"
)
"""How an English sentence begins that asks, though no sign behind it tells that."""
_WHAT_TO_DO = re.compile("[怎咋]|如何|办法|(?:啥|什么)(?!意思)|what(?! does)|how", re.IGNORECASE)
"""What asks what to do, and not what something means."""
_HOW = re.compile("[该要]?(?:怎么|怎样|如何|咋)")
"""Ahead of it stands what is told (电话没接到怎么办)."""
_OF_QUESTIONS = re.compile(
    r"[?？吗呢么]\W*$|[能可]否|多久|多长时间|多少钱|几[天号]|哪[天里儿]|[什啥]么?时候|要[^不没]{0,8}不$"
    r"|^(?:啥|什么)(?![都也])"
)
"""With what a clause asks, and no reviewer tells what is wrong (可以 and 几个 they write)."""
_WHETHER_OR_NOT = re.compile(r"(?<![不没])(\w)[不没]\1")
"""A word, and that it is not so; to say no twice (不是不是) asks nothing."""
_WHETHER = re.compile(
    r"(?:[能会用可得][^不\s]{0,6}|[行对是有好成]|来得及|收费|[要花]钱)不[呀啊嘞]?\W*$|(?<![什怎那这多要])么\W*$"
    r"|了没有?[呀啊]?\W*$|不会(?!吧)[^\s，,。；;]{1,8}吧\W*$"
)
"""How a text ends that asks with no more than a no (还能填不, 退了没, 不会是退了吧), or with 么 in place of 吗."""

_MENDING = (("mend", "words-mend-it"), ("how", "words-how-or-where"))
_WONDERING = tuple(
    (kind, f"words-{kind}")
    for kind in (
        *("unclear", "explain", "where-filled", "why", "how-long", "chase", "this"),
        *("first", "next", "left", "turn", "by-whom", "late", "outcome", "reply", "now"),
    )
)


@remembered
def wonders(knowledge: Knowledge, text: str) -> bool:
    """Whether a word stands in a text with which people ask, be it in pinyin, or it asks in English."""
    if _ASKS.match(text) or _WHETHER.search(text):
        return True
    return has(knowledge, text, "words-question") or has(knowledge, knowledge.engine.normal(text), "words-question")


@remembered
def asks_surely(knowledge: Knowledge, text: str) -> bool:
    """The same, but for 可以, with which is also told what is possible (网站可以打开了)."""
    return wonders(knowledge, text.replace("可以", ""))


def asks_whether(text: str) -> bool:
    """Whether a text asks by saying a word and denying it at once (行不行, 是不是), which is neither yes nor no."""
    return bool(_WHETHER_OR_NOT.search(text))


def asks_last(text: str) -> bool:
    """Whether a text asks at its end, whatever words stand before that."""
    return text.rstrip().endswith(("?", "？", "吗", "呢"))


def told_and_asked(clause: str) -> tuple[str, bool]:
    """What a clause tells, be it before how to do something (电话没接到怎么办), and whether it asks."""
    if how := _HOW.search(clause):
        return clause[: how.start()], True
    asks = bool(_OF_QUESTIONS.search(clause) or _WHETHER.search(clause)) or asks_whether(clause)
    return "" if asks else clause, asks


@remembered
def leaves_unsaid(knowledge: Knowledge, text: str) -> bool:
    """Whether a text asks something and leaves unsaid about what (要多久？会变吗？), be it in pinyin."""
    if not wonders(knowledge, text):
        return False
    return any(has_only(knowledge, said, "words-unsaid") for said in (clean(text), knowledge.engine.normal(text)))


@remembered
def only_points(knowledge: Knowledge, text: str) -> bool:
    """Whether a text only points at something else, and asks about that (帮看看, 这个怎么解决), be it in pinyin."""
    said = clean(text), knowledge.engine.normal(text)
    return any(plain and has_only(knowledge, plain, "words-pointing") for plain in said)


@remembered
def asks_how(knowledge: Knowledge, text: str) -> bool:
    """Whether a text asks what is to be done about that at which it points, and not only whether something is so."""
    return only_points(knowledge, text) and bool(_WHAT_TO_DO.search(f"{text} {knowledge.engine.normal(text)}"))


@remembered
def asks_to_mend(knowledge: Knowledge, text: str) -> bool:
    """Whether a text asks how, where or by whom something is put right, and not what (怎么改, 在哪改)."""
    return len(kinds_alone(knowledge, short(text), _MENDING, "words-around-mending")) == len(_MENDING)


@remembered
def wondering(knowledge: Knowledge, text: str) -> tuple[frozenset[str], str]:
    """What a text asks about what is on the screen: that it is not understood (`unclear`), what it is or how it is done
    (`explain`) or where (`where-filled`), why it came to that (`why`), how long it takes (`how-long`) or whether that
    can be made shorter (`chase`), what comes first or next (`first`, `next`) or is left (`left`), whose turn it is
    (`turn`) and who does it (`by-whom`), what comes (`outcome`) of its being late (`late`), whether somebody is to be
    told then (`reply`), that it is about what is to be done `now`, with the words for it (`this`) or not; and what is
    left of it, which may be its number."""
    return wordings(knowledge, _WONDERING, "words-move", "words-it", "words-doing").parted(short(text))


def asks_now(kinds: frozenset[str], rest: str) -> bool:
    """Whether a text, by what it asks and what is left of it, asks what is to be done now, or next, or by whom, and
    nothing else (那我现在该干嘛, 接下来呢, 轮到谁了)."""
    if rest.strip() or kinds & {"why", "how-long", "chase", "this"}:
        return False
    return bool(kinds & {"next", "turn"}) or {"explain", "now"} <= kinds
