"""Turns about a known rejection: it is taken in, its plan is worked through by buttons, it is submitted again. `pasted`
decides whether a text is a rejection; typed words about a plan are in `ticking` and `planning`."""

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

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
from bot.core.filings.plan import flow_of
from bot.core.kinds import REVIEWERS, SENDERS, Sender
from bot.core.knowledge import Flow
from bot.core.replies import Miss, Note, Screen, Toast, Turn
from bot.core.screens import answers, draft_screens, letters, plan_screens, rejection_screens
from bot.core.screens.plan_rows import offers_of
from bot.core.state import Attempt, Doubt, Draft, Filing, State, Unclear
from bot.core.texts.asker import is_mini
from bot.core.texts.diagnosis import NEAREST, Diagnosis, diagnose
from bot.core.texts.police import POLICE_RETURNED
from bot.core.texts.reasons import UNEXPLAINED
from bot.core.texts.understanding import understand
from bot.core.turns.talk import Talk


def overdue(talk: Talk) -> Filing | None:
    """Return the only filing for whose message the hours are over."""
    ends = [(one, hours_end(one, talk.knowledge)) for one in talk.state.filings if not one.away]
    over = [one for one, end in ends if end and end <= talk.now]
    return over[0] if len(over) == 1 else None


def awaiting_rejection_of(talk: Talk, filing: Filing) -> Talk:
    """Return a talk in which the next text is the rejection of this filing."""
    return talk.with_state(replace(talk.state, waiting="rejection", draft=Draft(filing=filing.number)))


def awaiting_rejection(talk: Talk) -> Talk:
    """Return a talk in which the next text is a rejection, of the filing that was named if we asked for it."""
    if talk.state.waiting == "rejection":
        return talk
    return talk.with_state(replace(talk.state, waiting="rejection", draft=Draft()))


def keep_rejection(talk: Talk, found: Diagnosis, misses: tuple[Miss, ...], rivals: Sequence[str]) -> Turn:
    """Keep a rejection, and show its plan. `rivals`: ids of topics that it may be about instead."""
    state = replace(talk.state, waiting="", showing="")
    if talk.state.waiting == "rejection" and not found.senders:
        heading = talk.state.draft
        senders = (heading.sender,) if heading.sender else ()
        told = heading.sender or found.sender
        found = replace(found, sender=told, senders=senders, provider=found.provider or heading.provider)
    if talk.state.waiting == "rejection":
        found = replace(found, called=found.called or talk.state.draft.name)
    state = attempts.note(state, found, talk.now, talk.around.message)
    notes = tuple(Note("rejected", topic) for topic in found.reasons)
    kept, known = attempts.at_work(state), attempts.at_work(talk.state)
    if kept and talk.state.waiting == "rejection" and talk.state.draft.returned:
        state = attempts.with_attempt(state, replace(kept, returned=True))
    taken = list[Screen]()
    if kept and not {one.text for one in found.unclear} <= {one.text for one in kept.unclear}:
        taken.append(Screen(talk.say("plan-full", count=str(attempts.MOST_UNCLEAR))))
    if kept and known and kept.number == known.number:
        state = opened(talk, state)
        put = "plan-joined" if set(known.reasons) <= set(kept.reasons) else "plan-explained"
        taken.append(Screen(talk.say(put if kept.joined != known.joined else "plan-known")))
    elif filing := awaited(talk):
        attempt, flow = state.loose[-1], talk.knowledge.flows[filing.flow]
        attempt = replace(attempt, sender=sender_to(talk, filing, found))
        state = attempts.attach(state, attempt, filing, flow, talk.knowledge, talk.now)
        taken.append(Screen(talk.say("reopened", count=str(len(filing.attempts) + 1), name=filing.name)))
    if found.again:
        state = former_reasons_first(talk, state)
    return show_plan(talk, state, state.attempt, *taken, notes=notes, misses=misses, rivals=rivals)


def former_reasons_first(talk: Talk, state: State) -> State:
    """Offer, for what was not recognised of the rejection at work, the reasons of earlier ones first that are of the
    group of the nearest reason: 名字还是不行 is about the name that came back before."""
    number = state.attempt
    if (at_work := attempts.find(state, number)) is None:
        return state
    attempt, filing = at_work
    former = dict.fromkeys(id for one in attempts.before(state, attempt, filing) for id in reversed(one.reasons))
    topics = talk.knowledge.topics

    def ordered(one: Unclear) -> Unclear:
        group = topics[one.near[0]].group if one.near else ""
        same = [id for id in former if id in topics and topics[id].group == group]
        return replace(one, near=tuple(dict.fromkeys((*same, *one.near)))[:NEAREST])

    return attempts.with_attempt(state, replace(attempt, unclear=tuple(map(ordered, attempt.unclear))))


def sender_to(talk: Talk, filing: Filing, found: Diagnosis) -> Sender | None:
    """Return who sent back a filing: its reviewer, unless the words name a sender or the reasons are only ever given by
    another."""
    at = talk.step_of(filing)
    reviewer = course.reviewer(at) if at and at.review and not found.senders else None
    return reviewer if reviewer and found.sender in (None, *REVIEWERS) else found.sender


def retold(talk: Talk, found: Diagnosis, misses: tuple[Miss, ...], rivals: Sequence[str]) -> Turn:
    """Answer an edited older message that tells a rejection. The rejection that it told gets what is new, and no other
    one does."""
    state = attempts.note_edited(talk.state, found, talk.around.message)
    if state == talk.state:
        return talk.aside(rejection_screens.nothing_new(talk.knowledge))
    notes = tuple(Note("rejected", topic) for topic in found.reasons)
    state = replace(opened(talk, state), waiting="")
    says = Screen(talk.say("plan-joined-edited"))
    return show_plan(talk, state, state.attempt, says, notes=notes, misses=misses, rivals=rivals)


def awaited(talk: Talk) -> Filing | None:
    """Return the filing whose rejection the person is about to tell: the one named, or else the one worked on last, or
    the only one, of those that may come back."""
    if talk.state.waiting != "rejection":
        return None
    named = talk.filing(talk.state.draft.filing)
    if named and talk.flow(named):
        return named
    returning = [filing for filing in talk.state.filings if may_come_back(talk, filing)]
    front = [filing for filing in returning if filing.number == talk.state.front] or returning
    return front[0] if len(front) == 1 else None


def may_come_back(talk: Talk, filing: Filing) -> bool:
    """Tell whether a filing is under review, or was rejected and may have been submitted again without our knowing."""
    at = talk.step_of(filing)
    return at is not None and not filing.away and (at.review or course.is_being_mended(filing))


def any_may_come_back(talk: Talk) -> bool:
    """Tell whether one of the person's filings may."""
    return any(may_come_back(talk, one) for one in talk.state.filings)


def is_reviewed(talk: Talk, filing: Filing, senders: Sequence[Sender] = ()) -> bool:
    """Tell whether a filing is under review now; by one of these senders, if there are any. All who send back mini
    programs may be called the platform."""
    at = talk.step_of(filing)
    if at is None or filing.away or not at.review:
        return False
    told = {sender for sender in senders if sender != "store" or not is_mini(filing.flow)}
    reviewer = course.reviewer(at)
    return not told or (reviewer in told if reviewer else not told & {"after", "store", "police"})


def opened(talk: Talk, state: State) -> State:
    """Return the state with the steps reopened that mend the new reasons of the rejection at work."""
    found = attempts.find(state, state.attempt)
    flow = talk.flow(found[1]) if found and found[1] else None
    if not found or not found[1] or not flow:
        return state
    known = attempts.find(talk.state, state.attempt)
    new = [id for id in found[0].reasons if known is None or id not in known[0].reasons]
    steps = attempts.steps_of(new, flow, talk.knowledge)
    return state.with_filing(course.reopen_also(found[1], flow, steps, talk.now))


def show_plan(
    talk: Talk,
    state: State,
    number: int,
    *before: Screen | Toast,
    notes: tuple[Note, ...] = (),
    misses: tuple[Miss, ...] = (),
    rivals: Sequence[str] = (),
) -> Turn:
    """Show the plan of the rejection of this number, below `before`. It is worked on from now on."""
    found = attempts.find(state, number)
    if found is None:
        return talk.stale()
    state = replace(state, attempt=number, showing="", topic="")
    screen = plan_screens.plan_screen(talk.knowledge, state, *found, talk.now, rivals)
    return talk.show(*before, screen, state=state, notes=notes, misses=misses)


def pressed(talk: Talk, action: OfAttempt) -> Turn:
    """Answer a button of a plan, or of the screens that lead back to it. Letters can be read without a plan, too."""
    if not action.attempt and isinstance(action, Letters | ReadLetter):
        letter = talk.knowledge.letters.get(action.letter) if isinstance(action, ReadLetter) else None
        none = letters.outside(talk.knowledge)
        return talk.show(letters.letter_screen(talk.knowledge, None, letter) if letter else none)
    found = attempts.find(talk.state, action.attempt)
    if found is None:
        return talk.stale()
    attempt, filing = found
    match action:
        case OpenPlan():
            return show_plan(talk, talk.state, attempt.number)
        case Letters():
            return talk.show(letters.menu(talk.knowledge, talk.state, attempt, filing))
        case ReadLetter():
            fitting = letters.fitting(talk.knowledge, talk.state, attempt, filing)
            letter = next((one for one in fitting if one.id == action.letter), None)
            return talk.show(letters.letter_screen(talk.knowledge, attempt, letter)) if letter else talk.stale()
        case Unsure():
            screen = plan_screens.unsure_screen(talk.knowledge, attempt)
            return talk.show(screen) if screen else show_plan(talk, talk.state, attempt.number)
        case Reasons():
            return talk.show(plan_screens.reasons_screen(talk.knowledge, attempt))
        case Merge():
            state = attempts.merge(talk.state, attempt, filing)
            return show_plan(talk, state, state.attempt)
        case Part():
            state = attempts.part(talk.state, attempt, filing, talk.knowledge)
            return show_plan(talk, state, state.attempt) if attempt.joined else talk.stale()
        case Attach():
            target = talk.filing(action.filing)
            flow = talk.flow(target)
            if target is None or flow is None or filing is not None:
                return talk.stale()
            return attached(talk, talk.state, attempt, target, flow)
        case Grow():
            return grow(talk, attempt)
        case Resubmitted():
            return resubmitted(talk, attempt, filing)
        case Unsubmit():
            if filing is not None:
                return talk.stale()
            submitted = attempt.submitted if attempt.reached else None
            state = attempts.with_attempt(talk.state, replace(attempt, submitted=submitted, reached="", since=None))
            return show_plan(talk, state, attempt.number, Toast(talk.label("undone")))
        case Strike(sure=True):
            return struck(talk, attempt, filing)
        case Strike():
            return talk.show(rejection_screens.confirm_strike(talk.knowledge, attempt))
        case TickFix():
            return tick_box(talk, attempt, action.fix, action.on)
        case Settle() | Drop() | Instead() | SentBy():
            return changed(talk, action, attempt)
    assert_never(action)


def grow(talk: Talk, attempt: Attempt) -> Turn:
    """Ask which filing begins with a rejection, or whether it is the one that the rejection looks like."""
    flow = flow_of(attempt, talk.knowledge, talk.now)
    asked = draft_screens.guess_flow(talk.knowledge, flow) if flow else draft_screens.ask_flow(talk.knowledge)
    state = replace(talk.state, waiting="flow", draft=Draft(attempt=attempt.number, name=attempt.called), showing="")
    return talk.show(asked, state=state)


def tick_box(talk: Talk, attempt: Attempt, fix: str, on: bool) -> Turn:
    """Tick or untick a todo by its box in the plan, with a toast that says which."""
    made = talk.plan_of(attempts.tick(attempt, fix, on, talk.now))
    title = next((todo.fix.title for todo in made.todos if todo.fix.id == fix), None)
    return tick(talk, attempt, (fix,), on, talk.touched(title, on, made.left)) if title else talk.stale()


def tick(talk: Talk, attempt: Attempt, fixes: Sequence[str], on: bool, *before: Screen | Toast) -> Turn:
    """Tick or untick todos of a plan. Only newly ticked ones are counted."""
    notes = tuple(Note("mended", fix) for fix in fixes if on and fix not in attempt.ticked)
    for fix in fixes:
        attempt = attempts.tick(attempt, fix, on, talk.now)
    return show_plan(talk, attempts.with_attempt(talk.state, attempt), attempt.number, *before, notes=notes)


def changed(talk: Talk, action: Settle | Drop | Instead | SentBy, attempt: Attempt) -> Turn:
    """Change a rejection by what the person says of it."""
    notes: tuple[Note, ...] = ()
    match action:
        case Settle():
            if action.place >= len(attempt.unclear) or (action.topic and action.topic not in talk.knowledge.topics):
                return talk.stale()
            changed = attempts.settle(attempt, action.place, action.topic)
        case Drop():
            changed, notes = attempts.drop(attempt, action.topic), (Note("dropped", action.topic),)
        case Instead():
            if action.place >= len(attempt.doubts) or (action.topic and action.topic not in talk.knowledge.topics):
                return talk.stale()
            changed = attempts.instead(attempt, action.place, action.topic)
        case SentBy():
            sender = next((sender for sender in SENDERS if sender == action.sender), None)
            if sender is None and action.sender != "review":
                return talk.stale()
            changed = sent_by(talk, attempt, sender)
    state = opened(talk, replace(attempts.with_attempt(talk.state, changed), attempt=attempt.number))
    turn = show_plan(talk, state, attempt.number, notes=notes)
    several = isinstance(action, Settle | Instead) and len(offers_of(talk.knowledge, attempt)) > 1
    more = plan_screens.unsure_screen(talk.knowledge, changed) if several else None
    return replace(turn, replies=(more,)) if more else turn


def sent_by(talk: Talk, attempt: Attempt, sender: Sender | None) -> Attempt:
    """Return a rejection as sent by this sender, None for any reviewer. Between the police and others, what was kept of
    its words is read anew: the police give one reason for all, and others know nothing of that."""
    if (sender == "police") == (attempt.sender == "police"):
        return replace(attempt, sender=sender, returned=sender is None)
    words = tuple(dict.fromkeys((*(one.text for one in attempt.doubts), *(one.text for one in attempt.unclear))))
    if sender == "police":
        doubts = tuple(Doubt(one, POLICE_RETURNED, ()) for one in words)
        return replace(attempt, reasons=(POLICE_RETURNED,), doubts=doubts, unclear=(), ticked={}, sender=sender)
    text = "；".join(words)
    parts = understand(talk.knowledge, text, awaited=True).parts if text else ()
    found = diagnose(text, parts, talk.knowledge, talk.now)
    reasons = found.reasons or (() if found.unclear else (UNEXPLAINED,))
    kept = attempts.noted(attempt.number, replace(found, reasons=reasons), attempt.at)
    told = replace(attempt, reasons=kept.reasons, doubts=kept.doubts, unclear=kept.unclear, ticked={})
    return replace(told, sender=sender, returned=sender is None)


def attached(
    talk: Talk,
    state: State,
    attempt: Attempt,
    filing: Filing,
    flow: Flow,
    notes: tuple[Note, ...] = (),
    grown: bool = False,
) -> Turn:
    """Give a rejection to a filing. Its plan stays on the screen, unless it was submitted again."""
    state = attempts.attach(state, attempt, filing, flow, talk.knowledge, talk.now, grown)
    toast = Toast(talk.label("reopened", count=str(len(filing.attempts) + 1), name=filing.name))
    reviewed = state.filing(filing.number) if attempt.submitted else None
    if reviewed:
        return talk.at_step(reviewed, course.current(reviewed, flow), toast, state=state, notes=notes)
    return show_plan(talk, state, attempt.number, toast, notes=notes)


def struck(talk: Talk, attempt: Attempt, filing: Filing | None) -> Turn:
    """Delete what was no rejection, and go on with its filing, if any."""
    state, toast = attempts.strike(talk.state, attempt, filing), Toast(talk.label("struck"))
    left = state.filing(filing.number) if filing else None
    flow = talk.flow(left)
    if left and flow:
        return talk.at_step(left, course.current(left, flow), toast, state=state)
    state = replace(state, waiting="", showing="")
    return talk.show(toast, answers.home(talk.knowledge, state), state=state)


def resubmitted(talk: Talk, attempt: Attempt, filing: Filing | None) -> Turn:
    """Note that it was submitted again. In a filing the review begins anew. If something of the plan is left or out of
    date, say what that may lead to."""
    notes, toast = (Note("resubmitted"),), Toast(talk.label("resubmitted"))
    flow = talk.flow(filing)
    if attempt.submitted is not None:
        return show_plan(talk, talk.state, attempt.number)
    # It may have been submitted before its rejection was told; then it came back no later than that.
    known, attempt = attempt, replace(attempt, at=min(attempt.at, talk.now))
    if filing and flow and filing.attempts[-1] == known:
        came = replace(filing, attempts=(*filing.attempts[:-1], attempt))
        changed = course.resubmit(came, flow, talk.now)
        turn = talk.at_step(changed, course.current(changed, flow), toast, notes=notes)
    else:
        state = attempts.with_attempt(talk.state, replace(attempt, submitted=talk.now))
        turn = show_plan(talk, state, attempt.number, toast, notes=notes)
    early = rejection_screens.too_early(talk.knowledge, known, talk.now)
    return replace(turn, replies=turn.screens).below(Screen(early)) if early else turn
