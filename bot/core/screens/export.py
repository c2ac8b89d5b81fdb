"""All that is kept of one filing, as plain text that the person can keep, print or hand on. Pure."""

from datetime import datetime

from bot.core.course import checklist, current_step, mark
from bot.core.filings.clock import clock
from bot.core.knowledge import Knowledge, Step
from bot.core.plain import plain
from bot.core.screens.kept import kept_lines
from bot.core.screens.rejection_screens import all_reasons
from bot.core.screens.waiting import clock_lines
from bot.core.state import Attempt, Filing
from bot.core.words import label
from bot.core.workdays import local


def text_file(filing: Filing, knowledge: Knowledge, now: datetime) -> bytes:
    """Return steps with dates and ticked items, the current one's clock, numbers, expiry dates and rejections, in
    UTF-8."""
    flow = knowledge.flows.get(filing.flow)
    province = knowledge.provinces.get(filing.province)
    head = label(
        knowledge,
        "export-head",
        name=filing.name,
        flow=flow.title if flow else filing.flow,
        subject=label(knowledge, f"subject-{filing.subject}"),
        province=province.short if province else filing.province,
        begun=_day(filing.begun),
        now=f"{_day(now)} {local(now):%H:%M}",
    )
    steps: list[str] = []
    at = current_step(filing, knowledge)
    for number, step in enumerate(flow.steps if flow else (), 1):
        steps += _step(filing, knowledge, number, step, at)
        if step == at and (running := clock(filing, knowledge, now)):
            steps += [f"    {line}" for line in plain(clock_lines(knowledge, filing, running, now)).splitlines()]
    parts = [head.rstrip("\n"), "\n".join(steps)]
    if lines := kept_lines(knowledge, filing, now):
        parts.append(plain("\n".join(lines)))
    if filing.attempts:
        lines = [label(knowledge, "rejected-times", count=str(len(filing.attempts)))]
        for number, attempt in enumerate(filing.attempts, 1):
            lines += _attempt(knowledge, number, attempt)
        parts.append("\n".join(lines))
    return ("\n\n".join(parts) + "\n").encode()


def _step(filing: Filing, knowledge: Knowledge, number: int, step: Step, at: Step | None) -> list[str]:
    """Return a step with its dates and ticked items; with all items if it is the current one."""
    found = mark(filing, step.id)
    dates = [label(knowledge, "export-begun", day=_day(found.begun))] if found.begun else []
    dates += [label(knowledge, "export-done", day=_day(found.done))] if found.done else []
    sign = "✓" if found.done else "→" if step == at else "·"
    lines = [f"{sign} {number}. {step.title}{'（' + '，'.join(dates) + '）' if dates else ''}"]
    shown = [item for item in checklist(step, filing) if item.id in found.ticked or step == at]
    return lines + [f"    [{'x' if item.id in found.ticked else ' '}] {plain(item.text)}" for item in shown]


def _attempt(knowledge: Knowledge, number: int, attempt: Attempt) -> list[str]:
    lines = [f"{number}. {_day(attempt.at)}  {all_reasons(knowledge, attempt)}"]
    lines += [f"    ? {one.text}" for one in attempt.unclear]
    for id, done in attempt.ticked.items():
        if fix := knowledge.fixes.get(id):
            lines.append(f"    [x] {fix.title}（{_day(done)}）")
    if attempt.submitted:
        lines.append("    " + label(knowledge, "export-submitted", day=_day(attempt.submitted)))
    return lines


def _day(moment: datetime) -> str:
    return f"{local(moment):%Y-%m-%d}"
