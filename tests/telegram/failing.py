"""What goes wrong in several tests: a store that fails, updates that cannot be read."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from bot.store import Backlog, Parcel, Stored, Write
from tests.store.memory import MemoryStore
from tests.telegram.server import FakeTelegram


async def answered(telegram: FakeTelegram, user: int = 99) -> None:
    """A new person asks something and gets an answer."""
    before = len(telegram.texts(user))
    telegram.say(user, "/help")
    await telegram.until(lambda: len(telegram.texts(user)) > before)


UNREADABLE: list[dict[str, Any]] = [
    {"callback_query": {"id": "1", "from": {"id": 7, "is_bot": False, "first_name": "x"}, "data": "h"}},
    {"message": {"message_id": 1}},
    {"message": 5},
    {"message": {"message_id": "x", "date": "x", "chat": [], "from": {}}},
    {"callback_query": []},
    {"something_new": {"id": 7}},
]


QUOTED = "a slip at 欧阳某某"
"""What an error of ours may quote, and no log may tell."""


class Failing(MemoryStore):
    """A store that fails while `error` is set."""

    error: Exception | None = None

    async def turn(
        self, user: int, now: datetime, decide: Callable[[str | None], Write], *,
        updates: Collection[int] = (), timer: str | None = None, done: int | None = None,
    ) -> list[Stored] | None:  # fmt: skip
        self.check()
        return await super().turn(user, now, decide, updates=updates, timer=timer, done=done)

    async def bury(
        self, user: int, now: datetime, report: str, apology: Callable[[int], tuple[Parcel, ...]], *,
        updates: Collection[int] = (), timer: str | None = None,
    ) -> int | None:  # fmt: skip
        self.check()
        return await super().bury(user, now, report, apology, updates=updates, timer=timer)

    async def delivered(self, parcel: int) -> None:
        self.check()
        await super().delivered(parcel)

    async def backlog(self, now: datetime) -> Backlog:
        self.check()
        return await super().backlog(now)

    def check(self) -> None:
        if self.error is not None:
            raise self.error
