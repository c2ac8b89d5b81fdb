"""Receiving by webhook: who may post, what is acknowledged, in which order, and that Telegram and we agree on it."""

import asyncio
import hmac
import json
import random
import socket
from dataclasses import replace
from io import BytesIO
from ipaddress import ip_network
from pathlib import Path
from threading import Event
from typing import Any

import aiohttp
import pytest

from bot.core.knowledge import Knowledge
from bot.core.words import say
from bot.files import in_words
from bot.service import Service
from bot.store import Store, StoreError
from bot.store.sqlite import SqliteStore, Writer
from bot.telegram import webhook
from bot.telegram.markup import render
from bot.telegram.rivals import TokenInUse
from bot.telegram.webhook import MOST_BYTES, Hook, InOrder
from tests.telegram.conftest import SECRET, Running, by_day, shown
from tests.telegram.failing import QUOTED, UNREADABLE, Failing
from tests.telegram.server import FakeTelegram, plain

pytestmark = pytest.mark.usefixtures("hurried")


async def status(session: aiohttp.ClientSession, hook: Hook, body: bytes, **headers: str) -> int:
    """What a post of this body is answered with."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET} | headers
    async with session.post(hook.url, data=BytesIO(body), headers=headers) as response:
        return response.status


async def known(telegram: FakeTelegram) -> None:
    await telegram.until(lambda: telegram.hook)


async def test_texts_and_presses_are_answered_and_polling_takes_over_when_it_is_off(
    telegram: FakeTelegram, running: Running, hook: Hook, knowledge: Knowledge
) -> None:
    telegram.say(7, "/start")
    async with running(hook=hook):
        await telegram.until(lambda: telegram.texts(7))
        number, menu = next(iter(telegram.chats[7].items()))
        query = telegram.press(7, menu.data(knowledge.ui["button-themes"]), number)
        await telegram.until(lambda: query in telegram.answered and telegram.chats[7][number].edits)
        assert (telegram.hook["url"], telegram.hook["secret_token"]) == (hook.url, SECRET)
        kinds = ["message", "edited_message", "callback_query", "inline_query", "chosen_inline_result"]
        assert telegram.hook["allowed_updates"] == kinds
    assert telegram.updates == []
    assert telegram.count("getUpdates") == 0
    telegram.say(7, "/help")
    async with running():
        await telegram.until(lambda: len(telegram.texts(7)) == 3 and not telegram.updates)
    assert telegram.hook == {}
    assert 409 not in {call.status for call in telegram.calls}, "it would be while a webhook is set"


async def test_it_listens_on_a_unix_socket_also_where_a_killed_one_left_its_own(
    telegram: FakeTelegram, running: Running, tmp_path: Path, hook: Hook
) -> None:
    telegram.socket = tmp_path / "webhook.sock"
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(telegram.socket))
    telegram.say(7, "/help")
    async with running(hook=replace(hook, listen=f"unix:{telegram.socket}")):
        await telegram.until(lambda: telegram.texts(7) and not telegram.updates)
        assert telegram.socket.stat().st_mode & 0o777 == 0o660


async def test_a_socket_in_a_folder_that_is_not_there_is_told_of(running: Running, tmp_path: Path, hook: Hook) -> None:
    with pytest.raises(FileNotFoundError) as told:
        async with running(hook=replace(hook, listen=f"unix:{tmp_path}/none/webhook.sock")) as bot:
            await bot
    assert in_words(told.value) == f"没有 {tmp_path}/none 这个文件夹。请检查路径。"


async def test_only_telegram_may_post_and_nothing_oversized(
    telegram: FakeTelegram,
    running: Running,
    hook: Hook,
    anybody: aiohttp.ClientSession,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compare, compared = hmac.compare_digest, list[bytes]()

    def noted(given: bytes, secret: bytes) -> bool:
        compared.append(given)
        return compare(given, secret)

    monkeypatch.setattr(hmac, "compare_digest", noted)
    hook = replace(hook, networks=(ip_network("149.154.160.0/20"), ip_network("2001:67c:4e8::/48")))
    update = json.dumps({"update_id": 1}).encode()
    good = {"X-Forwarded-For": "10.0.0.1, 149.154.167.1"}
    async with running(hook=hook):
        await known(telegram)
        assert await status(anybody, hook, update, **good) == 200
        assert await status(anybody, hook, update, **{"X-Forwarded-For": "2001:67c:4e8::1"}) == 200
        for wrong in ("", "x" * len(SECRET), "密" * 10, SECRET + "1"):
            headers = {"X-Telegram-Bot-Api-Secret-Token": wrong}
            assert await status(anybody, hook, update, **good, **headers) == 403
            assert compared[-1] == wrong.encode(), "in a time that tells nothing of the secret"
        for sender in ("", "149.154.167.1, 10.0.0.1", "nobody", "2001:db8::1"):
            assert await status(anybody, hook, update, **{"X-Forwarded-For": sender}) == 403
        assert await status(anybody, hook, b" " * (MOST_BYTES + 1), **good) == 413
        async with anybody.get(hook.url) as response:
            assert response.status == 405


BAD: list[bytes] = [
    b"", b"{", b"null", b"[]", b"\xff\xfe", b"[" * 50_000, b"{}", b'{"update_id": "1"}', b'{"update_id": true}',
    b'{"update_id": -1}', b'{"update_id": 1e3}', b'{"update_id": ' + b"9" * 30 + b"}", b"9" * 5_000,
]  # fmt: skip


async def test_what_cannot_be_read_is_put_aside_and_acknowledged(
    telegram: FakeTelegram,
    running: Running,
    hook: Hook,
    anybody: aiohttp.ClientSession,
    caplog: pytest.LogCaptureFixture,
) -> None:
    bodies = BAD + [json.dumps(update | {"update_id": 5 + n}).encode() for n, update in enumerate(UNREADABLE)]
    async with running(hook=hook):
        await known(telegram)
        assert {body: await status(anybody, hook, body) for body in bodies} == dict.fromkeys(bodies, 200)
        telegram.say(7, "/help")
        await telegram.until(lambda: telegram.texts(7) and not telegram.updates)
    assert caplog.text.count("放到一边") >= len(BAD)
    assert "Traceback" not in caplog.text
    assert "没能处理" not in caplog.text


async def test_a_body_that_is_said_to_be_compressed_is_refused_and_may_come_again(
    telegram: FakeTelegram,
    running: Running,
    hook: Hook,
    anybody: aiohttp.ClientSession,
    caplog: pytest.LogCaptureFixture,
) -> None:
    telegram.say(7, "/help")
    body = json.dumps(telegram.updates.pop()).encode()
    async with running(hook=hook):
        await known(telegram)
        for coding in ("gzip", "deflate", "br"):
            said = {"Content-Encoding": coding}
            assert await status(anybody, hook, body, **said, **{"X-Telegram-Bot-Api-Secret-Token": "x"}) == 403
            assert await status(anybody, hook, body, **said) == 415
        assert await status(anybody, hook, body, **{"Content-Encoding": "identity"}) == 200
        await telegram.until(lambda: telegram.texts(7))
    errors = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert len(errors) == 3
    assert all("压缩" in error for error in errors)


@pytest.mark.parametrize(
    "post", ["POST / HTTP/1.1\r\n王小明\r\n\r\n", "POST / HTTP/1.1\r\n{good}Content-Length: 99\r\n\r\n{{"]
)
async def test_what_is_no_whole_request_leaves_nothing_in_the_log(
    telegram: FakeTelegram, running: Running, hook: Hook, port: int, caplog: pytest.LogCaptureFixture, post: str
) -> None:
    good = f"Host: x\r\nX-Telegram-Bot-Api-Secret-Token: {SECRET}\r\n"
    async with running(hook=hook):
        await known(telegram)
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(post.format(good=good).encode())
        writer.write_eof()
        assert b" 5" not in (await reader.read())[:12]
        writer.close()
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


async def test_the_same_update_five_times_at_once_counts_once(
    telegram: FakeTelegram, running: Running, hook: Hook, anybody: aiohttp.ClientSession
) -> None:
    telegram.say(7, "/help")
    body = json.dumps(telegram.updates.pop()).encode()
    async with running(hook=hook):
        await known(telegram)
        assert await asyncio.gather(*(status(anybody, hook, body) for _ in range(5))) == [200] * 5
        telegram.say(7, "/mydata")
        await telegram.until(lambda: len(telegram.texts(7)) == 2 and not telegram.updates)
    assert len(telegram.texts(7)) == 2


@pytest.mark.parametrize("error", [StoreError("磁盘满了。"), RuntimeError(QUOTED)])
async def test_what_cannot_be_stored_is_not_acknowledged_and_comes_again(
    telegram: FakeTelegram,
    running: Running,
    hook: Hook,
    knowledge: Knowledge,
    error: Exception,
    caplog: pytest.LogCaptureFixture,
) -> None:
    store = Failing()
    async with running(service=Service(store, knowledge), hook=hook):
        await known(telegram)
        store.error = error
        update = telegram.say(7, "/help")
        await telegram.until(lambda: len(telegram.posts) >= 2)
        store.error = None
        await telegram.until(lambda: not telegram.updates)
    assert telegram.posts[:2] == [(update, 503)] * 2
    assert telegram.posts[-1] == (update, 200)
    assert QUOTED not in caplog.text


class Endless(dict[str, str]):
    """Sentences one of which takes for ever to be found."""

    def __getitem__(self, key: str) -> str:
        while key == "media-sticker":
            pass
        return super().__getitem__(key)


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_a_turn_that_hangs_is_ended_with_one_apology_and_others_go_on(
    telegram: FakeTelegram, running: Running, hook: Hook, knowledge: Knowledge, tmp_path: Path, way: str
) -> None:
    store = await SqliteStore.open(tmp_path / "hung.db", turn_seconds=0.2)
    service = Service(store, replace(knowledge, ui=Endless(knowledge.ui)))
    telegram.send(7, sticker={"file_id": "x", "file_unique_id": "x", "type": "regular", "width": 1, "height": 1,
                              "is_animated": False, "is_video": False})  # fmt: skip
    telegram.say(7, "/help")
    telegram.say(8, "/help")
    async with running(service=service, hook=hook if way == "webhook" else None):
        await telegram.until(lambda: len(telegram.texts(7)) == 2 and telegram.texts(8) and not telegram.updates)
    sorry, help_text = telegram.texts(7)
    assert sorry == plain(render(say(knowledge, "sorry-dead-letter", number="1"))[0])
    assert telegram.texts(8) == [help_text]
    assert {status for _, status in telegram.posts} <= {200}
    await store.close()


async def test_a_store_that_hangs_lets_telegram_try_again_and_nothing_is_lost(
    telegram: FakeTelegram, running: Running, hook: Hook, knowledge: Knowledge, tmp_path: Path
) -> None:
    writer = await Writer.open(tmp_path / "hung.db", patience=0.2)
    begun, disk = Event(), Event()

    def hang(_: object) -> None:
        begun.set()
        disk.wait(30)

    async with running(service=Service(SqliteStore(writer), knowledge), hook=hook):
        await known(telegram)
        hung = asyncio.create_task(writer.run(hang))
        await asyncio.to_thread(begun.wait)
        update = telegram.say(7, "/help")
        await telegram.until(lambda: len(telegram.posts) >= 2)
        assert set(telegram.posts) == {(update, 503)}
        assert telegram.texts(7) == [shown(knowledge, "sorry-storage")]
        disk.set()
        await telegram.until(lambda: len(telegram.texts(7)) == 2 and not telegram.updates)
    await asyncio.gather(hung, return_exceptions=True)
    await writer.close()


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_while_an_admin_has_the_content_read_again_others_are_answered(
    telegram: FakeTelegram, running: Running, hook: Hook, store: Store, knowledge: Knowledge, way: str
) -> None:
    new = replace(knowledge, ui={**knowledge.ui, "help": "新的帮助", "reloaded": "换上了"})
    begun, learnt = Event(), Event()

    def reload() -> Knowledge:
        begun.set()
        learnt.wait(30)
        return new

    service = Service(store, knowledge, by_day, admins={7}, reload=reload)
    telegram.say(7, "/reload")
    async with running(service=service, hook=hook if way == "webhook" else None):
        await asyncio.to_thread(begun.wait)
        telegram.say(7, "/health")
        telegram.say(8, "/help")
        await telegram.until(lambda: len(telegram.texts(7)) == 2 and telegram.texts(8) and not telegram.updates)
        assert telegram.texts(7)[0] == shown(knowledge, "reloading")
        learnt.set()
        await telegram.until(lambda: telegram.texts(7)[-1] == "换上了")
        telegram.say(8, "/help")
        await telegram.until(lambda: len(telegram.texts(8)) == 2)
    assert telegram.texts(8) == [shown(knowledge, "help"), "新的帮助"]


async def test_a_webhook_that_somebody_removed_is_set_again(
    telegram: FakeTelegram,
    running: Running,
    hook: Hook,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO")
    monkeypatch.setattr(webhook, "CHECK_SECONDS", 0.02)
    telegram.fail("setWebhook", times=1, status=400, text="Bad Request: bad webhook")
    telegram.fail("getWebhookInfo", times=1, cut="before")
    async with running(hook=hook):
        await telegram.until(lambda: telegram.count("getWebhookInfo") >= 3 and telegram.hook)
        telegram.hook = {}
        await telegram.until(lambda: telegram.hook.get("url") == hook.url)
    assert "webhook 被别处去掉了" in caplog.text
    assert "会把消息送到 127.0.0.1" in caplog.text
    assert "/beian" not in caplog.text, "a path may be meant to be secret"
    assert telegram.hook == {}, "and it is taken back in the end"


@pytest.mark.parametrize("at_start", [True, False])
async def test_a_webhook_of_another_program_is_left_alone(
    telegram: FakeTelegram, running: Running, hook: Hook, monkeypatch: pytest.MonkeyPatch, at_start: bool
) -> None:
    monkeypatch.setattr(webhook, "CHECK_SECONDS", 0.02)
    other = {"url": "http://127.0.0.1:1/", "secret_token": "x"}

    async def replaced() -> None:
        async with asyncio.timeout(10), running(hook=hook) as bot:
            if not at_start:
                await telegram.until(lambda: telegram.hook.get("url") == hook.url)
                telegram.hook = other
            await bot

    if at_start:
        telegram.hook = other
    with pytest.raises(TokenInUse, match="没有动它"):
        await replaced()
    assert telegram.hook == other
    assert telegram.count("setWebhook") == (not at_start)


async def test_a_port_that_is_taken_is_an_error_at_the_start(
    telegram: FakeTelegram, running: Running, hook: Hook, port: int
) -> None:
    with socket.create_server(("127.0.0.1", port)):
        async with asyncio.timeout(5):
            with pytest.raises(OSError, match="address already in use"):
                async with running(hook=hook) as bot:
                    await bot


# Order: a message and a press of one person may come swapped.


async def went(order: InOrder, *arrivals: int) -> list[int]:
    """The order in which ids go on that arrive in this one, each while the ones before it wait."""
    gone: list[int] = []

    async def go(number: int) -> None:
        await order.turn(number)
        gone.append(number)

    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        for number in arrivals:
            group.create_task(go(number))
            await asyncio.sleep(0)
    return gone


async def test_updates_go_on_in_order_wherever_they_arrive_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "HOLD_SECONDS", 0.1)
    order = InOrder()
    assert await went(order, 12, 10, 11) == [10, 11, 12], "the first ones wait for each other"
    shuffled = random.Random(1).sample(range(13, 63), 50)
    assert await went(order, *shuffled) == list(range(13, 63))
    assert await went(order, 65, 66, 64) == [64, 65, 66], "63 does not come"
    assert await went(order, 63, 50) == [63, 50], "late or again: at once"
    assert await went(order, 900_001, 900_002) == [900_001, 900_002], "a new numbering"
    assert await went(order, 7, 8, 9) == [7, 8, 9], "a lower one"


async def test_nothing_waits_where_nothing_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    order = InOrder()
    monkeypatch.setattr(webhook, "HOLD_SECONDS", 0.01)
    await went(order, 1)
    monkeypatch.setattr(webhook, "HOLD_SECONDS", 3600)
    assert await went(order, 2, 3, 5, 4, 2) == [2, 3, 4, 5, 2]


async def test_a_message_and_a_press_that_come_swapped_are_taken_in_order(
    telegram: FakeTelegram,
    running: Running,
    hook: Hook,
    anybody: aiohttp.ClientSession,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    telegram.say(7, "/file")
    async with running(hook=hook):
        await telegram.until(lambda: telegram.texts(7) and not telegram.updates)
        monkeypatch.setattr(webhook, "HOLD_SECONDS", 3600)
        number, question = next(iter(telegram.chats[7].items()))
        telegram.hook = {}  # the test delivers
        telegram.press(7, question.data("我知道要办哪一种"), number)
        telegram.say(7, "/progress")
        press, text = telegram.updates
        late = asyncio.create_task(status(anybody, hook, json.dumps(text).encode()))
        await asyncio.wait({late}, timeout=0.05)
        assert await status(anybody, hook, json.dumps(press).encode()) == 200
        assert await late == 200
        await telegram.until(lambda: len(telegram.texts(7)) == 2)
    shown = [call.method for call in telegram.calls if call.params.get("chat_id") == 7]
    assert shown == ["sendMessage", "editMessageText", "sendMessage"]


def test_the_secret_is_not_shown(hook: Hook) -> None:
    shown: Any = repr(hook)
    assert SECRET not in shown
