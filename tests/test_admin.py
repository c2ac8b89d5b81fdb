"""What admins, and only they, can do: figures, what was not understood, the digest of the week; all in the journal."""

import io
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from PIL import Image

from bot import admin
from bot.acts import Answer, Chore, Show
from bot.core.actions import Rate
from bot.core.button_data import encode
from bot.core.events import Chosen, Command, Event, Incoming, InPublic, Media, Pressed, said
from bot.core.knowledge import Knowledge
from bot.core.plain import plain
from bot.core.replies import File, Miss, Note, Timer, Wait
from bot.core.state import State, dump_state
from bot.office import MOST_BEGUN
from bot.outbox import Outgoing
from bot.picture.sheet import WIDTH
from bot.service import Service
from bot.store import Store, Write
from bot.terminal import Clock
from tests.store.memory import MemoryStore

BOSS, OTHER, GROUP = 7, 8, -100
MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # nine in the morning in Beijing
TOPIC = "time-total"


@pytest.fixture
def clock() -> Clock:
    return Clock(lambda: MONDAY + timedelta(days=2))


@pytest.fixture
def learnt() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def service(store: Store, knowledge: Knowledge, clock: Clock, learnt: list[tuple[str, str]]) -> Service:
    def adopt(missed: str, topic: str) -> str:
        learnt.append((missed, topic))
        return "knowledge/faq/a.md:3: 已经有了" if missed == "重复" else ""

    return Service(store, knowledge, clock, admins={BOSS}, reload=lambda: replace(knowledge), adopt=adopt)


async def acts(service: Service) -> list[Outgoing]:
    """Everything that waits, sent."""
    found = []
    while waiting := await service.outbox.outgoing():
        for outgoing in waiting:
            if isinstance(outgoing.act, Chore):
                if len(waiting) > 1:  # what is shown goes faster
                    continue
                await service.office.do(outgoing, outgoing.act)
            found.append(outgoing)
            await service.outbox.delivered(outgoing)
    return found


async def shown(service: Service, chat: int | None = None) -> list[Show]:
    """Everything that waits, sent; the screens of a chat."""
    return [sent.act for sent in await acts(service) if isinstance(sent.act, Show) and chat in (None, sent.chat)]


async def ask(service: Service, event: Event, user: int = BOSS, chat: int | None = None) -> Show:
    query = "q" if isinstance(event, Pressed) else None
    await service.take(Incoming(user, user if chat is None else chat, event, message=5, query=query))
    screen, *_ = await shown(service)  # what takes long is shown below
    return screen


async def finished(service: Service, event: Event) -> Show:
    """What an admin is shown once that is done which takes long."""
    query = "q" if isinstance(event, Pressed) else None
    await service.take(Incoming(BOSS, BOSS, event, message=5, query=query))
    begun, screen = await shown(service)
    assert begun.text.startswith("正在")
    assert (screen.edit, screen.answers, screen.edited) == (
        (5, None, False) if isinstance(event, Pressed) else (None, 5, True)
    ), "in place of what was said at first"
    return screen


async def test_what_is_done_is_not_done_again_where_it_ends_before_it_is_marked(service: Service) -> None:
    await service.take(Incoming(BOSS, BOSS, Command("reload"), message=5))
    (chore,) = [each for each in await service.outbox.outgoing() if isinstance(each.act, Chore)]
    assert isinstance(chore.act, Chore)
    await service.office.do(chore, chore.act)
    assert [each.act for each in await service.outbox.outgoing() if isinstance(each.act, Chore)] == []


def to(write: Write, _: str | None) -> Write:
    return write


async def missed(store: Store, *texts: str) -> None:
    for text in texts:
        write = Write("{}", misses=(Miss(text, text, (TOPIC, "gone")),))
        await store.turn(OTHER, MONDAY, partial(to, write))


ASKED = [
    *(Command(name) for name in admin.COMMANDS),
    Command("misses", f"1 {TOPIC}"),
    *(Pressed(data) for data in ("admin:chart", "admin:misses:0", f"admin:adopt:1:{TOPIC}", "admin:drop:1:0")),
]


@pytest.mark.parametrize("event", ASKED)
async def test_for_anybody_else_and_in_groups_there_is_no_such_thing(
    service: Service, store: Store, knowledge: Knowledge, event: Event, learnt: list[tuple[str, str]]
) -> None:
    await missed(store, "甲")
    before = service.knowledge
    for user, chat in ((OTHER, OTHER), (BOSS, GROUP)):
        screen = await ask(service, event, user, chat)
        expected = "home" if isinstance(event, Pressed) else "unknown-command"
        assert screen.text == knowledge.ui[expected].strip()
    assert (learnt, len(await store.misses(9)), service.knowledge) == ([], 1, before)
    assert Note("admin", "reload") not in await store.tally(MONDAY, MONDAY + timedelta(days=9))


@pytest.mark.parametrize("event", ASKED)
async def test_each_act_of_an_admin_is_in_the_journal(service: Service, store: Store, event: Event) -> None:
    await missed(store, "甲")
    await ask(service, event)
    (note,) = await store.tally(MONDAY, MONDAY + timedelta(days=9))
    assert (note.kind, note.about) == ("admin", " ".join(admin.asked(event)))


@pytest.mark.parametrize("data", ["admin:", "admin:adopt:1", "admin:adopt:x:y", "admin:misses:-1", "admin:drop:1:0:0"])
async def test_data_that_no_button_of_theirs_has_is_stale(service: Service, knowledge: Knowledge, data: str) -> None:
    await service.take(Incoming(BOSS, BOSS, Pressed(data), message=5, query="q"))
    first, *_ = await acts(service)
    assert first.act == Answer("q", knowledge.ui["stale"].strip())


async def test_what_was_missed_is_shown_most_frequent_first_and_learnt_by_a_press(
    service: Service, store: Store, knowledge: Knowledge, learnt: list[tuple[str, str]]
) -> None:
    assert (await ask(service, Command("misses"))).text == knowledge.ui["misses-none"]
    await missed(store, "要几天拿号", "别的事情", "别的事情")
    first = await ask(service, Command("misses"))
    assert "别的事情（2 次）" in plain(first.text)
    second = await ask(service, Pressed(first.buttons[-1][-1].data))
    assert "要几天拿号（1 次）" in plain(second.text)
    assert second.edit == 5, "in place of the one before"
    assert [row[0].data for row in second.buttons[:-1]] == [f"admin:adopt:1:{TOPIC}"], (
        "a topic that is gone is not offered"
    )
    before = service.knowledge
    done = await finished(service, Pressed(second.buttons[0][0].data))
    assert learnt == [("要几天拿号", TOPIC)]
    assert service.knowledge is not before, "the content was read again"
    assert "学会了" in done.text
    assert "别的事情" in done.text, "the next one"
    assert [one.miss.text for one in await store.misses(9)] == ["别的事情"]
    await finished(service, Pressed(second.buttons[0][0].data))
    assert len(learnt) == 1, "it is learnt once"
    await ask(service, Pressed(done.buttons[-1][0].data))
    assert await store.misses(9) == []


async def test_of_what_was_missed_no_more_is_gone_through_than_anybody_does(
    service: Service, store: Store, learnt: list[tuple[str, str]]
) -> None:
    chance = random.Random(1)
    texts = ["".join(map(chr, chance.choices(range(0x4E00, 0x9000), k=9))) for _ in range(admin.MOST_MISSES + 1)]
    misses = tuple(Miss(text, text, ()) for text in texts)
    await store.turn(OTHER, MONDAY, lambda _: Write("{}", misses=misses))
    last = await ask(service, Pressed(f"admin:misses:{admin.MOST_MISSES - 1}"))
    assert texts[-2] in last.text
    assert last.buttons[-1][-1].data == f"admin:misses:{admin.MOST_MISSES}"
    assert texts[0] in (await ask(service, Pressed(last.buttons[-1][-1].data))).text, "the first one again"
    await finished(service, Command("misses", f"{len(texts)} {TOPIC}"))
    assert learnt == [(texts[-1], TOPIC)], "any other can be learnt by its number"


async def test_what_cannot_be_learnt_stays_and_it_is_said_why(
    service: Service, store: Store, learnt: list[tuple[str, str]]
) -> None:
    await missed(store, "重复")
    told = await finished(service, Command("misses", "#1 cost-filing"))
    assert learnt == [("重复", "cost-filing")]
    assert "knowledge/faq/a.md:3: 已经有了" in plain(told.text)
    assert len(await store.misses(9)) == 1


@pytest.mark.parametrize(
    ("argument", "told"),
    [
        ("1 time-totl", "没有叫「time-totl」的条目。像的有：\n\n• time-total 备案一共要多久？"),
        ("1 nope", "没有叫「nope」的条目，也没有像的"),
        ("99 time-total", "#99 已经不在没听懂的话里了。"),
        ("1 time-total extra", "要教一句，发 /misses 编号 条目"),
        ("time-total", "要教一句，发 /misses 编号 条目"),
        ("1 时间", "要教一句，发 /misses 编号 条目"),
    ],
)
async def test_who_teaches_what_cannot_be_is_told_how(
    service: Service, store: Store, learnt: list[tuple[str, str]], argument: str, told: str
) -> None:
    await missed(store, "要几天拿号")
    asked = Command("misses", argument)
    taught = admin.asked(asked)[0] == "adopt"
    assert plain((await finished(service, asked) if taught else await ask(service, asked)).text).startswith(told)
    assert (learnt, len(await store.misses(9))) == ([], 1)


async def test_what_takes_long_is_begun_once_and_a_failure_is_said(
    store: Store, knowledge: Knowledge, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    begun: list[int] = []

    def reload() -> Knowledge:
        begun.append(1)
        raise RuntimeError("a slip")

    service = Service(store, knowledge, clock, admins={BOSS}, reload=reload)
    for _ in range(2):  # the second time it is the same update
        await service.take(Incoming(BOSS, BOSS, Command("reload"), update=1, message=5))
    _, *told = [plain(screen.text) for screen in await shown(service)]
    assert len(told) == 2, "the apology, and what admins are told of a fault"
    assert "编号 1" in told[0]
    assert "RuntimeError" in told[1]
    assert "秒后再试" not in caplog.text
    assert begun == [1]


async def test_what_was_begun_three_times_is_given_up(
    service: Service, store: Store, learnt: list[tuple[str, str]]
) -> None:
    await missed(store, "要几天拿号")
    await service.take(Incoming(BOSS, BOSS, Command("misses", f"1 {TOPIC}"), message=5))
    (chore,) = [one for one in await service.outbox.outgoing() if isinstance(one.act, Chore)]
    for _ in range(MOST_BEGUN):  # a process that dies in it each time
        await store.postpone(chore.id, MONDAY)
    _, *told = [plain(screen.text) for screen in await shown(service)]
    assert "编号 1" in told[0]
    assert "InterruptedError" in told[1]
    assert (learnt, len(await store.misses(9))) == ([], 1)


async def test_the_figures_are_those_of_the_journal(service: Service, knowledge: Knowledge, clock: Clock) -> None:
    topic = knowledge.topics[TOPIC]
    clock.ahead = -timedelta(days=20)
    await service.take(Incoming(OTHER, OTHER, said("备案一共要多久")))
    clock.ahead = timedelta()
    first = knowledge.flows["first-filing"].steps[0]
    events: tuple[Event, ...] = (
        said("备案一共要多久"),
        Pressed(encode(Rate(TOPIC, "unhelpful"))),
        Pressed(encode(Rate(TOPIC, "differs"))),
        said("备案一共要多久"),
        Pressed(encode(Rate(TOPIC, "helpful"))),
        said("量子纠缠怎么算"),
        *(Pressed(data) for data in ("n:first-filing", "s:personal", "p:guangdong", "a", f"d:1:{first.id}")),
        Command("rejected", "退回原因：1、域名未实名认证；2、主办单位名称与证件不一致"),
    )
    for event in events:
        await service.take(Incoming(OTHER, OTHER, event, query="q" if isinstance(event, Pressed) else None))
    await service.take(Incoming(OTHER, OTHER, InPublic(Chosen(TOPIC))))
    await shown(service)
    clock.ahead = timedelta(seconds=1)
    lines = plain((await ask(service, Command("stats"))).text).splitlines()
    bands = ("一共问了：3（4）", "直接回答：2（3）", "没听懂：1（1）", "选了发出去的：1（1）")
    for line in (*bands, "开始办备案：1（1）", "退回原因：2（2）", "👍：1（1）", "👎：1（1）"):
        assert any(line in one for one in lines), (line, lines)
    assert f"• {topic.title}　3" in lines
    assert any("和我这里要求的不一样 1" in one for one in lines)
    funnel = next(one for one in lines if "→" in one)
    assert funnel.startswith(f"• {knowledge.flows['first-filing'].title} 1")
    walked = funnel.split("　→ ")
    assert [step for step in walked[1:] if not step.endswith(" 0")] == [f"{first.title} 1"]


async def test_how_long_reviews_took_is_among_the_figures_from_five_on(
    service: Service, store: Store, knowledge: Knowledge
) -> None:
    flow = knowledge.flows["first-filing"]
    step, other = [step for step in flow.steps if step.review and step.who != "applicant"][:2]
    days = (3, 5, 5, 8, 9)
    waits = [Wait(flow.id, step.id, "guangdong", "personal", one) for one in days[:4]]
    waits += [Wait(flow.id, step.id, "zhejiang", "enterprise", days[4])]
    waits += [Wait(flow.id, other.id, "guangdong", "personal", 1)] * 4
    await store.turn(OTHER, MONDAY, lambda _: Write("{}", waits=tuple(waits)))
    lines = plain((await ask(service, Command("stats"))).text).splitlines()
    assert f"• {step.title}（{flow.title}）：5 次，一半在 5～8 天，居中的是 5 天" in lines
    assert not any(line.startswith(f"• {other.title}（") for line in lines), "of four one could guess whose they are"
    asked = {Note("answer", TOPIC): 1}
    chart = admin.chart(knowledge, [(MONDAY.date(), asked)], MONDAY, await store.waits())
    assert chart is not None
    assert chart.rankings[-1].lines == ((f"{step.title}（{flow.title}）", 5),)


async def test_the_figures_of_the_month_are_drawn_where_there_are_any(
    service: Service, knowledge: Knowledge, clock: Clock
) -> None:
    assert (await ask(service, Command("stats"))).buttons == ()
    for ahead, text in ((-29, "备案一共要多久"), (-30, "备案一共要多久"), (0, "备案一共要多久"), (0, "量子纠缠怎么算")):
        clock.ahead = timedelta(days=ahead)
        await service.take(Incoming(OTHER, OTHER, said(text)))
    clock.ahead = timedelta(seconds=1)
    await shown(service)
    ((button,),) = (await ask(service, Command("stats"))).buttons
    await service.take(Incoming(BOSS, BOSS, Pressed(button.data), message=5, query="q"))
    answer, file = [outgoing.act for outgoing in await acts(service)]
    assert answer == Answer("q")
    assert isinstance(file, File)
    assert file.picture
    image = Image.open(io.BytesIO(file.content))
    assert (image.format, image.width) == ("PNG", WIDTH)


def test_a_day_of_the_chart_is_one_of_beijing(knowledge: Knowledge) -> None:
    now = datetime(2026, 11, 25, 16, 30, tzinfo=UTC)  # half past midnight, the 26th
    days = admin.days(now)
    assert len(days) == 30
    assert [day.isoformat() for day, _, _ in (days[0], days[-1])] == ["2026-10-28", "2026-11-26"]
    assert days[-1][1:] == (datetime(2026, 11, 25, 16, tzinfo=UTC), datetime(2026, 11, 26, 16, tzinfo=UTC))
    tallies = {"2026-10-28": {Note("answer", TOPIC): 2}, "2026-11-26": {Note("unknown"): 1, Note("answer", TOPIC): 3}}
    chart = admin.chart(knowledge, [(day, tallies.get(day.isoformat(), {})) for day, _, _ in days], now)
    assert chart is not None
    assert {bar.name: bar.parts for bar in chart.bars if sum(bar.parts)} == {"10-28": (2, 0, 0), "11-26": (3, 0, 1)}
    assert [ranking.lines for ranking in chart.rankings] == [((knowledge.topics[TOPIC].title, 5),)]
    assert admin.chart(knowledge, [(day, {}) for day, _, _ in days], now) is None


def test_the_picture_has_how_far_those_came_who_began_what_most_begin(knowledge: Knowledge) -> None:
    flow, other = knowledge.flows["first-filing"], knowledge.flows["add-access"]
    first, second, third, *_ = flow.steps
    tally = {Note("answer", TOPIC): 1, Note("began", other.id): 2, Note("began", flow.id): 5, Note("began", "gone"): 9}
    tally |= {Note("finished", f"{flow.id}:{step.id}"): count for step, count in ((first, 4), (second, 1))}
    chart = admin.chart(knowledge, [(MONDAY.date(), tally)], MONDAY)
    assert chart is not None
    assert chart.funnel is not None
    assert flow.title in chart.funnel.title
    assert chart.funnel.steps[:3] == ((first.title, 5, 4), (second.title, 4, 1), (third.title, 1, 0))
    assert len(chart.funnel.steps) == len(flow.steps)
    nothing = admin.chart(knowledge, [(MONDAY.date(), {Note("answer", TOPIC): 1})], MONDAY)
    assert nothing is not None
    assert nothing.funnel is None


async def test_without_a_front_nobody_knows_how_the_bot_is(service: Service, knowledge: Knowledge) -> None:
    assert (await ask(service, Command("health"))).text == knowledge.ui["health-unknown"]


async def test_the_digest_comes_once_on_monday_morning(
    store: Store, service: Service, knowledge: Knowledge, clock: Clock
) -> None:
    def again() -> Service:
        return Service(store, knowledge, clock, admins={BOSS, 9})

    await missed(store, "甲")
    told = {}
    for hours in (0, 24 * 5 - 1, 24 * 5, 24 * 5 + 1, 24 * 12 + 3, 24 * 12 + 4, 24 * 20):
        clock.ahead = timedelta(hours=hours)
        service = again()  # it was restarted since
        for _ in range(2):
            await service.tick()
            if digests := await shown(service):
                told[hours] = [plain(one.text).splitlines()[0] for one in digests]
    assert told == {24 * 5: ["这一周，括号里是 30 天"] * 2, 24 * 12 + 3: ["这一周，括号里是 30 天"] * 2}, (
        "to both, once a week"
    )
    assert await store.tally(MONDAY, MONDAY + timedelta(days=60)) == {Note("admin", "digest"): 2}


async def test_nobody_gets_a_digest_where_there_is_no_admin(store: Store, knowledge: Knowledge, clock: Clock) -> None:
    service = Service(store, knowledge, clock)
    clock.ahead = timedelta(days=5)
    await service.tick()
    assert await shown(service) == []


async def test_a_digest_that_cannot_be_made_holds_nobodys_reminders_up(knowledge: Knowledge) -> None:
    class Uncountable(MemoryStore):
        async def tally(self, since: datetime, until: datetime) -> dict[Note, int]:
            raise RuntimeError

    store = Uncountable()
    await store.turn(OTHER, MONDAY, lambda _: Write(dump_state(State()), timers=(Timer("retention", MONDAY),)))
    service = Service(store, knowledge, lambda: MONDAY, admins={BOSS})
    with pytest.raises(RuntimeError):
        await service.tick()
    assert await store.due(MONDAY, 9) == []


@pytest.mark.parametrize(
    ("now", "monday"),
    [("2026-11-23 09:00", "2026-11-23"), ("2026-11-23 08:59", "2026-11-16"), ("2026-11-29 23:00", "2026-11-23")],
)
def test_the_last_monday(now: str, monday: str) -> None:
    due = admin.last_monday(datetime.fromisoformat(f"{now}+08:00"))
    assert due == datetime.fromisoformat(f"{monday} 09:00+08:00")


@pytest.mark.usefixtures("hurried")
async def test_admins_are_told_once_of_each_kind_of_fault(store: Store, knowledge: Knowledge, clock: Clock) -> None:
    broken = replace(knowledge, ui={key: text for key, text in knowledge.ui.items() if key != "media-photo"})
    service = Service(store, broken, clock, admins={BOSS})
    for user in (OTHER, OTHER + 1):
        await service.take(Incoming(user, user, Media("photo"), update=user))
    await service.reject(99, "读不懂的更新：没有 update_id")
    waiting = await acts(service)
    told = [plain(one.act.text) for one in waiting if one.chat == BOSS and isinstance(one.act, Show)]
    assert [text.splitlines()[0].split("：")[1].partition(":")[0] for text in told] == ["Media", "读不懂的更新"]
    assert "第 1 号" in told[0]
    assert len([one for one in waiting if one.chat != BOSS]) == 2, "each person is told its own number"


async def test_an_admin_who_cannot_be_told_makes_no_faults_without_end(service: Service) -> None:
    await service.reject(99, "读不懂的更新：没有 update_id")
    for _ in range(2):
        (notice,) = await service.outbox.outgoing()
        await service.outbox.refuse(notice, "Show: Chat not found")
    assert await service.outbox.outgoing() == []


async def test_without_admins_nobody_is_told(store: Store, knowledge: Knowledge, clock: Clock) -> None:
    service = Service(store, knowledge, clock)
    await service.reject(99, "读不懂的更新：没有 update_id")
    assert await service.outbox.outgoing() == []
