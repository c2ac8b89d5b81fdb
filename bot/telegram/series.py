"""Messages that belong together: parts of an album, a text that a client cut, lines that were forwarded in a row."""

from dataclasses import replace
from datetime import datetime, timedelta

from telegram import Message

from bot.core.events import Event, FromStaff, Incoming, InPublic, Media, Said
from bot.telegram.bounded import forget_first

LONG = 3500
"""A message of so many characters may be part of a longer one that a client cut at 4,096."""
REST_WITHIN = timedelta(seconds=2)
"""How soon the rest of such a message follows, by Telegram's clock."""
LONGEST_END = 200
"""Characters remembered of the end of a message that was cut."""
_STOPS = "。；;！!？?\n"

MOST_ALBUMS = 1000
"""How many albums are remembered as begun. After a restart one may be answered once more."""
MOST_CUT = 1000
"""How many people's last messages are remembered as perhaps cut."""


class Series:
    """Remembers what the next message of a person may belong to."""

    def __init__(self) -> None:
        self._albums: dict[tuple[int, str], int] = {}
        """By chat and album: the update with the first part that nobody here reads."""
        self._long: dict[int, tuple[datetime, str]] = {}
        """By person whose last message may have been cut: when it was sent, and its end."""

    def once(self, incoming: Incoming, message: Message | None, minute: int) -> Incoming | None:
        """Return the event, or None if it only repeats that an album holds what nobody here reads.

        That is told with the first such part, as each part comes by itself and none tells how many there are. Media of
        one kind without words, sent by one person within a minute, count as an album. Words and texts always count.
        """
        album, number = getattr(message, "media_group_id", None), incoming.update or 0
        if not isinstance(album, str) and isinstance(incoming.event, Media):
            album = f"{incoming.event.kind} {minute}"
        if not isinstance(album, str) or not _is_unread(incoming.event):
            return incoming
        if self._albums.setdefault((incoming.chat, album), number) == number:
            forget_first(self._albums, MOST_ALBUMS)
            return incoming
        match incoming.event:
            case Said():
                return replace(incoming, event=replace(incoming.event, beside=None))
            case FromStaff(Said()):
                return incoming
        return None

    def with_end_before(self, incoming: Incoming, message: Message | None) -> Incoming:
        """Return the event, with the end of the message before if this one is the rest of it."""
        before = self._long.pop(incoming.user, None)
        sent, event = getattr(message, "date", None), incoming.event
        if not isinstance(event, Said) or event.beside or not isinstance(sent, datetime):
            return incoming
        if len(event.text) >= LONG and (end := _last_sentence(event.text)):
            self._long[incoming.user] = sent, end[-LONGEST_END:]
            forget_first(self._long, MOST_CUT)
        is_rest = before is not None and sent - before[0] <= REST_WITHIN
        return replace(incoming, goes_on=before[1]) if before and is_rest else incoming


def _last_sentence(text: str) -> str:
    """Return the last sentence with its stop; "" if there are only stops."""
    bare = text.rstrip(_STOPS)
    return text[max(map(bare.rfind, _STOPS)) + 1 :] if bare else ""


def is_forwarded(incoming: Incoming, message: Message | None) -> bool:
    """Tell whether this is words forwarded to us in private, and nothing else."""
    alone = isinstance(incoming.event, Said) and incoming.event.beside is None
    return alone and getattr(message, "forward_origin", None) is not None


def begins_anew(incoming: Incoming) -> bool:
    """Tell whether words do not continue the forwarded ones before them: they name a sender of their own (【…】), or
    ask."""
    text = incoming.event.text.strip() if isinstance(incoming.event, Said) else ""
    return text.startswith("【") or text.endswith(("?", "？", "吗", "呢"))


def joined(*parts: Incoming) -> Incoming:
    """Join what somebody forwarded in a row into one text: mostly it is one notice, line by line. One part stays as it
    is."""
    if len(parts) == 1:
        return parts[0]
    lines = [part.event for part in parts if isinstance(part.event, Said)]
    hidden = tuple(dict.fromkeys(kind for said in lines for kind in said.hidden))
    said = Said("\n".join(one.text for one in lines), hidden, "\n".join(one.verbatim for one in lines))
    return replace(parts[-1], event=said, parts=parts)


def _is_unread(event: Event | InPublic) -> bool:
    """Tell whether it holds something that nobody here reads: from a person, anything but words and text files; from
    the staff, anything but words."""
    match event:
        case Media(kind) | Said(beside=kind):
            return kind not in (None, "text")
        case FromStaff(Said(beside=None)):
            return False
        case FromStaff(Said() | Media()):
            return True
    return False
