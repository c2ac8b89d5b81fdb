"""The readings of a typed text."""

from pathlib import Path

import pytest

from bot.content.golden import read_golden
from bot.core.events import NOWHERE
from bot.core.knowledge import Knowledge
from bot.core.state import State
from bot.core.turns.talk import Talk
from bot.core.turns.typed import READINGS, UNORDERED
from tests.core.sample import NOW
from tests.core.talking import BEGUN, THREE, after

GOLDEN = Path(__file__).parents[1] / "match"
SAID_TO_BE = {("explained", "framed"), ("foretold", "heralded")}
"""Where one of two says that it comes before the other."""


@pytest.mark.parametrize("before", [(), BEGUN, (THREE,)], ids=["new", "at a step", "at a plan"])
def test_no_message_fits_two_readings_that_have_no_order(knowledge: Knowledge, before: tuple[str, ...]) -> None:
    state = after(knowledge, *before)[0] if before else State()
    ordered = READINGS[: READINGS.index(UNORDERED[0])]
    several = {}
    for golden in read_golden(GOLDEN, knowledge):
        talk = Talk(state, knowledge, NOW, NOWHERE)
        if not any(reading(talk, golden.say) for reading in ordered):
            several[golden.say] = [reading.__name__ for reading in UNORDERED if reading(talk, golden.say)]
    assert {text: fit for text, fit in several.items() if len(fit) > 1 and tuple(fit) not in SAID_TO_BE} == {}
    assert any(several.values())
