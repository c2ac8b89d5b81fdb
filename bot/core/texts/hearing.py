"""Words as they are meant where they are only written otherwise: the name of a review by its sound, news with a
question mark, and what is said of a code. All readings get the text so."""

import re
from collections.abc import Collection, Iterator

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.texts.clauses import short_clauses
from bot.core.texts.spoken import LE, REPORTED, is_whose, moves
from bot.core.texts.wordlists import LONGEST_SHORT, has, has_only, listed
from bot.search.normalise import clean
from bot.search.recent import recently
from bot.search.sounds import syllable

_OWNED = re.compile(r"\W*[我咱]们?的")
_ASKED = re.compile(r"(?<![吗呢么嘛吧])[?？]+$")
"""Question marks behind no question word."""
_TOLD = re.compile(r"(?<=了)呢(?=[。！!~～…\s]*$)")
"""A 呢 that asks nothing."""
_WELL = re.compile(r"(短信|核验码?|验证码)(?:[都也]|那边)?(?:(?i:ok)|没(?:有|[啥什]么?)?问题)了?(?=$|[，,。；!！\s])")
"""Words saying that all is well with the code."""
_CODE = re.compile(r"(?:(?<!\w)|(?<=[收到来发填输没把了个有给刚才经天于我说]))码(?=$|\W|[都也没还来到收发填输交提了])")
"""码 alone, for the code in the message."""


def with_reviews_by_sound(knowledge: Knowledge, text: str, names: Collection[str]) -> str:
    """Return a text with the name of a review or a reviewer in place of a word that only sounds like it (初申过了,
    管具通过了), where a clause tells the verdict. Not if that word is in one of the `names` of filings, or if one's own
    filing is told apart (初申过了 我的呢)."""
    for clause in short_clauses(text):
        kinds, rest = moves(knowledge, clause)
        if kinds and kinds <= REPORTED and rest and not is_whose(knowledge, rest):
            if _OWNED.match(text.partition(clause)[2]):
                continue
            alike = [one for one in _sounding_alike(knowledge, clause) if not any(one[0] in name for name in names)]
            meant = (clause.replace(spelt, word) for spelt, word in alike)
            same = (one for one in meant if moves(knowledge, one)[0] == kinds)
            text = text.replace(
                clause, next((one for one in same if is_whose(knowledge, moves(knowledge, one)[1])), clause)
            )
    return text


@remembered
def as_asked(knowledge: Knowledge, text: str) -> str:
    """Return a text that only tells a verdict or a message, and asks by its question mark alone (真过了？), with 吗;
    one that tells it with 呢 (又提交了呢), without that. Any other stays as it is."""
    told = _TOLD.sub("", text)
    kinds, rest = moves(knowledge, told) if told != text or _ASKED.search(text) else (frozenset[str](), "")
    alone = kinds and kinds <= REPORTED and (not rest or is_whose(knowledge, rest))
    return _ASKED.sub("吗？", told) if alone else text


@remembered
def of_code(knowledge: Knowledge, text: str) -> str:
    """Return a text with plain words for a code that is all right: it is filled in, if the text says nothing else
    (短信ok了), else it came (短信没问题 就是还没填). 码 alone is the code (码来了)."""
    text = _CODE.sub("验证码", text) if len(text) <= LONGEST_SHORT else text
    text = LE.sub("了", text) if has(knowledge, text, "words-about-sms") else text
    alone = has_only(knowledge, clean(_WELL.sub("", text)), "words-move")
    return _WELL.sub(rf"\1{'填好' if alone else '收到'}了", text) if len(text) <= LONGEST_SHORT else text


def _sounding_alike(knowledge: Knowledge, clause: str) -> Iterator[tuple[str, str]]:
    """Find words in a clause that sound like the name of a review or a reviewer, with that name. One character differs.
    A word before 的 (初升的), or one that differs throughout (忠盛), is rather a name."""
    heard = _sounds(clause)
    for word in listed(knowledge, "words-by-sound"):
        if _sounds(word) not in heard:
            continue
        for start in range(len(clause) - len(word) + 1):
            spelt, then = clause[start : start + len(word)], clause[start + len(word) :]
            others = [(one, meant) for one, meant in zip(spelt, word, strict=True) if one != meant]
            sounds_so = len(others) == 1 and syllable(others[0][0]) == syllable(others[0][1])
            if sounds_so and not then.startswith("的"):
                yield spelt, word


@recently()
def _sounds(text: str) -> str:
    """Return how each character of a text is pronounced, with a sign on both sides of it."""
    return "".join(f"'{syllable(one)}" for one in text) + "'"
