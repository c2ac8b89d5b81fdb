"""What several kinds of tests share: the shipped knowledge, loaded once; the stores; other time zones; and that no test
leaves this machine."""

import asyncio
import shutil
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

import bot.service
from bot.__main__ import ready
from bot.core.knowledge import Knowledge
from bot.store import Store
from bot.store.sqlite import SqliteStore
from tests import guard
from tests.shipped import shipped
from tests.store.memory import MemoryStore


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return ready(shipped())


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


@pytest.fixture(autouse=True)
def outside() -> Iterator[list[str]]:
    """What a test tried to reach outside this machine. It fails for that even where the error was swallowed."""
    guard.outside.clear()
    yield guard.outside
    assert guard.outside == [], "a test must not leave this machine"
