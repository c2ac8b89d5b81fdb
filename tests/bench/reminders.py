"""Reminders: finding those that are due among many that are not, and telling them."""

import asyncio
import time
from datetime import timedelta
from pathlib import Path

from bot.core.filings.reminders import timers
from bot.core.knowledge import Knowledge
from bot.core.replies import Timer
from bot.core.state import dump_state
from bot.service import Service
from bot.store import Write
from bot.store.sqlite import SqliteStore
from tests.bench.figures import percentile, row
from tests.core.sample import NOW
from tests.reminded import contents, waiting

TIMERS, DUE = 100_000, 1_000
FIRST = NOW + timedelta(hours=11, seconds=1)
"""When the first of the reminders is due."""
EACH = 10
"""Timers of one person."""
SCANS = 200


async def measure(folder: Path) -> None:
    print(f"reminders: {DUE} due among {TIMERS} timers, told by one process (SQLite, WAL, synchronous=FULL)")
    knowledge = contents()
    few = await _scanned(folder / "few.db", 0, knowledge)
    many = await _scanned(folder / "many.db", TIMERS, knowledge)
    row("looking for the first 100 due ones, median", many, "ms", at_most=10)
    row("as against nothing but the due ones", many / few, "x", at_most=2)
    store = await SqliteStore.open(folder / "many.db")
    service = Service(store, knowledge, lambda: FIRST)
    service._timers.set_by = knowledge  # as after the first tick
    began = time.perf_counter()
    while await service.tick():
        pass
    row("telling them, a second", DUE / (time.perf_counter() - began), "1/s", at_least=100)
    await store.close()


async def _scanned(path: Path, to_come: int, knowledge: Knowledge) -> float:
    """Milliseconds for a look at what is due, with so many timers that are not."""
    later = tuple(Timer(f"deadline:{number}:step", NOW + timedelta(days=90 + number)) for number in range(EACH))
    written = Write(dump_state(waiting()), tuple(Timer(*each) for each in timers(waiting(), knowledge, NOW).items()))
    store = await SqliteStore.open(path)
    users = {-user: written for user in range(1, DUE + 1)}
    users |= dict.fromkeys(range(1, to_come // EACH + 1), Write("{}", later))

    async def keep(user: int, write: Write) -> None:
        await store.turn(user, NOW, lambda _: write)

    await asyncio.gather(*(keep(*each) for each in users.items()))
    await store.close()
    store = await SqliteStore.open(path)
    times = []
    for _ in range(SCANS):
        began = time.perf_counter()
        assert len(await store.due(FIRST, 100)) == 100
        times.append((time.perf_counter() - began) * 1000)
    await store.close()
    return percentile(times, 0.5)
