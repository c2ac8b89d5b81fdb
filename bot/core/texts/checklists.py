"""What a text names of the steps of a flow and of their checklists, and whether what it tells is all that an item asks.
Which items are meant by their numbers, too. What is noted by that is in `checking` and `stepping`."""

import re
from collections.abc import Sequence
from itertools import product

from bot.core import course
from bot.core.knowledge import Flow, Item, Knowledge, Step
from bot.core.remembering import remembered
from bot.core.state import Filing
from bot.core.texts import counting, planwords, spoken
from bot.core.texts.called import is_common
from bot.core.texts.clauses import listed_clauses
from bot.core.texts.counting import PIECES
from bot.core.texts.wordlists import has, listed
from bot.search.normalise import any_of

_WAITED = "等满"
"""In an item that is only so some time after what it names was done."""
NOT_SO = re.compile("[不没停关删]|[去拿撤]掉|取消|注销")
"""What is not so, or has an end, by an item: that something was done to what it names does not say that."""
_NOUNS = re.compile("照(?!片)|存续|通信|通过|机关|关系|关联|[主开编]办|办法|申请|签名值")
"""Words with a sign for doing something, that tell of nothing done."""
_CLAUSE = re.compile("[，；]")
_ASIDE = re.compile("（[^（）]*）")
_MORE = re.compile("[，；（是了]")
"""Before what an item names, where it is not about that alone."""
_READY = re.compile("(?:(?<=实名)认证)?[做备办]?[好完]?[了过]?(?:（.*）)?")
"""What may stand behind what an item names, where it asks for no more than to have it, or that it was done."""
_BUT = re.compile("除了?(.+?)(?:以外|之外)?(?:其[他它余]|别)?")
"""All but one of them (除了第二个其他)."""


def names_of_step(knowledge: Knowledge, text: str, step: Step) -> bool:
    """Whether a text that tells of something done names a step by its number, or anything in the list of this."""
    _, rest = spoken.moves(knowledge, text)
    what, verbs = planwords.deed(knowledge, text)
    names = [name for name in (what, rest, *verbs[:1]) if not is_common(knowledge, name)]
    listed_there = any(found_in(item, name) for item, name in product(step.items, names))
    return listed_there or bool(counting.numbered(rest, "步"))


def is_met(knowledge: Knowledge, item: Item, what: str, verbs: Sequence[str]) -> bool:
    """Whether an item asks for no more than what was told: that one of these things was done to what it names, or
    where none is told, that this is there. Where it says more, it may not be so (解析做好了 is not 解析停了)."""
    found = found_in(item, what)
    if found is None or _WAITED in item.text or "、" in _ASIDE.sub("", item.text):
        return False  # of several things at once only one may be told
    before, behind = item.text[: found.start()], item.text[found.end() :]
    if "和" in before[-1:] + behind[:1]:
        return False
    if not verbs:
        ready = _READY.fullmatch(item.text, found.end())
        return bool(ready) and not (_MORE.search(before) or NOT_SO.search(item.text))
    done = re.compile(f"(?<!能)(?:{any_of(verbs)})")
    if is_common(knowledge, what) and not done.match(behind.removeprefix("已经")):
        return False  # 网站名称 is not 网站
    clause = "" if "（" in before else f"{_CLAUSE.split(before)[-1]} {_CLAUSE.split(behind)[0]}"
    said = done.search(_NOUNS.sub("", clause))
    return bool(said) and not NOT_SO.search(done.sub("", _NOUNS.sub("", f"{before} {behind}")))


def says_too_little(knowledge: Knowledge, name: str) -> bool:
    """Whether a name says too little of what it was that was done with it."""
    common = listed(knowledge, "words-deed-common", "words-deed-idle")
    return name in ("", *common) or is_common(knowledge, name)


@remembered
def nouns(knowledge: Knowledge, done: str) -> tuple[str, ...]:
    """What a step is for, as the button that ends it (`Step.done`: 域名准备好了) names that, or it is called, too."""
    _, rest = spoken.moves(knowledge, done)
    named = {one for one in listed_clauses(knowledge, rest) if len(one) > 1}
    alike = (like.split("/") for like in listed(knowledge, "words-called-also"))
    also = {one for like in alike if named & {*like} for one in like}
    return tuple(sorted(named | also, key=lambda one: (-len(one), one)))


def step_before(knowledge: Knowledge, flow: Flow, at: Step, text: str) -> Step | None:
    """The step before the one, ahead of the current one, to which a text says to have come (做到刷脸了)."""
    what = spoken.came_to(knowledge, text)
    number = counting.numbered(what, "步")
    titled = [one for one in flow.steps if len(what) > 1 and what in one.title]
    there = flow.steps[number - 1 : number] if number else titled
    place = flow.steps.index(there[0]) if len(there) == 1 else 0
    return flow.steps[place - 1] if place > flow.steps.index(at) else None


def found_in(item: Item, words: str) -> re.Match[str] | None:
    """Where a few words, in their order, stand in an item. What may be done (能刷脸) is not done by that."""
    return re.search("(?<!能)" + ".{0,2}?".join(map(re.escape, words)), item.text) if len(words) > 1 else None


def item_of(filing: Filing, step: Step, rest: str) -> Item | None:
    """The item of a step's checklist that is numbered by what is left of a text."""
    number = counting.numbered(rest, PIECES)
    return next(iter(course.checklist(step, filing)[number - 1 : number]), None) if number else None


def items_meant(knowledge: Knowledge, filing: Filing, step: Step, text: str, rest: str) -> list[Item]:
    """The items of a step's checklist that a text says are done: one or several by number, the first ones, or all
    that are to be ticked."""
    every = course.checklist(step, filing)
    if not rest and counting.tells_of_all(text) and has(knowledge, text, "words-tick"):
        return every
    if (but := _BUT.fullmatch(rest)) and (left := item_of(filing, step, but[1].strip())):
        return [item for item in every if item != left]
    if (some := counting.places(rest, PIECES)) and some.stop <= len(every):
        return every[some]
    places = counting.several(text, rest) or (counting.numbered(rest, PIECES),)
    if rest.isdigit() and places[0] > len(every):
        places = tuple(map(int, rest))  # 12都好了
    meant = [every[place - 1] for place in places if 0 < place <= len(every)]
    return meant if len(meant) == len(places) else []
