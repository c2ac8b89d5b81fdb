"""What is said of a code that comes by text message: how often it may still be sent again or be wrong, what then."""

import re
from typing import Literal

from bot.core.actions import Came, Tried
from bot.core.course import current_step, mark
from bot.core.knowledge import Knowledge, Step
from bot.core.replies import Button
from bot.core.screens.rows import button
from bot.core.state import Filing, State
from bot.core.words import label, say

LIMITS: dict[Literal["resent", "wrong"], str] = {"resent": "sms-resend-limit", "wrong": "sms-wrong-limit"}
"""What is counted, and the fact that tells how often it may happen."""

_CODE = re.compile(r"(?<![0-9A-Za-z备])[0-9](?:[ -]?[0-9]){5}(?![0-9A-Za-z])", re.ASCII)
"""Six digits (the fact sms-code-digits), also in groups; those behind 「ICP备」 are a public number."""
_SAYS_NOTHING = 8
"""Characters around a code that tell no more than that it is one (「我的验证码是」)."""


def left(filing: Filing, step: Step, what: Literal["resent", "wrong"], knowledge: Knowledge) -> int:
    """How often it may still happen; 0 where there is no such limit."""
    limit = knowledge.facts.get(LIMITS[what])
    happened = mark(filing, step.id).resent if what == "resent" else mark(filing, step.id).wrong
    return max(0, int(limit.high or 0) - happened) if limit else 0


def guard_lines(knowledge: Knowledge, filing: Filing, step: Step) -> str:
    """How to send the code again, how often it may be wrong, what comes of a time-out."""
    counts = {what: str(left(filing, step, what, knowledge)) for what in LIMITS}
    resend = say(knowledge, "guard-resend" if counts["resent"] != "0" else "guard-resend-none", count=counts["resent"])
    wrong = say(knowledge, "guard-wrong" if counts["wrong"] != "0" else "guard-wrong-none", count=counts["wrong"])
    return "\n".join((resend, wrong, say(knowledge, "guard-over")))


def guard_rows(knowledge: Knowledge, filing: Filing, step: Step) -> list[tuple[Button, ...]]:
    """Buttons that tell that the code has come, and count what happened, as long as it may happen."""
    made = mark(filing, step.id)
    counted: dict[Literal["resent", "wrong"], int] = {"resent": made.resent, "wrong": made.wrong}
    row = tuple(
        button(knowledge, f"button-{what}", Tried(filing.number, step.id, what, count + 1))
        for what, count in counted.items()
        if left(filing, step, what, knowledge)
    )
    return came_rows(knowledge, filing, step) + ([row] if row else [])


def came_rows(knowledge: Knowledge, filing: Filing, step: Step) -> list[tuple[Button, ...]]:
    """The way to tell that the code has come for which the step waits."""
    if not mark(filing, step.id).awaited:
        return []
    return [(button(knowledge, "button-came", Came(filing.number, step.id)),)]


def without_code(text: str, state: State, knowledge: Knowledge) -> tuple[str, bool]:
    """A text without the codes in it, where one of the person's filings waits for a code, and whether there was one.
    Of a text that says nothing else, nothing is left."""
    steps = (current_step(filing, knowledge) for filing in state.filings)
    if not any(step and step.guarded for step in steps):
        return text, False
    masked, count = _CODE.subn(label(knowledge, "sign-code"), text)
    around = re.sub(r"[\s\W]", "", _CODE.sub("", text))
    return ("" if count and len(around) <= _SAYS_NOTHING else masked), bool(count)
