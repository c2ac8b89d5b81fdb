"""Never deaf without noticing: what happens when Telegram is not heard, and when somebody else hears in our place."""

import asyncio
from pathlib import Path

import aiohttp
import pytest
from telegram.error import NetworkError

from bot.core.knowledge import Knowledge
from bot.service import Service
from bot.telegram import polling, pulse, rivals
from bot.telegram import run as life
from bot.telegram.pulse import Pulse
from bot.telegram.request import AiohttpRequest
from bot.telegram.rivals import Rivalry, TokenInUse
from tests.store.memory import MemoryStore
from tests.telegram.conftest import Running
from tests.telegram.server import FakeTelegram

ROOT = Path(__file__).parent.parent.parent

pytestmark = pytest.mark.usefixtures("hurried")


def test_after_two_minutes_the_client_is_rebuilt_and_after_ten_the_process_ends() -> None:
    now = [1000.0]
    heart = Pulse(lambda: now[0])
    rebuilt, lost = [], 0
    for second in range(0, 1000, 5):
        now[0] = 1000.0 + second
        if second == 50:
            heart.beat()
        if heart.wants_rebuilding():
            rebuilt.append(second)
        if heart.is_lost and not lost:
            lost = second
    assert rebuilt[:4] == [170, 290, 410, 530]
    assert lost == 650
    heart.beat()
    assert not heart.is_lost
    assert not heart.wants_rebuilding()


async def test_a_poll_that_hangs_for_ever_is_given_up_and_the_next_update_heard(
    telegram: FakeTelegram, running: Running, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(life, "WATCH_SECONDS", 0.02)
    monkeypatch.setattr(pulse, "REBUILD_SECONDS", 0.2)
    fault = telegram.fail("getUpdates", delay=3600)
    async with running() as bot:
        await telegram.until(lambda: telegram.count("getUpdates") >= 3)
        assert not bot.done()
        telegram.lift(fault)
        telegram.say(7, "/help")
        await telegram.until(lambda: telegram.texts(7))
    assert "重新建立连接" in caplog.text


async def test_where_rebuilding_does_not_help_the_bot_ends(
    telegram: FakeTelegram, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(life, "WATCH_SECONDS", 0.02)
    monkeypatch.setattr(pulse, "REBUILD_SECONDS", 0.1)
    monkeypatch.setattr(pulse, "END_SECONDS", 0.3)
    telegram.fail("getUpdates", status=502)
    async with asyncio.timeout(10):
        with pytest.raises(life.Deaf, match="守护程序"):
            async with running() as bot:
                await bot
    assert telegram.count("getUpdates") > 1


async def test_a_client_rebuilt_while_it_looks_a_name_up_fails_that_call_and_cancels_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = asyncio.Event()

    async def resolve(*_: object, **__: object) -> list[object]:
        asked.set()
        await asyncio.Event().wait()
        return []

    monkeypatch.setattr(aiohttp.resolver.DefaultResolver, "resolve", resolve)
    request = AiohttpRequest()
    await request.initialize()
    call = asyncio.create_task(request.do_request("http://bot-api.invalid/", "POST"))
    await asked.wait()
    await request.rebuild()
    with pytest.raises(NetworkError, match="重新建立"):
        await call
    asked.clear()
    call = asyncio.create_task(request.do_request("http://bot-api.invalid/", "POST"))
    await asked.wait()
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    await request.shutdown()


# Two at once


def conflicts(began: float, *moments: float, hook: bool = False) -> list[bool]:
    rivalry = Rivalry(began)
    return [rivalry.is_lost(moment, hook) for moment in moments]


def test_the_one_that_began_lately_goes_where_the_other_stays() -> None:
    assert conflicts(0, 1, 4, 10, 22) == [False, False, False, True]
    assert conflicts(0, 1, 2, 3, 4, 5) == [False] * 5, "the other one is just being stopped"
    assert conflicts(0, 301, 304, 310, 322, 400) == [False] * 5, "this one was there first"
    assert conflicts(0, 301, 304, 310, 322, hook=True) == [False, False, False, True], "it hears nothing any more"


async def test_a_poller_leaves_a_webhook_that_is_there_to_whom_it_belongs(
    telegram: FakeTelegram, running: Running
) -> None:
    telegram.hook = {"url": "http://127.0.0.1:1/secret-path", "secret_token": "x"}
    with pytest.raises(TokenInUse, match=r"webhook 设在 127\.0\.0\.1：.*deleteWebhook") as told:
        async with asyncio.timeout(10), running() as bot:
            await bot
    assert "secret-path" not in str(told.value)
    assert telegram.hook["url"] == "http://127.0.0.1:1/secret-path"
    assert telegram.count("getUpdates") == 0


async def test_a_poller_goes_where_a_webhook_is_set_and_stays(
    telegram: FakeTelegram, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rivals, "RIVAL_SECONDS", 0.1)
    monkeypatch.setattr(rivals, "NEWCOMER_SECONDS", 0.0)
    telegram.say(7, "/help")

    async def overtaken() -> None:
        async with asyncio.timeout(10), running() as bot:
            await telegram.until(lambda: telegram.texts(7))
            telegram.hook = {"url": "http://127.0.0.1:1/", "secret_token": "x"}
            telegram.push({})
            await bot

    with pytest.raises(TokenInUse, match="设了 webhook"):
        await overtaken()
    assert telegram.hook


async def test_the_second_one_on_a_token_goes_and_the_first_one_stays(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rivals, "RIVAL_SECONDS", 0.1)
    with monkeypatch.context() as earlier:
        earlier.setattr(polling, "Rivalry", lambda now: Rivalry(now - 3600))
        async with running() as first:
            telegram.say(7, "/help")
            await telegram.until(lambda: telegram.texts(7))
            earlier.undo()
            with pytest.raises(TokenInUse, match="同一个令牌"):
                async with asyncio.timeout(10), running(service=Service(MemoryStore(), knowledge)) as second:
                    await second
            assert not first.done()
            telegram.say(7, "/mydata")
            await telegram.until(lambda: len(telegram.texts(7)) == 2)
