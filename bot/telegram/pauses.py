"""How long to wait before something is tried again that went wrong."""

LONGEST_PAUSE = 15.0
"""Seconds between tries while Telegram, the proxy or the store is out of order."""


def pause_after(failures: int) -> float:
    """Seconds to wait after so many failures in a row."""
    return min(2.0 ** min(failures - 1, 9), LONGEST_PAUSE)
