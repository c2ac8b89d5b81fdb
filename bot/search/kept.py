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


def dump(index: Index) -> bytes:
    """Everything but the lexicon. An .npz of plain arrays; the texts are in it as JSON."""
    said, space, postings = index.phrasings, index.space, index.postings
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
        texts=np.frombuffer(json.dumps(texts).encode(), np.uint8),
        owners=said.owners,
        keys=space.keys,
        weights=space.weights,
        starts=postings.starts,
        rows=postings.rows,
        values=postings.values,
        worth=index.evidence.worth,
        topic_starts=index.evidence.usual.starts,
        topic_rows=index.evidence.usual.rows,
        topic_values=index.evidence.usual.values,
        home=index.home,
    )
    return out.getvalue()


def restore(kept: bytes, normaliser: Normaliser) -> Index:
    """The index that was dumped. Raises whatever comes to hand for bytes that are no dump of this very version."""
    with np.load(io.BytesIO(kept), allow_pickle=False) as file:
        arrays: dict[str, npt.NDArray[Any]] = dict(file)
    texts = json.loads(arrays["texts"].tobytes())
    written = tuple(Written(chars, sounds) for chars, sounds in zip(texts["chars"], texts["sounds"], strict=True))
    usual = Postings(len(texts["topics"]), arrays["topic_starts"], arrays["topic_rows"], arrays["topic_values"])
    judges = (Acceptance(np.array(weights), offset) for weights, offset in texts["judges"])
    return Index(
        Phrasings(tuple(texts["topics"]), tuple(texts["texts"]), written, arrays["owners"]),
        Alphabet(texts["words"]),
        Space(arrays["keys"], arrays["weights"], texts["strange"]),
        Postings(len(written), arrays["starts"], arrays["rows"], arrays["values"]),
        Evidence(arrays["worth"], usual),
        arrays["home"],
        Judges(*judges),
        normaliser,
    )
