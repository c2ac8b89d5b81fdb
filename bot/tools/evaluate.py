"""How well labelled messages are understood: one JSON object a line, with `q`, `kind`, and `topics` or `groups`.

A message in scope is

- answered: the first topic of a sure part is right (one of every group, if it holds several questions);
- offered: a right topic was among those shown;
- misled: it was sure, and wrong;
- missed: none of these.

A message out of scope is refused, offered or misled.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ValidationError

from bot import files
from bot.content.problem import ContentError, Problem, perhaps
from bot.core.events import said
from bot.core.knowledge import Knowledge
from bot.core.texts.meant import ELSEWHERE
from bot.core.texts.understanding import understand
from bot.search import Part
from bot.search.bands import answered, shown

Verdict = Literal["answered", "offered", "misled", "missed", "refused"]

CONFUSIONS = 15

FIGURES = {
    "answered": "归我们管的里，直接答对的",
    "helped": "答对的，加上给人挑的几条里有的",
    "misled": "答错的",
    "missed": "没听懂的，或者给人挑的几条都不对的",
    "oos_refused": "不归我们管的里，没有答的",
    "oos_offered": "给了几条让人挑的",
    "oos_misled": "当成我们的答了的",
}
"""What each figure is, in Chinese as it is printed."""

_FORM = (
    '这里不是标注过的消息。一行写一个 {"q": "备案要多久", "kind": "faq", "topics": ["time-total"]}；'
    '不归我们管的写 {"q": …, "kind": "out_of_scope"}。'
)


class _Line(BaseModel):
    q: str
    kind: str
    topics: list[str] | None = None
    groups: list[list[str]] | None = None


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message, and the ids of the topics that answer each question in it. No groups: it is out of scope."""

    text: str
    groups: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A message, how it was understood, and the verdict on that."""

    message: Labelled
    parts: tuple[Part, ...]
    verdict: Verdict


def run(knowledge: Knowledge, file: Path) -> int:
    """Print how the messages of a file are understood. Return 1 if a line of the file is malformed."""
    try:
        messages = read_labels(files.read(file), str(file), knowledge)
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    judged = evaluate(messages, knowledge)
    for name, share in figures(judged).items():
        print(f"{name:12} {share:6.1%}  {FIGURES[name]}")
    for got, wanted, times in confusions(judged):
        print(f"{times:3} 次  应是 {wanted}  却是 {got}")
    return 0


def read_labels(text: str, name: str, knowledge: Knowledge) -> list[Labelled]:
    """Return the messages of a labelled file. Raises ContentError with every problem."""
    found: list[Labelled] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            item = _Line.model_validate_json(line)
        except ValidationError:
            item = None
        groups = (item.groups or [item.topics or []]) if item and item.kind != "out_of_scope" else []
        if item is None or not all(groups):
            problems.append(Problem(name, number, _FORM))
            continue
        unknown = [topic for group in groups for topic in group if topic not in knowledge.topics]
        problems += (
            Problem(name, number, f"没有叫「{topic}」的条目{perhaps(topic, knowledge.topics)}") for topic in unknown
        )
        found.append(Labelled(item.q, tuple(map(frozenset, groups))))
    if problems:
        raise ContentError(tuple(problems))
    return found


def judge(message: Labelled, parts: tuple[Part, ...]) -> Verdict:
    """Judge how a message was understood."""
    sure = answered(parts)
    if not message.groups:
        if sure - {ELSEWHERE}:
            return "misled"
        return "offered" if any(part.decision == "choose" for part in parts) else "refused"
    if all(group & sure for group in message.groups):
        return "answered"
    if any(group & shown(parts) for group in message.groups):
        return "offered"
    return "misled" if sure else "missed"


def evaluate(messages: Iterable[Labelled], knowledge: Knowledge) -> list[Judged]:
    """Read every message and judge it."""
    judged = []
    for message in messages:
        parts = understand(knowledge, said(message.text).text).shown
        judged.append(Judged(message, parts, judge(message, parts)))
    return judged


def figures(judged: Sequence[Judged]) -> Mapping[str, float]:
    """Return the shares of the messages in scope and (`oos_…`) out of scope, if there are any."""
    inside = [one.verdict for one in judged if one.message.groups]
    outside = [one.verdict for one in judged if not one.message.groups]
    shares: dict[str, float] = {}
    if inside:
        count = Counter(inside)
        shares["answered"] = count["answered"] / len(inside)
        shares["helped"] = (count["answered"] + count["offered"]) / len(inside)
        shares |= {name: count[name] / len(inside) for name in ("misled", "missed")}
    if outside:
        count = Counter(outside)
        shares |= {f"oos_{name}": count[name] / len(outside) for name in ("refused", "offered", "misled")}
    return shares


def confusions(judged: Iterable[Judged]) -> list[tuple[str, str, int]]:
    """Return the most frequent confusions: the topic that came first, the right one, and how often."""
    count: Counter[tuple[str, str]] = Counter()
    for one in judged:
        if one.verdict in ("answered", "refused"):
            continue
        wanted = "、".join(sorted(min(group) for group in one.message.groups)) or "（不归我们管）"
        said = [part.choices[0].topic for part in one.parts if part.choices and part.decision != "unknown"]
        count[said[0] if said else "（没认出）", wanted] += 1
    return [(said, wanted, times) for (said, wanted), times in count.most_common(CONFUSIONS)]
