"""Slips of the pen that are not read alike: one character typed for another that sounds nearly so (都 for 多)."""

from rapidfuzz.distance import Levenshtein

from bot.search.sounds import syllable

FEWEST = 5
"""Characters: in a shorter text one that differs may be all that matters."""
_MOST_LETTERS = 2


def is_slip(text: str, phrasing: str) -> bool:
    """Whether a text in symbols is this phrasing but for one character that begins alike and differs by at most two
    letters when it is spelled."""
    if len(text) != len(phrasing) or len(text) < FEWEST:
        return False
    differing = [(typed, meant) for typed, meant in zip(text, phrasing, strict=True) if typed != meant]
    if len(differing) != 1:
        return False
    (typed, meant) = map(syllable, differing[0])
    return bool(typed and meant and typed[0] == meant[0] and Levenshtein.distance(typed, meant) <= _MOST_LETTERS)
