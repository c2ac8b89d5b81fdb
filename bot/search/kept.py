"""An index as bytes, so that a process need not learn again what an earlier one has learnt."""

import io
import json
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.search.acceptance import Acceptance
from bot.search.evidence import Evidence
from bot.search.grams import Alphabet, Postings, Space, Written
from bot.search.index import Index, Judges, Phrasings
from bot.search.normalise import Normaliser

Arrays = dict[str, npt.NDArray[Any]]


def dump(index: Index) -> bytes:
    """Everything but the lexicon. An .npz of plain arrays; the texts are in it as JSON."""
    said, space, evidence = index.phrasings, index.space, index.evidence
    judges = (index.judges.ours, index.judges.first, index.judges.offered)
    texts = {
        "topics": said.topics,
        "texts": said.texts,
        "chars": [text.chars for text in said.written],
        "sounds": [text.sounds for text in said.written],
        "words": index.alphabet.words,
        "strange": space.strange,
        "judges": [[judge.weights.tolist(), judge.offset] for judge in judges],
    }
    out = io.BytesIO()
    np.savez(
        out,
        allow_pickle=False,
        texts=np.frombuffer(json.dumps(texts).encode(), np.uint8),
        owners=said.owners,
        keys=space.keys,
        weights=space.weights,
        worth=evidence.worth,
        total=evidence.total,
        prior=evidence.prior,
        home=index.home,
        **_arrays("phrasings", index.postings),
        **_arrays("usual", evidence.usual),
        **_arrays("sought", evidence.sought),
    )
    return out.getvalue()


def restore(kept: bytes, normaliser: Normaliser) -> Index:
    """The index that was dumped. Raises whatever comes to hand for bytes that are no dump of this very version."""
    with np.load(io.BytesIO(kept), allow_pickle=False) as file:
        arrays: Arrays = dict(file)
    texts = json.loads(arrays["texts"].tobytes())
    written = tuple(Written(chars, sounds) for chars, sounds in zip(texts["chars"], texts["sounds"], strict=True))
    topics = tuple(texts["topics"])
    usual, sought = (_postings(name, len(topics), arrays) for name in ("usual", "sought"))
    return Index(
        Phrasings(topics, tuple(texts["texts"]), written, arrays["owners"]),
        Alphabet(texts["words"]),
        Space(arrays["keys"], arrays["weights"], texts["strange"]),
        _postings("phrasings", len(written), arrays),
        Evidence(arrays["worth"], usual, sought, arrays["total"], arrays["prior"]),
        arrays["home"],
        Judges(*(Acceptance(np.array(weights), offset) for weights, offset in texts["judges"])),
        normaliser,
    )


def _arrays(name: str, postings: Postings) -> Arrays:
    return {f"{name}-starts": postings.starts, f"{name}-rows": postings.rows, f"{name}-values": postings.values}


def _postings(name: str, count: int, arrays: Arrays) -> Postings:
    return Postings(count, arrays[f"{name}-starts"], arrays[f"{name}-rows"], arrays[f"{name}-values"])
