"""The token is never written down: not at any level, not in a traceback, not by a library."""

import asyncio
import logging
import signal
from pathlib import Path

import aiohttp
import pytest
from telegram.error import InvalidToken

from bot.core.knowledge import Knowledge
from bot.telegram import secrets
from bot.telegram.client import Client
from tests.forked import Forked
from tests.telegram.conftest import Running, shown
from tests.telegram.process import run_hurried
from tests.telegram.proxy import Proxy
from tests.telegram.server import SETTINGS, TOKEN, FakeTelegram

SECRET = TOKEN.partition(":")[2]
HOOK_SECRET = "a-secret-that-only-telegram-knows"
pytestmark = [pytest.mark.usefixtures("hurried"), pytest.mark.filterwarnings("ignore:.*retry_after:DeprecationWarning")]


async def test_nothing_the_bot_does_writes_the_token_or_what_people_say(
    telegram: FakeTelegram, running: Running, whole_log: Path
) -> None:
    for method in ("sendMessage", "getUpdates", "getMe", "getWebhookInfo"):
        telegram.fail(method, times=1, status=500)
        telegram.fail(method, times=1, cut="after")
        telegram.fail(method, times=1, status=200, body=b"<html>")
    telegram.fail("getUpdates", times=1, status=401)
    telegram.fail("sendMessage", times=1, status=429, retry_after=0, text=TOKEN)
    telegram.push({"message": {"text": "王小明的店"}})
    telegram.say(7, "王小明的店被退回了")
    async with running():
        await telegram.until(lambda: telegram.texts(7) and not telegram.updates)
    written = whole_log.read_text()
    assert "读不懂的更新" in written
    assert "已连上 Telegram" in written
    assert SECRET not in written
    assert "王小明" not in written


async def test_of_a_contact_or_a_place_nothing_is_logged_or_kept(
    telegram: FakeTelegram, running: Running, whole_log: Path, knowledge: Knowledge
) -> None:
    person = {"phone_number": "+8613800138000", "first_name": "欧阳", "user_id": 700_000_001, "vcard": "TEL:57155501"}
    telegram.send(7, contact=person)
    telegram.send(7, location={"latitude": 30.246801, "longitude": 120.155701})
    telegram.say(7, "今天天气怎么样")
    async with running():
        await telegram.until(lambda: len(telegram.texts(7)) == 3)
    assert telegram.texts(7)[:2] == [shown(knowledge, "media-contact"), shown(knowledge, "media-location")]
    files = {file.name: file.read_bytes() for file in whole_log.parent.iterdir()}
    assert files["log"].count(b"turn") == 3
    assert any("天气".encode() in content for content in files.values()), "what was not understood is kept"
    marks = [mark.encode() for mark in ("13800138000", "欧阳", "700000001", "57155501", "30.2468", "120.1557")]
    marks.append((700_000_001).to_bytes(4, "big"))
    assert [(name, mark) for name, content in files.items() for mark in marks if mark in content] == []


async def test_run_as_people_run_it_nothing_that_anybody_sees_or_that_is_kept_holds_a_secret(
    telegram: FakeTelegram, port: int, anybody: aiohttp.ClientSession, tmp_path: Path
) -> None:
    """By webhook, through a proxy with a password, with pages for supervisors, at DEBUG, while much goes wrong."""
    telegram.socket = tmp_path / "webhook.sock"
    for how in (
        {"status": 500},
        {"cut": "after"},
        {"body": b"<html>"},
        {"status": 400, "text": f"Bad Request: {TOKEN}"},
    ):
        telegram.fail("sendMessage", times=1, **how)
    telegram.fail("setWebhook", times=1, status=502, text=f"{TOKEN} {HOOK_SECRET}")
    async with Proxy("http") as proxy:
        settings = SETTINGS | {
            "BOT_API_URL": telegram.url, "BOT_DATABASE": str(tmp_path / "bot.db"),
            "BOT_PROXY": proxy.url, "BOT_WEBHOOK_URL": "http://127.0.0.1/beian", "BOT_WEBHOOK_SECRET": HOOK_SECRET,
            "BOT_WEBHOOK_LISTEN": f"unix:{telegram.socket}", "BOT_HEALTH_PORT": str(port), "BOT_ADMINS": "7",
            "BOT_LOG_LEVEL": "DEBUG",
        }  # fmt: skip
        with Forked(run_hurried, settings) as bot:
            printed = asyncio.create_task(asyncio.to_thread(lambda: "".join(iter(bot.line, ""))))
            for text in ("/help", "王小明的店被退回了", "/health"):
                telegram.say(7, text)
            telegram.push({"message": {"text": "unreadable"}})
            await telegram.until(lambda: any("数据库" in text for text in telegram.texts(7)))
            proxy.cut()
            seen = b""
            for page in ("health", "metrics", "nothing"):
                async with anybody.get(f"http://127.0.0.1:{port}/{page}") as response:
                    seen += repr(response.headers).encode() + await response.read()
            bot.signal(signal.SIGTERM)
            seen += (await printed).encode()
            code, _ = await asyncio.to_thread(bot.end)
    assert code == 0
    assert b"DEBUG" in seen.upper()
    assert b"beian_outbox_depth" in seen
    told = [call.params for call in telegram.calls if call.method != "setWebhook"]
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
    for secret in (SECRET, HOOK_SECRET, "wachtwoord99"):
        assert secret.encode() not in seen
        assert secret.encode() not in kept
        assert secret not in repr(told)


def test_messages_arguments_tracebacks_and_percent_signs_are_cleaned(whole_log: Path) -> None:
    log = logging.getLogger("some.library")
    log.debug("GET https://api.telegram.org/bot%s/getMe", TOKEN)
    log.info("100% of " + TOKEN.replace(":", "%3A"))
    log.warning("stack", stack_info=True, extra={})
    try:
        raise InvalidToken(f"The token `{TOKEN}` was rejected by the server.")
    except InvalidToken:
        log.exception("failed with %s", {"token": TOKEN})
    written = whole_log.read_text()
    assert written.count("〔已隐去〕") == 4
    assert "Traceback" in written
    assert SECRET not in written


def test_what_holds_no_secret_is_written_as_it_is(whole_log: Path) -> None:
    logging.getLogger("some.library").info("a %s of %d%%", "share", 5)
    assert "INFO some.library a share of 5%" in whole_log.read_text()


def test_what_a_password_with_percent_signs_stands_for_is_cleaned_too(caplog: pytest.LogCaptureFixture) -> None:
    secrets.install("p%40ss-of-proxy")
    logging.getLogger("some.library").warning("p%40ss-of-proxy is p@ss-of-proxy")
    assert "ss-of-proxy" not in caplog.text


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("http://user:pw@10.0.0.1:7890", "http://user:***@10.0.0.1:7890"),
        ("socks5://:x@10.0.0.1:1080/", "socks5://:***@10.0.0.1:1080/"),
        ("'http://a:p@w:q@h:1', 'http://b:c@h:2'", "'http://a:***@h:1', 'http://b:***@h:2'"),
        ("http://%75:%70w@h:1", "http://%75:***@h:1"),
        ("socks5://127.0.0.1:1080", "socks5://127.0.0.1:1080"),
        ("http://127.0.0.1:8081/bot: to a@b.example", "http://127.0.0.1:8081/bot: to a@b.example"),
        ("12:30 pw@home", "12:30 pw@home"),
    ],
)
def test_a_password_of_any_length_is_cleaned_out_of_an_address(
    caplog: pytest.LogCaptureFixture, address: str, written: str
) -> None:
    secrets.install("pw")
    log = logging.getLogger("some.library")
    log.warning("through %s", address)
    try:
        raise OSError(address)
    except OSError:
        log.exception("failed")
    assert caplog.messages[0] == f"through {written}"
    assert f"OSError: {written}" in caplog.text, "in tracebacks, too"
    assert address == written or address not in caplog.text


def test_short_words_are_no_secrets(caplog: pytest.LogCaptureFixture) -> None:
    secrets.install("1:a")
    logging.getLogger("some.library").warning("a banana")
    assert "a banana" in caplog.text


def test_the_client_does_not_show_its_token() -> None:
    assert SECRET not in repr(Client(TOKEN, "http://127.0.0.1:1"))
