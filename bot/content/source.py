"""Files as text, and as a tree of YAML values with line numbers. Nothing here knows what a topic or a flow is.

Every scalar stays the text that was written (`no` is "no", `12:30` is "12:30"); `fields` converts it. Anchors, aliases,
tags, duplicate keys and tabs are refused: editors do not need them, and they mislead.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from bot.content.problem import Problem

_DEEPEST = 8
"""Levels of nesting. Our deepest file (a list in an item in a step in a flow) has seven."""

# Invisible characters, and traces of a wrong encoding. U+200D is allowed: it joins emoji.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2064\ue000-\uf8ff\ufeff\ufff0-\uffff]"
)

HOLE = re.compile(r"\{([^{}]*)\}|[{}]")
"""A {name} that the program fills in, or an unpaired brace."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file that is being read. It gathers problems and does not raise.

    name: as problems show it. today: the day by which dates are judged. None: they are not judged.
    """

    name: str
    text: str
    problems: list[Problem]
    today: date | None = None

    def wrong(self, line: int, text: str, *, note: bool = False) -> None:
        """Report a problem of the file, or a note."""
        self.problems.append(Problem(self.name, line, text, note))

    def limit(self, line: int, what: str, text: str, longest: int) -> None:
        """Report a text of too many characters."""
        if len(text) > longest:
            self.wrong(line, f"{what}有 {len(text)} 个字，最多 {longest} 个。请写短一些。")


class Scalar(NamedTuple):
    """A text as written, and the line on which it begins."""

    text: str
    line: int

    def line_at(self, place: int) -> int:
        """Return the line of a place in the text."""
        return self.line + self.text.count("\n", 0, place)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, and the line on which it begins."""

    items: tuple["Node", ...]
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping. `lines`: the line of each key; `braces`: it was written {in braces}."""

    entries: Mapping[str, "Node"]
    lines: Mapping[str, int]
    line: int
    braces: bool = False


Node = Scalar | Listing | Table


def open_sheet(path: Path, name: str, problems: list[Problem], today: date | None = None) -> Sheet | None:
    """Read a file. None: it cannot be read, which is reported. Never raises."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        problems.append(Problem(name, 1, f"读不出这个文件（{error.strerror}）。请检查它的权限。"))
        return None
    if raw.startswith(b"\xef\xbb\xbf"):
        problems.append(Problem(name, 1, "文件开头有 BOM。请用「UTF-8」（不带 BOM）重新保存。"))
        raw = raw[3:]
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problems.append(Problem(name, line, "这里不是 UTF-8。请用「UTF-8」编码重新保存（多半是存成了 GBK）。"))
        return None
    sheet = Sheet(name, text.replace("\r\n", "\n"), problems, today)
    for found in _UNSEEN.finditer(sheet.text):
        line = sheet.text.count("\n", 0, found.start()) + 1
        sheet.wrong(line, f"这里有一个看不见的字符（U+{ord(found[0]):04X}），多半是复制时带进来的。请删掉重新输入。")
        return None
    return sheet


def front_matter(sheet: Sheet) -> tuple[Node | None, str, int]:
    """Split a Markdown file: return the YAML between the two lines `---`, the text below and the text's first line.

    The YAML is None after a problem.
    """
    lines = sheet.text.split("\n")
    if lines[0].rstrip() != "---":
        sheet.wrong(1, "文件的第一行应是 ---，下面写 title 等各项，再用一行 --- 与正文隔开。")
        return None, "", 1
    end = next((at for at, line in enumerate(lines) if at and line.rstrip() == "---"), None)
    if end is None:
        sheet.wrong(1, "只有开头的 ---，没有结束的 ---。请在各项写完后、正文之前加一行 ---。")
        return None, "", 1
    return tree(sheet, "\n".join(lines[1:end]) + "\n", 2), "\n".join(lines[end + 1 :]), end + 2


def tree(sheet: Sheet, text: str, first: int = 1) -> Node | None:
    """Parse YAML whose first line is line `first` of the file. None: after a problem."""
    if "\t" in text:
        line = first + text.count("\n", 0, text.index("\t"))
        sheet.wrong(line, "这里有制表符（Tab）。请换成空格，每一级缩进两个空格。")
        return None
    try:
        return _Reader(text, sheet, first).document()
    except _Refused as refused:
        sheet.wrong(first + refused.line, refused.text)
    except yaml.YAMLError as error:
        line, advice = _advice(error, text.split("\n"))
        sheet.wrong(first + line, advice)
    return None


class _Refused(Exception):
    """YAML that we refuse. `line` counts from 0."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(text)
        self.line, self.text = line, text


class _Reader:
    """Reads one document, event by event. Every start reads 90,000 events: the time for each one counts."""

    def __init__(self, text: str, sheet: Sheet, first: int) -> None:
        # Any: in the stubs marks may be missing; this loader always sets them.
        self._next: Callable[[], Any] = yaml.CSafeLoader(text).get_event
        self._sheet, self._first = sheet, first

    def document(self) -> Node:
        node: Node | None = None
        while event := self._next():
            kind, at = event.__class__, event.start_mark.line
            if kind is yaml.DocumentStartEvent:
                if node is not None:
                    raise _Refused(at, "这里又出现了一行 ---。一个文件里只能有一份内容。")
                node = self._node(self._next(), 0)
        if node is None:
            raise _Refused(0, "这里是空的。请参照 knowledge/README.md 里的例子填写。")
        return node

    def _node(self, event: Any, depth: int) -> Node:
        at = event.start_mark.line
        if depth > _DEEPEST:
            raise _Refused(at, "括号或缩进的层数太多了。请参照 knowledge/README.md 里的例子。")
        if event.anchor:
            raise _Refused(at, "以 & 或 * 开头的内容在 YAML 里另有含义。如果是文字，请给整句加上双引号。")
        if event.tag:
            raise _Refused(at, "以 ! 开头的内容在 YAML 里另有含义。如果是文字，请给整句加上双引号。")
        kind, line = event.__class__, self._first + at
        if kind is yaml.ScalarEvent:
            value = event.value
            text = value.lstrip("\n")
            return Scalar(text.rstrip(), line + (event.style in ("|", ">")) + len(value) - len(text))
        if kind is yaml.SequenceStartEvent:
            items = []
            while (event := self._next()).__class__ is not yaml.SequenceEndEvent:
                items.append(self._node(event, depth + 1))
            return Listing(tuple(items), line)
        return Table(*self._entries(depth + 1), line, bool(event.flow_style))

    def _entries(self, depth: int) -> tuple[dict[str, Node], dict[str, int]]:
        """Read the entries of a mapping, and the lines of its keys."""
        entries: dict[str, Node] = {}
        lines: dict[str, int] = {}
        while (event := self._next()).__class__ is not yaml.MappingEndEvent:
            key = self._node(event, depth)
            if not isinstance(key, Scalar):
                raise _Refused(event.start_mark.line, "冒号前面应是一个名称。以 { 或 [ 开头的文字请加上双引号。")
            value = self._node(self._next(), depth)
            if key.text in entries:
                text = f"「{key.text}」写了两次（第 {lines[key.text]} 行已有）。请合并，只留一个。"
                self._sheet.wrong(key.line, text)
            else:
                entries[key.text], lines[key.text] = value, key.line
        return entries, lines


# Typing errors, by the look of the line. The parser notices the first two only on the next line.
_SLIPS = (
    (re.compile(r"^\s*(?:- )?[a-z_-]+\s*："), "这里用了中文冒号「：」。请改成英文冒号加一个空格「: 」。"),
    (re.compile(r"^\s*(?:- )?[a-z_-]+:[^\s:/]"), "冒号后面要空一格，写成「名称: 内容」。"),
    (
        re.compile(r"(?:^\s*-|:)\s+(?:[*&!%@`]|\{[\w-]*\}|\[[^\]]*\]\s*\S)"),
        '以 { [ * & ! % @ ` 开头的文字要加双引号，例如 "{adult-age} 以上"。',
    ),
    (re.compile(r"(?:^\s*-|:)\s+[\"']"), "引号没有配对，或者引号后面还有字。请给整句加一对英文双引号，句中用「」。"),
    (re.compile(r":\s.*:\s"), "句子里有英文冒号加空格。请改成中文冒号，或给整句加双引号。"),
)
_ADVICE = {
    "mapping values are not allowed": "这里的缩进不对，或者上一行没有写完。同一级的各项要左边对齐。",
    "could not find expected ':'": "这一行应写成「名称: 内容」，用英文冒号，后面空一格。",
    "did not find expected key": "这里的缩进与前面各项不一致，或者引号没有配对。同一级的各项要左边对齐。",
    "did not find expected '-' indicator": "列表的每一行都以「- 」开头，并且左边对齐；不属于列表的一项要少缩进。",
    "did not find expected ',' or ']'": "方括号没有配对，或者各项之间不是英文逗号。写成 [a, b]。",
    "did not find expected ',' or '}'": "花括号没有配对，或者各项之间不是英文逗号。写成 {a: 甲, b: 乙}。",
    "found unexpected end of stream": "引号没有配对。请补上结尾的英文引号。",
}


def _advice(error: yaml.YAMLError, lines: list[str]) -> tuple[int, str]:
    """Return the line (from 0) of the probable mistake, and how to mend it."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return 0, "这里不符合 YAML 的写法。请参照 knowledge/README.md 里的例子。"
    last = line = error.problem_mark.line
    context, complaint = error.context or "", error.problem or ""
    if error.context_mark and (context.startswith("while scanning") or "flow" in context):
        line = error.context_mark.line
    for at, slips in ((line, _SLIPS), (last, _SLIPS), (last - 1, _SLIPS[:2])):
        for slip, advice in slips:
            if 0 <= at < len(lines) and slip.search(lines[at]):
                return at, advice
    default = "这里不符合 YAML 的写法。请参照 knowledge/README.md 里的例子。"
    advice = next((text for start, text in _ADVICE.items() if complaint.startswith(start)), default)
    return min(line, len(lines) - 1), advice
