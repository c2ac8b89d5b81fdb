"""Inline mode: text typed behind the bot's name in any chat is answered with excerpts, at once.

Nothing of it is durable: the next letter brings the next query, and an old one is worthless.
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
"""How long Telegram may repeat an answer to the person who types the same again. Others may read another language."""
AT_ONCE = 32
"""People answered at the same time."""
MOST_WAITING = 1_000
"""People who wait for that: some five seconds' worth. Any more are dropped, as nobody waits that long."""
LATE = 5.0
"""Seconds after which an answer on its way is given up."""
LONGEST_SUMMARY = 120
"""Characters below an excerpt's title; phones show two lines of them."""
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Inline:
    """Answers the inline queries of one bot. No error leaves it. Call `finish` at the end."""

    def __init__(self, client: Client, service: Service) -> None:
        self._client = client
        self._service = service
        self._newest: dict[int, InlineAsked] = {}
        """By person: the last query, the only one worth an answer."""
        self._under_way: dict[int, asyncio.Task[None]] = {}

    def take(self, asked: InlineAsked) -> None:
        """Answer a query, without waiting for it; behind the answer to the same person that is on its way, as breaking
        that off costs a connection."""
        if asked.user in self._newest or len(self._newest) < MOST_WAITING:
            self._newest[asked.user] = asked
            self._begin()

    def _begin(self) -> None:
        """Answer those who have waited longest, as far as there is room."""
        while len(self._under_way) < AT_ONCE:
            user = next((each for each in self._newest if each not in self._under_way), None)
            if user is None:
                return
            self._under_way[user] = asyncio.create_task(self._answer_newest(user))

    async def _answer_newest(self, user: int) -> None:
        try:
            await self._answer(self._newest.pop(user))
        finally:
            del self._under_way[user]
            self._begin()

    async def finish(self) -> None:
        """Give up what is under way and what waits."""
        self._newest.clear()
        tasks = [*self._under_way.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _answer(self, asked: InlineAsked) -> None:
        try:
            on = continue_label(asked.text, self._service.knowledge, asked.language)
            found = await self._service.excerpts(asked.text, asked.language)
            articles = [self._article(excerpt, on) for excerpt in found]
            button = InlineQueryResultsButton(on, start_parameter="ask")
            async with asyncio.timeout(LATE):
                await self._client.answer_inline_query(
                    asked.query, articles, cache_time=CACHE_SECONDS, is_personal=True, button=button
                )
        except (TelegramError, TimeoutError) as error:
            log.info("一次行内查询没答上：%s", str(error) or "太慢")
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
