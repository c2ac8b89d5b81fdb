"""Whether a text speaks our language at all: how much likelier its grams are in our phrasings than in what is nobody's
business here. Which topic it is about does not matter to that, and 备案, which tells no topic, tells most here."""

import math

import numpy as np
import numpy.typing as npt

from bot.search.grams import Floats, Rows

_SMOOTH = 0.5
"""Added to every count: a gram that was seen once proves little."""


def at_home(weights: Floats) -> float:
    """From the log-odds of a text's grams: how much it speaks our language. Long texts do not win by length alone."""
    return float(weights.sum()) / math.sqrt(1 + len(weights))


class Counts:
    """How many phrasings of each side hold each gram. `family`: how much each gram counts for what it is."""

    def __init__(self, rows: Rows[np.int32], ours: npt.NDArray[np.bool_], family: Floats) -> None:
        self._rows = rows
        self._ours = ours
        self._weight = family**2
        self._held = np.zeros((2, len(family)), np.float32)
        self._size = np.array([(~ours).sum(), ours.sum()], np.float32)
        for row, side in enumerate(ours.astype(int).tolist()):
            self._held[side, rows[row]] += 1

    def odds(self) -> Floats:
        """The log-odds of every gram."""
        return self._odds(self._held, self._size, self._weight)

    def left_out(self, row: int) -> float:
        """How much a phrasing speaks our language, had it not been there."""
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
