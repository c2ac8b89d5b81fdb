"""What the others said in a pasted conversation, without the person's own lines and without who spoke when."""

import re

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.texts.verdicts import says_it_came_back
from bot.core.texts.wordlists import has, listed
from bot.core.words import label
from bot.search.normalise import clean
from bot.search.notices import has_real_fault

_TIME = r"(?:\d{2,4}[-/年.]\d{1,2}[-/月.]\d{1,2}日?\s*)?(?:[上下]午\s*)?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
_HEAD = re.compile(
    rf"^[ \t]*(?:[\[【(（]?{_TIME}[\]】)）]?[ \t]*)?(?P<who>[^\s\d：:，,。；;！!？?][^\s：:，,。；;！!？?]{{0,11}})"
    rf"(?:[ \t]+(?P<when>{_TIME})[ \t]*$|[ \t]*[：:])",
    re.MULTILINE,
)
"""A speaker: a name and a colon, or a name and a time on a line of its own."""


def _only_serves(knowledge: Knowledge, line: str) -> bool:
    """Tell whether a line is only what service people say to everybody (很高兴为您服务), or empty."""
    return not line.strip() or (has(knowledge, clean(line), "words-service") and not has_real_fault(line))


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
    came_back = says_it_came_back(knowledge, text) or has(knowledge, text, "words-in-review")
    if not mine or mine == speakers or not came_back:
        return text
    ends = [head.start() for head in heads[1:]] + [len(text)]
    spoken = (text[head.end() : end] for head, end in zip(heads, ends, strict=True) if head["who"] not in mine)
    said = [line.strip() for one in spoken for line in one.splitlines() if not _only_serves(knowledge, line)]
    return "\n".join((label(knowledge, "chat-came-back"), *said))
