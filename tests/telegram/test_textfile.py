"""Text files in place of pasted texts: read as a rejection, masked, never lost, and never kept."""

from pathlib import Path
from typing import Any

import pytest

from bot.core.events import Media, attached
from bot.core.knowledge import Knowledge
from bot.core.languages import convert
from bot.telegram import client, receive
from bot.telegram.textfile import LARGEST, opened
from tests.telegram.conftest import Running, shown
from tests.telegram.server import FakeTelegram

NOTICE = "您的备案未通过审核：1、主办单位名称与证件不一致；2、域名未实名认证。"
UNREAD = "media-text"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "cp950"])
async def test_a_text_file_is_taken_apart_as_a_rejection(
    telegram: FakeTelegram, running: Running, encoding: str
) -> None:
    telegram.upload(7, (convert(NOTICE, "zh-tw") if encoding == "cp950" else NOTICE).encode(encoding))
    async with running():
        await telegram.until(lambda: telegram.texts(7))
    assert "看出 2 条退回原因" in telegram.texts(7)[0]


@pytest.mark.parametrize("mime", ["application/octet-stream", None])
async def test_the_name_tells_a_text_where_the_type_does_not(
    telegram: FakeTelegram, running: Running, mime: str | None
) -> None:
    telegram.upload(7, NOTICE.encode(), mime_type=mime, file_name="通知.TXT")
    async with running():
        await telegram.until(lambda: telegram.texts(7))
    assert "看出 2 条退回原因" in telegram.texts(7)[0]


async def test_all_texts_of_an_album_are_read(telegram: FakeTelegram, running: Running) -> None:
    for text in ("您的备案被驳回：1、域名未实名认证", "2、主办单位名称与证件不一致"):
        telegram.upload(7, text.encode())
        telegram.push({"message": telegram.updates.pop()["message"] | {"media_group_id": "1"}})
    async with running():
        await telegram.until(lambda: any("看出 2 条退回原因" in text for text in telegram.texts(7)))


PDF = {"file_id": "x", "file_unique_id": "x", "mime_type": "application/pdf"}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
async def test_what_an_album_holds_beside_texts_is_told_of_once_wherever_it_stands(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge, order: tuple[int, ...]
) -> None:
    files = telegram.text_file(NOTICE.encode()), PDF, PDF
    for place in order:
        telegram.send(7, document=files[place], media_group_id="1")
    telegram.say(7, "/help")
    async with running():
        await telegram.until(lambda: shown(knowledge, "help") in telegram.texts(7))
    assert len(telegram.texts(7)) == 3
    assert shown(knowledge, "media-document") in telegram.texts(7)


async def test_a_text_file_is_read_anew_once_it_is_edited(telegram: FakeTelegram, running: Running) -> None:
    sent = telegram.send(7, document=telegram.text_file(NOTICE.encode()), caption="看下")
    async with running():
        await telegram.until(lambda: telegram.texts(7))
        (plan,) = telegram.texts(7)
        telegram.edit(sent, caption="帮看下")
        await telegram.until(lambda: telegram.count("getFile") == 2 and not telegram.updates)
        telegram.edit(sent, document=telegram.text_file("您的备案被驳回：域名未实名认证".encode()))
        await telegram.until(lambda: "看出 1 条退回原因" in telegram.texts(7)[0])
        telegram.say(7, "/history")
        await telegram.until(lambda: len(telegram.texts(7)) == 2)
    assert "看出 2 条退回原因" in plan
    assert "域名未实名认证" in telegram.texts(7)[1]
    assert "主办单位名称" not in telegram.texts(7)[1]


async def test_a_number_in_what_goes_with_a_file_is_told_of(telegram: FakeTelegram, running: Running) -> None:
    telegram.send(7, document=telegram.text_file(NOTICE.encode()), caption="帮我看看，电话13800138000")
    async with running():
        await telegram.until(lambda: len(telegram.texts(7)) == 2)
    told, plan = telegram.texts(7)
    assert "电话号码" in told
    assert "看出 2 条退回原因" in plan


@pytest.mark.parametrize(
    ("caption", "answered"),
    [("备案要多久", True), ("備案要多久？", True), ("这是什么意思", False), ("域名没实名", False)],
)
async def test_one_reason_is_enough_and_what_is_asked_beside_a_file_is_answered_below_it(
    telegram: FakeTelegram, running: Running, caption: str, answered: bool
) -> None:
    telegram.upload(7, "域名没实名，怎么会".encode())
    telegram.push({"message": telegram.updates.pop()["message"] | {"caption": caption}})
    telegram.say(7, "/menu")
    async with running():
        await telegram.until(lambda: len(telegram.texts(7)) == 2 + answered)
    told = telegram.texts(7)
    assert "看出 1 条退回原因" in told[0]
    assert any("备案一共要多久" in text for text in told) == answered


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
    monkeypatch.setattr(receive, "FETCH_SECONDS", 1.0)
    monkeypatch.setattr(client, "BUSY_AFTER", 0.5)
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
    ("content", "about", "told", "fetched"),
    [
        (b"x", {"file_size": LARGEST + 1}, "media-text-large", False),
        (b"x" * (LARGEST + 1), {"file_size": 1}, "media-text-large", True),
        (b"", {}, "media-text-empty", False),
        (b" \r\n", {}, "media-text-empty", True),
        (b"\xff\xfe\xff", {}, "media-text-encoding", True),
        (b"x", {"mime_type": "application/pdf", "file_name": "a.txt"}, "media-document", False),
        (b"x", {"mime_type": "application/octet-stream", "file_name": "a.doc"}, "media-document", False),
        (b"x", {"file_size": "x"}, "media-document", False),
    ],
)
async def test_what_is_no_small_text_is_not_read_and_said_why(
    telegram: FakeTelegram,
    running: Running,
    knowledge: Knowledge,
    content: bytes,
    about: dict[str, Any],
    told: str,
    fetched: bool,
) -> None:
    telegram.upload(7, content, **about)
    async with running():
        await telegram.until(lambda: telegram.texts(7))
    assert telegram.texts(7) == [shown(knowledge, told)]
    assert telegram.count("download") == fetched
    assert f"{LARGEST // 1024} KB" in knowledge.ui["media-text-large"]


async def test_what_is_written_to_a_file_that_cannot_be_read_is_answered(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge
) -> None:
    telegram.upload(7, "申請は却下".encode("shift_jis"))
    telegram.push({"message": telegram.updates.pop()["message"] | {"caption": "备案要多久"}})
    async with running():
        await telegram.until(lambda: len(telegram.texts(7)) == 2)
    told, answer = telegram.texts(7)
    assert told == shown(knowledge, "media-text-encoding")
    assert "一共要多久" in answer


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("备案", "gb18030"),
        ("\ufeff备案", "utf-8"),
        ("備案未通過：①主辦單位名稱與證件不一致", "cp950"),
        ("備案未通過，請跟着通知修改", "big5hkscs"),
        ("備案未通過：主辦單位名稱與證件不一致", "gb18030"),
        ("备案：ＩＣＰ，共 2 项 ㎡", "utf-16"),
        ("Déjà vu", "utf-8"),
    ],
)
def test_the_encoding_is_the_one_in_which_it_is_chinese(text: str, encoding: str) -> None:
    assert opened(text.encode(encoding)) == attached(text.removeprefix("\ufeff"))


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\xff",
        "申請は却下されました。書類を確認してください".encode("shift_jis"),
        NOTICE.encode("utf-16-le"),
        NOTICE.encode()[1:],
        b"\xff\xfe" + NOTICE.encode("gb18030"),
    ],
)
def test_what_is_chinese_in_no_encoding_is_no_text(content: bytes) -> None:
    assert opened(content) == Media("text-encoding")
