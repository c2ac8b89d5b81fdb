"""Fixed sentences and labels, by their key in ui.yaml, with values filled in; and the escaping of other texts.

The word lists of words.yaml are read by `bot.core.texts.wordlists`.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.core.knowledge import Knowledge
from bot.core.workdays import spoken_time
from bot.search.recent import recently

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_FIRST = re.compile(r"\A\s*\n")
"""The empty lines at the beginning of a text."""
MOMENT = "time:"
"""The beginning of the address of a link that names a moment, in seconds since 1970."""
FENCE = "```"
"""The mark before and behind a block of code, as people type it."""
_FENCED = re.compile(rf"{FENCE}[^\S\n]*\n?((?:(?!{FENCE}).)*?)\n?{FENCE}", re.DOTALL)
_HOLE = re.compile(r"\{([a-z_]+)\}")


class Marked(str):
    """Text that is Markdown already, so that it is filled in unescaped."""

    __slots__ = ()


@recently(1024)  # the same titles and sources are shown many times
def verbatim(text: str) -> Marked:
    """Escape a text so that it shows as it is inside a line of Markdown."""
    return Marked(_PUNCTUATION.sub(r"\\\1", " ".join(text.split())))


def verbatim_lines(text: str) -> Marked:
    """Escape a text of several lines so that it shows as it is, with its blanks and empty lines: it may be code."""
    return Marked("\\\n".join(map(_verbatim_line, _FIRST.sub("", text).rstrip().splitlines())))


def verbatim_blocks(text: str) -> Marked:
    """Escape a text so that it shows as it is, but keep its blocks of code."""
    parts = _FENCED.split(text)
    blocks = [
        f"{FENCE}\n{part}\n{FENCE}" if place % 2 and part.strip() else verbatim_lines(part)
        for place, part in enumerate(parts)
    ]
    return Marked("\n\n".join(filter(None, blocks)))


def _verbatim_line(line: str) -> str:
    words = line.strip()
    # Markdown drops blanks at the beginning of a line, unless they are written as character references.
    blanks = "".join(f"&#{ord(blank)};" for blank in line[: len(line) - len(line.lstrip())] if words)
    return blanks + _PUNCTUATION.sub(r"\\\1", words)


def say(knowledge: Knowledge, key: str, **values: str) -> str:
    """Return the sentence `key` as Markdown. Values that are not `Marked` are escaped. KeyError: no such key, or a hole
    without a value."""
    return fill(knowledge.ui[key], {k: v if isinstance(v, Marked) else verbatim(v) for k, v in values.items()})


def label(knowledge: Knowledge, key: str, **values: str) -> str:
    """Return the sentence `key` as plain text, for a button or a toast. KeyError: as in `say`."""
    text = knowledge.ui[key]
    return fill(text, values) if "{" in text else text


def shown_time(moment: datetime, now: datetime) -> Marked:
    """Return `spoken_time` as a Markdown link that names the moment, so that a front may show it in local time."""
    return Marked(f"[{spoken_time(moment, now)}]({MOMENT}{int(moment.timestamp())})")


def fill(text: str, values: Mapping[str, str]) -> str:
    """Fill the holes of a text of the content. KeyError: a hole without a value."""
    return _HOLE.sub(lambda hole: values[hole[1]], text)


def in_lines(lines: Iterable[str]) -> str:
    """Join lines into one paragraph: a backslash at the end of a line is CommonMark's hard line break."""
    return "\\\n".join(lines)


def circled(number: int) -> str:
    """Return the sign of a number (①), for lines and buttons that belong together."""
    return chr(ord("①") + number - 1) if number <= 20 else f"({number})"


def box(ticked: bool, number: int) -> str:
    """Return the sign of a numbered box, ticked or not (☐①)."""
    return f"{'☑' if ticked else '☐'}{circled(number)}"


@recently(1024)  # the same topics are asked for again and again
def folded(markdown: str) -> Marked:
    """Mark Markdown as a part that a front may show folded. It becomes a quote; no other text is quoted."""
    return Marked("\n".join(f"> {line}".rstrip() for line in markdown.splitlines()))


@recently(4096)  # labels are few, and each screen has a dozen
def width(text: str) -> float:
    """Return the width of a text in Chinese signs; a letter is half as wide."""
    return sum(1 if unicodedata.east_asian_width(sign) in "WF" else 0.5 for sign in text)


def clip(text: str, longest: int) -> str:
    """Cut a text to at most `longest` characters, with … at the end if it was cut."""
    return text if len(text) <= longest else text[: longest - 1] + "…"
