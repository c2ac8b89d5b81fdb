"""Turns for what typed words say of what is under way: they do what a button does, or ask whether that is meant. By
name: `by_name`. Questions: `on_screen`. Deeds: `doing`. Answers to our question: `replying`."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core import course
from bot.core.actions import Progress
from bot.core.filings import attempts
from bot.core.replies import Button, Row, Screen, Turn
from bot.core.screens import answers, step_screens
from bot.core.screens.plan_rows import plan_rows
from bot.core.state import DESCRIBES, Draft, State
from bot.core.texts import codes, counting, numbers, outcomes, place_names, spoken
from bot.core.texts.asking import wonders
from bot.core.texts.clauses import in_clauses
from bot.core.texts.spoken import Deed
from bot.core.turns import beginning, by_name, dating, deeds, ending, mending, on_screen, presses, replying, taking_back
from bot.core.turns.deeds import DOINGS, VERDICTS
from bot.core.turns.replying import OfSteps
from bot.core.turns.stepping import STATES
from bot.core.turns.talk import Talk
from bot.core.workdays import local

_MENDED = "改"
"""In words for deeds that tell of no submission (改好了)."""


def buttons_shown(talk: Talk) -> list[Button]:
    """Return the buttons of what the person is in the middle of. Their words may be typed."""
    rows: Sequence[Row]
    if talk.state.waiting == "rejection":
        rows = answers.ask_for_rejection(talk.knowledge).buttons
    elif talk.plan_on_screen:
        attempt, filing = talk.plan_on_screen
        made = talk.plan_of(attempt)
        rows = plan_rows(talk.knowledge, talk.state, attempt, filing, made)
    elif talk.is_free and talk.step_shown:
        filing, _, step = talk.step_shown
        rows = step_screens.step_buttons(talk.knowledge, filing, step, talk.now)
    else:
        rows = [row for screen in talk.again() for row in screen.buttons]
    return [button for row in rows for button in row]


def tells_again(talk: Talk, text: str, asked: OfSteps) -> bool:
    """Tell whether a text says only what we ask, or just that it is done."""
    again = acted_on_one(talk, text)
    if again and again.state.question == talk.question:
        return True
    kinds, rest = spoken.moves(talk.knowledge, text)
    if not kinds or rest:
        return False
    over, flow = replying.asked_over(talk, asked), talk.flow(talk.filing(asked.filing))
    if over is None or flow is None:
        return kinds == {"received"}
    if "filled" in codes.told(talk.knowledge, text) and not over.guarded:
        return False
    if replying.tells_next_verdict(talk, kinds):
        return False
    if over.id == flow.resubmit and kinds == {"done"} and _MENDED in text:
        return False
    said = "resubmitted" if over.id == flow.resubmit else "passed" if over.review else "done"
    return kinds <= {"done", said}


def goes_on_to(talk: Talk, state: State, number: int) -> bool:
    """Tell whether a filing is further on in this state, or whether that is asked."""
    at, now = talk.place_of(talk.filing(number)), talk.with_state(state).place_of(state.filing(number))
    if at is None or now == at:
        asked = replying.asked_of_steps(talk.with_state(state))
        return bool(at and asked and asked.filing == number)
    _, flow, step = at
    later = flow.steps[flow.steps.index(step) + (not step.guarded) :]
    return now is None or now.step in later


def acted_on_one(talk: Talk, text: str) -> Turn | None:
    """Answer a text that only tells what was done or asks about it. None: it tells anything else, or nothing is under
    way that it could be about."""
    may_be_of_another = talk.is_free or talk.is_choosing
    if may_be_of_another and (turn := by_name.of_named(talk, text)):
        return turn
    if spoken.puts_off(talk.knowledge, text):
        return taking_back.put_aside(talk)
    if not talk.is_free:
        return None
    if on_screen.not_on_screen(talk) and not outcomes.unanswered(talk.knowledge, text):
        return presses.typed_action(talk, Progress())
    met = spoken.met(talk.knowledge, text) if talk.step_shown else None
    kinds, rest = met or spoken.moves(talk.knowledge, text)
    turn = by_name.of_state_told(talk, Deed(text, kinds, rest)) or ending.ends_when(talk, text)
    after = turn.state if turn else None
    moved = after and (after.filings != talk.state.filings or (after.question and kinds & STATES))
    if moved and not kinds & {"undo", "back", "slip", "unsent"} and (several := on_screen.not_on_screen(talk)):
        return by_name.ask_which_told(talk, several, text)
    return turn or on_screen.wondered(talk, text) or of_answers(talk, text)


def told_of_growing(talk: Talk, text: str) -> Turn | None:
    """Answer what became of a rejection, told while we ask which filing begins with it. Note it, and ask again. Nothing
    is taken back in passing."""
    found = attempts.find(talk.state, talk.state.draft.attempt)
    if found is None or talk.state.waiting not in ("flow", *DESCRIBES) or wonders(talk.knowledge, text):
        return None
    before, here = found[0], replace(talk.state, waiting="", draft=Draft(), topic="", attempt=found[0].number)
    turn = acted_on_one(talk.with_state(here), text)
    known = attempts.find(turn.state, before.number) if turn else None
    told = known[0] if known else before
    submitted = (told.submitted, told.reached) != (before.submitted, before.reached)
    if not (submitted and told.submitted) and not set(told.ticked) - set(before.ticked):
        return None
    now = talk.with_state(attempts.with_attempt(talk.state, told))
    since = told.since or told.submitted or talk.now
    if submitted:
        earlier = since if local(since).date() < local(talk.now).date() else None
        return now.show(beginning.kept_so_far(now, told.reached or "review", earlier), *now.again())
    done = [talk.knowledge.fixes[id].title for id in told.ticked if id not in before.ticked]
    return now.show(Screen(talk.say("answers-noted", answers="、".join(done))), *now.again())


def told_of_plan(talk: Talk, text: str) -> Turn | None:
    """Answer what was done of the plan at work, told while we ask for a notice: it is no notice. It must be told by
    number or by a mere "done", or change the plan."""
    attempt, filing = talk.at_work or (None, None)
    if attempt is None or talk.state.waiting != "rejection" or wonders(talk.knowledge, text):
        return None
    if talk.state.draft.filing and (filing is None or talk.state.draft.filing != filing.number):
        return None
    kinds, rest = spoken.moves(talk.knowledge, text)
    if kinds != {"done"}:
        return None
    here = talk.with_state(replace(talk.state, waiting="", draft=Draft(), topic="", asked=""))
    turn = acted_on_one(here, text)
    after = attempts.find(turn.state, attempt.number) if turn else None
    of_plan = not rest or counting.several(text, rest) or counting.places(rest, counting.PIECES)
    return turn if of_plan or (after and after[0] != attempt) else None


def tells_news(talk: Talk, text: str) -> bool:
    """Tell whether a text only says how far something came. A mere "done" may be about preparations."""
    told = dating.moment_in(talk, text)
    every = list(in_clauses(told.rest if told else text))
    clauses = [one for one in every if not deeds.is_beside(talk, one)] or every
    each = [spoken.dated(talk.knowledge, one)[0] or deeds.told_in(talk, one).kinds for one in clauses]
    far = "filled" in codes.told(talk.knowledge, text) or any(kinds - {"done"} for kinds in each)
    return far and not wonders(talk.knowledge, text) and all(kinds and kinds <= DOINGS for kinds in each)


def may_be_of_others(talk: Talk, asked: OfSteps) -> bool:
    """Tell whether news may be about another filing, because that is on the screen, has an open claim, or may come
    back."""
    if talk.state.showing and talk.state.front != asked.filing:
        return True
    told = {claim.filing for claim in talk.state.claims}
    others = (one for one in on_screen.not_on_screen(talk) if one.number != asked.filing)
    return any(one.number in told or mending.may_come_back(talk, one) for one in others)


def of_answers(talk: Talk, text: str) -> Turn | None:
    """Answer a correction of the applicant or the place of the filing at hand. If no step is shown, where somebody is
    (我是浙江的) is about the person."""
    said = place_names.province_told(talk.knowledge, text)
    of_person = said is not None and said.mine and not talk.state.showing
    return beginning.begun_wrongly(talk, talk.at_hand, text) if talk.at_hand and not of_person else None


def of_which(talk: Talk, text: str) -> Turn | None:
    """Ask which filing a verdict is about, if it is the first word of the day and several filings wait for one. Later
    that day it is about the one shown last."""
    if not talk.around.first or talk.current is None or talk.at_work or not talk.is_free:
        return None
    _, _, at = talk.current
    if not course.is_judged(at):
        return None
    if talk.filings_called(text)[0] or numbers.icp_in(text):
        return None
    alike = [filing for filing, _, step in talk.under_way if course.is_judged(step) and step.who == at.who]
    told = acted_on_one(talk, text) if len(alike) > 1 and spoken.moves(talk.knowledge, text)[0] & VERDICTS else None
    return by_name.ask_which_told(talk, alike, text) if told and talk.has_changed(told.state) else None
