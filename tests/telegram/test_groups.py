"""In groups: who is answered and where, whose buttons act, nothing of anybody's progress, and no flood."""

import asyncio
from datetime import timedelta

import pytest

from bot.admin import COMMANDS
from bot.core.knowledge import Knowledge
from bot.core.public import MOST_ROWS
from bot.service import Service
from bot.store import Store
from bot.telegram import paces
from tests.telegram.conftest import Running, by_day, shown
from tests.telegram.server import USERNAME, FakeTelegram

ANN, BOB, GROUP, OTHER, ABROAD = 7, 8, -100, -200, -300
ASK = f"@{USERNAME} "
NOTICE = "您的备案未通过审核：1、主办单位名称与证件不一致；2、域名未实名认证。"


async def answered(telegram: FakeTelegram, service: Service, bot: asyncio.Task[None]) -> None:
    """Everything that was said is acknowledged, and everything that waited is sent."""
    await telegram.until(lambda: not telegram.updates)
    while (await service.backlog())[1].parcels:
        await asyncio.wait({bot}, timeout=0.01)


async def test_only_what_is_meant_for_us_is_answered_as_a_reply_in_its_topic(
    telegram: FakeTelegram, running: Running, service: Service
) -> None:
    telegram.say(ANN, "备案要多久", chat=GROUP)
    telegram.say(ANN, "/help", chat=GROUP)
    telegram.say(ANN, "/help@another_bot", chat=GROUP)
    telegram.say(ANN, f"{ASK}备案要多久", chat=GROUP, message_thread_id=44, is_topic_message=True)
    asked = telegram.updates[-1]["message"]["message_id"]
    async with running() as bot:
        await telegram.until(lambda: telegram.texts(GROUP))
        await answered(telegram, service, bot)
        ((number, answer),) = telegram.chats[GROUP].items()
        assert answer.text.startswith("备案一共要多久")
        assert (answer.reply_to, answer.thread) == (asked, 44)
        ours = {"message_id": number, "date": 1, "chat": {"id": GROUP, "type": "group"}}
        me = {"id": 1, "is_bot": True, "first_name": "x", "username": USERNAME}
        telegram.say(BOB, "个人能备案吗", chat=GROUP, reply_to_message=ours | {"from": me, "text": "x"})
        await telegram.until(lambda: len(telegram.texts(GROUP)) == 2)
    assert "个人" in telegram.texts(GROUP)[1]
    assert telegram.texts(ANN) == telegram.texts(BOB) == []


async def test_who_calls_us_without_a_question_is_told_how_to_ask_as_often_as_a_group_is_answered(
    telegram: FakeTelegram, running: Running, service: Service, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paces, "MOST_IN_A_MINUTE", 2)
    calls = (f"/ask@{USERNAME}", f"@{USERNAME} 你好", f"/ask@{USERNAME}", f"@{USERNAME}")
    asked = []
    for text in calls:
        telegram.say(ANN, text, chat=GROUP)
        asked.append(telegram.updates[-1]["message"]["message_id"])
    async with running() as bot:
        await answered(telegram, service, bot)
    hint, crowded = shown(knowledge, "public-help"), shown(knowledge, "crowded")
    told = [(answer.text, answer.reply_to) for answer in telegram.chats[GROUP].values()]
    assert told == list(zip((hint, hint, crowded), asked, strict=False)), "then it is quiet"


async def test_buttons_act_for_whom_the_answer_was_made_and_lead_to_topics_or_away(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge
) -> None:
    said = telegram.say(ANN, f"{ASK}备案要多久", chat=GROUP)
    async with running():
        await telegram.until(lambda: telegram.texts(GROUP))
        ((number, answer),) = telegram.chats[GROUP].items()
        *rows, last = answer.buttons
        assert 0 < len(rows) <= MOST_ROWS
        assert all(key["callback_data"].startswith("r:") for row in rows for key in row)
        assert [key["url"] for key in last] == [f"https://t.me/{USERNAME}?start=t_time-total"]
        data = rows[0][0]["callback_data"]
        foreign = telegram.press(BOB, data, number, chat=GROUP)
        await telegram.until(lambda: foreign in telegram.answered)
        assert telegram.answered[foreign] == knowledge.ui["not-yours"]
        assert not telegram.chats[GROUP][number].edits
        own = telegram.press(ANN, data, number, chat=GROUP)
        personal = telegram.press(ANN, "l", number, chat=GROUP)
        await telegram.until(lambda: {own, personal} <= telegram.answered.keys() and len(telegram.chats[GROUP]) == 2)
        assert telegram.answered[own] == ""
        assert telegram.answered[personal] == knowledge.ui["elsewhere"].strip()
        more = list(telegram.chats[GROUP])[-1]
        opened = telegram.chats[GROUP][more]
        telegram.press(ANN, opened.buttons[0][0]["callback_data"], more, chat=GROUP)
        await telegram.until(lambda: telegram.chats[GROUP][more].edits == 1)
        assert telegram.chats[GROUP][more].text != opened.text
        telegram.press(ANN, data, number, chat=GROUP)
        await telegram.until(lambda: telegram.chats[GROUP][more].edits == 2)
        assert telegram.chats[GROUP][more].text == opened.text, "whichever message bears the button"
        assert telegram.chats[GROUP][number] == answer, "others read it, too"
        assert opened.reply_to == answer.reply_to
        telegram.edit(said, f"{ASK}个人能备案吗")
        await telegram.until(lambda: telegram.chats[GROUP][number].edits == 1)
        assert len(telegram.chats[GROUP]) == 2
        telegram.say(BOB, f"{ASK}备案要钱吗", chat=GROUP)
        await telegram.until(lambda: len(telegram.chats[GROUP]) == 3)
        other = rows[1][0]["callback_data"]
        telegram.press(ANN, other, more, chat=GROUP)
        await telegram.until(lambda: telegram.chats[GROUP][more].edits == 3)
        telegram.press(ANN, other, number, chat=GROUP)
        await telegram.until(lambda: len(telegram.chats[GROUP]) == 4)
        telegram.press(ANN, data, number, chat=GROUP)
        await telegram.until(lambda: list(telegram.chats[GROUP].values())[-1].edits == 1)
    assert [one.edits for one in telegram.chats[GROUP].values()] == [1, 3, 0, 1]


async def test_nothing_of_anybodys_progress_is_shown_or_kept(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge
) -> None:
    for text in ("/start f_first-filing", "企业", "广东", "五金店"):
        telegram.say(ANN, text)
    async with running():
        await telegram.until(lambda: any("五金店" in text for text in telegram.texts(ANN)))
        before = len(telegram.texts(ANN))
        telegram.say(ANN, f"/progress@{USERNAME}", chat=GROUP)
        telegram.say(ANN, f"{ASK}{NOTICE}", chat=GROUP)
        telegram.say(BOB, f"{ASK}备案要多久", chat=GROUP)
        telegram.say(BOB, "/mydata")
        await telegram.until(lambda: len(telegram.texts(GROUP)) == 3 and telegram.texts(BOB))
        telegram.say(ANN, "/progress")
        await telegram.until(lambda: len(telegram.texts(ANN)) == before + 1)
    by_text = {found.text: found for found in telegram.chats[GROUP].values()}
    progress = by_text[shown(knowledge, "elsewhere")]
    reasons = next(found for text, found in by_text.items() if text.startswith("看出这几条退回原因"))
    assert progress.buttons[-1][0]["url"].endswith("?start=progress")
    assert reasons.buttons[-1][0]["url"].endswith("?start=rejected")
    assert "五金店" not in "".join(telegram.texts(GROUP))
    assert "退回" not in telegram.texts(ANN)[-1], "the notice in the group is nobody's rejection"
    assert telegram.texts(BOB)[0] == shown(knowledge, "mydata-none"), "who asks in a group is not kept"


async def test_a_group_that_asks_too_much_is_told_so_once_and_others_are_answered(
    telegram: FakeTelegram, running: Running, service: Service, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paces, "MOST_IN_A_MINUTE", 2)
    for user in range(10, 16):
        telegram.say(user, f"{ASK}备案要多久", chat=GROUP)
    telegram.say(ANN, f"{ASK}备案要多久", chat=OTHER)
    telegram.say(ANN, "备案要多久")
    for user in range(10, 13):
        telegram.say(user, f"{ASK}how long does filing take", chat=ABROAD)
    async with running() as bot:
        await answered(telegram, service, bot)
        assert telegram.texts(ABROAD)[-1].startswith("Too many questions here")
        number, answer = next(iter(telegram.chats[GROUP].items()))
        late = [telegram.press(telegram.author(GROUP, answer.reply_to), "h", number, chat=GROUP) for _ in range(5)]
        await telegram.until(lambda: set(late) <= set(telegram.answered))
    crowded = shown(knowledge, "crowded")
    assert sorted(text == crowded for text in telegram.texts(GROUP)) == [False, False, True]
    assert crowded in [telegram.answered[press] for press in late], "of one minute, even where another begins"
    for chat in (OTHER, ANN):
        (text,) = telegram.texts(chat)
        assert text.startswith("备案一共要多久")


async def test_an_admin_who_hides_behind_the_group_gets_nothing_of_what_admins_get(
    telegram: FakeTelegram, running: Running, store: Store, knowledge: Knowledge
) -> None:
    """All who do so come as one account of Telegram's, which somebody may have taken for an admin's."""
    hidden = 1087968824
    reloaded: list[int] = []

    def reload() -> Knowledge:
        reloaded.append(1)
        return knowledge

    service = Service(store, knowledge, by_day, admins={ANN, hidden}, reload=reload)
    group = {"id": GROUP, "type": "supergroup", "title": "群"}
    group_bot = {"id": hidden, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    sender = {"from": group_bot, "sender_chat": group}
    for name in COMMANDS:
        telegram.say(hidden, f"/{name}@{USERNAME}", chat=GROUP, **sender)
        telegram.say(hidden, f"/{name}", chat=GROUP, **sender)
    async with running(service=service) as bot:
        await answered(telegram, service, bot)
        await telegram.until(lambda: len(telegram.texts(GROUP)) == len(COMMANDS))
        query = telegram.press(ANN, "admin:chart", next(iter(telegram.chats[GROUP])), chat=GROUP)
        await telegram.until(lambda: query in telegram.answered)
    assert set(telegram.texts(GROUP)) == {shown(knowledge, "elsewhere")}
    assert telegram.answered[query] == knowledge.ui["asker-unknown"]
    assert (reloaded, telegram.files, telegram.texts(hidden), telegram.texts(ANN)) == ([], {}, [], [])
    now = by_day()
    assert await store.tally(now - timedelta(days=1), now + timedelta(days=1)) == {}


@pytest.mark.parametrize(
    ("status", "text", "goes"),
    [
        (403, "Forbidden: bot was kicked from the group chat", True),
        (400, "Bad Request: not enough rights to send text messages to the chat", True),
        (400, "Bad Request: TOPIC_CLOSED", False),
    ],
)
async def test_where_it_may_not_write_it_leaves_quietly(
    telegram: FakeTelegram,
    running: Running,
    service: Service,
    caplog: pytest.LogCaptureFixture,
    status: int,
    text: str,
    goes: bool,
) -> None:
    telegram.fail("sendMessage", chat=GROUP, status=status, text=text)
    telegram.fail("leaveChat", status=403, text="Forbidden: bot is not a member of the group chat", times=1)
    telegram.say(ANN, f"{ASK}备案要多久", chat=GROUP)
    async with running() as bot:
        await answered(telegram, service, bot)
        telegram.say(ANN, "/help")
        await telegram.until(lambda: telegram.texts(ANN))
    assert telegram.count("leaveChat") == goes
    assert telegram.count("sendMessage") == 2, "one to the group, and one to the person"
    assert "放到一边" not in caplog.text
