"""How a figure is printed: its name, its value, its bound, and whether it keeps it."""

from collections.abc import Sequence


def row(name: str, value: float, unit: str, *, at_most: float | None = None, at_least: float | None = None) -> None:
    """Print one line of the table."""
    bound, kept = "", True
    if at_most is not None:
        bound, kept = f"≤ {at_most:g} {unit}", value <= at_most
    if at_least is not None:
        bound, kept = f"≥ {at_least:g} {unit}", value >= at_least
    print(f"  {name:58} {value:10.3f} {unit:10} {bound:16} {'' if kept else 'MISSED'}", flush=True)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share (0 to 1) of the values lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]
