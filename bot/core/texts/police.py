"""Whether a notice is about the filing with the police, who review it apart from the ICP filing."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.core.kinds import REVIEWERS
from bot.core.knowledge import Knowledge
from bot.core.texts.clauses import BESIDES, in_sayings
from bot.core.texts.verdicts import says_it_came_back
from bot.core.texts.wordlists import has
from bot.search import Part
from bot.search.bands import Choice
from bot.search.lists import is_item
from bot.search.normalise import clean
from bot.search.parts import COLONS

POLICE_PREFIX = "reject-police-"
"""The beginning of the ids of all reasons of the police filing."""
POLICE_RETURNED = "reject-police-returned"
"""The one reason for whatever the police send back."""
_POLICE_NUMBER = re.compile(r"公安(?:联网)?备案(?:编?号|图标|标识|标志)")
"""What a site shows of the police filing. Others, too, want it there."""
_VOUCHED = re.compile(
    r"公安(?:机关|部门?|[局厅]|派出所)?所?(?:签发|颁发|核发|出具|开具|制发)(?!的?(?:联网)?备案)"
    r"|公安(?:机关|部门?|[局厅]|系统|库|那边)?(?:查询?|比对|核对|核验)[^，,。；;]?不(?:到|上|了|出|符|一致|匹配)"
)
"""Words that the police issued a paper, or do not confirm its data. Reviewers hold that against what was filed."""
_UNDONE = re.compile(r"(?:因|[未没无缺先])[^，,公]{0,6}公安|公安[^，,]{0,6}[未没](?:办|做|备|弄|交|挂|提交)")
"""Words that the police filing was not done. Reviewers send back an order for it."""


def is_from_police(text: str, parts: Sequence[Part], knowledge: Knowledge) -> bool:
    """Tell whether a text is only about the police filing.

    It begins with the police, or its first verdict is theirs and is neither an item of a list nor an addition. Neither
    its heading nor any verdict is about the ICP order.
    """
    said = in_sayings(text) if names_police(text, knowledge) else ()
    if not said:
        return False
    first = said[0]
    verdicts = [one for one in said if says_it_came_back(knowledge, one)]
    heads = verdicts if not first.endswith(COLONS) else [first, *verdicts]
    if any(_is_of_order(one, knowledge) for one in heads):
        return False
    if _is_of_police(first, knowledge):
        told = any(part.choices[0].topic == POLICE_RETURNED for part in parts if part.choices)
        return bool(verdicts) or first.endswith(COLONS) or told
    besides = not verdicts or is_item(verdicts[0]) or BESIDES.search(verdicts[0])
    return not besides and _is_of_police(verdicts[0], knowledge)


def refused_besides(text: str, parts: Sequence[Part], knowledge: Knowledge) -> list[Part]:
    """Return a part for what the police sent back, if a text tells it besides the reasons of an order and no part does.
    Alone it is no reason, and is not read."""
    read = any(part.choices[0].topic.startswith(POLICE_PREFIX) for part in parts if part.choices)
    if read or not names_police(text, knowledge):
        return []
    told = (one for one in in_sayings(text) if _is_of_police(one, knowledge) and says_it_came_back(knowledge, one))
    return [Part(one, True, "answer", (Choice(POLICE_RETURNED, 1.0, one),), 1.0, one) for one in told][:1]


def as_theirs(parts: Sequence[Part]) -> list[Part]:
    """Return the parts of what the police sent back, as told by somebody who does not name them."""
    return [
        replace(part, rejection=True, decision="answer", choices=(Choice(POLICE_RETURNED, 1.0, part.text),))
        for part in parts
    ]


def _is_of_police(text: str, knowledge: Knowledge) -> bool:
    """Tell whether a clause is about the police or their filing, and does not say that it was not done."""
    return names_police(text, knowledge) and not (_UNDONE.search(text) or _is_of_order(text, knowledge))


def _is_of_order(text: str, knowledge: Knowledge) -> bool:
    """Tell whether a clause names the ICP order or who reviews it."""
    plain = clean(text)
    return "icp" in plain or has(knowledge, plain, *(f"sender-words-{one}" for one in REVIEWERS))


def names_police(text: str, knowledge: Knowledge) -> bool:
    """Tell whether a text names the police, and not only their number or papers."""
    return has(knowledge, unvouched(_POLICE_NUMBER.sub("", text)), "sender-words-police")


def unvouched(text: str) -> str:
    """Return a text without signs, and without what the police only vouch for (公安机关签发的身份证)."""
    return _VOUCHED.sub("", clean(text)).replace(" ", "")
