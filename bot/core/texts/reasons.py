"""The reasons that a notice gives."""

import re
from dataclasses import replace

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.texts.meant import is_certain, stands_alone
from bot.core.texts.vague import usual_for_field
from bot.core.texts.wordlists import empty_without, has
from bot.search import Part
from bot.search.bands import Choice
from bot.search.normalise import clean
from bot.search.notices import HEADING, tells_fault

UNEXPLAINED = "reject-no-reason-given"
"""The topic of a rejection that gives no reason."""
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
_SERVER_EXPIRES = re.compile(
    r"\A(?!.*(?:域名|证件|身份证|执照)[^，,。；;]{0,8}(?:到期|过期|有效期|期限|不足)).*服务器[^，,。；;]{0,8}(?:到期|过期|有效期|期限)",
    re.DOTALL,
)
"""A server that is about to expire, and neither a domain nor an identity paper that is."""
_MEANT_BESIDE = (
    ("reject-domain-validity-short", "reject-server-not-eligible", _SERVER_EXPIRES),
    ("reject-person-not-legal-rep", "reject-no-authorization-letter", _WANTS_LETTER),
    ("reject-false-info", "reject-info-outdated", _ONLY_OLD),
)
"""Reasons as read, the reasons that they mean instead, and what the text must say for that."""
_TO_MEND = re.compile("请|限|逾期|否则")
"""Words that begin the demand to correct what is wrong."""


@remembered
def reasons_in(knowledge: Knowledge, text: str) -> tuple[Part, ...]:
    """Return the reasons that a notice gives. A vague one (限期整改) gives way to the fault it names
    (经核查，网站无法访问，限期整改), if that fault is certain, or, beside other reasons, likely. Beside other reasons
    even an unlikely fault becomes choices, since the vague reason counts for nothing there. Beside a reason, what only
    says that it came back (操作：重新提交) is none."""
    reasons = knowledge.engine.reasons(text)
    alone = len(reasons) == 1
    every = (_faults_named(knowledge, reason, text if alone else reason.text, alone) for reason in reasons)
    named = tuple(fault for faults in every for fault in faults)
    told = tuple(one for one in named if not (one.choices and one.choices[0].topic == UNEXPLAINED))
    if any(one.decision == "answer" for one in told):
        named = told
    # What an inspection or the police object to has reasons of its own.
    by_others = has(knowledge, text, "words-found-after", "sender-words-police")
    found = _beside_the_rest(text, named)
    return found if by_others else tuple(_not_only_field(knowledge, reason) for reason in found)


def _beside_the_rest(text: str, reasons: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return reasons as they are meant beside the rest of the text (`_MEANT_BESIDE`). If only a letter of authorisation
    is wanted, the person in charge may stay. What is called untrue is only out of date if there is time to change it,
    or if it was only not changed."""
    for told_as, meant, tells in _MEANT_BESIDE:
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


def _faults_named(knowledge: Knowledge, reason: Part, text: str, alone: bool) -> tuple[Part, ...]:
    """Return the faults that a text names in place of this `reason`, if the reason is vague. One of the faults has to
    be certain if the reason is `alone`. Beside others a likely one is enough, and less sure ones become choices. The
    heading of a notice (未通过初审，驳回原因：) names none."""
    vague = reason.choices and knowledge.topics[reason.choices[0].topic].vague
    heads = any(found.end() == len(text) for found in HEADING.finditer(text))
    if heads or not (vague and tells_fault(text)):
        return (reason,)
    all_vague = frozenset(id for id, topic in knowledge.topics.items() if topic.vague)
    named = knowledge.engine.reasons(text, all_vague)
    is_enough = is_certain if alone else stands_alone
    if any(one.decision == "answer" and is_enough(one) for one in named):
        return named
    beside = not alone and tells_fault(_TO_MEND.split(reason.text)[0])
    return tuple(replace(one, decision="choose") if one.choices else one for one in named) if beside else (reason,)


def _not_only_field(knowledge: Knowledge, reason: Part) -> Part:
    """Return a reason as choices if it only names a paper that came back (身份证被退了), or says that a field is not
    right (主体信息有误): what is wrong is unsaid."""
    if usual := usual_for_field(knowledge, reason.text):
        return replace(reason, decision="choose", choices=usual)
    keys = ("words-of-papers", "words-returned", "words-returned-around")
    if reason.decision != "answer" or not empty_without(knowledge, clean(reason.text), *keys):
        return reason
    others = reason.choices if len(reason.choices) > 1 else knowledge.engine.whole(reason.text).choices
    return replace(reason, decision="choose", choices=others) if len(others) > 1 else reason
