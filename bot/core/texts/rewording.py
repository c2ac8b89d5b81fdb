"""Words that mislead (公司从浦东搬到闵行, .io不批), and the words that are read in their place."""

import re
from collections.abc import Callable
from dataclasses import replace

from bot.core.knowledge import Knowledge
from bot.core.texts.asker import CLOUDS, names_in
from bot.core.texts.asking import wonders
from bot.core.texts.wordlists import either, has, has_only, of_lists, short
from bot.search import Part
from bot.search.engine import THEME
from bot.search.normalise import any_of
from bot.search.notices import tells_fault

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
_NOT_ASKED = re.compile(
    r"(?:\A|(?<=[，,。；;！!？?\s]))我?[又并可]?(?:不是(?:想|要|来)?问|不想问|[没未]有?问|(?:想|要)?问的?(?:并?不是))"
    r"[^，,。；;！!？?\s]{1,20}(?:[，,。；;！!\s]+|\Z)(?:(?:而是|只?是?想?|就)问)?"
)
"""What a text says not to ask (不是问要多少钱，…)."""
_QUOTED = re.compile(r"[“「『\"](?P<asked>[^“”「」『』\"]{4,60})[”」』\"]")
_LONGEST_AROUND = 24
"""The most characters around a quoted question."""
_TO_REPLY = re.compile(
    r"[，,。？?\s]我?(?:应?该|要)?(?:怎么|咋|如何)(?:[跟和给对]\w{1,3})?(?:回(?:答|复|他|她)?|答复?|说|讲|解释)\w?\W*\Z"
)
"""A last clause that only asks how to answer what somebody asked (他问…，我该怎么回答)."""
_LONGEST_JOINT = 3
"""The most signs between the halves of a text that says the same twice, and one more."""
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
_PAPER_ENDS = re.compile("(?:护照|台胞证|回乡证|通行证)(?=[^，,。；;]{0,8}(?:过期|到期|有效期|[只就还]剩|还有))")
"""A paper of people from elsewhere that runs out. What is said of that holds for any paper."""
_THEN_SHOWN = re.compile(
    r"(?:\A|(?<=[，,。；\s]))[那等就]{0,2}(?:审核?)?(?:过了?|通过了?|下来了?|拿到了?)(?:之后|以后|后)?[，,\s]{0,2}(?:放|挂|贴|写|标)[在到]?(?:哪里?|哪儿|什么地方)"
)
"""Asks where something is shown once it is through: the number, which it leaves unsaid."""
_OF_SERVER = re.compile("服务器|主机|机房|机器|节点|实例|域名|解析|接入商|ip", re.IGNORECASE)
"""What may have moved besides a firm."""
_SAME_OR_NOT = re.compile("(?:一|一[样樣])[不唔]一[样樣]|(?<![不唔])一[样樣][不唔](?=[呀啊呢]?\\W*$)")
"""Asks whether something is the same, by words that sound like a mismatch (一唔一样)."""


Place = tuple[int, int, str]
"""Where words that mislead begin and end, and the words to read there."""


def misleading(knowledge: Knowledge, text: str) -> list[Place]:
    """Find words that mislead, by the first of `_RULES` that finds any. [] where there are none."""
    return next(filter(None, (rule(knowledge, text) for rule in _RULES)), [])


def reworded(text: str, places: list[Place]) -> tuple[str, list[tuple[str, str]]]:
    """Return a text with other words at these places, and its pieces, each as written and as read."""
    pieces, at = list[tuple[str, str]](), 0
    for start, end, meant in places:
        pieces += [(sign, sign) for sign in text[at:start]] + [(text[start:end], meant)]
        at = end
    pieces += [(sign, sign) for sign in text[at:]]
    return "".join(read for _, read in pieces), pieces


def as_written(parts: tuple[Part, ...], plain: str, pieces: list[tuple[str, str]]) -> tuple[Part, ...]:
    """Return parts with the words as they were written in place of the words that were read."""
    written = [said if not place else "" for said, read in pieces for place in range(len(read))]
    found, at = list[Part](), 0
    for part in parts:
        start = max(plain.find(part.text, at), 0)
        at = start + len(part.text) if plain.startswith(part.text, start) else at
        whole = at > start or not part.text
        found.append(replace(part, text="".join(written[start:at])) if whole and at else part)
    return tuple(found)


def _not_asked(knowledge: Knowledge, text: str) -> list[Place]:
    """Find what a text says not to ask, if the rest of it asks."""
    found = list(_NOT_ASKED.finditer(text))
    return [(*one.span(), "") for one in found] if found and wonders(knowledge, _NOT_ASKED.sub("", text)) else []


def _asked_by_others(knowledge: Knowledge, text: str) -> list[Place]:
    """Find the words around a question that is quoted (客户问“备案要多久”), or after it how to answer it. It must be
    surely understood by itself."""
    quoted = list(_QUOTED.finditer(text))
    if len(quoted) == 1 and re.search("[问说题句]", around := text.replace(quoted[0][0], "")):
        start, end = quoted[0].span("asked")
        apart = THEME not in around and len(around) <= _LONGEST_AROUND
        outside = [(0, start, ""), (end, len(text), "")]
    else:
        reply = _TO_REPLY.search(text)
        start, end = 0, reply.start() if reply else 0
        apart = "问" in text[:end]
        outside = [(end, len(text), "")]
    asked = text[start:end]
    if not (apart and wonders(knowledge, asked)) or knowledge.engine.speaks_of_rejection(text):
        return []
    clear = all(one.decision == "answer" and not one.rejection for one in knowledge.engine.read(asked))
    return outside if clear else []


def _said_twice(_: Knowledge, text: str) -> list[Place]:
    """Find the second half of a text that says the same twice (备案要多久 备案要多久)."""
    for half in range(len(text) // 2, max(len(text) // 2 - _LONGEST_JOINT, 3), -1):
        if text[:half] == text[-half:] and not any(map(str.isalnum, text[half:-half])):
            return [(half, len(text), "")]
    return []


def _moved(knowledge: Knowledge, text: str) -> list[Place]:
    """Find a move between two places: a new address in the same province, or a move to another one. Not if a site or a
    server moved, which may be anywhere."""
    if not re.search("[搬迁挪]", text) or is_of_server(knowledge, text):
        return []
    places = knowledge.places_in(text)
    if len(places) < 2 or not (found := re.search(_MOVED.format(place=any_of(places)), text)):
        return _moved_near(knowledge, text)
    if has(knowledge, text[: found.start()], "words-of-site-name"):
        return []
    if not (found["how"] or re.search("[搬迁]", text[: found.start()])):
        return []
    same = places[found["from"]].id == places[found["to"]].id
    return [(*found.span(), "换了地址" if same else "搬到外省")]


def _moved_near(knowledge: Knowledge, text: str) -> list[Place]:
    """Find the move of a firm or a home between places that are not both known, such as two districts
    (公司从浦东搬到闵行). If one place is known, the new one must be called like a part of a town."""
    found = _MOVED_NEAR.search(text)
    mover = found and (found.start() == 0 or has(knowledge, text, "words-firm") or "搬家" in text)
    if not (found and mover) or has(knowledge, text[: found.start()], "words-of-site-name"):
        return []
    if _MAYBE_FAR.search(found["to"]) or re.search("香港|澳门|台湾|雄安", found["from"]):
        return []
    known = sum(bool(knowledge.places_in(found[side])) for side in ("from", "to"))
    return [(*found.span(), "换了地址")] if not known or _DISTRICT.search(found["to"]) else []


def is_of_server(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text names a server or a cloud, a domain or a provider, which may have moved instead of a firm."""
    return bool(_OF_SERVER.search(text) or names_in(knowledge, text, CLOUDS))


def _foreigners(knowledge: Knowledge, text: str) -> list[Place]:
    """Find foreigners who file (法人是日本人): 外国人, if nothing after that tells a fault."""
    found = list(_foreigner(knowledge).finditer(text))
    if not found or tells_fault(text[found[-1].end() :]):
        return []
    return [(*one.span("who"), "外国人") for one in found]


def _unfiled(_: Knowledge, text: str) -> list[Place]:
    """Find words saying that there is no filing (备案没弄): 没备案."""
    if _OF_ANOTHER.search(text.lower()):
        return []
    return [(*found.span(), "没备案") for found in _NOT_FILED.finditer(text)]


def _same_or_not(_: Knowledge, text: str) -> list[Place]:
    """Find the question whether something is the same (一样不一样): 一样吗."""
    return [(*found.span(), "一样吗") for found in _SAME_OR_NOT.finditer(text)]


def _mark_in_icon(_: Knowledge, text: str) -> list[Place]:
    """Find the word for a trade mark in an icon: another word, since trade marks are somebody else's business."""
    if "商标" not in text or not _MARKED.search(text):
        return []
    return [(*found.span(), "logo") for found in re.finditer("商标", text)]


def _paper_ends(_: Knowledge, text: str) -> list[Place]:
    """Find a paper of people from elsewhere that runs out (护照只剩两个月): a paper."""
    return [(*found.span(), "证件") for found in _PAPER_ENDS.finditer(text)]


def _then_shown(_: Knowledge, text: str) -> list[Place]:
    """Find the question where to show what came once it is through (过了之后放哪): that is the number."""
    found = _THEN_SHOWN.search(text)
    return [(*found.span(), "备案号挂在哪里")] if found else []


def _to_prepare(knowledge: Knowledge, text: str) -> list[Place]:
    """Find a text that only asks what to prepare (要准备哪些东西): the papers."""
    plain = short(text)
    only = has(knowledge, plain, "words-prepare") and has_only(
        knowledge, plain, "words-prepare", "words-prepare-around"
    )
    return [(0, len(text), "要什么材料")] if only and plain != "要什么材料" else []


def _suffix_refused(_: Knowledge, text: str) -> list[Place]:
    """Find a refused suffix (.io不批): that the domain suffix is not approved."""
    found = _SUFFIX_REFUSED.search(text.lower())
    return [(*found.span(), "域名后缀没批复")] if found else []


def _name_refused(knowledge: Knowledge, text: str) -> list[Place]:
    """Find a quoted name that is refused to a private person: that the site name is refused."""
    found = _NAME_REFUSED.search(text)
    if found is None or has(knowledge, found["word"], "words-of-papers") or tells_fault(found["word"]):
        return []
    return [(*found.span(), "驳回：网站名称")]


def _word_of_name_refused(knowledge: Knowledge, text: str) -> list[Place]:
    """Find the quoted words of a refused site name: a word that only the state may use, or else a forbidden one. Not if
    the text asks whether the word will do, or if names with the word are refused for something else."""
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


@of_lists("words-foreigner", "words-filed-by")
def _foreigner(peoples: str, filed_by: str) -> re.Pattern[str]:
    """Match a person from another country (`who`) who files, and no name that begins like its people (法国人头马)."""
    who = rf"(?P<who>{either(peoples)})(?=\Z|\W|[能可当做作来备办想要行怎也不吗呢的了，])(?!的)"
    return re.compile(rf"(?:\A|(?<=[让请用找由]|\W)|(?:{either(filed_by)})(?:就|也|都)?[是为系](?:一?[个位名])?){who}")


_RULES: tuple[Callable[[Knowledge, str], list[Place]], ...] = (
    _not_asked,
    _asked_by_others,
    _said_twice,
    _moved,
    _foreigners,
    _unfiled,
    _same_or_not,
    _mark_in_icon,
    _paper_ends,
    _then_shown,
    _to_prepare,
    _suffix_refused,
    _name_refused,
    _word_of_name_refused,
)
"""Which words mislead, in the order in which they are looked for. A text with other words there is looked through
again."""
