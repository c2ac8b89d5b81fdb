"""Turns that note what typed words say was done of the checklists of a filing, by their items' own words, and at which
of its steps one is by now. What is said by numbers, or of a verdict, is in `stepping`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from bot.core import course
from bot.core.actions import Finish, OpenStep
from bot.core.knowledge import Flow, Item, Knowledge, Step
from bot.core.replies import Screen, Turn
from bot.core.screens import step_screens
from bot.core.state import Filing
from bot.core.texts import counting, planwords, spoken
from bot.core.texts.asking import wonders
from bot.core.texts.called import is_common
from bot.core.texts.clauses import listed_clauses
from bot.core.texts.wordlists import LONGEST_SHORT, listed
from bot.core.turns import following, presses, stepping, ticking
from bot.core.turns.talk import Talk
from bot.core.words import Marked
from bot.search.normalise import any_of

_WAITED = "等满"
"""In an item that is only so some time after what it names was done."""
_UNDONE = re.compile("[不没停关删]|[去拿撤]掉|取消|注销")
"""What is not so, or has an end, by an item: that something was done to what it names does not say that."""
_NOUNS = re.compile("照(?!片)|存续|通信|通过|机关|关系|关联|[主开编]办|办法|申请|签名值")
"""Words with a sign for doing something, that tell of nothing done."""
_CLAUSE = re.compile("[，；]")
_ASIDE = re.compile("（[^（）]*）")
_MORE = re.compile("[，；（是了]")
"""Before what an item names, where it is not about that alone."""
_READY = re.compile("(?:(?<=实名)认证)?[做备办]?[好完]?[了过]?(?:（.*）)?")
"""What may stand behind what an item names, where it asks for no more than to have it, or that it was done."""


def of_checklist(talk: Talk, text: str, kinds: frozenset[str], rest: str) -> Turn | None:
    """What comes of a text that tells, with a step on the screen, what was done of that or of a later one: what it
    names of a checklist is ticked; of what a whole step is for, or at which step one is, it is asked."""
    place, shown = talk.current, talk.step_shown
    if place is None or shown is None or shown.filing != place.filing or wonders(talk.knowledge, text):
        return None
    filing, flow, at = place
    if talk.at_work and talk.at_work[1] == filing:  # what came back of this filing is mended first
        return None
    if turn := unticked_item(talk, filing, shown.step, text):
        return turn
    if before := step_before(talk.knowledge, flow, at, text):
        return stepping.over(talk, filing, flow, before)
    what, verbs = planwords.deed(talk.knowledge, text) if len(text) <= LONGEST_SHORT else ("", ())
    done = bool(kinds) and kinds <= {"done", "passed"}
    if done and (turn := of_steps_named(talk, filing, flow, at, text, rest)):
        return turn
    if not (done or verbs) or any("不" in verb for verb in verbs[:1]):
        return None
    names: list[tuple[str, Sequence[str]]] = [(what, verbs)] if verbs else []
    if not ("换" in verbs or _UNDONE.search(text)):
        names += [
            (name, ()) for name in (what or "".join(verbs[:1]), rest) if not says_too_little(talk.knowledge, name)
        ]
    ahead = [shown.step, *(step for step in to_be_done(flow, at) if step != shown.step)]
    for name, step in product(names, ahead):
        named = [one for one in course.checklist(step, filing) if is_met(talk.knowledge, one, *name)]
        if len(named) == 1:
            return tick_named(talk, filing, step, named[0], step == shown.step)
        if named:
            return presses.typed_action(talk, OpenStep(filing.number, step.id)).below(Screen(talk.say("courtesy-done")))
    return None


def names_of_step(knowledge: Knowledge, text: str, step: Step) -> bool:
    """Whether a text that tells of something done names a step by its number, or anything in the list of this."""
    _, rest = spoken.moves(knowledge, text)
    what, verbs = planwords.deed(knowledge, text)
    names = [name for name in (what, rest, *verbs[:1]) if not is_common(knowledge, name)]
    listed_there = any(_names(item, name) for item, name in product(step.items, names))
    return listed_there or bool(counting.numbered(rest, "步"))


def is_met(knowledge: Knowledge, item: Item, what: str, verbs: Sequence[str]) -> bool:
    """Whether an item asks for no more than what was told: that one of these things was done to what it names, or
    where none is told, that this is there. Where it says more, it may not be so (解析做好了 is not 解析停了)."""
    found = _names(item, what)
    if found is None or _WAITED in item.text or "、" in _ASIDE.sub("", item.text):
        return False  # of several things at once only one may be told
    before, behind = item.text[: found.start()], item.text[found.end() :]
    if "和" in before[-1:] + behind[:1]:
        return False
    if not verbs:
        ready = _READY.fullmatch(item.text, found.end())
        return bool(ready) and not (_MORE.search(before) or _UNDONE.search(item.text))
    done = re.compile(f"(?<!能)(?:{any_of(verbs)})")
    if is_common(knowledge, what) and not done.match(behind.removeprefix("已经")):
        return False  # 网站名称 is not 网站
    clause = "" if "（" in before else f"{_CLAUSE.split(before)[-1]} {_CLAUSE.split(behind)[0]}"
    said = done.search(_NOUNS.sub("", clause))
    return bool(said) and not _UNDONE.search(done.sub("", _NOUNS.sub("", f"{before} {behind}")))


def says_too_little(knowledge: Knowledge, name: str) -> bool:
    """Whether a name says too little of what it was that was done with it."""
    common = listed(knowledge, "words-deed-common", "words-deed-idle")
    return name in ("", *common) or is_common(knowledge, name)


def to_be_done(flow: Flow, at: Step) -> Sequence[Step]:
    """The steps from the current one on until it is submitted, or all that are left where it was."""
    here, last = flow.steps.index(at), flow.steps.index(course.step_of(flow, flow.resubmit) or flow.steps[-1])
    return [step for step in flow.steps[here : max(here, last) + 1] if step.who == "applicant"]


def tick_named(talk: Talk, filing: Filing, step: Step, item: Item, shown: bool) -> Turn:
    """An item that was named is ticked; where its step is not on the screen, it is said where it stands."""
    line = Marked(step_screens.item_line(talk.knowledge, filing, item, "☑"))
    changed = following.tick_items(talk, filing, step, (item.id,), True)
    if shown:
        return changed.below(Screen(talk.say("item-ticked", line=line)))
    state = replace(talk.state, filings=changed.state.filings)
    flow = talk.knowledge.flows[filing.flow]
    place = str(flow.steps.index(step) + 1)
    return talk.aside(Screen(talk.say("item-ticked-ahead", number=place, title=step.title, line=line)), state=state)


def of_steps_named(talk: Talk, filing: Filing, flow: Flow, at: Step, text: str, rest: str) -> Turn | None:
    """What comes of what is said to be done for which whole steps are (域名服务器都弄好了): it is asked whether the
    last of them is over; the one on the screen is, where all of it is done."""
    steps = to_be_done(flow, at)
    if places := counting.places(rest, "步"):
        meant = flow.steps[places.stop - 1 : places.stop]
        return stepping.over(talk, filing, flow, meant[0]) if meant and meant[0] in steps else None
    found, left = list[Step](), rest
    for step in steps:
        for noun in nouns(talk.knowledge, step):
            if noun in left:
                left = left.replace(noun, " ")
                found.append(step)
    joints = any_of((*listed(talk.knowledge, "words-and"), " "))
    if not found or re.sub(joints, "", left):
        return None
    if found[-1] != at:
        return stepping.over(talk, filing, flow, found[-1])
    whole = ticking.tells_of_all(text) and talk.state.showing == at.id
    return presses.typed_action(talk, Finish(filing.number, at.id)) if whole else None


def nouns(knowledge: Knowledge, step: Step) -> Iterator[str]:
    """What a step is for, as the button that ends it names that (域名准备好了), or as it is called, too."""
    _, rest = spoken.moves(knowledge, step.done)
    named = {one for one in listed_clauses(knowledge, rest) if len(one) > 1}
    alike = (like.split("/") for like in listed(knowledge, "words-called-also"))
    also = {one for like in alike if named & {*like} for one in like}
    yield from sorted(named | also, key=lambda one: (-len(one), one))


def step_before(knowledge: Knowledge, flow: Flow, at: Step, text: str) -> Step | None:
    """The step before the one, ahead of the current one, to which a text says to have come (做到刷脸了)."""
    what = spoken.came_to(knowledge, text)
    number = counting.numbered(what, "步")
    titled = [one for one in flow.steps if len(what) > 1 and what in one.title]
    there = flow.steps[number - 1 : number] if number else titled
    place = flow.steps.index(there[0]) if len(there) == 1 else 0
    return flow.steps[place - 1] if place > flow.steps.index(at) else None


def unticked_item(talk: Talk, filing: Filing, step: Step, text: str) -> Turn | None:
    """What a text says was not done after all is ticked no more: what it names of the step on the screen, or where
    it tells of a slip, what was ticked there last."""
    ticked = [one for one in course.checklist(step, filing) if one.id in course.mark(filing, step.id).ticked]
    told = ticking.undone_in(talk.knowledge, text) if ticked else None
    if told is None:
        return None
    what, slipped = told
    last = course.mark(filing, step.id).ticked[-1]
    meant = [one for one in ticked if (_names(one, what) if what else slipped and one.id == last)]
    if len(meant) != 1:
        return None
    return following.tick_items(talk, filing, step, (meant[0].id,), False).below(Screen(talk.say("undone")))


def _names(item: Item, words: str) -> re.Match[str] | None:
    """Where a few words, in their order, stand in an item. What may be done (能刷脸) is not done by that."""
    return re.search("(?<!能)" + ".{0,2}?".join(map(re.escape, words)), item.text) if len(words) > 1 else None
