"""router.yaml: the questions that lead to the right flow. Checked: no dead ends, no circles, few presses, all flows
reached."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from bot.content.buttons import LONGEST_BUTTON, fits
from bot.content.facts import Facts
from bot.content.fields import Fields, is_id, refers
from bot.content.problem import perhaps
from bot.content.source import Sheet
from bot.content.words import spread
from bot.core.actions import Choose
from bot.core.kinds import SUBJECTS
from bot.core.knowledge import Flow, Option, Question, Router
from bot.search.normalise import clean

MOST_TAPS = 6
"""Presses from the first question to the name of a filing: in the router, then for the applicant and the province."""
LONGEST_NOTE = 300

Road = tuple[tuple[Question, Option], ...]
"""Questions and their answers, one after the other."""
Lines = dict[tuple[str, str], int]
"""The line of each answer, by ids of question and answer."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What an answer may refer to: questions, flows and topics by id, conditions in the words of the items."""

    facts: Facts
    questions: Collection[str]
    flows: Mapping[str, Flow]
    topics: Collection[str]
    conditions: Collection[str]


def read_router(sheet: Sheet, facts: Facts, flows: Sequence[Flow], topics: Collection[str]) -> Router:
    """Read the router; an empty one if there is no valid first question."""
    fields = Fields.of(sheet)
    first, table = fields.scalar("first"), fields.table("questions")
    fields.close()
    conditions = {item.condition for flow in flows for step in flow.steps for item in step.items if item.condition}
    known = _Known(facts, table.entries, {flow.id: flow for flow in flows}, topics, conditions)
    questions: dict[str, Question] = {}
    lines: Lines = {}
    for name, line, part in table.named():
        is_id(sheet, line, name, "问题")
        questions[name] = _question(part, name, known, lines)
    _same_words(sheet, questions, lines)
    if not questions or not refers(sheet, first, questions, "问题"):
        return Router("", {})
    if not _circle(sheet, questions, lines):
        _check_roads(sheet, first.text, questions, known.flows, table.lines, lines)
    return Router(first.text, MappingProxyType(questions))


def _question(fields: Fields, name: str, known: _Known, lines: Lines) -> Question:
    """Read a question. `lines` gathers the lines of its answers."""
    sheet, text = fields.sheet, fields.scalar("ask")
    options: list[Option] = []
    for id, line, part in fields.table("options").named():
        lines[name, id] = line
        if is_id(sheet, line, id, "答案"):
            fits(sheet, line, f"问题「{name}」加答案「{id}」", Choose(name, id))
        option = _option(part, id, known)
        if option.text and option.text in (other.text for other in options):
            sheet.wrong(line, f"「{option.text}」在这个问题里写了两次，分不出来。请换一个说法。")
        options.append(option)
    if "options" in fields.entries and len(options) < 2:
        sheet.wrong(fields.place("options"), "「options」（答案）至少要两个，只有一个就不用问了。")
    fields.close()
    return Question(name, known.facts.fill_markdown(sheet, text), tuple(options))


def _option(fields: Fields, id: str, known: _Known) -> Option:
    sheet, facts = fields.sheet, known.facts
    note, says = (fields.scalar(key, required=False) for key in ("note", "says"))
    option = Option(
        id=id,
        text=facts.fill(sheet, fields.label("text", LONGEST_BUTTON)),
        ask=fields.id("ask", known.questions, "问题"),
        flow=fields.id("flow", known.flows, "流程"),
        topic=fields.id("topic", known.topics, "条目"),
        note=facts.fill_markdown(sheet, note),
        subject=fields.choice("subject", SUBJECTS) if fields.take("subject", required=False) else None,
        holds=_conditions(fields, "holds", known.conditions),
        lacks=_conditions(fields, "lacks", known.conditions),
        words=tuple(tuple(map(clean, words.split())) for words in fields.texts("words", required=False)),
        says=spread(sheet, says) if says.text else "",
    )
    fields.close()
    ways = [key for key in ("ask", "flow", "topic") if key in fields.entries]
    if len(ways) != 1:
        sheet.wrong(
            fields.line, "每个答案要通到一处，也只通到一处：ask（接着问）、flow（流程）或 topic（条目）写一个。"
        )
    if option.topic and not option.note:
        sheet.wrong(fields.line, "通到 topic 的答案，要在 note 里先说结论，例如「不需要备案」，再说理由和例外。")
    sheet.limit(note.line, "「note」", option.note, LONGEST_NOTE)
    return option


def _conditions(fields: Fields, key: str, known: Collection[str]) -> tuple[str, ...]:
    found = []
    for value in fields.scalars(key, required=False):
        if known and value.text not in known:
            guess = perhaps(value.text, known)
            fields.sheet.wrong(value.line, f"没有哪个清单条目的 if 写着「{value.text}」{guess}要一个字不差。")
        found.append(value.text)
    return tuple(found)


def _same_words(sheet: Sheet, questions: dict[str, Question], lines: Lines) -> None:
    """Report groups of words that mean two answers."""
    seen: dict[frozenset[str], tuple[str, str]] = {}
    for question in questions.values():
        for option in question.options:
            for words in option.words:
                here = (question.id, option.id)
                if (first := seen.setdefault(frozenset(words), here)) != here:
                    sheet.wrong(lines[here], f"「{' '.join(words)}」在答案「{first[1]}」的 words 里已有。请删掉一处。")


def _circle(sheet: Sheet, questions: dict[str, Question], lines: Lines) -> bool:
    """Report answers that lead back to an earlier question. Return whether there are any."""
    done: set[str] = set()
    found = False

    def visit(name: str, above: tuple[str, ...]) -> None:
        nonlocal found
        for option in questions[name].options:
            if option.ask in (*above, name):
                found = True
                text = f"「ask: {option.ask}」绕回了前面问过的问题，问不完。请通到别处。"
                sheet.wrong(lines[name, option.id], text)
            elif option.ask in questions and option.ask not in done:
                visit(option.ask, (*above, name))
        done.add(name)

    for name in questions:
        if name not in done:
            visit(name, ())
    return found


def _check_roads(
    sheet: Sheet,
    first: str,
    questions: dict[str, Question],
    flows: Mapping[str, Flow],
    question_lines: dict[str, int],
    lines: Lines,
) -> None:
    """Report roads that are too long or lead an applicant to the wrong flow, and questions and flows without a road."""
    met, reached = {first}, set[str]()
    told: set[tuple[str, str]] = set()
    for road in _roads(first, questions, ()):
        question, last = road[-1]
        line = lines[question.id, last.id]
        met.update(option.ask for _, option in road if option.ask)
        reached.add(last.flow)
        subject = next((option.subject for _, option in reversed(road) if option.subject), None)
        taps = len(road) + (1 + (subject is None) if last.flow else 0)
        if (question.id, last.id) in told:
            continue
        if taps > MOST_TAPS:
            told.add((question.id, last.id))
            way = "、".join(option.text for _, option in road)
            after = "（连同后面问主体、省份）" if last.flow else ""
            sheet.wrong(line, f"到这里要按 {taps} 次{after}，最多 {MOST_TAPS} 次：{way}。请少问一个。")
        elif last.flow in flows and subject and subject not in flows[last.flow].subjects:
            told.add((question.id, last.id))
            sheet.wrong(line, f"流程「{last.flow}」的 subjects 里没有「{subject}」，选了它的人走到这里就办不了。")
    for name in questions:
        if name not in met:
            sheet.wrong(question_lines[name], f"没有哪个答案通到问题「{name}」。请接上，或删掉它。")
    for flow in flows:
        if flow not in reached:
            sheet.wrong(1, f"没有哪个答案通到流程「{flow}」。请补一个答案：flow: {flow}。")


def _roads(name: str, questions: dict[str, Question], before: Road) -> Iterator[Road]:
    for option in questions[name].options:
        road = (*before, (questions[name], option))
        if option.ask in questions:
            yield from _roads(option.ask, questions, road)
        elif not option.ask:
            yield road
