"""What typed words reply to what was asked or said before: yes or no, what is right instead, or as whom or where one
files. What they say of what is under way is in `spoken`."""

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
"""Words saying that something said before is wrong. That something filed is wrong (填错了) is another matter."""
_WAIT = "等"
"""The character in all words that stop somebody (等等, 等一下)."""
_SLIPPED = (frozenset({"slip"}), "")
"""What `spoken.moves` returns for a text that only says that it was a slip."""
_WANTS_NONE = (("yes", "words-yes"), ("it", "words-cancel-it"), ("all", "words-cancel-all"))
_CANCEL_ALL = "cancel-subject"
"""The flow after which nothing is filed any more."""
_CANCEL_ACCESS = "cancel-access"
"""The flow after which the filing stays. It is no 注销."""
_MISTOLD = re.compile(r"(?P<what>\w{2,6}?)[写填选]错[了咗]?\W*(?:应该?)?是(?P<right>\w+)")
"""What was told wrongly, and what is right."""
_NTH = re.compile(
    rf"(?:第(?P<nth>{NUMBER})[条个点项](?:退回)?(?:的?原因)?|原因(?P<reason>{NUMBER}))(?:那条)?"
    r"(?P<wrong>(?:[说讲认看搞弄]?错[了啦]?|不对|不是这[样个])?)[，,\s]*"
)
"""The number of a reason, and that it is wrong."""


@remembered
def answer(knowledge: Knowledge, text: str) -> Literal["yes", "no", ""]:
    """Return the yes or no of a text that says nothing else; "" for any other. Both (嗯，还没) mean no."""
    found = kinds_alone(knowledge, clean(text), _ANSWERS, "words-answer")
    if not found:
        return ""
    return "no" if "no" in found else "yes"


@remembered
def is_sure(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text says in so many words that what cannot be undone shall be done."""
    return clean(text) in listed(knowledge, "words-sure")


@remembered
def second_thoughts(knowledge: Knowledge, text: str) -> tuple[frozenset[str], str]:
    """Return whether a text wants to go `back`, corrects (`instead`) or denies (`not`) something, or wants `no-name`,
    and what is left of it: what is right instead. A text that denies and corrects only corrects; one that only denies
    leaves what it denies."""
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
    """Tell whether a text wants to file as somebody or somewhere (我要在湖北备), which is more than to name it
    (企业备案), and return what is left of it: who, or where."""
    plain = short(text)
    found, rest = wordings(knowledge, _FILED_AS, "words-filed-as-around", "words-move").parted(plain)
    return bool(found) and plain != f"{rest.strip()}{THEME}", rest.strip()


@remembered
def righted(knowledge: Knowledge, text: str) -> tuple[str, str]:
    """Return what a text takes back, and what is right instead (说错了，不是名称，是地址不详细). Either may be ""; both
    are if it takes nothing back."""
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
    """Return the number of the reason that a text takes back, and what is right instead (第二条认错了，是域名过期). (0,
    ""): it does not say both."""
    found = _NTH.match(text)
    rest = text[found.end() :] if found else ""
    if not found or not (found["wrong"] or first_word(knowledge, rest, "words-rather", "words-denial")):
        return 0, ""
    _, right = righted(knowledge, f"不对，{rest}")
    return (number(found["nth"] or found["reason"]), right) if right else (0, "")


def stops(knowledge: Knowledge, clause: str) -> bool:
    """Tell whether a clause only says that what was said before is wrong, or has to wait."""
    if answer(knowledge, clause) == "no" or spoken.moves(knowledge, clause) == _SLIPPED:
        return True
    if second_thoughts(knowledge, clause) == (frozenset({"back"}), ""):
        return True
    return _WAIT in clause and has_only(knowledge, clean(clause), "words-move")


def is_fine(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text is a mere courtesy, or a yes that may be one (好的), and not a yes in so many words."""
    return courtesy(knowledge, text) is not None and not is_sure(knowledge, text)


def wants_none(knowledge: Knowledge, text: str, flow: str) -> bool:
    """Tell whether a text answers that what is to be cancelled is not wanted any more (要销), or, in the `flow` that
    cancels everything, that nothing is (公司都没了 全销)."""
    kinds = kinds_alone(knowledge, short(text), _WANTS_NONE, "words-cancel-around", "words-move")
    meant = flow == _CANCEL_ALL if "all" in kinds else "it" not in kinds or flow != _CANCEL_ACCESS
    return bool(kinds) and meant


def is_of_others(knowledge: Knowledge, text: str, around: str) -> bool:
    """Tell whether a text only says that what was told is of others (这是同行的). `around`: the list of words that may
    stand around that."""
    only = has_only(knowledge, clean(text), "words-not-ours", around)
    return only and has(knowledge, text, "words-not-ours")


def mistold(knowledge: Knowledge, text: str) -> str:
    """Return what is right instead of an applicant, provider or place that was told wrongly (江苏写错了 是浙江); "" for
    any other text."""
    wrong = _MISTOLD.fullmatch(text)
    return wrong["right"] if wrong and names_only(knowledge, wrong["what"]) else ""


@remembered
def is_word(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text is nothing but yes, no, or a move."""
    kinds, rest = spoken.moves(knowledge, text)
    return bool(kinds and not rest) or bool(answer(knowledge, text))
