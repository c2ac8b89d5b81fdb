"""The picture of a filing's progress: how long it takes, and whether the event loop goes on meanwhile."""

import asyncio
import time
from datetime import timedelta
from pathlib import Path

from bot.__main__ import KEPT, KNOWLEDGE
from bot.content import load
from bot.core import course
from bot.core.replies import Drawing
from bot.service import Service
from bot.store.sqlite import SqliteStore
from tests.bench.figures import percentile, row
from tests.core.sample import NOW

PICTURES = 30
STEP = 0.001
"""Seconds that the event loop sleeps between two looks at the clock."""


async def measure(folder: Path) -> None:
    print("a picture: the flow with the most steps, a name of 40 characters, at the authority")
    store = await SqliteStore.open(folder / "pictures.db")
    service = Service(store, load(KNOWLEDGE, KEPT), lambda: NOW)
    flow = max(service.knowledge.flows.values(), key=lambda flow: len(flow.steps))
    filing = course.begin(1, "长" * 40, flow, "enterprise", "guangdong", NOW)
    filing = course.jump(filing, flow, next(step for step in flow.steps if step.who == "authority"), NOW)
    pauses: list[float] = []
    watch = asyncio.create_task(_watch(pauses))
    times = []
    for _ in range(PICTURES):
        began = time.perf_counter()
        await service.drawn(Drawing("picture.png", filing, NOW + timedelta(days=5), ""))
        times.append((time.perf_counter() - began) * 1000)
    watch.cancel()
    await store.close()
    row("the first one, with what draws loaded", times[0], "ms", at_most=300)
    row("the others, median", percentile(times[1:], 0.5), "ms", at_most=300)
    row("longest pause of the event loop meanwhile", max(pauses), "ms", at_most=100)


async def _watch(pauses: list[float]) -> None:
    """Note how many milliseconds late the event loop comes back."""
    while True:
        began = time.perf_counter()
        await asyncio.sleep(STEP)
        pauses.append((time.perf_counter() - began - STEP) * 1000)
