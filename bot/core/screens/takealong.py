"""A filing to take along, as a file: a picture of its progress, its dates, or all of it as text."""

from dataclasses import replace
from datetime import datetime

from bot.core.actions import Agenda, Draw, Export
from bot.core.knowledge import Knowledge
from bot.core.replies import Drawing, File, Row
from bot.core.screens.agenda import calendar_file, dates
from bot.core.screens.export import text_file
from bot.core.screens.rows import button
from bot.core.state import Filing
from bot.core.words import label, say


def take_along_row(knowledge: Knowledge, filing: Filing, now: datetime) -> Row:
    """Return the buttons; the calendar only if there are dates."""
    row = [button(knowledge, "button-draw", Draw(filing.number))]
    if any(dates(filing, knowledge, now)):
        row.append(button(knowledge, "button-agenda", Agenda(filing.number)))
    return (*row, button(knowledge, "button-export", Export(filing.number)))


def drawing(knowledge: Knowledge, filing: Filing, now: datetime) -> Drawing:
    """Return the progress as a picture that is still to be drawn."""
    caption = say(knowledge, "picture-caption", name=filing.name)
    return Drawing(label(knowledge, "picture-file"), replace(filing, past=(), share=""), now, caption)


def calendar(knowledge: Knowledge, filing: Filing, now: datetime) -> File | None:
    """Return the coming dates; None: there are none."""
    if not any(dates(filing, knowledge, now)):
        return None
    caption = say(knowledge, "ics-caption", name=filing.name)
    return File(label(knowledge, "ics-file"), calendar_file(filing, knowledge, now), caption)


def export(knowledge: Knowledge, filing: Filing, now: datetime) -> File:
    """Return everything, to be read without us."""
    caption = say(knowledge, "export-caption", name=filing.name)
    return File(label(knowledge, "export-file"), text_file(filing, knowledge, now), caption)
