"""A filing that is approved, and what is told of it then."""

from dataclasses import replace
from datetime import datetime

from bot.core import course
from bot.core.actions import Keep
from bot.core.button_data import encode
from bot.core.dialogue import respond
from bot.core.events import Event, Pressed
from bot.core.knowledge import Knowledge
from bot.core.replies import Screen, Turn
from bot.core.state import Filing, Kept, State, dump_state, load_state
from tests.core.sample import NOW
from tests.core.talking import after, at

ICP, POLICE = "苏ICP备2026011111号-1", "苏公网安备32010002000001号"
HERE = "粤ICP备2026003003号-1"


def approved(knowledge: Knowledge) -> Filing:
    flow = knowledge.flows["first-filing"]
    return course.jump(course.begin(1, "小店", flow, "personal", "jiangsu", NOW), flow, flow.steps[-1], NOW)


def numbered(knowledge: Knowledge) -> State:
    """A first filing that is approved, with its number."""
    state, _ = after(knowledge, *at("first-approved"))
    return state.with_filing(replace(state.filings[0], kept=Kept(icp="粤ICP备2026011111号-1", noted=NOW)))


def turn(state: State, event: Event, knowledge: Knowledge, now: datetime = NOW) -> Turn:
    return respond(event, state, knowledge, now)


def told(state: State, what: str, value: str, knowledge: Knowledge, now: datetime = NOW) -> State:
    after = turn(state, Pressed(encode(Keep(1, what, value))), knowledge, now).state
    return load_state(dump_state(after))


def screens(turn: Turn) -> list[Screen]:
    return [reply for reply in turn.replies if isinstance(reply, Screen)]
