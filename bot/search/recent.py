"""Remembers results for recent texts, as one turn asks for the same text many times. All can be forgotten at once,
since people wrote these texts."""

from collections.abc import Callable
from functools import lru_cache
from threading import Lock
from typing import Any, ParamSpec, TypeVar
from weakref import WeakSet

P = ParamSpec("P")
R = TypeVar("R")

RECENT = 512
"""Results that are kept per function: the longest message has some three hundred pieces, and each of them is asked for
several times while it is read."""
_remembering = WeakSet[Any]()
_adding = Lock()


def recently(kept: int = RECENT) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return a decorator that keeps the results of the last so many calls. All arguments must be hashable."""

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
