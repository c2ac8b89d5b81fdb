"""What a person should not have sent is taken out here, before anything else sees the text.

Patterns are bounded and without nested quantifiers: any text costs time in proportion to its length.
"""

import re
import unicodedata
from typing import Literal

Hidden = Literal["id-number", "phone", "credit-code", "email", "bank-card"]

LONGEST = 20_000
"""Characters of one message that are read; the rest is dropped (Telegram's own limit is 4,096)."""

_GAP = r"[ \-]?"
_PATTERNS: tuple[tuple[Hidden, str, re.Pattern[str]], ...] = (
    ("email", "〔邮箱〕", re.compile(r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,4}")),
    # GB 11643-1999: six digits of region, eight of birth date, three and a check character; the old form has 15 digits.
    (
        "id-number",
        "〔证件号〕",
        re.compile(
            rf"(?<![0-9A-Za-z])[1-9]\d{{5}}{_GAP}(?:18|19|20)\d{{2}}{_GAP}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]){_GAP}"
            r"\d{3}[0-9Xx*](?![0-9A-Za-z])"
        ),
    ),
    # GB 32100-2015: 18 characters without I, O, S, V, Z; it begins with the registering body.
    (
        "credit-code",
        "〔信用代码〕",
        re.compile(
            r"(?<![0-9A-Za-z])[0-9A-HJ-NP-RT-UW-Ya-hj-np-rt-uw-y]{2}\d{6}[0-9A-HJ-NP-RT-UW-Ya-hj-np-rt-uw-y]{10}(?![0-9A-Za-z])"
        ),
    ),
    ("bank-card", "〔长号码〕", re.compile(r"(?<!\d)\d(?:[ \-]?\d){13,18}(?!\d)")),
    (
        "phone",
        "〔电话〕",
        re.compile(
            r"(?<!\d)(?:\+?86[ \-]?)?1[3-9]\d[ \-]?\d{4}[ \-]?\d{4}(?!\d)"
            r"|(?<!\d)0\d{2,3}[ \-]\d{7,8}(?!\d)"
            r"|(?<!\d)\(0\d{2,3}\)[ ]?\d{7,8}(?!\d)"
        ),
    ),
)


def mask(raw: str) -> tuple[str, tuple[Hidden, ...]]:
    """Return the text that may be kept, and what kinds of personal data were taken out of it.

    Control and format characters and lone surrogates are dropped, compatibility forms folded (NFKC), and only the
    first `LONGEST` characters are read. Identity numbers, credit codes, phone numbers, e-mail addresses and other long
    numbers are replaced by their kind in 〔〕.
    """
    text = unicodedata.normalize("NFKC", raw[:LONGEST])
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
    found: list[Hidden] = []
    for kind, sign, pattern in _PATTERNS:
        text, count = pattern.subn(sign, text)
        if count:
            found.append(kind)
    return text, tuple(found)
