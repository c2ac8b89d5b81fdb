"""Actions on the person: reminders, language, the staff, what is kept."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReminderSettings:
    """Show the settings of reminders."""


@dataclass(frozen=True, slots=True)
class Snooze:
    """Remind again at a moment, given by a name or as the minute since 1970.

    about: what of, as keys of `bot.core.filings.later_keys` joined by dots.
    """

    about: str
    moment: str


@dataclass(frozen=True, slots=True)
class Silence:
    """Stop the reminders of a filing (0: all of them), or (not `on`) resume them."""

    filing: int
    on: bool


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Set the hours without reminders; the same hour twice: none."""

    begin: int
    end: int


OfReminding = ReminderSettings | Snooze | Silence | QuietHours
"""Actions on reminders."""


@dataclass(frozen=True, slots=True)
class SpeakTo:
    """Set the language (`bot.core.state.Language`). "": go by the client and the person's writing."""

    language: str


@dataclass(frozen=True, slots=True)
class Human:
    """Begin, or (not `on`) end, a conversation with the staff."""

    on: bool


@dataclass(frozen=True, slots=True)
class ForgetAsker:
    """Forget what the person said of themselves (`State.asker`)."""


@dataclass(frozen=True, slots=True)
class Forget:
    """Delete everything kept of the person; they are sure."""


@dataclass(frozen=True, slots=True)
class Stay:
    """Keep what is kept of the person: they are still here."""


OfPerson = SpeakTo | Human | ForgetAsker | Forget | Stay
"""Actions on the language, the staff, and what is kept of the person."""
