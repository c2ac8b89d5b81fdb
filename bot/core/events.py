"""The events of the dialogue, as values. A front makes them, `dialogue.respond` takes them.

Text of people enters only through `said()`, `attached()` and `command()`, which mask it.
"""

from dataclasses import dataclass, replace
from typing import Literal

from bot.core.names import OF_NAMED
from bot.core.privacy import Hidden, mask, normalised
from bot.core.state import Filing
from bot.search.brief import in_brief

TextKind = Literal["text", "text-large", "text-empty", "text-encoding"]
MediaKind = Literal["photo", "voice", "sticker", "document", "contact", "location", "other"] | TextKind


@dataclass(frozen=True, slots=True)
class Said:
    """Typed, pasted or forwarded text, masked and normalised (NFKC).

    hidden: the kinds of personal data that were masked.
    written: the masked text letter for letter; "": the same as `text`.
    beside: the kind of the attachment whose caption this text is; the attachment is not read.
    quoted: the text that it replies to, masked; "" if that is a whole message of ours.
    unread: the beginning of the part that is skipped because the text is too long.
    """

    text: str
    hidden: tuple[Hidden, ...] = ()
    written: str = ""
    beside: MediaKind | None = None
    quoted: str = ""
    unread: str = ""

    @property
    def in_brief(self) -> "Said":
        """The part that is read."""
        text, unread = in_brief(self.text.strip())
        return self if text == self.text.strip() else replace(self, text=text, unread=unread)

    @property
    def verbatim(self) -> str:
        """The text as it is shown to people."""
        return self.written or self.text


@dataclass(frozen=True, slots=True)
class Attached:
    """A text file: its content and its caption."""

    said: Said
    caption: Said = Said("")

    @property
    def hidden(self) -> tuple[Hidden, ...]:
        """The kinds of personal data that were masked in either."""
        return tuple(dict.fromkeys((*self.caption.hidden, *self.said.hidden)))

    @property
    def whole(self) -> Said:
        """Caption and content as one text."""
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
    """A press of a button. The client sends `data`: it may be old, foreign or made up."""

    data: str


@dataclass(frozen=True, slots=True)
class Media:
    """Something other than text, or a text file that cannot be read. Its content never gets here.

    The kinds of text files: "text" (not received), "text-large", "text-empty", "text-encoding" (encoding unknown).
    """

    kind: MediaKind


@dataclass(frozen=True, slots=True)
class Due:
    """A timer that ran out, by its key. `also`: keys of other timers of the same person that ran out too."""

    key: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CardOpened:
    """Somebody opened the link to a card. None: no card has this link (any more)."""

    filing: Filing | None


@dataclass(frozen=True, slots=True)
class FromStaff:
    """A message of the staff, written in their group.

    places: the forum topic and the answered message; one of them tells which person it is for.
    to_us: it answers a message of ours; if it belongs to no person, the staff are told so.
    edited: a new version of a message that was there before.
    """

    what: Said | Command | Media
    places: tuple[int, ...]
    to_us: bool
    edited: bool = False


Event = Said | Attached | Command | Pressed | Media | Due | CardOpened | FromStaff
"""An event in a person's own chat, a message of the staff for that person, or a timer."""


@dataclass(frozen=True, slots=True)
class NotYours:
    """A press of a button that was made for somebody else, or that hangs where no button acts.

    unknown: nobody can tell whom the button is for.
    """

    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Crowded:
    """More messages or presses in a group than we answer there in a minute. `pressed`: this one is a press."""

    pressed: bool = False


@dataclass(frozen=True, slots=True)
class Hasty:
    """More messages or presses of one person than we take in a minute. `pressed`: this one is a press."""

    pressed: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """An excerpt that somebody sent to a chat through inline mode. The client sends `topic`: it may be anything."""

    topic: str


PublicEvent = Said | Command | Pressed | NotYours | Crowded | Hasty | Chosen


@dataclass(frozen=True, slots=True)
class InPublic:
    """An event where others read along, or one that must not touch the state of the person.

    The bot was addressed, and a button was pressed by the person it is for, unless the event says otherwise.

    reply_to: id of the message that the answer should reply to.
    thread: id of the forum topic.
    anonymous: written in the name of a chat; nobody can press buttons as its author.
    asked: the question whose answer has the pressed button, or that is refused. None: it has no words.
    """

    event: PublicEvent
    reply_to: int | None = None
    thread: int | None = None
    anonymous: bool = False
    asked: Said | Command | None = None


CARD = "c_"
"""The beginning of the argument of /start that opens a card; the card's token follows."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a turn needs beside its event.

    bot: the bot's name at Telegram; "": not on Telegram.
    token: letters that nobody can guess, new for each event.
    message, edited, goes_on: see `Incoming`; client: its `language`.
    first: the first event of the day, so that the person may have forgotten the last screen.
    """

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
    """An event and where it came from. A front hands it to the service.

    user, chat: numeric ids of the front (equal in a private chat).
    update: the front's id of this delivery, the same when it is delivered again. None: it has none.
    message: id of the person's message, of the message with the pressed button, or of the message of the staff.
    query: id by which a press is answered.
    language: IETF tag of the language of the person's client; "": not known.
    edited: a new version of a message that was handed in before.
    goes_on: for the rest of a text too long for one message: the end of the message before, masked. "": not a rest.
    parts: the deliveries that were joined into this one, in order; (): it came in one.
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
        """The update ids of all its deliveries."""
        return tuple(part.update for part in self.parts or (self,) if part.update is not None)


def said(raw: str, quoted: str = "") -> Said:
    """Make the event of a typed text and of the text `quoted` that it replies to. Never raises."""
    return Said(*_masked(raw), quoted=_masked(quoted)[0].strip() if quoted else "")


def attached(raw: str) -> Attached:
    """Make the event of a text file. Never raises."""
    return Attached(said(raw))


def command(raw: str) -> Command:
    """Make the event of a text that begins with a slash: `/start@some_bot  x` → Command("start", "x")."""
    head, _, rest = raw.strip().removeprefix("/").partition(" ")
    return Command(head.partition("@")[0].lower()[:32], _masked(rest.strip())[0])


def _masked(raw: str) -> tuple[str, tuple[Hidden, ...], str]:
    """Return `Said`'s text, hidden and written.

    The text leaves out a masked name behind the word that says whose it is (负责人〔姓名〕 → 负责人).
    """
    written, hidden = mask(raw)
    text = OF_NAMED.sub(r"\1", normalised(written))
    return text, hidden, "" if written == text else written
