"""Receiving by polling. The next `offset` is the acknowledgement; it moves past an update once all up to it is taken.

Updates that take long are not acknowledged meanwhile, so they come again together with new ones, and only the new ones
are handed over.

Not PTB's Updater: it hands over one update after the other (here people wait side by side, and their turns can share a
commit), stops for good at a 401 or 404, polls without a pause when an update cannot be read or a connection times out,
and cannot be stopped during the up to 30 seconds of its pauses.
"""

import asyncio
import logging
from collections.abc import Iterable

from telegram import Update
from telegram.error import Conflict, RetryAfter, TelegramError

from bot.logs import where
from bot.store import StoreError
from bot.telegram import metrics
from bot.telegram.client import Client, Unreadable
from bot.telegram.parse import upgraded
from bot.telegram.pauses import pause_after
from bot.telegram.pulse import Pulse
from bot.telegram.receive import Intake
from bot.telegram.rivals import Rivalry, TokenInUse

log = logging.getLogger(__name__)

BESIDE_SECONDS = 0.5
"""How long polling waits for what it received. What takes longer goes on while the next updates are asked for."""
FULL = 100
"""The most updates in one answer. While the first of so many is not acknowledged, nothing behind the last one comes."""


class Receiver:
    """Polls for one bot. `run` lasts until it is cancelled; only TokenInUse ends it."""

    def __init__(self, client: Client, intake: Intake, pulse: Pulse) -> None:
        self._client = client
        self._intake = intake
        self._pulse = pulse
        self._under_way: dict[asyncio.Task[None], set[int]] = {}
        """The tasks that take what was handed over, each with its update ids."""
        self._taken: set[int] = set()
        """The ids in the last answer that are committed."""
        self._failed: set[int] = set()
        """The ids in the last answer that failed and were not taken since."""

    async def run(self) -> None:
        """Receive, for ever."""
        try:
            await self._receive()
        finally:
            tasks = [*self._under_way]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _hand_over(self, updates: list[Update | Unreadable]) -> int | None:
        """Hand over the new updates of an answer, wait BESIDE_SECONDS for the commit, and return the next offset.

        All updates before that offset are committed. None: the answer was empty. Raises the first error of what was
        handed over; those updates count as new again.
        """
        ids = [update.update_id or 0 for update in updates]
        self._taken &= {*ids}
        self._failed &= {*ids}
        self._look(self._under_way)  # no await from here to `begin`: nobody's later updates may pass a failed one
        known = self._taken.union(*self._under_way.values())
        new = [update for id, update in zip(ids, updates, strict=True) if id not in known]
        waits = self._under_way.keys() - self._intake.failing
        if not (waits and any(isinstance(update, Update) and upgraded(update) for update in new)):
            begun = await self._intake.begin(new, insists=True)
            self._note({*ids}.difference(known, *begun.values()))
            self._under_way |= begun
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=BESIDE_SECONDS)
            if late and len(updates) >= FULL:
                self._intake.hurry()
            self._look(self._under_way.keys() - late)
        return next((id for id in ids if id not in self._taken), ids[-1] + 1) if ids else None

    def _look(self, tasks: Iterable[asyncio.Task[None]]) -> None:
        """Note the outcome of the tasks that ended. Raises the first of their errors."""
        errors = []
        for task in [task for task in tasks if task.done()]:
            ids = self._under_way.pop(task)
            if error := task.exception():
                errors.append(error)
                self._failed |= ids
            else:
                self._note(ids)
        if errors:
            raise errors[0]

    def _note(self, ids: set[int]) -> None:
        self._taken |= ids
        self._failed -= ids
        metrics.UPDATES.inc(len(ids))

    async def _receive(self) -> None:
        offset, failures, failing_since = 0, 0, None
        clock = asyncio.get_running_loop().time
        rivalry = Rivalry(clock())
        while True:
            try:
                updates = await self._client.updates(offset)
                self._pulse.beat()
                offset = await self._hand_over(updates) or offset
                if self._failed:  # being tried again, and not over yet
                    continue
                if failing_since is not None:
                    log.info("恢复正常，前后 %d 秒", clock() - failing_since)
                failures, failing_since = 0, None
                continue
            except (TelegramError, StoreError) as error:
                reason = _reason(error)
                hook = "webhook" in str(error)
                if isinstance(error, Conflict) and rivalry.is_lost(clock(), hook):
                    how = "给这个令牌设了 webhook" if hook else "也在用同一个令牌收消息，这一个刚启动"
                    raise TokenInUse(f"另一个程序{how}，所以这一个停下。请只留一个") from None
                wished = error._retry_after.total_seconds() if isinstance(error, RetryAfter) else 0.0
            except Exception as error:
                log.error("收消息时程序出错：%s", where(error))
                reason, wished = "程序出错", 0.0
            metrics.FAILURES.inc()
            failing_since = clock() if failing_since is None else failing_since
            failures += 1
            pause = max(pause_after(failures), wished)
            log.warning("收消息受阻：%s。%g 秒后再试", reason, pause)
            await asyncio.sleep(pause)


def _reason(error: Exception) -> str:
    if isinstance(error, Conflict):
        return "同一个令牌在别处也在收消息，请只留一个程序"
    return str(error)
