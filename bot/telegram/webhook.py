"""Receiving by webhook: Telegram posts each update to a reverse proxy, which passes it on to here.

The 200 is the acknowledgement, and it goes out after the commit. An unreadable update is put aside and acknowledged, as
Telegram would otherwise repeat it for a day and hold up its chat. TLS is up to the reverse proxy: this listens only on
a loopback port or a Unix socket.

Not PTB's webhook: it answers before anything is stored, reads a body of any size before it looks at the secret, and
compares the secret in a time that tells something of it.
"""

import asyncio
import hmac
import ipaddress
import logging
from contextlib import suppress
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web
from telegram.error import TelegramError

from bot.addresses import Network
from bot.logs import where
from bot.store import StoreError
from bot.telegram import metrics
from bot.telegram.client import WANTED, Client
from bot.telegram.pauses import pause_after
from bot.telegram.pulse import Pulse
from bot.telegram.receive import Intake
from bot.telegram.rivals import hooked

log = logging.getLogger(__name__)
_http = logging.getLogger(f"{__name__}.http")
_http.setLevel(logging.CRITICAL)  # aiohttp quotes a piece of any malformed request, perhaps a person's words

MOST_BYTES = 1 << 20
"""The most bytes of a body. Telegram's updates have some kilobytes."""
CHECK_SECONDS = 60.0
"""How often Telegram is asked whether it still knows the webhook, and what it could not deliver."""
CLOSE_SECONDS = 1.0
"""How long what is being received may still take when the bot ends."""
TAKE_BACK_SECONDS = 1.5
"""How long Telegram may then take to forget the webhook."""
HOLD_SECONDS = 0.5
"""How long an update waits at most for those with lower ids that are on their way."""
_FAR = 1000
"""Ids that differ by so much are no neighbours: after a quiet week Telegram starts again at a random number."""
_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass(frozen=True, slots=True)
class Hook:
    """A webhook. url: where Telegram posts to. secret: what it puts into each post. listen: host:port or unix:path,
    here.
    networks: whose posts are taken, by the last address in X-Forwarded-For, which the reverse proxy adds; ():
    everybody's."""

    url: str
    secret: str = field(repr=False)
    listen: str
    networks: tuple[Network, ...] = ()


class Webhook:
    """Receives for one bot. `run` lasts until it is cancelled. Only TokenInUse, and OSError if it cannot listen at the
    start, end it."""

    def __init__(self, client: Client, intake: Intake, pulse: Pulse, hook: Hook) -> None:
        self._client = client
        self._intake = intake
        self._pulse = pulse
        self._hook = hook
        self._order = InOrder()
        self._known = False
        """Whether Telegram was told of the webhook."""

    async def run(self) -> None:
        """Receive, for ever. What is being taken when this is cancelled either ends or is not acknowledged.

        At the end the webhook is taken back, so that any webhook found later means that another program is there.
        """
        app = web.Application(client_max_size=MOST_BYTES)
        app.router.add_post("/{path:.*}", self._receive)
        # Telegram compresses nothing: a body that claims to be compressed is refused unread.
        runner = web.AppRunner(
            app, access_log=None, logger=_http, auto_decompress=False, shutdown_timeout=CLOSE_SECONDS
        )
        await runner.setup()
        try:
            await self._listen(runner)
            await self._stay_known()
        finally:
            await runner.cleanup()
            if self._known:
                await self._take_back()

    async def _listen(self, runner: web.AppRunner) -> None:
        where = self._hook.listen
        if where.startswith("unix:"):
            path = Path(where.removeprefix("unix:"))
            try:
                await web.UnixSite(runner, path).start()
            except OSError as error:
                error.filename = str(path)  # asyncio does not tell it
                raise
            await asyncio.to_thread(path.chmod, 0o660)  # the reverse proxy is in our group
        else:
            host, _, port = where.rpartition(":")
            await web.TCPSite(runner, host.strip("[]"), int(port)).start()
        log.info("在 %s 等 Telegram 经反向代理送来消息", where)

    async def _stay_known(self) -> None:
        """Tell Telegram of the webhook, and check again and again that it still knows it."""
        failed_at, failures = None, 0
        while True:
            try:
                info = await self._client.get_webhook_info()
                self._pulse.beat()
                if info.url not in ("", self._hook.url):
                    self._known = False
                    raise hooked(info.url)
                if self._known and not info.url:
                    log.warning("webhook 被别处去掉了。重新设置")
                if not self._known or not info.url:
                    await self._client.set_webhook(
                        self._hook.url, allowed_updates=WANTED, max_connections=40, secret_token=self._hook.secret
                    )
                    self._known = True
                    log.info("Telegram 会把消息送到 %s", urlsplit(self._hook.url).hostname)
                failures = 0
                if info.last_error_date is not None and info.last_error_date != failed_at:
                    failed_at = info.last_error_date
                    log.warning(
                        "Telegram 说有消息没能送到（%s），还有 %d 条在等",
                        info.last_error_message,
                        info.pending_update_count,
                    )
            except TelegramError as error:
                failures += 1
                log.warning("webhook 没能设好：%s。%g 秒后再试", error, pause_after(failures))
            await asyncio.sleep(pause_after(failures) if failures else CHECK_SECONDS)

    async def _take_back(self) -> None:
        with suppress(TelegramError, TimeoutError):
            async with asyncio.timeout(TAKE_BACK_SECONDS):
                if (await self._client.get_webhook_info()).url == self._hook.url:
                    await self._client.delete_webhook(drop_pending_updates=False)

    async def _receive(self, request: web.Request) -> web.Response:
        given = request.headers.get(_HEADER, "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, self._hook.secret.encode()) or not self._is_welcome(request):
            return web.Response(status=403)
        if request.headers.get("Content-Encoding", "identity") != "identity":
            log.error("送来的一条说是压缩过的，没有收。请让反向代理原样转来，Telegram 会再送")
            return web.Response(status=415)
        body = await request.read()
        try:
            update = self._client.read(body)
            if update.update_id is not None:
                await self._order.turn(update.update_id)
            await self._intake.take([update])
        except Exception as error:
            metrics.FAILURES.inc()
            # Telegram posts it again. The intake gives up on an update that fails by itself, never on a failing store.
            log.error("一条消息这次没能处理：%s", error if isinstance(error, StoreError) else where(error))
            return web.Response(status=503)
        return web.Response()

    def _is_welcome(self, request: web.Request) -> bool:
        if not self._hook.networks:
            return True
        # Only the last entry is our reverse proxy's; the sender can write those before it.
        *_, sender = ["", *request.headers.getall("X-Forwarded-For", [])]
        try:
            address = ipaddress.ip_address(sender.rpartition(",")[2].strip())
        except ValueError:
            return False
        return any(address in network for network in self._hook.networks)


class InOrder:
    """Lets updates through in the order of their ids, as far as they come within HOLD_SECONDS of each other.

    Telegram posts the messages of a chat one after the other, and presses likewise, but both side by side.
    """

    def __init__(self) -> None:
        self._next: int | None = None
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._arrivals = count()
        self._timer: asyncio.TimerHandle | None = None

    async def turn(self, number: int) -> None:
        """Wait for this id's turn. A late or repeated one does not wait."""
        if self._next is not None and not 0 < number - self._next < _FAR:
            self._went(number)
            return
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        heappush(self._waiting, (number, next(self._arrivals), future))
        if self._timer is None:
            self._timer = loop.call_later(HOLD_SECONDS, self._give_up)
        await future

    def _went(self, number: int) -> None:
        if self._next is None or number >= self._next or number < self._next - _FAR:
            self._next = number + 1
        while self._waiting and self._waiting[0][0] <= self._next:
            waited, _, future = heappop(self._waiting)
            self._next = max(self._next, waited + 1)
            if not future.done():  # its request was cancelled
                future.set_result(None)
        if not self._waiting and self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        """Let all that wait through: what is missing has not come."""
        self._timer = None
        while self._waiting:
            self._went(self._waiting[0][0])
