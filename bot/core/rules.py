"""The checks before a filing is submitted: the rules as values, and which of them a filled-in value breaks.

A value that breaks no rule may still be rejected: the authority decides.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args

from bot.core.kinds import Subject

FieldName = Literal[
    "site-name", "business-scope", "domain", "domain-days-left", "domain-realname-days", "domain-count",
    "subject-name", "uscc", "id-card", "id-days-left", "license-days-left", "business-status", "address",
    "principal", "principal-age", "site-person", "site-person-age", "mobile", "landline", "emergency-phone", "email",
    "photo", "photo-type", "photo-mb", "papers", "server", "server-months", "server-days-left", "server-filings",
    "own-sites", "open-orders", "remark", "icp-number", "footer-link",
    "app-name", "mini-name", "app-icon-kb", "app-package", "app-md5", "app-sha1",
]  # fmt: skip
RuleKind = Literal[
    "words", "prefix-words", "suffix", "not-suffix", "pattern", "not-pattern", "least-hanzi", "longest", "least",
    "most", "checksum", "region", "manual",
]  # fmt: skip
Severity = Literal["error", "warn", "info"]
Checksum = Literal["uscc", "id-card"]

SEVERITIES: tuple[Severity, ...] = get_args(Severity)

_ON_SUFFIXES = ("suffix", "not-suffix")
_HANZI = re.compile("[㐀-䶿一-鿿豈-\ufaff𠀀-\U0003ffff]")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_ID_CARD = re.compile(r"[0-9]{17}[0-9X]")
_USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True, slots=True)
class Local:
    """How a rule differs in some provinces. `number` None: it is the same there. `subjects` (): for everybody."""

    provinces: tuple[str, ...]
    severity: Severity
    number: float | None = None
    subjects: tuple[Subject, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One check of one field. Its kind tells what it uses: words, a pattern, a number or a checksum.

    message: what is wrong and what to do, in one line.
    rejection: the topic of the rejection that follows otherwise.
    subjects (): for everybody.
    only_there: it holds only in the provinces of `local`.
    """

    id: str
    field: FieldName
    kind: RuleKind
    severity: Severity
    message: str
    rejection: str
    source: str
    subjects: tuple[Subject, ...] = ()
    words: tuple[str, ...] = ()
    pattern: re.Pattern[str] = re.compile("")
    number: float = 0
    checksum: Checksum | None = None
    local: tuple[Local, ...] = ()
    only_there: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules.

    suffixes: the domain suffixes in the lists of rules.yaml.
    regions: the code of each province in official numbers.
    """

    suffixes: frozenset[str]
    regions: Mapping[str, str]
    checks: tuple[Rule, ...]


def broken(rules: Rules, field: FieldName, value: str, subject: Subject, province: str) -> tuple[Rule, ...]:
    """Return the rules that a value breaks in a province ("": not known), the worst first.

    Manual rules are never among them: no program can check them.
    """
    value = value.strip()
    found = (
        rule for rule in _holding(rules, field, subject, province) if _breaks(rule, value, province, rules.regions)
    )
    return tuple(sorted(found, key=lambda rule: SEVERITIES.index(rule.severity)))


def of_suffix(rules: Rules, suffix: str, province: str) -> tuple[Rule, ...]:
    """Return the rules that the suffix of a domain (.io) breaks in a province, the worst first.

    If the province is not known (""): the rules that hold everywhere, then those that hold only in some provinces.
    """
    there = [
        rule for rule in broken(rules, "domain", f"x{suffix}", "enterprise", province) if rule.kind in _ON_SUFFIXES
    ]
    elsewhere = [rule for rule in rules.checks if rule.only_there and rule.kind in _ON_SUFFIXES and hits(rule, suffix)]
    return tuple(there + ([] if province else elsewhere))


def manual(rules: Rules, field: FieldName, subject: Subject, province: str) -> tuple[Rule, ...]:
    """Return the rules that a person has to check."""
    return tuple(rule for rule in _holding(rules, field, subject, province) if rule.kind == "manual")


def hits(rule: Rule, value: str) -> tuple[str, ...]:
    """Return the words of a rule that are in a value."""
    match rule.kind:
        case "words":
            return tuple(word for word in rule.words if _folded(word) in _folded(value))
        case "prefix-words":
            return tuple(word for word in rule.words if _folded(value).startswith(_folded(word)))
        case "suffix" | "not-suffix":
            return tuple(word for word in rule.words if _domain(value).endswith(word))
        case _:
            return ()


def uscc_valid(code: str) -> bool:
    """Tell whether a unified social credit code has the right form and check sign (GB 32100-2015)."""
    if len(code) != 18 or not set(code) <= set(_USCC_SIGNS):
        return False
    total = sum(_USCC_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(code[:17]))
    return _USCC_SIGNS.index(code[17]) == -total % 31


def id_card_valid(number: str) -> bool:
    """Tell whether a resident identity number has the right form, a real day of birth and the right check sign
    (GB 11643-1999)."""
    if not _ID_CARD.fullmatch(number):
        return False
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(number[:17]))
    return "10X98765432"[total % 11] == number[17]


def _holding(rules: Rules, field: FieldName, subject: Subject, province: str) -> Iterator[Rule]:
    """Yield the rules of a field for this kind of applicant, as they are in the province."""
    for rule in rules.checks:
        if rule.field != field or (rule.subjects and subject not in rule.subjects):
            continue
        there = (local for local in rule.local if province in local.provinces)
        local = next((local for local in there if not local.subjects or subject in local.subjects), None)
        if local:
            number = rule.number if local.number is None else local.number
            yield replace(rule, severity=local.severity, number=number)
        elif not rule.only_there:
            yield rule


def _breaks(rule: Rule, value: str, province: str, regions: Mapping[str, str]) -> bool:
    match rule.kind:
        case "words" | "prefix-words" | "not-suffix":
            return bool(hits(rule, value))
        case "suffix":
            return not hits(rule, value)
        case "pattern":
            return not rule.pattern.search(value)
        case "not-pattern":
            return bool(rule.pattern.search(value))
        case "least-hanzi":
            return len(_HANZI.findall(value)) < rule.number
        case "longest":
            return len(value) > rule.number
        case "least":
            return bool(_NUMBER.fullmatch(value)) and float(value) < rule.number
        case "most":
            return bool(_NUMBER.fullmatch(value)) and float(value) > rule.number
        case "checksum":
            return not (uscc_valid(value) if rule.checksum == "uscc" else id_card_valid(value))
        case "region":
            start = int(rule.number) - 1
            code = value[start : start + 2]
            return province in regions and code != regions[province] and code in regions.values()
        case "manual":
            return False


def _folded(text: str) -> str:
    """Return a text without differences of case and width."""
    return unicodedata.normalize("NFKC", text).casefold()


def _domain(name: str) -> str:
    """Return a domain in lower case; xn--… becomes its own script."""
    name = _folded(name).rstrip(".")
    try:
        return name.encode("ascii").decode("idna")
    except UnicodeError:
        return name
