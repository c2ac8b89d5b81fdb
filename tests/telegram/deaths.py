"""A bot that dies again and again in the middle of a backlog, and what came of the updates.

`python -m tests.telegram.deaths 200` lets it die two hundred times while polling and as many with a webhook, sending as
fast as it can and then no faster than Telegram allows, and prints a table. (`make soak`)
"""

import asyncio
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter, defaultdict
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import groupby, product
from pathlib import Path

from bot.telegram.limits import TELEGRAMS
from bot.telegram.webhook import Hook
from tests.forked import Forked
from tests.telegram.process import serve
from tests.telegram.server import FakeTelegram
from tests.telegram.unlimited import UNLIMITED

PEOPLE = 12
SAID = ("/file", "首次备案", "企业", "广东", "五金铺")
"""Each is understood only after the one before it, so that a lost, doubled or swapped one shows."""
BACKLOG = PEOPLE * len(SAID)


@dataclass(slots=True)
class Outcome:
    """What was found when everything was done. The first two numbers are what was done to the bot."""

    deaths: int = 0
    updates: int = 0
    lost: int = 0
    doubled_effects: int = 0
    doubled_replies: int = 0
    stories: Counter[tuple[str, ...]] = field(default_factory=Counter)
    """What people were told in order, each reply once: how many were told the same."""
    doubled_for_nothing: int = 0
    """Of the doubled replies, those that were not the first to their chat after a death."""
    dead_letters: int = 0
    codes: set[int] = field(default_factory=set)
    """How it ended where it was asked to end."""


async def started(telegram: FakeTelegram, database: Path, hook: Hook | None, limited: bool) -> Forked:
    """Start a bot and wait until it is heard: before that a signal ends it as it ends any program, and neither what the
    last one sent while dying nor a backlog that it left done tells the one from the other."""
    heard = telegram.count("getMe")
    bot = Forked(serve, telegram.url, database, hook, TELEGRAMS if limited else UNLIMITED)
    await telegram.until(lambda: telegram.count("getMe") > heard)
    return bot


async def death(bot: Forked, *signals: signal.Signals) -> int:
    """Send these signals to the bot, wait for its end, and give back its exit code. TimeoutError after 10 s."""
    for number in signals:
        bot.signal(number)
        await asyncio.sleep(0.01 if signals[1:] else 0)
    code, _ = await asyncio.to_thread(bot.end, seconds=10)
    return code


async def dying(folder: Path, deaths: int, chance: random.Random, hook: Hook | None, limited: bool = False) -> Outcome:
    """Let a bot die so many times, each time with a fresh backlog of `BACKLOG` updates. In three of four deaths it is
    killed; in the others it is asked to end, and asked again while it does. `limited`: it sends no faster than Telegram
    allows, as it does when people run it."""
    found = Outcome(deaths=deaths)
    told: dict[int, set[int]] = defaultdict(set)
    """How many replies each person had at a death."""
    async with FakeTelegram() as telegram:
        if hook is not None:
            telegram.socket = Path(hook.listen.removeprefix("unix:"))
        telegram.fail("sendMessage", delay=0.02)  # as if some way off, so that deaths fall into calls
        for turn in range(deaths):
            for text in SAID:
                for person in range(PEOPLE):
                    telegram.say(1 + turn * PEOPLE + person, text)
            with await started(telegram, folder / "bot.db", hook, limited) as bot:
                goal = telegram.count("sendMessage") + 1
                await telegram.until(lambda goal=goal: telegram.count("sendMessage") >= goal)  # type: ignore[misc]
                await asyncio.sleep(chance.random() * 0.2)
                if turn % 7 < 6:
                    await death(bot, signal.SIGKILL)
                else:
                    found.codes.add(await death(bot, signal.SIGTERM, signal.SIGTERM))
            for person in range(1, (turn + 1) * PEOPLE + 1):
                told[person].add(len(telegram.texts(person)))
        people = range(1, deaths * PEOPLE + 1)
        # Whoever was told everything is asked no more, so that waiting costs little.
        waiting = set(people)

        def is_through() -> bool:
            waiting.difference_update([p for p in waiting if "五金铺" in "".join(telegram.texts(p)[-1:])])
            return not waiting and not telegram.updates

        with await started(telegram, folder / "bot.db", hook, limited) as bot:
            with suppress(TimeoutError):  # what is missing is counted below
                await telegram.until(is_through, 30 + deaths * (BACKLOG / 25 if limited else 0.1))
            found.codes.add(await death(bot, signal.SIGTERM))
        assert telegram.problems == []
        for person in people:
            texts = telegram.texts(person)
            story = tuple(text for text, _ in groupby(texts))
            found.stories[story] += 1
            doubled = {place for place in range(1, len(texts)) if texts[place] == texts[place - 1]}
            found.doubled_replies += len(doubled)
            found.doubled_for_nothing += len(doubled - told[person])
    with closing(sqlite3.connect(folder / "bot.db")) as database:
        ((began,),) = database.execute("SELECT count(*) FROM journal WHERE kind = 'began'")
        ((taken,),) = database.execute("SELECT count(*) FROM updates")
        ((found.dead_letters,),) = database.execute("SELECT count(*) FROM dead")
    found.updates = deaths * BACKLOG
    found.lost = found.updates - taken
    found.doubled_effects = began - deaths * PEOPLE
    return found


def hook_in(folder: Path) -> Hook:
    """A webhook on a Unix socket in this folder."""
    return Hook("http://127.0.0.1/beian", "a-secret-for-this-test", f"unix:{folder / 'webhook.sock'}")


async def main(deaths: int) -> int:
    seed = random.randrange(1_000_000)
    print(f"{deaths} deaths each, in a backlog of {BACKLOG} updates each time; seed {seed}\n")
    print("| way | sending | deaths | updates | lost | effects twice | replies twice | seconds |")
    print("|---|---|---|---|---|---|---|---|")
    good = True
    for way, limited in product(("polling", "webhook"), (False, True)):
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            hook = hook_in(folder) if way == "webhook" else None
            it = await dying(folder, deaths, random.Random(seed), hook, limited)
        took = time.monotonic() - began
        numbers = (it.deaths, it.updates, it.lost, it.doubled_effects, it.doubled_replies, round(took))
        sending = "25 a second" if limited else "unlimited"
        print(f"| {way} | {sending} | " + " | ".join(map(str, numbers)) + " |", flush=True)
        good = good and not it.lost and not it.doubled_effects and len(it.stories) == 1 and it.codes == {0}
        good = good and not it.doubled_for_nothing and (not limited or it.doubled_replies <= deaths)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main(int(sys.argv[1]))))
