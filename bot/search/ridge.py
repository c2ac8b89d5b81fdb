"""Kernel ridge by a Cholesky factor in blocks: a half of the matrix is ever in memory, and most is matrix products."""

from collections.abc import Callable

import numpy as np

from bot.search.grams import Floats, Ints

_BLOCK = 512


class Factor:
    """L, where L·Lᵀ is a positive definite matrix of which the lower half is asked for row by row.

    `fill(start, stop)` gives the rows from `start` to before `stop`, each up to the column `stop`; `told` hears how
    many rows are done. Takes time with the cube of `size`, and half its square of memory.
    """

    def __init__(self, size: int, fill: Callable[[int, int], Floats], told: Callable[[int], None]) -> None:
        self._starts = range(0, size, _BLOCK)
        self._rows: list[Floats] = []
        self._inverses: list[Floats] = []
        """Of the blocks on the diagonal."""
        for start in self._starts:
            row = fill(start, min(start + _BLOCK, size))
            for at, above, inverse in zip(self._starts, self._rows, self._inverses, strict=False):
                block = row[:, at : at + _BLOCK]
                block[:] = (block - row[:, :at] @ above[:, :at].T) @ inverse.T
            left = row[:, :start]
            self._inverses.append(np.linalg.inv(np.linalg.cholesky(row[:, start:] - left @ left.T)))
            self._rows.append(left)
            told(start + len(row))

    def forward(self, wanted: Floats) -> Floats:
        """L⁻¹ · wanted, which takes the place of what is given."""
        for start, left, inverse in zip(self._starts, self._rows, self._inverses, strict=True):
            block = wanted[start : start + _BLOCK]
            block[:] = inverse @ (block - left @ wanted[:start])
        return wanted

    def backward(self, wanted: Floats) -> Floats:
        """L⁻ᵀ · wanted, which takes the place of what is given."""
        for start, left, inverse in reversed(list(zip(self._starts, self._rows, self._inverses, strict=True))):
            block = wanted[start : start + _BLOCK]
            block[:] = inverse.T @ block
            wanted[:start] -= left.T @ block
        return wanted

    def half(self, columns: Ints) -> Floats:
        """Columns of L⁻¹: their products with each other are entries of the inverse of the matrix."""
        size = self._starts[-1] + len(self._inverses[-1])
        picked = np.zeros((size, len(columns)), np.float32)
        picked[columns, np.arange(len(columns))] = 1
        return self.forward(picked)
