"""The bot as a process, without Telegram's limits on sending unless they are asked for.

`python -m tests.telegram.process URL [DATABASE [SOCKET]]` is for measuring: without a database it keeps everything in
memory only, with a socket it receives there by webhook. Without arguments it is a nursery for tests that kill it: one
process that has loaded everything and forks a bot for each line of JSON that it reads, so that a bot is there in
milliseconds. It writes the bot's process id, and, once that has ended, its exit code. Otherwise it is what
`python -m bot` runs.
"""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

from bot.__main__ import KNOWLEDGE, LEARNT, at_rest
from bot.content import load
from bot.core.knowledge import Knowledge
from bot.service import Service
from bot.store import Store
from bot.store.memory import MemoryStore
from bot.store.sqlite import SqliteStore
from bot.telegram import webhook
from bot.telegram.limits import TELEGRAMS, UNLIMITED, Limits
from bot.telegram.run import run
from bot.telegram.webhook import Hook
from tests.telegram.server import TOKEN


async def main(
    knowledge: Knowledge, api_url: str, database: Path | None, hook: Hook | None = None, limits: Limits = UNLIMITED
) -> None:
    store: Store = await SqliteStore.open(database) if database else MemoryStore()
    try:
        await run(Service(store, knowledge), token=TOKEN, api_url=api_url, limits=limits, hook=hook)
    finally:
        await store.close()


def nursery(knowledge: Knowledge) -> None:
    webhook.HOLD_SECONDS = 0.02  # ids come at once from next door
    print("ready", flush=True)
    for line in sys.stdin:
        about = json.loads(line)
        pid = os.fork()
        if pid == 0:
            asyncio.run(_bot(knowledge, about))
        print(pid, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


async def _bot(knowledge: Knowledge, about: dict[str, Any]) -> None:
    hook, limits = about["hook"] and Hook(**about["hook"]), TELEGRAMS if about["limited"] else UNLIMITED
    await main(knowledge, about["url"], Path(about["database"]), hook, limits)
    os._exit(0)


if __name__ == "__main__":
    if sys.argv[1:]:
        url, *kept = sys.argv[1:]
        listens = Hook("http://127.0.0.1/beian", "a-secret-for-this-run", f"unix:{kept[1]}") if kept[1:] else None
        asyncio.run(main(at_rest(load(KNOWLEDGE, LEARNT)), url, Path(kept[0]) if kept else None, listens))
    else:
        nursery(at_rest(load(KNOWLEDGE, LEARNT)))
