"""The folder knowledge/ as one value: each file is read after those that it refers to."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from bot.content.buttons import MANY_FILINGS, fits, linkable, same_buttons
from bot.content.calendar import read_calendar, unannounced
from bot.content.english import English, read_english
from bot.content.english import english as in_english
from bot.content.facts import Facts, read_facts
from bot.content.fields import is_id
from bot.content.fixes import read_fixes, read_letters
from bot.content.flows import Links, Shared, read_flow, read_shared
from bot.content.folder import Folder, Page
from bot.content.frame import Groups, read_groups, read_lexicon, read_provinces, read_ui
from bot.content.glossary import read_consoles, read_terms
from bot.content.learnt import engine_for
from bot.content.problem import ContentError, Problem, perhaps
from bot.content.router import read_router
from bot.content.rules import read_rules
from bot.content.source import Scalar, tree
from bot.content.topics import Entry, Known, close_phrasings, read_topic, same_phrasings, stale
from bot.core.actions import FollowOn, IAm, Settle
from bot.core.filings.attempts import MOST_UNCLEAR
from bot.core.knowledge import Console, Fact, Fix, Flow, Group, Knowledge, Letter, Province, Router, Term, Topic, places
from bot.core.rules import Rules
from bot.core.texts.asker import LONGEST_CONDITION
from bot.core.workdays import Calendar
from bot.search.normalise import Lexicon, Normaliser


@dataclass(frozen=True, slots=True)
class _Contents:
    """What was read; sound only where no problem is more than a note."""

    entries: tuple[Entry, ...]
    groups: tuple[Group, ...]
    flows: tuple[Flow, ...]
    provinces: dict[str, Province]
    terms: dict[str, Term]
    consoles: dict[str, Console]
    fixes: dict[str, Fix]
    letters: dict[str, Letter]
    facts: Facts
    calendar: Calendar
    ui: dict[str, str]
    rules: Rules
    router: Router
    lexicon: Lexicon
    english: English

    @property
    def topics(self) -> tuple[Topic, ...]:
        return tuple(entry.topic for entry in self.entries)


def load(path: Path, cache: Path | None = None) -> Knowledge:
    """Everything under the folder, checked. Raises ContentError with all problems; notes alone do not stop it.

    `cache`: a file for what the engine learnt, so that the next start with this content is quick.
    """
    with _without_collecting():
        return _load(path, cache)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Hardly anything that is made while content is read is garbage, and looking for it again and again took a tenth
    of the time."""
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()


def _load(path: Path, cache: Path | None) -> Knowledge:
    folder = Folder(path)
    if not folder.found:
        raise ContentError(tuple(folder.problems))
    contents = _read(folder)
    _stop_if_wrong(folder)

    def check_wordings(normalise: Callable[[str], str]) -> None:
        _alike(folder, contents, normalise)
        _stop_if_wrong(folder)

    knowledge = Knowledge(
        topics=MappingProxyType({topic.id: topic for topic in contents.topics}),
        groups=MappingProxyType({group.id: group for group in contents.groups}),
        flows=MappingProxyType({flow.id: flow for flow in contents.flows}),
        provinces=MappingProxyType(contents.provinces),
        places=places(contents.provinces.values()),
        terms=MappingProxyType(contents.terms),
        consoles=MappingProxyType(contents.consoles),
        fixes=MappingProxyType(contents.fixes),
        letters=MappingProxyType(contents.letters),
        facts=MappingProxyType(contents.facts.known),
        calendar=contents.calendar,
        ui=MappingProxyType(contents.ui),
        rules=contents.rules,
        router=contents.router,
        engine=engine_for(contents.topics, contents.lexicon, cache, check_wordings),
    )
    return replace(knowledge, in_english=_in_english(knowledge, contents.english))


def _in_english(knowledge: Knowledge, english: English) -> Knowledge | None:
    """The same with what there is in English; None where there is nothing."""
    if not english.ui:
        return None
    groups = {id: replace(group, title=english.groups.get(id, group.title)) for id, group in knowledge.groups.items()}
    provinces = {
        id: replace(province, short=english.provinces.get(id, province.short), also=(province.short,))
        for id, province in knowledge.provinces.items()
    }

    def said(fact: Fact | None) -> Fact | None:
        return replace(fact, text=in_english(fact)) if fact else None

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
        facts=MappingProxyType({id: replace(f, text=in_english(f)) for id, f in knowledge.facts.items()}),
        translated=frozenset(english.topics),
        groups=MappingProxyType(groups),
        provinces=MappingProxyType(provinces),
        places=places(provinces.values()),
    )


def check(path: Path, today: date | None = None) -> tuple[Problem, ...]:
    """What is wrong under the folder, and what is worth knowing; with `today` also dates that are old by then, and
    phrasings hard to tell apart. Raises nothing."""
    folder = Folder(path, today)
    if folder.found:
        contents = _read(folder)
        _alike(folder, contents, cache(Normaliser(contents.lexicon)))
    return tuple(folder.problems)


def _stop_if_wrong(folder: Folder) -> None:
    if any(not problem.note for problem in folder.problems):
        raise ContentError(tuple(folder.problems))


def _alike(folder: Folder, contents: _Contents, normalise: Callable[[str], str]) -> None:
    """Report phrasings that say the same. Takes as long as all the rest, so it is left out where what was learnt from
    these very phrasings is at hand: they were compared then."""
    for rejection in (False, True):
        ours = [entry for entry in contents.entries if (entry.topic.kind == "rejection") is rejection]
        wordings = [phrasing for entry in ours for phrasing in entry.phrasings]
        folder.problems += same_phrasings(wordings, normalise)
        if folder.today:
            folder.problems += close_phrasings(wordings, normalise)


def _read(folder: Folder) -> _Contents:
    groups = read_groups(sheet) if (sheet := folder.open("groups.yaml")) else Groups({}, {}, {}, ())
    provinces = read_provinces(sheet) if (sheet := folder.open("provinces.yaml")) else {}
    lexicon = read_lexicon(sheet) if (sheet := folder.open("lexicon.yaml")) else Lexicon()
    ui = read_ui(sheet) if (sheet := folder.open("ui.yaml")) else {}
    facts = read_facts(sheet) if (sheet := folder.open("facts.yaml")) else Facts({}, {})
    calendar = read_calendar(sheet) if (sheet := folder.open("calendar.yaml")) else Calendar()

    questions, rejections, flow_ids = folder.pages("faq"), folder.pages("rejections"), folder.flows()
    rejection_ids = frozenset(page.id for page in rejections)
    item_sheet = folder.open("items.yaml")
    shared = read_shared(item_sheet, facts, rejection_ids) if item_sheet else Shared({}, {})
    links = Links(frozenset(page.id for page in questions), rejection_ids, frozenset(flow_ids), shared)
    rules = (
        read_rules(sheet, provinces, links.rejections)
        if (sheet := folder.open("rules.yaml"))
        else Rules({}, {}, {}, ())
    )
    flows, steps = _flows(folder, _menu(folder, flow_ids, groups.flows), facts, links)
    topic_ids = links.questions | links.rejections
    route_sheet = folder.open("router.yaml")
    router = read_router(route_sheet, facts, flows, topic_ids) if route_sheet else Router("", {})
    terms = read_terms(sheet, facts, topic_ids, flow_ids) if (sheet := folder.open("glossary.yaml")) else {}
    consoles = read_consoles(sheet, facts) if (sheet := folder.open("states.yaml")) else {}
    letters = read_letters(sheet) if (sheet := folder.open("letters.yaml")) else {}
    fix_sheet = folder.open("fixes.yaml")
    fixes, fix_lines = read_fixes(fix_sheet, facts) if fix_sheet else ({}, {})
    known = Known(facts, topic_ids, frozenset(flow_ids), steps, fixes)
    entries: dict[str, Entry] = {}
    for pages, menu in ((questions, groups.questions), (rejections, groups.rejections)):
        _topics(folder, _in_order(folder, pages, menu), pages is rejections, known, entries)
        ours = [entry for entry in entries.values() if (entry.topic.kind == "rejection") is (pages is rejections)]
        if folder.today:
            folder.problems += (problem for entry in ours for problem in stale(entry, folder.today))
        folder.problems += same_buttons((e.topic, e.file, e.button_line) for e in ours)
    english = read_english(folder, ui, groups, provinces, entries, facts)
    folder.leftovers()
    _notes(folder, groups, facts, entries.values())
    used = {fix for entry in entries.values() for fix in entry.topic.fixes}
    for name, line in fix_lines.items():
        if name not in used:
            folder.wrong("fixes.yaml", line, f"还没有哪条驳回原因用到「{name}」。不再需要就删掉。", note=True)
    for name, line in shared.lines.items():
        if name not in shared.used:
            folder.wrong("items.yaml", line, f"还没有哪条清单用到「{name}」。不再需要就删掉。", note=True)
    if folder.today:
        folder.problems += facts.outdated(folder.name("facts.yaml"), folder.today)
        folder.problems += unannounced(folder.name("calendar.yaml"), calendar, folder.today)
    return _Contents(
        entries=tuple(entries.values()),
        groups=tuple(groups.lines),
        flows=flows,
        provinces=provinces,
        terms=terms,
        consoles=consoles,
        fixes=fixes,
        letters=letters,
        facts=facts,
        calendar=calendar,
        ui=ui,
        rules=rules,
        router=router,
        lexicon=lexicon,
        english=english,
    )


def _menu(folder: Folder, names: list[str], menu: tuple[Scalar, ...]) -> list[str]:
    """The flows in the order of the menu. Reports those that only one of menu and folder has."""
    places = {name.text: place for place, name in enumerate(menu)}
    if menu:
        for name in names:
            if name not in places:
                folder.wrong(
                    f"flows/{name}.yaml", 1, f"groups.yaml 的 flows 里没有「{name}」。请补上，菜单里才会有它。"
                )
        for listed in menu:
            if listed.text not in names:
                text = f"flows/ 里没有「{listed.text}.yaml」{perhaps(listed.text, names)}"
                folder.wrong("groups.yaml", listed.line, text)
    return sorted(names, key=lambda name: places.get(name, len(places)))


def _flows(folder: Folder, names: list[str], facts: Facts, links: Links) -> tuple[tuple[Flow, ...], frozenset[str]]:
    """The flows and the ids of all their steps; no ids where a flow could not be read, as any may be in there."""
    flows: list[Flow] = []
    steps: dict[str, str] = {}
    complete = True
    for name in names:
        sheet = folder.open(f"flows/{name}.yaml")
        node = tree(sheet, sheet.text) if sheet else None
        if sheet is None or node is None:
            complete = False
            continue
        if is_id(sheet, 1, name, "文件名"):
            fits(sheet, 1, f"流程「{name}」", FollowOn(MANY_FILINGS, name))
            linkable(sheet, 1, f"流程「{name}」", "f", name)
        flow, lines = read_flow(sheet, name, node, facts, links)
        for step, line in lines.items():
            if (first := steps.setdefault(step, name)) != name:
                sheet.wrong(line, f"步骤「{step}」在流程「{first}」里已有。请改一个名称。")
        flows.append(flow)
    return tuple(flows), frozenset(steps if complete else ())


def _in_order(folder: Folder, pages: list[Page], menu: dict[str, Group]) -> list[tuple[Page, str]]:
    """Pages with the ids of their groups, in the order of the menu."""
    for page in pages:
        if menu and page.group not in menu:
            folder.wrong(page.path, 1, f"groups.yaml 里没有主题「{page.group}」{perhaps(page.group, menu)}")
    places = {name: place for place, name in enumerate(menu)}
    ordered = sorted(pages, key=lambda page: places.get(page.group, len(places)))
    return [(page, menu[page.group].id if page.group in menu else page.group) for page in ordered]


def _topics(
    folder: Folder, pages: list[tuple[Page, str]], rejection: bool, known: Known, entries: dict[str, Entry]
) -> None:
    """Read the pages into `entries`."""
    for page, group in pages:
        sheet = folder.open(page.path)
        if sheet is None:
            continue
        if page.id in entries:
            sheet.wrong(1, f"已经有一个「{page.id}」了（{entries[page.id].file}）。文件名不能重复，请改名。")
            continue
        if is_id(sheet, 1, page.id, "文件名"):
            button = Settle(MANY_FILINGS, MOST_UNCLEAR, page.id) if rejection else IAm(LONGEST_CONDITION, page.id)
            fits(sheet, 1, f"条目「{page.id}」", button)
            linkable(sheet, 1, f"条目「{page.id}」", "t", page.id)
        entries[page.id] = read_topic(sheet, page.id, group, rejection, known)


def _notes(folder: Folder, groups: Groups, facts: Facts, entries: Iterable[Entry]) -> None:
    filled = {entry.topic.group for entry in entries}
    for group, line in groups.lines.items():
        if group.id not in filled:
            folder.wrong("groups.yaml", line, f"主题「{group.title}」下还没有条目，菜单里不会显示。", note=True)
    for fact in facts.known:
        if fact not in facts.used:
            folder.wrong("facts.yaml", facts.lines[fact], f"「{fact}」还没有用到。不再需要就删掉。", note=True)
