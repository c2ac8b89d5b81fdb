"""What the rules say of a name for a site, an app or a mini program, and the screens for it. `texts.site_names` reads
which name a text asks about.

A name is checked and forgotten: the state keeps only that we asked for one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.core.actions import Browse, CheckName
from bot.core.button_data import encode
from bot.core.kinds import SUBJECTS, Subject
from bot.core.knowledge import Knowledge, Province, Topic
from bot.core.replies import Button, Row, Screen
from bot.core.rules import SEVERITIES, FieldName, Rule, broken, hits, manual
from bot.core.screens.provinces import province_of
from bot.core.screens.rows import NAMING, NAMING_OF_APPS, button, home_row, in_rows, to_read, to_step
from bot.core.state import State
from bot.core.texts.asker import asker_of, with_told
from bot.core.texts.place_names import province_named
from bot.core.texts.site_names import field_named
from bot.core.words import Marked, label, say

ABOUT: Mapping[FieldName, str] = {
    "app-name": NAMING_OF_APPS, "mini-name": "naming-mini", "site-name": "naming-general",
}  # fmt: skip
"""For each kind of name the topic on it. That topic counts as read, as a further name may follow (那顺达汽修呢)."""
_HEADINGS: Mapping[FieldName, str] = {
    "app-name": "name-checked-app", "mini-name": "name-checked-mini", "site-name": "name-checked",
}  # fmt: skip
MOST_READ = 3
"""Reasons for rejection that get a button."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a name breaks, and the words in the name that it is about; () if it is about no words."""

    rule: Rule
    words: tuple[str, ...]


def judge(
    knowledge: Knowledge, name: str, subjects: Iterable[Subject], province: str, field: FieldName = "site-name"
) -> tuple[list[Finding], list[Rule]]:
    """Return the rules that a name in this field breaks for any of these kinds of applicant, the worst first, and the
    rules that only a person can check. province: "" if not known."""
    found: dict[str, Rule] = {}
    by_hand: dict[str, Rule] = {}
    for subject in subjects:
        found |= {rule.id: rule for rule in broken(knowledge.rules, field, name, subject, province)}
        by_hand |= {rule.id: rule for rule in manual(knowledge.rules, field, subject, province)}
    findings, said = list[Finding](), set[str]()
    for rule in sorted(found.values(), key=lambda rule: SEVERITIES.index(rule.severity)):
        words = hits(rule, name)
        if rule.severity == "info" and words and said.issuperset(words):
            continue  # a more serious rule named these words already
        said.update(words)
        findings.append(Finding(rule, words))
    return findings, list(by_hand.values())


def whom(knowledge: Knowledge, rule: Rule) -> str:
    """Return in brackets whom a rule is for; "": everybody."""
    if set(rule.subjects) == set(SUBJECTS) - {"personal"}:
        return label(knowledge, "name-units")
    names = "、".join(label(knowledge, f"subject-{subject}") for subject in rule.subjects)
    return label(knowledge, "name-whom", names=names) if names else ""


def speaks_against(knowledge: Knowledge, state: State, name: str, mended: Sequence[Topic]) -> bool:
    """Tell whether any rule speaks against a name, for an applicant of one of these reasons being mended."""
    subject, province, field = _read(knowledge, state, name, "", mended)
    findings, _ = judge(knowledge, name, (subject,) if subject else SUBJECTS, province.id if province else "", field)
    return any(found.rule.severity != "info" for found in findings)


def name_screen(knowledge: Knowledge, state: State, name: str, text: str = "", mended: Sequence[Topic] = ()) -> Screen:
    """Show what the rules say of a name. `text`: the whole message, which may tell the applicant and the province.
    `mended`: reasons being mended; one that only persons are given tells the applicant."""
    subject, province, field = _read(knowledge, state, name, text, mended)
    subjects = (subject,) if subject else SUBJECTS
    findings, by_hand = judge(knowledge, name, subjects, province.id if province else "", field)
    case = [label(knowledge, f"subject-{subject}" if subject else "name-anybody")]
    case += [province.short] if province else []
    lines = [
        say(knowledge, f"name-{found.rule.severity}", text=_line(knowledge, found.rule, found.words, not subject))
        for found in findings
    ]
    parts = [say(knowledge, _HEADINGS[field], name=name, case="，".join(case))]
    parts.append("\n".join(lines) if lines else say(knowledge, "name-fine"))
    if by_hand:
        own = [say(knowledge, "bullet", text=_line(knowledge, rule, (), not subject)) for rule in by_hand]
        parts.append("\n".join([say(knowledge, "name-by-hand"), *own]))
    sources = (source for rule in (*(found.rule for found in findings), *by_hand) for source in rule.source.split("；"))
    parts.append(say(knowledge, "name-decides", sources="；".join(dict.fromkeys(sources))))
    reasons = dict.fromkeys(found.rule.rejection for found in findings if found.rule.severity != "info")
    about = [ABOUT[field]] if field != "site-name" else []
    rows = in_rows(to_read(knowledge, [*list(reasons)[:MOST_READ], *about]), 1)
    rows.append((button(knowledge, "button-name-again", CheckName()),))
    return Screen("\n\n".join(parts), (*rows, *_ways_back(knowledge, state)))


def _read(
    knowledge: Knowledge, state: State, name: str, text: str, mended: Sequence[Topic]
) -> tuple[Subject | None, Province | None, FieldName]:
    """Return who applies, where, and what the name is for, as far as the message and what is known tell."""
    besides = text.replace(name, " ")
    personal = any(reason.personal for reason in mended)
    subject = "personal" if personal else with_told(asker_of(state, knowledge), knowledge, besides).subject
    province = province_named(knowledge, besides) or province_of(knowledge, state)
    return subject, province, field_named(knowledge, state, besides, mended)


def ask_site_name(knowledge: Knowledge, state: State) -> Screen:
    """Ask for the name."""
    return Screen(say(knowledge, "ask-site-name"), _ways_back(knowledge, state))


def _ways_back(knowledge: Knowledge, state: State) -> tuple[Row, ...]:
    theme = knowledge.groups.get(NAMING)
    themes = (Button(theme.title, encode(Browse(theme.id))),) if theme else ()
    return (*to_step(knowledge, state), (*themes, *home_row(knowledge)))


def _line(knowledge: Knowledge, rule: Rule, words: tuple[str, ...], anybody: bool) -> Marked:
    """Return a rule in one line; `anybody`: with whom it is for."""
    quoted = "".join(f"「{word}」" for word in words) + ("：" if words else "")
    return Marked((whom(knowledge, rule) if anybody else "") + quoted + rule.message)
