"""How Chinese is pronounced, so that 被案 is found as 备案, and `beian` as well.

A syllable is without tone, and without the differences that many speakers do not make (zh/z, ch/c, sh/s, -ng/-n).
"""

import re
import unicodedata
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

_SAME = re.compile(r"(?<=^[zcs])h|g$")
_ENTRY = re.compile(r'"(\d+)": "([^",]+)')
"""A character's number and its first reading."""
_LONGEST_SYLLABLE = 6
_LONGEST_WORD = 120


@lru_cache(maxsize=1)
def _readings() -> tuple[dict[str, str], frozenset[str]]:
    """Syllable by character, and every syllable as it is typed. Read from pypinyin's own table of single characters:
    importing pypinyin would load its 47,000 phrases as well (150 ms, 55 MB), and the whole table would leave 6 MB of
    memory in pieces behind it."""
    spec = find_spec("pypinyin")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pypinyin")
    table = (Path(spec.origin).parent / "pinyin_dict.json").read_text("utf-8")
    wanted = frozenset(_characters())
    typed = {c: _plain(entry[2]) for entry in _ENTRY.finditer(table) if (c := chr(int(entry[1]))) in wanted}
    return {c: same(syllable) for c, syllable in typed.items()}, frozenset(typed.values())


def _characters() -> str:
    """The 6,763 Chinese characters of GB 2312: all that is in use on the mainland."""
    rows = bytes(byte for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF) for byte in (row, cell))
    return rows.decode("gb2312", "ignore")


@lru_cache(maxsize=2048)
def _plain(reading: str) -> str:
    """lǜ → lv, zhòng → zhong."""
    letters = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(c for c in letters if "a" <= c <= "z")


@lru_cache(maxsize=2048)
def same(syllable: str) -> str:
    """The common form of syllables that are mixed up: zhang → zan."""
    return _SAME.sub("", syllable)


def syllable(character: str) -> str | None:
    """How a Chinese character is read most often; None for anything else."""
    return _readings()[0].get(character)


def spelled(letters: str) -> tuple[str, ...]:
    """Cut letters into the fewest syllables, as in `beianyaoduojiu`; empty where they are not pinyin throughout."""
    if len(letters) > _LONGEST_WORD:
        return ()
    syllables = _readings()[1]
    best: list[tuple[str, ...] | None] = [()] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            before, piece = best[start], letters[start:end]
            if before is not None and piece in syllables:
                now = best[end]
                if now is None or len(before) + 1 < len(now):
                    best[end] = (*before, piece)
    return tuple(map(same, best[-1] or ()))
