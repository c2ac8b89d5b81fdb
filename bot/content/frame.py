"""The small files around the answers: groups.yaml, provinces.yaml, lexicon.yaml, ui.yaml."""

import dataclasses
import re
from dataclasses import dataclass
from typing import get_args

from bot.content.buttons import fits
from bot.content.fields import Fields, is_id
from bot.content.flows import SUBJECTS
from bot.content.markdown import LONGEST, check_markdown
from bot.content.source import Scalar, Sheet, tree
from bot.content.topics import ABOUT
from bot.core.actions import Browse, PickProvince
from bot.core.knowledge import Group, Hangs, Province, Requirement
from bot.search.normalise import Lexicon

HANGS: tuple[Hangs, ...] = get_args(Hangs)

LISTS = tuple(field for field in dataclasses.fields(Lexicon) if field.name not in ("synonyms", "cantonese", "english"))

_SENTENCE = re.compile("[，,。？?！!]")
_HOLE = re.compile(r"\{([^{}]*)\}|[{}]")
_DAYS = re.compile(r"([0-9]+)～([0-9]+)")
_HOLE_NAME = re.compile(r"[a-z_]+")


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of both menus by the names of their folders, the line of each, and the flows in their order."""

    questions: dict[str, Group]
    rejections: dict[str, Group]
    lines: dict[Group, int]
    flows: tuple[Scalar, ...]


def read_groups(sheet: Sheet) -> Groups:
    """Both menus may use one name (faq/domain, rejections/domain); the id of a group of rejections gets a prefix."""
    fields = Fields(sheet, tree(sheet, sheet.text))
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
    table = Fields(sheet, tree(sheet, sheet.text))
    provinces: dict[str, Province] = {}
    prefixes: dict[str, str] = {}
    for name, node in table.entries.items():
        fields = Fields(sheet, node)
        if is_id(sheet, table.lines[name], name, "省份"):
            fits(sheet, table.lines[name], f"省份「{name}」", PickProvince(name))
        prefix = fields.label("prefix", 1)
        provinces[name] = Province(
            id=name,
            name=fields.text("name"),
            short=fields.text("short"),
            prefix=prefix.text,
            authority=fields.text("authority"),
            requirements=tuple(_requirement(part) for part in fields.tables("requirements", required=False)),
            hangs=fields.choice("hangs", HANGS) if "hangs" in fields.entries else "site",
            cities=fields.texts("cities", required=False),
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
    fields = Fields(sheet, tree(sheet, sheet.text))
    words = Fields(sheet, fields.take("synonyms", required=False))
    synonyms = _pairs(words)
    for word, use in synonyms.items():
        if word == use:
            sheet.wrong(words.lines[word], f"「{word}」统一成了它自己。请删掉这一行。")
    cantonese = _pairs(Fields(sheet, fields.take("cantonese", required=False)))
    groups = Fields(sheet, fields.take("english", required=False))
    english = {group: _pairs(Fields(sheet, node)) for group, node in groups.entries.items()}
    lists = {field.name: fields.texts(field.name, required=False) for field in LISTS}
    for scalar in fields.scalars("foreign", required=False):
        if _SENTENCE.search(scalar.text):
            sheet.wrong(scalar.line, f"「{scalar.text}」是一句话，「foreign」里只放词。请移到「elsewhere」下面。")
    fields.close()
    return Lexicon(synonyms=synonyms, cantonese=cantonese, english=english, **lists)


def _pairs(words: Fields) -> dict[str, str]:
    return {word: words.text(word) for word in words.entries}


def read_ui(sheet: Sheet) -> dict[str, str]:
    """The fixed sentences. Which keys and holes the program needs is for its own tests to say."""
    table = Fields(sheet, tree(sheet, sheet.text))
    sentences: dict[str, str] = {}
    for key in table.entries:
        sentence = table.scalar(key)
        sentences[key] = sentence.text
        is_id(sheet, table.lines[key], key, "名称")
        for hole in _HOLE.finditer(sentence.text):
            if not _HOLE_NAME.fullmatch(hole[1] or ""):
                line = sentence.line + sentence.text.count("\n", 0, hole.start())
                sheet.wrong(line, f"「{hole[0]}」不对：花括号里只能是程序给的名称（小写字母和下划线），成对使用。")
        check_markdown(sheet, sentence.line, sentence.text)
        if len(sentence.text) > LONGEST:
            sheet.wrong(sentence.line, f"这句话有 {len(sentence.text)} 个字，一条消息最多 {LONGEST} 个。请写短一些。")
    return sentences
