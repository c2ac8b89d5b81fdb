"""What is wrong with the files under knowledge/, said so that an editor can mend it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.core.nearest import nearest


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something to mend, in the words of the editors. `line` counts from 1; a `note` is worth knowing but no error."""

    file: str
    line: int
    text: str
    note: bool = False

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {'（提示）' if self.note else ''}{self.text}"


class ContentError(Exception):
    """The content cannot be used. `problems` holds all that was found, not only the first; its text reports
    those that must be mended."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(report(problem for problem in problems if not problem.note))
        self.problems = problems


def report(problems: Iterable[Problem]) -> str:
    """One line for each problem, by file and line: `knowledge/groups.yaml:3: …`; errors last, as a terminal shows the
    end."""
    return "\n".join(str(p) for p in sorted(problems, key=lambda p: (not p.note, p)))


def perhaps(word: str, known: Collection[str]) -> str:
    """「，是不是想写「…」？」 with the known word that is nearest, or 「。」 where none is near."""
    guess = nearest(word, known)
    return f"，是不是想写「{guess}」？" if guess else "。"
