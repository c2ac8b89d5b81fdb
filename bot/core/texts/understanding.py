"""How a typed text is understood: as questions, or as a notice that is taken apart into its reasons. The same for the
conversation, for `ask`, and for all that is measured; what comes of it is in `answering` and `pasted`."""

import re
from collections.abc import Set
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.core.knowledge import Knowledge, Topic
from bot.core.texts import counting, spoken
from bot.core.texts.asker import CLOUDS
from bot.core.texts.asking import asks_last, asks_surely, leaves_unsaid, told_and_asked, wonders
from bot.core.texts.clauses import in_clauses
from bot.core.texts.courtesies import courtesy
from bot.core.texts.diagnosis import (
    of_this_time,
    only_others_came_back,
    says_it_came_back,
    tells_ahead,
    tells_passed,
    went_on,
)
from bot.core.texts.matters import called, matter_of
from bot.core.texts.wordlists import any_of, apart, has, has_only, listed, only, without
from bot.core.words import label
from bot.search import Part
from bot.search.bands import CERTAIN, PERHAPS, Choice
from bot.search.engine import THEME
from bot.search.index import OFFERED
from bot.search.normalise import clean
from bot.search.numbers import NUMBER
from bot.search.parts import in_breaths, is_item

UNEXPLAINED = "reject-no-reason-given"
"""The topic of a rejection that gives no reason."""
ELSEWHERE = "faq-not-icp-other-filings"
"""The topic that tells who answers for other kinds of 备案 and all that is none of ours."""
INTRODUCTIONS = ("concept-need-filing", "concept-access-provider", "faq-who-can-file")
"""What those who introduce themselves seem to ask: who files, and where."""
ALONE, RIVAL = 0.55, 0.1
"""Whom we know means our business by what they leave unsaid (要花钱吗): a topic that is so likely, with no other one
above that, is answered: right in 174 of 177 imagined messages. Of whom we know nothing it would answer one in five that
are about something else."""
_IN_EVERY_QUESTION = frozenset("会要能得可以不吗呢的了是有就还")
_IN_NO_ANSWER = frozenset("哪里儿谁怎么样咋什弄办做搞去到找")
"""With what it is asked where and how something is done; an answer has other words for that."""
LONGEST_ASKED = 400
"""Characters of a text that is read as questions, too, where a notice is awaited: 4,096 would take 50 ms."""
SHORTEST_NOTICE = 12
"""Characters of a text in which nothing is recognised, and that may still be what somebody was sent."""

SHORT, LIKELY = 6, 0.65
"""A normalised text of so few characters may well be meant otherwise than as a notice, though one was asked for, unless
it is so likely a certain reason."""
_WENT_WELL = frozenset({"received", "passed", "done", "approved"})
"""What words tell of the course of things (`spoken.Move`)."""
_WENT_WRONG = re.compile("[没不未错退驳拒被缺无漏少代忘]|重复|用完|[期时间限天]到?[到过]?了$")
"""What is also told with 了, but is no good news: something is missing, was refused, or its time is over."""
_WAS_DONE = re.compile(
    r"(?:[到过好完妥齐全掂]|搞定|[办弄搞做]成|成功|完成|下来|[传交挂填]上去?|[提上]交|[交签盖传填拍买弄做办]|[签盖]好?[字章]|实名|认证|过户)"
    r"(?:备案|申请|订单|材料|资料|备案号|号)?[了咗啦咯喽嘞][呀啊哦哈]?[。！!～~]*$"
)
"""How a clause ends that tells that something came or was done."""
_COUNTED = re.compile(counting.COUNTED)
LONGEST_RETURNED = 40
"""Characters: who writes more tells more."""
_OPENINGS = (re.compile(r"[^：:。；;！!？?\n]{2,40}[：:]"), re.compile(r".{2,80}?(?:原因|意见|理由)[：:]", re.DOTALL))
"""What may lead in to reasons at the beginning of a notice, of which the number of the order may be a part."""
_TIMES = re.compile(f"第?{NUMBER}[次回遍趟]")
_AGAIN = re.compile(f"[又再老总]|一直|连着|{_TIMES.pattern}")
"""Tells, beside that something came back, that it is not the first time, or for how many times."""
_HOW_MANY = re.compile(
    rf"\A[就只光又还]?(?:[说讲嫌列提给][了出]?我?们?)?[一有共]*(?:{NUMBER}|几)[个条点处样]"
    r"(?:问题|毛病|原因|意见|理由|地方|不\w{1,3})\W+"
)
"""With what a text begins that retells a notice, without a word of who said so."""
_WHY = re.compile(r"[就只光又还]?(?:说|讲|嫌)|要求|[让叫要]我|因为|原因|理由")
"""What begins to tell why something came back."""
_ASIDE = re.compile(
    r"(?<=[。！!？?；;\n])|(?<![，,\s])[，,\s]++(?=另外|还有|顺便|想问|请问|再问|对了)|(?=请问(?!题))|(?=那我[怎要该])"
)
"""Where a message may go on with something else."""
_DEMANDS = re.compile("请(?![问教])|贵[公司单]")
_ORDERS = re.compile(
    "限[^，,。；;]{0,10}(?:整改|改正|处理)|(?:要求|通知|责令|请)[^，,。；;]{0,12}整改|要整改|就(?:注销|关停|取消)"
)
"""With what somebody who only retells a notice tells that it is one: what is wrong is to be mended, or else."""
_CLAUSE = re.compile(r"[，,。；;！!？?\n]+|\.(?=\s|$)")
_WISHES = re.compile(r"我?们?[还就只]?(?:想|打算)(?!问)[^\s，,。；;：:]+")
"""A wish, and nothing else."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a text is about, in order; `notice`: the parts are the reasons of a rejection; `rivals`: what a notice that
    was taken apart may be about as a whole, as choices; `unsaid`: it asks without saying about what; `told`, `asked`:
    what of it is the notice, and what is asked besides, where something is."""

    parts: tuple[Part, ...]
    notice: bool
    rivals: Part | None = None
    unsaid: bool = False
    told: str = ""
    asked: tuple[Part, ...] = ()

    @property
    def shown(self) -> tuple[Part, ...]:
        """All that people are shown of it."""
        shown = (*self.parts, *self.asked)
        return (*shown, self.rivals) if self.rivals else shown

    @property
    def others(self) -> tuple[Choice, ...]:
        """What a notice may be about besides its reasons."""
        if self.rivals:
            return self.rivals.choices
        return self.parts[0].choices[1:] if len(self.parts) == 1 else ()


def understand(knowledge: Knowledge, text: str, *, awaited: bool = False, topic: Topic | None = None) -> Understood:
    """Read a masked text. `awaited`: the person was asked for what they were sent; `topic`: what they read last, about
    which they may ask without naming it."""
    well = went_on(knowledge, text)
    text = well or of_this_time(knowledge, text)
    tells_none = bool(well) or _tells_none(knowledge, text)
    awaited = awaited and not tells_none and not is_small_talk(knowledge, text)
    parts = knowledge.engine.read(text, rejection=awaited)
    if tells_none:
        return Understood(tuple(_not_as_reason(knowledge, part) for part in parts), notice=False)
    unexplained = UNEXPLAINED in knowledge.topics and only_returned(knowledge, text)
    if unexplained and not _is_certain_of_another(parts):
        return Understood((Part(text, True, "answer", (Choice(UNEXPLAINED, 1.0, text),), 1.0, text),), notice=True)
    led_in = opens_as_notice(knowledge, in_breaths(text))
    if not led_in and (both := _told_and_asked(knowledge, text)):
        return both
    may_ask = awaited and not led_in and len(text) <= LONGEST_ASKED and asks_surely(knowledge, text)
    if may_ask and (asked := _asked(knowledge, text)) and not (is_item(text) and _tells_reasons(knowledge, text)):
        return Understood(asked, notice=False)
    if awaited and not led_in and _only_asks(knowledge, text):
        return _of_questions(knowledge, text, knowledge.engine.read(text), topic)
    notice = _is_notice(knowledge, text, parts, awaited)
    again = says_it_came_back(knowledge, text) and has(knowledge, text, "words-again")
    returned = led_in or (again and not wonders(knowledge, text))
    told_by = is_told(knowledge, text) and not asks_last(text)
    begins = came_back(knowledge, text) and all(part.rejection and part.decision != "unknown" for part in parts)
    ordered = bool(_ORDERS.search(text)) and not wonders(knowledge, text)
    notice = notice or tells_why(knowledge, text)
    if notice or returned or begins or ordered or told_by or _may_be_notice(knowledge, text, parts):
        reasons = tuple(_told_as(knowledge, reason) for reason in reasons_in(knowledge, _HOW_MANY.sub("", text)))
        told = [reason for reason in reasons if _tells_what(knowledge, reason)]
        notice = notice or (returned and bool(told)) or ((begins or ordered) and any(map(is_certain, told)))
        if notice and len(reasons) == 1:
            reasons = (_with_rivals(reasons[0], parts),)
        surer = [reason for reason in reasons if is_certain(reason) and reason.choices[0].score > _score(parts)]
        if notice or len(surer) > 1:
            return Understood(
                reasons, True, _rivals(knowledge.engine.whole(knowledge.engine.reading(text).text), reasons)
            )
    return _of_questions(knowledge, text, parts, topic)


def reasons_in(knowledge: Knowledge, text: str) -> tuple[Part, ...]:
    """The reasons that a notice gives; of one that is most like those that only say that something is to be mended
    (经核查，网站无法访问，限期整改), what it says to be wrong, where that is certain."""
    reasons = knowledge.engine.reasons(text)
    first = reasons[0].choices[0].topic if len(reasons) == 1 and reasons[0].choices else ""
    if not first or not knowledge.topics[first].vague:
        return reasons
    named = knowledge.engine.reasons(text, frozenset({first}))
    return named if any(map(is_certain, named)) else reasons


def _of_questions(knowledge: Knowledge, text: str, parts: tuple[Part, ...], topic: Topic | None) -> Understood:
    """What is asked in a text that was read as these parts and is no notice."""
    clouds = [word for cloud in CLOUDS for word in listed(knowledge, f"asker-{cloud}")]
    question = without(text, clouds) if topic else text
    unsaid = leaves_unsaid(knowledge, question)
    if unsaid:
        parts = _with_what_is_meant(knowledge, text, question, parts, topic)
    elif asked := _asked_at_last(knowledge, text, parts):
        parts = asked
    return Understood(_without_echoes(parts), notice=False, unsaid=unsaid)


def _only_asks(knowledge: Knowledge, text: str) -> bool:
    """Whether each clause of a text asks, or tells no reason: somebody who was asked for a notice rather wants to know
    something. What stands before how to do something is told (电话没接到怎么办), unless it only names a thing."""
    if len(text) > LONGEST_ASKED or _DEMANDS.search(text):
        return False
    clauses = [told_and_asked(clause) for clause in _CLAUSE.split(in_breaths(text).replace(" ", "，"))]
    told = "，".join(told for told, _ in clauses if not only(knowledge, clean(told), "words-of-papers"))
    reasons = knowledge.engine.read(told, rejection=True) if told else ()
    return any(asks for _, asks in clauses) and not any(one.rejection and one.decision == "answer" for one in reasons)


def opens_as_notice(knowledge: Knowledge, text: str) -> bool:
    """Whether a text leads in to reasons (审核不通过，原因：…) and asks nothing at its end: what follows are some,
    though they may sound like questions (网站备案期间可以访问)."""
    openings = [opening[0] for pattern in _OPENINGS if (opening := pattern.match(text))]
    mine = [one for one in openings if not (wonders(knowledge, one) or has(knowledge, one, "words-hearsay"))]
    return any(says_it_came_back(knowledge, one) for one in mine) and not asks_last(text)


def came_back(knowledge: Knowledge, text: str) -> bool:
    """Whether a clause of a text tells, and does not ask, that something came back, and the text does not end with a
    question."""
    return not asks_last(text) and any(
        says_it_came_back(knowledge, clause)
        and not (wonders(knowledge, clause) or _tells_no_verdict(knowledge, clause))
        for clause in in_clauses(in_breaths(text))
    )


def tells_why(knowledge: Knowledge, text: str) -> bool:
    """Whether a text only tells that something of ours came back, and then why (被退了 说要场地证明): that is a reason,
    whether we know it or not."""
    if wonders(knowledge, text) or _tells_no_verdict(knowledge, text):
        return False
    return any(only_returned(knowledge, text[: why.start()]) for why in _WHY.finditer(text[:LONGEST_RETURNED]))


def _tells_no_verdict(knowledge: Knowledge, text: str) -> bool:
    """Whether a text tells that there is none yet, or of none that is there now."""
    return any(has(knowledge, text, f"words-{key}") for key in ("not-yet", "no-verdict"))


def _told_and_asked(knowledge: Knowledge, text: str) -> Understood | None:
    """A text that tells what came back and why, and surely asks about something else besides; None: any other one."""
    if len(text) > LONGEST_ASKED or not (says_it_came_back(knowledge, text) and wonders(knowledge, text)):
        return None
    pieces = [piece for piece in _ASIDE.split(text) if piece.strip()]
    told = "".join(piece for piece in pieces if not wonders(knowledge, piece))
    asked = [part for piece in pieces if wonders(knowledge, piece) for part in _asked(knowledge, piece)]
    if not (asked and says_it_came_back(knowledge, told)):
        return None
    read = understand(knowledge, told)
    return replace(read, told=told, asked=tuple(asked)) if read.notice else None


def was_sent(knowledge: Knowledge, text: str, reasons: tuple[Part, ...]) -> bool:
    """Whether a text in which reasons are recognised has come from a reviewer: it says so, demands something, or lists
    several of them, and not in the writer's own name, unless somebody told them."""
    if says_it_came_back(knowledge, text) or has(knowledge, text, "words-sent"):
        return True
    return is_item(text) or (len(reasons) > 1 and ("我" not in text or is_told(knowledge, text)))


def is_told(knowledge: Knowledge, text: str) -> bool:
    """Whether a text tells what somebody said of one's own, or wants to be done (他们说…，让我…)."""
    told = _HOW_MANY.match(text) or _saying(label(knowledge, "words-told-by")).search(text)
    return bool(told) and not has(knowledge, text, "words-hearsay")


@lru_cache(maxsize=1)
def _saying(by: str) -> re.Pattern[str]:
    """Within a clause of which one is not the subject."""
    return re.compile(rf"(?:{any_of(apart(by))})(?:[^\W我]|[给跟诉对]我){{0,10}}(?:[说讲嫌]|[让叫要]我)")


def only_returned(knowledge: Knowledge, text: str, counted: bool = False) -> bool:
    """Whether a text only tells that something came back, and by whom or by what that is known; `counted`: and for how
    many reasons."""
    plain = clean(text) if len(text) <= LONGEST_RETURNED else ""
    if not says_it_came_back(knowledge, plain) or bool(_COUNTED.search(plain)) != counted:
        return False
    keys = ("words-returned", "words-returned-around", "sender-words-provider-review", "sender-words-authority")
    return has_only(knowledge, _COUNTED.sub("", plain), *keys)


def returned_again(knowledge: Knowledge, text: str) -> str:
    """That something came back, of a text that only tells that it did so once more, or for how many times, and asks at
    most what is to be done about it (又退了第三次 怎么弄); nothing of any other one."""
    plain = clean(text) if len(text) <= LONGEST_RETURNED else ""
    if not _AGAIN.search(plain):
        return ""
    told = without(_TIMES.sub("", plain), listed(knowledge, "words-what-now")) + "了"
    return told if only_returned(knowledge, told) else ""


def returned_alike(knowledge: Knowledge, text: str, awaited: bool) -> bool:
    """Whether a text only tells that something came back for the same reasons as before; `awaited`: that it came back
    is known."""
    if len(text) > LONGEST_RETURNED or not has(knowledge, text, "words-alike"):
        return False
    rest = without(text, listed(knowledge, "words-alike"))
    return only_returned(knowledge, rest) or (awaited and not clean(rest))


def is_small_talk(knowledge: Knowledge, text: str) -> bool:
    """Whether a text is so short that it is none of the notice that was asked for: it does something, is a courtesy, a
    yes or no, or like no reason in particular."""
    if len(knowledge.engine.normal(text)) > SHORT or knowledge.engine.refuses(text):
        return False
    kinds, rest = spoken.moves(knowledge, text)
    kinds -= {"ended"}  # a filing that is cancelled is a reason, too
    if kinds and (not rest or (kinds <= _WENT_WELL and not _WENT_WRONG.search(text))):
        return True
    if courtesy(knowledge, text) or spoken.answer(knowledge, text):
        return True
    parts = knowledge.engine.read(text, rejection=True)
    return not any(part.rejection and part.choices and part.choices[0].score >= LIKELY for part in parts)


def _tells_none(knowledge: Knowledge, text: str) -> bool:
    """Whether a text cannot have been sent to anybody as a reason: it wishes something, tells that it went well, what
    is to come, or that something else than a filing came back."""
    if tells_ahead(knowledge, text) or only_others_came_back(knowledge, text):
        return True
    if tells_passed(knowledge, text) and not any(
        _tells_what(knowledge, part) and is_certain(part) for part in knowledge.engine.reasons(text)
    ):
        return True
    wishes = _WISHES.fullmatch(text) and not _WENT_WRONG.search(text) and not knowledge.engine.refuses(text)
    return bool(wishes) or tells_done(knowledge, text)


def tells_done(knowledge: Knowledge, text: str) -> bool:
    """Whether a text only tells that something came or was done (域名实名做好了，材料也传上去了), and asks nothing."""
    if _WENT_WRONG.search(text) or knowledge.engine.refuses(text) or wonders(knowledge, text):
        return False
    told = [clause for clause in in_clauses(text) if not courtesy(knowledge, clause)]
    return bool(told) and all(map(_WAS_DONE.search, told))


def _told_as(knowledge: Knowledge, reason: Part) -> Part:
    """A reason, as a choice where it only tells of what (身份证被退了): what is wrong with it, nobody said."""
    keys = ("words-of-papers", "words-returned", "words-returned-around")
    of_what = len(reason.choices) > 1 and only(knowledge, clean(reason.text), *keys)
    return replace(reason, decision="choose") if of_what and reason.decision == "answer" else reason


def _not_as_reason(knowledge: Knowledge, part: Part) -> Part:
    """A part that seems to tell a reason where there is none, as one that may be about something else."""
    if not part.rejection:
        return part
    others = tuple(choice for choice in part.choices if knowledge.topics[choice.topic].kind != "rejection")
    return replace(part, rejection=False, decision="choose" if len(others) > 1 else "unknown", choices=others)


def asked_besides(knowledge: Knowledge, text: str) -> tuple[Part, ...]:
    """What is surely asked in what was written to something else, and not about that (帮我看看，备案要多久)."""
    return _asked(knowledge, text) if len(text) <= LONGEST_ASKED and wonders(knowledge, text) else ()


def _asked(knowledge: Knowledge, text: str) -> tuple[Part, ...]:
    """The questions in a text that are certainly none about a rejection; none where there is anything else."""
    parts = knowledge.engine.read(text)
    return parts if all(part.decision == "answer" and not part.rejection and is_certain(part) for part in parts) else ()


def _with_rivals(reason: Part, parts: tuple[Part, ...]) -> Part:
    """The only reason of a notice, with the topics that the text may be about besides, of whatever kind."""
    known = {choice.topic for choice in reason.choices}
    rivals = (choice for part in parts for choice in part.choices if choice.topic not in known)
    return replace(reason, choices=(*reason.choices, *rivals)[:OFFERED])


def _tells_reasons(knowledge: Knowledge, text: str) -> bool:
    """Whether a text, read as a notice, certainly tells nothing but reasons."""
    return all(_tells_what(knowledge, part) and is_certain(part) for part in knowledge.engine.reasons(text))


def _rivals(whole: Part, reasons: tuple[Part, ...]) -> Part | None:
    """The whole of a notice, as a choice between topics that none of its several reasons tells: what one tells in many
    words has been cut to pieces that seem to tell something else."""
    told = {reason.choices[0].topic for reason in reasons if reason.decision != "unknown"}
    rivals = tuple(one for one in whole.choices if one.score >= PERHAPS and one.topic not in told)
    if len(reasons) == 1 or whole.decision == "unknown" or not rivals:
        return None
    return replace(whole, decision="choose", choices=rivals)


def _without_echoes(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Without what is asked beside another kind of filing and is about that one, too (劳动合同要备案吗，不备会罚吗):
    what is not certainly about ours, or does not say what it is about."""
    if not any(_is_elsewhere(part) for part in parts):
        return parts
    return tuple(part for part in parts if _is_elsewhere(part) or (is_certain(part) and THEME in part.text))


def _is_elsewhere(part: Part) -> bool:
    return part.decision == "answer" and part.choices[0].topic == ELSEWHERE


def _asked_at_last(knowledge: Knowledge, text: str, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """What a text asks about filing in its last clause, which leaves that unsaid, where those before it only introduce
    a site and whose it is (我们没备过案，想用腾讯云。要什么材料？): neither they nor the whole is likely about anything
    else, and for certain the whole is about nothing; that is offered beside it. Nothing for any other text."""
    *told, last = [clause for clause in _CLAUSE.split(text) if clause.strip()] or [""]
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


def _with_what_is_meant(
    knowledge: Knowledge, text: str, question: str, parts: tuple[Part, ...], topic: Topic | None
) -> tuple[Part, ...]:
    """What is asked without saying about what (`question`: it without the name of a provider): it is about the topic
    that was read last, if that is known to be asked about it, else about the theme of that topic, and where neither is
    known, about filing, with what else it may be beside that. Where it names filing, it is clear without the theme."""
    heard = knowledge.engine.normal(question)
    named = THEME in heard and [part.decision for part in parts] == ["answer"] and is_certain(parts[0])
    themes = _themes(knowledge, topic) if topic and not named else ()
    perhaps: list[Choice] = []
    for subject in (_subject(knowledge, topic), *themes) if topic else ():
        part = knowledge.engine.whole(f"{subject}，{heard}")
        of_reason = part.rejection and topic and topic.kind != "rejection"
        if of_reason or not asks_this(knowledge, heard, part, read=topic):
            continue
        if part.choices[0].score >= ALONE and (part.decision == "answer" or stands_alone(part)):
            others = (choice for one in parts for choice in one.choices)
            return (replace(part, text=text, decision="answer", choices=distinct(part.choices[0], *others)),)
        perhaps.append(part.choices[0])
    part = knowledge.engine.whole(THEME + heard)
    clear = len(parts) > 1 or parts[0].decision == "answer" or part.decision == "unknown"
    if clear or (asks_this(knowledge, heard, parts[0]) and not asks_this(knowledge, heard, part)):
        return parts
    return (replace(part, text=text, choices=distinct(part.choices[0], *perhaps, *part.choices[1:])),)


def _subject(knowledge: Knowledge, topic: Topic) -> str:
    """What more may be asked about who has read a topic: the kind of filing of which it tells how that is done
    (小程序怎么备案), else what its button says."""
    kind = knowledge.engine.theme(topic.title).removesuffix(THEME)
    tells_how = bool(kind) and leaves_unsaid(knowledge, topic.title.replace(kind, "").replace(THEME, ""))
    return kind + THEME if tells_how else topic.button


def _themes(knowledge: Knowledge, topic: Topic) -> tuple[str, ...]:
    """The kind of filing that a topic is about, if it is about one alone, and what it is browsed under."""
    matter = matter_of(knowledge, topic)
    return (*((called(knowledge, matter),) if matter else ()), knowledge.groups[topic.group].title)


def distinct(*choices: Choice) -> tuple[Choice, ...]:
    """As many choices as are offered, each topic once."""
    first: dict[str, Choice] = {}
    for choice in choices:
        first.setdefault(choice.topic, choice)
    return tuple(first.values())[:OFFERED]


def asks_this(knowledge: Knowledge, heard: str, part: Part, read: Topic | None = None) -> bool:
    """Whether the first topic of a part was found by what is asked, and not only by what it is asked about: most signs
    of the question stand in the phrasing, those not counted that are in every question; or in the answer itself, where
    it is the one that was just `read`."""
    asked = set(heard) - _IN_EVERY_QUESTION
    if not (asked and part.choices):
        return False

    def holds(told: str, signs: Set[str]) -> bool:
        return 3 * sum(sign in told for sign in signs) >= 2 * len(signs)

    first = part.choices[0]
    of_read = read if read and first.topic == read.id else None
    tells = not of_read or holds(knowledge.engine.normal(of_read.title) + of_read.text, asked - _IN_NO_ANSWER)
    return holds(knowledge.engine.normal(first.phrasing), asked) and tells


def stands_alone(part: Part) -> bool:
    """Whether the first topic of a part is likely, and no other one is."""
    first, second, *_ = *(choice.score for choice in part.choices), 0.0, 0.0
    return first >= ALONE and second <= RIVAL


def _is_notice(knowledge: Knowledge, text: str, parts: tuple[Part, ...], awaited: bool) -> bool:
    """Whether a text was sent to somebody: the person said so, or it has several reasons, or tells one for certain
    without asking anything."""
    reasons = [part for part in parts if part.rejection]
    if len(reasons) > 1 or (reasons and awaited):
        return any(part.choices for part in reasons) or len(text) >= SHORTEST_NOTICE
    return any(part.decision == "answer" for part in reasons) and not wonders(knowledge, text)


def _may_be_notice(knowledge: Knowledge, text: str, parts: tuple[Part, ...]) -> bool:
    """Whether a text that is answered as a whole, but asks nothing, should be taken apart to see whether it tells
    several reasons, more surely than it is about something as a whole."""
    return [part.decision for part in parts] == ["answer"] and not wonders(knowledge, text)


def _score(parts: tuple[Part, ...]) -> float:
    """How sure it is what a text is about, where that is one thing."""
    return parts[0].choices[0].score if len(parts) == 1 and parts[0].choices else 0.0


def _is_certain_of_another(parts: tuple[Part, ...]) -> bool:
    """Whether a text is certainly about something that is no rejection."""
    return any(part.decision == "answer" and not part.rejection and is_certain(part) for part in parts)


def _tells_what(knowledge: Knowledge, part: Part) -> bool:
    """Whether a part certainly tells a reason, and not only that there is one."""
    return part.decision == "answer" and part.rejection and not knowledge.topics[part.choices[0].topic].vague


def is_certain(part: Part) -> bool:
    """Whether the first topic of a part is certainly the right one."""
    return bool(part.choices) and part.choices[0].score >= CERTAIN
