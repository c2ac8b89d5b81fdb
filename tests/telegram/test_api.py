"""The local server takes what the Bot API takes and nothing else, so that a wrong request fails the test it is of."""

from typing import Any

import pytest

from tests.telegram.server import USERNAME, FakeTelegram, Json, Sent

KEY: Json = {"text": "好", "callback_data": "h"}


def below(*keys: Json) -> Json:
    """A message with these buttons."""
    return {"chat_id": 7, "text": "x", "reply_markup": {"inline_keyboard": [list(keys)]}}


def markup(text: str) -> Json:
    return {"chat_id": 7, "text": text, "parse_mode": "HTML"}


def card(**about: Any) -> Json:
    article = {"type": "article", "id": "a", "title": "t", "input_message_content": {"message_text": "x"}}
    return {"inline_query_id": "q", "results": [article | about]}


def commands(*descriptions: str) -> Json:
    return {"commands": [{"command": f"c{n}", "description": each} for n, each in enumerate(descriptions)]}


LONG = "备" * 4096
WRONG: list[tuple[str, str, Json]] = [
    ("no such method", "sendMesage", {"chat_id": 7, "text": "x"}),
    ("text is missing", "sendMessage", {"chat_id": 7}),
    ("reply_to is unknown", "sendMessage", {"chat_id": 7, "text": "x", "reply_to": 3}),
    ("sendMessage.chat_id: None is none", "sendMessage", {"chat_id": None, "text": "x"}),
    ("message_thread_id: True is none", "sendMessage", {"chat_id": 7, "text": "x", "message_thread_id": True}),
    ("callback_dat is unknown", "sendMessage", below({"text": "x", "callback_dat": "h"})),
    ("text is missing", "sendMessage", below({"callback_data": "h"})),
    (".copy_text: text is missing", "sendMessage", below({"text": "x", "copy_text": {"txt": "x"}})),
    ("inline_keyboard[]: {", "sendMessage", {"chat_id": 7, "text": "x", "reply_markup": {"inline_keyboard": [KEY]}}),
    ("remove_keyboard: False", "sendMessage", {"chat_id": 7, "text": "x", "reply_markup": {"remove_keyboard": False}}),
    ("reply_parameters: id is", "sendMessage", {"chat_id": 7, "text": "x", "reply_parameters": {"id": 1}}),
    ("is_disabled: 'yes'", "sendMessage", {"chat_id": 7, "text": "x", "link_preview_options": {"is_disabled": "yes"}}),
    ("document: {", "sendDocument", {"chat_id": 7, "document": {"name": "x"}}),
    ("results[].type", "answerInlineQuery", card(type="articel")),
    (
        "parse_mod is unknown",
        "answerInlineQuery",
        card(input_message_content={"message_text": "x", "parse_mod": "HTML"}),
    ),
    ("message is too long", "sendMessage", {"chat_id": 7, "text": f"{LONG}x"}),
    ("message is too long", "sendMessage", {"chat_id": 7, "text": "😀" * 2049}),
    ("too long (bytes)", "sendMessage", markup("<b></b>" * 4682)),
    ("no end of ['b']", "sendMessage", markup("<b>x")),
    ("message is too long", "sendDocument", {"chat_id": 7, "document": Sent("x", b"x"), "caption": "x" * 1025}),
    ("BUTTON_DATA_INVALID", "sendMessage", below({"text": "x", "callback_data": "备" * 22})),
    ("BUTTON_DATA_INVALID", "sendMessage", below(KEY | {"url": "https://a.cn"})),
    ("BUTTON_DATA_INVALID", "sendMessage", below({"text": "x"})),
    ("START_PARAM_INVALID", "sendMessage", below({"text": "x", "url": f"https://t.me/{USERNAME}?start={'x' * 65}"})),
    ("START_PARAM_INVALID", "sendMessage", markup(f'<a href="https://t.me/{USERNAME}?start=a.b">x</a>')),
    ("the text of an answer is too long", "answerCallbackQuery", {"callback_query_id": "q", "text": "x" * 201}),
    ("RESULT_ID_INVALID", "answerInlineQuery", card(id="x" * 65)),
    ("101 commands", "setMyCommands", commands(*["x"] * 101)),
    ("command {", "setMyCommands", commands("x" * 257)),
]
RIGHT: list[tuple[str, Json]] = [
    ("sendMessage", {"chat_id": 7, "text": LONG}),
    ("sendMessage", markup(f"<b>{LONG}</b>")),
    ("sendMessage", below(KEY, {"text": "x", "copy_text": {"text": "x" * 256}})),
    ("sendMessage", below({"text": "x", "url": f"https://t.me/{USERNAME}?start={'x' * 64}"})),
    ("sendDocument", {"chat_id": 7, "document": Sent("x", b"x"), "caption": "x" * 1024}),
    ("setMyCommands", commands(*["x" * 256] * 100)),
]


@pytest.mark.parametrize(("told", "method", "params"), WRONG)
async def test_a_wrong_call_is_refused_and_noted(telegram: FakeTelegram, told: str, method: str, params: Json) -> None:
    assert (await telegram.answer(method, params))[0] == 400
    assert told in telegram.problems[0]
    telegram.problems.clear()


@pytest.mark.parametrize(("method", "params"), RIGHT)
async def test_what_is_just_right_is_taken(telegram: FakeTelegram, method: str, params: Json) -> None:
    assert (await telegram.answer(method, params))[0] == 200


async def test_a_wrong_call_is_noted_also_where_it_meets_with_a_fault(telegram: FakeTelegram) -> None:
    telegram.fail("sendMessage", status=500)
    assert (await telegram.answer("sendMessage", {"chat": 7}))[0] == 500
    assert len(telegram.problems) == 3
    telegram.problems.clear()
