"""Databases of earlier releases are brought to today's schema with all that is in them, also by one that is killed.

`old/*.sql` holds one for each schema that there ever was, named after its newest step: what the last release with that
schema kept of a few dialogues, written by that release's own code.
"""

import shutil
import signal
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from bot.acts import Show
from bot.core.events import Command, Incoming
from bot.core.knowledge import Knowledge
from bot.core.state import load_state
from bot.service import Service
from bot.store.sqlite import SqliteStore
from bot.store.sqlite.schema import schema
from tests.forked import Forked
from tests.store.child import migrate_until, take_all
from tests.store.files import SCHEMA, schema_of

OLD = sorted((Path(__file__).parent / "old").glob("*.sql"))
NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)
STEPS = [step.name for step in schema._migrations]
ANN = 7
"""Of the people in there the one with a filing, a rejection and a message that waits."""

Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture(params=OLD, ids=[old.stem for old in OLD])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return laid(request.param, tmp_path / "bot.db")


@pytest.fixture
def oldest(tmp_path: Path) -> Path:
    """Of the first release: every step is still to be taken."""
    return laid(OLD[0], tmp_path / "bot.db")


def laid(script: Path, path: Path) -> Path:
    with closing(sqlite3.connect(path)) as db:
        db.executescript(script.read_text(encoding="utf-8"))
    return path


def rows_of(path: Path, like: Rows | None = None) -> Rows:
    """All rows of our tables; of those and the columns that another one has, if one is given."""
    with closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {
            table: [dict(row) for row in db.execute(f"SELECT * FROM {table} ORDER BY 1, 2")]  # noqa: S608
            for table in tables
            if table not in ("_sqlite_migrations", "sqlite_sequence")
        }
    if like is None:
        return found
    return {
        table: [{column: row[column] for column in like[table][0]} for row in found[table]] if like[table] else []
        for table in like
    }


def without_retention(rows: Rows) -> Rows:
    """The fourth step sets this timer for everybody who was there before it."""
    return rows | {"timers": [row for row in rows["timers"] if row["key"] != "retention"]}


def newest(path: Path) -> str:
    """The last step that was taken."""
    with closing(sqlite3.connect(path)) as db:
        name: str = db.execute("SELECT max(name) FROM _sqlite_migrations").fetchone()[0]
    return name


def stages(old: Path, folder: Path) -> dict[int, str]:
    """The schemas on the way to today's, by the number of steps that were taken."""
    found = {}
    for taken in range(STEPS.index(newest(old)) + 1, len(STEPS) + 1):
        path = folder / f"stage-{taken}.db"
        shutil.copy(old, path)
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            schema.apply(Database(db), stop_before=STEPS[taken:][:1])
        found[taken] = schema_of(path)
    return found


async def migrate(path: Path) -> None:
    await (await SqliteStore.open(path)).close()


def test_there_is_one_of_each_schema() -> None:
    # The steps m0005 and m0006 came in one release.
    assert [old.stem for old in OLD] == [step for step in STEPS if step != "m0005_waits"]


async def test_it_becomes_as_a_new_one_and_keeps_all_that_was_in_it(old: Path) -> None:
    before, newest_before = rows_of(old), newest(old)
    assert {"people", "outbox", "updates", "dead", "journal", "timers"} <= {table for table in before if before[table]}
    await migrate(old)
    assert schema_of(old) == SCHEMA.read_text()
    after = rows_of(old, before)
    assert without_retention(after) == without_retention(before)
    if newest_before < "m0004_retention":
        assert [row["user"] for row in after["timers"] if row["key"] == "retention"] == [
            r["user"] for r in after["people"]
        ]
    await migrate(old)
    assert rows_of(old, before) == after


async def test_people_go_on_where_they_were(old: Path, knowledge: Knowledge) -> None:
    store = await SqliteStore.open(old)
    service = Service(store, knowledge, lambda: NOW)
    (waiting,) = await service.outbox.outgoing()
    assert waiting.chat == ANN
    assert isinstance(waiting.act, Show)
    assert "备案一共要多久" in waiting.act.text
    await service.outbox.delivered(waiting)
    await service.take(Incoming(ANN, ANN, Command("progress")))
    shown = "".join(each.act.text for each in await service.outbox.outgoing() if isinstance(each.act, Show))
    assert "五金铺" in shown
    assert "第 2 步" in shown
    await store.close()


def test_what_is_kept_of_people_is_still_understood(old: Path, knowledge: Knowledge) -> None:
    with closing(sqlite3.connect(old)) as db:
        states = dict(db.execute("SELECT user, state FROM people"))
    (filing,) = load_state(states[ANN]).filings
    assert (filing.name, filing.flow, filing.subject, filing.province) == (
        "五金铺",
        "first-filing",
        "enterprise",
        "guangdong",
    )
    assert filing.marks["first-check"].done is not None
    assert filing.marks["first-domain"].ticked == ("domain-realname", "domain-owner")
    whole = [load_state(state) for state in states.values()]
    attempts = [each for state in whole for each in (*state.loose, *(a for f in state.filings for a in f.attempts))]
    assert {reason for each in attempts for reason in each.reasons} <= set(knowledge.topics)
    assert [each.number for each in attempts] == [1]


def start_three(path: Path) -> list[tuple[str, str]]:
    """Three processes on one file: the first line of each, and what it said after it. All have ended then."""
    with (
        Forked(take_all, path, 900_000) as one,
        Forked(take_all, path, 900_000) as two,
        Forked(take_all, path, 900_000) as three,
    ):
        lines = [(each, each.line()) for each in (one, two, three)]
        for each, line in lines:
            if line == "ready\n":
                each.signal(signal.SIGKILL)
        return [(line, each.end()[1]) for each, line in lines]


async def test_of_three_that_start_at_once_one_does_it_and_the_others_say_so(oldest: Path) -> None:
    before = rows_of(oldest)
    said = start_three(oldest)
    assert sorted(("DatabaseInUse" in rest, line == "ready\n") for line, rest in said) == [
        (False, True), (True, False), (True, False),
    ]  # fmt: skip
    await migrate(oldest)
    assert schema_of(oldest) == SCHEMA.read_text()
    after = rows_of(oldest, before)
    assert all(row in after[table] for table in before for row in before[table])


def killed_everywhere(old: Path, folder: Path) -> list[Path]:
    """Migrated copies of a database; the n-th process was killed when SQLite began the n-th statement, and the last one
    was not killed any more."""
    folder.mkdir()
    paths = []
    for last in count(1):
        paths.append(folder / f"{last}.db")
        shutil.copy(old, paths[-1])
        with Forked(migrate_until, paths[-1], last) as process:
            code, _ = process.end()
        if code == 0:
            return paths
    raise AssertionError


async def test_killed_at_any_statement_it_is_of_one_schema_and_the_next_start_goes_on(
    oldest: Path, tmp_path: Path
) -> None:
    before, whole = rows_of(oldest), stages(oldest, tmp_path)
    found = []
    for path in killed_everywhere(oldest, tmp_path / "killed"):
        with closing(sqlite3.connect(path)) as db:
            found.append(db.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()[0])
        assert schema_of(path) == whole[found[-1]]
        await migrate(path)
        assert schema_of(path) == SCHEMA.read_text()
        assert without_retention(rows_of(path, before)) == without_retention(before)
    assert found == sorted(found)
    assert set(found) == set(whole), "it was killed in every step"
