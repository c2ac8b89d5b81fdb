"""facts.yaml: every figure once; and the filling of `{fact-id}` in texts."""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import get_args

from bot.content.fields import Fields, is_id, refers
from bot.content.markdown import check_markdown
from bot.content.problem import Problem, perhaps
from bot.content.source import Scalar, Sheet
from bot.core.filings.renewals import POLICE_DAYS
from bot.core.kinds import Unit
from bot.core.knowledge import Fact
from bot.core.texts.reckoning import AUTHORITY_FACT, FIRST_REVIEW_FACT

UNITS: tuple[Unit, ...] = get_args(Unit)
TIMES: tuple[Unit, ...] = ("分钟", "小时", "天", "个工作日", "个月", "年")
DEADLINES: tuple[Unit, ...] = ("小时", "天", "个工作日")
COUNTED: dict[str, tuple[Unit, ...]] = {AUTHORITY_FACT: DEADLINES, FIRST_REVIEW_FACT: DEADLINES, POLICE_DAYS: ("天",)}
"""The facts that the program itself counts days with, and the units that it can count."""

FRESH_DAYS = 365

_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_VALUE = re.compile(rf"({_NUMBER})(?:～({_NUMBER}))?")
# Editors write a space behind a brace. Before Chinese it is dropped if the fact ends in Chinese: 「24 小时内」.
_REFERENCE = re.compile(r"\{([^{}\n]*)\}(?P<space> (?=[一-鿿]))?|[{}]")
_FILLED = re.compile(r"[\d{}]")
# The longest unit first: 「个工作日」 before 「个」. `before` tells ordinals (第 3 次) and dates (6 月 1 日).
_FIGURE = re.compile(
    r"(?P<before>第 ?|月 ?)?(?<![0-9A-Za-z.])"
    r"(?P<figure>(?P<number>\d[\d,.]*(?: ?[-~～–—至到] ?\d[\d,.]*)?) ?"
    r"(?P<unit>个工作日|工作日|个月|分钟|小时|万元|MB|[天年岁元次个位日周倍%％块]))"
)  # fmt: skip
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(slots=True)
class Facts:
    """The facts by id, the line of each, and the ids that were used so far."""

    known: dict[str, Fact]
    lines: dict[str, int]
    used: set[str] = field(default_factory=set)

    def fill(self, sheet: Sheet, text: Scalar) -> str:
        """Fill the facts into a text. Report figures written out, unknown facts and stray braces."""
        if not _FILLED.search(text.text):
            return text.text
        self._bare_figures(sheet, text)

        def fact(found: re.Match[str]) -> str:
            line = text.line_at(found.start())
            name = found[1]
            if not name:
                sheet.wrong(line, "这里的花括号没有配对或是空的。引用数字写成 {名称}，名称见 facts.yaml。")
            elif name in self.known:
                self.used.add(name)
                unit, estimate = self.known[name].unit, self.known[name].estimate
                if estimate and text.text[: found.start()].rstrip(" ").endswith("约"):
                    sheet.wrong(line, f"{{{name}}} 里已经有「约」了。请删掉前面的「约」。")
                if unit and text.text[found.end() :].lstrip(" ").startswith(unit):
                    sheet.wrong(line, f"{{{name}}} 里已经有「{unit}」了。请删掉后面的「{unit}」。")
                filled = self.known[name].text
                return filled if "一" <= filled[-1:] <= "鿿" else filled + (found["space"] or "")
            elif self.known:
                sheet.wrong(
                    line, f"facts.yaml 里没有「{name}」{perhaps(name, self.known)}新的数字请先记到 facts.yaml。"
                )
            return found[0]

        return _REFERENCE.sub(fact, text.text)

    def fill_markdown(self, sheet: Sheet, text: Scalar, *, headings: bool = False) -> str:
        """Fill a text that is Markdown; also report what cannot be shown. `headings`: # and ## are allowed."""
        filled = self.fill(sheet, text)
        check_markdown(sheet, text.line, filled, headings=headings)
        return filled

    def outdated(self, file: str, today: date) -> list[Problem]:
        """Return notes on facts that hold no longer or not yet, or were not checked for a year."""
        told = []
        for fact in self.known.values():
            days = (today - fact.verified).days
            if fact.until and fact.until < today:
                told.append((fact, f"「{fact.id}」只到 {fact.until} 有效，已经过期。请改成现在的数。"))
            elif fact.since and fact.since > today:
                told.append((fact, f"「{fact.id}」从 {fact.since} 起才有效。在那以前请写现在的数。"))
            elif fact.verified != date.min and days > FRESH_DAYS:
                told.append((fact, f"「{fact.id}」核对于 {fact.verified}，已经过了 {days} 天。请再核对一遍。"))
        return [Problem(file, self.lines[fact.id], text, note=True) for fact, text in told]

    def time(self, fields: Fields, key: str, units: tuple[Unit, ...] = TIMES) -> Fact | None:
        """Return the fact that an optional key names. Report one that is not a length of time in these units."""
        value = fields.scalar(key, required=False)
        if not value.text or not refers(fields.sheet, value, self.known, "数字（facts.yaml）"):
            return None
        fact = self.known.get(value.text)
        self.used.add(value.text)
        if fact and fact.unit not in units:
            fields.sheet.wrong(
                value.line, f"「{key}」要一个时长，单位是 {'、'.join(units)}；「{fact.id}」是「{fact.text}」。"
            )
        return fact

    def _bare_figures(self, sheet: Sheet, text: Scalar) -> None:
        for found in _FIGURE.finditer(text.text):
            unit, number = found["unit"], found["number"]
            ordinal = found["before"] and (found["before"][0] == "第" or unit == "日")
            if ordinal or (unit == "年" and _YEAR.match(number)):
                continue
            same = [f"{{{fact.id}}}" for fact in self.known.values() if _tight(fact.text) == _tight(found["figure"])]
            advice = f"请改用 {' 或 '.join(same[:3])}。" if same else "请先记到 facts.yaml，再写成 {名称}。"
            sheet.wrong(text.line_at(found.start("figure")), f"「{found['figure']}」是直接写的数字。{advice}")


def read_facts(sheet: Sheet) -> Facts:
    """Read the facts with valid ids. Problems go to the sheet."""
    table = Fields.of(sheet)
    known = {
        name: _fact(name, Fields(sheet, node))
        for name, node in table.entries.items()
        if is_id(sheet, table.lines[name], name, "名称")
    }
    for name, units in COUNTED.items():
        if name in known and known[name].unit not in units:
            sheet.wrong(
                table.lines[name],
                f"程序按「{name}」算日子，单位只能是 {'、'.join(units)}；现在是「{known[name].text}」。",
            )
    return Facts(known, table.lines)


def _fact(name: str, fields: Fields) -> Fact:
    since, until = (fields.day(key) if key in fields.entries else None for key in ("from", "to"))
    only = fields.text("only", required=False)
    return replace(_figure(name, fields), since=since, until=until, only=only)


def _figure(name: str, fields: Fields) -> Fact:
    value, unit = fields.scalar("value"), fields.scalar("unit", required=False)
    fields.text("about")
    estimate = fields.yes("estimate")
    fields.text("source", required=not estimate)
    verified = fields.day("verified")
    fields.close()
    sheet = fields.sheet
    known = next((u for u in UNITS if u == unit.text), None)
    if known is None:
        sheet.wrong(
            unit.line, f"不认识单位「{unit.text}」，只能是 {'、'.join(u for u in UNITS if u)}；网址等不写单位。"
        )
    if "\n" in value.text:
        sheet.wrong(value.line, "「value」只能有一行。")
    if _REFERENCE.search(value.text):
        sheet.wrong(value.line, "「value」里不能有花括号。")
    if not known:
        if estimate:
            sheet.wrong(fields.place("estimate"), "没有单位的内容不能是估计。请补上 unit，或删掉 estimate。")
        return Fact(name, value.text, "", verified, estimate=estimate)
    found = _VALUE.fullmatch(value.text)
    low = high = None
    if found:
        low, high = float(found[1]), float(found[2] or found[1])
        if low > high:
            sheet.wrong(value.line, f"「{value.text}」前面的数比后面的大。请把小的写在前面。")
    elif value.text:
        sheet.wrong(
            value.line, f"「value」写的是「{value.text}」。有单位时只能写数字（7）或范围（1～20，中间用「～」）。"
        )
    text = f"{value.text} {known}"
    return Fact(name, f"约 {text}（估计）" if estimate else text, known, verified, low, high, estimate)


def _tight(text: str) -> str:
    return text.replace(" ", "")
