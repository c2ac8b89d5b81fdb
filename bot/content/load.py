"""Loading of knowledge/ as one value. Each file is read after the files that it refers to."""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from bot.content import whole
from bot.content.buttons import MANY_FILINGS, fits, linkable, same_buttons
from bot.content.cache import read, write
from bot.content.calendar import read_calendar, unannounced
from bot.content.english import English, in_english, read_english
from bot.content.facts import Facts, read_facts
from bot.content.fields import is_id
from bot.content.fixes import read_fixes, read_letters
from bot.content.flows import Links, Shared, read_flow, read_shared
from bot.content.folder import Folder, Page
from bot.content.frame import Groups, read_groups, read_lexicon, read_provinces, read_ui
from bot.content.glossary import read_consoles, read_terms
from bot.content.learnt import Learnt, engine_for
from bot.content.problem import ContentError, Problem, perhaps
from bot.content.router import read_router
from bot.content.rules import read_rules
from bot.content.source import Scalar, tree
from bot.content.topics import Entry, Known, close_phrasings, read_topic, same_codes, same_phrasings, stale
from bot.content.words import read_words
from bot.core.actions import FollowOn, IAm, Settle
from bot.core.filings.attempts import MOST_UNCLEAR
from bot.core.knowledge import Flow, Group, Knowledge, Router, Topic, places
from bot.core.rules import Rules
from bot.core.texts.asker import LONGEST_CONDITION
from bot.core.workdays import Calendar
from bot.search import Engine
from bot.search.normalise import Lexicon, Normaliser


@dataclass(frozen=True, slots=True)
class _Contents:
    """What was read. It is usable only if all problems are notes.

    knowledge: makes the whole value from an engine for these entries and this lexicon.
    """

    entries: tuple[Entry, ...]
    lexicon: Lexicon
    english: English
    knowledge: Callable[[Engine], Knowledge]


def load(path: Path, kept: Path | None = None) -> Knowledge:
    """Read and check everything under the folder. ContentError: there are problems other than notes; it holds them all.

    kept: a folder for what was read and learnt, so that the next start with this content is quick.
    """
    with _without_collecting():
        return _kept(path, kept) if kept else _load(path, None)[0]


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Switch garbage collection off. Reading makes hardly any garbage, and collecting took a tenth of the time."""
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()


def _kept(path: Path, kept: Path) -> Knowledge:
    """Return what an earlier start kept of this very folder; if there is nothing, read and keep it."""
    file, learnt = kept / "read", kept / "learnt"
    try:
        key = whole.key_of(path)
    except OSError:
        return _load(path, learnt)[0]  # which says what is wrong
    if (data := read(file, key)) and (knowledge := whole.restore(data, learnt)):
        return knowledge
    knowledge, restores = _load(path, learnt)
    with suppress(OSError):
        if whole.key_of(path) == key:  # nobody saved a file in the meantime
            write(file, key, whole.dump(restores, knowledge))
    return knowledge


def _load(path: Path, learnt: Path | None) -> tuple[Knowledge, Learnt]:
    folder = Folder(path)
    if not folder.found:
        raise ContentError(tuple(folder.problems))
    contents = _read(folder)
    _stop_if_wrong(folder)

    def check_wordings(normalise: Callable[[str], str]) -> None:
        _alike(folder, contents, normalise)
        _stop_if_wrong(folder)

    topics = [entry.topic for entry in contents.entries]
    engine, restores = engine_for(topics, contents.lexicon, learnt, check_wordings)
    knowledge = contents.knowledge(engine)
    return replace(knowledge, in_english=in_english(knowledge, contents.english)), restores


def check(path: Path, today: date | None = None) -> tuple[Problem, ...]:
    """Return the problems and notes of the folder. Never raises.

    today: also report dates that are old by this day, and phrasings that are hard to tell apart.
    """
    folder = Folder(path, today)
    if folder.found:
        contents = _read(folder)
        _alike(folder, contents, cache(Normaliser(contents.lexicon)))
    return tuple(folder.problems)


def _stop_if_wrong(folder: Folder) -> None:
    if any(not problem.note for problem in folder.problems):
        raise ContentError(tuple(folder.problems))


def _alike(folder: Folder, contents: _Contents, normalise: Callable[[str], str]) -> None:
    """Report phrasings that say the same.

    This takes as long as all the rest. `load` skips it if the engine is cached: these phrasings were compared then.
    """
    for rejection in (False, True):
        ours = [entry for entry in contents.entries if (entry.topic.kind == "rejection") is rejection]
        wordings = [phrasing for entry in ours for phrasing in entry.phrasings]
        folder.problems += same_phrasings(wordings, normalise)
        if folder.today:
            folder.problems += close_phrasings(wordings, normalise)


def _read(folder: Folder) -> _Contents:
    """Read every file after the files that it refers to. Problems go to the folder."""
    read = folder.read
    groups = read("groups.yaml", read_groups) or Groups({}, {}, {}, ())
    provinces = read("provinces.yaml", read_provinces) or {}
    lexicon = read("lexicon.yaml", read_lexicon) or Lexicon()
    ui = read("ui.yaml", read_ui) or {}
    words = read("words.yaml", lambda sheet: read_words(sheet, ui)) or {}
    facts = read("facts.yaml", read_facts) or Facts({}, {})
    calendar = read("calendar.yaml", read_calendar) or Calendar()

    questions, rejections, flow_ids = folder.pages("faq"), folder.pages("rejections"), folder.flows()
    rejection_ids = frozenset(page.id for page in rejections)
    shared = read("items.yaml", lambda sheet: read_shared(sheet, facts, rejection_ids)) or Shared({}, {})
    links = Links(frozenset(page.id for page in questions), rejection_ids, frozenset(flow_ids), shared)
    rules = read("rules.yaml", lambda sheet: read_rules(sheet, provinces, rejection_ids)) or Rules(frozenset(), {}, ())
    flows, steps = _flows(folder, _menu(folder, flow_ids, groups.flows), facts, links)
    topic_ids = links.questions | rejection_ids
    router = read("router.yaml", lambda sheet: read_router(sheet, facts, flows, topic_ids)) or Router("", {})
    terms = read("glossary.yaml", lambda sheet: read_terms(sheet, facts, topic_ids, flow_ids)) or {}
    consoles = read("states.yaml", lambda sheet: read_consoles(sheet, facts)) or {}
    letters = read("letters.yaml", read_letters) or {}
    fixes, fix_lines = read("fixes.yaml", lambda sheet: read_fixes(sheet, facts)) or ({}, {})

    known = Known(facts, topic_ids, links.flows, steps, fixes)
    entries: dict[str, Entry] = {}
    _topics(folder, questions, groups.questions, False, known, entries)
    _topics(folder, rejections, groups.rejections, True, known, entries)
    topics = [entry.topic for entry in entries.values()]
    english = read_english(folder, ui, groups, provinces, entries, facts)
    folder.leftovers()
    _unused(folder, groups, facts, fix_lines, shared, topics)
    folder.problems += same_codes(entries.values())
    if folder.today:
        folder.problems += facts.outdated(folder.name("facts.yaml"), folder.today)
        folder.problems += unannounced(folder.name("calendar.yaml"), calendar, folder.today)

    def knowledge(engine: Engine) -> Knowledge:
        return Knowledge(
            topics=MappingProxyType({topic.id: topic for topic in topics}),
            groups=MappingProxyType({group.id: group for group in groups.lines}),
            flows=MappingProxyType({flow.id: flow for flow in flows}),
            provinces=MappingProxyType(provinces),
            places=places(provinces.values()),
            terms=MappingProxyType(terms),
            consoles=MappingProxyType(consoles),
            fixes=MappingProxyType(fixes),
            letters=MappingProxyType(letters),
            facts=MappingProxyType(facts.known),
            calendar=calendar,
            ui=MappingProxyType(ui),
            words=MappingProxyType(words),
            rules=rules,
            router=router,
            engine=engine,
        )

    return _Contents(tuple(entries.values()), lexicon, english, knowledge)


def _menu(folder: Folder, names: list[str], menu: tuple[Scalar, ...]) -> list[str]:
    """Return the flows in the order of the menu. Report flows that are missing in the menu or in the folder."""
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
    """Read the flows and the ids of all their steps. If a flow cannot be read, no ids: it may have any of them."""
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
    """Return pages with the ids of their groups, in the order of the menu. Report unknown groups."""
    for page in pages:
        if menu and page.group not in menu:
            folder.wrong(page.path, 1, f"groups.yaml 里没有主题「{page.group}」{perhaps(page.group, menu)}")
    places = {name: place for place, name in enumerate(menu)}
    ordered = sorted(pages, key=lambda page: places.get(page.group, len(places)))
    return [(page, menu[page.group].id if page.group in menu else page.group) for page in ordered]


def _topics(
    folder: Folder, pages: list[Page], menu: dict[str, Group], rejection: bool, known: Known, entries: dict[str, Entry]
) -> None:
    """Read the topics of one menu into `entries`, in the order of the menu."""
    ours: list[Entry] = []
    for page, group in _in_order(folder, pages, menu):
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
        entries[page.id] = entry = read_topic(sheet, page.id, group, rejection, known)
        ours.append(entry)
    if folder.today:
        folder.problems += (problem for entry in ours for problem in stale(entry, folder.today))
    folder.problems += same_buttons((entry.topic, entry.file, entry.button_line) for entry in ours)


def _unused(
    folder: Folder, groups: Groups, facts: Facts, fix_lines: Mapping[str, int], shared: Shared, topics: list[Topic]
) -> None:
    """Report as notes what nothing refers to."""
    filled = {topic.group for topic in topics}
    for group, line in groups.lines.items():
        if group.id not in filled:
            folder.wrong("groups.yaml", line, f"主题「{group.title}」下还没有条目，菜单里不会显示。", note=True)
    fact_lines = {fact: facts.lines[fact] for fact in facts.known}
    fixes = {fix for topic in topics for fix in topic.fixes}
    for file, lines, used, text in (
        ("facts.yaml", fact_lines, facts.used, "「{}」还没有用到"),
        ("fixes.yaml", fix_lines, fixes, "还没有哪条驳回原因用到「{}」"),
        ("items.yaml", shared.lines, shared.used, "还没有哪条清单用到「{}」"),
    ):
        for name, line in lines.items():
            if name not in used:
                folder.wrong(file, line, f"{text.format(name)}。不再需要就删掉。", note=True)
