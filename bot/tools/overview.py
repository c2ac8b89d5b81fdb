"""All of the content for editors: a table of its topics, its flows (also as drawings), and every screen on one page."""

import csv
import html
import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from markdown_it import MarkdownIt

from bot.core.course import begin, items
from bot.core.kinds import Subject
from bot.core.knowledge import Flow, Knowledge, Step, Topic
from bot.core.replies import Screen
from bot.core.screens import answers, details, draft_screens, glossary, naming, router, step_screens, topic_screens
from bot.core.screens.provinces import province_screen
from bot.core.state import Draft, State
from bot.core.words import Marked, label, say
from bot.tools.name import SEVERITY

_COLUMNS = ("名称", "类别", "主题", "标题", "问法", "原文写法", "把握", "核对日期", "出处")

_STYLE = """
body { font: 16px/1.6 system-ui, "Noto Sans CJK SC", sans-serif; max-width: 46em; margin: 0 auto; padding: 1em;
  background: #e6ebee; color: #1c1e21 }
h1 { font-size: 1.3em; margin: 2em 0 .5em } h2 { font-size: 1em; color: #54656f; margin: 1.6em 0 .3em }
.screen { background: #fff; border-radius: 12px; padding: .6em 1em; max-width: 34em }
.screen p { margin: .5em 0 } .screen ul, .screen ol { padding-left: 1.4em; margin: .5em 0 } a { color: #2678b6 }
.keys { max-width: 36em; display: flex; flex-wrap: wrap; gap: 4px; margin: 4px 0 }
.keys span { background: #bccad4; border-radius: 8px; padding: .2em .7em; font-size: .9em }
nav a { margin-right: 1em } code { background: #f0f2f5; padding: 0 .3em }
"""


def run_table(knowledge: Knowledge) -> int:
    """Print all topics as CSV."""
    print(table(knowledge), end="")
    return 0


def run_flows(knowledge: Knowledge, drawn: bool) -> int:
    """Print one line for each flow, or all flows as drawings."""
    if drawn:
        print(drawings(knowledge), end="")
    else:
        for flow in knowledge.flows.values():
            print(f"{flow.id}  {flow.title}  {len(flow.steps)} 步  {flow.when}")
    return 0


def run_preview(knowledge: Knowledge, file: Path, now: datetime) -> int:
    """Write a page with every screen into a file."""
    file.write_text(preview(knowledge, now), encoding="utf-8")
    print(f"写好了：{file}，用浏览器打开就能看。")
    return 0


def table(knowledge: Knowledge) -> str:
    """Return all topics as CSV for a spreadsheet, with the number of their phrasings and sources."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n").writerow
    write(_COLUMNS)
    for topic in knowledge.topics.values():
        group = knowledge.groups[topic.group].title
        counts = (len(topic.asks), len(topic.messages))
        write((topic.id, topic.kind, group, topic.title, *counts, topic.confidence, topic.checked, len(topic.sources)))
    return out.getvalue()


def mermaid(flow: Flow, knowledge: Knowledge) -> str:
    """Return a flow as a Mermaid flow chart: who acts by shape and colour, and where a rejection leads back to."""
    lines = ["flowchart TD"]
    for number, step in enumerate(flow.steps, 1):
        text = f"{number}. {step.title}"
        if step.duration:
            text += f"<br/>{label(knowledge, f'who-{step.who}')}，{step.duration.text}"
        opened, closed = ("[", "]") if step.who == "applicant" else ("([", "])")
        lines.append(f'  {step.id}{opened}"{text}"{closed}:::{step.who}')
    lines += [f"  {one.id} --> {two.id}" for one, two in zip(flow.steps, flow.steps[1:], strict=False)]
    lines += [f"  {step.id} -. 被退回 .-> {flow.resubmit}" for step in flow.steps if step.review]
    if flow.then:
        lines += [f'  {flow.then}[["{knowledge.flows[flow.then].title}"]]', f"  {flow.steps[-1].id} --> {flow.then}"]
    colours = {"applicant": "#e3f2fd", "provider": "#fff3e0", "authority": "#f3e5f5", "police": "#e8eaf6"}
    lines += [f"  classDef {who} fill:{colour},stroke:#90a4ae" for who, colour in colours.items()]
    return "\n".join(lines) + "\n"


def drawings(knowledge: Knowledge) -> str:
    """Return all flows as a chapter of Markdown."""
    parts = (f"### {f.title}\n\n{f.when}\n\n```mermaid\n{mermaid(f, knowledge)}```\n" for f in knowledge.flows.values())
    return "\n".join(parts)


def preview(knowledge: Knowledge, now: datetime) -> str:
    """Return one HTML page, needing nothing else, with every screen that the content makes."""
    page = _Page()
    page.head("菜单")
    page.show("/start", answers.home(knowledge, State(), "welcome"))
    page.show("/file", router.offer(knowledge))
    page.show("/file → 我知道要办哪一种", draft_screens.ask_flow(knowledge))
    _router(page, knowledge)
    for group in knowledge.groups.values():
        page.head(f"{'退回：' if group.rejection else ''}{group.title}")
        for topic in (topic for topic in knowledge.topics.values() if topic.group == group.id):
            screen = topic_screens.topic_screen(knowledge, State(), topic)
            page.show(topic.id, replace(screen, text="\n\n".join([screen.text, *_variants(knowledge, topic)])))
    _flows(page, knowledge, now)
    page.head("各省要求")
    for province in knowledge.provinces.values():
        page.show(province.id, province_screen(knowledge, State(), province))
    _words(page, knowledge)
    _rules(page, knowledge)
    return page.text()


def _router(page: "_Page", knowledge: Knowledge) -> None:
    page.head("帮我选")
    for question in knowledge.router.questions.values():
        page.show(question.id, router.question_screen(knowledge, question, ()))
        for option in question.options:
            if not option.ask:
                picks = ((question.id, option.id),)
                page.show(f"{question.id} → {option.id}", router.route_screen(knowledge, Draft(picks=picks)))


def _flows(page: "_Page", knowledge: Knowledge, now: datetime) -> None:
    for flow in knowledge.flows.values():
        page.head(f"流程：{flow.title}")
        for step in flow.steps:
            for subjects in _alike(flow, step):
                filing = begin(1, "示例", flow, subjects[0], "", now)
                names = "、".join(label(knowledge, f"subject-{subject}") for subject in subjects)
                page.show(f"{step.id}（{names}）", step_screens.step_screen(knowledge, filing, step, now))
                if details.explained(step, filing):
                    for number in range(len(details.pages(knowledge, filing, step))):
                        page.show(f"{step.id}：逐项", details.details_screen(knowledge, filing, step, number))


def _words(page: "_Page", knowledge: Knowledge) -> None:
    page.head("名词")
    page.show("/start → 目录 → 名词", glossary.terms(knowledge))
    for term in knowledge.terms.values():
        page.show(term.id, glossary.term_card(knowledge, State(), term))
    page.head("订单状态")
    page.show("/start → 目录 → 订单状态", glossary.consoles(knowledge))
    for console in knowledge.consoles.values():
        page.show(console.id, glossary.order_states(knowledge, console))
        for one in console.states:
            screen = glossary.order_state_card(knowledge, State(), one.state, [(console, one)])
            page.show(f"{console.id}（{one.state}）", screen)


def _rules(page: "_Page", knowledge: Knowledge) -> None:
    page.head("自查规则")
    for field in dict.fromkeys(rule.field for rule in knowledge.rules.checks):
        ours = [rule for rule in knowledge.rules.checks if rule.field == field]
        lines = [f"- **{SEVERITY[r.severity]}** {naming.whom(knowledge, r)}{r.message}（{r.id}）" for r in ours]
        page.show(field, Screen("\n".join(lines), ()))


def _variants(knowledge: Knowledge, topic: Topic) -> Iterator[str]:
    """Return what only some are told about a topic, and who."""
    for variant in topic.variants:
        who = "、".join(map(" ".join, variant.words)) or label(knowledge, f"condition-{variant.condition}")
        yield say(knowledge, "variant", who=who, text=Marked(variant.text))


def _alike(flow: Flow, step: Step) -> Iterator[list[Subject]]:
    """Group the kinds of applicant of a flow by their checklist in this step."""
    by_list: dict[tuple[str, ...], list[Subject]] = {}
    for subject in flow.subjects:
        by_list.setdefault(tuple(item.id for item in items(step, subject)), []).append(subject)
    yield from by_list.values()


class _Page:
    def __init__(self) -> None:
        self._heads: list[str] = []
        self._parts: list[str] = []
        self._render = MarkdownIt(options_update={"breaks": True}).render  # a line is a line, as in the chat

    def head(self, title: str) -> None:
        self._parts.append(f'<h1 id="h{len(self._heads)}">{html.escape(title)}</h1>')
        self._heads.append(title)

    def show(self, name: str, screen: Screen) -> None:
        keys = (f"<span>{html.escape(button.label)}</span>" for row in screen.buttons for button in row)
        self._parts.append(
            f"<h2><code>{html.escape(name)}</code></h2>"
            f'<div class="screen">{self._render(screen.text)}</div><div class="keys">{"".join(keys)}</div>'
        )

    def text(self) -> str:
        links = (f'<a href="#h{number}">{html.escape(title)}</a>' for number, title in enumerate(self._heads))
        return _document(f"<nav>{''.join(links)}</nav>", self._parts)


def _document(nav: str, parts: Iterable[str]) -> str:
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>备案助手：全部内容</title>'
    body = "\n".join((nav, *parts))
    return f"<!doctype html><html lang=zh-Hans><head>{head}<style>{_STYLE}</style></head><body>{body}</body></html>\n"
