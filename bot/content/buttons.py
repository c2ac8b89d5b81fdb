"""Checks that ids and labels fit on buttons and into links, and that the buttons of a menu differ."""

from collections.abc import Iterable

from bot.content.problem import Problem
from bot.content.source import Sheet
from bot.core.actions import Action
from bot.core.button_data import encode
from bot.core.knowledge import Topic
from bot.core.links import LinkKind, link

LONGEST_BUTTON = 16
"""Characters of a label that a phone shows."""

MANY_FILINGS = 999
"""The highest number of a filing for which ids must leave room in button data."""


def fits(sheet: Sheet, line: int, what: str, action: Action) -> None:
    """Report ids that are too long for the data of this button."""
    try:
        encode(action)
    except ValueError:
        sheet.wrong(line, f"{what}的名称太长，按钮里放不下。请改短一些。")


def linkable(sheet: Sheet, line: int, what: str, kind: LinkKind, id: str) -> None:
    """Report an id that is too long for a link."""
    try:
        link(kind, id)
    except ValueError:
        sheet.wrong(line, f"{what}的名称太长，链接里放不下。请改短一些。")


def same_buttons(topics: Iterable[tuple[Topic, str, int]]) -> list[Problem]:
    """Return a problem for each topic whose button reads like another one in the same menu.

    topics: each with the file and line of its button.
    """
    seen: dict[tuple[str, str], str] = {}
    problems = []
    for topic, file, line in topics:
        first = seen.setdefault((topic.group, topic.button), topic.id)
        if topic.button and first != topic.id:
            text = f"按钮「{topic.button}」与「{first}」的一样，在同一个菜单里分不出来。请换一个说法。"
            problems.append(Problem(file, line, text))
    return problems
