"""The bot as a process, without Telegram's limits on sending: `python -m tests.telegram.process URL DATABASE`.

For tests that kill it and for measuring; otherwise it is what `python -m bot` runs.
"""

import asyncio
import sys
from pathlib import Path

from bot.__main__ import KNOWLEDGE, LEARNT
from bot.content import load
from bot.service import Service
from bot.store.sqlite import SqliteStore
from bot.telegram.limits import UNLIMITED
from bot.telegram.run import run
from tests.telegram.server import TOKEN


async def main(api_url: str, database: Path) -> None:
    store = await SqliteStore.open(database)
    try:
        await run(Service(store, load(KNOWLEDGE, LEARNT)), token=TOKEN, api_url=api_url, limits=UNLIMITED)
    finally:
        await store.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
