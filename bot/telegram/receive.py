"""Receiving: updates from polling or a webhook are handed to the service, and acknowledged once it has taken them.

An update is acknowledged only after everything of it is committed. Updates that were not committed come again; the
store knows those that were by their ids. So nothing is lost and nothing counts twice, whenever the process dies.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import count

from telegram import Message, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.core.events import Attached, Command, Event, Incoming, InPublic, Media, Said
from bot.logs import where
from bot.service import Service
from bot.store import Damaged, StoreError
from bot.telegram import metrics
from bot.telegram.client import Client, Unreadable
from bot.telegram.inline import Inline
from bot.telegram.paces import Admission, minute_of
from bot.telegram.parse import inline_query, parse, upgraded
from bot.telegram.patience import Patience
from bot.telegram.pauses import pause_after
from bot.telegram.series import Series, begins_anew, is_forwarded, joined
from bot.telegram.textfile import opened, text_file

log = logging.getLogger(__name__)

MOST_TRIES = 3
"""How often an update is tried that makes the service itself fail, not the store and not the dialogue."""
TRIES_IF_DAMAGED = 18
"""How often, over a minute, an update is tried whose person's row cannot be read."""
HURRY_SECONDS = 10.0
"""How long a call of `hurry` counts."""
FETCH_SECONDS = 6.0
"""How long a text file is waited for, as its sender waits, too. `hurry` cuts it short."""


class Intake:
    """Hands updates of one bot to the service, however they came, and inline queries to `inline`."""

    def __init__(self, client: Client, service: Service, inline: Inline) -> None:
        self._client = client
        self._service = service
        self._inline = inline
        self._patience = Patience(client, service)
        self._admission = Admission(client.limits)
        self._series = Series()
        self._last: dict[int, asyncio.Task[None]] = {}
        """By person: the task that takes the latest events, while it lasts. The next events wait for it."""
        self._fetches: set[asyncio.Timeout] = set()
        """The time limits of the files that are being fetched."""
        self._tries: Counter[int] = Counter()
        self.failing: set[asyncio.Task[None]] = set()
        """The tasks whose events cannot be stored now, and are tried again."""
        self._hurried = -HURRY_SECONDS

    async def take(self, updates: Iterable[Update | Unreadable]) -> None:
        """Hand updates over, and return once all is committed. People go side by side, each one's events in order.

        Raises the first error after everybody's were tried; then all of them must come again.
        """
        updates = list(updates)
        for end in await asyncio.gather(*await self.begin(updates), return_exceptions=True):
            if end is not None:
                raise end
        metrics.UPDATES.inc(len(updates))

    async def begin(
        self, updates: Iterable[Update | Unreadable], *, insists: bool = False
    ) -> dict[asyncio.Task[None], set[int]]:
        """Begin to hand updates over. People go side by side, each one's events in order, behind those under way.

        insists: what cannot be stored is tried until it can be, or until it only stands in the way.

        Returns tasks, each with the ids of the updates that are committed when it ends well. If a task raises, so do
        the tasks begun behind it, and all of these updates must come again, in order. Ids without a task are done.
        """
        people: dict[int, list[tuple[Incoming, str]]] = {}
        ids: dict[int, set[int]] = {}
        forwarded: set[int] = set()  # people whose last message so far was forwarded
        begun: dict[asyncio.Task[None], set[int]] = {}
        for update in updates:
            number = update.update_id or 0
            if isinstance(update, Unreadable):
                begun[asyncio.create_task(self._put_aside(update))] = {number}
            elif asked := inline_query(update):
                if self._admission.is_answered(asked):
                    self._inline.take(asked)
            elif group := upgraded(update):
                await self._service.moved(*group)
            elif heard := self._heard(update):
                incoming, file = heard
                events = people.setdefault(incoming.user, [])
                ids.setdefault(incoming.user, set()).add(number)
                was_forwarded = is_forwarded(incoming, update.message)
                is_line = was_forwarded and not (incoming.goes_on or begins_anew(incoming))
                if is_line and incoming.user in forwarded:
                    before, _ = events[-1]
                    events[-1] = joined(*(before.parts or (before,)), incoming), ""
                else:
                    events.append((incoming, file))
                (forwarded.add if was_forwarded else forwarded.discard)(incoming.user)
        for person, events in people.items():
            last = self._last.get(person)
            task = asyncio.create_task(self._take_in_order(events, last if last and not last.done() else None, insists))
            self._last[person] = task
            task.add_done_callback(partial(self._forget, person))
            begun[task] = ids[person]
        return begun

    def _heard(self, update: Update) -> tuple[Incoming, str] | None:
        """Return what happened and the id of the text file in it ("": none). None: it is not our business, or all that
        can be said of it was said."""
        minute = minute_of(update)
        incoming = parse(update, self._client.username, self._service.staff.chat)
        incoming = incoming and self._series.once(incoming, update.message, minute)
        bearable = incoming and self._admission.bearable(incoming, minute)
        if bearable is None:
            return None
        file = _file(update) if bearable is incoming else ""
        return self._series.with_end_before(bearable, update.message), file

    def _forget(self, person: int, task: asyncio.Task[None]) -> None:
        if self._last.get(person) is task:
            del self._last[person]

    def hurry(self) -> None:
        """Give up the files that are being fetched, and soon also single events that cannot be stored: too much waits
        behind them."""
        now = self._hurried = asyncio.get_running_loop().time()
        for limit in self._fetches:
            if not limit.expired():
                limit.reschedule(now)

    async def _read(self, events: list[tuple[Incoming, str]]) -> list[Incoming]:
        """Return the events of a person, with the content of their text files, if it can be read."""
        files = {number: (incoming.chat, file) for number, (incoming, file) in enumerate(events) if file}
        found = await asyncio.gather(*(self._open(chat, file) for chat, file in files.values())) if files else ()
        read = [incoming for incoming, _ in events]
        for number, file in zip(files, found, strict=True):
            read[number] = replace(read[number], event=_with_file(read[number].event, file))
        return read

    async def _open(self, chat: int, file: str) -> Attached | Media:
        limit = asyncio.timeout(FETCH_SECONDS)
        try:
            async with self._client.busy(chat, ChatAction.TYPING), limit:
                self._fetches.add(limit)
                return opened(await self._client.download(file))
        except (TelegramError, TimeoutError) as error:
            log.warning("一个文本文件没能取来：%s", str(error) or "太慢")
            return Media("text")
        finally:
            self._fetches.discard(limit)

    async def _put_aside(self, unreadable: Unreadable) -> None:
        try:
            await self._service.reject(unreadable.update_id, f"读不懂的更新：{unreadable.why}")
        except StoreError:
            raise
        except Exception as error:
            log.error("一条读不懂的更新没能放到一边，跳过：%s", where(error))

    async def _take_in_order(
        self, events: list[tuple[Incoming, str]], before: asyncio.Task[None] | None, insists: bool
    ) -> None:
        """Take the events of a person behind those `before`; raise the errors of these, too.

        The files of both are fetched at the same time, so that nobody waits longer than for one, however many there
        are.
        """
        with self._patience.asked_for([incoming for incoming, _ in events]):
            read = await self._read(events)
            if before is not None:
                await asyncio.wait({before})
                before.result()
            await self._take_one_by_one(read, insists)

    async def _take_one_by_one(self, events: list[Incoming], insists: bool) -> None:
        for place, incoming in enumerate(events):
            number = incoming.update or 0
            try:
                await self._take_stored(events[place:], insists)
                self._tries.pop(number, None)
                self._patience.over(incoming)
            except StoreError:
                raise
            except Exception as error:
                # The service puts failures of the dialogue aside itself. Any other must not block everybody for ever.
                self._tries[number] += 1
                if self._tries[number] < MOST_TRIES:
                    raise
                del self._tries[number]
                log.error("第 %d 号更新处理不了，试了 %d 次，跳过：%s", number, MOST_TRIES, where(error))

    async def _take_stored(self, events: list[Incoming], insists: bool) -> None:
        """Take the first event. If it cannot be stored, say sorry for all of them, and (`insists`) keep trying beside
        everybody else.

        An event that is damaged, or holds up all others, is put aside at last; a store that can store nothing cannot do
        that.
        """
        incoming, task = events[0], asyncio.current_task()
        for failures in count(1):
            try:
                await self._take(incoming)
                break
            except StoreError as error:
                for late in events if failures == 1 else ():
                    await self._patience.say_sorry(late)
                if not insists or task is None:
                    raise
                metrics.FAILURES.inc()
                if not self.failing:
                    log.warning("有消息存不下来，会一直再试：%s", error)
                if failures == 1:
                    self.failing.add(task)
                    task.add_done_callback(self.failing.discard)
                hurried = asyncio.get_running_loop().time() - self._hurried < HURRY_SECONDS
                most = MOST_TRIES if hurried else TRIES_IF_DAMAGED
                if failures >= most and (hurried or isinstance(error, Damaged)):
                    with suppress(StoreError):
                        await self._service.give_up(incoming)
                        break
            await asyncio.sleep(pause_after(min(failures, MOST_TRIES)))
        if task is not None:
            self.failing.discard(task)

    async def _take(self, incoming: Incoming) -> None:
        """Take an event. Some of its parts may have been taken before the process died: then the other parts count
        alone."""
        while not await self._service.take(incoming) and incoming.parts:
            first, *others = incoming.parts
            await self._service.take(first)
            incoming = joined(*others)


def _file(update: Update) -> str:
    """Return the id of the text file that somebody sent in private; "" if there is none."""
    message = update.message or update.edited_message
    if not isinstance(message, Message) or getattr(message.chat, "type", None) != "private":
        return ""
    return text_file(message)


def _with_file(event: Event | InPublic, file: Attached | Media) -> Event | InPublic:
    """Join a text file with what was written to it. If the file could not be read, only the latter counts."""
    match event, file:
        case Said(), Attached():
            return replace(file, caption=event)
        case Said(), Media(kind):
            return replace(event, beside=kind)
        case Command(), Media():
            return event
    return file
