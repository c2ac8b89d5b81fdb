"""Files that only save time: what takes long to make, under a key of all that it is made of.

A file is not used if it is damaged or has another key. If it cannot be written, a warning is logged, and every start
makes it anew.
"""

import hashlib
import logging
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

log = logging.getLogger(__name__)

_DIGEST = 32


def digest(parts: Iterable[bytes | memoryview]) -> bytes:
    """Return a digest of the parts, in their order. It does not tell where a part ends."""
    made = hashlib.blake2b(digest_size=_DIGEST)
    for part in parts:
        made.update(part)
    return made.digest()


def read(file: Path, key: bytes) -> memoryview | None:
    """Return what is kept under a key. None: the file is missing, damaged, or of another key."""
    try:
        data = memoryview(file.read_bytes())
    except OSError:
        return None
    kept = data[2 * _DIGEST :]
    return kept if data[: 2 * _DIGEST] == key + digest([kept]) else None


def write(file: Path, key: bytes, kept: bytes) -> None:
    """Write the file in one step, so that nobody reads half of it."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=file.name)
        try:
            with open(handle, "wb") as out:
                out.writelines((key, digest([kept]), kept))
            os.chmod(name, 0o644)  # nothing of anybody's; the service may be another user than who made it
            os.replace(name, file)
        finally:
            with suppress(FileNotFoundError):
                os.unlink(name)
    except OSError as error:
        log.warning(
            "整理好的内容没能存进 %s（%s），下次启动又要重新整理。请删掉它，或者检查它和所在文件夹的权限",
            file,
            error.strerror,
        )
