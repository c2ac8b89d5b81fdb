"""The small files around the answers: groups.yaml, provinces.yaml, lexicon.yaml, ui.yaml."""

import dataclasses
import re
from dataclasses import dataclass
from typing import get_args

from bot.content.buttons import fits
from bot.content.fields import Fields, is_id
from bot.content.markdown import LONGEST_SENT, check_markdown
from bot.content.source import HOLE, Scalar, Sheet
from bot.content.topics import ABOUT
from bot.core.actions import Browse, PickProvince
from bot.core.kinds import SUBJECTS, Hangs
from bot.core.knowledge import Group, Province, Requirement
from bot.search.normalise import Lexicon

HANGS: tuple[Hangs, ...] = get_args(Hangs)

_TABLES = ("synonyms", "initials", "cantonese", "english")
LISTS = tuple(field for field in dataclasses.fields(Lexicon) if field.name not in _TABLES)

_SENTENCE = re.compile("[，,。？?！!]")
_DAYS = re.compile(r"([0-9]+)～([0-9]+)")
_HOLE_NAME = re.compile(r"[a-z_]+")
_LIST = "words-"
"""The beginning of the names of most lists in words.yaml; no sentence has it."""


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of both menus by the names of their folders, the line of each, and the order of the flows."""

    questions: dict[str, Group]
    rejections: dict[str, Group]
    lines: dict[Group, int]
    flows: tuple[Scalar, ...]


def read_groups(sheet: Sheet) -> Groups:
    """Read the groups of both menus, and the order of the flows.

    Both menus may use one name (faq/domain, rejections/domain), so the id of a group of rejections gets a prefix.
    """
    fields = Fields.of(sheet)
    groups = Groups({}, {}, {}, fields.scalars("flows"))
    for key, menu, prefix in (("questions", groups.questions, ""), ("rejections", groups.rejections, "reject-")):
        node = fields.take(key)
        table = Fields(sheet, node)
        for name in table.entries:
            if is_id(sheet, table.lines[name], name, "主题"):
                menu[name] = Group(prefix + name, table.text(name), rejection=key == "rejections")
                groups.lines[menu[name]] = table.lines[name]
                fits(sheet, table.lines[name], f"主题「{name}」", Browse(menu[name].id))
        if node and not menu:
            sheet.wrong(fields.place(key), f"「{key}」下面还没有主题。请至少写一个「名称: 标题」。")
    fields.close()
    return groups


def read_provinces(sheet: Sheet) -> dict[str, Province]:
    """Read the provinces by id, in the order of the file."""
    provinces: dict[str, Province] = {}
    prefixes: dict[str, str] = {}
    for name, line, fields in Fields.of(sheet).named():
        if is_id(sheet, line, name, "省份"):
            fits(sheet, line, f"省份「{name}」", PickProvince(name))
        prefix = fields.label("prefix", 1)
        provinces[name] = Province(
            id=name,
            name=fields.text("name"),
            short=fields.text("short"),
            prefix=prefix.text,
            authority=fields.text("authority"),
            requirements=tuple(_requirement(part) for part in fields.tables("requirements", required=False)),
            hangs=fields.option("hangs", HANGS) or "site",
            cities=fields.texts("cities", required=False),
            also=fields.texts("also", required=False),
        )
        fields.close()
        if prefix.text and (other := prefixes.setdefault(prefix.text, name)) != name:
            sheet.wrong(prefix.line, f"「{prefix.text}」已经是「{other}」的了。请核对备案号开头的字。")
    return provinces


def _requirement(fields: Fields) -> Requirement:
    text, about = fields.scalar("text"), fields.choice("about", ABOUT)
    days = fields.scalar("days", required=False)
    found = _DAYS.fullmatch(days.text)
    usual = (int(found[1]), int(found[2])) if found else None
    if days.text and (not found or about != "review" or "{days}" not in text.text):
        fields.sheet.wrong(days.line, "「days」只能和 about: review 一起写，写成 4～11 这样；正文里用 {days} 引用它。")
    words = text.text.replace("{days}", days.text) if days.text else text.text
    check_markdown(fields.sheet, text.line, words)
    subjects = fields.choices("for", SUBJECTS, required=False)
    requirement = Requirement(about, words, fields.text("source"), fields.text("years"), usual, subjects)
    fields.close()
    return requirement


def read_lexicon(sheet: Sheet) -> Lexicon:
    """Read the lexicon. Problems go to the sheet."""
    fields = Fields.of(sheet)
    words = fields.table("synonyms", required=False)
    synonyms = _pairs(words)
    for word, use in synonyms.items():
        if word == use:
            sheet.wrong(words.lines[word], f"「{word}」统一成了它自己。请删掉这一行。")
    initials, cantonese = (_pairs(fields.table(key, required=False)) for key in ("initials", "cantonese"))
    groups = fields.table("english", required=False)
    english = {group: _pairs(groups.table(group)) for group in groups.entries}
    lists = {field.name: fields.texts(field.name, required=False) for field in LISTS}
    for scalar in fields.scalars("foreign", required=False):
        if _SENTENCE.search(scalar.text):
            sheet.wrong(scalar.line, f"「{scalar.text}」是一句话，「foreign」里只放词。请移到「elsewhere」下面。")
    fields.close()
    return Lexicon(synonyms=synonyms, initials=initials, cantonese=cantonese, english=english, **lists)


def _pairs(words: Fields) -> dict[str, str]:
    return {word: words.text(word) for word in words.entries}


def read_ui(sheet: Sheet) -> dict[str, str]:
    """Read the fixed sentences. Tests, not this reader, check which keys and holes the program needs."""
    table = Fields.of(sheet)
    sentences: dict[str, str] = {}
    for key in table.entries:
        sentence = table.scalar(key)
        is_id(sheet, table.lines[key], key, "名称")
        if key.startswith(_LIST):
            sheet.wrong(table.lines[key], f"「{key}」是用来认话的词，不是机器人说的。请移到 words.yaml。")
        sentences[key] = sentence.text
        for hole in HOLE.finditer(sentence.text):
            if not _HOLE_NAME.fullmatch(hole[1] or ""):
                sheet.wrong(
                    sentence.line_at(hole.start()),
                    f"「{hole[0]}」不对：花括号里只能是程序给的名称（小写字母和下划线），成对使用。",
                )
        check_markdown(sheet, sentence.line, sentence.text)
        if len(sentence.text) > LONGEST_SENT:
            sheet.wrong(
                sentence.line, f"这句话有 {len(sentence.text)} 个字，一条消息最多 {LONGEST_SENT} 个。请写短一些。"
            )
    return sentences
