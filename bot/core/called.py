"""Which filing a text calls by its name."""

from collections.abc import Sequence

from bot.core import spoken
from bot.core.knowledge import Knowledge
from bot.core.state import Filing
from bot.search.normalise import clean

_SHORTEST = 2
"""Characters of a name, or of a part of one, by which a filing is called."""


def filing_called(knowledge: Knowledge, filings: Sequence[Filing], text: str) -> tuple[Filing, str] | None:
    """The filing that a text calls by its name, or as the only one by a part of that (app那个), and what it says of
    it. A name that is a word said of any filing counts only as the whole text."""
    plain = clean(text)
    every = [(clean(filing.name), filing) for filing in filings if filing.flow in knowledge.flows]
    names = [one for one in every if one[0] == plain or not spoken.is_common(knowledge, one[0])]
    if not names:
        return None
    whole = [name for name, _ in names if len(name) >= _SHORTEST and name in plain]
    if longest := max(whole, key=len, default=""):
        rivals = {name for name in whole if name == longest or name not in longest}
        named = [filing for name, filing in names if name in rivals]
        before, _, rest = plain.partition(longest)
    else:
        part = spoken.called(knowledge, plain) or _begun_with(knowledge, plain, [name for name, _ in names])
        named = [filing for name, filing in names if len(part) >= _SHORTEST and part in name]
        before, rest = "", plain.removeprefix(part)
    return (named[0], before + spoken.unjoined(knowledge, rest)) if len(named) == 1 else None


def _begun_with(knowledge: Knowledge, plain: str, names: Sequence[str]) -> str:
    """The longest part of a name with which a text begins that besides says only what was done, or came back
    (花店提交了); none where it says no more than that without a name (备案通过了)."""
    if not spoken.moves(knowledge, plain)[1]:
        return ""
    for end in range(min(len(plain) - 1, spoken.LONGEST), _SHORTEST - 1, -1):
        part, words = plain[:end], plain[end:]
        if any(part in name for name in names) and spoken.unjoined(knowledge, part):
            kinds, rest = spoken.moves(knowledge, words)
            only = (kinds and not rest) or spoken.command(knowledge, words) == "rejected"
            return part if only else ""
    return ""
