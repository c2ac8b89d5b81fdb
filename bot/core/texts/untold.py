"""Questions that no topic answers, though they are worded like others (公司注销要多久, 失信的人能备案吗)."""

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.core.knowledge import Knowledge
from bot.core.texts.asking import wonders
from bot.core.texts.meant import ELSEWHERE, RIVAL, is_certain
from bot.core.texts.wordlists import either, has, of_lists
from bot.search import Part
from bot.search.bands import Choice
from bot.search.engine import THEME

_NAMED_FOR: Mapping[str, str] = {"domain-expiry": "words-runs-out", "domain-registrar-change": "words-on-domain"}
"""Topics that a text is only about if it has a word of this list: whether a filing suffers is asked of anything
(用php写的，备案有影响吗)."""
_ASKED_ELSEWHERE: Mapping[str, str] = {
    "approval-av": "words-to-run",
    "approval-news": "words-to-run",
    "approval-publish": "words-to-run",
    "domain-owner-match": "words-of-domain",
    "faq-cdn": "words-of-filing",
    "faq-filing-password": "words-of-filing",
    "faq-mail": "words-of-filing",
    "faq-port": "words-of-filing",
    "server-static-storage": "words-of-filing",
    "reject-app-store-proof": "words-of-proof",
}
"""Topics on things of which people ask more than whether they are filed (CDN 怎么刷新), or in whose name more than a
domain may be (用我的名字行吗), with the words of which a text must have one. Without it the topic is only offered."""
_UNTOLD: Mapping[str, tuple[str, ...]] = {
    "words-firm-ends": ("cancel-subject", "time-cancel", ELSEWHERE),
    "words-offers": (),
    "words-kept-elsewhere": (),
    "words-filer-died": ("cancel-lost-account", "faq-contact-lines"),
    "words-traded": (),
    "words-app-or-mini": ("app-procedure", "app-mini", "app-what"),
}
"""Word lists for what no topic tells though it is asked like the rest (公司注销要多久), with the topics to offer."""
_OF_RECORD = ("faq-who-can-file", "concept-blacklist", "faq-contact-lines")
"""The topics to offer to somebody with a bad record, which no topic tells either."""


def untold(knowledge: Knowledge, part: Part) -> Part:
    """Return a part as no more than choices if it asks what no topic tells: phrasings like it only ask in the same way.
    Of a bad record it only counts whether somebody who has it may file, and not what leads to it."""
    if _with_record(knowledge).search(part.text):
        sure = part.decision == "answer" and is_certain(part)
        return part if sure else _only_offered(knowledge, part, _OF_RECORD)
    meant = part.choices[0].topic if part.choices else ""
    if meant in _NAMED_FOR and not has(knowledge, knowledge.engine.normal(part.reading), _NAMED_FOR[meant]):
        return _only_offered(knowledge, part, ())
    key = next((key for key in _UNTOLD if has(knowledge, part.text.lower(), key)), "")
    return _only_offered(knowledge, part, _UNTOLD[key]) if key and not _is_told(knowledge, part.text, key) else part


def of_filing_alone(knowledge: Knowledge, part: Part) -> Part:
    """Return a part as choices if it is about a thing of which people ask more than whether it is filed, and names
    nothing of filing."""
    meant = part.choices[0].topic if part.decision == "answer" and len(part.choices) > 1 else ""
    if meant not in _ASKED_ELSEWHERE or has(knowledge, knowledge.engine.normal(part.reading), _ASKED_ELSEWHERE[meant]):
        return part
    first, *others = part.choices
    return replace(part, decision="choose", choices=(replace(first, score=min(first.score, RIVAL)), *others))


def _is_told(knowledge: Knowledge, text: str, key: str) -> bool:
    """Tell whether a topic does tell what a text with a word of this list is about: the end of a firm together with its
    filing, or a death if the filing is not the dead person's."""
    match key:
        case "words-firm-ends":
            return THEME in text or has(knowledge, text.lower(), "words-of-ours", "words-not-recorded")
        case "words-kept-elsewhere":
            return THEME in text
        case "words-filer-died":
            of_unit = has(knowledge, text, "words-firm", "words-heads-of-unit")
            return of_unit or not has(knowledge, text, "words-filed-by-them")
        case "words-traded":
            return wonders(knowledge, text) or not _traded(knowledge).search(text)
    return False


def _only_offered(knowledge: Knowledge, part: Part, topics: tuple[str, ...]) -> Part:
    """Return a part with these topics as choices; with fewer than two as not understood."""
    score = part.choices[0].score if part.choices else 0.0
    choices = tuple(Choice(id, score, part.text) for id in topics if id in knowledge.topics)
    return replace(part, rejection=False, decision="choose" if len(choices) > 1 else "unknown", choices=choices)


@of_lists("words-trading", "words-traded")
def _traded(verbs: str, wares: str) -> re.Pattern[str]:
    """Match words that something filed is bought, sold or let."""
    return re.compile(rf"(?:{either(verbs)})(?:[一两几]?[个批些]|大量|企业|公司|个人)*+(?:{either(wares)})")


@of_lists("words-bad-record", "words-around-record")
def _with_record(records: str, around: str) -> re.Pattern[str]:
    """Match somebody's bad record, and whether they may file with it or be in charge."""
    may_file = "(?:能|可以|影响|让|给).{0,20}?(?:备|负责人)"
    return re.compile(rf"(?:{either(records)})(?:{either(around)}|[，,\s])*+{may_file}")
