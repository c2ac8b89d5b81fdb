"""faq/<group>/<id>.md and rejections/<group>/<id>.md: answers and reasons for rejection, with their phrasings."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import get_args

from bot.content.buttons import LONGEST_BUTTON
from bot.content.facts import FRESH_DAYS, Facts
from bot.content.fields import Fields
from bot.content.problem import Problem
from bot.content.source import Scalar, Sheet, front_matter
from bot.core.kinds import STAGES, About, Confidence, Kind, Resubmit, Who
from bot.core.knowledge import Fix, Topic, Variant
from bot.core.texts.asker import CONDITIONS
from bot.search.normalise import clean

LONGEST_ANSWER = 500
LONGEST_TOPIC = 1500
LONGEST_VARIANT = 120
FEWEST_SIGNS = 4
LONGEST_TITLE = 60
FEWEST_ASKS = 12
FEWEST_MESSAGES = 6

ABOUT: tuple[About, ...] = get_args(About)
KINDS: tuple[Kind, ...] = get_args(Kind)
WHO: tuple[Who, ...] = get_args(Who)
RESUBMIT: tuple[Resubmit, ...] = get_args(Resubmit)
CONFIDENCE: tuple[Confidence, ...] = get_args(Confidence)

_MORE = re.compile(r"^ *<!-- *more *--> *$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Known:
    """What a topic may refer to. An empty field could not be read: that was reported, and nothing is checked by it."""

    facts: Facts
    topics: Collection[str]
    flows: Collection[str]
    steps: Collection[str]
    fixes: Mapping[str, Fix]


@dataclass(frozen=True, slots=True)
class Phrasing:
    """A phrasing that leads to a topic, with its file and line."""

    topic: str
    text: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A topic, with what is checked against other topics.

    said: its title and phrasings; body: its text as written, before facts are filled in.
    """

    topic: Topic
    said: tuple[Scalar, ...]
    file: str
    button_line: int
    body: str

    @property
    def phrasings(self) -> Iterator[Phrasing]:
        """The phrasings; made only to compare them, as there are many."""
        return (Phrasing(self.topic.id, said.text, self.file, said.line) for said in self.said if said.text)


def read_topic(sheet: Sheet, name: str, group: str, rejection: bool, known: Known) -> Entry:
    """Read one topic. `name` and `group` come from its path."""
    node, body, line = front_matter(sheet)
    fields = Fields(sheet, node)
    facts = known.facts
    title, button = fields.label("title", LONGEST_TITLE), fields.label("button", LONGEST_BUTTON)
    kinds = tuple(kind for kind in KINDS if (kind == "rejection") is rejection)
    asks = fields.scalars("asks", least=FEWEST_ASKS)
    messages = fields.scalars("messages", least=FEWEST_MESSAGES) if rejection else ()
    others = [topic for topic in known.topics if topic != name]
    text, more = _body(sheet, body, line, facts) if node else ("", "")
    topic = Topic(
        id=name,
        kind=fields.choice("kind", kinds),
        group=group,
        title=facts.fill(sheet, title),
        button=facts.fill(sheet, button),
        text=text,
        more=more,
        asks=tuple(ask.text for ask in asks),
        related=fields.ids("related", others, "其他条目"),
        sources=fields.texts("sources"),
        checked=fields.day("checked"),
        confidence=fields.choice("confidence", CONFIDENCE),
        flow=None if rejection else fields.id("flow", known.flows, "流程") or None,
        messages=tuple(message.text for message in messages),
        stages=fields.choices("stages", STAGES) if rejection else (),
        who=fields.choice("who", WHO) if rejection else None,
        resubmit=fields.choice("resubmit", RESUBMIT) if rejection else None,
        back_to=fields.id("back_to", known.steps, "步骤") or None if rejection else None,
        wait=facts.time(fields, "wait") if rejection else None,
        fixes=fields.ids("fixes", known.fixes, "要做的事（fixes.yaml）") if rejection else (),
        vague=fields.yes("vague") if rejection else False,
        needs=fields.texts("needs", required=False) if rejection else (),
        codes=fields.texts("codes", required=False) if rejection else (),
        personal=fields.yes("personal") if rejection else False,
        local=fields.choices("local", ABOUT, required=False),
        variants=tuple(_variant(part, facts) for part in fields.tables("variants", required=False)),
    )
    _to_do(fields, topic, known.fixes)
    fields.close()
    said = (Scalar(topic.title, title.line), *asks, *messages)
    return Entry(topic, said, sheet.name, button.line, body)


def _to_do(fields: Fields, topic: Topic, fixes: Mapping[str, Fix]) -> None:
    """Report a rejection without fixes, and one whose wait none of its fixes has."""
    if topic.kind != "rejection" or not fixes:
        return
    if not topic.fixes:
        fields.sheet.wrong(fields.place("fixes"), "缺少「fixes」。请写上被退回以后要做的事，见 fixes.yaml。")
    elif topic.wait and topic.wait.high and all(fixes[fix].wait != topic.wait for fix in topic.fixes):
        text = f"要等 {topic.wait.id}，可是 fixes 里没有哪件事的 wait 是它。请补上，或删掉 wait。"
        fields.sheet.wrong(fields.place("wait"), text)


def _variant(fields: Fields, facts: Facts) -> Variant:
    words = tuple(tuple(map(clean, one.split())) for one in fields.texts("words", required=False))
    condition = "" if words else fields.choice("if", tuple(CONDITIONS))
    text = fields.scalar("text")
    filled = facts.fill_markdown(fields.sheet, text)
    fields.close()
    fields.sheet.limit(text.line, "这一段", filled, LONGEST_VARIANT)
    return Variant(condition, filled, words)


def _body(sheet: Sheet, body: str, line: int, facts: Facts) -> tuple[str, str]:
    """Return the answer and its folded part, facts filled in. `line`: where the body begins."""
    answer, *folded = _MORE.split(body)
    mark = line + answer.count("\n")
    text, more = _part(sheet, answer, line, facts), ""
    if not text:
        sheet.wrong(line, "正文是空的。请先写结论，再写该怎么做。")
    if folded:
        more = _part(sheet, folded[0], mark, facts, headings=True)
        if not more:
            sheet.wrong(mark, "<!-- more --> 下面是空的。请补上内容，或删掉这一行。")
    if len(folded) > 1:
        sheet.wrong(mark + folded[0].count("\n"), "<!-- more --> 只能有一行。请删掉这一行。")
    if len(text) > LONGEST_ANSWER:
        advice = "请把例外和背景移到一行 <!-- more --> 下面。"
        sheet.wrong(line, f"正文有 {len(text)} 个字，最多 {LONGEST_ANSWER} 个。{advice}")
    if len(text) + len(more) > LONGEST_TOPIC:
        sheet.wrong(line, f"全文有 {len(text) + len(more)} 个字，最多 {LONGEST_TOPIC} 个。请拆成两条，或写短一些。")
    return text, more


def _part(sheet: Sheet, part: str, line: int, facts: Facts, *, headings: bool = False) -> str:
    stripped = part.lstrip("\n")
    start = line + len(part) - len(stripped)
    return facts.fill_markdown(sheet, Scalar(stripped.rstrip(), start), headings=headings)


def same_phrasings(phrasings: Iterable[Phrasing], normalise: Callable[[str], str]) -> list[Problem]:
    """Return problems of phrasings that are the same once normalised.

    Within one topic this is only a note if they differ as written: a new synonym can cause it in files nobody touched.
    """
    seen: dict[str, Phrasing] = {}
    problems: list[Problem] = []
    for said in phrasings:
        first = seen.setdefault(normalise(said.text), said)
        if first is said:
            continue
        if first.topic == said.topic:
            text = (
                f"问法「{said.text}」与第 {first.line} 行的「{first.text}」对机器人是一样的。请删掉一个，换一种说法。"
            )
            problems.append(Problem(said.file, said.line, text, note=first.text != said.text))
        else:
            place = f"「{first.topic}」里也有（{first.file}:{first.line}）"
            text = f"问法「{said.text}」在{place}。同一句话只能指向一条，请删掉一处。"
            problems.append(Problem(said.file, said.line, text))
    return problems


def same_codes(entries: Iterable[Entry]) -> list[Problem]:
    """Return problems of return codes that are there twice: each leads to one topic."""
    seen: dict[str, str] = {}
    problems: list[Problem] = []
    for entry in entries:
        for code in entry.topic.codes:
            if code in seen:
                text = f"返回码 {code} 在「{seen[code]}」里已经有了。一个码只能指向一条，请删掉一处。"
                problems.append(Problem(entry.file, 1, text))
            seen[code] = entry.topic.id
    return problems


def close_phrasings(phrasings: Iterable[Phrasing], normalise: Callable[[str], str]) -> list[Problem]:
    """Return notes on phrasings of different topics with the same characters in any order: they are hard to tell apart.

    Notes only: sometimes the order is the difference.
    """
    seen: dict[frozenset[str], Phrasing] = {}
    problems: list[Problem] = []
    for said in phrasings:
        signs = frozenset(normalise(said.text))
        first = seen.setdefault(signs, said)
        if first.topic != said.topic and len(signs) >= FEWEST_SIGNS:
            other = f"「{first.topic}」的「{first.text}」"
            text = f"问法「{said.text}」与{other}用的字一样，机器人很难分开。请补上能分开的字。"
            problems.append(Problem(said.file, said.line, text, note=True))
    return problems


def stale(entry: Entry, today: date) -> list[Problem]:
    """Return a note if the answer was not checked for a year."""
    days = (today - entry.topic.checked).days
    if entry.topic.checked == date.min or days <= FRESH_DAYS:
        return []
    text = f"核对日期是 {entry.topic.checked}，已经过了 {days} 天。请照出处再核对一遍，改掉 checked。"
    return [Problem(entry.file, 1, text, note=True)]
