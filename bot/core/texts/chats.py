"""What the others said in a pasted conversation, without the person's own lines and without who spoke when."""

import re

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.texts.verdicts import says_it_came_back
from bot.core.texts.wordlists import has, listed
from bot.core.words import label

_TIME = r"(?:\d{2,4}[-/年.]\d{1,2}[-/月.]\d{1,2}日?\s*)?(?:[上下]午\s*)?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
_HEAD = re.compile(
    rf"^[ \t]*(?:[\[【(（]?{_TIME}[\]】)）]?[ \t]*)?(?P<who>[^\s\d：:，,。；;！!？?][^\s：:，,。；;！!？?]{{0,11}})"
    rf"(?:[ \t]+(?P<when>{_TIME})[ \t]*$|[ \t]*[：:])",
    re.MULTILINE,
)
"""A speaker: a name and a colon, or a name and a time on a line of its own."""


@remembered
def told_in_chat(knowledge: Knowledge, text: str) -> str:
    """Return what the others said of something that came back, in a pasted conversation, as the notice that it is.
    Return any other text as it is. Fields of a notice look like speakers, too. So one speaker must be called 我, or all
    have times, and a reviewer and somebody else speak."""
    heads = list(_HEAD.finditer(text))
    speakers = {head["who"] for head in heads}
    mine = speakers & {*listed(knowledge, "words-myself")}
    if not mine and all(head["when"] for head in heads):
        mine = {who for who in speakers if not has(knowledge, who, "words-reviewers")}
    if not mine or mine == speakers or not says_it_came_back(knowledge, text):
        return text
    ends = [head.start() for head in heads[1:]] + [len(text)]
    said = [text[head.end() : end].strip() for head, end in zip(heads, ends, strict=True) if head["who"] not in mine]
    return "\n".join((label(knowledge, "chat-came-back"), *said))
