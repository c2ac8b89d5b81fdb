"""The command line, and the only place where the parts are put together.

`python -m bot` goes on Telegram if BOT_TOKEN is set, and else opens a chat in this terminal.
"""

import gc

gc.disable()  # Nothing that is imported is garbage, and looking for some took 45 ms of 650.

import asyncio
import io
import logging
import os
import signal
import sys
from argparse import Namespace
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

from bot import files, logs
from bot.arguments import arguments
from bot.content import ContentError, load
from bot.content.adopt import adopt
from bot.core.dialogue import respond
from bot.core.events import said
from bot.core.knowledge import Knowledge
from bot.core.operator import Operator
from bot.core.state import State
from bot.core.workdays import local
from bot.service import Service, utc_now
from bot.settings import Settings, SettingsError, read_settings
from bot.store import DatabaseInUse, StoreError
from bot.tools import ask, backup, check, diagnose, evaluate, match, misses, name, overview
from bot.tools.name import UnknownProvince

gc.enable()

log = logging.getLogger(__name__)

KNOWLEDGE = Path(__file__).resolve().parent.parent / "knowledge"
KEPT = KNOWLEDGE.parent / "data"
"""Where a start keeps what it read and learnt of the content, so that the next one is quick."""
DATABASE_IN_USE, TOKEN_IN_USE, DEAF = 3, 4, 5
"""Exit codes: another process has the database; another program receives with the token; Telegram is not heard any
more."""
CLOSE_SECONDS = 2.0
"""How long the store may take to end its last transaction; everything else that ends has the rest of the ten
seconds."""
FIRST_READ = ("公司备案要多久", "退回原因：1、主办单位名称与证件不一致；2、域名未实名认证。")
"""A question and a notice that together ask for nearly every word list."""
GOLDEN = KNOWLEDGE.parent / "tests" / "match"


def main() -> int:
    """Run a command; return the exit code: 0, or another after a message on standard error."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A lone surrogate, which a text may hold, is written as JSON writes it.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        code = _run(arguments())
        sys.stdout.flush()
        return code
    except ContentError as error:
        print(f"知识目录有问题，没有启动：\n{error}", file=sys.stderr)
    except DatabaseInUse as error:
        print(error, file=sys.stderr)
        return DATABASE_IN_USE
    except (SettingsError, StoreError, files.FileError, UnknownProvince) as error:
        print(error, file=sys.stderr)
    except BrokenPipeError:
        # Whoever reads has enough (`| head`). What is still to be written goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(files.in_words(error), file=sys.stderr)
    except KeyboardInterrupt:
        return 0
    return 1


def _run(args: Namespace) -> int:
    match args.command:
        case "check":
            return check.run(args.folder or KNOWLEDGE, local(utc_now()).date())
        case "ask" if args.json:
            return ask.run_as_json(_load(), sys.stdin.buffer)
        case "ask":
            return ask.run(_load(), args.text)
        case "try":
            return ask.run_try(_load(), args.text)
        case "match":
            return match.run(_load(), args.folder or GOLDEN)
        case "misses" if args.adopt:
            return misses.run_adopt(_load(), KNOWLEDGE, GOLDEN, read_settings().database, *args.adopt)
        case "misses":
            return misses.run(_load(), read_settings().database)
        case "backup":
            return backup.run(read_settings().database, args.file)
        case "restore":
            return backup.run_restore(read_settings().database, args.file, utc_now())
        case "eval":
            return evaluate.run(_load(), args.file)
        case "table":
            return overview.run_table(_load())
        case "flows":
            return overview.run_flows(_load(), args.mermaid)
        case "preview":
            return overview.run_preview(_load(), args.file, utc_now())
        case "diagnose":
            run = diagnose.run_as_json if args.json else diagnose.run
            return run(_load(), args.file, args.subject, args.province, utc_now())
        case "name":
            return name.run(_load(), args.name, args.subject, args.province)
        case "chat":
            return asyncio.run(_chat(read_settings(), at_rest(_load()), args.save))
        case _:
            settings = read_settings()
            if settings.token is None:
                return asyncio.run(_chat(settings, at_rest(_load()), None))
            return _telegram(settings, settings.token.get_secret_value())


def _load() -> Knowledge:
    return load(KNOWLEDGE, KEPT)


async def _chat(settings: Settings, knowledge: Knowledge, save: Path | None) -> int:
    from bot.store.sqlite import SqliteStore
    from bot.terminal import Clock, chat

    clock = Clock()
    logging.basicConfig(level=logging.ERROR)  # after the load, whose warnings are worth reading
    store = await SqliteStore.open(settings.database)
    try:
        service = Service(store, knowledge, clock)
        with suppress(StoreError):  # the first line typed will show the error
            await service.tidy()
        await chat(service, clock, save)
    finally:
        await store.close()
    return 0


def _telegram(settings: Settings, token: str) -> int:
    from bot.telegram import secrets

    # Until `run` minds the signals, SIGTERM ends it as Ctrl-C does. Otherwise it would be a failure, and the first
    # process of a container would not even notice it.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    logs.set_up(settings.log_level, settings.log_format)
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    proxy = settings.route.get_secret_value() if settings.route else ""
    secrets.install(token, secret, urlsplit(proxy).password or "")
    # The content is read before there is an event loop, which would let no signal through meanwhile.
    return asyncio.run(_at_once(_serve(settings, token, secret, proxy, _loaded(settings))))


async def _serve(settings: Settings, token: str, secret: str, proxy: str, knowledge: Knowledge) -> int:
    from bot.store.sqlite import SqliteStore
    from bot.telegram import run
    from bot.telegram.rivals import TokenInUse
    from bot.telegram.webhook import Hook

    hook = None
    if settings.webhook_url:
        hook = Hook(settings.webhook_url, secret, settings.webhook_listen, settings.webhook_networks)
    store = await SqliteStore.open(settings.database)
    try:
        service = Service(store, knowledge, admins=settings.admins, reload=partial(_reload, settings), adopt=_adopt)
        await service.staff.find()
        await run.run(
            service,
            token=token,
            api_url=settings.api_url,
            proxy=proxy,
            hook=hook,
            health_port=settings.health_port,
            heartbeat=heartbeat(settings.database),
        )
    except (run.WrongToken, TokenInUse, run.Deaf) as error:
        log.critical("%s", error)
        return {TokenInUse: TOKEN_IN_USE, run.Deaf: DEAF}.get(type(error), 1)
    finally:
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_SECONDS):
                await store.close()
    return 0


def heartbeat(database: Path) -> Path:
    """Return the path of the file beside the database whose time tells when Telegram was last heard."""
    return database.with_name(database.name + ".heartbeat")


async def _at_once(work: Coroutine[Any, Any, int]) -> NoReturn:
    """Run the work, and end the process with the code it returns, without waiting for threads.

    A thread that looks up a name may hang for half a minute, longer than a supervisor waits, and so may the store's
    while a turn or the disk hangs. What it has not committed is not acknowledged either.
    """
    code = await work
    logging.shutdown()
    os._exit(code)


def _adopt(missed: str, topic: str) -> str:
    try:
        adopt(KNOWLEDGE, GOLDEN, missed, topic)
    except ContentError as error:
        return str(error)
    except OSError as error:
        return files.in_words(error)
    return ""


def _loaded(settings: Settings) -> Knowledge:
    operator = Operator(settings.operator, settings.contact)
    return ready(at_rest(replace(_load(), desk=settings.desk, operator=operator)))


def ready(knowledge: Knowledge) -> Knowledge:
    """Build what the word lists need when a text first asks for them, and return the knowledge. That takes half a
    second, so it happens at the start, or while the former content still answers."""
    for text in FIRST_READ:
        respond(said(text), State(), knowledge, utc_now())
    return knowledge


def at_rest(knowledge: Knowledge) -> Knowledge:
    """Hide the knowledge, and everything imported, from the garbage collector, and return it. Each pass over them takes
    70 ms, in which nobody is answered. Content replaced since the last call is freed."""
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
    gc.freeze()
    return knowledge


def _reload(settings: Settings) -> Knowledge | str:
    try:
        return _loaded(settings)
    except ContentError as error:
        return str(error)


if __name__ == "__main__":
    sys.exit(main())
