"""When Telegram was last heard, and what to do if that is long ago. The clock is handed in."""

from collections.abc import Callable

REBUILD_SECONDS = 120.0
"""After so long without a good poll the HTTP client is built anew, and again each time as much more passes."""
END_SECONDS = 600.0
"""After so long the process ends, so that its supervisor starts a fresh one."""


class Pulse:
    """Beats with every good answer to getUpdates (or, with a webhook, to getWebhookInfo)."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """clock: seconds since any moment."""
        self._clock = clock
        self._last = self._rebuilt = clock()
        self.was_heard = False
        """Whether there was any beat yet."""

    def beat(self) -> None:
        """Note that Telegram was heard now."""
        self.was_heard = True
        self._last = self._rebuilt = self._clock()

    @property
    def age(self) -> float:
        """Seconds since Telegram was last heard, or since the beginning."""
        return self._clock() - self._last

    @property
    def is_lost(self) -> bool:
        """Whether nothing that this process can do will help."""
        return self.age >= END_SECONDS

    def wants_rebuilding(self) -> bool:
        """Tell whether the HTTP client should be built anew now. A yes counts as done."""
        if self._clock() - self._rebuilt < REBUILD_SECONDS:
            return False
        self._rebuilt = self._clock()
        return True
