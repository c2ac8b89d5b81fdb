"""Reminders through the service: killed, it loses none and doubles hardly any; a downtime ends without a flood."""

import random
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from bot.acts import Show
from bot.core import course
from bot.core.events import Command, Incoming, Pressed
from bot.core.filings import reminders
from bot.core.knowledge import Knowledge
from bot.core.plain import plain
from bot.core.replies import Timer
from bot.core.state import Kept, Renewal, State, dump_state
from bot.core.turns.timers import timers
from bot.service import Service
from bot.store import Store, Write
from bot.terminal import Clock
from tests.core.sample import NOW
from tests.reminded import PEOPLE, REMINDERS
from tests.store.memory import MemoryStore

KILLS = 32
DAY = timedelta(days=1)


def busy(knowledge: Knowledge) -> State:
    """Somebody with three filings: one just begun, one that waits for a code, one at the authority."""
    flow = knowledge.flows["first-filing"]
    steps = [course.step_of(flow, id) for id in ("first-check", "first-sms", "first-authority")]
    begun = (course.begin(number, f"第{number}店", flow, "personal", "beijing", NOW) for number in (1, 2, 3))
    at = ((course.jump(one, flow, step, NOW), step) for one, step in zip(begun, steps, strict=True) if step)
    return State(tuple(course.came(one, step, NOW) for one, step in at))


async def keep(store: Store, user: int, state: State, knowledge: Knowledge) -> None:
    write = Write(dump_state(state), tuple(Timer(*each) for each in reminders.timers(state, knowledge, NOW).items()))
    await store.turn(user, NOW, lambda _: write)


async def told(service: Service) -> list[str]:
    """All that is told now."""
    while await service.tick():
        pass
    texts = []
    while acts := await service.outbox.outgoing():
        for act in acts:
            assert isinstance(act.act, Show)
            texts.append(act.act.text)
            await service.outbox.delivered(act)
    return texts


def test_killed_at_any_moment_it_loses_no_reminder_and_doubles_at_most_one_for_each_kill(tmp_path: Path) -> None:
    seed = random.randrange(10_000)
    command = (sys.executable, "-m", "tests.reminded", str(tmp_path / "bot.db"), str(tmp_path / "sent"))
    done = subprocess.run((*command, str(KILLS), str(seed)), check=True, capture_output=True, text=True, timeout=60)
    killed = int(done.stdout)
    sent = Counter(tuple(line.split("\t")) for line in (tmp_path / "sent").read_text(encoding="utf-8").splitlines())
    print(f"seed {seed}: {sent.total() - len(sent)} reminders came twice in {killed} kills")
    assert killed >= 25
    assert Counter(user for user, _ in sent) == {str(user): REMINDERS for user in PEOPLE}, "none is lost"
    assert sent.total() - len(sent) <= killed


async def test_after_three_days_of_downtime_everybody_gets_one_message(knowledge: Knowledge) -> None:
    store, clock = MemoryStore(), Clock(lambda: NOW)
    service = Service(store, knowledge, clock)
    for user in range(1, 251):
        await keep(store, user, busy(knowledge), knowledge)
    assert await told(service) == []
    clock.ahead = 3 * DAY
    texts = await told(service)
    assert len(texts) == 250
    assert "有 2 件事到时间了" in texts[0]
    assert "「第1店」停在" in texts[0]
    assert "期限是 11月26日 10:00（北京时间），过了" in plain(texts[0]), "of the code's four reminders, what is so now"
    assert await store.due(clock() + timedelta(hours=1), 10) == [], "the others are used up with it"
    clock.ahead += timedelta(hours=2)
    assert await told(service) == []


async def test_what_runs_out_is_told_in_one_message_after_a_downtime(knowledge: Knowledge) -> None:
    flow = knowledge.flows["app-filing"]
    days: dict[Renewal, date] = {"domain": date(2027, 1, 5), "server": date(2027, 1, 5), "identity": date(2027, 1, 6)}
    kept = Kept("苏ICP备12345678号-2A", NOW, until=days)
    shops = [course.begin(number, f"第{number}店", flow, "personal", "jiangsu", NOW) for number in (1, 2, 3)]
    through = tuple(replace(course.jump(one, flow, flow.steps[-1], NOW), kept=kept, touched=NOW) for one in shops)
    store, clock = MemoryStore(), Clock(lambda: NOW)
    service, state = Service(store, knowledge, clock), State(through)
    timed = tuple(Timer(*each) for each in timers(state, knowledge, NOW).items())
    await store.turn(7, NOW, lambda _: Write(dump_state(state), timed))
    clock.ahead = 36 * DAY
    (coming,) = await told(service)
    assert "有 12 件事快到日子了" in coming
    assert "「第1店」的域名还有 5 天到期（2027年1月5日）" in coming
    assert "公安联网备案：2026年12月25日到期，已经过了" not in coming, "the year is said only where it is another one"
    assert "公安联网备案：12月25日到期，已经过了" in coming
    assert "另外还有 2 件" in coming
    clock.ahead += timedelta(hours=1)
    assert await told(service) == [], "and once"


async def test_what_is_late_at_night_waits_for_the_morning(knowledge: Knowledge) -> None:
    store, clock = MemoryStore(), Clock(lambda: NOW)
    service = Service(store, knowledge, clock)
    await keep(store, 7, busy(knowledge), knowledge)
    clock.ahead = 3 * DAY + timedelta(hours=15)  # one o'clock
    assert await told(service) == []
    clock.ahead += timedelta(hours=6, minutes=59)
    assert await told(service) == []
    clock.ahead += timedelta(minutes=1)
    assert len(await told(service)) == 1


async def test_a_reminder_that_was_told_does_not_come_again_when_the_night_is_moved(knowledge: Knowledge) -> None:
    store, clock = MemoryStore(), Clock(lambda: NOW)
    service = Service(store, knowledge, clock)
    await keep(store, 7, busy(knowledge), knowledge)
    clock.ahead = timedelta(hours=22)
    assert len(await told(service)) == 1
    for night in ("4:23:7", "4:0:0", "4:21:9", "4:22:11"):
        await service.take(Incoming(7, 7, Command("remind")))
        await service.take(Incoming(7, 7, Pressed(night)))
    assert all("提醒设置" in text for text in await told(service))
    assert [key for _, key in await store.due(NOW + DAY, 10)] == ["hours:2:first-sms:1"], (
        "the end itself is told after it"
    )
