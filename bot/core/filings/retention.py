"""How long we keep what we know of a person. Pure, no words.

All of it goes 180 days after the last contact. A person who would lose filings or rejections is told 14 days before,
with the reminders that go, too. Nothing goes without that notice, however long the bot was off. One tap, or any other
contact, keeps everything for 180 days more.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.core.state import State
from bot.core.workdays import MORNING, local

LIFE = timedelta(days=180)
NOTICE = timedelta(days=14)
TIMER = "retention"


def met(state: State, now: datetime) -> State:
    """Note that the person has been in touch today."""
    today = local(now).date()
    return state if (state.seen, state.warned) == (today, None) else replace(state, seen=today, warned=None)


def is_to_be_warned(state: State) -> bool:
    """Tell whether the warning is due before anything goes: there is something to lose, and none was given."""
    return state.warned is None and has_something_to_lose(state)


def has_something_to_lose(state: State) -> bool:
    """Tell whether there is something to lose."""
    return bool(state.filings or state.loose)


def deletion_day(seen: date, warned: date | None) -> date:
    """Return the day on which everything goes: 180 days after the last contact, at least 14 after the warning."""
    return max(seen + LIFE, warned + NOTICE) if warned else seen + LIFE


def timers(state: State) -> dict[str, datetime]:
    """Return timer key and moment (UTC) of the warning, or else of the end; nothing before the first contact."""
    if state.seen is None:
        return {}
    day = state.seen + LIFE - NOTICE if is_to_be_warned(state) else deletion_day(state.seen, state.warned)
    return {TIMER: datetime.combine(day, MORNING)}
