"""flows/<id>.yaml: the steps of a filing procedure, in the order of their `next`; and items.yaml: explanations that
items of several checklists share."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.content.buttons import LONGEST_BUTTON, MANY_FILINGS, fits, linkable
from bot.content.facts import DEADLINES, Facts
from bot.content.fields import Fields, is_id
from bot.content.markdown import LONGEST_SENT
from bot.content.problem import perhaps
from bot.content.source import Node, Scalar, Sheet
from bot.content.topics import ABOUT, LONGEST_TITLE, WHO
from bot.core.actions import Finish, Tick
from bot.core.kinds import NUMBER_KINDS, SUBJECTS, Subject
from bot.core.knowledge import Flow, Item, Step

LONGEST_DETAIL = 120
"""Characters of each explanation of an item: `why`, `sample`, `slip`."""

_NOTHING = Item("", "")
"""An item without explanations."""

END = "end"
"""The `next` of the last step."""


@dataclass(frozen=True, slots=True)
class Shared:
    """The shared explanations of items.yaml. `used` gathers the ids that some item names in `like`."""

    known: Mapping[str, Item]
    lines: Mapping[str, int]
    used: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Links:
    """What a flow may refer to: ids of topics and flows, and the shared explanations."""

    questions: frozenset[str]
    rejections: frozenset[str]
    flows: frozenset[str]
    shared: Shared


@dataclass(frozen=True, slots=True)
class _Place:
    """A step, its line, and its `next`."""

    step: Step
    line: int
    next: Scalar


def read_shared(sheet: Sheet, facts: Facts, rejections: frozenset[str]) -> Shared:
    """Read items.yaml. Problems go to the sheet."""
    table = Fields.of(sheet)
    known: dict[str, Item] = {}
    for name, line, fields in table.named():
        is_id(sheet, line, name, "共用的说明")
        known[name] = _explained(fields, facts, rejections, _NOTHING, _NOTHING)
        fields.close()
    return Shared(known, table.lines)


def read_flow(sheet: Sheet, name: str, node: Node | None, facts: Facts, links: Links) -> tuple[Flow, dict[str, int]]:
    """Read a flow, and the line of each of its steps."""
    fields = Fields(sheet, node)
    title, when = fields.label("title", LONGEST_TITLE), fields.scalar("when")
    subjects = fields.choices("subjects", SUBJECTS)
    outcome, resubmit = fields.scalar("outcome"), fields.scalar("resubmit")
    loses = fields.scalar("loses", required=False)
    places: dict[str, _Place] = {}
    items: dict[str, int] = {}
    for part in fields.tables("steps"):
        place = _step(part, facts, links, subjects, items)
        if (step := place.step.id) in places:
            sheet.wrong(place.line, f"步骤「{step}」写了两次（第 {places[step].line} 行已有）。请改一个名称。")
        elif step:
            places[step] = place
    if fields.take("steps") and not places:
        sheet.wrong(fields.place("steps"), "「steps」里还没有步骤。请至少写一步。")
    if places and resubmit.text and resubmit.text not in places:
        sheet.wrong(resubmit.line, f"这个流程里没有步骤「{resubmit.text}」{perhaps(resubmit.text, places)}")
    flow = Flow(
        id=name,
        title=facts.fill(sheet, title),
        when=facts.fill_markdown(sheet, when),
        subjects=subjects,
        steps=_in_order(sheet, places),
        resubmit=resubmit.text,
        outcome=facts.fill_markdown(sheet, outcome),
        loses=facts.fill_markdown(sheet, loses),
        then=fields.id("then", links.flows - {name}, "其他流程") or None,
    )
    fields.close()
    return flow, {step: place.line for step, place in places.items()}


def _step(fields: Fields, facts: Facts, links: Links, subjects: tuple[Subject, ...], seen: dict[str, int]) -> _Place:
    """Read a step. `seen` gathers the items of the whole flow with their lines."""
    sheet = fields.sheet
    name = fields.scalar("id")
    if name.text and is_id(sheet, name.line, name.text, "步骤"):
        fits(sheet, name.line, f"步骤「{name.text}」", Finish(MANY_FILINGS, name.text))
        linkable(sheet, name.line, f"步骤「{name.text}」", "s", name.text)
    text = fields.scalar("text")
    step = Step(
        id=name.text,
        title=facts.fill(sheet, fields.label("title", LONGEST_TITLE)),
        who=fields.choice("who", WHO),
        text=facts.fill_markdown(sheet, text),
        items=tuple(
            _item(part, facts, links, subjects, name.text, seen) for part in fields.tables("items", required=False)
        ),
        duration=facts.time(fields, "duration"),
        deadline=facts.time(fields, "deadline", DEADLINES),
        done=facts.fill(sheet, fields.label("done", LONGEST_BUTTON)),
        review=fields.yes("review"),
        topics=fields.ids("topics", links.questions, "条目（faq）"),
        rejections=fields.ids("rejections", links.rejections, "驳回原因（rejections）"),
        local=fields.choices("local", ABOUT, required=False),
        number=fields.option("number", NUMBER_KINDS),
    )
    place = _Place(step, fields.line, fields.scalar("next"))
    fields.close()
    length = len(step.title) + len(step.text) + sum(len(item.text) + len(item.condition) for item in step.items)
    if length > LONGEST_SENT:
        sheet.wrong(fields.line, f"这一步连同清单有 {length} 个字，最多 {LONGEST_SENT} 个。请拆成两步，或写短一些。")
    return place


def _item(
    fields: Fields, facts: Facts, links: Links, subjects: tuple[Subject, ...], step: str, seen: dict[str, int]
) -> Item:
    sheet = fields.sheet
    name, text, condition = fields.scalar("id"), fields.scalar("text"), fields.scalar("if", required=False)
    for_line = fields.place("for")
    item = Item(
        name.text,
        facts.fill_markdown(sheet, text),
        fields.choices("for", SUBJECTS, required=False),
        facts.fill(sheet, condition),
        local=fields.yes("local"),
    )
    like = fields.id("like", links.shared.known, "共用的说明（items.yaml）")
    links.shared.used.add(like)
    item = _explained(fields, facts, links.rejections, item, links.shared.known.get(like, _NOTHING))
    fields.close()
    for subject in item.subjects:
        if subject not in subjects:
            sheet.wrong(for_line, f"这个流程的 subjects 里没有「{subject}」。请删掉它，或补到 subjects 里。")
    if name.text and is_id(sheet, name.line, name.text, "清单条目"):
        if name.text in seen:
            sheet.wrong(name.line, f"清单条目「{name.text}」写了两次（第 {seen[name.text]} 行已有）。请改一个名称。")
        else:
            seen[name.text] = name.line
            tick = Tick(MANY_FILINGS, step, name.text, True)
            fits(sheet, name.line, f"步骤「{step}」加清单条目「{name.text}」", tick)
    return item


def _explained(fields: Fields, facts: Facts, rejections: frozenset[str], item: Item, like: Item) -> Item:
    """Return the item with its explanations: its own, or else those of the item `like`."""
    return replace(
        item,
        why=_detail(fields, "why", facts) or like.why,
        sample=_detail(fields, "sample", facts) or like.sample,
        slip=_detail(fields, "slip", facts) or like.slip,
        prevents=fields.ids("prevents", rejections, "驳回原因（rejections）") or like.prevents,
    )


def _detail(fields: Fields, key: str, facts: Facts) -> str:
    """Return one of the optional explanations of an item; "": it is missing."""
    if key not in fields.entries:
        fields.take(key, required=False)
        return ""
    return facts.fill_markdown(fields.sheet, fields.label(key, LONGEST_DETAIL))


def _in_order(sheet: Sheet, places: dict[str, _Place]) -> tuple[Step, ...]:
    """Follow `next` from the first step. Report dead ends, circles, and steps that no `next` names."""
    met: dict[str, Step] = {}
    at = next(iter(places), END)
    while at != END:
        place = places[at]
        met[at] = place.step
        to = place.next
        if not to.text:
            # `next` is missing, which is reported. Steps behind it cannot be judged.
            return tuple(met.values())
        if to.text in met:
            sheet.wrong(to.line, f"「next: {to.text}」绕回了前面的步骤，流程走不完。最后一步请写 next: end。")
            break
        if to.text != END and to.text not in places:
            sheet.wrong(
                to.line, f"这个流程里没有步骤「{to.text}」{perhaps(to.text, [*places, END])}最后一步请写 next: end。"
            )
            return tuple(met.values())
        at = to.text
    for name, place in places.items():
        if name not in met:
            sheet.wrong(place.line, f"没有哪一步的 next 通到「{name}」。请接到流程里，或删掉它。")
    return tuple(met.values())
