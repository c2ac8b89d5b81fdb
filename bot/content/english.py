"""en/: English sentences, names and answers, each checked against the Chinese one.

English uses no facts and figures that the Chinese does not have. What it leaves out is shown in Chinese.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from bot.content.facts import Facts
from bot.content.fields import Fields, refers
from bot.content.folder import Folder
from bot.content.frame import Groups, read_ui
from bot.content.markdown import check_markdown
from bot.content.source import Scalar, Sheet, front_matter
from bot.content.topics import Entry
from bot.core.kinds import Unit
from bot.core.knowledge import Fact, Flow, Knowledge, Province, Topic, places
from bot.core.languages import HAN

LONGEST_TITLE = 100
LONGEST_BUTTON = 32
LONGEST_ANSWER = 1500
"""Characters of a whole answer: about two screens of a phone."""

_HOLE = re.compile(r"\{([^{}\n]*)\}|[{}]")
_NUMBERING = re.compile(r"^ *[0-9]+\. ", re.MULTILINE)
_FIGURE = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_UNITS: Mapping[Unit, tuple[str, str]] = {
    "分钟": (" minute", " minutes"),
    "小时": (" hour", " hours"),
    "天": (" day", " days"),
    "个工作日": (" working day", " working days"),
    "个月": (" month", " months"),
    "年": (" year", " years"),
    "岁": (" years old", " years old"),
    "元": (" yuan", " yuan"),
    "万元": (" yuan", " yuan"),
    "次": (" time", " times"),
    "个": ("", ""),
    "位": (" digit", " digits"),
    "MB": (" MB", " MB"),
    "": ("", ""),
}


@dataclass(frozen=True, slots=True)
class English:
    """The English content: sentences by key; titles of groups, names of provinces and topics by id."""

    ui: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    provinces: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)


def read_english(
    folder: Folder,
    ui: Mapping[str, str],
    groups: Groups,
    provinces: Mapping[str, Province],
    entries: Mapping[str, Entry],
    facts: Facts,
) -> English:
    """Read everything under en/; an empty value if there is no such folder."""
    names = folder.english()
    if not names:
        return English()
    sheets = {name: sheet for name in names if (sheet := folder.open(f"en/faq/{name}.md"))}
    topics = {name: topic for name, page in sheets.items() if (topic := _topic(page, name, sheets, entries, facts))}
    return English(
        ui=folder.read("en/ui.yaml", lambda sheet: _ui(sheet, ui)) or {},
        groups=folder.read("en/groups.yaml", lambda sheet: _groups(sheet, groups)) or {},
        provinces=folder.read("en/provinces.yaml", lambda sheet: _provinces(sheet, provinces)) or {},
        topics=topics,
    )


def in_english(knowledge: Knowledge, english: English) -> Knowledge | None:
    """Return the content with its English parts put in. None: there are none."""
    if not english.ui:
        return None
    groups = {id: replace(group, title=english.groups.get(id, group.title)) for id, group in knowledge.groups.items()}
    provinces = {
        id: replace(province, short=english.provinces.get(id, province.short), also=(*province.also, province.short))
        for id, province in knowledge.provinces.items()
    }

    def said(fact: Fact | None) -> Fact | None:
        return replace(fact, text=in_words(fact)) if fact else None

    def timed(flow: Flow) -> Flow:
        steps = (replace(step, duration=said(step.duration), deadline=said(step.deadline)) for step in flow.steps)
        return replace(flow, steps=tuple(steps))

    topics = {**knowledge.topics, **english.topics}
    fixes = {id: replace(fix, takes=said(fix.takes), wait=said(fix.wait)) for id, fix in knowledge.fixes.items()}
    consoles = {
        id: replace(console, states=tuple(replace(state, usual=said(state.usual)) for state in console.states))
        for id, console in knowledge.consoles.items()
    }
    return replace(
        knowledge,
        ui=MappingProxyType({**knowledge.ui, **english.ui}),
        topics=MappingProxyType({id: replace(topic, wait=said(topic.wait)) for id, topic in topics.items()}),
        flows=MappingProxyType({id: timed(flow) for id, flow in knowledge.flows.items()}),
        fixes=MappingProxyType(fixes),
        consoles=MappingProxyType(consoles),
        facts=MappingProxyType({id: replace(f, text=in_words(f)) for id, f in knowledge.facts.items()}),
        translated=frozenset(english.topics),
        groups=MappingProxyType(groups),
        provinces=MappingProxyType(provinces),
        places=places(provinces.values()),
    )


def in_words(fact: Fact) -> str:
    """Return a fact in English: 「约 7～21 天（估计）」 → "about 7–21 days (estimate)"."""
    if fact.low is None or fact.high is None:
        return fact.text
    times = 10_000 if fact.unit == "万元" else 1
    numbers = dict.fromkeys(f"{number * times:,.10g}" for number in (fact.low, fact.high))
    text = "–".join(numbers) + _UNITS[fact.unit][fact.high * times != 1]
    return f"about {text} (estimate)" if fact.estimate else text


def _ui(sheet: Sheet, chinese: Mapping[str, str]) -> dict[str, str]:
    """Read the sentences. Report those without a Chinese one, and holes that the Chinese one does not have."""
    lines = Fields.of(sheet).lines
    sentences = read_ui(sheet)
    for key, sentence in sentences.items():
        line = lines[key]
        if refers(sheet, Scalar(key, line), chinese, "句子（ui.yaml）") and key in chinese:
            for hole in set(_HOLE.findall(sentence)) - set(_HOLE.findall(chinese[key])):
                sheet.wrong(line, f"中文的「{key}」里没有 {{{hole}}}。花括号里的要和 ui.yaml 一样。")
    return sentences


def _groups(sheet: Sheet, groups: Groups) -> dict[str, str]:
    fields = Fields.of(sheet)
    titles: dict[str, str] = {}
    for key, menu in (("questions", groups.questions), ("rejections", groups.rejections)):
        table = fields.table(key)
        for name in table.entries:
            title = table.label(name, LONGEST_BUTTON)
            if refers(sheet, Scalar(name, table.lines[name]), menu, "主题（groups.yaml）") and name in menu:
                titles[menu[name].id] = title.text
    fields.close()
    return titles


def _provinces(sheet: Sheet, provinces: Mapping[str, Province]) -> dict[str, str]:
    table = Fields.of(sheet)
    names: dict[str, str] = {}
    for id in table.entries:
        name = table.label(id, LONGEST_BUTTON)
        if refers(sheet, Scalar(id, table.lines[id]), provinces, "省份（provinces.yaml）"):
            names[id] = name.text
    return names


def _topic(
    sheet: Sheet, name: str, translated: Mapping[str, Sheet], entries: Mapping[str, Entry], facts: Facts
) -> Topic | None:
    """Read an English topic: the Chinese one with English words. None: there is no Chinese one."""
    if not refers(sheet, Scalar(name, 1), entries, "条目") or name not in entries:
        return None
    chinese = entries[name]
    node, body, line = front_matter(sheet)
    fields = Fields(sheet, node)
    title, button = fields.label("title", LONGEST_TITLE), fields.label("button", LONGEST_BUTTON)
    checked = fields.day("checked")
    fields.close()
    start = line + len(body) - len(body.lstrip("\n"))
    text = _filled(sheet, Scalar(body.strip(), start), chinese, facts)
    check_markdown(sheet, start, text)
    if node and not text:
        sheet.wrong(line, "正文是空的。请写上英文的回答。")
    if len(text) > LONGEST_ANSWER:
        sheet.wrong(start, f"英文回答有 {len(text)} 个字符，最多 {LONGEST_ANSWER} 个。请写短一些。")
    if checked < chinese.topic.checked:
        told = f"中文的在 {chinese.topic.checked} 又核对过（{chinese.file}）。请把英文也对一遍，改掉 checked。"
        sheet.wrong(fields.place("checked"), told, note=True)
    return replace(
        chinese.topic,
        title=title.text,
        button=button.text,
        text=text,
        more="",
        variants=(),
        related=tuple(other for other in chinese.topic.related if other in translated),
    )


def _filled(sheet: Sheet, text: Scalar, chinese: Entry, facts: Facts) -> str:
    """Fill the facts into a text. Report facts and figures that the Chinese answer does not have."""
    named = {hole[1] for hole in _HOLE.finditer(chinese.body)}
    figures = set(_FIGURE.findall(_HOLE.sub("", _NUMBERING.sub("", chinese.body))))
    bare = _NUMBERING.sub(lambda found: " " * len(found[0]), text.text)
    bare = _HOLE.sub(lambda found: " " * len(found[0]), bare)
    for found in _FIGURE.finditer(bare):
        if found[0] not in figures:
            sheet.wrong(
                text.line_at(found.start()), f"中文的回答里没有「{found[0]}」。请用中文里的 {{名称}}，英文不另写数字。"
            )

    def fact(found: re.Match[str]) -> str:
        name = found[1] or ""
        if name not in named:
            sheet.wrong(text.line_at(found.start()), f"中文的回答没有用到「{found[0]}」。英文只能用中文里有的。")
        if name not in facts.known:
            return found[0]
        said = in_words(facts.known[name])
        if HAN.search(said):
            sheet.wrong(text.line_at(found.start()), f"「{name}」是中文的，不能填进英文。")
        return said

    return _HOLE.sub(fact, text.text)
