"""Updates become events; what is hostile, broken or none of our business becomes nothing, and nothing raises."""

import time
from time import thread_time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram import Update

from bot.core.events import Chosen, Command, Event, FromStaff, Incoming, InPublic, Media, NotYours, Pressed, Said
from bot.telegram.client import Client, Unreadable
from bot.telegram.parse import inline_query, parse
from bot.telegram.series import _last_sentence
from tests.telegram.server import USERNAME

PERSON = {"id": 7, "is_bot": False, "first_name": "x"}
PRIVATE = {"id": 7, "type": "private"}
GROUP = {"id": -100, "type": "supergroup", "title": "x"}
PHOTO = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
FILE = {"file_id": "a", "file_unique_id": "b"}
TEXT = FILE | {"mime_type": "text/plain", "file_size": 1}
STICKER = FILE | {"width": 1, "height": 1, "is_animated": False, "is_video": False, "type": "regular"}


def message(chat: dict[str, Any] = PRIVATE, kind: str = "message", **content: Any) -> Incoming | None:
    about = {"message_id": 3, "date": 1, "chat": chat, "from": PERSON} | content
    return parse(Update.de_json({"update_id": 1, kind: about}, None), USERNAME)


def press(where: dict[str, Any] | None, **more: Any) -> Incoming | None:
    about = {"id": "q", "from": PERSON, "chat_instance": "1", "data": "h", **more}
    if where is not None:
        about["message"] = where
    return parse(Update.de_json({"update_id": 1, "callback_query": about}, None), USERNAME)


@pytest.mark.parametrize(
    ("content", "event"),
    [
        ({"text": "备案要多久"}, Said("备案要多久")),
        ({"text": "我的号码 13800138000"}, Said("我的号码 〔电话〕", ("phone",))),
        ({"text": "/start"}, Command("start")),
        ({"text": "/Rejected@beian_test_bot\n域名未实名"}, Command("rejected", "域名未实名")),
        ({"text": "/主办单位不一致"}, Said("/主办单位不一致")),
        ({"text": "/"}, Said("/")),
        ({"photo": PHOTO}, Media("photo")),
        ({"photo": PHOTO, "caption": "为什么退回"}, Said("为什么退回", beside="photo")),
        ({"document": TEXT, "caption": "为什么退回"}, Said("为什么退回", beside="text")),
        ({"voice": FILE | {"duration": 1}, "caption": "为什么退回"}, Said("为什么退回", beside="voice")),
        ({"voice": FILE | {"duration": 1}}, Media("voice")),
        ({"sticker": STICKER}, Media("sticker")),
        ({"document": FILE}, Media("document")),
        ({"document": TEXT}, Media("text")),
        ({"document": FILE, "animation": FILE | {"width": 1, "height": 1, "duration": 1}}, Media("other")),
        ({"document": TEXT, "caption": "/Rejected 域名未实名"}, Command("rejected", "域名未实名")),
        ({"location": {"latitude": 1, "longitude": 1}}, Media("location")),
        ({"contact": {"phone_number": "1", "first_name": "x"}}, Media("contact")),
        ({"dice": {"emoji": "🎲", "value": 1}}, Media("other")),
    ],
)
def test_what_a_person_sends_in_private(content: dict[str, Any], event: Event) -> None:
    assert message(**content) == Incoming(7, 7, event, 1, message=3)


LINK = {"text": "x", "url": f"https://t.me/{USERNAME}?start=t_reject-domain-not-realname"}


@pytest.mark.parametrize(
    ("key", "by", "event"),
    [
        (LINK, USERNAME, Command("start", "t_reject-domain-not-realname")),
        (LINK, USERNAME.upper(), Command("start", "t_reject-domain-not-realname")),
        (LINK | {"url": "https://example.com/?x=1"}, USERNAME, None),
        (None, USERNAME, None),
        (LINK, "other_bot", Said("域名未实名认证")),
    ],
)
def test_a_card_of_ours_that_is_picked_in_private_opens_its_topic_and_tells_nothing(
    key: dict[str, str] | None, by: str, event: Event | None
) -> None:
    markup: dict[str, Any] = {"reply_markup": {"inline_keyboard": [[key]]}} if key else {}
    picked = message(text="域名未实名认证", via_bot=PERSON | {"is_bot": True, "username": by}, **markup)
    assert picked == (event and Incoming(7, 7, event, 1, message=3))


@pytest.mark.parametrize(
    ("tag", "language"), [("zh-hant", "zh-hant"), ("", ""), (7, ""), ("x" * 99, ""), ("<b>", ""), (None, "")]
)
def test_the_language_of_the_client(tag: object, language: str) -> None:
    who: dict[str, Any] = {"from": PERSON | {"language_code": tag}}
    assert message(text="x", **who) == Incoming(7, 7, Said("x"), 1, 3, language=language)
    at = {"message_id": 3, "date": 1, "chat": PRIVATE}
    assert press(at, **who) == Incoming(7, 7, Pressed("h"), 1, 3, "q", language)


def test_what_is_none_of_our_business() -> None:
    assert message() is None
    assert message(pinned_message={"message_id": 1, "date": 1, "chat": PRIVATE}) is None
    assert message(GROUP, text="备案要多久") is None
    assert message(GROUP, text="/help") is None
    assert message(GROUP, text="/help@other_bot") is None
    assert message(GROUP, text="/ask@other_bot 备案要多久") is None
    assert message(GROUP, text="/ask") is None
    assert message(GROUP, photo=PHOTO, caption="/help@beian_test_bot") is None
    assert message(GROUP, text="写信到 a@beian_test_bot，或者 @beian_test_bot2") is None
    assert message(GROUP, text="@beian_test_bot 备案要多久", is_automatic_forward=True) is None
    assert message(GROUP | {"type": "channel"}, text="@beian_test_bot 备案要多久") is None
    assert message(GROUP, text="备案要多久", reply_to_message=written("ann", "在吗")) is None
    assert message(GROUP, photo=PHOTO, reply_to_message=written(USERNAME, "答案")) is None
    for kind in ("channel_post", "edited_channel_post"):
        about = {"message_id": 3, "date": 1, "chat": PRIVATE, "from": PERSON, "text": "x"}
        assert parse(Update.de_json({"update_id": 1, kind: about}, None), USERNAME) is None


def test_of_what_is_edited_the_words_count() -> None:
    edited: dict[str, Any] = {"kind": "edited_message", "edit_date": 2}
    assert message(**edited, text="备案要多久") == Incoming(7, 7, Said("备案要多久"), 1, 3, edited=True)
    assert message(**edited, text="/help") == Incoming(7, 7, Command("help"), 1, 3, edited=True)
    assert message(**edited, photo=PHOTO, caption="退回") == Incoming(7, 7, Said("退回"), 1, 3, edited=True)
    assert message(**edited, photo=PHOTO) is None
    assert message(**edited, location={"latitude": 1, "longitude": 1, "live_period": 60}) is None
    place = InPublic(Command("help"), reply_to=3)
    assert message(GROUP, **edited, text="/help@beian_test_bot") == Incoming(7, -100, place, 1, 3, edited=True)
    assert message(GROUP, **edited, text="备案要多久") is None
    about = {
        "message_id": 3,
        "date": 1,
        "edit_date": 2,
        "chat": GROUP,
        "from": PERSON,
        "text": "@beian_test_bot 改好了",
    }
    about |= {"message_thread_id": 4, "is_topic_message": True}
    for kind, is_edited in (("message", False), ("edited_message", True)):
        update = Update.de_json({"update_id": 1, kind: about}, None)
        said = FromStaff(Said("@beian_test_bot 改好了"), (4,), False, is_edited)
        assert parse(update, USERNAME, staff=-100) == Incoming(7, -100, said, 1, message=3)
    del about["text"]
    update = Update.de_json({"update_id": 1, "edited_message": about | {"photo": PHOTO}}, None)
    assert parse(update, USERNAME, staff=-100) is None, "it was told before that pictures do not go through"


@pytest.mark.parametrize(
    ("offset", "length", "url", "text"),
    [
        (2, 2, "https://a.cn/b", "🙂这里 (https://a.cn/b) 看"),
        (0, 99, "https://a.cn", "🙂这里 看 (https://a.cn)"),
        (True, None, "https://a.cn", "🙂这里 看"),
        (0, 1, 7, "🙂这里 看"),
    ],
)
def test_an_address_behind_words_of_the_staff_is_told(offset: Any, length: Any, url: Any, text: str) -> None:
    link = {"type": "text_link", "offset": offset, "length": length, "url": url}
    about = {"message_id": 3, "date": 1, "chat": GROUP, "from": PERSON, "message_thread_id": 4}
    for kind, more, what in (("text", {}, Said(text)), ("caption", {"photo": PHOTO}, Said(text, beside="photo"))):
        content = about | more | {kind: "🙂这里 看", "entities" if kind == "text" else "caption_entities": [link]}
        taken = parse(Update.de_json({"update_id": 1, "message": content}, None), USERNAME, staff=-100)
        assert taken == Incoming(7, -100, FromStaff(what, (4,), False), 1, message=3)


def test_a_block_of_code_of_the_staff_stands_between_its_marks() -> None:
    pre = {"type": "pre", "offset": 5, "length": 5, "language": "html"}
    about = {"message_id": 3, "date": 1, "chat": GROUP, "from": PERSON, "message_thread_id": 4}
    content = about | {"text": "🙂贴上：<a/>x放在首页", "entities": [pre]}
    taken = parse(Update.de_json({"update_id": 1, "message": content}, None), USERNAME, staff=-100)
    assert taken
    assert isinstance(taken.event, FromStaff)
    assert isinstance(taken.event.what, Said)
    assert taken.event.what.verbatim == "🙂贴上：```\n<a/>x\n```放在首页"


def written(name: str, text: str) -> dict[str, Any]:
    """A message of somebody of this name in the group."""
    return {"message_id": 2, "date": 1, "chat": GROUP, "from": PERSON | {"id": 9, "username": name}, "text": text}


@pytest.mark.parametrize(
    ("content", "event"),
    [
        ({"text": "/help@Beian_Test_Bot x"}, Command("help", "x")),
        ({"text": "/ask@beian_test_bot 备案要多久"}, Command("ask", "备案要多久")),
        ({"text": "/ask 备案要多久"}, Command("ask", "备案要多久")),
        ({"text": "/ask", "reply_to_message": written("ann", "要多久")}, Command("ask", "要多久")),
        ({"text": "@Beian_Test_Bot备案要多久"}, Said("备案要多久")),
        ({"text": "备案要多久？@beian_test_bot"}, Said("备案要多久?", written="备案要多久？")),
        ({"text": "@beian_test_bot 我的号码 13800138000"}, Said("我的号码 〔电话〕", ("phone",))),
        ({"photo": PHOTO, "caption": "@beian_test_bot 为什么退回"}, Said("为什么退回", beside="photo")),
        ({"text": "@beian_test_bot"}, Command("help")),
        ({"text": "那企业呢", "reply_to_message": written(USERNAME, "答案")}, Said("那企业呢")),
        ({"text": "@beian_test_bot", "reply_to_message": written("ann", "备案要多久")}, Said("备案要多久")),
        ({"text": "/ask@beian_test_bot", "reply_to_message": written("ann", "要多久")}, Command("ask", "要多久")),
        ({"text": "@beian_test_bot", "reply_to_message": written(USERNAME, "答案")}, Command("help")),
        (
            {"text": "@beian_test_bot 帮看看", "reply_to_message": written("ann", "13800138000 备案要多久")},
            Said("帮看看", quoted="〔电话〕 备案要多久"),
        ),
        (
            {
                "text": "@beian_test_bot 帮看看",
                "reply_to_message": written("ann", "你好。备案要多久"),
                "quote": {"text": "备案要多久", "position": 3},
            },
            Said("帮看看", quoted="备案要多久"),
        ),
    ],
)
def test_what_is_asked_of_us_in_a_group(content: dict[str, Any], event: Said | Command) -> None:
    assert message(GROUP, **content) == Incoming(7, -100, InPublic(event, reply_to=3), 1, message=3)


def test_who_asks_in_the_name_of_a_chat_is_nobody() -> None:
    asked = message(GROUP, text="@beian_test_bot 备案要多久", sender_chat=GROUP)
    assert asked == Incoming(7, -100, InPublic(Said("备案要多久"), reply_to=3, anonymous=True), 1, message=3)


def test_a_forum_is_answered_in_the_same_topic() -> None:
    asked: dict[str, Any] = {"text": "@beian_test_bot 备案要多久", "message_thread_id": 44}
    topic, thread = message(GROUP, **asked, is_topic_message=True), message(GROUP, **asked)
    assert topic is not None
    assert topic.event == InPublic(Said("备案要多久"), 3, 44)
    assert thread is not None
    assert thread.event == InPublic(Said("备案要多久"), 3, None), "a thread of replies is no topic"


def test_a_card_that_was_chosen() -> None:
    about = {"result_id": "time-total", "from": PERSON, "query": "13800138000"}
    found = parse(Update.de_json({"update_id": 1, "chosen_inline_result": about}, None), USERNAME)
    assert found == Incoming(7, 7, InPublic(Chosen("time-total")), 1)


def test_a_press_counts_in_the_persons_own_chat_and_below_the_answer_to_this_person() -> None:
    own = {"message_id": 5, "date": 1, "chat": PRIVATE}
    assert press(own) == Incoming(7, 7, Pressed("h"), 1, 5, "q")
    assert press(own | {"date": 0}) == Incoming(7, 7, Pressed("h"), 1, 5, "q"), "a message too old to be read"
    group = own | {"chat": GROUP}
    question = group | {"message_id": 4, "from": PERSON}
    others = group | {"reply_to_message": question | {"from": PERSON | {"id": 8}}}
    for text, asked in (("", ""), ("@beian_test_bot 要多久", "要多久"), ("/ask@beian_test_bot how long", "how long")):
        answered = group | {"reply_to_message": question | {"text": text}}
        assert press(answered) == Incoming(7, -100, InPublic(Pressed("h"), reply_to=4, asked=Said(asked)), 1, 5, "q")
    assert press(others) == Incoming(7, -100, InPublic(NotYours()), 1, query="q")
    unknown = InPublic(NotYours(unknown=True))
    anonymous = group | {"reply_to_message": question | {"sender_chat": GROUP}}
    for where in (group, group | {"date": 0}, anonymous):
        assert press(where) == Incoming(7, -100, unknown, 1, query="q")
    assert press(own | {"chat": PRIVATE | {"id": 8}}) == Incoming(7, 8, unknown, 1, query="q")
    assert press(None, inline_message_id="i") == Incoming(7, 7, unknown, 1, query="q")


@pytest.mark.parametrize("id", [True, 1.5, "7", None, 2**52])
def test_an_id_that_is_none_is_nobody(id: Any) -> None:
    assert message(PRIVATE | {"id": id}, text="/help") is None
    assert press(None, **{"from": PERSON | {"id": id}}) is None


def test_a_huge_or_broken_text_costs_little() -> None:
    began = time.process_time()
    for text in ("备" * 1_400_000, "/start " + "x" * 4_000_000, "\ud800\udc00\udfff", "\0" * 10_000, "1-" * 100_000):
        assert message(text=text) is not None
    assert time.process_time() - began < 2


def test_an_update_of_many_parts_costs_little() -> None:
    """More than a message can have is not looked at; of what it can have nothing takes the square of the time."""
    client = Client("1:x", "http://127.0.0.1:1")
    link = {"type": "text_link", "offset": 1, "length": 1, "url": "https://a.cn/" + "x" * 50}
    block = {"type": "pre", "offset": 2, "length": 5}
    buttons = {"inline_keyboard": [[{"text": "x", "url": "https://a.cn"}] * 8] * 50_000}
    staff = {"chat": GROUP, "is_topic_message": True, "message_thread_id": 4, "text": "备" * 500_000}
    began = time.process_time()
    for many in (
        {"entities": [link] * 200_000},
        {"photo": PHOTO * 200_000},
        {"reply_markup": buttons},
    ):
        raw = {"update_id": 1, "message": {"message_id": 3, "date": 1, "from": PERSON} | staff | many}
        assert isinstance(client.read(raw), Unreadable)
    for marks in ([link | {"url": "x" * 4_000_000}], [link] * 1_500, [block] * 1_500, [link, block] * 750):
        raw = {"update_id": 1, "message": {"message_id": 3, "date": 1, "from": PERSON} | staff | {"entities": marks}}
        update = client.read(raw)
        assert isinstance(update, Update)
        found = parse(update, USERNAME, staff=-100)
        assert found
        assert isinstance(found.event, FromStaff)
    assert time.process_time() - began < 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
KINDS_OF_MARKS = st.sampled_from(["text_link", "pre"])
LINKS = st.lists(st.fixed_dictionaries({"type": KINDS_OF_MARKS, "offset": JSON, "length": JSON, "url": JSON}))
PARTS = st.fixed_dictionaries(
    {},
    optional={
        name: JSON | value
        for name, value in {
            "message_id": st.integers(), "date": st.integers(0, 2**31), "chat": st.sampled_from([PRIVATE, GROUP]),
            "from": st.just(PERSON), "text": st.text(), "caption": st.text(), "photo": st.just(PHOTO),
            "sticker": st.just(STICKER), "document": st.sampled_from([FILE, TEXT]), "id": st.text(), "data": st.text(),
            "chat_instance": st.just("1"), "entities": JSON | LINKS, "query": st.text(), "offset": st.just(""),
            "caption_entities": JSON | LINKS,
            "result_id": st.text(), "message_thread_id": st.integers(), "is_topic_message": st.booleans(),
        }.items()
    },
)  # fmt: skip


KINDS = ("message", "callback_query", "edited_message", "inline_query", "chosen_inline_result")


# On a busy machine, building the strategies alone takes longer than the health check allows.
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(KINDS), PARTS, st.none() | PARTS)
def test_no_update_makes_it_raise(kind: str, about: dict[str, Any], inner: dict[str, Any] | None) -> None:
    if inner is not None:
        about = about | {"message": inner, "reply_to_message": inner}
    try:
        update = Update.de_json({"update_id": 1, kind: about}, None)
    except Exception:
        return  # what PTB cannot read is passed over before it comes here
    asked = inline_query(update)
    assert asked is None or (isinstance(asked.user, int) and all(isinstance(part, str) for part in asked[1:]))
    found = parse(update, USERNAME, staff=-100)
    assert found is None or (isinstance(found.user, int) and isinstance(found.chat, int))


@pytest.mark.parametrize(
    ("text", "last"),
    [("一。二！！", "二！！"), ("一。\n二", "二"), ("一。", "一。"), ("一", "一"), ("。！", ""), ("", "")],
)
def test_the_last_sentence_of_a_text(text: str, last: str) -> None:
    assert _last_sentence(text) == last


def test_the_last_sentence_of_a_long_text_is_found_in_no_time() -> None:
    began = thread_time()
    for _ in range(20):
        assert _last_sentence("备" * 4000 + "。" * 90 + "b") == "b"
    assert thread_time() - began < 0.5
