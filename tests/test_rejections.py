"""The pasted rejections under tests/rejections: well formed, with every reason, and none of them a stored wording.

They measure how notices are taken apart. What stands in knowledge/ would be recognised anyway and measures nothing.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, Field

from bot.__main__ import KNOWLEDGE
from bot.content.folder import Folder
from bot.content.frame import read_lexicon
from bot.core.knowledge import Knowledge
from bot.search.normalise import Normaliser

FEWEST = 120
SHORT = 8
"""Characters of a normalised piece up to which anybody says the same: 证件不清晰."""
_PIECE_ENDS = re.compile(r"[\n;；。]")
_NUMBERING = re.compile(r"^\s*(?:[(（]?[0-9a-z一二三四五六七八九十]{1,2}[)）.、．]|[①-⑳⑴-⒛·•>*-])\s*")


class Pasted(BaseModel):
    """One pasted text: who sent it and which provider it names (None: it does not tell), the topics that it states,
    those that would be a fair reading too, and the pieces of it that are reasons of no topic."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    sender: Literal["provider-review", "sms", "authority", "after", "store", "police"] | None
    provider: str | None
    text: str
    reasons: tuple[str, ...] = Field(min_length=1)
    also: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def pieces(self) -> Iterator[str]:
        yield self.text
        for piece in _PIECE_ENDS.split(self.text):
            yield _NUMBERING.sub("", piece)


@pytest.fixture(scope="module")
def pasted() -> tuple[Pasted, ...]:
    files = sorted((Path(__file__).parent / "rejections").glob("*.yaml"))
    return tuple(
        Pasted.model_validate(entry) for file in files for entry in yaml.safe_load(file.read_text(encoding="utf-8"))
    )


def test_every_text_is_labelled_once(pasted: tuple[Pasted, ...], knowledge: Knowledge) -> None:
    assert len(pasted) >= FEWEST
    rejections = {topic.id for topic in knowledge.topics.values() if topic.kind == "rejection"}
    assert [name for name, times in Counter(entry.id for entry in pasted).items() if times > 1] == []
    assert [name for name, times in Counter(entry.text for entry in pasted).items() if times > 1] == []
    for entry in pasted:
        topics = (*entry.reasons, *entry.also)
        assert set(topics) - rejections == set(), f"{entry.id}: no rejections of knowledge/"
        assert len(topics) == len(set(topics)), f"{entry.id}: a topic twice"
        assert [piece for piece in entry.unknown if piece not in entry.text] == [], f"{entry.id}: not in its text"


def test_every_reason_is_measured(pasted: tuple[Pasted, ...], knowledge: Knowledge) -> None:
    rejections = {topic.id for topic in knowledge.topics.values() if topic.kind == "rejection"}
    assert rejections - {reason for entry in pasted for reason in entry.reasons} == set()


def test_no_text_is_a_stored_wording(pasted: tuple[Pasted, ...], knowledge: Knowledge) -> None:
    sheet = Folder(KNOWLEDGE).open("lexicon.yaml")
    assert sheet is not None
    normalise = Normaliser(read_lexicon(sheet))
    stored = {
        normalise(wording)
        for topic in knowledge.topics.values()
        for wording in (topic.title, *topic.asks, *topic.messages)
    }
    known = [
        (entry.id, piece)
        for entry in pasted
        for piece in entry.pieces
        if len(normal := normalise(piece)) > SHORT and normal in stored
    ]
    assert known == []
