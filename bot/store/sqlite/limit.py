"""A time limit for our own code on the event loop, where nothing else could end it.

Nobody else is served while a turn is decided on, so a turn that hangs must end. A watching thread cannot kill it, but
CPython raises an exception in another thread on request, between two instructions. That ends every loop of ours; a
single call that does not return ends only when it does. Only time in which the watching thread was awake counts: if the
whole process stands still, as when a machine is moved, nothing hangs.
"""

import ctypes
import time
from collections.abc import Callable
from threading import Event, Lock, Thread, get_ident
from typing import TypeVar

from bot.store import TooLong

TURN_SECONDS = 0.7
"""How long a turn may be decided on, in seconds of a processor: ten of the longest take no longer. Nobody else is
served meanwhile."""
STILL_SECONDS = 4.0
"""How long it may last at all, if it waits instead of working. A process that is told to end has ten seconds."""
_LOOKS = 4
"""How often the watching thread looks within the shorter limit. A call is ended at the first look after its limit."""

T = TypeVar("T")


class Limit:
    """A limit for calls, one at a time: in seconds of a processor, and in those that they last. A late call is found
    within a quarter of the shorter limit. `close` it at last."""

    def __init__(self, seconds: float, still: float = STILL_SECONDS) -> None:
        self._seconds = seconds
        self._pause = min(seconds, still) / _LOOKS
        self._most = round(still / self._pause) if self._pause else _LOOKS
        self._closed = Event()
        self._lock = Lock()
        self._thread, self._began = 0, 0.0
        """The thread of the running call, and what that thread had worked when it began."""
        self._left: int | None = None
        """Looks that the running call may still outlast. None: no call runs, or it was told to end."""
        self._told = False
        """Whether the call was told to end."""
        Thread(target=self._watch, name="limit", daemon=True).start()

    def run(self, work: Callable[[], T]) -> T:
        """Return what `work` returns. Raises TooLong within `work` once that is late."""
        self._told, self._thread, self._began, self._left = False, get_ident(), time.thread_time(), self._most
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
        while not self._closed.wait(self._pause):
            with self._lock:
                if self._left and self._worked() < self._seconds:
                    self._left -= 1
                elif self._left is not None:
                    self._left, self._told = None, True
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), ctypes.py_object(TooLong))

    def _worked(self) -> float:
        """Return how long the thread of the running call has worked on it, where the system tells (macOS does not)."""
        clock = getattr(time, "pthread_getcpuclockid", None)
        return time.clock_gettime(clock(self._thread)) - self._began if clock else 0.0

    def _over(self) -> None:
        """Let no exception come after this, not even one that is on its way."""
        with self._lock:
            self._left = None
            if self._told:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), None)
