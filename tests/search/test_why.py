"""Why a text was understood as it was: which characters and syllables counted, for the first topic and its rival."""

import numpy as np
import pytest

from bot.search.why import Explanation, Sign
from tests.search.corpus import ENGINE


def explained(text: str) -> Explanation:
    return ENGINE.explain(ENGINE.read(text)[0])


def texts(signs: tuple[Sign, ...]) -> list[str]:
    return [sign.text for sign in signs]


def test_what_is_written_and_what_is_heard_are_told_apart_strongest_first() -> None:
    first, rival = explained("怎么註銷備案").candidates
    assert (first.topic, first.behind) == ("cancel", 0)
    assert rival.behind > 0
    assert "注销" in texts(first.why.characters)
    assert "zu xiao" in texts(first.why.syllables)
    for signs in (first.why.characters, first.why.syllables):
        weights = [sign.weight for sign in signs]
        assert weights == sorted(weights, reverse=True)
        assert min(weights) > 0


def test_pinyin_is_explained_by_the_characters_that_are_meant() -> None:
    told = explained("bei an yao duo jiu")
    assert told.normal == "备案要多久"
    assert "多久" in texts(told.candidates[0].why.characters)


def test_what_was_only_heard_is_explained_by_its_syllables_alone() -> None:
    told = explained("hua la la")
    assert told.normal == "hua'la'la"
    why = told.candidates[0].why
    assert "hua" in texts(why.syllables)
    assert why.characters == ()


@pytest.mark.parametrize(("text", "foreign"), [("商标怎么注册", ("商标",)), ("备案要多久", ())])
def test_words_of_others_are_named(text: str, foreign: tuple[str, ...]) -> None:
    assert explained(text).foreign == foreign


def test_the_judgement_is_the_one_that_was_made() -> None:
    for text in ("备案要多久", "手机号码", "今天天气真好", "备案要多久，备案号要放在哪里"):
        for part in ENGINE.read(text):
            told = ENGINE.explain(part)
            assert told.ours == part.ours
            if part.choices:
                assert told.candidates[0].topic == part.choices[0].topic
                assert np.isclose(told.ours * told.first, part.choices[0].score)


def test_the_meant_word_is_told_where_a_slip_was_read() -> None:
    (part,) = ENGINE.read("备案号要放再哪里")
    assert ENGINE.explain(part).normal in ("备案号要放在哪里", "备案号要放再哪里")


def test_nothing_is_explained_by_nothing() -> None:
    told = explained("？？？")
    assert (told.normal, told.candidates) == ("", ())
