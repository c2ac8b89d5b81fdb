"""Turns about a rejection that is known: it is taken in, its plan is worked through by buttons, it is submitted again.
Whether a text is one is for `pasted` to say, and what is typed of its plan for `ticking` and `planning`."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Self, assert_never

from bot.core import course
from bot.core.actions import (
    Attach,
    Drop,
    Grow,
    Instead,
    Letters,
    Merge,
    OfAttempt,
    OpenPlan,
    Part,
    ReadLetter,
    Reasons,
    Resubmitted,
    SentBy,
    Settle,
    Strike,
    TickFix,
    Unsubmit,
    Unsure,
)
from bot.core.filings import attempts
from bot.core.filings.clock import hours_end
from bot.core.filings.plan import flow_of, plan
from bot.core.knowledge import Flow, Sender
from bot.core.replies import Miss, Note, Screen, Toast, Turn
from bot.core.screens import answers, draft_screens, letters, plan_screens, rejection_screens
from bot.core.screens.plan_rows import offers_of
from bot.core.state import Attempt, Draft, Filing, State
from bot.core.texts.asker import is_mini
from bot.core.texts.diagnosis import REVIEWERS, SENDERS, Diagnosis
from bot.core.turns.base import Turns


class Mending(Turns):
    """Turns about rejections."""

    @property
    def overdue(self) -> Filing | None:
        """The only filing for whose message the hours are over."""
        ends = [(one, hours_end(one, self.knowledge)) for one in self.state.filings if not one.away]
        over = [one for one, end in ends if end and end <= self.now]
        return over[0] if len(over) == 1 else None

    def told_of_filing(self, filing: Filing) -> Self:
        """The turn in which what comes next is the rejection of this filing."""
        state = replace(self.state, waiting="rejection", draft=Draft(filing=filing.number))
        return self.with_state(state)

    def keep_rejection(self, found: Diagnosis, misses: tuple[Miss, ...] = (), rivals: Sequence[str] = ()) -> Turn:
        """Keep what came back, and show what is to be done about it; `rivals`: ids of topics that it may be about
        instead."""
        state = replace(self.state, waiting="", showing="")
        state = attempts.note(state, found, self.now, self.around.message)
        notes = tuple(Note("rejected", topic) for topic in found.reasons)
        kept, known = attempts.at_work(state), attempts.at_work(self.state)
        if kept and self.state.waiting == "rejection" and self.state.draft.returned:
            state = attempts.put(state, replace(kept, returned=True))
        taken = list[Screen]()
        if kept and not {one.text for one in found.unclear} <= {one.text for one in kept.unclear}:
            taken.append(Screen(self.say("plan-full", count=str(attempts.MOST_UNCLEAR))))
        if kept and known and kept.number == known.number:
            state = self.opened(state)
            put = "plan-joined" if set(known.reasons) <= set(kept.reasons) else "plan-explained"
            taken.append(Screen(self.say(put if kept.joined != known.joined else "plan-known")))
        elif filing := self.awaited():
            attempt, flow = state.loose[-1], self.knowledge.flows[filing.flow]
            attempt = replace(attempt, sender=self.sender_to(filing, found))
            state = attempts.attach(state, attempt, filing, flow, self.knowledge, self.now)
            taken.append(Screen(self.say("reopened", count=str(len(filing.attempts) + 1), name=filing.name)))
        return self.show_plan(state, state.attempt, *taken, notes=notes, misses=misses, rivals=rivals)

    def sender_to(self, filing: Filing, found: Diagnosis) -> Sender | None:
        """Who sent back a filing: those that review it, unless words tell it, or only others give its reasons."""
        at = self.step_of(filing)
        reviewer = course.reviewer(at) if at and at.review and not found.senders else None
        return reviewer if reviewer and found.sender in (None, *REVIEWERS) else found.sender

    def retold(self, found: Diagnosis, misses: tuple[Miss, ...], rivals: Sequence[str]) -> Turn:
        """What comes of an older message that is edited and tells what came back, where something is known to have: its
        rejection takes what is new, and no other one does."""
        state = attempts.note_edited(self.state, found, self.around.message)
        if state == self.state:
            return self.aside(rejection_screens.nothing_new(self.knowledge))
        notes = tuple(Note("rejected", topic) for topic in found.reasons)
        state = replace(self.opened(state), waiting="")
        says = Screen(self.say("plan-joined-edited"))
        return self.show_plan(state, state.attempt, says, notes=notes, misses=misses, rivals=rivals)

    def awaited(self) -> Filing | None:
        """The filing whose rejection the person is about to tell: the one that was named; else of those that may come
        back the one worked on last, or the only one."""
        if self.state.waiting != "rejection":
            return None
        named = self.filing(self.state.draft.filing)
        if named and self.flow(named):
            return named
        returning = [filing for filing in self.state.filings if self.may_come_back(filing)]
        front = [filing for filing in returning if filing.number == self.state.front] or returning
        return front[0] if len(front) == 1 else None

    def may_come_back(self, filing: Filing) -> bool:
        """Whether a filing is reviewed, or was rejected and may have been submitted again without a word of it."""
        at = self.step_of(filing)
        return at is not None and not filing.away and (at.review or course.mended(filing))

    def is_reviewed(self, filing: Filing, senders: Sequence[Sender] = ()) -> bool:
        """Whether a filing is reviewed now, by one of these senders where any is named. The platform of mini programs
        is called so by all who send them back."""
        at = self.step_of(filing)
        if at is None or filing.away or not at.review:
            return False
        told = {sender for sender in senders if sender != "store" or not is_mini(filing.flow)}
        reviewer = course.reviewer(at)
        return not told or (reviewer in told if reviewer else not told & {"after", "store", "police"})

    @property
    def told_next(self) -> State:
        """The state in which what comes next is a rejection, of the filing that was named if it was asked for."""
        asked = self.state.waiting == "rejection"
        return self.state if asked else replace(self.state, waiting="rejection", draft=Draft())

    def opened(self, state: State) -> State:
        """With the steps open that mend what was found to be a reason of the rejection at work since it came."""
        found = attempts.find(state, state.attempt)
        flow = self.flow(found[1]) if found and found[1] else None
        if not found or not found[1] or not flow:
            return state
        known = attempts.find(self.state, state.attempt)
        new = [id for id in found[0].reasons if known is None or id not in known[0].reasons]
        steps = attempts.steps_of(new, flow, self.knowledge)
        return state.with_filing(course.reopen_also(found[1], flow, steps, self.now))

    def show_plan(
        self,
        state: State,
        number: int,
        *before: Screen | Toast,
        notes: tuple[Note, ...] = (),
        misses: tuple[Miss, ...] = (),
        rivals: Sequence[str] = (),
    ) -> Turn:
        """The plan of the rejection of this number, which is worked on from now on, below `before`."""
        found = attempts.find(state, number)
        if found is None:
            return self.stale()
        state = replace(state, attempt=number, showing="", topic="")
        screen = plan_screens.plan_screen(self.knowledge, state, *found, self.now, rivals)
        return self.show(*before, screen, state=state, notes=notes, misses=misses)

    def in_plan(self, action: OfAttempt) -> Turn:
        """What a button of a plan does, or of the screens that lead back to it; letters are there without one, too."""
        if not action.attempt and isinstance(action, Letters | ReadLetter):
            letter = self.knowledge.letters.get(action.letter) if isinstance(action, ReadLetter) else None
            none = letters.outside(self.knowledge)
            return self.show(letters.letter_screen(self.knowledge, None, letter) if letter else none)
        found = attempts.find(self.state, action.attempt)
        if found is None:
            return self.stale()
        attempt, filing = found
        match action:
            case OpenPlan():
                return self.show_plan(self.state, attempt.number)
            case Letters():
                return self.show(letters.menu(self.knowledge, self.state, attempt, filing))
            case ReadLetter():
                fitting = letters.fitting(self.knowledge, self.state, attempt, filing)
                letter = next((one for one in fitting if one.id == action.letter), None)
                return self.show(letters.letter_screen(self.knowledge, attempt, letter)) if letter else self.stale()
            case Unsure():
                screen = plan_screens.unsure_screen(self.knowledge, attempt)
                return self.show(screen) if screen else self.show_plan(self.state, attempt.number)
            case Reasons():
                return self.show(plan_screens.reasons_screen(self.knowledge, attempt))
            case Merge():
                state = attempts.merge(self.state, attempt, filing)
                return self.show_plan(state, state.attempt)
            case Part():
                state = attempts.part(self.state, attempt, filing, self.knowledge)
                return self.show_plan(state, state.attempt) if attempt.joined else self.stale()
            case Attach():
                target = self.filing(action.filing)
                flow = self.flow(target)
                if target is None or flow is None or filing is not None:
                    return self.stale()
                return self.attached(self.state, attempt, target, flow)
            case Grow():
                return self.grow(attempt)
            case Resubmitted():
                return self.resubmitted(attempt, filing)
            case Unsubmit():
                if filing is not None:
                    return self.stale()
                submitted = attempt.submitted if attempt.reached else None
                state = attempts.put(self.state, replace(attempt, submitted=submitted, reached="", since=None))
                return self.show_plan(state, attempt.number, Toast(self.label("undone")))
            case Strike(sure=True):
                return self.struck(attempt, filing)
            case Strike():
                return self.show(rejection_screens.strike(self.knowledge, attempt))
            case TickFix():
                return self.tick_box(attempt, action.fix, action.on)
            case Settle() | Drop() | Instead() | SentBy():
                return self.changed(action, attempt)
        assert_never(action)

    def grow(self, attempt: Attempt) -> Turn:
        """Ask what the filing is to be that begins with a rejection, or whether it is what that looks like."""
        flow = flow_of(attempt, self.knowledge, self.now)
        asked = draft_screens.guess_flow(self.knowledge, flow) if flow else draft_screens.ask_flow(self.knowledge)
        state = replace(self.state, waiting="flow", draft=Draft(attempt=attempt.number), showing="")
        return self.show(asked, state=state)

    def tick_box(self, attempt: Attempt, fix: str, on: bool) -> Turn:
        """One thing to do is done, or is not, by its box in the plan: over that it is said which."""
        made = plan(attempts.tick(attempt, fix, on, self.now), self.knowledge, self.now)
        title = next((todo.fix.title for todo in made.todos if todo.fix.id == fix), None)
        return self.tick(attempt, (fix,), on, self.touched(title, on, made.left)) if title else self.stale()

    def tick(self, attempt: Attempt, fixes: Sequence[str], on: bool, *before: Screen | Toast) -> Turn:
        """Things to do about a rejection are done, or are not; what was done before is not counted once more."""
        notes = tuple(Note("mended", fix) for fix in fixes if on and fix not in attempt.ticked)
        for fix in fixes:
            attempt = attempts.tick(attempt, fix, on, self.now)
        return self.show_plan(attempts.put(self.state, attempt), attempt.number, *before, notes=notes)

    def changed(self, action: Settle | Drop | Instead | SentBy, attempt: Attempt) -> Turn:
        """What the person says of a rejection changes it; what is there no more is stale."""
        notes: tuple[Note, ...] = ()
        match action:
            case Settle():
                if action.place >= len(attempt.unclear) or (action.topic and action.topic not in self.knowledge.topics):
                    return self.stale()
                changed = attempts.settle(attempt, action.place, action.topic)
            case Drop():
                changed, notes = attempts.drop(attempt, action.topic), (Note("dropped", action.topic),)
            case Instead():
                if action.place >= len(attempt.doubts) or (action.topic and action.topic not in self.knowledge.topics):
                    return self.stale()
                changed = attempts.instead(attempt, action.place, action.topic)
            case SentBy():
                sender = next((sender for sender in SENDERS if sender == action.sender), None)
                if sender is None and action.sender != "review":
                    return self.stale()
                changed = replace(attempt, sender=sender, returned=sender is None)
        state = self.opened(replace(attempts.put(self.state, changed), attempt=attempt.number))
        turn = self.show_plan(state, attempt.number, notes=notes)
        several = isinstance(action, Settle | Instead) and len(offers_of(self.knowledge, attempt)) > 1
        more = plan_screens.unsure_screen(self.knowledge, changed) if several else None
        return replace(turn, replies=(more,)) if more else turn

    def attached(
        self,
        state: State,
        attempt: Attempt,
        filing: Filing,
        flow: Flow,
        notes: tuple[Note, ...] = (),
        grown: bool = False,
    ) -> Turn:
        """Give a rejection to a filing; its plan stays on the screen, unless all of that is over."""
        state = attempts.attach(state, attempt, filing, flow, self.knowledge, self.now, grown)
        toast = Toast(self.label("reopened", count=str(len(filing.attempts) + 1), name=filing.name))
        reviewed = state.filing(filing.number) if attempt.submitted else None
        if reviewed:
            return self.at_step(reviewed, course.current(reviewed, flow), toast, state=state, notes=notes)
        return self.show_plan(state, attempt.number, toast, notes=notes)

    def struck(self, attempt: Attempt, filing: Filing | None) -> Turn:
        """It was no rejection; on with its filing, where it had one."""
        state, toast = attempts.strike(self.state, attempt, filing), Toast(self.label("struck"))
        left = state.filing(filing.number) if filing else None
        flow = self.flow(left)
        if left and flow:
            return self.at_step(left, course.current(left, flow), toast, state=state)
        state = replace(state, waiting="", showing="")
        return self.show(toast, answers.home(self.knowledge, state), state=state)

    def resubmitted(self, attempt: Attempt, filing: Filing | None) -> Turn:
        """It was submitted again; in a filing the review begins anew. Who does so before all is done and up to date is
        told what that may lead to."""
        notes, toast = (Note("resubmitted"),), Toast(self.label("resubmitted"))
        flow = self.flow(filing)
        if attempt.submitted is not None:
            return self.show_plan(self.state, attempt.number)
        # What was submitted again before its rejection was told came back by then at the latest.
        known, attempt = attempt, replace(attempt, at=min(attempt.at, self.now))
        if filing and flow and filing.attempts[-1] == known:
            came = replace(filing, attempts=(*filing.attempts[:-1], attempt))
            changed = course.resubmit(came, flow, self.now)
            turn = self.at_step(changed, course.current(changed, flow), toast, notes=notes)
        else:
            state = attempts.put(self.state, replace(attempt, submitted=self.now))
            turn = self.show_plan(state, attempt.number, toast, notes=notes)
        early = rejection_screens.too_early(self.knowledge, known, self.now)
        return replace(turn, replies=turn.screens).below(Screen(early)) if early else turn
