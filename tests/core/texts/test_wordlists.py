"""Lists of words in the content, and texts that have some of them, or nothing else."""

from dataclasses import replace

import pytest

from bot.core.knowledge import Knowledge
from bot.core.texts.wordlists import empty_without, first_word, has, last_word, listed


@pytest.mark.parametrize(
    ("words", "apart"),
    [
        ("红 绿 浅 蓝", ("红", "绿", "浅", "蓝")),
        ("红、dark green、蓝", ("红", "dark green", "蓝")),
        ("红 、 ， 绿", ("红", "、", "，", "绿")),
        ("红", ("红",)),
    ],
)
def test_words_are_apart_by_commas_or_by_spaces(words: str, apart: tuple[str, ...], knowledge: Knowledge) -> None:
    assert listed(replace(knowledge, words={"words-hue": words}), "words-hue") == apart


@pytest.mark.parametrize(
    ("text", "some", "all_"),
    [("红和绿", True, True), ("深红", True, False), ("和", False, True), ("蓝", False, False), ("绿 红 ", True, True)],
)
def test_a_text_has_words_of_a_list_or_nothing_else(text: str, some: bool, all_: bool, knowledge: Knowledge) -> None:
    known = replace(knowledge, words={"words-hue": "红 绿", "words-and": "和"})
    assert (has(known, text, "words-hue"), empty_without(known, text, "words-hue", "words-and")) == (some, all_)


def test_words_of_several_lists_are_looked_for_as_those_of_one(knowledge: Knowledge) -> None:
    known = replace(knowledge, words={"words-hue": "红 绿", "words-and": "和、以及"})
    keys = ("words-hue", "words-and")
    assert listed(known, *keys) == ("红", "绿", "和", "以及")
    assert [has(known, text, *keys) for text in ("绿色", "以及", "蓝")] == [True, True, False]
    assert [first_word(known, text, *keys) for text in ("绿和红", "和红", "蓝和红")] == ["绿", "和", ""]
    assert [last_word(known, text, *keys) for text in ("绿和红", "红和", "红和蓝")] == ["红", "和", ""]
