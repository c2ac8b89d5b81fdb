"""The whole way over Telegram, every reply durable: beside PTB's own echo bot with no store, beside the same bot with
its store in memory, with a Telegram that is far away, at a steady pace, and in a burst.

All are processes that talk to the same local server, one after the other in the same run.
"""

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from tests.bench.figures import percentile, row
from tests.telegram.deaths import SAID
from tests.telegram.server import TOKEN, FakeTelegram

ROOT = Path(__file__).parent.parent.parent
CHATS = 300
ROUNDS = 5
"""How often each is measured. The best counts: whatever else the machine does only ever slows one down, and it slows
two threads more than one."""
QUESTIONS = ("备案要多久", "个人能备案吗", "被案需要什么材料", "短信核验在哪里弄", "换了服务器要变更吗")
"""Each chat asks all of them, in this order; each has an answer of its own."""
UPDATES = CHATS * len(QUESTIONS)
LATE = 0.08
"""Seconds after which a Telegram that is far away answers."""
PACE, PACED = 30, 300
"""Updates a second, and how many come so."""
CROWD = 1_000
"""People of a burst; each writes five messages at once."""
OURS, ECHO = "tests.telegram.process", "tests.bench.telegram"


async def measure(folder: Path) -> None:
    print(f"a backlog of {UPDATES} questions from {CHATS} people over Telegram's protocol, best of {ROUNDS}")
    durable, posted, fleeting, echo, posted_echo = [], [], [], [], []
    socket = str(folder / "socket")
    for number in range(ROUNDS):
        durable.append(await _drained(0, OURS, str(folder / f"telegram{number}.db")))
        posted.append(await _drained(0, OURS, str(folder / f"posted{number}.db"), socket))
        fleeting.append(await _drained(0, OURS))
        echo.append(await _drained(0, ECHO))
        posted_echo.append(await _drained(0, ECHO, "", socket))
    ours = max(durable)
    row("answers a second, looked up and durable", ours, "1/s")
    row("answers a second, the same by webhook", max(posted), "1/s")
    row("answers a second, looked up, store in memory", max(fleeting), "1/s")
    row("answers a second, PTB echo without a store", max(echo), "1/s")
    row("answers a second, PTB echo by webhook", max(posted_echo), "1/s")
    row("ratio to PTB's echo", ours / max(echo), "", at_least=1)
    row("ratio by webhook", max(posted) / max(posted_echo), "", at_least=1)
    row("ratio to the store in memory: what being durable costs", ours / max(fleeting), "", at_least=0.85)
    late = [await _drained(LATE, OURS, str(folder / f"late{number}.db")) for number in range(ROUNDS)]
    row(f"answers a second where each call takes {LATE * 1000:g} ms", max(late), "1/s", at_least=300)
    await _paced(folder)
    await _burst(folder)


@asynccontextmanager
async def _bot(telegram: FakeTelegram, module: str, *more: str) -> AsyncIterator[int]:
    """The bot that this module runs, as its process id."""
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, telegram.url, *more, cwd=ROOT, env=os.environ | {"BOT_TOKEN": ""}
    )
    try:
        yield bot.pid
    finally:
        bot.terminate()
        await bot.wait()


async def _drained(late: float, module: str, *more: str) -> float:
    """Answers a second, from the first one to the last, each chat's in order, where calls take `late` seconds."""
    async with FakeTelegram() as telegram:
        telegram.socket = Path(more[1]) if more[1:] else None
        for question in QUESTIONS:
            for chat in range(1, CHATS + 1):
                telegram.say(chat, question)
        for method in ("getUpdates", "sendMessage") if late else ():
            telegram.fail(method, delay=late)
        async with _bot(telegram, module, *more):
            await telegram.until(lambda: telegram.count("sendMessage"), 60)
            began, already = time.perf_counter(), telegram.count("sendMessage")
            await _answered(telegram, UPDATES, 60)
            took = time.perf_counter() - began
        _in_order(telegram, CHATS, len(QUESTIONS))
        return (UPDATES - already) / took


async def _answered(telegram: FakeTelegram, answers: int, seconds: float) -> None:
    # Counting calls is quick; those that count are still to take effect.
    await telegram.until(
        lambda: telegram.count("sendMessage") >= answers and sum(map(len, telegram.chats.values())) >= answers, seconds
    )


def _in_order(telegram: FakeTelegram, people: int, answers: int) -> None:
    """All were told the same, so many different things: nobody's answers were swapped, lost or doubled."""
    (story,) = {tuple(telegram.texts(person)) for person in range(1, people + 1)}
    assert len(set(story)) == answers


async def _paced(folder: Path) -> None:
    print(f"{PACED} questions, {PACE} a second, each of another person: from handed out to reply, best of {ROUNDS}")
    ours, echo = [], []
    for number in range(ROUNDS):
        ours.append(await _times(OURS, str(folder / f"paced{number}.db")))
        echo.append(await _times(ECHO))
    for name, rounds, most in (("ours", ours, (6, 12)), ("PTB echo", echo, (None, None))):
        for share, bound in zip((0.5, 0.99), most, strict=True):
            row(f"{name}, p{share * 100:g}", min(percentile(times, share) for times in rounds), "ms", at_most=bound)


async def _times(module: str, *more: str) -> list[float]:
    """Milliseconds from when each update was handed out until its reply came."""
    async with FakeTelegram() as telegram, _bot(telegram, module, *more):
        telegram.say(PACED + 1, QUESTIONS[0])
        await telegram.until(lambda: telegram.texts(PACED + 1), 60)
        loop = asyncio.get_running_loop()
        began, said = loop.time(), {}
        for number in range(PACED):
            await asyncio.sleep(began + number / PACE - loop.time())
            said[number + 1] = telegram.say(number + 1, QUESTIONS[number % len(QUESTIONS)])
        await telegram.until(lambda: all(telegram.texts(chat) for chat in said))
        replies = {call.params["chat_id"]: call.at for call in telegram.calls if call.method == "sendMessage"}
        return [(replies[chat] - telegram.handed[update]) * 1000 for chat, update in said.items()]


async def _burst(folder: Path) -> None:
    count = CROWD * len(SAID)
    print(f"{CROWD} people begin a filing in {len(SAID)} messages each, all {count} at once; then {CROWD} others do")
    async with FakeTelegram() as telegram, _bot(telegram, OURS, str(folder / "burst.db")) as pid:
        resident, speed = [], []
        for turn in range(2):
            began = time.perf_counter()
            for text in SAID:
                for person in range(CROWD):
                    telegram.say(1 + turn * CROWD + person, text)
            await _answered(telegram, count * (turn + 1), 120)
            speed.append(count / (time.perf_counter() - began))
            resident.append(_resident(pid))
        _in_order(telegram, 2 * CROWD, len(SAID))
        row("answers a second, the second time", speed[1], "1/s")
        row("resident memory after the first", resident[0], "MiB")
        row("after the second, as against the first", resident[1] / resident[0], "x", at_most=1.1)


def _resident(pid: int) -> float:
    """MiB that a process holds in memory."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


async def _echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message
    assert update.message.text
    await update.message.reply_text(update.message.text)


if __name__ == "__main__":
    application = Application.builder().token(TOKEN).base_url(f"{sys.argv[1]}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, _echo))
    if sys.argv[3:]:
        url = "http://127.0.0.1/beian"
        application.run_webhook(unix=sys.argv[3], url_path="beian", webhook_url=url, secret_token="an-echo")
    else:
        application.run_polling()
