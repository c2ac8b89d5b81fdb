"""How long reviews took: counted without telling whose they were, and told once there are many."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.core import course
from bot.core.actions import Finish
from bot.core.button_data import encode
from bot.core.dialogue import respond
from bot.core.events import Pressed
from bot.core.filings.experience import FEWEST, experience, wait_of
from bot.core.knowledge import Experience, Knowledge, Reviewed
from bot.core.replies import Screen, Wait
from bot.core.screens.step_screens import step_screen
from bot.core.state import Attempt, Filing, State
from tests.core.sample import CALENDAR, FLOW, NOW

SUBMIT, REVIEW, SMS, AUTHORITY = FLOW.steps[3:]
REVIEWED: Reviewed = ("first-filing", "first-authority", "guangdong", "personal")
LATER = NOW + timedelta(days=9)


def at_review(now: datetime = NOW) -> Filing:
    """A filing that was submitted and came to its review step by step."""
    filing = course.jump(course.begin(1, "a", FLOW, "personal", "guangdong", now), FLOW, SUBMIT, now)
    return course.finish(filing, FLOW, SUBMIT, now)


def test_a_review_that_is_passed_is_counted_in_working_days() -> None:
    found = wait_of(at_review(), FLOW, REVIEW, CALENDAR, LATER)
    assert found == Wait("sample", "review", "guangdong", "personal", 7)


def test_what_is_no_review_or_not_known_from_its_beginning_is_not_counted() -> None:
    filing = at_review()
    jumped = course.jump(filing, FLOW, AUTHORITY, NOW)
    assert wait_of(jumped, FLOW, AUTHORITY, CALENDAR, LATER) is None, "who knows how long it was there already"
    assert wait_of(filing, FLOW, SUBMIT, CALENDAR, LATER) is None, "the person's own doing"
    assert wait_of(filing, FLOW, AUTHORITY, CALENDAR, LATER) is None, "it has not begun"
    assert wait_of(filing, FLOW, REVIEW, CALENDAR, NOW + timedelta(minutes=5)) is None, "only looked around"
    assert wait_of(replace(filing, counted=("review",)), FLOW, REVIEW, CALENDAR, LATER) is None, "once for a filing"


def test_after_a_rejection_it_counts_from_when_it_was_submitted_again() -> None:
    again = NOW + timedelta(days=2)
    back = course.reopen(at_review(), FLOW, Attempt(1, NOW, reasons=("x",)), ("domain",), NOW + timedelta(days=1))
    resubmitted = course.resubmit(back, FLOW, again)
    found = wait_of(resubmitted, FLOW, REVIEW, CALENDAR, LATER)
    assert found
    assert found.days == CALENDAR.count(again.date(), LATER.date())


def test_the_middle_and_the_middle_half_are_told_from_five_filings_on() -> None:
    waits = [(Wait(*REVIEWED, days), 1) for days in (5, 6, 7, 20)]
    assert experience(waits) == {}
    assert experience([*waits, (Wait(*REVIEWED, 6), 1)]) == {REVIEWED: Experience(5, 6, 6, 7)}
    assert experience([(Wait(*REVIEWED, 4), FEWEST)]) == {REVIEWED: Experience(FEWEST, 4, 4, 4)}


def test_a_filing_is_counted_once_however_often_it_is_undone(knowledge: Knowledge) -> None:
    flow = knowledge.flows["first-filing"]
    sms, authority = flow.steps[-3], flow.steps[-2]
    filing = course.jump(course.begin(1, "a", flow, "personal", "guangdong", NOW), flow, sms, NOW)
    filing = course.finish(filing, flow, sms, NOW)
    press = Pressed(encode(Finish(1, authority.id)))
    first = respond(press, State((filing,)), knowledge, LATER)
    assert first.waits == (Wait(*REVIEWED, 7),)
    undone = course.undo(first.state.filings[0])
    assert respond(press, State((undone,)), knowledge, LATER).waits == ()


@pytest.mark.parametrize(("province", "told"), [("guangdong", True), ("jiangsu", False)])
def test_the_step_tells_it_beside_the_official_figure_where_there_is_enough(
    province: str, told: bool, knowledge: Knowledge
) -> None:
    knows = replace(knowledge, experience={REVIEWED: Experience(7, 5, 6.5, 9)})
    flow = knowledge.flows["first-filing"]
    filing = course.jump(course.begin(1, "a", flow, "personal", province, NOW), flow, flow.steps[-2], NOW)
    screen: Screen = step_screen(knows, filing, flow.steps[-2], NOW)
    said = "广东个人，走完这一步的 7 个备案里，中间的一半用了 5～9 个工作日，中位数 6\\.5 个"
    assert (said in screen.text) is told
    assert "最多 20 个工作日" in screen.text
