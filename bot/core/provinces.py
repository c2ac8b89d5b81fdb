"""Screens about provinces: which one, and what it asks for beyond the common rules."""

from itertools import groupby

from bot.core.actions import MyProvince, OpenStep, Provinces, ReadProvince, encode
from bot.core.answers import home_row, in_rows, province_of
from bot.core.knowledge import Knowledge, Province
from bot.core.replies import Button, Screen
from bot.core.state import State
from bot.core.words import Marked, label, say

LONGEST = 12
"""Characters in which somebody says where, and nothing else."""


def called(knowledge: Knowledge, text: str) -> Province | None:
    """The province that a text names, or in which the city lies that it names; None: it names none, or says more."""
    if not knowledge.places.found(text):
        return None
    return next((province for province in knowledge.provinces.values() if text in province.names), None)


def lies_in(knowledge: Knowledge, text: str) -> Province | None:
    """The province of a place that somebody was asked for (佛山南海, 广东省佛山市); None: it is not told."""
    if (found := called(knowledge, text)) or len(text) > LONGEST:
        return found
    names = {name: province for province in knowledge.provinces.values() for name in (province.short, *province.cities)}
    begins = [name for name in names if text.startswith(name) and text[len(name)] not in "区县"]
    return names[max(begins, key=len)] if begins else None


def menu(knowledge: Knowledge) -> Screen:
    """All provinces."""
    buttons = [Button(p.short, encode(ReadProvince(p.id))) for p in knowledge.provinces.values()]
    return Screen(say(knowledge, "provinces"), (*in_rows(buttons, 4), home_row(knowledge)))


def card(knowledge: Knowledge, state: State, province: Province) -> Screen:
    """What a province asks for, by subject, each with the years of its source."""
    texts = [say(knowledge, "province", name=province.authority, prefix=province.prefix)]
    for about, group in groupby(province.requirements, key=lambda requirement: requirement.about):
        head = say(knowledge, "province-about", about=label(knowledge, f"about-{about}"))
        lines = [say(knowledge, "province-line", text=Marked(r.text), years=r.years) for r in group]
        texts.append("\n".join([head, *lines]))
    if province.requirements:
        named = (source for requirement in province.requirements for source in requirement.source.split("；"))
        sources = "；".join(dict.fromkeys(named))
        texts.append(say(knowledge, "province-source", sources=sources))
    else:
        texts.append(say(knowledge, "province-unknown"))
    rows: list[tuple[Button, ...]] = []
    if province_of(knowledge, state) != province:
        remember = label(knowledge, "button-my-province", short=province.short)
        rows.append((Button(remember, encode(MyProvince(province.id))),))
    if state.showing:
        rows.append((Button(label(knowledge, "button-to-step"), encode(OpenStep(state.front, state.showing))),))
    rows.append((Button(label(knowledge, "button-provinces"), encode(Provinces())), *home_row(knowledge)))
    return Screen("\n\n".join(texts), tuple(rows))
