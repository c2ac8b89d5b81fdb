"""The life of the bot on Telegram: connect, introduce itself, receive, send, mind the timers, and end in good order."""

import asyncio
import logging
import signal
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, contextmanager, nullcontext, suppress
from functools import partial
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from telegram.error import InvalidToken, TelegramError

from bot.addresses import is_loopback
from bot.core.languages import content
from bot.core.state import Language
from bot.logs import where
from bot.service import Service
from bot.store import StoreError
from bot.telegram import health
from bot.telegram.client import Client
from bot.telegram.deliver import Deliverer
from bot.telegram.inline import Inline
from bot.telegram.limits import TELEGRAMS, Limits, Rate
from bot.telegram.menus import Shown, introduce
from bot.telegram.pauses import pause_after
from bot.telegram.polling import Receiver
from bot.telegram.pulse import Pulse
from bot.telegram.receive import Intake
from bot.telegram.rivals import hooked
from bot.telegram.webhook import Hook, Webhook
from bot.timers import REMINDED_AT_ONCE

log = logging.getLogger(__name__)

LANGUAGES: tuple[Language, ...] = ("", "en")
"""The languages that Telegram can tell apart for menus and profile. It takes two letters, so 繁體 is zh, too."""
TICK_SECONDS = 5.0
TIDY_SECONDS = 3600.0
GRACE_SECONDS = 3.0
"""How long what is under way may take to end when the bot is stopped. Docker kills after ten seconds, and webhook, page
and store take their time one after the other if all of them hang."""
WATCH_SECONDS = 5.0


class WrongToken(Exception):
    """Telegram does not know the token. The message is Chinese, for the operator."""


class Deaf(Exception):
    """Telegram was not heard for so long that only a new process may help. The message is Chinese, for the operator."""


async def run(
    service: Service,
    *,
    token: str,
    api_url: str = "https://api.telegram.org",
    proxy: str | None = None,
    limits: Limits = TELEGRAMS,
    hook: Hook | None = None,
    health_port: int | None = None,
    heartbeat: Path | None = None,
) -> None:
    """Be the bot until SIGTERM or SIGINT, or until cancelled. The store belongs to the caller and stays open.

    hook: how updates come; None: by polling. health_port: where `health` shows its page; None: nowhere. heartbeat: the
    file whose time of modification is when Telegram was last heard; None: none.

    Without a network it waits for one. Raises WrongToken, or OSError if a port is taken, at the start; TokenInUse at
    any time; Deaf later. Nothing else in the outside world makes it raise.
    """
    _tell(api_url, proxy)
    client = Client(token, api_url, proxy or "", limits)
    pulse = Pulse(asyncio.get_running_loop().time)
    page: AbstractAsyncContextManager[None] = nullcontext()
    if health_port is not None:
        page = health.page(service, pulse, health_port)
    service.office.health = partial(health.told, service, pulse)
    work = asyncio.ensure_future(_work(client, service, pulse, hook, heartbeat))
    with _stopping(work) as asked, _reloading(service):
        try:
            async with page:
                await work
        except asyncio.CancelledError:
            if not asked:
                raise
        finally:
            await client.shutdown()
            log.info("已停止")


async def _work(client: Client, service: Service, pulse: Pulse, hook: Hook | None, heartbeat: Path | None) -> None:
    await _connect(client, polling=hook is None)
    service.username = client.username
    pulse.beat()
    inline = Inline(client, service)
    intake = Intake(client, service, inline)
    sender = Deliverer(client, service)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task((Webhook(client, intake, pulse, hook) if hook else Receiver(client, intake, pulse)).run())
            group.create_task(sender.run())
            group.create_task(_mind_timers(service, client.limits.overall))
            group.create_task(_watch(client, pulse))
            group.create_task(_introduce(client, service))
            if heartbeat is not None:
                group.create_task(health.keep_heartbeat(pulse, heartbeat))
    except BaseExceptionGroup as ends:
        raise ends.exceptions[0] from None  # the first one cancelled the others
    finally:
        await inline.finish()
        await sender.finish(GRACE_SECONDS)


async def _connect(client: Client, *, polling: bool) -> None:
    """Ask Telegram who we are, until it answers. Raises TokenInUse if we are to poll and there is a webhook: it is
    another program's, as ours is taken back when we end."""
    for failures in count(1):
        try:
            await client.initialize()
            if polling and (url := (await client.get_webhook_info()).url):
                raise hooked(url)
            break
        except InvalidToken:
            raise WrongToken("Telegram 不认这个令牌。请检查 BOT_TOKEN：向 @BotFather 发 /mybots 可以重新查看") from None
        except TelegramError as error:
            pause = pause_after(failures)
            log.warning("连不上 Telegram：%s。%g 秒后再试，连上为止", error, pause)
        await asyncio.sleep(pause)
    log.info("已连上 Telegram，机器人是 @%s", client.username)


async def _introduce(client: Client, service: Service) -> None:
    """Set menus and profile; again, as far as the words differ, whenever `reintroduce` is set."""
    said: Shown = {}
    while True:
        service.reintroduce.clear()
        contents = [(language, content(service.knowledge, language)) for language in LANGUAGES]
        await asyncio.gather(
            *(introduce(client, words, service.admins, said, language) for language, words in contents)
        )
        await service.reintroduce.wait()


async def _watch(client: Client, pulse: Pulse) -> None:
    """Act when Telegram is not heard any more, whatever the reason: rebuild the connection, at last raise Deaf."""
    while True:
        await asyncio.sleep(WATCH_SECONDS)
        if pulse.is_lost:
            raise Deaf(
                f"{pulse.age:.0f} 秒没有收到 Telegram 的回应，重新建立连接也没有用。现在退出，请守护程序重新启动"
            )
        if pulse.wants_rebuilding():
            log.warning("%d 秒没有收到 Telegram 的回应，重新建立连接", pulse.age)
            await client.rebuild()


async def _mind_timers(service: Service, pace: Rate) -> None:
    """Let due timers speak, no faster than messages can be sent, and tidy up every hour."""
    clock = asyncio.get_running_loop().time
    tidy_at = clock()
    while True:
        pause = TICK_SECONDS
        with _logged():
            if await service.tick():  # more may be due
                pause = REMINDED_AT_ONCE * pace.seconds / pace.calls
        with _logged():
            if clock() >= tidy_at:
                await service.tidy()
                tidy_at = clock() + TIDY_SECONDS
        await asyncio.sleep(pause)


@contextmanager
def _logged() -> Iterator[None]:
    """Log an error of the block, and go on behind it."""
    try:
        yield
    except StoreError as error:
        log.error("定时提醒暂时处理不了：%s", error)
    except Exception as error:
        log.error("处理定时提醒时程序出错：%s", where(error))


@contextmanager
def _stopping(work: asyncio.Future[None]) -> Iterator[list[signal.Signals]]:
    """Let the first SIGTERM or SIGINT cancel the work. Further ones disturb neither its end nor what the caller does
    after it. Yields the signals that came."""
    loop = asyncio.get_running_loop()
    asked: list[signal.Signals] = []

    def stop(number: signal.Signals) -> None:
        if not asked:
            log.info("收到 %s，正在收尾", number.name)
            work.cancel()
        asked.append(number)

    signals = (signal.SIGTERM, signal.SIGINT)
    for number in signals:
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, stop, number)
    try:
        yield asked
    finally:
        for number in () if asked else signals:
            with suppress(NotImplementedError):
                loop.remove_signal_handler(number)


@contextmanager
def _reloading(service: Service) -> Iterator[None]:
    """Let SIGHUP load the content again from the files."""
    loop = asyncio.get_running_loop()
    under_way: set[asyncio.Task[None]] = set()

    async def reload() -> None:
        log.info("收到 SIGHUP，正在重新读取内容")
        try:
            log.info("%s", await service.reload_by_signal())
        except StoreError as error:
            log.error("内容重新读取过了，但没能留下记录：%s", error)
        except Exception as error:
            log.error("重新读取内容时程序出错：%s", where(error))

    def start() -> None:
        task = asyncio.create_task(reload())
        under_way.add(task)
        task.add_done_callback(under_way.discard)

    with suppress(NotImplementedError):
        loop.add_signal_handler(signal.SIGHUP, start)
    try:
        yield
    finally:
        with suppress(NotImplementedError):
            loop.remove_signal_handler(signal.SIGHUP)


def _tell(api_url: str, proxy: str | None) -> None:
    """Log where messages will go: the proxy without its password, and a warning if the server is neither Telegram's nor
    on this machine."""
    if proxy:
        parts = urlsplit(proxy)
        log.info("通过代理 %s://%s:%s 连接", parts.scheme, parts.hostname, parts.port)
    host = urlsplit(api_url).hostname or ""
    if host != "api.telegram.org" and not is_loopback(host):
        log.warning("Bot API 服务器是 %s，不是 Telegram 自己的：它会看到令牌和全部消息，请确认它归你管", host)
