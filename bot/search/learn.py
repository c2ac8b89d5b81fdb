"""How an index is made: it learns what grams are worth and, by leaving phrasings out, how sure to be of a ranking."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from zlib import crc32

import numpy as np

from bot.search.acceptance import Acceptance
from bot.search.evidence import Learning
from bot.search.grams import Alphabet, Floats, Ints, Rows, Space, Written, family
from bot.search.index import COMPARED, OFFERED, Index, Judges, Phrasings, Trial, alike
from bot.search.scope import Counts
from bot.search.signals import LOWEST, Scores, best, of_first, of_scope
from bot.search.telling import Telling

LeftOut = Callable[[int], tuple[Floats, Floats]]
"""The two scores of every topic for a phrasing, as if the phrasing were not there."""
Progress = Callable[[float], None]
"""Called with the share that is done, 0 to 1."""

_TRIALS, _STRANGERS = 2000, 1000
"""About how many phrasings are left out in turn to calibrate the probabilities, in and out of scope; more are slower
and no better."""
_WEIGHED = 2
"""The worth of grams is learnt from every second phrasing: all of them take longer and are no better."""
_STEPS, _LAST_STEP = (6.0, 3.0), 1.0
"""Step sizes of the rounds that learn what tells topics apart, and of the last one, from the phrasings left out
before."""
_ODD = 0x9E3779B1
"""Knuth's multiplier; it spreads numbers over all of 32 bits."""
_STRANGE = 0.25
"""How many messages out of scope to expect for each that we can answer."""


@dataclass(frozen=True, slots=True)
class More:
    """What is known about topics besides phrasings. The words of an answer count as one phrasing. `mentions`: how often
    other topics mention a topic; people ask more about those."""

    answers: Mapping[str, str] = field(default_factory=dict)
    mentions: Mapping[str, int] = field(default_factory=dict)


def learn(
    topics: Mapping[str, Sequence[str]],
    more: More,
    elsewhere: Sequence[str],
    normalise: Callable[[str], str],
    progress: Progress,
) -> Index:
    """Make an index from the phrasings of topics and from texts out of scope. Topics without phrasings are left out."""
    alphabet = Alphabet()
    phrasings = _phrasings(topics, elsewhere, normalise, alphabet)
    space, grams, values = Space.of([Written(*both) for both in zip(phrasings.chars, phrasings.sounds, strict=True)])
    said = [alphabet.write(normalise(more.answers.get(topic, ""))) for topic in phrasings.topics]
    progress(0.1)
    kinds = family(space.keys)
    counts = Counts(grams, phrasings.owners < len(phrasings.topics) - 1, kinds)
    learning = Learning(grams, phrasings.owners, [space.weigh(text).grams for text in said], kinds)
    prior = np.log1p([more.mentions.get(topic, 0) for topic in phrasings.topics]).astype(np.float32)
    some = shuffled(phrasings, np.arange(len(phrasings.owners)), 0)[::_WEIGHED]
    learning.run(some, lambda done: progress(0.1 + 0.3 * done))
    telling = Telling(grams, values, phrasings.owners, len(phrasings.topics))
    ours, strange = _tried(phrasings)
    tried = np.concatenate([ours, strange])
    known = _known(grams, values, tried)
    del values  # learning needs much memory: this, and what is deleted below, is a good part of it
    _teach(telling, phrasings, ours, lambda done: progress(0.4 + 0.3 * done))
    left_out = partial(_left_out, learning, telling, prior)
    judges, trial = _calibrated(phrasings, known, left_out, counts, tried)
    telling.learn(ours, _LAST_STEP)
    told_by, of, much = telling.learnt()
    del telling, left_out
    evidence = learning.learnt(prior)
    del learning
    evidence = evidence.with_telling((told_by, of), space.weights[told_by] * much)
    return Index(phrasings, alphabet, space, evidence, counts.odds(), judges, trial)


def _left_out(learning: Learning, telling: Telling, prior: Floats, place: int) -> tuple[Floats, Floats]:
    return learning.left_out(place), telling.of(place) + prior


def _tried(phrasings: Phrasings) -> tuple[Ints, Ints]:
    ours = phrasings.owners < len(phrasings.topics) - 1
    return drawn(phrasings, np.flatnonzero(ours), _TRIALS), drawn(phrasings, np.flatnonzero(~ours), _STRANGERS)


def drawn(phrasings: Phrasings, places: Ints, most: int) -> Ints:
    """Return at most so many of these places, in order."""
    return np.sort(shuffled(phrasings, places, 0)[:most])


def shuffled(phrasings: Phrasings, places: Ints, turn: int) -> Ints:
    """Return places in an order given by a checksum of their texts, another one each turn. One more phrasing then
    changes neither which others are tried, on which all probabilities rest, nor which are learnt from first."""
    said = (phrasings.texts[place].encode("utf-8", "surrogatepass") for place in places)
    lots = np.fromiter(map(crc32, said), np.uint32, len(places)) * np.uint32(_ODD**turn % 2**32)
    return places[np.argsort(lots, kind="stable")]


def _teach(telling: Telling, phrasings: Phrasings, tried: Ints, progress: Progress) -> None:
    """Learn what tells topics apart from the phrasings in scope, without those that are tried later."""
    ours = phrasings.owners < len(phrasings.topics) - 1
    ours[tried] = False
    places = np.flatnonzero(ours)
    for turn, step in enumerate(_STEPS, 1):
        telling.learn(shuffled(phrasings, places, turn), step)
        progress(turn / len(_STEPS))


def _phrasings(
    topics: Mapping[str, Sequence[str]], elsewhere: Sequence[str], normalise: Callable[[str], str], alphabet: Alphabet
) -> Phrasings:
    names: list[str] = []
    said: list[str] = []
    normal: list[str] = []
    owners: list[int] = []
    for topic, phrasings in (*topics.items(), ("", elsewhere or ("?",))):
        texts = {normalise(phrasing): phrasing for phrasing in reversed(phrasings)}
        if topic:
            texts.pop("", None)
        if texts:
            owners += [len(names)] * len(texts)
            names.append(topic)
            said += texts.values()
            normal += texts
    written = [alphabet.write(text, learn=True) for text in normal]
    return Phrasings.of(names, said, written, np.array(owners, np.intp))


def _calibrated(
    phrasings: Phrasings, known: Sequence[float], evidence: LeftOut, counts: Counts, tried: Ints
) -> tuple[Judges, Trial]:
    """Ask the tried phrasings, each left out itself, and fit the models to the result."""
    scores = _scores(phrasings, evidence, tried)
    own = phrasings.owners[tried]
    ours = own < len(phrasings.topics) - 1
    each = np.arange(len(tried))
    home = [counts.left_out(place) for place in tried.tolist()]
    length = [len(sounds) for sounds in phrasings.sounds.some(tried)]
    fused = scores.fused
    fused[:, -1] = LOWEST
    place = (fused > fused[each, own][:, None]).sum(axis=1)[ours]
    weights = np.where(ours, 1.0, _STRANGE * ours.sum() / max(1, int((~ours).sum())))
    signals = of_first(scores, fused, known, length)[ours]
    even = np.ones(len(place))
    judges = Judges(
        Acceptance.fit(of_scope(scores, fused, home), ours, weights),
        Acceptance.fit(signals, place == 0, even),
        Acceptance.fit(signals, place < OFFERED, even),
    )
    right, among = (float((place < most).mean()) if len(place) else 0.0 for most in (1, OFFERED))
    return judges, Trial(len(place), right, among)


def _scores(phrasings: Phrasings, evidence: LeftOut, tried: Ints) -> Scores:
    """Return the scores of every topic for each trial, as if the tried phrasing were not there."""
    starts, topics = phrasings.starts.tolist(), len(phrasings.topics)
    chars, sounds = phrasings.chars[:], phrasings.sounds[:]  # once: splitting them takes as long as comparing them
    usual, telling, ratios = np.zeros((3, len(tried), topics), np.float32)
    for trial, place in enumerate(tried.tolist()):
        usual[trial], telling[trial] = evidence(place)
        said = chars if chars[place] else sounds
        for topic in best((usual[trial] + telling[trial])[:-1], COMPARED).tolist():
            start, end = starts[topic : topic + 2]
            others = said[start:end]
            if start <= place < end:
                del others[place - start]
            if others:
                ratios[trial, topic] = alike(said[place], others).max()
    return Scores(usual, telling, ratios)


def _known(grams: Rows[np.int32], values: Rows[np.float32], tried: Ints) -> list[float]:
    """Return for each tried phrasing the share of its weight in grams of other phrasings, too: the rest would be
    unknown without it."""
    held = np.bincount(grams.joined) > 1
    known = [values[place][held[grams[place]]] for place in tried.tolist()]
    return [float(some @ some) for some in known]
