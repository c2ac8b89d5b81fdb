"""Behind a proxy, as most operators in the mainland are: it works, it heals, and its password is seen nowhere."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Literal

import pytest

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
    monkeypatch.setattr(client, "POLL_SECONDS", 0.2)


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


@pytest.mark.parametrize("fault", ["silent", "closed", "frozen", "refused", "garbage"])
async def test_after_any_fault_of_the_proxy_the_next_update_is_heard(
    telegram: FakeTelegram, running: Running, proxy: Proxy, impatient: None, fault: Fault
) -> None:
    telegram.say(7, "/help")
    async with running(proxy=proxy.url):
        await telegram.until(lambda: telegram.texts(7))
        proxy.fault = fault
        proxy.cut()
        tunnels = proxy.seen
        while proxy.seen < tunnels + 3:
            await proxy.next()
        telegram.say(7, "/help")
        proxy.fault = ""
        await telegram.until(lambda: len(telegram.texts(7)) == 2)


async def test_a_line_that_froze_is_noticed_without_being_cut(
    telegram: FakeTelegram, running: Running, proxy: Proxy, impatient: None
) -> None:
    telegram.say(7, "/help")
    async with running(proxy=proxy.url):
        await telegram.until(lambda: telegram.texts(7))
        proxy.freeze()
        telegram.say(7, "/help")
        await telegram.until(lambda: len(telegram.texts(7)) == 2)
