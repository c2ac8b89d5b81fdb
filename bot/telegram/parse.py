"""A Telegram update becomes an event, or nothing. Pure; it never raises, whatever an update holds or lacks.

In a private chat everything counts; of an edited message, its words and its text file. In groups only what is meant for
us counts: our commands, mentions of us, replies to our messages, and presses of our buttons. In the staff group all
texts in topics count, too, also when edited. PTB does not check the types of what it was sent, so they are checked
here.
"""

import re
from dataclasses import replace
from typing import NamedTuple

from telegram import CallbackQuery, ChosenInlineResult, Document, InlineQuery, Message, Update, User

from bot.core.events import (
    Chosen,
    Command,
    FromStaff,
    Incoming,
    InPublic,
    Media,
    MediaKind,
    NotYours,
    Pressed,
    Said,
    command,
    said,
)
from bot.core.privacy import LONGEST_READ
from bot.core.words import FENCE
from bot.telegram.textfile import text_file, text_kind

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{1,64}))?(?:\s+|$)")
_START = re.compile(r"[?&]start=([A-Za-z0-9_-]{1,64})\Z")
_LANGUAGE = re.compile(r"[A-Za-z0-9_-]{1,35}")
_MEDIA: tuple[MediaKind, ...] = ("photo", "voice", "sticker", "contact", "location")


class InlineAsked(NamedTuple):
    """An inline query: who typed what, the id by which it is answered, and the language of the client."""

    user: int
    query: str
    text: str
    language: str


def parse(update: Update, me: str, staff: int | None = None) -> Incoming | None:
    """Return what happened, to whom and where. None: it is not our business.

    me: the bot's name, without @. staff: the staff group.
    """
    if isinstance(update.callback_query, CallbackQuery):
        return _pressed(update.update_id, update.callback_query, me)
    if isinstance(update.chosen_inline_result, ChosenInlineResult):
        chosen = update.chosen_inline_result
        user = _id(chosen.from_user)
        return (
            None if user is None else Incoming(user, user, InPublic(Chosen(_text(chosen.result_id))), update.update_id)
        )
    edited = update.message is None
    message = update.edited_message if edited else update.message
    if not isinstance(message, Message) or message.from_user is None:
        return None
    user, chat = _id(message.from_user), _id(message.chat)
    if user is None or chat is None:
        return None
    if chat == staff and (from_staff := _staff(message, me, edited)):
        return Incoming(user, chat, from_staff, update.update_id, _number(message.message_id))
    language, number = _language(message.from_user), _number(message.message_id)
    match getattr(message.chat, "type", None):
        case "private":
            # The file of an edited message is read anew: it may be another one.
            only_words = edited and not text_file(message)
            event = _card(message) if _is_named(message.via_bot, me) else _private(message, me, only_words)
            if event:
                return Incoming(user, chat, event, update.update_id, number, language=language, edited=edited)
        case "group" | "supergroup" if not (edited and chat == staff):
            if asked := _group(message, me):
                anonymous = message.sender_chat is not None
                place = InPublic(asked, number, _thread(message), anonymous)
                return Incoming(user, chat, place, update.update_id, number, language=language, edited=edited)
    return None


def upgraded(update: Update) -> tuple[int, int] | None:
    """Return the former and the new id of a group that became a supergroup. None: the update is something else."""
    message = update.message
    chat, to = _id(getattr(message, "chat", None)), getattr(message, "migrate_to_chat_id", None)
    return (chat, to) if chat is not None and type(to) is int and abs(to) < 2**52 else None


def inline_query(update: Update) -> InlineAsked | None:
    """Return what somebody types behind our name in any chat. None: the update is something else."""
    query = update.inline_query
    user = _id(getattr(query, "from_user", None))
    if user is None or not isinstance(query, InlineQuery) or not isinstance(query.id, str) or not query.id.isascii():
        return None
    return InlineAsked(user, query.id, _text(query.query), _language(query.from_user))


def _pressed(update: int, query: CallbackQuery, me: str) -> Incoming | None:
    """Read a press. It acts in the person's own chat, and in a group below the answer to this very person's message;
    anywhere else it is answered and changes nothing."""
    user = _id(query.from_user)
    if user is None or not isinstance(query.id, str) or not query.id.isascii():
        return None
    chat = _id(getattr(query.message, "chat", None))
    message = _number(getattr(query.message, "message_id", None))
    language = _language(query.from_user)
    if chat == user and message is not None:
        return Incoming(user, chat, Pressed(_text(query.data)), update, message, query.id, language)
    asked = getattr(query.message, "reply_to_message", None)
    author = None if getattr(asked, "sender_chat", None) else _id(getattr(asked, "from_user", None))
    if chat is not None and message is not None and user == author:
        question = _number(getattr(asked, "message_id", None))
        place = InPublic(Pressed(_text(query.data)), question, _thread(query.message), asked=_question(asked, me))
        return Incoming(user, chat, place, update, message, query.id, language)
    place = InPublic(NotYours(unknown=author is None))
    return Incoming(user, user if chat is None else chat, place, update, query=query.id, language=language)


def _private(message: Message, me: str, only_words: bool = False) -> Said | Command | Media | None:
    """Read what somebody sends us. Of an edited message mostly only the words are new (`only_words`)."""
    text = _words(message)
    found = None if message.forward_origin else _COMMAND.match(text)
    if found:
        return command(f"/{found[1]} {text[found.end() :]}")
    media = None if only_words else _media(message)
    if text:
        return replace(said(text, _quoted(message, me)), beside=media)
    return Media(media) if media else None


def _media(message: Message) -> MediaKind | None:
    """Return the kind of what a message holds beside its words."""
    if isinstance(message.document, Document) and not message.animation:  # an animation comes as a document, too
        return text_kind(message.document)
    for kind in _MEDIA:
        if getattr(message, kind):
            return kind
    return "other" if message.effective_attachment or message.checklist else None


def _card(message: Message) -> Command | None:
    """Read a card of ours that was picked in the own chat with us: like its button, it opens the whole. Its text is our
    own, and nothing that a person tells us."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    links = (_START.search(_text(key.url)) for row in rows for key in row)
    return next((command(f"/start {found[1]}") for found in links if found), None)


def _staff(message: Message, me: str, edited: bool) -> FromStaff | None:
    """Read what is written for a person: in a topic, or in reply to us. Other bots' commands are not for us."""
    answered = message.reply_to_message
    to_us = _is_named(getattr(answered, "from_user", None), me)
    spots = (_number(message.message_thread_id), _number(getattr(answered, "message_id", None)) if to_us else None)
    places = tuple(spot for spot in spots if spot is not None)
    found = _COMMAND.match(_text(message.text))
    what = _private(message, me, edited)
    if isinstance(what, Said):
        what = replace(said(_as_written(message)), beside=what.beside)
    if not places or what is None or (found and (found[2] or me).lower() != me.lower()):
        return None
    return FromStaff(what, places, to_us, edited)


def _as_written(message: Message) -> str:
    """Return the text as its writer sees it: the address behind a linked word follows in brackets, and a block of code
    stands between the marks by which one is typed."""
    text = _text(message.text)
    units = (text or _text(message.caption)).encode("utf-16-le", "surrogatepass")  # entities count its units
    marks: list[tuple[int, str]] = []
    for one in message.entities if text else message.caption_entities:
        if type(one.offset) is type(one.length) is int and min(one.offset, one.length) >= 0:
            begin, end = 2 * one.offset, 2 * (one.offset + one.length)
            marks += [(end, f" ({one.url})")] if isinstance(one.url, str) else []
            marks += [(begin, f"{FENCE}\n"), (end, f"\n{FENCE}")] if one.type == "pre" else []
    pieces, before = list[bytes](), 0
    for place, mark in sorted(marks):
        pieces += [units[before:place], mark.encode("utf-16-le", "surrogatepass")]
        before = place
    return b"".join([*pieces, units[before:]]).decode("utf-16-le", "surrogatepass")


def _group(message: Message, me: str) -> Said | Command | None:
    """Read what is asked of us in a group. If a reply to somebody else's message only names us, that message is the
    question."""
    if message.via_bot or message.is_automatic_forward:
        return None
    ours = _is_named(getattr(message.reply_to_message, "from_user", None), me)
    quoted = _quoted(message, me)
    text = _text(message.text)
    if found := _COMMAND.match(text):
        name, rest = found[1].lower(), text[found.end() :].strip()
        if name == "ask":
            rest = rest or quoted
        # Every bot here gets /help or /start without a name. With a question behind it, /ask can only be for us.
        to_us = (found[2] or (me if name == "ask" and rest else "")).lower() == me.lower()
        return command(f"/{name} {rest}") if to_us else None
    asked, named = _unnamed(_words(message), me)
    if not named and not ours:
        return None
    if own := asked.strip():
        return replace(said(own, quoted), beside=_media(message))
    if named and quoted:
        return replace(said(quoted), beside=_media(message))
    return Command("help") if named else None


def _words(message: object) -> str:
    """Return the text of a message, or its caption."""
    return _text(getattr(message, "text", None)) or _text(getattr(message, "caption", None))


def _unnamed(text: str, me: str) -> tuple[str, int]:
    """Return a text without our name, and how often the name stood there."""
    return re.subn(rf"(?<![\w@/.])@{re.escape(me)}(?!\w)", " ", text, flags=re.IGNORECASE | re.ASCII)


def _question(message: object, me: str) -> Said:
    """Return the question in a message that we answered in a group, as far as its own words tell."""
    text = _words(message)
    found = _COMMAND.match(text)
    return said(_unnamed(text[found.end() :] if found else text, me)[0].strip())


def _quoted(message: Message, me: str) -> str:
    """Return what a message replies to: the part that was marked, else the whole, if it is not ours."""
    answered = message.reply_to_message
    if marked := _text(getattr(message.quote, "text", None)):
        return marked
    if _is_named(getattr(answered, "from_user", None), me):
        return ""
    return _words(answered)


def _is_named(person: object, name: str) -> bool:
    """Tell whether this person or bot has that name."""
    return _text(getattr(person, "username", None)).lower() == name.lower()


def _thread(message: object) -> int | None:
    """Return the forum topic of a message. Outside forums threads have numbers, too, but cannot be written to."""
    return _number(getattr(message, "message_thread_id", None)) if getattr(message, "is_topic_message", None) else None


def _number(value: object) -> int | None:
    return value if type(value) is int and 0 < value < 2**31 else None


def _id(value: object) -> int | None:
    """Return the id of a person or chat; the Bot API promises at most 52 bits."""
    number = getattr(value, "id", None)
    return number if type(number) is int and abs(number) < 2**52 else None


def _language(person: User | None) -> str:
    """Return the IETF tag of the client's language; "" if there is no valid one."""
    tag = _text(getattr(person, "language_code", None))
    return tag if _LANGUAGE.fullmatch(tag) else ""


def _text(value: object) -> str:
    """Return the text, cut to what is read; "" if it is no text."""
    return value[:LONGEST_READ] if isinstance(value, str) else ""
