"""Turns that tell when something under way should be over."""

from dataclasses import replace

from bot.core.filings import attempts
from bot.core.filings.clock import verdict_days
from bot.core.kinds import Sender
from bot.core.knowledge import Step
from bot.core.replies import Screen, Turn
from bot.core.screens import rejection_screens, step_screens, topic_screens
from bot.core.state import Filing
from bot.core.texts.asker import MINI
from bot.core.texts.matters import NOTHING
from bot.core.texts.meant import is_certain
from bot.core.texts.misses import keepable
from bot.core.texts.reckoning import TOTAL, asks_end
from bot.core.turns.talk import Talk
from bot.core.workdays import Day

APPROVED: tuple[Sender, ...] = ("after", "store", "police")
"""The senders that find fault only with approved filings."""


def ends_when(talk: Talk, text: str, named: Filing | None = None) -> Turn | None:
    """Answer the question when the filing should be over, or whether it will be by some day. `named`: the filing
    that the text names. Without it, take the one on the screen, or else all that are under way. With none under way,
    show how long a filing takes, unless one step is certainly meant. None: something else that was just read may be
    meant."""
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
    return talk.show(topic_screens.topic_screen(talk.knowledge, talk.state, total, asked=text), state=state)


def end_of(talk: Talk, filing: Filing) -> tuple[Filing, Step, tuple[Day, Day]] | None:
    """Return a filing, its step, and the days between which it should be over. None: it is put away or done, or the
    days are not known."""
    at = talk.step_of(filing)
    days = verdict_days(filing, talk.knowledge, talk.now) if at and not filing.away else None
    return (filing, at, days) if at and days else None


def result_outside(talk: Talk) -> Screen | None:
    """Return when to expect a result of the rejection worked on last, if it was submitted again and belongs to no
    filing."""
    attempt, filing = talk.rejection or (None, None)
    waits = attempt in attempts.waiting_outside(talk.state, talk.now) and not talk.state.showing
    if attempt is None or filing or not waits or attempt.sender in APPROVED or attempt.provider == MINI:
        return None
    return rejection_screens.result_when(talk.knowledge, attempt, talk.now)
