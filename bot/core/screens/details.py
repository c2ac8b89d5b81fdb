"""The items of a step's checklist one by one: what each is for, how it looks, what goes wrong, whether it is needed."""

from bot.core import course
from bot.core.actions import Details, OpenStep, SetCase
from bot.core.knowledge import Item, Knowledge, Step
from bot.core.replies import Button, Row, Screen
from bot.core.screens.rows import button, in_rows, to_read
from bot.core.state import Filing
from bot.core.words import Marked, circled, clip, say

LONGEST_PAGE = 1500
"""Characters on one page."""
LONGEST_CASE = 18
"""Characters of a condition on a button."""
PREVENTED = 6
"""Rejections that get a button on one page."""


def explained(step: Step, filing: Filing) -> bool:
    """Tell whether there is more to say of a step's items than their own lines."""
    items = course.items(step, filing.subject)
    return any(item.why or item.sample or item.slip or item.prevents or item.condition for item in items)


def pages(knowledge: Knowledge, filing: Filing, step: Step) -> list[list[tuple[int, Item]]]:
    """Split the items, with their numbers on the step's screen, into pages."""
    found: list[list[tuple[int, Item]]] = [[]]
    length = 0
    for number, item in enumerate(course.checklist(step, filing), 1):
        size = len(_told(knowledge, filing, number, item))
        if found[-1] and length + size > LONGEST_PAGE:
            found.append([])
            length = 0
        found[-1].append((number, item))
        length += size
    return found


def details_screen(knowledge: Knowledge, filing: Filing, step: Step, page: int) -> Screen:
    """Show one page of the items (from 0; at most the last one). The last page also shows what was left out."""
    parts = pages(knowledge, filing, step)
    page = min(page, len(parts) - 1)
    key = "details-page" if len(parts) > 1 else "details"
    texts = [say(knowledge, key, title=step.title, page=str(page + 1), count=str(len(parts)))]
    texts += [_told(knowledge, filing, number, item) for number, item in parts[page]]
    rows: list[Row] = []
    asked: set[str] = set()
    for number, item in parts[page]:
        if item.condition and item.condition not in asked:
            asked.add(item.condition)
            on = course.needed(item, filing)
            ways = (True, False) if on is None else (not on,)
            rows.append(tuple(_case_button(knowledge, filing, step, item, circled(number), way) for way in ways))
    if page == len(parts) - 1:
        out = [item for item in course.items(step, filing.subject) if course.needed(item, filing) is False]
        if out:
            lines = [say(knowledge, "bullet", text=Marked(item.text)) for item in out]
            texts.append("\n".join([say(knowledge, "details-out"), *lines]))
        for condition, item in {item.condition: item for item in out}.items():
            rows.append((_case_button(knowledge, filing, step, item, clip(condition, LONGEST_CASE), True),))
    prevented = dict.fromkeys(id for _, item in parts[page] for id in item.prevents)
    rows += in_rows(to_read(knowledge, prevented, "↩️ ")[:PREVENTED], 2)
    turns = []
    if page:
        turns.append(button(knowledge, "button-page-back", Details(filing.number, step.id, page - 1)))
    if page + 1 < len(parts):
        turns.append(button(knowledge, "button-page-on", Details(filing.number, step.id, page + 1)))
    if turns:
        rows.append(tuple(turns))
    back = button(knowledge, "button-to-step", OpenStep(filing.number, step.id))
    return Screen("\n\n".join(texts), (*rows, (back,)))


def page_of(knowledge: Knowledge, filing: Filing, step: Step, item: str) -> int:
    """Return the page on which an item stands; the last one for an item that is left out."""
    parts = pages(knowledge, filing, step)
    return next((n for n, part in enumerate(parts) if any(one.id == item for _, one in part)), len(parts) - 1)


def _case_button(knowledge: Knowledge, filing: Filing, step: Step, item: Item, what: str, on: bool) -> Button:
    key = "button-case-on" if on else "button-case-off"
    return button(knowledge, key, SetCase(filing.number, step.id, item.id, on), what=what)


def _told(knowledge: Knowledge, filing: Filing, number: int, item: Item) -> str:
    key = "details-item" if course.needed(item, filing) else "details-item-if"
    head = say(knowledge, key, sign=circled(number), text=Marked(item.text), condition=Marked(item.condition))
    lines = [head]
    for kind, text in (("why", item.why), ("sample", item.sample), ("slip", item.slip)):
        if text:
            lines.append(say(knowledge, f"details-{kind}", text=Marked(text)))
    titles = [knowledge.topics[id].title for id in item.prevents if id in knowledge.topics]
    if titles:
        lines.append(say(knowledge, "details-prevents", titles="、".join(titles)))
    return "\n".join(lines)
