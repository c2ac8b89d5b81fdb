"""The tables under tests/heard: what is written, and what is heard in it.

A table tells what it `proves`, what is wanted of all its rows, and of each row what is wanted besides; what may be
wanted stands in `FOUND` and `SHOWN`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

import pytest
import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.core.actions import Jump
from bot.core.button_data import encode
from bot.core.events import Event, Pressed, said
from bot.core.kinds import Subject
from bot.core.knowledge import Knowledge
from bot.core.replies import Screen
from bot.core.state import Attempt, State
from bot.core.texts.diagnosis import Diagnosis, diagnose
from bot.core.texts.understanding import understand
from bot.core.texts.understood import Understood
from bot.core.texts.verdicts import only_returned, says_it_came_back
from bot.core.words import say
from bot.search import Part
from tests.core.sample import NOW
from tests.core.talking import ASKED_FOR_A_TEXT, BEGUN, REJECTED, TWO_UNDER_REVIEW, UNDER_REVIEW, after

HEARD = sorted((Path(__file__).parent / "heard").glob("*.yaml"))

BEGINNINGS: dict[str, tuple[Event | str, ...]] = {
    "new": (),
    "under-review": UNDER_REVIEW,
    "two-under-review": TWO_UNDER_REVIEW,
    "app-under-review": (
        *(Pressed("n:app-filing"), Pressed("s:enterprise"), Pressed("p:guangdong"), "云帆记账"),
        Pressed(encode(Jump(1, "app-provider-review"))),
    ),
    "said-to-be-submitted": (*BEGUN, "提交了", "对"),
    "called-for-a-photo": (*UNDER_REVIEW, "阿里云打电话来说照片不行"),
    "asked-for-the-reason": (*UNDER_REVIEW, *ASKED_FOR_A_TEXT),
    "rejected": REJECTED,
}
"""What somebody did before."""


class Row(BaseModel):
    """One thing that is written, in one message or several, and what is wanted of it besides what its table wants of
    all. `below`: the topic under whose answer it is written; `subject`: who files."""

    model_config = ConfigDict(extra="allow", frozen=True)

    say: str | tuple[str, ...]
    below: str = ""
    subject: Subject | None = None

    @property
    def wants(self) -> dict[str, Any]:
        return dict(self.model_extra or {})


def _row(row: object) -> object:
    """Of what nothing more is wanted than what the table wants, only the words are written."""
    return {"say": row} if isinstance(row, str) else row


class Table(BaseModel):
    """What is proved, of all rows: after each of the beginnings, with what was told since, and both where a notice was
    `awaited` and where not, if both stand there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    proves: str
    begin: tuple[str, ...] = ("new",)
    told: tuple[str, ...] = ()
    awaited: tuple[bool, ...] = (False,)
    wants: dict[str, Any] = {}
    rows: tuple[Annotated[Row, BeforeValidator(_row)], ...] = Field(min_length=1)


@dataclass(frozen=True)
class Heard:
    """What is heard in a row, as a text alone and as the last that is said in a talk."""

    knowledge: Knowledge
    row: Row
    before: tuple[Event | str, ...]
    awaited: bool

    @property
    def said(self) -> tuple[str, ...]:
        return (self.row.say,) if isinstance(self.row.say, str) else self.row.say

    @property
    def text(self) -> str:
        return said(self.said[-1]).text

    @cached_property
    def read(self) -> Understood:
        return understand(self.knowledge, self.text, awaited=self.awaited, topic=self.row.below)

    @cached_property
    def diagnosis(self) -> Diagnosis:
        return diagnose(self.text, self.read.parts, self.knowledge, NOW, self.row.subject)

    @cached_property
    def stated(self) -> Diagnosis:
        return diagnose(self.text, self.knowledge.engine.reasons(self.text), self.knowledge, NOW)

    @cached_property
    def talk(self) -> tuple[State, list[Screen]]:
        return after(self.knowledge, *self.before, *self.said)

    @property
    def shown(self) -> list[str]:
        return [screen.text for screen in self.talk[1]]

    @property
    def state(self) -> State:
        return self.talk[0]

    @property
    def rejections(self) -> tuple[Attempt, ...]:
        return (*self.state.loose, *(one for filing in self.state.filings for one in filing.attempts))


def topic(part: Part) -> str:
    """The topic that a part is likeliest about."""
    return part.choices[0].topic if part.choices else ""


def answer(part: Part) -> str:
    """The topic that answers a part for certain; otherwise how it is decided, and the likeliest topic."""
    return topic(part) if part.decision == "answer" else f"{part.decision} {topic(part)}".strip()


def reasons(rejections: tuple[Attempt, ...]) -> list[list[str]]:
    return [list(one.reasons) for one in rejections]


FOUND: dict[str, Callable[[Heard], Any]] = {
    # of the text alone
    "notice": lambda heard: heard.read.notice,
    "parts": lambda heard: [answer(part) for part in heard.read.parts],
    "topics": lambda heard: [topic(part) for part in heard.read.parts],
    "about": lambda heard: topic(heard.read.parts[0]),
    "surely": lambda heard: [topic(part) for part in heard.read.parts if part.decision == "answer"],
    "unknown": lambda heard: any(part.decision == "unknown" for part in heard.read.parts),
    "told": lambda heard: bool(heard.read.told),
    "asked": lambda heard: [topic(part) for part in heard.read.asked],
    "whole": lambda heard: "".join(part.text for part in heard.read.parts) == heard.text,
    "verbatim": lambda heard: all(part.text in heard.text for part in heard.read.parts),
    "came-back": lambda heard: says_it_came_back(heard.knowledge, heard.text),
    "only-returned": lambda heard: only_returned(heard.knowledge, heard.text),
    "reasons": lambda heard: [topic(part) for part in heard.knowledge.engine.reasons(heard.text)],
    "diagnosed": lambda heard: list(heard.diagnosis.reasons),
    "undiagnosed": lambda heard: [one.text for one in heard.diagnosis.unclear],
    "sender": lambda heard: heard.diagnosis.sender,
    # of the text alone, taken for a notice whatever it is
    "stated": lambda heard: list(heard.stated.reasons),
    "unstated": lambda heard: [one.text for one in heard.stated.unclear],
    "stated-by": lambda heard: heard.stated.sender,
    # of what is remembered of the talk: the reasons of each rejection of no filing, of the first one, and of all
    "loose": lambda heard: reasons(heard.state.loose),
    "attempts": lambda heard: reasons(heard.state.filings[0].attempts),
    "rejections": lambda heard: reasons(heard.rejections),
    "submitted": lambda heard: [one.submitted == NOW for one in heard.rejections],
    "resubmitted": lambda heard: any(one.submitted for one in heard.rejections),
    "senders": lambda heard: [one.sender for one in heard.rejections],
    "providers": lambda heard: [one.provider for one in heard.rejections],
    "unclear": lambda heard: [len(one.unclear) for one in heard.rejections],
    "waiting": lambda heard: heard.state.waiting,
    "topic": lambda heard: heard.state.topic,
    "question": lambda heard: bool(heard.state.question),
}
"""What is found, to be the same as what is wanted; of a list, a number may be wanted: so many."""

SHOWN: dict[str, Callable[[Heard, str], bool]] = {
    "opens": lambda heard, name: heard.shown[0] == say(heard.knowledge, name),
    "shows": lambda heard, text: text in heard.shown[-1],
    "hides": lambda heard, text: all(text not in one for one in heard.shown),
}
"""Whether the first screen is a sentence of ui.yaml, the last has a text, and none has one."""


def failures(heard: Heard, wants: dict[str, Any]) -> Iterator[str]:
    for name, want in wants.items():
        if name in SHOWN:
            if not SHOWN[name](heard, want):
                yield f"{name}: not {want}, in {heard.shown}"
            continue
        found = FOUND[name](heard)
        if isinstance(found, list) and isinstance(want, int):
            found = len(found)
        if found != want:
            yield f"{name}: {found}, not {want}"


def cases(table: Table, knowledge: Knowledge) -> Iterator[Heard]:
    for row in table.rows:
        for begin in table.begin:
            for awaited in table.awaited:
                yield Heard(knowledge, row, (*BEGINNINGS[begin], *table.told), awaited)


@pytest.mark.parametrize("file", HEARD, ids=lambda file: file.stem)
def test_what_is_written_is_heard_as_it_is_meant(file: Path, knowledge: Knowledge) -> None:
    failed = []
    for table in map(Table.model_validate, yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)):
        for heard in cases(table, knowledge):
            wants = table.wants | heard.row.wants
            assert wants, f"{table.proves}: nothing is wanted of {heard.said}"
            failed += [f"{table.proves}: {heard.said}: {failure}" for failure in failures(heard, wants)]
    assert not failed, "\n".join(failed)
