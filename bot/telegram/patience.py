"""What people are told while their events wait: that a press was felt, and that something cannot be stored now."""

import asyncio
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from telegram.error import TelegramError

from bot.core.events import Incoming, InPublic
from bot.service import Service
from bot.telegram.client import Client
from bot.telegram.markup import render

log = logging.getLogger(__name__)

SORRY_EVERY = 600.0
"""Seconds between two messages to a person that nothing can be stored."""
PRESS_SECONDS = 0.4
"""A press that waits longer than this for its turn is answered before it. Even with the delay by the webhook (its
`HOLD_SECONDS`) nobody wonders for a second whether it was felt."""


class Patience:
    """Asks the people of one bot for patience. All it says goes past the outbox, and no error leaves it."""

    def __init__(self, client: Client, service: Service) -> None:
        self._client = client
        self._service = service
        self._told: dict[int | str, float] = {}
        """By chat, or query of a press: when it was said there that nothing can be stored."""
        self._pressed: dict[str, Incoming] = {}
        """By query: the presses that wait for their turns and were not answered."""
        self._soothing: set[asyncio.Task[None]] = set()

    @contextmanager
    def asked_for(self, events: Iterable[Incoming]) -> Iterator[None]:
        """Answer, after PRESS_SECONDS, the presses among these events that still wait for their turns in the block."""
        presses = {incoming.query: incoming for incoming in events if incoming.query}
        self._pressed |= presses
        timer = asyncio.get_running_loop().call_later(PRESS_SECONDS, self._soothe, presses) if presses else None
        try:
            yield
        finally:
            if timer is not None:
                timer.cancel()
            for query in presses:  # left by events that were skipped, or come again
                self._pressed.pop(query, None)

    def over(self, incoming: Incoming) -> None:
        """Note that an event was taken, so that its turn answers the press."""
        self._pressed.pop(incoming.query or "", None)

    async def say_sorry(self, incoming: Incoming) -> None:
        """Tell the person that the message will be dealt with later: in answer to a press, or as a message, which is
        repeated only after SORRY_EVERY. The outbox is out of order, too."""
        now = asyncio.get_running_loop().time()
        self._told = {told: at for told, at in self._told.items() if now - at < SORRY_EVERY}
        query = incoming.query if self._pressed.pop(incoming.query or "", None) else None
        place = query or incoming.chat
        if place in self._told or (isinstance(incoming.event, InPublic) and not query):
            return
        self._told[place] = now
        text = self._service.label("sorry-storage", incoming)
        try:
            if query:
                await self._client.answer_callback_query(query, text)
            else:
                await self._client.show(incoming.chat, render(text)[0])
        except TelegramError as error:
            log.warning("没能告诉用户存储出了问题：%s", error)

    def _soothe(self, presses: Iterable[str]) -> None:
        """Answer presses that still wait, so that the button stops turning. Telegram drops the later answer of their
        turns, but the screens of these are shown."""
        for query in presses:
            if incoming := self._pressed.pop(query, None):
                task = asyncio.create_task(self._ask_for_patience(query, incoming))
                self._soothing.add(task)
                task.add_done_callback(self._soothing.discard)

    async def _ask_for_patience(self, query: str, incoming: Incoming) -> None:
        try:
            await self._client.answer_callback_query(query, self._service.label("one-moment", incoming))
        except TelegramError as error:
            log.info("没能让按按钮的人稍等：%s", error)
