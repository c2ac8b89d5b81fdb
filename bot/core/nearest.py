"""The known word that is nearest to an unknown one."""

from collections.abc import Collection

from rapidfuzz import fuzz, process


def nearest(word: str, known: Collection[str]) -> str | None:
    """Return the known word that was probably meant. None: no known word is similar."""
    # A list: rapidfuzz would compare the values of a mapping.
    found = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=65)
    return found[0] if found else None
