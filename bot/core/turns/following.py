"""Turns that move a filing along its steps and back, share it, export it, or delete it. What changes the filing itself
is in `arranging`."""

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
from bot.core.turns import drafting, mending
from bot.core.turns.talk import Talk


def pressed(
    talk: Talk,
    action: Overview | OpenStep | Tick | Tried | Came | Finish | Jump | Undo | Returned | Chase | Share,
    filing: Filing,
    flow: Flow,
) -> Turn:
    """Answer a button of a filing."""
    match action:
        case Overview():
            return talk.leave(filing_screens.overview(talk.knowledge, filing, talk.now))
        case OpenStep():
            step = course.step_of(flow, action.step) or course.current(filing, flow)
            return talk.at_step(filing, step)
        case Returned():
            turn = drafting.ask_what_came_back(talk, filing)
            of_it = Screen(talk.say("rejected-of", name=filing.name))
            return turn.below(of_it) if turn.state.waiting else turn
        case Chase():
            running, letter = clock(filing, talk.knowledge, talk.now), waiting.overdue_letter(talk.knowledge)
            if running is None or letter is None:
                return talk.stale()
            return talk.show(waiting.chase_screen(talk.knowledge, filing, running, letter, talk.now))
        case Undo():
            return undo(talk, action, filing, flow)
        case Share():
            return share(talk, action, filing)
        case Tick() | Tried() | Came() | Finish() | Jump():
            step = course.step_of(flow, action.step)
            return talk.stale() if step is None else in_step(talk, action, filing, flow, step)
    assert_never(action)


def in_step(talk: Talk, action: Tick | Tried | Came | Finish | Jump, filing: Filing, flow: Flow, step: Step) -> Turn:
    """Answer a button of one of its steps."""
    match action:
        case Tick():
            text = next((item.text for item in step.items if item.id == action.item), None)
            if text is None:
                return talk.stale()
            left, _ = course.missing(course.tick(filing, step, (action.item,), action.on), step)
            said = talk.touched(text, action.on, len(left))
            return tick_items(talk, filing, step, (action.item,), action.on, said)
        case Tried():
            what = next((what for what in LIMITS if what == action.what), None)
            if what is None or not step.guarded:
                return talk.stale()
            changed = course.tried(filing, step, what, action.count)
            return talk.at_step(changed, step)
        case Came():
            changed = course.came(course.reach(filing, flow, step, talk.now), step, talk.now)
            toast = [Toast(talk.label("came"))] if changed != filing else []
            return talk.at_step(changed, step, *toast)
        case Jump():
            changed = course.jump(filing, flow, step, talk.now)
            return talk.at_step(changed, step, notes=(Note("jumped", f"{flow.id}:{step.id}"),))
        case Finish():
            ended = step == flow.steps[-1] and step.review
            reached = course.reach(filing, flow, step, talk.now) if ended else filing
            changed = course.finish(reached, flow, step, talk.now)
            toast = unticked(talk, filing, step) if changed != filing and step.who == "applicant" else []
            wait = wait_of(filing, flow, step, talk.knowledge.calendar, talk.now)
            if wait:
                changed = replace(changed, counted=(*changed.counted, step.id))
            notes = (Note("finished", f"{flow.id}:{step.id}"),)
            turn = talk.at_step(changed, course.current(changed, flow), *toast, notes=notes)
            return replace(turn, waits=(wait,) if wait else ())
    assert_never(action)


def tick_items(talk: Talk, filing: Filing, step: Step, items: tuple[str, ...], on: bool, *toast: Toast) -> Turn:
    """Tick items of the checklist of a step, or untick them, and show the step."""
    changed = replace(course.tick(filing, step, items, on), touched=talk.now)
    return talk.at_step(changed, step, *toast)


def unticked(talk: Talk, filing: Filing, step: Step) -> list[Toast]:
    """Return a toast that counts the items not ticked, for a step that is said to be done. []: there are none."""
    left, maybe = map(len, course.missing(filing, step))
    if not left:
        return []
    key = "unticked-some" if maybe else "unticked"
    return [Toast(talk.label(key, count=str(left), maybe=str(maybe)))]


def undo(talk: Talk, action: Undo, filing: Filing, flow: Flow) -> Turn:
    """Undo the last change of a filing, if it is still the one that the button shows. If that was several steps, offer
    to have them back."""
    if action.revision != filing.revision or not filing.past:
        toast = Toast(talk.label("undo-other" if filing.past else "nothing-to-undo"))
        return talk.at_step(filing, course.current(filing, flow), toast)
    changed = course.undo(filing)
    # Rejections that the undone change gave to the filing belong to no filing again.
    still = {attempt.number for attempt in changed.attempts}
    freed = tuple(attempt for attempt in filing.attempts if attempt.number not in still)
    state = replace(talk.state.with_filing(changed), loose=(*talk.state.loose, *freed))
    if freed:
        return mending.show_plan(talk, state, freed[-1].number, Toast(talk.label("undone")))
    turn = talk.at_step(changed, course.current(changed, flow), Toast(talk.label("undone")), state=state)
    count, at = course.steps_done(filing, flow) - course.steps_done(changed, flow), course.current(filing, flow)
    if count < 2 or at is None:
        return turn
    redo = as_of(course.mark(filing, at.id).begun or talk.now, Jump(filing.number, at.id))
    says = Screen(talk.say("undone-steps", count=str(count)), ((Button(talk.label("button-redo"), redo),),))
    return replace(turn, replies=turn.screens).below(says)


def delete(talk: Talk, action: Delete, filing: Filing) -> Turn:
    """Delete a filing, or ask first if that is not confirmed."""
    if not action.sure:
        return talk.show(filing_screens.confirm_delete(talk.knowledge, filing))
    left = tuple(f for f in talk.state.filings if f.number != filing.number)
    state = replace(talk.state, filings=left, front=0, showing="")
    screen = filing_screens.progress(talk.knowledge, state, talk.now)
    return talk.show(Toast(talk.label("deleted")), screen, state=state)


def share(talk: Talk, action: Share, filing: Filing) -> Turn:
    """Share the card of a filing by a link, or stop sharing it."""
    token = filing.share or talk.around.token
    changed = replace(filing, share=token if action.on else "")
    state = replace(talk.state.with_filing(changed), waiting="", showing="")
    if action.on:
        return talk.show(card.share_screen(talk.knowledge, changed, talk.around.bot), state=state)
    toast = Toast(talk.label("unshared"))
    return talk.show(toast, filing_screens.overview(talk.knowledge, changed, talk.now), state=state)


def along(talk: Talk, action: OfTakingAlong, filing: Filing) -> Turn:
    """Send a filing as a picture, a calendar or a text file. The screen stays."""
    match action:
        case Draw():
            return talk.show(Toast(talk.label("drawing")), takealong.drawing(talk.knowledge, filing, talk.now))
        case Agenda():
            file = takealong.calendar(talk.knowledge, filing, talk.now)
            return talk.show(file or Toast(talk.label("no-dates")))
        case Export():
            return talk.show(takealong.export(talk.knowledge, filing, talk.now))
    assert_never(action)
