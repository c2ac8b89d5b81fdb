"""Markdown as plain text, for places without bold."""

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt()
_STOPS = "。！？；：，、"
_MARKS = _STOPS + "（）「」『』《》【】"


def closed_up(before: str, after: str) -> tuple[str, str]:
    """Return the texts before and after a mark of Markdown, without the blank that only the mark needs.

    CommonMark does not end bold at 。**这, so the content has a blank there; without the mark it looks like a hole.
    """
    left, right = before.rstrip(" "), after.lstrip(" ")
    if not left or (left == before and right == after):
        return before, after
    touching = (left[-1], right[:1])
    both = all(one in _MARKS or "一" <= one <= "鿿" for one in touching if one)
    if left[-1] in _STOPS or (both and any(one in _MARKS for one in touching if one)):
        return left, right
    return before, after


def plain(markdown: str) -> str:
    """Return a Markdown text without its marks, line by line."""
    lines: list[str] = []
    depth: list[int | None] = []
    for token in _PARSER.parse(markdown):
        match token.type:
            case "bullet_list_open":
                depth.append(None)
            case "ordered_list_open":
                depth.append(int(token.attrs.get("start", 1)) - 1)
            case "bullet_list_close" | "ordered_list_close":
                depth.pop()
                if not depth:
                    lines.append("")
            case "list_item_open" if depth[-1] is not None:
                depth[-1] += 1
                lines.append(f"{'  ' * (len(depth) - 1)}{depth[-1]}. ")
            case "list_item_open":
                lines.append("  " * (len(depth) - 1) + "• ")
            case "fence":
                lines += [token.content.rstrip("\n"), ""]
            case "inline":
                text = _inline(token)
                if lines and lines[-1].endswith((". ", "• ")):
                    lines[-1] += text
                else:
                    lines.append(text)
            case "paragraph_close" | "heading_close" if not depth:
                lines.append("")
    return "\n".join(lines).strip()


def _inline(token: Token) -> str:
    parts = [""]
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.content:
            parts[-1], text = closed_up(parts[-1], child.content)
            parts.append(text)
    return "".join(parts)
