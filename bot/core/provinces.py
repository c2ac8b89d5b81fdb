"""Screens about provinces: which one, and what it asks for beyond the common rules."""

from itertools import groupby

from bot.core.actions import MyProvince, OpenStep, Provinces, ReadProvince, encode
from bot.core.answers import home_row, in_rows, province_of
from bot.core.knowledge import Knowledge, Province
from bot.core.replies import Button, Screen
from bot.core.state import State
from bot.core.words import Marked, label, say


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
