"""The last step of a restore, which outlives the death of the process: a back-up takes the place of the database."""

import hashlib
import os
import re
from pathlib import Path

from bot.store.sqlite.troubles import UnusableDatabase

COMPANIONS = ("-journal", "-wal", "-shm")
"""The files that SQLite keeps beside a database. One that belongs to another database would destroy this one."""


def to_be(path: Path, digest: str) -> Path:
    """Name the back-up of this SHA-256, checked and whole, that is to replace the database of this path.

    Once a file of this name exists, it is the database, whatever else is there. The digest in the name keeps other
    files from being taken for one: only a restore gives such a name.
    """
    return path.with_name(f"{path.name}.{digest}.restored")


def restored(path: Path) -> Path | None:
    """Find the back-up that is to replace the database of this path. None: there is none. Raises OSError."""
    named = re.compile(rf"{re.escape(path.name)}\.[0-9a-f]{{64}}\.restored")
    return next((path.with_name(name) for name in os.listdir(path.parent) if named.fullmatch(name)), None)


def companions(path: Path) -> list[Path]:
    """Return the files that SQLite left beside the database of this path."""
    return [file for suffix in COMPANIONS if (file := Path(f"{path}{suffix}")).exists()]


def finish_restoring(path: Path) -> bool:
    """Let a back-up that waits to replace the database do so; return whether there was one.

    If the process dies here, or OSError is raised, the next opening of the database goes on. Raises UnusableDatabase,
    with nothing changed, if the file is not what its name says.
    """
    if (new := restored(path)) is None:
        return False
    with new.open("rb") as file:
        if new != to_be(path, hashlib.file_digest(file, "sha256").hexdigest()):
            raise UnusableDatabase(
                f"上次恢复留下的 {new} 和名字里的校验值对不上：文件坏了，或者被改过。没有用它，数据库没有动。"
                "请把它移到别处：要恢复就再恢复一次，不恢复就直接启动。"
            )
    flush(path.parent)
    for companion in companions(path):
        companion.unlink()
    flush(path.parent)  # or a power cut could bring the former database's log back, beside the new database
    new.replace(path)
    flush(path.parent)
    return True


def flush(path: Path) -> None:
    """Write a file, or the names in a folder, through to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
