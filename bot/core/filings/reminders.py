"""When a person is reminded of what. Pure functions from a state to keys and moments; no words.

No reminder is stored: all follow from where the filings stand. What was told is kept as one moment (`State.told`): a
reminder whose time came before it is not told again, wherever it is moved to.

Deadlines and usual lengths come from facts.yaml, working days from calendar.yaml.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Literal, get_args

from bot.core.course import current, current_step, is_being_mended, is_judged, mark
from bot.core.filings import attempts, plan, renewals
from bot.core.filings.clock import clock, hours_end
from bot.core.filings.later_keys import about_attempt, about_filing, about_wished, is_about_coming, is_about_wished
from bot.core.kinds import Who
from bot.core.knowledge import Fact, Knowledge, Step
from bot.core.state import Attempt, Filing, Quiet, State
from bot.core.texts import grace
from bot.core.workdays import BEIJING, MORNING, Calendar, days_after, local

WARNINGS = (12, 4, 1)
"""Hours left at which we warn of a deadline counted in hours."""
ASKED = (0, 1, 2)
"""On the morning after so many working days we ask whether the text message came: as long as a message of that day is
still in time."""
LADDER = (3, 7, 14)
"""Days after which we recall a step that the person left lying. After the last one we stay silent."""
UNKNOWN = 7
"""Days after which we ask for the result of a review of unknown length."""
MOST_TOLD = 10
"""Things that one message tells; it says if there are more."""
EVENING = time(20, 0, tzinfo=BEIJING)
_BEFORE_NIGHT = timedelta(hours=1)
_DAY = timedelta(days=1)
_SMALL_HOURS = 5
"""Before this hour 「明早」 is the morning of the same day."""

Kind = Literal["awaited", "hours", "hours-over", "deadline", "result", "idle", "fix", "grace", "later", "wished"]
Moment = Literal["hour", "evening", "morning"]
"""When the person wants to be told again."""
MOMENTS: tuple[Moment, ...] = get_args(Moment)


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something to be told.

    - about: a key of `later_keys`, but none for the time after approval.
    - time: when it is time for it; due: when it is told, as it does not wake anybody.
    - number, of: its place among the reminders of its kind.
    - filing and its current step, or a rejection and its filing: what it is about.
    """

    key: str
    about: str
    kind: Kind
    time: datetime
    due: datetime
    number: int = 1
    of: int = 1
    filing: Filing | None = None
    step: Step | None = None
    attempt: Attempt | None = None


def timers(state: State, knowledge: Knowledge, now: datetime) -> dict[str, datetime]:
    """Return the timer keys and moments (UTC) of everything that was not told yet."""
    return {one.key: one.due for one in reminders(state, knowledge, now) if _untold(one, state)}


def late(state: State, knowledge: Knowledge, now: datetime) -> list[Reminder]:
    """Return what is to be told now: the latest due reminder of each filing or rejection that has an untold one."""
    come = [one for one in reminders(state, knowledge, now) if one.time <= now]
    last = {one.about: one for one in sorted(come, key=lambda one: one.time) if one.kind != "later"}
    about = dict.fromkeys(one.about for one in come if _untold(one, state))
    # A wished reminder of a filing makes the one that it was left lying needless.
    wishes = [each for each in about if is_about_wished(each)]
    found = [last[each] for each in about if each in last]
    found = [
        one
        for one in found
        if one.kind != "idle" or not (about_wished(one.about) in wishes or _called(one, knowledge, now))
    ]
    # One thing is told once: its own reminder says more than the wished one.
    twice = {about_wished(one.about) for one in found}
    return [one for one in found if one.about not in twice]


def _called(one: Reminder, knowledge: Knowledge, now: datetime) -> bool:
    """Tell whether the public-security filing was recalled since the time of this reminder, or is now."""
    mornings = renewals.police_mornings(one.filing, knowledge).values() if one.filing else ()
    return any(one.time <= morning <= now for morning in mornings)


def put_off(state: State, knowledge: Knowledge, now: datetime) -> datetime | None:
    """Return the end of the night if it is night and what is late (the bot was off) can wait until then. It cannot if
    some of it is meant for this night, or a deadline leaves no time in the morning."""
    come = [one for one in reminders(state, knowledge, now) if _untold(one, state) and one.time <= now]
    morning = until_morning([one.due for one in come], state.quiet, now)
    ends = [hours_end(one.filing, knowledge) for one in come if one.kind == "hours" and one.filing]
    too_late = morning and any(end and now < end < morning + timedelta(hours=WARNINGS[-1]) for end in ends)
    return None if too_late else morning


def until_morning(due: Iterable[datetime], quiet: Quiet, now: datetime) -> datetime | None:
    """Return the end of the night if it is night and none of these moments lies in it; else None."""
    night = _night(now, quiet)
    return night[1] if night and not any(night[0] <= each <= now for each in due) else None


def with_all_told(state: State, now: datetime) -> State:
    """Return the state after everything due was told, except what comes after approval (`renewals`)."""
    later = {about: at for about, at in state.later.items() if at > now or is_about_coming(about)}
    return replace(state, told=now, later=later)


def not_again(state: State, about: Collection[str]) -> State:
    """Return the state in which nothing of `about` is to be told again."""
    return replace(state, later={each: at for each, at in state.later.items() if each not in about})


def reminders(state: State, knowledge: Knowledge, now: datetime) -> list[Reminder]:
    """Return every reminder, told or not, except what the person muted."""
    if state.silent:
        return []
    found: list[Reminder] = []
    for filing in state.filings:
        if not filing.muted:
            found += _of_filing(filing, state, knowledge, now)
    for attempt, owner in attempts.everything(state):
        if not (owner and owner.muted):
            found += _of_attempt(attempt, owner, state, knowledge, now)
    for about, at in state.later.items():
        if is_about_wished(about):
            found += _wished(about, at, state, knowledge)
        elif not is_about_coming(about):
            found.append(Reminder(f"later:{about}", about, "later", at, at))
    return found


def time_of(moment: Moment, now: datetime) -> datetime:
    """Return the moment (UTC) that a person means: 「今晚」 the next evening, 「明早」 after the next night."""
    today = local(now)
    match moment:
        case "hour":
            return now + timedelta(hours=1)
        case "evening":
            evening = datetime.combine(today.date(), EVENING)
            return evening if evening > now else evening + _DAY
        case "morning":
            return datetime.combine(today.date(), MORNING) + (_DAY if today.hour >= _SMALL_HOURS else timedelta())


def awake(moment: datetime, quiet: Quiet) -> datetime:
    """Return the moment or, if it falls into the quiet hours, their end."""
    night = _night(moment, quiet)
    return night[1] if night else moment


def _untold(one: Reminder, state: State) -> bool:
    return state.told is None or one.time > state.told


def _of_filing(filing: Filing, state: State, knowledge: Knowledge, now: datetime) -> Iterator[Reminder]:
    """Yield what there is to be told of the filing's current step; nothing if the filing is approved already."""
    flow = knowledge.flows.get(filing.flow)
    step = current(filing, flow) if flow else None
    made = mark(filing, step.id) if step else None
    if flow is None or step is None or made is None or made.begun is None or renewals.is_numbered_ahead(filing, flow):
        return
    begun = made.begun
    name, end, last = f"{filing.number}:{step.id}", hours_end(filing, knowledge), None

    def one(kind: Kind, more: str, at: datetime, due: datetime, number: int = 1, of: int = 1) -> Reminder:
        return Reminder(f"{kind}:{name}{more}", about_filing(filing), kind, at, due, number, of, filing, step)

    # A person who told that it came back, but not why, is not asked for the result.
    asked = state.waiting == "rejection" and (state.draft.filing or state.front) == filing.number
    told_back = asked and is_judged(step)
    if made.awaited:
        for number, days in enumerate(ASKED, 1):
            after_it = knowledge.calendar.add(local(begun).date(), days).date + _DAY
            at = datetime.combine(after_it, MORNING)
            yield one("awaited", f":{days}", at, awake(at, state.quiet), number, len(ASKED))
        return
    if end:
        warnings = _warnings(begun, end, state.quiet)
        for number, (hours, at, due) in enumerate(warnings, 1):
            yield one("hours", f":{hours}", at, due, number, len(warnings))
        yield one("hours-over", "", end, awake(end, state.quiet))
    elif step.deadline and step.deadline.high and not told_back and not renewals.is_handed_in(filing, flow, step):
        last = _last_day(knowledge.calendar, begun, step.deadline, step.who)
        yield one("deadline", "", last, awake(last, state.quiet))
    if is_judged(step) and not told_back:
        ready = _result(filing, begun, knowledge, now)
        if ready and (last is None or ready < last):
            yield one("result", "", ready, awake(ready, state.quiet))
    if step.who == "applicant":
        since = local(max(end or begun, _touched(filing, knowledge, now))).date()
        for number, day in enumerate(LADDER, 1):
            at = datetime.combine(since + day * _DAY, MORNING)
            if last is None or at < last:
                yield one("idle", f":{day}", at, awake(at, state.quiet), number, len(LADDER))


def _result(filing: Filing, begun: datetime, knowledge: Knowledge, now: datetime) -> datetime | None:
    """Return the first working morning by which others should be done with the current step. None: it has a limit, but
    no known usual length."""
    running, day = clock(filing, knowledge, now), local(begun).date() + UNKNOWN * _DAY
    if running:
        if running.expected is None:
            return None
        day = running.expected[1].date + _DAY
    return datetime.combine(knowledge.calendar.opens(day).date, MORNING)


def _of_attempt(
    attempt: Attempt, owner: Filing | None, state: State, knowledge: Knowledge, now: datetime
) -> Iterator[Reminder]:
    """Yield what there is to be told of a rejection that is being mended."""
    if attempt.submitted:
        return

    def one(kind: Kind, more: str, at: datetime, number: int = 1, of: int = 1) -> Reminder:
        key, due = f"{kind}:{attempt.number}{more}", awake(at, state.quiet)
        return Reminder(key, about_attempt(attempt, owner), kind, at, due, number, of, owner, attempt=attempt)

    if until := plan.waited_until(attempt, knowledge, now):
        yield one("fix", "", until)
    if last := grace.last_day(attempt, knowledge):
        for number, days in enumerate(grace.DAYS_BEFORE, 1):
            at = datetime.combine(last.date - days * _DAY, MORNING)
            if at > attempt.at:
                yield one("grace", f":{days}", at, number, len(grace.DAYS_BEFORE))


def _wished(about: str, at: datetime, state: State, knowledge: Knowledge) -> Iterator[Reminder]:
    """Yield the reminder that a person wished for, as long as anything is left to do about its subject."""
    for filing in state.filings:
        wished = not filing.away and about == about_wished(about_filing(filing))
        step = current_step(filing, knowledge) if wished else None
        if step:
            yield Reminder(f"wished:{about}", about, "wished", at, at, filing=filing, step=step)
    for attempt in state.loose:
        if about == about_wished(about_attempt(attempt, None)) and attempt.reached != "approved":
            yield Reminder(f"wished:{about}", about, "wished", at, at, attempt=attempt)


def _touched(filing: Filing, knowledge: Knowledge, now: datetime) -> datetime:
    """Return when the person last did anything; while a rejection is mended, also the end of its waiting time."""
    moments = [filing.touched or filing.begun]
    if is_being_mended(filing):
        attempt = filing.attempts[-1]
        moments += attempt.ticked.values()
        if until := plan.waited_until(attempt, knowledge, now):
            moments.append(until)
    return max(moments)


def _warnings(begun: datetime, end: datetime, quiet: Quiet) -> list[tuple[int, datetime, datetime]]:
    """Return (hours left, when it is time, when it is told) of each warning. At night the first one comes before it,
    the others after it. If that is too late, only the last one wakes the person. Warnings of the same moment become
    one."""
    found: dict[datetime, tuple[int, datetime, datetime]] = {}
    last_chance = end - timedelta(hours=WARNINGS[-1])
    for hours in WARNINGS:
        at = due = end - timedelta(hours=hours)
        if night := _night(at, quiet):
            evening, morning = night[0] - _BEFORE_NIGHT, night[1]
            if hours == WARNINGS[0] and evening > begun + timedelta(hours=1):
                at = due = evening
            elif morning <= last_chance:
                due = morning
            elif at < last_chance:
                continue
        if at > begun:
            found[due] = hours, at, due
    return list(found.values())


def _night(moment: datetime, quiet: Quiet) -> tuple[datetime, datetime] | None:
    """Return begin and end of the quiet hours that hold a moment; None: it is awake time."""
    begin, end = quiet
    day = local(moment)
    start = datetime.combine(day.date(), time(begin, tzinfo=BEIJING))
    if start > moment:
        start -= _DAY
    night = start, start + timedelta(hours=(end - begin) % 24)
    return night if moment < night[1] else None


def _last_day(calendar: Calendar, begun: datetime, length: Fact, who: Who) -> datetime:
    """Return the morning of the person's last day; if others act, the morning after, as they have the last day, too."""
    days = (length.high or 0) + (who != "applicant")
    return datetime.combine(days_after(calendar, local(begun).date(), days, length.unit).date, MORNING)
