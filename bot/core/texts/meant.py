"""What a text means that leaves unsaid what it is about (要多久？会变吗？), from what was read before or what it
introduces; and how sure that is."""

import re
from collections.abc import Mapping, Set
from dataclasses import replace

from bot.core.knowledge import Knowledge, Topic
from bot.core.texts.asking import leaves_unsaid, wonders
from bot.core.texts.clauses import SENTENCE_SIGNS, SIGNS_OR_BUT
from bot.core.texts.matters import Matter, matter_of, name_of_matter
from bot.core.texts.wordlists import LONGEST_SHORT, either, has, of_lists
from bot.search import Part
from bot.search.bands import CERTAIN, PERHAPS_OURS, Choice
from bot.search.engine import THEME
from bot.search.index import OFFERED

ELSEWHERE = "faq-not-icp-other-filings"
"""The topic on who answers for other kinds of 备案, none of which are ours."""
INTRODUCTIONS = ("concept-need-filing", "concept-access-provider", "faq-who-can-file")
"""The topics that an introduction seems to ask about: who files, and where."""
ALONE = 0.55
"""The least score of the first topic to answer somebody we know who leaves our business unsaid (要花钱吗), if no other
one has more than `RIVAL`: right in 174 of 177 imagined messages. Of those we know nothing of, one in five asks about
something else."""
RIVAL = 0.1
"""The most that any other topic may score for that."""
_WHAT_IS = re.compile("是什么(?:意思)?$")
"""What a button says behind the name of a thing that it explains."""
_ITS_OWN = 0.85
"""The least score with which a second question stands by itself."""
_BESIDE = (0.8, 0.93)
"""The least scores with which it is about the first one: put behind the button of that, and behind its text."""
_OR_NOT = re.compile("(?<=..)(?<!要)不$")
"""A last 不 that asks as 吗 does (收费不)."""
_UNFILED = re.compile("不(?:去|先)?[弄办搞做整备](?=会|行|能|有)")
"""Words for leaving it undone, in a question that leaves unsaid what (不弄会怎样)."""
FILED: tuple[Matter, ...] = ("police", "app", "mini-program")
"""The kinds of filing that may be left undone, besides that of a site."""
_LEFT_UNDONE: Mapping[Matter, str] = {
    "access": "change-provider", "cancel": "concept-empty-shell", "change": "change-overview",
}  # fmt: skip
"""The topics on what happens if what is no filing by itself is left undone."""
_IN_EVERY_QUESTION = frozenset("会要能得可以不吗呢的了是有就还")
_DENIED = re.compile("没有?([^\\W\\d有])")
"""What a question says not to have come or happened (没收到)."""
_IN_NO_ANSWER = frozenset("哪里儿谁怎么样咋什弄办做搞去到找")
"""Signs that ask where and how something is done. An answer has other words for that."""
_SHORT = 8
"""How many times as long as a question a phrasing may be that it stands in."""
AS_LIKELY = 0.5
"""The share of the first topic's score that another one needs to be what is meant, by what was read before."""
_NAMED = "(?:(?![个张份这那一二三两几每写填要有和或到交给的])[一-龥]){2}%s(?![面籍店架示达明头号件])"
"""A thing with the two characters that tell which one it is (服务码, 审核表). Placeholder: the thing."""
GUESS = 0.6
"""An answer below this score is given as a guess."""


def points_at_thing(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a question points at a paper or a code without its name (那个码哪里弄)."""
    return len(text) <= LONGEST_SHORT and bool(_pointing(knowledge).search(text)) and wonders(knowledge, text)


def naming_thing(knowledge: Knowledge, text: str, told: str) -> str:
    """Return such a question with the name of the thing as it first stands in what was told (服务码哪里弄). It stays as
    it is if that names none."""

    def named(found: re.Match[str]) -> str:
        name = re.search(_NAMED % re.escape(found["thing"]), told)
        return name[0] if name else found[0]

    return _pointing(knowledge).sub(named, text)


def asked_at_last(knowledge: Knowledge, text: str, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return what the last clause of a text asks about filing, if the clauses before it only introduce a site and whose
    it is (我们没备过案，想用腾讯云。要什么材料？). () for any other text.

    The introduction and the whole must not be likely about anything else, nor the whole certain. What the whole is most
    like is offered as well.
    """
    *told, last = [clause for clause in SENTENCE_SIGNS.split(text) if clause.strip()] or [""]
    unsure = len(parts) == 1 and not is_certain(parts[0]) and not parts[0].rejection
    if not told or not unsure or not leaves_unsaid(knowledge, last):
        return ()
    introduced = knowledge.engine.normal("，".join(told))
    if not has(knowledge, introduced, "words-of-site") or wonders(knowledge, introduced):
        return ()
    heard = knowledge.engine.normal(last)
    part = knowledge.engine.whole(THEME + heard)
    if not (stands_alone(part) and asks_this(knowledge, heard, part)):
        return ()
    what = part.choices[0]
    beside = (*parts[0].choices[:1], *knowledge.engine.whole(introduced).choices[:1])
    is_else = any(choice.score >= ALONE and choice.topic not in (*INTRODUCTIONS, what.topic) for choice in beside)
    if is_else or knowledge.topics[what.topic].kind == "concept":
        return ()
    return (replace(part, text=text, decision="answer", choices=distinct(what, *parts[0].choices)),)


def asked_apart(knowledge: Knowledge, text: str, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return what the only clause of a text that asks is certainly about by itself, if it is not clear what the whole
    is about (我退休了 想放几首诗 备案是什么). What the whole is most like is offered as well. () for any other text, as
    for one that is not about a filing (商标被抢注了，还能要回来不)."""
    clauses = [clause for clause in SIGNS_OR_BUT.split(text) if clause.strip()]
    unsure = len(parts) == 1 and not parts[0].rejection and not any(c.score >= ALONE for c in parts[0].choices)
    unsure = unsure and parts[0].ours >= PERHAPS_OURS
    asks = [clause for clause in clauses if wonders(knowledge, clause)] if unsure and len(clauses) > 1 else []
    if len(asks) != 1 or leaves_unsaid(knowledge, asks[0]) or knowledge.engine.speaks_of_rejection(text):
        return ()
    part = knowledge.engine.whole(asks[0])
    if part.decision != "answer" or part.rejection or not is_certain(part):
        return ()
    return (replace(part, text=text, choices=distinct(part.choices[0], *parts[0].choices)),)


def with_what_is_meant(
    knowledge: Knowledge, text: str, question: str, parts: tuple[Part, ...], topic: Topic | None
) -> tuple[Part, ...]:
    """Return the parts of a question as it is meant, though it leaves unsaid what it is about.

    `question`: the text without the name of a provider; `topic`: the one read last. The question is tried about that
    topic, then about its themes, unless it names filing and is certain. Else it is about filing, with what else it may
    be. If its words led to no topic but that one, too, it is a choice between them (两边能同时用吗).
    """
    heard = _OR_NOT.sub("吗", knowledge.engine.normal(question))
    if unfiled := _if_not_filed(knowledge, text, heard, topic):
        return (unfiled,)
    is_named = THEME in heard and [part.decision for part in parts] == ["answer"] and is_certain(parts[0])
    themes = _themes(knowledge, topic) if topic and not is_named else ()
    perhaps: list[Choice] = []
    unclear: tuple[Choice, ...] = ()
    for subject in (_subject(knowledge, topic), *themes) if topic else ():
        part = knowledge.engine.whole(f"{subject}，{heard}")
        of_reason = part.rejection and topic and topic.kind != "rejection"
        if of_reason or not asks_this(knowledge, heard, part, read=topic):
            if topic and not unclear and part.decision == "answer" and part.choices[0].topic == topic.id:
                unclear = part.choices[:1]
            continue
        if part.choices[0].score >= ALONE and (part.decision == "answer" or stands_alone(part)):
            others = (choice for one in parts for choice in one.choices)
            return (replace(part, text=text, decision="answer", choices=distinct(part.choices[0], *others)),)
        perhaps.append(part.choices[0])
    first, *more = parts
    if unclear and first.decision == "answer" and not (more or is_named or asks_this(knowledge, heard, first)):
        return (replace(first, decision="choose", choices=distinct(*unclear, *first.choices)),)
    part = knowledge.engine.whole(THEME + heard)
    clear = len(parts) > 1 or parts[0].decision == "answer" or part.decision == "unknown"
    if clear or (asks_this(knowledge, heard, parts[0]) and not asks_this(knowledge, heard, part)):
        return parts
    return (replace(part, text=text, choices=distinct(part.choices[0], *perhaps, *part.choices[1:])),)


def _if_not_filed(knowledge: Knowledge, text: str, heard: str, topic: Topic | None) -> Part | None:
    """Return a question what happens if it is left undone (不弄会怎样) as one about filing, of the kind that the topic
    read last is about. None: it asks something else, or that topic is about adding a site."""
    asked = _UNFILED.sub(f"不{THEME}", heard)
    matter = matter_of(knowledge, topic) if topic else None
    if asked == heard:
        return None
    part = replace(knowledge.engine.whole(asked), text=text)
    if matter and (left := _LEFT_UNDONE.get(matter, "")) in knowledge.topics:
        return surely_asking(knowledge, part, left)
    if matter not in (None, *FILED):
        return None
    if matter:
        part = replace(knowledge.engine.whole(f"{name_of_matter(knowledge, matter)}，{asked}"), text=text)
    return replace(part, decision="answer") if stands_alone(part) else None


def _subject(knowledge: Knowledge, topic: Topic) -> str:
    """Return what a reader of a topic may ask more about: the kind of filing if it tells how that is done
    (小程序怎么备案), the thing that it explains, else its button."""
    kind = knowledge.engine.theme(topic.title).removesuffix(THEME)
    tells_to_do = bool(kind) and leaves_unsaid(knowledge, topic.title.replace(kind, "").replace(THEME, ""))
    thing = _WHAT_IS.sub("", topic.button) if topic.kind == "concept" else topic.button
    return kind + THEME if tells_to_do else thing


def _themes(knowledge: Knowledge, topic: Topic) -> tuple[str, ...]:
    """Return the one kind of filing that a topic is about, if any, and the title of its theme."""
    matter = matter_of(knowledge, topic)
    return (*((name_of_matter(knowledge, matter),) if matter else ()), knowledge.groups[topic.group].title)


def distinct(*choices: Choice) -> tuple[Choice, ...]:
    """Return as many choices as are offered, each topic once."""
    first: dict[str, Choice] = {}
    for choice in choices:
        first.setdefault(choice.topic, choice)
    return tuple(first.values())[:OFFERED]


def not_reasons(knowledge: Knowledge, part: Part) -> tuple[Choice, ...]:
    """Return the topics of a part that are no rejections."""
    return tuple(choice for choice in part.choices if knowledge.topics[choice.topic].kind != "rejection")


def surely_asking(knowledge: Knowledge, part: Part, topic: str) -> Part:
    """Return a part as a question that is surely about the topic with this id, with its others behind."""
    choices = distinct(Choice(topic, 1.0, part.text), *not_reasons(knowledge, part))
    return replace(part, rejection=False, decision="answer", choices=choices)


def asks_this(knowledge: Knowledge, heard: str, part: Part, read: Topic | None = None) -> bool:
    """Tell whether a question, and not only what it is about, led to the first topic of a part. Two thirds of its
    characters, without those of every question, stand in the phrasing; and in the topic itself, if that was just
    `read`. A question that denies something (没收到通知咋办) is not one that does not."""
    asked = set(heard) - _IN_EVERY_QUESTION
    if not (asked and part.choices):
        return False

    def holds(told: str, signs: Set[str]) -> bool:
        return 3 * sum(sign in told for sign in signs) >= 2 * len(signs)

    first = part.choices[0]
    denied = _DENIED.search(heard)
    if denied and not re.search(f"[没未不无]有?{denied[1]}", knowledge.engine.normal(first.phrasing)):
        return False
    of_read = read if read and first.topic == read.id else None
    tells = not of_read or holds(knowledge.engine.normal(of_read.title) + of_read.text, asked - _IN_NO_ANSWER)
    return holds(knowledge.engine.normal(first.phrasing), asked) and tells


def asks_as_well(knowledge: Knowledge, heard: str, part: Part) -> bool:
    """Tell whether a question stands in any short phrasing of the first topic of a part, though another phrasing is
    closer to what it is about (公安备案处罚 for 罚多少)."""
    first = part.choices[0]
    phrasings = (one for one in knowledge.topics[first.topic].asks if len(one) <= _SHORT * len(heard))
    return any(asks_this(knowledge, heard, replace(part, choices=(replace(first, phrasing=one),))) for one in phrasings)


def stands_alone(part: Part) -> bool:
    """Tell whether the first topic of a part is likely, and no other one is."""
    first, second, *_ = *(choice.score for choice in part.choices), 0.0, 0.0
    return first >= ALONE and second <= RIVAL


def is_answered(part: Part) -> bool:
    """Tell whether a question is clear enough to be answered."""
    return part.decision == "answer"


def is_certain(part: Part) -> bool:
    """Tell whether the first topic of a part is certainly the right one."""
    return bool(part.choices) and part.choices[0].score >= CERTAIN


def may_be_reason(part: Part) -> bool:
    """Tell whether a part may tell a reason, also without certainty."""
    return part.rejection and part.decision != "unknown"


def tells_what(knowledge: Knowledge, part: Part) -> bool:
    """Tell whether a part is answered with a reason that says what is wrong."""
    return part.decision == "answer" and part.rejection and not knowledge.topics[part.choices[0].topic].vague


def as_one(knowledge: Knowledge, text: str, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Join two questions into the first, if the second is about that, too (域名证书在哪下，截图行吗): by itself it is
    not likely about anything, and behind the first it is about nothing else. Return other parts as they are."""
    if len(parts) != 2 or parts[0].decision != "answer" or "unknown" in (part.decision for part in parts):
        return parts
    first, second = parts
    meant = first.choices[0].topic
    if second.choices[0].score >= _ITS_OWN or first.rejection:
        return parts
    beside = knowledge.engine.whole(f"{knowledge.topics[meant].button}，{second.text}").choices
    whole = knowledge.engine.whole(f"{first.text}，{second.text}").choices
    fits = [
        one and one[0].topic == meant and one[0].score >= least
        for one, least in zip((beside, whole), _BESIDE, strict=True)
    ]
    return (replace(first, text=text),) if all(fits) else parts


def without_echoes(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Drop what is asked beside another kind of 备案 and is about that, too (劳动合同要备案吗，不备会罚吗): parts that
    are not certain, or do not name filing."""
    if not any(_is_elsewhere(part) for part in parts):
        return parts
    return tuple(part for part in parts if _is_elsewhere(part) or (is_certain(part) and THEME in part.text))


def _is_elsewhere(part: Part) -> bool:
    return part.decision == "answer" and part.choices[0].topic == ELSEWHERE


def is_asked(knowledge: Knowledge, text: str, parts: tuple[Part, ...]) -> bool:
    """Tell whether the rest of an angry text is about some matter, and not only more anger."""
    if wonders(knowledge, text):
        return any(part.decision != "unknown" for part in parts)
    return any(part.decision == "answer" and part.choices[0].score >= GUESS for part in parts)


@of_lists("words-pointed-things")
def _pointing(things: str) -> re.Pattern[str]:
    """Match words that point at a thing without its name (那个码, 这份表)."""
    return re.compile(rf"[这那這][个個张張份种]?(?P<thing>{either(things)})(?![面籍店架示达明头号件])")
