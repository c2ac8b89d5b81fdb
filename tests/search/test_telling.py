"""What tells topics apart is learnt from phrasings, and is honest about those that it has not seen."""

import numpy as np

from bot.search.grams import Alphabet, Space
from bot.search.telling import Telling

TAILS = ("要备案吗", "备案多久", "怎么备案", "备案要钱吗")
APP = tuple(head + tail for head in ("应用", "手机应用") for tail in TAILS)
SITE = tuple(head + tail for head in ("网站", "我的网站") for tail in TAILS)


def taught(*left_out: int) -> Telling:
    alphabet = Alphabet()
    written = [alphabet.write(text, learn=True) for text in (*APP, *SITE)]
    _, rows = Space.of(written)
    owners = np.array([0] * len(APP) + [1] * len(SITE))
    telling = Telling(rows, owners, 3)
    for _ in range(3):
        telling.learn(np.array([place for place in range(len(owners)) if place not in left_out]), 2.0)
    return telling


def test_a_phrasing_that_was_left_out_finds_its_topic() -> None:
    telling = taught(0, 9)
    assert telling.of(0).argmax() == 0
    assert telling.of(9).argmax() == 1


def test_only_what_two_phrasings_hold_and_a_topic_has_speaks_for_it() -> None:
    _, topics, weights = taught().learnt()
    assert set(topics.tolist()) == {0, 1}
    assert (np.abs(weights) > 0).all()
