"""Updates that nobody would send, and those that people do send, mixed: what a bot must bear.

`make_updates` makes them; `feed` runs a bot on them and gives back what it said that it should not have.
`python -m tests.telegram.fuzz 20` does so with twenty times ten thousand, on SQLite, and prints a table. (`make soak`)
"""

import asyncio
import json
import logging
import random
import sys
import tempfile
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from telegram.request import RequestData

from bot.__main__ import KEPT, KNOWLEDGE
from bot.content import load
from bot.core.knowledge import Knowledge
from bot.service import Service
from bot.store import Store
from bot.store.sqlite import SqliteStore
from bot.telegram import paces
from bot.telegram.request import AiohttpRequest
from bot.telegram.run import run
from tests.telegram.server import TOKEN, USERNAME, FakeTelegram, Json, Sent
from tests.telegram.unlimited import UNLIMITED

PEOPLE = 60
MOST_IN_A_GROUP = 50
"""Questions that a group may ask in a minute: many, but not all that it asks in here."""
_PIECES = (
    "备案", "要多久", "个人能备案吗", "被退回了", "域名没实名", "首次备案", "企业", "广东", "小店", "icp", "beian",
    "您的备案未通过审核：1、主办单位名称与证件不一致；", "110101199003078888", "13800138000", "a@b.cn",
    "91350211M000100Y43", "<b>", "</b>", "&amp;", "<a href='tg://user?id=1'>", "*", "_", "[x](y)", "```", "> ", "# ",
    "| a |", "\\", "{number}", "%s", "\u202e", "\u200b", "\x00", "\ud800", "\U0001f600", "é", "ﬀ", "１２３",
    "\n\n", "\t", "https://x.cn/?a=1", "。", "？", "、", " ",
)  # fmt: skip
_COMMANDS = (
    "start",
    "file",
    "progress",
    "rejected",
    "help",
    "mydata",
    "privacy",
    "forget",
    "cancel",
    "reload",
    "nothing",
    "",
)
_DATA = (
    "h", "l", "a", "t", "n:first-filing", "s:enterprise", "s:personal", "p:guangdong", "p:nowhere", "j:1:first-sms",
    "k:1:first-check:never-filed:1", "d:1:first-check", "f:1:reject-domain-not-realname", "j:99:x", "k:1:1:1:1:1", ":",
    "::::::::", "d:-1:", "n:", "x" * 64, "备" * 21, "", "\ud800", "d:" + "9" * 60,
)  # fmt: skip
_JUNK: tuple[Any, ...] = (
    None, True, 0, -1, 2**31, 2**53, 2**63, 2**80, 1e308, "", "x", "\ud800", [], {}, [[]], [{}], {"id": 1}, {"id": "x"},
)  # fmt: skip


def make_updates(count: int, chance: random.Random, knowledge: Knowledge) -> Iterator[Json]:
    """So many updates, without ids. About a third has something in it that the Bot API would not send."""
    asked = [phrase for topic in knowledge.topics.values() for phrase in topic.asks]
    for number in range(count):
        kind = chance.random()
        if kind < 0.1:
            update = _inline(chance, number, asked)
        else:
            update = _press(chance, number) if kind < 0.6 else _message(chance, number, asked)
        if chance.random() < 0.35:
            for _ in range(chance.randint(1, 3)):
                _spoil(update, chance)
        yield update


def _person(chance: random.Random) -> Json:
    return {"id": chance.randint(1, PEOPLE), "is_bot": False, "first_name": _text(chance)}


def _text(chance: random.Random) -> str:
    return "".join(chance.choices(_PIECES, k=chance.choice((1, 2, 3, 5, 8, 200 if chance.random() < 0.02 else 4))))


def _where(chance: random.Random, person: Json) -> Json:
    if chance.random() < 0.15:
        return {"id": -chance.randint(1, 9), "type": chance.choice(("group", "supergroup", "channel")), "title": "群"}
    return {"id": person["id"], "type": "private", "first_name": "x"}


def _message(chance: random.Random, number: int, asked: list[str]) -> Json:
    person = _person(chance)
    message: Json = {"message_id": number, "date": number, "chat": _where(chance, person), "from": person}
    match chance.randrange(8):
        case 0 | 1:
            message["text"] = chance.choice(asked)
        case 2 | 3 | 4:
            message["text"] = _text(chance)
        case 5:
            to = chance.choice(("", "", f"@{USERNAME}", "@somebody_else"))
            message["text"] = f"/{chance.choice(_COMMANDS)}{to} {_text(chance)}"
        case 6:
            file: Json = {"file_id": "x", "file_unique_id": "x", "width": 1, "height": 1, "duration": 1}
            file |= {"mime_type": "text/plain", "file_size": number}
            kind = chance.choice(("photo", "voice", "sticker", "document", "video", "animation", "dice"))
            message[kind] = [file] if kind == "photo" else file | {"type": "regular", "is_animated": False}
            message["caption"] = _text(chance)
        case _:
            message[chance.choice(("poll", "new_chat_title", "left_chat_member", "location", "pinned_message"))] = (
                _text(chance)
            )
    if message["chat"]["id"] < 0:
        for key in ("text", "caption"):
            if key in message and chance.random() < 0.7:
                message[key] = f"@{USERNAME} {message[key]}"
        message |= {"message_thread_id": number % 7, "is_topic_message": chance.random() < 0.5}
        if chance.random() < 0.5:
            message["reply_to_message"] = _below(chance, message, person)
    kind = "message" if chance.random() < 0.95 else chance.choice(("edited_message", "channel_post", "something_new"))
    return {kind: message}


def _press(chance: random.Random, number: int) -> Json:
    person = _person(chance)
    message = {"message_id": number % 50, "date": number, "chat": _where(chance, person), "text": "x"}
    if chance.random() < 0.5:
        message["reply_to_message"] = _below(chance, message, person)
    data = chance.choice(_DATA) if chance.random() < 0.9 else _text(chance)
    return {
        "callback_query": {"id": f"q{number}", "from": person, "chat_instance": "1", "data": data, "message": message}
    }


def _below(chance: random.Random, message: Json, person: Json) -> Json:
    """What a message may be the reply to: one of ours, of the person, of anybody."""
    ours = {"id": 1, "is_bot": True, "first_name": "x", "username": USERNAME}
    author = chance.choice((ours, person, _person(chance)))
    return {"message_id": 1, "date": 1, "chat": message["chat"], "from": author, "text": _text(chance)}


def _inline(chance: random.Random, number: int, asked: list[str]) -> Json:
    about = {"from": _person(chance), "query": chance.choice(("", "驳回 ", chance.choice(asked), _text(chance)))}
    if chance.random() < 0.3:
        return {"chosen_inline_result": about | {"result_id": chance.choice(("time-total", _text(chance)))}}
    return {"inline_query": about | {"id": f"q{number}", "offset": ""}}


def _spoil(value: Any, chance: random.Random) -> None:
    """Take something out, or put something else in its place, somewhere inside."""
    while isinstance(value, dict) and value:
        key = chance.choice(list(value))
        if isinstance(value[key], dict) and value[key] and chance.random() < 0.7:
            value = value[key]
            continue
        if chance.random() < 0.3:
            del value[key]
        else:
            value[key] = deepcopy(chance.choice(_JUNK))  # or it might be put into itself
        return


class _Slips(logging.Handler):
    """Keeps what is logged as an error, but for what nobody could read."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if "读不懂的更新" not in record.getMessage():
            self.found.append(logging.Formatter().format(record))


async def feed(telegram: FakeTelegram, store: Store, knowledge: Knowledge, count: int, seed: int) -> list[str]:
    """Run a bot on so many updates, until it has answered all of them; what went wrong inside it. What Telegram would
    refuse is in `telegram.problems`. The line in between is left out, which saves most of the time."""
    slips = _Slips()
    logging.getLogger("bot").addHandler(slips)
    service = Service(store, knowledge)
    send, AiohttpRequest.do_request = AiohttpRequest.do_request, _straight_to(telegram)  # type: ignore[method-assign]
    most, paces.MOST_IN_A_MINUTE = paces.MOST_IN_A_MINUTE, MOST_IN_A_GROUP
    bot = asyncio.create_task(run(service, token=TOKEN, api_url="http://127.0.0.1:1", limits=UNLIMITED))
    try:
        updates = make_updates(count, random.Random(seed), knowledge)
        for number, update in enumerate(updates, 1):
            telegram.push(update)
            if number % 500 == 0 or number == count:
                await telegram.until(lambda: bot.done() or not telegram.updates)
                while not bot.done() and (await service.backlog())[1].parcels:
                    await asyncio.wait({bot}, timeout=0.01)
                telegram.calls.clear()
        if bot.done():
            slips.found.append(f"the bot ended: {bot.exception()!r}")
    finally:
        bot.cancel()
        await asyncio.gather(bot, return_exceptions=True)
        AiohttpRequest.do_request = send  # type: ignore[method-assign]
        paces.MOST_IN_A_MINUTE = most
        logging.getLogger("bot").removeHandler(slips)
    return slips.found


def _straight_to(telegram: FakeTelegram) -> Any:
    async def do_request(
        self: AiohttpRequest, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        parameters = {} if request_data is None else json.loads(json.dumps(request_data.parameters))
        if request_data is not None and request_data.contains_files:
            files = request_data.multipart_data.items()
            parameters |= {name: Sent(file[0], file[1]) for name, file in files if isinstance(file[1], bytes)}
        return await telegram.answer(url.rpartition("/")[2], parameters)

    return do_request


async def main(rounds: int) -> int:
    knowledge = load(KNOWLEDGE, KEPT)
    print("| updates | seed | failures inside | refused by Telegram | MiB in memory |")
    print("|---|---|---|---|---|")
    good = True
    logging.getLogger().addHandler(logging.NullHandler())
    with tempfile.TemporaryDirectory() as folder:
        store = await SqliteStore.open(Path(folder) / "bot.db")
        async with FakeTelegram() as telegram:
            for number in range(1, rounds + 1):
                seed = random.randrange(1_000_000)
                slips = await feed(telegram, store, knowledge, 10_000, seed)
                status = Path("/proc/self/status").read_text(encoding="utf-8")
                resident = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
                row = (number * 10_000, seed, len(slips), len(telegram.problems), resident // 1024)
                print("| " + " | ".join(map(str, row)) + " |", flush=True)
                for kept in (telegram.chats, telegram.files, telegram.busy, telegram.answered, telegram.cards):
                    kept.clear()  # what the server keeps is no memory of the bot
                good = good and not slips and not telegram.problems
        await store.close()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main(int(sys.argv[1]))))
