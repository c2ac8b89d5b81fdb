"""Screens of one step of a filing: what to do in it, how it stands in time, and when all should be over. `details` has
the items of its checklist one by one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.core import course
from bot.core.actions import Details, Jump, OpenStep, Overview, Rejected, Tick, Undo
from bot.core.button_data import encode
from bot.core.filings.attempts import topics_of
from bot.core.filings.clock import Clock, clock, hours_end
from bot.core.filings.renewals import is_numbered_ahead
from bot.core.knowledge import Flow, Item, Knowledge, Step, Topic
from bot.core.replies import Button, Row, Screen
from bot.core.screens.details import explained
from bot.core.screens.guard import guard_lines, guard_rows
from bot.core.screens.kept import step_rows
from bot.core.screens.provinces import local_lines
from bot.core.screens.rows import (
    button,
    finish_button,
    flow_row,
    home_row,
    in_rows,
    plan_button,
    province_button,
    to_read,
)
from bot.core.screens.waiting import awaited_line, chase_rows, clock_lines, experience_lines, hours_line
from bot.core.state import Filing
from bot.core.texts.asker import is_mini
from bot.core.words import Marked, box, clip, label, say
from bot.core.workdays import Day, spoken_date, spoken_day

NAMED = 14
"""Characters of a filing's name in a button that says more than the name."""
BAR = 10
"""Squares of a progress bar."""


def step_screen(knowledge: Knowledge, filing: Filing, step: Step, now: datetime) -> Screen:
    """Show one step: its place in the flow, who acts, how long it takes, what to do, the checklist, and the way on."""
    flow = knowledge.flows[filing.flow]
    at = course.current(filing, flow)
    mark = course.mark(filing, step.id)
    texts = [
        say(
            knowledge,
            "step-head",
            name=filing.name,
            flow=flow.title,
            place=place(knowledge, flow, step),
            bar=progress_bar(filing, flow),
            title=step.title,
        ),
        _facts_line(knowledge, flow, step),
        step.text,
    ]
    running = clock(filing, knowledge, now) if step == at else None
    if step == at:
        texts[2:2] = time_lines(knowledge, filing, step, running, now)
        if step.guarded:
            texts.append(guard_lines(knowledge, filing, step))
    faults = _faults(knowledge, filing, flow, step)
    if faults:
        titles = "；".join(topic.title for topic in faults)
        texts.insert(1, say(knowledge, "step-faults", titles=titles))
    if lines := _checklist(knowledge, filing, step):
        texts.append("\n".join(lines))
    local = [about for about in step.local if about != "personal" or filing.subject == "personal"]
    texts += local_lines(knowledge, knowledge.provinces.get(filing.province), local, filing.subject)
    if mark.done:
        texts.append(say(knowledge, "step-done-on", date=spoken_date(mark.done, now)))
    return Screen("\n\n".join(texts), _rows(knowledge, filing, step, running), about=f"step:{filing.number}")


def step_buttons(knowledge: Knowledge, filing: Filing, step: Step, now: datetime) -> tuple[Row, ...]:
    """Return the buttons of `step_screen` alone."""
    at = course.current(filing, knowledge.flows[filing.flow])
    return _rows(knowledge, filing, step, clock(filing, knowledge, now) if step == at else None)


def _rows(knowledge: Knowledge, filing: Filing, step: Step, running: Clock | None) -> tuple[Row, ...]:
    flow = knowledge.flows[filing.flow]
    at = course.current(filing, flow)
    mend = to_read(knowledge, (topic.id for topic in _faults(knowledge, filing, flow, step)), "🔧 ")
    rows = step_rows(knowledge, filing, step) + chase_rows(knowledge, filing, running)
    rows += in_rows(mend, 1) + in_rows(_boxes(filing, step), 5)
    if step == at and step.guarded:
        rows += guard_rows(knowledge, filing, step)
    if course.is_being_mended(filing):
        rows.insert(0, (plan_button(knowledge, filing.attempts[-1]),))
    return (*rows, *_way_on(knowledge, filing, flow, step, at), *_turns(knowledge, filing, flow, step))


def _checklist(knowledge: Knowledge, filing: Filing, step: Step) -> list[str]:
    ticked = course.mark(filing, step.id).ticked
    return [
        item_line(knowledge, filing, item, box(item.id in ticked, number))
        for number, item in enumerate(course.checklist(step, filing), 1)
    ]


def _boxes(filing: Filing, step: Step) -> list[Button]:
    ticked = course.mark(filing, step.id).ticked
    return [
        Button(box(item.id in ticked, number), encode(Tick(filing.number, step.id, item.id, item.id not in ticked)))
        for number, item in enumerate(course.checklist(step, filing), 1)
    ]


def item_line(knowledge: Knowledge, filing: Filing, item: Item, sign: str) -> str:
    """Return an item of a checklist, with the condition that it depends on until that is known."""
    if course.needed(item, filing) is None:
        return say(knowledge, "step-item-if", sign=sign, condition=Marked(item.condition), text=Marked(item.text))
    return say(knowledge, "step-item", sign=sign, text=Marked(item.text))


def time_screen(knowledge: Knowledge, filing: Filing, step: Step, now: datetime) -> Screen:
    """Show only how a step stands in time, with the button to ask about it if it takes too long."""
    flow = knowledge.flows[filing.flow]
    at = step == course.current(filing, flow)
    running = clock(filing, knowledge, now) if at else None
    texts = [say(knowledge, "heading", title=step.title), _facts_line(knowledge, flow, step)]
    texts += time_lines(knowledge, filing, step, running, now) if at else []
    back = button(knowledge, "button-to-step", OpenStep(filing.number, step.id))
    about = in_rows(to_read(knowledge, step.topics[:2], "❓ "), 1)
    return Screen("\n\n".join(texts), (*chase_rows(knowledge, filing, running), *about, (back,)))


def end_screen(
    knowledge: Knowledge, filing: Filing, step: Step, days: tuple[Day, Day], by: date | None, now: datetime
) -> Screen:
    """Show between which days all should be over, whether that meets the day asked for, and `time_screen`."""
    below = time_screen(knowledge, filing, step, now)
    return replace(below, text="\n\n".join([*_end_lines(knowledge, filing, step, days, by, now), below.text]))


def ends_screen(
    knowledge: Knowledge,
    ends: Sequence[tuple[Filing, Step, tuple[Day, Day]]],
    by: date | None,
    now: datetime,
) -> Screen:
    """Show the same of several filings, each with the button to it."""
    texts = [" ".join(_end_lines(knowledge, *one, by, now)) for one in ends]
    names = (
        button(knowledge, "button-open-filing", OpenStep(one.number, ""), name=clip(one.name, NAMED))
        for one, *_ in ends
    )
    return Screen("\n\n".join(texts), tuple((button,) for button in names))


def _end_lines(
    knowledge: Knowledge, filing: Filing, step: Step, days: tuple[Day, Day], by: date | None, now: datetime
) -> list[str]:
    first, last = days
    between = label(knowledge, "clock-between", first=spoken_day(first.date, now), last=spoken_day(last.date, now))
    texts = [say(knowledge, "end-expected" if step.review else "end-if-today", name=filing.name, days=between)]
    if by:
        fits = "fits" if last.date <= by else "unsure" if first.date <= by else "late"
        texts.insert(0, say(knowledge, f"end-{fits}", day=spoken_day(by, now)))
    if not last.certain:
        texts.append(say(knowledge, "clock-unannounced", year=str(last.date.year)))
    return texts


def step_alone(knowledge: Knowledge, flow: Flow, step: Step) -> Screen:
    """Show one step without a filing, as a link does: what to do, and the button to begin."""
    head = say(knowledge, "step-alone", flow=flow.title, place=place(knowledge, flow, step), title=step.title)
    items = "\n".join(f"- {item.text}" for item in step.items if not item.condition)
    texts = [head, _facts_line(knowledge, flow, step), step.text, items]
    about = in_rows(to_read(knowledge, step.topics[:2], "❓ "), 1)
    return Screen("\n\n".join(filter(None, texts)), (flow_row(knowledge, flow), *about, home_row(knowledge)))


def place(knowledge: Knowledge, flow: Flow, step: Step) -> str:
    """Tell which of how many steps it is."""
    if len(flow.steps) == 1:
        return label(knowledge, "step-only")
    return label(knowledge, "step-of", number=str(flow.steps.index(step) + 1), count=str(len(flow.steps)))


def time_lines(knowledge: Knowledge, filing: Filing, step: Step, running: Clock | None, now: datetime) -> list[str]:
    """Tell how the current step stands in time: its clock, text message, deadline in hours, or how long it took others;
    or that the filing is approved already."""
    if is_numbered_ahead(filing, knowledge.flows[filing.flow]):
        return [say(knowledge, "numbered-ahead")]
    if running:
        return [clock_lines(knowledge, filing, running, now)]
    if course.mark(filing, step.id).awaited:
        return [awaited_line(knowledge, step)]
    end = hours_end(filing, knowledge)
    return [hours_line(knowledge, end, now)] if end else experience_lines(knowledge, filing, step)


def _faults(knowledge: Knowledge, filing: Filing, flow: Flow, step: Step) -> list[Topic]:
    """Return the reasons of the last rejection that are to be mended in this step."""
    if not filing.attempts or course.mark(filing, step.id).done:
        return []
    return [topic for topic in topics_of(filing.attempts[-1], knowledge) if course.mending_step(topic, flow) == step]


def _way_on(knowledge: Knowledge, filing: Filing, flow: Flow, step: Step, at: Step | None) -> list[Row]:
    """Return the button that ends the current step, or the one that makes this step the current one."""
    if step == at:
        done = finish_button(filing, step)
        came_back = button(knowledge, "button-rejected", Rejected())
        return [(done,), (came_back,)] if step.review else [(done,)]
    behind = at is None or flow.steps.index(step) < flow.steps.index(at)
    key = "button-jump-back" if behind else "button-jump-on"
    return [(button(knowledge, key, Jump(filing.number, step.id)),)]


def _turns(knowledge: Knowledge, filing: Filing, flow: Flow, step: Step) -> list[Row]:
    """Return the buttons back and forth, to undo, to all steps, and to the questions that come up here."""
    place = flow.steps.index(step)
    before, after = flow.steps[max(place - 1, 0) : place], flow.steps[place + 1 : place + 2]
    row = [button(knowledge, "button-previous", OpenStep(filing.number, one.id)) for one in before]
    row += [button(knowledge, "button-next", OpenStep(filing.number, one.id)) for one in after]
    second = [button(knowledge, "button-overview", Overview(filing.number))]
    if explained(step, filing):
        second.insert(0, button(knowledge, "button-details", Details(filing.number, step.id, 0)))
    if filing.past:
        second.append(button(knowledge, "button-undo", Undo(filing.number, filing.revision)))
    most, beside = (4, 2) if step.guarded else (2, 1)
    rows = [tuple(row)] if row else []
    rows += [tuple(second), *in_rows(to_read(knowledge, step.topics[:most], "❓ "), beside)]
    province = knowledge.provinces.get(filing.province)
    if province and step.items:
        rows.append((province_button(knowledge, province),))
    return rows


def whose_turn(knowledge: Knowledge, flow: Flow, step: Step) -> str:
    """Tell whose turn it is. A mini program's platform does what the access provider does for all else."""
    on_platform = is_mini(flow.id) and step.who == "provider"
    return label(knowledge, "who-platform" if on_platform else f"who-{step.who}")


def _facts_line(knowledge: Knowledge, flow: Flow, step: Step) -> str:
    who = whose_turn(knowledge, flow, step)
    if step.duration is None:
        return say(knowledge, "step-who", who=who)
    return say(knowledge, "step-who-time", who=who, duration=step.duration.text)


def progress_bar(filing: Filing, flow: Flow) -> str:
    """Show how much of a filing is done."""
    done = course.steps_done(filing, flow)
    full = done * BAR // len(flow.steps)
    return "▓" * full + "░" * (BAR - full) + f" {done}/{len(flow.steps)}"
