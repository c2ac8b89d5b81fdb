"""What was not understood, for editors: list it with ids, and teach it to a topic by id."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.admin import Cluster, clusters
from bot.content.adopt import adopt
from bot.content.problem import ContentError, perhaps
from bot.core.knowledge import Knowledge


def run(knowledge: Knowledge, database: Path) -> int:
    """Print what was not understood."""
    from bot.store.sqlite.beside import misses

    print(listing(clusters(misses(database)), knowledge), end="")
    return 0


def run_adopt(knowledge: Knowledge, folder: Path, golden: Path, database: Path, number: str, topic: str) -> int:
    """Teach a topic what was missed, in its file in the folder and among the golden messages. Return 1 if it cannot be
    taught."""
    from bot.store.sqlite.beside import misses, take_out

    one = next((one for one in misses(database) if str(one.id) == number.removeprefix("#")), None)
    if one is None:
        print(f"没有编号是 {number} 的话。python -m bot misses 会列出全部。", file=sys.stderr)
        return 1
    if topic not in knowledge.topics:
        print(f"没有叫「{topic}」的条目{perhaps(topic, knowledge.topics)}", file=sys.stderr)
        return 1
    try:
        wording, file, kept = adopt(folder, golden, one.miss.text, topic)
    except ContentError as error:
        print(f"没有收下「{one.miss.text}」：\n{error}", file=sys.stderr)
        return 1
    take_out(database, one.id)
    print(f"「{wording}」加进了 {os.path.relpath(file)} 的 asks，也写进了 {os.path.relpath(kept)}。")
    print(f"没听懂的话里不再有 #{one.id}。")
    print("请看一眼这两个文件。运行中的机器人收到 /reload 或 kill -HUP 才换上新内容。")
    return 0


def listing(found: Sequence[Cluster], knowledge: Knowledge) -> str:
    """Return the clusters as text, with the ids that `--adopt` takes."""
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
