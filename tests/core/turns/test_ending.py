"""When something under way should be over: of the filing at hand, of several, of the one that is named."""

from dataclasses import replace

import pytest

from bot.core import course
from bot.core.knowledge import Knowledge
from bot.core.state import State
from tests.core.talking import SATURDAY, answer


@pytest.mark.parametrize(
    ("by", "told"),
    [("", ""), ("12月10号", "12月10日以前，一般来不及"), ("12月15号", "说不准"), ("12月24号", "一般来得及")],
)
def test_when_all_will_be_over_is_told_of_the_filing_at_hand(knowledge: Knowledge, by: str, told: str) -> None:
    hunan = course.begin(1, "甲站", knowledge.flows["first-filing"], "enterprise", "hunan", SATURDAY)
    text = f"{by}之前能好吗" if by else "几号能好"
    whole = answer(knowledge, text, state=State((hunan,), front=1))
    assert told in whole
    assert "今天就交上去的话，照一般的快慢，全部办完预计 **12月14日～12月24日**" in whole
    flow = knowledge.flows["first-filing"]
    handed_in = course.jump(hunan, flow, flow.steps[11], SATURDAY)
    whole = answer(
        knowledge, "甲站" + text, state=State((handed_in,), front=1, topic="time-cancel", asked="注销要多久")
    )
    assert told in whole
    assert "照一般的快慢，全部办完预计 **12月14日～12月24日**" in whole
    assert "预计 **11月30日～12月1日** 有结果" in whole
    assert "备案一共要多久" in answer(knowledge, text), "of no filing"


def test_the_end_is_told_of_all_filings_or_of_the_named_one(
    knowledge: Knowledge,
) -> None:
    flow = knowledge.flows["first-filing"]
    names = enumerate(("甲站", "乙站", "丙站"), 1)
    filings = [course.begin(number, name, flow, "enterprise", "hunan", SATURDAY) for number, name in names]
    state = State((*filings[:2], replace(filings[2], away=True)), front=2)
    for text in ("几号能好", "两个几号能好", "月底能好吗"):
        whole = answer(knowledge, text, state=state)
        assert ("「甲站」今天就" in whole, "「乙站」今天就" in whole, "丙站" in whole) == (True, True, False)
    assert "11月30日以前，一般来不及" in whole
    whole = answer(knowledge, "月底前甲站能好吗", state=state)
    assert ("「甲站」今天就" in whole, "乙站" in whole) == (True, False)
    whole = answer(knowledge, "几号能好", state=replace(state, showing=flow.steps[0].id))
    assert ("甲站" in whole, "「乙站」今天就" in whole) == (False, True), "one is on the screen"


@pytest.mark.parametrize("reviewed", [True, False])
def test_what_was_just_read_may_be_what_will_be_over(knowledge: Knowledge, reviewed: bool) -> None:
    flow = knowledge.flows["first-filing"]
    filing = course.jump(course.begin(1, "甲站", flow, "enterprise", "hunan", SATURDAY), flow, flow.steps[11], SATURDAY)
    state = State((filing,), front=1) if reviewed else State()
    assert "公安备案要多久" in answer(knowledge, "公安备案是什么", "多久能好", state=state)
    assert "公安备案要多久" not in answer(knowledge, "公安备案是什么", "12月15号之前能好吗", state=state)
