"""Text files that people send instead of pasting what is in them: which ones are read, and how. Nothing is kept."""

from telegram import Document, Message

LARGEST = 256 * 1024
"""Bytes: ten times what is read of a text, whatever its encoding."""
_ENCODINGS = ("utf-8-sig", "gb18030")


def text_file(message: Message) -> str:
    """The id by which to fetch the text file that a message is; "" where it is none, or one that is too large."""
    file = message.document
    if not isinstance(file, Document) or file.mime_type != "text/plain" or not isinstance(file.file_size, int):
        return ""
    return file.file_id if isinstance(file.file_id, str) and 0 < file.file_size <= LARGEST else ""


def decoded(content: bytes) -> str | None:
    """Its text; None where it is too large, or in none of the encodings of Chinese texts."""
    for encoding in _ENCODINGS if len(content) <= LARGEST else ():
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
