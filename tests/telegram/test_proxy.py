"""Behind a proxy, as most operators in the mainland are: it works, it heals, and its password is seen nowhere."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Literal

import pytest
from telegram.error import TimedOut

from bot.telegram import client, request
from tests.telegram.conftest import Running
from tests.telegram.proxy import Fault, Proxy
from tests.telegram.server import FakeTelegram

pytestmark = pytest.mark.usefixtures("hurried")


@pytest.fixture(params=["http", "socks5"])
async def proxy(request: pytest.FixtureRequest) -> AsyncIterator[Proxy]:
    scheme: Literal["http", "socks5"] = request.param
    async with Proxy(scheme) as running:
        yield running


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time-outs are short."""
    monkeypatch.setattr(request, "CONNECT_SECONDS", 0.15)
    monkeypatch.setattr(request, "READ_SECONDS", 0.15)
    monkeypatch.setattr(client, "READ_SECONDS", 0.15)
    monkeypatch.setattr(client, "POLL_SECONDS", 1)


async def test_everything_goes_through_it(
    telegram: FakeTelegram, running: Running, proxy: Proxy, whole_log: Path
) -> None:
    telegram.say(7, "/help")
    async with running(proxy=proxy.url):
        await telegram.until(lambda: telegram.texts(7))
    assert proxy.tunnels > 0
    written = whole_log.read_text()
    assert f"通过代理 {proxy.scheme}://127.0.0.1:{proxy.port} 连接" in written
    assert "wachtwoord99" not in written


async def test_down_at_the_start_then_up_then_down_then_up(
    telegram: FakeTelegram, running: Running, proxy: Proxy, impatient: None, whole_log: Path
) -> None:
    await proxy.stop()
    telegram.say(7, "/help")
    async with running(proxy=proxy.url):
        await proxy.start()
        await telegram.until(lambda: len(telegram.texts(7)) == 1)
        await proxy.stop()
        telegram.say(7, "/help")
        await proxy.start()
        await telegram.until(lambda: len(telegram.texts(7)) == 2)
    assert "wachtwoord99" not in whole_log.read_text()


@pytest.mark.parametrize("fault", ["silent", "refused", "reset", "closed", "frozen", "garbage"])
async def test_after_any_fault_of_the_proxy_the_next_update_is_heard(
    telegram: FakeTelegram, running: Running, proxy: Proxy, impatient: None, fault: Fault
) -> None:
    telegram.say(7, "/help")
    async with running(proxy=proxy.url):
        await telegram.until(lambda: telegram.texts(7))
        proxy.fault = fault
        proxy.cut()
        await proxy.tried(3)
        telegram.say(7, "/help")
        proxy.fault = ""
        await telegram.until(lambda: len(telegram.texts(7)) == 2)


async def test_a_tunnel_that_carries_nothing_is_given_up_before_any_answer_is_waited_for(
    proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(request, "CONNECT_SECONDS", 0.1)
    proxy.fault = "frozen"
    http = request.AiohttpRequest(proxy.url)
    await http.initialize()
    async with asyncio.timeout(10):
        with pytest.raises(TimedOut):
            await http.do_request("https://127.0.0.1:1/getUpdates", "POST", read_timeout=3600)
    await http.shutdown()


async def test_a_line_that_froze_is_noticed_without_being_cut(
    telegram: FakeTelegram, running: Running, proxy: Proxy, impatient: None
) -> None:
    telegram.say(7, "/help")
    async with running(proxy=proxy.url):
        await telegram.until(lambda: telegram.texts(7))
        proxy.freeze()
        telegram.say(7, "/help")
        await telegram.until(lambda: len(telegram.texts(7)) == 2)
