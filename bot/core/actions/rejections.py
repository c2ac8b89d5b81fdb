"""Actions on a rejection."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenPlan:
    """Show the plan of a rejection."""

    attempt: int


@dataclass(frozen=True, slots=True)
class TickFix:
    """Set a fix of the plan done or not."""

    attempt: int
    fix: str
    on: bool


@dataclass(frozen=True, slots=True)
class Settle:
    """Say which topic an unrecognised stretch (its place, from 0) means. topic "": none of those offered."""

    attempt: int
    place: int
    topic: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """Ask about the stretches that were not recognised for certain, one after the other."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Reasons:
    """Show the reasons of a rejection, to read about each."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Drop:
    """Remove a reason that was recognised wrongly."""

    attempt: int
    topic: str


@dataclass(frozen=True, slots=True)
class Instead:
    """Say which topic a doubtful reason (its place, from 0) is. topic "": it is right as it is."""

    attempt: int
    place: int
    topic: str


@dataclass(frozen=True, slots=True)
class SentBy:
    """Say who sent the rejection: one of `Sender`, or "review" for any reviewer."""

    attempt: int
    sender: str


@dataclass(frozen=True, slots=True)
class Merge:
    """Merge this rejection and the one before it."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Part:
    """Undo the last merge: make two rejections of this one."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Attach:
    """Put a rejection to a filing."""

    attempt: int
    filing: int


@dataclass(frozen=True, slots=True)
class Grow:
    """Begin a filing out of a rejection."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Resubmitted:
    """Note that the filing was submitted again."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Unsubmit:
    """Take back the last news since the resubmission, or the resubmission itself."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Strike:
    """Delete a rejection that was none; ask first unless `sure`."""

    attempt: int
    sure: bool


@dataclass(frozen=True, slots=True)
class Letters:
    """Show the menu of letters about a rejection. attempt 0: the letters that need no rejection."""

    attempt: int


@dataclass(frozen=True, slots=True)
class ReadLetter:
    """Show a letter. attempt 0: without a rejection."""

    attempt: int
    letter: str


OfAttempt = (
    OpenPlan | TickFix | Settle | Unsure | Reasons | Drop | Instead | SentBy | Merge | Part | Attach | Grow
    | Resubmitted | Unsubmit | Strike | Letters | ReadLetter
)  # fmt: skip
"""Actions on one rejection; `attempt` is its number."""
