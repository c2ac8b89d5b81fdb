"""What all processes need that are forked from the one that imports this (`tests.forked`), loaded."""

import bot.store.sqlite.copies
import bot.telegram.run
import bot.terminal
import tests.guard
import tests.store.child
import tests.telegram.process
from bot.__main__ import at_rest, ready
from tests.shipped import shipped

__all__ = ["bot", "tests"]

at_rest(ready(shipped()))
