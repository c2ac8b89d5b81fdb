"""The rejections that are kept of a person: when they may be submitted again, and those of the first release."""

import json
from datetime import timedelta

import pytest

from bot.core.filings import attempts
from bot.core.filings.plan import plan
from bot.core.knowledge import Knowledge
from bot.core.state import State, load_state
from bot.core.texts.diagnosis import Diagnosis
from tests.core.sample import NOW
from tests.core.talking import UNSYNCED


def test_it_may_be_submitted_again_when_all_is_done_and_waited_for(knowledge: Knowledge) -> None:
    found = Diagnosis((UNSYNCED,))
    state = attempts.note(State(), found, NOW)
    (attempt,) = state.loose
    blocking = [todo.fix.id for todo in plan(attempt, knowledge, NOW).todos if not todo.fix.optional]
    assert blocking
    for fix in blocking:
        assert not plan(attempt, knowledge, NOW).ready
        attempt = attempts.tick(attempt, fix, True, NOW)
    waiting = plan(attempt, knowledge, NOW)
    assert not waiting.ready
    assert waiting.until is not None
    assert plan(attempt, knowledge, NOW + timedelta(days=14)).ready


def test_rejections_of_the_first_release_get_their_numbers() -> None:
    first, second = ({"at": f"2026-11-2{day}T02:00:00Z", "reasons": [UNSYNCED]} for day in (1, 2))
    begun = {"number": 1, "name": "x", "flow": "first-filing", "subject": "personal", "province": "beijing"}
    begun |= {"begun": "2026-11-20T02:00:00Z", "past": [{"marks": {}, "attempts": [first]}]}
    stored = {"filings": [begun | {"attempts": [first, second]}]}
    (filing,) = load_state(json.dumps(stored)).filings
    assert [attempt.number for attempt in filing.attempts] == [1, 2]
    assert filing.past[0].attempts == filing.attempts[:1]
    with pytest.raises(ValueError, match="filings"):
        load_state(json.dumps({"filings": [{"attempts": [first]}]}))
