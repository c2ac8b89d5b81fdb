"""What was noted last is taken back where a text says that it is not so."""

import pytest

from bot.core import course
from bot.core.actions import Home
from bot.core.button_data import encode
from bot.core.events import Pressed
from bot.core.knowledge import Knowledge
from tests.core.talking import BEGUN, SHOPS, SHOPS_UNDER_REVIEW, after


@pytest.mark.parametrize("text", ["提交错了 小李花店没交", "点错了，小李花店还没交"])
def test_what_was_noted_of_the_wrong_filing_is_taken_back(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *SHOPS_UNDER_REVIEW, Pressed(encode(Home())), text)
    assert [course.mark(one, "first-provider-review").begun is None for one in state.filings] == [False, True]


@pytest.mark.parametrize("text", ["面馆还没交", "不对，面馆没提交，说错了", "面馆没有交"])
def test_it_is_known_that_another_filing_was_not_submitted(text: str, knowledge: Knowledge) -> None:
    state, screens = after(knowledge, *SHOPS, text)
    assert "记的也是还没交" in screens[0].text
    assert not any(mark.done for filing in state.filings for mark in filing.marks.values())


@pytest.mark.parametrize(
    "text", ["还没交", "不对 还没提交", "其实还没提交", "还没有交呢", "弄错了，还没交", "我刚才说错了 其实还没提交"]
)
def test_who_did_not_submit_after_all_is_back_before_it(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *BEGUN)
    state, screens = after(knowledge, "提交了", "对", text, state=before)
    assert state.filings[0].marks == before.filings[0].marks
    assert screens[0].text == knowledge.ui["undone-steps"].format(count=11)


def test_where_something_was_done_since_it_is_asked(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *BEGUN, "提交了", "对", "初审过了", "还没提交")
    assert state.showing == "first-sms"
    assert state.question
    state, _ = after(knowledge, "对", state=state)
    assert (state.showing, state.filings[0].marks["first-submit"].done) == ("first-submit", None)


@pytest.mark.parametrize("text", ["还没", "还没过", "没有", "还没交钱"])
def test_who_says_that_it_is_still_under_review_leaves_it_there(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *BEGUN, "提交了", "对", text)
    assert state.filings[0].marks["first-submit"].done
    assert not state.question


@pytest.mark.parametrize(
    ("told", "text", "step", "asks"),
    [
        (("初审过了",), "不对 没过", "first-provider-review", True),
        (("初审过了",), "说错了，初审没过", "first-provider-review", True),
        (("初审过了",), "等等 还没过", "first-provider-review", False),
        (("报到管局了",), "还没报到管局", "first-provider-review", False),
        (("初审ok了",), "其实初审还没过", "first-provider-review", False),
        (("初审过了",), "还没好", "first-sms", False),
        (("初审过了", "短信来了", "两个都填了"), "等一下 还没填", "first-sms", False),
        (("初审过了", "短信来了", "两个都填了"), "不是 没填", "first-sms", False),
        # what was not noted last, or is said of something else
        ((), "不对 没过", "first-provider-review", True),
        (("初审过了",), "等等 还没填", "first-sms", False),
        (("初审过了",), "好的 还没填", "first-sms", False),
        (("初审过了", "短信来了", "两个都填了"), "不对 没过吗", "first-authority", False),
    ],
)
def test_what_was_noted_last_is_taken_back_by_that_it_is_not_so(
    knowledge: Knowledge, told: tuple[str, ...], text: str, step: str, asks: bool
) -> None:
    state, screens = after(knowledge, *BEGUN, "提交了", "对", *told, text)
    (filing,) = state.filings
    current = course.current(filing, knowledge.flows[filing.flow])
    assert current
    assert current.id == step
    assert not filing.attempts
    assert (screens[-1].text == knowledge.ui["whether-back"]) == asks
