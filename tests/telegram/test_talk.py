"""People talk to the bot over the wire: questions are answered, presses change the message, groups are left alone."""

import asyncio
import html
import logging
import os
import re
import signal
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.core.actions import Came, FooterCode, Jump, Keep, Letters
from bot.core.button_data import encode
from bot.core.knowledge import Knowledge
from bot.core.replies import Note
from bot.service import Service
from bot.store import Store
from bot.telegram.limits import Rate
from tests.telegram.conftest import Running, shown
from tests.telegram.server import FakeTelegram
from tests.telegram.unlimited import UNLIMITED


async def test_a_question_is_answered_and_acknowledged(telegram: FakeTelegram, running: Running) -> None:
    telegram.say(7, "备案要多久")
    async with running():
        await telegram.until(lambda: telegram.texts(7))
        await telegram.until(lambda: not telegram.updates)
    (answer,) = telegram.texts(7)
    assert "工作日" in answer


async def test_a_press_changes_the_message_in_place_and_is_answered(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge
) -> None:
    telegram.say(7, "/cancel")
    async with running():
        await telegram.until(lambda: telegram.texts(7))
        number, menu = next(iter(telegram.chats[7].items()))
        buttons = menu.buttons
        query = telegram.press(7, menu.data(knowledge.ui["button-themes"]), number)
        await telegram.until(lambda: query in telegram.answered and telegram.chats[7][number].edits)
        assert len(telegram.texts(7)) == 1, "nothing was sent below"
        assert telegram.chats[7][number].buttons != buttons


FORWARDED: dict[str, Any] = {"forward_origin": {"type": "hidden_user", "sender_user_name": "阿里云", "date": 1}}


async def test_what_is_forwarded_in_a_row_is_one_notice(telegram: FakeTelegram, running: Running) -> None:
    lines = ("【阿里云】备案订单被驳回", "原因：主办单位名称与证件不一致", "域名未实名认证", "请登录控制台修改，谢谢")
    for line in lines:
        telegram.say(7, line, **FORWARDED)
    telegram.say(7, "谢谢")
    async with running():
        await telegram.until(lambda: len(telegram.texts(7)) == 2 and not telegram.updates)
    assert "看出 2 条" in telegram.texts(7)[0]


async def test_what_is_forwarded_in_a_row_from_others_is_no_more_of_it(
    telegram: FakeTelegram, running: Running
) -> None:
    for text in ("【阿里云】您的备案初审未通过：域名未实名认证", "【腾讯云】您的备案被退回，原因：网站名称不规范"):
        telegram.say(7, text, **FORWARDED)
    async with running():
        await telegram.until(lambda: len(telegram.texts(7)) >= 2 and not telegram.updates)
    assert "看出 1 条" in telegram.texts(7)[0]


LONG = "您的备案未通过审核：1、主办单位名称与证件不一致。" + "请确保资料真实、准确、完整。" * 280 + "2、您的"


@pytest.mark.parametrize("more", [{}, FORWARDED])
async def test_the_rest_of_what_was_cut_mends_the_plan_in_its_place(
    telegram: FakeTelegram, running: Running, more: dict[str, Any]
) -> None:
    now = int(time.time())
    telegram.say(7, LONG, date=now, **more)
    async with running():
        await telegram.until(lambda: any("看出 1 条" in text for text in telegram.texts(7)))
        shown, plan = len(telegram.texts(7)), max(telegram.chats[7])
        telegram.say(7, "域名未实名认证。3、核验照片背景不是白色。", date=now + 1, **more)
        await telegram.until(lambda: telegram.chats[7][plan].edits == 1)
        assert "看出 3 条" in telegram.chats[7][plan].text
        assert "未识别" not in telegram.chats[7][plan].text
        assert len(telegram.texts(7)) == shown
        for user, first, later in ((8, LONG, 3), (9, LONG[-3000:], 1)):
            telegram.say(user, first, date=now, **more)
            telegram.say(user, "您的备案已退回：核验照片背景不是白色。", date=now + later)
            await telegram.until(lambda user=user: "核验照" in "".join(telegram.texts(user)))  # type: ignore[misc]
            assert not any(one.edits for one in telegram.chats[user].values())


async def test_only_the_latest_plan_of_a_rejection_has_buttons(telegram: FakeTelegram, running: Running) -> None:
    telegram.say(7, "备案被退回：域名未实名认证")
    async with running():
        await telegram.until(lambda: len(telegram.texts(7)) == 1)
        first = next(iter(telegram.chats[7]))
        telegram.say(7, "还有：主体负责人手机号无人接听，退回")
        await telegram.until(lambda: len(telegram.texts(7)) == 3 and not telegram.chats[7][first].buttons)
        second = max(telegram.chats[7])
        assert "域名" in telegram.chats[7][first].text, "what it said stays"
        telegram.press(7, telegram.chats[7][second].data("怎么回事"), second)
        await telegram.until(lambda: telegram.chats[7][second].edits)
        telegram.say(7, "主体负责人姓名与证件不一致，退回")
        await telegram.until(lambda: max(telegram.chats[7]) > second and not telegram.updates)
        assert telegram.chats[7][second].buttons, "it shows something else by now"


async def test_a_press_on_a_message_that_is_gone_shows_the_screen_below(
    telegram: FakeTelegram, running: Running
) -> None:
    query = telegram.press(7, "h", 4711)
    async with running():
        await telegram.until(lambda: telegram.texts(7) and query in telegram.answered)


async def test_pressing_twice_is_no_error(telegram: FakeTelegram, running: Running, knowledge: Knowledge) -> None:
    telegram.say(7, "/cancel")
    async with running():
        await telegram.until(lambda: telegram.texts(7))
        number, menu = next(iter(telegram.chats[7].items()))
        for count in (1, 2):
            query = telegram.press(7, menu.data(knowledge.ui["button-themes"]), number)
            await telegram.until(lambda: query in telegram.answered and telegram.count("editMessageText") == count)  # noqa: B023
        telegram.say(7, "/help")
        await telegram.until(lambda: len(telegram.texts(7)) == 2)
        assert telegram.count("editMessageText") == 2, "'message is not modified' counts as done"
        assert telegram.count("sendMessage") == 2


async def test_of_ticks_that_come_faster_than_they_may_be_shown_only_the_last_is(
    telegram: FakeTelegram, running: Running
) -> None:
    telegram.say(7, "您的备案未通过审核：1、主办单位名称与证件不一致；2、域名未实名认证；3、网站名称不规范。")
    async with running(limits=replace(UNLIMITED, chat=Rate(1, 0.5))):
        await telegram.until(lambda: telegram.texts(7))
        ((number, plan),) = telegram.chats[7].items()
        boxes = [key["callback_data"] for row in plan.buttons for key in row if key["text"].startswith("☐")]
        presses = [telegram.press(7, data, number) for data in boxes]
        await telegram.until(lambda: set(presses) <= set(telegram.answered))
        await telegram.until(lambda: "☐" not in telegram.chats[7][number].text)
    assert len(boxes) >= 4
    assert telegram.count("editMessageText") <= 2, "one was on its way when the others came"


async def test_the_language_of_the_client_is_spoken(telegram: FakeTelegram, running: Running) -> None:
    def person(user: int, language: str) -> dict[str, Any]:
        return {"id": user, "is_bot": False, "first_name": "x", "language_code": language}

    for user, language in ((7, "zh-hant"), (8, "zh-hans"), (9, "en")):
        telegram.send(user, text="/start", **{"from": person(user, language)})
    telegram.send(9, text="how long does ICP filing take", **{"from": person(9, "en")})
    async with running():
        await telegram.until(lambda: telegram.texts(7) and telegram.texts(8) and len(telegram.texts(9)) == 3)
        assert "你好，我是備案助手" in telegram.texts(7)[0]
        assert "你好，我是备案助手" in telegram.texts(8)[0]
        assert "English" in telegram.chats[9][min(telegram.chats[9])].buttons[-1][0]["text"]
        assert "working days" in telegram.texts(9)[-1]
        number, menu = next(iter(telegram.chats[7].items()))
        telegram.press(7, menu.data("目錄"), number)
        await telegram.until(lambda: telegram.chats[7][number].edits)
        assert telegram.chats[7][number].data("訂單狀態"), (
            "in Traditional Chinese too, though the press tells no language"
        )


async def test_a_link_to_a_card_names_the_bot_and_opens_it_for_somebody_else(
    telegram: FakeTelegram, running: Running
) -> None:
    async with running():
        for gone, data in enumerate(("n:first-filing", "s:personal", "p:guangdong", "a", "8:1:1"), 4711):
            telegram.press(7, data, gone)
        await telegram.until(lambda: any("start=c_" in text for text in telegram.texts(7)))
        link = re.search(r"t\.me/Beian_Test_Bot\?start=(c_[a-z]{32})", telegram.texts(7)[-1], re.IGNORECASE)
        assert link
        telegram.say(8, f"/start {link[1]}")
        await telegram.until(lambda: telegram.texts(8))
    assert "我的网站 1" in telegram.texts(8)[0]


FILE = {"file_id": "a", "file_unique_id": "b"}
SEEN = FILE | {"width": 1, "height": 1}
HEARD = FILE | {"duration": 1}
PLACE = {"latitude": 30.2, "longitude": 120.1}
OPTION = {"text": "三天", "voter_count": 0, "persistent_id": "1"}
POLL = {"id": "1", "question": "备案要多久", "options": [OPTION], "total_voter_count": 0, "type": "regular"}
POLL |= dict.fromkeys(
    ("is_closed", "is_anonymous", "allows_multiple_answers", "allows_revoting", "members_only"), False
)
NO_TEXT: list[tuple[str, dict[str, Any]]] = [
    ("photo", {"photo": [SEEN]}),
    ("voice", {"voice": HEARD}),
    ("sticker", {"sticker": SEEN | {"type": "regular", "is_animated": False, "is_video": False}}),
    ("document", {"document": FILE}),
    ("other", {"document": FILE, "animation": SEEN | HEARD}),
    ("contact", {"contact": {"phone_number": "+8613800138000", "first_name": "欧阳"}}),
    ("location", {"location": PLACE}),
    ("location", {"location": PLACE, "venue": {"location": PLACE, "title": "店", "address": "路"}}),
    ("other", {"video": SEEN | HEARD}),
    ("other", {"video_note": HEARD | {"length": 1}}),
    ("other", {"audio": HEARD}),
    ("other", {"dice": {"emoji": "🎲", "value": 1}}),
    ("other", {"story": {"id": 1, "chat": {"id": 8, "type": "private"}}}),
    ("other", {"poll": POLL}),
    ("other", {"checklist": {"title": "材料", "tasks": [{"id": 1, "text": "执照"}]}}),
]


@pytest.mark.parametrize(("kind", "content"), NO_TEXT, ids=[list(content)[-1] for _, content in NO_TEXT])
async def test_whatever_is_no_text_is_answered_by_what_to_send_instead(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge, kind: str, content: dict[str, Any]
) -> None:
    telegram.send(7, **content)
    async with running():
        await telegram.until(lambda: telegram.texts(7))
    assert telegram.texts(7) == [shown(knowledge, f"media-{kind}")]


@pytest.mark.parametrize(
    ("content", "notice"),
    [
        ({"photo": [SEEN]}, "beside-photo"),
        ({"document": FILE}, "beside-document"),
        ({"document": FILE | {"mime_type": "text/plain", "file_size": 10}}, "media-text"),
        ({"voice": HEARD}, "beside-other"),
        ({"video": SEEN | HEARD}, "beside-other"),
    ],
)
@pytest.mark.parametrize(("caption", "answer"), [("备案要多久", "一共要多久"), ("你好", "你好"), ("进度", "还没有")])
async def test_who_writes_something_to_a_picture_is_answered_and_told_that_it_was_not_looked_at(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge, content: dict[str, Any], notice: str,
    caption: str, answer: str,
) -> None:  # fmt: skip
    telegram.send(7, **content, caption=caption)
    async with running():
        await telegram.until(lambda: len(telegram.texts(7)) == 2)
    told, answered = telegram.texts(7)
    assert told == shown(knowledge, notice)
    assert answer in answered


@pytest.mark.parametrize(
    ("captions", "told"),
    [
        ((None, None, None), ["media-photo"]),
        (("备案要多久", None, None), ["beside-photo", "备案一共要多久"]),
        ((None, "备案要多久", None), ["media-photo", "备案一共要多久"]),
    ],
)
async def test_an_album_is_answered_once(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge, captions: tuple[str | None, ...], told: list[str]
) -> None:
    for caption in captions:
        telegram.send(7, photo=[SEEN], media_group_id="1", caption=caption)
    telegram.send(8, photo=[SEEN], media_group_id="1")
    telegram.say(7, "/help")
    async with running():
        await telegram.until(lambda: telegram.texts(8) and len(telegram.texts(7)) > len(told))
    *texts, last = telegram.texts(7)
    assert last == shown(knowledge, "help")
    for text, key in zip(texts, told, strict=True):
        assert text.startswith(shown(knowledge, key) if key in knowledge.ui else key)
    assert telegram.texts(8) == [shown(knowledge, "media-photo")], "another album"


async def test_letters_and_the_code_for_the_foot_of_the_site_are_copied_as_they_are_shown(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge
) -> None:
    number, police = "苏ICP备12345678号-1", "苏公网安备32010002000001号"
    telegram.say(7, "退回原因：1、主办单位名称与证件不一致；2、域名未实名认证；3、贵司量子证书的回执未盖骑缝章。")
    kept = (Keep(1, "icp", number), Keep(1, "police", police))
    codes = (FooterCode(1, "icp"), FooterCode(1, "police"))
    async with running():
        await telegram.until(lambda: telegram.texts(7))
        pressed = ("n:first-filing", "s:personal", "p:jiangsu", "a", *map(encode, kept), encode(Letters(1)))
        for gone, data in enumerate(pressed, 4711):
            telegram.press(7, data, gone)
        await telegram.until(lambda: len(telegram.texts(7)) == 8)
        *_, menu = telegram.chats[7].values()
        letters = [key["callback_data"] for row in menu.buttons for key in row if key["callback_data"][:2] == "W:"]
        for gone, data in enumerate((*letters, *map(encode, codes)), 5711):
            telegram.press(7, data, gone)
        await telegram.until(lambda: len(telegram.texts(7)) == 8 + len(letters) + 2)
    screens = list(telegram.chats[7].values())[8:]
    copied = [[key["copy_text"]["text"] for row in one.buttons for key in row if "copy_text" in key] for one in screens]
    shown = [html.unescape(text) for one in screens for text in re.findall("<pre>(.*?)</pre>", one.html, re.DOTALL)]
    assert len(letters) >= 2
    assert copied == [*([text] for text in shown[:-2]), [shown[-2], number], [shown[-1], police]]
    assert all(0 < len(text) <= 256 for text in shown)
    assert number in shown[-2]
    assert police in shown[-1]


class Heard(logging.Handler):
    """Sets an event when something is logged that begins like this."""

    def __init__(self, beginning: str) -> None:
        super().__init__()
        self.event = asyncio.Event()
        self._beginning = beginning

    def emit(self, record: logging.LogRecord) -> None:
        if record.getMessage().startswith(self._beginning):
            self.event.set()


async def test_sighup_changes_to_the_new_content(
    telegram: FakeTelegram, running: Running, store: Store, knowledge: Knowledge, caplog: pytest.LogCaptureFixture
) -> None:
    new = replace(knowledge, ui={**knowledge.ui, "help": "新的帮助", "reloaded": "换上了"})
    caplog.set_level(logging.INFO, "bot.telegram.run")
    heard = Heard("换上了")
    logging.getLogger("bot.telegram.run").addHandler(heard)
    async with running(service=Service(store, knowledge, reload=lambda: new)):
        telegram.say(7, "/help")
        await telegram.until(lambda: telegram.texts(7))
        os.kill(os.getpid(), signal.SIGHUP)
        async with asyncio.timeout(10):
            await heard.event.wait()
        telegram.say(7, "/help")
        await telegram.until(lambda: len(telegram.texts(7)) == 2)
    logging.getLogger("bot.telegram.run").removeHandler(heard)
    assert telegram.texts(7)[1] == "新的帮助"
    now = datetime.now(UTC)
    tally = await store.tally(now - timedelta(hours=1), now + timedelta(hours=1))
    assert tally[Note("admin", "reload-signal")] == 1, "in the journal, like what admins do"


async def test_what_goes_wrong_while_content_is_read_again_is_told_without_its_words(
    telegram: FakeTelegram, running: Running, store: Store, knowledge: Knowledge, caplog: pytest.LogCaptureFixture
) -> None:
    def reload() -> Knowledge:
        raise RuntimeError("王小明的店")

    heard = Heard("重新读取内容时程序出错：RuntimeError at ")
    logging.getLogger("bot.telegram.run").addHandler(heard)
    async with running(service=Service(store, knowledge, reload=reload)):
        await telegram.until(lambda: telegram.count("getUpdates"))
        os.kill(os.getpid(), signal.SIGHUP)
        async with asyncio.timeout(10):
            await heard.event.wait()
    logging.getLogger("bot.telegram.run").removeHandler(heard)
    assert "王小明" not in caplog.text


@pytest.mark.parametrize("old_server", [False, True])
async def test_a_deadline_with_a_time_of_day_says_which_moment_it_is(
    telegram: FakeTelegram, running: Running, store: Store, knowledge: Knowledge, old_server: bool
) -> None:
    now = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
    telegram.knows_times = not old_server
    async with running(service=Service(store, knowledge, lambda: now)):
        for text in ("/file", "首次备案", "企业", "广东", "小店"):
            telegram.say(7, text)
        await telegram.until(lambda: len(telegram.texts(7)) == 5)
        number = list(telegram.chats[7])[-1]
        telegram.press(7, encode(Jump(1, "first-sms")), number)
        telegram.press(7, encode(Came(1, "first-sms")), number)
        await telegram.until(lambda: "以前要做完" in telegram.chats[7][number].text)
    shown = telegram.chats[7][number]
    assert "11月27日 12:00（北京时间）以前要做完" in shown.text
    assert ('<tg-time unix="1795752000">11月27日 12:00</tg-time>' in shown.html) is not old_server
