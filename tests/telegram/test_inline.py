"""Inline mode: cards for whatever is typed, at once and without a trace; what is chosen is counted."""

import logging
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.core.knowledge import Knowledge
from bot.service import Service
from bot.store import Store, StoreError
from bot.telegram import inline
from bot.telegram.limits import Rate
from tests.telegram.conftest import Running
from tests.telegram.failing import Failing
from tests.telegram.server import USERNAME, FakeTelegram
from tests.telegram.unlimited import UNLIMITED

ANN, BOB = 7, 8


async def test_a_text_finds_cards_that_lead_to_the_whole_answer(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge
) -> None:
    asked, rejected = telegram.look_up(ANN, "备案要多久"), telegram.look_up(BOB, "驳回 域名没实名")
    async with running():
        await telegram.until(lambda: {asked, rejected} <= telegram.cards.keys())
        await telegram.until(lambda: not telegram.updates)
    first = telegram.cards[asked][0]
    assert first["id"] == "time-total"
    assert first["title"] in first["input_message_content"]["message_text"]
    (((button),),) = first["reply_markup"]["inline_keyboard"]
    assert button["url"] == f"https://t.me/{USERNAME}?start=t_time-total"
    topics = [knowledge.topics[card["id"]] for card in telegram.cards[rejected]]
    assert topics[0].id == "reject-domain-not-realname"
    assert {topic.kind for topic in topics} == {"rejection"}
    assert len(topics) <= 10
    (call,) = [call for call in telegram.calls if call.params.get("inline_query_id") == asked]
    assert call.params["cache_time"] >= 60


@pytest.mark.parametrize(
    ("text", "about", "on"),
    [
        ("备案要多久", {}, "私聊继续"),
        ("備案要多久", {}, "私聊繼續"),
        ("how long does it take", {}, "Go on in private"),
        ("CDN", {"language_code": "en"}, "Go on in private"),
        ("CDN", {"language_code": "zh-hans"}, "私聊继续"),
        ("", {"language_code": "zh-hant"}, "私聊繼續"),
    ],
)
async def test_its_buttons_are_in_the_language_of_what_was_typed_and_of_the_client(
    telegram: FakeTelegram, running: Running, text: str, about: dict[str, str], on: str
) -> None:
    query = telegram.look_up(ANN, text, **about)
    async with running():
        await telegram.until(lambda: query in telegram.cards and not telegram.updates)
    ((button,),) = telegram.cards[query][0]["reply_markup"]["inline_keyboard"]
    (call,) = [call for call in telegram.calls if call.params.get("inline_query_id") == query]
    assert on in button["text"]
    assert on in call.params["button"]["text"]
    assert call.params["is_personal"], "others may read another language"


async def test_without_a_text_comes_what_was_asked_and_chosen_most_and_nobody_is_kept(
    telegram: FakeTelegram, running: Running, store: Store, service: Service, knowledge: Knowledge
) -> None:
    telegram.choose(ANN, "faq-two-persons", "")
    telegram.choose(BOB, "faq-two-persons", "")
    telegram.choose(BOB, "no-such-topic", "13800138000")
    telegram.say(9, "备案要多久")
    async with running():
        await telegram.until(lambda: telegram.texts(9) and not telegram.updates)
        await service.tidy()
        query = telegram.look_up(ANN, "")
        await telegram.until(lambda: query in telegram.cards)
    assert [card["id"] for card in telegram.cards[query]][:2] == ["faq-two-persons", "time-total"]
    assert len(telegram.cards[query]) == 10
    assert telegram.texts(ANN) == telegram.texts(BOB) == []
    assert {user for user, _ in await store.due(datetime.max.replace(tzinfo=UTC), 99)} == {9}, "of everybody kept"


async def test_no_error_of_it_reaches_anybody(
    telegram: FakeTelegram, running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    telegram.fail("answerInlineQuery", status=400, text="Bad Request: query is too old", times=1)
    telegram.look_up(ANN, "备案")
    async with running() as bot:
        await telegram.until(lambda: telegram.count("answerInlineQuery"))
        query = telegram.look_up(ANN, "备案要")
        await telegram.until(lambda: query in telegram.cards)
        assert not bot.done()
    assert [record for record in caplog.records if record.levelno > logging.INFO] == []


async def test_a_slow_telegram_makes_nobody_wait(
    telegram: FakeTelegram, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inline, "AT_ONCE", 2)
    telegram.fail("answerInlineQuery", delay=3600)
    for user in range(100, 104):
        telegram.look_up(user, "备案")
    telegram.say(ANN, "备案要多久")
    async with running():
        await telegram.until(lambda: telegram.texts(ANN) and not telegram.updates)
        assert telegram.count("answerInlineQuery") == 2


async def test_of_more_people_than_are_answered_at_once_nobody_goes_without(
    telegram: FakeTelegram, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inline, "AT_ONCE", 2)
    telegram.fail("answerInlineQuery", delay=0.01)
    queries = {telegram.look_up(user, "备案") for user in range(100, 120)}
    async with running():
        await telegram.until(lambda: queries <= telegram.cards.keys())


async def test_who_types_and_types_takes_the_place_of_nobody_else(
    telegram: FakeTelegram, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inline, "AT_ONCE", 2)
    monkeypatch.setattr(inline, "LATE", 0.5)
    queries = [telegram.look_up(ANN, "备案" * number) for number in range(1, 50)]
    async with running():
        async with telegram.failing("answerInlineQuery", delay=3600):
            await telegram.until(lambda: not telegram.updates and telegram.count("answerInlineQuery"))
        other, last = telegram.look_up(BOB, "备案要多久"), telegram.look_up(ANN, "备案要多久")
        await telegram.until(lambda: {other, last} <= telegram.cards.keys())
    assert telegram.count("answerInlineQuery") < 10, "only the last of those that came together"
    assert not telegram.cards.keys() & {*queries}


async def test_an_answer_on_its_way_is_not_broken_off_and_the_newest_query_comes_next(
    telegram: FakeTelegram, running: Running
) -> None:
    async with running():
        async with telegram.failing("answerInlineQuery", delay=0.5, status=400, text="Bad Request: slow"):
            telegram.look_up(ANN, "备")
            await telegram.until(lambda: not telegram.updates)
            between, last = telegram.look_up(ANN, "备案"), telegram.look_up(ANN, "备案要多久")
            await telegram.until(lambda: not telegram.updates)
            await telegram.until(lambda: telegram.count("answerInlineQuery"))
        await telegram.until(lambda: last in telegram.cards)
    assert between not in telegram.cards
    assert [call.status for call in telegram.calls if call.method == "answerInlineQuery"] == [400, 200]


async def test_what_comes_again_does_not_take_the_place_of_a_newer_query(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge, hurried: None
) -> None:
    store = Failing()
    store.error = StoreError("磁盘满了。")
    async with running(service=Service(store, knowledge)):
        telegram.say(BOB, "/help")
        old = telegram.look_up(ANN, "备案")
        await telegram.until(lambda: old in telegram.cards)
        new = telegram.look_up(ANN, "备案要多久")
        await telegram.until(lambda: new in telegram.cards)
        polls = telegram.count("getUpdates")
        await telegram.until(lambda: telegram.count("getUpdates") > polls + 3)
        store.error = None
        await telegram.until(lambda: not telegram.updates)
    assert telegram.count("answerInlineQuery") == 2


async def test_so_many_queries_of_one_person_are_answered_and_no_more(telegram: FakeTelegram, running: Running) -> None:
    async with running(limits=replace(UNLIMITED, presses=Rate(5, 1e6))):
        for number in range(1, 9):
            query = telegram.look_up(ANN, "备案" * number)
            await telegram.until(lambda: not telegram.updates)
            if number <= 5:
                await telegram.until(lambda query=query: query in telegram.cards)  # type: ignore[misc]
        other = telegram.look_up(BOB, "备案要多久")
        await telegram.until(lambda: other in telegram.cards)
    assert telegram.count("answerInlineQuery") == 6
