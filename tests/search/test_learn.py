"""Learning: the factor in blocks is exact, what is kept answers as what was learnt, and how far it is is told."""

import numpy as np
import pytest

from bot.search import Engine
from bot.search.grams import Floats
from bot.search.ridge import Factor
from tests.search.corpus import ENGINE, LEXICON, QUESTIONS, REJECTIONS

TEXTS = (
    "备案要多久",
    "bei an yao duo jiu",
    "退回：短信超时",
    "怎么注册商标",
    "手机号",
    "1、网站名称不规范 2、证件模糊",
    "",
)


@pytest.mark.parametrize("size", [1, 5, 512, 1100])
def test_the_factor_solves_as_numpy_does(size: int) -> None:
    rows = np.random.default_rng(size).standard_normal((size, 40)).astype(np.float32)
    matrix: Floats = rows @ rows.T / np.float32(40) + np.eye(size, dtype=np.float32)
    done: list[int] = []
    factor = Factor(size, lambda start, stop: matrix[start:stop, :stop].copy(), done.append)
    wanted = rows[:, :3]
    found = factor.backward(factor.forward(wanted.copy()))
    assert np.allclose(matrix @ found, wanted, atol=1e-3)
    columns = np.arange(0, size, 3)
    half = factor.half(columns)
    assert np.allclose(half.T @ half, np.linalg.inv(matrix)[np.ix_(columns, columns)], atol=1e-3)
    assert done[-1] == size
    assert done == sorted(done)


def test_what_is_kept_answers_alike() -> None:
    again = Engine.restore(ENGINE.dump(), REJECTIONS, LEXICON)
    for text in TEXTS:
        for known in (True, False):
            assert again.read(text, rejection=known) == ENGINE.read(text, rejection=known)
    assert again.dump() == ENGINE.dump()


def test_progress_is_told() -> None:
    done: list[float] = []
    Engine.build(QUESTIONS, REJECTIONS, LEXICON, done.append)
    assert done
    assert done == sorted(done)
    assert 0 < done[0] <= done[-1] <= 1
