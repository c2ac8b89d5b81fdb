"""What matters after a filing was approved, and when to remind of it. Pure, no words.

The time for the public-security filing is a fact (police-filing-days). How long domain, server and paper must still
last when a filing is submitted stands in rules.yaml.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.core.course import current, current_step, mark, step_of, to_be_approved
from bot.core.filings.later_keys import about_coming
from bot.core.kinds import NumberKind
from bot.core.knowledge import Flow, Knowledge, Step
from bot.core.rules import FieldName, Rule, broken
from bot.core.state import COMING, Coming, Filing, Renewal, State
from bot.core.workdays import BEIJING, MORNING, local

DAYS_BEFORE = (30, 7)
"""Days before something runs out on which we remind of it, the first warning first."""
YEAR = timedelta(days=365)
POLICE_DAYS = "police-filing-days"
POLICE_FILED = "police-filed"
"""The checklist item that says that the public-security filing was handed in."""
_AGAIN = "again"
KINDS = ("renewal", "police", "yearly", _AGAIN)
"""The prefixes of the timer keys."""
_LAST = 0
_FIELDS: Mapping[Renewal, FieldName] = {
    "domain": "domain-days-left",
    "server": "server-days-left",
    "identity": "id-days-left",
}


@dataclass(frozen=True, slots=True)
class TimerKey:
    """What the key of a timer says: what it reminds of, and of which filing (its number).

    left: so many days before that runs out. None: it does not run out, or the person chose the time.
    again: the person wished to be reminded again.
    """

    what: Coming
    filing: int
    left: int | None
    again: bool


def is_key(key: str) -> bool:
    """Tell whether a timer of this key reminds of something after approval."""
    return key.partition(":")[0] in KINDS


def read_key(key: str) -> TimerKey | None:
    """Return what the key of one of our timers says. None: something that we do not know any more."""
    kind, number, *rest = key.split(":")
    what = next((one for one in COMING if one in (kind, *rest)), None)
    left = int(rest[-1]) if rest and rest[-1].isdecimal() else None
    return TimerKey(what, int(number), left, kind == _AGAIN) if what else None


def about_of_timer(key: str) -> str:
    """Return the key in `State.later` of what a timer tells again; "": it tells nothing again."""
    read = read_key(key)
    return about_coming(read.filing, read.what) if read and read.again else ""


def ends(filing: Filing, what: Coming) -> datetime | None:
    """Return when something has run out, and a reminder comes too late; None: it does not run out."""
    day = next((day for one, day in filing.kept.until.items() if one == what), None)
    return datetime.combine(day + timedelta(days=1), time(tzinfo=BEIJING)) if day else None


def numbers_at(flow: Flow) -> dict[NumberKind, Step]:
    """Return the numbers that a flow gives, each with its step."""
    return {step.number: step for step in flow.steps if step.number}


def has_come(filing: Filing, flow: Flow, step: Step) -> bool:
    """Tell whether the filing got as far as this step."""
    at = current(filing, flow)
    return at is None or flow.steps.index(step) <= flow.steps.index(at)


def is_numbered_ahead(filing: Filing, flow: Flow) -> bool:
    """Tell whether the ICP number of this flow was told before the filing came so far: it is approved, and waits for no
    verdict."""
    return bool(filing.kept.icp and "icp" in numbers_at(flow) and to_be_approved(filing, flow))


def too_short(filing: Filing, knowledge: Knowledge, today: date) -> tuple[Rule, ...]:
    """Return the rules that expiry dates will break when the filing is submitted; empty if it was already."""
    flow = knowledge.flows.get(filing.flow)
    if flow is None or not _is_ahead(filing, flow):
        return ()
    return tuple(
        rule
        for what, day in filing.kept.until.items()
        for rule in broken(
            knowledge.rules, _FIELDS[what], str((day - today).days), filing.subject, filing.province
        )[:1]
    )  # fmt: skip


def _is_ahead(filing: Filing, flow: Flow) -> bool:
    submitted = step_of(flow, flow.resubmit)
    reviewed = any(step.who == "authority" for step in flow.steps)
    return reviewed and submitted is not None and mark(filing, submitted.id).done is None


def police_day(filing: Filing, knowledge: Knowledge) -> date | None:
    """Return the last day for the public-security filing. It counts from when the ICP number was told (the site opens
    then or later), else from the beginning of a step that was called done without it. None: it is handed in, or there
    is neither."""
    flow, since = knowledge.flows.get(filing.flow), filing.kept.noted
    if since is None:
        marks = (mark(filing, step.id) for step in _police_steps(flow) if _is_among_others(step))
        since = next((made.begun for made in marks if made.done), None)
    if since is None or _is_with_police(filing, flow):
        return None
    return police_last(since, knowledge)


def police_last(noted: datetime, knowledge: Knowledge) -> date:
    """Return the last day for the public-security filing if the ICP number was told then."""
    return local(noted).date() + timedelta(days=int(knowledge.facts[POLICE_DAYS].high or 0))


def _is_with_police(filing: Filing, flow: Flow | None) -> bool:
    """Tell whether the public-security filing was handed in, as far as is known. A step with several things to do can
    be done without it."""
    if filing.kept.police or filing.kept.police_filed:
        return True
    steps = _police_steps(flow)
    if not steps:
        return False
    made = mark(filing, steps[-1].id)
    return POLICE_FILED in made.ticked if _is_among_others(steps[-1]) else made.done is not None


def police_alone(filing: Filing, knowledge: Knowledge) -> date | None:
    """Return `police_day`; None also if it is the deadline of the current step."""
    at = current_step(filing, knowledge)
    return None if at and _is_police(at) else police_day(filing, knowledge)


def police_mornings(filing: Filing, knowledge: Knowledge) -> dict[int, datetime]:
    """Return by days left the morning on which we remind of the public-security filing. The last day is left out if the
    current step has that deadline and reminds of it."""
    last = police_day(filing, knowledge)
    if last is None:
        return {}
    days = (DAYS_BEFORE[-1], *([_LAST] if police_alone(filing, knowledge) else []))
    return {left: _morning(last - timedelta(days=left)) for left in days}


def is_handed_in(filing: Filing, flow: Flow, step: Step) -> bool:
    """Tell whether this step has the deadline of the public-security filing, and that was handed in."""
    return _is_police(step) and _is_with_police(filing, flow)


def year_over(filing: Filing) -> date | None:
    """Return the day from which the next yearly check is due; None: there is no approved filing to look after."""
    since = filing.kept.checked or filing.kept.noted
    return local(since + YEAR).date() if since else None


def timers(state: State, knowledge: Knowledge, now: datetime) -> dict[str, datetime]:
    """Return the timer keys and moments (UTC) of every reminder that is to come, except what the person muted.

    What is past is not told belatedly, except the yearly check: a year that ended unannounced (reminders were off) ends
    with the next morning.
    """
    if state.silent:
        return {}
    found: dict[str, datetime] = {}
    for filing in state.filings:
        if filing.muted:
            continue
        number = filing.number
        for what, day in filing.kept.until.items():
            for left in DAYS_BEFORE:
                found[f"renewal:{number}:{what}:{left}"] = _morning(day - timedelta(days=left))
        for left, morning in police_mornings(filing, knowledge).items():
            found[f"police:{number}:{left}"] = morning
        if year := year_over(filing):
            next_morning = _morning(local(now).date() + timedelta(days=1))
            due = _morning(year)
            found[f"yearly:{number}"] = due if due > now else next_morning
        for one in COMING:
            if again := state.later.get(about_coming(number, one)):
                found[f"{_AGAIN}:{number}:{one}"] = again
    return {key: due for key, due in found.items() if due > now}


def coming(state: State, knowledge: Knowledge, now: datetime) -> list[Coming]:
    """Return what we still have to remind of, each once."""
    keys = map(read_key, timers(state, knowledge, now))
    return list(dict.fromkeys(key.what for key in keys if key))


def _is_police(step: Step) -> bool:
    return step.deadline is not None and step.deadline.id == POLICE_DAYS


def _police_steps(flow: Flow | None) -> list[Step]:
    return [step for step in flow.steps if _is_police(step)] if flow else []


def _is_among_others(step: Step) -> bool:
    """Tell whether the public-security filing is one of several things to do in a step."""
    return any(item.id == POLICE_FILED for item in step.items)


def _morning(day: date) -> datetime:
    return datetime.combine(day, MORNING)
