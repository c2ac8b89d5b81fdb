"""What tells topics apart: how much each gram speaks for each topic that has it, learnt by naming the topics of
phrasings.

The evidence weighs a gram by how usual it is in a topic, whatever else is said. Here grams are weighed together, so
that those of a phrasing name its topic and no other (softmax regression). Each sees what the other does not.
"""

import numpy as np

from bot.search.grams import Floats, Ints, Rows

_LEAST = 0.1
"""A smaller weight counts as 0."""
_BLOCK = 4096
"""Grams that are handled at once."""
_LIKELY = 0.01
"""A topic less probable than this for a phrasing has nothing to unlearn from it; as a rule six are more probable."""
_BARELY = np.float32(1e-30)
"""The start of a weight that may be learnt, which tells it from those that stay 0. It is lost in the first step."""
LEARNT = 0.97
"""A phrasing that names its own topic so surely teaches hardly anything more, and takes as long as any other."""


class Telling:
    """Learns from phrasings and their topics (`owners`). A gram gets a weight only for topics that have it, and only if
    two phrasings hold it: what is said once tells nothing about what others will say."""

    def __init__(self, grams: Rows[np.int32], values: Rows[np.float32], owners: Ints, topics: int) -> None:
        held = np.bincount(grams.joined) > 1
        self._grams = np.flatnonzero(held)
        # All grams held once share one row of weights, which stays 0: the weights of phrasings need not be copied
        # without them.
        places = np.where(held, np.cumsum(held) - 1, len(self._grams)).astype(np.int32)
        self._said, self._values = Rows(places[grams.joined], grams.bounds), values
        self._owners = owners
        self._weights = np.zeros((len(self._grams) + 1, topics), np.float32)
        for row, owner in enumerate(owners.tolist()):
            self._weights[self._said[row], owner] = _BARELY
        self._weights[-1] = 0
        self._learnt = np.zeros(len(owners), np.bool_)

    def learn(self, some: Ints, step: float) -> None:
        """Learn once from some of the phrasings, in this order, except those that were `LEARNT`. Deterministic."""
        for place in some[~self._learnt[some]].tolist():
            grams, values = self._said[place], self._values[place]
            weights = self._weights.take(grams, axis=0)  # takes two thirds of the time of [grams]
            scores = values @ weights
            wrong = np.exp(scores - scores.max())
            wrong /= wrong.sum()
            if wrong[self._owners[place]] > LEARNT:
                self._learnt[place] = True
                continue
            wrong[self._owners[place]] -= 1
            some = np.flatnonzero(np.abs(wrong) > _LIKELY)
            weights = weights.take(some, axis=1)
            change = np.multiply.outer(np.float32(step) * values, wrong[some])
            self._weights[grams[:, None], some] = weights - change * (weights != 0)

    def of(self, place: int) -> Floats:
        """Return how much a phrasing speaks for each topic, in approximate log-odds. Honest only for a phrasing that
        was not learnt from."""
        speaks: Floats = self._values[place] @ self._weights[self._said[place]]
        return speaks

    def learnt(self) -> tuple[Ints, Ints, Floats]:
        """Return grams, topics, and how much each gram speaks for each topic."""
        blocks = range(0, len(self._weights) or 1, _BLOCK)  # all at once take more memory than anything else
        found = [np.nonzero(np.abs(self._weights[at : at + _BLOCK]) > _LEAST) for at in blocks]
        grams = np.concatenate([at + some for at, (some, _) in zip(blocks, found, strict=True)])
        topics = np.concatenate([some for _, some in found])
        return self._grams[grams], topics, self._weights[grams, topics]
