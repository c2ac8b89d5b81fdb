"""Sending: carries out what waits in the outbox, at most one act of a chat at a time, many chats side by side.

An act is marked as done in the store afterwards. If the process dies in between, it is done once more: a person may see
an answer twice, but never misses one.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from itertools import count

from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.acts import Answer
from bot.core.words import clip
from bot.logs import where
from bot.outbox import Outgoing
from bot.service import Service
from bot.store import StoreError
from bot.telegram import metrics
from bot.telegram.bounded import forget_first
from bot.telegram.client import Client
from bot.telegram.pauses import pause_after
from bot.telegram.perform import CLOSED, Performer, says

log = logging.getLogger(__name__)

CHATS_AT_ONCE = 40
"""Chats served at the same time: enough for 300 messages a second to a Telegram 80 ms away, and for the 25 that it
allows to one more than a second away. If the process dies, at most this many replies come twice; `SendingLimits` lets
fewer be under way."""
ANSWERS_AT_ONCE = 20
"""Presses answered at the same time, in addition: nobody waits long for a sign that a button was felt."""
LOOK_SECONDS = 5.0
"""How often the outbox is looked at without being told, for what another process put off."""
MOST_SERVED = 10_000
"""How many chats are remembered to have had something."""

_GONE = ("chat not found",)
"""Telegram's words, besides its 403s, for people who deleted the account or never wrote to this bot."""
_NO_PLACE = (
    "not enough rights to send",
    "have no rights to send",
    "chat_write_forbidden",
    "chat_restricted",
    *_GONE,
    *CLOSED,
)
"""Telegram's words, besides its 403s, for groups where we may not write."""


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
        self._performer = Performer(client, service)

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
        chat = outgoing.chat
        if isinstance(outgoing.act, Answer):
            if outgoing.id not in self._answering and len(self._answering) < ANSWERS_AT_ONCE:
                self._start(outgoing, self._answering, outgoing.id)
        elif chat not in self._under_way and chat not in self._resting and len(self._under_way) < CHATS_AT_ONCE:
            self._served.pop(chat, None)
            self._served[chat] = None
            forget_first(self._served, MOST_SERVED)
            self._start(outgoing, self._under_way, chat).add_done_callback(lambda _: self._rest(chat))

    def _start(self, outgoing: Outgoing, among: dict[int, asyncio.Task[None]], key: int) -> asyncio.Task[None]:
        """Carry an act out in a task, which is kept under this key while it lasts."""
        task = among[key] = asyncio.create_task(self._carry_out(outgoing))

        def done(_: asyncio.Task[None]) -> None:
            del among[key]
            self._outbox.news.set()

        task.add_done_callback(done)
        return task

    def _rest(self, chat: int) -> None:
        """Let a chat rest, if it had its share for now."""
        if seconds := self._client.rest(chat):
            self._resting.add(chat)
            asyncio.get_running_loop().call_later(seconds, self._wake, chat)

    def _wake(self, chat: int) -> None:
        self._resting.discard(chat)
        self._outbox.news.set()

    async def _carry_out(self, outgoing: Outgoing) -> None:
        await _insist(await self._try(outgoing))

    async def _try(self, outgoing: Outgoing) -> Callable[[], Awaitable[None]]:
        """Carry an act out; return the call that reports the outcome to the store."""
        service, outbox, report = self._service, self._outbox, ""
        try:
            await self._performer.do(outgoing)
        except ChatMigrated as error:
            chat = error.new_chat_id
            metrics.CALLS.labels("moved").inc()
            log.info("一个群升级了，换了编号，发到新的去")
            return lambda: service.moved(outgoing.chat, chat)
        except BadRequest as error:
            # BadRequest comes first: to PTB it is a NetworkError, but trying again never helps.
            if outgoing.chat < 0 and says(error, _NO_PLACE):
                return await self._leave(outgoing, for_good=not says(error, CLOSED))
            if says(error, _GONE):
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
        self._performer.over(outgoing)
        metrics.CALLS.labels("refused" if report else "done").inc()
        return lambda: outbox.refuse(outgoing, report) if report else outbox.delivered(outgoing)

    def _give_up(self, outgoing: Outgoing) -> Callable[[], Awaitable[None]]:
        """Drop an act for a person who cannot be reached."""
        metrics.CALLS.labels("unreachable").inc()
        log.info("有人停用了机器人，或者没有这个人了，给他的一条消息不发了，在他回来以前也不提醒")
        self._performer.over(outgoing)
        return lambda: self._outbox.unreachable(outgoing)

    async def _leave(self, outgoing: Outgoing, *, for_good: bool) -> Callable[[], Awaitable[None]]:
        """Drop an act for a group where we may not write, and leave the group, unless only one of its topics is closed
        (not `for_good`). We stay in the staff group: the rights may come back."""
        metrics.CALLS.labels("unreachable").inc()
        self._performer.over(outgoing)
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
