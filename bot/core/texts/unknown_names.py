"""News of a filing under a name that was not told before (小陈的初审过了)."""

import re

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.texts import planwords, spoken
from bot.core.texts.asker import ASKED_SUBJECTS, names_of
from bot.core.texts.asking import wondering, wonders
from bot.core.texts.called import SHORTEST, before_joint, is_said_of_one, unjoined
from bot.core.texts.clauses import SIGNS
from bot.core.texts.commands import command, record_asked
from bot.core.texts.meant import may_be_reason
from bot.core.texts.nicknames import may_be_called, reads_as_sentence
from bot.core.texts.verdicts import WHY, only_returned, says_it_came_back
from bot.core.texts.wordlists import LONGEST_SHORT, first_word, has, has_only, listed, short
from bot.search.numbers import NUMBER

_PERSON = re.compile("[我你您他她咱这那]")
"""The beginning of a text that does not tell of a name."""
_BECAME = frozenset({"resubmitted", "passed", "approved", "withdrawn"})
"""The moves that tell what became of a filing, and of nothing else (`Move`)."""
_NO_NAME = re.compile(
    rf"(?:快|马上|应该|估计|可能|大概|已|终于|总算|[要想会帮替没未])$|^{NUMBER}[个家]|^第?{NUMBER}[次回遍趟]|^(?:想|收到)"
    r"|(?:[费款税钱]|[定押订]金|保证金|社保)$"
)
"""Words before a verdict or a deed that are no name: when, how surely, or how many; and what is paid (水电费交了)."""
_NEVER = re.compile(rf"[能与在会]$|{NUMBER}[个家]")
"""Signs that words before a question are no name."""
_WHOSE = re.compile("(?:刚才|上面)?(?:[这那]个?|[这上]面那?个?|[这那][条份])?是(?P<name>.{2,6}?)(?:那?家|公司)?的")
"""Words saying whose something is."""
_WHICH = re.compile(
    r"^(?:(?:还有|另外)[\s，,：:]*(?=[^\s一另]))?(?:(?:第[一二两三四五]|[另还]有?一?|又一|下一)(?:[家个][是叫]?[\s，,：:]+|家(?=..)))?"
)
"""Words that count what is named behind them (第二家 顺发物流, 还有宏发物流)."""
_LATIN = re.compile("[A-Za-z0-9]")
"""What may stand at the end of a name. It begins no news."""
_AROUND_NAME = re.compile(r"^(?:今天|昨天|昨晚|刚刚?|刚才)|(?:[那这][家边个条单份]\w*|[被也又让改弄])$")
"""Words around a name (昨天永利, 永利那家, 永利也)."""
_AS_WELL = "也"
"""The sign before what came back besides another one (宏发物流 也退了)."""
_ON = re.compile(r"^(?:那么?|然后|现在|另外|还有)[\s，,]*")
"""Words before a name with which somebody goes on (那老李可以交了吗)."""
_SPEAKS = re.compile("[说讲问]|[和跟与、]")
"""The beginning of what somebody with that name said, whose words are no news, or of more names."""
_SOMEBODY = re.compile(
    r"[小老阿](?![板婆公爸妈弟妹二三店站号程组外乡])[一-龥]|[一-龥]{1,2}(?:总|哥|姐|叔|姨|老师|老板|经理)"
)
"""How people are called (小陈, 王总)."""
_CUSTOMER = re.compile("客户[A-Za-z0-9甲乙丙丁]")
"""How customers are told apart without their names."""
_AMISS = re.compile("[未不没缺请太偏错糊乱淡暗低遮挡歪]")
"""Signs of a fault in something."""
_LED_INTO = re.compile("[：:]")
"""What stands between a verdict and its reasons (宏发物流也退了：执照过期)."""
_LONGEST = 6
"""The most characters of a name that was not told before."""


@remembered
def not_recorded(knowledge: Knowledge, text: str) -> tuple[str, str]:
    """Return a name that was not told before, of which a text tells what was done or became of it (小陈的初审过了), and
    what it tells. The name may be a kind of applicant (公司那边提交了). ("", "") for any other text, and if something
    came back and the name may be the reason."""
    text = _before_verdict(knowledge, _WHICH.sub("", text))
    first, *_ = SIGNS.split(text, maxsplit=1)
    came_back = says_it_came_back(knowledge, first)
    if len(first) > LONGEST_SHORT or _PERSON.match(first) or wonders(knowledge, first if came_back else text):
        return "", ""
    if _names_nobody(knowledge, first):
        return "", ""
    end = _news_begins(knowledge, first, came_back)
    name = _AROUND_NAME.sub("", before_joint(knowledge, first[:end]) or first[:end])
    is_helper = first.startswith(listed(knowledge, "words-for-me"), end)  # 会计帮我交了
    if is_helper or not _may_be_unknown(knowledge, name) or (came_back and _may_be_why(knowledge, name)):
        return "", ""
    return name, unjoined(knowledge, text[end:])


def _before_verdict(knowledge: Knowledge, text: str) -> str:
    """Return a text without the blank between a name and that it came back (顺发物流 被退了)."""
    name, blank, rest = text.partition(" ")
    verdict, *_ = SIGNS.split(rest, maxsplit=1)
    verdict = verdict.removeprefix(_AS_WELL)
    return name + rest if blank and name.isalnum() and _only_came_back(knowledge, verdict) else text


@remembered
def asked_of_unknown(knowledge: Knowledge, text: str) -> str:
    """Return a name that was not told before, of which a text asks how far it is or what is left (宏达的还差哪些),
    which it wants opened (切换到宏达的), or whose it says something is (这是宏达的). "" for any other text."""
    plain = short(text)
    opened = first_word(knowledge, plain, "words-open-one")
    told = _WHOSE.fullmatch(plain)
    if told and _is_new_name(knowledge, told["name"]):
        return told["name"]
    if says_it_came_back(knowledge, text):
        return ""
    for end in (len(plain),) if opened else range(SHORTEST, min(len(plain), _LONGEST + 1)):
        asked = unjoined(knowledge, plain[end:])
        name = plain[len(opened) : end]
        name = _AROUND_NAME.sub("", before_joint(knowledge, name) or name)
        if (opened or _asks_how_it_stands(knowledge, asked)) and _is_new_name(knowledge, name):
            return name
    return ""


@remembered
def owned(knowledge: Knowledge, text: str) -> tuple[str, str]:
    """Return a name that was not told before, and what a text says was done for it (宏达的核验单盖章了). ("", ""): any
    other text."""
    for end in range(SHORTEST, min(len(text), _LONGEST + 1) if len(text) <= LONGEST_SHORT else 0):
        name, told = text[:end], unjoined(knowledge, text[end:])
        kinds, rest = spoken.moves(knowledge, told)
        did = planwords.deed(knowledge, told)[0] or (kinds == {"done"} and rest)
        if did and told != text[end:] and _is_new_name(knowledge, name):
            return name, told
    return "", ""


@remembered
def opening_name(knowledge: Knowledge, names: tuple[str, ...], text: str) -> tuple[str, str]:
    """Return which of these names a text opens with, in full or by its beginning (老李 for 老李装修), and what it says
    of that one. Of names of which one stands in the other, the last counts. ("", ""): it opens with none, or with what
    several share."""
    told = _ON.sub("", text)
    for size in range(min(max(map(len, names), default=0), len(told)), SHORTEST - 1, -1):
        head = told[:size]
        meant = [name for name in names if name.startswith(head)]
        if meant and (head in meant or _is_new_name(knowledge, head)):
            words = unjoined(knowledge, told[size:].lstrip(" ，,：:"))
            one = all(name in meant[-1] or meant[-1] in name for name in meant)
            return (meant[-1], words) if one and not _SPEAKS.match(words) else ("", "")
    return "", ""


def _asks_how_it_stands(knowledge: Knowledge, words: str) -> bool:
    """Tell whether words only ask how far something is, what is left of it, or what comes next."""
    kinds, rest = wondering(knowledge, words)
    if kinds & {"left", "next", "turn"} and not rest:
        return True
    asks = (command(knowledge, words) or record_asked(knowledge, words)) == "progress"
    return asks or spoken.moves(knowledge, words) == (frozenset({"progress"}), "")


def _is_new_name(knowledge: Knowledge, name: str) -> bool:
    """Tell whether words are likely a name: they are of nobody in particular, and no word that we know."""
    if len(name) > _LONGEST or _PERSON.match(name) or _NEVER.search(name) or reads_as_sentence(name):
        return False
    if not _may_be_unknown(knowledge, name):
        return False
    likely = _SOMEBODY.fullmatch(name) or name.endswith(listed(knowledge, "words-name-ends"))
    return bool(likely or knowledge.engine.is_new(name))


def _names_nobody(knowledge: Knowledge, clause: str) -> bool:
    """Tell whether a clause tells news without a name, which are of the person's own filing, or of what is not ours."""
    (kinds, rest), (_, news) = spoken.moves(knowledge, clause), spoken.said_by(knowledge, clause)
    if (kinds and not rest) or spoken.tells_how(knowledge, clause) or _only_came_back(knowledge, clause):
        return True
    return bool(news and is_said_of_one(knowledge, news)) or has(knowledge, clause, "words-of-others")


def _news_begins(knowledge: Knowledge, clause: str, came_back: bool) -> int:
    """Return the first place in a clause, behind what is long enough for a name, from which it only tells what became
    of something. `came_back`: that it came back. 0: there is no such place."""
    for start in range(SHORTEST, min(len(clause), _LONGEST + 1)):
        if _LATIN.match(clause, start):
            continue  # 客户A
        news = unjoined(knowledge, clause[start:])
        if _only_came_back(knowledge, news) if came_back else _went_on(knowledge, news):
            return start
    return 0


def _went_on(knowledge: Knowledge, news: str) -> bool:
    """Tell whether words only tell how far something came, and at most in whose review."""
    kinds, whose = spoken.moves(knowledge, news)
    return bool(kinds) and kinds <= _BECAME and (not whose or spoken.is_whose(knowledge, whose))


def _may_be_unknown(knowledge: Knowledge, name: str) -> bool:
    """Tell whether words may be the name of something not told before, or are a kind of applicant."""
    if _CUSTOMER.fullmatch(name):
        return True
    if len(name) < SHORTEST or _NO_NAME.search(name) or has(knowledge, name, "words-no-customer"):
        return False
    if has_only(knowledge, name, "words-bystanders", "words-later-when"):
        return False
    called = _SOMEBODY.fullmatch(name) or may_be_called(knowledge, name)  # 小王 sounds like a site
    return name in names_of(knowledge, ASKED_SUBJECTS) or bool(called)


def _only_came_back(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only tells that something came back, and perhaps why."""
    return only_returned(knowledge, _LED_INTO.split(WHY.split(text)[0])[0])


def _may_be_why(knowledge: Knowledge, name: str) -> bool:
    """Tell whether the words before 「被退了」 may tell why (头发遮眼被退了), not whose it is. The name of a person
    (小陈) or a trade does not. Other words do if they look like a reason, have a sign of a fault, or are all known."""
    if _SOMEBODY.fullmatch(name) or _CUSTOMER.fullmatch(name) or name.endswith(listed(knowledge, "words-name-ends")):
        return False
    part = knowledge.engine.read(name)[0]
    like = may_be_reason(part)
    return bool(like or _AMISS.search(name) or not knowledge.engine.is_new(name))
