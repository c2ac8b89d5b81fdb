"""The folder knowledge/ as a set of files: present, missing, or in the wrong place."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TypeVar

from bot.content.problem import Problem
from bot.content.source import Sheet, open_sheet
from bot.core.nearest import nearest

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page:
    """A file at `<top>/<group>/<id>.md`."""

    path: str
    group: str
    id: str


class Folder:
    """The files by their path in the folder. Each is given out once; `leftovers` reports the rest.

    Hidden files (.DS_Store) are ignored.
    """

    def __init__(self, path: Path, today: date | None = None) -> None:
        """List the files. today: the day by which dates are judged. None: they are not judged."""
        self.problems: list[Problem] = []
        self.today = today
        self._folder = path.name
        self._files: dict[str, Path] = {}
        try:
            for file in sorted(path.rglob("*")):
                name = file.relative_to(path)
                if not file.is_dir() and not any(part.startswith(".") for part in name.parts):
                    self._files[name.as_posix()] = file
        except OSError as error:
            self.wrong("", 1, f"读不出这个文件夹（{error.strerror}）。请检查路径和权限。")
        if not self.problems and not self._files:
            there = "是空的" if path.is_dir() else "不存在"
            self.wrong("", 1, f"内容文件夹「{path.name}」{there}。请检查路径。")
        self.found = bool(self._files)

    def wrong(self, path: str, line: int, text: str, *, note: bool = False) -> None:
        """Report a problem of a file, by its path in the folder ("": the folder itself)."""
        self.problems.append(Problem(self.name(path), line, text, note))

    def open(self, path: str) -> Sheet | None:
        """Open a file that must be there. None: after a problem."""
        if path not in self._files:
            guess = nearest(path, self._files)
            self.wrong(
                path, 1, f"缺少这个文件。{f'是不是「{guess}」改个名字？' if guess else '请补上，写法见 README.md。'}"
            )
            return None
        return open_sheet(self._files.pop(path), self.name(path), self.problems, self.today)

    def read(self, path: str, read: Callable[[Sheet], T]) -> T | None:
        """Read a file that must be there. None: it cannot be opened."""
        sheet = self.open(path)
        return read(sheet) if sheet else None

    def pages(self, top: str) -> list[Page]:
        """Return the topics under `faq` or `rejections`. Report an empty folder."""
        paths = [PurePosixPath(name) for name in self._files]
        pages = [
            Page(p.as_posix(), p.parts[1], p.stem)
            for p in paths
            if len(p.parts) == 3 and p.parts[0] == top and p.suffix == ".md"
        ]
        if not pages:
            self.wrong(top, 1, f"{top}/ 里还没有条目。请至少写一个 {top}/<主题>/<名称>.md。")
        return pages

    def flows(self) -> list[str]:
        """Return the ids of the flows. Report an empty folder."""
        paths = [PurePosixPath(name) for name in self._files]
        flows = [p.stem for p in paths if p.parts[:-1] == ("flows",) and p.suffix == ".yaml"]
        if not flows:
            self.wrong("flows", 1, "flows/ 里还没有流程。请至少写一个 flows/<名称>.yaml。")
        return flows

    def english(self) -> list[str]:
        """Return the ids of the English topics; there may be none."""
        paths = [PurePosixPath(name) for name in self._files]
        return [p.stem for p in paths if p.parts[:-1] == ("en", "faq") and p.suffix == ".md"]

    def leftovers(self) -> None:
        """Report the files that were not opened."""
        self._files.pop("README.md", None)
        for name in self._files:
            self.wrong(name, 1, _misplaced(PurePosixPath(name)))

    def name(self, path: str) -> str:
        """Return a path in the folder as problems show it."""
        return (PurePosixPath(self._folder) / path).as_posix()


def _misplaced(path: PurePosixPath) -> str:
    match path.parts:
        case ["faq" | "rejections", _, _]:
            return "这里只放以 .md 结尾的文件。请改名，或移走。"
        case ["faq" | "rejections" as top, *_]:
            return f"文件放错了位置。请放到 {top}/<主题>/<名称>.md，主题见 groups.yaml。"
        case ["flows", *_]:
            return "这里只放 flows/<名称>.yaml。请改名，或移走。"
        case ["en", *_]:
            return "en/ 里只放 ui.yaml、groups.yaml、provinces.yaml 和 faq/<名称>.md。请改名，或移走。"
        case _:
            return "不认识这个文件，机器人不会读它。请放到 faq/、rejections/ 或 flows/ 里，或移走。"
