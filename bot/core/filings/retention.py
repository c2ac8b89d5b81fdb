"""How long what is kept of a person stays. Pure, no words.

180 days after the last contact all of it goes. Who would lose filings or rejections by it is told 14 days before, with
the reminders that go, too, and nothing of theirs goes without that notice, however long the bot was off. One tap, or
any other contact, keeps all of it for 180 days more.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.core.state import State
from bot.core.workdays import MORNING, local

LIFE = timedelta(days=180)
NOTICE = timedelta(days=14)
TIMER = "retention"


def met(state: State, now: datetime) -> State:
    """The person has been in touch today."""
    today = local(now).date()
    return state if (state.seen, state.warned) == (today, None) else replace(state, seen=today, warned=None)


def unwarned(state: State) -> bool:
    """Whether there is something to lose of which the person was not warned."""
    return state.warned is None and something(state)


def something(state: State) -> bool:
    """Whether there is something to lose."""
    return bool(state.filings or state.loose)


def end(seen: date, warned: date | None) -> date:
    """The day on which everything goes: of the last contact, and of the warning since then."""
    return max(seen + LIFE, warned + NOTICE) if warned else seen + LIFE


def timers(state: State) -> dict[str, datetime]:
    """Timer key → moment (UTC) of the warning or, where none is due, of the end; nothing before the first contact."""
    if state.seen is None:
        return {}
    day = state.seen + LIFE - NOTICE if unwarned(state) else end(state.seen, state.warned)
    return {TIMER: datetime.combine(day, MORNING)}
