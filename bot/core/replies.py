"""The turn that answers an event: replies, timers and notes, as values. The service stores them, a front sends them.

The core says what a person should see. The front decides whether that edits a message or sends a new one.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, Self

from bot.core.kinds import Subject
from bot.core.state import Filing, Language, State


@dataclass(frozen=True, slots=True)
class Button:
    """A button. It has one of:

    data: comes back in `Pressed`; at most 64 bytes.
    url: the address to open.
    copy: text for the clipboard; at most 256 characters.
    start: the payload of the link that opens the person's own chat with us (see `bot.core.links`).
    """

    label: str
    data: str = ""
    url: str = ""
    copy: str = ""
    start: str = ""


Row = tuple[Button, ...]
"""Buttons side by side."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A text in Markdown (CommonMark, without images, tables and raw HTML) with rows of buttons below.

    keys: rows of keys below the input field; each types its text. (): take them away. None: leave them.
        A screen with keys has no buttons and is a message of its own.
    placeholder: the text of the empty input field while the keys are there.
    yes_no: a question; the first button says yes, the second no, and both may be typed.
    claimed: the number of the filing, if this asks whether something told of it is true (0: it does not).
    about: the thing whose latest screen this is. Earlier screens about it lose their buttons.
    """

    text: str
    buttons: tuple[Row, ...] = ()
    keys: tuple[tuple[str, ...], ...] | None = None
    placeholder: str = ""
    yes_no: bool = False
    claimed: int = 0
    about: str = ""


@dataclass(frozen=True, slots=True)
class Toast:
    """A short plain text that pops up in answer to a press; worthless a minute later."""

    text: str


LARGEST_FILE = 10_000_000
"""Bytes. Telegram takes pictures up to 10 MB, other files up to 50."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to send: `name` with its ending, `caption` in Markdown (as in `Screen`).

    picture: show it as a picture (PNG or JPEG).
    ValueError: it has no name, is empty or too large.
    """

    name: str
    content: bytes
    caption: str = ""
    picture: bool = False

    def __post_init__(self) -> None:
        if not self.name or not 0 < len(self.content) <= LARGEST_FILE:
            raise ValueError(f"a file needs a name, and from 1 to {LARGEST_FILE} bytes")


@dataclass(frozen=True, slots=True)
class ToStaff:
    """A text for the staff group.

    "say": words of the person, plain, at the person's place in the group.
    "end": the last message there, plain.
    "aside": an answer to somebody of the staff, in Markdown.
    """

    text: str
    how: Literal["say", "end", "aside"]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A filing's progress at a moment (UTC), drawn as a picture when it is sent: drawing takes too long for a turn.

    `name` and `caption`: as in `File`. `language`: that of the words in the picture.
    """

    name: str
    filing: Filing
    at: datetime
    caption: str = ""
    language: Language = ""


Reply = Screen | Toast | File | Drawing | ToStaff


@dataclass(frozen=True, slots=True)
class Timer:
    """A timer: the event `Due(key)` comes at `due` (UTC). None: cancel the timer of this key."""

    key: str
    due: datetime | None


@dataclass(frozen=True, slots=True)
class Note:
    """A line of the journal: what happened (`kind`) to which topic or step. It has no words of a person and no user."""

    kind: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Miss:
    """A text that was not understood, masked (`texts.misses`). No user and no time: the store counts days.

    key: what equal misses are counted by; near: the nearest topics.
    """

    key: str
    text: str
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wait:
    """A review that a filing passed, and the working days it took. No user and no time: the store counts months."""

    flow: str
    step: str
    province: str
    subject: Subject
    days: int


@dataclass(frozen=True, slots=True)
class Shared:
    """A token that opens a card of the person from now on, or (not `on`) no longer does."""

    token: str
    on: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """The answer to one event, and the state after it.

    forgets: delete everything kept of this person; `state` is then not stored.
    """

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
        """The replies that are screens."""
        return tuple(reply for reply in self.replies if isinstance(reply, Screen))

    def below(self, *replies: Reply) -> Self:
        """Return the same turn with these replies before its own."""
        return replace(self, replies=(*replies, *self.replies)) if replies else self

    def above(self, *replies: Reply) -> Self:
        """Return the same turn with these replies after its own."""
        return replace(self, replies=(*self.replies, *replies)) if replies else self
