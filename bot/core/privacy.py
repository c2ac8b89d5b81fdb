"""Masking of personal data, before anything else sees a text.

Patterns are bounded and without nested quantifiers: the time for a text grows in proportion to its length.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import Literal

from bot.core.names import NAMES, SIGNS

Hidden = Literal["id-number", "phone", "credit-code", "email", "bank-card", "name", "address"]

LONGEST_READ = 20_000
"""Characters of one message that are read; the rest is dropped. Telegram's own limit is 4,096."""

_DASHES = r"\-‐-―−ー─_·"
_BLANKS = rf"[ \t]{{0,9}}+[{_DASHES}]{{0,3}}+[ \t]{{0,9}}+"
_APART = rf"[ \t\n]{{0,9}}+[{_DASHES}]{{0,3}}+[ \t\n]{{0,9}}+"
"""What may stand between the groups of a number; the second allows line breaks. Possessive, so that no pattern tries
two ways of reading it."""
_GAP = (
    r"(?>(?=\d)|(?<=\d{4})\.(?=\d{3})|(?<=\d{3})\.(?=(?:\d{3}\.)?\d{4})"
    rf"|(?<=\d{{3}})(?=[^\d.]){_APART}|(?=[^\d.]){_APART}(?=\d{{3}}))"
)
"""What may stand between two digits of a number. One of the groups beside it has at least three digits: lists (1 2 3,
15 16 17) and dates have shorter groups. A dot needs four digits on one side: IP addresses have at most three."""
_SINGLY = rf"(?:(?=\D)(?:\.|{_APART})\d(?!\d))"
"""One more digit of a number whose digits all stand apart."""
_CODE = r"[0-9A-HJ-NP-RT-UW-Ya-hj-np-rt-uw-y]"
"""A character of a credit code."""
_CODE_GAP = rf"(?>(?=\w)|(?<=[0-9A-Za-z]{{3}}){_APART}|{_APART}(?=[0-9A-Za-z]{{3}}))"
_PLACE = r"[一-龥0-9A-Za-z#\-]"
_LIVES = "住址|地址|住所|家住|住在"
_DISTRICT = r"[一-龥]{1,6}[^\W省市区县][省市][一-龥]{0,12}?[^\W省市区县][市州区县旗镇]"
_FURTHER = (
    r"(?:(?![与和跟不未无没填写请需应有的])[一-龥0-9A-Za-z#\- ]){2,40}?"
    r"(?:(?<=\d)[号室栋幢弄]?|[路街巷道村园苑城厦楼座区期组])"
)
"""The rest of an address behind the district, up to the ending of a place or a number."""
_PATTERNS: tuple[tuple[Hidden, str, re.Pattern[str]], ...] = (
    ("email", "〔邮箱〕", re.compile(r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,4}")),
    # GB 11643-1999: six digits of region, eight of birth date, three and a check character; the old form has 15 digits.
    (
        "id-number",
        "〔证件号〕",
        re.compile(
            rf"(?<![0-9A-Za-z])[1-9]\d{{5}}{_APART}(?:18|19|20)\d{{2}}{_APART}(?:0[1-9]|1[0-2]){_APART}"
            rf"(?:0[1-9]|[12]\d|3[01]){_APART}\d{{3}}[0-9Xx*](?![0-9A-Za-z])"
            # Passports, and permits of people from Hong Kong, Macao or Taiwan, by the word before the number.
            r"|(?<=护照|行证|乡证|胞证)[号码是为:： ]{0,4}[A-Za-z]{0,2}\d{7,11}(?![0-9A-Za-z])"
        ),
    ),
    # GB 32100-2015: 18 characters without I, O, S, V, Z; it begins with the registering body.
    (
        "credit-code",
        "〔信用代码〕",
        re.compile(
            rf"(?<![0-9A-Za-z])(?:{_CODE}{{2}}\d{{6}}{_CODE}{{10}}"
            # In groups only with a letter in it: digits alone are another kind of long number.
            rf"|(?=[\d \t\n{_DASHES}]{{2,40}}[A-Za-z])[1-9](?:{_GAP}\d){{7}}(?:{_CODE_GAP}{_CODE}){{10}}"
            r")(?![0-9A-Za-z])"
        ),
    ),
    # The 14 digits behind 公网安备 are not a bank card: that number stands at the foot of a site.
    (
        "bank-card",
        "〔长号码〕",
        re.compile(
            rf"(?<!\d)(?!(?:(?<=公网安备)|(?<=公网安备 ))\d{{14}}(?![ \-]?\d))"
            rf"(?:\d(?:(?>(?=\d)|(?<=\d{{3}}){_BLANKS})\d){{13,}}+|\d{_SINGLY}{{13,}}+)",
        ),
    ),
    (
        "phone",
        "〔电话〕",
        re.compile(
            rf"(?<!\d)(?:\+?86{_APART})?1(?:[3-9]\d{{9}}"
            rf"|(?<!端口1)(?<!端口[ :]1){_GAP}[3-9](?:{_GAP}\d){{9}}"
            rf"|[3-9]\d(?:(?!\d){_APART}\d\d){{4}}|(?=\D{{1,21}}[3-9]){_SINGLY}{{10}})(?!\d)"
            rf"|(?<!\d)(?:0|\(0|\+86{_APART})(?:10|2\d|[3-9]\d\d)(?:\){_APART}|{_GAP})\d{{3,4}}{_APART}\d{{4}}(?!\d)"
            rf"|(?<!\d)0\d{{2,3}}[ {_DASHES}]{{1,3}}\d{{7,8}}(?!\d)"
        ),
    ),
    ("name", "〔姓名〕", NAMES),
    (
        "address",
        "〔住址〕",
        re.compile(
            rf"(?:{_LIVES})[:：为是在]?[ ]?({_DISTRICT}{_FURTHER}(?:{_PLACE}{{0,12}}[ ]?\d{{1,5}}[ ]?[号室栋幢弄]?)?)"
            rf"(?![一-龥0-9A-Za-z])"
            rf"|(?<=[址所][:：为是])[ ]?{_PLACE}{{0,40}}?\d{{1,5}}[ ]?[号室栋幢弄]{_PLACE}{{0,20}}"
            rf"|[一-龥]{{2,7}}[省市区县]{_PLACE}{{0,24}}?[路街巷道村][ ]?\d{{1,5}}[ ]?号"
            rf"(?:{_PLACE}{{0,8}}[栋幢室楼层座房元])?"
        ),
    ),
)


_FIGURES = "〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"
_SPELT = re.compile(rf"(?:[{_FIGURES}][ \-]?){{3}}")
"""Three spelt figures in a row: a number that is spelt out has them, few other words do."""
_WORDS = re.compile(r"[一-龥A-Za-z ,.?!;，。？！；、]*")
_SIGNED = re.compile(f"{SIGNS}|{_LIVES}|{_SPELT.pattern}")
"""Each pattern needs one of these, or a sign outside `_WORDS` (most need a digit)."""
_CIRCLED = {ord("①") + place: f"({place + 1})" for place in range(20)}
"""① becomes (1): NFKC would leave the bare number, which no longer marks an item of a list."""


def normalised(text: str) -> str:
    """Return a text in the form in which texts are compared (NFKC)."""
    return unicodedata.normalize("NFKC", text.translate(_CIRCLED))


def mask(raw: str) -> tuple[str, tuple[Hidden, ...]]:
    """Return the text that may be kept, and the kinds of personal data that were masked in it.

    Only the first `LONGEST_READ` characters are read; control and format characters and lone surrogates are dropped.
    Masked as 〔kind〕: identity numbers, credit codes, phone numbers, e-mail addresses and other long numbers, with
    digits of any script; names and addresses, if the words around them give them away. The rest stays unchanged.
    """
    if _WORDS.fullmatch(raw[:LONGEST_READ]) and not _SIGNED.search(raw):  # as most of what is typed
        return raw[:LONGEST_READ], ()
    kept = [c for c in raw[:LONGEST_READ] if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co")]
    found: set[Hidden] = set()
    drawn = any(letter.isdigit() and not letter.isascii() for letter in set(kept)) or _SPELT.search("".join(kept))
    for form in (_form, _digit) if drawn else (_form,):
        forms = list(map(form, kept))
        for kind, sign, pattern in _PATTERNS:
            if spans := _spans(pattern, "".join(forms)):
                kept, forms = _without(kept, forms, spans, sign)
                found.add(kind)
    return "".join(kept), tuple(kind for kind, _, _ in _PATTERNS if kind in found)


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Return the spans of a pattern in a text. A name that is found once is found everywhere in the text."""
    spans = [match.span(match.lastindex or 0) for match in pattern.finditer(text)]
    names = {text[begin:end] for begin, end in spans if end - begin > 1} if pattern is NAMES else set[str]()
    if not names:
        return spans
    further = re.finditer("|".join(map(re.escape, sorted(names, key=len, reverse=True))), text)
    return sorted({*spans, *(found.span() for found in further)})


def _without(kept: list[str], forms: list[str], spans: list[tuple[int, int]], sign: str) -> tuple[list[str], list[str]]:
    """Return letters and forms with the spans replaced by the sign. A letter goes if any part of its form does."""
    ends = list(accumulate(map(len, forms)))
    shown: tuple[list[str], list[str]] = [], []
    at = 0
    for begin, end in spans:
        first, last = max(bisect_right(ends, begin), at), bisect_left(ends, end) + 1
        while last < len(kept) and _adorns(kept[last]):
            last += 1
        for new, old in zip(shown, (kept, forms), strict=True):
            new += [*old[at:first], sign]
        at = last
    return shown[0] + kept[at:], shown[1] + forms[at:]


@lru_cache(maxsize=8192)
def _form(letter: str) -> str:
    """Return the form of a letter; "" for a combining mark, and a blank for a keycap, which parts two digits."""
    if _adorns(letter):
        return " " if letter == "\N{COMBINING ENCLOSING KEYCAP}" else ""
    return normalised(letter)


def _adorns(letter: str) -> bool:
    """Tell whether this is a combining mark on the letter before it."""
    return unicodedata.category(letter[0]) in ("Mn", "Me")


@lru_cache(maxsize=8192)
def _digit(letter: str) -> str:
    """Return the digit that a letter stands for (①, 一); the form of any other letter."""
    if letter in _FIGURES:
        return f"{unicodedata.numeric(letter):.0f}"
    digit = unicodedata.digit(letter, None) if len(letter) == 1 else None
    return _form(letter) if digit is None else str(digit)
