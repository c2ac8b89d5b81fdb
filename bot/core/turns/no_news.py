"""Turns for people who wait for others: how long that has lasted, and that nothing has come of it yet."""

from datetime import UTC, timedelta

from bot.core import course
from bot.core.actions import Jump
from bot.core.replies import Turn
from bot.core.texts import outcomes, spoken
from bot.core.texts.asking import wonders
from bot.core.texts.moments import lasting
from bot.core.texts.spoken import Deed
from bot.core.texts.wordlists import LONGEST_SHORT, listed, without
from bot.core.turns import dating, doing, presses, resubmitting, verifying
from bot.core.turns.talk import Talk
from bot.core.workdays import local


def waited(talk: Talk, text: str) -> Turn | None:
    """Answer a text that tells how long a review has lasted (交了三天了), or that nothing has come of it yet. Note the
    submission as of then, or show how its step stands in time. The days told may be off by one, since the first day may
    be counted or not."""
    if len(text) > LONGEST_SHORT:
        return None
    lasts = lasting(text, local(talk.now))
    news = outcomes.unanswered(talk.knowledge, text)
    if not news or outcomes.none_yet(talk.knowledge, text):
        return how_it_stands(talk)
    told = lasts or (dating.moment_in(talk, text) if news != text else None)
    if told is None or talk.at_work or wonders(talk.knowledge, news):
        return None
    kinds, rest = spoken.dated(talk.knowledge, outcomes.unanswered(talk.knowledge, told.rest))
    waits = without(rest, listed(talk.knowledge, "words-waited")).strip()
    if not kinds <= {"resubmitted"} or not (kinds or waits != rest or news != text):
        return None
    if talk.current is None:
        return None if waits else resubmitting.submitted_long_ago(talk, told.at.date(), text)
    filing, flow, step = talk.current
    if waits and not spoken.is_about(talk.knowledge, flow, step, waits):
        return None
    if step.who == "applicant":
        return doing.done_by(talk, told, Deed(told.rest, kinds, waits)) if kinds else None
    off = abs(told.at.date() - local(course.mark(filing, step.id).begun or talk.now).date())
    tells_when = step == course.after_submission(flow) and (kinds or lasts)
    if tells_when and off > timedelta(days=1 if lasts else 0):
        return presses.done_as_of(talk, told.at.astimezone(UTC), Jump(filing.number, step.id))
    return verifying.show_time(talk, filing, step)


def how_it_stands(talk: Talk) -> Turn | None:
    """Show how the current step stands in time, while others are at work on it."""
    if talk.current is None or talk.at_work:
        return None
    filing, _, step = talk.current
    return None if step.who == "applicant" and not step.guarded else verifying.show_time(talk, filing, step)
