"""Text files that people send instead of pasting what is in them: which ones are read, and how. Nothing is kept."""

from telegram import Document, Message

from bot.core.events import Attached, Media, MediaKind, attached
from bot.files import encoding_of

LARGEST = 256 * 1024
"""Bytes: ten times what is read of a text, whatever its encoding."""
_UNKNOWN = (None, "", "application/octet-stream")
"""What clients that do not know a file's type say of it; its name tells then."""


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
    encoding = encoding_of(content)
    if encoding is None:
        return Media("text-encoding")
    text = content.decode(encoding)
    return attached(text) if text.strip() else Media("text-empty")
