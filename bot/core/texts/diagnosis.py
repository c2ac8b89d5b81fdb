"""What a pasted rejection says: its reasons, what was not recognised, and what else it tells. `understanding` tells
whether a text is one, `senders` who sent it, and `police` whether it is theirs; `pasted` and `mending` answer it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.kinds import REVIEWERS, SENDERS, Sender, Subject
from bot.core.knowledge import Knowledge, Topic
from bot.core.state import Doubt, Grace, Unclear
from bot.core.texts.asker import OTHERS, PROVIDERS, names_of
from bot.core.texts.by_words import only_names_codes, reasons_of_codes
from bot.core.texts.clauses import BESIDES, in_clauses
from bot.core.texts.grace import grace_in
from bot.core.texts.meant import is_certain
from bot.core.texts.misses import keepable
from bot.core.texts.police import POLICE_PREFIX, POLICE_RETURNED, is_from_police, refused_besides
from bot.core.texts.senders import OPENING, provider_of, sender_of, senders_named
from bot.core.texts.verdicts import says_it_came_back
from bot.core.texts.wordlists import either, empty_without, has, of_lists
from bot.core.words import clip
from bot.search import Part
from bot.search.bands import CERTAIN, PERHAPS, Choice
from bot.search.lists import is_item
from bot.search.normalise import clean
from bot.search.notices import demands, has_real_fault, tells_fault

SMS_MISSED = "reject-sms-timeout"
"""The reason that the hours for the message went by."""
TIMED_OUT = "reject-order-timeout"
"""The reason that the order is deleted. If it only will be on some day, that is a deadline for mending."""
ABNORMAL = "reject-business-abnormal"
"""The reason that the registration of a unit is not in order."""
GONE = "reject-subject-gone"
"""The reason that a unit is struck off, so that its filing is to be cancelled."""
ILLEGAL = "reject-content-illegal"
"""The reason that a site has content that nobody may have."""
ACCESSIBLE = "reject-site-accessible"
"""The reason that a site is open before it is filed."""
UNAPPROVED = "reject-preapproval-missing"
"""The reason that an approval is missing."""
POLICE_NUMBER = "reject-police-number-missing"
"""The reason that a site does not show its police number."""
SUFFIX = "reject-domain-suffix"
"""The reason that the suffix of a domain is not approved."""
GOV_SUFFIX = "reject-domain-gov-suffix"
"""The reason that a public body has no suffix for such bodies."""
_PUBLIC: tuple[Subject, ...] = ("government", "institution")
"""The applicants that are public bodies."""
NAMES = ("reject-name-forbidden", "reject-name-personal", "reject-name-unrelated", "reject-name-format")
"""What may be wrong with a name if no more is told, the most usual first."""
FALSE = "reject-false-info"
"""The reason that something is untrue."""
UNTRUE = ("reject-person-info-mismatch", "reject-contact-address-incomplete", "reject-call-answers")
"""What may be meant where a notice says that something is untrue, but not what."""
NEAREST = 3
"""The most topics that are offered."""
LIKE_NONE = 0.25
"""The least score of a stretch that is at least worded like its topic."""
_TO_CANCEL = re.compile(
    r"(?:[请应需须让叫]|通知)(?:(?!否则|逾期|不然|将|被)[^，,。；;]){0,14}"
    r"(?:注销[^，,。；;]{0,6}备案|备案[^，,。；;]{0,6}(?:注销|销掉|销了))"
)
"""Words that a filing is to be cancelled."""
_TO_CLOSE = re.compile("(?:先|请|[让叫要]我?们?先?)(?:把?(?:网站|站点?|网页))?(?:关[掉闭了停站]?|停[掉了])")
"""Words that a site is to be closed."""
_UNLAWFUL = re.compile("[违禁法色赌诈黑涉]|不[该让良允]")
"""Signs of content that nobody may have."""
_CRIMINAL = re.compile("[赌黄淫色诈毒黑]|违[禁法]")
"""Signs of content that nobody may have, which mean nothing else."""
_LACKS_APPROVAL = re.compile(
    r"未[经获得取]{1,2}[^，,。；;]{0,8}(?:批准|审批|许可|批文)|[无没]有?[^，,。；;]{0,6}(?:许可|批文)"
)
"""The lack of an approval with which the content may be had."""
_SIGNED = re.compile(r"[^\s，,。；;：:]{0,12}(?:公安[厅局]|网安[总支大]队|通信管理局|备案(?:中心|团队|客服))\W*")
"""Who signs a notice."""
_SAYING = ("提示", "提醒", "通知", "显示", "反馈", "回复")
"""Words behind the name of a sender, before what that one says without a colon (微信小程序备案提示 核验不通过)."""
_PLACES = ("备案", "icp", "后台", "控制台", "系统", "平台", "审核", "订单")
"""Words for where a sender says it."""
_SMS_DUE = re.compile(r"(?:请|[须需]要?)[^，,。；;]{0,20}(?:完成|进行|做)[^，,。；;]{0,6}核验")
"""Words that ask for the verification by SMS."""
_TIME_IS_UP = re.compile("[未没超逾过退驳]|失[效败]")
"""Signs that the time for it is over."""
_NO_SUFFIX = re.compile(r"批[复准]|名单|\.[a-zA-Z]")
"""Words that a suffix is approved for nobody, or which one it is."""
_TO_CHANGE = re.compile("更换|换[成为]|更改|改[成为用]|修改|调整|更正|改正|重新|使用")
"""Words that what was handed in is to be different."""
_TO_SUPPLY = re.compile("补[充交上传办]|提供|提交[^后，,。]|出具|附上|增加|添加|上传(?!后)")
"""Words that something else is to be handed in."""
_ITEM_ENDS = re.compile(r"[。；;！!\n]|[(（]?(?<!\d)\d{1,2}(?:[)）、]|\.(?![\da-z]))|[①-⑳]")
"""The ends of sentences and list items."""
QUOTED = 80
"""The most characters of a stretch that are shown back."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What a notice says.

    - `reasons`: topic ids in the order of the text; `doubts`: which of them may be another one
    - `sender` None, `provider` "", `grace` None: not told; `senders`: all who sent it, in its own words
    - `returned`: it says that something came back; `again`: once more; `another`: of another filing
    - `opens`: it begins with that; `explains`: it tells what the person found out by asking (问了)
    - `called`: the name of what came back, if no filing has it
    """

    reasons: tuple[str, ...]
    unclear: tuple[Unclear, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    sender: Sender | None = None
    provider: str = ""
    grace: Grace | None = None
    returned: bool = False
    again: bool = False
    another: bool = False
    opens: bool = False
    senders: tuple[Sender, ...] = ()
    explains: bool = False
    called: str = ""


def diagnose(
    text: str, parts: Sequence[Part], knowledge: Knowledge, now: datetime, subject: Subject | None = None
) -> Diagnosis:
    """Return what a masked text says. `parts`: the text as it was read; `now`: when it came; `subject`: None if
    unknown. Nothing is guessed: what is not recognised is unclear, and a doubtful reason comes with what else it may
    be."""
    barred = _barred(text, knowledge, subject)
    of_police, to_cancel, to_close = is_from_police(text, parts, knowledge), _is_to_cancel(text), _is_to_close(text)
    if of_police:
        barred |= {id for id in knowledge.topics if not id.startswith(POLICE_PREFIX)}
    else:
        parts = [*parts, *refused_besides(text, parts, knowledge)]
    parts = [one for part in parts for one in _by_codes(part, knowledge)]
    theirs = [of_police or is_from_police(_up_to(part, text), (), knowledge) for part in parts]
    parts = [_as_in_this_notice(part, its, to_cancel, to_close) for part, its in zip(parts, theirs, strict=True)]
    if subject in _PUBLIC or (subject is None and has(knowledge, text, "words-public-body")):
        parts = [_as_of_public_body(part) for part in parts]
    told = [part for part in parts if not (_is_deadline(part, knowledge, now) or _only_says_who(part, knowledge))]
    parts = told or parts
    certain = [part for part in parts if part.decision == "answer" and part.rejection and not _is_due(part, text)]
    certain = [part for part in certain if part.choices[0].topic not in barred and not _is_vague(part, knowledge)]
    reasons = tuple(dict.fromkeys(part.choices[0].topic for part in certain))
    topics = written([knowledge.topics[id] for id in reasons])
    reasons = tuple(topic.id for topic in topics)
    letter = knowledge.engine.reading(text).letter
    senders = senders_named(letter, knowledge)
    sender = sender_of(letter, senders, topics, knowledge)
    missed = [part for part in parts if part not in certain or _cannot_be(part, reasons, sender, knowledge)]
    missed = [
        part for part in missed if not (_only_heads(part, topics, knowledge) or _advises(part, certain, knowledge))
    ]
    unclear = tuple(Unclear(_quoted(part), _near(part, knowledge, barred)) for part in missed)
    return Diagnosis(
        reasons,
        unclear,
        doubts=tuple(doubt for part in certain if (doubt := _doubt(part, knowledge, barred)) and doubt.told in reasons),
        sender=sender,
        provider=provider_of(text, knowledge),
        grace=grace_in(text, knowledge, now),
        returned=says_it_came_back(knowledge, text),
        again=has(knowledge, text, "words-again"),
        another=has(knowledge, text, "words-another"),
        opens=says_it_came_back(knowledge, opening(knowledge, text)),
        senders=senders,
        explains=has(knowledge, text, "words-asked-them") and not BESIDES.search(text),
    )


def written(topics: Sequence[Topic]) -> Sequence[Topic]:
    """Return the reasons that say what is wrong; all of them if none does."""
    return [topic for topic in topics if not topic.vague] or topics


def says_more(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text goes on with what was told before (还有, 还说), also behind an opening word and who told it
    (对了，他们还说)."""
    return bool(_going_on(knowledge).match(text))


def opening(knowledge: Knowledge, text: str) -> str:
    """Return the beginning of a text, which may tell what came back. "" if it goes on with what was told before."""
    first = OPENING.match(text)
    goes_on = is_item(text) or says_more(knowledge, text)
    return first[0] if first and not goes_on else ""


@of_lists("words-told-by", "words-more-opens", "words-more")
def _going_on(told_by: str, opens: str, more: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{either(told_by, opens)})[，,\s]*+)*+(?:{either(more)})")


def _cannot_be(part: Part, reasons: Sequence[str], sender: Sender | None, knowledge: Knowledge) -> bool:
    """Tell whether a stretch was not understood: it is told as no reason and looks like what only inspections say, but
    the text is from none."""
    topic = knowledge.topics[part.choices[0].topic]
    return topic.id not in reasons and topic.stages == ("after",) and sender != "after"


def _only_heads(part: Part, told: Sequence[Topic], knowledge: Knowledge) -> bool:
    """Tell whether a stretch adds nothing to the reasons that are told: it is most like a vague one and names no
    fault."""
    if part.decision != "choose" or tells_fault(part.text) or all(topic.vague for topic in told):
        return False
    return knowledge.topics[part.choices[0].topic].vague and part.choices[0].score >= LIKE_NONE


def _advises(part: Part, certain: Sequence[Part], knowledge: Knowledge) -> bool:
    """Tell whether a stretch only says how to change what is wrong by a reason that is told, and asks for nothing else:
    its topic is of the same group, or it names the same thing (名称含“基金”。建议更换为与单位相关的名称)."""
    if part.decision != "choose" or not _TO_CHANGE.search(part.text) or _TO_SUPPLY.search(part.text):
        return False
    if not demands(part.text) or has_real_fault(part.text):
        return False
    group = knowledge.topics[part.choices[0].topic].group
    pairs = {part.text[at : at + 2] for at in range(len(part.text) - 1)}
    return any(
        knowledge.topics[one.choices[0].topic].group == group or any(pair in one.text for pair in pairs)
        for one in certain
    )


def _only_says_who(part: Part, knowledge: Knowledge) -> bool:
    """Tell whether a stretch only names who says what stands beside it: it leads in, or signs the notice."""
    if tells_fault(part.text):
        return False
    plain = clean(part.text)
    if not plain.endswith(_SAYING):
        return bool(_SIGNED.fullmatch(part.text.strip()))
    senders = (f"sender-words-{one}" for one in SENDERS)
    names = names_of(knowledge, (*PROVIDERS, *OTHERS))
    return empty_without(knowledge, plain, "words-around-why", *senders, also=(*names, *_SAYING, *_PLACES))


def _is_deadline(part: Part, knowledge: Knowledge, now: datetime) -> bool:
    """Tell whether a stretch only gives a deadline: it is like no reason that says what is wrong, and refuses nothing
    else."""
    topic = knowledge.topics[part.choices[0].topic] if part.choices else None
    vague = topic is None or topic.vague or topic.id == TIMED_OUT
    if not vague or grace_in(part.text, knowledge, now) is None:
        return False
    others = (clause for clause in in_clauses(part.text) if grace_in(clause, knowledge, now) is None)
    return not any(map(knowledge.engine.speaks_of_rejection, others))


def _is_due(part: Part, text: str) -> bool:
    """Tell whether a stretch only asks for the verification by SMS, and the text says nothing of its being over."""
    asks = part.choices[0].topic == SMS_MISSED and _SMS_DUE.search(part.text)
    return bool(asks) and not _TIME_IS_UP.search(text)


def _barred(text: str, knowledge: Knowledge, subject: Subject | None) -> frozenset[str]:
    """Return the reasons that only private persons get, if the text came to a unit, by `subject` or by its words."""
    of_unit = has(knowledge, text, "words-of-unit") and not has(knowledge, text, "asker-personal")
    if subject == "personal" or not (subject or of_unit):
        return frozenset()
    return frozenset(topic.id for topic in knowledge.topics.values() if topic.personal)


def _up_to(part: Part, text: str) -> str:
    """Return a stretch with what stands before it in its sentence or list item."""
    before = text.partition(part.text)[0] if part.text and part.text in text else ""
    return _ITEM_ENDS.split(before)[-1] + part.text


def _is_to_cancel(text: str) -> bool:
    """Tell whether somebody struck off (执照已注销) is told to cancel the filing."""
    rest = _TO_CANCEL.sub("", text)
    return rest != text and "销" in rest


def _is_to_close(text: str) -> bool:
    """Tell whether a site is to be closed, and nothing against the law is found there."""
    return bool(_TO_CLOSE.search(text)) and not _UNLAWFUL.search(text)


def _as_in_this_notice(part: Part, of_police: bool, to_cancel: bool, to_close: bool) -> Part:
    """Return a stretch with the reason that it gives in such a notice.

    - `of_police`: it is a reason of the police filing, and not their missing number if the stretch names ICP
    - `to_cancel`: who must cancel has nothing to restore; `to_close`: who must close the site need not clean it
    - content that only lacks an approval is not against the law
    """
    if part.decision != "answer" or not part.rejection:
        return part
    told = part.choices[0].topic
    meant = GONE if to_cancel and told == ABNORMAL else told
    meant = ACCESSIBLE if to_close and told == ILLEGAL else meant
    if meant == ILLEGAL and _LACKS_APPROVAL.search(part.text) and not _CRIMINAL.search(part.text):
        meant = UNAPPROVED
    if of_police and (not told.startswith(POLICE_PREFIX) or (told == POLICE_NUMBER and "icp" in clean(part.text))):
        meant = POLICE_RETURNED
    return part if meant == told else replace(part, choices=(replace(part.choices[0], topic=meant, score=1.0),))


def _by_codes(part: Part, knowledge: Knowledge) -> Sequence[Part]:
    """Return a stretch once for each reason whose return code it names. If it says more than the codes, it names no
    more than one, and its own words are not certain."""
    reasons = reasons_of_codes(knowledge, part.text)
    if not only_names_codes(knowledge, part.text) and (len(reasons) > 1 or is_certain(part)):
        return (part,)
    told = (
        replace(part, rejection=True, decision="answer", choices=(Choice(one.id, 1.0, part.text),)) for one in reasons
    )
    return tuple(told) or (part,)


def _as_of_public_body(part: Part) -> Part:
    """Return a stretch about the suffix of a domain with the reason for public bodies, which have rules of their own,
    unless it says that nobody may have the suffix."""
    is_plain = part.decision == "answer" and part.choices[0].topic == SUFFIX and not _NO_SUFFIX.search(part.text)
    return replace(part, choices=(replace(part.choices[0], topic=GOV_SUFFIX, score=1.0),)) if is_plain else part


def _is_vague(part: Part, knowledge: Knowledge) -> bool:
    """Tell whether a stretch only says that the name is no good, or is to be another one. Of what the police say, any
    words tell enough."""
    if any(choice.topic == POLICE_RETURNED for choice in part.choices[:1]):
        return False
    return _only_of_name(part, knowledge) and not has(knowledge, clean(part.text), "words-unfit")


def _only_of_name(part: Part, knowledge: Knowledge) -> bool:
    """Tell whether a stretch only says that something is wrong with the name of a site."""
    wrong = ("words-no-good", "words-unfit", "words-to-change")
    return has(knowledge, clean(part.text), "words-a-name") and _only_tells(part, knowledge, "words-a-name", *wrong)


def _only_tells(part: Part, knowledge: Knowledge, *keys: str) -> bool:
    """Tell whether a stretch has only the words of these lists, and words that stand around any reason."""
    senders = (f"sender-words-{reviewer}" for reviewer in REVIEWERS)
    return empty_without(knowledge, clean(part.text), *keys, "words-returned", "words-around-why", *senders)


def _doubt(part: Part, knowledge: Knowledge, barred: frozenset[str]) -> Doubt | None:
    """Return what else a stretch may mean that is told as a reason. None if the reason is sure.

    If the stretch only says that a name is no good, or that something is untrue, these are the most usual reasons. What
    the police object to is kept in their words: their one reason does not tell it.
    """
    first, *others = part.choices
    if first.topic == POLICE_RETURNED:
        told = not _only_tells(part, knowledge, "sender-words-police", "words-police")
        return Doubt(_quoted(part), first.topic, ()) if told else None
    untrue = first.topic == FALSE and _only_tells(part, knowledge, "words-said-untrue")
    if untrue or _only_of_name(part, knowledge):
        usual = (id for id in (UNTRUE if untrue else NAMES) if id != first.topic and id not in barred)
        return Doubt(_quoted(part), first.topic, tuple(usual)[:NEAREST])
    near = tuple(
        one.topic
        for one in others
        if one.score >= PERHAPS and knowledge.topics[one.topic].kind == "rejection" and one.topic not in barred
    )
    if first.score >= CERTAIN or not near:
        return None
    return Doubt(_quoted(part), first.topic, near[:NEAREST])


def _quoted(part: Part) -> str:
    """Return a stretch as it is shown back."""
    return clip(keepable(part.text).rstrip(" ，,、；;"), QUOTED)


def _near(part: Part, knowledge: Knowledge, barred: frozenset[str]) -> tuple[str, ...]:
    """Return the reasons that come near to a stretch. The next ones take the place of those that are barred."""
    near = dict.fromkeys(NAMES if _is_vague(part, knowledge) else (choice.topic for choice in part.choices))
    if part.choices and part.choices[0].topic in barred:
        parts = knowledge.engine.reasons(part.text, barred)
        near |= dict.fromkeys(choice.topic for one in parts for choice in one.choices)
    return tuple(id for id in near if knowledge.topics[id].kind == "rejection" and id not in barred)[:NEAREST]
