"""Typed words for how long somebody has waited: the day is noted, or the step shown."""

import pytest

from bot.core.knowledge import Knowledge
from bot.core.workdays import local
from tests.core.sample import NOW
from tests.core.talking import BEGUN, after, at


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("交了三天了", 22),
        ("等了10天了还没好", 15),
        ("已经交了一个星期了", 18),
        ("已经交了三天了 还没消息", 22),
        ("上周三就交了怎么还没消息", 18),
        ("23号交的还没消息", 23),
        ("初审等了三天了", 22),
        ("等了一天了", 25),
        ("网站停了10天了", 25),
        ("域名买了三天了", 25),
        ("等管局三天了", 25),
        ("交了三天了要多久", 25),
        ("交了三个工作日了", 25),
        ("给了三天了", 25),
        ("还要等三天了", 25),
        ("都周一了还没消息", 25),
    ],
)
def test_how_long_a_review_lasts_tells_when_it_was_submitted(knowledge: Knowledge, text: str, day: int) -> None:
    state, screens = after(knowledge, *BEGUN, "提交了", "对", text)
    assert local(state.filings[0].marks["first-provider-review"].begun or NOW).day == day
    assert "管局最多审" not in screens[0].text


@pytest.mark.parametrize(
    "text", ["等了10天了还没好", "已经交了三天了 还没消息", "等管局三天了", "25号交的怎么还没动静"]
)
def test_how_long_a_later_review_lasts_shows_how_it_stands(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *at("first-authority"))
    state, screens = after(knowledge, text, state=before)
    assert state.filings == before.filings
    assert "12月2日～12月8日" in screens[0].text
