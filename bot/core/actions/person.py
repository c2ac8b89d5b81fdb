"""What concerns the person as such: reminders, language, the staff, what is kept."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReminderSettings:
    """Whether and when I am reminded."""


@dataclass(frozen=True, slots=True)
class Snooze:
    """Tell me again at that moment, or at the minute (since 1970) that it names; about: numbers of filings, with an `a`
    before them of rejections, with another letter (`renewals.about_coming`, `reminders.about_wished`) what comes
    to a filing after approval, or what I wished to be reminded of; dots between."""

    about: str
    moment: str


@dataclass(frozen=True, slots=True)
class Silence:
    """Remind me no more of this filing (0: of anything), or again."""

    filing: int
    on: bool


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Between these hours I am not to be disturbed; the same hour twice: there are none."""

    begin: int
    end: int


OfReminding = ReminderSettings | Snooze | Silence | QuietHours
"""Whether, when and of what I am reminded."""


@dataclass(frozen=True, slots=True)
class SpeakTo:
    """Speak this language to me (`bot.core.state.Language`); none: tell it by my client and my writing."""

    language: str


@dataclass(frozen=True, slots=True)
class Human:
    """Begin, or (not `on`) end, a conversation with a person of the staff."""

    on: bool


@dataclass(frozen=True, slots=True)
class ForgetAsker:
    """Forget what I said of myself."""


@dataclass(frozen=True, slots=True)
class Forget:
    """Remove everything of me; asked already."""


@dataclass(frozen=True, slots=True)
class Stay:
    """Do not remove what is kept of me: I am still here."""


OfPerson = SpeakTo | Human | ForgetAsker | Forget | Stay
"""How a person is spoken to, and what is kept of it."""
