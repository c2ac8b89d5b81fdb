"""Back-ups are whole and fresh, also under load, and come back; what is not whole replaces nothing."""

import errno
import hashlib
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from bot.store import StoreError, Write
from bot.store.sqlite import DatabaseInUse, SqliteStore, UnusableDatabase
from bot.store.sqlite.copies import CopyError, backup, restore
from bot.store.sqlite.database import opened
from bot.store.sqlite.restoring import to_be
from tests.forked import Forked
from tests.store.child import NOW, PEOPLE, disturbed, restore_until
from tests.store.files import always, child, content_of, cut_off, make, spoil_pages

LATER = datetime(2026, 11, 26, 6, 30, 5, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "bot.db"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "safe").mkdir()
    return tmp_path / "safe" / "backup.db"


def files(folder: Path) -> list[str]:
    """What is in a folder, but for the log that a reader leaves beside a database, empty."""
    return sorted(file.name for file in folder.iterdir() if file.suffix not in (".db-wal", ".db-shm"))


def counts(path: Path) -> tuple[set[int], dict[int, int], dict[int, int]]:
    """Updates, and what they did: `tests.store.child` keeps a person's count of updates, and of parcels, equal."""
    with closing(sqlite3.connect(path)) as db:
        updates = {update for (update,) in db.execute("SELECT id FROM updates")}
        people = dict(db.execute("SELECT user, CAST(state AS INTEGER) FROM people").fetchall())
        parcels = dict(db.execute("SELECT user, count(*) FROM outbox GROUP BY user").fetchall())
    return updates, people, parcels


def test_copies_made_under_load_are_whole_and_fresh_and_can_be_restored(path: Path, target: Path) -> None:
    made: list[tuple[Path, set[int]]] = []
    acknowledged: set[int] = set()
    with child(path) as process:
        for number in range(6):
            acknowledged.update(int(process.line()) for _ in range(60))
            file = target.with_name(f"{number}.db")
            backup(path, file)
            made.append((file, set(acknowledged)))
    for file, before in made:
        copy, _ = restore(path, file, LATER)
        updates, people, parcels = counts(path)
        assert before <= updates, "what was acknowledged before the call is in the copy"
        assert people == parcels == {user: sum(u % PEOPLE == user for u in updates) for user in people}
        assert copy.people == len(people)
    assert len({*path.parent.glob("bot.db.2026*5*")} - {*path.parent.glob("*-[ws]??")}) == 6, "all in the same second"


def test_a_copy_says_its_digest_and_only_its_owner_may_read_it(path: Path, target: Path) -> None:
    with child(path) as process:
        process.line()
        copy = backup(path, target)
    assert copy.digest == hashlib.sha256(target.read_bytes()).hexdigest()
    assert copy.size == target.stat().st_size
    assert files(target.parent) == ["backup.db", "backup.db.sha256"]
    subprocess.run(["sha256sum", "--check", "--strict", "backup.db.sha256"], cwd=target.parent, check=True)
    assert {oct(file.stat().st_mode & 0o777) for file in target.parent.iterdir()} == {"0o600"}


async def test_after_restoring_all_is_as_it_was_and_the_former_database_is_kept(path: Path, target: Path) -> None:
    await make(path, 3)
    backup(path, target)
    store = await SqliteStore.open(path)
    await store.turn(0, NOW, always(Write("changed")))
    await store.close()
    changed = content_of(path)
    copy, (former,) = restore(path, target, LATER)
    assert copy.people == 3
    assert former == path.with_name("bot.db.20261126-063005")
    assert content_of(former) == changed
    store = await SqliteStore.open(path)
    assert await store.turn(0, NOW, lambda state: Write("as before" if state == "0" * 300 else state)) is not None
    await store.close()
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT state FROM people WHERE user = 0").fetchone() == ("as before",)


def test_a_log_that_a_killed_bot_left_is_kept_with_the_former_database(path: Path, target: Path) -> None:
    with child(path) as process:
        first = int(process.line())
        backup(path, target)
        later = [int(process.line()) for _ in range(30)]
        process.signal(signal.SIGKILL)
        process.end()
    assert content_of(path)[1]
    _, kept = restore(path, target, LATER)
    assert sorted(kept) == sorted(path.parent.glob("bot.db.2026*"))
    former, log, *_ = kept
    assert log.name == "bot.db.20261126-063005-wal"
    assert first in counts(path)[0]
    assert counts(former)[0] >= {first, *later}


def test_a_lost_database_is_restored_where_none_is(path: Path, target: Path) -> None:
    with child(path) as process:
        first = int(process.line())
        backup(path, target)
    shutil.rmtree(path.parent)
    _, former = restore(path, target, LATER)
    assert former == ()
    assert first in counts(path)[0]


async def test_a_damaged_database_is_not_copied_but_can_be_replaced(path: Path, target: Path) -> None:
    await make(path)
    backup(path, target)
    spoil_pages(path)
    damaged = content_of(path)
    with pytest.raises(StoreError, match="损坏"):
        backup(path, target.with_name("second.db"))
    assert files(target.parent) == ["backup.db", "backup.db.sha256"]
    _, (former, *_) = restore(path, target, LATER)
    assert content_of(former) == damaged
    await (await SqliteStore.open(path)).close()


def await_start(path: Path, source: Path) -> Path:
    """Leave a back-up as `restore` does that was killed before it could put it in its place."""
    left = to_be(path, hashlib.sha256(source.read_bytes()).hexdigest())
    shutil.copy(source, left)
    return left


# Whatever interrupts it: what was there before, or what was restored.


def interrupted(path: Path, source: Path, last: int) -> tuple[bool, str]:
    """Restore, killed at this step: whether that came, and what was said."""
    with Forked(restore_until, path, source, last) as process:
        code, told = process.end()
    assert code in (0, -signal.SIGKILL), told
    return code != 0, ""


def failing(path: Path, source: Path, last: int, *, once: bool) -> tuple[bool, str]:
    """Restore, with an error of the disk at this step, or from there on."""
    given = 0

    def disturb() -> None:
        nonlocal given
        given += 1
        if given == 1 or not once:
            raise OSError(errno.EIO, "Input/output error")

    with disturbed(last, disturb):
        try:
            restore(path, source, LATER)
        except StoreError as error:
            return True, str(error)
        except OSError:  # of the lock, past which nobody comes then
            return True, ""
    return given > 0, ""


@pytest.mark.parametrize(
    "interrupt",
    [interrupted, partial(failing, once=True), partial(failing, once=False)],
    ids=["killed", "an error", "nothing but errors from then on"],
)
def test_whatever_interrupts_restoring_leaves_the_one_or_the_other(
    path: Path, target: Path, interrupt: Callable[[Path, Path, int], tuple[bool, str]]
) -> None:
    with child(path) as process:
        process.line()
        backup(path, target)
        for _ in range(30):
            process.line()
        process.signal(signal.SIGKILL)
        process.end()
    as_killed = path.parent.with_name("as it was killed")
    path.parent.rename(as_killed)

    def started(folder: Path) -> tuple[set[int], dict[int, int], dict[int, int]]:
        with opened(folder / path.name):
            pass
        return counts(folder / path.name)

    shutil.copytree(as_killed, path.parent.with_name("before"))
    before = started(path.parent.with_name("before"))
    after = counts(target)
    assert len(before[0]) > len(after[0])
    found = []
    for step in count(1):
        shutil.copytree(as_killed, path.parent)
        came, told = interrupt(path, target, step)
        now = started(path.parent)
        assert now in (before, after), step
        if "没有动" in told:
            assert now == before, step
        if "接着放好" in told:
            assert now == after, step
        assert not {name for name in files(path.parent) if name.endswith((".restored", "-wal"))} - {
            name for name in files(path.parent) if ".2026" in name
        }
        found.append(now == after)
        shutil.rmtree(path.parent)
        if not came:
            break
    assert found == sorted(found), "there is one step from which on it is restored"
    assert found.count(False) > 5
    assert found.count(True) > 5


def test_what_was_left_undone_is_not_copied_and_done_by_who_restores_again(path: Path, target: Path) -> None:
    with child(path) as process:
        process.line()
        backup(path, target)
    await_start(path, target)
    with pytest.raises(CopyError, match="请启动一次助手"):
        backup(path, target.with_name("second.db"))
    _, (former, *_) = restore(path, target, LATER)
    assert content_of(former) == content_of(path) == content_of(target)


async def test_a_start_that_cannot_put_a_back_up_in_its_place_says_so(
    path: Path, target: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await make(path, 1)
    backup(path, target)
    left = await_start(path, target)
    log = Path(f"{path}-journal")
    log.mkdir()  # which nobody can unlink
    with pytest.raises(StoreError, match=r"还没有放好.*处理好以后再启动"):
        await SqliteStore.open(path)
    assert left.exists()
    log.rmdir()
    assert not caplog.records
    await (await SqliteStore.open(path)).close()
    assert not left.exists()
    assert str(path) in caplog.text, "that the database is another one now is logged"


async def test_only_what_restore_left_itself_takes_the_place_of_the_database(path: Path, target: Path) -> None:
    await make(path, 2)
    backup(path, target)
    store = await SqliteStore.open(path)
    await store.turn(0, NOW, always(Write("changed")))
    await store.close()
    changed = content_of(path)
    for name in ("bot.db.restored", f"bot.db.{'0' * 63}.restored", f"other.db.{'0' * 64}.restored"):
        shutil.copy(target, path.with_name(name))
    await (await SqliteStore.open(path)).close()
    assert content_of(path) == changed
    left = to_be(path, "0" * 64)
    shutil.copy(target, left)
    for start in (lambda: backup(path, target.with_name("second")), lambda: restore(path, target, LATER)):
        with pytest.raises(StoreError, match="上次恢复"):
            start()
    with pytest.raises(UnusableDatabase, match=r"校验值对不上.*移到别处"):
        await SqliteStore.open(path)
    assert content_of(path) == changed
    assert content_of(left) == content_of(target)


async def test_what_fails_leaves_no_copy_of_the_former_database_and_can_be_tried_again_at_once(
    path: Path, target: Path
) -> None:
    await make(path, 1)
    backup(path, target)
    before = files(path.parent)
    for number in (1, 2, 3):
        given = 0

        def once(number: int = number) -> None:
            nonlocal given
            given += bool([*path.parent.glob("bot.db.2026*")])
            if given == number:
                given += 1
                raise OSError(errno.EIO, "Input/output error")

        with disturbed(1, once), pytest.raises(CopyError, match="没有恢复，原来的数据库没有动"):
            restore(path, target, LATER)
        assert files(path.parent) == before, number
    (first, *_), (second, *_) = (restore(path, target, LATER)[1] for _ in range(2))
    assert [first.name, second.name] == ["bot.db.20261126-063005", "bot.db.20261126-063005-2"]


async def test_where_an_earlier_one_still_waits_the_asked_one_is_not_said_to_be_next(path: Path, target: Path) -> None:
    await make(path, 1)
    backup(path, target)
    earlier = await_start(path, target)
    other = target.with_name("other.db")
    await make(target.with_name("source.db"), 2)
    backup(target.with_name("source.db"), other)
    log = Path(f"{path}-journal")
    log.mkdir()
    with pytest.raises(CopyError, match=r"更早一次恢复的备份还没有放好，这一份没有恢复.*再恢复一次"):
        restore(path, other, LATER)
    assert earlier.exists()
    log.rmdir()
    restore(path, other, LATER)
    assert content_of(path) == content_of(other)


# What is refused, with everything left as it was.


@pytest.mark.parametrize("missing", [True, False])
def test_without_a_database_there_is_nothing_to_copy(path: Path, target: Path, missing: bool) -> None:
    if not missing:
        path.parent.mkdir()
        path.touch()
    with pytest.raises(CopyError, match="没有数据库"):
        backup(path, target)
    assert files(target.parent) == []


@pytest.mark.parametrize("end", ["-wal", "-shm", "-journal", ".lock", ".heartbeat", ".restored", ".partial"])
async def test_no_copy_gets_a_name_that_is_the_databases_own(path: Path, end: str) -> None:
    await make(path, 1)
    before = files(path.parent)
    taken = Path(f"{path}{end}")
    taken.unlink(missing_ok=True)
    with pytest.raises(CopyError, match="请换一个文件名"):
        backup(path, taken)
    assert set(files(path.parent)) <= {*before}
    backup(path, path.with_name("bot.db.old"))


@pytest.mark.parametrize("there", ["backup.db", "backup.db.sha256"])
async def test_no_file_is_written_over(path: Path, target: Path, there: str) -> None:
    await make(path, 1)
    target.with_name(there).write_text("precious")
    with pytest.raises(CopyError, match="已经有了"):
        backup(path, target)
    assert files(target.parent) == [there]
    assert target.with_name(there).read_text() == "precious"


async def test_a_folder_that_is_not_there_is_named(path: Path, tmp_path: Path) -> None:
    await make(path, 1)
    with pytest.raises(CopyError, match="nowhere 这个文件夹。"):
        backup(path, tmp_path / "nowhere" / "backup.db")


async def test_a_disk_that_takes_no_more_leaves_no_half_copy(path: Path, target: Path) -> None:
    await make(path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size // 2, hard))
    try:
        with pytest.raises(CopyError, match=r"备份没有做成.*请检查磁盘"):
            backup(path, target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert files(target.parent) == []
    backup(path, target)


async def test_a_disk_that_takes_no_more_leaves_the_database_as_it_was(path: Path, target: Path) -> None:
    await make(path)
    backup(path, target)
    before = content_of(path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size // 2, hard))
    try:
        with pytest.raises(CopyError, match="没有恢复"):
            restore(path, target, LATER)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert content_of(path) == before
    assert files(path.parent) == ["bot.db", "bot.db.lock"]


def flip_a_data_byte(path: Path) -> None:
    """In the middle of a text, which no check of SQLite's would notice."""
    content = bytearray(path.read_bytes())
    content[content.rindex(b"0000") + 2] ^= 1
    path.write_bytes(content)


def lose_the_digest(path: Path) -> None:
    path.with_name(f"{path.name}.sha256").unlink()


@pytest.mark.parametrize("spoil", [flip_a_data_byte, spoil_pages, cut_off, os.unlink, lose_the_digest])
async def test_a_spoilt_copy_is_refused(path: Path, target: Path, spoil: Callable[[Path], None]) -> None:
    await make(path, 30)
    backup(path, target)
    spoil(target)
    before = content_of(path)
    with pytest.raises(StoreError) as caught:
        restore(path, target, LATER)
    assert str(target) in str(caught.value)
    assert content_of(path) == before
    assert files(path.parent) == ["bot.db", "bot.db.lock"]


def of_a_newer_release(db: sqlite3.Connection) -> None:
    row = ("beian-bot", "m9999_future", "2030-01-01")
    db.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, ?)", row)


def of_another_application(db: sqlite3.Connection) -> None:
    db.execute("PRAGMA application_id = 7")


def with_a_broken_index(db: sqlite3.Connection) -> None:
    """Only the thorough check compares an index with its table."""
    db.execute("PRAGMA writable_schema = ON")
    db.execute("UPDATE sqlite_master SET sql = replace(sql, '(chat)', '(tries)') WHERE name = 'outbox_chat'")


@pytest.mark.parametrize(
    ("change", "told"),
    [(of_a_newer_release, "m9999_future"), (of_another_application, "别的程序"), (with_a_broken_index, "损坏")],
)
async def test_a_file_with_a_right_digest_that_is_no_good_is_refused(
    path: Path, target: Path, change: Callable[[sqlite3.Connection], None], told: str
) -> None:
    await make(path, 30)
    store = await SqliteStore.open(path)
    await store.close()
    shutil.copy(path, target)
    with closing(sqlite3.connect(target)) as db, db:
        change(db)
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    target.with_name("backup.db.sha256").write_text(f"{digest}  backup.db\n")
    before = content_of(path)
    with pytest.raises(UnusableDatabase, match=told):
        restore(path, target, LATER)
    assert content_of(path) == before


def test_nothing_is_restored_under_a_running_bot(path: Path, target: Path) -> None:
    with child(path) as process:
        process.line()
        backup(path, target)
        with pytest.raises(DatabaseInUse, match="先停下助手"):
            restore(path, target, LATER)
        assert int(process.line()) > 0, "the bot goes on"
