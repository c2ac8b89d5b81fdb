"""How an index is made: the ridge over all phrasings, and, from leaving phrasings out, how sure to be of a ranking."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from bot.search.acceptance import Acceptance, Matrix
from bot.search.grams import Alphabet, Floats, Ints, Postings, Space, Weights
from bot.search.index import OFFERED, Index, Phrasings
from bot.search.normalise import Normaliser
from bot.search.ridge import Factor
from bot.search.signals import LOWEST, RATIO_WEIGHT, signals

Told = Callable[[float], None]
"""Hears how much is done, 0 to 1."""

_RIDGE = np.float32(0.5)
_TRIALS = 1200
"""Phrasings, about, that are left out in turn to learn how sure to be; more make it slower and nothing better."""
_AT_ONCE = 200
"""Trials that are compared with every phrasing at one time: that many rows are held in memory."""
_STRANGE = 0.15
"""How many messages to expect about what lies near our topics, and as many about anything else, for each that we can
answer: being sure is reckoned for that."""


def learn(topics: Mapping[str, Sequence[str]], foreign: Sequence[str], normaliser: Normaliser, told: Told) -> Index:
    """An index of phrasings by topic (topics without any are left out) and of texts about nothing of ours."""
    alphabet = Alphabet()
    phrasings = _phrasings(topics, foreign, normaliser, alphabet)
    space = Space.of(phrasings.written)
    rows = [space.weigh(text) for text in phrasings.written]
    postings = Postings.of(rows, len(space))
    size = len(rows)

    def fill(start: int, stop: int) -> Floats:
        block = np.stack([postings.cosines(row)[:stop] for row in rows[start:stop]])
        block[np.arange(stop - start), np.arange(start, stop)] += _RIDGE
        return block

    factor = Factor(size, fill, lambda done: told(0.8 * done / size))
    wanted = np.zeros((size, len(phrasings.topics)), np.float32)
    wanted[np.arange(size), phrasings.owners] = 1
    parts = factor.backward(factor.forward(wanted.copy()))
    trials = _trials(phrasings, factor, wanted, parts)
    del factor
    ridge = np.zeros((len(space), len(phrasings.topics)), np.float32)
    for row, part in zip(rows, parts, strict=True):
        ridge[row.grams] += row.values[:, None] * part
    halves = ridge.astype(np.float16)
    del ridge
    told(0.9)
    sure, near = _calibrated(phrasings, rows, postings, trials)
    return Index(phrasings, alphabet, space, postings, halves, sure, near, normaliser)


def _phrasings(
    topics: Mapping[str, Sequence[str]], foreign: Sequence[str], normaliser: Normaliser, alphabet: Alphabet
) -> Phrasings:
    names: list[str] = []
    said: list[str] = []
    normal: list[str] = []
    owners: list[int] = []
    for topic, phrasings in (*topics.items(), ("", foreign or ("?",))):
        texts = {normaliser(phrasing): phrasing for phrasing in reversed(phrasings)}
        if topic:
            texts.pop("", None)
        if texts:
            owners += [len(names)] * len(texts)
            names.append(topic)
            said += texts.values()
            normal += texts
    written = tuple(alphabet.write(text, learn=True) for text in normal)
    return Phrasings(tuple(names), tuple(said), written, np.array(owners, np.intp))


@dataclass(frozen=True, slots=True)
class _Trials:
    """Some phrasings, and what the ridge would say of each, topic by topic, if it or its whole topic were not there."""

    places: Ints
    alone: Floats
    hidden: Floats


def _trials(phrasings: Phrasings, factor: Factor, wanted: Floats, parts: Floats) -> _Trials:
    """Whole topics are tried, evenly spread, and what is nobody's business. What the ridge would say without them
    follows from the inverse of its matrix."""
    groups = np.split(np.arange(len(wanted)), phrasings.starts[1:])
    stride = -(-len(wanted) // _TRIALS)
    tried = [*groups[:-1:stride], groups[-1]]
    places = np.concatenate(tried)
    half = factor.half(places)
    alone: list[Floats] = []
    hidden: list[Floats] = []
    done = 0
    for own in tried:
        columns = half[:, done : done + len(own)]
        block = columns.T @ columns
        alone.append(wanted[own] - parts[own] / block.diagonal()[:, None])
        hidden.append(wanted[own] - np.linalg.solve(block, parts[own]))
        done += len(own)
    return _Trials(places, np.concatenate(alone), np.concatenate(hidden))


def _calibrated(
    phrasings: Phrasings, rows: Sequence[Weights], postings: Postings, trials: _Trials
) -> tuple[Acceptance, Acceptance]:
    """Ask the trials with themselves left out: as they are, and with their topic hidden, when nothing is right."""
    tried = trials.places
    rest, ratio = _nearest(phrasings, rows, postings, tried)
    own = phrasings.owners[tried]
    # What no other phrasing (no other topic) holds would be unknown if this one were not there.
    held = np.diff(postings.starts)
    spread = _spread(phrasings, postings)
    known = [_known(rows[place], held) for place in tried.tolist()]
    elsewhere = [_known(rows[place], spread) for place in tried.tolist()]
    length = [len(phrasings.written[place].sounds) for place in tried.tolist()]
    ours = own < len(phrasings.topics) - 1
    each = np.arange(len(tried))

    fused = trials.alone + rest
    outside = fused[:, -1].copy()
    fused[:, -1] = LOWEST
    place = (fused > fused[each, own][:, None]).sum(axis=1)
    open_ = signals(fused, outside, trials.alone, ratio, known, length)
    fused = trials.hidden + rest
    outside = fused[:, -1].copy()
    fused[:, -1] = fused[each, own] = LOWEST
    covered = signals(fused, outside, trials.hidden, ratio, elsewhere, length)

    strangers = max(1, int((~ours).sum()))
    counts = np.concatenate([np.where(ours, 1.0, _STRANGE * ours.sum() / strangers), np.where(ours, _STRANGE, 0.0)])
    told: Matrix = np.concatenate([open_, covered])
    nothing = np.zeros(len(tried), np.bool_)
    sure = Acceptance.fit(told, np.concatenate([ours & (place == 0), nothing]), counts)
    near = Acceptance.fit(told, np.concatenate([ours & (place < OFFERED), nothing]), counts)
    return sure, near


def _nearest(phrasings: Phrasings, rows: Sequence[Weights], postings: Postings, tried: Ints) -> tuple[Floats, Floats]:
    """By topic, for each trial: what the nearest other phrasing adds to the score, and how alike the most alike is."""
    chars = [text.chars for text in phrasings.written]
    starts = phrasings.starts
    rest: list[Floats] = []
    ratio: list[Floats] = []
    for some in np.split(tried, range(_AT_ONCE, len(tried), _AT_ONCE)):
        cosines = np.stack([postings.cosines(rows[place]) for place in some.tolist()])
        ratios = process.cdist([chars[place] for place in some], chars, scorer=fuzz.ratio, dtype=np.float32) / 100
        cosines[np.arange(len(some)), some] = ratios[np.arange(len(some)), some] = 0
        ratio.append(np.maximum.reduceat(ratios, starts, axis=1))
        rest.append(np.maximum.reduceat(cosines, starts, axis=1) + RATIO_WEIGHT * ratio[-1])
    return np.concatenate(rest), np.concatenate(ratio)


def _spread(phrasings: Phrasings, postings: Postings) -> Ints:
    """In how many topics each gram is found."""
    count, grams = len(phrasings.topics), len(postings.starts) - 1
    ids = np.repeat(np.arange(grams), np.diff(postings.starts))
    return np.bincount(np.unique(ids * count + phrasings.owners[postings.rows]) // count, minlength=grams)


def _known(row: Weights, frequency: Ints) -> float:
    """The share of a phrasing's weight in grams that are found more than once."""
    values = row.values[frequency[row.grams] > 1]
    return float(values @ values)
