"""Acts, i.e. what a front must do, and how they are written into parcels of the outbox."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import ConfigDict, Field, TypeAdapter

from bot.core.events import FromStaff, Incoming, InPublic, Pressed
from bot.core.knowledge import Knowledge
from bot.core.replies import Button, Drawing, File, Screen, Toast, ToStaff, Turn
from bot.core.words import label
from bot.store import Parcel

ANSWER_LIFE = timedelta(minutes=2)
"""How long an answer to a press is of use. Telegram keeps presses for 150 seconds."""


@dataclass(frozen=True, slots=True)
class Show:
    """Show a screen in the chat.

    edit: the message whose place it takes; None, or gone: send a new message.
    keys, placeholder, about: see `Screen`. reply_to, thread: see `InPublic`.
    answers: the person's message that this is the first answer to.
    edited: that message was answered before; take the place of that answer if it is the last thing in the chat.
    further: answers a press in a group, on the message `edit`. The answer to `reply_to` stays, and this becomes a
    second message; if `edit` is such a second message, take its place.
    renews: take the place of the message that shows the same `about`.
    staff: the message of the staff that this carries; the staff is told there if it cannot be shown.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")  # a body with other fields is another act

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    edit: int | None = None
    keys: tuple[tuple[str, ...], ...] | None = None
    placeholder: str = ""
    reply_to: int | None = None
    thread: int | None = None
    answers: int | None = None
    edited: bool = False
    further: bool = False
    renews: bool = False
    staff: int | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer the press `query` with a short plain text, or silently ("")."""

    query: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class PassOn:
    """Pass plain text of this person on to the staff group, at the person's place there. The first text makes a place;
    the last one (`ends`) is sent only if there is a place."""

    person: int
    text: str
    ends: bool


@dataclass(frozen=True, slots=True)
class Chore:
    """Do a slow job that this admin asked for (`admin.asked`). message: the one that asked for it, or the one with the
    button (`pressed`). language: see `Incoming`."""

    admin: int
    asked: tuple[str, ...]
    message: int | None = None
    pressed: bool = False
    language: str = ""


Act = Show | Answer | File | Drawing | PassOn | Chore

# Most acts are shows, so that type is tried first. Pydantic's default tries all types and takes four times as long.
_ACTS: TypeAdapter[Act] = TypeAdapter(
    Annotated[Act, Field(union_mode="left_to_right")],
    config=ConfigDict(ser_json_bytes="base64", val_json_bytes="base64"),
)


def parcel(chat: int, act: Act, expires: datetime | None = None) -> Parcel:
    """Return the act as a parcel for a chat. expires: see `Parcel`."""
    edit = act.edit if isinstance(act, Show) else None
    return Parcel(chat, _ACTS.dump_json(act, exclude_defaults=True).decode(), expires, edit)


def act_of(body: str) -> Act:
    """Read the act in a parcel. Raises ValueError if this release does not know it; the error message may quote a
    person."""
    return _ACTS.validate_json(body)


def parcels_of(turn: Turn, incoming: Incoming, knowledge: Knowledge, now: datetime) -> tuple[Parcel, ...]:
    """Turn the replies of a turn into parcels.

    A press is always answered, first of all. Its first screen takes the place of the one that was pressed. In a group
    the answer itself stays, as others read it and may have replied to it: all presses below it share one second
    message. When a message is edited, the first screen takes the place of the former answer.
    """
    chat = incoming.user if isinstance(incoming.event, FromStaff) else incoming.chat
    acts: list[tuple[int, Act, datetime | None]] = []
    if incoming.query is not None:
        toast = next((r.text for r in turn.replies if isinstance(r, Toast)), "")
        acts.append((chat, Answer(incoming.query, toast), now + ANSWER_LIFE))
    answered = False
    for reply in turn.replies:
        match reply:
            case Screen():
                is_answer = not answered and reply.keys is None
                answered = answered or is_answer
                acts.append((chat, _show(reply, incoming, is_answer), None))
            case File() | Drawing():
                acts.append((chat, reply, None))
            case ToStaff(text, "aside"):
                acts.append((incoming.chat, Show(text, reply_to=incoming.message), None))
            case ToStaff(text, how) if desk := knowledge.desk:
                if how == "say" and incoming.edited:
                    text = label(knowledge, "human-edited") + "\n" + text
                acts.append((desk.chat, PassOn(incoming.user, text, ends=how == "end"), None))
    return tuple(parcel(to, act, expires) for to, act, expires in acts)


def _show(screen: Screen, incoming: Incoming, is_answer: bool) -> Show:
    """Show a screen of a turn. `is_answer`: it is the first one, and takes the place that the answer has."""
    event = incoming.event
    public = event if isinstance(event, InPublic) else None
    done = public.event if public else event
    edit = incoming.message if is_answer and isinstance(done, Pressed) else None
    answers = incoming.message if is_answer and not isinstance(done, Pressed | FromStaff) else None
    return Show(
        text=screen.text,
        buttons=screen.buttons,
        edit=edit,
        keys=screen.keys,
        placeholder=screen.placeholder,
        about=screen.about,
        renews=bool(incoming.goes_on and screen.about),
        reply_to=public.reply_to if public else None,
        thread=public.thread if public else None,
        answers=answers,
        edited=incoming.edited and answers is not None,
        further=edit is not None and public is not None,
        staff=incoming.message if isinstance(event, FromStaff) else None,
    )
