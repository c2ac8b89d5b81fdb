"""Inline mode: what somebody types behind the bot's name in any chat is answered with excerpts, at once.

Nothing of it is durable: with the next letter comes the next query, and an old one is worthless.
"""

import asyncio
import logging
from functools import partial

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
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
from bot.telegram.parse import InlineAsked

log = logging.getLogger(__name__)

CACHE_SECONDS = 300
"""How long Telegram may give the same answer to who types the same again; others may read another language."""
AT_ONCE = 32
"""People that are answered at the same time; whoever types on gets the next one."""
LONGEST_SUMMARY = 120
"""Characters below an excerpt's title, of which phones show two lines."""
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Inline:
    """Answers the inline queries of one bot. No error leaves it. At the end `finish`."""

    def __init__(self, client: Client, service: Service) -> None:
        self._client = client
        self._service = service
        self._under_way: dict[int, asyncio.Task[None]] = {}
        """By person: of one who types on, only the last query is worth an answer."""

    def take(self, asked: InlineAsked) -> None:
        """Answer a query, without making anybody wait for it."""
        user = asked.user
        if before := self._under_way.pop(user, None):
            before.cancel()
        if len(self._under_way) >= AT_ONCE:
            return
        task = self._under_way[user] = asyncio.create_task(self._answer(asked))
        task.add_done_callback(partial(self._forget, user))

    def _forget(self, user: int, task: asyncio.Task[None]) -> None:
        if self._under_way.get(user) is task:
            del self._under_way[user]

    async def finish(self) -> None:
        """Give up what is under way."""
        tasks = [*self._under_way.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _answer(self, asked: InlineAsked) -> None:
        try:
            on = continue_label(asked.text, self._service.knowledge, asked.language)
            articles = [self._article(excerpt, on) for excerpt in self._service.excerpts(asked.text, asked.language)]
            button = InlineQueryResultsButton(on, start_parameter="ask")
            await self._client.answer_inline_query(
                asked.query, articles, cache_time=CACHE_SECONDS, is_personal=True, button=button
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
