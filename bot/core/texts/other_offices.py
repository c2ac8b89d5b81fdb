"""Questions about what only other offices record or answer for (宾馆公安备案, 商标). Their topic is `ELSEWHERE`."""

import re
from dataclasses import replace

from bot.core.knowledge import Knowledge, Topic
from bot.core.texts.matters import matter_of
from bot.core.texts.meant import ELSEWHERE, distinct, is_certain, surely_asking
from bot.core.texts.wordlists import LONGEST_SHORT, either, has, has_only, of_lists
from bot.search import Part
from bot.search.bands import Choice
from bot.search.engine import THEME
from bot.search.normalise import clean

_REFUSED = re.compile("退回|[被打]退|驳回|[打退]回|[没不未](?:通过|过)|拒")
"""Words saying that something was refused."""
_NEAR = 0.25
"""How likely `ELSEWHERE` has to be, as a share of how likely the first topic is."""
NOTHING_ELSE = re.compile(
    r"(?:申请|审核|审批|材料|资料)?(?:[又也就都老]|一直|总是|给我?)*(?:被?(?:退|驳|打回|拒)|[没不未](?:给|让)?(?:审核)?通?过)[回件]?来?了?"
    r"(?:怎么[办弄改]|咋[办弄整]|为什么|[吗呢啊]|\W)*\Z"
)
"""Words saying that it was refused, and no more."""
_KIND = re.compile(r"(?P<what>[一-龥]{2,8}?)的?备案(?![号码])(?P<asked>.+)")
"""A thing that is filed, by its name alone, and what is asked of that."""


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
    if found is None or (refused and not NOTHING_ELSE.match(part.text, found.end())):
        return parts
    if ELSEWHERE not in knowledge.topics or has(knowledge, part.text.lower(), "words-of-ours", "words-not-recorded"):
        return parts
    return (surely_asking(knowledge, part, ELSEWHERE),)


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


@of_lists("words-recorded", "words-recorded-by", "words-recorded-by-police", longest=LONGEST_SHORT)
def _recorded(things: str, by: str, trades: str) -> re.Pattern[str]:
    """Match 备案 behind what is recorded, or behind that and who records it. Some trades count only with 公安."""
    told = rf"(?:{either(things)})的?|(?:{either(trades)})[在到去的]?公安"
    return re.compile(rf"(?:{told})(?:{either(by)})*+备案(?![号码])")
