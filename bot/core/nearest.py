"""What was probably meant by a word that is not known."""

from collections.abc import Collection

from rapidfuzz import fuzz, process


def nearest(word: str, known: Collection[str]) -> str | None:
    """The known word that was probably meant; None where none is alike."""
    # A list, because of a mapping rapidfuzz would compare the values.
    found = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=65)
    return found[0] if found else None
