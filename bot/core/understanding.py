"""How a typed text is understood: as questions, or as a notice that is taken apart into its reasons. The same for the
conversation, for `ask`, and for all that is measured."""

from dataclasses import dataclass

from bot.core.knowledge import Knowledge
from bot.core.words import label
from bot.search import Part

SHORTEST_NOTICE = 12
"""Characters of a text in which nothing is recognised, and that may still be what somebody was sent."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a text is about, in order; `notice`: the parts are the reasons of a rejection."""

    parts: tuple[Part, ...]
    notice: bool


def understand(knowledge: Knowledge, text: str, *, awaited: bool = False) -> Understood:
    """Read a masked text. `awaited`: the person was asked for what they were sent."""
    parts = knowledge.engine.read(text, rejection=awaited)
    if _is_notice(knowledge, text, parts, awaited):
        return Understood(knowledge.engine.reasons(text), notice=True)
    return Understood(parts, notice=False)


def wonders(knowledge: Knowledge, text: str) -> bool:
    """Whether a word stands in a text with which people ask."""
    return any(word in text for word in label(knowledge, "words-question").split())


def _is_notice(knowledge: Knowledge, text: str, parts: tuple[Part, ...], awaited: bool) -> bool:
    """Whether a text was sent to somebody: the person said so, or it has several reasons, or tells one for certain
    without asking anything."""
    reasons = [part for part in parts if part.rejection]
    if len(reasons) > 1 or (reasons and awaited):
        return any(part.choices for part in reasons) or len(text) >= SHORTEST_NOTICE
    return any(part.decision == "answer" for part in reasons) and not wonders(knowledge, text)
