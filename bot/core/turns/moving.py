"""Turns that tell that days have moved that the person was told of: from which to which, and why. Which have is in
`promises`."""

from collections.abc import Sequence
from datetime import datetime

from bot.core.actions import Agenda, OpenStep
from bot.core.filings import promises
from bot.core.filings.promises import Moved
from bot.core.filings.reminders import awake
from bot.core.knowledge import Knowledge
from bot.core.replies import Button, Note, Screen, Timer, Turn
from bot.core.screens.rows import button, plan_button
from bot.core.state import Promise
from bot.core.turns.talk import Talk
from bot.core.words import label, say
from bot.core.workdays import spoken_day


def moved(talk: Talk) -> Turn:
    """Tell, once, of all days that moved, a message for each filing; what is late waits for the end of the
    night."""
    state = talk.undisturbed
    found = promises.moves(state, talk.knowledge, talk.now)
    if found and (morning := awake(talk.now, state.quiet)) > talk.now:
        return Turn(state, timers=(Timer(promises.TIMER, morning),))
    screens = [_screen(talk.knowledge, about, talk.now) for about in found]
    notes = tuple(Note("reminded", promises.TIMER) for _ in screens)
    return talk.show(*screens, state=promises.with_moves_told(state, talk.knowledge, talk.now), notes=notes)


def _screen(knowledge: Knowledge, about: Sequence[Moved], now: datetime) -> Screen:
    """What moved of one filing, or of one rejection that belongs to none."""
    filing, attempt = about[0].now.filing, about[0].now.attempt
    name = filing.name if filing else label(knowledge, "due-loose")
    year = next((moved.year for moved in about if moved.year), None)
    why = say(knowledge, "moved-announced", year=str(year)) if year else say(knowledge, "moved-otherwise")
    lines = [_line(knowledge, moved, now) for moved in about]
    text = say(knowledge, "moved", name=name) + "\n\n" + why + "\n\n" + "\n".join(lines)
    rows: list[tuple[Button, ...]] = []
    if filing:
        rows.append((button(knowledge, "button-go-on", OpenStep(filing.number, "")),))
        rows.append((button(knowledge, "button-agenda", Agenda(filing.number)),))
        text += "\n\n" + say(knowledge, "moved-agenda")
    elif attempt:
        rows.append((plan_button(knowledge, attempt),))
    return Screen(text, tuple(rows))


def _line(knowledge: Knowledge, moved: Moved, now: datetime) -> str:
    step = moved.now.step
    return say(
        knowledge,
        f"moved-{moved.now.what}",
        step=step.title if step else "",
        old=_days(knowledge, moved.told, now),
        new=_days(knowledge, moved.now.promise, now),
    )


def _days(knowledge: Knowledge, promise: Promise, now: datetime) -> str:
    first, last = (spoken_day(day, now) for day in promise.days)
    days = first if first == last else label(knowledge, "clock-between", first=first, last=last)
    return days if promise.certain else label(knowledge, "expected", day=days)
