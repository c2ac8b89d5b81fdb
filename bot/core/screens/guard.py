"""The code that comes by text message: how often it may still be sent again or be wrong, and what comes then."""

from bot.core.actions import Came, Tried
from bot.core.course import Mishap, mark
from bot.core.knowledge import Knowledge, Step
from bot.core.replies import Row
from bot.core.screens.rows import button
from bot.core.state import Filing, Mark
from bot.core.words import say

LIMITS: dict[Mishap, str] = {"resent": "sms-resend-limit", "wrong": "sms-wrong-limit"}
"""The fact that limits how often each may happen."""


def _times_left(filing: Filing, step: Step, what: Mishap, knowledge: Knowledge) -> int:
    """Return how often it may still happen; 0: not any more, or there is no such limit."""
    limit = knowledge.facts.get(LIMITS[what])
    return max(0, int(limit.high or 0) - _counted(mark(filing, step.id))[what]) if limit else 0


def guard_lines(knowledge: Knowledge, filing: Filing, step: Step) -> str:
    """Tell how to get the code again, how often it may be wrong, and what follows a time-out."""
    counts = {what: str(_times_left(filing, step, what, knowledge)) for what in LIMITS}
    resend = say(knowledge, "guard-resend" if counts["resent"] != "0" else "guard-resend-none", count=counts["resent"])
    wrong = say(knowledge, "guard-wrong" if counts["wrong"] != "0" else "guard-wrong-none", count=counts["wrong"])
    return "\n".join((resend, wrong, say(knowledge, "guard-over")))


def guard_rows(knowledge: Knowledge, filing: Filing, step: Step) -> list[Row]:
    """Return the buttons to tell that the code has come, and to count what happened as long as it may happen."""
    row = tuple(
        button(knowledge, f"button-{what}", Tried(filing.number, step.id, what, count + 1))
        for what, count in _counted(mark(filing, step.id)).items()
        if _times_left(filing, step, what, knowledge)
    )
    return came_rows(knowledge, filing, step) + ([row] if row else [])


def came_rows(knowledge: Knowledge, filing: Filing, step: Step) -> list[Row]:
    """Return the button to tell that the code has come, if the step waits for one."""
    if not mark(filing, step.id).awaited:
        return []
    return [(button(knowledge, "button-came", Came(filing.number, step.id)),)]


def _counted(made: Mark) -> dict[Mishap, int]:
    return {"resent": made.resent, "wrong": made.wrong}
