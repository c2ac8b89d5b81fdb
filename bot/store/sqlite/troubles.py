"""What may go wrong with the database, in words for the operator."""

import sqlite3
from dataclasses import dataclass

from bot.store import Damaged, StoreError


class UnusableDatabase(StoreError):
    """The file cannot be our database, and was not written to. The message says what helps; trying again does not."""


RESTORE = (
    "请停下助手，运行 python -m bot restore 备份文件，放回最近的备份（坏的会留在旁边）；"
    "没有备份就把它连同旁边的 -wal、-shm 文件移到别处保存，再启动，会新建一个空的。"
)


@dataclass(frozen=True, slots=True)
class Then:
    """The second half of a report on trouble: what did not happen, and what happens once it is mended."""

    now: str
    later: str


GOES_ON = Then("这次没有存下来", "处理好以后助手会自己继续，不用重启。")
STARTING = Then("没有启动", "处理好以后再启动。")
ONCE = Then("没有做成", "处理好以后再试一次。")

_TROUBLES = {
    sqlite3.SQLITE_FULL: ("磁盘满了", "请腾出空间。"),
    sqlite3.SQLITE_READONLY: ("数据库是只读的", "请检查数据库文件、所在目录和磁盘能不能写。"),
    sqlite3.SQLITE_BUSY: ("数据库被别的程序锁住了", "请关掉正在打开它的工具。"),
    sqlite3.SQLITE_IOERR: ("读写数据库文件出错", "请检查磁盘。"),
    sqlite3.SQLITE_CANTOPEN: ("打不开数据库文件", "请检查它所在的目录。"),
}

_UNREAD = (
    sqlite3.SQLITE_IOERR_READ,
    sqlite3.SQLITE_IOERR_SHORT_READ,
    sqlite3.SQLITE_IOERR_DATA,
    sqlite3.SQLITE_IOERR_CORRUPTFS,
)
"""The codes of SQLite for a broken sector."""


def _is_local(error: sqlite3.Error) -> bool:
    """Tell whether the damage may be in one place of the file only, so that reads elsewhere still work."""
    return _code(error) & 0xFF == sqlite3.SQLITE_CORRUPT or _code(error) in _UNREAD


def _code(error: sqlite3.Error) -> int:
    """Return SQLite's code of an error. Python's own error about bytes that are no text has none, and quotes them: it
    counts as SQLITE_CORRUPT."""
    no_text = type(error) is sqlite3.OperationalError
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT if no_text else sqlite3.SQLITE_ERROR)


def trouble(error: sqlite3.Error, then: Then = GOES_ON) -> StoreError:
    """Turn an error of SQLite into a StoreError with a message for the operator."""
    code = _code(error) & 0xFF  # the low byte is the kind
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        what = f"数据库文件损坏了，{then.now}。{RESTORE}"
    elif code in _TROUBLES:
        happened, cure = _TROUBLES[code]
        what = f"{happened}，{then.now}。{cure}{then.later}"
    else:
        what = f"数据库出错，{then.now}：{error}"
    kind = Damaged if _is_local(error) else StoreError
    return kind(f"{what}（{getattr(error, 'sqlite_errorname', type(error).__name__)}）")
