"""Which filings a text calls by name, what it says of them, and how it wants one to be called. `screens.naming` tells
whether a name for a site is all right."""

import re
from collections.abc import Iterator, Sequence

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.state import Filing
from bot.core.texts import outcomes, said_back, site_names, spoken
from bot.core.texts.asker import ASKED_SUBJECTS, names_of, names_only
from bot.core.texts.asking import wondering, wonders
from bot.core.texts.clauses import SIGNS, listed_clauses, unrepeated
from bot.core.texts.commands import command
from bot.core.texts.meant import may_be_reason
from bot.core.texts.understanding import understand
from bot.core.texts.verdicts import WHY, only_returned, says_it_came_back
from bot.core.texts.wordlists import LONGEST_SHORT, either, first_word, has, has_only, listed, of_lists, short
from bot.search.normalise import clean
from bot.search.numbers import NUMBER, number

_NUMBERED = re.compile(rf"\w{{0,4}}?(?:{NUMBER}|[这那])[个条家位]\s*(?:备案|客户)?\s*(?:是|(?:名字)?叫做?)?\s*|叫")
"""The words before the name of one of several (第一个叫永利, 新建一个 叫永利)."""
_PERSON = re.compile("[我你您他她咱这那]")
"""The beginning of a text that does not tell of a name."""
_BECAME = frozenset({"resubmitted", "passed", "approved", "withdrawn"})
"""The moves that tell what became of a filing, and of nothing else (`Move`)."""
_OF_ALL = re.compile(f"(?:我?[这那])?({NUMBER})个(?:备案|网站)?(?:的?(号))?[都全](.+)")
_NO_NAME = re.compile(
    rf"(?:快|马上|应该|估计|可能|大概|已|终于|总算|[要想会帮替没未])$|^{NUMBER}[个家]|^第?{NUMBER}[次回遍趟]|^(?:想|收到)"
)
"""Words before a verdict or a deed that are no name: when, how surely, or how many."""
_AROUND_NAME = re.compile(r"^(?:今天|昨天|昨晚|刚刚?|刚才)|(?:[那这][家边个条]\w*|[被也又让])$")
"""Words around a name (昨天永利, 永利那家, 永利也)."""
_SOMEBODY = re.compile(
    r"[小老阿](?![板婆公爸妈弟妹二三店站号程组外乡])[一-龥]|[一-龥]{1,2}(?:总|哥|姐|叔|姨|老师|老板|经理)"
)
"""How people are called (小陈, 王总)."""
_AMISS = re.compile("[未不没缺请太偏错糊乱淡暗低遮挡歪]")
"""Signs of a fault in something."""
_FOR_ME = ("帮我", "替我", "给我", "帮忙")
"""Words behind a helper of the person, and not behind a filing."""
_NICKNAME = "小名"
"""The word for the name of a filing."""
_NICKNAMED = re.compile(
    r"(?:(?:它|网站|小店|店)?的?小?名[字称]?就?[叫是]|那?就叫|叫(?![花卖板醒号了])|是(?=\w{0,8}(?:官网|网站|博客|商城|小站|店)$))"
    r"(?:它|做|作(?!坊))?\s*(?P<name>.{2,})"
)
_BESIDES = re.compile(r"(?P<answer>.{1,20}?)\W(?:小?名字?)?就?叫(?:做|作)?(?P<name>\w{1,20})")
_CALLED_SO = re.compile("\\A(?:[改换]?成|改?叫|改为)")
_SENTENCE = re.compile("[是要也不没了我你还很就急懂弄搞]|想[做开建上]|第一次")
_OF_A_DAY = re.compile(r"\d[号日点月]|(?:周|星期|礼拜)[一二三四五六日天]|[今明后昨]天|一下|电话$|^(?:事|问题|电话)\b")
_LET_IT_BE = re.compile("(?<![叫酒网书贴啡茶水氧餐奶话迪])吧$")
"""The 吧 behind a name that somebody wishes for, not that of a 酒吧."""
_NAME_ENDS = ("网", "站", "号", "屋", "社")
"""Ends of names, besides those in the word lists."""
_QUOTES = " 「」『』“”\"'《》:：。！!"
"""Signs that may stand around a name."""
_AS_WELL = "也"
_AND_THAT = re.compile(r"^那?么?(.+)呢$")
"""The name of a filing of which nothing more is asked (那永利呢)."""
_ANEW = re.compile("重|再")
"""The beginning of those words for handing in that tell something by themselves (永顺重交)."""
SHORTEST = 2
"""The fewest characters of a name, or of a part of one, by which a filing is called."""
LONGEST_NICKNAME = 20
"""The most characters of the name of a filing. What is longer tells something."""
_LONGEST_UNKNOWN = 6
"""The most characters of a name that was not told before."""
_LONGEST_HEADING = 40
_TELLS = re.compile("[的未不没缺请]")
"""Signs in a heading that says more than whose it is. Words of a trade do not count: they may be in any name."""


def filings_called(knowledge: Knowledge, filings: Sequence[Filing], text: str) -> tuple[list[Filing], str]:
    """Find the filings that a text calls by name, or by a part that several may share (app那个), and what it says of
    them. A name that is a word said of any filing counts only as the whole text."""
    every = [(clean(filing.name), filing) for filing in filings if filing.flow in knowledge.flows]
    called, words = _names_called(knowledge, tuple(name for name, _ in every), text) if every else (frozenset(), "")
    return [filing for name, filing in every if name in called], words


@remembered
def _names_called(knowledge: Knowledge, every: tuple[str, ...], text: str) -> tuple[frozenset[str], str]:
    """Return those of these names that a text calls, and what it says of them."""
    plain = _AND_THAT.sub(r"\1", clean(text))
    names = [name for name in every if name == plain or not is_common(knowledge, name)]
    if not names:
        return frozenset(), ""
    whole = [name for name in names if len(name) >= SHORTEST and name in plain]
    if longest := max(whole, key=len, default=""):
        before, _, rest = plain.partition(longest)
        words = f"{before} {_unjoined(knowledge, rest)}".strip()
        return frozenset(name for name in whole if name == longest or name not in longest), words
    part = _before_joint(knowledge, plain)
    if len(part) >= SHORTEST and any(part in name for name in names):
        words = _unjoined(knowledge, plain.removeprefix(part))
    else:
        part, words = _called_in_part(knowledge, plain, names)
    return frozenset(name for name in names if part and part in name), words


def each_called(knowledge: Knowledge, filings: Sequence[Filing], text: str) -> list[tuple[Filing, str]]:
    """Return what a text says of each of several filings. [] if it begins with no filing, or says all of one.

    - the same of all, which it counts: 两个都过了; but not what may be done twice in one filing: 两个都弄好了
    - the same of those it names: 宏达和老王都过了
    - something else of each, with what follows on that (说电话打不通): 宏达过了，老王被退了
    """
    every = [filing for filing in filings if filing.flow in knowledge.flows and not filing.away]
    words = _of_all(text, len(every)) if len(every) > 1 else ""
    if words and not spoken.moves(knowledge, words)[0] & {"done"}:
        return [(filing, words) for filing in every]
    found, unsaid = list[tuple[Filing, str]](), list[Filing]()
    pieces = listed_clauses(knowledge, text) if len(filings) > 1 else []
    end = 0
    for piece in pieces if len(pieces) > 1 else ():
        named, words = filings_called(knowledge, filings, piece)
        before, end = end, text.index(piece, end) + len(piece)
        if not named and found and not unsaid:
            found[-1] = (found[-1][0], found[-1][1] + text[before:end])
            continue
        if len(named) != 1:
            return []
        unsaid += named
        before_it = found[-1][1] if found and words.startswith(_AS_WELL) else ""
        if words := unrepeated(knowledge, words):
            words = before_it if _leaves_unsaid_whose(knowledge, words, before_it) else words
            found += [(filing, words) for filing in unsaid]
            unsaid = []
    several = len({filing.number for filing, _ in found}) > 1
    return found if several and not unsaid else []


def _leaves_unsaid_whose(knowledge: Knowledge, words: str, before: str) -> bool:
    """Tell whether words say the same as those before them, which leave unsaid whose verdict it is
    (初审过了，也过了)."""
    (kinds, rest), (same, whose) = spoken.moves(knowledge, words), spoken.moves(knowledge, before)
    return bool(kinds) and not rest and kinds == same and spoken.is_whose(knowledge, whose)


def each_headed(knowledge: Knowledge, filings: Sequence[Filing], text: str) -> list[tuple[Filing, str]]:
    """Return what stands under the name of each of several filings (永利：执照不清晰). A name may have a line of its
    own. [] if there are fewer than two names, or the text begins with anything else."""
    every = {clean(filing.name): filing for filing in filings if filing.flow in knowledge.flows}
    names = [name for name in every if len(name) >= SHORTEST and not is_common(knowledge, name)]
    found: dict[str, list[str]] = {}
    under = ""
    for line in text.splitlines() if len(names) > 1 else ():
        head, colon, rest = line.replace(":", "：").partition("：")
        name = _heads(head, names)
        if name and (colon or clean(head) == name):
            under = name
            line = line if _TELLS.search(head) or says_it_came_back(knowledge, head) else rest
        elif not under and not knowledge.engine.tells_nothing(line):
            return []
        if under:
            found.setdefault(under, []).append(line)
    told = [(every[name], "\n".join(lines).strip()) for name, lines in found.items()]
    return told if len(told) > 1 and all(words for _, words in told) else []


def _heads(head: str, names: Sequence[str]) -> str:
    """Return the one name in a heading. "" if it has none or several, or is too long."""
    called = [name for name in names if len(head) <= _LONGEST_HEADING and name in clean(head)]
    longest = max(called, key=len, default="")
    return longest if all(name in longest for name in called) else ""


def _called_in_part(knowledge: Knowledge, plain: str, names: Sequence[str]) -> tuple[str, str]:
    """Return the longest part of a name in a text, and what the text says of it: what is done, what became of it, or
    how long it takes (花店提交了, 打开花店). A text that is only such a part counts if it is not understood as anything
    else. ("", "") for other texts, and for one that says as much without a name (备案通过了)."""
    kinds, rest = spoken.moves(knowledge, plain)
    if kinds and not rest:
        return "", ""
    if len(plain) >= SHORTEST and any(plain in name for name in names):
        is_else = understand(knowledge, plain).parts[0].decision != "unknown"
        return "" if is_else else plain, ""
    told = (one for one in _parts_of_names(knowledge, plain, names) if _is_told_of(knowledge, *one))
    return next(told, ("", ""))


def _parts_of_names(knowledge: Knowledge, plain: str, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each part of a name that stands in a text and is not all of it, the longest first, and the words around."""
    length = min(len(plain), LONGEST_SHORT)
    for size in range(min(length - 1, max(map(len, names))), SHORTEST - 1, -1):
        for start in range(length - size + 1):
            part, behind = plain[start : start + size], plain[start + size :]
            if any(part in name for name in names) and _unjoined(knowledge, part):
                yield part, f"{plain[:start]} {_unjoined(knowledge, behind)}".strip()


def _is_told_of(knowledge: Knowledge, part: str, words: str) -> bool:
    """Tell whether words are said of the filing that a part of its name calls. Said of any filing (网站要多久), the
    part calls none if they ask how long it takes."""
    if _asks_how_long(knowledge, words) and not is_common(knowledge, part):
        return True
    return _is_said_of_one(knowledge, words)


def _is_said_of_one(knowledge: Knowledge, words: str) -> bool:
    """Tell whether words only say what is done with a filing, what became of it or has not yet, or what is right
    instead."""
    kinds, rest = spoken.moves(knowledge, words)
    if (kinds and (not rest or spoken.is_whose(knowledge, rest))) or command(knowledge, words) == "rejected":
        return True
    if only_returned(knowledge, words) or (words and not outcomes.unanswered(knowledge, words)):
        return True
    if _ANEW.match(words) and has_only(knowledge, clean(words), "words-hand-in"):
        return True
    otherwise, right = said_back.second_thoughts(knowledge, words)
    return "instead" in otherwise and bool(right)


def _asks_how_long(knowledge: Knowledge, words: str) -> bool:
    """Tell whether words only ask how long it takes."""
    kinds, rest = wondering(knowledge, words)
    return "how-long" in kinds and not rest


def _before_joint(knowledge: Knowledge, text: str) -> str:
    """Return what stands before the first word that joins it to something (app那个). "" if there is no such word."""
    heads = (text.partition(joint)[0] for joint in listed(knowledge, "words-named") if joint in text)
    return min(heads, key=len, default="")


def _unjoined(knowledge: Knowledge, text: str) -> str:
    """Drop the words that join a name to what follows (那个、的) from the beginning of a text. They stay if they belong
    to what it says (备案通过了)."""
    while joint := first_word(knowledge, text, "words-named"):
        if "approved" in spoken.moves(knowledge, text)[0]:
            break
        text = text.removeprefix(joint)
    return text


def _of_all(text: str, many: int) -> str:
    """Return what a text says of exactly so many things together (两个都过了初审). "" for any other text."""
    found = _OF_ALL.fullmatch(short(text))
    return (found[2] or "") + found[3] if found and number(found[1]) == many else ""


@remembered
def not_recorded(knowledge: Knowledge, text: str) -> tuple[str, str]:
    """Return a name that was not told before, of which a text tells what was done or became of it (小陈的初审过了), and
    what it tells. The name may be a kind of applicant (公司那边提交了). ("", "") for any other text, and if something
    came back and the name may be the reason."""
    first, *_ = SIGNS.split(text, maxsplit=1)
    came_back = says_it_came_back(knowledge, first)
    if len(first) > LONGEST_SHORT or _PERSON.match(first) or wonders(knowledge, first if came_back else text):
        return "", ""
    if _names_nobody(knowledge, first):
        return "", ""
    end = _news_begins(knowledge, first, came_back)
    name = _AROUND_NAME.sub("", _before_joint(knowledge, first[:end]) or first[:end])
    is_helper = first.startswith(_FOR_ME, end)
    if is_helper or not _may_be_unknown(knowledge, name) or (came_back and _may_be_why(knowledge, name)):
        return "", ""
    return name, _unjoined(knowledge, text[end:])


def _names_nobody(knowledge: Knowledge, clause: str) -> bool:
    """Tell whether a clause tells news without a name, which are of the person's own filing, or of what is not ours."""
    (kinds, rest), (_, news) = spoken.moves(knowledge, clause), spoken.said_by(knowledge, clause)
    if (kinds and not rest) or spoken.tells_how(knowledge, clause) or _only_came_back(knowledge, clause):
        return True
    return bool(news and _is_said_of_one(knowledge, news)) or has(knowledge, clause, "words-of-others")


def _news_begins(knowledge: Knowledge, clause: str, came_back: bool) -> int:
    """Return the first place in a clause, behind what is long enough for a name, from which it only tells what became
    of something. `came_back`: that it came back. 0: there is no such place."""
    for start in range(SHORTEST, min(len(clause), _LONGEST_UNKNOWN + 1)):
        news = _unjoined(knowledge, clause[start:])
        if _only_came_back(knowledge, news) if came_back else _went_on(knowledge, news):
            return start
    return 0


def _went_on(knowledge: Knowledge, news: str) -> bool:
    """Tell whether words only tell how far something came, and at most in whose review."""
    kinds, whose = spoken.moves(knowledge, news)
    return bool(kinds) and kinds <= _BECAME and (not whose or spoken.is_whose(knowledge, whose))


def _may_be_unknown(knowledge: Knowledge, name: str) -> bool:
    """Tell whether words may be the name of something not told before, or are a kind of applicant."""
    if len(name) < SHORTEST or _NO_NAME.search(name) or has(knowledge, name, "words-no-customer"):
        return False
    if has_only(knowledge, name, "words-bystanders", "words-later-when"):
        return False
    return name in names_of(knowledge, ASKED_SUBJECTS) or may_be_called(knowledge, name)


def _only_came_back(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only tells that something came back, and perhaps why."""
    return only_returned(knowledge, WHY.split(text)[0])


def _may_be_why(knowledge: Knowledge, name: str) -> bool:
    """Tell whether the words before 「被退了」 may tell why (头发遮眼被退了), not whose it is. The name of a person
    (小陈) or a trade does not. Other words do if they look like a reason, have a sign of a fault, or are all known."""
    if _SOMEBODY.fullmatch(name) or name.endswith(listed(knowledge, "words-name-ends")):
        return False
    part = knowledge.engine.read(name)[0]
    like = may_be_reason(part)
    return bool(like or _AMISS.search(name) or not knowledge.engine.is_new(name))


@remembered
def told_with_name(knowledge: Knowledge, text: str) -> str:
    """Drop the words before the name of one of several (第一个叫永利, 新客户永利)."""
    found = _another(knowledge).match(text) or _NUMBERED.match(text)
    return text[found.end() :] if found else text


def may_be_called(knowledge: Knowledge, name: str) -> bool:
    """Tell whether something may be a name, and is known to be nothing else."""
    alone = knowledge.engine.read(name)[0].decision == "unknown" or knowledge.engine.is_new(name)
    return alone and not (is_common(knowledge, name) or names_only(knowledge, name))


def nicknamed(text: str) -> str:
    """Return the name that a text gives to a filing (就叫永利). "" if it gives none."""
    text = text.strip(_QUOTES)
    found = _NICKNAMED.fullmatch(_LET_IT_BE.sub("", text) if "就叫" in text else text)
    return found["name"].strip(_QUOTES) if found else ""


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
def is_common(knowledge: Knowledge, name: str) -> bool:
    """Tell whether a name is a word said of any filing (还没, 网站备案), which nobody means as a name."""
    return said_back.is_word(knowledge, name) or has_only(knowledge, clean(name), "words-trade", "words-move")


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
