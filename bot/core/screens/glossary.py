"""Screens that explain words: the terms of the trade, and the order states in the consoles of the providers."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from bot.core.actions import NewFiling, ReadConsole, ReadOrderState, ReadTerm, Rejected, Themes
from bot.core.button_data import encode
from bot.core.kinds import Result
from bot.core.knowledge import Console, Knowledge, OrderState, Term
from bot.core.replies import Button, Row, Screen
from bot.core.screens.kept import AFTERWARDS, approved_ways
from bot.core.screens.rows import button, flow_row, home_row, in_pairs, in_rows, to_read, to_step, unexplained_row
from bot.core.state import State
from bot.core.texts.asker import asker_of
from bot.core.texts.terms import asks_if_so, state_named, states_called, term_named
from bot.core.words import Marked, label, say
from bot.search.normalise import clean

AFTER_APPROVAL = ("faq-result-notify", "after-hang-number", "police-how")
"""Topics on what to do after an approval."""


def terms(knowledge: Knowledge) -> Screen:
    """List all terms."""
    buttons = [Button(term.term, encode(ReadTerm(term.id))) for term in knowledge.terms.values()]
    return Screen(say(knowledge, "terms"), (*in_pairs(buttons), _themes_row(knowledge)))


def term_card(knowledge: Knowledge, state: State, term: Term) -> Screen:
    """Show what a term means, with the topic that says more and, for a term that says what to do, the flow for it."""
    texts = _head(knowledge, say(knowledge, "term", term=term.term), term.also)
    texts += [term.means, say(knowledge, "word-source", source=term.source)]
    flow = knowledge.flows.get(term.flow or "")
    rows = [flow_row(knowledge, flow)] if flow else []
    rows += in_rows(to_read(knowledge, filter(None, [term.topic])), 1)
    back = button(knowledge, "button-terms", ReadTerm(""))
    return Screen("\n\n".join(texts), (*rows, *_below(knowledge, state, back)))


def consoles(knowledge: Knowledge) -> Screen:
    """List all consoles."""
    buttons = [Button(console.name, encode(ReadConsole(console.id))) for console in knowledge.consoles.values()]
    return Screen(say(knowledge, "consoles"), (*in_pairs(buttons), _themes_row(knowledge)))


def order_states(knowledge: Knowledge, console: Console) -> Screen:
    """List all order states of a console."""
    buttons = [Button(s.state, encode(ReadOrderState(console.id, s.state))) for s in console.states]
    texts = [say(knowledge, "order-states", name=console.name), *([console.note] if console.note else [])]
    back = button(knowledge, "button-consoles", ReadConsole(""))
    return Screen("\n\n".join(texts), (*in_pairs(buttons), (back, *home_row(knowledge))))


def order_state_card(
    knowledge: Knowledge, state: State, name: str, found: Sequence[tuple[Console, OrderState]], *, named: bool = True
) -> Screen:
    """Show what the order state of this name means in the consoles found, once if it means the same in all of them.
    `named`: it is known which console is meant."""
    names = "、".join(console.name for console, _ in found)
    title = say(knowledge, "order-state", state=name, names=names) if named else say(knowledge, "term", term=name)
    also = dict.fromkeys(word for _, one in found for word in (one.state, *one.also) if word != name)

    def told(of: Callable[[OrderState], str], between: str = "；") -> str:
        consoles: dict[str, list[str]] = {}
        for console, one in found:
            consoles.setdefault(of(one), []).append(console.name)
        every = [(text, "、".join(whose)) for text, whose in consoles.items() if text]
        if len(consoles) == 1:
            return between.join(text for text, _ in every)
        return between.join(say(knowledge, "order-state-said", text=Marked(text), names=whose) for text, whose in every)

    facts = [
        say(knowledge, "order-state-who", who=Marked(told(lambda one: label(knowledge, f"who-{one.who}")))),
        say(
            knowledge,
            "order-state-editable",
            editable=Marked(told(lambda one: label(knowledge, f"editable-{one.editable}"))),
        ),
    ]
    if usual := told(lambda one: one.usual.text if one.usual else ""):
        facts.append(say(knowledge, "order-state-usual", usual=Marked(usual)))
    source = "；".join(dict.fromkeys(one.source for _, one in found))
    texts = _head(knowledge, title, also)
    texts += [told(lambda one: one.means, "\n"), "\n".join(facts), say(knowledge, "word-source", source=source)]
    if len(found) == 1:
        rows, back = [], Button(found[0][0].name, encode(ReadConsole(found[0][0].id)))
    else:
        rows = in_pairs([Button(one.name, encode(ReadOrderState(one.id, shown.state))) for one, shown in found])
        back = button(knowledge, "button-consoles", ReadConsole(""))
    result = found[0][1].result
    ways = ways_on(knowledge, state, result) if result else []
    return Screen("\n\n".join(texts), (*ways, *rows, *_below(knowledge, state, back)))


def ways_on(knowledge: Knowledge, state: State, result: Result) -> list[Row]:
    """Return the buttons for what to do once the review is over: mend it, or note the approval for the filing worked on
    last and see to what comes next."""
    if result == "returned":
        return [(button(knowledge, "button-rejected", Rejected()), *unexplained_row(knowledge))]
    filing = state.worked_on
    ways = approved_ways(knowledge, filing) if filing and filing.flow in knowledge.flows else []
    if not ways and (flow := knowledge.flows.get(AFTERWARDS)):
        ways.append(button(knowledge, "button-then", NewFiling(flow.id), flow=flow.title))
    return in_rows(ways + to_read(knowledge, AFTER_APPROVAL), 1)


def meaning(knowledge: Knowledge, state: State, text: str) -> Screen | None:
    """Show the term or order state that a text names; None: it names none, or asks if a filing came so far. Of several
    consoles with this state, the one that is named too or is the person's own provider is shown, else all."""
    if term := term_named(knowledge, text):
        return term_card(knowledge, state, term)
    name, said = state_named(knowledge, text)
    if not name:
        return None
    found, provider = states_called(knowledge)[name], asker_of(state, knowledge).provider
    mine = [(c, s) for c, s in found if clean(c.name) in said] or [(c, s) for c, s in found if c.id == provider]
    alike = next(((word, one.state) for _, one in found for word in one.like if clean(word) == name), None)
    if alike is None:
        return order_state_card(knowledge, state, name, mine or found, named=bool(mine))
    if asks_if_so(said):  # 备案完成了吗 does not ask for the meaning of a state
        return None
    like, nearest = alike
    card = order_state_card(knowledge, state, nearest, mine or found, named=bool(mine))
    note = say(knowledge, "order-state-like", state=like, nearest=nearest)
    return replace(card, text=f"{note}\n\n{card.text}")


def _head(knowledge: Knowledge, title: str, also: Iterable[str]) -> list[str]:
    words = "、".join(also)
    return [title, say(knowledge, "word-also", also=words)] if words else [title]


def _below(knowledge: Knowledge, state: State, back: Button) -> tuple[Row, ...]:
    return (*to_step(knowledge, state), (back, *home_row(knowledge)))


def _themes_row(knowledge: Knowledge) -> Row:
    return (button(knowledge, "button-back-themes", Themes(False)), *home_row(knowledge))
