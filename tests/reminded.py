"""A bot that reminds and is killed over and over: `python -m tests.reminded DATABASE SENT KILLS SEED`.

PEOPLE wait for the code of an SMS verification and do nothing; whenever it is time for the next reminder, processes
tell of it and are killed at any moment until one gets through with it. What a front would have sent is a line of SENT
(the person, a tab, the text), written before the store hears of it. Prints the number of kills.
"""

import asyncio
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.__main__ import KNOWLEDGE
from bot.acts import Show
from bot.content.frame import read_ui
from bot.content.source import Sheet
from bot.content.words import read_words
from bot.core import course
from bot.core.filings.reminders import reminders, timers
from bot.core.knowledge import Knowledge
from bot.core.replies import Timer
from bot.core.state import State, dump_state
from bot.service import Service
from bot.store import Write
from bot.store.sqlite import SqliteStore
from tests.core.sample import FLOW, NOW, knowledge_with

PEOPLE = range(1, 81)
REMINDERS = 7
"""Of which each of them is told: three warnings, the end, three times that the step was left lying."""
ENDED = os.WEXITED | os.WNOHANG | os.WNOWAIT


def contents() -> Knowledge:
    """The sample flow with the shipped words."""
    ui, words = (Sheet(name, (KNOWLEDGE / name).read_text(encoding="utf-8"), []) for name in ("ui.yaml", "words.yaml"))
    said = read_ui(ui)
    return replace(knowledge_with(FLOW), ui=said, words=read_words(words, said))


def waiting() -> State:
    """Somebody to whom a code has come."""
    filing, step = course.begin(1, "小店", FLOW, "personal", "", NOW), FLOW.steps[-2]
    return State((course.came(course.jump(filing, FLOW, step, NOW), step, NOW),))


async def fill(path: Path, knowledge: Knowledge) -> None:
    state = waiting()
    written = Write(dump_state(state), tuple(Timer(*each) for each in timers(state, knowledge, NOW).items()))
    store = await SqliteStore.open(path)
    for user in PEOPLE:
        await store.turn(user, NOW, lambda _: written)
    await store.close()


async def remind(path: Path, sent: int, knowledge: Knowledge, now: datetime) -> None:
    """Tell everything for which it is time."""
    store = await SqliteStore.open(path)
    service = Service(store, knowledge, lambda: now)
    while await service.tick() or await service.outbox.outgoing():
        for outgoing in await service.outbox.outgoing():
            if isinstance(outgoing.act, Show):
                os.write(sent, f"{outgoing.chat}\t{outgoing.act.text.splitlines()[0]}\n".encode())
            await service.outbox.delivered(outgoing)
    await store.close()


def forked(work: Callable[[], None]) -> int:
    """A process that does this and ends; its id. No module is imported again, as nothing is started anew."""
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    return child


def main(path: Path, sent_file: Path, kills: int, seed: int) -> None:
    chance, knowledge, killed = random.Random(seed), contents(), 0
    sent = os.open(sent_file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.waitpid(forked(lambda: asyncio.run(fill(path, knowledge))), 0)
    moments = sorted({one.due for one in reminders(waiting(), knowledge, NOW)})
    for number, moment in enumerate(moments, 1):
        while True:
            child = forked(lambda: asyncio.run(remind(path, sent, knowledge, moment + timedelta(seconds=1))))  # noqa: B023
            if killed < kills * number // len(moments):
                goal = os.fstat(sent).st_size + chance.choice((0, 1, 1, 500, 2000))
                while os.fstat(sent).st_size < goal and os.waitid(os.P_PID, child, ENDED) is None:
                    time.sleep(0.0005)
                time.sleep(chance.random() * 0.005)
                os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            if status == 0:
                break
            if not os.WIFSIGNALED(status):
                sys.exit("a reminding process failed")
            killed += 1
    print(killed)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
