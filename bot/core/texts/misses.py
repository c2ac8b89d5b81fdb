"""What was not understood, made fit to be kept: no more than an editor needs, and nothing of who said it.

`/forget` cannot take back a miss, as nothing ties it to a person. So more is taken out of it than `privacy` takes out
of what is only read.
"""

import re
from collections.abc import Iterable

from bot.core.names import BY_LABEL
from bot.core.replies import Miss
from bot.core.words import clip
from bot.search import Part
from bot.search.normalise import clean

LONGEST_KEPT = 200
"""The most characters of a text that are kept."""
SHORTEST = 2
"""The fewest characters that must be left when it is normalised."""
NEAREST = 4

_TELLING = re.compile(
    r"(?<=qq|微信|vx|v信)(?:号码?)?[ :：]*[a-z0-9][\w-]{4,30}"
    r"|https?://\S{1,300}|(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24}(?![a-z0-9])(?:/\S{0,300})?|[0-9](?:[ .-]?[0-9]){5,30}",
    re.ASCII | re.IGNORECASE,
)
"""Addresses, domains and numbers, which would tell whose site or order it is."""


def keepable(text: str) -> str:
    """Return a masked text as it may be kept: one line, without addresses, numbers and likely names, cut to
    `LONGEST_KEPT`."""
    told = BY_LABEL.sub(r"\1〔…〕", " ".join(text.split()))
    return clip(_TELLING.sub("〔…〕", told), LONGEST_KEPT)


def missed(text: str, near: Iterable[str]) -> tuple[Miss, ...]:
    """Return the miss of a masked text, with the topics that came nearest. () if the text says nothing."""
    kept = keepable(text)
    key = clean(kept)
    if len(key) < SHORTEST:
        return ()
    return (Miss(key, kept, tuple(dict.fromkeys(near))[:NEAREST]),)


def not_understood(parts: Iterable[Part]) -> tuple[Miss, ...]:
    """Return the misses among the parts of a message."""
    unknown = (part for part in parts if part.decision == "unknown")
    return tuple(miss for part in unknown for miss in missed(part.text, (choice.topic for choice in part.choices)))
