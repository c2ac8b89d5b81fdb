"""The bot as a process, without Telegram's limits on sending unless they are asked for.

`python -m tests.telegram.process URL [DATABASE [SOCKET]]` is for measuring: without a database it keeps everything in
memory only, with a socket it receives there by webhook. Otherwise it is what `python -m bot` runs.
"""

import asyncio
import os
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.__main__ import at_rest, ready
from bot.core.knowledge import Knowledge
from bot.service import Service
from bot.store import Store, sqlite
from bot.store.sqlite import SqliteStore
from bot.store.sqlite.limit import Limit
from bot.telegram import pauses, pulse, webhook
from bot.telegram import run as life
from bot.telegram.limits import Limits
from bot.telegram.webhook import Hook
from tests.forked import run
from tests.shipped import shipped
from tests.store.memory import MemoryStore
from tests.telegram.server import TOKEN
from tests.telegram.unlimited import UNLIMITED


async def main(
    knowledge: Knowledge, api_url: str, database: Path | None, hook: Hook | None = None, limits: Limits = UNLIMITED
) -> None:
    store: Store = await SqliteStore.open(database) if database else MemoryStore()
    try:
        await life.run(Service(store, knowledge), token=TOKEN, api_url=api_url, limits=limits, hook=hook)
    finally:
        await store.close()


def serve(api_url: str, database: Path, hook: Hook | None, limits: Limits) -> None:
    """Work for a forked process (`tests.forked`)."""
    webhook.HOLD_SECONDS = 0.02  # ids come at once from next door
    asyncio.run(main(shipped(), api_url, database, hook, limits))
    os._exit(0)


def run_hurried(settings: Mapping[str, str]) -> None:
    """The same for what `python -m bot` does, where pauses between tries are short."""
    pauses.LONGEST_PAUSE = 0.05
    run(settings)


def run_impatient(settings: Mapping[str, str]) -> None:
    """The same for what `python -m bot` does, where it does not wait long for Telegram to be heard."""
    pulse.REBUILD_SECONDS, pulse.END_SECONDS, life.WATCH_SECONDS = 0.1, 0.3, 0.02
    run(settings)


def run_hanging(settings: Mapping[str, str], what: str, thread: str) -> None:
    """The same where this function does not return in a thread of a name that begins so; it prints "hanging" then. What
    is decided on may take less time than usual."""
    sqlite.Limit = lambda _: Limit(1.0, 1.0)  # type: ignore[attr-defined, assignment, misc]
    module, _, name = what.rpartition(".")
    does = getattr(sys.modules[module], name)

    def hang(*given: Any, **named: Any) -> Any:
        if threading.current_thread().name.startswith(thread):
            print("hanging", flush=True)
            ends = time.monotonic() + 60
            while time.monotonic() < ends:
                time.sleep(0.01)
        return does(*given, **named)

    setattr(sys.modules[module], name, hang)
    run(settings)


if __name__ == "__main__":
    url, *kept = sys.argv[1:]
    listens = Hook("http://127.0.0.1/beian", "a-secret-for-this-run", f"unix:{kept[1]}") if kept[1:] else None
    asyncio.run(main(ready(at_rest(shipped())), url, Path(kept[0]) if kept else None, listens))
