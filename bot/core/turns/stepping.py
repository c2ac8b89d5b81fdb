"""Turns for what typed words say of the step that a filing is at: what came, passed or is done there, or is not yet.
The buttons of a step are in `following`."""

from dataclasses import replace
from datetime import datetime

from bot.core import course, workdays
from bot.core.actions import Came, Finish, Jump, OpenStep, PoliceFiled, Rejected, Tick
from bot.core.button_data import as_of
from bot.core.filings import renewals
from bot.core.knowledge import Flow, Step
from bot.core.replies import Button, Row, Screen, Turn
from bot.core.screens import kept
from bot.core.state import Filing
from bot.core.texts import checklists, counting, outcomes, spoken
from bot.core.texts.matters import spoken_at
from bot.core.texts.spoken import Deed
from bot.core.texts.wordlists import empty_without, has, has_only, listed
from bot.core.turns import following, presses, taking_back
from bot.core.turns.talk import Talk
from bot.core.workdays import local

STATES = {"received", "passed", "done", "approved"}
"""What words say of a step (`spoken.Move`)."""
WHERE = ("words-about-provider", "words-where-submitted")
"""Word lists for those to whom something was submitted."""
NUMBER_HUNG = "number-hung"
"""The item for showing the number on the site."""
OLD_CANCELLED = "old-cancelled"
"""The item for cancelling the access by the former provider."""


def of_step(talk: Talk, deed: Deed) -> Turn | None:
    """Note that a step is over, or that what it waits for came. Ask if the filing is at another step, or if the step is
    not on the screen."""
    text, kinds, rest = deed
    if talk.current is None:
        return None
    filing, flow, at = talk.current
    if went_well(talk, flow, text):
        return ask_whether_approved(talk, filing, flow) or presses.show_filing(talk, filing)
    if flow.steps[-1].review:
        sure = kinds == {"ended"} and (not rest or spoken.is_whose(talk.knowledge, rest))
        # 没了 is said of much else as long as nobody reviews it.
        told = "ended" in kinds or course.is_judged(at)
        if sure or (told and outcomes.has_ended(talk.knowledge, text)):
            return ended(talk, filing, flow, at, sure)
    if not kinds:
        return None
    showing = course.step_of(flow, talk.state.showing)
    if showing and kinds == {"done"} and (items := checklists.items_meant(talk.knowledge, filing, showing, text, rest)):
        return following.tick_items(talk, filing, showing, tuple(item.id for item in items), True)
    if kinds == {"open"} and (place := counting.numbered(rest, "步")) and place <= len(flow.steps):
        return presses.typed_action(talk, OpenStep(filing.number, flow.steps[place - 1].id))
    shown = talk.state.showing == at.id
    if shown and (rest or "resubmitted" in kinds) and (kinds, rest) == spoken.moves(talk.knowledge, at.done):
        return presses.typed_action(talk, Finish(filing.number, at.id))
    over = kinds == {"ended"} or (kinds == {"cancel"} and rest and "了" in text)
    if over and empty_without(talk.knowledge, rest, "words-old", "words-about-provider", "words-named"):
        old = [item.id for item in course.checklist(at, filing) if item.id == OLD_CANCELLED]
        if old:
            return following.tick_items(talk, filing, at, tuple(old), True)
    if kinds == {"hung"} and has_only(talk.knowledge, rest, "words-hung"):
        hung = [item.id for item in course.checklist(at, filing) if item.id == NUMBER_HUNG]
        if hung:
            return following.tick_items(talk, filing, at, tuple(hung), True)
        return ask_whether_approved(talk, filing, flow)
    if kinds == {"shown"} and at.who == "authority" and not rest:
        return ask_whether_approved(talk, filing, flow)
    return of_verdict(talk, deed) if kinds <= STATES else None


def filed_with_police(talk: Talk, deed: Deed) -> Turn | None:
    """Note that the filing with the police was handed in or passed, for a site that is approved. If the step has an
    item for it, tick that."""
    _, kinds, rest = deed
    filing, flow = talk.at_hand, talk.flow(talk.at_hand)
    if filing is None or flow is None or not (kinds and kinds <= {"resubmitted", "done", "passed", "approved"}):
        return None
    if not spoken.is_of_police(talk.knowledge, rest) or "icp" not in renewals.numbers_at(flow):
        return None
    if course.to_be_approved(filing, flow):
        return None
    at = course.current(filing, flow)
    if at and at.number == "police":
        return ask_whether_over(talk, filing, flow, at)
    noted = replace(filing, kept=replace(filing.kept, police_filed=True))
    if at and any(item.id == renewals.POLICE_FILED for item in course.checklist(at, filing)):
        turn = talk.with_state(talk.state.with_filing(noted))
        return presses.typed_action(turn, Tick(filing.number, at.id, renewals.POLICE_FILED, True))
    return presses.typed_action(talk, PoliceFiled(filing.number))


def went_well(talk: Talk, flow: Flow, text: str) -> bool:
    """Tell whether a text says that what the filing at hand is for was approved. A change that went well counts only
    for a change."""
    changed = listed(talk.knowledge, "words-well-what")[0] in text and spoken_at(flow)[0] != "change"
    return talk.at_work is None and not changed and outcomes.went_well(talk.knowledge, text)


def of_verdict(talk: Talk, deed: Deed) -> Turn | None:
    """Note that a verdict was good, a step is done, or what it waits for came."""
    text, kinds, rest = deed
    if talk.current is None:
        return None
    filing, flow, at = talk.current
    shown = talk.state.showing == at.id
    step = step_meant(talk, flow, at, deed)
    if "approved" in kinds and (step or not rest):
        return ask_whether_approved(talk, filing, flow)
    if step is None:
        return passed_before(talk, filing, flow, at, rest) if kinds == {"passed"} else None
    if kinds == {"received"}:
        return received(talk, filing, step, shown and step == at) if step.guarded else None
    if step == at and shown and not spoken.is_heard(talk.knowledge, text):
        return presses.typed_action(talk, Finish(filing.number, step.id))
    return ask_whether_over(talk, filing, flow, step)


def step_meant(talk: Talk, flow: Flow, at: Step, deed: Deed) -> Step | None:
    """Return the step that words are about: one from the current one on that the text names. If it names none, it is
    the current one, if that is on the screen and waits for this."""
    text, kinds, rest = deed
    ahead = flow.steps[flow.steps.index(at) :]
    if rest in listed(talk.knowledge, "words-this"):
        return next((step for step in ahead if step.id == talk.state.showing), None)
    if rest:
        return next((step for step in ahead if spoken.is_about(talk.knowledge, flow, step, rest)), None)
    if kinds == {"received"} and has(talk.knowledge, text, "words-about-sms"):
        return course.guarded(flow, at)
    judged = at.review and at.who != "applicant" and kinds == {"passed"}
    came = at.guarded and kinds == {"received"}
    return at if talk.state.showing == at.id and (judged or came) else None


def received(talk: Talk, filing: Filing, step: Step, shown: bool) -> Turn:
    """Note that the text message came: its hours begin. If they run already, say that it is to be filled in. If the
    step is not `shown`, ask whether it came."""
    if not shown:
        window = step.deadline.text if step.deadline else ""
        text = talk.say("step-reached", name=filing.name, title=step.title, window=window)
        yes = talk.button("button-reached", Came(filing.number, step.id))
        return ask_whether(talk, filing, text, yes)
    if course.mark(filing, step.id).awaited:
        return presses.typed_action(talk, Came(filing.number, step.id))
    return talk.show(Screen(talk.say("step-received", done=step.done)), *talk.again())


def ask_whether_over(talk: Talk, filing: Filing, flow: Flow, step: Step) -> Turn | None:
    """Ask whether the filing is past this step."""
    after = flow.steps[flow.steps.index(step) + 1 :]
    current = step == course.current(filing, flow)
    if not current and not after:
        return None
    done = Finish(filing.number, step.id) if current else Jump(filing.number, after[0].id)
    yes = talk.button("button-approved", done)
    text = talk.say("step-over", name=filing.name, title=step.title)
    return ask_whether(talk, filing, text, yes)


def ask_whether_approved(talk: Talk, filing: Filing, flow: Flow, number: str = "") -> Turn | None:
    """Ask whether the filing was approved, with this number if there is one."""
    if course.to_be_approved(filing, flow) is None:
        return None
    ways = kept.approved_ways(talk.knowledge, filing, number)
    return ask_whether(talk, filing, talk.say("approved", name=filing.name), *ways)


def awaits_code(talk: Talk, filing: Filing, step: Step, at: Step) -> Turn:
    """Answer that a filing was submitted whose step also waits for the text message: the submission alone does not end
    the step."""
    if step == at:
        return presses.typed_action(talk, OpenStep(filing.number, step.id)).below(Screen(talk.say("submitted-awaits")))
    text = talk.say("step-submitted", name=filing.name, title=step.title)
    yes = talk.button("button-submitted", Jump(filing.number, step.id))
    return ask_whether(talk, filing, text, yes)


def ended(talk: Talk, filing: Filing, flow: Flow, at: Step, sure: bool) -> Turn | None:
    """Note that what was filed is cancelled: the last step is done, if it is on the screen and nothing else is told.
    Otherwise ask."""
    last = flow.steps[-1]
    if at != last:
        yes = talk.button("button-approved", Finish(filing.number, last.id))
        return ask_whether(talk, filing, talk.say("approved", name=filing.name), yes)
    if sure and talk.state.showing == last.id:
        return presses.typed_action(talk, Finish(filing.number, last.id))
    return ask_whether_over(talk, filing, flow, last)


def so_far(talk: Talk, filing: Filing, deed: Deed) -> Turn | None:
    """Ask whether a filing came as far as told. If that is known, show where it stands."""
    _, kinds, rest = deed
    place = talk.place_of(filing)
    told_where = kinds == {"resubmitted"} and has_only(talk.knowledge, rest, *WHERE)
    if place is None or (rest and not told_where):
        return None
    _, flow, at = place
    judged = at.review and at.who != "applicant"
    its_end = {"passed"} if judged else {"done"}
    if kinds == its_end or (at.guarded and kinds == {"passed"}):
        return ask_whether_over(talk, filing, flow, at)
    if kinds == {"resubmitted"}:
        step = course.step_of(flow, flow.resubmit)
        if step is None:
            return None
        submitted = course.mark(filing, step.id).done
        if submitted is None:
            return awaits_code(talk, filing, step, at) if step.guarded else ask_whether_over(talk, filing, flow, step)
        known = talk.say("submitted-before", name=filing.name, day=workdays.spoken_date(submitted, talk.now))
        return known_before(talk, filing, Screen(known, anew_rows(talk, filing, flow, submitted)))
    return None


def passed_before(talk: Talk, filing: Filing, flow: Flow, at: Step, rest: str) -> Turn | None:
    """Answer a good verdict that was noted before."""
    behind = flow.steps[: flow.steps.index(at)]
    step = next((step for step in behind if spoken.is_about(talk.knowledge, flow, step, rest)), None)
    return known_before(talk, filing, Screen(talk.say("over-before", title=step.title))) if step else None


def known_before(talk: Talk, filing: Filing, says: Screen) -> Turn:
    """Show where a filing stands, below the note that this is known already."""
    return presses.show_filing(talk, filing).below(says)


def anew_rows(talk: Talk, filing: Filing, flow: Flow, submitted: datetime) -> tuple[Row, ...]:
    """Return a button to count anew from now, if it was submitted on an earlier day. (): it was today."""
    step = course.after_submission(flow)
    if step is None or local(submitted).date() == local(talk.now).date():
        return ()
    return ((Button(talk.label("button-anew"), as_of(talk.now, Jump(filing.number, step.id))),),)


def to_be_submitted(talk: Talk, filing: Filing, sure: bool) -> Turn | None:
    """Move a filing back to where it is submitted, since it was withdrawn or never handed in; without `sure`, ask
    first. The authority lets nobody withdraw, so there it may have come back."""
    flow = talk.flow(filing)
    step, at = (course.step_of(flow, flow.resubmit), course.current(filing, flow)) if flow else (None, None)
    if flow is None or step is None or at is None or course.mark(filing, step.id).done is None:
        return None
    back = Jump(filing.number, step.id)
    if not sure:
        yes = talk.button("button-to-submit", back)
        return ask_whether(talk, filing, talk.say("to-submit-sure", name=filing.name, title=step.title), yes)
    if at.who == "authority":
        yes = talk.button("button-withdrawn", back)
        came_back = talk.button("button-rejected", Rejected())
        return ask_whether(talk, filing, talk.say("withdrawn-sure", name=filing.name), yes, came_back)
    return presses.typed_action(talk, back).below(Screen(talk.say("to-submit")))


def unsent(talk: Talk, text: str, rest: str) -> Turn | None:
    """Answer that it was not submitted after all: undo that if it was noted last, or ask."""
    if rest:
        return None
    named = has(talk.knowledge, text, "words-submit")
    if taking_back.has_submitted(talk) or (named and taking_back.has_first_submitted(talk)):
        return taking_back.take_back(talk)
    return to_be_submitted(talk, talk.at_hand, sure=False) if named and talk.at_hand else None


def ask_whether(talk: Talk, filing: Filing, text: str, yes: Button, *more: Button) -> Turn:
    """Ask whether something is so of a filing. A no shows where the filing stands."""
    no = talk.button("button-not-yet", OpenStep(filing.number, ""))
    return talk.ask(text, yes, no, *more, claimed=filing.number)
