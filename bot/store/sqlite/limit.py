"""A time limit for our own code on the event loop, where nothing else could end it.

Nobody else is served while a turn is decided on, so a turn that hangs must end. A watching thread cannot kill it, but
CPython raises an exception in another thread on request, between two instructions. That ends every loop of ours; a
single call that does not return ends only when it does. Only time in which the watching thread was awake counts: if the
whole process stands still, as when a machine is moved, nothing hangs.
"""

import ctypes
from collections.abc import Callable
from threading import Event, Lock, Thread, get_ident
from typing import TypeVar

from bot.store import TooLong

TURN_SECONDS = 4.0
"""How long a turn may be decided on: a hundred of the longest take no longer. Nobody else is served meanwhile, and a
process that is told to end has ten seconds for that."""
_LOOKS = 4
"""How often the watching thread looks within the limit. A call is ended at the look after these, since the first may
come right after its start."""

T = TypeVar("T")


class Limit:
    """A limit in seconds for calls, one at a time. A late call is found within a quarter of the limit. `close` it at
    last."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._closed = Event()
        self._lock = Lock()
        self._thread = 0
        self._left: int | None = None
        """Looks that the running call may still outlast. None: no call runs, or it was told to end."""
        self._told = False
        """Whether the call was told to end."""
        Thread(target=self._watch, name="limit", daemon=True).start()

    def run(self, work: Callable[[], T]) -> T:
        """Return what `work` returns. Raises TooLong within `work` once that is late."""
        self._told, self._thread, self._left = False, get_ident(), _LOOKS
        # The exception may come after `work` has ended, even within `_over`; but it comes only once.
        try:
            try:
                return work()
            finally:
                self._over()
        finally:
            self._over()

    def close(self) -> None:
        """Stop watching."""
        self._closed.set()

    def _watch(self) -> None:
        """End late calls."""
        while not self._closed.wait(self._seconds / _LOOKS):
            with self._lock:
                if self._left:
                    self._left -= 1
                elif self._left == 0:
                    self._left, self._told = None, True
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), ctypes.py_object(TooLong))

    def _over(self) -> None:
        """Let no exception come after this, not even one that is on its way."""
        with self._lock:
            self._left = None
            if self._told:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), None)
