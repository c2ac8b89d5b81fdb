"""A cache for readings of texts: the same text and content always give the same reading."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Concatenate, ParamSpec, TypeVar

from bot.core.knowledge import Knowledge
from bot.search.recent import recently

P = ParamSpec("P")
R = TypeVar("R")

_KEPT = 100
"""Texts kept for each reading, the last ones. One turn reads the same text many times, and people often write what
others wrote before."""


def remembered(reading: Callable[Concatenate[Knowledge, P], R]) -> Callable[Concatenate[Knowledge, P], R]:
    """Return the reading with a cache. Its arguments must be hashable, and nobody may change its result.

    The cache lives in `Knowledge.readings` and goes with the content, or when all texts are forgotten.
    """

    @wraps(reading)
    def remembering(knowledge: Knowledge, /, *given: P.args, **named: P.kwargs) -> R:
        known = knowledge.readings.get(reading)
        if known is None:
            known = knowledge.readings[reading] = recently(_KEPT)(partial(reading, knowledge))
        result: R = known(*given, **named)
        return result

    return remembering


def once(reading: Callable[[Knowledge], R]) -> Callable[[Knowledge], R]:
    """Make a reading of the content itself remember its result. Nothing that people wrote is in it, so it stays when
    all texts are forgotten."""

    @wraps(reading)
    def remembering(knowledge: Knowledge, /) -> R:
        known = knowledge.readings.get(reading)
        if known is None:
            result = reading(knowledge)
            known = knowledge.readings[reading] = lambda: result
        found: R = known()
        return found

    return remembering
