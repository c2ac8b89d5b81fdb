"""How sure a ranking is: a logistic model, fitted to the rankings that the index gave for its own phrasings."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]

_ROUNDS = 25
_SHRINK = 1.0
"""How strongly weights are pulled towards 0: with few phrasings the model must not trust what it saw."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A model that turns the signals of a ranking into the probability that it is right. A higher signal never lowers
    it."""

    weights: Matrix
    offset: float

    @classmethod
    def fit(cls, signals: Matrix, right: npt.NDArray[np.bool_], counts: Matrix) -> "Acceptance":
        """Fit the model to rows of signals, whether each was right, and how much each counts. Deterministic.

        A signal with a negative weight is left out. Such a weight is chance, and would make us sure of texts unlike all
        phrasings.
        """
        if not len(signals):
            return cls(np.zeros(signals.shape[1]), 0.0)
        middle, spread = signals.mean(axis=0), signals.std(axis=0) + 1e-6
        rows = (signals - middle) / spread
        used = np.arange(signals.shape[1])
        found = _logistic(rows, right, counts)
        while len(used) and found[:-1].min() < 0:
            used = np.delete(used, found[:-1].argmin())
            found = _logistic(rows[:, used], right, counts)
        weights = np.zeros(signals.shape[1])
        weights[used] = found[:-1] / spread[used]
        return cls(weights, float(found[-1] - weights @ middle))

    def of(self, signals: Matrix) -> float:
        """Return the probability that a ranking with these signals is right."""
        odds = float(signals @ self.weights) + self.offset
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def _logistic(rows: Matrix, right: npt.NDArray[np.bool_], counts: Matrix) -> Matrix:
    """Return the weights of the columns, with the constant last, by Newton's method."""
    rows = np.column_stack([rows, np.ones(len(rows))])
    shrink = np.eye(rows.shape[1]) * _SHRINK
    weights = np.zeros(rows.shape[1])
    for _ in range(_ROUNDS):
        likely = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (counts * (right - likely)) - shrink @ weights
        bend = (rows * (counts * likely * (1 - likely))[:, None]).T @ rows + shrink
        weights = weights + np.linalg.solve(bend, slope)
    return weights
