"""How the bot is: /health for a supervisor (200 or 503) and /metrics for Prometheus, on loopback, and a heartbeat file.

The file's time says when Telegram was last heard, for observers without HTTP. Nothing here names or quotes anybody.
"""

import asyncio
import logging
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.service import Service
from bot.store import StoreError
from bot.telegram import metrics
from bot.telegram.pulse import REBUILD_SECONDS, Pulse

log = logging.getLogger(__name__)

HEARTBEAT_SECONDS = 5.0
LONGEST_WAIT = 300.0
"""Seconds that something due may wait before the bot counts as ill."""
DATABASE_SECONDS = 3.0
"""How long the database may take to answer."""
CLOSE_SECONDS = 0.5
"""How long a request for the page may still take when the bot ends."""


@dataclass(frozen=True, slots=True)
class Health:
    """The findings.

    heard: seconds since Telegram answered; None: never. outbox: how many parcels wait. waiting, overdue: for how many
    seconds the oldest parcel and the earliest timer have been due. database: what is wrong with it; "": nothing.
    """

    heard: float | None
    outbox: int = 0
    waiting: float = 0.0
    overdue: float = 0.0
    database: str = ""

    @property
    def is_good(self) -> bool:
        """Whether all is well, as far as can be told."""
        fresh = self.heard is not None and self.heard < REBUILD_SECONDS
        return fresh and not self.database and max(self.waiting, self.overdue) < LONGEST_WAIT


async def examine(service: Service, pulse: Pulse) -> Health:
    """Find out how the bot is now."""
    heard = round(pulse.age, 1) if pulse.was_heard else None
    try:
        async with asyncio.timeout(DATABASE_SECONDS):
            now, backlog = await service.backlog()
    except (StoreError, TimeoutError) as error:
        return Health(heard, database=str(error) or "没有回答")

    def since(moment: datetime | None) -> float:
        return 0.0 if moment is None else round(max((now - moment).total_seconds(), 0.0), 1)

    return Health(heard, backlog.parcels, since(backlog.parcel), since(backlog.timer))


async def told(service: Service, pulse: Pulse) -> dict[str, object]:
    """Return how the bot is now, by name, with `ok`: whether all is well."""
    found = await examine(service, pulse)
    return {"ok": found.is_good} | asdict(found)


@asynccontextmanager
async def page(service: Service, pulse: Pulse, port: int) -> AsyncIterator[None]:
    """Serve the page during the block. Raises OSError if the port is taken."""

    async def health(_: web.Request) -> web.Response:
        found = await told(service, pulse)
        return web.json_response(found, status=200 if found["ok"] else 503)

    async def for_prometheus(_: web.Request) -> web.Response:
        found = await examine(service, pulse)
        metrics.AGE.set(pulse.age)
        metrics.DATABASE.set(not found.database)
        metrics.DEPTH.set(found.outbox)
        metrics.WAITING.set(found.waiting)
        metrics.OVERDUE.set(found.overdue)
        return web.Response(body=generate_latest(metrics.REGISTRY), headers={"Content-Type": CONTENT_TYPE_LATEST})

    app = web.Application()
    app.router.add_get("/health", health)
    app.router.add_get("/metrics", for_prometheus)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=CLOSE_SECONDS)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        yield
    finally:
        await runner.cleanup()


async def keep_heartbeat(pulse: Pulse, file: Path) -> None:
    """Set the file's time of modification, for ever, to when Telegram was last heard. A failure is logged once, and the
    bot goes on."""
    failing = False
    while True:
        try:
            await asyncio.to_thread(_mark, file, time.time() - pulse.age)
            failing = False
        except OSError as error:
            if not failing:
                log.warning("写不了心跳文件 %s：%s", file, error.strerror)
            failing = True
        await asyncio.sleep(HEARTBEAT_SECONDS)


def _mark(file: Path, moment: float) -> None:
    file.open("ab").close()  # creates a missing file, and leaves the time of an existing one
    os.utime(file, (moment, moment))
