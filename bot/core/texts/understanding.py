"""How a typed text is understood: as questions, or as a notice that is taken apart into its reasons. The conversation,
`ask` and everything that is measured use it; `answering` and `pasted` act on the result."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from bot.core.knowledge import Knowledge, Topic
from bot.core.remembering import remembered
from bot.core.texts.asker import CLOUDS, names_of, of_any_firm
from bot.core.texts.asking import (
    asks_how,
    asks_last,
    asks_surely,
    asks_to_mend,
    leaves_unsaid,
    told_and_asked,
    wondering,
    wonders,
)
from bot.core.texts.clauses import SENTENCE_SIGNS, SIGNS
from bot.core.texts.meant import (
    ELSEWHERE,
    as_one,
    asked_at_last,
    is_answered,
    is_certain,
    may_be_reason,
    stands_alone,
    tells_what,
    with_what_is_meant,
    without_echoes,
)
from bot.core.texts.no_notice import is_small_talk, tells_done, tells_none
from bot.core.texts.suffixes import asks_listed_suffix, asks_other_suffix
from bot.core.texts.taken_for import (
    TOLD_ALONE,
    as_named,
    asks_as_citizen_abroad,
    asks_for_stopgap,
    asks_how_long_there,
    asks_if_not_cancelled,
    asks_if_not_changed,
    asks_if_not_shown,
    asks_who_answers,
    at_home,
    of_other_office,
    of_person_left,
    of_recorded_kind,
    of_same_kind,
    of_shop,
    said_for,
    sent_on,
    shop_wants_number,
    tells_new_code,
    tells_only,
    untold,
)
from bot.core.texts.verdicts import (
    calls_in_vain,
    came_back,
    is_blamed,
    is_headed,
    is_told,
    lures,
    of_this_time,
    only_returned,
    opens_as_notice,
    says_it_came_back,
    tells_why,
    uncounted,
    was_not_called,
)
from bot.core.texts.whats_filed import by_reasons_alone
from bot.core.texts.wordlists import empty_without, has, has_only, listed, without
from bot.search import Part
from bot.search.bands import PERHAPS, Choice
from bot.search.breaths import in_breaths
from bot.search.engine import THEME
from bot.search.index import OFFERED
from bot.search.lists import is_item
from bot.search.normalise import clean
from bot.search.notices import cause_last, tells_fault, threatens

UNEXPLAINED = "reject-no-reason-given"
"""The topic of a rejection that gives no reason."""
_BY_WORDS: tuple[tuple[str, Callable[[Knowledge, str], bool]], ...] = (
    ("sms-fake", lures),
    ("faq-contact-lines", calls_in_vain),
    ("faq-call-from-reviewer", was_not_called),
    ("change-credit-code", tells_new_code),
    ("concept-empty-shell", asks_if_not_cancelled),
    ("change-overview", asks_if_not_changed),
    ("after-hang-number", asks_if_not_shown),
    ("concept-subject-person", asks_who_answers),
    ("time-by-province", asks_how_long_there),
    ("faq-bypass-filing", asks_for_stopgap),
    *((topic, partial(tells_only, kinds=kinds)) for topic, kinds in TOLD_ALONE.items()),
    ("faq-agent", partial(tells_only, kinds=(("friend", "words-for-friend"),))),
    ("app-overseas-developer", asks_as_citizen_abroad),
    ("domain-suffix-list", asks_listed_suffix),
    ("domain-suffix-not", asks_other_suffix),
    (ELSEWHERE, of_shop),
    ("app-store-demands-number", shop_wants_number),
)
"""The topics that a text is surely about by its words alone, each with its test."""
LONGEST_ASKED = 400
"""The most characters of a text in which questions beside a notice are looked for. 4,096 would take 50 ms."""
SHORTEST_NOTICE = 12
"""The fewest characters of a text that counts as an awaited notice although nothing in it is recognised."""

_ASIDE = re.compile(
    r"(?<=[。！!？?；;\n])|(?<![，,\s])[，,\s]++(?=另外|还有|顺便|想问|请问|再问|对了)|(?=请问(?!题))|(?=那我[怎要该])"
)
"""The places where a message may go on with something else."""
_DEMANDS = re.compile("请(?![问教])|贵[公司单]")
_ORDERS = re.compile(
    r"\A请(?!问)[^，,。；;]{0,12}(?:悬挂|标明|修改|更正)|限[^，,。；;]{0,10}(?:整改|改正|处理)|(?:要求|通知|责令|请)[^，,。；;]{0,12}整改|要整改|通知[说讲]"
    r"|(?:网安|网警|民警|派出所|公安)[^，,。；;\s]{0,6}(?:来电|打?电话|上门)[^，,。；;]{0,6}[说讲]"
)
"""Words by which a retold notice shows that it is one: an order to correct something (责令整改), or police who call."""


_WANTS_LETTER = re.compile(
    r"\A(?!.*(?:[；;\n]|(?:网站|服务)负责人|[须应][为由是]|必须|更换|换成|改[为成]|只能|[不无未]\w{0,4}授权书?(?:他人|别人|委托)"
    r"|授权书?\w{0,4}(?:无效|不[予被认行可接])))"
    r".*(?:[请需要补让][^。]{0,16}授权书|[没缺未无][^，,。]{0,8}授权书)"
)
"""A demand for a letter of authorisation that does not ask for another person in charge."""
_ONLY_OLD = re.compile(
    r"\A(?!.*(?:证件|证照|公章|签字|伪造|冒用|材料|假章))"
    r".*(?:限期[^，,。；;]{0,8}[改整]|[\d一二三五七十]{1,3}个?(?:工作)?[天日][之以]?[内里][^，,。；;]{0,8}[改整更]|不[改整]\w{0,3}就"
    r"|(?:就是|其实|只是|不过)[^。；;]{0,12}(?:电话|手机|地址|邮箱|号码|名[字称])[^。；;]{0,6}(?:[写填弄]错|没[改换更]|[老旧]的|忘))",
    re.DOTALL,
)
"""An order to change something within a time (限期整改), or a detail that was mistyped or not updated (只是电话没改);
nothing of papers, seals or forgery."""
_SAID_THERE = re.compile(r"管局[，,\s]+说|备(?:过?案|过)[过了]{0,2}[，,\s]+现在(?:说|要求)")
"""What reviewers told somebody who went there (跑了趟管局 说照片不行), or now demand for an earlier filing
(之前备过，现在要求补授权书)."""
_NOT_MINE_NOW, _SOON = ("words-other-people", "words-hearsay", "words-no-verdict", "words-would-be"), "快"
"""The word lists for what concerns others or only may be so, and the word for what is to come."""
_AS_OTHERS = re.compile("[跟和与同](?:别人|别家|人家|同行)")
"""Others with whom something of one's own is the same (站名跟别人重了). The text is still about the writer."""
_OF_SERVER = re.compile(
    r"\A(?!.*(?:域名|证件|身份证|执照)[^，,。；;]{0,8}(?:到期|过期|有效期|期限|不足)).*服务器[^，,。；;]{0,8}(?:到期|过期|有效期|期限)",
    re.DOTALL,
)
"""A server that is about to expire, and neither a domain nor an identity paper that is."""
_MEANT = (
    ("reject-domain-validity-short", "reject-server-not-eligible", _OF_SERVER),
    ("reject-person-not-legal-rep", "reject-no-authorization-letter", _WANTS_LETTER),
    ("reject-false-info", "reject-info-outdated", _ONLY_OLD),
)
"""Reasons as read, the reasons that they mean instead, and what the text must say for that."""
_TO_MEND = re.compile("请|限|逾期|否则")
"""Words that begin the demand to correct what is wrong."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a text is about.

    - `parts`: its questions in order; with `notice`, the reasons of a rejection.
    - `rivals`: what a notice with several reasons may be about as a whole, as choices.
    - `unsaid`: the text asks without saying about what.
    - `told`, `asked`: the notice in the text, and the questions beside it. Empty unless the text has both.
    """

    parts: tuple[Part, ...]
    notice: bool
    rivals: Part | None = None
    unsaid: bool = False
    told: str = ""
    asked: tuple[Part, ...] = ()

    @property
    def shown(self) -> tuple[Part, ...]:
        """All parts that people are shown."""
        shown = (*self.parts, *self.asked)
        return (*shown, self.rivals) if self.rivals else shown

    @property
    def others(self) -> tuple[Choice, ...]:
        """The topics that a notice may be about besides its reasons."""
        if self.rivals:
            return self.rivals.choices
        return self.parts[0].choices[1:] if len(self.parts) == 1 else ()


@remembered
def understand(knowledge: Knowledge, text: str, *, awaited: bool = False, topic: str = "") -> Understood:
    """Read a masked text. `awaited`: the person was asked for a notice, so a mere account of what is wrong counts as
    one. `topic`: the id of the topic that they read last ("": none), about which they may ask without naming it."""
    if (told := cause_last(text)) != text:
        return understand(knowledge, told, awaited=awaited, topic=topic)
    this_time = of_this_time(knowledge, text)
    if places := said_for(knowledge, this_time):
        plain, pieces = _put(this_time, places)
        read = understand(knowledge, plain, awaited=awaited, topic=topic)
        return replace(read, parts=_as_written(read.parts, plain, pieces))
    for topic_of, tells in _BY_WORDS:
        if topic_of in knowledge.topics and tells(knowledge, text):
            read = _surely_about(knowledge.topics[topic_of], text)
            return replace(read, notice=read.notice and knowledge.engine.speaks_of_rejection(text))
    if told := _told_before_what_to_do(knowledge, text):
        read = understand(knowledge, told, awaited=awaited, topic=topic)
        if read.notice and len(read.parts) > 1 and not read.rivals:
            return read
    is_none = tells_none(knowledge, text)
    text = by_reasons_alone(knowledge, this_time)
    awaited = (awaited or is_blamed(knowledge, text)) and not is_none and not is_small_talk(knowledge, text)
    plain = of_any_firm(knowledge, text)
    parts = _read(knowledge, text, plain, awaited)
    if is_none:
        return Understood(tuple(_not_as_reason(knowledge, part) for part in parts), notice=False)
    if UNEXPLAINED in knowledge.topics and only_returned(knowledge, text) and not any(map(_is_question, parts)):
        return _surely_about(knowledge.topics[UNEXPLAINED], text)
    led_in = opens_as_notice(knowledge, in_breaths(text))
    if not led_in:
        asked = _told_and_asked(knowledge, text) or (_asked_instead(knowledge, text, topic) if awaited else None)
        if asked:
            return asked
    return _as_notice(knowledge, plain, parts, led_in, awaited) or _of_questions(knowledge, text, parts, topic)


def _told_before_what_to_do(knowledge: Knowledge, text: str) -> str:
    """Return several faults that a text tells before it only asks what to do about them (域名没实名，名称重复了，咋办).
    "" for any other text, and where the faults are possible, to come, or of others."""
    told, asks = told_and_asked(text) if len(text) <= LONGEST_ASKED else ("", False)
    several = sum(map(bool, SENTENCE_SIGNS.split(told.replace(" ", "，")))) > 1
    only_how = asks and several and asks_how(knowledge, text[len(told) :])
    of_mine = only_how and not has(knowledge, _AS_OTHERS.sub("", text), *_NOT_MINE_NOW) and _SOON not in told
    return told if of_mine and not wonders(knowledge, told) else ""


def _surely_about(topic: Topic, text: str) -> Understood:
    """Return a text as one part that is surely about this topic."""
    rejection = topic.kind == "rejection"
    return Understood((Part(text, rejection, "answer", (Choice(topic.id, 1.0, text),), 1.0, text),), notice=rejection)


def _read(knowledge: Knowledge, text: str, plain: str, awaited: bool) -> tuple[Part, ...]:
    """Read the parts of a text. `plain`: the text without whose firm it is and of which trade. What only another office
    records, or what names a kind of filing, is about that, unless it may be a reason."""
    parts = knowledge.engine.read(plain, rejection=awaited)
    if plain != text and len(parts) == 1:
        parts = (replace(parts[0], text=text),)
    if awaited:
        return parts
    parts = tuple(sent_on(knowledge, part) for part in parts)
    if knowledge.engine.speaks_of_rejection(text):
        return of_other_office(knowledge, parts)
    parts = as_named(knowledge, of_other_office(knowledge, at_home(knowledge, parts)))
    return tuple(of_recorded_kind(knowledge, untold(knowledge, part)) for part in of_person_left(knowledge, parts))


def _put(text: str, places: list[tuple[int, int, str]]) -> tuple[str, list[tuple[str, str]]]:
    """Return a text with other words at these places, and its pieces, each as written and as read."""
    pieces, at = list[tuple[str, str]](), 0
    for start, end, meant in places:
        pieces += [(sign, sign) for sign in text[at:start]] + [(text[start:end], meant)]
        at = end
    pieces += [(sign, sign) for sign in text[at:]]
    return "".join(read for _, read in pieces), pieces


def _as_written(parts: tuple[Part, ...], plain: str, pieces: list[tuple[str, str]]) -> tuple[Part, ...]:
    """Return parts with the words as they were written in place of the words that were read."""
    written = [said if not place else "" for said, read in pieces for place in range(len(read))]
    found, at = list[Part](), 0
    for part in parts:
        start = max(plain.find(part.text, at), 0)
        at = start + len(part.text) if plain.startswith(part.text, start) else at
        whole = at > start or not part.text
        found.append(replace(part, text="".join(written[start:at])) if whole and at else part)
    return tuple(found)


def _asked_instead(knowledge: Knowledge, text: str, topic: str) -> Understood | None:
    """Return what somebody asks in place of the notice they were asked for. None: the text may be a notice."""
    if len(text) > LONGEST_ASKED:
        return None
    if asks_surely(knowledge, text) and (asked := _asked(knowledge, text)):
        return Understood(asked, notice=False)
    return _of_questions(knowledge, text, knowledge.engine.read(text), topic) if _only_asks(knowledge, text) else None


def _as_notice(
    knowledge: Knowledge, text: str, parts: tuple[Part, ...], led_in: bool, awaited: bool
) -> Understood | None:
    """Read a text as a notice with its reasons. None: it is no notice. `parts`: the text as read so far. A text with
    weak signs of a notice is taken apart, and is one only if at least two reasons are certain."""
    asks = wonders(knowledge, text)
    notice = _is_notice(parts, len(text), asks, awaited) or tells_why(knowledge, text)
    again = says_it_came_back(knowledge, text) and has(knowledge, text, "words-again")
    returned = led_in or ((again or threatens(text)) and not asks)
    begins = came_back(knowledge, text) and all(map(may_be_reason, parts))
    ordered = bool(_ORDERS.search(text)) and not asks
    told_by = is_told(knowledge, text) and not asks_last(text)
    about_one = len(parts) == 1 and not asks and (parts[0].decision == "answer" or parts[0].rejection)
    if not (notice or returned or begins or ordered or told_by or about_one):
        return None
    reasons = tuple(_told_as(knowledge, reason) for reason in reasons_in(knowledge, uncounted(text)))
    told = [reason for reason in reasons if tells_what(knowledge, reason)]
    notice = notice or (returned and bool(told)) or ((begins or ordered) and any(map(is_certain, told)))
    if notice and len(reasons) == 1:
        reasons = (_with_rivals(reasons[0], parts),)
    least = parts[0].choices[0].score if len(parts) == 1 and parts[0].choices else 0.0
    surer = [reason for reason in reasons if is_certain(reason) and reason.choices[0].score > least]
    if not notice and sum(not tells_done(knowledge, reason.text) for reason in surer) < 2:
        return None
    whole = knowledge.engine.whole(knowledge.engine.reading(uncounted(text)).text)
    return Understood(reasons, True, _rivals(whole, reasons))


@remembered
def reasons_in(knowledge: Knowledge, text: str) -> tuple[Part, ...]:
    """Return the reasons that a notice gives. A vague one (限期整改) gives way to the fault it names
    (经核查，网站无法访问，限期整改), if that fault is certain, or, beside other reasons, likely. Beside other reasons
    even an unlikely fault becomes choices, since the vague reason counts for nothing there. Beside a reason, what only
    says that it came back (操作：重新提交) is none."""
    reasons = knowledge.engine.reasons(text)
    if len(reasons) == 1:
        return _as_meant(text, _named(knowledge, reasons[0], text, is_certain))
    named = tuple(one for reason in reasons for one in _named(knowledge, reason, reason.text, stands_alone))
    told = tuple(one for one in named if not (one.choices and one.choices[0].topic == UNEXPLAINED))
    return _as_meant(text, told if any(one.decision == "answer" for one in told) else named)


def _as_meant(text: str, reasons: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return reasons as they are meant beside the rest of the text (`_MEANT`). If only a letter of authorisation is
    wanted, the person in charge may stay. What is called untrue is only out of date if there is time to change it, or
    if it was only not changed."""
    for told_as, meant, tells in _MEANT:
        told = [
            part
            for part in reasons
            if (part.choices and part.choices[0].topic in (told_as, meant))
            or (part.decision != "answer" and tells.search(part.text))
        ]
        if tells.search(text) and any(part.choices and part.choices[0].topic == told_as for part in told):
            whole = "".join(part.text for part in told)
            one = replace(told[0], text=whole, rejection=True, decision="answer", choices=(Choice(meant, 1.0, whole),))
            reasons = tuple(one if part is told[0] else part for part in reasons if part is told[0] or part not in told)
    return reasons


def _named(knowledge: Knowledge, reason: Part, text: str, is_enough: Callable[[Part], bool]) -> tuple[Part, ...]:
    """Return the faults that a text names in place of this `reason`, if the reason is vague. `is_enough`: how sure one
    of the faults has to be. Less sure ones become choices where the reason is one of several."""
    vague = reason.choices and knowledge.topics[reason.choices[0].topic].vague
    if not (vague and tells_fault(text)):
        return (reason,)
    all_vague = frozenset(id for id, topic in knowledge.topics.items() if topic.vague)
    named = knowledge.engine.reasons(text, all_vague)
    if any(one.decision == "answer" and is_enough(one) for one in named):
        return named
    beside = is_enough is stands_alone and tells_fault(_TO_MEND.split(reason.text)[0])
    return tuple(replace(one, decision="choose") if one.choices else one for one in named) if beside else (reason,)


def _of_questions(knowledge: Knowledge, text: str, parts: tuple[Part, ...], topic: str) -> Understood:
    """Return what is asked in a text, read as `parts`, that is no notice. `topic`: the id of the one read last."""
    read = knowledge.topics.get(topic)
    if read and read.kind == "rejection" and asks_to_mend(knowledge, text):
        return replace(_surely_about(read, text), notice=False, unsaid=True)
    question = without(text, listed(knowledge, "words-sent-by"))
    clouds = names_of(knowledge, CLOUDS) if read else ()
    question = without(question, (*clouds, *(f"在{cloud}" for cloud in clouds)))
    unsaid = leaves_unsaid(knowledge, question)
    if unsaid:
        alone = len(parts) == 1 and read is None and THEME not in question
        first, *more = knowledge.engine.read(THEME + question) if alone else parts
        if alone and more:  # several questions, none of them surely ours by itself (多少钱 几天)
            parts = (replace(first, text=first.text.removeprefix(THEME)), *more)
        else:
            parts = with_what_is_meant(knowledge, text, question, parts, read)
    elif asked := asked_at_last(knowledge, text, parts):
        parts = asked
    parts = as_one(knowledge, text, of_same_kind(knowledge, without_echoes(parts)))
    return Understood(parts, notice=False, unsaid=unsaid)


def _only_asks(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text asks and tells no reason, so that an awaited notice is not it. The words before 怎么 count as
    told (电话没接到怎么办), unless they only name a paper."""
    if _DEMANDS.search(text):
        return False
    clauses = [told_and_asked(clause) for clause in SENTENCE_SIGNS.split(in_breaths(text).replace(" ", "，"))]
    told = "，".join(told for told, _ in clauses if not has_only(knowledge, clean(told), "words-of-papers"))
    reasons = knowledge.engine.read(told, rejection=True) if told else ()
    return any(asks for _, asks in clauses) and not any(one.rejection and one.decision == "answer" for one in reasons)


def _told_and_asked(knowledge: Knowledge, text: str) -> Understood | None:
    """Split a text that tells what came back and why, and asks besides. What to do about the notice is no question
    here, since the plan tells it. None: any other text, one about others, and one in English."""
    if (
        len(text) > LONGEST_ASKED
        or text.isascii()
        or not (says_it_came_back(knowledge, text) and wonders(knowledge, text))
    ):
        return None
    told, asked, asks = "", list[Part](), False
    for piece in filter(str.strip, _ASIDE.split(text)):
        head, question = _before_question(knowledge, piece)
        told += head
        asks = asks or bool(question)
        _, rest = wondering(knowledge, question)
        asked += _asked(knowledge, question) if rest and not leaves_unsaid(knowledge, question) else ()
    told = told.rstrip(" ，,")
    if not (asks and came_back(knowledge, told)) or has(knowledge, told, "words-other-people", "words-hearsay"):
        return None
    read = understand(knowledge, told)
    why = any(is_certain(part) and tells_what(knowledge, part) for part in read.parts)
    return replace(read, told=told, asked=tuple(asked)) if read.notice and (why or asked) else None


def _before_question(knowledge: Knowledge, text: str) -> tuple[str, str]:
    """Split a text before the clauses with which it asks at its end. Without signs, spaces separate the clauses."""
    end, signs = len(text), SENTENCE_SIGNS if SENTENCE_SIGNS.search(text) else SIGNS
    for sign in reversed([0, *(sign.end() for sign in signs.finditer(text))]):
        clause = text[sign:end]
        if clean(clause) and not (told_and_asked(clause)[1] or asks_surely(knowledge, clause)):
            break
        end = sign
    return text[:end], text[end:]


@remembered
def was_sent(knowledge: Knowledge, text: str, reasons: tuple[Part, ...]) -> bool:
    """Tell whether a text with recognised reasons came from a reviewer: it says so or who sent it; it demands,
    threatens or blames; it is an item of a list; or it has several reasons and quotes them or lacks 我. Reasons that
    can all come after approval, and some only then, may be what the writer sees (网站打不开了显示未备案)."""
    if says_it_came_back(knowledge, text) or has(knowledge, text, "words-sent") or _SAID_THERE.search(text):
        return True
    if is_blamed(knowledge, text) or threatens(text) or is_headed(knowledge, text):
        return True
    stages = [knowledge.topics[part.choices[0].topic].stages for part in reasons if part.choices]
    seen = all("after" in one for one in stages) and ("after",) in stages
    return is_item(text) or (len(reasons) > 1 and (is_told(knowledge, text) or not (seen or "我" in text)))


def _told_as(knowledge: Knowledge, reason: Part) -> Part:
    """Return a reason as choices if it only names a paper that came back (身份证被退了): what is wrong is unsaid."""
    keys = ("words-of-papers", "words-returned", "words-returned-around")
    if reason.decision != "answer" or not empty_without(knowledge, clean(reason.text), *keys):
        return reason
    others = reason.choices if len(reason.choices) > 1 else knowledge.engine.whole(reason.text).choices
    return replace(reason, decision="choose", choices=others) if len(others) > 1 else reason


def _not_as_reason(knowledge: Knowledge, part: Part) -> Part:
    """Return a part that wrongly looks like a reason as one about its other topics."""
    if not part.rejection:
        return part
    others = tuple(choice for choice in part.choices if knowledge.topics[choice.topic].kind != "rejection")
    return replace(part, rejection=False, decision="choose" if len(others) > 1 else "unknown", choices=others)


@remembered
def asked_besides(knowledge: Knowledge, text: str) -> tuple[Part, ...]:
    """Return the questions in the caption of a file (帮我看看，备案要多久). (): it asks nothing, or not for certain."""
    return _asked(knowledge, text) if len(text) <= LONGEST_ASKED and wonders(knowledge, text) else ()


def _asked(knowledge: Knowledge, text: str) -> tuple[Part, ...]:
    """Return the parts of a text if all of them are certain questions, else ()."""
    parts = knowledge.engine.read(text)
    return parts if all(map(_is_question, parts)) else ()


def _is_question(part: Part) -> bool:
    """Tell whether a part is certainly about a topic that is no rejection."""
    return part.decision == "answer" and not part.rejection and is_certain(part)


def _with_rivals(reason: Part, parts: tuple[Part, ...]) -> Part:
    """Return the only reason of a notice, with the other topics that the text may be about."""
    known = {choice.topic for choice in reason.choices}
    rivals = (choice for part in parts for choice in part.choices if choice.topic not in known)
    return replace(reason, choices=(*reason.choices, *rivals)[:OFFERED])


def _rivals(whole: Part, reasons: tuple[Part, ...]) -> Part | None:
    """Return a whole notice as a choice between topics that none of its reasons tells; None: there is only one reason,
    or no such topic. One reason in many words may have been cut into pieces that seem to tell others."""
    told = {reason.choices[0].topic for reason in reasons if reason.decision != "unknown"}
    rivals = tuple(one for one in whole.choices if one.score >= PERHAPS and one.topic not in told)
    if len(reasons) == 1 or whole.decision == "unknown" or not rivals:
        return None
    return replace(whole, decision="choose", choices=rivals)


def _is_notice(parts: tuple[Part, ...], length: int, asks: bool, awaited: bool) -> bool:
    """Tell whether a text was sent to somebody: it has a reason and was awaited, it has several, or it has one for
    certain and asks nothing."""
    reasons = [part for part in parts if part.rejection]
    if len(reasons) > 1 or (reasons and awaited):
        return any(part.choices for part in reasons) or length >= SHORTEST_NOTICE
    return any(part.decision == "answer" for part in reasons) and not asks


def is_surely_known(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text is a rejection, or is certainly about a topic."""
    read = understand(knowledge, text)
    return read.notice or any(is_answered(part) and is_certain(part) for part in read.parts)
