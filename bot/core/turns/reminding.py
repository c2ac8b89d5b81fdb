"""Turns that send reminders: of what waits (`reminders`), of what comes after approval (`renewals`), and of days that
moved since we told them (`promises`). Also the answers to them: later, no more, not at night."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import assert_never

from bot.core.actions import OfReminding, OpenKept, OpenStep, QuietHours, ReminderSettings, Silence, Snooze
from bot.core.button_data import encode
from bot.core.filings import promises, renewals, retention
from bot.core.filings.claims import open_claims
from bot.core.filings.clock import hours_end
from bot.core.filings.later_keys import about_coming, about_filing, about_wished, all_keys, is_about_coming
from bot.core.filings.reminders import (
    MOMENTS,
    MOST_TOLD,
    Reminder,
    awake,
    late,
    not_again,
    put_off,
    time_of,
    until_morning,
    with_all_told,
)
from bot.core.replies import Button, Note, Row, Screen, Timer, Toast, Turn
from bot.core.screens import kept, reminder_screens
from bot.core.screens.rows import home_row, in_pairs
from bot.core.state import RENEWALS, Coming, Filing, Quiet, State
from bot.core.turns.talk import Talk
from bot.core.words import shown_time
from bot.core.workdays import local

NIGHTS: tuple[Quiet, ...] = ((22, 8), (21, 9), (23, 7), (0, 0))
"""Quiet hours to choose from. The last ones are none."""


def of_due(talk: Talk, key: str) -> Turn:
    """Send one message with all reminders that are due as things stand now, or nothing. At night, set the timer again.
    key: of the timer that ran out."""
    found = late(talk.state, talk.knowledge, talk.now)
    state = talk.undisturbed
    if found and (morning := put_off(talk.state, talk.knowledge, talk.now)):
        return Turn(state, timers=(Timer(key, morning),))
    state = with_all_told(state, talk.now)
    if not found:
        return Turn(state)
    notes = tuple(Note("reminded", due.step.id if due.step else due.kind) for due in found)
    return talk.show(one_due(talk, found[0]) if len(found) == 1 else several_due(talk, found), state=state, notes=notes)


def one_due(talk: Talk, reminder: Reminder) -> Screen:
    """Return a single reminder with the way on, and buttons for later and no more unless it is the last. For a filing
    that stands still, ask its open claim instead, if there is one."""
    idle = reminder.filing if reminder.kind == "idle" else None
    told = [one for one in open_claims(talk.state, talk.knowledge) if idle and one.filing == idle.number]
    screen = talk.claim_screen(told[0]) if told else reminder_screens.due(talk.knowledge, reminder, talk.now)
    about = f"due:{reminder.about}"
    if reminder_screens.is_last(reminder):
        return replace(screen, about=about)
    rows = (*screen.buttons, *later_of_due(talk, [reminder]), end_row(talk, reminder.filing))
    return replace(screen, buttons=rows, about=about)


def several_due(talk: Talk, found: Sequence[Reminder]) -> Screen:
    """Return several reminders as one screen, with a line and a button for each."""
    shown = found[:MOST_TOLD]
    lines, rows = zip(
        *(reminder_screens.due_line(talk.knowledge, reminder, talk.now) for reminder in shown), strict=True
    )
    texts = [talk.say("due-several", count=str(len(found))), "\n".join(lines)]
    if len(found) > len(shown):
        texts.append(talk.say("due-more", count=str(len(found) - len(shown))))
    return Screen("\n\n".join(texts), (*rows, *later_of_due(talk, shown), end_row(talk, None)))


def later_of_due(talk: Talk, found: Sequence[Reminder]) -> list[Row]:
    """Return the row of later times to be told again, all before any hours end."""
    ends = [hours_end(one.filing, talk.knowledge) for one in found if one.filing and one.kind == "hours"]
    return snooze_rows(talk, [one.about for one in found], [end for end in ends if end])


def of_coming(talk: Talk, keys: tuple[str, ...]) -> Turn:
    """Send one message with the reminders of the time after approval that still hold. Late ones (the bot was not
    running) wait for the end of the night, except those that the person wished for that time. keys: of the timers that
    ran out."""
    state = talk.undisturbed
    found = list({(one[0].number, one[1]): one for key in keys if (one := still_coming(talk, key))}.values())
    snoozed_to = {about: at for key in keys if (at := talk.state.later.get(about := renewals.about_of_timer(key)))}
    if found and (morning := until_morning(snoozed_to.values(), talk.state.quiet, talk.now)):
        return Turn(state, timers=tuple(Timer(key, morning) for key in keys))
    state = not_again(state, [about for about, at in snoozed_to.items() if at <= talk.now])
    for filing, what in found:
        if what == "yearly":
            state = state.with_filing(replace(filing, kept=replace(filing.kept, checked=talk.now)))
    to_come = renewals.timers(state, talk.knowledge, talk.now)
    over = tuple(Timer(key, None) for key in keys[1:] if key not in to_come)
    if not found:
        return Turn(state, timers=over)
    screen = one_coming(talk, *found[0]) if len(found) == 1 else several_coming(talk, found)
    notes = tuple(Note("reminded", "renewal" if what in RENEWALS else what) for _, what in found)
    return replace(talk.show(screen, state=state, notes=notes), timers=over)


def still_coming(talk: Talk, key: str) -> tuple[Filing, Coming] | None:
    """Return what a timer of this key reminds of. None: it no longer holds, or the person wants no such reminders."""
    read = renewals.read_key(key)
    if read is None:
        return None
    filing = talk.filing(read.filing)
    if filing is None or talk.flow(filing) is None or talk.state.silent or filing.muted:
        return None
    snoozed_to = talk.state.later.get(renewals.about_of_timer(key))
    if read.again and (snoozed_to is None or snoozed_to > talk.now):
        return None
    today = local(talk.now).date()
    match read.what:
        case "yearly":
            holds = bool(filing.kept.icp)
        case "police":
            last = renewals.police_day(filing, talk.knowledge)
            by_step = last and last <= today and not renewals.police_alone(filing, talk.knowledge)
            holds = bool(last and not by_step)
        case "domain" | "server" | "identity" as what:
            day = filing.kept.until.get(what)
            most = renewals.DAYS_BEFORE[0] if read.left is None else read.left
            holds = bool(day and 0 <= (day - today).days <= most)
    return (filing, read.what) if holds else None


def one_coming(talk: Talk, filing: Filing, what: Coming) -> Screen:
    """Return a single reminder of the time after approval, with what can be done."""
    screen = kept.coming_reminder(talk.knowledge, filing, what, talk.now)
    return replace(screen, buttons=(*screen.buttons, *later_of_coming(talk, [(filing, what)]), end_row(talk, filing)))


def several_coming(talk: Talk, found: Sequence[tuple[Filing, Coming]]) -> Screen:
    """Return several as one screen, with a line for each and a button for each filing."""
    shown = found[:MOST_TOLD]
    lines = [kept.reminder_line(talk.knowledge, filing, what, talk.now) for filing, what in shown]
    texts = [talk.say("due-coming", count=str(len(found))), "\n".join(lines)]
    if len(found) > len(shown):
        texts.append(talk.say("due-more", count=str(len(found) - len(shown))))
    names = {filing.number: filing.name for filing, _ in shown}
    rows = [(talk.button("button-kept-of", OpenKept(number), name=n),) for number, n in names.items()]
    return Screen("\n\n".join(texts), (*rows, *later_of_coming(talk, shown), end_row(talk, None)))


def later_of_coming(talk: Talk, found: Sequence[tuple[Filing, Coming]]) -> list[Row]:
    """Return the row of later times to be told again, all before any of these runs out."""
    about = [about_coming(filing.number, what) for filing, what in found]
    return snooze_rows(talk, about, [end for one in found if (end := renewals.ends(*one))])


def of_moved(talk: Talk) -> Turn:
    """Tell once of all days that moved, with a message for each filing. At night, wait for the morning."""
    state = talk.undisturbed
    found = promises.moves(state, talk.knowledge, talk.now)
    if found and (morning := awake(talk.now, state.quiet)) > talk.now:
        return Turn(state, timers=(Timer(promises.TIMER, morning),))
    screens = [reminder_screens.moved(talk.knowledge, about, talk.now) for about in found]
    notes = tuple(Note("reminded", promises.TIMER) for _ in screens)
    return talk.show(*screens, state=promises.with_moves_told(state, talk.knowledge, talk.now), notes=notes)


def snooze_rows(talk: Talk, about: Sequence[str], ends: Sequence[datetime]) -> list[Row]:
    """Return the row of later times to be told again of all this (`State.later`), all before the first of these
    ends."""
    first = min(ends, default=None)
    row = tuple(
        talk.button(f"button-later-{moment}", Snooze(".".join(about), moment))
        for moment in MOMENTS
        if first is None or time_of(moment, talk.now) < first
    )
    return [row] if row else []


def end_row(talk: Talk, filing: Filing | None) -> Row:
    """Return the last row below a reminder: no more of this filing, and the settings."""
    stop = (talk.button("button-silence", Silence(filing.number, True)),) if filing else ()
    return (*stop, talk.button("button-reminders", ReminderSettings()))


def pressed(talk: Talk, action: OfReminding) -> Turn:
    """Answer a button below a reminder or of the settings."""
    match action:
        case ReminderSettings():
            show = talk.leave if talk.is_free else talk.aside
            return show(settings(talk, talk.state))
        case Snooze():
            return snoozed(talk, action)
        case Silence():
            return silenced(talk, action)
        case QuietHours():
            if not (action.begin < 24 and action.end < 24):
                return talk.stale()
            state = replace(talk.state, quiet=(action.begin, action.end))
            return set_to(talk, state)
    assert_never(action)


def snoozed(talk: Talk, action: Snooze) -> Turn:
    """Remind again later."""
    moment = next((moment for moment in MOMENTS if moment == action.moment), None)
    minutes = int(action.moment) if action.moment.isdecimal() and len(action.moment) < 9 else 0
    at = time_of(moment, talk.now) if moment else datetime.fromtimestamp(minutes * 60, UTC)
    return told_at(talk, action.about.split("."), at) if at > talk.now else talk.stale()


def told_at(talk: Talk, these: Sequence[str], at: datetime, said: str = "snoozed") -> Turn:
    """Remind of these at a moment, and say so with the text of the key `said`. If none of them is left, the press is
    stale."""
    known = all_keys(talk.state)
    about = [each for each in these if each in known]
    if not about:
        return talk.stale()
    state = replace(talk.state, later={**talk.state.later, **dict.fromkeys(about, at)})
    when = shown_time(at, talk.now)
    far = local(at).date() >= local(talk.now).date() + retention.LIFE - retention.NOTICE
    only = known[about[0]] if len(about) == 1 else None
    rows: list[Row] = []
    if only and is_about_coming(about[0]):
        rows = [(talk.button("button-kept", OpenKept(only.number)),)]
    elif only:
        key = "button-open-filing" if len(talk.state.filings) > 1 else "button-go-on"
        rows = [(talk.button(key, OpenStep(only.number, ""), name=only.name),)]
    text = talk.say(said, when=when) + ("\n\n" + talk.say("snoozed-far") if far else "")
    return talk.show(Screen(text, (*rows, end_row(talk, only))), state=state)


def silenced(talk: Talk, action: Silence) -> Turn:
    """Turn reminders off or on, of one filing or of all (0)."""
    if action.filing == 0:
        state = replace(talk.state, silent=action.on)
    elif filing := talk.filing(action.filing):
        about = (about_filing(filing), about_wished(about_filing(filing))) if action.on else ()
        state = not_again(talk.state.with_filing(replace(filing, silent=action.on)), about)
    else:
        return talk.stale()
    return set_to(talk, state)


def set_to(talk: Talk, state: State) -> Turn:
    """Set the settings to this state, and show them."""
    key = "reminders-same" if state == talk.state else "reminders-changed"
    return talk.show(Toast(talk.label(key)), settings(talk, state), state=state)


def settings(talk: Talk, state: State) -> Screen:
    """Return the screen that says whether and when reminders come, with buttons to change that."""
    always = state.quiet[0] == state.quiet[1]
    key = "reminders-off" if state.silent else "reminders-on-always" if always else "reminders-on"
    rows: list[Row] = []
    if not state.silent:
        rows = in_pairs([night_button(talk, night, state.quiet) for night in NIGHTS])
        rows += [(bell(talk, filing.number, filing.name, filing.silent),) for filing in state.filings]
    rows.append((bell(talk, 0, talk.label("reminders-all"), state.silent),))
    return Screen(talk.say(key, night=_hours(state.quiet)), (*rows, home_row(talk.knowledge)))


def night_button(talk: Talk, night: Quiet, chosen: Quiet) -> Button:
    """Return the button for some quiet hours, ticked if they are the chosen ones."""
    hours = talk.label("quiet-none") if night[0] == night[1] else _hours(night)
    return Button(f"{'☑' if night == chosen else '☐'} 🌙 {hours}", encode(QuietHours(*night)))


def bell(talk: Talk, number: int, name: str, silent: bool) -> Button:
    """Return the button that turns the reminders of a filing (0: all) on or off."""
    key = "button-bell-off" if silent else "button-bell-on"
    return talk.button(key, Silence(number, not silent), name=name)


def _hours(quiet: Quiet) -> str:
    return f"{quiet[0]}:00～{quiet[1]}:00"
