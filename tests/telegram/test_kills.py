"""A process that dies, again and again, in the middle of a backlog: nothing lost, nothing done twice."""

import asyncio
import json
import os
import random
import signal
import sqlite3
import sys
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.__main__ import DEAF, TOKEN_IN_USE
from bot.core.knowledge import Knowledge
from bot.service import Service, utc_now
from bot.store.sqlite import SqliteStore
from tests.forked import Forked, run
from tests.telegram.conftest import Running, shown
from tests.telegram.deaths import SAID, death, dying, hook_in, started
from tests.telegram.process import run_hanging, run_impatient
from tests.telegram.server import SETTINGS, TOKEN, FakeTelegram
from tests.telegram.test_talk import FORWARDED

ROOT = Path(__file__).parent.parent.parent
DEATHS = 23
"""Of which 20 are kills."""


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_dying_in_a_backlog_it_loses_nothing_and_does_nothing_twice(tmp_path: Path, way: str) -> None:
    seed = random.randrange(1_000_000)
    hook = hook_in(tmp_path) if way == "webhook" else None
    found = await dying(tmp_path, DEATHS, random.Random(seed), hook)
    print(f"{way}, seed {seed}: {found.doubled_replies} replies came twice in {DEATHS} deaths")
    assert found.lost == 0
    assert found.doubled_effects == 0
    assert len(found.stories) == 1, "every person was told the same, in order"
    assert len(next(iter(found.stories))) == len(SAID)
    assert found.doubled_for_nothing == 0, "at most one reply of a chat for each death"
    assert found.dead_letters == 0
    assert found.codes == {0}


async def test_what_is_forwarded_behind_lines_that_come_again_counts_alone(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    database = tmp_path / "bot.db"
    lines = ["您的备案未通过审核：", "1、主办单位名称与证件不一致。", "2、域名未实名认证。", "请登录控制台修改，谢谢"]
    for line in lines:
        telegram.say(7, line, **FORWARDED)
        came = list(telegram.updates)
        with await started(telegram, database, None, limited=False) as bot:
            await telegram.until(lambda: not telegram.updates)
            await death(bot, signal.SIGKILL)
        telegram.updates = came  # as if it had died just before it acknowledged them
    with closing(sqlite3.connect(database)) as stored:
        ((taken,),) = stored.execute("SELECT count(*) FROM updates")
        reasons = [about for (about,) in stored.execute("SELECT about FROM journal WHERE kind = 'rejected'")]
    assert taken == len(lines)
    assert len(reasons) == len(set(reasons)) == 2


async def test_the_command_line_runs_it_and_a_signal_ends_it_in_good_order(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot",
        cwd=ROOT,
        env=os.environ | SETTINGS | {
            "BOT_API_URL": telegram.url, "BOT_DATABASE": str(tmp_path / "bot.db"), "BOT_LOG_LEVEL": "DEBUG",
        },
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    telegram.say(7, "/privacy")
    await telegram.until(lambda: telegram.texts(7))
    bot.terminate()
    async with asyncio.timeout(10):
        _, log = await bot.communicate()
    assert bot.returncode == 0
    events = [json.loads(line) for line in log.decode().splitlines()]
    assert "已连上 Telegram，机器人是 @beian_test_bot" in [event["event"] for event in events]
    assert [event["kind"] for event in events if event["event"] == "turn"] == ["Command"]
    assert TOKEN.partition(":")[2] not in log.decode()
    (told,) = telegram.texts(7)
    assert SETTINGS["BOT_OPERATOR"] in told
    assert SETTINGS["BOT_CONTACT"] in told
    assert (tmp_path / "bot.db.heartbeat").exists()


async def test_ctrl_c_twice_ends_it_in_good_order_and_what_was_not_sent_comes_from_the_next_one(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge, tmp_path: Path
) -> None:
    database = tmp_path / "ended.db"
    settings = {"BOT_API_URL": telegram.url, "BOT_DATABASE": str(database)}
    for text in ("/help", "/progress"):
        telegram.say(7, text)
    async with telegram.failing("sendMessage", status=500, delay=0.3):
        with Forked(run, SETTINGS | settings) as bot:
            await telegram.until(lambda: telegram.count("sendMessage") and not telegram.updates)
            bot.signal(signal.SIGINT)
            await asyncio.to_thread(bot.until, "收到 SIGINT")
            bot.signal(signal.SIGINT)
            code, log = await asyncio.to_thread(bot.end, seconds=10)
    assert code == 0
    assert "Traceback" not in log
    assert json.loads(log.splitlines()[-1])["event"] == "已停止"
    assert telegram.texts(7) == []
    store = await SqliteStore.open(database)
    later = Service(store, knowledge, lambda: utc_now() + timedelta(minutes=1))  # by then it may be tried again
    async with running(service=later):
        await telegram.until(lambda: len(telegram.texts(7)) == 2)
    await store.close()
    assert telegram.texts(7) == [shown(knowledge, "help"), shown(knowledge, "progress-none")]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_good_order_also_while_it_still_reads_the_content(
    tmp_path: Path, number: signal.Signals
) -> None:
    settings = {"BOT_API_URL": "http://127.0.0.1:1", "BOT_DATABASE": str(tmp_path / "bot.db")}
    with Forked(run_hanging, SETTINGS | settings, "bot.__main__.ready", "MainThread") as bot:
        bot.until("hanging")
        bot.signal(number)
        assert bot.end(seconds=10) == (0, "")


async def test_what_an_admin_asked_for_is_done_by_the_next_one_where_it_is_killed_meanwhile(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge, tmp_path: Path
) -> None:
    database = tmp_path / "killed.db"
    settings = {"BOT_API_URL": telegram.url, "BOT_DATABASE": str(database), "BOT_ADMINS": "7"}

    def is_done() -> bool:
        return any(text.startswith("新内容已经换上") for text in telegram.texts(7))

    telegram.say(7, "/reload")
    with Forked(run_hanging, SETTINGS | settings, "bot.__main__._reload", "asyncio_") as bot:
        await asyncio.to_thread(bot.until, "hanging")
        await telegram.until(lambda: shown(knowledge, "reloading") in telegram.texts(7) and not telegram.updates)
        await death(bot, signal.SIGKILL)
    assert not is_done()
    store = await SqliteStore.open(database)
    async with running(service=Service(store, knowledge, admins=[7], reload=lambda: replace(knowledge))):
        await telegram.until(is_done)
    await store.close()


async def test_a_wrong_token_is_said_in_one_line(telegram: FakeTelegram, tmp_path: Path) -> None:
    settings = {"BOT_TOKEN": "1:" + "x" * 35, "BOT_API_URL": telegram.url, "BOT_DATABASE": str(tmp_path / "bot.db")}
    with Forked(run, SETTINGS | settings) as bot:
        code, log = await asyncio.to_thread(bot.end)
    assert code == 1
    assert "Telegram 不认这个令牌" in json.loads(log.splitlines()[-1])["event"]
    assert "Traceback" not in log


async def test_a_webhook_of_another_program_ends_it_with_a_code_of_its_own(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    telegram.hook = {"url": "http://127.0.0.1:1/", "secret_token": "x"}
    settings = {"BOT_API_URL": telegram.url, "BOT_DATABASE": str(tmp_path / "bot.db")}
    with Forked(run, SETTINGS | settings) as bot:
        code, log = await asyncio.to_thread(bot.end)
    assert code == TOKEN_IN_USE
    assert "另一个程序在那里收消息" in json.loads(log.splitlines()[-1])["event"]


async def test_a_bot_that_stays_deaf_ends_with_a_code_of_its_own(telegram: FakeTelegram, tmp_path: Path) -> None:
    telegram.fail("getUpdates", status=502)
    settings = {"BOT_API_URL": telegram.url, "BOT_DATABASE": str(tmp_path / "bot.db")}
    with Forked(run_impatient, SETTINGS | settings) as bot:
        code, log = await asyncio.to_thread(bot.end)
    assert telegram.count("getUpdates") >= 1
    assert code == DEAF
    assert "重新建立连接也没有用" in json.loads(log.splitlines()[-1])["event"]
    assert "Traceback" not in log


async def ended_while_hanging(what: str, thread: str, settings: dict[str, str]) -> int:
    """With which code a bot ends at SIGTERM, within ten seconds, once it has called this function in a thread of a name
    that begins so, where it does not return."""
    with Forked(run_hanging, SETTINGS | settings, what, thread) as bot:
        await asyncio.to_thread(bot.until, "hanging")
        bot.signal(signal.SIGTERM)
        code, log = await asyncio.to_thread(bot.end, seconds=10)
    assert "hanging" not in log, "nothing more was begun that hangs"
    return code


async def test_a_signal_ends_it_in_time_also_while_a_name_server_hangs(tmp_path: Path) -> None:
    settings = {"BOT_API_URL": "http://bot-api.invalid", "BOT_DATABASE": str(tmp_path / "bot.db")}
    assert await ended_while_hanging("socket.getaddrinfo", "", settings) == 0


async def test_a_signal_ends_it_in_time_also_while_turns_hang_and_no_message_is_lost(
    telegram: FakeTelegram, running: Running, knowledge: Knowledge, tmp_path: Path
) -> None:
    settings = {"BOT_API_URL": telegram.url, "BOT_DATABASE": str(tmp_path / "hung.db")}
    for person in range(1, 6):
        telegram.say(person, "/mydata")
    assert await ended_while_hanging("bot.core.dialogue.respond", "", settings) == 0, "in the midst of the turns"
    store = await SqliteStore.open(tmp_path / "hung.db")
    async with running(service=Service(store, knowledge)):
        await telegram.until(lambda: all(telegram.texts(person) for person in range(1, 6)))
    await store.close()


async def test_a_signal_ends_it_in_time_also_while_an_inline_search_hangs(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    settings = {"BOT_API_URL": telegram.url, "BOT_DATABASE": str(tmp_path / "bot.db")}
    telegram.look_up(7, "备案")
    assert await ended_while_hanging("bot.core.public.excerpts", "", settings) == 0
