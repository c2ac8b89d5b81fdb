"""An index as bytes, so that a process need not learn again what an earlier one learnt.

A header (JSON, with its length before it), then the arrays. They are used where they stand; nothing is copied.
"""

import json
from collections.abc import Mapping
from dataclasses import astuple
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.search.acceptance import Acceptance
from bot.search.evidence import Evidence
from bot.search.grams import Alphabet, Postings, Space, Texts
from bot.search.index import Index, Judges, Phrasings, Trial

Array = npt.NDArray[Any]

_ALIGNED = 8


def dump(index: Index) -> bytes:
    """Return an index as bytes: everything but the lexicon."""
    said, space, evidence = index.phrasings, index.space, index.evidence
    arrays: dict[str, Array] = {
        "owners": said.owners.astype(np.int32),
        "heard": said.heard,
        "by-sound": said.by_sound,
        "keys": space.keys,
        "weights": space.weights,
        "worth": evidence.worth,
        "prior": evidence.prior,
        "home": index.home,
        **_of_texts("texts", said.texts),
        **_of_texts("chars", said.chars),
        **_of_texts("sounds", said.sounds),
        "says-starts": evidence.says.starts,
        "says-rows": evidence.says.rows,
        "says-values": evidence.says.values,
    }
    judges = (index.judges.ours, index.judges.first, index.judges.offered)
    head = json.dumps(
        {
            "arrays": [(name, array.dtype.str, len(array)) for name, array in arrays.items()],
            "topics": said.topics,
            "words": index.alphabet.words,
            "strange": space.strange,
            "judges": [[judge.weights.tolist(), judge.offset] for judge in judges],
            "trial": astuple(index.trial),
        }
    ).encode()
    parts = (len(head).to_bytes(_ALIGNED), head, *(array.tobytes() for array in arrays.values()))
    return b"".join(part + bytes(-len(part) % _ALIGNED) for part in parts)


def restore(kept: bytes | memoryview) -> Index:
    """Return the index of a dump; it keeps using these bytes. Raises any error for bytes that are no dump of this very
    version."""
    view = memoryview(kept)
    at = _ALIGNED + int.from_bytes(view[:_ALIGNED])
    head = json.loads(bytes(view[_ALIGNED:at]))
    arrays: dict[str, Array] = {}
    for name, kind, count in head["arrays"]:
        at += -at % _ALIGNED
        arrays[name] = np.frombuffer(view, kind, count, at)
        at += arrays[name].nbytes
    topics = tuple(head["topics"])
    texts, chars, sounds = (_texts(name, arrays) for name in ("texts", "chars", "sounds"))
    owners = arrays["owners"].astype(np.intp)
    said = Phrasings(topics, texts, chars, sounds, owners, arrays["heard"], arrays["by-sound"])
    space = Space(arrays["keys"], arrays["weights"], head["strange"])
    says = Postings.made(2 * len(topics), arrays["says-starts"], arrays["says-rows"], arrays["says-values"])
    return Index(
        said,
        Alphabet(head["words"]),
        space,
        Evidence(arrays["worth"], says, arrays["prior"]),
        arrays["home"],
        Judges(*(Acceptance(np.array(weights), offset) for weights, offset in head["judges"])),
        Trial(*head["trial"]),
    )


def _of_texts(name: str, texts: Texts) -> Mapping[str, Array]:
    joined = np.frombuffer(texts.joined.encode("utf-8", "surrogatepass"), np.uint8)
    return {f"{name}-joined": joined, f"{name}-bounds": texts.bounds}


def _texts(name: str, arrays: Mapping[str, Array]) -> Texts:
    return Texts(arrays[f"{name}-joined"].tobytes().decode("utf-8", "surrogatepass"), arrays[f"{name}-bounds"])
