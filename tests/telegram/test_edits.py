"""What a person edits is answered where the answer stands, or anew."""

import time

import pytest

from bot.core.knowledge import Knowledge
from bot.telegram import paces, standing
from tests.telegram.conftest import Running, shown
from tests.telegram.server import USERNAME, FakeTelegram

GROUP = -100
LONG = "备案要多久"
OTHER = "个人能备案吗"
NOTICE = "您的备案未通过审核：1、主办单位名称与证件不一致；2、域名未实名认证。"


async def test_the_answer_to_an_edited_message_changes_in_its_place(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge
) -> None:
    said = telegram.say(7, LONG)
    telegram.say(8, LONG)
    async with running():
        await telegram.until(lambda: telegram.texts(7) and telegram.texts(8))
        (number,) = telegram.chats[7]
        telegram.edit(said, OTHER)
        await telegram.until(lambda: telegram.chats[7][number].edits == 1)
        telegram.edit(said, "/help")
        await telegram.until(lambda: telegram.chats[7][number].edits == 2)
    assert telegram.texts(7) == [shown(knowledge, "help")]
    assert telegram.count("sendMessage") == 2


async def test_a_question_in_a_group_is_answered_where_its_answer_stands_or_when_it_is_one(
    telegram: FakeTelegram, running: Running
) -> None:
    said = telegram.say(7, f"@{USERNAME} {LONG}", chat=GROUP)
    unasked = telegram.say(8, LONG, chat=GROUP)
    async with running():
        await telegram.until(lambda: telegram.texts(GROUP))
        ((number, answer),) = telegram.chats[GROUP].items()
        telegram.edit(said, f"@{USERNAME} {OTHER}")
        await telegram.until(lambda: telegram.chats[GROUP][number].edits == 1)
        assert len(telegram.texts(GROUP)) == 1
        assert telegram.texts(GROUP) != [answer.text]
        telegram.edit(unasked, f"@{USERNAME} {LONG}")
        await telegram.until(lambda: len(telegram.texts(GROUP)) == 2)
    last = list(telegram.chats[GROUP].values())[-1]
    assert last.text == answer.text
    assert telegram.author(GROUP, last.reply_to) == 8


async def test_an_edit_too_many_takes_no_answer_away(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paces, "MOST_IN_A_MINUTE", 1)
    now = int(time.time())
    said = telegram.say(7, f"@{USERNAME} {LONG}", chat=GROUP, date=now)
    async with running():
        await telegram.until(lambda: telegram.texts(GROUP))
        before = telegram.texts(GROUP)
        telegram.edit(said, f"@{USERNAME} {OTHER}", edit_date=now)
        await telegram.until(lambda: len(telegram.texts(GROUP)) == 2)
    assert telegram.texts(GROUP) == [*before, shown(knowledge, "crowded")]


async def test_what_a_rejection_was_edited_to_takes_its_place_and_it_is_not_kept(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge
) -> None:
    said = telegram.say(7, NOTICE)
    async with running():
        await telegram.until(lambda: telegram.texts(7))
        (number,) = telegram.chats[7]
        before = telegram.chats[7][number].text
        telegram.edit(said, NOTICE.partition("；")[0])
        await telegram.until(lambda: telegram.chats[7][number].edits == 1)
        assert "看出 2 条退回原因" in before
        assert "看出 1 条退回原因" in telegram.chats[7][number].text
        telegram.edit(said, LONG)
        await telegram.until(lambda: telegram.chats[7][number].edits == 2)
        telegram.say(7, "/history")
        await telegram.until(lambda: len(telegram.texts(7)) == 2)
    assert telegram.texts(7)[1] == shown(knowledge, "history-none")


async def test_an_answer_that_is_edited_is_not_taken_for_one_to_the_next_question(
    telegram: FakeTelegram, running: Running
) -> None:
    async with running():
        for text in ("/start f_first-filing", "企业"):
            telegram.say(7, text)
        place = telegram.say(7, "广东")
        await telegram.until(lambda: len(telegram.texts(7)) == 4)
        telegram.edit(place, "浙江")
        await telegram.until(lambda: telegram.count("editMessageText"))
        name = telegram.say(7, "五金店")
        await telegram.until(lambda: len(telegram.texts(7)) == 5)
        telegram.edit(name, "永顺官网")
        await telegram.until(lambda: telegram.chats[7][max(telegram.chats[7])].edits)
        telegram.say(7, "/progress")
        await telegram.until(lambda: len(telegram.texts(7)) == 6)
    assert "永顺官网（首次备案，企业，浙江）" in telegram.texts(7)[-1]


async def test_what_is_not_the_last_answer_any_more_is_answered_anew(telegram: FakeTelegram, running: Running) -> None:
    said = telegram.say(7, LONG)
    telegram.say(7, "/help")
    async with running():
        await telegram.until(lambda: len(telegram.texts(7)) == 2)
        before = telegram.texts(7)
        telegram.edit(said, OTHER)
        await telegram.until(lambda: len(telegram.texts(7)) == 3)
        telegram.edit(said, LONG)
        await telegram.until(lambda: [one.edits for one in telegram.chats[7].values()] == [0, 0, 1])
    assert telegram.texts(7) == [*before, before[0]]


@pytest.mark.parametrize("first", ["13800138000 备案要多久", "备案要多久？个人能备案吗？"])
async def test_an_answer_of_several_messages_stays(telegram: FakeTelegram, running: Running, first: str) -> None:
    said = telegram.say(7, first)
    async with running():
        await telegram.until(lambda: len(telegram.texts(7)) >= 2 and not telegram.updates)
        await telegram.until(lambda: telegram.count("getUpdates") > 1)
        before = telegram.texts(7)
        telegram.edit(said, OTHER)
        telegram.say(7, "/help")
        await telegram.until(lambda: len(telegram.texts(7)) == len(before) + 2)
    assert telegram.texts(7)[: len(before)] == before


async def test_after_a_file_or_a_restart_it_is_answered_anew(telegram: FakeTelegram, running: Running) -> None:
    said = telegram.say(7, LONG)
    async with running():
        await telegram.until(lambda: telegram.texts(7))
        mine = telegram.say(7, "/mydata")
        await telegram.until(lambda: telegram.files[7])
        telegram.edit(mine, OTHER)
        await telegram.until(lambda: len(telegram.texts(7)) == 3)
    async with running():
        telegram.edit(said, OTHER)
        await telegram.until(lambda: len(telegram.texts(7)) == 4)
    assert telegram.count("editMessageText") == 0


async def test_an_answer_that_was_deleted_is_given_below(telegram: FakeTelegram, running: Running) -> None:
    said = telegram.say(7, LONG)
    async with running():
        await telegram.until(lambda: telegram.texts(7))
        telegram.chats[7].clear()
        telegram.edit(said, OTHER)
        await telegram.until(lambda: telegram.texts(7))


async def test_only_so_many_chats_are_remembered(
    telegram: FakeTelegram, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing, "MOST_REMEMBERED", 2)
    async with running():
        said = {}
        for user in (7, 8, 9):
            said[user] = telegram.say(user, LONG)
            await telegram.until(lambda user=user: telegram.texts(user))  # type: ignore[misc]
        for number in said.values():
            telegram.edit(number, OTHER)
        await telegram.until(lambda: len(telegram.texts(7)) == 2 and telegram.count("editMessageText") == 2)
    assert [len(telegram.texts(user)) for user in (8, 9)] == [1, 1]
