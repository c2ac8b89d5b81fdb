"""People talk with the staff through the bot: each one with the right topic, and with nobody once it is over."""

from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.core.actions import Forget, Human
from bot.core.button_data import encode
from bot.core.desk import Desk
from bot.core.knowledge import Knowledge
from bot.service import Service
from bot.store import Place, Store, StoreError
from bot.terminal import Clock
from tests.store.memory import MemoryStore
from tests.telegram.conftest import Running, shown
from tests.telegram.server import USERNAME, FakeTelegram

pytestmark = pytest.mark.usefixtures("hurried")

ANN, BOB, EVE, CAT, ADMIN = 7, 8, 66, 9, 5
"""Ann and Bob ask, Eve is of no staff, Cat is."""
STAFF, ANOTHER = -1_001_234, -1_009_999
US = {"id": 1, "is_bot": True, "first_name": "备案助手", "username": USERNAME}
MORNING = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


@pytest.fixture
def knowledge(knowledge: Knowledge) -> Knowledge:
    return replace(knowledge, desk=Desk(STAFF, time(9), time(18)))


@pytest.fixture
def clock() -> Clock:
    return Clock(lambda: MORNING)


@pytest.fixture
def service(store: Store, knowledge: Knowledge, clock: Clock) -> Service:
    return Service(store, knowledge, clock)


def topic_of(telegram: FakeTelegram, text: str) -> int:
    """The topic in which this was said."""
    (found,) = {one.thread for one in telegram.chats[STAFF].values() if text in one.text}
    assert found is not None
    return found


def said_in(telegram: FakeTelegram, topic: int | None) -> list[str]:
    """What the bot said in a topic of the staff group."""
    return [one.text for one in telegram.chats[STAFF].values() if one.thread == topic]


def answer(telegram: FakeTelegram, text: str, topic: int, chat: int = STAFF, **more: Any) -> int:
    """Cat writes in a topic; Telegram shows the message that began it as the one that is answered."""
    first = {"message_id": topic, "date": 1, "chat": {"id": chat, "type": "supergroup"}, "from": US}
    return telegram.say(
        CAT, text, chat=chat, message_thread_id=topic, is_topic_message=True, reply_to_message=first, **more
    )


async def in_touch(telegram: FakeTelegram, person: int, text: str) -> int:
    """A person finds the staff and says something; the topic that was opened for that."""
    telegram.say(person, "/human")
    telegram.say(person, text)
    await telegram.until(lambda: any(text[:4] in one for one in telegram.texts(STAFF)))
    await telegram.until(lambda: any("转给人工了" in one for one in telegram.texts(person)))
    return topic_of(telegram, text[:4])


@pytest.fixture
def forum(telegram: FakeTelegram) -> FakeTelegram:
    telegram.topics[STAFF] = {}
    return telegram


async def test_two_people_at_once_hear_each_their_own_answer(forum: FakeTelegram, running: Running) -> None:
    async with running():
        ann = await in_touch(forum, ANN, "安的网站被退回三次")
        bob = await in_touch(forum, BOB, "波的号码 13800138000 打不通")
        assert ann != bob
        assert forum.topics[STAFF][ann] == "安的网站被退回三次"
        answer(forum, "波先换号码", bob)
        answer(forum, "安先改名称\n再提交", ann)
        forum.say(ANN, "改成什么好")
        await forum.until(lambda: "改成什么好" in said_in(forum, ann))
        await forum.until(lambda: any("波先换号码" in text for text in forum.texts(BOB)))
        await forum.until(lambda: any("安先改名称\n再提交" in text for text in forum.texts(ANN)))
    assert said_in(forum, bob) == ["波的号码 〔电话〕 打不通"], "masked"
    assert not any("波" in text for text in forum.texts(ANN))
    assert not any("安先改" in text for text in forum.texts(BOB))


async def test_what_is_not_written_in_a_topic_of_an_open_conversation_reaches_nobody(
    forum: FakeTelegram, running: Running, knowledge: Knowledge
) -> None:
    async with running():
        ann = await in_touch(forum, ANN, "在吗")
        before = len(forum.texts(ANN))
        forum.say(CAT, "大家午饭吃什么", chat=STAFF)
        answer(forum, "别的话题", ann + 1000)
        answer(forum, "别的群，同一个话题编号", ann, chat=ANOTHER)
        forum.say(EVE, f"/t@{USERNAME} faq-progress-query", chat=ANOTHER, message_thread_id=ann)
        forum.say(CAT, "话题里的闲聊", chat=STAFF, message_thread_id=ann + 2000, is_topic_message=True)
        answer(forum, "在的", ann)
        await forum.until(lambda: any("在的" in text for text in forum.texts(ANN)))
        await forum.until(lambda: not forum.updates)
        await forum.until(lambda: shown(knowledge, "human-nobody") in said_in(forum, None))
    assert len(forum.texts(ANN)) == before + 1
    assert said_in(forum, None) == [shown(knowledge, "human-nobody")], "only what was written in answer to us"


@pytest.mark.parametrize("by", ["button", "staff", "forgetting"])
async def test_once_it_is_closed_nothing_goes_through(
    forum: FakeTelegram, running: Running, knowledge: Knowledge, by: str, store: Store
) -> None:
    async with running():
        ann = await in_touch(forum, ANN, "在吗")
        match by:
            case "button":
                forum.press(ANN, encode(Human(False)), list(forum.chats[ANN])[-1])
            case "staff":
                answer(forum, "/close", ann)
            case "forgetting":
                forum.say(ANN, "/forget")
                await forum.until(lambda: shown(knowledge, "forget-sure") in forum.texts(ANN))
                forum.press(ANN, encode(Forget()), list(forum.chats[ANN])[-1])
        await forum.until(lambda: ann not in forum.topics[STAFF])
        assert said_in(forum, ann)[-1] == shown(knowledge, "human-ended")
        forum.say(ANN, "个人能备案吗")
        await forum.until(lambda: any("个人" in text for text in forum.texts(ANN)))
        answer(forum, "太晚了的回答", ann)
        await forum.until(lambda: said_in(forum, None) == [shown(knowledge, "human-nobody")])
        assert await store.person((ann,)) is None
    assert not any("太晚了" in text for text in forum.texts(ANN))
    assert "个人能备案吗" not in "".join(forum.texts(STAFF))


async def test_a_new_conversation_has_a_topic_of_its_own(forum: FakeTelegram, running: Running) -> None:
    async with running():
        first = await in_touch(forum, ANN, "第一次")
        answer(forum, "/close", first)
        await forum.until(lambda: first not in forum.topics[STAFF])
        second = await in_touch(forum, ANN, "第二次")
        assert second != first


async def test_answers_that_are_ready_and_what_cannot_be_sent(
    forum: FakeTelegram, running: Running, knowledge: Knowledge
) -> None:
    topic = knowledge.topics["faq-progress-query"]

    def heard(number: int) -> bool:
        return len(said_in(forum, None)) == number

    async with running():
        ann = await in_touch(forum, ANN, "在哪里看进度")
        answer(forum, f"/t {topic.id}", ann)
        await forum.until(lambda: any(topic.title in text for text in forum.texts(ANN)))
        before = len(forum.texts(ANN))
        answer(forum, "/t 域名没实名", ann)
        await forum.until(partial(heard, 1))
        assert "reject-domain-not-realname 域名未实名认证" in said_in(forum, None)[0]
        asides = ("topic-near", "topic-none", "human-commands", "human-commands", "human-text-only", "human-masked")
        for number, text in enumerate(("/t nonsense", "/t", "/start", None, "打 13800138000"), 2):
            if text is None:
                first = {"message_id": ann, "date": 1, "chat": {"id": STAFF, "type": "supergroup"}, "from": US}
                sticker = {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1, "is_animated": False}
                about = {"message_id": 9000, "date": 1, "from": {"id": CAT, "is_bot": False, "first_name": "x"}}
                about |= {"chat": first["chat"], "message_thread_id": ann, "reply_to_message": first}
                forum.push({"message": about | {"sticker": sticker | {"is_video": False, "type": "regular"}}})
            else:
                answer(forum, text, ann)
            await forum.until(partial(heard, number))
        answer(forum, "/t@another_bot faq-progress-query", ann)
        await forum.until(lambda: not forum.updates)
    beginnings = [knowledge.ui[key].split("{")[0].strip() for key in asides]
    assert all(map(str.startswith, said_in(forum, None), beginnings))
    assert forum.texts(ANN)[before:] == ["👤 人工\n\n打 〔电话〕"]


async def test_what_a_person_edits_comes_again_with_a_mark(
    forum: FakeTelegram, running: Running, knowledge: Knowledge
) -> None:
    async with running():
        ann = await in_touch(forum, ANN, "第一句")
        said = forum.say(ANN, "第二句")
        await forum.until(lambda: "第二句" in said_in(forum, ann))
        forum.edit(said, "第二句改过了")
        await forum.until(lambda: len(said_in(forum, ann)) == 3)
    assert said_in(forum, ann) == ["第一句", "第二句", f"{knowledge.ui['human-edited']}\n第二句改过了"]


async def test_what_is_edited_goes_where_it_went(forum: FakeTelegram, running: Running, knowledge: Knowledge) -> None:
    def answered(text: str) -> bool:
        return any(text in shown for shown in forum.texts(ANN))

    async with running():
        before = forum.say(ANN, "今天天气怎么样")
        ann = await in_touch(forum, ANN, "第一句")
        reply = answer(forum, "先改名称", ann)
        await forum.until(lambda: answered("先改名称"))
        forum.edit(reply, "先改地址")
        await forum.until(lambda: answered("改过的一条") and answered("先改地址"))
        forum.edit(before, "备案要多久")
        await forum.until(lambda: answered(knowledge.topics["time-total"].title))
    assert said_in(forum, ann) == ["第一句"]


async def test_in_a_group_without_topics_a_reply_to_any_of_our_messages_counts(
    telegram: FakeTelegram, running: Running
) -> None:
    def in_group(text: str) -> bool:
        return text in telegram.texts(STAFF)

    def reply(text: str, to: int, author: dict[str, Any] = US) -> None:
        answered = {"message_id": to, "date": 1, "chat": {"id": STAFF, "type": "group"}, "from": author}
        telegram.say(CAT, text, chat=STAFF, reply_to_message=answered)

    async with running():
        for person, text in ((ANN, "安一"), (BOB, "波一")):
            telegram.say(person, "/human")
            telegram.say(person, text)
            await telegram.until(partial(in_group, text))
        telegram.say(ANN, "安二")
        await telegram.until(lambda: "安二" in telegram.texts(STAFF))
        places = {one.text: (number, one.reply_to) for number, one in telegram.chats[STAFF].items()}
        assert places["安二"][1] == places["安一"][0], "one thread for a person"
        assert places["波一"][1] is None
        reply("给安", places["安二"][0])
        reply("给波", places["波一"][0])
        reply("同事之间", places["波一"][0] + 500, {"id": CAT, "is_bot": False, "first_name": "x"})
        reply("再给安", places["安一"][0])
        await telegram.until(lambda: any("再给安" in text for text in telegram.texts(ANN)))
        await telegram.until(lambda: any("给波" in text for text in telegram.texts(BOB)))
    assert [text for text in telegram.texts(ANN) + telegram.texts(BOB) if "同事" in text] == []
    assert [text for text in telegram.texts(ANN) if "波" in text] == []


async def test_a_topic_that_the_staff_deleted_is_replaced(forum: FakeTelegram, running: Running) -> None:
    async with running():
        ann = await in_touch(forum, ANN, "第一句")
        del forum.topics[STAFF][ann]
        forum.say(ANN, "第二句")
        await forum.until(lambda: "第二句" in forum.texts(STAFF))
        answer(forum, "收到", topic_of(forum, "第二句"))
        await forum.until(lambda: any("收到" in text for text in forum.texts(ANN)))


async def test_where_the_staff_cannot_be_reached_the_person_is_told_and_so_are_the_admins_once(
    forum: FakeTelegram, running: Running, store: Store, knowledge: Knowledge, clock: Clock
) -> None:
    forum.fail("createForumTopic", chat=STAFF, status=403, text="Forbidden: bot was kicked from the supergroup chat")
    async with running(service=Service(store, knowledge, clock, admins=(ADMIN,))):
        for person in (BOB, ANN):
            forum.say(person, "/human")
            forum.say(person, "在吗")
            await forum.until(lambda person=person: shown(knowledge, "human-lost") in forum.texts(person))  # type: ignore[misc]
        await forum.until(lambda: forum.texts(ADMIN))
        assert [str(STAFF) in text for text in forum.texts(ADMIN)] == [True]
        forum.say(ANN, "个人能备案吗")
        await forum.until(lambda: any("个人" in text and "备案" in text for text in forum.texts(ANN)))
    assert forum.left == [], "the staff may take it in again"


class Busy(MemoryStore):
    """A store in which places cannot be looked up or kept at first."""

    def __init__(self) -> None:
        super().__init__()
        self.fails = {"place", "placed"}

    async def place(self, parcel: int) -> Place | None:
        self._check("place")
        return await super().place(parcel)

    async def placed(self, parcel: int, place: Place) -> None:
        self._check("placed")
        await super().placed(parcel, place)

    def _check(self, what: str) -> None:
        if what in self.fails:
            self.fails.remove(what)
            raise StoreError("数据库被别的程序锁住了。")


async def test_what_a_person_tells_the_staff_waits_while_the_store_is_busy(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge
) -> None:
    store = Busy()
    async with running(service=Service(store, knowledge)):
        telegram.say(ANN, "/human")
        telegram.say(ANN, "在吗")
        await telegram.until(lambda: len(telegram.texts(ANN)) == 2)
        await telegram.until(lambda: not store.fails and "在吗" in telegram.texts(STAFF))
        telegram.say(ANN, "还在吗")
        await telegram.until(lambda: "还在吗" in telegram.texts(STAFF))
    assert shown(knowledge, "human-lost") not in telegram.texts(ANN)


async def test_where_the_person_cannot_be_reached_the_staff_is_told(
    forum: FakeTelegram, running: Running, knowledge: Knowledge
) -> None:
    unheard = shown(knowledge, "human-unheard")
    async with running():
        ann = await in_touch(forum, ANN, "在吗")
        async with forum.failing("sendMessage", chat=ANN, status=403, text="Forbidden: bot was blocked by the user"):
            answer(forum, "在的", ann)
            answer(forum, "再试", ann)
            await forum.until(lambda: said_in(forum, None) == [unheard, unheard])
        forum.say(ANN, "我回来了")
        await forum.until(lambda: "我回来了" in said_in(forum, ann))
        answer(forum, "欢迎", ann)
        await forum.until(lambda: any("欢迎" in text for text in forum.texts(ANN)))
    answered = [one.reply_to for one in forum.chats[STAFF].values() if one.text == unheard]
    assert [forum.author(STAFF, message) for message in answered] == [CAT, CAT]
    assert len(set(answered)) == 2
    assert said_in(forum, None) == [unheard, unheard], "and of nothing else"


@pytest.mark.parametrize("is_told", [True, False])
async def test_where_the_group_of_the_staff_gets_another_id_answers_still_arrive(
    telegram: FakeTelegram, running: Running, store: Store, knowledge: Knowledge, clock: Clock, is_told: bool
) -> None:
    def reply(text: str) -> None:
        *_, last = telegram.chats[ANOTHER]
        answered = {"message_id": last, "date": 1, "chat": {"id": ANOTHER, "type": "supergroup"}, "from": US}
        telegram.say(CAT, text, chat=ANOTHER, reply_to_message=answered)

    async def begun() -> AbstractAsyncContextManager[object]:
        service = Service(store, knowledge, clock, admins=[ADMIN])
        await service.staff.find()
        return running(service=service)

    async with await begun():
        telegram.say(ANN, "/human")
        telegram.say(ANN, "第一句")
        await telegram.until(lambda: "第一句" in telegram.texts(STAFF))
        for method in ("sendMessage", "createForumTopic"):
            telegram.fail(method, chat=STAFF, migrate_to=ANOTHER)
        if is_told:
            group = {"id": STAFF, "type": "group"}
            about = {"message_id": 9000, "date": 1, "chat": group, "from": US | {"id": CAT, "is_bot": False}}
            telegram.push({"message": about | {"migrate_to_chat_id": ANOTHER}})
        telegram.say(ANN, "第二句")
        await telegram.until(lambda: "第二句" in telegram.texts(ANOTHER))
        reply("先改名称")
        await telegram.until(lambda: any("先改名称" in text for text in telegram.texts(ANN)))
        await telegram.until(lambda: telegram.texts(ADMIN))
    async with await begun():
        reply("再改地址")
        await telegram.until(lambda: any("再改地址" in text for text in telegram.texts(ANN)))
        telegram.say(ANN, "第三句")
        await telegram.until(lambda: "第三句" in telegram.texts(ANOTHER))
    (told,) = telegram.texts(ADMIN)
    assert str(ANOTHER) in told


async def test_who_waits_for_an_answer_has_a_place_in_the_new_group_at_once(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge
) -> None:
    line = shown(knowledge, "human-moved")

    async with running():
        for person in (ANN, BOB):
            telegram.say(person, "/human")
            telegram.say(person, f"{person} 的问题")
        await telegram.until(lambda: len(telegram.texts(STAFF)) == 2)
        telegram.press(BOB, encode(Human(False)), list(telegram.chats[BOB])[-1])
        await telegram.until(lambda: len(telegram.texts(STAFF)) == 3)
        about = {"message_id": 9000, "date": 1, "chat": {"id": STAFF, "type": "group"}, "from": US | {"id": CAT}}
        telegram.push({"message": about | {"migrate_to_chat_id": ANOTHER}})
        await telegram.until(lambda: line in telegram.texts(ANOTHER))
        ((place, _),) = telegram.chats[ANOTHER].items()
        answered = {"message_id": place, "date": 1, "chat": {"id": ANOTHER, "type": "supergroup"}, "from": US}
        telegram.say(CAT, "先改名称", chat=ANOTHER, reply_to_message=answered)
        await telegram.until(lambda: any("先改名称" in text for text in telegram.texts(ANN)))
        telegram.say(ANN, "改好了")
        await telegram.until(lambda: "改好了" in telegram.texts(ANOTHER))
    assert telegram.texts(ANOTHER) == [line, "改好了"]
    assert [one.reply_to for one in telegram.chats[ANOTHER].values()] == [None, place]


async def test_nothing_that_was_said_stays_in_the_files(forum: FakeTelegram, running: Running, tmp_path: Path) -> None:
    async with running():
        ann = await in_touch(forum, ANN, "绝密的问题")
        answer(forum, "绝密的回答", ann)
        await forum.until(lambda: any("绝密的回答" in text for text in forum.texts(ANN)))
        answer(forum, "/close", ann)
        await forum.until(lambda: ann not in forum.topics[STAFF])
    content = b"".join(file.read_bytes() for file in tmp_path.glob("bot.db*"))
    assert "绝密的".encode() not in content


async def test_the_menu_has_the_command_where_there_is_staff(forum: FakeTelegram, running: Running) -> None:
    forum.say(CAT, "人都到了", chat=STAFF)
    async with running():
        await forum.until(lambda: len(forum.menus) >= 6)
    commands = {scope: names for (scope, _, _), names in forum.menus.items()}
    assert "human" in commands["all_private_chats"]
    assert "human" not in commands["all_group_chats"]
    assert forum.menus["chat", STAFF, None] == ["t", "close"], "what the staff may write there"
