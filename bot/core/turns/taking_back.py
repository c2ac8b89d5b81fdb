"""Turns that take back the latest change to what is worked on, be it a filing or a plan, or leave it."""

from dataclasses import replace
from datetime import datetime
from typing import Self

from bot.core import course
from bot.core.actions import Home, Strike, TickFix, Undo, Unsubmit
from bot.core.filings import attempts
from bot.core.replies import Screen, Turn
from bot.core.screens import answers
from bot.core.state import Attempt, Draft, Filing
from bot.core.turns.presses import Presses


class TakingBack(Presses):
    """Turns that take back what was done last."""

    @property
    def is_choosing(self) -> bool:
        """Whether what a new filing will be is asked, and its name is not: no words of another one answer that."""
        return self.state.waiting in ("flow", "subject", "province")

    def meaning(self, filing: Filing) -> Self:
        """The turn in which this filing is the one worked on last, and its rejection, where it has one to be mended:
        what is said of it is said of no rejection of another filing, or of none."""
        front = filing.number == self.state.front
        showing = self.state.showing if front else ""
        attempt = filing.attempts[-1].number if course.mended(filing) else 0
        state = replace(self.state, front=filing.number, showing=showing, attempt=attempt, asked=self.asked)
        state = replace(state, waiting="", draft=Draft()) if self.is_choosing else state
        return self.with_state(state)

    def put_aside(self) -> Turn:
        """Leave what is under way: what was done of it is kept, what was answered of a filing that is still to begin,
        or is asked of one, is not."""
        dropped = self.is_describing or bool(self.drafted().picks)
        if self.state.filings or self.state.loose:
            key = "cancelled-dropped" if dropped else "cancelled"
        else:
            key = "dropped" if dropped else "left" if self.state.waiting else "nothing-to-cancel"
        return self.unclaimed(self.leave(answers.home(self.knowledge, self.state, key)))

    def take_back(self) -> Turn:
        """Undo what was done last."""
        undone = self.last
        if undone is None:
            return self.not_noted("nothing-to-undo")
        turn = self.typed_action(undone)
        found = attempts.find(turn.state, undone.attempt) if isinstance(undone, TickFix) else None
        if found is None:
            return turn
        # To take back is no change that could be taken back in its turn.
        state = attempts.put(turn.state, replace(found[0], unticked=None))
        return replace(turn, state=state, replies=(Screen(self.say("undone")), turn.replies[-1]))

    def not_noted(self, key: str = "not-noted") -> Turn:
        """What somebody takes back was not noted at all."""
        return self.aside(self.menu(key))

    def taken_back(self, kinds: frozenset[str], rest: str) -> Turn | None:
        """What was done last is to be undone; who slipped is asked."""
        if rest or not (kinds & {"undo", "slip"} and kinds <= {"undo", "slip", "unsent", "denied"}):
            return None
        if self.last is None and "undo" not in kinds:
            told = self.plan_on_screen
            return self.typed_action(Strike(told[0].number, False)) if told else self.not_noted()
        return self.ask_whether_to_undo() if kinds <= {"slip", "denied"} else self.take_back()

    def ask_whether_to_undo(self) -> Turn:
        """Somebody slipped: be it only in what was opened, so it is asked before the last change is taken back."""
        undone = self.last
        filing = self.filing(undone.filing) if isinstance(undone, Undo) else None
        if undone is None or filing is None:
            return self.take_back()
        yes, no = self.button("button-undo", undone), self.button("button-keep", Home())
        return self.ask(self.say("undo-sure", name=filing.name), yes, no)

    @property
    def last(self) -> Undo | Unsubmit | Strike | TickFix | None:
        """What takes back the latest change: of the filing at hand, that a thing to do about a rejection was done or
        was not after all, that the rejection was told, or that one of no filing was submitted again."""
        filing = self.at_hand
        attempt = self.at_work[0] if self.at_work and not self.state.showing else None
        if attempt and (attempt.unticked or attempt.ticked):
            fix, at = attempt.unticked or last_tick(attempt)
            if filing is None or at >= last_change(filing):
                return TickFix(attempt.number, fix, attempt.unticked is not None)
        if self.at_work and self.told_last(*self.at_work, filing):
            return Strike(self.state.attempt, False)
        submitted = self.rejection[0].submitted if self.rejection and self.rejection[1] is None else None
        if filing and filing.past and (self.state.showing or submitted is None or submitted < last_change(filing)):
            return Undo(filing.number, filing.revision)
        return Unsubmit(self.state.attempt) if submitted else None

    def told_last(self, attempt: Attempt, owner: Filing | None, filing: Filing | None) -> bool:
        """Whether nothing was done, asked or read since the rejection at work was told, be it to the filing that it was
        given to at once."""
        untouched = owner is None or owner.revision == attempt.revision
        newer = filing is None or attempt.at >= last_change(filing)
        here = not (self.state.showing or self.asked or self.state.topic)
        return untouched and newer and here and not (attempt.ticked or attempt.unticked)

    @property
    def has_submitted(self) -> bool:
        """Whether the latest change was that a rejection was submitted again."""
        undone = self.last
        if not isinstance(undone, Undo):
            return isinstance(undone, Unsubmit)
        filing = self.filing(undone.filing)
        return bool(filing and filing.attempts and not course.mended(filing) and course.mended(course.undo(filing)))

    @property
    def has_first_submitted(self) -> bool:
        """Whether the latest change was that a filing was submitted for the first time."""
        undone = self.last
        filing = self.filing(undone.filing) if isinstance(undone, Undo) else None
        flow = self.flow(filing)
        if filing is None or flow is None or filing.attempts:
            return False
        if course.current(filing, flow) != course.after_submission(flow):
            return False
        before = course.mark(course.undo(filing), flow.resubmit)
        return before.done is None and course.mark(filing, flow.resubmit).done is not None


def last_change(filing: Filing) -> datetime:
    """When a step of a filing, or an item of its checklists, was changed last."""
    marks = (moment for mark in filing.marks.values() for moment in (mark.begun, mark.done) if moment)
    return max(filing.touched or filing.begun, *marks)


def last_tick(attempt: Attempt) -> tuple[str, datetime]:
    """What was ticked last of a plan of which something is, and when."""
    return max(reversed(attempt.ticked.items()), key=lambda tick: tick[1])
