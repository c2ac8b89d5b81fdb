"""Golden messages tested on the engine: every core one must hold, and an agreed share of `most`; `not` must not be
answered.

For `core` the first offer is as good as an answer. For `not` the topic that sends people elsewhere is no answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.content import ContentError, report
from bot.content.golden import Demand, Golden, read_golden
from bot.content.problem import Problem
from bot.core.events import said
from bot.core.knowledge import Knowledge
from bot.core.texts.meant import ELSEWHERE
from bot.core.texts.understanding import understand
from bot.search import Part
from bot.search.bands import answered, shown
from bot.search.index import OFFERED

AGREED = 0.85
"""The share of `most` that must hold."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many messages of one demand hold, of how many."""

    held: int
    of: int

    def enough(self, demand: Demand) -> bool:
        """Tell whether as many hold as are demanded."""
        return self.held >= self.of * (AGREED if demand == "most" else 1)


def run(knowledge: Knowledge, folder: Path) -> int:
    """Print how the golden messages of a folder fare, and how phrasings do that the engine was not taught. Return 1 if
    fewer messages hold than must."""
    try:
        tallies, problems = match(read_golden(folder, knowledge), knowledge)
    except ContentError as error:
        print(error)
        return 1
    if problems:
        print(report(problems))
    for demand, tally in tallies.items():
        least = f"，至少要 {AGREED:.0%}" if demand == "most" else ""
        print(f"{demand}：{tally.of} 句里 {tally.held} 句是对的{least}。")
    trial = knowledge.engine.trial
    print(
        f"抽 {trial.asked} 句问法，藏起来再问：第一条就对的 {trial.first:.1%}，前四条里有的 {trial.offered:.1%}。"
        "改了内容，这两个数低了，多半是有两条的问法太像。"
    )
    return 0 if all(tally.enough(demand) for demand, tally in tallies.items()) else 1


def match(goldens: Iterable[Golden], knowledge: Knowledge) -> tuple[dict[Demand, Tally], list[Problem]]:
    """Return the tally of each demand, and what fails. A failure of `most` is a note while enough of `most` holds."""
    wrong: dict[Demand, list[Problem]] = {"core": [], "most": [], "not": []}
    of: dict[Demand, int] = {"core": 0, "most": 0, "not": 0}
    for golden in goldens:
        of[golden.demand] += 1
        parts = understand(knowledge, said(golden.say).text).parts
        if not holds(golden, parts):
            text = f"「{golden.say}」{_wanted(golden, knowledge)}，{_got(parts, knowledge)}"
            wrong[golden.demand].append(Problem(golden.file, golden.line, text))
    tallies = {demand: Tally(of[demand] - len(wrong[demand]), of[demand]) for demand in of}
    problems = [
        Problem(one.file, one.line, one.text, note=tallies[demand].enough(demand))
        for demand, some in wrong.items()
        for one in some
    ]
    return tallies, problems


def holds(golden: Golden, parts: tuple[Part, ...]) -> bool:
    """Tell whether a message, understood as these parts, is as it must be."""
    match golden.demand:
        case "core":
            return golden.topic in {part.choices[0].topic for part in parts if part.decision != "unknown"}
        case "most":
            return golden.topic in shown(parts)
        case "not":
            sure = answered(parts)
            return golden.topic not in sure if golden.topic else sure <= {ELSEWHERE}


def _wanted(golden: Golden, knowledge: Knowledge) -> str:
    match golden.demand:
        case "core":
            return f"应由 {_named(golden.topic, knowledge)} 回答，或者排在第一个"
        case "most":
            return f"应由 {_named(golden.topic, knowledge)} 回答，或者在前 {OFFERED} 个里"
        case "not":
            return f"不该由 {_named(golden.topic, knowledge)} 回答" if golden.topic else "不归备案管，不该回答"


def _got(parts: tuple[Part, ...], knowledge: Knowledge) -> str:
    said = []
    for part in parts:
        topics = "、".join(_named(choice.topic, knowledge) for choice in part.choices)
        match part.decision:
            case "answer":
                said.append(f"却用 {_named(part.choices[0].topic, knowledge)} 回答了")
            case "choose":
                said.append(f"却让人从 {topics} 里挑")
            case "unknown":
                said.append("却没听懂")
    return "；".join(said)


def _named(topic: str, knowledge: Knowledge) -> str:
    return f"{topic}（{knowledge.topics[topic].title}）"
