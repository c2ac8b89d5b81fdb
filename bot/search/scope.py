"""Whether a text is in scope at all: how much more probable its grams are in our phrasings than in texts out of scope.
Its topic does not matter here, and 备案, which tells no topic, tells most."""

import math

import numpy as np
import numpy.typing as npt

from bot.search.grams import Floats, Rows

_SMOOTH = 0.5
"""Added to every count: a gram that was seen once proves little."""


def at_home(weights: Floats) -> float:
    """Return how much a text speaks our language, from the log-odds of its grams. Length alone does not win."""
    return float(weights.sum()) / math.sqrt(1 + len(weights))


class Counts:
    """Counts how many phrasings hold each gram, in scope and out of scope. `family`: how much each gram counts for its
    kind."""

    def __init__(self, rows: Rows[np.int32], ours: npt.NDArray[np.bool_], family: Floats) -> None:
        self._rows = rows
        self._ours = ours
        self._weight = family**2
        self._held = np.zeros((2, len(family)), np.float32)
        self._size = np.array([(~ours).sum(), ours.sum()], np.float32)
        for row, side in enumerate(ours.astype(int).tolist()):
            self._held[side, rows[row]] += 1

    def odds(self) -> Floats:
        """Return the log-odds of every gram for being in scope."""
        return self._odds(self._held, self._size, self._weight)

    def left_out(self, row: int) -> float:
        """Return how much a phrasing speaks our language, as if it were not there."""
        grams, side = self._rows[row], int(self._ours[row])
        held, size = self._held[:, grams], self._size.copy()
        held[side] -= 1
        size[side] -= 1
        return at_home(self._odds(held, size, self._weight[grams]))

    @staticmethod
    def _odds(held: Floats, size: Floats, weight: Floats) -> Floats:
        share = (held + _SMOOTH) / (size[:, None] + 2 * _SMOOTH)
        odds: Floats = weight * np.log(share[1] / share[0])
        return odds
