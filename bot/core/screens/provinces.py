"""Screens about provinces: which one, and what it asks for beyond the common rules."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, product

from bot.core.actions import MyProvince, Provinces, ReadProvince
from bot.core.button_data import encode
from bot.core.knowledge import About, Knowledge, Province, Requirement, Subject
from bot.core.replies import Button, Screen
from bot.core.screens.rows import button, home_row, in_rows, to_step
from bot.core.state import State
from bot.core.texts.asker import ASKED_SUBJECTS, names_in, names_of, names_only
from bot.core.texts.remembering import remembered
from bot.core.texts.wordlists import has, listed, only, without
from bot.core.words import Marked, label, say
from bot.search.engine import THEME
from bot.search.normalise import any_of
from bot.search.sounds import spelled, syllables

LONGEST = 12
"""Characters in which somebody says where, and nothing else."""
LONGEST_LATIN = 24
"""So it is in letters, two of which say about as much as one sign."""

ALIKE = 2
"""Pairs of characters that a question and what a province asks for share where they are about the same."""
MOST_SAID = 20
"""Characters in which somebody says that, or asks what is asked for there."""
_AGED = re.compile(r"^我?(?:今年)?[1-9]\d岁了?[，,\s]*")
"""How old one is, before one says where."""
ABOUT: tuple[About, ...] = ("site-person", "person", "papers", "naming", "phone", "address", "domain", "limits")
"""In what respects it is asked."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says of one province, and nothing else: `mine`: that the person is there; else it asks what is asked
    for there, in some respect (`about`; None: in any), of some kind of applicant (None: of any)."""

    province: Province
    mine: bool
    about: About | None = None
    subject: Subject | None = None


def mentioned(knowledge: Knowledge, text: str) -> Province | None:
    """The province that a text names, or in which the city lies that it names; None where it names none, or several."""
    found = all_mentioned(knowledge, text)
    return found[0] if len(found) == 1 else None


def all_mentioned(knowledge: Knowledge, text: str) -> list[Province]:
    """The provinces that a text names (户口在河南), and then those in which the cities lie that it names (在南京上学).

    A city counts where it can only be one (佛山市, 我在佛山, 「佛山的呢」): some are words of every day, too (开封), or
    called like a district (在朝阳区). Where a server stands makes no difference.
    """
    named = knowledge.places_in(text)
    own = {province.id: province for name, province in named.items() if name in province.own}
    alone = bool(named) and names_only(knowledge, text)
    cities = {
        province.id: province
        for name, province in named.items()
        if name in province.cities and (alone or re.search(rf"{name}市|(?<!服务器)(?<!机器)在{name}(?![区县])", text))
    }
    return list((own | cities).values())


def local_lines(
    knowledge: Knowledge, province: Province | None, about: Sequence[About], subject: Subject | None
) -> list[str]:
    """What a province asks for in these respects of this kind of applicant (None: not known which), as one paragraph;
    nothing where nothing is known."""
    return local_parted(knowledge, province, about, subject, "")[1]


def local_parted(
    knowledge: Knowledge, province: Province | None, about: Sequence[About], subject: Subject | None, asked: str
) -> tuple[list[str], list[str]]:
    """The same in two paragraphs: what is most like that which was `asked` about this province, or all there is where
    it is only one thing; and the rest. "": nothing was asked about it."""
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
    """The characters of a text, each with the next one."""
    return {text[at : at + 2] for at in range(len(text) - 1)}


def asked_in(province: Province, about: Sequence[About], subject: Subject | None) -> list[Requirement]:
    """What a province asks for in these respects of this kind of applicant (None: not known which)."""
    return [one for one in province.requirements if one.about in about and one.is_asked_of(subject)]


def province_of(knowledge: Knowledge, state: State) -> Province | None:
    """The province of the filing that was worked on last; where there is none, the one that the person named as its
    own."""
    front = state.worked_on
    return knowledge.provinces.get(front.province if front else state.asker.province)


def called(knowledge: Knowledge, text: str) -> Province | None:
    """The province that a text names, or in which the city lies that it names; None: it names none, or says more."""
    return knowledge.places_in(text).get(text.lower())


@remembered
def said(knowledge: Knowledge, text: str) -> Said | None:
    """What a text says of a province (我在佛山, 上海的企业要什么, 广东要求); None: of none, of several, or more. Who
    tells an age with it (20岁 湖北的) says it of themselves."""
    text = _AGED.sub(listed(knowledge, "words-place-mine")[0], text)
    named = knowledge.places_in(text) if len(text) <= MOST_SAID else {}
    if len({province.id for province in named.values()}) != 1:
        return None
    province, left = next(iter(named.values())), without(text.lower(), named)
    mine, asks, may = (listed(knowledge, f"words-place-{key}") for key in ("mine", "asks", "may"))
    about = next((one for one in ABOUT if label(knowledge, f"about-{one}") in left), None)
    subjects = names_in(knowledge, left, ASKED_SUBJECTS)
    of_topic = (label(knowledge, f"about-{about}"), *may) if about else ()
    words = [*mine, *asks, *of_topic, *names_of(knowledge, subjects)]
    if len(subjects) > 1 or not only(knowledge, left, "words-follow", also=words):
        return None
    subject = subjects[0] if subjects else None
    if about or has(knowledge, left, "words-place-asks"):
        return Said(province, False, about, subject)
    return Said(province, True) if left.startswith(mine) else None


def lies_in(knowledge: Knowledge, text: str) -> Province | None:
    """The province of a place that somebody was asked for (佛山南海, 广东省佛山市, Foshan); None: it is not told."""
    if found := called(knowledge, text):
        return found
    if text.isascii() and len(text) <= LONGEST_LATIN:
        return mentioned(knowledge, text) or _spelled(knowledge, text)
    if len(text) > LONGEST:
        return None
    named = knowledge.places_in(text)
    begins = [name for name in named if text.startswith(name) and text[len(name)] not in "区县"]
    return named[max(begins, key=len)] if begins else None


def _spelled(knowledge: Knowledge, text: str) -> Province | None:
    """The province that is spelled in pinyin, or in which the only cities lie that are."""
    letters = "".join(filter(str.isalpha, text.lower()))
    if province := knowledge.provinces.get(letters):
        return province
    sounds = "".join(spelled(letters))
    provinces = knowledge.provinces.values()
    found = [p for p in provinces if any(sounds in _sounds(name) for name in (p.short, *p.cities))] if sounds else []
    return found[0] if len(found) == 1 else None


def _sounds(name: str) -> set[str]:
    """How a name may be pronounced."""
    return {"".join(read) for read in product(*map(syllables, name))}


def menu(knowledge: Knowledge) -> Screen:
    """All provinces."""
    buttons = [Button(p.short, encode(ReadProvince(p.id))) for p in knowledge.provinces.values()]
    return Screen(say(knowledge, "provinces"), (*in_rows(buttons, 4), home_row(knowledge)))


def card(
    knowledge: Knowledge,
    state: State,
    province: Province,
    about: About | None = None,
    subject: Subject | None = None,
) -> Screen:
    """What a province asks for of this kind of applicant (None: of any), by subject, each with the years of its source;
    in this respect only, where something is known of it."""
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
    rows: list[tuple[Button, ...]] = []
    if province_of(knowledge, state) != province:
        rows.append((button(knowledge, "button-my-province", MyProvince(province.id), short=province.short),))
    rows += to_step(knowledge, state)
    rows.append((button(knowledge, "button-provinces", Provinces()), *home_row(knowledge)))
    return Screen("\n\n".join(texts), tuple(rows))
