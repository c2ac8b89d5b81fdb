"""How long reviews really took: what is counted of a filing without telling whose it is, and what may be said of it.

Counted is the first time that a filing passes a review, if it got there step by step, so that the beginning is known.
Pure, no words.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import datetime, timedelta
from math import ceil, floor
from statistics import quantiles
from typing import TypeVar

from bot.core.course import before_it, mark
from bot.core.knowledge import Experience, Flow, Knowledge, Reviewed, Step
from bot.core.replies import Wait
from bot.core.state import Filing
from bot.core.workdays import Calendar, local

K = TypeVar("K", bound=Hashable)

FEWEST = 5
"""Filings from which on their times are shown: fewer say little, and one could guess whose they are."""
LOOKED = timedelta(hours=1)
"""A review that is passed faster than this does not count: the person only looks around in the flow."""


def wait_of(filing: Filing, flow: Flow, step: Step, calendar: Calendar, now: datetime) -> Wait | None:
    """Return the review that is passed now. None: the step is no review by others, was counted already, or its
    beginning is unknown."""
    begun = mark(filing, step.id).begun
    if not step.review or step.who == "applicant" or step.id in filing.counted:
        return None
    if begun is None or now - begun < LOOKED or not _walked(filing, flow, step, begun):
        return None
    days = calendar.count(local(begun).date(), local(now).date())
    return Wait(flow.id, step.id, filing.province, filing.subject, days)


def _walked(filing: Filing, flow: Flow, step: Step, begun: datetime) -> bool:
    """Tell whether the step began when its mark says: the step before it was done then, or it was submitted again then.
    After 「前面的都办好了」 the filing may have been at this step for long."""
    if filing.attempts and filing.attempts[-1].submitted == begun:
        return True
    before = mark(filing, before_it(flow, step).id)
    return before.begun is not None and before.done == begun


def experience(waits: Iterable[tuple[Wait, int]]) -> Mapping[Reviewed, Experience]:
    """Sum up waits (each with how often it occurred) by review; reviews with fewer than `FEWEST` are left out."""
    return _gathered(waits, lambda wait: (wait.flow, wait.step, wait.province, wait.subject))


def by_step(waits: Iterable[tuple[Wait, int]]) -> Mapping[tuple[str, str], Experience]:
    """Sum up waits by flow and step, for all provinces and kinds of applicant."""
    return _gathered(waits, lambda wait: (wait.flow, wait.step))


def _gathered(waits: Iterable[tuple[Wait, int]], of: Callable[[Wait], K]) -> Mapping[K, Experience]:
    days: dict[K, list[int]] = {}
    for wait, times in waits:
        days.setdefault(of(wait), []).extend([wait.days] * times)
    return {key: _summed_up(found) for key, found in days.items() if len(found) >= FEWEST}


def _summed_up(days: list[int]) -> Experience:
    low, middle, high = quantiles(days, n=4, method="inclusive")
    return Experience(len(days), floor(low), middle, ceil(high))


def experience_of(filing: Filing, step: Step, knowledge: Knowledge) -> Experience | None:
    """Return how long this step took others of the same province and kind; None: too few are known."""
    return knowledge.experience.get((filing.flow, step.id, filing.province, filing.subject))
