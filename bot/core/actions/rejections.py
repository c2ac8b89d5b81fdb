"""What is done with a rejection."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenPlan:
    """What is to be done about a rejection, by the number of the attempt."""

    attempt: int


@dataclass(frozen=True, slots=True)
class TickFix:
    """Set one thing to do about a rejection done or not."""

    attempt: int
    fix: str
    on: bool


@dataclass(frozen=True, slots=True)
class Settle:
    """A stretch that was not recognised (by its place, from 0) means this topic; without a topic: none of those."""

    attempt: int
    place: int
    topic: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """The stretches of a rejection that were not recognised for certain, one after the other."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Reasons:
    """The reasons of a rejection, to read about each."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Drop:
    """This reason was recognised wrongly."""

    attempt: int
    topic: str


@dataclass(frozen=True, slots=True)
class Instead:
    """A reason that was recognised with doubt (by its place, from 0) is this topic; without a topic: it is right."""

    attempt: int
    place: int
    topic: str


@dataclass(frozen=True, slots=True)
class SentBy:
    """Who sent the rejection: one of `Sender`, or "review" where it was any of those who review."""

    attempt: int
    sender: str


@dataclass(frozen=True, slots=True)
class Merge:
    """This rejection and the one before it are one and the same."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Part:
    """What was put to this rejection last is another one."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Attach:
    """This rejection belongs to that filing."""

    attempt: int
    filing: int


@dataclass(frozen=True, slots=True)
class Grow:
    """Let a filing grow out of this rejection."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Resubmitted:
    """It was submitted again."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Unsubmit:
    """It did not come as far as was told since it was submitted again, or was not: that was a slip."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Strike:
    """It was no rejection: remove it; asks first unless `sure`."""

    attempt: int
    sure: bool


@dataclass(frozen=True, slots=True)
class Letters:
    """The texts that are ready to be sent about this rejection."""

    attempt: int


@dataclass(frozen=True, slots=True)
class ReadLetter:
    """One of them."""

    attempt: int
    letter: str


OfAttempt = (
    OpenPlan | TickFix | Settle | Unsure | Reasons | Drop | Instead | SentBy | Merge | Part | Attach | Grow
    | Resubmitted | Unsubmit | Strike | Letters | ReadLetter
)  # fmt: skip
"""What is done with one rejection; `attempt` is its number."""
