"""Screens of whole filings: the overview of one, all at a glance, those put away, and the end of one. A single step is
in `step_screens`."""

from datetime import datetime

from bot.core import course
from bot.core.actions import (
    Delete,
    Flows,
    History,
    OpenStep,
    Overview,
    Progress,
    PutAway,
    Rename,
    Restate,
    Share,
    Shelf,
    Undo,
)
from bot.core.button_data import encode
from bot.core.filings.attempts import at_work_outside, waiting_outside
from bot.core.filings.clock import clock
from bot.core.filings.plan import plan
from bot.core.knowledge import Flow, Knowledge
from bot.core.replies import Button, Row, Screen
from bot.core.screens.draft_screens import province_name
from bot.core.screens.kept import kept_row, police_left, then_button
from bot.core.screens.plan_screens import day_told
from bot.core.screens.rejection_screens import all_reasons, awaited, being_mended, named_plan_button
from bot.core.screens.rows import button, home_row, in_rows, plan_button, to_read
from bot.core.screens.step_screens import NAMED, place, progress_bar, time_lines, whose_turn
from bot.core.screens.takealong import take_along_row
from bot.core.state import Filing, State
from bot.core.texts.numbers import icp_in
from bot.core.words import Marked, clip, in_lines, label, say
from bot.core.workdays import local, spoken_date
from bot.search.index import OFFERED

CANCELLING = "cancel-types"
"""The topic on how to cancel a filing at the authority."""
ON_PROGRESS = ("faq-progress-query", "time-total")
"""Topics for a person who asks about the progress of a filing that we know nothing of."""


def overview(knowledge: Knowledge, filing: Filing, now: datetime) -> Screen:
    """Show the card of a filing: whose turn it is, since when and until when, and all steps with what happened when."""
    flow = knowledge.flows[filing.flow]
    texts = [
        say(
            knowledge,
            "overview",
            name=filing.name,
            flow=flow.title,
            bar=progress_bar(filing, flow),
            subject=label(knowledge, f"subject-{filing.subject}"),
            province=province_name(knowledge, filing),
        ),
        _turn_lines(knowledge, filing, flow, now),
        step_lines(knowledge, filing, flow, now),
    ]
    if filing.attempts:
        texts.append(
            say(knowledge, "attempts", count=str(len(filing.attempts))) + "\n" + _attempts(knowledge, filing, now)
        )
    return Screen("\n\n".join(texts), (*_ways_on(knowledge, filing, flow), *_ways_about(knowledge, filing, flow, now)))


def _ways_on(knowledge: Knowledge, filing: Filing, flow: Flow) -> list[Row]:
    """Return the buttons to the step that is due, to the plan of a rejection, and to each step."""
    steps = enumerate(flow.steps, 1)
    rows = in_rows([Button(str(number), encode(OpenStep(filing.number, step.id))) for number, step in steps], 5)
    if course.is_being_mended(filing):
        rows.insert(0, (plan_button(knowledge, filing.attempts[-1]),))
    if course.current(filing, flow):
        rows.insert(0, (button(knowledge, "button-go-on", OpenStep(filing.number, "")),))
    return rows


def _ways_about(knowledge: Knowledge, filing: Filing, flow: Flow, now: datetime) -> list[Row]:
    """Return the buttons for all else: take the filing along, share it, undo a change, rename it, put it away."""
    number = filing.number
    undo = [button(knowledge, "button-undo", Undo(number, filing.revision))] if filing.past else []
    away = "button-bring-back" if filing.away else "button-put-away"
    put_away = button(knowledge, away, PutAway(number, not filing.away))
    return [
        take_along_row(knowledge, filing, now),
        *kept_row(knowledge, filing, flow),
        (button(knowledge, "button-share", Share(number, True)),),
        (button(knowledge, "button-progress", Progress()), *undo),
        (button(knowledge, "button-rename", Rename(number)), button(knowledge, "button-restate", Restate(number))),
        (put_away, button(knowledge, "button-delete", Delete(number, False))),
    ]


def step_lines(knowledge: Knowledge, filing: Filing, flow: Flow, now: datetime) -> str:
    """Return the steps, a line each: done (and when), current, to come."""
    at, lines = course.current(filing, flow), []
    for number, step in enumerate(flow.steps, 1):
        mark = course.mark(filing, step.id)
        sign = "✅" if mark.done else "👉" if step == at else "▫️"
        date = say(knowledge, "overview-date", date=spoken_date(mark.done, now)) if mark.done else ""
        lines.append(f"{sign} {number}\\. {step.title}{date}")
    return in_lines(lines)


def progress(knowledge: Knowledge, state: State, now: datetime) -> Screen:
    """Show where each filing stands, whose turn it is and since when; then the rejections without a filing that are
    being mended or wait for a result. Filings put away and the history are behind a button each."""
    new: list[Row] = [(button(knowledge, "button-file", Flows()),)]
    if state.loose or any(filing.attempts for filing in state.filings):
        new.insert(0, (button(knowledge, "button-history", History()),))
    away = sum(filing.away for filing in state.filings)
    if away:
        new.append((button(knowledge, "button-shelf", Shelf(), count=str(away)),))
    mending = at_work_outside(state)[-OFFERED:]
    waiting = [one for one in waiting_outside(state, now) if not plan(one, knowledge, now).rechecked][-OFFERED:]
    if not (state.filings or mending or waiting):
        new = [*in_rows(to_read(knowledge, ON_PROGRESS), 1), *new]
    if away < len(state.filings):
        texts = [say(knowledge, "progress")]
    else:
        nothing = away or not (mending or waiting)
        texts = [say(knowledge, "progress-away" if away else "progress-none")] if nothing else []
    rows: list[Row] = []
    shown = [filing for filing in state.filings if not filing.away]
    for filing in shown:
        texts.append(_standing(knowledge, filing, now))
        flow = knowledge.flows.get(filing.flow)
        key = "button-see-filing" if flow and course.current(filing, flow) is None else "button-open-filing"
        rows.append((button(knowledge, key, OpenStep(filing.number, ""), name=clip(filing.name, NAMED)),))
    if len(shown) == 1:
        rows.append(take_along_row(knowledge, shown[0], now))
    outside = (("progress-mending", mending, being_mended), ("progress-waiting", waiting, awaited))
    for key, attempts, told in outside:
        if attempts:
            lines = [told(knowledge, attempt, now) for attempt in attempts]
            texts.append(say(knowledge, key) + "\n\n" + "\n".join(lines))
            rows += [(named_plan_button(knowledge, attempt),) for attempt in attempts]
    return Screen("\n\n".join(texts), (*rows, *new, home_row(knowledge)))


def shelf(knowledge: Knowledge, state: State, now: datetime) -> Screen:
    """Show the filings that were put away, each with the button to bring it back."""
    away = [filing for filing in state.filings if filing.away]
    rows = [
        (button(knowledge, "button-bring-back-name", PutAway(filing.number, False), name=filing.name),)
        for filing in away
    ]
    texts = [say(knowledge, "shelf" if away else "shelf-none"), *(_standing(knowledge, f, now) for f in away)]
    foot = button(knowledge, "button-progress", Progress())
    return Screen("\n\n".join(texts), (*rows, (foot,), home_row(knowledge)))


def through(knowledge: Knowledge, filing: Filing, now: datetime) -> Screen:
    """Tell that the filing is through all its steps: its outcome (its number, if that was told), and the
    public-security filing if that is still to be handed in."""
    flow = knowledge.flows[filing.flow]
    rows = in_rows(to_read(knowledge, flow.steps[-1].topics[:3]), 1)
    if flow.then:
        rows.insert(0, (then_button(knowledge, filing, knowledge.flows[flow.then]),))
    police, police_rows = police_left(knowledge, filing, now)
    rows = police_rows + kept_row(knowledge, filing, flow) + rows
    rows.append((button(knowledge, "button-overview", Overview(filing.number)), *home_row(knowledge)))
    numbered = filing.kept.icp and icp_in(flow.outcome)
    outcome = say(knowledge, "through-number", number=filing.kept.icp) if numbered else flow.outcome
    texts = [say(knowledge, "through", name=filing.name, outcome=Marked(outcome)), *police]
    return Screen("\n\n".join(texts), tuple(rows))


def confirm_delete(knowledge: Knowledge, filing: Filing) -> Screen:
    """Ask if it should really be removed."""
    yes = button(knowledge, "button-delete-yes", Delete(filing.number, True))
    no = button(knowledge, "button-no", Overview(filing.number))
    real = in_rows(to_read(knowledge, [CANCELLING]), 1)
    return Screen(say(knowledge, "delete-sure", name=filing.name), ((yes,), (no,), *real), yes_no=True)


def gone(knowledge: Knowledge, filing: Filing) -> Screen:
    """Tell that the content has no such flow any more, and offer to delete the filing."""
    delete = button(knowledge, "button-delete", Delete(filing.number, False))
    return Screen(say(knowledge, "standing-gone", name=filing.name), ((delete,), home_row(knowledge)))


def _standing(knowledge: Knowledge, filing: Filing, now: datetime) -> str:
    flow = knowledge.flows.get(filing.flow)
    if flow is None:
        return say(knowledge, "standing-gone", name=filing.name)
    head = say(
        knowledge,
        "standing",
        name=filing.name,
        flow=flow.title,
        subject=label(knowledge, f"subject-{filing.subject}"),
        province=province_name(knowledge, filing),
        bar=progress_bar(filing, flow),
    )
    back = _came_back(knowledge, filing, flow, now) if filing.attempts else ""
    return "\n\n".join(part for part in (head, _turn_lines(knowledge, filing, flow, now), back) if part)


def _came_back(knowledge: Knowledge, filing: Filing, flow: Flow, now: datetime) -> str:
    """Tell how often a filing came back, and what of the last plan was open when it was submitted again, until that
    passed its first review."""
    count, last = str(len(filing.attempts)), filing.attempts[-1]
    if last.submitted is None:
        return say(knowledge, "mended", count=count)
    made, since = plan(last, knowledge, last.submitted), spoken_date(last.submitted, now)
    if made.rechecked or made.ready:
        return say(knowledge, "came-back", count=count)
    reviewed = course.current(filing, flow) != course.after_submission(flow)
    if made.left and not reviewed:
        return say(knowledge, "came-back-open", count=count, day=since, left=str(made.left))
    if made.until and not reviewed:
        return say(knowledge, "came-back-early", count=count, day=since, until=day_told(knowledge, made.until, now))
    return say(knowledge, "came-back-sent", count=count, day=since)


def _turn_lines(knowledge: Knowledge, filing: Filing, flow: Flow, now: datetime) -> str:
    at = course.current(filing, flow)
    if at is None:
        return say(knowledge, "standing-through")
    text = say(
        knowledge,
        "standing-step",
        place=place(knowledge, flow, at),
        title=at.title,
        who=whose_turn(knowledge, flow, at),
    )
    running = clock(filing, knowledge, now)
    if told := time_lines(knowledge, filing, at, running, now):
        text = say(knowledge, "standing-told", standing=Marked(text), told=Marked(told[0]))
    else:
        text += _since(knowledge, course.mark(filing, at.id).begun or filing.begun, now)
        text += say(knowledge, "standing-duration", duration=at.duration.text) if at.duration else ""
    return text


def _since(knowledge: Knowledge, begun: datetime, now: datetime) -> str:
    since, today = local(begun).date(), local(now).date()
    if since == today:
        return say(knowledge, "standing-today")
    days = knowledge.calendar.count(since, today)
    key = "standing-since" if days else "standing-no-day"
    return say(knowledge, key, since=spoken_date(begun, now), days=str(days))


def _attempts(knowledge: Knowledge, filing: Filing, now: datetime) -> str:
    lines = []
    for attempt in filing.attempts:
        step = course.step_of(knowledge.flows[filing.flow], attempt.step)
        key = "attempt" if step else "attempt-somewhere"
        date, reasons = spoken_date(attempt.at, now), all_reasons(knowledge, attempt)
        lines.append(say(knowledge, key, date=date, step=step.title if step else "", reasons=reasons))
    return "\n".join(lines)
