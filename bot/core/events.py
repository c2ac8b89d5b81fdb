"""What can happen to the dialogue. Values only; a front makes them, `dialogue.respond` takes them.

Text of people enters through `said()`, `attached()` and `command()` alone, so that nothing unmasked gets any further.
"""

from dataclasses import dataclass, replace
from typing import Literal

from bot.core.names import OF_NAMED
from bot.core.privacy import Hidden, folded, mask
from bot.core.state import Filing
from bot.search.brief import in_brief

TextKind = Literal["text", "text-large", "text-empty", "text-encoding"]
MediaKind = Literal["photo", "voice", "sticker", "document", "contact", "location", "other"] | TextKind


@dataclass(frozen=True, slots=True)
class Said:
    """Typed, pasted or forwarded text, masked, with one form for what may be written in several.

    hidden: what was masked; written: the text letter for letter, where that differs; beside: the text is only the
    caption of something that nobody here looks at; quoted: the text that it replies to, masked ("" where that is a
    whole message of ours); unread: how the part begins that is skipped, as the text is too long."""

    text: str
    hidden: tuple[Hidden, ...] = ()
    written: str = ""
    beside: MediaKind | None = None
    quoted: str = ""
    unread: str = ""

    @property
    def in_brief(self) -> "Said":
        """What of it is read."""
        text, unread = in_brief(self.text.strip())
        return self if text == self.text.strip() else replace(self, text=text, unread=unread)

    @property
    def verbatim(self) -> str:
        """What is shown to people."""
        return self.written or self.text


@dataclass(frozen=True, slots=True)
class Attached:
    """A text file, with what it says, and what was written to it."""

    said: Said
    caption: Said = Said("")

    @property
    def hidden(self) -> tuple[Hidden, ...]:
        """What was taken out of either."""
        return tuple(dict.fromkeys((*self.caption.hidden, *self.said.hidden)))

    @property
    def whole(self) -> Said:
        """All of it as one text."""
        both = [said for said in (self.caption, self.said) if said.text]
        written = "\n".join(said.verbatim for said in both)
        return Said("\n".join(said.text for said in both), self.hidden, written)


@dataclass(frozen=True, slots=True)
class Command:
    """`/name argument`, without the slash and the bot's name; the argument is masked."""

    name: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button, by the data that the client sent: it may be old, foreign or made up."""

    data: str


@dataclass(frozen=True, slots=True)
class Media:
    """Something other than text, or a text file that cannot be read: it did not come, is too large, empty, or in an
    encoding that is not known. What it holds never gets here."""

    kind: MediaKind


@dataclass(frozen=True, slots=True)
class Due:
    """A timer of this key has run out; `also`: keys of timers of the same person that ran out, too."""

    key: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CardOpened:
    """The link to a card was opened; None: it leads to none (any more)."""

    filing: Filing | None


@dataclass(frozen=True, slots=True)
class FromStaff:
    """Somebody wrote in the staff group, for the person whose one of these places is: the topic, the message that is
    answered. `to_us`: in answer to us, so that it must be said where it is nobody's; `edited`: it was written before,
    in other words."""

    what: Said | Command | Media
    places: tuple[int, ...]
    to_us: bool
    edited: bool = False


Event = Said | Attached | Command | Pressed | Media | Due | CardOpened | FromStaff
"""What happens in a person's own chat, in the staff group for that person, or in time."""


@dataclass(frozen=True, slots=True)
class NotYours:
    """A button was pressed that was made for somebody else, or hangs where nobody's progress has its place; `unknown`:
    for whom it was made cannot be told."""

    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Crowded:
    """More was asked of us in a group than we answer there in a minute; `pressed`: by a button."""

    pressed: bool = False


@dataclass(frozen=True, slots=True)
class Hasty:
    """One person sent us more in a minute than we take; `pressed`: by a button."""

    pressed: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """An excerpt of a topic was put into some chat through inline mode; `topic` is what the client says, it may be
    anything."""

    topic: str


PublicEvent = Said | Command | Pressed | NotYours | Crowded | Hasty | Chosen


@dataclass(frozen=True, slots=True)
class InPublic:
    """Something that happened where others read along, or that is not to touch what is kept of the person; the bot was
    addressed, and a button pressed by whom it was made for, unless the event says otherwise.

    reply_to: id of the message that an answer should reply to; thread: the topic of the forum that it belongs to;
    anonymous: it was written in the name of a chat, so that nobody can press a button as who wrote it; asked: the
    question of the presser below whose answer a button was pressed, as far as it has words.
    """

    event: PublicEvent
    reply_to: int | None = None
    thread: int | None = None
    anonymous: bool = False
    asked: Said | None = None


CARD = "c_"
"""Begins the argument of /start by which a card is opened; its token follows."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a turn needs of the world beside its event. bot: its name at Telegram ("": not there); token: letters that
    nobody can guess, never the same twice; message, edited, client (its `language`), goes_on: see `Incoming`; first: on
    this day, so that what is on the screen may be out of mind."""

    bot: str = ""
    token: str = ""
    message: int | None = None
    edited: bool = False
    client: str = ""
    goes_on: str = ""
    first: bool = False


NOWHERE = Around()


@dataclass(frozen=True, slots=True)
class Incoming:
    """An event with where it came from; this is what a front hands to the service.

    user, chat: numeric ids of the front (in a private chat they are equal).
    update: the front's own id of this delivery, the same each time it is delivered again; None where there is none.
    message: id of the person's message, of the one whose button was pressed, or of what the staff wrote; edited: the
    message was handed in before, and has other words now; query: id by which the press wants to be answered.
    language: IETF tag of the language that the person's client is set to; "" where it is not known.
    goes_on: the end of the message before, masked, of which this one is the rest: what is longer than a message comes
    in several. "": it is none.
    parts: what was joined to make this one, in order, where it came in several deliveries; the last of them is where it
    came from.
    """

    user: int
    chat: int
    event: Event | InPublic
    update: int | None = None
    message: int | None = None
    query: str | None = None
    language: str = ""
    edited: bool = False
    goes_on: str = ""
    parts: "tuple[Incoming, ...]" = ()

    @property
    def updates(self) -> tuple[int, ...]:
        """The ids of all its deliveries."""
        return tuple(part.update for part in self.parts or (self,) if part.update is not None)


def said(raw: str, quoted: str = "") -> Said:
    """Make the event of a typed text, and of what it replies to. Never raises, whatever the text."""
    return Said(*_masked(raw), quoted=_masked(quoted)[0].strip() if quoted else "")


def attached(raw: str) -> Attached:
    """Make the event of a text file. Never raises, whatever it holds."""
    return Attached(said(raw))


def command(raw: str) -> Command:
    """Make the event of a text that begins with a slash: `/start@some_bot  x` → Command("start", "x")."""
    head, _, rest = raw.strip().removeprefix("/").partition(" ")
    return Command(head.partition("@")[0].lower()[:32], _masked(rest.strip())[0])


def _masked(raw: str) -> tuple[str, tuple[Hidden, ...], str]:
    """What a text event holds; what is compared reads as if no name had stood behind whose it is."""
    written, hidden = mask(raw)
    text = OF_NAMED.sub(r"\1", folded(written))
    return text, hidden, "" if written == text else written
