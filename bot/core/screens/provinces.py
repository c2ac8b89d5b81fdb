"""Screens about provinces: which one, and what it asks for beyond the common rules."""

import re
from collections.abc import Sequence
from itertools import groupby

from bot.core.actions import MyProvince, Provinces, ReadProvince
from bot.core.button_data import encode
from bot.core.kinds import About, Subject
from bot.core.knowledge import Knowledge, Province, Requirement
from bot.core.replies import Button, Row, Screen
from bot.core.screens.rows import button, home_row, in_rows, to_step
from bot.core.state import State
from bot.core.texts.asker import ASKED_SUBJECTS, names_of
from bot.core.words import Marked, label, say
from bot.search.engine import THEME
from bot.search.normalise import any_of

ALIKE = 2
"""Pairs of adjacent characters that a question and a requirement share if they are about the same."""


def local_lines(
    knowledge: Knowledge, province: Province | None, about: Sequence[About], subject: Subject | None
) -> list[str]:
    """Return in one paragraph what a province asks for in these respects of this kind of applicant (None: not known
    which); empty if nothing is known."""
    return local_parted(knowledge, province, about, subject, "")[1]


def local_parted(
    knowledge: Knowledge, province: Province | None, about: Sequence[About], subject: Subject | None, asked: str
) -> tuple[list[str], list[str]]:
    """Return two paragraphs: the requirements closest to the question `asked` about this province (all of them if there
    is only one), and the rest. asked: "" if there is no question."""
    if province is None:
        return [], []
    found = asked_in(province, about, subject)
    told = (province.short, THEME, *names_of(knowledge, ASKED_SUBJECTS))
    pairs = _pairs(re.sub(any_of(told), " ", asked)) if asked else set[str]()
    alike = [len(pairs & _pairs(one.text)) for one in found]
    most = max(alike, default=0)
    fits = [bool(asked) and (len(found) == 1 or most >= ALIKE) and one == most for one in alike]
    first, rest = ([one for one, fit in zip(found, fits, strict=True) if fit == which] for which in (True, False))
    return _paragraph(knowledge, province, "local-asked", first), _paragraph(knowledge, province, "local", rest)


def _paragraph(knowledge: Knowledge, province: Province, heading: str, found: Sequence[Requirement]) -> list[str]:
    lines = [say(knowledge, "province-line", text=Marked(one.text), years=one.years) for one in found]
    return ["\n".join([say(knowledge, heading, short=province.short), *lines])] if lines else []


def _pairs(text: str) -> set[str]:
    """Return all pairs of adjacent characters of a text."""
    return {text[at : at + 2] for at in range(len(text) - 1)}


def asked_in(province: Province, about: Sequence[About], subject: Subject | None) -> list[Requirement]:
    """Return what a province asks for in these respects of this kind of applicant (None: not known which)."""
    return [one for one in province.requirements if one.about in about and one.is_asked_of(subject)]


def province_of(knowledge: Knowledge, state: State) -> Province | None:
    """Return the province of the filing worked on last; without a filing, the one that the person named."""
    front = state.worked_on
    return knowledge.provinces.get(front.province if front else state.asker.province)


def menu(knowledge: Knowledge) -> Screen:
    """List all provinces."""
    buttons = [Button(p.short, encode(ReadProvince(p.id))) for p in knowledge.provinces.values()]
    return Screen(say(knowledge, "provinces"), (*in_rows(buttons, 4), home_row(knowledge)))


def province_screen(
    knowledge: Knowledge,
    state: State,
    province: Province,
    about: About | None = None,
    subject: Subject | None = None,
) -> Screen:
    """Show what a province asks for of this kind of applicant (None: of any), with its years. `about`: in this respect,
    if anything is known of it."""
    texts = [say(knowledge, "province", name=province.authority, prefix=province.prefix)]
    asked = [one for one in province.requirements if one.is_asked_of(subject)]
    requirements = [one for one in asked if one.about == about] or asked
    for kind, group in groupby(requirements, key=lambda requirement: requirement.about):
        head = say(knowledge, "province-about", about=label(knowledge, f"about-{kind}"))
        lines = [say(knowledge, "province-line", text=Marked(r.text), years=r.years) for r in group]
        texts.append("\n".join([head, *lines]))
    if requirements:
        named = (source for requirement in requirements for source in requirement.source.split("；"))
        sources = "；".join(dict.fromkeys(named))
        texts.append(say(knowledge, "province-source", sources=sources))
    else:
        texts.append(say(knowledge, "province-unknown"))
    rows: list[Row] = []
    if province_of(knowledge, state) != province:
        rows.append((button(knowledge, "button-my-province", MyProvince(province.id), short=province.short),))
    rows += to_step(knowledge, state)
    rows.append((button(knowledge, "button-provinces", Provinces()), *home_row(knowledge)))
    return Screen("\n\n".join(texts), tuple(rows))
