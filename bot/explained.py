"""How a part of a message was understood, in words for editors: what was looked up, which band, what spoke for what."""

from collections.abc import Sequence

from bot.core.knowledge import Knowledge
from bot.search import Part
from bot.search.bands import NEAR, PERHAPS_OURS, SURE, TRUST, trust
from bot.search.why import Candidate, Sign

_BANDS = {"answer": "直接回答", "choose": "给几条让人选", "unknown": "当作没听懂"}


def explained(knowledge: Knowledge, part: Part) -> str:
    """Some lines. The first candidate is the topic that was answered with, or came first; the second is its rival."""
    told = knowledge.engine.explain(part)
    kind = "退回原因" if part.rejection else "问题"
    lines = [
        f"「{part.text}」→ {part.decision}：{_BANDS[part.decision]}（{kind}）",
        f"  看的是：{told.normal or '（什么也没剩下）'}{_reading(part)}",
        f"  归我们管 {told.ours:.2f}（选要 {PERHAPS_OURS}）；第一条对 {told.first:.2f}（回答要 {SURE}）；"
        f"两样合起来 {trust(told.ours, told.first):.1f}（回答要 {TRUST}）；"
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
