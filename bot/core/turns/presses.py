"""Answers to a press, and to a command or words that do the same. Buttons that are out of date or made up are stale.
Each kind of action has its turns in a module of its own."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import assert_never

from bot.core import course
from bot.core.actions import (
    Action,
    AsOf,
    Came,
    CheckName,
    Delete,
    Finish,
    Flows,
    Forget,
    ForgetAsker,
    History,
    Home,
    Human,
    Jump,
    Keep,
    NewFiling,
    OfAnswers,
    OfArranging,
    OfAttempt,
    OfBeginning,
    OfFiling,
    OfKept,
    OfMenus,
    OfPerson,
    OfReading,
    OfReminding,
    OfRouter,
    OfTakingAlong,
    OpenStep,
    Progress,
    Read,
    Rejected,
    Restate,
    Resubmitted,
    Shelf,
    SpeakTo,
    Stay,
    deletes,
)
from bot.core.button_data import as_of, decode, done_then, encode
from bot.core.events import Pressed
from bot.core.filings.clock import hours_end
from bot.core.replies import Button, Screen, Toast, Turn
from bot.core.screens import answers, filing_screens, naming, rejection_screens
from bot.core.screens.rows import plan_button
from bot.core.state import Asker, Filing, State
from bot.core.turns import (
    aftercare,
    arranging,
    drafting,
    following,
    human,
    mending,
    mydata,
    reading,
    reminding,
    routing,
)
from bot.core.turns.talk import Talk
from bot.core.words import shown_time, verbatim
from bot.core.workdays import spoken_date

OfReview = Finish | Jump | Came | Resubmitted
"""What may have been done, or may have come, at a moment in the past."""


def pressed(talk: Talk, event: Pressed) -> Turn:
    """Answer a press. A press on an answer to our open question settles that question."""
    action = decode(event.data)
    if action is None:
        return talk.stale()
    turn = with_way_back(talk, action, pressed_action(talk, action))
    answers = event.data in dict(talk.question).values() and not (talk.lingers and isinstance(action, OpenStep))
    return talk.unclaimed(turn) if answers else turn


def with_way_back(talk: Talk, action: Action, turn: Turn) -> Turn:
    """Return a turn that shows the menu or a topic, with a button back to the plan or the topic on the screen before. A
    topic gets one only if it is related to that topic or may be about its question."""
    before = talk.topic_read
    leads_on = (
        isinstance(action, Read)
        and action.topic not in reading.offered_to_choose(talk)
        and (talk.asked or (before and action.topic in before.related))
    )
    if before and (leads_on or isinstance(action, Home)):
        back = talk.button("button-back-topic", Read(before.id), title=before.button)
    elif talk.at_work and isinstance(action, Home) and not talk.state.showing:
        back = plan_button(talk.knowledge, talk.at_work[0])
    else:
        return turn
    *others, last = turn.replies
    if not isinstance(last, Screen):
        return turn
    known = {encode(action), *(one.data for row in last.buttons for one in row)}
    rows = [*last.buttons, (back,)] if isinstance(action, Home) else [*last.buttons[:-1], (back,), last.buttons[-1]]
    return turn if back.data in known else replace(turn, replies=(*others, replace(last, buttons=tuple(rows))))


def pressed_action(talk: Talk, action: Action) -> Turn:
    """Answer an action, whether it was pressed or typed."""
    if deletes(action) and encode(action) not in dict(talk.question).values():
        return talk.stale()  # something was said or done since we asked, so it may not be meant any more
    if isinstance(action, OfMenus):
        return in_menus(talk, action)
    if isinstance(action, OfReading):
        return reading.pressed(talk, action)
    if isinstance(action, OfAnswers):
        return reading.judged(talk, action)
    if isinstance(action, OfRouter):
        return routing.pressed(talk, action)
    if isinstance(action, OfBeginning) or (isinstance(action, Restate) and not action.filing):
        return drafting.pressed(talk, action)
    if isinstance(action, OfAttempt):
        return mending.pressed(talk, action)
    if isinstance(action, Keep) and not action.filing:
        return drafting.numbered(talk, action)
    if isinstance(action, OfKept):
        return aftercare.pressed(talk, action)
    if isinstance(action, OfReminding):
        return reminding.pressed(talk, action)
    if isinstance(action, OfPerson):
        return of_person(talk, action)
    if isinstance(action, AsOf):
        done, at = done_then(action), datetime.fromtimestamp(action.minute * 60, UTC)
        return done_as_of(talk, at, done) if isinstance(done, OfReview) and at <= talk.now else talk.stale()
    return of_one_filing(talk, action)


def in_menus(talk: Talk, action: OfMenus) -> Turn:
    """Answer a button of the menus."""
    match action:
        case Home():
            return talk.leave(answers.home(talk.knowledge, talk.state))
        case Flows() if len(talk.knowledge.flows) == 1:
            return drafting.new_filing(talk, NewFiling(*talk.knowledge.flows))
        case Flows():
            return drafting.which_filing(talk)
        case Rejected():
            return drafting.ask_what_came_back(talk)
        case CheckName():
            return talk.show(
                naming.ask_site_name(talk.knowledge, talk.state), state=replace(talk.state, waiting="site-name")
            )
        case Progress() if not (talk.state.filings or talk.state.loose) and (
            turn := routing.still_asked(talk, "none-before-asked")
        ):
            return turn
        case Progress():
            return talk.still_claimed(talk.leave(filing_screens.progress(talk.knowledge, talk.state, talk.now)))
        case Shelf():
            return talk.leave(filing_screens.shelf(talk.knowledge, talk.state, talk.now))
        case History():
            return talk.leave(rejection_screens.history(talk.knowledge, talk.state, talk.now))
    assert_never(action)


def of_person(talk: Talk, action: OfPerson) -> Turn:
    """Answer a button about the person: their language, the staff, what is kept of them."""
    match action:
        case SpeakTo():
            return spoken_to(talk)
        case Human():
            return human.pressed(talk, action)
        case ForgetAsker():
            state = replace(talk.state, asker=Asker())
            return talk.show(Toast(talk.label("asker-forgotten")), mydata.screen(talk, state), state=state)
        case Forget():
            return Turn(State(), (Screen(talk.say("forgotten")),), forgets=True)
        case Stay():
            return mydata.stayed(talk)
    assert_never(action)


def of_one_filing(talk: Talk, action: OfFiling | OfArranging | OfTakingAlong) -> Turn:
    """Answer a button of a filing. It is stale if the filing is gone."""
    filing = talk.filing(action.filing)
    flow = talk.flow(filing)
    if filing is None:
        return talk.stale()
    if isinstance(action, Delete):
        return following.delete(talk, action, filing)
    if flow is None:
        return talk.leave(filing_screens.gone(talk.knowledge, filing))
    if isinstance(action, OfTakingAlong):
        return following.along(talk, action, filing)
    if isinstance(action, OfArranging):
        return arranging.pressed(talk, action, filing, flow)
    return following.pressed(talk, action, filing, flow)


def spoken_to(talk: Talk) -> Turn:
    """Answer in the language that was chosen: the plan just shown, or else the menu. Send the keys anew, if they are in
    sight, since keys keep the language in which they were sent."""
    if talk.plan_on_screen and not talk.state.topic:
        turn = mending.show_plan(talk, talk.state, talk.plan_on_screen[0].number)
    else:
        turn = talk.leave(answers.home(talk.knowledge, talk.state))
    keys = () if talk.state.keyless else (talk.keys(),)
    return turn.below(Toast(talk.label("language-changed"))).above(*keys)


def typed_action(talk: Talk, action: Action) -> Turn:
    """Do what a button does whose words were typed. A toast becomes a message above the screen."""
    turn = pressed_action(talk, action)
    replies = (Screen(verbatim(one.text)) if isinstance(one, Toast) else one for one in turn.replies)
    return replace(turn, replies=tuple(replies))


def show_filing(talk: Talk, filing: Filing) -> Turn:
    """Show a person who typed something the step that a filing is at, as its button does."""
    return typed_action(talk, OpenStep(filing.number, ""))


def done_as_of(talk: Talk, at: datetime, action: OfReview, *, part: str = "") -> Turn:
    """Do what a button does, as of a moment in the past. A step that has already begun is dated back. part: as in
    `as_of`."""
    place = None if isinstance(action, Resubmitted) else talk.place_of(talk.filing(action.filing))
    if place and isinstance(action, Came | Jump) and action.step == place.step.id:
        filing, flow, step = place
        mark = course.mark(filing, step.id)
        if mark.begun and not (mark.awaited and isinstance(action, Came)):
            return dated_back(talk, at, talk.at_step(course.date_back(filing, flow, step, at), step), part=part)
    return dated_back(talk, at, pressed_action(talk.as_of(at), action), part=part)


def dated_back(talk: Talk, at: datetime, turn: Turn, *, part: str = "") -> Turn:
    """Return the turn of something done as of a moment in the past (`turn`), shown as of now. A question whether it was
    done keeps that moment. part: the part of the day that was told instead of an hour; the moment is then its
    beginning."""
    state, last = turn.state, turn.replies[-1]
    if not isinstance(last, Screen):
        return turn
    if state.question:
        rows = tuple(tuple(_dated(one, at) for one in row) for row in last.buttons)
        return talk.show(*turn.replies[:-1], replace(last, buttons=rows), state=state)
    if not talk.has_changed(state):
        return turn
    now = talk.with_state(state)
    filing = now.filing(state.front) if state.showing else None
    runs = filing is not None and hours_end(filing, talk.knowledge) is not None
    if runs:
        said = talk.say("as-of-earliest" if part else "as-of", when=shown_time(at, talk.now), part=part)
    else:
        said = talk.say("as-of-day", day=spoken_date(at, talk.now))
    return replace(turn, replies=(Screen(said), *turn.screens[:-1], *(now.again() or (last,))))


def _dated(button: Button, at: datetime) -> Button:
    """Return a button that keeps the moment, if its action may have been done then."""
    action = decode(button.data)
    return replace(button, data=as_of(at, action)) if isinstance(action, OfReview) else button
