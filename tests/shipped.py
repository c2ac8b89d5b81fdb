"""The shipped knowledge, loaded once in a process."""

from functools import cache

from filelock import FileLock

from bot.__main__ import KEPT, KNOWLEDGE
from bot.content import load
from bot.core.knowledge import Knowledge


@cache
def shipped() -> Knowledge:
    """One process learns content that is new; the others wait, as they could do nothing better in the meantime."""
    KEPT.mkdir(exist_ok=True)
    with FileLock(KEPT / "learnt.lock"):
        return load(KNOWLEDGE, KEPT)
