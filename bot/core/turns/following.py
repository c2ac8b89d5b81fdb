"""Turns that follow a filing along its steps and back, share it, and give or take it away. What it is, not where it
stands, is changed in `arranging`."""

from dataclasses import replace
from typing import assert_never

from bot.core import course
from bot.core.actions import (
    Agenda,
    Came,
    Chase,
    Delete,
    Draw,
    Export,
    Finish,
    Jump,
    OfTakingAlong,
    OpenStep,
    Overview,
    Returned,
    Share,
    Tick,
    Tried,
    Undo,
)
from bot.core.button_data import as_of
from bot.core.filings.clock import clock
from bot.core.filings.experience import wait_of
from bot.core.knowledge import Flow, Step
from bot.core.replies import Button, Note, Screen, Toast, Turn
from bot.core.screens import card, filing_screens, takealong, waiting
from bot.core.screens.guard import LIMITS
from bot.core.state import Filing
from bot.core.turns.drafting import Drafting


class Following(Drafting):
    """Turns about where a filing stands."""

    def in_filing(
        self,
        action: Overview | OpenStep | Tick | Tried | Came | Finish | Jump | Undo | Returned | Chase | Share,
        filing: Filing,
        flow: Flow,
    ) -> Turn:
        match action:
            case Overview():
                return self.leave(filing_screens.overview(self.knowledge, filing, self.now))
            case OpenStep():
                step = course.step_of(flow, action.step) or course.current(filing, flow)
                return self.at_step(filing, step)
            case Returned():
                turn = self.ask_what_came_back(filing)
                of_it = Screen(self.say("rejected-of", name=filing.name))
                return turn.below(of_it) if turn.state.waiting else turn
            case Chase():
                running, letter = clock(filing, self.knowledge, self.now), waiting.overdue_letter(self.knowledge)
                if running is None or letter is None:
                    return self.stale()
                return self.show(waiting.chase_screen(self.knowledge, filing, running, letter, self.now))
            case Undo():
                return self.undo(action, filing, flow)
            case Share():
                return self.share(action, filing)
            case Tick() | Tried() | Came() | Finish() | Jump():
                step = course.step_of(flow, action.step)
                return self.stale() if step is None else self.in_step(action, filing, flow, step)
        assert_never(action)

    def in_step(self, action: Tick | Tried | Came | Finish | Jump, filing: Filing, flow: Flow, step: Step) -> Turn:
        match action:
            case Tick():
                text = next((item.text for item in step.items if item.id == action.item), None)
                if text is None:
                    return self.stale()
                left, _ = course.missing(course.tick(filing, step, (action.item,), action.on), step)
                said = self.touched(text, action.on, len(left))
                return self.tick_items(filing, step, (action.item,), action.on, said)
            case Tried():
                what = next((what for what in LIMITS if what == action.what), None)
                if what is None or not step.guarded:
                    return self.stale()
                changed = course.tried(filing, step, what, action.count)
                return self.at_step(changed, step)
            case Came():
                changed = course.came(course.reach(filing, flow, step, self.now), step, self.now)
                toast = [Toast(self.label("came"))] if changed != filing else []
                return self.at_step(changed, step, *toast)
            case Jump():
                changed = course.jump(filing, flow, step, self.now)
                return self.at_step(changed, step, notes=(Note("jumped", f"{flow.id}:{step.id}"),))
            case Finish():
                ended = step == flow.steps[-1] and step.review
                reached = course.reach(filing, flow, step, self.now) if ended else filing
                changed = course.finish(reached, flow, step, self.now)
                toast = self.unticked(filing, step) if changed != filing and step.who == "applicant" else []
                wait = wait_of(filing, flow, step, self.knowledge.calendar, self.now)
                if wait:
                    changed = replace(changed, counted=(*changed.counted, step.id))
                notes = (Note("finished", f"{flow.id}:{step.id}"),)
                turn = self.at_step(changed, course.current(changed, flow), *toast, notes=notes)
                return replace(turn, waits=(wait,) if wait else ())
        assert_never(action)

    def tick_items(self, filing: Filing, step: Step, items: tuple[str, ...], on: bool, *toast: Toast) -> Turn:
        changed = replace(course.tick(filing, step, items, on), touched=self.now)
        return self.at_step(changed, step, *toast)

    def unticked(self, filing: Filing, step: Step) -> list[Toast]:
        """How much of what is needed is not ticked at a step that is said to be done."""
        left, maybe = map(len, course.missing(filing, step))
        if not left:
            return []
        key = "unticked-some" if maybe else "unticked"
        return [Toast(self.label(key, count=str(left), maybe=str(maybe)))]

    def undo(self, action: Undo, filing: Filing, flow: Flow) -> Turn:
        """Take back what was done last with a filing, if it is that of which the button told; where that was several
        steps at once, with the way to have them back."""
        if action.revision != filing.revision or not filing.past:
            toast = Toast(self.label("undo-other" if filing.past else "nothing-to-undo"))
            return self.at_step(filing, course.current(filing, flow), toast)
        changed = course.undo(filing)
        # A rejection that was given to the filing by what is undone belongs to no filing again.
        still = {attempt.number for attempt in changed.attempts}
        freed = tuple(attempt for attempt in filing.attempts if attempt.number not in still)
        state = replace(self.state.with_filing(changed), loose=(*self.state.loose, *freed))
        if freed:
            return self.show_plan(state, freed[-1].number, Toast(self.label("undone")))
        turn = self.at_step(changed, course.current(changed, flow), Toast(self.label("undone")), state=state)
        count, at = course.steps_done(filing, flow) - course.steps_done(changed, flow), course.current(filing, flow)
        if count < 2 or at is None:
            return turn
        redo = as_of(course.mark(filing, at.id).begun or self.now, Jump(filing.number, at.id))
        says = Screen(self.say("undone-steps", count=str(count)), ((Button(self.label("button-redo"), redo),),))
        return replace(turn, replies=turn.screens).below(says)

    def delete(self, action: Delete, filing: Filing) -> Turn:
        if not action.sure:
            return self.show(filing_screens.confirm_delete(self.knowledge, filing))
        left = tuple(f for f in self.state.filings if f.number != filing.number)
        state = replace(self.state, filings=left, front=0, showing="")
        screen = filing_screens.progress(self.knowledge, state, self.now)
        return self.show(Toast(self.label("deleted")), screen, state=state)

    def share(self, action: Share, filing: Filing) -> Turn:
        token = filing.share or self.around.token
        changed = replace(filing, share=token if action.on else "")
        state = replace(self.state.with_filing(changed), waiting="", showing="")
        if action.on:
            return self.show(card.share_screen(self.knowledge, changed, self.around.bot), state=state)
        toast = Toast(self.label("unshared"))
        return self.show(toast, filing_screens.overview(self.knowledge, changed, self.now), state=state)

    def along(self, action: OfTakingAlong, filing: Filing) -> Turn:
        """A filing as a file, below what is on the screen."""
        match action:
            case Draw():
                return self.show(Toast(self.label("drawing")), takealong.drawing(self.knowledge, filing, self.now))
            case Agenda():
                file = takealong.calendar(self.knowledge, filing, self.now)
                return self.show(file or Toast(self.label("no-dates")))
            case Export():
                return self.show(takealong.text(self.knowledge, filing, self.now))
        assert_never(action)
