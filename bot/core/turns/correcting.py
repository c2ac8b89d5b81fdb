"""Turns that correct why something came back: an additional reason, another one, or the only one. For notices see
`pasted`; for objections to a reason, `objecting`."""

from dataclasses import replace

from bot.core.actions import Read
from bot.core.filings import attempts, plan_parts
from bot.core.knowledge import Knowledge
from bot.core.replies import Note, Screen, Turn
from bot.core.screens.rows import plan_button
from bot.core.state import Attempt
from bot.core.texts import objections, planwords, said_back
from bot.core.texts.asker import names_only
from bot.core.texts.asking import wonders
from bot.core.texts.diagnosis import diagnose
from bot.core.texts.meant import is_answered, is_certain, may_be_reason
from bot.core.texts.misses import not_understood
from bot.core.texts.no_notice import says_all_is_well
from bot.core.texts.reasons import reasons_in
from bot.core.texts.wordlists import empty_without
from bot.core.turns import dating, mending, objecting, presses
from bot.core.turns.talk import Talk
from bot.search.normalise import clean

_IS_NOT, _SAY = "不是", ("又", "也", "还", "说", "讲")
"""The word that denies something, and words of somebody telling that."""


def explained(talk: Talk, text: str) -> Turn | None:
    """Note a reason that a text tells of the rejection at work: one that it lacks (客服说是名字问题), or another than
    before (不是名称，是地址不详细). A reason that is not certain is noted as a question. If the text only names a known
    reason, show that."""
    if talk.at_work is None or talk.state.waiting or wonders(talk.knowledge, text):
        return None
    attempt, filing = talk.at_work
    if says_all_is_well(talk.knowledge, text) and (turn := protested(talk, text, attempt)):
        return turn
    by, denies, what = text.partition(_IS_NOT)
    if denies and empty_without(talk.knowledge, clean(by), "words-told-by", also=_SAY):
        text = denies + what
    number, right = said_back.righted_of_several(talk.knowledge, text)
    wrong, right = ("", right) if number else said_back.righted(talk.knowledge, text)
    if known := reduced(talk.knowledge, attempt, objections.sole(talk.knowledge, right or text)):
        return mending.show_plan(talk, attempts.with_attempt(talk.state, known), attempt.number)
    if (day := dating.moment_in(talk, right)) and not clean(day.rest):
        return None  # a day is no reason
    if right:
        told, known = right, told_wrongly(talk.knowledge, attempt, wrong, number)
    else:
        told, known = planwords.retold(talk.knowledge, text), attempt
    topics = talk.reasons_of(known) if known else []
    named = (
        plan_parts.reasons_named(talk.knowledge, topics, objections.unmattered(talk.knowledge, told)) if told else []
    )
    if known and known != attempt and named:
        return mending.show_plan(talk, attempts.with_attempt(talk.state, known), attempt.number)
    if known == attempt and len(named) == 1 and not named[0].vague:
        return presses.typed_action(talk, Read(named[0].id))
    lacks = known and all(topic.vague for topic in topics)
    if not told or known is None or (known == attempt and not lacks):
        return None
    reasons = reasons_in(talk.knowledge, told)
    sure = any(map(is_certain, reasons)) or all(one.vague for one in talk.reasons_of(attempt))
    if right and not (wrong or number or sure):
        return kept_as_it_is(talk, right)
    if not any(map(may_be_reason, reasons)):
        return None
    parts = tuple(one if is_certain(one) else replace(one, decision="choose") for one in reasons)
    found = diagnose(told, parts, talk.knowledge, talk.now, filing.subject if filing else None)
    state = attempts.add(talk.state, known, found)
    notes = tuple(Note("rejected", part.choices[0].topic) for part in parts if is_answered(part))
    return mending.show_plan(
        talk, mending.opened(talk, state), attempt.number, notes=notes, misses=not_understood(parts)
    )


def explained_by_number(talk: Talk, text: str) -> Turn | None:
    """Note a reason as `explained` does, if the wrong one is told by its number (第二条认错了，是域名过期)."""
    return explained(talk, text) if said_back.righted_of_several(talk.knowledge, text)[0] else None


def protested(talk: Talk, text: str, attempt: Attempt) -> Turn | None:
    """Show how to explain that what a reason complains of is right (名称和执照一样的啊). With several reasons, ask
    which one."""
    topics = talk.reasons_of(attempt)
    named = plan_parts.reasons_named(talk.knowledge, topics, text)
    if len(named) == 1:
        return objecting.explain(talk, named[0])
    return objecting.ask_which_reason(talk, attempt) if len(topics) > 1 else None


def kept_as_it_is(talk: Talk, right: str) -> Turn | None:
    """Keep the plan, and ask for the reason, if a text takes one back and tells no other (发错了 我重新发). None: it
    tells something else that is known."""
    known = names_only(talk.knowledge, right) or any(map(is_answered, talk.knowledge.engine.read(right)))
    if known or talk.at_work is None:
        return None
    return talk.show(Screen(talk.say("plan-kept"), ((plan_button(talk.knowledge, talk.at_work[0]),),)))


def told_wrongly(knowledge: Knowledge, attempt: Attempt, words: str, number: int = 0) -> Attempt | None:
    """Return a rejection without a wrong reason: the one of this number, the ones that these words name, or else the
    only one. None: it is unclear which one is wrong."""
    name = objections.unmattered(knowledge, words)
    topics, unclear = attempts.topics_of(attempt, knowledge), attempt.unclear
    if number:
        topics, unclear = topics[number - 1 : number], ()
    elif name:
        topics = plan_parts.reasons_named(knowledge, topics, name)
        unclear = tuple(one for one in unclear if name in one.text)
    elif len(topics) + len(unclear) > 1:
        return None
    left = tuple(one for one in attempt.unclear if one not in unclear)
    return replace(attempts.without_reasons(attempt, topics), unclear=left) if topics or unclear else None


def reduced(knowledge: Knowledge, attempt: Attempt, name: str) -> Attempt | None:
    """Return a rejection with only the reasons that this name means. None: it means none of them."""
    topics = attempts.topics_of(attempt, knowledge)
    kept = plan_parts.reasons_named(knowledge, topics, name) if name else []
    others = [topic for topic in topics if topic not in kept]
    return replace(attempts.without_reasons(attempt, others), unclear=()) if kept else None
