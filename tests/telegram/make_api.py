"""Writes `api.json`: what the Bot API takes, of the methods that our bot calls and the types that it sends in them.

    python3 -m venv /tmp/aiogram && /tmp/aiogram/bin/pip install aiogram==3.31.0
    /tmp/aiogram/bin/python -m tests.telegram.make_api

aiogram (MIT licence) makes its methods and types from Telegram's documentation, with no line in common with
python-telegram-bot, by which our bot sends. What the documentation calls deprecated is left out.
"""

import json
import types
import typing
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Any

import aiogram
import aiogram.methods
import aiogram.types
from aiogram.client.default import Default
from aiogram.types.base import UNSET_TYPE
from pydantic import BaseModel

METHODS = (
    "answerCallbackQuery", "answerInlineQuery", "closeForumTopic", "createForumTopic", "deleteWebhook",
    "editMessageReplyMarkup", "editMessageText", "getFile", "getMe", "getUpdates", "getWebhookInfo", "leaveChat",
    "sendChatAction", "sendDocument", "sendMessage", "sendPhoto", "setChatMenuButton", "setMyCommands",
    "setMyDescription", "setMyShortDescription", "setWebhook",
)  # fmt: skip
TYPES = (
    "BotCommand", "BotCommandScopeAllGroupChats", "BotCommandScopeAllPrivateChats", "BotCommandScopeChat",
    "BotCommandScopeDefault", "CopyTextButton", "InlineKeyboardButton", "InlineKeyboardMarkup",
    "InlineQueryResultArticle", "InlineQueryResultsButton", "InputTextMessageContent", "KeyboardButton",
    "LinkPreviewOptions", "MenuButtonCommands", "ReplyKeyboardMarkup", "ReplyKeyboardRemove", "ReplyParameters",
)  # fmt: skip


def fields(model: type[BaseModel]) -> dict[str, dict[str, list[Any]]]:
    found: dict[str, dict[str, list[Any]]] = {"required": {}, "optional": {}}
    for name, field in model.model_fields.items():
        if isinstance(field.json_schema_extra, dict) and field.json_schema_extra.get("deprecated"):
            continue
        always = field.is_required() or not (field.default is None or isinstance(field.default, Default))
        found["required" if always else "optional"][field.alias or name] = kinds(field.annotation)
    return found


def kinds(annotation: Any) -> list[Any]:
    """What a value may be: a name; a list of what its elements may be; `=` and the only value."""
    parts = typing.get_args(annotation)
    match typing.get_origin(annotation):
        case typing.Union | types.UnionType:
            every = [kind for part in parts for kind in kinds(part)]
            return [kind for place, kind in enumerate(every) if kind not in every[:place]]
        case typing.Annotated:
            return kinds(parts[0])
        case typing.Literal:
            return [f"={part.value if isinstance(part, Enum) else part}" for part in parts]
        case origin if origin is list:
            return [kinds(parts[0])]
    if annotation in (type(None), Default, UNSET_TYPE):
        return []
    return ["int" if annotation in (datetime, timedelta) else annotation.__name__]


def lines(described: dict[str, Any]) -> str:
    return ",\n".join(f"{json.dumps(name)}: {json.dumps(about)}" for name, about in described.items())


if __name__ == "__main__":
    source = f"aiogram {aiogram.__version__} (MIT licence), Bot API {aiogram.__api_version__}; see make_api.py"
    methods = {name: fields(getattr(aiogram.methods, name[0].upper() + name[1:])) for name in METHODS}
    sent = {name: fields(getattr(aiogram.types, name)) for name in TYPES}
    text = (
        f'{{"source": {json.dumps(source)},\n"methods": {{\n{lines(methods)}\n}},\n"types": {{\n{lines(sent)}\n}}}}\n'
    )
    Path(__file__).with_name("api.json").write_text(text, encoding="utf-8")
