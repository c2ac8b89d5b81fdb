"""Turns that note what typed words say was done of the checklists of a filing, by the words of the items. For numbers
and verdicts see `stepping`."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from bot.core import course
from bot.core.actions import Finish, OpenStep
from bot.core.knowledge import Item, Step
from bot.core.replies import Screen, Turn
from bot.core.screens import step_screens
from bot.core.state import Filing
from bot.core.texts import checklists, counting, planwords
from bot.core.texts.asking import wonders
from bot.core.texts.spoken import Deed
from bot.core.texts.wordlists import LONGEST_SHORT, listed
from bot.core.turns import following, presses, stepping
from bot.core.turns.talk import Place, Talk
from bot.core.words import Marked
from bot.search.normalise import any_of


def of_checklist(talk: Talk, deed: Deed) -> Turn | None:
    """Answer a text that tells, with a step on the screen, what was done of it or of a later one. Tick an item that it
    names. If it tells what a whole step is for, ask whether the step is over."""
    text, kinds, rest = deed
    place, shown = talk.current, talk.step_shown
    if place is None or shown is None or shown.filing != place.filing or wonders(talk.knowledge, text):
        return None
    filing, flow, at = place
    if talk.at_work and talk.at_work[1] == filing:  # a rejection of this filing is mended first
        return None
    if turn := unticked_item(talk, filing, shown.step, text):
        return turn
    if before := checklists.step_before(talk.knowledge, flow, at, text):
        return stepping.ask_whether_over(talk, filing, flow, before)
    what, verbs = planwords.deed(talk.knowledge, text) if len(text) <= LONGEST_SHORT else ("", ())
    done = bool(kinds) and kinds <= {"done", "passed"}
    if done and (turn := of_steps_named(talk, place, text, rest)):
        return turn
    if not (done or verbs) or any("不" in verb for verb in verbs[:1]):
        return None
    names: list[tuple[str, Sequence[str]]] = [(what, verbs)] if verbs else []
    if not ("换" in verbs or checklists.NOT_SO.search(text)):
        names += [
            (name, ())
            for name in (what or "".join(verbs[:1]), rest)
            if not checklists.says_too_little(talk.knowledge, name)
        ]
    ahead = [shown.step, *(step for step in course.to_be_done(flow, at) if step != shown.step)]
    for name, step in product(names, ahead):
        named = [one for one in course.checklist(step, filing) if checklists.is_met(talk.knowledge, one, *name)]
        if len(named) == 1:
            return tick_named(talk, filing, step, named[0], step == shown.step)
        if named:
            return presses.typed_action(talk, OpenStep(filing.number, step.id)).below(Screen(talk.say("courtesy-done")))
    return None


def tick_named(talk: Talk, filing: Filing, step: Step, item: Item, shown: bool) -> Turn:
    """Tick an item that was named. If its step is not on the screen, say where the item stands."""
    line = Marked(step_screens.item_line(talk.knowledge, filing, item, "☑"))
    changed = following.tick_items(talk, filing, step, (item.id,), True)
    if shown:
        return changed.below(Screen(talk.say("item-ticked", line=line)))
    state = replace(talk.state, filings=changed.state.filings)
    flow = talk.knowledge.flows[filing.flow]
    place = str(flow.steps.index(step) + 1)
    return talk.aside(Screen(talk.say("item-ticked-ahead", number=place, title=step.title, line=line)), state=state)


def of_steps_named(talk: Talk, place: Place, text: str, rest: str) -> Turn | None:
    """Answer a deed that names what whole steps are for (域名服务器都弄好了). Ask whether the last of them is over; if
    that is the step on the screen and all of it is done, it is."""
    filing, flow, at = place
    steps = course.to_be_done(flow, at)
    if places := counting.places(rest, "步"):
        meant = flow.steps[places.stop - 1 : places.stop]
        return stepping.ask_whether_over(talk, filing, flow, meant[0]) if meant and meant[0] in steps else None
    found, left = list[Step](), rest
    for step in steps:
        for noun in checklists.nouns(talk.knowledge, step.done):
            if noun in left:
                left = left.replace(noun, " ")
                found.append(step)
    joints = any_of((*listed(talk.knowledge, "words-and"), " "))
    if not found or re.sub(joints, "", left):
        return None
    if found[-1] != at:
        return stepping.ask_whether_over(talk, filing, flow, found[-1])
    whole = counting.tells_of_all(text) and talk.state.showing == at.id
    return presses.typed_action(talk, Finish(filing.number, at.id)) if whole else None


def unticked_item(talk: Talk, filing: Filing, step: Step, text: str) -> Turn | None:
    """Untick what a text says was not done after all: the item that it names of the step on the screen, or the one
    ticked last if it tells of a slip."""
    ticked = [one for one in course.checklist(step, filing) if one.id in course.mark(filing, step.id).ticked]
    told = planwords.undone_in(talk.knowledge, text) if ticked else None
    if told is None:
        return None
    what, slipped = told
    last = course.mark(filing, step.id).ticked[-1]
    meant = [one for one in ticked if (checklists.found_in(one, what) if what else slipped and one.id == last)]
    if len(meant) != 1:
        return None
    return following.tick_items(talk, filing, step, (meant[0].id,), False).below(Screen(talk.say("undone")))
