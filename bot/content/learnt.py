"""The search engine for the content: learnt once for each version of it, and cached in a file for the next start.

The file only saves time. It is not used if it is damaged or comes from other content or another version of the program.
If it cannot be written, a warning is logged, and every start learns anew.
"""

import ctypes
import hashlib
import json
import logging
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import fields
from functools import cache
from importlib.metadata import version
from pathlib import Path

import bot.search
from bot.core.knowledge import Topic
from bot.search import Engine, More
from bot.search.normalise import Lexicon, Normaliser

log = logging.getLogger(__name__)

_DIGEST = 32
_OTHERS = ("ahocorasick-rs", "numpy", "OpenCC", "pypinyin", "rapidfuzz")
"""Packages whose version changes what is learnt."""
_QUIET, _EVERY = 1.0, 2.0
"""Seconds after which the progress of learning is shown, and between two lines of it."""


def engine_for(
    topics: Sequence[Topic],
    lexicon: Lexicon,
    file: Path | None,
    before: Callable[[Callable[[str], str]], None],
) -> Engine:
    """Return the engine for these topics: from the file if it holds this very one, otherwise learnt and stored there.

    before: called before learning, with the normaliser (cached).
    """
    questions: dict[str, Sequence[str]] = {}
    rejections: dict[str, Sequence[str]] = {}
    for topic in topics:
        kind = rejections if topic.kind == "rejection" else questions
        kind[topic.id] = (topic.title, *topic.asks, *topic.messages)
    more = More(
        {topic.id: topic.text + topic.more for topic in topics},
        dict(Counter(id for topic in topics for id in topic.related)),
    )
    needs = {topic.id: topic.needs for topic in topics}

    def learnt() -> Engine:
        normalise = cache(Normaliser(lexicon))  # each phrasing is asked for when it is checked and when it is learnt
        before(normalise)
        return Engine.build(questions, rejections, lexicon, more, _Progress(), needs, normalise)

    key = _key([questions, rejections, lexicon, more])
    if file and (kept := _read(file, key)):
        return Engine.restore(kept, rejections, lexicon, needs)
    engine = learnt()
    if file:
        _write(file, key, engine.dump())
    # Learning takes some 200 MiB. Without this, glibc would keep a third of that in the process.
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
    return engine


def _key(made_of: Sequence[object]) -> bytes:
    """Return a digest of what the engine is made of, and of the code that makes it."""
    versions = [sys.byteorder, *(version(name) for name in _OTHERS)]
    key = hashlib.blake2b(json.dumps([made_of, versions], default=_as_dict).encode(), digest_size=_DIGEST)
    for source in sorted(Path(bot.search.__file__).parent.glob("*.py")):
        key.update(source.read_bytes())
    return key.digest()


def _as_dict(value: Lexicon | More) -> dict[str, object]:
    """Return the fields of a value. `asdict` would copy every word."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _read(file: Path, key: bytes) -> memoryview | None:
    """Return the cached engine. None: the file is missing, damaged, or of another key."""
    try:
        data = memoryview(file.read_bytes())
    except OSError:
        return None
    kept = data[2 * _DIGEST :]
    return kept if data[: 2 * _DIGEST] == key + _digest(kept) else None


def _write(file: Path, key: bytes, kept: bytes) -> None:
    """Write the file in one step, so that nobody reads half of it."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=file.name)
        try:
            with open(handle, "wb") as out:
                out.writelines((key, _digest(kept), kept))
            os.replace(name, file)
        finally:
            with suppress(FileNotFoundError):
                os.unlink(name)
    except OSError as error:
        log.warning(
            "学会的没能存进 %s（%s），下次启动又要重新学习。请删掉它，或者检查它和所在文件夹的权限",
            file,
            error.strerror,
        )


def _digest(data: bytes | memoryview) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST).digest()


class _Progress:
    """Shows on standard error how far the learning is, if it takes long."""

    def __init__(self) -> None:
        self._next = time.monotonic() + _QUIET

    def __call__(self, done: float) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY
            print(f"这份内容还没有学过，正在学习问法：{done:.0%}", file=sys.stderr, flush=True)
