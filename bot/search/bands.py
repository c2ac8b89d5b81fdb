"""Bands: when a text is answered, when choices are offered, and when it counts as not understood."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bot.search.index import Ranking

Decision = Literal["answer", "choose", "unknown"]

TRUST, TRUST_REASON, SURE = 4.5, 5.15, 0.3
"""A text is answered if `trust` is at least TRUST (TRUST_REASON if the first topic is a rejection: much that goes wrong
with a site is none) and, given that it is in scope, the first topic at least so probable.
The topics near it are offered beside the answer, so that one press of a button corrects a wrong one."""
LONG, TRUST_ASKED = 12, 4.0
"""Characters from which a text that asks says all that it is about, and TRUST for it. Anything else may well be news of
what was shown last."""
_PLAIN, _FAR = 0.7, 14.0
"""How much the certainty about the first topic counts for being in scope: hardly any text from outside is like one
topic and no other. `_FAR`: log-odds that are as good as certain."""
PERHAPS_OURS, NEAR, LIKE = 0.8, 0.1, 2.5
"""Choices are offered from these probabilities on (in scope; among the topics shown). Below, they are hardly ever
right. LIKE: the least `trust` with which a text that is less surely in scope gets choices, too."""
CERTAIN, PERHAPS = 0.8, 0.05
"""A reason less probable than CERTAIN is shown together with those that are at least PERHAPS."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A topic, its nearest phrasing, and a score from 0 to 1. The score of the first choice is the probability that it
    is right."""

    topic: str
    score: float
    phrasing: str


@dataclass(frozen=True, slots=True)
class Part:
    """One question or one reason found in a message.

    - `rejection`: the first topic is a rejection; for `unknown`, the text speaks of one.
    - `choices`, best first: for `answer` one or more (the first is meant, the others are what else it could be), for
      `choose` two to four, for `unknown` the nearest ones, if any.
    - `ours`: the probability that the text is in scope.
    - `reading`: what was looked up: the text, a part of it, or what stands for it.
    """

    text: str
    rejection: bool
    decision: Decision
    choices: tuple[Choice, ...]
    ours: float
    reading: str = ""


def decide(ranking: Ranking, least: float) -> Decision:
    """Return the band for a ranking, which is answered with this `trust` at least."""
    if ranking.first >= SURE and trust(ranking.ours, ranking.first) >= least:
        return "answer"
    perhaps = ranking.ours >= PERHAPS_OURS or trust(ranking.ours, ranking.first) >= LIKE
    return "choose" if perhaps and ranking.offered >= NEAR and len(ranking.nearest) > 1 else "unknown"


def choices_of(ranking: Ranking) -> tuple[Choice, ...]:
    """Return the nearest topics of a ranking with their scores."""
    sure = sureness(ranking)
    return tuple(
        Choice(near.topic, sure * math.exp(near.score - ranking.nearest[0].score), near.phrasing)
        for near in ranking.nearest
    )


def sureness(ranking: Ranking) -> float:
    """Return the probability that a text is about the first topic."""
    return ranking.ours * ranking.first


def answered(parts: Iterable[Part]) -> set[str]:
    """Return the topics that parts of a message are answered with."""
    return {part.choices[0].topic for part in parts if part.decision == "answer"}


def shown(parts: Iterable[Part]) -> set[str]:
    """Return the topics that parts of a message are answered with or offer."""
    return {choice.topic for part in parts if part.decision != "unknown" for choice in part.choices}


def trust(ours: float, first: float) -> float:
    """Return how far to believe that a text is in scope, in log-odds, from the probabilities that it is, and that the
    first topic is then right."""
    return _log_odds(ours) + _PLAIN * _log_odds(first)


def likelier(likely: float, odds: float) -> float:
    """Return a probability corrected by evidence (`odds`, in log-odds). 0 and 1 stay."""
    return likely if likely in (0.0, 1.0) else 1 / (1 + math.exp(-_log_odds(likely) - odds))


def _log_odds(likely: float) -> float:
    if not 0 < likely < 1:
        return _FAR if likely else -_FAR
    return max(-_FAR, min(_FAR, math.log(likely / (1 - likely))))
