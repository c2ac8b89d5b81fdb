"""Fixed sentences and buttons, by their key in ui.yaml, with values filled in; and making foreign text harmless. The
lists in words.yaml, by which texts are recognised, are read by `bot.core.texts.wordlists`."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.core.knowledge import Knowledge
from bot.core.workdays import spoken_time
from bot.search.recent import recently

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_FIRST = re.compile(r"\A\s*\n")
"""Empty lines at the beginning."""
MOMENT = "time:"
"""How the address of a link begins that names a moment, in seconds since 1970."""
FENCE = "```"
"""Stands before and behind a block of code, as people type it."""
_FENCED = re.compile(rf"{FENCE}[^\S\n]*\n?((?:(?!{FENCE}).)*?)\n?{FENCE}", re.DOTALL)
_HOLE = re.compile(r"\{([a-z_]+)\}")


class Marked(str):
    """Text that is Markdown already and is filled in as it is."""

    __slots__ = ()


@recently(1024)  # titles and sources go out again and again
def verbatim(text: str) -> Marked:
    """Make any text show as it is inside a line of Markdown."""
    return Marked(_PUNCTUATION.sub(r"\\\1", " ".join(text.split())))


def verbatim_lines(text: str) -> Marked:
    """Make a text of several lines show as it is, with its blanks and its empty lines: it may be code."""
    return Marked("\\\n".join(map(_verbatim_line, _FIRST.sub("", text).rstrip().splitlines())))


def verbatim_blocks(text: str) -> Marked:
    """Make any text show as it is, with its blocks of code as such."""
    parts = _FENCED.split(text)
    blocks = [
        f"{FENCE}\n{part}\n{FENCE}" if place % 2 and part.strip() else verbatim_lines(part)
        for place, part in enumerate(parts)
    ]
    return Marked("\n\n".join(filter(None, blocks)))


def _verbatim_line(line: str) -> str:
    words = line.strip()
    # Markdown drops blanks at the beginning of a line, unless they are written as their numbers.
    blanks = "".join(f"&#{ord(blank)};" for blank in line[: len(line) - len(line.lstrip())] if words)
    return blanks + _PUNCTUATION.sub(r"\\\1", words)


def say(knowledge: Knowledge, key: str, **values: str) -> str:
    """The sentence `key` as Markdown; values that are not `Marked` show verbatim. KeyError: no such key or hole."""
    return fill(knowledge.ui[key], {k: v if isinstance(v, Marked) else verbatim(v) for k, v in values.items()})


def label(knowledge: Knowledge, key: str, **values: str) -> str:
    """The sentence `key` as plain text, for a button or a toast."""
    text = knowledge.ui[key]
    return fill(text, values) if "{" in text else text


def shown_time(moment: datetime, now: datetime) -> Marked:
    """`spoken_time` in Markdown, as a link that names the moment: a front may tell it to people elsewhere in their own
    time."""
    return Marked(f"[{spoken_time(moment, now)}]({MOMENT}{int(moment.timestamp())})")


def fill(text: str, values: Mapping[str, str]) -> str:
    """A text of the content with its holes filled in. KeyError: a hole without a value."""
    return _HOLE.sub(lambda hole: values[hole[1]], text)


def in_lines(lines: Iterable[str]) -> str:
    """A paragraph of these lines: a backslash at the end of a line is CommonMark's hard line break."""
    return "\\\n".join(lines)


def circled(number: int) -> str:
    """A number as a sign of its own, for lines and buttons that belong together."""
    return chr(ord("①") + number - 1) if number <= 20 else f"({number})"


def box(ticked: bool, number: int) -> str:
    """The sign of a box of this number, ticked or not."""
    return f"{'☑' if ticked else '☐'}{circled(number)}"


@recently(1024)  # the same topics are asked for again and again
def folded(markdown: str) -> Marked:
    """A part of a text, itself Markdown, that a front may show folded: a quote, and nothing else is quoted."""
    return Marked("\n".join(f"> {line}".rstrip() for line in markdown.splitlines()))


@recently(4096)  # labels are few, and each screen has a dozen
def width(text: str) -> float:
    """How wide a text is in Chinese signs: a letter is half as wide."""
    return sum(1 if unicodedata.east_asian_width(sign) in "WF" else 0.5 for sign in text)


def clip(text: str, longest: int) -> str:
    """At most `longest` characters of a text, with … where something was cut."""
    return text if len(text) <= longest else text[: longest - 1] + "…"
