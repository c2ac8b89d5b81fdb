"""The figures of a chart, before it is drawn. Values only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """The bar of one day: its name, and the amount of each part."""

    name: str
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The most frequent things in order, and how often each came."""

    title: str
    lines: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Funnel:
    """The steps of a flow in order: title, how often it was reached, how often it was finished."""

    title: str
    steps: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """All that is drawn. `parts`: the names of the parts of the bars, at most three. All texts are plain."""

    title: str
    parts: tuple[str, ...]
    bars: tuple[Bar, ...]
    rankings: tuple[Ranking, ...]
    foot: str
    funnel: Funnel | None = None
