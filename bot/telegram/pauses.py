"""How long to wait before something that failed is tried again."""

LONGEST_PAUSE = 15.0
"""Seconds between tries while Telegram, the proxy or the store is out of order."""


def pause_after(failures: int) -> float:
    """Return how many seconds to wait after this many failures in a row."""
    return min(2.0 ** min(failures - 1, 9), LONGEST_PAUSE)
