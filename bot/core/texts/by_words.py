"""The topics that a text is surely about by its words alone."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from itertools import islice
from typing import Literal

from bot.core.kinds import Subject
from bot.core.knowledge import Knowledge, Topic
from bot.core.remembering import remembered
from bot.core.texts import codes, numbers
from bot.core.texts.asker import ASKED_SUBJECTS, OTHERS, PROVIDERS, names_in, names_of
from bot.core.texts.asking import told_and_asked, wonders
from bot.core.texts.clauses import short_clauses
from bot.core.texts.matters import matters_named
from bot.core.texts.meant import ELSEWHERE
from bot.core.texts.rewording import is_of_server
from bot.core.texts.shops import of_shop, shop_wants_number
from bot.core.texts.suffixes import asks_listed_suffix, asks_other_suffix
from bot.core.texts.unreached import calls_in_vain, lures, was_not_called
from bot.core.texts.wordlists import LONGEST_SHORT, Kinds, empty_without, has, has_only, kinds_alone, short, without
from bot.search.normalise import clean
from bot.search.numbers import NUMBER, number

_TOLD_ALONE: Mapping[str, Kinds] = {
    "approval-finance": (("name", "words-finance-name"), ("passes", "words-if-passes")),
    "cancel-company-gone": (("gone", "words-firm-gone"), ("cancelled", "words-filing-cancelled")),
    "cancel-types": (("filing", "words-own-filing"), ("deleted", "words-deleted")),
    "concept-need-filing": (("inside", "words-inside"), ("must", "words-must-file")),
    "faq-agent": (("agent", "words-agent"), ("risk", "words-risk")),
    "faq-contact-lines": (("complain", "words-complain"),),
    "faq-modify-during-review": (("withdraw", "words-withdraw"), ("whether", "words-if-withdrawn")),
    "faq-order-status": (("status", "words-only-in-review"),),
    "faq-progress-query": (("still", "words-still-not"),),
    "faq-query-number": (("record", "words-has-record"),),
    "faq-rejected-what-next": (("if", "words-if-ever"), ("fails", "words-fails-again")),
    "faq-where-to-go": (("carrying", "words-carrying"), ("where", "words-where-to-go")),
    "faq-who-can-file": (("none", "words-no-license"), ("may", "words-may-file")),
    "reject-face-verify-failed": (("face", "words-face"), ("failed", "words-face-failed")),
    "reject-sms-wrong": (("wrong", "words-code-wrong"), ("times", "words-times")),
    "sms-timeout": (("late", "words-code-late"), ("lost", "words-all-lost")),
    "time-how-to-speed": (("faster", "words-faster"),),
    "time-total": (("filing", "words-this-filing"), ("long", "words-month-long")),
}
"""Topics of texts that have a word of each of these kinds and say nothing else."""
_RETURN_CODE = re.compile(r"(?<![\d.])\d{3,4}(?![\d.年月日室房栋幢楼层单元座])")
"""The number by which a system reports what is wrong."""
_RETURNED = "words-return-code"
_CODES = (_RETURNED, "words-code-alone")
"""The list of words that name a return code, and that of words which do beside nothing else."""
_ORDER_CANCELLED: Kinds = (("order", "words-own-order"), ("cancelled", "words-cancelled"))
_CODE_CHANGED = re.compile(r"代码[也都就]?跟?着?(?:已经?)?(?:变|换|改)(?:掉|成新的)?了(?![吗没么嘛])")
"""A code of a firm that is another one by now."""
_RENAMED = re.compile("改了?名|更名|换了?名|收购|并购|合并|升级|转成|转为|变成|重组")
"""What else became of such a firm."""
_WHAT_IS_FILED = "(?:执照|法人|负责人|地址|住所|公司|单位|名[字称]|手机号?|电话|邮箱)"
_COMES_OF_IT = (
    "(?:的话)?(?:会不会|会|要|有|被|是){0,3}(?:怎么?样|咋样|如何|罚(?:款|钱|多少){0,2}|处罚|注销|"
    "[什啥]么?(?:后果|影响|问题|事|处罚)|影响|后果|行|可以|问题)(?:不?行|不?可以)?[吗嘛么呢啊]*$"
)
_AGE = re.compile(rf"(?:今年|已经?|快|[都才刚])(?P<years>{NUMBER})(?:周?岁|多)?了?(?![\w])|(?P<told>{NUMBER})周?岁")
"""How old somebody is."""
_FULL_AGE, _OLD, _MOST_AROUND = 18, 60, 5
"""The age from which anybody may file, that from which some provinces ask for somebody younger, and the most characters
beside an age that only tell whose it is."""
_Duty = Literal["cancel", "change", "show"]
"""What somebody may leave undone: cancelling a filing, changing it, and showing its number."""
_LEFT_UNDONE: Mapping[_Duty, str] = {
    "cancel": "[不没](?:去|办|做|及时)?注销(?:备案|网站|主体|掉)?",
    "change": "[不没](?:去|办|做|有|及时){0,2}(?:变更(?:备案|主体|信息)?|改备案|备案[里上]?改)"
    f"|备案(?:信息)?[不没]改|(?:{_WHAT_IS_FILED}[^不没]{{0,4}}(?:[变换搬迁新改]|离职)|[变换搬迁改]了?{_WHAT_IS_FILED})"
    "[^不没]{0,6}[不没](?:去|有|及时)?改",
    "show": "备案号[还也都]?[不没](?:去|有)?[挂放标写]上?(?:首页|底部|页脚|网站)?"
    "|[不没](?:去|有)?[挂放标写]上?网?站?备案号",
}
_OF_NO_FILING = re.compile("号码|手机|电话|卡|宽带|账[号户]|执照|公司|个体|店|微信|商标|户口|社保")
"""Things besides a filing that may be left as they are or given up."""
_IF_NOT_DONE = {what: re.compile(f"(?P<left>{left}){_COMES_OF_IT}") for what, left in _LEFT_UNDONE.items()}
"""Questions about what happens if it is left undone."""


def topics_by_words(knowledge: Knowledge, text: str) -> tuple[Topic, ...]:
    """Return what a text is surely about by its words alone: the reasons of the return codes that it only names, or the
    first topic in `_BY_WORDS`. (): nothing is sure."""
    if only_names_codes(knowledge, text) and (reasons := reasons_of_codes(knowledge, text)):
        return reasons
    about = (knowledge.topics[id] for id, tells in _BY_WORDS if id in knowledge.topics and tells(knowledge, text))
    return tuple(islice(about, 1))


@remembered
def reasons_of_codes(knowledge: Knowledge, text: str) -> tuple[Topic, ...]:
    """Return the reasons whose return codes a text names (返回码 1007、1041), in order. (): it names none, or a number
    that is no known code."""
    names = has(knowledge, text.lower(), _RETURNED) or only_names_codes(knowledge, text)
    named = _RETURN_CODE.findall(text) if names else []
    found = {code: topic for topic in knowledge.topics.values() for code in topic.codes if code in named}
    told = {found[code].id: found[code] for code in named if code in found}
    return tuple(told.values()) if found.keys() == set(named) else ()


@remembered
def only_names_codes(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text says no more than which codes came, and from where (工信部返回 1041)."""
    if not has(knowledge, text.lower(), *_CODES):
        return False
    around = (*_CODES, "words-return-code-around", "words-status", "words-status-seen", "words-move")
    providers = names_of(knowledge, (*PROVIDERS, *OTHERS))
    return empty_without(knowledge, _RETURN_CODE.sub("", short(text)), *around, also=providers)


@remembered
def tells_new_code(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text says that a firm has another code by now, and another name or owner. It may be a question."""
    told = len(text) <= LONGEST_SHORT and _CODE_CHANGED.search(text) and _RENAMED.search(text)
    return bool(told) and not knowledge.engine.speaks_of_rejection(text)


@remembered
def _asks_if_not_done(knowledge: Knowledge, text: str, what: _Duty) -> bool:
    """Tell whether a text asks what happens if this is not done, and names no other kind of filing. A new server needs
    no change."""
    plain = short(text).replace(" ", "")
    asked = _IF_NOT_DONE[what].search(plain)
    if asked is None or knowledge.engine.speaks_of_rejection(text):
        return False
    if _OF_NO_FILING.search(plain, 0, asked.start()) and not has(knowledge, plain, "words-of-filing", "words-of-ours"):
        return False
    needless = what == "change" and is_of_server(knowledge, text)
    return not needless and matters_named(knowledge, plain[: asked.end("left")]) <= {what}


@remembered
def _asks_who_is_liable(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text asks what the filed persons in charge are liable for."""
    of_persons = has(knowledge, text, "words-person-filed") and has(knowledge, text, "words-answering-for")
    return of_persons and wonders(knowledge, text) and not knowledge.engine.speaks_of_rejection(text)


@remembered
def _asks_how_long_in_province(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only asks how long it takes in a province (上海要几天). That means the authority there; all
    else takes as long anywhere."""
    plain = short(text)
    places = [name for name, province in knowledge.places_in(plain).items() if name in province.own]
    asks = len(places) == 1 and has(knowledge, plain, "words-how-long-there")
    return asks and empty_without(knowledge, plain, "words-how-long-there", "words-around-place", also=places)


@remembered
def _asks_for_stopgap(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text asks how to keep an unfiled site open for the time being."""
    asks = has(knowledge, text, "words-stopgap") and has(knowledge, text, "words-unfiled")
    return asks and wonders(knowledge, text) and not knowledge.engine.speaks_of_rejection(text)


@remembered
def _asks_what_to_prepare(knowledge: Knowledge, text: str, subject: Subject) -> bool:
    """Tell whether a text tells who applies, and last asks only what to prepare (个体户，想做个网站，要准备什么). Who
    changes or cancels something, or files an app, prepares other things."""
    *told, asked = short_clauses(text) or [""]
    if not told or not has_only(knowledge, clean(asked), "words-prepare", "words-prepare-around"):
        return False
    if not has(knowledge, asked, "words-prepare") or has(knowledge, "".join(told), "words-prepare-else"):
        return False
    elsewhere = matters_named(knowledge, text) or knowledge.engine.speaks_of_rejection(text)
    return not elsewhere and names_in(knowledge, text, ASKED_SUBJECTS) == [subject]


@remembered
def _tells_only(knowledge: Knowledge, text: str, kinds: Kinds) -> bool:
    """Tell whether a text has a word of each of these kinds, and says nothing else (代备案风险大吗, 人脸一直不过)."""
    found = kinds_alone(knowledge, short(text), kinds, "words-move", "words-around-told")
    return bool(found) and len(found) == len(kinds)


@remembered
def _is_promised_for_money(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text says that somebody offers to have it filed in no time for money (有人说交八百三天就办好)."""
    told = has(knowledge, short(text), "words-in-no-time") and has(knowledge, text, "words-for-money")
    return told and has(knowledge, text, "words-offered-by") and not knowledge.engine.speaks_of_rejection(text)


@remembered
def _asks_as_citizen_abroad(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a citizen who is abroad asks about an app of their own, not of a firm."""
    if "app" not in text.lower() or has(knowledge, text, "words-enterprise") or not wonders(knowledge, text):
        return False
    return has(knowledge, text, "words-citizen") and has(knowledge, text, "words-citizen-abroad")


@remembered
def _tells_age(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text tells that somebody is young or old, and at most who and where (我今年六十七 在哈尔滨)."""
    found = _AGE.search(text) if len(text) <= LONGEST_SHORT else None
    if found is None or _FULL_AGE <= number(found["years"] or found["told"]) < _OLD:
        return False
    around = clean(text[: found.start()] + text[found.end() :])
    return len(without(around, knowledge.places_in(around))) <= _MOST_AROUND and not wonders(knowledge, text)


def _tells_too_late(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text tells that the message came and its hours are over, and at most asks what to do. Without that
    it came (短信超时了), this is what a notice says."""
    came = has(knowledge, text, "words-code-came", "words-move-received", "words-dated-received")
    if not (came and codes.tells_too_late(knowledge, text)) or knowledge.engine.speaks_of_rejection(text):
        return False
    return not wonders(knowledge, told_and_asked(text)[0] or text)


@remembered
def _tells_police_number(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text tells the number of a police filing, and no more than that it came."""
    told = numbers.without_police(text) if len(text) <= LONGEST_SHORT else text
    return (
        told != text
        and not wonders(knowledge, text)
        and has_only(
            knowledge, clean(told), "words-police", "words-number", "words-move", "words-well-said", "words-got"
        )
    )


_BY_WORDS: tuple[tuple[str, Callable[[Knowledge, str], bool]], ...] = (
    ("sms-fake", lures),
    ("faq-contact-lines", calls_in_vain),
    ("faq-call-from-reviewer", was_not_called),
    ("change-credit-code", tells_new_code),
    ("sms-timeout", _tells_too_late),
    ("personal-age", _tells_age),
    ("police-hang", _tells_police_number),
    ("concept-empty-shell", partial(_asks_if_not_done, what="cancel")),
    ("change-overview", partial(_asks_if_not_done, what="change")),
    ("after-hang-number", partial(_asks_if_not_done, what="show")),
    ("concept-subject-person", _asks_who_is_liable),
    ("time-by-province", _asks_how_long_in_province),
    ("faq-bypass-filing", _asks_for_stopgap),
    *((f"material-{subject}", partial(_asks_what_to_prepare, subject=subject)) for subject in ASKED_SUBJECTS),
    *((topic, partial(_tells_only, kinds=kinds)) for topic, kinds in _TOLD_ALONE.items()),
    ("cancel-types", partial(_tells_only, kinds=(("cancel", "words-cancel-filing"),))),
    ("faq-agent", _is_promised_for_money),
    ("faq-agent", partial(_tells_only, kinds=(("friend", "words-for-friend"),))),
    ("faq-modify-during-review", partial(_tells_only, kinds=_ORDER_CANCELLED)),
    ("app-overseas-developer", _asks_as_citizen_abroad),
    ("domain-suffix-list", asks_listed_suffix),
    ("domain-suffix-not", asks_other_suffix),
    (ELSEWHERE, of_shop),
    ("app-store-demands-number", shop_wants_number),
)
"""Topics, each with the test whether a text is about it, in the order in which they are tried."""
