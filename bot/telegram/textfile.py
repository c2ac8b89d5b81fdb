"""Text files that people send instead of pasting what is in them: which ones are read, and how. Nothing is kept."""

import unicodedata
from codecs import BOM_UTF16_BE, BOM_UTF16_LE

from telegram import Document, Message

from bot.core.events import Attached, Media, MediaKind, attached

LARGEST = 256 * 1024
"""Bytes: ten times what is read of a text, whatever its encoding."""
_UNKNOWN = (None, "", "application/octet-stream")
"""What clients that do not know a file's type say of it; its name tells then."""
_ENCODINGS = ("gb18030", "cp950", "big5hkscs")
_COMMON = (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6))
"""Encodings with the first bytes of their common characters, which they have before the rare ones."""
_TELLING = 1000
"""Characters that tell whether a text is Chinese."""
_MOST = 0.8
"""Of those, this share is common in Chinese; where a text was read in a wrong encoding it is three quarters at most."""


def text_kind(document: Document) -> MediaKind:
    """Whether a file is a text, and one that can be read, as far as its name and size tell."""
    name = document.file_name if isinstance(document.file_name, str) else ""
    is_text = document.mime_type == "text/plain" or (document.mime_type in _UNKNOWN and name.lower().endswith(".txt"))
    if not is_text or not isinstance(document.file_id, str) or not isinstance(document.file_size, int):
        return "document"
    if document.file_size <= 0:
        return "text-empty"
    return "text" if document.file_size <= LARGEST else "text-large"


def text_file(message: Message) -> str:
    """The id by which to fetch the text file that a message is; "" where it is none that can be read."""
    file = message.document
    return file.file_id if isinstance(file, Document) and text_kind(file) == "text" else ""


def opened(content: bytes) -> Attached | Media:
    """What a text file says, or why that cannot be told."""
    if len(content) > LARGEST:
        return Media("text-large")
    text = _decoded(content)
    if text is None:
        return Media("text-encoding")
    return attached(text) if text.strip() else Media("text-empty")


def _decoded(content: bytes) -> str | None:
    """The text; None where it is in none of the encodings of Chinese texts. Most bytes are a text in several of them,
    but common Chinese in the right one only."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            encodings = _ENCODINGS
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_chinese(text):
            return text
    return None


def _is_chinese(text: str) -> bool:
    signs = [
        sign for sign in text[:_TELLING] if not sign.isascii() and unicodedata.category(sign) in ("Lo", "Co", "Cn")
    ]
    return sum(map(_is_common, signs)) >= _MOST * len(signs)


def _is_common(sign: str) -> bool:
    for encoding, first, last in _COMMON:
        code = sign.encode(encoding, "ignore")
        if code and first <= code[0] <= last:
            return True
    return False
