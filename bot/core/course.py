"""The course of a filing: where it stands in its flow, and what moves it on or back. Pure functions; no words, no
screens.

The current step is not stored: it is the first step of today's flow without a mark that it is done.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from bot.core.kinds import Sender, Subject
from bot.core.knowledge import Flow, Item, Knowledge, Step, Topic
from bot.core.state import Attempt, Filing, Mark, Past, Reached

Mishap = Literal["resent", "wrong"]
"""What happens to the code from the text message and is counted: it is sent again, or it was wrong."""
UNDO_STEPS = 5
_UNMARKED = Mark()
"""The mark of a step that was never touched; shared, as each turn asks for many."""


def current(filing: Filing, flow: Flow) -> Step | None:
    """Return the first step that is not done. None: all are done."""
    marks = filing.marks
    return next((step for step in flow.steps if marks.get(step.id, _UNMARKED).done is None), None)


def current_step(filing: Filing, knowledge: Knowledge) -> Step | None:
    """Return the first step that is not done. None: all are done, or the content no longer has the flow."""
    flow = knowledge.flows.get(filing.flow)
    return current(filing, flow) if flow else None


def steps_done(filing: Filing, flow: Flow) -> int:
    """Count the steps that are done."""
    return sum(mark(filing, step.id).done is not None for step in flow.steps)


def mark(filing: Filing, step: str) -> Mark:
    """Return the mark of a step (id); an empty one if it has none."""
    return filing.marks.get(step, _UNMARKED)


def step_of(flow: Flow, step: str) -> Step | None:
    """Return the step of this id. None: the flow has no such step."""
    return next((s for s in flow.steps if s.id == step), None)


def items(step: Step, subject: Subject) -> list[Item]:
    """Return the items of a step's checklist for this kind of applicant."""
    return [item for item in step.items if not item.subjects or subject in item.subjects]


def checklist(step: Step, filing: Filing) -> list[Item]:
    """Return the items of a step's checklist for this filing, without those that are known not to be needed."""
    return [item for item in items(step, filing.subject) if needed(item, filing) is not False]


def needed(item: Item, filing: Filing) -> bool | None:
    """Tell whether an item is needed. None: its condition is not known."""
    return filing.cases.get(item.condition) if item.condition else True


def missing(filing: Filing, step: Step) -> tuple[list[Item], list[Item]]:
    """Return the items that are not ticked: those that are needed, and those whose condition is not known."""
    ticked = mark(filing, step.id).ticked
    left = [item for item in checklist(step, filing) if item.id not in ticked]
    return [item for item in left if needed(item, filing)], [item for item in left if needed(item, filing) is None]


def begin(
    number: int,
    name: str,
    flow: Flow,
    subject: Subject,
    province: str,
    now: datetime,
    cases: Mapping[str, bool] = MappingProxyType({}),
) -> Filing:
    """Return a new filing at its first step."""
    marks = {flow.steps[0].id: Mark(begun=now)}
    return Filing(number, name, flow.id, subject, province, now, marks=marks, cases=dict(cases))


def restate(filing: Filing, flow: Flow, subject: Subject, province: str, now: datetime) -> Filing:
    """Correct the kind of applicant or the province. Only what depends on them is to be done again.

    These are the items that only the former or only the new kind of applicant needs, and the items that differ by
    province if the province changes. They lose their ticks, and a finished step that now needs one of them is open
    again. Of those that differ by province, the conditions are forgotten.
    """
    if (subject, province) == (filing.subject, filing.province):
        return filing
    changed = {
        item.id: item
        for step in flow.steps
        for item in step.items
        if (item.local and province != filing.province)
        or ((item in items(step, subject)) != (item in items(step, filing.subject)))
    }
    forgotten = {item.condition for item in changed.values() if item.local}
    cases = {condition: on for condition, on in filing.cases.items() if condition not in forgotten}
    now_so = replace(filing, subject=subject, province=province, cases=cases)
    marks = dict(filing.marks)
    for step in flow.steps:
        old = mark(filing, step.id)
        ticked = tuple(id for id in old.ticked if id not in changed)
        again = old.done and any(item.id in changed and needed(item, now_so) for item in items(step, subject))
        if again or ticked != old.ticked:
            marks[step.id] = Mark(ticked) if again else replace(old, ticked=ticked)
    return replace(_changed(filing, _begun(marks, flow, now)), subject=subject, province=province, cases=cases)


def move(filing: Filing, province: str) -> Filing:
    """Correct the province of a filing that was made elsewhere. Unlike with `restate`, nothing is to be done again."""
    return replace(_changed(filing, filing.marks), province=province) if province != filing.province else filing


def set_case(filing: Filing, condition: str, on: bool) -> Filing:
    """Note whether a condition holds. Nothing changes if that was noted already."""
    if filing.cases.get(condition) == on:
        return filing
    return replace(_changed(filing, filing.marks), cases={**filing.cases, condition: on})


def tick(filing: Filing, step: Step, items: tuple[str, ...], on: bool) -> Filing:
    """Set items ticked or not. Nothing changes if they are so already."""
    old = mark(filing, step.id)
    if all((item in old.ticked) == on for item in items):
        return filing
    others = tuple(item for item in old.ticked if item not in items)
    ticked = (*others, *items) if on else others
    return _changed(filing, {**filing.marks, step.id: replace(old, ticked=ticked)})


def tried(filing: Filing, step: Step, what: Mishap, count: int) -> Filing:
    """Note how often a code was wrong, or was sent again. Nothing changes if that was noted already."""
    old = mark(filing, step.id)
    new = replace(old, wrong=count) if what == "wrong" else replace(old, resent=count)
    return filing if new == old else _changed(filing, {**filing.marks, step.id: new})


def came(filing: Filing, step: Step, now: datetime) -> Filing:
    """Note that the awaited text message has come: the hours of the step begin. Nothing changes if none is awaited."""
    old = mark(filing, step.id)
    if not old.awaited:
        return filing
    return _changed(filing, {**filing.marks, step.id: replace(old, begun=now, awaited=False)})


def finish(filing: Filing, flow: Flow, step: Step, now: datetime) -> Filing:
    """Note that a step is done; the next open one begins. Nothing changes if it is done already."""
    old = mark(filing, step.id)
    if old.done is not None:
        return filing
    return _moved(filing, flow, {**filing.marks, step.id: replace(old, done=now)}, now)


def jump(filing: Filing, flow: Flow, step: Step, now: datetime) -> Filing:
    """Go to a step: all steps before it are done, it and all steps after it are not. Ticks stay."""
    if current(filing, flow) == step:
        return filing
    marks, before = dict(filing.marks), True
    for each in flow.steps:
        before = before and each.id != step.id
        old = mark(filing, each.id)
        if before and old.done is None:
            marks[each.id] = replace(old, done=now)
        elif not before and (old.done or old.begun):
            marks[each.id] = Mark(old.ticked)
    return _moved(filing, flow, marks, now)


def reach(filing: Filing, flow: Flow, step: Step, now: datetime) -> Filing:
    """Go forward to a step. Nothing changes if the filing came so far already."""
    at = current(filing, flow)
    ahead = at is not None and flow.steps.index(at) < flow.steps.index(step)
    return jump(filing, flow, step, now) if ahead else filing


def date_back(filing: Filing, flow: Flow, step: Step, at: datetime) -> Filing:
    """Note that the current step began at this moment, so the step before it ended by then."""
    marks = {**filing.marks, step.id: replace(mark(filing, step.id), begun=at)}
    before = before_it(flow, step)
    done, attempts = mark(filing, before.id).done, filing.attempts
    if done and (done > at or before.id == flow.resubmit):
        marks[before.id] = replace(marks[before.id], done=at)
        if attempts and attempts[-1].submitted == done:
            attempts = (*attempts[:-1], replace(attempts[-1], submitted=at))
    return _changed(filing, marks, attempts)


def before_it(flow: Flow, step: Step) -> Step:
    """Return the step before another one. The first step has none, and is returned itself."""
    return flow.steps[max(flow.steps.index(step) - 1, 0)]


def after_submission(flow: Flow) -> Step | None:
    """Return the first review by others, right after the step that submits. None: the flow has no such step."""
    ids = [step.id for step in flow.steps]
    place = ids.index(flow.resubmit) + 1 if flow.resubmit in ids else len(ids)
    return next((step for step in flow.steps[place : place + 1] if step.review and step.who != "applicant"), None)


def to_be_done(flow: Flow, at: Step) -> Sequence[Step]:
    """Return the applicant's steps from the current one to the submission; after it, only the current one."""
    here, last = flow.steps.index(at), flow.steps.index(step_of(flow, flow.resubmit) or flow.steps[-1])
    return [step for step in flow.steps[here : max(here, last) + 1] if step.who == "applicant"]


def guarded(flow: Flow, at: Step) -> Step | None:
    """Return the step, this one or a later one, at which the code from the text message is filled in. None: no step."""
    return next((step for step in flow.steps[flow.steps.index(at) :] if step.guarded), None)


def reached(flow: Flow, far: Reached) -> Step | None:
    """Return the step of a filing that came so far before it was noted. None: it only begins, or has no such step."""
    if far in ("sms", "code", "authority") and (step := guarded(flow, flow.steps[0])):
        return next(iter(flow.steps[flow.steps.index(step) + 1 :]), None) if far == "authority" else step
    if far == "approved":
        return approval(flow)
    return after_submission(flow) if far == "review" else None


def come(filing: Filing, flow: Flow, far: Reached, since: datetime) -> Filing:
    """Move a new filing to the step that it reached before it was noted. Nothing changes if it only begins."""
    step = reached(flow, far)
    if step is None:
        return filing
    there = jump(filing, flow, step, since)
    return came(there, step, since) if far == "code" else there


def approval(flow: Flow) -> Step | None:
    """Return the step after the last review. None: the flow ends with that review, or has none."""
    verdicts = [place for place, step in enumerate(flow.steps, 1) if step.review]
    return flow.steps[verdicts[-1]] if verdicts and verdicts[-1] < len(flow.steps) else None


def to_be_approved(filing: Filing, flow: Flow) -> Step | None:
    """Return the step to which an approval takes the filing. None: it is there already, or there is no such step."""
    step, at = approval(flow), current(filing, flow)
    return step if step and at and flow.steps.index(at) < flow.steps.index(step) else None


def reopen(
    filing: Filing, flow: Flow, attempt: Attempt, back_to: tuple[str, ...], now: datetime, grown: bool = False
) -> Filing:
    """Note a rejection: open the steps that mend it, and all steps from the resubmission on.

    back_to: the steps that the reasons name. Steps that the flow does not have are skipped; steps in between stay done.
    grown: the filing was made for this rejection, so its step does not tell which review rejected it.
    A filing that was still being mended came back from the same review as before, unless another sender is named.
    """
    ids = [step.id for step in flow.steps]
    again = set(ids[ids.index(flow.resubmit) :]) if flow.resubmit in ids else set()
    now_at = current(filing, flow)
    step, sender = (now_at.id, reviewer(now_at)) if now_at else (ids[-1], None)
    if is_being_mended(filing) and attempt.sender in (None, filing.attempts[-1].sender):
        step, sender = filing.attempts[-1].step, filing.attempts[-1].sender
    marks = {id: Mark() if id in again else mark for id, mark in _opened(filing.marks, back_to).items()}
    noted = replace(
        attempt,
        step="" if grown else step,
        sender=attempt.sender or (None if grown else sender),
        revision=filing.revision + 1,
    )
    return _changed(filing, _begun(marks, flow, now), (*filing.attempts, noted))


def reopen_also(filing: Filing, flow: Flow, back_to: tuple[str, ...], now: datetime) -> Filing:
    """Open the steps that mend further reasons of the current rejection."""
    marks = _opened(filing.marks, back_to)
    return filing if marks == filing.marks else _changed(filing, _begun(marks, flow, now))


def reviewer(step: Step) -> Sender | None:
    """Return who rejects a filing at this step. None: nobody."""
    match step.who:
        case "provider":
            return "provider-review"
        case "authority" | "police":
            return step.who
    return None


def is_judged(step: Step) -> bool:
    """Tell whether others review the filing at this step."""
    return step.review and reviewer(step) is not None


def resubmit(filing: Filing, flow: Flow, now: datetime) -> Filing:
    """Note that the filing was submitted again: all steps up to the submission are done, and the next one begins."""
    marks = dict(filing.marks)
    for step in flow.steps:
        if (old := mark(filing, step.id)).done is None:
            marks[step.id] = replace(old, done=now)
        if step.id == flow.resubmit:
            break
    return _moved(filing, flow, marks, now)


def mending_step(topic: Topic, flow: Flow) -> Step | None:
    """Return the step that mends a reason: the one it names, or else the first that lists it among its rejections."""
    named = next((step for step in flow.steps if step.id == topic.back_to), None)
    return named or next((step for step in flow.steps if topic.id in step.rejections), None)


def is_being_mended(filing: Filing) -> bool:
    """Tell whether the filing came back and was not submitted again yet."""
    return bool(filing.attempts) and filing.attempts[-1].submitted is None


def undo(filing: Filing) -> Filing:
    """Take the last change back, if there is one. Ticks in the plan of a rejection stay."""
    if not filing.past:
        return filing
    *past, last = filing.past
    now = {attempt.number: attempt for attempt in filing.attempts}
    attempts = tuple(
        replace(now[old.number], submitted=old.submitted) if old.number in now else old for old in last.attempts
    )
    before = replace(filing, marks=last.marks, attempts=attempts, past=tuple(past), revision=filing.revision + 1)
    if last.subject is None:
        return before
    return replace(before, subject=last.subject, province=last.province, cases=last.cases)


def _opened(marks: dict[str, Mark], steps: tuple[str, ...]) -> dict[str, Mark]:
    """Return the marks with these steps open again; their ticks stay."""
    return {id: Mark(mark.ticked) if id in steps else mark for id, mark in marks.items()}


def _begun(marks: dict[str, Mark], flow: Flow, now: datetime) -> dict[str, Mark]:
    """Return the marks with the current step begun."""
    for step in flow.steps:
        old = marks.get(step.id, Mark())
        if old.done is None:
            return marks if old.begun else {**marks, step.id: replace(old, begun=now, awaited=step.guarded)}
    return marks


def last_change(filing: Filing) -> datetime:
    """Return when a step of a filing, or a tick in its checklists, changed last."""
    marks = (moment for mark in filing.marks.values() for moment in (mark.begun, mark.done) if moment)
    return max(filing.touched or filing.begun, *marks)


def _moved(filing: Filing, flow: Flow, marks: dict[str, Mark], now: datetime) -> Filing:
    """Return the filing with these marks; its current step begins, and a mended rejection counts as submitted again."""
    attempts, submitted = filing.attempts, marks.get(flow.resubmit, Mark()).done
    if attempts and attempts[-1].submitted is None and submitted:
        attempts = (*attempts[:-1], replace(attempts[-1], submitted=submitted))
    return _changed(filing, _begun(marks, flow, now), attempts)


def _changed(filing: Filing, marks: dict[str, Mark], attempts: tuple[Attempt, ...] | None = None) -> Filing:
    before = Past(filing.marks, filing.attempts, filing.subject, filing.province, filing.cases)
    past = (*filing.past, before)[-UNDO_STEPS:]
    return replace(
        filing,
        marks=marks,
        attempts=filing.attempts if attempts is None else attempts,
        past=past,
        revision=filing.revision + 1,
    )
