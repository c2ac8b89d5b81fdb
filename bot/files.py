"""Files as people write them: the encoding of a text, the content of a file that an operator names, and what to say if
it cannot be used."""

import errno
import shutil
import sys
import unicodedata
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_ENCODINGS = ("gb18030", "cp950", "big5hkscs")
_COMMON = (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6))
"""Encodings, each with the first and last leading byte of its common characters; rare ones lie outside."""
_TELLING = 1000
"""How many characters are looked at to tell whether a text is Chinese."""
_MOST = 0.8
"""The share of common characters in a Chinese text. Read in a wrong encoding it has three quarters at most."""


class FileError(Exception):
    """A file that an operator named cannot be used. The message is Chinese and says what helps."""


def read(path: Path | None) -> str:
    """Return the text in a file; None: that of standard input. Raises FileError if it is empty or no readable text,
    OSError if it cannot be opened."""
    content = path.read_bytes() if path else sys.stdin.buffer.read()
    name = path or "标准输入"
    encoding = encoding_of(content)
    if encoding is None:
        raise FileError(unreadable(name))
    text = content.decode(encoding)
    if not text.strip():
        raise FileError(f"{name} 里没有字。")
    return text


@contextmanager
def putting(file: Path, text: str) -> Iterator[None]:
    """Put a text into a file in one step at the end of the block; if that fails, the file stays as it was. The file in
    the making is hidden, in case a kill leaves it behind. Raises OSError, as a rule before the block."""
    new = file.with_name(f".{file.name}~")
    try:
        new.write_text(text, encoding="utf-8")
        with suppress(FileNotFoundError):
            shutil.copymode(file, new)
        yield
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)


def unreadable(name: object) -> str:
    """Return the message that the encoding of a file is unknown."""
    return f"{name} 的编码认不出来。请用「UTF-8」编码重新保存。"


def in_words(error: OSError) -> str:
    """Return the message about a file that could not be opened, read or written, or about a port that is taken."""
    file = Path(str(error.filename or ""))
    match error.errno:
        case errno.ENOENT if not file.parent.exists():
            return f"没有 {file.parent} 这个文件夹。请检查路径。"
        case errno.ENOENT:
            return f"没有 {file} 这个文件。请检查路径。"
        case errno.EISDIR:
            return f"{file} 是文件夹，请写一个文件的路径。"
        case errno.ENOTDIR:
            return f"{file.parent} 不是文件夹。请检查路径。"
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return f"没有权限读写 {file}（{error.strerror}）。请检查它和所在文件夹的权限。"
        case errno.EADDRINUSE:
            return f"要用的端口被别的程序占着（{error.strerror}）。请换一个端口，或者停下那个程序。"
        case errno.ENOSPC | errno.EDQUOT:
            return f"磁盘满了，没有写成 {file}。请腾出空间，再试一次。"
        case _:
            return f"读写{f' {file} ' if error.filename else ''}出错（{error.strerror or error}）。"


def encoding_of(content: bytes) -> str | None:
    """Return the encoding of a Chinese text. None: it is in none that is known. Most bytes are valid in several
    encodings, but give common Chinese characters only in the right one."""
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
