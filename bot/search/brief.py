"""What is read of a very long message: first the sentences that tell a fault or ask. Reading takes time in proportion
to the length."""

import re

from bot.search import notices
from bot.search.speech import asks

WHOLE, READ = 1000, 500
"""A message of up to WHOLE characters is read whole; of a longer one READ characters are read. Of 2,286 real messages
the longest had 414."""
_SENTENCE = re.compile(r"(?:[^。；;！!？?\n]*[：:][^\S\n]*\n\s*)?[^。；;！!？?\n]+[。；;！!？?\s]*|[。；;！!？?\n]+")
"""A sentence, with the line that introduces it."""


def in_brief(text: str) -> tuple[str, str]:
    """Return what is read of a text, in its order, and the beginning of what is not read ("": all is read)."""
    if len(text) <= WHOLE:
        return text, ""
    sentences = _SENTENCE.findall(text)
    kept, left = dict[int, str](), READ
    for place in sorted(range(len(sentences)), key=lambda place: _rank(sentences[place])):
        sentence = sentences[place]
        if len(sentence) <= left or len(sentence) > READ:  # only what never fits is cut
            kept[place] = sentence if len(sentence) <= left else f"{sentence[:left]}\n"
            left -= len(sentence[:left])
    rest = (one.removeprefix(kept.get(place, "").rstrip("\n")).strip() for place, one in enumerate(sentences))
    return "".join(kept[place] for place in sorted(kept)), next(filter(None, rest), "")


def _rank(sentence: str) -> int:
    """Return 0 for a sentence that tells a verdict or a fault, 1 for one that asks or has a word for a fault, else
    2."""
    if notices.VERDICT.search(sentence) or (notices.tells_fault(sentence) and not notices.demands(sentence)):
        return 0
    return 1 if asks(sentence) or notices.has_fault_word(sentence) else 2
