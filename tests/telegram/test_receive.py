"""Updates that cannot be read, come twice or do not come: none of it ends the bot or holds anybody up."""

import asyncio
from typing import Any

import pytest

from bot.service import Service
from bot.telegram import request
from bot.telegram import run as life
from tests.telegram.conftest import Running
from tests.telegram.failing import UNREADABLE, answered
from tests.telegram.server import FakeTelegram

pytestmark = [
    pytest.mark.usefixtures("hurried"),
    # PTB warns of its own RetryAfter whenever it makes one; the way around is an environment variable.
    pytest.mark.filterwarnings("ignore:.*retry_after:DeprecationWarning"),
]


async def test_updates_that_come_again_change_nothing(telegram: FakeTelegram, running: Running) -> None:
    updates = [telegram.say(user, text) for user in (7, 8) for text in ("/file", "首次备案")]
    async with running():
        await telegram.until(lambda: not telegram.updates)
        await telegram.until(lambda: all(len(telegram.texts(user)) == 2 for user in (7, 8)))
        seen = [dict(telegram.chats[user]) for user in (7, 8)]
        for update in updates:
            text = "/file" if update % 2 == 0 else "首次备案"
            telegram.say(7 if update < updates[2] else 8, text)
            telegram.updates[-1]["update_id"] = update
        await telegram.until(lambda: not telegram.updates)
        await answered(telegram)
    assert [dict(telegram.chats[user]) for user in (7, 8)] == seen


async def test_updates_that_cannot_be_read_hold_nobody_up(telegram: FakeTelegram, running: Running) -> None:
    for update in UNREADABLE:
        telegram.push(update)
    telegram.push({"update_id": 5000, "message": None})
    telegram.say(7, "/help")
    async with running():
        await telegram.until(lambda: telegram.texts(7) and not telegram.updates)
    assert telegram.count("getUpdates") <= 4, "no hot loop"


@pytest.mark.parametrize(
    "how",
    [
        {"status": 401, "text": "Unauthorized"},
        {"status": 404, "text": "Not Found"},
        {"status": 409, "text": "Conflict: terminated by other getUpdates request"},
        {"status": 429, "retry_after": 0, "text": "Too Many Requests"},
        {"status": 500},
        {"status": 502, "body": b"<html>Bad Gateway</html>"},
        {"status": 200, "body": b"<html>Welcome to this hotel</html>"},
        {"status": 200, "body": b""},
        {"status": 200, "body": b'{"ok": false, "error_code": 401, "description": "Unauthorized"}'},
        {"status": 200, "body": b'{"ok": false, "error_code": 200}'},
        {"status": 200, "body": b'{"ok": true}'},
        {"status": 200, "body": b'{"ok": true, "result": 5}'},
        {"status": 200, "body": b'{"ok": true, "result": [{"no": "id"}]}'},
        {"status": 200, "body": b"[" * 50_000},
        {"cut": "before"},
        {"cut": "after"},
    ],
    ids=lambda how: str(how)[:80],
)
async def test_nothing_that_comes_back_from_polling_ends_it(
    telegram: FakeTelegram, running: Running, how: dict[str, Any]
) -> None:
    telegram.fail("getUpdates", times=5, **how)
    telegram.say(7, "/help")
    async with running() as bot:
        await telegram.until(lambda: telegram.texts(7))
        assert not bot.done()
    assert telegram.count("getUpdates") >= 6
    assert len(telegram.texts(7)) == 1


async def test_an_answer_longer_than_any_is_not_read_to_its_end(
    telegram: FakeTelegram, running: Running, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(request, "MOST_BYTES", 500_000)
    telegram.fail("getUpdates", times=1, body=b'{"ok":true,"result":[]}' + b" " * 500_000)
    telegram.say(7, "/help")
    async with running():
        await telegram.until(lambda: telegram.texts(7))
    assert "回答太长" in caplog.text


@pytest.mark.parametrize("method", ["getMe", "getUpdates", "getFile", "download", "sendMessage"])
async def test_nobody_is_followed_to_another_address(telegram: FakeTelegram, running: Running, method: str) -> None:
    telegram.upload(7, "备案要多久".encode())
    async with FakeTelegram() as elsewhere, telegram.failing(method, times=1, redirect=elsewhere.url) as fault:
        elsewhere.uploads = telegram.uploads
        async with running():
            await telegram.until(lambda: telegram.texts(7))
        assert fault.times == 0, "it was tried"
        assert elsewhere.calls == []


async def test_a_wrong_token_is_said_at_once(telegram: FakeTelegram, service: Service) -> None:
    async with asyncio.timeout(5):
        with pytest.raises(life.WrongToken, match="BOT_TOKEN"):
            await life.run(service, token="1:" + "x" * 35, api_url=telegram.url)


async def test_started_without_a_network_it_waits_for_one(
    telegram: FakeTelegram, running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.say(7, "/help")
    await telegram.stop()
    async with running() as bot:
        async with asyncio.timeout(10):
            while "连不上 Telegram：连不上" not in caplog.text:
                await asyncio.wait({bot}, timeout=0.02)
        await telegram.start()
        await telegram.until(lambda: telegram.texts(7))


async def test_a_network_that_goes_away_and_comes_back(telegram: FakeTelegram, running: Running) -> None:
    async with running():
        await answered(telegram)
        await telegram.stop()
        telegram.say(7, "/help")
        await telegram.start()
        await telegram.until(lambda: telegram.texts(7))


async def test_a_server_of_somebody_else_is_warned_of(
    telegram: FakeTelegram, running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    async with running(api_url=telegram.url):
        await answered(telegram)
    assert "不是 Telegram 自己的" not in caplog.text
    async with running(api_url="http://bot-api.invalid", proxy="http://someone:wachtwoord99@127.0.0.1:9") as bot:
        async with asyncio.timeout(10):
            while "连不上代理" not in caplog.text:
                await asyncio.wait({bot}, timeout=0.02)
    assert "Bot API 服务器是 bot-api.invalid，不是 Telegram 自己的" in caplog.text
    assert "通过代理 http://127.0.0.1:9 连接" in caplog.text
    assert "wachtwoord99" not in caplog.text
