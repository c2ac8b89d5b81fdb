"""Inline mode: what somebody types behind the bot's name in any chat is answered with excerpts, at once.

Nothing of it is durable: with the next letter comes the next query, and an old one is worthless.
"""

import asyncio
import logging

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.helpers import create_deep_linked_url

from bot.core.plain import plain
from bot.core.public import Excerpt, continue_label
from bot.core.words import clip
from bot.logs import where
from bot.service import Service
from bot.telegram.client import Client
from bot.telegram.markup import render
from bot.telegram.parse import inline_query

log = logging.getLogger(__name__)

CACHE_SECONDS = 300
"""How long Telegram may give the same answer to who types the same again; others may read another language."""
AT_ONCE = 32
"""Queries that are answered at the same time; whoever types on gets the next one."""
LONGEST_SUMMARY = 120
"""Characters below an excerpt's title, of which phones show two lines."""
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Inline:
    """Answers the inline queries of one bot. No error leaves it. At the end `finish`."""

    def __init__(self, client: Client, service: Service) -> None:
        self._client = client
        self._service = service
        self._under_way: set[asyncio.Task[None]] = set()

    def take(self, update: Update) -> bool:
        """Answer the update if it is an inline query, without making anybody wait for it; whether it is one."""
        if not (query := inline_query(update)):
            return False
        if len(self._under_way) < AT_ONCE:
            task = asyncio.create_task(self._answer(*query))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        return True

    async def finish(self) -> None:
        """Give up what is under way."""
        tasks = set(self._under_way)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _answer(self, query: str, text: str, language: str) -> None:
        try:
            on = continue_label(text, self._service.knowledge, language)
            articles = [self._article(excerpt, on) for excerpt in self._service.excerpts(text, language)]
            button = InlineQueryResultsButton(on, start_parameter="ask")
            await self._client.answer_inline_query(
                query, articles, cache_time=CACHE_SECONDS, is_personal=True, button=button
            )
        except TelegramError as error:
            log.info("一次行内查询没答上：%s", error)
        except Exception as error:
            log.error("回答行内查询时程序出错：%s", where(error))

    def _article(self, excerpt: Excerpt, on: str) -> InlineQueryResultArticle:
        more = InlineKeyboardButton(on, url=create_deep_linked_url(self._client.username, excerpt.link))
        return InlineQueryResultArticle(
            excerpt.id,
            excerpt.title,
            InputTextMessageContent(render(excerpt.text)[0], ParseMode.HTML, link_preview_options=_NO_PREVIEW),
            description=clip(" ".join(plain(excerpt.summary).split()), LONGEST_SUMMARY),
            reply_markup=InlineKeyboardMarkup.from_button(more),
        )
