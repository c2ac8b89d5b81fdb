"""How the bot presents itself: command menus for private chats, groups, the staff and admins, and the texts of its
profile."""

import logging
from collections.abc import Awaitable, Callable, Collection, Iterator
from functools import partial

from telegram import (
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    MenuButtonCommands,
)
from telegram.error import TelegramError

from bot import admin
from bot.core.knowledge import Knowledge
from bot.core.words import label
from bot.telegram.client import Client

log = logging.getLogger(__name__)

COMMANDS = (
    "start", "ask", "file", "progress", "rejected", "history", "status", "help", "mydata", "forget", "privacy",
    "cancel", "remind", "menu", "lang",
)  # fmt: skip
GROUP_COMMANDS = ("ask", "help")
STAFF_COMMANDS = ("t", "close")
ADMIN_COMMANDS = (*COMMANDS, *admin.COMMANDS)


Shown = dict[tuple[str, ...], object]
"""The words that were set last, by what they are and for whom."""


async def introduce(client: Client, knowledge: Knowledge, admins: Collection[int], said: Shown, language: str) -> None:
    """Set everything whose words differ from what was `said` before; update `said`. What fails stays as it was.

    language: two letters, for people whose Telegram speaks it; "" for all others. `knowledge` is in that language.
    """
    for what, words, call in _calls(client, knowledge, admins, language):
        if said.get(what) == words:
            continue
        try:
            await call()
        except TelegramError as error:
            if "chat not found" in str(error).lower():
                log.info(
                    "有管理员还没给机器人发过消息，或者机器人不在工作人员的群里：那里的命令菜单等管理员发了消息、或者重启以后再设"
                )
            else:
                log.warning("命令菜单和简介有一项没能更新：%s", error)
        else:
            said[what] = words


def _calls(
    client: Client, knowledge: Knowledge, admins: Collection[int], language: str
) -> Iterator[tuple[tuple[str, ...], object, Callable[[], Awaitable[object]]]]:
    """Yield what is set and for whom, its words, and the call that sets it."""
    for name, setting in (
        ("bot-description", client.set_my_description),
        ("bot-short-description", client.set_my_short_description),
    ):
        words = label(knowledge, name)
        yield (name, language), words, partial(setting, words, language or None)
    yield ("menu-button", language), "commands", partial(client.set_chat_menu_button, menu_button=MenuButtonCommands())
    human = ("human",) if knowledge.desk else ()
    staff = (knowledge.desk.chat,) if knowledge.desk else ()
    menus: list[tuple[BotCommandScope, tuple[str, ...]]] = [
        (BotCommandScopeAllPrivateChats(), COMMANDS + human),
        (BotCommandScopeAllGroupChats(), GROUP_COMMANDS),
        *((BotCommandScopeChat(one), STAFF_COMMANDS) for one in staff),
        # Telegram refuses this for an admin who never wrote to the bot; the first message starts another try.
        *((BotCommandScopeChat(one), ADMIN_COMMANDS + human) for one in admins),
    ]
    for scope, names in menus:
        commands = [(name, label(knowledge, f"command-{name}")) for name in names]
        place = scope.to_json()
        yield (
            ("menu", place, language),
            commands,
            partial(client.set_my_commands, commands, scope, language_code=language or None),
        )
