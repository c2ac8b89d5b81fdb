"""What a text seems to be about by its words, and is not: a word of a name that is refused, a move, a firm that is not
from abroad, somebody who left, what another office records or answers for, and what no topic tells (a bad record)."""

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.core.knowledge import Knowledge, Topic
from bot.core.remembering import remembered
from bot.core.texts.asker import CLOUDS, names_in
from bot.core.texts.asking import wonders
from bot.core.texts.matters import Matter, is_bare, matter_of, matters_named
from bot.core.texts.meant import ALONE, ELSEWHERE, RIVAL, distinct, is_certain
from bot.core.texts.wordlists import (
    LONGEST_SHORT,
    Kinds,
    either,
    empty_without,
    has,
    has_only,
    kinds_alone,
    of_lists,
    short,
)
from bot.search import Part
from bot.search.bands import Choice, Decision
from bot.search.engine import THEME
from bot.search.normalise import any_of, clean
from bot.search.notices import tells_fault

CHANGE_PERSON = "change-person"
"""The topic on a filed person who is no longer there."""
_PERSON_LEFT = (("whom", "words-person-filed"), ("left", "words-left-firm"))
TOLD_ALONE: Mapping[str, Kinds] = {
    "approval-finance": (("name", "words-finance-name"), ("passes", "words-if-passes")),
    "concept-need-filing": (("inside", "words-inside"), ("must", "words-must-file")),
    "faq-agent": (("agent", "words-agent"), ("risk", "words-risk")),
    "faq-contact-lines": (("complain", "words-complain"),),
    "faq-modify-during-review": (("withdraw", "words-withdraw"), ("whether", "words-if-withdrawn")),
    "faq-progress-query": (("still", "words-still-not"),),
    "faq-query-number": (("record", "words-has-record"),),
    "reject-face-verify-failed": (("face", "words-face"), ("failed", "words-face-failed")),
    "sms-timeout": (("late", "words-code-late"), ("lost", "words-all-lost")),
    "time-how-to-speed": (("faster", "words-faster"),),
    "time-total": (("filing", "words-this-filing"), ("long", "words-month-long")),
}
"""The topics of texts that have a word of each of these kinds and say nothing else."""
_NAMED_FOR: Mapping[str, str] = {"domain-expiry": "words-runs-out", "domain-registrar-change": "words-on-domain"}
"""Topics that a text is only about if it has a word of this list: whether a filing suffers is asked of anything
(用php写的，备案有影响吗)."""
_UNTOLD: Mapping[str, tuple[str, ...]] = {
    "words-firm-ends": ("cancel-subject", "time-cancel", ELSEWHERE),
    "words-offers": (),
    "words-kept-elsewhere": (),
    "words-filer-died": ("cancel-lost-account", "faq-contact-lines"),
    "words-traded": (),
}
"""Word lists for what no topic tells though it is asked like the rest (公司注销要多久), with the topics to offer."""
_OF_RECORD = ("faq-who-can-file", "concept-blacklist", "faq-contact-lines")
"""The topics to offer to somebody with a bad record, which no topic tells either."""
ABROAD = ("faq-foreign-company", "app-overseas-developer")
"""The topics that are only about firms from abroad."""
_WORD_OF_NAME = re.compile(
    r"名[称字]?[中里内]?(?:不[得能可])?(?:含有?|带有?|有|出现|包含|使用了?)?"
    r"(?P<quoted>[“「『\"](?P<word>[^”」』\"]{1,7}[^”」』\"局委厅署院处])[”」』\"])等?(?=字|词|[一二两三四]个?字)"
)
"""A quoted word that is said to stand in a name, unless an office is called like it."""
_NAME_REFUSED = re.compile(
    r"(?:\A|(?<=[叫起取填写用的了名\s，,。；;]))[“「『\"](?P<word>[^”」』\"]{2,16})[”」』\"](?:这个)?(?:站?名[称字]?)?[也又还都就给]?"
    r"(?:被(?:退|拒|打回|驳)回?|[没未不](?:给|让)?(?:审核)?通?过|[打退驳]回|退)了?[\s，,]*(?:客服|审核|他们|管局)?[说讲嫌]?(?=.{0,40}个人)"
)
"""A quoted name that did not pass, for what a private person (个人) may not do."""
_SUFFIX_REFUSED = re.compile(
    r"(?<![a-z0-9])\.[a-z]{2,8}(?:的|后缀|域名|这个|也|都|就){0,3}(?:[不没未](?:给|让)?批|批不了)"
)
"""A domain suffix that is not approved (.io不批)."""
_OF_FILING = re.compile("备案|icp|主体|软著|承诺|资质|许可|批文")
"""What app shops, too, want of a filing or beside it."""
_LACKS_NUMBER = re.compile(
    r"(?:没有?|缺少?|无|未)(?:有|填|写|提供|上传)?了?(?:app|icp)?备案号|备案号(?:没有?|未)(?:填|写|提供)"
)
"""The lack of a number, or of one given to the shop. That a site does not show its number is worded differently."""
_MARKED = re.compile("图标[^，,。；;]{0,4}[带含用有像侵是][^，,。；;]{0,8}商标")
"""A trade mark in an icon."""
_FORBIDDEN = frozenset({"reject-name-forbidden", "reject-name-personal"})
"""The rejections of a name for its words, for all applicants or only for private persons."""
_MOVED = r"从?(?P<from>{place})[省市]?(?:整体|整个)?(?P<how>[搬迁挪])?[家移]?[到去至往](?P<to>{place})[省市]?"
"""A move from one place to another. `{place}` is to be replaced by the names of places."""
_MOVED_NEAR = re.compile(
    r"从(?P<from>[一-鿿]{2,8}?)(?:整体|整个)?搬[家移]?[到去至往](?P<to>[一-鿿]{2,6}?)(?=\Z|\W|了|备案|网站)"
)
"""A move between places that are not both known."""
_DISTRICT = re.compile("[区县镇乡街路号楼层]$")
_MAYBE_FAR = re.compile("香港|澳门|台湾|[境海国]外|雄安|..新区$")
"""The name of a place that is or may be far from any other. Most provinces have 新区."""
_NOT_FILED = re.compile(
    r"(?<![^\s，,。！!？?我们的也站pP])备案[还都]?没[弄办做搞](?=\Z|[\s，,。！!？?]|的话|[会就能可有啊呢]|被[罚查关封拦停])"
)
"""Words saying that there is no filing, and nothing else about it (备案没弄)."""
_OF_ANOTHER = re.compile("公安|变更|接入|app|小程序|注销")
"""Kinds of filing whose lack is told otherwise than by `_NOT_FILED`."""
_OF_SERVER = re.compile("服务器|主机|机房|机器|节点|实例|域名|解析|接入商|ip", re.IGNORECASE)
"""What may have moved besides a firm."""
_CODE_CHANGED = re.compile(r"代码[也都就]?跟?着?(?:已经?)?(?:变|换|改)(?:掉|成新的)?了(?![吗没么嘛])")
"""A code of a firm that is another one by now."""
_RENAMED = re.compile("改了?名|更名|换了?名|收购|并购|合并|升级|转成|转为|变成|重组")
"""What else became of such a firm."""
_KIND = re.compile(r"(?P<what>[一-龥]{2,8}?)的?备案(?![号码])(?P<asked>.+)")
"""A thing that is filed, by its name alone, and what is asked of that."""
_NOTHING_ELSE = re.compile(
    r"(?:申请|审核|审批|材料|资料)?(?:[又也就都老]|一直|总是|给我?)*(?:被?(?:退|驳|打回|拒)|[没不未](?:给|让)?(?:审核)?通?过)[回件]?来?了?"
    r"(?:怎么[办弄改]|咋[办弄整]|为什么|[吗呢啊]|\W)*\Z"
)
"""Words saying that it was refused, and no more."""
_NEAR = 0.25
"""How likely `ELSEWHERE` has to be, as a share of how likely the first topic is."""
_REFUSED = re.compile("退回|[被打]退|驳回|[打退]回|[没不未](?:通过|过)|拒")
"""Words saying that something was refused."""
_FILED = "(?:执照|法人|负责人|地址|住所|公司|单位|名[字称]|手机号?|电话|邮箱)"
_COMES_OF_IT = (
    "(?:的话)?(?:会不会|会|要|有|被|是){0,3}(?:怎么?样|咋样|如何|罚(?:款|钱|多少){0,2}|处罚|注销|"
    "[什啥]么?(?:后果|影响|问题|事|处罚)|影响|后果|行|可以|问题)(?:不?行|不?可以)?[吗嘛么呢啊]*$"
)
_LEFT_UNDONE: Mapping[Matter | None, str] = {
    "cancel": "[不没](?:去|办|做|及时)?注销(?:备案|网站|主体|掉)?",
    "change": "[不没](?:去|办|做|有|及时){0,2}(?:变更(?:备案|主体|信息)?|改备案|备案[里上]?改)"
    f"|备案(?:信息)?[不没]改|(?:{_FILED}[^不没]{{0,4}}(?:[变换搬迁新改]|离职)|[变换搬迁改]了?{_FILED})"
    "[^不没]{0,6}[不没](?:去|有|及时)?改",
    None: "备案号[还也都]?[不没](?:去|有)?[挂放标写]上?(?:首页|底部|页脚|网站)?"
    "|[不没](?:去|有)?[挂放标写]上?网?站?备案号",
}
_IF_NOT = {kind: re.compile(f"(?P<left>{left}){_COMES_OF_IT}") for kind, left in _LEFT_UNDONE.items()}
"""Questions about what happens if a filing is not cancelled or not changed, or (None) if its number is not shown."""


def said_for(knowledge: Knowledge, text: str) -> list[tuple[int, int, str]]:
    """Find words that mislead: where each place begins and ends, and the words to read there. [] where there are none.

    - A move between two places: a new address in the same province, or a move to another one.
    - A foreigner who files (法人是日本人): 外国人, if nothing after that tells a fault; 备案没弄: that it is not filed.
    - A trade mark in an icon: another word, since trade marks are somebody else's business.
    - A refused suffix (.io不批): that the domain suffix is not approved.
    - A quoted name that is refused to a private person: that the site name is refused.
    - A quoted word of a refused site name: a word that only the state may use, or else a forbidden one. Not if the text
      asks whether the word will do, or if names with the word are refused for something else.
    """
    if moved := _moved(knowledge, text):
        return [moved]
    foreigners = list(_foreigner(knowledge).finditer(text))
    is_all = foreigners and not tells_fault(text[foreigners[-1].end() :])
    in_other_words = [(found.span("who"), "外国人") for found in foreigners if is_all]
    if not _OF_ANOTHER.search(text.lower()):
        in_other_words += [(found.span(), "没备案") for found in _NOT_FILED.finditer(text)]
    if in_other_words:
        return [(*span, meant) for span, meant in sorted(in_other_words)]
    if "商标" in text and _MARKED.search(text):
        return [(*found.span(), "logo") for found in re.finditer("商标", text)]
    if suffix := _SUFFIX_REFUSED.search(text.lower()):
        return [(*suffix.span(), "域名后缀没批复")]
    refused = _NAME_REFUSED.search(text)
    if refused and not (has(knowledge, refused["word"], "words-of-papers") or tells_fault(refused["word"])):
        return [(*refused.span(), "驳回：网站名称")]
    found = list(_WORD_OF_NAME.finditer(text))
    if not found or has(knowledge, text, "asker-personal", "words-of-app-name", "words-of-mini-name"):
        return []
    if wonders(knowledge, text) and not knowledge.engine.speaks_of_rejection(text):
        return []
    forbidden = [one for one in found if not _kinds_of(knowledge, one["word"].lower()) - _FORBIDDEN]
    return [(*one.span("quoted"), "“中国”" if _is_of_state(knowledge, one["word"]) else "违禁词") for one in forbidden]


def _is_of_state(knowledge: Knowledge, word: str) -> bool:
    """Tell whether a word is one that only the state may use."""
    return bool(knowledge.places_in(word)) or has(knowledge, word, "words-of-state")


def _kinds_of(knowledge: Knowledge, word: str) -> set[str | None]:
    """Return the rejections that a site name with this word may get, by the rules for names and by the words that
    notices of the rejection need."""
    rules = [rule for rule in knowledge.rules.checks if rule.field == "site-name"]
    needed = ((id, knowledge.topics[id].needs) for rule in rules if (id := rule.rejection) in knowledge.topics)
    return {
        id
        for id, words in (*((rule.rejection, rule.words) for rule in rules), *needed)
        if any(one.lower() in word for one in words)
    }


def _moved(knowledge: Knowledge, text: str) -> tuple[int, int, str] | None:
    """Find a move from one place to another: where it begins and ends, and the words to read there. None: there is
    none, or a site or a server moved, which may be anywhere."""
    if not re.search("[搬迁挪]", text) or _OF_SERVER.search(text) or names_in(knowledge, text, CLOUDS):
        return None
    places = knowledge.places_in(text)
    if len(places) < 2 or not (found := re.search(_MOVED.format(place=any_of(places)), text)):
        return _moved_near(knowledge, text)
    if has(knowledge, text[: found.start()], "words-of-site-name"):
        return None
    if not (found["how"] or re.search("[搬迁]", text[: found.start()])):
        return None
    same = places[found["from"]].id == places[found["to"]].id
    return *found.span(), "换了地址" if same else "搬到外省"


def _moved_near(knowledge: Knowledge, text: str) -> tuple[int, int, str] | None:
    """Find the move of a firm or a home between places that are not both known, such as two districts
    (公司从浦东搬到闵行). If one place is known, the new one must be called like a part of a town."""
    found = _MOVED_NEAR.search(text)
    mover = found and (found.start() == 0 or has(knowledge, text, "words-firm") or "搬家" in text)
    if not (found and mover) or has(knowledge, text[: found.start()], "words-of-site-name"):
        return None
    if _MAYBE_FAR.search(found["to"]) or re.search("香港|澳门|台湾|雄安", found["from"]):
        return None
    known = sum(bool(knowledge.places_in(found[side])) for side in ("from", "to"))
    return (*found.span(), "换了地址") if not known or _DISTRICT.search(found["to"]) else None


@remembered
def asks_as_citizen_abroad(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a citizen who is abroad asks about an app of their own, not of a firm."""
    if "app" not in text.lower() or has(knowledge, text, "words-enterprise") or not wonders(knowledge, text):
        return False
    return has(knowledge, text, "words-citizen") and has(knowledge, text, "words-citizen-abroad")


@remembered
def tells_new_code(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text says that a firm has another code by now, and another name or owner. It may be a question."""
    told = len(text) <= LONGEST_SHORT and _CODE_CHANGED.search(text) and _RENAMED.search(text)
    return bool(told) and not knowledge.engine.speaks_of_rejection(text)


@remembered
def of_shop(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text says that an app shop or another platform refused what it alone judges (应用宝审核没过
    说截图不对), and nothing of a filing or of papers for one."""
    plain = text.lower().replace(" ", "")
    if len(text) > LONGEST_SHORT or _OF_FILING.search(plain) or not has(knowledge, plain, "words-returned"):
        return False
    theirs = has(knowledge, plain, "sender-words-store", "words-other-shops") and has(
        knowledge, plain, "words-of-shops"
    )
    return theirs or has(knowledge, plain, "words-of-platforms")


@remembered
def shop_wants_number(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text says that an app shop refused what has no number yet (应用商店打回了 说没有备案号). That is
    not a number missing at the foot of a site."""
    plain = text.lower().replace(" ", "")
    if len(text) > LONGEST_SHORT or "您" in plain:  # a pasted notice is read as such
        return False
    if not (_LACKS_NUMBER.search(plain) and has(knowledge, plain, "words-returned")):
        return False
    shops = ("words-shop-named", "words-shop", "sender-words-store", "words-other-shops")
    return has(knowledge, plain, *shops) and not has(knowledge, plain, "matter-mini-program", "words-of-site-name")


@remembered
def tells_only(knowledge: Knowledge, text: str, kinds: Kinds) -> bool:
    """Tell whether a text has a word of each of these kinds, and says nothing else (代备案风险大吗, 人脸一直不过)."""
    found = kinds_alone(knowledge, short(text), kinds, "words-move", "words-around-told")
    return bool(found) and len(found) == len(kinds)


@remembered
def asks_for_stopgap(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text asks how to keep an unfiled site open for the time being."""
    asks = has(knowledge, text, "words-stopgap") and has(knowledge, text, "words-unfiled")
    return asks and wonders(knowledge, text) and not knowledge.engine.speaks_of_rejection(text)


@remembered
def asks_if_not_cancelled(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text asks what happens if a filing, not that with the police, is not cancelled."""
    return _asks_if_not(knowledge, text, "cancel")


@remembered
def asks_if_not_changed(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text asks what happens if a filing is outdated and not changed. A new server needs no change."""
    moved = _OF_SERVER.search(text) or names_in(knowledge, text, CLOUDS)
    return not moved and _asks_if_not(knowledge, text, "change")


@remembered
def asks_if_not_shown(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text asks what happens if a site does not show its number."""
    return _asks_if_not(knowledge, text, None)


def _asks_if_not(knowledge: Knowledge, text: str, kind: Matter | None) -> bool:
    """Tell whether a text asks what happens if this is not done, and names no other kind of filing."""
    plain = short(text).replace(" ", "")
    asked = _IF_NOT[kind].search(plain)
    if asked is None or knowledge.engine.speaks_of_rejection(text):
        return False
    return matters_named(knowledge, plain[: asked.end("left")]) <= {kind}


@remembered
def asks_who_answers(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text asks what the filed persons in charge are liable for."""
    of_persons = has(knowledge, text, "words-person-filed") and has(knowledge, text, "words-answering-for")
    return of_persons and wonders(knowledge, text) and not knowledge.engine.speaks_of_rejection(text)


@remembered
def asks_how_long_there(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text only asks how long it takes in a province (上海要几天). That means the authority there; all
    else takes as long anywhere."""
    plain = short(text)
    places = [name for name, province in knowledge.places_in(plain).items() if name in province.own]
    asks = len(places) == 1 and has(knowledge, plain, "words-how-long-there")
    return asks and empty_without(knowledge, plain, "words-how-long-there", "words-around-place", also=places)


def as_named(knowledge: Knowledge, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return what a text asks about a kind of filing that it names (备案要注销吗), with topics on the police filing,
    which it does not name, behind the others."""
    part, *more = parts
    kinds = matters_named(knowledge, part.text)
    if more or part.rejection or not kinds or "police" in kinds:
        return parts
    fitting = [one for one in part.choices if matter_of(knowledge, knowledge.topics[one.topic]) != "police"]
    if not fitting or fitting[0] == part.choices[0]:
        return parts
    decision: Decision = "answer" if fitting[0].score >= ALONE else "choose"
    return (replace(part, decision=decision, choices=distinct(*fitting, *part.choices)),)


def sent_on(knowledge: Knowledge, part: Part) -> Part:
    """Return a part with `ELSEWHERE` first, if it is likelier none of our business. That topic hardly ever comes near
    the first place in texts about filing (once in 2,900 labelled ones, against 70 in 790 about other things).

    - A part that names a site stays as it is, or becomes choices.
    - So does one that may be a reason, unless it names something of that topic as refused (商标被驳回).
    - One that is not understood needs a variant of that topic. It is then certain, unless it speaks of 备案.
    """
    first, *_ = part.choices or (None,)
    elsewhere = next((choice for choice in part.choices if choice.topic == ELSEWHERE), None)
    if first is None or elsewhere is None:
        return part
    if has(knowledge, part.text.lower(), "words-of-ours"):
        unsure = first is elsewhere and not is_certain(part) and part.decision == "answer" and len(part.choices) > 1
        return replace(part, decision="choose") if unsure else part
    told = bool(named_in(_REFUSED.split(part.text)[0], knowledge.topics[ELSEWHERE]))
    if knowledge.engine.speaks_of_rejection(part.text) and not told:
        return part
    near = part.decision == "answer" and not is_certain(part) and elsewhere.score >= _NEAR * first.score
    if not (near if first is not elsewhere else told or part.decision != "unknown"):
        return part
    likely = replace(elsewhere, score=1.0 if told and THEME not in part.text else first.score)
    return replace(part, rejection=False, decision="answer", choices=distinct(likely, *part.choices))


def named_in(text: str, topic: Topic) -> list[str]:
    """Return the variants of a topic whose words stand in a text."""
    heard = clean(text)
    return [one.text for one in topic.variants if any(all(word in heard for word in words) for words in one.words)]


def untold(knowledge: Knowledge, part: Part) -> Part:
    """Return a part as no more than choices if it asks what no topic tells: phrasings like it only ask in the same way.

    - The end of a firm does not count if the text is also about its filing.
    - A death counts only if the filing is the dead person's.
    - Of a bad record it only counts whether somebody who has it may file, and not what leads to it.
    """
    if _with_record(knowledge).search(part.text):
        sure = part.decision == "answer" and is_certain(part)
        return part if sure else _only_offered(knowledge, part, _OF_RECORD)
    meant = part.choices[0].topic if part.choices else ""
    if meant in _NAMED_FOR and not has(knowledge, knowledge.engine.normal(part.reading), _NAMED_FOR[meant]):
        return _only_offered(knowledge, part, ())
    key = next((key for key in _UNTOLD if has(knowledge, part.text, key)), "")
    of_filing = THEME in part.text
    of_ours = of_filing or has(knowledge, part.text.lower(), "words-of-ours", "words-not-recorded")
    if key == "words-traded":
        traded = _traded(knowledge).search(part.text)
        key = key if traded and not wonders(knowledge, part.text) else ""
    of_unit = has(knowledge, part.text, "words-firm", "words-heads-of-unit")
    else_than_theirs = of_unit or not has(knowledge, part.text, "words-filed-by-them")
    told = {"words-firm-ends": of_ours, "words-kept-elsewhere": of_filing, "words-filer-died": else_than_theirs}
    if not key or told.get(key):
        return part
    return _only_offered(knowledge, part, _UNTOLD[key])


def _only_offered(knowledge: Knowledge, part: Part, topics: tuple[str, ...]) -> Part:
    """Return a part with these topics as choices; with fewer than two as not understood."""
    score = part.choices[0].score if part.choices else 0.0
    choices = tuple(Choice(id, score, part.text) for id in topics if id in knowledge.topics)
    return replace(part, rejection=False, decision="choose" if len(choices) > 1 else "unknown", choices=choices)


def of_person_left(knowledge: Knowledge, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return that a filed person left (网站负责人已经离职) as a question about what to do: nobody sent it back."""
    part, *more = parts
    left = kinds_alone(knowledge, short(part.text), _PERSON_LEFT, "words-move")
    if more or left != {"whom", "left"} or CHANGE_PERSON not in knowledge.topics:
        return parts
    others = (one for one in part.choices if knowledge.topics[one.topic].kind != "rejection")
    choices = distinct(Choice(CHANGE_PERSON, 1.0, part.text), *others)
    return (replace(part, rejection=False, decision="answer", choices=choices),)


def of_same_kind(knowledge: Knowledge, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return several questions. One without a kind of filing is about the kind of the one before it (法人换了备案怎么改
    大概几天), if there is a topic on that in the same group."""
    found, matter = list[Part](), None
    for part in parts:
        topic = knowledge.topics[part.choices[0].topic] if part.decision == "answer" else None
        own = matter_of(knowledge, topic) if topic else None
        if topic and matter and not own and topic.kind != "rejection" and is_bare(knowledge, part.text):
            near = [(one, knowledge.topics[one.topic]) for one in part.choices]
            same = [one for one, of in near if of.group == topic.group and matter_of(knowledge, of) == matter]
            meant = [replace(one, score=part.choices[0].score) for one in same[:1]]
            part = replace(part, choices=distinct(*meant, *part.choices))
        found.append(part)
        matter = own or matter
    return tuple(found)


def of_other_office(knowledge: Knowledge, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return a question with `ELSEWHERE` first if it names what only another office records (培训材料备案,
    宾馆公安备案), or says only that such a record was refused. Not if it names a site or is certainly about a topic of
    ours. Topics on the police filing of a site do not count there: whatever names the police resembles them."""
    part, *more = parts
    refused = knowledge.engine.speaks_of_rejection(part.text)
    certain = is_certain(part) and part.decision == "answer" and not part.rejection
    if certain and matter_of(knowledge, knowledge.topics[part.choices[0].topic]) != "police":
        return parts
    found = None if more or len(part.text) > LONGEST_SHORT else _recorded(knowledge).search(part.text.lower())
    if found is None or (refused and not _NOTHING_ELSE.match(part.text, found.end())):
        return parts
    if ELSEWHERE not in knowledge.topics or has(knowledge, part.text.lower(), "words-of-ours", "words-not-recorded"):
        return parts
    others = (one for one in part.choices if knowledge.topics[one.topic].kind != "rejection")
    choices = distinct(Choice(ELSEWHERE, 1.0, part.text), *others)
    return (replace(part, rejection=False, decision="answer", choices=choices),)


def of_recorded_kind(knowledge: Knowledge, part: Part) -> Part:
    """Return a question about the filing of a thing that only another office records (图纸备案要多久) as choices. With
    a place, a time or a firm (苏州备案要多久) it is ours."""
    plain = knowledge.engine.normal(part.text) if len(part.text) <= LONGEST_SHORT else ""
    found = None if part.rejection or part.decision != "answer" else _KIND.fullmatch(plain)
    first = part.choices[0] if part.choices else None
    if not (found and first) or first.topic == ELSEWHERE or ELSEWHERE not in knowledge.topics:
        return part
    if knowledge.engine.normal(first.phrasing) == plain or not has_only(knowledge, found["asked"], "words-unsaid"):
        return part
    if not has_only(knowledge, found["what"], "words-recorded"):
        return part
    return replace(part, decision="choose", choices=distinct(Choice(ELSEWHERE, first.score, plain), *part.choices))


def at_home(knowledge: Knowledge, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return a question about a firm that says nothing foreign and no Latin word (公司能备案吗) without the topics on
    firms from abroad. The next topic is answered, or, if it is unlikely, only offered."""
    part, *more = parts
    first, *others = part.choices or (None,)
    of_firm = len(part.text) <= LONGEST_SHORT and has(knowledge, part.text, "words-firm")
    if more or not (first and others and of_firm) or first.topic not in ABROAD:
        return parts
    if has(knowledge, part.text, "words-abroad") or re.search("(?i:(?!app)[a-z]{3})", part.text):
        return parts
    if others[0].score <= RIVAL:
        return (replace(part, decision="choose", choices=tuple(others)),)
    return (replace(part, choices=(replace(others[0], score=first.score), *others[1:])),)


@of_lists("words-recorded", "words-recorded-by", "words-recorded-by-police", longest=LONGEST_SHORT)
def _recorded(things: str, by: str, trades: str) -> re.Pattern[str]:
    """Match 备案 behind what is recorded, or behind that and who records it. Some trades count only with 公安."""
    told = rf"(?:{either(things)})的?|(?:{either(trades)})[在到去的]?公安"
    return re.compile(rf"(?:{told})(?:{either(by)})*+备案(?![号码])")


@of_lists("words-trading", "words-traded")
def _traded(verbs: str, wares: str) -> re.Pattern[str]:
    """Match words that something filed is bought, sold or let."""
    return re.compile(rf"(?:{either(verbs)})(?:[一两几]?[个批些]|大量|企业|公司|个人)*+(?:{either(wares)})")


@of_lists("words-bad-record", "words-around-record")
def _with_record(records: str, around: str) -> re.Pattern[str]:
    """Match somebody's bad record, and whether they may file with it or be in charge."""
    may_file = "(?:能|可以|影响|让|给).{0,20}?(?:备|负责人)"
    return re.compile(rf"(?:{either(records)})(?:{either(around)}|[，,\s])*+{may_file}")


@of_lists("words-foreigner", "words-filed-by")
def _foreigner(peoples: str, filed_by: str) -> re.Pattern[str]:
    """Match a person from another country (`who`) who files, and no name that begins like its people (法国人头马)."""
    who = rf"(?P<who>{either(peoples)})(?=\Z|\W|[能可当做作来备办想要行怎也不吗呢的了，])(?!的)"
    return re.compile(rf"(?:\A|(?<=[让请用找由]|\W)|(?:{either(filed_by)})(?:就|也|都)?[是为系](?:一?[个位名])?){who}")
