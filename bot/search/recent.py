"""What was found for texts lately is remembered, as one turn asks for the same text many times; all of it can be
forgotten at once, since people wrote these texts."""

from collections.abc import Callable
from functools import lru_cache
from threading import Lock
from typing import Any, ParamSpec, TypeVar
from weakref import WeakSet

P = ParamSpec("P")
R = TypeVar("R")

RECENT = 512
"""How many texts each function remembers: the longest message has some three hundred pieces, and each of them is asked
for several times while it is read."""
_remembering = WeakSet[Any]()
_adding = Lock()


def recently(kept: int = RECENT) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Makes a function remember what it gave for the last so many texts; whatever else its arguments are, all of them
    are hashable."""

    def remembering(function: Callable[P, R]) -> Callable[P, R]:
        known: Any = lru_cache(kept)(function)
        with _adding:
            _remembering.add(known)
        found: Callable[P, R] = known
        return found

    return remembering


def forget_texts() -> None:
    """Forget every text that is remembered in this process."""
    with _adding:
        for known in tuple(_remembering):
            known.cache_clear()
