"""The name for a site, an app or a mini program that a text asks about or gives. What the rules say of it is in
`screens.naming`."""

import re
from collections.abc import Iterable, Mapping

from bot.core.knowledge import Knowledge, Topic
from bot.core.remembering import remembered
from bot.core.rules import FieldName
from bot.core.state import State
from bot.core.texts.asker import ASKED_SUBJECTS, compares, names_in, names_of, names_only
from bot.core.texts.asking import wonders
from bot.core.texts.courtesies import courtesy
from bot.core.texts.spoken import moves
from bot.core.texts.wordlists import apart, first_word, has, last_word, listed, of_lists
from bot.search.engine import THEME
from bot.search.normalise import any_of

SHORTEST_NAME, LONGEST_NAME = 2, 30
"""The fewest and the most characters of a name."""
LONGEST_QUESTION = 40
"""The most characters of a text that may ask about a name, or give one. A longer one tells of more."""
_FIELDS: tuple[FieldName, ...] = ("app-name", "mini-name", "site-name")
"""The fields that a name may be for."""
_FILED_BY: Mapping[str, FieldName] = {"app-filing": "app-name", "mini-program-filing": "mini-name"}
_CLAUSE = re.compile(r"[，,。；;！!？?\n]+|(?<=[吗么])\s+")
_OF_SITE = re.compile(r"(叫.{2,20}?)(?<![做建搭弄写办发])的(?:网站|小程序)能备案?(?=[吗不])")
"""The name of a site in a question whether it can be filed. The person who made it is no name
(我叫朋友搭的网站能备吗)."""
_NAME_CALLED = re.compile(r"(名[字称]?)[，,\s]+(?=[就改]?叫)")
"""The signs between the wish for another name and that name (换个名字，叫五金店)."""
_NAME_APART = re.compile(r"(?<!\S)(网站|小程序|(?i:app))?站?名[字称]?\s+(?=[^\s，,。]{2,20}\s+[^\s，,。]{1,6}$)")
"""Words before a name that is set apart by blanks alone (名字 山边手记 行不)."""
_NAME_GIVEN = re.compile(
    r"(名[字称]?)(?:[:：]\s*|是(?=[\s:：「“])|我?(?:叫做|[填写用取起定叫][的了]?是|[填写取起定][的了])(?!否|不是))"
)
"""Words before a name without 叫 (名字填的是五金店, 网站名：五金店)."""
_OWN_NAME = re.compile("名[字称]?我们?(?:的|这边|当时|之前|原来|现在)*[填写用取起定叫]")
"""Words of people about the name that they wrote."""
_CHANGED = re.compile("^[改换]了?(?![成为叫用个名])")
"""The word before a name that replaces another (改小明日记)."""
_TO_BE = re.compile("^(?:那|我|就|想|要|现在|已经?|刚)*(?=[改换][成为])|^(?:我|现在|已经?|刚)+(?=叫)")
"""The beginning of a clause that says what the name is to be (改成读书小记)."""
_DROPPED = re.compile(
    r"(?:算了|那|就|我|还是|想|要|\W)*(?:不再?(?:叫(?![我他她]|人)|用(?=.*(?<!域)名)|[取起](?=.+名)).{1,12}?了"
    r"|(?:[换改]|(?:重新?|另外?)[起取])(?:一?个)?(?:新的?|别的|其他)?名[字称]?)(?:[了吧]|算了)*"
)
"""Words saying that the name is to be another one, and nothing else."""
_PIECE = re.compile(r"[，,。；;、\s]+")
_WISHES = re.compile("(?:想|要|打算|准备)(?:备|建|做|弄|搞|开|办|写|搭)")
_GAP = re.compile(r"(?<=[一-鿿])\s+(?=[一-鿿])")
"""A space between Chinese characters. It separates a name from other words: names have none."""
_TOLD = re.compile("[说讲嫌退驳]|了$")
"""Words of a clause that tells what became of the named thing (网站叫五金店，说跟经营范围不符)."""
_OF_NAMES = ("words-name-before", "words-name-after", "words-name-ends")
"""Word lists: one of their words stands beside every name in question, unless the talk is about names."""
_MASK = "〔"
_QUOTATION = "[「『“\"'《【](?P<name>[^「『“]{1,80}?)[」』”\"'》】]"
_QUOTED = re.compile(_QUOTATION)


@remembered
def name_asked_about(knowledge: Knowledge, text: str, *, about_names: bool) -> str:
    """Return the name that a text asks about (顺达汽配这个名字行吗); "" if there is none, as in a question about names
    at large (公司简称做网站名行吗). A name is marked as one, or has characters that stand in no known phrasing.
    `about_names`: names were the last topic, so that the name alone is enough (那顺达汽修呢)."""
    if len(text) > LONGEST_QUESTION:
        return ""
    for clause in _CLAUSE.split(text):
        quoted = _quoted(knowledge).fullmatch(clause.strip())
        if quoted and (quoted["tail"] or quoted["refused"]) and _may_be(knowledge, quoted["name"], surely=False):
            return quoted["name"]
    joined = _NAME_GIVEN.sub(r"\1叫", _NAME_CALLED.sub(r"\1", _NAME_APART.sub(r"\1名字叫", text)))
    if not (about_names or "叫" in joined or has(knowledge, joined, *_OF_NAMES)):
        return ""  # quick, for most texts
    clauses = [_without_courtesies(knowledge, clause.strip()) for clause in _CLAUSE.split(joined) if clause.strip()]
    if any(_TOLD.search(clause) and not wonders(knowledge, clause) for clause in clauses[1:]):
        return ""
    for clause in clauses:
        if about_names and clause.rstrip("吧了").endswith(listed(knowledge, "words-name-ends")):
            clause = _CHANGED.sub("改成", clause)
        clause = _TO_BE.sub("名字", clause) if about_names else clause
        clause = _OF_SITE.sub(r"\1能用", clause)
        told = _unconfirmed(knowledge, clause)
        found = _framed(knowledge).fullmatch(told)
        if found is None or (told != clause and not found["before"]):
            continue
        name, tail = found["name"], found["tail"]
        after, ends = (listed(knowledge, f"words-name-{part}") for part in ("after", "ends"))
        named = found["before"] or any(word in tail for word in after)
        alone = len(clauses) == 1 and name != clause and (about_names or name.endswith(ends))
        alone = alone and not _tells(knowledge, name)
        surely = _stands_as_name(knowledge, found)
        if quoted := _QUOTED.search(name):
            name, surely = quoted[1], True
        else:
            name, *more = [piece for piece in _GAP.split(name) if not names_only(knowledge, piece)] or [name]
            if more:  # it says more of the site (网站叫五金店 昨天交了)
                continue
        if (named or alone) and _may_be(knowledge, name, surely):
            return name
    return ""


def tells_own(text: str, name: str) -> bool:
    """Tell whether a text only says which name the person wrote (网站名称我写的是五金店), as no reviewer does."""
    told = _OWN_NAME.search(text)
    return bool(told) and text.rstrip("。！!的了 ").endswith(name)


def drops_name(text: str) -> bool:
    """Tell whether a text only says that the name is to be another one (算了，不叫这个了), and not which."""
    return bool(_DROPPED.fullmatch(text.rstrip("。！!")))


def _stands_as_name(knowledge: Knowledge, found: re.Match[str]) -> bool:
    """Tell whether words in the place of a name are one, whatever they say: the text points at it (技术分享这个名字) or
    sets it apart (叫 技术分享), or it ends like one (叫五金店)."""
    name, ends = found["name"], listed(knowledge, "words-name-ends")
    pointing = (word for word in listed(knowledge, "words-name-after") if word.startswith(("这", "呢")))
    head = found.string[: found.start("name")]
    called = bool(found["before"]) or head.rstrip().endswith("叫")
    apart = called and head != head.rstrip(" :：")
    ended = bool(found["before"]) and name.endswith(ends) and name not in ends
    return apart or ended or any(word in found["tail"] for word in pointing)


def _without_courtesies(knowledge: Knowledge, clause: str) -> str:
    """Return a clause without courtesies that are set apart at its beginning (好的 那就用永兴木器)."""
    head, _, rest = clause.partition(" ")
    return _without_courtesies(knowledge, rest.lstrip()) if rest and courtesy(knowledge, head) else clause


def _tells(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text is less a name than what something is to be, a deed, a wish or a comparison (域名用com,
    第三个做完, 在长沙想备个论坛, 跟公司比麻烦)."""
    about = text.startswith(listed(knowledge, "words-trade")) or _WISHES.search(text) or compares(knowledge, text)
    return bool(about or moves(knowledge, f"{text}了")[0])


def _unconfirmed(knowledge: Knowledge, clause: str) -> str:
    """Return a clause without the words of somebody who asks whether they understood (就是说回陕西备对吧): what that is
    put around is no name by itself."""
    told = clause.removeprefix(first_word(knowledge, clause, "words-so-then"))
    return told.removesuffix(last_word(knowledge, told, "words-is-that-so")).rstrip()


def name_sent(knowledge: Knowledge, text: str) -> str:
    """Return the name that somebody sent who was asked for one, also beside who applies and where
    (个体户，广东，顺达汽配); "" for anything else."""
    if len(text) > LONGEST_QUESTION:
        return ""
    pieces = [piece for piece in _PIECE.split(text) if piece]
    names = [piece for piece in pieces if not names_only(knowledge, piece)]
    if 1 < len(names) < len(pieces):  # beside what it is (个人博客 小林 浙江)
        names = [piece for piece in names if not names_in(knowledge, piece, ASKED_SUBJECTS)]
    name = names[0] if len(names) == 1 else text if names == pieces else ""
    return name if _fits(knowledge, name) else ""


def field_named(knowledge: Knowledge, state: State, besides: str, reasons: Iterable[Topic]) -> FieldName:
    """Return the field that a name is for, by the words `besides` it, else the reasons to be corrected, else what is
    being filed, else what was read last."""
    texts = (besides, *(reason.title for reason in reasons))
    said = next((field for text in texts for field in _FIELDS if has(knowledge, text, f"words-of-{field}")), None)
    filing = state.worked_on
    topic = knowledge.topics.get(state.topic)
    flow = filing.flow if filing else topic.flow if topic else None
    return said or _FILED_BY.get(flow or "", "site-name")


def _may_be(knowledge: Knowledge, name: str, surely: bool) -> bool:
    """Tell whether a text may be a name that somebody made up, or is `surely` one, and no question about a place or an
    applicant (广东严吗)."""
    about = _without_head(knowledge, name)
    asks = len(about) < SHORTEST_NAME or about in listed(knowledge, "words-name-course")
    return _fits(knowledge, name) and THEME not in name and not asks and (surely or knowledge.engine.is_new(name))


def _without_head(knowledge: Knowledge, name: str) -> str:
    """Return a name without the place or the kind of applicant at its beginning."""
    heads = (*names_of(knowledge, ASKED_SUBJECTS), *knowledge.places_in(name))
    return name.removeprefix(max(filter(name.startswith, heads), key=len, default=""))


def _fits(knowledge: Knowledge, name: str) -> bool:
    """Tell whether a text is as long as a name, and neither asks nor tells anything."""
    if not SHORTEST_NAME <= len(name) <= LONGEST_NAME or _MASK in name or wonders(knowledge, name):
        return False
    return not has(knowledge, name, "words-name-never")


@of_lists("words-name-after", "words-name-asks", longest=LONGEST_QUESTION)
def _quoted(after: str, asks: str) -> re.Pattern[str]:
    """Match a quoted name that is asked about or not allowed (能叫“…”吗, 不让叫“…”), and is no person's."""
    tail = any_of(apart(f"{after}、{asks}"))
    called = "(?:(?<![板户人事友爸妈公婆娘])叫|[取起]名|[站店]名|名[字称])(?:[叫做是写填用起取为:：]|\\s)*"
    return re.compile(rf"[^「『“\"'《【]*?(?P<refused>不[让给许准])?{called}{_QUOTATION}(?P<tail>(?:{tail}|\s)*+)")


@of_lists("words-name-opens", "words-name-before", "words-name-after", "words-name-asks", longest=LONGEST_QUESTION)
def _framed(opens: str, before: str, after: str, asks: str) -> re.Pattern[str]:
    """Match a name with what people say before and after it. Both are matched possessively: 还不行 is also 还 and 不行,
    and a row of them could be cut in countless ways."""
    opens, before, tail = (any_of(apart(words)) for words in (opens, before, f"{after}、{asks}"))
    return re.compile(
        rf"(?:(?:.*\S\s)?(?:\w{{1,6}}(?=(?:网站|小程序|公众号)叫))?(?:(?!{before})(?:{opens}|\s))*+(?P<before>{before})|(?:{opens}|\s)*+)[\s:：]*"
        rf"(?P<name>(?!了).+?)(?P<tail>(?:{tail}|\s)*+)"
    )
