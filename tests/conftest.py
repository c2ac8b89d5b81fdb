"""What several kinds of tests share: the shipped knowledge, loaded once; the stores; other time zones; and that no test
leaves this machine."""

import asyncio
import ipaddress
import shutil
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import bot.service
from bot.core.knowledge import Knowledge
from bot.store import Store
from bot.store.memory import MemoryStore
from bot.store.sqlite import SqliteStore
from tests.shipped import shipped


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return shipped()


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that was made and in which nothing is kept: a copy of it is there sooner than another one."""
    path = tmp_path_factory.mktemp("fresh") / "bot.db"

    async def make() -> None:
        await (await SqliteStore.open(path)).close()

    asyncio.run(make())
    return path


@pytest.fixture(params=["memory", "sqlite"])
async def store(request: pytest.FixtureRequest, fresh: Path, tmp_path: Path) -> AsyncIterator[Store]:
    """Each of the stores, so that what is tested holds on all of them."""
    opened: Store = MemoryStore()
    if request.param == "sqlite":
        opened = await SqliteStore.open(shutil.copyfile(fresh, tmp_path / "bot.db"))
    yield opened
    await opened.close()


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A turn that fails is tried again at once."""
    monkeypatch.setattr(bot.service, "RETRY_PAUSES", (0.01, 0.01, 0.01))


@pytest.fixture
def move_to() -> Iterator[Callable[[str], None]]:
    """Gives this machine another time zone."""
    with pytest.MonkeyPatch.context() as environment:

        def move(zone: str) -> None:
            environment.setenv("TZ", zone)
            time.tzset()

        yield move
    time.tzset()


_outside: list[str] = []


def _guard(event: str, args: tuple[Any, ...]) -> None:
    """Stop what would reach for another machine, or ask one for an address. Python calls it before every such thing."""
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        host = args[1][0] if isinstance(args[1], tuple) else None  # a path of this machine, or where it is connected to
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = args[0]
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if host and not _is_here(host):
        _outside.append(f"{event} {host}")
        raise RuntimeError(f"a test must not leave this machine: {event} {host}")


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


sys.addaudithook(_guard)


@pytest.fixture(autouse=True)
def outside() -> Iterator[list[str]]:
    """What a test tried to reach outside this machine. It fails for that even where the error was swallowed."""
    _outside.clear()
    yield _outside
    assert _outside == [], "a test must not leave this machine"
