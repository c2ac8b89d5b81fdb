"""Turns that note when the message came, or a step began, or offer to remind of a plan to submit. What else is told
with a time is read in `doing`."""

from datetime import UTC, datetime, timedelta

from bot.core import course
from bot.core.actions import Action, AsOf, Came, Jump, OpenPlan, OpenStep, Snooze
from bot.core.button_data import as_of, done_then, encode
from bot.core.filings import attempts
from bot.core.filings.reminders import wished
from bot.core.knowledge import Flow, Step
from bot.core.replies import Button, Screen, Turn
from bot.core.state import Filing
from bot.core.texts.dates import Gone, day_gone, hour_on, moment_gone
from bot.core.texts.said_back import righted
from bot.core.texts.waking import Wake, moved_wake, submission_planned
from bot.core.turns.ending import Ending
from bot.core.workdays import local, shown_time, spoken_date
from bot.search.normalise import clean

PARTS = {"morning": 8, "afternoon": 12, "evening": 18}
"""Parts of a day, with the hour from which on time is counted that began in them."""


class Dating(Ending):
    """Turns that note when something was."""

    def moment_in(self, text: str) -> Gone | None:
        """The moment that a text tells, where it is over, and not one at which something is to be submitted."""
        told = moment_gone(text, local(self.now))
        return None if told and self.planned(text) else told

    def planned(self, text: str) -> Wake | None:
        """The plan of a text to submit. Of what was noted to be submitted, and of what is not, it tells only when."""
        place = self.current
        to_submit = place is None or (
            course.after_submission(place.flow) and not course.mark(place.filing, place.flow.resubmit).done
        )
        return submission_planned(self.knowledge, text, self.now) if self.at_work or to_submit else None

    def to_submit_then(self, text: str) -> Turn | None:
        """What comes of a plan to submit what is under way: nothing is noted, and a reminder is offered."""
        plan, (attempt, filing) = self.planned(text), self.at_work or (None, None)
        no: Action
        if plan and attempt:
            about, no = attempts.about(attempt, filing), OpenPlan(attempt.number)
        elif plan and self.current:
            number = self.current.filing.number
            about, no = str(number), OpenStep(number, "")
        else:
            return None
        if plan.at is None or self.state.silent:
            return self.unclaimed(self.aside(Screen(self.say("plan-to-submit"))))
        wake = encode(Snooze(wished(about), str(int(plan.at.timestamp()) // 60)))
        answers = Button(self.label("button-wake"), wake), self.button("button-wake-not", no)
        when = shown_time(plan.at, self.now)
        return self.unclaimed(self.ask(self.say("plan-to-submit-on", when=when), *answers))

    def is_today(self, told: Gone) -> bool:
        """Whether only that it was today is told, so that it may be now."""
        return told.at.date() == local(self.now).date() and not told.exact

    def when(self, told: Gone) -> datetime:
        """The moment that is told: now, where that may be."""
        return self.now if self.is_today(told) else told.at.astimezone(UTC)

    def came_at(self, told: Gone, filing: Filing, flow: Flow, step: Step) -> Turn | None:
        """The message came at this time: at which hour, if that is to be asked; noted anew, if its hours run."""
        at = told.at.astimezone(UTC)
        guarded = course.guarded(flow, step)
        if guarded and not (told.exact or self.is_today(told)) and at + timedelta(days=1) > self.now - guarded.window:
            return self.ask_hour(filing, guarded, told.at)
        runs = step.guarded and not course.mark(filing, step.id).awaited
        return self.done_as_of(at, Came(filing.number, step.id), part=told.part) if runs else None

    def begun_on(self, told: Gone, filing: Filing, flow: Flow, step: Step, text: str) -> Turn | None:
        """A time alone, right below one that was noted, corrects it (不对，是 24 号): where the current step began with
        a verdict, a submission or the message, that was then. What day it is by now (都周五了) corrects nothing."""
        if clean(told.rest).removesuffix("错了").endswith("了"):
            return None
        mark, before = course.mark(filing, step.id), flow.steps[max(flow.steps.index(step) - 1, 0)]
        if self.state.showing != step.id or self.asked or self.at_work or mark.begun is None:
            return None
        if step.guarded and not mark.awaited:
            right = None if told.dated else hour_on(text, local(mark.begun))
            right = right if right and right.at <= self.now else told  # no message came at an hour to come
            return self.came_at(right, filing, flow, step)
        if told.exact or not (before.review or step == course.after_submission(flow)):
            return None
        then, ahead = Jump(filing.number, step.id), moved_wake(self.knowledge, text, self.now, self.now)
        was_told = local(mark.begun).date() < local(self.now).date()
        if ahead is None or not ahead[1] or (was_told and self.is_of_step(text, ahead[0] - self.now)):
            return self.done_as_of(self.when(told), then)
        wake = encode(Snooze(wished(str(filing.number)), str(int(ahead[0].timestamp()) // 60)))
        days = [spoken_date(at, self.now) for at in (told.at, ahead[0])]
        begun = Button(self.label("button-as-of-day", day=days[0]), as_of(self.when(told), then))
        rows = ((begun,), (Button(self.label("button-wake-on", day=days[1]), wake),))
        return self.aside(Screen(self.say("moved-which"), rows))

    def is_of_step(self, text: str, other: timedelta) -> bool:
        """Whether a day that a text names by its number is over, and nearer to the one on which the step on the screen
        began than so long a time, by which it is off what else it may be about."""
        day = day_gone(righted(self.knowledge, text)[1] or text, today := local(self.now).date())
        place = self.current
        if not (place and day and day <= today and self.state.showing == place.step.id):
            return False
        begun = course.mark(place.filing, place.step.id).begun
        return begun is not None and abs(day - local(begun).date()) < other

    def ask_hour(self, filing: Filing, step: Step, day: datetime) -> Turn:
        """At which hour of this day did the message come?"""
        came = Came(filing.number, step.id)
        hours = [(self.label(f"button-came-{part}"), day.replace(hour=hour)) for part, hour in PARTS.items()]
        return self.ask(self.say("came-when"), *(Button(label, as_of(at, came)) for label, at in hours))

    def came_on(self, asked: AsOf, at: datetime | None, text: str) -> Turn | None:
        """The message came at this moment, or at the hour in a text on the day of which that was asked."""
        came = done_then(asked)
        day = local(datetime.fromtimestamp(asked.minute * 60, UTC))
        told = moment_gone(text, day.replace(hour=23, minute=59))
        moment = at or (told.at if told else day)
        if not isinstance(came, Came) or moment > self.now:
            return None
        return self.done_as_of(moment.astimezone(UTC), came, part=told.part if told else "")
