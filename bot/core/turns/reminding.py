"""Turns that remind of something, and that do what the person answers: later, no more, not at night. When it is time
for what is in `reminders`."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import assert_never

from bot.core import course
from bot.core.actions import (
    Mend,
    OfReminding,
    OpenKept,
    OpenPlan,
    OpenStep,
    QuietHours,
    ReminderSettings,
    Returned,
    Silence,
    Snooze,
)
from bot.core.button_data import encode
from bot.core.filings import renewals, retention
from bot.core.filings.claims import open_claims
from bot.core.filings.clock import clock, hours_end
from bot.core.filings.plan import plan
from bot.core.filings.reminders import MOMENTS, MOST_TOLD, Reminder, about_wished, again, late, put_off, with_all_told
from bot.core.knowledge import Knowledge, Step
from bot.core.replies import Button, Note, Screen, Timer, Toast, Turn
from bot.core.screens import rejection_screens
from bot.core.screens.guard import came_rows
from bot.core.screens.rows import button, finish_button, home_row, in_pairs, to_read
from bot.core.screens.waiting import chase_rows, wait_line
from bot.core.state import Filing, Quiet, State
from bot.core.turns.talk import Talk
from bot.core.words import Marked, label, say, shown_time
from bot.core.workdays import local, spoken_date

NIGHTS: tuple[Quiet, ...] = ((22, 8), (21, 9), (23, 7), (0, 0))
"""Quiet hours to choose from; the last ones are none."""


def remind(talk: Talk, key: str) -> Turn:
    """Tell in one message what it is time for, judged by how things stand now; say nothing where there is none.
    key: of the timer that ran out; at night it may be wound up again."""
    found = late(talk.state, talk.knowledge, talk.now)
    state = talk.undisturbed
    if found and (morning := put_off(talk.state, talk.knowledge, talk.now)):
        return Turn(state, timers=(Timer(key, morning),))
    state = with_all_told(state, talk.now)
    if not found:
        return Turn(state)
    notes = tuple(Note("reminded", due.step.id if due.step else due.kind) for due in found)
    return talk.show(one(talk, found[0]) if len(found) == 1 else several(talk, found), state=state, notes=notes)


def one(talk: Talk, reminder: Reminder) -> Screen:
    """A reminder on its own: what it is about, the way on, and unless it says that it is the last one, later, no
    more. Of a filing that stands still it is what was told of it and is not noted yet, if anything was."""
    idle = reminder.filing if reminder.kind == "idle" else None
    told = [one for one in open_claims(talk.state, talk.knowledge) if idle and one.filing == idle.number]
    screen = talk.claim_screen(told[0]) if told else _screen(talk.knowledge, reminder, talk.now)
    about = f"due:{reminder.about}"
    if _is_last(reminder):
        return replace(screen, about=about)
    rows = (*screen.buttons, *later(talk, [reminder]), talk.end_row(reminder.filing))
    return replace(screen, buttons=rows, about=about)


def several(talk: Talk, found: Sequence[Reminder]) -> Screen:
    """Several at once: a line and a button for each."""
    shown = found[:MOST_TOLD]
    lines, rows = zip(*(_line(talk.knowledge, reminder, talk.now) for reminder in shown), strict=True)
    texts = [talk.say("due-several", count=str(len(found))), "\n".join(lines)]
    if len(found) > len(shown):
        texts.append(talk.say("due-more", count=str(len(found) - len(shown))))
    return Screen("\n\n".join(texts), (*rows, *later(talk, shown), talk.end_row(None)))


def later(talk: Talk, found: Sequence[Reminder]) -> list[tuple[Button, ...]]:
    """When to be told again: only before the first end of a deadline that is counted in hours."""
    ends = [hours_end(one.filing, talk.knowledge) for one in found if one.filing and one.kind == "hours"]
    return talk.snooze_rows([one.about for one in found], [end for end in ends if end])


def in_reminding(talk: Talk, action: OfReminding) -> Turn:
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
    """Tell again later."""
    moment = next((moment for moment in MOMENTS if moment == action.moment), None)
    minutes = int(action.moment) if action.moment.isdecimal() and len(action.moment) < 9 else 0
    at = again(moment, talk.now) if moment else datetime.fromtimestamp(minutes * 60, UTC)
    return told_at(talk, action.about.split("."), at) if at > talk.now else talk.stale()


def told_at(talk: Talk, these: Sequence[str], at: datetime, said: str = "snoozed") -> Turn:
    """Tell of these at a moment, which is `said` by this key; of what is there no more there is nothing to tell."""
    known: dict[str, Filing | None] = {f"a{attempt.number}": None for attempt in talk.state.loose}
    for filing in talk.state.filings:
        coming = (renewals.about_coming(filing.number, what) for what in renewals.COMING)
        known |= dict.fromkeys((str(filing.number), *coming), filing)
    known |= {about_wished(each): filing for each, filing in known.items()}
    about = [each for each in these if each in known]
    if not about:
        return talk.stale()
    state = replace(talk.state, later={**talk.state.later, **dict.fromkeys(about, at)})
    when = shown_time(at, talk.now)
    far = local(at).date() >= local(talk.now).date() + retention.LIFE - retention.NOTICE
    only = known[about[0]] if len(about) == 1 else None
    rows: list[tuple[Button, ...]] = []
    if only and renewals.is_about_coming(about[0]):
        rows = [(talk.button("button-kept", OpenKept(only.number)),)]
    elif only:
        key = "button-open-filing" if len(talk.state.filings) > 1 else "button-go-on"
        rows = [(talk.button(key, OpenStep(only.number, ""), name=only.name),)]
    text = talk.say(said, when=when) + ("\n\n" + talk.say("snoozed-far") if far else "")
    return talk.show(Screen(text, (*rows, talk.end_row(only))), state=state)


def silenced(talk: Talk, action: Silence) -> Turn:
    """No reminders, or again, of one filing or (0) of anything."""
    if action.filing == 0:
        state = replace(talk.state, silent=action.on)
    elif filing := talk.filing(action.filing):
        about = (str(filing.number), about_wished(str(filing.number)))
        later = {each: at for each, at in talk.state.later.items() if not (action.on and each in about)}
        state = replace(talk.state.with_filing(replace(filing, silent=action.on)), later=later)
    else:
        return talk.stale()
    return set_to(talk, state)


def set_to(talk: Talk, state: State) -> Turn:
    """The settings, as they are from now on."""
    key = "reminders-same" if state == talk.state else "reminders-changed"
    return talk.show(Toast(talk.label(key)), settings(talk, state), state=state)


def settings(talk: Talk, state: State) -> Screen:
    """Whether and when reminders are told, with buttons that change it."""
    awake = state.quiet[0] == state.quiet[1]
    key = "reminders-off" if state.silent else "reminders-on-always" if awake else "reminders-on"
    rows: list[tuple[Button, ...]] = []
    if not state.silent:
        nights = [Button(night(talk, each, each == state.quiet), encode(QuietHours(*each))) for each in NIGHTS]
        rows = in_pairs(nights)
        rows += [(bell(talk, filing.number, filing.name, filing.silent),) for filing in state.filings]
    rows.append((bell(talk, 0, talk.label("reminders-all"), state.silent),))
    return Screen(talk.say(key, night=_hours(state.quiet)), (*rows, home_row(talk.knowledge)))


def night(talk: Talk, quiet: Quiet, chosen: bool) -> str:
    hours = talk.label("quiet-none") if quiet[0] == quiet[1] else _hours(quiet)
    return f"{'☑' if chosen else '☐'} 🌙 {hours}"


def bell(talk: Talk, number: int, name: str, silent: bool) -> Button:
    key = "button-bell-off" if silent else "button-bell-on"
    return talk.button(key, Silence(number, not silent), name=name)


def _screen(knowledge: Knowledge, reminder: Reminder, now: datetime) -> Screen:
    """What a reminder is about, with what can be done about it."""
    filing, step = reminder.filing, reminder.step
    if reminder.attempt:
        made = plan(reminder.attempt, knowledge, now)
        if reminder.kind == "grace":
            return rejection_screens.grace_reminder(knowledge, reminder.attempt, filing, made, now)
        if reminder.kind == "wished":
            return rejection_screens.wished_reminder(knowledge, reminder.attempt, made)
        return rejection_screens.attempt_reminder(knowledge, reminder.attempt, filing, made)
    if filing is None or step is None:
        raise ValueError(f"a reminder of nothing: {reminder.key}")
    kind, running = _kind(reminder, step), clock(filing, knowledge, now)
    text = say(knowledge, f"due-{kind}", **_words(knowledge, filing, step, reminder, now))
    rows = chase_rows(knowledge, filing, running)
    go_on = button(knowledge, "button-go-on", OpenStep(filing.number, step.id))
    if course.is_judged(step):
        done = finish_button(filing, step)
        not_yet = Button(label(knowledge, "button-no-result"), go_on.data)
        came_back = button(knowledge, "button-rejected", Returned(filing.number))
        return Screen(text, ((done,), (not_yet,), (came_back,), *rows), yes_no=True)
    if step.guarded:
        rows += came_rows(knowledge, filing, step)
        rows.append((finish_button(filing, step),))
        if reminder.kind == "hours-over" and step.rejections:
            rows.append((button(knowledge, "button-returned", Mend(step.rejections[0])),))
        rows += in_pairs(to_read(knowledge, step.topics, "❓ "))
    if _is_last(reminder):
        text += "\n\n" + say(knowledge, f"due-{reminder.kind}-last")
    return Screen(text, (*rows, (go_on,)))


def _is_last(reminder: Reminder) -> bool:
    """Whether nothing more will be said of it, as nothing hangs on it but that it is left lying."""
    return reminder.kind in ("awaited", "idle") and reminder.number == reminder.of


def _line(knowledge: Knowledge, reminder: Reminder, now: datetime) -> tuple[str, tuple[Button, ...]]:
    """A reminder among others: its line, and the button that leads to it."""
    filing, step = reminder.filing, reminder.step
    name = filing.name if filing else label(knowledge, "due-loose")
    if filing and step:
        kind = _kind(reminder, step)
        text = say(knowledge, f"due-line-{kind}", **_words(knowledge, filing, step, reminder, now))
        return text, (button(knowledge, "button-open-filing", OpenStep(filing.number, ""), name=name),)
    if reminder.attempt is None:
        raise ValueError(f"a reminder of nothing: {reminder.key}")
    to_plan = button(knowledge, "button-plan-line", OpenPlan(reminder.attempt.number), name=name)
    return say(knowledge, f"due-line-{reminder.kind}", name=name), (to_plan,)


def _kind(reminder: Reminder, step: Step) -> str:
    """What the words are called."""
    return step.who if reminder.kind == "deadline" else reminder.kind


def _words(knowledge: Knowledge, filing: Filing, step: Step, reminder: Reminder, now: datetime) -> dict[str, str]:
    begun = course.mark(filing, step.id).begun or now
    end = hours_end(filing, knowledge) or now
    several, limit = reminder.of > 1, step.deadline.text if step.deadline else ""
    if step.deadline and step.deadline.only:
        limit = label(knowledge, "due-only", limit=limit, only=step.deadline.only)
    count = label(knowledge, "due-count", number=str(reminder.number), of=str(reminder.of)) if several else ""
    running = clock(filing, knowledge, now) if course.is_judged(step) else None
    wait = wait_line(knowledge, running, now) if running else say(knowledge, "due-result-unknown")
    return {
        "name": filing.name,
        "step": step.title,
        "since": spoken_date(begun, now),
        "deadline": limit,
        "end": shown_time(end, now),
        "left": _left(knowledge, end, now),
        "days": str((local(now).date() - local(max(begun, filing.touched or begun)).date()).days),
        "count": Marked(count),
        "wait": Marked(wait),
    }


def _left(knowledge: Knowledge, end: datetime, now: datetime) -> str:
    """How long it is until the end."""
    minutes = max(1, math.ceil((end - now).total_seconds() / 60))
    if minutes >= 120:
        return label(knowledge, "left-hours", count=str(round(minutes / 60)))
    return label(knowledge, "left-minutes", count=str(minutes))


def _hours(quiet: Quiet) -> str:
    return f"{quiet[0]}:00～{quiet[1]}:00"
