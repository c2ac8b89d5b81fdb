"""What is done at Telegram for each act that waits in the outbox."""

from contextlib import suppress

from telegram.constants import ChatAction
from telegram.error import BadRequest, TelegramError

from bot.acts import Answer, Chore, PassOn, Show
from bot.core.replies import Drawing, File
from bot.core.words import clip, verbatim_lines
from bot.outbox import Outgoing
from bot.service import Service
from bot.store import Place
from bot.telegram.client import Client
from bot.telegram.markup import LONGEST_CAPTION, Keys, keyboard, render, typing_keys
from bot.telegram.standing import Standing

LONGEST_TOPIC = 40
"""Characters of a topic's name (the Bot API takes 128, a phone shows fewer)."""
LONGEST_TOAST = 200
"""Characters of the answer to a press, a limit of the Bot API."""

CLOSED = ("topic_closed", "topic_deleted", "message thread not found")
"""Telegram's words for a topic where nothing can be written any more."""
_ANSWERED_LATE = ("query is too old", "query id is invalid", "query_id_invalid")
_NOT_EDITABLE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
)
_NOT_MODIFIED = ("message is not modified",)


class Performer:
    """Carries out acts for one bot. Hand it only one act of a chat at a time, answers to presses aside."""

    def __init__(self, client: Client, service: Service) -> None:
        self._client = client
        self._service, self._outbox = service, service.outbox
        self._shown: dict[int, int] = {}
        """By parcel shown in part: how many of its messages were sent."""
        self._standing = Standing()

    async def do(self, outgoing: Outgoing) -> None:
        """Carry an act out; of one that was shown in part, the rest. Raises TelegramError, or StoreError."""
        match outgoing.act:
            case Answer(query, text):
                try:
                    await self._client.answer_callback_query(query, clip(text, LONGEST_TOAST) or None)
                except BadRequest as error:
                    if not says(error, _ANSWERED_LATE):
                        raise
            case Show():
                await self._show(outgoing.id, outgoing.chat, outgoing.act)
            case File(picture=False):
                async with self._client.busy(outgoing.chat, ChatAction.UPLOAD_DOCUMENT):
                    await self._send_file(outgoing.id, outgoing.chat, outgoing.act)
            case File() | Drawing():
                async with self._client.busy(outgoing.chat, ChatAction.UPLOAD_PHOTO):
                    act = outgoing.act
                    file = act if isinstance(act, File) else await self._service.drawn(act)
                    await self._send_file(outgoing.id, outgoing.chat, file)
            case PassOn():
                await self._pass_on(outgoing, outgoing.act)
            case Chore():
                await self._service.office.do(outgoing, outgoing.act)

    def over(self, outgoing: Outgoing) -> None:
        """Forget how much of an act was shown: it is done, or given up."""
        self._shown.pop(outgoing.id, None)

    async def _show(self, parcel: int, chat: int, show: Show) -> None:
        messages = render(show.text)
        replaced = self._standing.replaced(chat, show)
        at = 0
        for index in range(self._shown.get(parcel, 0), len(messages)):
            keys = self._keys(show) if index == len(messages) - 1 else None
            if index == 0 and replaced is not None and await self._edit(chat, replaced, messages[index], keys):
                at = replaced
            else:
                at = await self._client.show(chat, messages[index], keys, reply_to=show.reply_to, thread=show.thread)
                self._standing.sent(chat, show, at, whole=len(messages) == 1)
            self._shown[parcel] = index + 1
        for former in self._standing.shows(chat, at, show.about):
            with suppress(TelegramError):
                await self._client.unbutton(chat, former)

    def _keys(self, show: Show) -> Keys | None:
        if show.keys is None:
            return keyboard(show.buttons, self._client.username)
        return typing_keys(show.keys, show.placeholder)

    async def _send_file(self, parcel: int, chat: int, file: File) -> None:
        """Send a file. What its caption cannot hold comes in messages after it."""
        texts = render(file.caption, LONGEST_CAPTION) if file.caption else ("",)
        for index in range(self._shown.get(parcel, 0), len(texts)):
            if index == 0:
                await self._client.send_file(chat, file, texts[0])
                self._standing.went_on(chat)
            else:
                await self._client.show(chat, texts[index])
            self._shown[parcel] = index + 1

    async def _pass_on(self, outgoing: Outgoing, act: PassOn) -> None:
        """Say the text in the person's topic of the staff group, or, in a group without topics, in reply to the first
        message about that person. A deleted topic is replaced."""
        place = await self._outbox.place(outgoing)
        if place is None and act.ends:
            return
        try:
            await self._say_at(outgoing, act.text, place)
        except BadRequest as error:
            if place is None or not says(error, CLOSED):
                raise
            await self._outbox.unplaced(outgoing)
            self._shown.pop(outgoing.id, None)
            if not act.ends:
                await self._say_at(outgoing, act.text, None)
        if act.ends and place is not None and place.topic:
            await self._client.close_topic(outgoing.chat, place.id)

    async def _say_at(self, outgoing: Outgoing, text: str, place: Place | None) -> None:
        if place is None:
            name = clip(" ".join(text.split()), LONGEST_TOPIC)
            if (topic := await self._client.open_topic(outgoing.chat, name)) is not None:
                place = Place(topic, topic=True)
                await self._outbox.placed(outgoing, place)
        messages = render(verbatim_lines(text))
        for index in range(self._shown.get(outgoing.id, 0), len(messages)):
            if place is not None and place.topic:
                await self._client.show(outgoing.chat, messages[index], thread=place.id)
            else:
                sent = await self._client.show(outgoing.chat, messages[index], reply_to=place.id if place else None)
                said = Place(sent, topic=False)
                await self._outbox.placed(outgoing, said)
                place = place or said
            self._shown[outgoing.id] = index + 1

    async def _edit(self, chat: int, message: int, text: str, keys: Keys | None) -> bool:
        """Show a text in place of a message. False: that message is gone or cannot be changed."""
        try:
            await self._client.show(chat, text, keys, edit=message)
        except BadRequest as error:
            if says(error, _NOT_EDITABLE):
                return False
            if not says(error, _NOT_MODIFIED):
                raise
        return True


def says(error: BadRequest, texts: tuple[str, ...]) -> bool:
    """Tell whether Telegram refused something with one of these words."""
    return any(text in error.message.lower() for text in texts)
