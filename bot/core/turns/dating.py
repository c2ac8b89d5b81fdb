"""Turns that note when the message came or a step began, or offer a reminder of a plan to submit. `doing` reads what
else is told with a time."""

from datetime import UTC, datetime, timedelta

from bot.core import course
from bot.core.actions import Action, AsOf, Came, Jump, OpenPlan, OpenStep, Snooze
from bot.core.button_data import as_of, done_then, encode
from bot.core.filings.later_keys import about_attempt, about_filing, about_wished
from bot.core.knowledge import Step
from bot.core.replies import Button, Screen, Turn
from bot.core.state import Filing
from bot.core.texts.dates import day_gone
from bot.core.texts.moments import Gone, hour_on, moment_gone
from bot.core.texts.said_back import righted
from bot.core.texts.waking import Wake, moved_wake, submission_planned
from bot.core.turns import presses
from bot.core.turns.talk import Place, Talk
from bot.core.words import shown_time
from bot.core.workdays import local, spoken_date
from bot.search.normalise import clean

PARTS = {"morning": 8, "afternoon": 12, "evening": 18}
"""Parts of a day, each with the hour from which time is counted."""


def moment_in(talk: Talk, text: str) -> Gone | None:
    """Return the past moment that a text tells. None: there is none, or something is to be submitted then."""
    told = moment_gone(text, local(talk.now))
    return None if told and planned(talk, text) else told


def planned(talk: Talk, text: str) -> Wake | None:
    """Return the plan to submit that a text tells. None: there is none, or it was submitted already."""
    place = talk.current
    to_submit = place is None or (
        course.after_submission(place.flow) and not course.mark(place.filing, place.flow.resubmit).done
    )
    return submission_planned(talk.knowledge, text, talk.now) if talk.at_work or to_submit else None


def to_submit_then(talk: Talk, text: str) -> Turn | None:
    """Answer a plan to submit: note nothing, and offer a reminder of what is under way."""
    plan, (attempt, filing) = planned(talk, text), talk.at_work or (None, None)
    no: Action
    if plan and attempt:
        about, no = about_attempt(attempt, filing), OpenPlan(attempt.number)
    elif plan and talk.current:
        filing = talk.current.filing
        about, no = about_filing(filing), OpenStep(filing.number, "")
    elif plan and talk.is_free and not talk.state.filings:
        return talk.aside(Screen(talk.say("plan-to-submit-unkept")))
    else:
        return None
    if plan.at is None or talk.state.silent:
        return talk.unclaimed(talk.aside(Screen(talk.say("plan-to-submit"))))
    wake = encode(Snooze(about_wished(about), str(int(plan.at.timestamp()) // 60)))
    answers = Button(talk.label("button-wake"), wake), talk.button("button-wake-not", no)
    when = shown_time(plan.at, talk.now)
    return talk.unclaimed(talk.ask(talk.say("plan-to-submit-on", when=when), *answers))


def is_today(talk: Talk, told: Gone) -> bool:
    """Tell whether only today was told, without an hour, so that it may be now."""
    return told.at.date() == local(talk.now).date() and not told.exact


def moment_told(talk: Talk, told: Gone) -> datetime:
    """Return the moment that is told, in UTC. It is now if that may be meant."""
    return talk.now if is_today(talk, told) else told.at.astimezone(UTC)


def came_at(talk: Talk, told: Gone, place: Place) -> Turn | None:
    """Correct when the message came while its hours run, or ask for the hour if only a day was told. None: its hours do
    not run."""
    at, (filing, flow, step) = told.at.astimezone(UTC), place
    guarded = course.guarded(flow, step)
    if guarded and not (told.exact or is_today(talk, told)) and at + timedelta(days=1) > talk.now - guarded.window:
        return ask_hour(talk, filing, guarded, told.at)
    runs = step.guarded and not course.mark(filing, step.id).awaited
    return presses.done_as_of(talk, at, Came(filing.number, step.id), part=told.part) if runs else None


def begun_on(talk: Talk, told: Gone, place: Place, text: str) -> Turn | None:
    """Correct when the current step began, if a time alone is told right below it (不对，是 24 号). It must have begun
    with a verdict, a submission or the message. Today's weekday (都周五了) corrects nothing."""
    if clean(told.rest).removesuffix("错了").endswith("了"):
        return None
    filing, flow, step = place
    mark, before = course.mark(filing, step.id), course.before_it(flow, step)
    if talk.state.showing != step.id or talk.asked or talk.at_work or mark.begun is None:
        return None
    if step.guarded and not mark.awaited:
        right = None if told.dated else hour_on(text, local(mark.begun))
        right = right if right and right.at <= talk.now else told  # no message can have come at a future hour
        return came_at(talk, right, place)
    if told.exact or not (before.review or step == course.after_submission(flow)):
        return None
    then, ahead = Jump(filing.number, step.id), moved_wake(talk.knowledge, text, talk.now, talk.now)
    was_told = local(mark.begun).date() < local(talk.now).date()
    if ahead is None or not ahead[1] or (was_told and is_of_step(talk, text, ahead[0] - talk.now)):
        return presses.done_as_of(talk, moment_told(talk, told), then)
    wake = encode(Snooze(about_wished(about_filing(filing)), str(int(ahead[0].timestamp()) // 60)))
    days = [spoken_date(at, talk.now) for at in (told.at, ahead[0])]
    begun = Button(talk.label("button-as-of-day", day=days[0]), as_of(moment_told(talk, told), then))
    rows = ((begun,), (Button(talk.label("button-wake-on", day=days[1]), wake),))
    return talk.aside(Screen(talk.say("moved-which"), rows))


def is_of_step(talk: Talk, text: str, other: timedelta) -> bool:
    """Tell whether a text names a past day by its number that is nearer to the day on which the step on the screen
    began than `other`: how far the day is from what else it may be about."""
    day = day_gone(righted(talk.knowledge, text)[1] or text, today := local(talk.now).date())
    place = talk.current
    if not (place and day and day <= today and talk.state.showing == place.step.id):
        return False
    begun = course.mark(place.filing, place.step.id).begun
    return begun is not None and abs(day - local(begun).date()) < other


def ask_hour(talk: Talk, filing: Filing, step: Step, day: datetime) -> Turn:
    """Ask at which hour of this day the message came."""
    came = Came(filing.number, step.id)
    hours = [(talk.label(f"button-came-{part}"), day.replace(hour=hour)) for part, hour in PARTS.items()]
    return talk.ask(talk.say("came-when"), *(Button(label, as_of(at, came)) for label, at in hours))


def came_on(talk: Talk, asked: AsOf, at: datetime | None, text: str) -> Turn | None:
    """Note that the message came at this moment, or at the hour that a text tells on the day that we asked about."""
    came = done_then(asked)
    day = local(datetime.fromtimestamp(asked.minute * 60, UTC))
    told = moment_gone(text, day.replace(hour=23, minute=59))
    moment = at or (told.at if told else day)
    if not isinstance(came, Came) or moment > talk.now:
        return None
    return presses.done_as_of(talk, moment.astimezone(UTC), came, part=told.part if told else "")
