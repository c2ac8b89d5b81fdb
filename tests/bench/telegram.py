"""The whole way over Telegram: a backlog is answered, every reply durable, beside PTB's own echo bot with no store.

Both are processes that talk to the same local server, one after the other in the same run, each several times.
"""

import asyncio
import os
import statistics
import sys
import time
from pathlib import Path

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from tests.bench.figures import row
from tests.telegram.server import TOKEN, FakeTelegram

ROOT = Path(__file__).parent.parent.parent
UPDATES = 1_500
CHATS = 300
ROUNDS = 3
QUESTIONS = (
    "备案要多久",
    "个人能备案吗",
    "被案需要什么材料",
    "短信核验在哪里弄",
    "网站备案号放哪",
    "换了服务器要变更吗",
)


async def measure(folder: Path) -> None:
    print(f"a backlog of {UPDATES} questions from {CHATS} people over Telegram's protocol, median of {ROUNDS}")
    ours, echo = [], []
    for number in range(ROUNDS):
        ours.append(await _drained("tests.telegram.process", str(folder / f"telegram{number}.db")))
        echo.append(await _drained("tests.bench.telegram"))
    row("answers a second, looked up and durable", statistics.median(ours), "1/s")
    row("answers a second, PTB echo without a store", statistics.median(echo), "1/s")
    row("ratio", statistics.median(ours) / statistics.median(echo), "", at_least=0.6)


async def _drained(module: str, *more: str) -> float:
    """Answers a second, from the first one to the last, of the bot that this module runs."""
    async with FakeTelegram() as telegram:
        for number in range(UPDATES):
            telegram.say(number % CHATS + 1, QUESTIONS[number % len(QUESTIONS)])
        bot = await asyncio.create_subprocess_exec(
            sys.executable, "-m", module, telegram.url, *more, cwd=ROOT, env=os.environ | {"BOT_TOKEN": ""}
        )
        try:
            await telegram.until(lambda: telegram.count("sendMessage"), 60)
            began, already = time.perf_counter(), telegram.count("sendMessage")
            await telegram.until(lambda: telegram.count("sendMessage") >= UPDATES, 60)
            return (UPDATES - already) / (time.perf_counter() - began)
        finally:
            bot.terminate()
            await bot.wait()


async def _echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message
    assert update.message.text
    await update.message.reply_text(update.message.text)


if __name__ == "__main__":
    application = Application.builder().token(TOKEN).base_url(f"{sys.argv[1]}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, _echo))
    application.run_polling()
