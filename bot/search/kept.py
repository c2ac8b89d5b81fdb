"""An index as bytes, so that a process need not learn again what an earlier one has learnt."""

import io
import json
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.search.acceptance import Acceptance
from bot.search.grams import Alphabet, Postings, Space, Written
from bot.search.index import Index, Phrasings
from bot.search.normalise import Normaliser


def dump(index: Index) -> bytes:
    """Everything but the lexicon. An .npz of plain arrays; the texts are in it as JSON."""
    said, space, postings = index.phrasings, index.space, index.postings
    texts = {
        "topics": said.topics,
        "texts": said.texts,
        "chars": [text.chars for text in said.written],
        "sounds": [text.sounds for text in said.written],
        "words": index.alphabet.words,
        "strange": space.strange,
        "offsets": [index.sure.offset, index.near.offset],
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
        ridge=index.ridge,
        sure=index.sure.weights,
        near=index.near.weights,
    )
    return out.getvalue()


def restore(kept: bytes, normaliser: Normaliser) -> Index:
    """The index that was dumped. Raises whatever comes to hand for bytes that are no dump of this very version."""
    with np.load(io.BytesIO(kept), allow_pickle=False) as file:
        arrays: dict[str, npt.NDArray[Any]] = dict(file)
    texts = json.loads(arrays["texts"].tobytes())
    written = tuple(Written(chars, sounds) for chars, sounds in zip(texts["chars"], texts["sounds"], strict=True))
    sure, near = texts["offsets"]
    return Index(
        Phrasings(tuple(texts["topics"]), tuple(texts["texts"]), written, arrays["owners"]),
        Alphabet(texts["words"]),
        Space(arrays["keys"], arrays["weights"], texts["strange"]),
        Postings(len(written), arrays["starts"], arrays["rows"], arrays["values"]),
        arrays["ridge"],
        Acceptance(arrays["sure"], sure),
        Acceptance(arrays["near"], near),
        normaliser,
    )
