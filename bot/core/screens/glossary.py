"""Screens that explain words: the terms of the trade, and what the consoles of the providers say of an order."""

from collections.abc import Iterable, Sequence

from bot.core.actions import NewFiling, ReadConsole, ReadOrderState, ReadTerm, Rejected, Themes
from bot.core.button_data import encode
from bot.core.knowledge import Console, Knowledge, OrderState, Result, Term
from bot.core.replies import Button, Screen
from bot.core.screens.kept import AFTERWARDS, approved_ways
from bot.core.screens.rows import button, flow_row, home_row, in_pairs, in_rows, to_read, to_step, unexplained_row
from bot.core.state import State
from bot.core.texts.remembering import remembered
from bot.core.texts.wordlists import only
from bot.core.words import label, say

AFTER_APPROVAL = ("faq-result-notify", "after-hang-number", "police-how")
"""Topics on what is to be done where a filing was approved."""


def terms(knowledge: Knowledge) -> Screen:
    """All terms."""
    buttons = [Button(term.term, encode(ReadTerm(term.id))) for term in knowledge.terms.values()]
    return Screen(say(knowledge, "terms"), (*in_pairs(buttons), _themes_row(knowledge)))


def term_card(knowledge: Knowledge, state: State, term: Term) -> Screen:
    """What a term means, with the way to the topic that says more; who says what is to be done may begin with it."""
    texts = _head(knowledge, say(knowledge, "term", term=term.term), term.also)
    texts += [term.means, say(knowledge, "word-source", source=term.source)]
    flow = knowledge.flows.get(term.flow or "")
    rows = [flow_row(knowledge, flow)] if flow else []
    rows += in_rows(to_read(knowledge, filter(None, [term.topic])), 1)
    back = button(knowledge, "button-terms", ReadTerm(""))
    return Screen("\n\n".join(texts), (*rows, *_below(knowledge, state, back)))


def consoles(knowledge: Knowledge) -> Screen:
    """All consoles."""
    buttons = [Button(console.name, encode(ReadConsole(console.id))) for console in knowledge.consoles.values()]
    return Screen(say(knowledge, "consoles"), (*in_pairs(buttons), _themes_row(knowledge)))


def order_states(knowledge: Knowledge, console: Console) -> Screen:
    """All order states of a console."""
    buttons = [Button(s.state, encode(ReadOrderState(console.id, s.state))) for s in console.states]
    texts = [say(knowledge, "order-states", name=console.name), *([console.note] if console.note else [])]
    back = button(knowledge, "button-consoles", ReadConsole(""))
    return Screen("\n\n".join(texts), (*in_pairs(buttons), (back, *home_row(knowledge))))


def order_state_card(
    knowledge: Knowledge, state: State, name: str, found: Sequence[tuple[Console, OrderState]]
) -> Screen:
    """What the order state of this name means: one and the same in all the consoles found."""
    console, shown = found[0]
    names = "、".join(console.name for console, _ in found)
    also = dict.fromkeys(word for _, one in found for word in (one.state, *one.also) if word != name)
    texts = _head(knowledge, say(knowledge, "order-state", state=name, names=names), also)
    facts = [
        say(knowledge, "order-state-who", who=label(knowledge, f"who-{shown.who}")),
        say(knowledge, "order-state-editable", editable=label(knowledge, f"editable-{shown.editable}")),
    ]
    if shown.usual:
        facts.append(say(knowledge, "order-state-usual", usual=shown.usual.text))
    source = "；".join(dict.fromkeys(one.source for _, one in found))
    texts += [shown.means, "\n".join(facts), say(knowledge, "word-source", source=source)]
    back = button(knowledge, "button-consoles", ReadConsole(""))
    if len(found) == 1:
        back = Button(console.name, encode(ReadConsole(console.id)))
    ways = ways_on(knowledge, state, shown.result) if shown.result else []
    return Screen("\n\n".join(texts), (*ways, *_below(knowledge, state, back)))


def ways_on(knowledge: Knowledge, state: State, result: Result) -> list[tuple[Button, ...]]:
    """What to do once the review is over: mend it; or note that it is done, for the filing worked on last, and see to
    what comes then."""
    if result == "returned":
        return [(button(knowledge, "button-rejected", Rejected()), *unexplained_row(knowledge))]
    filing = state.worked_on
    ways = approved_ways(knowledge, filing) if filing and filing.flow in knowledge.flows else []
    if not ways and (flow := knowledge.flows.get(AFTERWARDS)):
        ways.append(button(knowledge, "button-then", NewFiling(flow.id), flow=flow.title))
    return in_rows(ways + to_read(knowledge, AFTER_APPROVAL), 1)


@remembered
def term_named(knowledge: Knowledge, text: str) -> Term | None:
    """The term that is just this text, by whichever of its names."""
    return next((term for term in knowledge.terms.values() if text in (term.term, *term.also)), None)


def meaning(knowledge: Knowledge, state: State, text: str) -> Screen | None:
    """The card of the term or order state that a text names; None where it names none. Consoles that mean different
    things by one state are offered."""
    if term := term_named(knowledge, text):
        return term_card(knowledge, state, term)
    name, said = _state_named(knowledge, text)
    if not name:
        return None
    every = ((c, s) for c in knowledge.consoles.values() for s in c.states)
    # Most consoles call it 管局审核 what people, and another one, call 管局审核中.
    names = {name, name.removesuffix("中")}
    found = [(c, s) for c, s in every if s.state in names or not names.isdisjoint(s.also)]
    found = [(c, s) for c, s in found if c.name in said] or found
    if len({(one.means, one.who, one.editable, one.usual) for _, one in found}) == 1:
        return order_state_card(knowledge, state, name, found)
    rows = [(Button(console.name, encode(ReadOrderState(console.id, one.state))),) for console, one in found]
    return Screen(say(knowledge, "which-console", state=name), (*rows, home_row(knowledge)))


@remembered
def _state_named(knowledge: Knowledge, text: str) -> tuple[str, str]:
    """The order state that a text names, and what it says besides; "" where it says more than that somebody sees it."""
    names = {word for c in knowledge.consoles.values() for s in c.states for word in (s.state, *s.also) if word in text}
    if not names:
        return "", text
    name = max(names, key=len)
    said = text.replace(name, "", 1)
    consoles = [console.name for console in knowledge.consoles.values()]
    return (name, said) if only(knowledge, said, "words-status", also=consoles) else ("", text)


def _head(knowledge: Knowledge, title: str, also: Iterable[str]) -> list[str]:
    words = "、".join(also)
    return [title, say(knowledge, "word-also", also=words)] if words else [title]


def _below(knowledge: Knowledge, state: State, back: Button) -> tuple[tuple[Button, ...], ...]:
    """The last rows of a card: to the step that one was at, and back to where the card stands."""
    return (*to_step(knowledge, state), (back, *home_row(knowledge)))


def _themes_row(knowledge: Knowledge) -> tuple[Button, ...]:
    return (button(knowledge, "button-back-themes", Themes(False)), *home_row(knowledge))
