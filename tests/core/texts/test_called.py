"""Common words that call a filing only where they are the whole text."""

from dataclasses import replace

import pytest

from bot.core.actions import OpenStep
from bot.core.button_data import encode
from bot.core.events import Pressed
from bot.core.knowledge import Knowledge
from tests.core.talking import after, begun


@pytest.mark.parametrize("name", ["还没", "备案", "域名", "网站", "网站备案"])
def test_a_filing_named_by_a_common_word_is_called_only_by_the_whole_text(knowledge: Knowledge, name: str) -> None:
    two, _ = after(knowledge, *begun("花店"), *begun("面馆"))
    common, _ = after(knowledge, Pressed(encode(OpenStep(2, ""))), state=two)
    filings = (replace(common.filings[0], name=name), common.filings[1])
    for text in (f"{name}提交了", f"{name}过了", f"{name}被退回了", f"{name}那个不弄了"):
        state, screens = after(knowledge, text, state=replace(common, filings=filings))
        assert state.front == 2, text
        assert not any(f"「{name}」" in screen.text for screen in screens), text
    state, _ = after(knowledge, name, state=replace(common, filings=filings))
    assert state.front == 1
