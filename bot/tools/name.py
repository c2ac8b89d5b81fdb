"""What the rules say about the name of a site."""

from collections.abc import Iterable

from bot.core.kinds import SUBJECTS, Subject
from bot.core.knowledge import Knowledge, Province
from bot.core.rules import Severity
from bot.core.screens import naming

SEVERITY: dict[Severity, str] = {"error": "要改", "warn": "可能被退", "info": "留意"}


class UnknownProvince(Exception):
    """The province is unknown. The message is Chinese and says what helps."""


def run(knowledge: Knowledge, name: str, subject: Subject | None, where: str) -> int:
    """Print what the rules say about a name, for one kind of applicant (None: for each) and one province ("": any)."""
    province = province_called(knowledge, where)
    subjects = (subject,) if subject else SUBJECTS
    print(judge_name(knowledge, name, subjects, province.id if province else ""), end="")
    return 0


def province_called(knowledge: Knowledge, where: str) -> Province | None:
    """Return the province of this id or name; None for "". Raises UnknownProvince."""
    provinces = knowledge.provinces.values()
    province = next((one for one in provinces if where in (one.id, one.short, one.name)), None)
    if where and province is None:
        raise UnknownProvince(f"不认识省份「{where}」。请写简称，例如 广东、内蒙古。")
    return province


def judge_name(knowledge: Knowledge, name: str, subjects: Iterable[Subject], province: str) -> str:
    """Return what the rules say about the name of a site for these kinds of applicant, and what only a person can
    judge. `province`: "" if not known."""
    findings, by_hand = naming.judge(knowledge, name, subjects, province)
    lines = list[str]()
    for rule, words in ((found.rule, found.words) for found in findings):
        quoted = "".join(f"「{word}」" for word in words) + ("：" if words else "")
        lines.append(f"【{SEVERITY[rule.severity]}】{naming.whom(knowledge, rule)}{quoted}{rule.message}")
        lines.append(f"    不改可能碰到：{knowledge.topics[rule.rejection].title}（{rule.rejection}）")
    lines += ["没有发现问题，最后以审核为准。"] if not lines else []
    lines += ["", "这些程序看不出来，请自己看一眼："] if by_hand else []
    lines += [f"  - {naming.whom(knowledge, rule)}{rule.message}" for rule in by_hand]
    return "\n".join(lines) + "\n"
