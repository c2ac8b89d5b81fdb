"""All that was read of the folder as bytes, so that the next start need not read it again.

Bytes are a pickle of values of this package's own classes; nothing else is made of them, whoever wrote them.
"""

import io
import pickle
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Any

import bot
from bot.content import learnt
from bot.content.cache import digest
from bot.content.learnt import Learnt
from bot.core.knowledge import Knowledge
from bot.search import Engine

OTHERS = (*learnt.OTHERS, "icalendar", "markdown-it-py", "pydantic", "PyYAML")
"""Packages whose version may change what is read, or how it is kept."""


def key_of(folder: Path) -> bytes:
    """Return a digest of all files of the folder, and of the program that reads them. OSError: one cannot be read."""
    return digest(_made_of(folder))


def _made_of(folder: Path) -> Iterator[bytes]:
    yield repr([sys.version, *(version(name) for name in OTHERS)]).encode()
    for root, kind in ((folder, "*"), (Path(bot.__file__).parent, "*.py")):
        for file in sorted(root.rglob(kind)):
            if file.is_file():
                yield file.relative_to(root).as_posix().encode()
                yield file.read_bytes()


def dump(restores: Learnt, knowledge: Knowledge) -> bytes:
    """Return the knowledge as bytes, without its engine, and with what restores that."""
    out = io.BytesIO()
    dumper = _Dumper(out, protocol=5)
    dumper.dump(restores)
    dumper.dump(knowledge)
    return out.getvalue()


def restore(kept: bytes | memoryview, file: Path) -> Knowledge | None:
    """Return the knowledge of a dump. None: the file does not hold what its engine learnt. Raises any error for bytes
    that are no dump of this very version."""
    loader = _Loader(io.BytesIO(kept))
    restores: Learnt = loader.load()
    loader.engine = restores.engine(file)
    if loader.engine is None:
        return None
    knowledge: Knowledge = loader.load()
    return knowledge


class _Dumper(pickle.Pickler):
    def persistent_id(self, value: object) -> str | None:
        return "engine" if isinstance(value, Engine) else None

    def reducer_override(self, value: object) -> Any:
        return (_frozen, (dict(value),)) if isinstance(value, MappingProxyType) else NotImplemented


class _Loader(pickle.Unpickler):
    engine: Engine | None = None

    def persistent_load(self, _: str) -> Engine | None:
        return self.engine

    def find_class(self, module: str, name: str) -> object:
        if (module, name) in _BESIDES:
            return super().find_class(module, name)
        if module.startswith(_OURS):
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__.startswith(_OURS):
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


def _frozen(entries: Mapping[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(entries)


_OURS = f"{bot.__name__}."
_BESIDES = frozenset({(__name__, _frozen.__name__), ("datetime", "date"), ("re", "_compile")})
"""What makes values besides our classes: mappings, days and patterns."""
