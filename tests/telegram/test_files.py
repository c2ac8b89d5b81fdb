"""Files over the wire: they arrive byte by byte, once where all goes well, and what cannot be sent is put aside."""

import json
import random
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.acts import Show, parcel
from bot.core.actions import Agenda, Draw, Export, Jump
from bot.core.button_data import encode
from bot.core.events import Incoming, Pressed
from bot.core.knowledge import Knowledge
from bot.core.replies import LARGEST_FILE, Drawing, File
from bot.outbox import Outgoing
from bot.service import Service
from bot.store import Store, Write
from bot.store.sqlite import SqliteStore
from bot.telegram import client as clients
from bot.telegram import patience
from bot.telegram.client import Client
from tests.telegram.conftest import Running
from tests.telegram.server import TOKEN, FakeTelegram, Sent
from tests.telegram.unlimited import UNLIMITED

KEPT = ("draw", "agenda", "export")
PNG = b"\x89PNG\r\n\x1a\n" + random.Random(0).randbytes(70_000)


@pytest.fixture
async def client(telegram: FakeTelegram) -> AsyncIterator[Client]:
    client = Client(TOKEN, telegram.url, limits=UNLIMITED)
    await client.initialize()
    yield client
    await client.shutdown()


async def post(store: Store, *acts: File | Show, user: int = 7) -> None:
    """Put acts into the outbox."""
    parcels = tuple(parcel(user, act) for act in acts)
    await store.turn(user, datetime.now(UTC), lambda state: Write(state, parcels=parcels))


@pytest.mark.parametrize("name", ["备案 “提醒”.ics", 'a"b\\c;d.txt', "100%25.json"])
async def test_a_document_arrives_as_it_is_under_its_name(telegram: FakeTelegram, client: Client, name: str) -> None:
    content = bytes(range(256)) * 40 + b"\r\n--"
    await client.send_file(7, File(name, content), "<b>说明</b> &amp; 用法")
    assert telegram.files[7] == [Sent(name, content, "说明 & 用法")]


async def test_a_picture_is_shown_as_one(telegram: FakeTelegram, client: Client) -> None:
    await client.send_file(7, File("步骤.png", PNG, picture=True), "")
    assert telegram.files[7] == [Sent("步骤.png", PNG, picture=True)]


async def test_files_and_screens_of_a_chat_keep_their_order_through_the_outbox(
    telegram: FakeTelegram, store: Store, running: Running
) -> None:
    await post(store, Show("一"), File("二.png", PNG, "**二**", picture=True), Show("三"))
    async with running():
        await telegram.until(lambda: len(telegram.texts(7)) == 2)
    methods = [call.method for call in telegram.calls if call.params.get("chat_id") == 7]
    assert methods == ["sendMessage", "sendPhoto", "sendMessage"]
    assert telegram.files[7] == [Sent("二.png", PNG, "二", picture=True)]


@pytest.mark.usefixtures("hurried")
async def test_what_a_caption_cannot_hold_comes_after_the_file_and_nothing_twice(
    telegram: FakeTelegram, store: Store, running: Running
) -> None:
    await post(store, File("a.txt", b"a", "甲" * 900 + "\n\n" + "乙" * 900))
    telegram.fail("sendMessage", times=1, status=500)
    async with running():
        await telegram.until(lambda: telegram.texts(7))
    assert telegram.files[7] == [Sent("a.txt", b"a", "甲" * 900)]
    assert telegram.texts(7) == ["乙" * 900]


@pytest.mark.usefixtures("hurried")
async def test_a_file_is_tried_again_until_it_arrives(telegram: FakeTelegram, store: Store, running: Running) -> None:
    await post(store, File("a.txt", b"a"))
    telegram.fail("sendDocument", times=1, cut="before")
    telegram.fail("sendDocument", times=1, status=502, body=b"<html>")
    async with running():
        await telegram.until(lambda: telegram.files[7])
    assert telegram.count("sendDocument") == 3
    assert telegram.files[7] == [Sent("a.txt", b"a")]


async def test_a_file_that_telegram_does_not_want_is_put_aside_and_the_next_message_sent(
    telegram: FakeTelegram, store: Store, running: Running
) -> None:
    await post(store, File("no.png", b"no picture", picture=True), Show("下一条"))
    async with running():
        await telegram.until(lambda: telegram.texts(7))
    assert telegram.problems == ["IMAGE_PROCESS_FAILED"]
    telegram.problems.clear()
    assert telegram.files[7] == []


@pytest.mark.parametrize(("name", "size"), [("", 1), ("a", 0), ("a", LARGEST_FILE + 1)])
def test_what_no_front_could_send_is_no_file(name: str, size: int) -> None:
    with pytest.raises(ValueError, match="a file needs a name"):
        File(name, bytes(size))


async def test_everything_kept_of_a_person_comes_as_a_file(
    telegram: FakeTelegram, service: Service, running: Running, tmp_path: Path
) -> None:
    for text in ("/file", "首次备案", "个人", "浙江", "日记"):
        telegram.say(7, text)
    async with running():
        await telegram.until(lambda: len(telegram.texts(7)) == 5)
        telegram.press(7, "8:1:1", 1)
        telegram.press(7, "j:1:first-sms", 1)
        telegram.say(7, "短信收不到怎么办")
        await telegram.until(lambda: len(telegram.texts(7)) >= 7)
        telegram.say(7, "/mydata")
        await telegram.until(lambda: telegram.files[7])
    (file,) = telegram.files[7]
    given = json.loads(file.content)
    with closing(sqlite3.connect(tmp_path / "bot.db")) as db:
        ((state,),) = db.execute("SELECT state FROM people WHERE user = 7").fetchall()
        timers = dict(db.execute("SELECT key, due FROM timers WHERE user = 7").fetchall())
        shares = db.execute("SELECT token FROM shares WHERE user = 7").fetchall()
        personal = db.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%user INTEGER%'").fetchall()
    assert given["state"] == json.loads(state)
    microseconds = {key: datetime.fromisoformat(due).timestamp() * 1e6 for key, due in given["timers"].items()}
    assert microseconds == pytest.approx(timers, abs=1)
    assert timers
    assert shares == [(given["state"]["filings"][0]["share"],)]
    tables = {("people",), ("timers",), ("outbox",), ("shares",)}
    named = {("places",)}  # said in the caption: which topic and which messages there are of whom, while they talk
    assert set(personal) == tables | named, "a new table of people's must get into the file"
    assert "短信收不到" in file.content.decode(), "readable as it is"


async def test_a_file_waits_in_the_outbox_for_the_next_process(tmp_path: Path, knowledge: Knowledge) -> None:
    file = File("a.bin", bytes(range(256)), "说明", picture=True)
    store = await SqliteStore.open(tmp_path / "bot.db")
    await post(store, file)
    await store.close()
    again = await SqliteStore.open(tmp_path / "bot.db")
    assert await Service(again, knowledge).outbox.outgoing() == [Outgoing(1, 7, 0, file)]
    await again.close()


async def test_a_filing_is_given_as_picture_calendar_and_text_below_its_card(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "PRESS_SECONDS", 60.0)  # a busy machine makes none wait for another answer
    for text in ("/file", "首次备案", "个人", "浙江", "日记"):
        telegram.say(7, text)
    async with running():
        await telegram.until(lambda: len(telegram.texts(7)) == 5)
        telegram.press(7, encode(Jump(1, "first-authority")), 4711)
        telegram.say(7, "/progress")
        await telegram.until(lambda: len(telegram.texts(7)) == 7)
        number, card = list(telegram.chats[7].items())[-1]
        draw, *others = (telegram.press(7, card.data(knowledge.ui[f"button-{key}"]), number) for key in KEPT)
        await telegram.until(lambda: len(telegram.files[7]) == 3)
    picture, calendar, record = telegram.files[7]
    assert (picture.picture, picture.content[:4], picture.caption[:4]) == (True, b"\x89PNG", "「日记」")
    assert calendar.content.count(b"BEGIN:VEVENT") == 2
    assert record.content.decode().startswith("备案进度：日记\n首次备案，个人，浙江\n")
    assert telegram.answered[draw] == knowledge.ui["drawing"]
    assert [telegram.answered[query] for query in others] == ["", ""]
    assert telegram.chats[7][number] == card, "the card stays as it is"
    assert len(telegram.texts(7)) == 7


async def test_without_dates_there_is_no_calendar(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge
) -> None:
    for text in ("/file", "首次备案", "个人", "浙江", "日记", "/progress"):
        telegram.say(7, text)
    async with running():
        await telegram.until(lambda: len(telegram.texts(7)) == 6)
        number, card = list(telegram.chats[7].items())[-1]
        labels = [key["text"] for row in card.buttons for key in row]
        query = telegram.press(7, encode(Agenda(1)), number)
        stale = telegram.press(7, encode(Export(2)), number)
        await telegram.until(lambda: stale in telegram.answered)
    assert knowledge.ui["button-draw"] in labels
    assert knowledge.ui["button-agenda"] not in labels
    assert telegram.answered[query] == knowledge.ui["no-dates"]
    assert telegram.answered[stale] == knowledge.ui["stale"]
    assert telegram.files[7] == []


async def test_a_picture_is_drawn_by_the_process_that_sends_it(tmp_path: Path, knowledge: Knowledge) -> None:
    store = await SqliteStore.open(tmp_path / "bot.db")
    service = Service(store, knowledge)
    for number, data in enumerate(("n:first-filing", "s:personal", "p:guangdong", "a")):
        await service.take(Incoming(7, 7, Pressed(data), number))
    await service.take(Incoming(7, 7, Pressed(encode(Draw(1))), 9))
    await store.close()
    again = await SqliteStore.open(tmp_path / "bot.db")
    service = Service(again, knowledge)
    while not isinstance((first := (await service.outbox.outgoing())[0]).act, Drawing):
        await service.outbox.delivered(first)
    file = await service.drawn(first.act)
    assert (file.name, file.content[:4], file.picture) == (knowledge.ui["picture-file"], b"\x89PNG", True)
    assert (await service.drawn(replace(first.act, language="en"))).content != file.content
    await again.close()


async def test_what_takes_long_to_send_is_announced(
    telegram: FakeTelegram, store: Store, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clients, "BUSY_AFTER", 0.0)
    telegram.fail("sendPhoto", times=1, delay=0.3)
    telegram.fail("sendChatAction", times=1, status=400, text="Bad Request: no")
    await post(store, File("a.png", PNG, picture=True))
    await post(store, File("a.txt", b"a"), user=8)
    telegram.fail("sendDocument", times=1, delay=0.3)
    async with running():
        await telegram.until(lambda: telegram.files[7] and telegram.files[8])
    assert sorted(call.params["action"] for call in telegram.calls if call.method == "sendChatAction") == [
        "upload_document",
        "upload_photo",
    ]
