"""The search engine for the content: learnt once for each version of it, and cached in a file for the next start."""

import ctypes
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import cache
from importlib.metadata import version
from pathlib import Path

import bot.search
from bot.content.cache import digest, read, write
from bot.core.knowledge import Topic
from bot.search import Engine, More, Needs
from bot.search.normalise import Lexicon, Normaliser

OTHERS = ("ahocorasick-rs", "numpy", "OpenCC", "pypinyin", "rapidfuzz")
"""Packages whose version changes what is learnt."""
_QUIET, _EVERY = 1.0, 2.0
"""Seconds after which the progress of learning is shown, and between two lines of it."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """What restores an engine. `key`: that of the file with what it learnt."""

    key: bytes
    rejections: tuple[str, ...]
    lexicon: Lexicon
    needs: Needs

    def engine(self, file: Path) -> Engine | None:
        """Return the engine. None: the file does not hold what it learnt."""
        kept = read(file, self.key)
        return Engine.restore(kept, self.rejections, self.lexicon, self.needs) if kept else None


def engine_for(
    topics: Sequence[Topic],
    lexicon: Lexicon,
    file: Path | None,
    before: Callable[[Callable[[str], str]], None],
) -> tuple[Engine, Learnt]:
    """Return the engine for these topics, and what restores it: from the file if it holds this very one, otherwise
    learnt and stored there.

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
    learnt = Learnt(digest(_made_of([questions, rejections, lexicon, more])), tuple(rejections), lexicon, needs)
    if file and (kept := learnt.engine(file)):
        return kept, learnt

    normalise = cache(Normaliser(lexicon))  # each phrasing is asked for when it is checked and when it is learnt
    before(normalise)
    engine = Engine.build(questions, rejections, lexicon, more, _Progress(), needs, normalise)
    if file:
        write(file, learnt.key, engine.dump())
    # Learning takes some 200 MiB. Without this, glibc would keep a third of that in the process.
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
    return engine, learnt


def _made_of(content: Sequence[object]) -> Iterator[bytes]:
    """Yield what the engine is made of, and the code that makes it."""
    versions = [sys.byteorder, *(version(name) for name in OTHERS)]
    yield json.dumps([content, versions], default=_as_dict).encode()
    for source in sorted(Path(bot.search.__file__).parent.glob("*.py")):
        yield source.read_bytes()


def _as_dict(value: Lexicon | More) -> dict[str, object]:
    """Return the fields of a value. `asdict` would copy every word."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


class _Progress:
    """Shows on standard error how far the learning is, if it takes long."""

    def __init__(self) -> None:
        self._next = time.monotonic() + _QUIET

    def __call__(self, done: float) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY
            print(f"这份内容还没有学过，正在学习问法：{done:.0%}", file=sys.stderr, flush=True)
