"""glossary.yaml and states.yaml: technical terms, and the order states of the access providers' consoles."""

from collections.abc import Collection
from typing import get_args

from bot.content.buttons import LONGEST_BUTTON, fits
from bot.content.facts import Facts
from bot.content.fields import Fields, is_id
from bot.content.markdown import check_markdown
from bot.content.source import Scalar, Sheet
from bot.content.topics import WHO
from bot.core.actions import ReadConsole, ReadOrderState, ReadTerm
from bot.core.kinds import Editable, Result
from bot.core.knowledge import Console, OrderState, Term

LONGEST_MEANS = 150
EDITABLE: tuple[Editable, ...] = get_args(Editable)
RESULTS: tuple[Result, ...] = get_args(Result)


def read_terms(sheet: Sheet, facts: Facts, topics: Collection[str], flows: Collection[str]) -> dict[str, Term]:
    """Read the terms by id, in the order of the file. `topics`, `flows`: the ids that they may refer to."""
    terms: dict[str, Term] = {}
    seen: dict[str, Scalar] = {}
    for name, line, fields in Fields.of(sheet).named():
        if is_id(sheet, line, name, "名词"):
            fits(sheet, line, f"名词「{name}」", ReadTerm(name))
        term, also = fields.label("term", LONGEST_BUTTON), fields.scalars("also", required=False)
        terms[name] = Term(
            id=name,
            term=term.text,
            also=tuple(word.text for word in also),
            means=facts.fill_markdown(sheet, fields.label("means", LONGEST_MEANS)),
            source=fields.text("source"),
            topic=fields.id("topic", topics, "条目") or None,
            flow=fields.id("flow", flows, "流程") or None,
        )
        fields.close()
        _once(sheet, (term, *also), seen)
    return terms


def read_consoles(sheet: Sheet, facts: Facts) -> dict[str, Console]:
    """Read the consoles by id, in the order of the file."""
    consoles: dict[str, Console] = {}
    for name, line, fields in Fields.of(sheet).named():
        if is_id(sheet, line, name, "名称"):
            fits(sheet, line, f"「{name}」", ReadConsole(name))
        note = fields.scalar("note", required=False)
        check_markdown(sheet, note.line, note.text)
        seen: dict[str, Scalar] = {}
        consoles[name] = Console(
            id=name,
            name=fields.label("name", LONGEST_BUTTON).text,
            note=facts.fill(sheet, note),
            states=tuple(_order_state(part, name, facts, seen) for part in fields.tables("states")),
        )
        fields.close()
    return consoles


def _order_state(fields: Fields, console: str, facts: Facts, seen: dict[str, Scalar]) -> OrderState:
    sheet = fields.sheet
    state = fields.label("state", LONGEST_BUTTON)
    also, like = (fields.scalars(key, required=False) for key in ("also", "like"))
    order_state = OrderState(
        state=state.text,
        also=tuple(word.text for word in also),
        means=facts.fill_markdown(sheet, fields.label("means", LONGEST_MEANS)),
        who=fields.choice("who", WHO),
        editable=fields.choice("editable", EDITABLE),
        source=fields.text("source"),
        usual=facts.time(fields, "usual"),
        result=fields.option("result", RESULTS),
        like=tuple(word.text for word in like),
    )
    fields.close()
    _once(sheet, (state, *also, *like), seen)
    if ":" in state.text:
        sheet.wrong(state.line, f"「{state.text}」里不能有英文冒号。请改成中文冒号。")
    fits(sheet, state.line, f"状态「{state.text}」", ReadOrderState(console, state.text))
    return order_state


def _once(sheet: Sheet, words: tuple[Scalar, ...], seen: dict[str, Scalar]) -> None:
    """Report words that are there twice. `seen` gathers the words so far."""
    for word in words:
        if word.text and (first := seen.setdefault(word.text, word)) is not word:
            sheet.wrong(word.line, f"「{word.text}」写了两次（第 {first.line} 行已有）。请删掉一个。")
