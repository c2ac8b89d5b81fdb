"""How Chinese is pronounced, so that 被案 and `beian` are both found as 备案.

Syllables have no tone, and ignore differences that many speakers do not make (zh/z, ch/c, sh/s, -ng/-n).
"""

import re
import unicodedata
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from bot.search.recent import recently

_SAME = re.compile(r"(?<=^[zcs])h|g$")
_ENTRY = re.compile(r'"([1-4]\d{4})": "([^"]+)')
"""The code of a character that may be in use, and its readings, the commonest first."""
_LONGEST_SYLLABLE = 6
_LONGEST_WORD = 120
_NEVER_TYPED = frozenset(("n", "m", "ng", "o", "yo", "lo", "ei"))
"""Sighs: with them much English (on, no, one) could be pinyin."""
_FULL = {"iu": "iou", "ui": "uei", "un": "uen"}


@lru_cache(maxsize=1)
def _readings() -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Return the syllables of each character, and every syllable by how it is typed. Reads pypinyin's table of single
    characters: importing pypinyin would load its 47,000 phrases as well (150 ms, 55 MB), and the whole table would
    leave 6 MB of memory in pieces."""
    spec = find_spec("pypinyin")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pypinyin")
    table = (Path(spec.origin).parent / "pinyin_dict.json").read_text("utf-8")
    wanted = {str(ord(character)): character for character in _characters()}
    read = {
        c: tuple(dict.fromkeys(map(plain, entry[2].split(","))))
        for entry in _ENTRY.finditer(table)
        if (c := wanted.get(entry[1]))
    }
    typed = frozenset(readings[0] for readings in read.values()) - _NEVER_TYPED
    return {c: tuple(map(same, readings)) for c, readings in read.items()}, _with_slips(typed)


def _with_slips(syllables: frozenset[str]) -> dict[str, str]:
    """Return the syllables by how they are typed. Many write in full the vowel that the rules shorten (jiou, guei,
    luen), v for ü where the rules have u (jv), or u where they have v (lue)."""
    slips = {}
    for meant in sorted(syllables):
        for short, full in _FULL.items():
            if meant.endswith(short) and len(meant) > len(short):
                slips[meant.removesuffix(short) + full] = meant
        if meant[0] in "jqxy" and "u" in meant:
            slips[meant.replace("u", "v")] = meant
        if meant.endswith("ve"):
            slips[meant[:-2] + "ue"] = meant
    return slips | {meant: meant for meant in syllables}


def _characters() -> str:
    """Return the 6,763 Chinese characters of GB 2312: all that are in use on the mainland."""
    rows = bytes(byte for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF) for byte in (row, cell))
    return rows.decode("gb2312", "ignore")


@lru_cache(maxsize=2048)
def plain(reading: str) -> str:
    """Return a reading without tone marks: lǜ → lv, zhòng → zhong."""
    letters = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(c for c in letters if "a" <= c <= "z")


@lru_cache(maxsize=2048)
def same(syllable: str) -> str:
    """Return the common form of syllables that are mixed up: zhang → zan."""
    return _SAME.sub("", syllable)


@lru_cache(maxsize=8192)
def syllable(character: str) -> str | None:
    """Return the most frequent reading of a Chinese character; None for anything else."""
    return next(iter(syllables(character)), None)


def syllables(character: str) -> tuple[str, ...]:
    """Return the readings of a Chinese character, the most frequent first; () for anything else."""
    return _readings()[0].get(character, ())


@recently(2048)
def spelled(letters: str) -> tuple[str, ...]:
    """Cut letters into the fewest syllables, as in `beianyaoduojiu`; () if they are not pinyin throughout."""
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
    return tuple(same(syllables[piece]) for piece in best[-1] or ())
