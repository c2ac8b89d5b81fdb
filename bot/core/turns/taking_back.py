"""Turns that take back the latest change to a filing or a plan, or leave what is under way."""

from dataclasses import replace

from bot.core import course
from bot.core.actions import Home, Strike, TickFix, Undo, Unsubmit
from bot.core.filings import attempts
from bot.core.replies import Screen, Turn
from bot.core.screens import answers
from bot.core.state import Attempt, Filing
from bot.core.texts.spoken import Deed
from bot.core.texts.wordlists import has_only
from bot.core.turns import presses, routing
from bot.core.turns.talk import Talk


def put_aside(talk: Talk) -> Turn:
    """Leave what is under way. What was done is kept; answers for a filing that has not begun are dropped."""
    dropped = routing.is_describing(talk) or bool(routing.drafted(talk).picks)
    if talk.state.filings or talk.state.loose:
        key = "cancelled-dropped" if dropped else "cancelled"
    else:
        key = "dropped" if dropped else "left" if talk.state.waiting else "nothing-to-cancel"
    return talk.unclaimed(talk.leave(answers.home(talk.knowledge, talk.state, key)))


def take_back(talk: Talk) -> Turn:
    """Undo the last change."""
    undone = last(talk)
    if undone is None:
        return not_noted(talk, "nothing-to-undo")
    turn = presses.typed_action(talk, undone)
    found = attempts.find(turn.state, undone.attempt) if isinstance(undone, TickFix) else None
    if found is None:
        return turn
    # Taking back cannot be taken back in its turn.
    state = attempts.with_attempt(turn.state, replace(found[0], unticked=None))
    return replace(turn, state=state, replies=(Screen(talk.say("undone")), turn.replies[-1]))


def not_noted(talk: Talk, key: str = "not-noted") -> Turn:
    """Say that what somebody takes back was not noted at all."""
    return talk.aside(talk.menu(key))


def taken_back(talk: Talk, deed: Deed) -> Turn | None:
    """Undo the last change, or ask first if the person slipped."""
    _, kinds, rest = deed
    perhaps = {"slip"} <= kinds <= {"slip", "denied"} and has_only(talk.knowledge, rest, "words-slip-perhaps")
    if (rest and not perhaps) or not (kinds & {"undo", "slip"} and kinds <= {"undo", "slip", "unsent", "denied"}):
        return None
    if last(talk) is None and "undo" not in kinds:
        told = talk.plan_on_screen
        return presses.typed_action(talk, Strike(told[0].number, False)) if told else not_noted(talk)
    return ask_whether_to_undo(talk) if kinds <= {"slip", "denied"} else take_back(talk)


def ask_whether_to_undo(talk: Talk) -> Turn:
    """Ask before the last change of a filing is taken back. The slip may be only in what was opened."""
    undone = last(talk)
    filing = talk.filing(undone.filing) if isinstance(undone, Undo) else None
    if undone is None or filing is None:
        return take_back(talk)
    yes, no = talk.button("button-undo", undone), talk.button("button-keep", Home())
    return talk.ask(talk.say("undo-sure", name=filing.name), yes, no)


def last(talk: Talk) -> Undo | Unsubmit | Strike | TickFix | None:
    """Return the action that takes back the latest change: of the filing at hand, of a todo, of a rejection just told,
    or of one without a filing that was submitted again."""
    filing = talk.at_hand
    attempt = talk.at_work[0] if talk.at_work and not talk.state.showing else None
    if attempt and (attempt.unticked or attempt.ticked):
        fix, at = attempt.unticked or attempts.last_tick(attempt)
        if filing is None or at >= course.last_change(filing):
            return TickFix(attempt.number, fix, attempt.unticked is not None)
    if talk.at_work and told_last(talk, *talk.at_work, filing):
        return Strike(talk.state.attempt, False)
    submitted = talk.rejection[0].submitted if talk.rejection and talk.rejection[1] is None else None
    if filing and filing.past and (talk.state.showing or submitted is None or submitted < course.last_change(filing)):
        return Undo(filing.number, filing.revision)
    return Unsubmit(talk.state.attempt) if submitted else None


def told_last(talk: Talk, attempt: Attempt, owner: Filing | None, filing: Filing | None) -> bool:
    """Tell whether nothing was done, asked or read since the rejection at work was told."""
    untouched = owner is None or owner.revision == attempt.revision
    newer = filing is None or attempt.at >= course.last_change(filing)
    here = not (talk.state.showing or talk.asked or talk.state.topic)
    return untouched and newer and here and not (attempt.ticked or attempt.unticked)


def has_submitted(talk: Talk) -> bool:
    """Tell whether the latest change was that a rejection was submitted again."""
    undone = last(talk)
    if not isinstance(undone, Undo):
        return isinstance(undone, Unsubmit)
    filing = talk.filing(undone.filing)
    return bool(
        filing
        and filing.attempts
        and not course.is_being_mended(filing)
        and course.is_being_mended(course.undo(filing))
    )


def has_first_submitted(talk: Talk) -> bool:
    """Tell whether the latest change was that a filing was submitted for the first time."""
    undone = last(talk)
    filing = talk.filing(undone.filing) if isinstance(undone, Undo) else None
    flow = talk.flow(filing)
    if filing is None or flow is None or filing.attempts:
        return False
    if course.current(filing, flow) != course.after_submission(flow):
        return False
    before = course.mark(course.undo(filing), flow.resubmit)
    return before.done is None and course.mark(filing, flow.resubmit).done is not None
