"""Turns that note what typed words say was done of the checklists of a filing, by their items' own words, and at which
of its steps one is by now. What is said by numbers, or of a verdict, is in `stepping`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from bot.core import course
from bot.core.actions import Finish, OpenStep
from bot.core.knowledge import Flow, Item, Step
from bot.core.replies import Screen, Turn
from bot.core.screens import step_screens
from bot.core.state import Filing
from bot.core.texts import counting, planwords, spoken
from bot.core.texts.asking import wonders
from bot.core.texts.called import is_common
from bot.core.texts.clauses import listed_clauses, short_clauses
from bot.core.texts.wordlists import LONGEST, any_of, listed
from bot.core.turns.stepping import Stepping
from bot.core.words import Marked

_WAITED = "等满"
"""In an item that is only so some time after what it names was done."""


class Checking(Stepping):
    """Turns that tick what words say was done."""

    def of_checklist(self, text: str, kinds: frozenset[str], rest: str) -> Turn | None:
        """What comes of a text that tells, with a step on the screen, what was done of that or of a later one: what it
        names of a checklist is ticked; of what a whole step is for, or at which step one is, it is asked."""
        place, shown = self.current, self.step_shown
        if place is None or shown is None or shown[0] != place[0] or self.at_work or wonders(self.knowledge, text):
            return None
        filing, flow, at = place
        if turn := self.unticked_item(filing, shown[2], text):
            return turn
        if before := self.step_before(flow, at, text):
            return self.over(filing, flow, before)
        what, verbs = planwords.deed(self.knowledge, text) if len(text) <= LONGEST else ("", ())
        done = bool(kinds) and kinds <= {"done", "passed"}
        if done and (turn := self.of_steps_named(filing, flow, at, text, rest)):
            return turn
        if not (done or verbs) or any("不" in verb for verb in verbs[:1]):
            return None
        names: list[tuple[str, Sequence[str]]] = [(what, verbs)] if verbs else []
        names += [(name, ()) for name in (what, rest) if "换" not in verbs and not self.is_common(name)]
        ahead = [shown[2], *(step for step in self.to_be_done(flow, at) if step != shown[2])]
        for name, step in product(names, ahead):
            named = [one for one in course.checklist(step, filing) if _names(one, *name)]
            if len(named) == 1:
                return self.tick_named(filing, step, named[0], step == shown[2])
            if named:
                turn = self.typed_action(OpenStep(filing.number, step.id))
                return replace(turn, replies=(Screen(self.say("courtesy-done")), *turn.replies))
        return None

    def is_common(self, name: str) -> bool:
        """Whether a name says too little of what it was that was done with it."""
        return name in ("", *listed(self.knowledge, "words-deed-common")) or is_common(self.knowledge, name)

    def to_be_done(self, flow: Flow, at: Step) -> Sequence[Step]:
        """The steps from the current one on until it is submitted, or all that are left where it was."""
        here, last = flow.steps.index(at), next((one for one in flow.steps if one.id == flow.resubmit), flow.steps[-1])
        return [step for step in flow.steps[here : max(here, flow.steps.index(last)) + 1] if step.who == "applicant"]

    def tick_named(self, filing: Filing, step: Step, item: Item, shown: bool) -> Turn:
        """An item that was named is ticked; where its step is not on the screen, it is said where it stands."""
        line = Marked(step_screens.item_line(self.knowledge, filing, item, "☑"))
        changed = self.tick_items(filing, step, (item.id,), True)
        if shown or changed.state is None:
            return replace(changed, replies=(Screen(self.say("item-ticked", line=line)), *changed.replies))
        state = replace(self.state, filings=changed.state.filings)
        flow = self.knowledge.flows[filing.flow]
        place = str(flow.steps.index(step) + 1)
        return self.aside(Screen(self.say("item-ticked-ahead", number=place, title=step.title, line=line)), state=state)

    def of_steps_named(self, filing: Filing, flow: Flow, at: Step, text: str, rest: str) -> Turn | None:
        """What comes of what is said to be done for which whole steps are (域名服务器都弄好了): it is asked whether the
        last of them is over; the one on the screen is, where all of it is done."""
        steps = self.to_be_done(flow, at)
        if places := counting.places(rest, "步"):
            meant = flow.steps[places.stop - 1 : places.stop]
            return self.over(filing, flow, meant[0]) if meant and meant[0] in steps else None
        found, left = list[Step](), rest
        for step in steps:
            for noun in self.nouns(step):
                if noun in left:
                    left = left.replace(noun, " ")
                    found.append(step)
        joints = any_of((*listed(self.knowledge, "words-and"), " "))
        if not found or re.sub(joints, "", left):
            return None
        if found[-1] != at:
            return self.over(filing, flow, found[-1])
        whole = self.tells_of_all(text) and self.state.showing == at.id
        return self.typed_action(Finish(filing.number, at.id)) if whole else None

    def nouns(self, step: Step) -> Iterator[str]:
        """What a step is for, as the button that ends it names that (域名准备好了)."""
        _, rest = spoken.moves(self.knowledge, step.done)
        yield from sorted((one for one in listed_clauses(self.knowledge, rest) if len(one) > 1), key=len, reverse=True)

    def step_before(self, flow: Flow, at: Step, text: str) -> Step | None:
        """The step before the one, ahead of the current one, to which a text says to have come (做到刷脸了)."""
        what = spoken.came_to(self.knowledge, text)
        number = counting.numbered(what, "步")
        titled = [one for one in flow.steps if len(what) > 1 and what in one.title]
        there = flow.steps[number - 1 : number] if number else titled
        place = flow.steps.index(there[0]) if len(there) == 1 else 0
        return flow.steps[place - 1] if place > flow.steps.index(at) else None

    def unticked_item(self, filing: Filing, step: Step, text: str) -> Turn | None:
        """What a text says was not done after all is ticked no more: what it names of the step on the screen, or where
        it tells of a slip, what was ticked there last."""
        ticked = [one for one in course.checklist(step, filing) if one.id in course.mark(filing, step.id).ticked]
        undone, slips = list[str](), 0
        for clause in short_clauses(text) if ticked else ():
            what = planwords.left(self.knowledge, clause)
            kinds, rest = spoken.moves(self.knowledge, clause)
            if what is not None:
                undone.append(what)
            elif kinds and kinds <= {"slip", "denied"} and not rest:
                slips += 1
            else:
                return None
        if len(undone) != 1:
            return None
        (what,) = undone
        last = course.mark(filing, step.id).ticked[-1]
        meant = [one for one in ticked if (_names(one, what) if what else slips and one.id == last)]
        if len(meant) != 1:
            return None
        turn = self.tick_items(filing, step, (meant[0].id,), False)
        return replace(turn, replies=(Screen(self.say("undone")), *turn.replies))


def _names(item: Item, what: str, verbs: Sequence[str] = ()) -> bool:
    """Whether an item is named by a few words, in their order, be it with one of these for what was done with it. What
    may be done (能刷脸) is not done by that."""
    if _WAITED in item.text or len(what or verbs[0]) < 2:
        return False
    left = item.text.replace(what, " ", 1) if what else item.text
    if verbs and not re.search(f"(?<!能)(?:{any_of(verbs)})", left):
        return False
    return bool(re.search("(?<!能)" + ".{0,2}?".join(map(re.escape, what)), item.text))
