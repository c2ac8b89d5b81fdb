"""A time limit for code of ours that is called from the event loop, where nothing else could end it.

Nobody else is served while a turn is decided on, so one that hangs must end. A thread that looks after it cannot kill
it, but CPython raises an exception in another thread where it is asked to, between two instructions. That ends every
loop of ours; a single call that does not return only ends when it does. The time that counts is that in which this
thread was awake, too: where the whole process stands still, as when a machine is moved, nothing hangs.
"""

import ctypes
from collections.abc import Callable
from threading import Event, Lock, Thread, get_ident
from typing import TypeVar

from bot.store import TooLong

TURN_SECONDS = 4.0
"""So long a turn may be decided on: a hundred of the longest take no longer. Nobody else is served meanwhile, and a
process that is told to end has ten for that."""
_LOOKS = 4
"""A call is ended at the first look after so many, which are made in its time: a quarter may be over at the first."""

T = TypeVar("T")


class Limit:
    """Seconds that a call may take, one at a time. What is late is found within a quarter of them.
    `close` it at last."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._closed = Event()
        self._lock = Lock()
        self._thread = 0
        self._left: int | None = None
        """Looks at which the call that runs may still do so; None: none runs, or it was told to end."""
        self._told = False
        """Whether it was."""
        Thread(target=self._watch, name="limit", daemon=True).start()

    def run(self, work: Callable[[], T]) -> T:
        """What `work` makes of it. Raises TooLong in it where it is found to be late."""
        self._told, self._thread, self._left = False, get_ident(), _LOOKS
        # The exception may still come once `work` is through, so also in the midst of `_over`; but it comes only once.
        try:
            try:
                return work()
            finally:
                self._over()
        finally:
            self._over()

    def close(self) -> None:
        """Look after nothing any more."""
        self._closed.set()

    def _watch(self) -> None:
        """End calls that are late."""
        while not self._closed.wait(self._seconds / _LOOKS):
            with self._lock:
                if self._left:
                    self._left -= 1
                elif self._left == 0:
                    self._left, self._told = None, True
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), ctypes.py_object(TooLong))

    def _over(self) -> None:
        """No exception comes after this, not even one that is on its way."""
        with self._lock:
            self._left = None
            if self._told:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), None)
