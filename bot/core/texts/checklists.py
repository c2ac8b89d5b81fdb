"""What a text names of the steps of a flow and their checklists, also by number, and whether it tells all that an item
asks. `checking` and `stepping` note it down."""

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
"""The word in an item that is met only some time after what it names was done."""
NOT_SO = re.compile("[不没停关删]|[去拿撤]掉|取消|注销")
"""Signs of an item that asks for something to end, or not to be so. A deed done to what it names does not meet it."""
_NOUNS = re.compile("照(?!片)|存续|通信|通过|机关|关系|关联|[主开编]办|办法|申请|签名值")
"""Words with a sign for a deed that tell of none."""
_CLAUSE = re.compile("[，；]")
_ASIDE = re.compile("（[^（）]*）")
_MORE = re.compile("[，；（是了]")
"""What stands before the named thing in an item that asks for more."""
_READY = re.compile("(?:(?<=实名)认证)?[做备办]?[好完]?[了过]?(?:（.*）)?")
"""What may stand behind the named thing in an item that only asks to have it, or to have it done."""
_BUT = re.compile("除了?(.+?)(?:以外|之外)?(?:其[他它余]|别)?")
"""All items but one (除了第二个其他)."""


def names_of_step(knowledge: Knowledge, text: str, step: Step) -> bool:
    """Tell whether a text about a deed names a step by number, or anything in the checklist of `step`."""
    _, rest = spoken.moves(knowledge, text)
    what, verbs = planwords.deed(knowledge, text)
    names = [name for name in (what, rest, *verbs[:1]) if not is_common(knowledge, name)]
    listed_there = any(found_in(item, name) for item, name in product(step.items, names))
    return listed_there or bool(counting.numbered(rest, "步"))


def is_met(knowledge: Knowledge, item: Item, what: str, verbs: Sequence[str]) -> bool:
    """Tell whether what was told is all that an item asks: one of `verbs` was done to `what` or, without verbs, `what`
    is there. False if the item says more (解析做好了 is not 解析停了)."""
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
    """Tell whether a name is too vague to tell what the deed was done to."""
    common = listed(knowledge, "words-deed-common", "words-deed-idle")
    return name in ("", *common) or is_common(knowledge, name)


@remembered
def nouns(knowledge: Knowledge, done: str) -> tuple[str, ...]:
    """Return the things that a step is for, as the button that ends it names them (`Step.done`: 域名准备好了), and what
    else they are called."""
    _, rest = spoken.moves(knowledge, done)
    named = {one for one in listed_clauses(knowledge, rest) if len(one) > 1}
    alike = (like.split("/") for like in listed(knowledge, "words-called-also"))
    also = {one for like in alike if named & {*like} for one in like}
    return tuple(sorted(named | also, key=lambda one: (-len(one), one)))


def step_before(knowledge: Knowledge, flow: Flow, at: Step, text: str) -> Step | None:
    """Return the step before the one that a text says to have reached (做到刷脸了). None if it names no single step
    ahead of `at`."""
    what = spoken.came_to(knowledge, text)
    number = counting.numbered(what, "步")
    titled = [one for one in flow.steps if len(what) > 1 and what in one.title]
    there = flow.steps[number - 1 : number] if number else titled
    place = flow.steps.index(there[0]) if len(there) == 1 else 0
    return flow.steps[place - 1] if place > flow.steps.index(at) else None


def found_in(item: Item, words: str) -> re.Match[str] | None:
    """Find the characters of `words` in an item, in their order and close together. None for a single one. What may be
    done (能刷脸) does not count."""
    return re.search("(?<!能)" + ".{0,2}?".join(map(re.escape, words)), item.text) if len(words) > 1 else None


def item_of(filing: Filing, step: Step, rest: str) -> Item | None:
    """Return the item of a step's checklist whose number is the rest of a text. None if there is none."""
    number = counting.numbered(rest, PIECES)
    return next(iter(course.checklist(step, filing)[number - 1 : number]), None) if number else None


def items_meant(knowledge: Knowledge, filing: Filing, step: Step, text: str, rest: str) -> list[Item]:
    """Return the items of a step's checklist that a text says are done: one or several by number, the first ones, all
    but one, or all that are to be ticked. [] if a number is not in the checklist."""
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
