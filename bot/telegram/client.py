"""PTB's bot with four habits changed: how it reads updates, how it reads answers, how it prints itself, and when it
sends.

It uses nothing of `telegram.ext`, which loads a web server (0.1 s and 5 MB at every start).
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from telegram import Bot, InputFile, Update
from telegram._utils.types import JSONDict, ODVInput
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, NetworkError, TelegramError

from bot.core.replies import File
from bot.telegram.limits import TELEGRAMS, Limits, SendingLimits
from bot.telegram.markup import Keys, without_times
from bot.telegram.request import READ_SECONDS, AiohttpRequest

POLL_SECONDS = 25
"""How long Telegram holds a getUpdates open while there is nothing. A dead line stays unnoticed READ_SECONDS longer."""
UPLOAD_SECONDS = 60.0
"""How long Telegram may take to answer a file."""
BUSY_AFTER = 1.0
"""Seconds after which a waiting person is shown that something is under way."""
BUSY_LASTS = 4.5
"""Seconds until that is shown again: Telegram shows it for five."""
_NO_PREVIEW = {"is_disabled": True}
WANTED = ("message", "edited_message", "callback_query", "inline_query", "chosen_inline_result")
"""The kinds of updates that we ask Telegram for."""
_NUMBERS = range(1 << 62)
"""The update ids that a store can keep."""
MOST_VALUES = 10_000
"""The most values in an update: several times what the fullest message and the one it replies to can hold."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something that came in place of an update. `why` holds nothing of its content. Without an id it cannot be told
    from others."""

    update_id: int | None
    why: str


class Client(Bot):
    """The Bot API of one bot. `initialize` calls getMe, `shutdown` closes the connections.

    api_url: without the token, e.g. https://api.telegram.org. proxy: see `AiohttpRequest`; "" for none.
    """

    def __init__(self, token: str, api_url: str, proxy: str = "", limits: Limits = TELEGRAMS) -> None:
        self._http = request = AiohttpRequest(proxy)
        self._limits, self._sending = limits, SendingLimits(limits)
        super().__init__(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=request,
            get_updates_request=request,
        )

    def __repr__(self) -> str:
        # PTB's own shows the token.
        return "Client()"

    @property
    def limits(self) -> Limits:
        """The limits that it was given. PTB refuses a plain attribute of this name."""
        return self._limits

    def rest(self, chat: int) -> float:
        """Note that what was sent to a chat is marked as done. Return for how many seconds it should be left alone. 0:
        not at all."""
        return self._sending.rest(chat)

    async def _do_post(
        self, endpoint: str, data: JSONDict, **timeouts: ODVInput[float]
    ) -> bool | JSONDict | list[JSONDict]:
        """Wait for the chat's turn, then make the call. Every call comes through here; one that goes to no chat, e.g.
        the answer to a press, passes at once."""
        if isinstance(chat := data.get("chat_id"), int):
            # That we are typing is nobody's act: it is shown while a file is fetched, and may be shown twice.
            await self._sending.turn(chat, marked=endpoint != "sendChatAction")
        began = time.monotonic()
        answer = await super()._do_post(endpoint, data, **timeouts)
        if endpoint != "getUpdates":  # which is held back while there are none
            self._sending.came_back(time.monotonic() - began)
        return answer

    async def rebuild(self) -> None:
        """Build the HTTP client anew. Calls under way fail."""
        await self._http.rebuild()

    async def updates(self, offset: int) -> list[Update | Unreadable]:
        """Wait for updates from `offset` on; Telegram forgets those before it. Raises TelegramError.

        Not `get_updates`: there one update that PTB cannot read makes its whole batch fail, again and again. Here each
        one returned has an id, so that the offset moves past it.
        """
        wanted = {"offset": offset, "timeout": POLL_SECONDS, "allowed_updates": WANTED}
        raw = await self._post("getUpdates", wanted, read_timeout=POLL_SECONDS + READ_SECONDS)
        if not isinstance(raw, list):
            raise NetworkError("getUpdates 的回答不是列表")
        read = [update for each in raw if (update := self.read(each)).update_id is not None]
        if raw and not read:
            raise NetworkError("回答里的更新都没有编号")
        return read

    async def show(
        self,
        chat: int,
        text: str,
        keys: Keys | None = None,
        *,
        edit: int | None = None,
        reply_to: int | None = None,
        thread: int | None = None,
    ) -> int:
        """Send a text in HTML, or put it in place of the message `edit`; return the message's id (0: Telegram told
        none).

        reply_to: the message that it answers, if that is still there. thread: the topic of a forum. Raises
        TelegramError.

        Not `send_message`: that makes a Message of the answer, which is a good part of all work for an update, is read
        by nobody here, and may fail although the text is shown.
        """
        data: JSONDict = {"chat_id": chat, "text": text, "parse_mode": ParseMode.HTML, "reply_markup": keys}
        data["link_preview_options"] = _NO_PREVIEW
        method = "sendMessage" if edit is None else "editMessageText"
        if edit is not None:
            data["message_id"] = edit
        else:
            if reply_to is not None:
                data["reply_parameters"] = {"message_id": reply_to, "allow_sending_without_reply": True}
            data["message_thread_id"] = thread
        try:
            sent = await self._post(method, data)
        except BadRequest as error:
            if "tg-time" not in error.message:
                raise
            sent = await self._post(method, data | {"text": without_times(text)})
        number = sent.get("message_id") if isinstance(sent, dict) else None
        return number if isinstance(number, int) else 0

    async def unbutton(self, chat: int, message: int) -> None:
        """Take the buttons off a message. Raises TelegramError."""
        await self._post("editMessageReplyMarkup", {"chat_id": chat, "message_id": message})

    async def open_topic(self, chat: int, name: str) -> int | None:
        """Open a topic in a forum; return its id. None: the group has no topics, or we may not open one. Raises
        TelegramError if another try may help."""
        try:
            made = await self._post("createForumTopic", {"chat_id": chat, "name": name})
        except BadRequest:
            return None
        number = made.get("message_thread_id") if isinstance(made, dict) else None
        return number if isinstance(number, int) else None

    async def close_topic(self, chat: int, topic: int) -> None:
        """Close a topic, if it can be closed. Raises TelegramError if another try may help."""
        with suppress(BadRequest):
            await self._post("closeForumTopic", {"chat_id": chat, "message_thread_id": topic})

    async def send_file(self, chat: int, file: File, caption: str) -> None:
        """Send a file with a text in HTML below it. Raises TelegramError."""
        method, field = ("sendPhoto", "photo") if file.picture else ("sendDocument", "document")
        data: JSONDict = {"chat_id": chat, field: InputFile(file.content, file.name)}
        data |= {"caption": caption, "parse_mode": ParseMode.HTML}
        await self._post(method, data, read_timeout=UPLOAD_SECONDS)

    async def download(self, file: str) -> bytes:
        """Return the content of the file of this id. Raises TelegramError.

        Not PTB's File: with a server on this machine, that opens whatever path the server names.
        """
        found = await self._post("getFile", {"file_id": file})
        path = found.get("file_path") if isinstance(found, dict) else None
        if not isinstance(path, str) or path.startswith("/"):
            raise NetworkError("getFile 给的路径不在服务器地址下")
        return await self._http.retrieve(f"{self.base_file_url}/{quote(path)}")

    @asynccontextmanager
    async def busy(self, chat: int, action: ChatAction) -> AsyncIterator[None]:
        """Show in a chat that something is under way, if the block takes longer than BUSY_AFTER. Failures to show it
        are ignored."""
        shown = asyncio.create_task(self._show_busy(chat, action))
        try:
            yield
        finally:
            shown.cancel()

    async def _show_busy(self, chat: int, action: ChatAction) -> None:
        await asyncio.sleep(BUSY_AFTER)
        with suppress(TelegramError):
            while True:
                await self.send_chat_action(chat, action)
                await asyncio.sleep(BUSY_LASTS)

    def read(self, raw: Any) -> Update | Unreadable:
        """Make an update of this JSON, given as a value or as bytes."""
        if isinstance(raw, bytes):
            try:
                raw = json.loads(raw.decode("utf-8", "replace"))
            except (ValueError, RecursionError):
                return Unreadable(None, "不是 JSON")
        number = raw.get("update_id") if isinstance(raw, dict) else None
        if type(number) is not int or number not in _NUMBERS:
            return Unreadable(None, "没有 update_id")
        if not _is_bearable(raw):
            return Unreadable(number, "太大")
        try:
            return Update.de_json(raw, self)
        except Exception as error:
            # PTB does not document what it raises for unexpected content.
            return Unreadable(number, type(error).__name__)


def _is_bearable(raw: Any) -> bool:
    """Tell whether this holds no more values than an update does. PTB makes an object of each part: very many take
    seconds, in which nobody else is served. A long text is no problem: it is cut, and its sender answered."""
    values, parts = MOST_VALUES, [raw]
    while parts:
        part = parts.pop()
        if isinstance(part, dict | list):
            values -= len(part)
            if values < 0:
                return False
            parts += part.values() if isinstance(part, dict) else part
    return True
