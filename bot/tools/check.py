"""Check a folder of content."""

from datetime import date
from pathlib import Path

from bot.content import check, report


def run(folder: Path, today: date) -> int:
    """Print the problems that the content has on this day. Return 1 if one of them is more than a note."""
    problems = check(folder, today)
    if problems:
        print(report(problems))
    wrong = sum(not problem.note for problem in problems)
    print(f"发现 {wrong} 个问题。" if wrong else "没有发现问题。")
    return 1 if wrong else 0
