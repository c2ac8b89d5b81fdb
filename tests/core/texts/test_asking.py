"""Whether a text asks something."""

import pytest

from bot.core.knowledge import Knowledge
from bot.core.languages import as_content
from bot.core.texts.asking import wonders


@pytest.mark.parametrize("text", ["備案類型揀錯咗點改", "谁来办", "有没有要求", "可否加急", "算不算经营性"])
def test_who_asks_in_any_words_asks(text: str, knowledge: Knowledge) -> None:
    assert wonders(knowledge, as_content(text, knowledge))
