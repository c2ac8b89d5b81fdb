"""The bot as a whole, on a real store and the shipped knowledge, against a Telegram on a loopback port."""

import asyncio
import logging
import shutil
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.core.knowledge import Knowledge
from bot.service import Service, utc_now
from bot.store import Store
from bot.store.sqlite import SqliteStore
from bot.telegram import pauses, secrets, webhook
from bot.telegram import run as life
from bot.telegram.limits import Limits
from bot.telegram.markup import render
from bot.telegram.webhook import Hook
from tests.telegram.server import TOKEN, FakeTelegram, plain
from tests.telegram.unlimited import UNLIMITED

SECRET = "a-secret-that-only-telegram-knows"
_BEGUN = utc_now()
_NOON = _BEGUN.replace(hour=4, minute=0) + timedelta(days=2 - _BEGUN.weekday())
Running = Callable[..., AbstractAsyncContextManager[asyncio.Task[None]]]


def by_day() -> datetime:
    """The time, moved so that the tests began on a Wednesday at noon in Beijing: at night the bot says nothing of its
    own accord, and on Mondays it tells admins of the week."""
    return _NOON + (utc_now() - _BEGUN)


def shown(knowledge: Knowledge, key: str) -> str:
    """What a person reads of a fixed sentence."""
    return plain(render(knowledge.ui[key])[0])


@pytest.fixture
def port() -> int:
    """A port of loopback that is free."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@pytest.fixture
def hook(port: int) -> Hook:
    return Hook(f"http://127.0.0.1:{port}/beian", SECRET, f"127.0.0.1:{port}")


@pytest.fixture
async def anybody() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as server:
        yield server
        assert server.problems == [], "Telegram would have refused these"


@pytest.fixture
async def store(fresh: Path, tmp_path: Path) -> AsyncIterator[Store]:
    opened = await SqliteStore.open(shutil.copyfile(fresh, tmp_path / "bot.db"))
    yield opened
    await opened.close()


@pytest.fixture
def service(store: Store, knowledge: Knowledge) -> Service:
    return Service(store, knowledge)


@pytest.fixture
def hurried(hurried: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses between all tries are short."""
    monkeypatch.setattr(pauses, "LONGEST_PAUSE", 0.05)
    monkeypatch.setattr(webhook, "HOLD_SECONDS", 0.05)


@pytest.fixture
def running(telegram: FakeTelegram, service: Service) -> Running:
    """Be the bot for the length of a block; what it raises comes out at the end."""

    @asynccontextmanager
    async def bot(
        api_url: str = "",
        proxy: str = "",
        limits: Limits = UNLIMITED,
        service: Service = service,
        hook: Hook | None = None,
        health_port: int | None = None,
        heartbeat: Path | None = None,
    ) -> AsyncIterator[asyncio.Task[None]]:
        shown: dict[str, Any] = {"health_port": health_port, "heartbeat": heartbeat}
        url = api_url or telegram.url
        task = asyncio.create_task(
            life.run(service, token=TOKEN, api_url=url, proxy=proxy, limits=limits, hook=hook, **shown)
        )
        try:
            yield task
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    return bot


@pytest.fixture
def whole_log(tmp_path: Path) -> Iterator[Path]:
    """Everything that is logged, at DEBUG, as the command line would set it up."""
    path = tmp_path / "log"
    root = logging.getLogger()
    handler, level = logging.FileHandler(path, encoding="utf-8"), root.level
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    secrets.install(TOKEN)
    yield path
    root.removeHandler(handler)
    root.setLevel(level)
    handler.close()
