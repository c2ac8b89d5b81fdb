"""What typed words say of what others are at work on: that nothing has come of it yet, how a call went, who passed it,
or that it ended as it should. A good verdict is a move (`spoken`); what came back is read by `verdicts`."""

import re
from typing import Literal

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.texts import numbers
from bot.core.texts.asking import wonders
from bot.core.texts.clauses import SIGNS, short_clauses
from bot.core.texts.matters import Matter, matters_named
from bot.core.texts.said_back import answer, righted
from bot.core.texts.spoken import moves, said_by
from bot.core.texts.verdicts import brings_good_news, good_news, says_it_came_back, went_on
from bot.core.texts.wordlists import LONGEST_SHORT, either, has, has_only, kinds_alone, of_lists, short
from bot.search.normalise import clean

_LOST = (("what", "words-lost-what"), ("lost", "words-lost"), ("unheard", "words-lost-hearing"))
_MESSAGE = (("what", "words-lost-what"), ("came", "words-move-received"), ("came", "words-code-came"))
_WELL = (("what", "words-well-what"), ("said", "words-well-said"))
_CALL = tuple((kind, f"words-call-{kind}") for kind in ("came", "back", "rung", "well", "missed", "unanswered"))
_ENDED = (("ended", "words-move-ended"), ("gone", "words-gone"))
_AWAITS = (("awaits", "words-awaits"),)
_AS_IS = (
    ("as-is", "words-as-is"),
    ("enough", "words-as-is-enough"),
    *(("said", f"words-{one}") for one in ("as-is-around", "call-back", "call-around", "reviewers", "said-so", "they")),
)
_OTHER = (("other", "words-other-message"), ("other", "words-not-ours"))
_AROUND_OTHER = ("words-other-message-around", "words-move", "words-so")
_INSTEAD = re.compile("[只就而]?是")
"""The beginning of a clause that says what something is instead."""
_APART: tuple[Matter, ...] = ("cancel", "change", "police", "app", "mini-program", "access")
"""The kinds of filing with other things to do afterwards than for the first one of a site, the clearest first."""
_NOT_YET = re.compile("(?:还|尚|根本|压根)[没未]有?")
_ONLY_NOT_YET = re.compile(r"(?:其实)?还[没未]有?(?!收|来|过|提?交)\w{0,2}")
_NOBODY = re.compile("[没只]")
_NONE_YET = (("underway", "words-underway"), ("when", "words-later-when"))
_NOT_LIFTED = re.compile("[没未不别才先等要让]|如果|以后|之后|我们?(?:自己)?[弄搞看填]错")
"""Words saying that something is not lifted, when it will be, or that the writer is to blame."""


@remembered
def unanswered(knowledge: Knowledge, text: str) -> str:
    """Return a text without words at its end saying that nothing has come of it yet (怎么还没消息, 还没过)."""
    end = max(len(text) - LONGEST_SHORT, 0)
    return text[:end] + _unanswered(knowledge).sub("", text[end:])


@remembered
def awaits(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only says what is awaited, or has not come (在等初审, 短信未到)."""
    around = ("words-awaited", "words-about-sms", "words-about-provider", "words-about-authority", "words-move")
    return bool(kinds_alone(knowledge, short(text), _AWAITS, *around))


@remembered
def message_came(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only says that a message came, and not that with the code (刚收到通知)."""
    told = kinds_alone(knowledge, short(text), _MESSAGE, "words-move")
    return len(told) == 2 and not has(knowledge, text, "words-about-sms")


@remembered
def none_yet(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text says, and does not ask, that what others review is not through yet (没有 打客服说在排队), or
    when they say that it will be (客服说明天)."""
    told = False
    for clause in short_clauses(text):
        who, news = said_by(knowledge, clause)
        said = news or clause
        found = kinds_alone(knowledge, clean(said), _NONE_YET, "words-news", "words-news-around", "words-move")
        heard = "when" in found and has(knowledge, who, "words-reviewers")
        tells = "underway" in found or heard or not unanswered(knowledge, clause)
        if not (tells or answer(knowledge, clause) == "no") or wonders(knowledge, said):
            return False
        told = told or tells
    return told


def tells_no_news(knowledge: Knowledge, words: str) -> bool:
    """Tell whether words only say, and do not ask, that nothing has come of it yet."""
    no = answer(knowledge, words) == "no" and not wonders(knowledge, words)
    return no or none_yet(knowledge, words)


@remembered
def takes_back(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text takes back that something came back: it was of others or another message (看错了 是别人的),
    or it is not through yet. The text may say what it is instead (不是退 是让我补资料)."""
    slipped = told = False
    for clause in short_clauses(text):
        kinds, rest = moves(knowledge, clause)
        if has_only(knowledge, clean(clause), *_AROUND_OTHER) or (told and _INSTEAD.match(clause)):
            continue
        if not told and ((kinds == {"slip"} and not rest) or answer(knowledge, clause) == "no"):
            slipped = True
            continue
        not_back = kinds == {"unreturned"} and not rest
        of_another = kinds_alone(knowledge, clean(clause), _OTHER, *_AROUND_OTHER)
        not_yet = has(knowledge, clause, "words-not-yet") and none_yet(knowledge, clause)
        if told or not (not_back or (slipped and (of_another or not_yet))):
            return False
        told = True
    return told


@remembered
def of_call(knowledge: Knowledge, text: str) -> Literal["well", "back", "missed", ""]:
    """Return how a call with the reviewers went, if a text says nothing else: nothing was amiss ("well"), it was
    returned ("back"), or one side was not there ("missed"); else "". 打回去 alone may mean a rejection."""
    text = righted(knowledge, text)[1] or text
    found = kinds_alone(knowledge, short(text), _CALL, "words-call-around", "words-about-provider", "words-move")
    called = bool(found & {"came", "back", "rung"})
    if ("missed" in found and (called or "电话" in text)) or ("unanswered" in found and found & {"back", "rung"}):
        return "missed"
    if "well" in found and called:
        return "well"
    return "back" if "back" in found and found <= {"came", "back"} else ""


@remembered
def has_called(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only says that the reviewers called (来电话了)."""
    around = ("words-call-around", "words-about-provider", "words-about-authority", "words-move")
    return kinds_alone(knowledge, short(text), _CALL, *around) == {"came"}


def without_not_yet(clause: str) -> str:
    """Return a clause without its "not yet" (还没过 → 过). A clause without one is returned as it is."""
    return _NOT_YET.sub("", clause)


def only_not_yet(clause: str) -> bool:
    """Tell whether a clause says that something is not so yet, without saying what (其实还没有)."""
    return bool(_ONLY_NOT_YET.fullmatch(clean(clause)))


def nobody_told(text: str) -> bool:
    """Tell whether a text without a reason says that nobody told it (没说原因), and not that the person does not know
    it (不知道)."""
    return bool(_NOBODY.search(text))


@remembered
def has_lost_it(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only says that what came has been lost since (短信被我删了), or was not heard
    (客服说话太快没听清)."""
    kinds = kinds_alone(knowledge, short(text), _LOST, "words-move", "words-lost-around")
    return kinds == {"what", "lost"} or "unheard" in kinds


@remembered
def to_submit_as_is(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only says, and does not ask, that it may be submitted again as it is. 重新交就行 may be meant
    of what was corrected, and counts only if somebody said so (我打回去了 说重新交就行)."""
    told = kinds_alone(knowledge, short(text), _AS_IS, "words-move")
    return not wonders(knowledge, text) and ("as-is" in told or told >= {"enough", "said"})


@remembered
def has_ended(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text says that something was cancelled or is gone, and at most how that is known
    (短信说已经注销了, 查了 没了)."""
    told = kinds_alone(knowledge, short(text), _ENDED, "words-ended-around", "words-move")
    return bool(told) and not has_lost_it(knowledge, text)


@remembered
def went_well(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text, or a reviewer in it, says by name that a change, addition or move was approved
    (变更成功了)."""
    who, news = said_by(knowledge, text)
    told = news if has(knowledge, who, "words-reviewers") else short(text)
    return len(kinds_alone(knowledge, clean(told), _WELL, "words-move", "words-well")) == 2


@remembered
def granted(knowledge: Knowledge, text: str) -> Matter | None:
    """Return the kind of filing that a text says passed, from the clause that says so (您的注销申请已通过). None: the
    first filing of a site, or nothing passed."""
    matters = frozenset[Matter]().union(*(matters_named(knowledge, one) for one in good_news(knowledge, text)))
    return next((matter for matter in _APART if matter in matters), None)


@of_lists("words-no-news", "words-yet", "words-not-yet", longest=LONGEST_SHORT)
def _unanswered(no_news: str, yet: str, not_yet: str) -> re.Pattern[str]:
    none, before, so_far = map(either, (no_news, yet, not_yet))
    return re.compile(rf"(?:(?:(?!{none})(?:{before}|{SIGNS.pattern}))*+(?:{none})|(?:{so_far}))[啊呀呢吗]*\W*$")


def passed_by(knowledge: Knowledge, text: str) -> str:
    """Return who passed it by a message: "provider", "authority", or "" for nobody. Passing it on to the authority
    counts as passing it; a message with its number is the last verdict."""
    hopes = says_it_came_back(knowledge, text) or has(knowledge, text, "words-news-if")
    if hopes or not brings_good_news(knowledge, text):
        return ""
    keys = ("sender-words-authority", "words-news-final", "words-first-review", "words-news-on")
    authority, final, first, passed_on = (has(knowledge, text, key) for key in keys)
    by_sms = went_on(knowledge, text) and has(knowledge, text, "words-about-sms")
    if first or (authority and passed_on) or by_sms:
        return "provider"
    return "authority" if authority or final or numbers.icp_in(text) else ""


def tells_lifted(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text says that reviewers have lifted something (管局说已经移出来了). A condition is no news."""
    if len(text) > LONGEST_SHORT or not has(knowledge, text, "words-lifted") or _NOT_LIFTED.search(text):
        return False
    return not (wonders(knowledge, text) or says_it_came_back(knowledge, text))
