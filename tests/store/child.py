"""Work for processes that are killed (`tests.forked`)."""

import asyncio
import os
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bot.core.replies import Note, Timer
from bot.store import Parcel, Write
from bot.store.sqlite import SqliteStore
from bot.store.sqlite.copies import restore
from bot.store.sqlite.database import opened
from bot.store.sqlite.limit import Limit

NOW = datetime(2026, 11, 24, tzinfo=UTC)
OF_THE_DISK = ("open", "close", "fsync", "unlink", "replace")
PEOPLE = 7
"""Update n is of person n % PEOPLE. A person's state counts the updates; each one puts a parcel into the outbox."""


async def take(store: SqliteStore, update: int) -> None:
    def decide(state: str | None) -> Write:
        counted = str(int(state or 0) + 1)
        return Write(counted, (Timer(counted, NOW),), (Parcel(user, "正文" * 200),), (Note("taken"),))

    user = update % PEOPLE
    await store.turn(user, NOW, decide, updates=(update,))
    print(update, flush=True)


async def _take_all(path: Path, first: int) -> None:
    store = await SqliteStore.open(path)
    print("ready", flush=True)
    for start in count(first, 8):
        await asyncio.gather(*(take(store, update) for update in range(start, start + 8)))


def take_all(path: Path, first: int) -> None:
    """Print "ready", then the id of every update that was acknowledged, from the first one on."""
    asyncio.run(_take_all(path, first))


def be_busy(seconds: float, limit: float) -> None:
    """Print "begun" and work for so many seconds of a processor, which may take no longer than the limit."""

    def work() -> None:
        print("begun", flush=True)
        ends = time.process_time() + seconds
        while time.process_time() < ends:
            pass

    Limit(limit).run(work)


def migrate_until(path: Path, last: int) -> None:
    """Bring the database up to date, but die when SQLite begins the statement of this number."""
    connect, left = sqlite3.connect, last

    def step(_: str) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def watched(*given: Any, **named: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*given, **named)
        connection.set_trace_callback(step)
        return connection

    sqlite3.connect = watched  # type: ignore[assignment]
    with opened(path):
        pass


@contextmanager
def disturbed(first: int, disturb: Callable[[], object]) -> Iterator[None]:
    """Disturb our use of the disk, SQLite's apart, just before the step of this number and all after it."""
    steps = 0

    def before(real: Callable[..., object]) -> Callable[..., object]:
        def step(*given: Any, **named: Any) -> object:
            nonlocal steps
            steps += 1
            if steps >= first:
                disturb()
            return real(*given, **named)

        return step

    with ExitStack() as patched:
        for module, name in (*((os, name) for name in OF_THE_DISK), (shutil, "copyfile")):
            patched.enter_context(patch.object(module, name, before(getattr(module, name))))
        yield


def restore_until(path: Path, source: Path, last: int) -> None:
    """Restore a back-up, but die at this step."""
    with disturbed(last, lambda: os.kill(os.getpid(), signal.SIGKILL)):
        restore(path, source, NOW)
