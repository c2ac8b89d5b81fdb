"""What the dialogue wants to be done. Values only; the service stores them, a front carries them out.

The core says what a person should now see. Whether that edits a message or sends a new one is the front's business.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, Self

from bot.core.kinds import Subject
from bot.core.state import Filing, Language, State


@dataclass(frozen=True, slots=True)
class Button:
    """A button: `data` comes back in `Pressed` (at most 64 bytes), or `url` is opened, or `copy` goes into the
    clipboard (at most 256 characters), or the person's own chat with us is opened by the link with the payload `start`
    (see `bot.core.links`)."""

    label: str
    data: str = ""
    url: str = ""
    copy: str = ""
    start: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """A text in Markdown (CommonMark, without images, tables and raw HTML) with rows of buttons below.

    keys: puts rows of keys below the field for typing, each of which types its text; () takes them away; None leaves
    them as they are. A screen with keys has no buttons and is always a message of its own. placeholder: what the empty
    field says while they are there. yes_no: asks something of the person to which the first button says yes and the
    second no, which may also be typed. claimed: the number of the filing of which it asks whether what was told is so
    (0: of none). about: of what this is the latest state; what was sent of that before it loses its buttons."""

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    keys: tuple[tuple[str, ...], ...] | None = None
    placeholder: str = ""
    yes_no: bool = False
    claimed: int = 0
    about: str = ""


@dataclass(frozen=True, slots=True)
class Toast:
    """A short plain text over the screen in answer to a press; worthless a minute later."""

    text: str


LARGEST_FILE = 10_000_000
"""Bytes; Telegram takes pictures up to 10 MB, other files up to 50."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to keep: `name` with its ending, a `caption` in Markdown (as in `Screen`); `picture`: shown as one (PNG or
    JPEG). ValueError: no front could send it (nameless, empty or too large)."""

    name: str
    content: bytes
    caption: str = ""
    picture: bool = False

    def __post_init__(self) -> None:
        if not self.name or not 0 < len(self.content) <= LARGEST_FILE:
            raise ValueError(f"a file needs a name, and from 1 to {LARGEST_FILE} bytes")


@dataclass(frozen=True, slots=True)
class ToStaff:
    """For the staff group. say: what the person says, plain, at the person's place; end: the last word there, plain;
    aside: an answer to what somebody of the staff wrote, in Markdown."""

    text: str
    how: Literal["say", "end", "aside"]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The progress of a filing as it stood at a moment (UTC), to become a picture when it is sent: drawing takes too
    long for a turn. `name` and `caption` as in `File`; its words are in this language, as far as there are some."""

    name: str
    filing: Filing
    at: datetime
    caption: str = ""
    language: Language = ""


Reply = Screen | Toast | File | Drawing | ToStaff


@dataclass(frozen=True, slots=True)
class Timer:
    """Wake the dialogue with `Due(key)` at `due` (UTC); None takes the timer of that key back."""

    key: str
    due: datetime | None


@dataclass(frozen=True, slots=True)
class Note:
    """A line for the journal: what happened (`kind`) about which topic or step. Never words of a person, no user."""

    kind: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Miss:
    """A text that was not understood, masked (`texts.misses`); `key`: what it is counted by, `near`: the topics that
    came nearest. No user and no time: who keeps it counts days."""

    key: str
    text: str
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wait:
    """A review that a filing passed: of which flow, step, province and kind of applicant, and how many working days it
    took. No user and no time: who keeps it counts months."""

    flow: str
    step: str
    province: str
    subject: Subject
    days: int


@dataclass(frozen=True, slots=True)
class Shared:
    """From now on this token opens a card of the person, or (not `on`) none any more."""

    token: str
    on: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """The answer to one event, and the state after it. `forgets`: delete everything that is kept of this person; the
    state is not stored then."""

    state: State
    replies: tuple[Reply, ...] = ()
    timers: tuple[Timer, ...] = ()
    notes: tuple[Note, ...] = ()
    misses: tuple[Miss, ...] = ()
    waits: tuple[Wait, ...] = ()
    shared: tuple[Shared, ...] = ()
    forgets: bool = False

    @property
    def screens(self) -> tuple[Screen, ...]:
        """What it shows, without what stands over it for a moment or goes elsewhere."""
        return tuple(reply for reply in self.replies if isinstance(reply, Screen))

    def below(self, *replies: Reply) -> Self:
        """The same turn, with these above what it shows."""
        return replace(self, replies=(*replies, *self.replies)) if replies else self
