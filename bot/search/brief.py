"""What is read of a message that is much longer than any that people ask or are sent: the sentences that tell that
something is wrong, or ask, before all others. Each of the many readings of a text takes as long as the text is."""

import re

from bot.search import notices
from bot.search.speech import asks

WHOLE, READ = 1000, 500
"""Characters of a message that is read whole, and of a longer one that are read: of 2,286 real ones the longest had
414."""
_SENTENCE = re.compile(r"(?:[^。；;！!？?\n]*[：:][^\S\n]*\n\s*)?[^。；;！!？?\n]+[。；;！!？?\s]*|[。；;！!？?\n]+")
"""With the line that leads in to it."""


def in_brief(text: str) -> tuple[str, str]:
    """What is read of a text, in its order, and what begins that which is not: nothing where all is."""
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
    """When a sentence is read: first what tells that something is wrong or came back, next what may ask."""
    if notices.VERDICT.search(sentence) or (notices.tells_fault(sentence) and not notices.demands(sentence)):
        return 0
    return 1 if asks(sentence) or notices.has_fault_word(sentence) else 2
