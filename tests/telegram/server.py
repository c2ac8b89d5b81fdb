"""A Bot API server for tests and benchmarks: what Telegram does, as far as this bot can notice, on a loopback port.

    async with FakeTelegram() as telegram:
        telegram.say(7, "备案要多久")                      # an update; the bot polls for it
        await telegram.until(lambda: telegram.texts(7))   # what the bot sent to chat 7
        telegram.fail("sendMessage", status=429, retry_after=3, chat=7)

Updates are kept until a getUpdates with a higher offset forgets them, as Telegram does; so they come again where the
bot does not acknowledge them. Every request is recorded in `calls` and checked as Telegram checks it, against the Bot
API's description (`api`) too; what Telegram would refuse is answered with its 400 and noted in `problems`. It encodes
what `tdlib/telegram-bot-api` and the Bot API's documentation say; nothing here was compared with Telegram itself.
"""

import asyncio
import html
import json
import re
import ssl
import time
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Self

import aiohttp
from aiohttp import web

from tests.telegram import api

Json = dict[str, Any]

TOKEN = "123456789:AAfaketokenfaketokenfaketokenfakeOK"
SETTINGS = {"BOT_TOKEN": TOKEN, "BOT_OPERATOR": "某某_网络有限公司", "BOT_CONTACT": "privacy@example.com"}
"""What `python -m bot` must be told to be this bot."""
USERNAME = "beian_test_bot"
_TAG = re.compile(
    r"<(/?)([a-z-]+)(?:(?<=<a) href=\"[^\"<>]*\"|(?<=blockquote) expandable|(?<=tg-time) unix=\"\d{1,10}\")?>"
)
_TAGS = {"b", "i", "u", "s", "code", "pre", "a", "blockquote", "tg-time"}
_START = re.compile(rf"https?://t\.me/{USERNAME}\?(?:start|startgroup)=([^\s\"&<]*)")
_STRAY = re.compile(r"[<>]|&(?!(?:lt|gt|amp|quot|#\d+);)")


@dataclass(frozen=True, slots=True)
class Call:
    """A request: when it came (`time.monotonic`), and the status that was sent back (0: the connection was cut)."""

    method: str
    params: Json
    at: float
    status: int


@dataclass(slots=True)
class Fault:
    """How calls of a method go wrong, for one chat or all.

    The first `passing` calls do not, then `times` do (None: until it is lifted).

    status, text, retry_after, migrate_to: the error. body: sent as it is, with `status`. delay: seconds before
    anything. cut: the connection ends "before" or "after" the call took effect. redirect: the server that the
    caller is sent to.
    """

    method: str
    chat: int | None = None
    passing: int = 0
    times: int | None = None
    status: int = 200
    text: str = ""
    retry_after: int = 0
    migrate_to: int = 0
    body: bytes | None = None
    delay: float = 0.0
    cut: str = ""
    redirect: str = ""

    def hits(self, method: str, chat: object) -> bool:
        """Whether it applies to this call; counts it."""
        if self.method != method or self.chat not in (None, chat) or self.times == 0:
            return False
        if self.passing > 0:
            self.passing -= 1
            return False
        if self.times is not None:
            self.times -= 1
        return True


@dataclass(slots=True)
class Shown:
    """A message of the bot as the person sees it now: plain text, keyboard, HTML as sent, how often it was edited, the
    forum topic it stands in, the message it is a reply to."""

    text: str
    html: str
    buttons: list[list[Json]] = field(default_factory=list)
    edits: int = 0
    keys: list[str] | None = None
    """Keys that came with it for below the field for typing; [] where it took them away."""
    reply_to: int | None = None
    thread: int | None = None

    def data(self, label: str) -> str:
        """The data of the button whose label contains this. Fails where there is none."""
        return str(next(key["callback_data"] for row in self.buttons for key in row if label in key["text"]))


@dataclass(frozen=True, slots=True)
class Sent:
    """A file of the bot, with the plain text below it."""

    name: str
    content: bytes
    caption: str = ""
    picture: bool = False


class ApiError(Exception):
    """An answer that is no success."""

    def __init__(self, status: int, text: str, **parameters: int) -> None:
        super().__init__(text)
        self.status, self.text, self.parameters = status, text, parameters


class _Cut(Exception):
    """The connection was cut; nobody reads what is sent now."""


class FakeTelegram:
    """One bot's Telegram. All in memory, one event loop; `start` and `stop` may be repeated and keep everything."""

    def __init__(self, token: str = TOKEN, tls: ssl.SSLContext | None = None) -> None:
        self.token = token
        self.tls = tls
        self.port = 0
        self.calls: list[Call] = []
        self.problems: list[str] = []
        self.chats: defaultdict[int, dict[int, Shown]] = defaultdict(dict)
        """Per chat its messages of the bot by message id, in order."""
        self.files: defaultdict[int, list[Sent]] = defaultdict(list)
        """Per chat the files that the bot sent."""
        self.uploads: dict[str, bytes] = {}
        """Files of people, by id."""
        self.busy: defaultdict[int, list[str]] = defaultdict(list)
        """Per chat what the bot said that it was doing."""
        self.answered: dict[str, str] = {}
        """Presses that were answered, by query id, with the toast's text."""
        self.menus: dict[tuple[str, int | None, str | None], list[str]] = {}
        """Commands by the scope's kind, its chat and its language."""
        self.words: defaultdict[str | None, set[str]] = defaultdict(set)
        """What the commands are said to do, by language."""
        self.cards: dict[str, list[Json]] = {}
        """Inline queries that were answered, by query id, with the results."""
        self.left: list[int] = []
        """Chats that the bot left, in order."""
        self.settings: dict[str, Any] = {}
        """What the other methods that set something for good have set; `name:en` for clients of that language."""
        self.topics: dict[int, dict[int, str]] = {}
        """Per forum its open topics by id, with their names."""
        self.updates: list[Json] = []
        """Not acknowledged yet."""
        self.handed: dict[int, float] = {}
        """When (`time.monotonic`) an update was first given out to a poll, by its id."""
        self.counts: Counter[str] = Counter()
        self.hook: Json = {}
        """What setWebhook set: updates are posted there, each queue in order, until they are answered by 2xx."""
        self.posts: list[tuple[int, int]] = []
        """Posts to the webhook: update id, and the status that came back (0: none did)."""
        self.socket: Path | None = None
        """Where the reverse proxy passes posts on to; None: they go to the webhook's address itself."""
        self.limit = (0, 0.0)
        """So many messages in so many seconds, and one for each chat, are taken; more are answered by 429. 0: any."""
        self.knows_times = True
        """Whether moments are taken, as by Telegram itself and by servers of Bot API 9.5 and later."""
        self.refusals = 0
        """How many messages were over the limit."""
        self._taken: deque[tuple[float, int]] = deque()
        self._deliveries: dict[tuple[str, int], asyncio.Task[None]] = {}
        self._faults: list[Fault] = []
        self._asked: set[str] = set()
        self._authors: dict[tuple[int, int], int] = {}
        """Who wrote a message, by its chat and id."""
        self._said: dict[int, Json] = {}
        self._next_update, self._next_message = 1000, 1
        self._something = asyncio.Event()
        self._pushed = asyncio.Event()
        self._poll: asyncio.Future[None] | None = None
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """What the bot takes for https://api.telegram.org."""
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        """Listen; on the port of the last time where there was one."""
        app = web.Application(client_max_size=60_000_000)
        app.router.add_route("*", "/{path:.*}", self._handle)
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.05)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True, ssl_context=self.tls)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self._deliver()

    async def stop(self) -> None:
        """Cut every connection and refuse new ones."""
        for delivery in self._deliveries.values():
            delivery.cancel()
        await asyncio.gather(*self._deliveries.values(), return_exceptions=True)
        if self._runner is not None:
            runner, self._runner = self._runner, None
            await runner.cleanup()

    # What people do

    def push(self, update: Json) -> int:
        """Put an update of any shape in the queue; it gets the next id unless it has one."""
        update.setdefault("update_id", self._next_update)
        self._next_update = max(self._next_update, int(update["update_id"])) + 1
        self.updates.append(update)
        self._pushed.set()
        self._deliver(update)
        return int(update["update_id"])

    def say(self, user: int, text: str, *, chat: int | None = None, **more: Any) -> int:
        """A person writes a text, in private or in a group (`chat` below 0); its update id."""
        message = self._message(user, user if chat is None else chat) | {"text": text} | more
        number = self.push({"message": message})
        self._said[number] = message
        return number

    def edit(self, said: int, text: str = "", **content: Any) -> int:
        """A person changes a text, or something else that was sent, given by its update id."""
        changed = ({"text": text} if text else {}) | {"edit_date": int(time.time())} | content
        return self.push({"edited_message": self._said[said] | changed})

    def send(self, user: int, **content: Any) -> int:
        """A person sends something else: photo=…, sticker=…, caption=…"""
        message = self._message(user, user) | content
        number = self.push({"message": message})
        self._said[number] = message
        return number

    def upload(self, user: int, content: bytes, **about: Any) -> int:
        """A person sends a text file."""
        return self.send(user, document=self.text_file(content) | about)

    def text_file(self, content: bytes) -> Json:
        """A text file that can be downloaded."""
        name = f"file{len(self.uploads)}.txt"
        self.uploads[name] = content
        return {"file_id": name, "file_unique_id": name, "mime_type": "text/plain", "file_size": len(content)}

    def press(self, user: int, data: str, message: int, *, chat: int | None = None) -> str:
        """A person presses a button below one of the bot's messages; the query's id, to be found in `answered`."""
        query = f"query{self._next_update}"
        self._asked.add(query)
        where = self._message(user, user if chat is None else chat) | {"message_id": message}
        shown = self.chats[where["chat"]["id"]].get(message)
        if shown and shown.reply_to:
            answered = (one for one in self._said.values() if one["message_id"] == shown.reply_to)
            about = next((one for one in answered if one["chat"] == where["chat"]), None)
            where |= {"reply_to_message": about | {"reply_to_message": None}} if about else {}
        about = {"id": query, "from": _person(user), "chat_instance": "1", "data": data, "message": where}
        self.push({"callback_query": about})
        return query

    def look_up(self, user: int, text: str, **about: Any) -> str:
        """A person types behind the bot's name in some chat; the query's id, to be found in `cards`."""
        query = f"inline{self._next_update}"
        self._asked.add(query)
        self.push({"inline_query": {"id": query, "from": _person(user) | about, "query": text, "offset": ""}})
        return query

    def choose(self, user: int, card: str, text: str) -> int:
        """A person puts one of the cards into a chat; the update's id."""
        return self.push({"chosen_inline_result": {"result_id": card, "from": _person(user), "query": text}})

    # What the bot did

    def author(self, chat: int, message: int | None) -> int:
        """Who wrote the message of this id. KeyError: no person did."""
        return self._authors[chat, message or 0]

    def texts(self, chat: int) -> list[str]:
        """The plain texts that are to be seen in a chat now, oldest first."""
        return [shown.text for shown in self.chats[chat].values()]

    def count(self, method: str) -> int:
        """How many calls of a method came, however they ended."""
        return self.counts[method]

    async def until(self, condition: Callable[[], object], seconds: float = 60.0) -> None:
        """Wait for something that a call brings about. TimeoutError, with the last calls, where it does not come: late,
        as a machine may be busy with something else; fewer seconds are a promise of the bot's."""
        try:
            async with asyncio.timeout(seconds):
                while not condition():
                    self._something.clear()
                    await self._something.wait()
        except TimeoutError:
            last = [(call.method, call.params.get("chat_id"), call.status) for call in self.calls[-10:]]
            raise TimeoutError(f"did not happen within {seconds} s; last calls: {last}") from None

    # Faults

    def fail(self, method: str, **how: Any) -> Fault:
        """Make calls of a method go wrong as `Fault` says; give the fault to `lift` to end it."""
        fault = Fault(method, **how)
        self._faults.append(fault)
        return fault

    def lift(self, fault: Fault) -> None:
        """The method works again."""
        self._faults.remove(fault)

    @asynccontextmanager
    async def failing(self, method: str, **how: Any) -> AsyncIterator[Fault]:
        """`fail` for as long as the block lasts."""
        fault = self.fail(method, **how)
        try:
            yield fault
        finally:
            self.lift(fault)

    # The server's side

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        method = request.path.rpartition("/")[2]
        if request.path.startswith(f"/file/bot{self.token}/"):
            status, content = await self.answer("download", {"path": method}, request)
            return web.Response(body=content, status=status)
        if request.path != f"/bot{self.token}/{method}":
            self._note(Call(method, {}, time.monotonic(), 401))
            answer = b'{"ok":false,"error_code":401,"description":"Unauthorized"}'
            return web.Response(body=answer, status=401, content_type="application/json")
        status, answer = await self.answer(method, await _params(method, request), request)
        return web.Response(body=answer, status=status, content_type="application/json")

    async def answer(self, method: str, params: Json, request: web.Request | None = None) -> tuple[int, bytes]:
        """Status and body of the answer to a call. request: whose connection is cut where a fault says so."""
        began = time.monotonic()
        self.counts[method] += 1
        status, answer = 0, b""
        wrong = api.faults(method, params) if method != "download" else []  # which is no method, but an address
        self.problems += wrong
        try:
            status, answer = await self._answer(request, method, params, wrong)
        except _Cut:
            pass
        finally:
            self._note(Call(method, params, began, status))
        return status, answer

    def _note(self, call: Call) -> None:
        self.calls.append(call)
        self._something.set()

    async def _answer(
        self, request: web.Request | None, method: str, params: Json, wrong: list[str]
    ) -> tuple[int, bytes]:
        fault = next((f for f in self._faults if f.hits(method, params.get("chat_id"))), None)
        cut = ""
        try:
            if fault is not None:
                cut = fault.cut
                await self._go_wrong(request, fault)
                if fault.body is not None:
                    return fault.status, fault.body
            if wrong:
                raise ApiError(400, f"Bad Request: {wrong[0]}")
            result = await getattr(self, f"_do_{method}")(params)
            if cut == "after":
                _cut(request)
        except ApiError as error:
            body: Json = {"ok": False, "error_code": error.status, "description": error.text}
            if error.parameters:
                body["parameters"] = error.parameters
            return error.status, json.dumps(body).encode()
        return 200, result if isinstance(result, bytes) else json.dumps({"ok": True, "result": result}).encode()

    async def _go_wrong(self, request: web.Request | None, fault: Fault) -> None:
        if fault.delay:
            await asyncio.sleep(fault.delay)
        if fault.cut == "before":
            _cut(request)
        if fault.redirect and request is not None:
            raise web.HTTPTemporaryRedirect(fault.redirect + request.path)
        if fault.retry_after:
            raise ApiError(429, f"Too Many Requests: retry after {fault.retry_after}", retry_after=fault.retry_after)
        if fault.migrate_to:
            text = "Bad Request: group chat was upgraded to a supergroup chat"
            raise ApiError(400, text, migrate_to_chat_id=fault.migrate_to)
        if fault.status != 200 and fault.body is None:
            raise ApiError(fault.status, fault.text or f"status {fault.status}")

    async def _do_getMe(self, params: Json) -> Json:
        return {"id": 1, "is_bot": True, "first_name": "备案助手", "username": USERNAME}

    async def _do_deleteWebhook(self, params: Json) -> bool:
        self.hook = {}
        if params.get("drop_pending_updates"):
            self.updates.clear()
        return True

    async def _do_setWebhook(self, params: Json) -> bool:
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", str(params.get("secret_token", ""))):
            raise self._refused("secret token")
        self.hook = params
        self._deliver()
        return True

    async def _do_getWebhookInfo(self, params: Json) -> Json:
        about = {"has_custom_certificate": False, "pending_update_count": len(self.updates)}
        return about | {"url": self.hook.get("url", "")}

    def _deliver(self, *some: Json) -> None:
        """Have a task for each queue of these updates, or of all: messages of a chat, presses of a person."""
        for update in (some or self.updates) if self.hook else ():
            queue = _queue(update)
            if queue not in self._deliveries:
                task = self._deliveries[queue] = asyncio.create_task(self._deliver_queue(queue))
                task.add_done_callback(partial(self._delivered, queue))

    def _delivered(self, queue: tuple[str, int], task: asyncio.Task[None]) -> None:
        del self._deliveries[queue]
        if not task.cancelled():
            self._deliver()  # what came while it ended

    async def _deliver_queue(self, queue: tuple[str, int]) -> None:
        connector = aiohttp.UnixConnector(str(self.socket)) if self.socket else aiohttp.TCPConnector()
        async with aiohttp.ClientSession(connector=connector) as session:
            while update := next((u for u in self.updates if _queue(u) == queue), None):
                while self.hook:
                    status = await self._post(session, update)
                    self.posts.append((update["update_id"], status))
                    if 200 <= status < 300:
                        self.updates.remove(update)
                    self._something.set()
                    if 200 <= status < 300:
                        break
                    await asyncio.sleep(0.05)  # Telegram waits 0, 2, 4, 8 … seconds
                else:
                    return

    async def _post(self, session: aiohttp.ClientSession, update: Json) -> int:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.hook["secret_token"]}
        try:
            async with session.post(self.hook["url"], json=update, headers=headers) as response:
                await response.read()
                return response.status
        except (aiohttp.ClientError, OSError):
            return 0

    async def _do_getUpdates(self, params: Json) -> list[Json]:
        if self.hook:
            text = (
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook"
            )
            raise ApiError(409, f"{text} first")
        offset, limit = int(params.get("offset") or 0), int(params.get("limit") or 100)
        self.updates = [update for update in self.updates if update["update_id"] >= offset]
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)
        if not self.updates:
            self._something.set()  # whoever waits for everything to be acknowledged
            self._pushed.clear()
            poll = self._poll = asyncio.get_running_loop().create_future()
            pushed = asyncio.create_task(self._pushed.wait())
            try:
                await asyncio.wait(
                    {poll, pushed}, timeout=float(params.get("timeout") or 0), return_when=asyncio.FIRST_COMPLETED
                )
                if poll.done():
                    text = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is"
                    raise ApiError(409, f"{text} running")
            finally:
                pushed.cancel()
                poll.cancel()
        for update in self.updates[:limit]:
            self.handed.setdefault(update["update_id"], time.monotonic())
        return self.updates[:limit]

    async def _do_sendMessage(self, params: Json) -> Json:
        chat = int(params["chat_id"])
        shown = self._checked(params)
        shown.reply_to = (params.get("reply_parameters") or {}).get("message_id")
        shown.thread = params.get("message_thread_id")
        self._count_to_limit(chat)
        if shown.thread is not None and chat in self.topics and shown.thread not in self.topics[chat]:
            raise ApiError(400, "Bad Request: message thread not found")
        number, self._next_message = self._next_message, self._next_message + 1
        self.chats[chat][number] = shown
        return self._sent(chat, number, shown)

    async def _do_answerInlineQuery(self, params: Json) -> bool:
        query, results = params["inline_query_id"], params["results"]
        if len(results) > 50 or len({each["id"] for each in results}) < len(results):
            raise self._refused("RESULT_ID_DUPLICATE")
        if any(not 1 <= len(each["id"].encode()) <= 64 or not each["title"] for each in results):
            raise self._refused("RESULT_ID_INVALID")
        for each in results:
            self._checked(each["input_message_content"] | {"text": each["input_message_content"]["message_text"]})
            self._checked({"text": "x", "reply_markup": each["reply_markup"]})
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", params.get("button", {}).get("start_parameter", "x")):
            raise self._refused("START_PARAM_INVALID")
        if query not in self._asked or query in self.cards:
            raise ApiError(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        self.cards[query] = results
        return True

    async def _do_leaveChat(self, params: Json) -> bool:
        self.left.append(int(params["chat_id"]))
        return True

    async def _do_createForumTopic(self, params: Json) -> Json:
        chat = int(params["chat_id"])
        if chat not in self.topics:
            raise ApiError(400, "Bad Request: the chat is not a forum")
        if not 1 <= len(params["name"]) <= 128:
            raise self._refused("the name of a topic")
        number, self._next_message = self._next_message, self._next_message + 1
        self.topics[chat][number] = params["name"]
        return {"message_thread_id": number, "name": params["name"], "icon_color": 7322096}

    async def _do_closeForumTopic(self, params: Json) -> bool:
        if self.topics.get(int(params["chat_id"]), {}).pop(int(params["message_thread_id"]), None) is None:
            raise ApiError(400, "Bad Request: TOPIC_NOT_MODIFIED")
        return True

    async def _do_sendDocument(self, params: Json) -> Json:
        return self._take_file(params, "document", 50_000_000)

    async def _do_sendPhoto(self, params: Json) -> Json:
        return self._take_file(params, "photo", 10_000_000)

    def _take_file(self, params: Json, field: str, largest: int) -> Json:
        chat, caption = int(params["chat_id"]), params.get("caption") or ""
        given = params.get(field)
        if not isinstance(given, Sent):
            raise self._refused(f"there is no {field} in the request")
        if not 0 < len(given.content) <= largest:
            raise self._refused("file must be non-empty" if not given.content else "file is too big")
        if field == "photo" and not given.content.startswith((b"\x89PNG\r\n", b"\xff\xd8\xff")):
            raise self._refused("IMAGE_PROCESS_FAILED")
        if caption:
            caption = self._checked({"text": caption, "parse_mode": params.get("parse_mode")}, longest=1024).text
        self.files[chat].append(Sent(given.name, given.content, caption, field == "photo"))
        number, self._next_message = self._next_message, self._next_message + 1
        return self._sent(chat, number, Shown(caption, caption))

    async def _do_sendChatAction(self, params: Json) -> bool:
        self.busy[int(params["chat_id"])].append(params["action"])
        return True

    async def _do_getFile(self, params: Json) -> Json:
        name = params["file_id"]
        if name not in self.uploads:
            raise ApiError(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        return {"file_id": name, "file_unique_id": name, "file_path": f"documents/{name}"}

    async def _do_download(self, params: Json) -> bytes:
        return self.uploads[params["path"]]

    async def _do_editMessageText(self, params: Json) -> Json:
        chat, number = int(params["chat_id"]), int(params["message_id"])
        old = self.chats[chat].get(number)
        if old is None:
            raise ApiError(400, "Bad Request: message to edit not found")
        new = self._checked(params)
        if new.keys is not None:
            raise self._refused("a message that is edited may have only an inline keyboard")
        if (new.html, new.buttons) == (old.html, old.buttons):
            text = "specified new message content and reply markup are exactly the same as a current content"
            raise ApiError(400, f"Bad Request: message is not modified: {text} and reply markup of the message")
        new.edits, new.reply_to, new.thread = old.edits + 1, old.reply_to, old.thread
        self.chats[chat][number] = new
        return self._sent(chat, number, new)

    async def _do_editMessageReplyMarkup(self, params: Json) -> Json:
        chat, number = int(params["chat_id"]), int(params["message_id"])
        if (old := self.chats[chat].get(number)) is None:
            raise ApiError(400, "Bad Request: message to edit not found")
        old.buttons = []
        return self._sent(chat, number, old)

    async def _do_answerCallbackQuery(self, params: Json) -> bool:
        query = params["callback_query_id"]
        if len(params.get("text") or "") > 200:
            raise self._refused("the text of an answer is too long")
        if query not in self._asked or query in self.answered:
            raise ApiError(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        self.answered[query] = params.get("text") or ""
        return True

    async def _do_setMyCommands(self, params: Json) -> bool:
        for each in params["commands"]:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", each["command"]) or not 1 <= len(each["description"]) <= 256:
                raise self._refused(f"command {each}")
        scope = params.get("scope") or {"type": "default"}
        if not 1 <= len(params["commands"]) <= 100:
            raise self._refused(f"{len(params['commands'])} commands for {scope}")
        where = (scope["type"], scope.get("chat_id"), params.get("language_code"))
        if scope["type"] == "chat" and scope["chat_id"] not in {chat for chat, _ in self._authors}:
            raise ApiError(400, "Bad Request: chat not found")
        self.menus[where] = [each["command"] for each in params["commands"]]
        self.words[params.get("language_code")] |= {each["description"] for each in params["commands"]}
        return True

    async def _do_setChatMenuButton(self, params: Json) -> bool:
        self.settings["menu_button"] = params["menu_button"]
        return True

    async def _do_setMyDescription(self, params: Json) -> bool:
        if len(params["description"]) > 512:
            raise self._refused("description is too long")
        self.settings[_for_language("description", params)] = params["description"]
        return True

    async def _do_setMyShortDescription(self, params: Json) -> bool:
        if len(params["short_description"]) > 120:
            raise self._refused("short description is too long")
        self.settings[_for_language("short_description", params)] = params["short_description"]
        return True

    def _checked(self, params: Json, longest: int = 4096) -> Shown:
        """The message of these parameters, if Telegram would take it."""
        raw = params.get("text") or ""
        if len(raw.encode()) > 32_768:
            raise self._refused("message is too long (bytes)")
        try:
            text = plain(raw) if params.get("parse_mode") == "HTML" else raw
        except ValueError as error:
            raise self._refused(f"can't parse entities: {error}") from None
        if not self.knows_times and "<tg-time" in raw:
            raise ApiError(400, 'Bad Request: can\'t parse entities: Unsupported start tag "tg-time" at byte offset 9')
        if not text.strip():
            raise self._refused("message text is empty")
        if len(text.encode("utf-16-le")) // 2 > longest:
            raise self._refused("message is too long")
        markup = params.get("reply_markup") or {}
        buttons, keys = markup.get("inline_keyboard", []), markup.get("keyboard")
        if keys is not None and not all(key["text"] for row in keys for key in row):
            raise self._refused(f"keyboard {keys}")
        every = [key for row in buttons for key in row]
        for key in every:
            data = key.get("callback_data", "")
            copied = key.get("copy_text", {}).get("text", "")
            acts = [each for each in (data, key.get("url"), copied) if each]
            if len(data.encode()) > 64 or len(copied) > 256 or len(acts) != 1 or not key["text"]:
                raise self._refused(f"BUTTON_DATA_INVALID {key}")
        for start in _START.findall(" ".join([html.unescape(raw), *(key.get("url", "") for key in every)])):
            if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", start):
                raise self._refused(f"START_PARAM_INVALID {start}")
        typed = None if keys is None else [key["text"] for row in keys for key in row]
        return Shown(text.strip(), raw, buttons, keys=[] if markup.get("remove_keyboard") else typed)

    def _count_to_limit(self, chat: int) -> None:
        most, seconds = self.limit
        now = time.monotonic()
        while self._taken and self._taken[0][0] <= now - seconds:
            self._taken.popleft()
        if most and (len(self._taken) >= most or any(chat == other for _, other in self._taken)):
            self.refusals += 1
            raise ApiError(429, "Too Many Requests: retry after 1", retry_after=1)
        self._taken.append((now, chat))

    def _refused(self, problem: str) -> ApiError:
        self.problems.append(problem)
        return ApiError(400, f"Bad Request: {problem}")

    def _sent(self, chat: int, number: int, shown: Shown) -> Json:
        sender = {"id": 1, "is_bot": True, "first_name": "备案助手", "username": USERNAME}
        where = {"message_id": number, "date": int(time.time()), "chat": _chat(chat), "from": sender}
        return where | {"text": shown.text, "reply_markup": {"inline_keyboard": shown.buttons}}

    def _message(self, user: int, chat: int) -> Json:
        number, self._next_message = self._next_message, self._next_message + 1
        self._authors[chat, number] = user
        return {"message_id": number, "date": int(time.time()), "chat": _chat(chat), "from": _person(user)}


def _for_language(name: str, params: Json) -> str:
    """The key of a setting; the Bot API takes two-letter language codes."""
    if not re.fullmatch(r"([a-z]{2})?", code := params.get("language_code", "")):
        raise ApiError(400, "Bad Request: language code is invalid")
    return f"{name}:{code}" if code else name


def plain(text: str) -> str:
    """The text of Telegram's HTML without its tags. ValueError where Telegram would refuse it."""
    opened: list[str] = []
    out, end = [], 0
    for tag in _TAG.finditer(text):
        out.append(text[end : tag.start()])
        end = tag.end()
        if tag[2] not in _TAGS:
            raise ValueError(f"unsupported tag {tag[2]}")
        if not tag[1]:
            opened.append(tag[2])
        elif not opened or opened.pop() != tag[2]:
            raise ValueError(f"unexpected end of {tag[2]}")
    out.append(text[end:])
    if opened:
        raise ValueError(f"no end of {opened}")
    for piece in out:
        if stray := _STRAY.search(piece):
            raise ValueError(f"stray {stray[0]}")
    return html.unescape("".join(out))


async def _params(method: str, request: web.Request) -> Json:
    """Parameters as JSON body or form."""
    if request.content_type == "application/json":
        given: Json = json.loads(await request.read() or b"{}")
        return given
    return {
        name: Sent(value.filename, value.file.read())
        if isinstance(value, web.FileField)
        else api.from_form(method, name, str(value))
        for name, value in (await request.post()).items()
    }


def _queue(update: Json) -> tuple[str, int]:
    """What Telegram posts one after the other: the messages of a chat; the presses of a person."""
    if press := update.get("callback_query"):
        return "presses", press["from"]["id"] if isinstance(press, dict) else 0
    for kind in ("inline_query", "chosen_inline_result"):
        if about := update.get(kind):
            return kind, about["from"]["id"]
    message = update.get("message") or update.get("edited_message")
    chat = message.get("chat") if isinstance(message, dict) else None
    return "messages", chat["id"] if isinstance(chat, dict) else 0


def _cut(request: web.Request | None) -> None:
    if request is not None and request.transport is not None:
        request.transport.abort()
    raise _Cut


def _person(user: int) -> Json:
    return {"id": user, "is_bot": False, "first_name": "用户"}


def _chat(chat: int) -> Json:
    return (
        {"id": chat, "type": "private", "first_name": "用户"}
        if chat > 0
        else {"id": chat, "type": "group", "title": "群"}
    )
