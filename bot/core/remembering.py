"""Readings of texts that are remembered: what a text says by the words of one content never changes."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Concatenate, ParamSpec, TypeVar

from bot.core.knowledge import Knowledge
from bot.search.recent import recently

P = ParamSpec("P")
R = TypeVar("R")

_KEPT = 100
"""Texts that are kept for each reading, those that were asked for last: one turn asks for the same text many times, and
much of what people write is what others wrote before them."""


def remembered(reading: Callable[Concatenate[Knowledge, P], R]) -> Callable[Concatenate[Knowledge, P], R]:
    """The same reading, which looks at a text once and then knows. Its arguments are hashable, and nobody changes what
    it gives back. What is remembered is held with the content, and goes when that does, or when all texts are
    forgotten."""

    @wraps(reading)
    def remembering(knowledge: Knowledge, /, *given: P.args, **named: P.kwargs) -> R:
        known = knowledge.readings.get(reading)
        if known is None:
            known = knowledge.readings[reading] = recently(_KEPT)(partial(reading, knowledge))
        result: R = known(*given, **named)
        return result

    return remembering
