"""How a text wants a filing to be called, and whether what could be a name tells or asks something instead.
`screens.naming` tells whether a name for a site is all right."""

import re

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.texts import said_back, site_names
from bot.core.texts.asker import names_only
from bot.core.texts.asking import wonders
from bot.core.texts.called import is_common
from bot.core.texts.clauses import SIGNS
from bot.core.texts.understanding import understand
from bot.core.texts.wordlists import LONGEST_SHORT, either, has, listed, of_lists
from bot.search.numbers import NUMBER

_NUMBERED = re.compile(rf"\w{{0,4}}?(?:{NUMBER}|[这那])[个条家位]\s*(?:备案|客户)?\s*(?:是|(?:名字)?叫做?)?\s*|叫")
"""The words before the name of one of several (第一个叫永利, 新建一个 叫永利)."""
_NICKNAME = "小名"
"""The word for the name of a filing."""
_NICKNAMED = re.compile(
    r"(?:(?:它|网站|小店|店)?的?小?名[字称]?就?[叫是]|那?就叫|叫(?![花卖板醒号了])|是(?=\w{0,8}(?:官网|网站|博客|商城|小站|店)$))"
    r"(?:它|做|作(?!坊))?\s*(?P<name>.{2,})"
)
_LET_IT_BE = re.compile("(?<![叫酒网书贴啡茶水氧餐奶话迪])吧$")
"""The 吧 behind a name that somebody wishes for, not that of a 酒吧."""
_NAME_ENDS = ("网", "站", "号", "屋", "社")
"""Ends of names, besides those in the word lists."""
_QUOTES = " 「」『』“”\"'《》:：。！!"
"""Signs that may stand around a name."""
LONGEST_NICKNAME = 20
"""The most characters of the name of a filing. What is longer tells something."""
_BESIDES = re.compile(r"(?P<answer>.{1,20}?)\W(?:小?名字?)?就?叫(?:做|作)?(?P<name>\w{1,20})")
_CALLED_SO = re.compile("\\A(?:[改换]?成|改?叫|改为)")
_SENTENCE = re.compile("[是要也不没了我你还很就急懂弄搞]|想[做开建上]|第一次")
_OF_A_DAY = re.compile(
    r"\d[号日点月]|(?:周|星期|礼拜)[一二三四五六日天]|[今明后昨]天|天[后内]|提醒|一下|电话$|^(?:事|问题|电话)\b"
)


@remembered
def told_with_name(knowledge: Knowledge, text: str) -> str:
    """Drop the words before the name of one of several (第一个叫永利, 新客户永利)."""
    found = _another(knowledge).match(text) or _NUMBERED.match(text)
    return text[found.end() :] if found else text


def nicknamed(text: str) -> str:
    """Return the name that a text gives to a filing (就叫永利). "" if it gives none."""
    text = text.strip(_QUOTES)
    found = _NICKNAMED.fullmatch(_LET_IT_BE.sub("", text) if "就叫" in text else text)
    return found["name"].strip(_QUOTES) if found else ""


def may_be_called(knowledge: Knowledge, name: str) -> bool:
    """Tell whether something may be a name, and is known to be nothing else."""
    alone = knowledge.engine.read(name)[0].decision == "unknown" or knowledge.engine.is_new(name)
    return alone and not (is_common(knowledge, name) or names_only(knowledge, name))


def tells_rather(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text that could be a name tells something of the person or a plan (我还在上学). It has words for
    that and does not end as names do, or one of its clauses is only yes, no or a deed (先不弄了 等他回来)."""
    clauses = list(filter(None, SIGNS.split(text)))
    if len(clauses) > 1 and any(said_back.is_word(knowledge, one) for one in clauses):
        return True
    ends = (*listed(knowledge, "words-name-ends", "words-nickname-ends"), *_NAME_ENDS)
    return has(knowledge, text, "words-no-nickname") and not text.endswith(ends)


def asks_rather(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text that could be a name is rather a question: it ends with a question mark, or asks about a name
    or anything known."""
    if not wonders(knowledge, text):
        return False
    if text[-1] in "?？" or site_names.name_asked_about(knowledge, text, about_names=False):
        return True
    return understand(knowledge, text).parts[0].decision != "unknown"


@remembered
def other_name(knowledge: Knowledge, text: str) -> tuple[str, str]:
    """Return which filing a text wants to rename, and its new name (给五金改名叫宏达新店). With 小名 the text may leave
    the filing unsaid (改小名叫宏达新店). ("", "") if it does not want this."""
    if len(text) > LONGEST_SHORT:
        return "", ""
    plain, is_nickname = text.strip(_QUOTES), _NICKNAME in text
    found = _nicknaming(knowledge).fullmatch(plain) if is_nickname else _renaming(knowledge).fullmatch(plain)
    return (found["what"].strip(_QUOTES), found["name"].strip(_QUOTES)) if found else ("", "")


@of_lists("words-another-one", longest=LONGEST_SHORT)
def _another(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{either(words)})[:：\s]*(?:叫做?)?")


@of_lists("words-rename-first", "words-rename", longest=LONGEST_SHORT)
def _renaming(first: str, words: str) -> re.Pattern[str]:
    opens, renames = either(first), either(words)
    return re.compile(rf"(?:{opens})*+(?P<what>.+?)(?:{renames})(?P<name>.*?)[了吧]*")


@of_lists("words-rename-first", "words-nicknamed", longest=LONGEST_SHORT)
def _nicknaming(first: str, called: str) -> re.Pattern[str]:
    """The wish for a nickname, with the filing and its new name."""
    opens, called = either(first), either(called)
    what, name = rf"(?:{opens})*+(?P<what>.*?)的?", r"(?P<name>(?!错).+?)[了吧]*"
    return re.compile(rf"{what}(?:[改换]个?)?{_NICKNAME}.*?(?<![不没])(?:{called}){name}")


def named_besides(text: str) -> tuple[str, str]:
    """Return an answer to another question, and the name that the text gives to the filing besides (企业，名字叫永利).
    ("", "") for any other text."""
    found = _BESIDES.fullmatch(text)
    return (found["answer"], found["name"]) if found else ("", "")


def without_called(text: str) -> str:
    """Return a name without the words for calling or correcting it that may stand before (叫永利, 改成永利)."""
    return _CALLED_SO.sub("", text)


def reads_as_sentence(text: str) -> bool:
    """Tell whether a text that could be a name has signs of a sentence (我想做网站)."""
    return bool(_SENTENCE.search(text))


def is_of_a_day(text: str) -> bool:
    """Tell whether a text that could be a name tells a day, or is something else to keep in mind (记个事, 再记一下)."""
    return bool(_OF_A_DAY.search(text))
