"""Other ways to find a phrasing, to be measured beside ours on the same normalised texts."""

import logging
import sqlite3
from collections.abc import Callable, Mapping, Sequence

import bm25s
import jieba
import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

Scores = npt.NDArray[np.float32]
Peer = Callable[[str], Scores]
"""How near every phrasing is to a text."""

jieba.setLogLevel(logging.WARNING)


def peers(texts: Sequence[str]) -> Mapping[str, Peer]:
    return {
        "rapidfuzz ratio": _rapidfuzz(texts, fuzz.ratio),
        "rapidfuzz WRatio": _rapidfuzz(texts, fuzz.WRatio),
        "rapidfuzz token_set": _rapidfuzz(texts, fuzz.token_set_ratio),
        "bm25s, characters 1-2": _bm25(texts, _characters),
        "bm25s, jieba words": _bm25(texts, jieba.lcut),
        "SQLite FTS5 trigram": _fts5(texts),
    }


def _rapidfuzz(texts: Sequence[str], scorer: Callable[..., float]) -> Peer:
    def peer(asked: str) -> Scores:
        scores: Scores = process.cdist([asked], texts, scorer=scorer, dtype=np.float32)[0]
        return scores

    return peer


def _bm25(texts: Sequence[str], cut: Callable[[str], list[str]]) -> Peer:
    index = bm25s.BM25()
    index.index([cut(text) or [text] for text in texts], show_progress=False)

    def peer(asked: str) -> Scores:
        scores: Scores = np.asarray(index.get_scores(cut(asked) or [asked]), np.float32)
        return scores

    return peer


def _characters(text: str) -> list[str]:
    return _grams(text, 1) + _grams(text, 2)


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
