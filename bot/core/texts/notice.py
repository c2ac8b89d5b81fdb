"""Whether a text is a notice: whether it gives reasons, and a reviewer sent them."""

import re
from dataclasses import replace

from bot.core.knowledge import Knowledge
from bot.core.remembering import remembered
from bot.core.texts.asking import asks_last, wonders
from bot.core.texts.clauses import beginnings
from bot.core.texts.meant import is_certain, may_be_reason, tells_what
from bot.core.texts.no_notice import tells_done
from bot.core.texts.reasons import reasons_in
from bot.core.texts.understood import Understood
from bot.core.texts.verdicts import (
    came_back,
    is_blamed,
    is_headed,
    is_told,
    only_returned,
    says_it_came_back,
    tells_why,
    uncounted,
)
from bot.core.texts.wordlists import has
from bot.search import Part
from bot.search.bands import PERHAPS, Choice
from bot.search.index import OFFERED
from bot.search.lists import is_item
from bot.search.notices import has_real_fault, threatens

_SURE_WHOLE, _LIKELY_WHOLE = 0.9, 0.5
"""The least score of a reason, and of another topic, that a whole notice may be about although each of its reasons is
certain."""
_ORDERS = re.compile(
    r"\A请(?!问)[^，,。；;]{0,12}(?:悬挂|标明|修改|更正)|限[^，,。；;]{0,10}(?:整改|改正|处理)|(?:要求|通知|责令|请)[^，,。；;]{0,12}整改|要整改|通知[说讲]"
    r"|(?:网安|网警|民警|派出所|公安)[^，,。；;\s]{0,6}(?:来电|打?电话|上门)[^，,。；;]{0,6}[说讲]"
)
"""Words by which a retold notice shows that it is one: an order to correct something (责令整改), or police who call."""
_ALL_QUOTED = re.compile(r"\A[“「『\"][^“”「」『』\"?？]{4,}[”」』\"][。！!]*\Z")
"""A text that quotes what it says, and says nothing itself."""
_SAID_THERE = re.compile(r"管局[，,\s]+说|备(?:过?案|过)[过了]{0,2}[，,\s]+现在(?:说|要求)")
"""What reviewers told somebody who went there (跑了趟管局 说照片不行), or now demand for an earlier filing
(之前备过，现在要求补授权书)."""


def as_notice(
    knowledge: Knowledge, text: str, parts: tuple[Part, ...], led_in: bool, awaited: bool
) -> Understood | None:
    """Read a text as a notice with its reasons. None: it is no notice. `parts`: the text as read so far. A text with
    weak signs of a notice is taken apart, and is one only if at least two reasons are certain."""
    asks = wonders(knowledge, text)
    notice = _is_notice(parts, asks, awaited) or tells_why(knowledge, text)
    again = says_it_came_back(knowledge, text) and has(knowledge, text, "words-again")
    returned = led_in or ((again or threatens(text)) and not asks)
    begins = came_back(knowledge, text) and all(map(may_be_reason, parts))
    ordered = bool(_ORDERS.search(text)) and not asks
    told_by = is_told(knowledge, text) and not asks_last(text)
    about_one = len(parts) == 1 and not asks and (parts[0].decision == "answer" or parts[0].rejection)
    if not (notice or returned or begins or ordered or told_by or about_one):
        return None
    reasons = reasons_in(knowledge, uncounted(text))
    told = [reason for reason in reasons if tells_what(knowledge, reason)]
    notice = notice or (returned and bool(told)) or ((begins or ordered) and any(map(is_certain, told)))
    notice = notice or (begins and not asks and _tells_fault_behind(knowledge, text, parts))
    if notice and len(reasons) == 1:
        reasons = (_with_rivals(reasons[0], parts),)
    least = parts[0].choices[0].score if len(parts) == 1 and parts[0].choices else 0.0
    surer = [reason for reason in reasons if is_certain(reason) and reason.choices[0].score > least]
    if not notice and sum(not tells_done(knowledge, reason.text) for reason in surer) < 2:
        return None
    return Understood(reasons, True, _rivals(knowledge, uncounted(text), reasons))


def _is_notice(parts: tuple[Part, ...], asks: bool, awaited: bool) -> bool:
    """Tell whether a text was sent to somebody: it has a reason and was awaited, it has several, or it has one for
    certain and asks nothing."""
    reasons = [part for part in parts if part.rejection]
    several_or_awaited = len(reasons) > 1 or (bool(reasons) and awaited)
    return several_or_awaited or (any(part.decision == "answer" for part in reasons) and not asks)


def _tells_fault_behind(knowledge: Knowledge, text: str, parts: tuple[Part, ...]) -> bool:
    """Tell whether a text only says that something came back and, behind that, a fault that resembles some reason, be
    it unclear which (退回 名字不行)."""
    behind = [text[len(head) :] for head in beginnings(text) if only_returned(knowledge, head)]
    faults = [one for one in behind if has_real_fault(one) and not has(knowledge, one, "words-no-fault")]
    like = any(one.choices and not knowledge.topics[one.choices[0].topic].vague for one in parts)
    return like and any("我" not in one for one in faults)


def _with_rivals(reason: Part, parts: tuple[Part, ...]) -> Part:
    """Return the only reason of a notice, with the other topics that the text may be about."""
    known = {choice.topic for choice in reason.choices}
    rivals = (choice for part in parts for choice in part.choices if choice.topic not in known)
    return replace(reason, choices=(*reason.choices, *rivals)[:OFFERED])


def _rivals(knowledge: Knowledge, text: str, reasons: tuple[Part, ...]) -> Part | None:
    """Return a whole notice as a choice between topics that none of its reasons tells; None: there is only one reason,
    or no such topic that says what is wrong. One reason in many words may have been cut into pieces that seem to tell
    others, though hardly if each of them is certain."""
    if len(reasons) == 1:
        return None
    whole = knowledge.engine.whole(knowledge.engine.reading(text).text)
    told = {reason.choices[0].topic for reason in reasons if reason.decision != "unknown"}
    sure = all(map(is_certain, reasons))

    def may_be(one: Choice) -> bool:
        topic = knowledge.topics[one.topic]
        least = (_SURE_WHOLE if topic.kind == "rejection" else _LIKELY_WHOLE) if sure else PERHAPS
        return one.score >= least and one.topic not in told and not topic.vague

    rivals = tuple(filter(may_be, whole.choices))
    return replace(whole, decision="choose", choices=rivals) if rivals and whole.decision != "unknown" else None


@remembered
def was_sent(knowledge: Knowledge, text: str, reasons: tuple[Part, ...]) -> bool:
    """Tell whether a text with recognised reasons came from a reviewer: it says so or who sent it; it is a quotation;
    it demands, threatens or blames; it is an item of a list; or it has several reasons and quotes them or lacks 我.
    Reasons that can all come after approval, and some only then, may be what the writer sees
    (网站打不开了显示未备案)."""
    if says_it_came_back(knowledge, text) or has(knowledge, text, "words-sent") or _SAID_THERE.search(text):
        return True
    if _ALL_QUOTED.match(text.strip()):
        return True
    if is_blamed(knowledge, text) or threatens(text) or is_headed(knowledge, text):
        return True
    stages = [knowledge.topics[part.choices[0].topic].stages for part in reasons if part.choices]
    seen = all("after" in one for one in stages) and ("after",) in stages
    return is_item(text) or (len(reasons) > 1 and (is_told(knowledge, text) or not (seen or "我" in text)))
