"""The progress of a filing as a picture for a phone: what is done, what is now and whose turn it is, what is to come.

Drawing takes some tens of milliseconds: run it off the event loop.
"""

from datetime import datetime
from itertools import pairwise

from bot.core.course import current, mark, steps_done
from bot.core.filings.clock import clock, hours_end
from bot.core.knowledge import Flow, Knowledge, Step
from bot.core.plain import plain
from bot.core.screens.draft_screens import province_name
from bot.core.screens.waiting import clock_lines, hours_line
from bot.core.state import Filing, Language
from bot.core.words import label
from bot.core.workdays import local, spoken_date
from bot.picture.sheet import (
    BACK,
    CARD,
    DONE,
    DONE_PALE,
    EDGE,
    INK,
    NOW,
    NOW_PALE,
    PALE,
    PAPER,
    SOFT,
    WIDTH,
    Sheet,
    drawable,
)

LINE = 108
"""Pixels from the left edge to the line through all steps."""
TEXT = 176
"""Pixels from the left edge to the titles of the steps."""


def picture(filing: Filing, knowledge: Knowledge, now: datetime, language: Language = "") -> bytes:
    """Return a PNG, 1080 pixels wide. `knowledge` is the content in this `language`. Characters that the font lacks are
    left out."""
    flow = knowledge.flows.get(filing.flow)
    steps = flow.steps if flow else ()
    sheet = Sheet(1500 + 200 * len(steps), language)
    y = _head(sheet, filing, flow, knowledge)
    if flow:
        y = _standing(sheet, y, filing, flow, knowledge, now)
        y = _steps(sheet, y, filing, flow, knowledge, now)
    foot = label(knowledge, "picture-foot", now=f"{local(now):%Y-%m-%d %H:%M}")
    y = sheet.text(EDGE, y + 40, foot, 28, PALE)
    return sheet.png(y + 40)


def _head(sheet: Sheet, filing: Filing, flow: Flow | None, knowledge: Knowledge) -> int:
    """Draw which filing it is and how much of it is done. Return the next y."""
    y = sheet.text(EDGE, 64, drawable(filing.name) or filing.flow, 60, INK, bold=True, most=2)
    kind = flow.title if flow else ""
    about = (kind, label(knowledge, f"subject-{filing.subject}"), province_name(knowledge, filing))
    y = sheet.text(EDGE, y + 12, " · ".join(filter(None, about)), 34, SOFT)
    if filing.attempts:
        y = sheet.text(EDGE, y + 8, label(knowledge, "rejected-times", count=str(len(filing.attempts))), 34, BACK)
    if flow is None:
        return y
    done = steps_done(filing, flow)
    told = f"{done} / {len(flow.steps)}"
    right = WIDTH - EDGE - sheet.width(told, 34) - 28
    sheet.box(EDGE, y + 36, right, y + 52, 8, DONE_PALE)
    if done:
        sheet.box(EDGE, y + 36, EDGE + max(16, (right - EDGE) * done // len(flow.steps)), y + 52, 8, DONE)
    return sheet.text(right + 28, y + 20, told, 34, DONE, bold=True) + 16


def _standing(sheet: Sheet, y: int, filing: Filing, flow: Flow, knowledge: Knowledge, now: datetime) -> int:
    """Draw the current step, whose turn it is, and its clock. Return the next y."""
    step = current(filing, flow)
    inner, width = EDGE + 44, WIDTH - 2 * EDGE - 88
    if step is None:
        sheet.box(EDGE, y + 24, WIDTH - EDGE, y + 144, 28, DONE_PALE)
        sheet.text(inner, y + 54, label(knowledge, "picture-through"), 44, DONE, bold=True)
        return y + 144
    told: list[str] = []
    if running := clock(filing, knowledge, now):
        told = plain(clock_lines(knowledge, filing, running, now)).splitlines()
    elif end := hours_end(filing, knowledge):
        told = plain(hours_line(knowledge, end, now)).splitlines()
    elif begun := mark(filing, step.id).begun:
        told = [label(knowledge, "picture-since", since=spoken_date(begun, now))]
    turn = label(knowledge, "picture-turn", who=label(knowledge, f"who-{step.who}"))
    pill = sheet.width(turn, 32) + 48
    title = sheet.lines(step.title, 46, width - pill - 24, 3)
    parts = [sheet.lines(drawable(one), 32, width, 4) for one in told]
    bottom = y + 24 + 40 + len(title) * 62 + sum(14 + len(part) * 46 for part in parts) + 40
    sheet.box(EDGE, y + 24, WIDTH - EDGE, bottom, 28, NOW_PALE)
    sheet.box(WIDTH - EDGE - 44 - pill, y + 68, WIDTH - EDGE - 44, y + 124, 28, NOW)
    sheet.text(WIDTH - EDGE - 44 - pill + 24, y + 73, turn, 32, CARD, bold=True)
    at = y + 64
    for line in title:
        sheet.draw_line(inner, at, line, 46, INK, bold=True)
        at += 62
    for part in parts:
        at += 14
        for line in part:
            sheet.draw_line(inner, at, line, 32, INK)
            at += 46
    return bottom


def _steps(sheet: Sheet, y: int, filing: Filing, flow: Flow, knowledge: Knowledge, now: datetime) -> int:
    """Draw all steps along a line, with the days on which they were done. Return the next y."""
    at = current(filing, flow)
    rows: list[tuple[Step, int, list[str], str]] = []
    top = y + 56
    for step in flow.steps:
        side = _beside(filing, step, knowledge, now)
        title = sheet.lines(step.title, 38, WIDTH - EDGE - TEXT - sheet.width(side, 30) - 32, 2)
        rows.append((step, top, title, side))
        top += 40 + len(title) * 52
    for (_, start, *_), (following, end, *_) in pairwise(rows):
        reached = mark(filing, following.id).done is not None or following == at
        sheet.box(LINE - 3, start + 26, LINE + 3, end + 26, 0, DONE if reached else DONE_PALE)
    for number, (step, start, title, side) in enumerate(rows, 1):
        done, middle = mark(filing, step.id).done is not None, start + 26
        if done:
            sheet.disc(LINE, middle, 24, DONE)
            sheet.tick(LINE, middle)
        elif step == at:
            sheet.disc(LINE, middle, 38, NOW_PALE)
            sheet.disc(LINE, middle, 29, NOW)
            sheet.centred(LINE, middle, str(number), 32, CARD)
        else:
            sheet.disc(LINE, middle, 24, DONE_PALE)
            sheet.disc(LINE, middle, 20, PAPER)
            sheet.centred(LINE, middle, str(number), 24, PALE)
        ink = SOFT if done else INK if step == at else PALE
        line_y = start
        for line in title:
            sheet.draw_line(TEXT, line_y, line, 38, ink, bold=step == at)
            line_y += 52
        if side:
            color = DONE if done else NOW if step == at else PALE
            sheet.draw_line(WIDTH - EDGE - sheet.width(side, 30), start + 6, side, 30, color)
    return top


def _beside(filing: Filing, step: Step, knowledge: Knowledge, now: datetime) -> str:
    """Return what stands to the right of a step: the day it was done, or who else has to do it."""
    if done := mark(filing, step.id).done:
        return spoken_date(done, now)
    return "" if step.who == "applicant" else label(knowledge, f"who-{step.who}")
