"""A time limit for code of ours that is called from the event loop, where nothing else could end it.

Nobody else is served while a turn is decided on, so one that hangs must end. A thread that looks after it cannot kill
it, but CPython raises an exception in another thread where it is asked to, between two instructions. That ends every
loop of ours; a single call that does not return only ends when it does.
"""

import ctypes
from collections.abc import Callable
from threading import Event, Lock, Thread, get_ident
from time import monotonic
from typing import TypeVar

from bot.store import TooLong

TURN_SECONDS = 4.0
"""So long a turn may be decided on: a hundred of the longest take no longer. Nobody else is served meanwhile, and a
process that is told to end has ten for that."""

A = TypeVar("A")
T = TypeVar("T")


class Limit:
    """Seconds that a call may take, one at a time. What is late is found within a quarter of them.
    `close` it at last."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._closed = Event()
        self._lock = Lock()
        self._thread = 0
        self._ends: float | None = None
        """When the call that runs must have ended; None: none runs, or it was told to end."""
        self._told = False
        """Whether it was."""
        Thread(target=self._watch, name="limit", daemon=True).start()

    def run(self, work: Callable[[A], T], given: A) -> T:
        """What `work` makes of it. Raises TooLong in it where it is found to be late."""
        self._told, self._thread, self._ends = False, get_ident(), monotonic() + self._seconds
        # The exception may still come once `work` is through, so also in the midst of `_over`; but it comes only once.
        try:
            try:
                return work(given)
            finally:
                self._over()
        finally:
            self._over()

    def close(self) -> None:
        """Look after nothing any more."""
        self._closed.set()

    def _watch(self) -> None:
        """End calls that are late."""
        while not self._closed.wait(self._seconds / 4):
            with self._lock:
                if self._ends is not None and monotonic() >= self._ends:
                    self._ends, self._told = None, True
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), ctypes.py_object(TooLong))

    def _over(self) -> None:
        """No exception comes after this, not even one that is on its way."""
        with self._lock:
            self._ends = None
            if self._told:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), None)
