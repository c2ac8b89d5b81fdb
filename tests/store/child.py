"""A process that takes updates until it is killed: `python -m tests.store.child FILE FIRST`.

Prints "ready", then the id of every update that was acknowledged; `FIRST` is the first id.
"""

import asyncio
import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from bot.core.replies import Note, Timer
from bot.store import Parcel, Write
from bot.store.sqlite import SqliteStore

NOW = datetime(2026, 11, 24, tzinfo=UTC)
PEOPLE = 7
"""Update n is of person n % PEOPLE. A person's state counts the updates; each one puts a parcel into the outbox."""


async def take(store: SqliteStore, update: int) -> None:
    def decide(state: str | None) -> Write:
        counted = str(int(state or 0) + 1)
        return Write(counted, (Timer(counted, NOW),), (Parcel(user, "正文" * 200),), (Note("taken"),))

    user = update % PEOPLE
    await store.turn(user, NOW, decide, update=update)
    print(update, flush=True)


async def main(path: Path, first: int) -> None:
    store = await SqliteStore.open(path)
    print("ready", flush=True)
    for start in count(first, 8):
        await asyncio.gather(*(take(store, update) for update in range(start, start + 8)))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
