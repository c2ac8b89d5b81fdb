"""Screens of a filing: the questions with which it begins, its steps, its overview, all filings at a glance."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import get_args

from bot.core import course, plans
from bot.core.actions import (
    AllFlows,
    AskRoute,
    Delete,
    Details,
    Finish,
    Flows,
    FollowOn,
    History,
    Jump,
    NewFiling,
    NoName,
    OpenStep,
    Overview,
    PickProvince,
    PickSubject,
    Progress,
    PutAway,
    Read,
    Rejected,
    Rename,
    Restate,
    Share,
    Shelf,
    Tick,
    Undo,
    encode,
)
from bot.core.answers import OFFERED, flow_row, home_row, in_pairs, in_rows, local_lines, plan_button, province_button
from bot.core.asker import is_mini
from bot.core.attempts import at_work_outside, topics_of, waiting_outside
from bot.core.clock import Clock, clock, hours_end
from bot.core.details import explained
from bot.core.guard import guard_lines, guard_rows
from bot.core.kept import kept_row, step_rows
from bot.core.knowledge import Flow, Item, Knowledge, Step, Subject, Topic
from bot.core.plan import plan
from bot.core.renewals import is_numbered_ahead
from bot.core.replies import Button, Screen
from bot.core.state import Draft, Filing, State
from bot.core.takealong import take_along_row
from bot.core.waiting import awaited_line, chase_rows, clock_lines, experience_lines, hours_line
from bot.core.wordlists import listed
from bot.core.words import Marked, circled, clip, label, say
from bot.core.workdays import Day, local, spoken_date, spoken_day

NAMED = 14
"""Characters of the name of a filing in a button that says more than that."""
BAR = 10
"""Squares of a progress bar."""
CANCELLING = "cancel-types"
"""The topic on how a filing is cancelled at the authority."""
SUBJECTS: tuple[Subject, ...] = get_args(Subject)


def subject_called(knowledge: Knowledge, text: str, subjects: Sequence[Subject] = SUBJECTS) -> Subject | None:
    """Which of these kinds of applicant a text names, and nothing else."""
    return next((one for one in subjects if text in listed(knowledge, f"words-{one}")), None)


def ask_flow(knowledge: Knowledge) -> Screen:
    """What is to be done? Every flow with when it is the right one."""
    flows = knowledge.flows.values()
    lines = [say(knowledge, "flow-line", title=flow.title, when=Marked(flow.when)) for flow in flows]
    buttons = [Button(flow.title, encode(NewFiling(flow.id))) for flow in flows]
    text = say(knowledge, "ask-flow") + "\n\n" + "\n".join(lines)
    return Screen(text, (*in_pairs(buttons), home_row(knowledge)))


def guess_flow(knowledge: Knowledge, flow: Flow) -> Screen:
    """Is it this flow by which it was filed? Or else every one."""
    yes = Button(label(knowledge, "button-guess", flow=flow.title), encode(NewFiling(flow.id)))
    other = Button(label(knowledge, "button-guess-other"), encode(AllFlows()))
    text = say(knowledge, "guess-flow", flow=flow.title, when=Marked(flow.when))
    return Screen(text, ((yes,), (other,), home_row(knowledge)), yes_no=True)


def ask_subject(knowledge: Knowledge, draft: Draft) -> Screen:
    """As whom is it filed? Those kinds that the flow serves."""
    flow = knowledge.flows[draft.flow]
    buttons = [Button(label(knowledge, f"subject-{s}"), encode(PickSubject(s))) for s in SUBJECTS if s in flow.subjects]
    rows = in_pairs(buttons)
    key = "ask-subject-again" if draft.filing else "ask-subject"
    return Screen(say(knowledge, key, flow=flow.title, when=flow.when), (*rows, _back_row(knowledge, draft)))


def ask_province(knowledge: Knowledge, draft: Draft) -> Screen:
    """Where does the applicant live, by its papers?"""
    buttons = [Button(p.short, encode(PickProvince(p.id))) for p in knowledge.provinces.values()]
    rows = in_rows(buttons, 4)
    texts = [say(knowledge, "ask-province"), *_known(knowledge, draft)]
    return Screen("\n\n".join(texts), (*rows, *_known_row(knowledge, draft), _back_row(knowledge, draft)))


def ask_name(knowledge: Knowledge, draft: Draft) -> Screen:
    """What shall we call it?"""
    if draft.filing:
        keep = Button(label(knowledge, "button-keep-name"), encode(Overview(draft.filing)))
        return Screen(say(knowledge, "ask-name-again"), ((keep,), home_row(knowledge)))
    skip = Button(label(knowledge, "button-no-name"), encode(NoName()))
    texts = [say(knowledge, "ask-name"), *_known(knowledge, draft)]
    return Screen("\n\n".join(texts), ((skip,), *_known_row(knowledge, draft), _back_row(knowledge, draft)))


def _known(knowledge: Knowledge, draft: Draft) -> list[str]:
    """What is not asked for, since it is known: shown, lest it is wrong."""
    return [say(knowledge, "known", answers=answers(knowledge, draft))] if draft.known else []


def _known_row(knowledge: Knowledge, draft: Draft) -> list[tuple[Button, ...]]:
    """The way to answer that otherwise."""
    return [(Button(label(knowledge, "button-restate"), encode(Restate(0))),)] if draft.known else []


def _back_row(knowledge: Knowledge, draft: Draft) -> tuple[Button, ...]:
    """Back to what led to this filing, and home."""
    if not draft.picks:
        return home_row(knowledge)
    question, _ = draft.picks[-1]
    return (Button(label(knowledge, "button-to-route"), encode(AskRoute(question))), *home_row(knowledge))


def step_screen(knowledge: Knowledge, filing: Filing, step: Step, now: datetime) -> Screen:
    """One step: where it stands in the whole, who acts, how long, what to do, the checklist, and the way on."""
    flow = knowledge.flows[filing.flow]
    index = flow.steps.index(step)
    at = course.current(filing, flow)
    mark = course.mark(filing, step.id)
    texts = [
        say(
            knowledge,
            "step-head",
            name=filing.name,
            flow=flow.title,
            place=_place(knowledge, flow, step),
            bar=progress_bar(filing, flow),
            title=step.title,
        ),
        _facts_line(knowledge, flow, step),
        step.text,
    ]
    running = clock(filing, knowledge, now) if step == at else None
    if step == at:
        texts[2:2] = _time(knowledge, filing, step, running, now)
        if step.guarded:
            texts.append(guard_lines(knowledge, filing, step))
    faults = _faults(knowledge, filing, flow, step)
    if faults:
        titles = "；".join(topic.title for topic in faults)
        texts.insert(1, say(knowledge, "step-faults", titles=titles))
    lines, ticks = [], []
    for number, item in enumerate(course.checklist(step, filing), 1):
        on = item.id in mark.ticked
        sign = f"{'☑' if on else '☐'}{circled(number)}"
        lines.append(item_line(knowledge, filing, item, sign))
        ticks.append(Button(sign, encode(Tick(filing.number, step.id, item.id, not on))))
    if lines:
        texts.append("\n".join(lines))
    local = [about for about in step.local if about != "personal" or filing.subject == "personal"]
    texts += local_lines(knowledge, knowledge.provinces.get(filing.province), local, filing.subject)
    if mark.done:
        texts.append(say(knowledge, "step-done-on", date=spoken_date(mark.done, now)))
    rows = [(Button("🔧 " + topic.button, encode(Read(topic.id))),) for topic in faults] + in_rows(ticks, 5)
    rows = step_rows(knowledge, filing, step) + chase_rows(knowledge, filing, running) + rows
    if step == at and step.guarded:
        rows += guard_rows(knowledge, filing, step)
    if course.mended(filing):
        rows.insert(0, (plan_button(knowledge, filing.attempts[-1]),))
    return Screen(
        "\n\n".join(texts),
        (*rows, *_way_on(knowledge, filing, flow, step, at), *_turns(knowledge, filing, flow, index)),
        about=f"step:{filing.number}",
    )


def item_line(knowledge: Knowledge, filing: Filing, item: Item, sign: str) -> str:
    """An item of a checklist, with the condition on which it depends as long as that is not known."""
    if course.needed(item, filing) is None:
        return say(knowledge, "step-item-if", sign=sign, condition=Marked(item.condition), text=Marked(item.text))
    return say(knowledge, "step-item", sign=sign, text=Marked(item.text))


def time_screen(knowledge: Knowledge, filing: Filing, step: Step, now: datetime) -> Screen:
    """How a step stands in time alone, with the way to ask for it where it takes too long."""
    flow = knowledge.flows[filing.flow]
    at = step == course.current(filing, flow)
    running = clock(filing, knowledge, now) if at else None
    texts = [say(knowledge, "step-time", title=step.title), _facts_line(knowledge, flow, step)]
    texts += _time(knowledge, filing, step, running, now) if at else []
    back = Button(label(knowledge, "button-to-step"), encode(OpenStep(filing.number, step.id)))
    about = [(Button("❓ " + knowledge.topics[id].button, encode(Read(id))),) for id in step.topics[:2]]
    return Screen("\n\n".join(texts), (*chase_rows(knowledge, filing, running), *about, (back,)))


def end_screen(
    knowledge: Knowledge, filing: Filing, step: Step, days: tuple[Day, Day], by: date | None, now: datetime
) -> Screen:
    """Between which days it should all be over, and whether that is by the day that was asked for, above how its
    current step stands in time."""
    below = time_screen(knowledge, filing, step, now)
    return replace(below, text="\n\n".join([*_end_lines(knowledge, filing, step, days, by, now), below.text]))


def ends_screen(
    knowledge: Knowledge,
    ends: Sequence[tuple[Filing, Step, tuple[Day, Day]]],
    by: date | None,
    now: datetime,
) -> Screen:
    """The same of several filings, each with the way to it."""
    texts = [" ".join(_end_lines(knowledge, *one, by, now)) for one in ends]
    names = (
        Button(label(knowledge, "button-open-filing", name=clip(one.name, NAMED)), encode(OpenStep(one.number, "")))
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
    """One step outside a filing, as a link shows it: what is to be done, and the way to begin."""
    head = say(knowledge, "step-alone", flow=flow.title, place=_place(knowledge, flow, step), title=step.title)
    items = "\n".join(f"- {item.text}" for item in step.items if not item.condition)
    texts = [head, _facts_line(knowledge, flow, step), step.text, items]
    about = [knowledge.topics[id] for id in step.topics[:2]]
    rows = [flow_row(knowledge, flow)]
    rows += [(Button("❓ " + t.button, encode(Read(t.id))),) for t in about]
    return Screen("\n\n".join(text for text in texts if text), (*rows, home_row(knowledge)))


def _place(knowledge: Knowledge, flow: Flow, step: Step) -> str:
    """Which of how many steps it is."""
    if len(flow.steps) == 1:
        return label(knowledge, "step-only")
    return label(knowledge, "step-of", number=str(flow.steps.index(step) + 1), count=str(len(flow.steps)))


def _time(knowledge: Knowledge, filing: Filing, step: Step, running: Clock | None, now: datetime) -> list[str]:
    """How the current step stands in time, where it has a limit, others are at it, or it is known how long it took
    others; or that it is over, where the filing is approved."""
    if is_numbered_ahead(filing, knowledge.flows[filing.flow]):
        return [say(knowledge, "numbered-ahead")]
    if running:
        return [clock_lines(knowledge, filing, running, now)]
    if course.mark(filing, step.id).awaited:
        return [awaited_line(knowledge, step)]
    end = hours_end(filing, knowledge)
    return [hours_line(knowledge, end, now)] if end else experience_lines(knowledge, filing, step)


def _faults(knowledge: Knowledge, filing: Filing, flow: Flow, step: Step) -> list[Topic]:
    """The reasons of the last rejection that are to be mended in this step."""
    if not filing.attempts or course.mark(filing, step.id).done:
        return []
    return [topic for topic in topics_of(filing.attempts[-1], knowledge) if course.mending(topic, flow) == step]


def _way_on(knowledge: Knowledge, filing: Filing, flow: Flow, step: Step, at: Step | None) -> list[tuple[Button, ...]]:
    """What ends this step; from another one than the current, what makes this the current one."""
    if step == at:
        done = Button("✅ " + step.done, encode(Finish(filing.number, step.id)))
        came_back = Button(label(knowledge, "button-came-back"), encode(Rejected()))
        return [(done,), (came_back,)] if step.review else [(done,)]
    behind = at is None or flow.steps.index(step) < flow.steps.index(at)
    key = "button-jump-back" if behind else "button-jump-on"
    return [(Button(label(knowledge, key), encode(Jump(filing.number, step.id))),)]


def _turns(knowledge: Knowledge, filing: Filing, flow: Flow, index: int) -> list[tuple[Button, ...]]:
    """Back, forth, undo, all steps, questions that come up here."""
    row: list[Button] = []
    if index > 0:
        row.append(
            Button(label(knowledge, "button-previous"), encode(OpenStep(filing.number, flow.steps[index - 1].id)))
        )
    if index + 1 < len(flow.steps):
        row.append(Button(label(knowledge, "button-next"), encode(OpenStep(filing.number, flow.steps[index + 1].id))))
    second = [Button(label(knowledge, "button-overview"), encode(Overview(filing.number)))]
    if explained(flow.steps[index], filing):
        second.insert(
            0, Button(label(knowledge, "button-details"), encode(Details(filing.number, flow.steps[index].id, 0)))
        )
    if filing.past:
        second.append(Button(label(knowledge, "button-undo"), encode(Undo(filing.number, filing.revision))))
    step = flow.steps[index]
    most, beside = (4, 2) if step.guarded else (2, 1)
    about = [Button("❓ " + knowledge.topics[id].button, encode(Read(id))) for id in step.topics[:most]]
    rows = [tuple(row)] if row else []
    rows += [tuple(second), *in_rows(about, beside)]
    province = knowledge.provinces.get(filing.province)
    if province and step.items:
        rows.append((province_button(knowledge, province),))
    return rows


def overview(knowledge: Knowledge, filing: Filing, now: datetime) -> Screen:
    """The card of a filing: whose turn it is, since when and until when, and all steps with what happened when."""
    flow = knowledge.flows[filing.flow]
    at = course.current(filing, flow)
    steps = enumerate(flow.steps, 1)
    buttons = [Button(str(number), encode(OpenStep(filing.number, step.id))) for number, step in steps]
    texts = [
        say(
            knowledge,
            "overview",
            name=filing.name,
            flow=flow.title,
            bar=progress_bar(filing, flow),
            subject=label(knowledge, f"subject-{filing.subject}"),
            province=_province(knowledge, filing),
        ),
        _turn_lines(knowledge, filing, flow, now),
        step_lines(knowledge, filing, flow, now),
    ]
    if filing.attempts:
        texts.append(
            say(knowledge, "attempts", count=str(len(filing.attempts))) + "\n" + _attempts(knowledge, filing, now)
        )
    rows = in_rows(buttons, 5)
    foot = [Button(label(knowledge, "button-progress"), encode(Progress()))]
    if filing.past:
        foot.append(Button(label(knowledge, "button-undo"), encode(Undo(filing.number, filing.revision))))
    away = "button-bring-back" if filing.away else "button-put-away"
    last = [
        (
            Button(label(knowledge, "button-rename"), encode(Rename(filing.number))),
            Button(label(knowledge, "button-restate"), encode(Restate(filing.number))),
        ),
        (
            Button(label(knowledge, away), encode(PutAway(filing.number, not filing.away))),
            Button(label(knowledge, "button-delete"), encode(Delete(filing.number, False))),
        ),
    ]
    if course.mended(filing):
        rows.insert(0, (plan_button(knowledge, filing.attempts[-1]),))
    go_on = [(Button(label(knowledge, "button-go-on"), encode(OpenStep(filing.number, ""))),)] if at else []
    kept = kept_row(knowledge, filing, flow)
    kept.append((Button(label(knowledge, "button-share"), encode(Share(filing.number, True))),))
    along = take_along_row(knowledge, filing, now)
    return Screen("\n\n".join(texts), (*go_on, *rows, along, *kept, tuple(foot), *last))


def step_lines(knowledge: Knowledge, filing: Filing, flow: Flow, now: datetime) -> str:
    """The steps, a line each: done (and when), current, to come."""
    at, lines = course.current(filing, flow), []
    for number, step in enumerate(flow.steps, 1):
        mark = course.mark(filing, step.id)
        sign = "✅" if mark.done else "👉" if step == at else "▫️"
        date = say(knowledge, "overview-date", date=spoken_date(mark.done, now)) if mark.done else ""
        lines.append(f"{sign} {number}\\. {step.title}{date}")
    # a backslash at the end of a line is CommonMark's hard line break
    return "\\\n".join(lines)


def progress(knowledge: Knowledge, state: State, now: datetime) -> Screen:
    """Where each filing stands, whose turn it is and since when; what is being mended outside of them, or waits for its
    result; those that were put away, and what came back, behind a button each."""
    new = [(Button(label(knowledge, "button-file"), encode(Flows())),)]
    if state.loose or any(filing.attempts for filing in state.filings):
        new.insert(0, (Button(label(knowledge, "button-history"), encode(History())),))
    away = sum(filing.away for filing in state.filings)
    if away:
        new.append((Button(label(knowledge, "button-shelf", count=str(away)), encode(Shelf())),))
    mending = at_work_outside(state)[-OFFERED:]
    waiting = [one for one in waiting_outside(state, now) if not plan(one, knowledge, now).rechecked][-OFFERED:]
    if away < len(state.filings):
        texts = [say(knowledge, "progress")]
    else:
        nothing = away or not (mending or waiting)
        texts = [say(knowledge, "progress-away" if away else "progress-none")] if nothing else []
    rows: list[tuple[Button, ...]] = []
    shown = [filing for filing in state.filings if not filing.away]
    for filing in shown:
        texts.append(_standing(knowledge, filing, now))
        flow = knowledge.flows.get(filing.flow)
        key = "button-see-filing" if flow and course.current(filing, flow) is None else "button-open-filing"
        name = label(knowledge, key, name=clip(filing.name, NAMED))
        rows.append((Button(name, encode(OpenStep(filing.number, ""))),))
    if len(shown) == 1:
        rows.append(take_along_row(knowledge, shown[0], now))
    if mending:
        lines = [plans.standing(knowledge, attempt, now) for attempt in mending]
        texts.append(say(knowledge, "progress-mending") + "\n\n" + "\n".join(lines))
        rows += [(plans.named_plan_button(knowledge, attempt),) for attempt in mending]
    if waiting:
        lines = [plans.awaited(knowledge, attempt, now) for attempt in waiting]
        texts.append(say(knowledge, "progress-waiting") + "\n\n" + "\n".join(lines))
        rows += [(plans.named_plan_button(knowledge, attempt),) for attempt in waiting]
    return Screen("\n\n".join(texts), (*rows, *new, home_row(knowledge)))


def shelf(knowledge: Knowledge, state: State, now: datetime) -> Screen:
    """The filings that were put away, each with the way to bring it back."""
    away = [filing for filing in state.filings if filing.away]
    rows = [
        (Button(label(knowledge, "button-bring-back-name", name=filing.name), encode(PutAway(filing.number, False))),)
        for filing in away
    ]
    texts = [say(knowledge, "shelf" if away else "shelf-none"), *(_standing(knowledge, f, now) for f in away)]
    foot = Button(label(knowledge, "button-progress"), encode(Progress()))
    return Screen("\n\n".join(texts), (*rows, (foot,), home_row(knowledge)))


def through(knowledge: Knowledge, filing: Filing) -> Screen:
    """The filing is through all its steps."""
    flow = knowledge.flows[filing.flow]
    rows: list[tuple[Button, ...]] = [
        (Button(knowledge.topics[id].button, encode(Read(id))),) for id in flow.steps[-1].topics[:3]
    ]
    if flow.then:
        title = label(knowledge, "button-then", flow=knowledge.flows[flow.then].title)
        rows.insert(0, (Button(title, encode(FollowOn(filing.number, flow.then))),))
    rows = kept_row(knowledge, filing, flow) + rows
    rows.append((Button(label(knowledge, "button-overview"), encode(Overview(filing.number))), *home_row(knowledge)))
    return Screen(say(knowledge, "through", name=filing.name, outcome=Marked(flow.outcome)), tuple(rows))


def confirm_delete(knowledge: Knowledge, filing: Filing) -> Screen:
    """Really remove it?"""
    yes = Button(label(knowledge, "button-delete-yes"), encode(Delete(filing.number, True)))
    no = Button(label(knowledge, "button-no"), encode(Overview(filing.number)))
    real = [(Button(knowledge.topics[id].button, encode(Read(id))),) for id in (CANCELLING,) if id in knowledge.topics]
    return Screen(say(knowledge, "delete-sure", name=filing.name), ((yes,), (no,), *real), yes_no=True)


def gone(knowledge: Knowledge, filing: Filing) -> Screen:
    """The content has no steps for this kind of filing any more: what is noted of it may be deleted."""
    delete = Button(label(knowledge, "button-delete"), encode(Delete(filing.number, False)))
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
        province=_province(knowledge, filing),
        bar=progress_bar(filing, flow),
    )
    key = "mended" if course.mended(filing) else "came-back"
    back = say(knowledge, key, count=str(len(filing.attempts))) if filing.attempts else ""
    return "\n\n".join(part for part in (head, _turn_lines(knowledge, filing, flow, now), back) if part)


def _turn_lines(knowledge: Knowledge, filing: Filing, flow: Flow, now: datetime) -> str:
    """The current step, whose turn it is, and how it stands in time."""
    at = course.current(filing, flow)
    if at is None:
        return say(knowledge, "standing-through")
    text = say(
        knowledge,
        "standing-step",
        place=_place(knowledge, flow, at),
        title=at.title,
        who=_who(knowledge, flow, at),
    )
    running = clock(filing, knowledge, now)
    if told := _time(knowledge, filing, at, running, now):
        text = say(knowledge, "standing-told", standing=Marked(text), told=Marked(told[0]))
    else:
        text += _since(knowledge, course.mark(filing, at.id).begun or filing.begun, now)
        text += say(knowledge, "standing-duration", duration=at.duration.text) if at.duration else ""
    return text


def _since(knowledge: Knowledge, begun: datetime, now: datetime) -> str:
    """Since when it is at this step, and how many working days of that have passed."""
    since, today = local(begun).date(), local(now).date()
    if since == today:
        return say(knowledge, "standing-today")
    days = knowledge.calendar.count(since, today)
    key = "standing-since" if days else "standing-no-day"
    return say(knowledge, key, since=spoken_date(begun, now), days=str(days))


def answers(knowledge: Knowledge, one: Filing | Draft) -> str:
    """As whom and where it is filed, as far as that is known."""
    who = label(knowledge, f"subject-{one.subject}") if one.subject else ""
    return "，".join(filter(None, (who, _province(knowledge, one))))


def _province(knowledge: Knowledge, one: Filing | Draft) -> str:
    return knowledge.provinces[one.province].short if one.province in knowledge.provinces else ""


def _attempts(knowledge: Knowledge, filing: Filing, now: datetime) -> str:
    lines = []
    for attempt in filing.attempts:
        titles = [topic.title for topic in topics_of(attempt, knowledge)]
        step = course.step_of(knowledge.flows[filing.flow], attempt.step)
        key = "attempt" if step else "attempt-somewhere"
        reasons = "；".join(titles) or label(knowledge, "attempt-unknown")
        date, title = spoken_date(attempt.at, now), step.title if step else ""
        lines.append(say(knowledge, key, date=date, step=title, reasons=reasons))
    return "\n".join(lines)


def _who(knowledge: Knowledge, flow: Flow, step: Step) -> str:
    """Whose turn it is; of a mini program its platform's, where it is the access provider's of anything else."""
    on_platform = is_mini(flow.id) and step.who == "provider"
    return label(knowledge, "who-platform" if on_platform else f"who-{step.who}")


def _facts_line(knowledge: Knowledge, flow: Flow, step: Step) -> str:
    who = _who(knowledge, flow, step)
    if step.duration is None:
        return say(knowledge, "step-who", who=who)
    return say(knowledge, "step-who-time", who=who, duration=step.duration.text)


def progress_bar(filing: Filing, flow: Flow) -> str:
    """How much of it is done."""
    done = sum(course.mark(filing, step.id).done is not None for step in flow.steps)
    full = done * BAR // len(flow.steps)
    return "▓" * full + "░" * (BAR - full) + f" {done}/{len(flow.steps)}"
