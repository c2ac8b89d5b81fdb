"""One turn through the service, the dialogue and the store, over and over: SQLite with synchronous=FULL."""

import itertools
import time
from pathlib import Path

from bot.__main__ import KEPT, KNOWLEDGE
from bot.content import load
from bot.core.events import Event, Incoming, Pressed, said
from bot.core.languages import convert
from bot.service import Service
from bot.store.sqlite import SqliteStore
from tests.bench.figures import percentile, row

TURNS = 2_000
EVENTS: tuple[Event, ...] = (
    said("被案要多久阿"),
    Pressed("n:first-filing"),
    Pressed("s:enterprise"),
    Pressed("p:guangdong"),
    said("五金店"),
    Pressed("k:1:first-check:never-filed:1"),
    Pressed("d:1:first-check"),
    said("您的备案未通过审核：1、主办单位名称与证件不一致；2、域名未实名认证。"),
    Pressed("f:1:reject-domain-not-realname"),
    Pressed("l"),
)


async def measure(folder: Path) -> None:
    print("one turn: dialogue and committed store (SQLite, WAL, synchronous=FULL)")
    store = await SqliteStore.open(folder / "turns.db")
    service = Service(store, load(KNOWLEDGE, KEPT))
    times = []
    for number, event in zip(range(TURNS), itertools.cycle(EVENTS), strict=False):
        user = number // len(EVENTS)
        began = time.perf_counter()
        await service.take(Incoming(user, user, event, update=number, message=1, query="q"))
        times.append((time.perf_counter() - began) * 1000)
    await store.close()
    row("turn, median", percentile(times, 0.5), "ms")
    row("turn, p99", percentile(times, 0.99), "ms", at_most=5)
    row("turns a second, one after the other", 1000 * TURNS / sum(times), "1/s")
    _traditional(service)


def _traditional(service: Service) -> None:
    """Every answer in Traditional Chinese, once converted and once remembered."""
    texts = [topic.text for topic in service.knowledge.topics.values()]
    times = []
    for _ in range(2):
        began = time.perf_counter()
        for text in texts:
            convert(text, "zh-tw")
        times.append((time.perf_counter() - began) / len(texts) * 1e6)
    row("an answer in Traditional Chinese, the first time", times[0], "µs")
    row("the same again", times[1], "µs")
    row("again, as a share of the first time", times[1] / times[0], "", at_most=0.1)
