"""What is masked never gets into a file, and who is forgotten leaves no byte: not in the database, not in what SQLite
keeps beside it, not in the next back-up."""

import gc
import shutil
import sqlite3
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import _lru_cache_wrapper
from pathlib import Path

import pytest

from bot.core.actions import Rate
from bot.core.button_data import encode
from bot.core.events import Command, Event, Incoming, Pressed, said
from bot.core.knowledge import Knowledge
from bot.service import Service
from bot.store.sqlite import SqliteStore
from bot.store.sqlite.copies import backup
from bot.terminal import Clock
from tests.core.talking import FORGOTTEN

BEGIN = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
ANN, BOB = 700_000_000_001, 700_000_000_002
FILING, ASKED = "绝密小铺", "绝密的网站要备案吗"


def marks() -> dict[str, bytes]:
    """Every form that Ann's id and words can have in a file."""
    key = bytes((ANN >> shift) & 0x7F | (0x80 if shift else 0) for shift in range(35, -7, -7))
    found = {"id in a column": ANN.to_bytes(6, "big"), "id as a key": key, "id in a text": str(ANN).encode()}
    for text in (FILING, ASKED):
        found[text] = text.encode()
        for before in range(3):  # in a file that waits to be sent, wherever its groups of three bytes begin
            found[f"{text} in base64, {before}"] = urlsafe_b64encode(bytes(before) + text.encode())[4:-4]
    return found


def traces(folder: Path) -> dict[str, list[str]]:
    """Which marks are in which files."""
    contents = {file.name: file.read_bytes() for file in folder.iterdir()}
    found = {name: [what for what, mark in marks().items() if mark in content] for name, content in contents.items()}
    return {name: whats for name, whats in found.items() if whats}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
async def store(folder: Path) -> AsyncIterator[SqliteStore]:
    opened = await SqliteStore.open(folder / "bot.db")
    yield opened
    await opened.close()


@pytest.fixture
def clock() -> Clock:
    return Clock(lambda: BEGIN)


@pytest.fixture
def service(store: SqliteStore, knowledge: Knowledge, clock: Clock) -> Service:
    return Service(store, knowledge, clock)


async def take(service: Service, user: int, *events: Event) -> None:
    for event in events:
        query = "q" if isinstance(event, Pressed) else None
        await service.take(Incoming(user, user, event, message=5, query=query))


async def deliver(service: Service) -> None:
    while waiting := await service.outbox.outgoing():
        for outgoing in waiting:
            await service.outbox.delivered(outgoing)


async def talk(service: Service) -> None:
    """Ann has a filing, a question on the screen, timers, and answers and a file that are still to be sent."""
    for user in (ANN, BOB):
        begun = (Pressed("n:first-filing"), Pressed("s:personal"), Pressed("p:guangdong"))
        await take(service, user, *begun, said(FILING if user == ANN else "别人的店"), Pressed("j:1:first-sms"))
        await deliver(service)
        await take(service, user, said(ASKED if user == ANN else "备案要多久"), Command("mydata"))


@pytest.mark.parametrize(
    ("personal", "mark"),
    [
        ("440106199001011234", "440106199001011234"),
        ("13800138000", "13800138000"),
        ("91440101MA5ABCDE12", "91440101MA5ABCDE12"),
        ("ouyang@example.com", "ouyang@example.com"),
        ("负责人李小明的手机", "小明"),
        ("主体负责人：张三丰身份证", "三丰"),
        ("姓名 张三", "张三"),
        ("姓名：李　小明", "小明"),
        ("负责人(张三)手机", "张三"),
        ("单位负责人是赵六", "赵六"),
        ("负责人：买买提·吐尔逊", "吐尔逊"),
        ("尊敬的用户王建国：", "建国"),
        ("联系人：Zhang San", "Zhang"),
        ("我叫王小明", "小明"),
        ("联系人：王小明，请让王小明自己来", "小明"),
        ("住址：广东省深圳市南山区科技园南区", "科技园"),
    ],
)
async def test_numbers_and_names_of_people_get_into_no_file(
    personal: str, mark: str, service: Service, folder: Path
) -> None:
    await take(
        service,
        ANN,
        said(f"今天天气怎么样 {personal}"),
        Command("rejected"),
        said(f"退回：{personal} 有误，紫色卡片缺角"),
    )
    await take(service, ANN, Command("file"), said("首次备案"), said("个人"), said("广东"), said(f"小店 {personal}"))
    await take(service, ANN, Command("rejected", said(personal).text), Command("mydata"))
    if personal.isalnum():
        await take(service, ANN, Pressed(personal[:60]))
    content = b"".join(file.read_bytes() for file in folder.iterdir())
    assert "天气".encode() in content, "what was not understood is kept"
    assert mark.encode() not in content


async def test_after_forget_no_byte_is_left_in_any_file_or_the_next_backup(
    service: Service, folder: Path, tmp_path: Path
) -> None:
    await talk(service)
    before = {what for whats in traces(folder).values() for what in whats}
    assert before > {"id in a column", "id as a key", FILING, ASKED}
    assert any("base64" in what for what in before), "the file that waits to be sent"
    await take(service, ANN, *FORGOTTEN)
    await deliver(service)
    assert traces(folder) == {}
    (tmp_path / "safe").mkdir()
    backup(folder / "bot.db", tmp_path / "safe" / "backup.db")
    assert traces(tmp_path / "safe") == {}
    assert "别人的店".encode() in (tmp_path / "safe" / "backup.db").read_bytes()


def remembered(texts: tuple[str, ...]) -> set[str]:
    """Which of the texts are in a cache of this process."""
    caches = [found for found in gc.get_objects() if isinstance(found, _lru_cache_wrapper)]
    asked = [key for found in caches for each in gc.get_referents(found) if isinstance(each, dict) for key in each]
    parts = [part for key in asked for part in (key if isinstance(key, tuple) else (key,)) if isinstance(part, str)]
    return {text for text in texts if any(text in part for part in parts)}


async def test_after_forget_no_text_is_remembered_in_the_process(service: Service) -> None:
    await talk(service)
    assert remembered((FILING, ASKED)) == {FILING, ASKED}
    await take(service, ANN, *FORGOTTEN)
    assert remembered((FILING, ASKED)) == set()


async def test_what_was_praised_or_blamed_is_counted_by_topic_and_version_and_by_whom_is_kept_nowhere(
    service: Service, folder: Path, knowledge: Knowledge
) -> None:
    topic = knowledge.topics["time-total"]
    changed = replace(topic, text="换了个说法。")
    praise, blame = (Pressed(encode(act)) for act in (Rate(topic.id, "helpful"), Rate(topic.id, "unhelpful")))
    asked = said("备案一共要多久")
    await take(service, ANN, asked, blame, Pressed(encode(Rate(topic.id, "differs"))), asked, praise)
    await take(service, BOB, asked, blame)
    service.knowledge = replace(knowledge, topics={**knowledge.topics, topic.id: changed})
    await take(service, BOB, asked, praise)
    await take(service, ANN, *FORGOTTEN)
    await deliver(service)
    assert traces(folder) == {}
    with closing(sqlite3.connect(folder / "bot.db")) as db:
        found = db.execute("SELECT * FROM journal WHERE kind LIKE '%helpful%'")
        assert [column for column, *_ in found.description] == ["at", "kind", "about"]
        counted = Counter((kind, about) for _, kind, about in found)
    first, second = (f"{topic.id}@{one.version}" for one in (topic, changed))
    assert first != second
    assert counted == {
        ("unhelpful", first): 2, ("unhelpful-differs", first): 1, ("helpful", first): 1, ("helpful", second): 1
    }  # fmt: skip


async def test_nor_is_any_where_the_goodbye_cannot_be_sent(service: Service, folder: Path, clock: Clock) -> None:
    await talk(service)
    await take(service, ANN, *FORGOTTEN)
    clock.ahead = timedelta(hours=1)  # nobody waits for the answer to the press any more
    while waiting := await service.outbox.outgoing():
        for outgoing in waiting:
            await service.outbox.refuse(outgoing, "Show: Forbidden")
    assert traces(folder) == {}


async def test_nor_is_any_where_the_person_was_away_too_long(service: Service, folder: Path, clock: Clock) -> None:
    await talk(service)
    for day in (20, 60, 166, 180):
        clock.ahead = timedelta(days=day)
        await take(service, BOB, Command("progress"))
        await service.tick()
        await deliver(service)
    assert traces(folder) == {}


async def test_what_a_kill_leaves_in_the_log_goes_with_the_first_tidying(
    service: Service, folder: Path, knowledge: Knowledge, tmp_path: Path
) -> None:
    await talk(service)
    with closing(sqlite3.connect(folder / "bot.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM people").fetchone()
        await take(service, ANN, *FORGOTTEN)
        await deliver(service)
        shutil.copytree(folder, tmp_path / "killed")
        reader.execute("ROLLBACK")
    assert traces(tmp_path / "killed")
    store = await SqliteStore.open(tmp_path / "killed" / "bot.db")
    await Service(store, knowledge, Clock(lambda: BEGIN)).tidy()
    assert traces(tmp_path / "killed") == {}
    await store.close()
