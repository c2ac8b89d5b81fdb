"""What was not understood, put together for editors: wordings that are alike, those said most often first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.core.knowledge import Knowledge
from bot.store import Counted

ALIKE = 80
"""Of 100: from here on two wordings are listed together."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Misses that are like the first one, which was said most often of them."""

    misses: tuple[Counted, ...]

    @property
    def count(self) -> int:
        """How often any of them was said."""
        return sum(one.count for one in self.misses)


def clusters(misses: Iterable[Counted]) -> list[Cluster]:
    """All misses, each one with those that it is like; most frequent first."""
    found: list[list[Counted]] = []
    heads: list[str] = []
    for one in sorted(misses, key=lambda one: (-one.count, one.id)):
        words = " ".join(sorted(one.miss.key.split()))
        like = process.extractOne(words, heads, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if like is None:
            found.append([one])
            heads.append(words)
        else:
            found[like[2]].append(one)
    return sorted((Cluster(tuple(some)) for some in found), key=lambda cluster: -cluster.count)


def listing(found: Sequence[Cluster], knowledge: Knowledge) -> str:
    """The clusters as text, with the ids that `--adopt` takes."""
    if not found:
        return "没有留着没听懂的话。\n"
    lines = [f"{len(found)} 种没听懂的说法，最常见的在前：", ""]
    for cluster in found:
        for place, one in enumerate(cluster.misses):
            days = f"{one.first}" if one.first == one.last else f"{one.first}～{one.last}"
            lines.append(f"{'  ' if place else ''}#{one.id}  {one.count} 次  {days}  {one.miss.text}")
        near = [id for id in cluster.misses[0].miss.near if id in knowledge.topics]
        if near:
            lines.append("    最近的条目：" + "、".join(f"{id}（{knowledge.topics[id].title}）" for id in near))
        lines.append("")
    lines.append("收下一条：python -m bot misses --adopt 编号 条目")
    return "\n".join(lines) + "\n"
