"""Buttons: how one is made, how they stand in rows, and the rows that many screens share. No screen is made here."""

from collections.abc import Iterable, Sequence

from bot.core.actions import (
    Action,
    CheckName,
    Finish,
    FollowOn,
    Home,
    Human,
    Mend,
    NewFiling,
    OpenPlan,
    OpenStep,
    Read,
    ReadProvince,
)
from bot.core.button_data import encode
from bot.core.course import current
from bot.core.knowledge import Flow, Knowledge, Province, Step, Topic
from bot.core.replies import Button
from bot.core.state import Attempt, Filing, State
from bot.core.texts.understanding import UNEXPLAINED
from bot.core.words import label, width

WHOM_TO_ASK = "faq-contact-lines"
"""The topic that tells whom to ask about a filing, and to whom to complain."""
NAMES = "naming"
"""The theme of the topics that tell how to name a site or a mini program."""
NAMES_OF_APPS = "app-name-icon"
"""The topic that tells it of apps, among those on apps."""
ROW, HALF_ROW = 20, 9.5
"""How wide a label can be that a phone shows whole, alone in its row and beside another one (see `width`)."""


def button(knowledge: Knowledge, key: str, action: Action, **values: str) -> Button:
    """A button with the label `key` (see `label`) that does this."""
    return Button(label(knowledge, key, **values), encode(action))


def in_rows(buttons: Sequence[Button], beside: int) -> list[tuple[Button, ...]]:
    """Buttons in rows of so many `beside` each other."""
    return [tuple(buttons[i : i + beside]) for i in range(0, len(buttons), beside)]


def in_pairs(buttons: Sequence[Button]) -> list[tuple[Button, ...]]:
    """Buttons in rows of two where both labels can be read so on a phone, else alone."""
    rows: list[tuple[Button, ...]] = []
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
    """The title of a topic where a phone shows all of it in a button, `beside` so many other signs; else its short
    name."""
    return topic.title if width(topic.title) + beside <= ROW else topic.button


def home_row(knowledge: Knowledge) -> tuple[Button, ...]:
    """The way to the first menu, the last row of most screens."""
    return (button(knowledge, "button-home", Home()),)


def human_row(knowledge: Knowledge) -> tuple[tuple[Button, ...], ...]:
    """The way to a person of the staff; no row where there is none."""
    return ((button(knowledge, "button-human", Human(True)),),) if knowledge.desk else ()


def people_rows(knowledge: Knowledge) -> tuple[tuple[Button, ...], ...]:
    """The ways to people: of the staff, of the providers and the authority."""
    return (*human_row(knowledge), *in_rows(to_read(knowledge, [WHOM_TO_ASK]), 1))


def to_step(knowledge: Knowledge, state: State) -> list[tuple[Button, ...]]:
    """The way back to the step that one was at; no row where it was none."""
    if not state.showing:
        return []
    return [(button(knowledge, "button-to-step", OpenStep(state.front, state.showing)),)]


def to_read(knowledge: Knowledge, ids: Iterable[str], sign: str = "") -> list[Button]:
    """The way to each of these topics that the content has, behind a sign."""
    topics = (knowledge.topics[id] for id in ids if id in knowledge.topics)
    return [Button(sign + topic.button, encode(Read(topic.id))) for topic in topics]


def readable_first(knowledge: Knowledge, topics: Iterable[str]) -> list[str]:
    """Topics with those first that are there in the reader's language; as they come where that is Chinese."""
    return sorted(topics, key=lambda id: id not in knowledge.translated)


def or_rows(knowledge: Knowledge, topics: Sequence[str]) -> list[tuple[Button, ...]]:
    """What could be meant instead (ids of topics), to be read."""
    return [
        (button(knowledge, "button-or", Read(id), title=short_title(knowledge.topics[id], 3)),)
        for id in readable_first(knowledge, topics)
    ]


def flow_row(knowledge: Knowledge, flow: Flow, state: State | None = None) -> tuple[Button, ...]:
    """The way into a flow, by its name: who reads of one may need another one. On a filing that is through another one
    follows with its answers."""
    way: NewFiling | FollowOn = NewFiling(flow.id)
    filing = state.worked_on if state else None
    own = knowledge.flows.get(filing.flow) if filing else None
    if filing and own and own != flow and current(filing, own) is None:
        way = FollowOn(filing.number, flow.id)
    return (button(knowledge, "button-flow", way, flow=flow.title),)


def plan_button(knowledge: Knowledge, attempt: Attempt) -> Button:
    """The way to the whole plan of a rejection."""
    return button(knowledge, "button-plan", OpenPlan(attempt.number))


def finish_button(filing: Filing, step: Step) -> Button:
    """What ends a step, in the person's words."""
    return Button("✅ " + step.done, encode(Finish(filing.number, step.id)))


def province_button(knowledge: Knowledge, province: Province) -> Button:
    """The way to what a province asks for."""
    return button(knowledge, "button-province", ReadProvince(province.id), short=province.short)


def unexplained_row(knowledge: Knowledge) -> tuple[Button, ...]:
    """What to do about a rejection that gives no reason."""
    topic = knowledge.topics.get(UNEXPLAINED)
    return (Button(topic.button, encode(Mend(topic.id))),) if topic else ()


def name_rows(knowledge: Knowledge, topics: Iterable[str]) -> tuple[tuple[Button, ...], ...]:
    """The way to have a name looked at, where one of these topics is about names."""
    if not any(is_about_names(knowledge, topic) for topic in topics):
        return ()
    return ((button(knowledge, "button-name", CheckName()),),)


def is_about_names(knowledge: Knowledge, topic: str) -> bool:
    """Whether a topic is about names: how to choose one, or that one of a site was rejected."""
    known = knowledge.topics.get(topic)
    if known is None or known.kind != "rejection":
        return known is not None and (known.group == NAMES or topic == NAMES_OF_APPS)
    return any(rule.rejection == topic for rule in knowledge.rules.checks if rule.field == "site-name")
