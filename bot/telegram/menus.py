"""How the bot presents itself: menus of commands for private chats, groups and admins, the texts of its profile."""

import logging
from collections.abc import Awaitable, Collection, Iterator

from telegram import (
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    MenuButtonCommands,
)
from telegram.error import TelegramError

from bot.core.knowledge import Knowledge
from bot.core.words import label
from bot.telegram.client import Client

log = logging.getLogger(__name__)

COMMANDS = (
    "start", "file", "progress", "rejected", "history", "status", "help", "mydata", "forget", "cancel", "remind",
    "menu", "lang",
)  # fmt: skip
GROUP_COMMANDS = ("ask", "help")
ADMIN_COMMANDS = (*COMMANDS, "reload", "misses", "stats", "health")


async def introduce(client: Client, knowledge: Knowledge, admins: Collection[int], language: str = "") -> None:
    """Set everything for people whose Telegram speaks this language (its two letters; "": for all others), in the words
    of this content. Where something of it fails, the old stays."""
    for call in _calls(client, knowledge, admins, language or None):
        try:
            await call
        except TelegramError as error:
            log.warning("命令菜单和简介有一项没能更新：%s", error)


def _calls(
    client: Client, knowledge: Knowledge, admins: Collection[int], language: str | None
) -> Iterator[Awaitable[object]]:
    yield client.set_my_description(label(knowledge, "bot-description"), language)
    yield client.set_my_short_description(label(knowledge, "bot-short-description"), language)
    yield client.set_chat_menu_button(menu_button=MenuButtonCommands())
    human = ("human",) if knowledge.desk else ()
    menus: list[tuple[BotCommandScope, tuple[str, ...]]] = [
        (BotCommandScopeAllPrivateChats(), COMMANDS + human),
        (BotCommandScopeAllGroupChats(), GROUP_COMMANDS),
        # Telegram refuses this for an admin that never wrote to the bot.
        *((BotCommandScopeChat(admin), ADMIN_COMMANDS + human) for admin in admins),
    ]
    for scope, names in menus:
        commands = [(name, label(knowledge, f"command-{name}")) for name in names]
        yield client.set_my_commands(commands, scope, language_code=language)
