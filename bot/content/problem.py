"""Problems of the files under knowledge/, worded for editors."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.core.nearest import nearest


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A problem of a file. `line` counts from 1. A `note` is worth knowing, but not an error."""

    file: str
    line: int
    text: str
    note: bool = False

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {'（提示）' if self.note else ''}{self.text}"


class ContentError(Exception):
    """The content cannot be used. `problems`: all that were found; the text of the error leaves notes out."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(report(problem for problem in problems if not problem.note))
        self.problems = problems


def report(problems: Iterable[Problem]) -> str:
    """Return one line for each problem, by file and line: `knowledge/groups.yaml:3: …`.

    Notes come first and errors last, as a terminal shows the end.
    """
    return "\n".join(str(p) for p in sorted(problems, key=lambda p: (not p.note, p)))


def perhaps(word: str, known: Collection[str]) -> str:
    """Return 「，是不是想写「…」？」 with the nearest known word, or 「。」 if none is near."""
    guess = nearest(word, known)
    return f"，是不是想写「{guess}」？" if guess else "。"
