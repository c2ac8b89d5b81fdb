"""What comes of a press, or of a command or words that do the same; what is gone or was made up is stale. Each kind of
action has its turns in a module of its own."""

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
from bot.core.state import Asker, State
from bot.core.turns.aftercare import Aftercare
from bot.core.turns.following import Following
from bot.core.turns.human import Conversing
from bot.core.turns.mydata import MyData
from bot.core.turns.reading import Reading
from bot.core.turns.reminding import Reminding
from bot.core.turns.staying import Staying
from bot.core.words import verbatim
from bot.core.workdays import shown_time, spoken_date

OfReview = Finish | Jump | Came | Resubmitted
"""What may have been done, or have come, at a moment that is over."""


class Presses(Reminding, Following, Aftercare, Conversing, Staying, Reading, MyData):
    """Turns that answer buttons."""

    def pressed(self, event: Pressed) -> Turn:
        action = decode(event.data)
        if action is None:
            return self.stale()
        turn = self.with_way_back(action, self.pressed_action(action))
        answers = event.data in dict(self.question).values() and not (self.lingers and isinstance(action, OpenStep))
        return self.unclaimed(turn) if answers else turn

    def with_way_back(self, action: Action, turn: Turn) -> Turn:
        """A turn that shows the menu or a topic in place of the plan, or of the answer that was read last, with the way
        back to that. A topic comes in place of an answer whose question it may be about, or to which it is related."""
        before = self.topic_read
        leads_on = (
            isinstance(action, Read)
            and action.topic not in self.offered_to_choose()
            and (self.asked or (before and action.topic in before.related))
        )
        if before and (leads_on or isinstance(action, Home)):
            back = self.button("button-back-topic", Read(before.id), title=before.button)
        elif self.at_work and isinstance(action, Home) and not self.state.showing:
            back = plan_button(self.knowledge, self.at_work[0])
        else:
            return turn
        *others, last = turn.replies
        if not isinstance(last, Screen):
            return turn
        known = {encode(action), *(one.data for row in last.buttons for one in row)}
        rows = [*last.buttons, (back,)] if isinstance(action, Home) else [*last.buttons[:-1], (back,), last.buttons[-1]]
        return turn if back.data in known else replace(turn, replies=(*others, replace(last, buttons=tuple(rows))))

    def pressed_action(self, action: Action) -> Turn:
        """What an action does, however it was told us."""
        if deletes(action) and encode(action) not in dict(self.question).values():
            return self.stale()  # whatever else was said or done since it was asked, this may not be meant any more
        if isinstance(action, OfMenus):
            return self.in_menus(action)
        if isinstance(action, OfReading):
            return self.in_reading(action)
        if isinstance(action, OfAnswers):
            return self.judged(action)
        if isinstance(action, OfRouter):
            return self.in_route(action)
        if isinstance(action, OfBeginning) or (isinstance(action, Restate) and not action.filing):
            return self.in_beginning(action)
        if isinstance(action, OfAttempt):
            return self.in_plan(action)
        if isinstance(action, Keep) and not action.filing:
            return self.numbered(action)
        if isinstance(action, OfKept):
            return self.of_kept(action)
        if isinstance(action, OfReminding):
            return self.in_reminding(action)
        if isinstance(action, OfPerson):
            return self.of_person(action)
        if isinstance(action, AsOf):
            done, at = done_then(action), datetime.fromtimestamp(action.minute * 60, UTC)
            return self.done_as_of(at, done) if isinstance(done, OfReview) and at <= self.now else self.stale()
        return self.of_one_filing(action)

    def in_menus(self, action: OfMenus) -> Turn:
        match action:
            case Home():
                return self.leave(answers.home(self.knowledge, self.state))
            case Flows() if len(self.knowledge.flows) == 1:
                return self.new_filing(NewFiling(*self.knowledge.flows))
            case Flows():
                return self.which_filing()
            case Rejected():
                return self.ask_what_came_back()
            case CheckName():
                return self.show(naming.ask(self.knowledge, self.state), state=replace(self.state, waiting="site-name"))
            case Progress() if not (self.state.filings or self.state.loose) and (
                turn := self.still_asked("none-before-asked")
            ):
                return turn
            case Progress():
                return self.still_claimed(self.leave(filing_screens.progress(self.knowledge, self.state, self.now)))
            case Shelf():
                return self.leave(filing_screens.shelf(self.knowledge, self.state, self.now))
            case History():
                return self.leave(rejection_screens.history(self.knowledge, self.state, self.now))
        assert_never(action)

    def of_person(self, action: OfPerson) -> Turn:
        match action:
            case SpeakTo():
                return self.spoken_to()
            case Human():
                return self.human(action)
            case ForgetAsker():
                state = replace(self.state, asker=Asker())
                return self.show(Toast(self.label("asker-forgotten")), self.mydata(state), state=state)
            case Forget():
                return Turn(State(), (Screen(self.say("forgotten")),), forgets=True)
            case Stay():
                return self.stayed()
        assert_never(action)

    def of_one_filing(self, action: OfFiling | OfArranging | OfTakingAlong) -> Turn:
        filing = self.filing(action.filing)
        flow = self.flow(filing)
        if filing is None:
            return self.stale()
        if isinstance(action, Delete):
            return self.delete(action, filing)
        if flow is None:
            return self.leave(filing_screens.gone(self.knowledge, filing))
        if isinstance(action, OfTakingAlong):
            return self.along(action, filing)
        if isinstance(action, OfArranging):
            return self.arranged(action, filing, flow)
        return self.in_filing(action, filing, flow)

    def spoken_to(self) -> Turn:
        """The plan that was just shown, or else the menu, in the language that was chosen, and the keys below the field
        anew: they keep the one in which they were sent."""
        if self.plan_on_screen and not self.state.topic:
            turn = self.show_plan(self.state, self.plan_on_screen[0].number)
        else:
            turn = self.leave(answers.home(self.knowledge, self.state))
        return replace(turn, replies=(Toast(self.label("language-changed")), *turn.replies, self.keys()))

    def typed_action(self, action: Action) -> Turn:
        """What a button does whose words were typed: what would stand over the screen is said above it."""
        turn = self.pressed_action(action)
        replies = (Screen(verbatim(one.text)) if isinstance(one, Toast) else one for one in turn.replies)
        return replace(turn, replies=tuple(replies))

    def done_as_of(self, at: datetime, action: OfReview, *, part: str = "") -> Turn:
        """What a button does, as of a moment that is over; where it would begin a step that has begun already, that is
        dated back. part: as in `as_of`."""
        place = None if isinstance(action, Resubmitted) else self.place_of(self.filing(action.filing))
        if place and isinstance(action, Came | Jump) and action.step == place.step.id:
            filing, flow, step = place
            mark = course.mark(filing, step.id)
            if mark.begun and not (mark.awaited and isinstance(action, Came)):
                return self.dated_back(at, self.at_step(course.date_back(filing, flow, step, at), step), part=part)
        then = type(self)(self.state, self.knowledge, at, self.around)
        return self.dated_back(at, then.pressed_action(action), part=part)

    def dated_back(self, at: datetime, turn: Turn, *, part: str = "") -> Turn:
        """What was done as of a moment that is over (`turn`), as it stands now. A question whether it was done keeps
        the moment. part: of the day, at whose beginning that moment is, as no hour was told."""
        state, last = turn.state, turn.replies[-1]
        if not isinstance(last, Screen):
            return turn
        if state.question:
            rows = tuple(tuple(_dated(one, at) for one in row) for row in last.buttons)
            return self.show(*turn.replies[:-1], replace(last, buttons=rows), state=state)
        if not self.has_changed(state):
            return turn
        now = self.with_state(state)
        filing = now.filing(state.front) if state.showing else None
        runs = filing is not None and hours_end(filing, self.knowledge) is not None
        if runs:
            said = self.say("as-of-earliest" if part else "as-of", when=shown_time(at, self.now), part=part)
        else:
            said = self.say("as-of-day", day=spoken_date(at, self.now))
        return replace(turn, replies=(Screen(said), *turn.screens[:-1], *(now.again() or (last,))))


def _dated(button: Button, at: datetime) -> Button:
    """A button that keeps the moment, where what it does may have been done then."""
    action = decode(button.data)
    return replace(button, data=as_of(at, action)) if isinstance(action, OfReview) else button
