"""Turns that tell when what is under way should be over."""

from dataclasses import replace

from bot.core.filings import attempts
from bot.core.filings.clock import verdict_days
from bot.core.kinds import Sender
from bot.core.knowledge import Step
from bot.core.replies import Screen, Turn
from bot.core.screens import answers, rejection_screens, step_screens
from bot.core.state import Filing
from bot.core.texts.asker import MINI
from bot.core.texts.matters import NOTHING
from bot.core.texts.meant import is_certain
from bot.core.texts.misses import keepable
from bot.core.texts.reckoning import TOTAL, asks_end
from bot.core.turns.talk import Talk
from bot.core.workdays import Day

APPROVED: tuple[Sender, ...] = ("after", "store", "police")
"""Who finds fault only with what was approved before."""


def ends_when(talk: Talk, text: str, named: Filing | None = None) -> Turn | None:
    """When the filing at hand should be over, or each of those under way where none of them is named or on the
    screen, which a text asks, be it whether that is by some day; where none is under way, how long it takes, if it
    is not certainly asked of one step. What was just read about something else may be meant."""
    asks, day = asks_end(talk.knowledge, text, talk.now)
    total, read = talk.knowledge.topics.get(TOTAL), talk.topic_read
    if not asks or total is None or (talk.asked and not day and read and read.group != total.group):
        return None
    if talk.asked and not (day or named) and talk.spoken_of != NOTHING:
        return None
    one = named or (talk.at_hand if talk.state.showing else None)
    ends = [end for filing in ([one] if one else talk.state.filings) if (end := end_of(talk, filing))]
    if len(ends) > 1:
        return talk.show(step_screens.ends_screen(talk.knowledge, ends, day, talk.now))
    if ends:
        return talk.show(step_screens.end_screen(talk.knowledge, *ends[0], day, talk.now))
    if screen := result_outside(talk):
        return talk.aside(screen)
    part = talk.knowledge.engine.whole(text)
    if talk.at_hand or talk.at_work or (is_certain(part) and part.choices[0].topic != total.id):
        return None
    state = replace(talk.state, topic=total.id, asked=keepable(text))
    return talk.show(answers.topic_screen(talk.knowledge, talk.state, total, asked=text), state=state)


def end_of(talk: Talk, filing: Filing) -> tuple[Filing, Step, tuple[Day, Day]] | None:
    """Between which days a filing that was not put away should be over, and at which step it is."""
    at = talk.step_of(filing)
    days = verdict_days(filing, talk.knowledge, talk.now) if at and not filing.away else None
    return (filing, at, days) if at and days else None


def result_outside(talk: Talk) -> Screen | None:
    """When there may be a result of what was worked on last, where that was submitted again and is in no filing."""
    attempt, filing = talk.rejection or (None, None)
    waits = attempt in attempts.waiting_outside(talk.state, talk.now) and not talk.state.showing
    if attempt is None or filing or not waits or attempt.sender in APPROVED or attempt.provider == MINI:
        return None
    return rejection_screens.result_when(talk.knowledge, attempt, talk.now)
