"""Markdown becomes messages in Telegram's HTML, buttons become a keyboard. Pure.

The Markdown is CommonMark without images, tables and raw HTML. It is laid out as runs of text that each carry their
tags, then cut, then written. So each piece has its tags closed and its text escaped, wherever it is cut.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.core.plain import closed_up
from bot.core.replies import Button
from bot.core.words import MOMENT, clip
from bot.search.recent import recently

LONGEST = 4096
"""UTF-16 units of one message, tags not counted."""
LONGEST_CAPTION = 1024
"""UTF-16 units of the text below a file, tags not counted."""
MOST_BYTES = 32_768
"""Bytes of one message with its tags."""
LONGEST_LABEL = 60
"""Characters of a button's label; phones show fewer."""

Keys = dict[str, Any]
"""The `reply_markup` of the Bot API, as its JSON. Not PTB's objects: for the dozen buttons of an answer, making the
objects and then JSON of them took an eighth of all work for an update."""

_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_LINK = re.compile(r"(?:https?|tg)://[^\s\"<>]+", re.IGNORECASE)
_MOMENT = re.compile(rf"{MOMENT}(\d{{1,10}})")
_TIME = re.compile(r"</?tg-time[^<>]*>")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_QUOTE = "blockquote expandable"
"""A quote, folded to three lines if it is longer."""
_TAGS = {"strong_open": "b", "em_open": "i"}
_LAST_RESORT = "…"
"""Shown if nothing else is left: Telegram takes no empty message."""
_BREAKS = (
    re.compile(r"\n\n+"),
    re.compile(r"\n"),
    re.compile(r"[。！？!?；;…][”」』）)]*|\. "),
    re.compile(r"[ ，、,]"),
)
"""Where a text may be cut, best first."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Text within the same tags, outermost first: `b`, `i`, `code`, `tg-time unix="…"`, or `a href="…"` with the
    address escaped."""

    text: str
    tags: tuple[str, ...]


@recently(512)
def render(markdown: str, longest: int = LONGEST) -> tuple[str, ...]:
    """Return the messages that show a text: at least one, none empty, each of at most `longest` UTF-16 units and 32,768
    B."""
    runs = _strip(_Layout().lay_out(_MARKDOWN.parse(_SURROGATE.sub("", markdown))))
    return tuple(_pieces(runs, longest)) or (_LAST_RESORT,)


def without_times(message: str) -> str:
    """Return the message with its moments as plain text, for servers older than Bot API 9.5, which refuse them."""
    return _TIME.sub("", message)


def keyboard(rows: Iterable[Iterable[Button]], me: str) -> Keys | None:
    """Make the keyboard of rows of buttons. None: there are no buttons. Long labels are clipped, odd addresses dropped.
    me: the bot's name, without @."""
    kept = [[key for button in row if (key := _key(button, me))] for row in rows]
    kept = [row for row in kept if row]
    return {"inline_keyboard": kept} if kept else None


def typing_keys(rows: tuple[tuple[str, ...], ...], placeholder: str) -> Keys:
    """Make the keys below the input field, which shows `placeholder`. Without rows: the markup that removes them."""
    if not rows:
        return {"remove_keyboard": True}
    keys: Keys = {"keyboard": [[{"text": key} for key in row] for row in rows]}
    keys |= {"resize_keyboard": True, "is_persistent": True}
    return keys | {"input_field_placeholder": placeholder} if placeholder else keys


def _key(button: Button, me: str) -> Keys | None:
    label = clip(button.label, LONGEST_LABEL)
    if button.url:
        return {"text": label, "url": button.url} if _LINK.fullmatch(button.url) else None
    if button.start:
        return {"text": label, "url": f"https://t.me/{me}?start={button.start}"}
    if button.copy:
        return {"text": label, "copy_text": {"text": button.copy}}
    return {"text": label, "callback_data": button.data}


class _Layout:
    """Collects the runs of one text from its tokens."""

    def __init__(self) -> None:
        self.runs: list[_Run] = []
        self.tags: list[str] = []
        self.lists: list[int | None] = []
        """For each list around the current place: the number of its next line; None: bullets."""
        self.at_line_start = True

    def lay_out(self, tokens: Sequence[Token]) -> list[_Run]:
        for token in tokens:
            self.block(token)
        return self.runs

    def block(self, token: Token) -> None:
        match token.type:
            case "inline":
                for child in token.children or ():
                    self.inline(child)
            case "paragraph_open" | "heading_open":
                self.gap()
                if token.type == "heading_open":
                    self.tags.append("b")
            case "heading_close":
                self.tags.pop()
            case "bullet_list_open":
                self.gap()
                self.lists.append(None)
            case "ordered_list_open":
                self.gap()
                self.lists.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
            case "list_item_open":
                self.list_item()
            case "blockquote_open":
                self.gap()
                self.tags.append(_QUOTE)
            case "blockquote_close":
                self.tags.pop()
            case "fence" | "code_block":
                self.gap()
                self.text(token.content.rstrip("\n"), "pre")
            case "hr":
                self.gap()
                self.text("———")

    def inline(self, token: Token) -> None:
        match token.type:
            case "text":
                self.text(token.content)
            case "code_inline":
                self.text(token.content, "code")
            case "softbreak" | "hardbreak":
                # Lines of the content stay lines.
                self.text("\n")
            case "strong_open" | "em_open":
                self.tags.append(_TAGS[token.type])
            case "link_open":
                self.tags.append(_link(str(token.attrs.get("href", ""))))
            case "strong_close" | "em_close" | "link_close":
                self.tags.pop()
            case "image":
                self.text(token.content)

    def list_item(self) -> None:
        if self.runs and not self.runs[-1].text.endswith("\n"):
            self.text("\n")
        number = self.lists[-1]
        if number is not None:
            self.lists[-1] = number + 1
        self.text("  " * (len(self.lists) - 1) + ("• " if number is None else f"{number}. "))
        self.at_line_start = True

    def gap(self) -> None:
        """Begin a new block below an empty line, within lists on a new line. Nothing goes above the first block."""
        if not self.at_line_start:
            self.runs.append(_Run("\n" if self.lists else "\n\n", self.quote()))
            self.at_line_start = True

    def text(self, text: str, tag: str = "") -> None:
        if not text:
            return
        # Telegram allows no other tag around or within code but a quote, and no quote within a quote.
        tags = (*self.quote(), tag) if tag else tuple(dict.fromkeys(each for each in self.tags if each))
        if self.runs and self.runs[-1].tags != tags:
            before, text = closed_up(self.runs[-1].text, text)
            self.runs[-1] = _Run(before, self.runs[-1].tags)
        self.runs.append(_Run(text, tags))
        self.at_line_start = False

    def quote(self) -> tuple[str, ...]:
        return (_QUOTE,) if _QUOTE in self.tags else ()


def _link(address: str) -> str:
    """Return the tag for a link to this address; "" if Telegram would refuse it. The link of a moment shows its text
    and, when touched, the reader's own time."""
    if found := _MOMENT.fullmatch(address):
        return f'tg-time unix="{found[1]}"'
    return f'a href="{html.escape(address)}"' if _LINK.fullmatch(address) else ""


def _pieces(runs: list[_Run], longest: int) -> Iterator[str]:
    """Cut into messages of at most `longest` units, fewer if the tags make a message too large in bytes."""
    while runs:
        head, runs = _cut(runs, longest)
        written = _write(head)
        if len(written.encode()) <= MOST_BYTES:
            if written:
                yield written
        else:
            yield from _pieces(head, longest // 2)


def _cut(runs: list[_Run], longest: int) -> tuple[list[_Run], list[_Run]]:
    """Split off the longest beginning that may be one message; return it and the rest, without white space between."""
    text = "".join(run.text for run in runs)
    end = _fitting(text, longest)
    if end < len(text):
        end = _break(text, end)
    head, rest, left = [], [], end
    for run in runs:
        if left > 0:
            head.append(_Run(run.text[:left], run.tags))
        if len(run.text) > left:
            rest.append(_Run(run.text[max(left, 0) :], run.tags))
        left -= len(run.text)
    return _strip(head), _strip(rest)


def _fitting(text: str, longest: int) -> int:
    """Return how many characters fit into that many UTF-16 units."""
    if len(text) * 2 <= longest:
        return len(text)
    units = 0
    for index, character in enumerate(text):
        units += 2 if character > "\uffff" else 1
        if units > longest:
            return index
    return len(text)


def _break(text: str, end: int) -> int:
    """Find the best place to cut at or before `end`, but not in the first half, lest the messages become crumbs."""
    for pattern in _BREAKS:
        places = [found.end() for found in pattern.finditer(text, end // 2, end)]
        if places:
            return places[-1]
    return end


def _strip(runs: list[_Run]) -> list[_Run]:
    """Remove white space at both ends."""
    runs = list(runs)
    while runs and not (text := runs[0].text.lstrip()):
        runs.pop(0)
    if runs:
        runs[0] = _Run(text, runs[0].tags)
    while runs and not (text := runs[-1].text.rstrip()):
        runs.pop()
    if runs:
        runs[-1] = _Run(text, runs[-1].tags)
    return runs


def _write(runs: Iterable[_Run]) -> str:
    """Write the HTML of runs. Tags that neighbours share are opened once."""
    written: list[str] = []
    opened: list[str] = []
    for run in runs:
        shared = 0
        while shared < min(len(opened), len(run.tags)) and opened[shared] == run.tags[shared]:
            shared += 1
        written += _close(opened[shared:])
        del opened[shared:]
        for tag in run.tags[shared:]:
            written.append(f"<{tag}>")
            opened.append(tag)
        written.append(html.escape(run.text, quote=False))
    return "".join(written + _close(opened))


def _close(opened: Sequence[str]) -> list[str]:
    return [f"</{tag.partition(' ')[0]}>" for tag in reversed(opened)]
