"""What tells topics apart is learnt from phrasings, and is honest about those that it has not seen."""

from collections import Counter

import numpy as np

from bot.search.grams import Alphabet, Space
from bot.search.telling import Telling

TAILS = ("要备案吗", "备案多久", "怎么备案", "备案要钱吗")
APP = tuple(head + tail for head in ("应用", "手机应用") for tail in TAILS)
SITE = tuple(head + tail for head in ("网站", "我的网站") for tail in TAILS)


ALPHABET = Alphabet()
_, GRAMS, VALUES = Space.of([ALPHABET.write(text, learn=True) for text in (*APP, *SITE)])
OWNERS = np.array([0] * len(APP) + [1] * len(SITE))


def taught(*left_out: int) -> Telling:
    telling = Telling(GRAMS, VALUES, OWNERS, 3)
    for _ in range(3):
        telling.learn(np.array([place for place in range(len(OWNERS)) if place not in left_out]), 2.0)
    return telling


def test_a_phrasing_that_was_left_out_finds_its_topic() -> None:
    telling = taught(0, 9)
    assert telling.of(0).argmax() == 0
    assert telling.of(9).argmax() == 1


def test_only_what_two_phrasings_hold_and_a_topic_has_speaks_for_it() -> None:
    grams, topics, weights = taught().learnt()
    told = set(zip(grams.tolist(), topics.tolist(), strict=True))
    held = [(gram, owner) for place, owner in enumerate(OWNERS.tolist()) for gram in GRAMS[place].tolist()]
    twice = {gram for gram, count in Counter(gram for gram, _ in held).items() if count > 1}
    assert told <= {(gram, topic) for gram, topic in held if gram in twice}
    assert set(topics.tolist()) == {0, 1}
    assert (np.abs(weights) > 0).all()
