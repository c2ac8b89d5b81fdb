"""A space of texts, and what texts are in it."""

import numpy as np
import pytest

from bot.search.grams import Alphabet, Space

TEXTS = ("备案要多久", "", "bei'an'yao'duo'jiu", "备案备案", "a", "要不要备案 icp 123", "要")
ALPHABET = Alphabet()
WRITTEN = [ALPHABET.write(text, learn=True) for text in TEXTS]


def test_the_texts_of_a_space_are_in_it_what_they_are_when_they_are_looked_up() -> None:
    space, grams, values = Space.of(WRITTEN)
    assert len(grams) == len(values) == len(WRITTEN)
    for place, written in enumerate(WRITTEN):
        asked = space.weigh(written)
        assert grams[place].tolist() == asked.grams.tolist()
        assert values[place] == pytest.approx(asked.values)
    assert space.texts == len(TEXTS)


def test_each_text_counts_a_gram_once_and_no_gram_is_of_two_texts() -> None:
    space, grams, _ = Space.of(WRITTEN)
    held = np.bincount(grams.joined, minlength=len(space))
    chars = space.keys < np.uint64(1 << 63)
    assert space.held(space.keys[chars]) == pytest.approx(held[chars], rel=1e-3)
    alone = [set(Space.of([written])[0].keys.tolist()) for written in WRITTEN if written.sounds]
    assert set(space.keys.tolist()) == set().union(*alone)
