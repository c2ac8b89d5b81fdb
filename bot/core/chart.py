"""Figures that are to become a picture. Values only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """A day: its name, and how much of each part."""

    name: str
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """What was most frequent, in order, and how often."""

    title: str
    lines: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Funnel:
    """The steps of a flow in order, each with how often it was reached and how often it was finished."""

    title: str
    steps: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What is to be drawn; `parts` names those of the bars, at most three. All texts are plain."""

    title: str
    parts: tuple[str, ...]
    bars: tuple[Bar, ...]
    rankings: tuple[Ranking, ...]
    foot: str
    funnel: Funnel | None = None
