"""rules.yaml: the checks before submission, and the lists of words and suffixes that they use."""

import re
from collections.abc import Collection
from types import MappingProxyType
from typing import get_args

from bot.content.fields import Fields, is_id, refers
from bot.content.markdown import check_markdown
from bot.content.source import Scalar, Sheet
from bot.core.kinds import SUBJECTS
from bot.core.rules import SEVERITIES, Checksum, FieldName, Local, Rule, RuleKind, Rules

LONGEST_MESSAGE = 120

FIELDS: tuple[FieldName, ...] = get_args(FieldName)
KINDS: tuple[RuleKind, ...] = get_args(RuleKind)
CHECKSUMS: tuple[Checksum, ...] = get_args(Checksum)

# The key that a rule of each kind needs beside the common ones; `manual` needs none.
_NEEDS: dict[RuleKind, str] = {
    "words": "lists",
    "prefix-words": "lists",
    "suffix": "lists",
    "not-suffix": "lists",
    "pattern": "pattern",
    "not-pattern": "pattern",
    "least-hanzi": "number",
    "longest": "number",
    "least": "number",
    "most": "number",
    "checksum": "checksum",
    "region": "number",
}
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_SUFFIX = re.compile(r"\.[a-z0-9一-鿿]+")
_CODE = re.compile("[1-9][0-9]")


def read_rules(sheet: Sheet, provinces: Collection[str], rejections: Collection[str]) -> Rules:
    """Read the rules with the words of their lists. `provinces`, `rejections`: the ids that they may refer to."""
    fields = Fields.of(sheet)
    lists = {key: _lists(fields, key) for key in ("wordlists", "suffixes")}
    regions = _regions(fields, provinces)
    checks: dict[str, Rule] = {}
    used: set[str] = set()
    for part in fields.tables("checks"):
        rule = _rule(part, lists, used, provinces, rejections)
        if rule.id in checks:
            sheet.wrong(part.place("id"), f"规则「{rule.id}」写了两次。请改一个名称。")
        checks[rule.id] = rule
    fields.close()
    for key, known in lists.items():
        lines = Fields(sheet, fields.entries.get(key)).lines
        for name in known:
            if name not in used:
                text = f"「{name}」还没有哪条规则用到。不再需要就删掉。"
                sheet.wrong(lines[name], text, note=True)
    suffixes = frozenset(suffix for listed in lists["suffixes"].values() for suffix in listed)
    return Rules(suffixes, MappingProxyType(regions), tuple(checks.values()))


def _lists(fields: Fields, key: str) -> dict[str, tuple[str, ...]]:
    lists: dict[str, tuple[str, ...]] = {}
    for name, line, part in fields.table(key).named():
        is_id(fields.sheet, line, name, "词表")
        words: dict[str, None] = {}
        for word in part.scalars("words"):
            if word.text in words:
                fields.sheet.wrong(word.line, f"「{name}」里「{word.text}」写了两次。请删掉一个。")
            elif key == "suffixes" and not _SUFFIX.fullmatch(word.text):
                fields.sheet.wrong(
                    word.line, f"「{word.text}」不是后缀。请写成 .com 这样：一个点，后面是小写字母或汉字。"
                )
            words[word.text] = None
        lists[name] = tuple(words)
        part.text("source")
        part.day("verified")
        part.close()
    return lists


def _regions(fields: Fields, provinces: Collection[str]) -> dict[str, str]:
    part = fields.table("regions")
    table = part.table("codes")
    codes: dict[str, str] = {}
    for name in table.entries:
        code = table.scalar(name)
        refers(fields.sheet, Scalar(name, table.lines[name]), provinces, "省份")
        if code.text and not _CODE.fullmatch(code.text):
            fields.sheet.wrong(code.line, f"「{code.text}」不是行政区划代码的前两位。请写两个数字，例如 44。")
        codes[name] = code.text
    part.text("source")
    part.day("verified")
    part.close()
    return codes


def _rule(
    fields: Fields,
    lists: dict[str, dict[str, tuple[str, ...]]],
    used: set[str],
    provinces: Collection[str],
    rejections: Collection[str],
) -> Rule:
    name, message, rejection = fields.scalar("id"), fields.label("message", LONGEST_MESSAGE), fields.scalar("rejection")
    if name.text:
        is_id(fields.sheet, name.line, name.text, "规则")
    if rejection.text:
        refers(fields.sheet, rejection, rejections, "驳回原因")
    check_markdown(fields.sheet, message.line, message.text)
    kind = _kind(fields)
    known = lists["suffixes" if kind in ("suffix", "not-suffix") else "wordlists"]
    named = fields.ids("lists", known, "词表")
    used.update(named)
    rule = Rule(
        id=name.text,
        field=fields.choice("field", FIELDS),
        kind=kind,
        severity=fields.choice("severity", SEVERITIES),
        message=message.text,
        rejection=rejection.text,
        source=fields.text("source"),
        subjects=fields.choices("subjects", SUBJECTS, required=False),
        words=tuple(word for one in named if one in known for word in known[one]),
        pattern=_pattern(fields),
        number=_number(fields) or 0,
        checksum=fields.option("checksum", CHECKSUMS),
        local=tuple(_local(part, provinces) for part in fields.tables("provinces", required=False)),
        only_there=fields.yes("only_there"),
    )
    if rule.only_there and "provinces" not in fields.entries:
        fields.sheet.wrong(fields.place("only_there"), "写了 only_there，就要用 provinces 说明是哪些省。")
    fields.close()
    return rule


def _kind(fields: Fields) -> RuleKind:
    """Return the kind of a rule. Report a missing key that it needs, and keys that it does not need."""
    kind = fields.choice("kind", KINDS)
    written = fields.entries.get("kind")
    if isinstance(written, Scalar) and written.text == kind:
        for key in dict.fromkeys(_NEEDS.values()):
            if key == _NEEDS.get(kind) and key not in fields.entries:
                fields.sheet.wrong(fields.place("kind"), f"「kind」是 {kind} 的规则要写「{key}」。请补上。")
            elif key != _NEEDS.get(kind) and key in fields.entries:
                fields.sheet.wrong(fields.place(key), f"「kind」是 {kind} 的规则用不到「{key}」。请删掉。")
    return kind


def _pattern(fields: Fields) -> re.Pattern[str]:
    pattern = fields.scalar("pattern", required=False)
    try:
        return re.compile(pattern.text)
    except re.error as error:
        where = "" if error.pos is None else f"第 {error.pos + 1} 个字附近，"
        fields.sheet.wrong(pattern.line, f"这个正则表达式写错了（{where}{error.msg}）。")
        return re.compile("")


def _number(fields: Fields) -> float | None:
    number = fields.scalar("number", required=False)
    if _NUMBER.fullmatch(number.text):
        return float(number.text)
    if number.text:
        fields.sheet.wrong(number.line, f"「number」写的是「{number.text}」，只能是一个数，例如 3。")
    return None


def _local(fields: Fields, provinces: Collection[str]) -> Local:
    named = fields.scalars("in")
    for province in named:
        refers(fields.sheet, province, provinces, "省份")
    local = Local(
        tuple(province.text for province in named),
        fields.choice("severity", SEVERITIES),
        _number(fields),
        fields.choices("subjects", SUBJECTS, required=False),
    )
    fields.close()
    return local
