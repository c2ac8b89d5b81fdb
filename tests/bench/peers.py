"""Other ways to find a phrasing, to be measured beside ours on the same normalised texts."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

Scores = npt.NDArray[np.float32]
Peer = Callable[[str], Scores]
"""How near every phrasing is to a text."""

_SATURATION, _LENGTH = 1.2, 0.75


def peers(texts: Sequence[str]) -> Mapping[str, Peer]:
    return {
        "rapidfuzz ratio": _rapidfuzz(texts, fuzz.ratio),
        "rapidfuzz WRatio": _rapidfuzz(texts, fuzz.WRatio),
        "rapidfuzz token_set": _rapidfuzz(texts, fuzz.token_set_ratio),
        "BM25, characters 1-2": _bm25(texts),
        "SQLite FTS5 trigram": _fts5(texts),
    }


def _rapidfuzz(texts: Sequence[str], scorer: Callable[..., float]) -> Peer:
    def peer(asked: str) -> Scores:
        scores: Scores = process.cdist([asked], texts, scorer=scorer, dtype=np.float32)[0]
        return scores

    return peer


def _bm25(texts: Sequence[str]) -> Peer:
    counts = [Counter(_grams(text, 1) + _grams(text, 2)) for text in texts]
    average = sum(map(len, texts)) / len(texts)
    held: dict[str, list[tuple[int, float]]] = {}
    for row, (text, count) in enumerate(zip(texts, counts, strict=True)):
        slack = _SATURATION * (1 - _LENGTH + _LENGTH * len(text) / average)
        for gram, times in count.items():
            held.setdefault(gram, []).append((row, times * (_SATURATION + 1) / (times + slack)))
    arrays = {gram: (np.array([r for r, _ in rows]), np.array([v for _, v in rows])) for gram, rows in held.items()}

    def peer(asked: str) -> Scores:
        scores = np.zeros(len(texts), np.float32)
        for gram in set(_grams(asked, 1) + _grams(asked, 2)) & arrays.keys():
            rows, values = arrays[gram]
            scores[rows] += np.log(1 + (len(texts) - len(rows) + 0.5) / (len(rows) + 0.5)) * values
        return scores

    return peer


def _fts5(texts: Sequence[str]) -> Peer:
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE said USING fts5(text, tokenize='trigram')")
    base.executemany("INSERT INTO said(rowid, text) VALUES (?, ?)", enumerate(texts))

    def peer(asked: str) -> Scores:
        scores = np.zeros(len(texts), np.float32)
        grams = [f'"{gram}"' for gram in _grams(asked, 3) if '"' not in gram]
        if grams:
            found = base.execute("SELECT rowid, -bm25(said) FROM said WHERE said MATCH ?", [" OR ".join(grams)])
            for row, score in found:
                scores[row] = score
        return scores

    return peer


def _grams(text: str, size: int) -> list[str]:
    return [text[at : at + size] for at in range(len(text) - size + 1)]
