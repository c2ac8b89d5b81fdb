"""Text files in place of pasted texts: read as a rejection, masked, never lost, and never kept."""

from pathlib import Path
from typing import Any

import pytest

from bot.core.knowledge import Knowledge
from bot.telegram import client, receive
from bot.telegram.textfile import LARGEST, decoded
from tests.telegram.conftest import Running, shown
from tests.telegram.server import FakeTelegram

NOTICE = "您的备案未通过审核：1、主办单位名称与证件不一致；2、域名未实名认证。"
UNREAD = "media-text"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
async def test_a_text_file_is_taken_apart_as_a_rejection(
    telegram: FakeTelegram, running: Running, encoding: str
) -> None:
    telegram.upload(7, NOTICE.encode(encoding))
    async with running():
        await telegram.until(lambda: telegram.texts(7))
    assert "看出 2 条退回原因" in telegram.texts(7)[0]


async def test_one_reason_is_enough_and_what_goes_with_a_file_is_no_question(
    telegram: FakeTelegram, running: Running
) -> None:
    telegram.upload(7, "域名没实名，怎么会".encode())
    telegram.push({"message": telegram.updates.pop()["message"] | {"caption": "备案要多久"}})
    async with running():
        await telegram.until(lambda: telegram.texts(7))
    assert "看出 1 条退回原因" in telegram.texts(7)[0]


async def test_numbers_in_a_file_are_hidden_and_nothing_of_it_is_kept(
    telegram: FakeTelegram, running: Running, tmp_path: Path, whole_log: Path
) -> None:
    telegram.upload(7, f"{NOTICE} 负责人手机 13800138000".encode())
    async with running():
        await telegram.until(lambda: len(telegram.texts(7)) == 2)
        await telegram.until(lambda: not telegram.updates)
    assert "电话号码" in telegram.texts(7)[0]
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path != whole_log)
    for content in (kept, whole_log.read_bytes()):
        assert "与证件不一致；".encode() not in content
        assert b"13800138000" not in content


@pytest.mark.parametrize(
    "how",
    [
        {"method": "getFile", "status": 400, "text": "Bad Request: file is too big"},
        {"method": "getFile", "body": b'{"ok":true,"result":{"file_path":"/etc/passwd"}}'},
        {"method": "download", "status": 404},
        {"method": "download", "cut": "before"},
        {"method": "download", "delay": 5.0},
    ],
)
async def test_a_file_that_does_not_come_is_said_so_and_the_next_message_answered(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch, how: dict[str, Any]
) -> None:
    monkeypatch.setattr(receive, "FETCH_SECONDS", 0.5)
    monkeypatch.setattr(client, "BUSY_AFTER", 0.1)
    telegram.fail(**how)
    telegram.upload(7, NOTICE.encode())
    telegram.say(7, "/help")
    async with running():
        await telegram.until(lambda: len(telegram.texts(7)) == 2)
    assert telegram.texts(7) == [shown(knowledge, UNREAD), shown(knowledge, "help")]
    assert telegram.busy[7] == (["typing"] if "delay" in how else [])


async def test_who_sends_a_slow_file_keeps_those_of_the_same_batch_from_nothing(
    telegram: FakeTelegram, running: Running
) -> None:
    telegram.upload(7, NOTICE.encode())
    telegram.say(8, "/help")
    async with telegram.failing("download", delay=60.0), running():
        await telegram.until(lambda: telegram.texts(8), receive.FETCH_SECONDS / 2)
        assert telegram.texts(7) == []


async def test_who_is_killed_while_it_fetches_a_file_fetches_it_again(telegram: FakeTelegram, running: Running) -> None:
    telegram.upload(7, NOTICE.encode())
    async with telegram.failing("download", delay=60.0), running():
        await telegram.until(lambda: telegram.count("getFile"))
    assert telegram.texts(7) == []
    async with running():
        await telegram.until(lambda: telegram.texts(7))
    assert "看出 2 条退回原因" in telegram.texts(7)[0]


@pytest.mark.parametrize(
    ("about", "told"),
    [
        ({"file_size": LARGEST + 1}, "media-document"),
        ({"mime_type": "application/pdf"}, "media-document"),
        ({"file_size": "x"}, "media-document"),
        ({}, UNREAD),
    ],
)
async def test_what_is_no_small_text_is_not_read(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge, about: dict[str, Any], told: str
) -> None:
    telegram.upload(7, b"\xff\xfe\xff", **about)
    async with running():
        await telegram.until(lambda: telegram.texts(7))
    assert telegram.texts(7) == [shown(knowledge, told)]
    assert telegram.count("download") == (told == UNREAD)


def test_only_texts_are_decoded() -> None:
    assert decoded("备案".encode("gb18030")) == "备案"
    assert decoded("\ufeff备案".encode()) == "备案"
    assert decoded(b"\x89PNG\r\n\x1a\n\xff") is None
    assert decoded(b"a" * (LARGEST + 1)) is None
