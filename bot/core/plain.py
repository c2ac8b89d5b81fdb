"""Markdown as plain text, for where nothing can be bold."""

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt()


def plain(markdown: str) -> str:
    """A Markdown text without its marks, line by line as it was written."""
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
    parts = []
    for child in token.children or ():
        match child.type:
            case "softbreak" | "hardbreak":
                parts.append("\n")
            case _:
                parts.append(child.content)
    return "".join(parts)
