"""Bands: when a text is answered, when choices are offered, and when it counts as not understood."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bot.search.index import Ranking

Decision = Literal["answer", "choose", "unknown"]

TRUST, SURE = 5.15, 0.3
"""Answered from here on: where it is so likely our business (`trust`), and, if it is, so likely about the first topic.
With each answer go the topics that come near it, so that a wrong one can be put right by one press of a button."""
_PLAIN, _FAR = 0.7, 14.0
"""How much it tells of its being our business that a text is like one topic and no other: hardly anybody who writes of
something else does. Log-odds that are as good as certain."""
PERHAPS_OURS, NEAR = 0.8, 0.1
"""Choices are offered from here on: it is worth a person's look at four buttons. Below, they are hardly ever right."""
CERTAIN, PERHAPS = 0.8, 0.05
"""A reason of a notice that is less likely to be the right one is told with those that are at least so likely."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A topic, the phrasing that spoke for it, and a score from 0 to 1: of the first one, how likely it is right."""

    topic: str
    score: float
    phrasing: str


@dataclass(frozen=True, slots=True)
class Part:
    """One question or one reason found in a message. `choices` best first: one or more for `answer` (the first is
    meant, the others are what else it could be), two to four for `choose`, the nearest ones (may be empty) for
    `unknown`. `rejection`: the first topic is one, or, where it is unknown, the text looks like one. `ours`: how likely
    it is anything that we know about, 0 to 1. `reading`: what of the text, or in its place, was looked up."""

    text: str
    rejection: bool
    decision: Decision
    choices: tuple[Choice, ...]
    ours: float
    reading: str = ""


def decide(ranking: Ranking) -> Decision:
    """What to do about a text that was ranked like this."""
    if ranking.first >= SURE and trust(ranking.ours, ranking.first) >= TRUST:
        return "answer"
    offers = ranking.ours >= PERHAPS_OURS and ranking.offered >= NEAR and len(ranking.nearest) > 1
    return "choose" if offers else "unknown"


def choices_of(ranking: Ranking) -> tuple[Choice, ...]:
    """The nearest topics, with their scores."""
    sure = sureness(ranking)
    return tuple(
        Choice(near.topic, sure * math.exp(near.score - ranking.nearest[0].score), near.phrasing)
        for near in ranking.nearest
    )


def sureness(ranking: Ranking) -> float:
    """How likely a text is about the first topic, 0 to 1."""
    return ranking.ours * ranking.first


def answered(parts: Iterable[Part]) -> set[str]:
    """The topics that parts of a message are answered with."""
    return {part.choices[0].topic for part in parts if part.decision == "answer"}


def shown(parts: Iterable[Part]) -> set[str]:
    """Those, and the topics that are offered beside them or in their place."""
    return {choice.topic for part in parts if part.decision != "unknown" for choice in part.choices}


def trust(ours: float, first: float) -> float:
    """From how likely a text is our business, and, if it is, the first topic right: how far to believe that it is our
    business, in log-odds."""
    return _log_odds(ours) + _PLAIN * _log_odds(first)


def likelier(likely: float, told: float) -> float:
    """A probability, after something was told that speaks for it, or against it, in log-odds; certainty stays."""
    return likely if likely in (0.0, 1.0) else 1 / (1 + math.exp(-_log_odds(likely) - told))


def _log_odds(likely: float) -> float:
    if not 0 < likely < 1:
        return _FAR if likely else -_FAR
    return max(-_FAR, min(_FAR, math.log(likely / (1 - likely))))
