"""The check that a text has only the Markdown that a Telegram message can show."""

import re
from urllib.parse import quote

from markdown_it import MarkdownIt

from bot.content.source import Sheet

LONGEST_SENT = 4096
"""Characters of one Telegram message."""

_MARKDOWN = MarkdownIt("commonmark").enable("table")
_REFUSED = {
    "html_block": "这里有 HTML。请改用 Markdown：**加粗**、列表、[文字](https://…)。",
    "html_inline": "这里有 HTML。请改用 Markdown：**加粗**、列表、[文字](https://…)。",
    "image": "这里有图片，聊天里显示不出来。请用文字说明。",
    "table_open": "这里有表格，聊天里显示不出来。请改成列表。",
    "code_block": "这一段前面的空格太多，会被当成代码。请去掉开头的空格。",
}
_NO_LINK = "链接「{}」不能用。请写成 [文字](https://…)。"
_NO_BOLD = "这里的 ** 会原样显示：没有成对，或者紧挨着标点和字，都不算加粗。请在两头都写 **，把标点移到 ** 外面。"
_WORD = "字"
"""The text read in place of a hole: a word will stand there, and a brace counts as punctuation."""
_ADDRESS = re.compile(rf"https?://[^/]|{quote(_WORD)}")
_BOLD = re.compile(
    r"(?:^ {0,3}(?:- |\d+\. )?\*\*(?=[^\s*])|\*\*(?=\w))[^*\n]*(?:(?<=\w)\*\*|(?<=[^\s*])\*\*(?=\s|$))", re.MULTILINE
)
"""Bold text that CommonMark surely takes as such; it needs no parsing."""
# A text without these signs has nothing to report, so most texts need no parsing.
_SUSPECT = re.compile(r"[<|!\]]|^ {0,3}#|^ {4}|^ *[-=]+ *$|\*\*", re.MULTILINE)
_UNPAIRED = re.compile(r"(?<!\*)\*\*(?!\*)")
_UNLINKED = re.compile(r"\]\(([^)]*)")
"""A link left as text: its address is malformed or refused (javascript:)."""
_HOLE = re.compile(r"\{[a-z-]+\}")


def check_markdown(sheet: Sheet, line: int, text: str, *, headings: bool = False) -> None:
    """Report what cannot be shown. line: where the text begins; headings: # and ## are allowed."""
    if not _SUSPECT.search(_BOLD.sub(_WORD, text)):
        return
    found: dict[tuple[int, str], None] = {}
    for token in _MARKDOWN.parse(_HOLE.sub(_WORD, text)):
        at = line + (token.map[0] if token.map else 0)
        if token.type in _REFUSED:
            found[at, _REFUSED[token.type]] = None
        elif token.type == "heading_open" and not (headings and token.tag in ("h1", "h2")):
            where = "标题只用到 ##。" if headings else "这里不能有标题。"
            found[at, f"{where}请改成 **加粗** 的一行。"] = None
        for child in token.children or ():
            if child.type in _REFUSED:
                found[at, _REFUSED[child.type]] = None
            elif child.type == "link_open" and not _ADDRESS.match(address := str(child.attrs["href"])):
                found[at, _NO_LINK.format(address)] = None
            elif child.type == "text":
                if _UNPAIRED.search(child.content):
                    found[at, _NO_BOLD] = None
                if unlinked := _UNLINKED.search(child.content):
                    found[at, _NO_LINK.format(unlinked[1])] = None
            at += child.type in ("softbreak", "hardbreak")
    for at, advice in found:
        sheet.wrong(at, advice)
