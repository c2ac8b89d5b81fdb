"""Memories that hold only so much: in a dictionary the oldest entry comes first."""

from typing import TypeVar

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


def forget_first(remembered: dict[_Key, _Value], most: int) -> None:
    """Forget the oldest entry if there are more than `most`. Call it after each one that is added."""
    if len(remembered) > most:
        del remembered[next(iter(remembered))]
