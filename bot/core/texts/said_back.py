"""What typed words say back to what was asked or said before: yes or no, what is right instead, or as whom or where
one files. What they tell of what is under way is in `spoken`."""

import re
from typing import Literal

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.texts import spoken
from bot.core.texts.asker import names_only
from bot.core.texts.clauses import OF_US, short_clauses
from bot.core.texts.courtesies import courtesy
from bot.core.texts.wordlists import first_word, has, has_only, kinds_alone, listed, short, wordings
from bot.search.engine import THEME
from bot.search.normalise import clean
from bot.search.numbers import NUMBER, number

_ANSWERS = (("yes", "words-yes"), ("no", "words-no"))
_SECOND_THOUGHTS = tuple((kind, f"words-{kind}") for kind in ("back", "instead", "no-name", "not"))
_FILED_AS = (("as", "words-filed-as"),)
_ERRED = re.compile(r"\w{0,6}[说讲打记看搞弄点按交办发贴转]错[了咗]?")
"""That what was said before is not so; that something filed is wrong (填错了) is another matter."""
_WAIT = "等"
"""In all words to stop somebody (等等, 等一下)."""
_SLIPPED = (frozenset({"slip"}), "")
"""What `spoken.moves` tells of who only says that they slipped."""
_WANTS_NONE = (("yes", "words-yes"), ("it", "words-cancel-it"), ("all", "words-cancel-all"))
_CANCEL_ALL, _CANCEL_ACCESS = "cancel-subject", "cancel-access"
"""The flow after which nothing is filed any more, and that after which what is filed stays so (which is no 注销)."""
_MISTOLD = re.compile(r"(?P<what>\w{2,6}?)[写填选]错[了咗]?\W*(?:应该?)?是(?P<right>\w+)")
"""That something was told wrongly, and what is right."""
_NTH = re.compile(
    rf"(?:第(?P<nth>{NUMBER})[条个点项](?:退回)?(?:的?原因)?|原因(?P<reason>{NUMBER}))(?:那条)?"
    r"(?P<wrong>(?:[说讲认看搞弄]?错[了啦]?|不对|不是这[样个])?)[，,\s]*"
)
"""Which one of several reasons a text is about, and that it is not so."""


@remembered
def answer(knowledge: Knowledge, text: str) -> Literal["yes", "no", ""]:
    """Whether a text says yes or no, and nothing else; who says both (嗯，还没) says no."""
    found = kinds_alone(knowledge, clean(text), _ANSWERS, "words-answer")
    if not found:
        return ""
    return "no" if "no" in found else "yes"


@remembered
def is_sure(knowledge: Knowledge, text: str) -> bool:
    """Whether a text says in so many words that what cannot be taken back shall be done."""
    return clean(text) in listed(knowledge, "words-sure")


@remembered
def second_thoughts(knowledge: Knowledge, text: str) -> tuple[frozenset[str], str]:
    """Whether a text wants to go back, corrects or denies something, or wants no name, and what is left of it without
    that: what is right instead. What both denies and corrects only corrects; what only denies leaves what it denies."""
    plain = short(text)
    words = wordings(knowledge, _SECOND_THOUGHTS, "words-move")
    found, rest = words.parted(plain)
    if not {"instead", "not"} <= found:
        return found, rest
    told = wordings(knowledge, _SECOND_THOUGHTS).replace(plain)
    _, right = words.parted(told.rpartition("instead")[2].partition("not")[0].strip())
    return (found - {"not"}, right) if right else (found - {"instead"}, rest)


@remembered
def filed_as(knowledge: Knowledge, text: str) -> tuple[bool, str]:
    """Whether a text wants to file as somebody, or somewhere (我要在湖北备), which is more than to name it (企业备案),
    and what is left of that: who, or where."""
    plain = short(text)
    found, rest = wordings(knowledge, _FILED_AS, "words-filed-as-around", "words-move").parted(plain)
    return bool(found) and plain != f"{rest.strip()}{THEME}", rest.strip()


@remembered
def righted(knowledge: Knowledge, text: str) -> tuple[str, str]:
    """What a text takes back, and what is right instead (说错了，不是名称，是地址不详细): either may be nothing, and
    both are where it takes nothing back."""
    signs = ("words-denial", "words-rather", "words-no")
    if OF_US.match(text) or not (_ERRED.search(text) or has(knowledge, text, *signs)):
        return "", ""
    rather, (so, *_) = listed(knowledge, "words-rather"), listed(knowledge, "words-so")
    wrong, right, corrects = "", list[str](), False
    for piece in short_clauses(text):
        denial = first_word(knowledge, piece, "words-denial")
        opens = first_word(knowledge, piece, "words-rather", "words-so")
        if (answer(knowledge, piece) == "no" and not piece.isascii()) or _ERRED.fullmatch(piece):
            corrects = corrects or not right
        elif denial:
            wrong, _, instead = piece.removeprefix(denial).partition(so)
            right += [instead] if instead else []
            corrects = True
        else:
            corrects = corrects or opens in rather
            right.append(piece.removeprefix(opens))
    return (wrong, "，".join(right)) if corrects else ("", "")


@remembered
def righted_of_several(knowledge: Knowledge, text: str) -> tuple[int, str]:
    """The number of the reason that a text takes back, and what is right instead (第二条认错了，是域名过期); 0 and
    nothing where it tells neither."""
    found = _NTH.match(text)
    rest = text[found.end() :] if found else ""
    if not found or not (found["wrong"] or first_word(knowledge, rest, "words-rather", "words-denial")):
        return 0, ""
    _, right = righted(knowledge, f"不对，{rest}")
    return (number(found["nth"] or found["reason"]), right) if right else (0, "")


def stops(knowledge: Knowledge, clause: str) -> bool:
    """Whether a clause says no more than that what was said before is not so, or is to wait."""
    if answer(knowledge, clause) == "no" or spoken.moves(knowledge, clause) == _SLIPPED:
        return True
    if second_thoughts(knowledge, clause) == (frozenset({"back"}), ""):
        return True
    return _WAIT in clause and has_only(knowledge, clean(clause), "words-move")


def is_fine(knowledge: Knowledge, text: str) -> bool:
    """Whether a text is a mere courtesy, or a yes that may be one (好的), and not one in so many words."""
    return courtesy(knowledge, text) is not None and not is_sure(knowledge, text)


def wants_none(knowledge: Knowledge, text: str, flow: str) -> bool:
    """Whether a text answers in words that what is to be cancelled is wanted no more (要销), or where that is all,
    that nothing is (公司都没了 全销)."""
    kinds = kinds_alone(knowledge, short(text), _WANTS_NONE, "words-cancel-around", "words-move")
    meant = flow == _CANCEL_ALL if "all" in kinds else "it" not in kinds or flow != _CANCEL_ACCESS
    return bool(kinds) and meant


def is_of_others(knowledge: Knowledge, text: str, around: str) -> bool:
    """Whether a text only says, with words of this list around it, that what was told is of others (这是同行的)."""
    only = has_only(knowledge, clean(text), "words-not-ours", around)
    return only and has(knowledge, text, "words-not-ours")


def mistold(knowledge: Knowledge, text: str) -> str:
    """What is right instead of the applicant, provider or place that was told wrongly (江苏写错了 是浙江); "" where
    a text tells nothing of that."""
    wrong = _MISTOLD.fullmatch(text)
    return wrong["right"] if wrong and names_only(knowledge, wrong["what"]) else ""


@remembered
def is_word(knowledge: Knowledge, text: str) -> bool:
    """Whether a text is nothing but yes, no, or what was done."""
    kinds, rest = spoken.moves(knowledge, text)
    return bool(kinds and not rest) or bool(answer(knowledge, text))
