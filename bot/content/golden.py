"""Golden messages, tests/match/*.yaml: what people say, and the topic that must or must not answer it."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from bot.content.fields import Fields, refers
from bot.content.problem import ContentError, Problem
from bot.content.source import Sheet, open_sheet, tree
from bot.core.knowledge import Knowledge
from bot.files import putting

Demand = Literal["core", "most", "not"]
"""What a golden message demands:
core: this topic comes first.
most: this topic is among those shown, for the agreed share of all messages.
not: this topic does not answer it; without a topic, none does."""

ADOPTED = "adopted.yaml"


@dataclass(frozen=True, slots=True)
class Golden:
    """One message and its demand. `topic` "": no topic may answer."""

    say: str
    demand: Demand
    topic: str
    file: str
    line: int


def read_golden(folder: Path, knowledge: Knowledge) -> tuple[Golden, ...]:
    """Read all golden messages of a folder. ContentError: there are problems; it holds all of them."""
    problems: list[Problem] = []
    found: list[Golden] = []
    for file in sorted(folder.glob("*.yaml")):
        sheet = open_sheet(file, os.path.relpath(file), problems)
        if sheet:
            found += _read(sheet, knowledge)
    if not found and not problems:
        problems.append(Problem(str(folder), 1, "这个文件夹里没有 .yaml 文件，没有什么可以检查。"))
    seen: dict[str, Golden] = {}
    for golden in (golden for golden in found if golden.demand != "not"):
        first = seen.setdefault(golden.say, golden)
        if first is not golden:
            where = f"{first.file}:{first.line}"
            problems.append(Problem(golden.file, golden.line, f"「{golden.say}」在 {where} 已经有了。请删掉一处。"))
    if problems:
        raise ContentError(tuple(problems))
    return tuple(found)


def _read(sheet: Sheet, knowledge: Knowledge) -> list[Golden]:
    fields = Fields.of(sheet)
    found: list[Golden] = []
    for demand in get_args(Demand):
        found += [_golden(one, demand, knowledge) for one in fields.tables(demand, required=False)]
    fields.close()
    return found


def _golden(fields: Fields, demand: Demand, knowledge: Knowledge) -> Golden:
    say = fields.scalar("say")
    topic = fields.scalar("not", required=False) if demand == "not" else fields.scalar("topic")
    if topic.text:
        refers(fields.sheet, topic, knowledge.topics, "条目")
    fields.close()
    return Golden(say.text, demand, topic.text, fields.sheet.name, say.line)


@contextmanager
def adding_golden(folder: Path, say: str, topic: str) -> Iterator[Path]:
    """Add a message at the end of `ADOPTED`: a core message, unless an editor put another demand last. Yield the file.

    The file is written when the block ends without an error.
    ContentError: the file is not valid YAML. It is unchanged after this and after OSError.
    """
    file = folder / ADOPTED
    head = "# 用 python -m bot misses --adopt 收下的说法\ncore:\n"
    text = file.read_text(encoding="utf-8") if file.exists() else head
    line = f"  - {{say: {json.dumps(say, ensure_ascii=False)}, topic: {topic}}}\n"
    text = text.rstrip("\n") + "\n" + line
    problems: list[Problem] = []
    tree(Sheet(os.path.relpath(file), text, problems), text)
    if problems:
        raise ContentError(tuple(problems))
    folder.mkdir(parents=True, exist_ok=True)
    with putting(file, text):
        yield file
