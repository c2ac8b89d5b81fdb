"""What supervisors and Prometheus look at: when it says that the bot is ill, and that it gives nobody away."""

import time
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families as families

from bot.core.events import Incoming, said
from bot.core.knowledge import Knowledge
from bot.service import Service
from bot.store import Store, Stored, StoreError, Write
from bot.telegram import client, health, webhook
from bot.telegram.health import Health, examine
from bot.telegram.pulse import Pulse
from bot.telegram.webhook import Hook
from bot.terminal import Clock
from tests.store.memory import MemoryStore
from tests.telegram.conftest import Running, by_day, shown
from tests.telegram.failing import Failing
from tests.telegram.server import TOKEN, FakeTelegram

pytestmark = pytest.mark.usefixtures("hurried")

GOOD = Health(heard=1.0)


ILL = {
    "not connected yet": replace(GOOD, heard=None),
    "deaf": replace(GOOD, heard=121.0),
    "no database": replace(GOOD, database="磁盘满了"),
    "not sending": replace(GOOD, waiting=301.0),
    "not reminding": replace(GOOD, overdue=301.0),
}


@pytest.mark.parametrize("ill", ILL)
def test_what_counts_as_ill(ill: str) -> None:
    assert replace(GOOD, heard=119.0, outbox=1000, waiting=299.0, overdue=299.0).is_good
    assert not ILL[ill].is_good


async def test_it_is_examined_by_the_clock(telegram: FakeTelegram, knowledge: Knowledge) -> None:
    clock, store, now = Clock(by_day), Failing(), [0.0]
    service, pulse = Service(store, knowledge, clock), Pulse(lambda: now[0])
    assert (await examine(service, pulse)).heard is None
    pulse.beat()
    now[0] = 7
    await service.reject(1, "something")
    assert await examine(service, pulse) == Health(heard=7.0)
    store.error = StoreError("磁盘满了。")
    assert await examine(service, pulse) == Health(heard=7.0, database="磁盘满了。")


class Full(MemoryStore):
    """A store that is read and not written while `error` is set."""

    error: StoreError | None = None

    async def turn(
        self, user: int, now: datetime, decide: Callable[[str | None], Write], *,
        updates: Collection[int] = (), timer: str | None = None, done: int | None = None,
    ) -> list[Stored] | None:  # fmt: skip
        if self.error:
            raise self.error
        return await super().turn(user, now, decide, updates=updates, timer=timer, done=done)


async def test_a_store_that_is_only_read_counts_as_ill_until_it_is_written_again(knowledge: Knowledge) -> None:
    clock, store = Clock(by_day), Full()
    service, pulse = Service(store, knowledge, clock), Pulse(lambda: 0.0)
    store.error = StoreError("磁盘满了。")
    with pytest.raises(StoreError):
        await service.take(Incoming(7, 7, said("备案要多久"), update=1))
    assert (await examine(service, pulse)).database == "磁盘满了。"
    store.error = None
    await service.take(Incoming(7, 7, said("备案要多久"), update=1))
    assert (await examine(service, pulse)).database == ""


async def test_the_page_of_a_bot_that_is_well_and_then_is_not(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge, port: int, anybody: aiohttp.ClientSession
) -> None:
    clock, store = Clock(by_day), Failing()
    page = f"http://127.0.0.1:{port}/health"
    await telegram.stop()
    async with running(service=Service(store, knowledge, clock), health_port=port) as bot:
        while not bot.done():
            try:
                async with anybody.get(page) as response:
                    assert (response.status, (await response.json())["heard"]) == (503, None)
                    break
            except aiohttp.ClientConnectorError:
                continue
        telegram.fail("sendMessage", status=500)
        telegram.say(7, "王小明的店备案要多久")
        await telegram.start()
        await telegram.until(lambda: telegram.count("sendMessage") and not telegram.updates)
        async with anybody.get(page) as response:
            found = await response.json()
        assert (response.status, found["ok"], found["outbox"], found["database"]) == (200, True, 1, "")
        async with anybody.get(f"http://127.0.0.1:{port}/metrics") as response:
            text = await response.text()
        values = {sample.name: sample.value for family in families(text) for sample in family.samples}
        assert values["beian_outbox_depth"] == values["beian_database_up"] == 1
        assert values["beian_heard_age_seconds"] < 15
        assert values["beian_updates_total"] >= 1
        clock.ahead = timedelta(minutes=6)
        async with anybody.get(page) as response:
            assert (response.status, (await response.json())["waiting"] > 300) == (503, True)
        store.error = StoreError("磁盘满了。")
        async with anybody.get(page) as response:
            assert (response.status, (await response.json())["database"]) == (503, "磁盘满了。")
        assert "王小明" not in text
        assert TOKEN.partition(":")[2] not in text


@pytest.mark.parametrize("by", ["polling", "webhook"])
async def test_a_file_shows_for_how_long_telegram_was_not_heard(
    telegram: FakeTelegram, running: Running, port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    monkeypatch.setattr(health, "HEARTBEAT_SECONDS", 0.01)
    monkeypatch.setattr(client, "POLL_SECONDS", 0)
    monkeypatch.setattr(webhook, "CHECK_SECONDS", 0.02)
    hook = Hook(f"http://127.0.0.1:{port}/beian", "a-secret-for-this-test", f"127.0.0.1:{port}")
    file = tmp_path / "bot.db.heartbeat"
    began = time.time()

    def age() -> float:
        return time.time() - file.stat().st_mtime

    async with running(heartbeat=file, hook=hook if by == "webhook" else None):
        await telegram.until(lambda: file.exists() and file.stat().st_mtime > began + 0.3)
        async with telegram.failing("getUpdates" if by == "polling" else "getWebhookInfo", status=502):
            await telegram.until(lambda: age() > 0.5)
        await telegram.until(lambda: age() < 0.2)


async def test_a_file_that_cannot_be_written_is_said_once_and_stops_nothing(
    telegram: FakeTelegram,
    running: Running,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(health, "HEARTBEAT_SECONDS", 0.01)
    monkeypatch.setattr(client, "POLL_SECONDS", 0)
    folder = tmp_path / "data"
    async with running(heartbeat=folder / "bot.db.heartbeat"):
        await telegram.until(lambda: "bot.db.heartbeat" in caplog.text)
        telegram.say(7, "/help")
        await telegram.until(lambda: telegram.texts(7))
        folder.mkdir()
        await telegram.until((folder / "bot.db.heartbeat").exists)
    assert caplog.text.count("bot.db.heartbeat") == 1


async def test_an_admin_is_told_in_the_chat(
    telegram: FakeTelegram, running: Running, store: Store, knowledge: Knowledge
) -> None:
    async with running(service=Service(store, knowledge, by_day, admins={7})):
        telegram.say(7, "/health")
        telegram.say(8, "/health")
        await telegram.until(lambda: telegram.texts(7) and telegram.texts(8))
    assert telegram.texts(7)[0].startswith("一切正常")
    assert "数据库：正常" in telegram.texts(7)[0]
    assert telegram.texts(8) == [shown(knowledge, "unknown-command")]


async def test_a_command_that_is_forwarded_is_none_whoever_forwards_it(
    telegram: FakeTelegram, running: Running, store: Store, knowledge: Knowledge
) -> None:
    admin = {"id": 7, "is_bot": False, "first_name": "x"}
    origin = {"type": "user", "sender_user": admin, "date": 1}
    async with running(service=Service(store, knowledge, by_day, admins={7})):
        for user in (7, 8):
            telegram.say(user, "/health", forward_origin=origin)
        await telegram.until(lambda: telegram.texts(7) and telegram.texts(8))
    assert telegram.texts(7) == telegram.texts(8)
    assert "正常" not in telegram.texts(7)[0]
