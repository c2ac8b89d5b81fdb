"""Text files that people send instead of pasting the text: which ones are read, and how. Nothing is kept."""

from telegram import Document, Message

from bot.core.events import Attached, Media, MediaKind, attached
from bot.files import encoding_of

LARGEST = 256 * 1024
"""Bytes: ten times as much as is read of a text, in any encoding."""
_UNKNOWN = (None, "", "application/octet-stream")
"""What clients give as type if they do not know it; the file's name decides then."""


def text_kind(document: Document) -> MediaKind:
    """Return the kind of a file, as far as its name, type and size tell: a readable text, a text that cannot be read,
    or no text."""
    name = document.file_name if isinstance(document.file_name, str) else ""
    is_text = document.mime_type == "text/plain" or (document.mime_type in _UNKNOWN and name.lower().endswith(".txt"))
    if not is_text or not isinstance(document.file_id, str) or not isinstance(document.file_size, int):
        return "document"
    if document.file_size <= 0:
        return "text-empty"
    return "text" if document.file_size <= LARGEST else "text-large"


def text_file(message: Message) -> str:
    """Return the id by which to fetch the text file in a message; "" if there is none that can be read."""
    file = message.document
    return file.file_id if isinstance(file, Document) and text_kind(file) == "text" else ""


def opened(content: bytes) -> Attached | Media:
    """Return the content of a text file, or why it cannot be read."""
    if len(content) > LARGEST:
        return Media("text-large")
    encoding = encoding_of(content)
    if encoding is None:
        return Media("text-encoding")
    text = content.decode(encoding)
    return attached(text) if text.strip() else Media("text-empty")
