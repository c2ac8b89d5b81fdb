"""A process that is killed, again and again, in the middle of a backlog: nothing lost, nothing done twice."""

import asyncio
import os
import random
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import groupby
from pathlib import Path

from bot.core.knowledge import Knowledge
from tests.telegram.conftest import shown
from tests.telegram.server import TOKEN, FakeTelegram

ROOT = Path(__file__).parent.parent.parent
PEOPLE = range(1, 13)
SAID = ("/file", "首次备案", "企业", "广东", "五金铺", "/progress")
"""Each is understood only after the one before it, so that a lost, doubled or swapped one shows."""
KILLS = 4


@asynccontextmanager
async def started(telegram: FakeTelegram, database: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """The bot in a process that is killed, at the latest, at the end of the block."""
    argv = ("-m", "tests.telegram.process", telegram.url, str(database))
    bot = await asyncio.create_subprocess_exec(sys.executable, *argv, cwd=ROOT)
    try:
        yield bot
    finally:
        if bot.returncode is None:
            bot.kill()
            await bot.wait()


def through(telegram: FakeTelegram, title: str) -> bool:
    """Whether everybody was told everything: the last answer lists the filing below this title."""
    return all(telegram.texts(person)[-1:] and title in telegram.texts(person)[-1] for person in PEOPLE)


async def sends(telegram: FakeTelegram, title: str) -> None:
    """Wait until it begins to send one more message, or has none to send."""
    goal = telegram.count("sendMessage") + 1
    await telegram.until(lambda: telegram.count("sendMessage") >= goal or through(telegram, title))


async def test_killed_in_a_backlog_it_loses_nothing_and_does_nothing_twice(
    telegram: FakeTelegram, tmp_path: Path, knowledge: Knowledge
) -> None:
    title = shown(knowledge, "progress")
    seed = random.randrange(1000)
    chance = random.Random(seed)
    for text in SAID:
        for person in PEOPLE:
            telegram.say(person, text)
    telegram.fail("sendMessage", delay=0.05)  # as far away as a real one, so that kills fall into calls
    for _ in range(KILLS):
        async with started(telegram, tmp_path / "bot.db") as bot:
            await sends(telegram, title)
            await asyncio.wait({asyncio.ensure_future(bot.wait())}, timeout=chance.random() * 0.15)
    async with started(telegram, tmp_path / "bot.db") as bot:
        telegram.say(99, "/help")
        await telegram.until(lambda: telegram.texts(99) and not telegram.updates)
        await telegram.until(lambda: through(telegram, title))
        bot.terminate()
        async with asyncio.timeout(10):
            assert await bot.wait() == 0

    stories = [[text for text, _ in groupby(telegram.texts(person))] for person in PEOPLE]
    doubled = [len(telegram.texts(person)) - len(story) for person, story in zip(PEOPLE, stories, strict=True)]
    print(f"seed {seed}: {sum(doubled)} replies came twice in {KILLS} kills")
    assert {tuple(story) for story in stories} == {tuple(stories[0])}, "every person was told the same, in order"
    assert len(stories[0]) == len(SAID)
    assert max(doubled) <= KILLS, "at most one reply of a chat for each kill"
    with sqlite3.connect(tmp_path / "bot.db") as database:
        assert database.execute("SELECT count(*) FROM journal WHERE kind = 'began'").fetchone() == (len(PEOPLE),)
        assert database.execute("SELECT count(*) FROM updates").fetchone() == (len(PEOPLE) * len(SAID) + 1,)
        assert database.execute("SELECT count(*) FROM dead").fetchone() == (0,)
    database.close()


async def test_the_command_line_runs_it_and_a_signal_ends_it_in_good_order(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot",
        cwd=ROOT,
        env=os.environ | {
            "BOT_TOKEN": TOKEN, "BOT_API_URL": telegram.url, "BOT_DATABASE": str(tmp_path / "bot.db"),
            "BOT_LOG_LEVEL": "DEBUG",
        },
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    telegram.say(7, "/help")
    await telegram.until(lambda: telegram.texts(7))
    bot.terminate()
    async with asyncio.timeout(10):
        _, log = await bot.communicate()
    assert bot.returncode == 0
    assert "已连上 Telegram，机器人是 @beian_test_bot" in log.decode()
    assert TOKEN.partition(":")[2] not in log.decode()
