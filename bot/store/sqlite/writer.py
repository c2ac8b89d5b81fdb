"""The thread that owns the connection, and the transactions for all work that is handed to it.

Work that waits while a transaction is being committed shares the next one (group commit): one flush of the disk,
however much waits. All bookkeeping is done on the event loop; the thread only works through a batch.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, Self, TypeVar

from bot.store import Damaged, StoreError
from bot.store.sqlite.database import BUSY_SECONDS, opened
from bot.store.sqlite.troubles import trouble

log = logging.getLogger(__name__)

PATIENCE = 30.0
"""Seconds after which, or soon after, callers stop waiting for a disk that hangs. Telegram gives up on its webhook
after 60."""
GATHERING = 5
"""Rounds of the event loop that a transaction waits for company. A round is next to nothing on an idle loop, and long
on a busy one; then it brings much that would otherwise cost a flush of its own right afterwards."""

T = TypeVar("T")
Item = TypeVar("Item")


@dataclass(slots=True, eq=False)
class _Job(Generic[T]):
    """A piece of work for a transaction. Until it is over, `value` and `error` are the thread's, all else ours."""

    work: Callable[[sqlite3.Connection], T]
    gives_up: float
    """When its callers stop waiting, by the loop's clock."""
    callers: list[asyncio.Future[None]] = field(default_factory=list)
    is_over: bool = False
    value: T = field(init=False)
    error: BaseException | None = None

    async def wait(self) -> None:
        """Wait until it is over. Raises StoreError if that takes too long; the work may still be done then."""
        caller = asyncio.get_running_loop().create_future()
        self.callers.append(caller)
        await caller

    def end(self, error: StoreError | None = None) -> None:
        """Let its callers go on."""
        self.is_over = True
        for caller in self.callers:
            if caller.done():  # it was cancelled
                continue
            if error is None:
                caller.set_result(None)
            else:
                caller.set_exception(error)


class Writer:
    """Does pieces of work on the database, in the order in which they are handed in."""

    def __init__(
        self,
        thread: ThreadPoolExecutor,
        held: ExitStack,
        connection: sqlite3.Connection,
        patience: float = PATIENCE,
    ) -> None:
        self._thread = thread
        self._held = held
        self._connection = connection
        self._patience = patience
        self._waiting: list[_Job[Any]] = []
        self._together: dict[Callable[..., None], tuple[_Job[None], list[Any]]] = {}
        """The jobs that wait to be done with several items at once, each with its items so far."""
        self._flusher: asyncio.Task[None] | None = None
        self._next_look: asyncio.TimerHandle
        """Set while a batch is under way."""
        self._closed = False
        self.erase = False
        """Set by work that deleted something which must be erased everywhere, the WAL included."""

    @classmethod
    async def open(cls, path: Path, patience: float = PATIENCE) -> Self:
        """Open the database in a thread of its own. Raises StoreError as `opened` does."""
        thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        held = ExitStack()
        try:
            connection = await asyncio.get_running_loop().run_in_executor(thread, held.enter_context, opened(path))
        except BaseException:
            thread.submit(held.close)  # runs after the opening, even if only the wait for it was cancelled
            thread.shutdown(wait=False)
            raise
        return cls(thread, held, connection, patience)

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do `work` in a transaction, in the thread; return its result once that is committed.

        Errors of `work` pass through, and nothing of it remains. Raises StoreError if the database cannot do it now, or
        does not answer: if begun, the work may still be done then.
        """
        job = self._hand_in(work)
        await job.wait()
        if job.error is not None:
            raise job.error
        return job.value

    async def run_together(self, work: Callable[[sqlite3.Connection, list[Item]], None], *more: Item) -> None:
        """Like `run`, but do `work` once with the items of all callers that wait.

        If `work` raises, it is done again for each caller alone, so that a fault, or damage of one place, reaches only
        its own. Any other StoreError reaches all.
        """
        known = self._together.get(work)
        if known is None or known[0].is_over:  # its callers gave up before it was begun
            items: list[Item] = []
            known = self._together[work] = self._hand_in(lambda db: work(db, items)), items
        job, items = known
        items += more
        try:
            await job.wait()
            if job.error is None:
                return
            everybodys = isinstance(job.error, StoreError) and not isinstance(job.error, Damaged)
            if everybodys or len(items) == len(more):
                raise job.error
            await self.run(lambda db: work(db, list(more)))
        except asyncio.CancelledError:
            # The work may still be done. Later callers must see its effects, so they must not join jobs before it.
            self._together.clear()
            raise

    async def close(self) -> None:
        """Finish what was handed in, close the connection and let go of the file."""
        if self._closed:
            return
        self._closed = True
        if self._flusher is not None:
            await asyncio.wait({self._flusher})
        await asyncio.get_running_loop().run_in_executor(self._thread, self._held.close)
        self._thread.shutdown()

    def _hand_in(self, work: Callable[[sqlite3.Connection], T]) -> _Job[T]:
        if self._closed:
            raise StoreError("数据库已经关上了。")
        loop = asyncio.get_running_loop()
        job = _Job(work, loop.time() + self._patience)
        self._waiting.append(job)
        if self._flusher is None or self._flusher.done():
            self._flusher = loop.create_task(self._flush())
        return job

    async def _flush(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            for _ in range(GATHERING):
                await asyncio.sleep(0)
            batch, self._waiting = self._waiting, []
            self._together.clear()  # from here on the items belong to the thread
            self._look_later(batch)
            await loop.run_in_executor(self._thread, self._commit, batch)
            self._next_look.cancel()
            for job in batch:
                if not job.is_over:  # its callers gave up
                    job.end()

    def _look_later(self, batch: list[_Job[Any]]) -> None:
        self._next_look = asyncio.get_running_loop().call_later(self._patience / 4, self._look, batch)

    def _look(self, batch: list[_Job[Any]]) -> None:
        """While a batch is under way: release the callers whose time is over.

        One timer serves all: setting one for each job costs more than the job.
        """
        now = asyncio.get_running_loop().time()
        for job in (*batch, *self._waiting):
            if job.gives_up <= now and not job.is_over:
                job.end(StoreError(f"数据库 {self._patience:g} 秒没有回答，硬盘可能卡住了。"))
        self._waiting = [job for job in self._waiting if job.gives_up > now]
        self._look_later(batch)

    def _commit(self, batch: list[_Job[Any]]) -> None:
        """Do the batch in one transaction; a job that fails undoes only itself. Never raises.

        SQLite commits nothing of a transaction that read something damaged: then each job gets its own.
        """
        connection = self._connection
        try:
            connection.execute("BEGIN IMMEDIATE")  # a deferred one may be refused at its first write without waiting
            for job in batch:
                self._do(job)
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            for job in batch:
                job.error = trouble(error)
                if isinstance(job.error, Damaged) and len(batch) > 1:
                    self._commit([job])
        if self.erase:
            self._overwrite()

    def _do(self, job: _Job[Any]) -> None:
        connection = self._connection
        connection.execute("SAVEPOINT job")
        job.error = None
        try:
            job.value = job.work(connection)
        except BaseException as error:
            if isinstance(error, sqlite3.Error) and not connection.in_transaction:
                raise  # e.g. disk full, I/O: the whole transaction is over
            # All other classes (wrong type, broken constraint) are bugs of ours, which no retry will heal.
            temporary = type(error) in (sqlite3.OperationalError, sqlite3.DatabaseError)
            job.error = trouble(error) if isinstance(error, sqlite3.Error) and temporary else error
            connection.execute("ROLLBACK TO job")
        connection.execute("RELEASE job")

    def _overwrite(self) -> None:
        """Bring the zeros over deleted content (`secure_delete`) into the file, and cut off the WAL with its old pages.

        A foreign reader may stand in the way; then the next batch tries again, and nobody waits for it.
        """
        connection = self._connection
        try:
            connection.execute("PRAGMA busy_timeout = 0")
            busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            self.erase = bool(busy)
        except sqlite3.Error as error:
            log.warning("删掉的内容还没能在文件里抹掉，下次再试：%s", error)
        finally:
            connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
