"""A Telegram update becomes an event, or nothing. Pure; whatever an update holds or lacks, it never raises.

In a private chat everything counts. In groups only what is meant for us does: our commands and presses of our buttons,
as `Elsewhere`. PTB does not check the types of what it was sent, so they are checked here.
"""

import re

from telegram import CallbackQuery, Message, Update, User

from bot.core.events import Elsewhere, Event, Incoming, Media, MediaKind, Pressed, command, said

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{1,64}))?(?:\s+|$)")
_LANGUAGE = re.compile(r"[A-Za-z0-9_-]{1,35}")
_MEDIA: tuple[MediaKind, ...] = ("photo", "voice", "sticker", "document")


def parse(update: Update, me: str) -> Incoming | None:
    """What happened, to whom, where. `me` is the bot's own name, without @. None: it is none of our business."""
    if isinstance(update.callback_query, CallbackQuery):
        return _pressed(update.update_id, update.callback_query)
    message = update.message
    if not isinstance(message, Message) or message.from_user is None:
        return None
    user, chat = _id(message.from_user), _id(message.chat)
    event = _private(message) if getattr(message.chat, "type", None) == "private" else _group(message, me)
    if event is None or user is None or chat is None:
        return None
    return Incoming(user, chat, event, update.update_id, language=_language(message.from_user))


def _pressed(update: int, query: CallbackQuery) -> Incoming | None:
    """A press acts only in the person's own chat; anywhere else it is answered and changes nothing."""
    user = _id(query.from_user)
    if user is None or not isinstance(query.id, str) or not query.id.isascii():
        return None
    chat = _id(getattr(query.message, "chat", None))
    message = getattr(query.message, "message_id", None)
    language = _language(query.from_user)
    if chat == user and isinstance(message, int):
        return Incoming(user, chat, Pressed(_text(query.data)), update, message, query.id, language)
    return Incoming(user, user if chat is None else chat, Elsewhere(), update, query=query.id, language=language)


def _private(message: Message) -> Event | None:
    text = _text(message.text) or _text(message.caption)
    if found := _COMMAND.match(text):
        return command(f"/{found[1]} {text[found.end() :]}")
    if text:
        return said(text)
    for kind in _MEDIA:
        if getattr(message, kind):
            return Media(kind)
    return Media("other") if message.effective_attachment else None


def _group(message: Message, me: str) -> Event | None:
    found = _COMMAND.match(_text(message.text))
    return Elsewhere() if found and (found[2] or "").lower() == me.lower() else None


def _id(value: object) -> int | None:
    """The id of a person or chat; the Bot API promises that it has at most 52 bits."""
    number = getattr(value, "id", None)
    return number if isinstance(number, int) and abs(number) < 2**52 else None


def _language(person: User) -> str:
    """The IETF tag of the language of somebody's client; "" where it is not given or none."""
    tag = _text(person.language_code)
    return tag if _LANGUAGE.fullmatch(tag) else ""


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
