"""The calendar of a new year comes out: whose days move by it is told once, nobody else is, and nobody at night."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.acts import Show
from bot.core.actions import PutAway, Silence, SpeakTo, TickFix
from bot.core.button_data import encode
from bot.core.events import Event, Incoming, Pressed, said
from bot.core.knowledge import Knowledge
from bot.core.plain import plain
from bot.core.state import Attempt, State, dump_state
from bot.core.workdays import BEIJING
from bot.service import Service
from bot.store import Store, Write
from bot.store.sqlite import SqliteStore
from bot.terminal import Clock

BEGIN = datetime(2026, 12, 10, 4, tzinfo=UTC)
NIGHT = datetime(2026, 12, 14, 23, tzinfo=BEIJING)
ANN, BOB = 7, 8
AT_AUTHORITY = ("n:first-filing", "s:personal", "p:guangdong", "a", "j:1:first-authority")


def announced(knowledge: Knowledge, *off: date) -> Knowledge:
    """With a calendar of 2027 that has these days off beside New Year's Day."""
    days = knowledge.calendar.off | {date(2027, 1, 1), *off}
    calendar = replace(knowledge.calendar, years=knowledge.calendar.years | {2027}, off=days)
    english = knowledge.in_english and replace(knowledge.in_english, calendar=calendar)
    return replace(knowledge, calendar=calendar, in_english=english)


def moving(knowledge: Knowledge) -> Knowledge:
    return announced(knowledge, date(2027, 1, 4))


async def do(service: Service, user: int, *events: Event) -> None:
    for event in events:
        await service.take(Incoming(user, user, event))
    await told(service)


async def told(service: Service) -> list[tuple[int, str]]:
    """All that is told now: to whom, and in which words."""
    while await service.tick():
        pass
    texts = []
    while acts := await service.outbox.outgoing():
        for act in acts:
            if isinstance(act.act, Show):
                texts.append((act.chat, plain(act.act.text)))
            await service.outbox.delivered(act)
    return texts


async def state_of(store: Store, user: int) -> str:
    """What is kept of a person; looking changes nothing."""
    found = []

    def look(stored: str | None) -> Write:
        found.append(stored or "")
        return Write.only()

    await store.turn(user, BEGIN, look)
    return found[0]


async def test_whose_days_move_is_told_from_which_to_which_and_why_and_only_once(
    store: Store, knowledge: Knowledge
) -> None:
    clock = Clock(lambda: BEGIN)
    service = Service(store, knowledge, clock)
    await do(service, ANN, *map(Pressed, AT_AUTHORITY))
    clock.ahead = timedelta(days=1)
    assert await told(service) == []
    service.knowledge = moving(knowledge)
    ((user, text),) = await told(service)
    assert user == ANN
    assert "「我的网站 1」的日期变了" in text
    assert "国务院公布了 2027 年的放假安排" in text
    assert "预计 2027年1月8日 → 2027年1月11日" in text
    assert "有结果" not in text, "what is expected in 2026 stays where it is"
    assert await told(service) == []
    for _ in range(2):
        assert await told(Service(store, moving(knowledge), clock)) == [], "nor by another start"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("The dates of", "announced the days off of 2027", "expected 8 January 2027 → 11 January 2027")),
        ("zh-tw", ("日期變了", "預計 2027年1月8日")),
    ],
)
async def test_it_is_told_in_the_readers_language(
    store: Store, knowledge: Knowledge, language: str, words: tuple[str, ...]
) -> None:
    clock = Clock(lambda: BEGIN)
    service = Service(store, knowledge, clock)
    await do(service, ANN, Pressed(encode(SpeakTo(language))), *map(Pressed, AT_AUTHORITY))
    service.knowledge = moving(knowledge)
    ((_, text),) = await told(service)
    assert [word for word in words if word not in text] == []
    assert "only in Chinese" not in text
    assert language != "en" or "年" not in text


async def test_whose_days_stay_is_not_told(store: Store, knowledge: Knowledge) -> None:
    clock = Clock(lambda: BEGIN)
    service = Service(store, knowledge, clock)
    await do(service, ANN, *map(Pressed, AT_AUTHORITY))
    service.knowledge = announced(knowledge)
    assert await told(service) == []
    assert "2027-01-08" in await state_of(store, ANN)
    assert '"certain":false' not in await state_of(store, ANN)
    await do(service, BOB, *map(Pressed, AT_AUTHORITY[:-1]))
    service.knowledge = moving(knowledge)
    ((user, text),) = await told(service)
    assert user == ANN
    assert "国务院" not in text, "this time a day was corrected that was certain before"
    assert "2027年1月8日 → 2027年1月11日" in text


async def test_at_night_it_waits_for_the_morning_whatever_happens_till_then(store: Store, knowledge: Knowledge) -> None:
    clock = Clock(lambda: BEGIN)
    await do(Service(store, knowledge, clock), ANN, *map(Pressed, AT_AUTHORITY))
    clock.ahead = NIGHT - BEGIN
    new = moving(knowledge)
    assert await told(Service(store, new, clock)) == []
    service = Service(store, new, clock)
    await do(service, ANN, said("备案要多久"), Pressed("g:1:"))
    clock.ahead += timedelta(hours=9)
    assert [user for user, _ in await told(service)] == [ANN]
    assert await told(Service(store, new, clock)) == []


async def test_what_was_decided_before_a_death_is_sent_once_after_it(tmp_path: Path, knowledge: Knowledge) -> None:
    clock, path, new = Clock(lambda: BEGIN), tmp_path / "bot.db", moving(knowledge)
    store = await SqliteStore.open(path)
    await do(Service(store, knowledge, clock), ANN, *map(Pressed, AT_AUTHORITY))
    assert await Service(store, new, clock).tick() == 1
    await store.close()
    store = await SqliteStore.open(path)
    assert len(await told(Service(store, new, clock))) == 1
    await store.close()
    store = await SqliteStore.open(path)
    assert await told(Service(store, new, clock)) == []
    await store.close()


async def test_each_filing_has_its_message_but_none_that_is_put_away_or_silent(
    store: Store, knowledge: Knowledge
) -> None:
    clock = Clock(lambda: BEGIN)
    service = Service(store, knowledge, clock)
    for number in range(1, 5):
        await do(service, ANN, *map(Pressed, (*AT_AUTHORITY[:-1], f"j:{number}:first-authority")))
    await do(service, ANN, Pressed(encode(PutAway(3, True))), Pressed(encode(Silence(4, True))))
    service.knowledge = moving(knowledge)
    texts = [text for _, text in await told(service)]
    assert [text.split("」")[0] for text in texts] == ["📅 「我的网站 1", "📅 「我的网站 2"]
    await do(service, ANN, Pressed(encode(PutAway(3, False))), Pressed(encode(Silence(4, False))))
    assert await told(Service(store, moving(knowledge), clock)) == [], "what is said of them now is what is so now"


async def test_what_the_person_changes_itself_is_no_news(store: Store, knowledge: Knowledge) -> None:
    clock, anew = Clock(lambda: BEGIN), (Pressed("j:1:first-sms"), Pressed("d:1:first-sms"))
    await do(Service(store, knowledge, clock), ANN, *map(Pressed, AT_AUTHORITY))
    clock.ahead = timedelta(days=1)
    await do(Service(store, knowledge, clock), ANN, *anew)
    assert await told(Service(store, announced(knowledge), clock)) == []
    clock.ahead = NIGHT - BEGIN
    service = Service(store, moving(knowledge), clock)
    assert await told(service) == []
    await do(service, ANN, *anew)
    clock.ahead += timedelta(hours=9)
    assert await told(service) == [], "the day that moved is none any more"


async def test_the_wait_of_a_plan_is_told_too(store: Store, knowledge: Knowledge) -> None:
    clock = Clock(lambda: datetime(2026, 12, 31, 4, tzinfo=UTC))
    fix = next(fix for fix in knowledge.fixes.values() if fix.wait and fix.wait.unit == "个工作日")
    topic = next(topic for topic in knowledge.topics.values() if fix.id in topic.fixes)
    state = State(loose=(Attempt(1, clock(), reasons=(topic.id,)),), attempt=1)
    await store.turn(ANN, clock(), lambda _: Write(dump_state(state)))
    service = Service(store, knowledge, clock)
    await do(service, ANN, Pressed(encode(TickFix(1, fix.id, True))))
    service.knowledge = moving(knowledge)
    ((_, text),) = await told(service)
    assert "可以重新提交：预计" in text


async def test_who_was_promised_nothing_yet_hears_from_the_next_change_on(store: Store, knowledge: Knowledge) -> None:
    clock = Clock(lambda: BEGIN)
    service = Service(store, knowledge, clock)
    await do(service, ANN, *map(Pressed, AT_AUTHORITY))
    stored = await state_of(store, ANN)
    old = stored[: stored.index(',"promised"')] + "}"
    await store.turn(ANN, BEGIN, lambda _: Write(old))
    service = Service(store, announced(knowledge), clock)
    assert await told(service) == [], "of a release that promised nothing"
    service.knowledge = moving(knowledge)
    assert len(await told(service)) == 1
