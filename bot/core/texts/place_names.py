"""The province that a text names, or whose city it names, and what the text says of it."""

import re
from dataclasses import dataclass
from itertools import product

from bot.core.kinds import About, Subject
from bot.core.knowledge import Knowledge, Province
from bot.core.remembering import remembered
from bot.core.texts.asker import ASKED_SUBJECTS, names_in, names_of, names_only
from bot.core.texts.wordlists import empty_without, has, listed, without
from bot.core.words import label
from bot.search.sounds import spelled, syllables

LONGEST_PLACE = 12
"""The most characters of a text that only says where."""
LONGEST_LATIN_PLACE = 24
"""The same in letters, two of which say about as much as one Chinese character."""
MOST_SAID = 20
"""The most characters of a text that says where somebody is, or asks for a province's requirements."""
_AGED = re.compile(r"^我?(?:今年)?[1-9]\d岁了?[，,\s]*")
"""An age before a place."""
_PLACE = "\0"
_OF_NUMBER = re.compile(
    f"{_PLACE}(?:老家|那边)?(?:的(?:手机|电话)?(?:号|卡)|的(?:电话|座机)(?!核|回|查|抽|打)|号(?!码))"
    f"|(?:号码?|电话|手机|卡)我?[用填]?的?是?{_PLACE}(?:老家|那边)?的"
)
"""A place where a telephone number is from, and not where anything is filed (用的是湖南的号)."""
RESPECTS: tuple[About, ...] = ("site-person", "person", "papers", "naming", "phone", "address", "domain", "limits")
"""In what respects people ask."""


@dataclass(frozen=True, slots=True)
class ProvinceTold:
    """What a text says of one province, and nothing else. `mine`: the person is there; else it asks for the
    requirements there, in some respect (`about`; None: any) and for a kind of applicant (`subject`; None: any)."""

    province: Province
    mine: bool
    about: About | None = None
    subject: Subject | None = None


def province_named(knowledge: Knowledge, text: str) -> Province | None:
    """Return the province that a text names, or whose city it names. None: there is none, or several."""
    found = provinces_named(knowledge, text)
    return found[0] if len(found) == 1 else None


def provinces_named(knowledge: Knowledge, text: str) -> list[Province]:
    """Return the provinces that a text names (户口在河南), and then those whose cities it names (在南京上学).

    A city counts where it can only be one (佛山市, 我在佛山, 「佛山的呢」): some are also everyday words (开封), or
    called like a district (在朝阳区). Where a server stands, or a number is from, makes no difference.
    """
    named = {
        name: province
        for name, province in knowledge.places_in(text).items()
        if _PLACE in _OF_NUMBER.sub("", text.lower().replace(name, _PLACE))
    }
    own = {province.id: province for name, province in named.items() if name in province.own}
    alone = bool(named) and names_only(knowledge, text)
    cities = {
        province.id: province
        for name, province in named.items()
        if name in province.cities and (alone or re.search(rf"{name}市|(?<!服务器)(?<!机器)在{name}(?![区县])", text))
    }
    return list((own | cities).values())


def province_alone(knowledge: Knowledge, text: str) -> Province | None:
    """Return the province whose name, or whose city's name, is the whole text. None: it says anything else."""
    return knowledge.places_in(text).get(text.lower())


@remembered
def province_told(knowledge: Knowledge, text: str) -> ProvinceTold | None:
    """Return what a text says of a province (我在佛山, 上海的企业要什么, 广东要求). None: of none, of several, or it
    says more. With an age (20岁 湖北的) it is about the person."""
    text = _AGED.sub(listed(knowledge, "words-place-mine")[0], text)
    named = knowledge.places_in(text) if len(text) <= MOST_SAID else {}
    if len({province.id for province in named.values()}) != 1:
        return None
    province, left = next(iter(named.values())), without(text.lower(), named)
    mine, asks, may = (listed(knowledge, f"words-place-{key}") for key in ("mine", "asks", "may"))
    about = next((one for one in RESPECTS if label(knowledge, f"about-{one}") in left), None)
    subjects = names_in(knowledge, left, ASKED_SUBJECTS)
    of_topic = (label(knowledge, f"about-{about}"), *may) if about else ()
    words = [*mine, *asks, *of_topic, *names_of(knowledge, subjects)]
    if len(subjects) > 1 or not empty_without(knowledge, left, "words-follow", also=words):
        return None
    subject = subjects[0] if subjects else None
    if about or has(knowledge, left, "words-place-asks"):
        return ProvinceTold(province, False, about, subject)
    return ProvinceTold(province, True) if left.startswith(mine) else None


def province_of_place(knowledge: Knowledge, text: str) -> Province | None:
    """Return the province of a place that somebody was asked for (佛山南海, 广东省佛山市, Foshan), or None."""
    if found := province_alone(knowledge, text):
        return found
    if text.isascii() and len(text) <= LONGEST_LATIN_PLACE:
        return province_named(knowledge, text) or _spelled(knowledge, text)
    if len(text) > LONGEST_PLACE:
        return None
    named = knowledge.places_in(text)
    begins = [name for name in named if text.startswith(name) and text[len(name)] not in "区县"]
    return named[max(begins, key=len)] if begins else None


def _spelled(knowledge: Knowledge, text: str) -> Province | None:
    """Return the province spelled in pinyin, or the only one with a city so spelled."""
    letters = "".join(filter(str.isalpha, text.lower()))
    if province := knowledge.provinces.get(letters):
        return province
    sounds = "".join(spelled(letters))
    provinces = knowledge.provinces.values()
    found = [p for p in provinces if any(sounds in _sounds(name) for name in (p.short, *p.cities))] if sounds else []
    return found[0] if len(found) == 1 else None


def _sounds(name: str) -> set[str]:
    """Return all ways to pronounce a name."""
    return {"".join(read) for read in product(*map(syllables, name))}
