"""Which of several things a text means, by their numbers."""

import pytest

from bot.core.texts.counting import numbered, several


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("第3步", 3),
        ("第十步", 10),
        ("第十三步", 13),
        ("第二十步", 20),
        ("第二十一步", 21),
        ("第零步", 0),
        ("第三条", 0),
        ("三步", 0),
    ],
)
def test_a_place_is_numbered_in_figures_and_in_words(text: str, place: int) -> None:
    assert numbered(text, "步") == place


@pytest.mark.parametrize(
    ("text", "rest", "places"),
    [
        ("1、3做完了", "1 3", (1, 3)),
        ("2和3做完了", "2和3", (2, 3)),
        ("第一、第三个好了", "第一 第三个", (1, 3)),
        ("2-4做完了", "2 4", (2, 3, 4)),
        ("2到4都好了", "2到4", (2, 3, 4)),
        ("3做完了", "3", ()),
        ("三个都做完了", "三个", ()),
        ("0、1做完了", "0 1", ()),
        ("11月25号做完了", "11月25号", ()),
    ],
)
def test_several_are_numbered(text: str, rest: str, places: tuple[int, ...]) -> None:
    assert several(text, rest) == places
