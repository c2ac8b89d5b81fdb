"""Buttons: how one is made, how they stand in rows, and the rows that many screens share. No screen is made here."""

from collections.abc import Iterable, Sequence

from bot.core.actions import (
    Action,
    CheckName,
    Finish,
    FollowOn,
    Home,
    Human,
    InStage,
    Mend,
    NewFiling,
    OpenPlan,
    OpenStep,
    Read,
    ReadProvince,
    Themes,
)
from bot.core.button_data import encode
from bot.core.course import current
from bot.core.kinds import STAGES
from bot.core.knowledge import Flow, Knowledge, Province, Step, Topic
from bot.core.replies import Button, Row
from bot.core.state import Attempt, Filing, State
from bot.core.texts.reasons import UNEXPLAINED
from bot.core.words import label, width

WHOM_TO_ASK = "faq-contact-lines"
"""The topic that tells whom to ask about a filing, and where to complain."""
NAMING = "naming"
"""The theme of the topics on naming a site or a mini program."""
NAMING_OF_APPS = "app-name-icon"
"""The topic on naming an app, in the theme on apps."""
ROW, HALF_ROW = 20, 9.5
"""How wide a label may be for a phone to show all of it: alone in its row, and beside another one (see `width`)."""


def button(knowledge: Knowledge, key: str, action: Action, **values: str) -> Button:
    """Make a button with the label `key` (see `label`) that does this."""
    return Button(label(knowledge, key, **values), encode(action))


def in_rows(buttons: Sequence[Button], beside: int) -> list[Row]:
    """Put buttons into rows of so many `beside` each other."""
    return [tuple(buttons[i : i + beside]) for i in range(0, len(buttons), beside)]


def in_pairs(buttons: Sequence[Button]) -> list[Row]:
    """Put buttons into rows of two if a phone can show both labels whole, else alone."""
    rows: list[Row] = []
    half = None
    for button in buttons:
        if width(button.label) > HALF_ROW:
            rows.append((button,))
        elif half is None:
            half = len(rows)
            rows.append((button,))
        else:
            rows[half], half = (*rows[half], button), None
    return rows


def short_title(topic: Topic, beside: int = 0) -> str:
    """Return a topic's title if a phone shows it whole on a button, with `beside` other characters; else its short
    name."""
    return topic.title if width(topic.title) + beside <= ROW else topic.button


def home_row(knowledge: Knowledge) -> Row:
    """Return the button to the first menu, the last row of most screens."""
    return (button(knowledge, "button-home", Home()),)


def human_row(knowledge: Knowledge) -> tuple[Row, ...]:
    """Return the button to the staff; no row if there is none."""
    return ((button(knowledge, "button-human", Human(True)),),) if knowledge.desk else ()


def people_rows(knowledge: Knowledge) -> tuple[Row, ...]:
    """Return the buttons to people: to the staff, and to the topic on whom to ask."""
    return (*human_row(knowledge), *in_rows(to_read(knowledge, [WHOM_TO_ASK]), 1))


def to_step(knowledge: Knowledge, state: State) -> list[Row]:
    """Return the button back to the current step; no row if none is open."""
    if not state.showing:
        return []
    return [(button(knowledge, "button-to-step", OpenStep(state.front, state.showing)),)]


def to_read(knowledge: Knowledge, ids: Iterable[str], sign: str = "") -> list[Button]:
    """Return a button, with `sign` first, to each of these topics that the content has."""
    topics = (knowledge.topics[id] for id in ids if id in knowledge.topics)
    return [Button(sign + topic.button, encode(Read(topic.id))) for topic in topics]


def readable_first(knowledge: Knowledge, topics: Iterable[str]) -> list[str]:
    """Sort topics (ids): those in the reader's language first. For Chinese the order stays."""
    return sorted(topics, key=lambda id: id not in knowledge.translated)


def or_rows(knowledge: Knowledge, topics: Sequence[str]) -> list[Row]:
    """Return buttons to read what could be meant instead (ids of topics)."""
    return [
        (button(knowledge, "button-or", Read(id), title=short_title(knowledge.topics[id], 3)),)
        for id in readable_first(knowledge, topics)
    ]


def flow_row(knowledge: Knowledge, flow: Flow, state: State | None = None) -> Row:
    """Return the button into a flow, by its name. If the filing worked on last is through, the new flow takes over its
    answers."""
    way: NewFiling | FollowOn = NewFiling(flow.id)
    filing = state.worked_on if state else None
    own = knowledge.flows.get(filing.flow) if filing else None
    if filing and own and own != flow and current(filing, own) is None:
        way = FollowOn(filing.number, flow.id)
    return (button(knowledge, "button-flow", way, flow=flow.title),)


def plan_button(knowledge: Knowledge, attempt: Attempt) -> Button:
    """Return the button to the whole plan of a rejection."""
    return button(knowledge, "button-plan", OpenPlan(attempt.number))


def finish_button(filing: Filing, step: Step) -> Button:
    """Return the button that ends a step, in the person's words."""
    return Button("✅ " + step.done, encode(Finish(filing.number, step.id)))


def province_button(knowledge: Knowledge, province: Province) -> Button:
    """Return the button to what a province asks for."""
    return button(knowledge, "button-province", ReadProvince(province.id), short=province.short)


def why_rows(knowledge: Knowledge) -> tuple[Row, ...]:
    """Return the buttons to look for the reason of a rejection by sender and by theme, or to say that it has none."""
    stages = [button(knowledge, f"button-stage-{stage}", InStage(stage)) for stage in STAGES]
    return (*in_pairs(stages), (button(knowledge, "button-reasons", Themes(True)), *unexplained_row(knowledge)))


def unexplained_row(knowledge: Knowledge) -> Row:
    """Return the button to what to do about a rejection that gives no reason."""
    topic = knowledge.topics.get(UNEXPLAINED)
    return (Button(topic.button, encode(Mend(topic.id))),) if topic else ()


def name_rows(knowledge: Knowledge, topics: Iterable[str]) -> tuple[Row, ...]:
    """Return the button to have a name checked, if one of these topics is about names."""
    if not any(is_about_names(knowledge, topic) for topic in topics):
        return ()
    return ((button(knowledge, "button-name", CheckName()),),)


def is_about_names(knowledge: Knowledge, topic: str) -> bool:
    """Tell whether a topic is about names: how to choose one, or why the name of a site was rejected."""
    known = knowledge.topics.get(topic)
    if known is None or known.kind != "rejection":
        return known is not None and (known.group == NAMING or topic == NAMING_OF_APPS)
    return any(rule.rejection == topic for rule in knowledge.rules.checks if rule.field == "site-name")
