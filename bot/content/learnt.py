"""The engine for the content: learnt once for each version of it, and kept in a file, from which it is ready at once.

The file only saves time. One that is damaged, of other content or of another version of the program is not used, and
where it cannot be written, the engine is learnt anew at every start, which is said.
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
"""Packages that what is learnt depends on, too."""
_QUIET, _EVERY = 1.0, 2.0
"""Seconds: learning that takes longer is told of, and how often."""


def engine_for(
    topics: Sequence[Topic],
    lexicon: Lexicon,
    file: Path | None,
    before: Callable[[Callable[[str], str]], None],
) -> Engine:
    """The engine that knows these topics, from the file if it holds this very one; if not, it is put there. `before`
    is called where it has to be learnt, with what normalises texts and remembers them."""
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
    # Learning takes some 200 MiB for as long as it lasts. glibc would keep a third of that in the process ever after.
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
    return engine


def _key(made_of: Sequence[object]) -> bytes:
    """Says of what the engine was made, and by which code."""
    versions = [sys.byteorder, *(version(name) for name in _OTHERS)]
    key = hashlib.blake2b(json.dumps([made_of, versions], default=_as_dict).encode(), digest_size=_DIGEST)
    for source in sorted(Path(bot.search.__file__).parent.glob("*.py")):
        key.update(source.read_bytes())
    return key.digest()


def _as_dict(value: Lexicon | More) -> dict[str, object]:
    """Not `asdict`, which copies every word."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _read(file: Path, key: bytes) -> memoryview | None:
    """What was kept, if it is of this key and whole."""
    try:
        data = memoryview(file.read_bytes())
    except OSError:
        return None
    kept = data[2 * _DIGEST :]
    return kept if data[: 2 * _DIGEST] == key + _digest(kept) else None


def _write(file: Path, key: bytes, kept: bytes) -> None:
    """Put it in place in one step, so that nobody reads a half of it."""
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
    """Tells on standard error how far the learning is, where it takes its time."""

    def __init__(self) -> None:
        self._next = time.monotonic() + _QUIET

    def __call__(self, done: float) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY
            print(f"这份内容还没有学过，正在学习问法：{done:.0%}", file=sys.stderr, flush=True)
