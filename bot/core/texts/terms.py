"""The term of the trade, or the order state of a console, that a text names."""

import re
from collections.abc import Iterable
from types import MappingProxyType

from bot.core.knowledge import Console, Knowledge, OrderState, Term
from bot.core.remembering import once, remembered
from bot.core.texts.wordlists import empty_without, has, short
from bot.search.normalise import clean
from bot.search.numbers import NUMBER

_TO_COME = re.compile("^(?:(?:等待|待)|工信部)|中$")
"""Parts of a state's name that say that it is to come or lasts, or who sends the message, which everybody knows."""
_WHETHER = re.compile("了[没吗]|[没吗]$|有没有")
"""Words that ask whether an order is in a state by now."""
_DATE = re.compile(r"(?<!\d)20\d\d\D\d{1,2}\D\d{1,2}日?(?:\s*\d{1,2}\D\d{2}(?:\D\d{2})?)?")
_LASTS = re.compile(rf"(?:已经?|有|都){{0,3}}(?:{NUMBER}|好?几)个?多?(?:工作日|小时|天|日|周|星期|礼拜|月)多?了?")
"""The day since which an order is in a state, and how long that is."""


@remembered
def term_named(knowledge: Knowledge, text: str) -> Term | None:
    """Return the term that this text names, by any of its names, and nothing else."""
    return next((term for term in knowledge.terms.values() if text in (term.term, *term.also)), None)


@once
def states_called(knowledge: Knowledge) -> MappingProxyType[str, tuple[tuple[Console, OrderState], ...]]:
    """Map all that order states may be called to the consoles and their states."""
    states: dict[str, list[tuple[Console, OrderState]]] = {}
    for console in knowledge.consoles.values():
        for one in console.states:
            names = (name for word in (one.state, *one.also) for name in _called(word, waits=one.result is None))
            for name in dict.fromkeys(names):
                states.setdefault(name, []).append((console, one))
    every = [one for console in knowledge.consoles.values() for one in console.states]
    alike = {clean(word): states[clean(one.state)] for one in every for word in one.like}
    return MappingProxyType({name: tuple(found) for name, found in (alike | states).items()})


def _called(word: str, *, waits: bool) -> Iterable[str]:
    """Return what people and consoles call a state. If it `waits`, 待管局审核 and 管局审核中 are the same."""
    what = _TO_COME.sub("", clean(word))
    return (clean(word), *([f"待{what}", f"等待{what}", f"{what}中"] if waits else []))


@remembered
def state_named(knowledge: Knowledge, text: str) -> tuple[str, str]:
    """Return the order state that a text names, and what it says besides. "": it names none, or says more than that
    somebody sees it and asks what its card tells."""
    plain = short(text)
    name = max((name for name in states_called(knowledge) if name in plain), key=len, default="")
    said = _DATE.sub("", plain.replace(name, "", 1))
    keys = ("words-status-seen", "words-status-asks") if has(knowledge, said, "words-status-seen") else ()
    told = _LASTS.sub("", said) if keys else said
    consoles = [clean(console.name) for console in knowledge.consoles.values()]
    return (name, said) if name and empty_without(knowledge, told, "words-status", *keys, also=consoles) else ("", text)


def asks_if_so(said: str) -> bool:
    """Tell whether what a text says besides an order state asks whether an order is in it by now (备案完成了吗)."""
    return bool(_WHETHER.search(said))
