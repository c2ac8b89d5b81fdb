"""Sending: carries out what waits in the outbox, at most one act of a chat at a time, many chats side by side.

An act is marked as done in the store afterwards. If the process dies in between, it is done once more: a person may see
an answer twice, but never misses one.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from itertools import count

from telegram.constants import ChatAction
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.acts import Answer, Chore, PassOn, Show
from bot.core.replies import Drawing, File
from bot.core.words import clip, verbatim_lines
from bot.logs import where
from bot.outbox import Outgoing
from bot.service import Service
from bot.store import Place, StoreError
from bot.telegram import metrics
from bot.telegram.bounded import forget_first
from bot.telegram.client import Client
from bot.telegram.markup import LONGEST_CAPTION, Keys, keyboard, render, typing_keys
from bot.telegram.pauses import pause_after
from bot.telegram.standing import Standing

log = logging.getLogger(__name__)

CHATS_AT_ONCE = 40
"""Chats served at the same time: enough for 300 messages a second to a Telegram 80 ms away, and for the 25 that it
allows to one more than a second away. If the process dies, at most this many replies come twice."""
ANSWERS_AT_ONCE = 20
"""Presses answered at the same time, in addition: nobody waits long for a sign that a button was felt."""
LOOK_SECONDS = 5.0
"""How often the outbox is looked at without being told, for what another process put off."""
LONGEST_TOPIC = 40
"""Characters of a topic's name (the Bot API takes 128, a phone shows fewer)."""
LONGEST_TOAST = 200
"""Characters of the answer to a press, a limit of the Bot API."""

MOST_SERVED = 10_000
"""How many chats are remembered to have had something."""

_ANSWERED_LATE = ("query is too old", "query id is invalid", "query_id_invalid")
_CLOSED = ("topic_closed", "topic_deleted", "message thread not found")
_GONE = ("chat not found",)
"""Telegram's words, besides its 403s, for people who deleted the account or never wrote to this bot."""
_NO_PLACE = (
    "not enough rights to send",
    "have no rights to send",
    "chat_write_forbidden",
    "chat_restricted",
    *_GONE,
    *_CLOSED,
)
"""Telegram's words, besides its 403s, for groups where we may not write."""
_NOT_EDITABLE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
)


class Deliverer:
    """Sends for one bot. `run` lasts until it is cancelled; no error ends it. Call `finish` afterwards."""

    def __init__(self, client: Client, service: Service) -> None:
        self._client = client
        self._service, self._outbox = service, service.outbox
        self._under_way: dict[int, asyncio.Task[None]] = {}
        """By chat: the act under way there, answers to presses aside."""
        self._resting: set[int] = set()
        """Chats that had their share for now. They take no room from others."""
        self._answering: dict[int, asyncio.Task[None]] = {}
        """By parcel: the answers to presses under way. Telegram's limits do not hold for them, nor any order with what
        is shown."""
        self._is_behind = True
        """Whether, at the last look, more may have waited than there was room for."""
        self._served: dict[int, None] = {}
        """Chats that had something while `_is_behind`, longest ago first. They come behind all others, so that a
        newcomer does not wait until everything that others have waiting was sent."""
        self._shown: dict[int, int] = {}
        """By parcel shown in part: how many of its messages were sent."""
        self._standing = Standing()

    async def run(self) -> None:
        """Send, for ever."""
        news, failures = self._outbox.news, 0
        while True:
            news.clear()
            # If more waits than there is room for, fresh acts wait behind it and are found in their turn.
            fresh = self._outbox.fresh()
            for outgoing in () if self._is_behind else fresh:
                self._begin(outgoing)
            try:
                found = await self._next()
                failures = 0
            except Exception as error:
                # A StoreError as a rule. Whatever it is, nothing can be sent until this works again.
                failures += 1
                pause = pause_after(failures)
                told = error if isinstance(error, StoreError) else where(error)
                log.error("读不了待发的消息：%s。%g 秒后再试", told, pause)
                await asyncio.sleep(pause)
                self._is_behind = True
                continue
            for outgoing in found:
                self._begin(outgoing)
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await news.wait()

    async def finish(self, seconds: float) -> None:
        """Give what is under way these seconds to end; the rest stays in the outbox."""
        if tasks := {*self._under_way.values(), *self._answering.values()}:
            _, late = await asyncio.wait(tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _next(self) -> list[Outgoing]:
        """Find what waits, as far as there is room for it now."""
        if not self._is_behind:
            self._served.clear()
        self._is_behind = True
        free, room = CHATS_AT_ONCE - len(self._under_way), ANSWERS_AT_ONCE - len(self._answering)
        if not free and not room:
            return []
        # Answers that are under way are found again: they are taken out when they are done.
        busy = (*self._under_way, *self._resting)
        found = await self._outbox.outgoing(busy, free, ANSWERS_AT_ONCE if room else 0, self._served)
        self._is_behind = len(found) >= free
        if all(outgoing.chat in self._served for outgoing in found):
            self._served.clear()  # only served chats are left, and each search past them for others takes long
        return found

    def _begin(self, outgoing: Outgoing) -> None:
        """Begin an act, unless its chat rests or is busy, it is under way, or there is no room: then it is found
        again."""
        if isinstance(outgoing.act, Answer):
            under_way, key, most = self._answering, outgoing.id, ANSWERS_AT_ONCE
        else:
            under_way, key, most = self._under_way, outgoing.chat, CHATS_AT_ONCE
        if key in under_way or len(under_way) >= most or (under_way is self._under_way and key in self._resting):
            return
        task = under_way[key] = asyncio.create_task(self._carry_out(outgoing))
        if under_way is self._under_way:
            self._served.pop(key, None)
            self._served[key] = None
            forget_first(self._served, MOST_SERVED)

        def done(_: asyncio.Task[None]) -> None:
            del under_way[key]
            if under_way is self._under_way and (seconds := self._client.rest(key)):
                self._resting.add(key)
                asyncio.get_running_loop().call_later(seconds, self._wake, key)
            self._outbox.news.set()

        task.add_done_callback(done)

    def _wake(self, chat: int) -> None:
        self._resting.discard(chat)
        self._outbox.news.set()

    async def _carry_out(self, outgoing: Outgoing) -> None:
        await _insist(await self._try(outgoing))

    async def _try(self, outgoing: Outgoing) -> Callable[[], Awaitable[None]]:
        """Carry an act out; return the call that reports the outcome to the store."""
        service, outbox, report = self._service, self._outbox, ""
        try:
            await self._do(outgoing)
        except ChatMigrated as error:
            chat = error.new_chat_id
            metrics.CALLS.labels("moved").inc()
            log.info("一个群升级了，换了编号，发到新的去")
            return lambda: service.moved(outgoing.chat, chat)
        except BadRequest as error:
            # BadRequest comes first: to PTB it is a NetworkError, but trying again never helps.
            if outgoing.chat < 0 and _says(error, _NO_PLACE):
                return await self._leave(outgoing, for_good=not _says(error, _CLOSED))
            if _says(error, _GONE):
                return self._give_up(outgoing)
            report = f"{type(outgoing.act).__name__}: {clip(error.message, 100)}"
        except Forbidden:
            return await self._leave(outgoing, for_good=True) if outgoing.chat < 0 else self._give_up(outgoing)
        except RetryAfter as error:
            return self._later(outgoing, error._retry_after.total_seconds())
        except (TelegramError, StoreError) as error:
            seconds = pause_after(outgoing.tries + 1)
            log.warning("一条消息没发出去：%s。%g 秒后再试", error, seconds)
            return self._later(outgoing, seconds)
        except Exception as error:
            log.error("发消息时程序出错：%s", where(error))
            report = f"{type(outgoing.act).__name__}: {type(error).__name__}"
        self._shown.pop(outgoing.id, None)
        metrics.CALLS.labels("refused" if report else "done").inc()
        return lambda: outbox.refuse(outgoing, report) if report else outbox.delivered(outgoing)

    def _give_up(self, outgoing: Outgoing) -> Callable[[], Awaitable[None]]:
        """Drop an act for a person who cannot be reached."""
        metrics.CALLS.labels("unreachable").inc()
        log.info("有人停用了机器人，或者没有这个人了，给他的一条消息不发了，在他回来以前也不提醒")
        self._shown.pop(outgoing.id, None)
        return lambda: self._outbox.unreachable(outgoing)

    async def _leave(self, outgoing: Outgoing, *, for_good: bool) -> Callable[[], Awaitable[None]]:
        """Drop an act for a group where we may not write, and leave the group, unless only one of its topics is closed
        (not `for_good`). We stay in the staff group: the rights may come back."""
        metrics.CALLS.labels("unreachable").inc()
        self._shown.pop(outgoing.id, None)
        if for_good and outgoing.chat != self._service.staff.chat:
            log.info("有个群不让机器人说话，退群")
            with suppress(TelegramError):
                await self._client.leave_chat(outgoing.chat)
        return lambda: self._outbox.unreachable(outgoing)

    def _later(self, outgoing: Outgoing, seconds: float) -> Callable[[], Awaitable[None]]:
        metrics.CALLS.labels("later").inc()

        async def mark() -> None:
            await self._outbox.postpone(outgoing, seconds)
            asyncio.get_running_loop().call_later(seconds + 0.01, self._outbox.news.set)

        return mark

    async def _do(self, outgoing: Outgoing) -> None:
        match outgoing.act:
            case Answer(query, text):
                try:
                    await self._client.answer_callback_query(query, clip(text, LONGEST_TOAST) or None)
                except BadRequest as error:
                    if not _says(error, _ANSWERED_LATE):
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
            if place is None or not _says(error, _CLOSED):
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
            if _says(error, _NOT_EDITABLE):
                return False
            if not _says(error, ("message is not modified",)):
                raise
        return True


async def _insist(mark: Callable[[], Awaitable[None]]) -> None:
    """Report to the store until it listens. Meanwhile the chat waits, lest the same act be carried out again."""
    for failures in count(1):
        try:
            await mark()
            return
        except Exception as error:
            pause = pause_after(failures)
            told = error if isinstance(error, StoreError) else where(error)
            log.error("发送结果记不下来：%s。%g 秒后再试", told, pause)
            await asyncio.sleep(pause)


def _says(error: BadRequest, texts: tuple[str, ...]) -> bool:
    return any(text in error.message.lower() for text in texts)
