"""Typed reading of a mapping. Missing, unknown and malformed keys become problems with their lines.

After a problem a reader gets a placeholder of the right type, so that one run finds all problems. Values made from
placeholders never leave the loader.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import TypeVar

from bot.content.problem import perhaps
from bot.content.source import Listing, Node, Scalar, Sheet, Table, tree
from bot.core.nearest import nearest

T = TypeVar("T", bound=str)

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

LOOKED_UP = ("checked", "verified")
"""Keys with the day of a check, which is never in the future."""

MEANING = {
    "about": "说明",
    "ask": "问题",
    "asks": "大家的问法",
    "authority": "管局全称",
    "button": "按钮上的短标题",
    "checked": "核对日期",
    "checks": "规则",
    "codes": "各省的代码",
    "confidence": "把握",
    "done": "完成这一步的按钮",
    "field": "查的是哪一项",
    "editable": "还能不能改",
    "first": "第一个问题",
    "flows": "流程的先后",
    "in": "哪些省",
    "kind": "类别",
    "means": "意思",
    "message": "对填表的人说的话",
    "messages": "驳回原文的写法",
    "name": "名称",
    "next": "下一步",
    "options": "答案",
    "outcome": "结果",
    "prefix": "备案号开头的字",
    "questions": "问题的主题",
    "regions": "行政区划代码",
    "rejection": "会碰到的驳回原因",
    "rejections": "驳回的主题",
    "resubmit": "改好以后回到的一步",
    "say": "大家说的话",
    "severity": "轻重",
    "short": "简称",
    "source": "出处",
    "sources": "出处",
    "stages": "在哪一关被退回",
    "state": "状态",
    "states": "状态",
    "steps": "步骤",
    "subjects": "适用的主体",
    "suffixes": "域名后缀",
    "term": "名词",
    "text": "正文",
    "title": "标题",
    "value": "数值",
    "verified": "核对日期",
    "years": "资料的年份",
    "when": "什么时候用",
    "who": "谁来办",
    "wordlists": "词表",
    "words": "词",
}
"""The keys' names for editors, for the message about a missing key."""


class Fields:
    """A reader of one mapping. Ask for each key once, then `close`: it reports missing and unknown keys."""

    def __init__(self, sheet: Sheet, node: Node | None) -> None:
        """Take a node that should be a mapping. None (already reported) is read as an empty one, without reports."""
        self.sheet = sheet
        self.line = node.line if node else 1
        self.entries: dict[str, Node] = {}
        self.lines: dict[str, int] = {}
        self._asked: dict[str, None] = {}
        self._missing: dict[str, None] = {}
        self._silent = not isinstance(node, Table)
        if isinstance(node, Table):
            self.entries, self.lines = dict(node.entries), dict(node.lines)
        elif node is not None:
            sheet.wrong(node.line, f"{_looks(node)}这里应是一组「名称: 内容」，用英文冒号，后面空一格。")

    @classmethod
    def of(cls, sheet: Sheet) -> "Fields":
        """Return the reader of a whole file."""
        return cls(sheet, tree(sheet, sheet.text))

    def take(self, key: str, *, required: bool = True) -> Node | None:
        """Return the node under a key. None: there is none."""
        self._asked[key] = None
        if key not in self.entries and required:
            self._missing[key] = None
        return self.entries.get(key)

    def place(self, key: str) -> int:
        """Return the line of a key; that of the mapping if the key is missing."""
        return self.lines.get(key, self.line)

    def scalar(self, key: str, *, required: bool = True) -> Scalar:
        """Return a text that is not empty. Scalar("", …): after a problem, or the optional text is missing."""
        node = self.take(key, required=required)
        return Scalar("", self.line) if node is None else self._scalar(key, node)

    def text(self, key: str, *, required: bool = True) -> str:
        """Return the text of a `scalar`."""
        return self.scalar(key, required=required).text

    def label(self, key: str, longest: int) -> Scalar:
        """Return a text on one line of at most `longest` characters."""
        value = self.scalar(key)
        if "\n" in value.text:
            self.sheet.wrong(value.line, f"「{key}」只能有一行。")
        else:
            self.sheet.limit(value.line, f"「{key}」", value.text, longest)
        return value

    def choice(self, key: str, allowed: tuple[T, ...]) -> T:
        """Return one of these words; the first one after a problem."""
        value = self.scalar(key)
        return self._one_of(key, value, allowed) or allowed[0]

    def option(self, key: str, allowed: tuple[T, ...]) -> T | None:
        """Return an optional `choice`. None: it is missing."""
        return self.choice(key, allowed) if key in self.entries else None

    def choices(self, key: str, allowed: tuple[T, ...], *, required: bool = True) -> tuple[T, ...]:
        """Return a list of these words; report and skip others."""
        found = (self._one_of(key, value, allowed) for value in self.scalars(key, required=required))
        return tuple(value for value in found if value)

    def yes(self, key: str) -> bool:
        """Return an optional yes or no; False if it is missing."""
        value = self.scalar(key, required=False)
        if value.text not in ("yes", "no", ""):
            self.sheet.wrong(value.line, f"「{key}」写的是「{value.text}」，只能写 yes 或 no。")
        return value.text == "yes"

    def day(self, key: str) -> date:
        """Return a date, written 2026-11-24; `date.min` after a problem."""
        value = self.scalar(key)
        try:
            if _DAY.fullmatch(value.text):
                day = date.fromisoformat(value.text)
                if key in LOOKED_UP and self.sheet.today and day > self.sheet.today:
                    self.sheet.wrong(value.line, f"「{key}」写的是 {day}，还没到。请写哪天核对过。")
                return day
        except ValueError:
            pass
        if value.text:
            self.sheet.wrong(value.line, f"「{key}」写的是「{value.text}」，不是日期。请写成 2026-11-24 这样。")
        return date.min

    def scalars(self, key: str, *, required: bool = True, least: int = 1) -> tuple[Scalar, ...]:
        """Return a list of texts, none of them empty. Report a required list with fewer than `least` texts."""
        items = self._listing(key, required=required)
        # Nearly all of them are texts: this saves 50,000 calls.
        found = [each if isinstance(each, Scalar) and each.text else self._scalar(key, each) for each in items]
        if key in self.entries and isinstance(self.entries[key], Listing) and required and len(found) < least:
            name = MEANING.get(key, key)
            self.sheet.wrong(
                self.place(key), f"「{key}」（{name}）只有 {len(found)} 条，至少要 {least} 条。请接着补充。"
            )
        return tuple(value for value in found if value.text)

    def texts(self, key: str, *, required: bool = True) -> tuple[str, ...]:
        """Return the texts of `scalars`."""
        return tuple(value.text for value in self.scalars(key, required=required))

    def ids(self, key: str, known: Collection[str], what: str) -> tuple[str, ...]:
        """Return an optional list of ids; report and skip those that are unknown or there twice."""
        found: dict[str, None] = {}
        for value in self.scalars(key, required=False):
            if value.text in found:
                self.sheet.wrong(value.line, f"「{key}」里「{value.text}」写了两次。请删掉一个。")
            elif refers(self.sheet, value, known, what):
                found[value.text] = None
        return tuple(found)

    def id(self, key: str, known: Collection[str], what: str) -> str:
        """Return an optional known id. "": after a problem, or it is missing."""
        value = self.scalar(key, required=False)
        return value.text if value.text and refers(self.sheet, value, known, what) else ""

    def table(self, key: str, *, required: bool = True) -> "Fields":
        """Return the reader of a mapping; of an empty one if it is missing."""
        return Fields(self.sheet, self.take(key, required=required))

    def named(self) -> Iterator[tuple[str, int, "Fields"]]:
        """Return each key with its line and the mapping below it, for keys that editors choose."""
        return ((name, self.lines[name], Fields(self.sheet, node)) for name, node in self.entries.items())

    def tables(self, key: str, *, required: bool = True) -> list["Fields"]:
        """Return the readers of a list of mappings."""
        return [Fields(self.sheet, item) for item in self._listing(key, required=required)]

    def close(self) -> None:
        """Report unknown and missing keys. A misspelt key is reported once, as unknown."""
        if self._silent:
            return
        missing = dict(self._missing)
        for key in self.entries:
            if key not in self._asked:
                wanted = [asked for asked in self._asked if asked not in self.entries]
                self.sheet.wrong(
                    self.lines[key], f"不认识「{key}」{perhaps(key, wanted)}这里可以写：{'、'.join(self._asked)}。"
                )
                missing.pop(nearest(key, wanted) or "", None)
        for key in missing:
            name = f"（{MEANING[key]}）" if key in MEANING else ""
            self.sheet.wrong(self.line, f"缺少「{key}」{name}。请补上「{key}: …」。")

    def _scalar(self, key: str, node: Node) -> Scalar:
        if not isinstance(node, Scalar):
            self.sheet.wrong(node.line, f"{_looks(node)}「{key}」这里应是一句文字。")
            return Scalar("", node.line)
        if not node.text:
            self.sheet.wrong(node.line, f"「{key}」是空的。请填写，不需要就删掉这一行。")
        return node

    def _listing(self, key: str, *, required: bool) -> Iterable[Node]:
        match self.take(key, required=required):
            case None:
                return ()
            case Listing(items):
                return items
            case Scalar("", line):
                self.sheet.wrong(line, f"「{key}」是空的。请填写，不需要就删掉这一行。")
            case Scalar(_, line) | Table(_, _, line):
                self.sheet.wrong(line, f"「{key}」应是一个列表：写成 [a, b]，或每行一条、以「- 」开头。")
        return ()

    def _one_of(self, key: str, value: Scalar, allowed: tuple[T, ...]) -> T | None:
        for known in allowed:
            if value.text == known:
                return known
        if value.text:
            self.sheet.wrong(value.line, f"「{key}」写的是「{value.text}」，只能是 {'、'.join(allowed)}。")
        return None


def refers(sheet: Sheet, value: Scalar, known: Collection[str], what: str) -> bool:
    """Tell whether a text is a known id; report it if not. If nothing is `known`, any id will do: that was reported."""
    if not known or value.text in known:
        return True
    if any(sign in value.text for sign in "，、；"):
        sheet.wrong(value.line, f"「{value.text}」里有中文标点。列表里各项之间要用英文逗号，写成 [a, b]。")
    else:
        sheet.wrong(value.line, f"没有叫「{value.text}」的{what}{perhaps(value.text, known)}")
    return False


def is_id(sheet: Sheet, line: int, word: str, what: str) -> bool:
    """Tell whether a name is lower-case words with hyphens; report it if not."""
    if _ID.fullmatch(word):
        return True
    sheet.wrong(line, f"{what}「{word}」只能用小写英文字母、数字和连字符，例如 time-total。")
    return False


def _looks(node: Node) -> str:
    """Explain a mapping or a list in the place of a text."""
    match node:
        case Table(braces=True):
            return "以 { 开头的文字要加双引号。"
        case Table():
            return "这里被当成了一组「名称: 内容」：句子里有英文冒号加空格时，请改成中文冒号，或给整句加双引号。"
        case Listing():
            return "这里被当成了列表：以 [ 或「- 」开头的文字要加双引号。"
        case _:
            return ""
