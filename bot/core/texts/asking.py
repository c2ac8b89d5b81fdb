"""Whether a text asks something, whether it says about what, and what it asks about the screen. `understanding` finds
the rest."""

import re

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.texts.wordlists import has, has_only, kinds_alone, short, wordings
from bot.search.normalise import clean
from bot.search.numbers import NUMBER
from bot.search.speech import asks

_ASKS = re.compile(
    r"(?i:(?:is|are|was|were|has|have|had|do|does|did|will|can|could|would|should) (?:it|the|this|my|our|i|we|they)\b)"
)
"""The beginning of an English question, which may lack its question mark."""
_ANNOUNCED = re.compile(
    rf"\s*(?:(?:我|先|想|还|有|问|请|教|咨询|帮我|解答|回答|一下)\s*)*(?:{NUMBER}|几|俩|仨)[个件点]?小?(?:问题|疑问|事[情儿]?)"
    r"(?:[想要请]*[问教]|咨询)?(?:一?下)?[：:，,。\s]+"
)
"""How somebody counts the questions that follow."""
_BETWEEN = re.compile(r"[？?，,。；;！!\s]+")
_WHAT_TO_DO = re.compile("[怎咋]|如何|办法|(?:啥|什么)(?!意思)|what(?! does)|how", re.IGNORECASE)
"""Words that ask what to do, not what something means."""
_HOW = re.compile("[该要]?(?:怎么|怎样|如何|咋)")
"""Asks how. What stands before it is told (电话没接到怎么办)."""
_OF_QUESTIONS = re.compile(
    r"[?？吗呢么]\W*$|[能可]否|多久|多长时间|多少钱|几[天号]|哪[天里儿]|[什啥]么?时候|要[^不没]{0,8}不$"
    r"|^(?:啥|什么)(?![都也])"
)
"""Signs of a question in a clause. 可以 and 几个 are left out: reviewers write them when they tell what is wrong."""
_WHETHER_OR_NOT = re.compile(r"(?<![不没])(\w)[不没]\1")
"""A word and its denial (行不行). A denial twice (不是不是) asks nothing."""
_WHETHER = re.compile(
    r"(?:[能会用可得][^不\s]{0,6}|[行对是有好成]|来得及|收费|[要花]钱)不[呀啊嘞]?\W*$|(?<![什怎那这多要])么\W*$"
    r"|了没有?[呀啊]?\W*$|不会(?!吧)[^\s，,。；;]{1,8}吧\W*$"
)
"""The end of a text that asks with a mere denial (还能填不, 退了没, 不会是退了吧), or with 么 in place of 吗."""

_GIVEN_UP = re.compile("网站[^，,]?不[要做用开弄]了")
"""Words that a site is given up, which says what is asked about (网站不要了呢)."""
_STILL_WAITS = re.compile("还[要得需]*等")
"""Words that ask about what is under way, not about what was read (还要等多久)."""
_MEANING = "意思"

_MENDING = (("mend", "words-mend-it"), ("how", "words-how-or-where"))
_WONDERING = tuple(
    (kind, f"words-{kind}")
    for kind in (
        *("unclear", "explain", "where-filled", "why", "how-long", "chase", "this"),
        *("first", "next", "left", "turn", "by-whom", "late", "outcome", "reply", "now", "compared", "untried"),
    )
)


def unannounced(text: str) -> str:
    """Return several questions without what counts them (问两个事：要多久？要多少钱？). Any other text comes back
    unchanged."""
    found = _ANNOUNCED.match(text)
    rest = text[found.end() :] if found else ""
    pieces = [piece for piece in _BETWEEN.split(rest) if clean(piece)]
    return rest if len(pieces) > 1 and all(map(asks, pieces)) else text


@remembered
def wonders(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text has a question word, also in pinyin, or is a question in English."""
    if _ASKS.match(text) or _WHETHER.search(text):
        return True
    return has(knowledge, text, "words-question") or has(knowledge, knowledge.engine.normal(text), "words-question")


@remembered
def asks_surely(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text asks by more than 可以, which also tells what is possible (网站可以打开了)."""
    return wonders(knowledge, text.replace("可以", ""))


def asks_whether(text: str) -> bool:
    """Tell whether a text asks by a word and its denial (行不行, 是不是), which is neither yes nor no."""
    return bool(_WHETHER_OR_NOT.search(text))


def asks_last(text: str) -> bool:
    """Tell whether a text asks at its end, whatever stands before."""
    return text.rstrip().endswith(("?", "？", "吗", "呢"))


def told_and_asked(clause: str) -> tuple[str, bool]:
    """Return what a clause tells, and whether it asks. What stands before 怎么 is told (电话没接到怎么办 → 电话没接到).
    Any other question tells nothing: ""."""
    if how := _HOW.search(clause):
        return clause[: how.start()], True
    asks = bool(_OF_QUESTIONS.search(clause) or _WHETHER.search(clause)) or asks_whether(clause)
    return "" if asks else clause, asks


@remembered
def leaves_unsaid(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text asks something without saying about what (要多久？会变吗？), also in pinyin."""
    if not wonders(knowledge, text) or _GIVEN_UP.search(text) or _STILL_WAITS.search(text):
        return False
    return any(has_only(knowledge, said, "words-unsaid") for said in (clean(text), knowledge.engine.normal(text)))


@remembered
def only_points(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only points at something and asks about it (帮看看, 这个怎么解决), also in pinyin."""
    said = clean(text), knowledge.engine.normal(text)
    return any(plain and has_only(knowledge, plain, "words-pointing") for plain in said)


@remembered
def asks_how(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text points at something and asks what to do about it."""
    return only_points(knowledge, text) and bool(_WHAT_TO_DO.search(f"{text} {knowledge.engine.normal(text)}"))


@remembered
def asks_to_mend(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only asks how, where or by whom something is put right (怎么改, 在哪改)."""
    return len(kinds_alone(knowledge, short(text), _MENDING, "words-around-mending")) == len(_MENDING)


@remembered
def asks_fine(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only asks about a fine, and not for what (查到会怎么罚)."""
    return bool(kinds_alone(knowledge, short(text), (("fine", "words-fined"),), "words-fined-around", "words-move"))


@remembered
def wondering(knowledge: Knowledge, text: str) -> tuple[frozenset[str], str]:
    """Return what a text asks about the screen, by kinds, and the rest of the text, which may be a number.

    - `unclear`: not understood; `explain`: what it is or how it is done; `where-filled`: where; `why`: why it came to
      that
    - `how-long`: how long it takes; `chase`: whether that can be made shorter
    - `first`, `next`: what comes first or next; `left`: what is left; `turn`: whose turn it is; `by-whom`: who does it
    - `late` with `outcome`: what comes of being late; `reply`: whether to tell somebody
    - `compared`: what is new, or came back again; `untried`: why it comes back over and over, and what else to try
    - `explain` with `now`: what to do now; `this`: words for the step itself (这一步)
    """
    return wordings(knowledge, _WONDERING, "words-move", "words-it", "words-doing").parted(short(text))


@remembered
def finds_unclear(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text says that something is not understood, and nothing else (没看懂, 这条什么意思)."""
    kinds, rest = wondering(knowledge, text)
    asks_meaning = kinds == {"explain"} and _MEANING in text and only_points(knowledge, text)
    return not rest.strip() and (kinds == {"unclear"} or asks_meaning)


def asks_now(kinds: frozenset[str], rest: str) -> bool:
    """Tell whether a text only asks what to do now, what comes next or whose turn it is (那我现在该干嘛, 接下来呢,
    轮到谁了). Takes what `wondering` returns."""
    if rest.strip() or kinds & {"why", "how-long", "chase", "this"}:
        return False
    return bool(kinds & {"next", "turn"}) or {"explain", "now"} <= kinds
