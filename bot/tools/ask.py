"""How a message is understood, for editors: what was looked up, its band, what spoke for which topic; its answer."""

import json
import sys
import time
from collections.abc import Iterable, Sequence

from bot.core.events import said
from bot.core.knowledge import Knowledge
from bot.core.plain import plain
from bot.core.screens import topic_screens
from bot.core.state import State
from bot.core.texts.understanding import understand
from bot.search import Part
from bot.search.bands import NEAR, PERHAPS_OURS, SURE, TRUST, TRUST_REASON, trust
from bot.search.why import Candidate, Sign

_BANDS = {"answer": "直接回答", "choose": "给几条让人选", "unknown": "当作没听懂"}


def run(knowledge: Knowledge, text: str) -> int:
    """Print how a text is understood, and each answer to it."""
    for part in _understood(knowledge, text):
        if part.decision == "answer":
            topic = knowledge.topics[part.choices[0].topic]
            print("\n" + plain(topic_screens.topic_screen(knowledge, State(), topic, asked=part.text).text) + "\n")
    return 0


def run_try(knowledge: Knowledge, text: str) -> int:
    """Print how a text is understood, without the answers."""
    _understood(knowledge, text)
    return 0


def run_as_json(knowledge: Knowledge, lines: Iterable[bytes]) -> int:
    """For each line with a question in JSON, print a line with how it is understood. Return 1 at the first line
    without."""
    for number, line in enumerate(lines, 1):
        question = _question(line)
        if question is None:
            print(f'第 {number} 行不是 {{"q": "…"}} 这样的 JSON（UTF-8）。', file=sys.stderr)
            return 1
        began = time.perf_counter()
        parts = understand(knowledge, said(question).text).shown
        took = (time.perf_counter() - began) * 1000
        print(json.dumps(_as_json(question, parts, took), ensure_ascii=False), flush=True)
    return 0


def _understood(knowledge: Knowledge, text: str) -> tuple[Part, ...]:
    parts = understand(knowledge, said(text).text).shown
    for part in parts:
        print(explained(knowledge, part))
    return parts


def _question(line: bytes) -> str | None:
    try:
        asked = json.loads(line)
    except ValueError:
        return None
    question = asked.get("q") if isinstance(asked, dict) else None
    return question if isinstance(question, str) else None


def _as_json(question: str, parts: tuple[Part, ...], ms: float) -> dict[str, object]:
    return {
        "q": question,
        "parts": [
            {
                "text": part.text,
                "decision": part.decision,
                "topics": [{"id": choice.topic, "score": round(choice.score, 4)} for choice in part.choices],
            }
            for part in parts
        ],
        "ms": round(ms, 3),
    }


def explained(knowledge: Knowledge, part: Part) -> str:
    """Return in some lines how a part was understood. The first candidate answers it, or came first; the second is its
    rival."""
    told = knowledge.engine.explain(part)
    kind = "退回原因" if part.rejection else "问题"
    lines = [
        f"「{part.text}」→ {part.decision}：{_BANDS[part.decision]}（{kind}）",
        f"  看的是：{told.normal or '（什么也没剩下）'}{_reading(part)}",
        f"  归我们管 {told.ours:.2f}（选要 {PERHAPS_OURS}）；第一条对 {told.first:.2f}（回答要 {SURE}）；"
        f"两样合起来 {trust(told.ours, told.first):.1f}（回答要 {TRUST_REASON if part.rejection else TRUST}）；"
        f"前四条里有 {told.offered:.2f}（选要 {NEAR}）",
    ]
    if told.home:
        lines.append(f"  只有我们用的词：{'、'.join(told.home)}")
    if told.foreign:
        lines.append(f"  别家的词：{'、'.join(told.foreign)}")
    lines += _candidates(knowledge, told.candidates)
    others = [choice for choice in part.choices if choice.topic not in {one.topic for one in told.candidates}]
    lines += (f"  还有：{one.topic}  {knowledge.topics[one.topic].title}（{one.score:.2f}）" for one in others)
    return "\n".join(lines)


def _reading(part: Part) -> str:
    if part.reading == part.text:
        return ""
    return f"（原文里的「{part.reading}」）" if part.reading in part.text else f"（当作「{part.reading}」）"


def _candidates(knowledge: Knowledge, candidates: Sequence[Candidate]) -> list[str]:
    lines: list[str] = []
    for one in candidates:
        name = f"对手（差 {one.behind:.1f}）" if lines else "第一条"
        lines.append(f"  {name}：{one.topic}  {knowledge.topics[one.topic].title}  因为像：{one.phrasing}")
        spoke = (("字词", one.why.characters), ("读音", one.why.syllables))
        lines += (f"    {kind}：{_signs(signs)}" for kind, signs in spoke if signs)
    return lines


def _signs(signs: Sequence[Sign]) -> str:
    return "、".join(f"{sign.text} {sign.weight:+.1f}" for sign in signs)
