"""Files as people write them: in which encoding a text is."""

import unicodedata
from codecs import BOM_UTF16_BE, BOM_UTF16_LE

_ENCODINGS = ("gb18030", "cp950", "big5hkscs")
_COMMON = (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6))
"""Encodings with the first bytes of their common characters, which they have before the rare ones."""
_TELLING = 1000
"""Characters that tell whether a text is Chinese."""
_MOST = 0.8
"""Of those, this share is common in Chinese; where a text was read in a wrong encoding it is three quarters at most."""


def unreadable(name: object) -> str:
    """What the operator should read about a file whose encoding is not known."""
    return f"{name} 的编码认不出来。请用「UTF-8」编码重新保存。"


def encoding_of(content: bytes) -> str | None:
    """That in which it is a text; None: none of those of Chinese texts. Most bytes are a text in several of them, but
    common Chinese in the right one only."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        try:
            content.decode("utf-8")
        except UnicodeDecodeError:
            encodings = _ENCODINGS
        else:
            return "utf-8-sig"
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_chinese(text):
            return encoding
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
