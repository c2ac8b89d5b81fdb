"""Spoken text without punctuation, and the punctuation that it would have if it had been typed."""

import re

from bot.search.recent import recently

_BREATH = re.compile(r"[^\s，,。；;：:、！!？?….（）()「」“”]{20,}")
"""A stretch without punctuation, longer than anybody types: it was spoken."""
_THEY = r"(?:[他她]们?)?[又就还都也只光]{0,3}"
_SAYS = (
    rf"{_THEY}(?<![^跟给对诉]我)(?:(?<![小学传据听解没会])[说讲嫌]{{1,2}}(?![明话])(?:的是|是|什么)?|(?<=写)(?:的是|着)"
    r"|(?<=[了的])(?:原因|理由)(?:就?是|为))"
)
"""Words that introduce what somebody else says (他说, 原因是)."""
_LINKS = (
    r"然后|接着|而且|并且|以及|同时|再一[个条点]|再就是|再者|主要是|另外(?![一两的公单])|还有(?!用|效|[一两几]个月)"
    r"|首先|其次|再次(?![提上核审申报])|最后(?![一期时])|(?:除此之|此)外|[一二三四五][个条点]是|第[一二三四五][个条点]是"
)
_SO = rf"(?:[就也还]?有?(?:一[个条点])?是?)(?:{_SAYS})?"
NEXT = rf"(?:{_LINKS}|第[一二三四五](?:[个条点次回]|(?![步名时季页方级阶期])))+{_SO}"
"""Words between one thing and the next (然后, 还有, 第二个是)."""
_YET = rf"因为|可是|但是|所以|(?<![核查验])结果(?![为是如])|(?:然后)?{_THEY}(?<!小)[让叫要]我"
"""Words that begin a clause which belongs to the one before it (因为, 所以)."""
_GOES_ON = re.compile(rf"(?<=..)(?:{_YET}|(?P<next>{NEXT})|(?P<says>{_SAYS}))")
_BEGINS = re.compile(
    rf"(?:^|(?<=[，,。；;：:、！!？?\s]))(?!(?<=[，,])[并而]且)(?:{_LINKS})+{_SO}(?![：:])", re.MULTILINE
)
"""Words at the beginning of a clause. Behind a comma 并且 and 而且 may go on about the same thing: `parts` decides."""


@recently()
def in_breaths(text: str) -> str:
    """Return a text with a semicolon in place of words that begin the next of several things. Spoken stretches also get
    a colon behind the first words that introduce what somebody says, and a comma before a clause that belongs to the
    one before."""
    return _BREATH.sub(_signed, _BEGINS.sub("；", text))


def _signed(stretch: re.Match[str]) -> str:
    first = _GOES_ON.search(stretch[0])

    def sign(found: re.Match[str]) -> str:
        if found["next"]:
            return "；"
        leads_in = found["says"] and first and found.start() == first.start()
        return f"{found[0].removesuffix('什么')}：" if leads_in else f"，{found[0]}"

    return _GOES_ON.sub(sign, stretch[0])
