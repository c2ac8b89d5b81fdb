"""Adopting a missed text: it is added to the `asks` of a topic's file, as an editor would do by hand."""

import json
import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.content.golden import adding_golden
from bot.content.load import check
from bot.content.problem import ContentError, Problem
from bot.content.source import Listing, Scalar, Sheet, Table, front_matter, tree
from bot.core.texts.misses import keepable
from bot.files import putting

_ITEM = re.compile(r" *(?=- )")
_HIDDEN = re.compile(r"〔[^〔〕]*〕")
"""The mark of masked data."""


def adopt(folder: Path, golden: Path, missed: str, topic: str) -> tuple[str, Path, Path]:
    """Add a missed text to a topic and to the golden messages.

    Return the phrasing as it was added, the topic's file and the file of the golden messages.
    ContentError: one of the files cannot take it. Both files are unchanged after it, and after OSError.
    """
    wording = " ".join(_HIDDEN.sub(" ", keepable(missed)).split())
    with adding_golden(golden, wording, topic) as kept:
        return wording, add_ask(folder, topic, wording), kept


def add_ask(folder: Path, topic: str, wording: str) -> Path:
    """Write a phrasing at the end of the topic's `asks`, and return the file. `folder` must be without problems.

    ContentError: the phrasing cannot stand there, or the file is gone since the content was loaded. The file is
    unchanged after it, and after OSError.
    """
    file = next((path for top in ("faq", "rejections") for path in folder.glob(f"{top}/*/{topic}.md")), None)
    if file is None:
        raise ContentError((Problem(f"{topic}.md", 1, "这个条目的文件已经不在了，请先 /reload。"),))
    text = _with_ask(file.as_posix(), file.read_text(encoding="utf-8"), wording)
    with TemporaryDirectory() as aside:
        copy = Path(shutil.copytree(folder, Path(aside) / folder.name))
        (copy / file.relative_to(folder)).write_text(text, encoding="utf-8")
        if problems := tuple(problem for problem in check(copy) if not problem.note):
            raise ContentError(problems)
    with putting(file, text):
        return file


def _with_ask(name: str, text: str, wording: str) -> str:
    asks = _asks(name, text)
    lines = text.split("\n")
    found = _ITEM.match(lines[asks.items[-1].line - 1]) if asks.items else None
    if found is None:
        raise ContentError((Problem(name, asks.line, "asks 没有写成每行一条、以「- 」开头的列表，请手工加。"),))
    at = asks.items[-1].line
    while lines[at].startswith(f"{found[0]} "):  # further lines of the last text
        at += 1
    lines.insert(at, f"{found[0]}- {_quoted(wording)}")
    return "\n".join(lines)


def _asks(name: str, text: str) -> Listing:
    node, _, _ = front_matter(Sheet(name, text, []))
    asks = node.entries["asks"] if isinstance(node, Table) else None
    if not isinstance(asks, Listing):
        raise ContentError((Problem(name, 1, "这里没有 asks。"),))
    return asks


def _quoted(wording: str) -> str:
    """Return a text as YAML: plain if that is read back the same, otherwise in double quotes."""
    problems: list[Problem] = []
    read = tree(Sheet("", "", problems), f"- {wording}\n")
    plain = isinstance(read, Listing) and [i.text for i in read.items if isinstance(i, Scalar)] == [wording]
    return wording if plain and not problems else json.dumps(wording, ensure_ascii=False)
