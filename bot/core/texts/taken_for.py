"""The parts of a text, without the topics that its words only seem to be about: firms from abroad, another kind of
filing, or a rejection. `other_offices` and `untold` find what is not for us and what no topic tells."""

import re
from dataclasses import replace

from bot.core.knowledge import Knowledge
from bot.core.texts.matters import is_bare, matter_of, matters_named
from bot.core.texts.meant import ALONE, RIVAL, distinct, surely_asking
from bot.core.texts.other_offices import of_other_office, of_recorded_kind, sent_on
from bot.core.texts.records import of_record
from bot.core.texts.untold import of_filing_alone, untold
from bot.core.texts.wordlists import LONGEST_SHORT, has, kinds_alone, short
from bot.search import Part
from bot.search.bands import Decision

CHANGE_PERSON = "change-person"
"""The topic on a filed person who is no longer there."""
_PERSON_LEFT = (("whom", "words-person-filed"), ("left", "words-left-firm"))
ABROAD = ("faq-foreign-company", "app-overseas-developer")
"""The topics that are only about firms from abroad."""


def read_parts(knowledge: Knowledge, text: str, plain: str, awaited: bool) -> tuple[Part, ...]:
    """Read the parts of a text. `plain`: the text without whose firm it is and of which trade. What only another office
    records, or what names a kind of filing, is about that, unless it may be a reason."""
    parts = knowledge.engine.read(plain, rejection=awaited)
    if plain != text and len(parts) == 1:
        parts = (replace(parts[0], text=text),)
    if awaited:
        return parts
    parts = tuple(sent_on(knowledge, part) for part in parts)
    if knowledge.engine.speaks_of_rejection(text):
        parts = of_other_office(knowledge, parts)
        return tuple(of_record(knowledge, of_filing_alone(knowledge, part)) for part in parts)
    parts = _as_named(knowledge, of_other_office(knowledge, _at_home(knowledge, parts)))
    parts = tuple(of_recorded_kind(knowledge, untold(knowledge, part)) for part in _of_person_left(knowledge, parts))
    return tuple(of_record(knowledge, of_filing_alone(knowledge, part)) for part in parts)


def _as_named(knowledge: Knowledge, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return what a text asks about a kind of filing that it names (备案要注销吗), with topics on the police filing,
    which it does not name, behind the others."""
    part, *more = parts
    kinds = matters_named(knowledge, part.text)
    if more or part.rejection or not kinds or "police" in kinds:
        return parts
    fitting = [one for one in part.choices if matter_of(knowledge, knowledge.topics[one.topic]) != "police"]
    if not fitting or fitting[0] == part.choices[0]:
        return parts
    decision: Decision = "answer" if fitting[0].score >= ALONE else "choose"
    return (replace(part, decision=decision, choices=distinct(*fitting, *part.choices)),)


def _of_person_left(knowledge: Knowledge, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return that a filed person left (网站负责人已经离职) as a question about what to do: nobody sent it back."""
    part, *more = parts
    left = kinds_alone(knowledge, short(part.text), _PERSON_LEFT, "words-move")
    if more or left != {"whom", "left"} or CHANGE_PERSON not in knowledge.topics:
        return parts
    return (surely_asking(knowledge, part, CHANGE_PERSON),)


def of_same_kind(knowledge: Knowledge, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return several questions. One without a kind of filing is about the kind of the one before it (法人换了备案怎么改
    大概几天), if there is a topic on that in the same group."""
    found, matter = list[Part](), None
    for part in parts:
        topic = knowledge.topics[part.choices[0].topic] if part.decision == "answer" else None
        own = matter_of(knowledge, topic) if topic else None
        if topic and matter and not own and topic.kind != "rejection" and is_bare(knowledge, part.text):
            near = [(one, knowledge.topics[one.topic]) for one in part.choices]
            same = [one for one, of in near if of.group == topic.group and matter_of(knowledge, of) == matter]
            meant = [replace(one, score=part.choices[0].score) for one in same[:1]]
            part = replace(part, choices=distinct(*meant, *part.choices))
        found.append(part)
        matter = own or matter
    return tuple(found)


def _at_home(knowledge: Knowledge, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return a question about a firm that says nothing foreign and no Latin word (公司能备案吗) without the topics on
    firms from abroad. The next topic is answered, or, if it is unlikely, only offered."""
    part, *more = parts
    first, *others = part.choices or (None,)
    of_firm = len(part.text) <= LONGEST_SHORT and has(knowledge, part.text, "words-firm")
    if more or not (first and others and of_firm) or first.topic not in ABROAD:
        return parts
    if has(knowledge, part.text, "words-abroad") or re.search("(?i:(?!app)[a-z]{3})", part.text):
        return parts
    if others[0].score <= RIVAL:
        return (replace(part, decision="choose", choices=tuple(others)),)
    return (replace(part, choices=(replace(others[0], score=first.score), *others[1:])),)
