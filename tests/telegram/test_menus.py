"""What Telegram itself shows of the bot: menus of commands by place, its profile, and the keys for typing."""

import re
from collections import Counter
from dataclasses import replace

import pytest

from bot.core.actions import SpeakTo
from bot.core.button_data import encode
from bot.core.events import Command
from bot.core.knowledge import Knowledge
from bot.core.languages import content
from bot.core.links import LONGEST_PAYLOAD, MENUS, link
from bot.core.turns.linked import LONGEST_KEY
from bot.service import Service
from bot.store import Store
from bot.telegram.menus import ADMIN_COMMANDS, COMMANDS, GROUP_COMMANDS
from tests.telegram.conftest import Running, shown
from tests.telegram.server import FakeTelegram
from tests.telegram.test_parse import message

ADMIN, STRANGER = 7, 8


async def test_it_introduces_itself_by_place(
    telegram: FakeTelegram,
    running: Running,
    store: Store,
    knowledge: Knowledge,
    caplog: pytest.LogCaptureFixture,
) -> None:
    service = Service(store, knowledge, admins=(STRANGER, ADMIN))
    async with running(service=service):
        await telegram.until(lambda: len(telegram.menus) == 4 and telegram.count("setMyCommands") == 8)
        telegram.say(ADMIN, "/help")
        await telegram.until(lambda: len(telegram.menus) == 6)
    assert not [one for one in caplog.records if one.levelname == "WARNING"], "that others never wrote is no trouble"
    for language in (None, "en"):
        assert telegram.menus["all_private_chats", None, language] == list(COMMANDS)
        assert telegram.menus["all_group_chats", None, language] == list(GROUP_COMMANDS)
        assert telegram.menus["chat", ADMIN, language] == list(ADMIN_COMMANDS)
    assert telegram.settings["description"] == knowledge.ui["bot-description"].strip()
    assert telegram.settings["short_description"] == knowledge.ui["bot-short-description"].strip()
    assert telegram.settings["menu_button"] == {"type": "commands"}
    english = [telegram.settings["description:en"], *telegram.words["en"]]
    assert not [text for text in english if re.search("[一-鿿]{3}", text)]


async def test_what_has_other_words_after_a_reload_is_set_anew_and_nothing_else(
    telegram: FakeTelegram, running: Running, store: Store, knowledge: Knowledge
) -> None:
    other = {"bot-description": "换了一个说法", "command-mydata": "看看记了什么"}
    news = [replace(knowledge, ui={**knowledge.ui, **other}), knowledge, knowledge]
    service = Service(store, knowledge, admins=(ADMIN,), reload=lambda: news.pop(0))
    telegram.say(ADMIN, "/help")
    async with running(service=service):
        await telegram.until(lambda: telegram.texts(ADMIN))
    telegram.menus.clear()  # what the first one set tells nothing of how far the second one is
    async with running(service=service):
        await telegram.until(lambda: all(("chat", ADMIN, language) in telegram.menus for language in (None, "en")))
        before = Counter(telegram.counts)
        telegram.say(ADMIN, "/reload")
        await telegram.until(lambda: telegram.settings["description"] == other["bot-description"])
        await telegram.until(lambda: telegram.count("setMyCommands") == before["setMyCommands"] + 2)
        assert other["command-mydata"] in telegram.words[None]
        assert other["command-mydata"] not in telegram.words["en"]
        telegram.say(ADMIN, "/reload")
        await telegram.until(lambda: telegram.settings["description"] == knowledge.ui["bot-description"].strip())
        await telegram.until(lambda: telegram.count("setMyCommands") == before["setMyCommands"] + 4)
        telegram.say(ADMIN, "/reload")
        telegram.say(ADMIN, "/help")
        await telegram.until(lambda: len(telegram.texts(ADMIN)) >= 5)
    changed = {method: telegram.count(method) - before[method] for method in before if method.startswith("set")}
    assert {method: count for method, count in changed.items() if count} == {"setMyDescription": 2, "setMyCommands": 4}


async def test_an_introduction_that_fails_stops_nothing(telegram: FakeTelegram, running: Running) -> None:
    telegram.fail("setMyDescription", status=400, text="Bad Request: no")
    async with running():
        await telegram.until(lambda: telegram.menus)
        telegram.say(7, "/help")
        await telegram.until(lambda: telegram.texts(7))


async def test_a_newcomer_gets_keys_that_type_and_can_be_put_away(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge
) -> None:
    telegram.say(7, "/start")
    async with running():
        await telegram.until(lambda: len(telegram.texts(7)) == 2)
        menu, keys = telegram.chats[7].values()
        assert menu.buttons
        assert keys.keys is not None
        telegram.say(7, keys.keys[2])
        telegram.say(7, keys.keys[-1])
        await telegram.until(lambda: len(telegram.texts(7)) == 4)
        _, _, progress, hidden = telegram.chats[7].values()
    assert (progress.text, hidden.text) == (shown(knowledge, "progress-none"), shown(knowledge, "keys-hidden"))
    assert (progress.keys, hidden.keys) == (None, [])


async def test_the_keys_stay_in_sight_small_and_come_back_after_they_were_put_away(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge
) -> None:
    telegram.say(7, "/start")
    async with running():
        await telegram.until(lambda: len(telegram.texts(7)) == 2)
        for text in (knowledge.ui["key-hide"], "/menu"):
            telegram.say(7, text)
        await telegram.until(lambda: len(telegram.texts(7)) == 4)
    sent = (call.params["reply_markup"] for call in telegram.calls if call.method == "sendMessage")
    _, first, hidden, again = sent
    assert (first["is_persistent"], first["resize_keyboard"]) == (True, True)
    assert hidden == {"remove_keyboard": True}
    assert again == first


async def test_a_language_that_is_chosen_brings_no_keys_back_that_were_put_away(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge
) -> None:
    async with running():
        for count, text in ((2, "/start"), (3, knowledge.ui["key-hide"]), (4, "/lang")):
            telegram.say(7, text)
            await telegram.until(lambda count=count: len(telegram.texts(7)) == count)  # type: ignore[misc]
        *_, asks = telegram.chats[7]
        telegram.press(7, encode(SpeakTo("en")), asks)
        telegram.say(7, "/menu")
        telegram.say(7, "/help")
        await telegram.until(lambda: telegram.texts(7)[-1].startswith("How to use me"))
    first = [one.keys and one.keys[0] for one in telegram.chats[7].values()]
    assert first == [None, "💬 提问", [], None, "💬 Ask", None]


async def test_a_link_opens_what_it_names(telegram: FakeTelegram, running: Running, knowledge: Knowledge) -> None:
    topic = next(topic for topic in knowledge.topics.values() if topic.kind == "rejection")
    telegram.say(7, f"/start {link('t', topic.id)}")
    async with running():
        await telegram.until(lambda: len(telegram.texts(7)) == 2)
    hello, opened = telegram.chats[7].values()
    assert hello.text == shown(knowledge, "hello")
    assert hello.keys
    assert opened.text.startswith(topic.title)


def test_keys_are_told_by_signs_that_are_the_same_in_all_languages(knowledge: Knowledge) -> None:
    english = content(knowledge, "en")
    keys = [key for key in knowledge.ui if key.startswith("key-")]
    signs = [knowledge.ui[key].split()[0] for key in keys]
    assert len(set(signs)) == len(keys) == 4
    assert [english.ui[key].split()[0] for key in keys] == signs
    for words in (knowledge, english):
        assert all(len(words.ui[key].partition(" ")[2]) <= LONGEST_KEY for key in keys)


async def test_keys_are_in_the_language_of_the_client_and_so_is_the_field_above_them(
    telegram: FakeTelegram, running: Running
) -> None:
    person = {"id": 7, "is_bot": False, "first_name": "x", "language_code": "zh-hant"}
    telegram.send(7, text="/start", **{"from": person})
    async with running():
        await telegram.until(lambda: len(telegram.texts(7)) == 2)
        _, shown = telegram.chats[7].values()
        assert shown.keys is not None
        assert shown.keys[0] == "💬 提問"
        (markup,) = (keys for call in telegram.calls if "keyboard" in (keys := call.params.get("reply_markup") or {}))
        assert markup["input_field_placeholder"] == "直接打字問我"
        assert [len(row) for row in markup["keyboard"]] == [2, 2]
        telegram.send(7, text=shown.keys[2], **{"from": person})
        await telegram.until(lambda: len(telegram.texts(7)) == 3)
    assert "備案" in telegram.texts(7)[-1]


def test_every_link_fits_and_comes_back_as_it_was_written(knowledge: Knowledge) -> None:
    links = [link("t", topic) for topic in knowledge.topics]
    for flow in knowledge.flows.values():
        links += [link("f", flow.id), *(link("s", step.id) for step in flow.steps)]
    for payload in (*links, *MENUS):
        assert len(payload) <= LONGEST_PAYLOAD
        incoming = message(text=f"/start {payload}")
        assert incoming is not None
        assert incoming.event == Command("start", payload)
