"""Turns for typed words about the first answers of a filing, other than giving them: going back, another answer, no
answer, and another answer later on. Their buttons are in `drafting`."""

from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from bot.core.actions import AllFlows, AskRoute, Correct, NoName, OpenStep, Overview, Restate
from bot.core.kinds import Subject
from bot.core.knowledge import Province
from bot.core.replies import Screen, Turn
from bot.core.screens import draft_screens
from bot.core.state import DESCRIBES, Draft, Filing, Reached
from bot.core.texts import place_names, route_answers, said_back, spoken
from bot.core.texts.asker import subject_called
from bot.core.texts.asking import wonders
from bot.core.texts.called import filings_called
from bot.core.texts.clauses import short_clauses
from bot.core.texts.courtesies import courtesy
from bot.core.turns import drafting, presses, routing
from bot.core.turns.talk import Talk
from bot.core.workdays import spoken_date
from bot.search.engine import THEME

_WRONG = "错"
"""In all words that an answer was wrong. Other words only go back."""
_Filed = TypeVar("_Filed", Draft, Filing)


def begun_otherwise(talk: Talk, text: str) -> Turn | None:
    """Answer a text that wants no name for a filing that begins, says that an answer was wrong, or tells what is right
    instead."""
    draft, waiting = talk.state.draft, talk.state.waiting
    if waiting not in ("flow", *DESCRIBES):
        return None
    filing = talk.filing(draft.filing)
    named, words = filings_called(talk.knowledge, [filing] if filing else [], text)
    kinds, rest = said_back.second_thoughts(talk.knowledge, words if named else text)
    if not kinds:
        return None
    if "not" in kinds:
        return denied(talk, rest) or rather(talk, text)
    if rest:
        return instead(talk, text) or instead(talk, rest) or rather(talk, text)
    if "back" in kinds:
        return one_back(talk)
    if "no-name" in kinds and waiting == "name":
        return presses.typed_action(talk, Overview(draft.filing) if draft.filing else NoName())
    return None


def instead(talk: Talk, text: str) -> Turn | None:
    """Change the applicant, the place, or both, that were answered for a filing that begins. For a filing under way
    whose answers are asked again, change what is told."""
    draft, flow = talk.state.draft, talk.knowledge.flows.get(talk.state.draft.flow)
    if talk.state.waiting == "flow" or flow is None:
        return None
    if filing := talk.filing(draft.filing):
        subject, place = route_answers.who_and_where(talk.knowledge, flow, text)
        if talk.state.waiting == "name" or not (subject or place):
            return None
        who, where = subject or draft.subject or filing.subject, place.id if place else filing.province
        return presses.typed_action(talk, Correct(filing.number, who, where))
    wrong = talk.knowledge.provinces.get(draft.province)
    for name in wrong.own if wrong else ():
        text = text.removeprefix(name).lstrip()
    subject, place = route_answers.who_and_where(talk.knowledge, flow, text)
    changed = replace(answered(draft, subject, place), known=False)
    if not place and changed.subject == draft.subject:
        return None
    turn = drafting.unasked(talk, replace(talk.state, draft=changed))
    kept = draft.subject in (None, changed.subject) and draft.province in ("", changed.province)
    key = "answers-noted" if kept else "instead"
    so = Screen(talk.say(key, answers=draft_screens.who_and_where(talk.knowledge, changed)))
    return turn.below(so)


def kept_so_far(talk: Talk, far: Reached, since: datetime | None) -> Screen:
    """Return the note that we keep how far something came, while we ask what it is. since: it came there on an earlier
    day."""
    key = "reached-kept-since" if since else "reached-kept" if far == "review" else "reached-kept-on"
    return Screen(talk.say(key, day=spoken_date(since or talk.now, talk.now)))


def rather(talk: Talk, text: str) -> Turn | None:
    """Lead to another filing than the one that begins, if a text stops or denies that one and then tells what is meant
    (不对，我是要换服务器; 等等，我要注销)."""
    if not routing.is_describing(talk) or wonders(talk.knowledge, text):
        return None
    first, *more = short_clauses(text) or [""]
    stops = said_back.second_thoughts(talk.knowledge, first) == (frozenset({"back"}), "")
    stops = stops or courtesy(talk.knowledge, first) is not None
    right = said_back.righted(talk.knowledge, text)[1] or ("，".join(more) if stops else "")
    return (routing.wished(talk, right) or routing.wished(talk, right + THEME)) if right else None


def begun_wrongly(talk: Talk, filing: Filing, text: str) -> Turn | None:
    """Answer the news that a filing under way has another applicant or another place. Ask whether to change it; if
    nothing is said instead, ask for both."""
    flow = talk.flow(filing) if talk.place_of(filing) else None
    if flow is None or wonders(talk.knowledge, text):
        return None
    kinds, rest = spoken.moves(talk.knowledge, text)
    if kinds == {"restate"} and not rest:
        return presses.typed_action(talk, Restate(filing.number))
    kinds, rest = said_back.second_thoughts(talk.knowledge, text)
    otherwise = "instead" in kinds or (kinds == {"back"} and _WRONG in text)
    subject, place = route_answers.who_and_where(talk.knowledge, flow, rest) if otherwise else (None, None)
    if not (subject or place):
        subject, place = route_answers.filed_rather(talk.knowledge, flow, text)
    # A change that was told just before, and is not confirmed yet, still stands.
    asked = talk.answer_by(Correct)
    who = next((one for one in flow.subjects if asked and one == asked.subject), None)
    before = answered(filing, who, talk.knowledge.provinces.get(asked.province) if asked else None)
    right = answered(before, subject, place)
    if right == filing:
        return presses.show_filing(talk, filing) if before != filing else None
    correct = Correct(filing.number, right.subject, right.province)
    yes = talk.button("button-restate-yes", correct)
    no = talk.button("button-keep", OpenStep(filing.number, ""))
    old, new = (draft_screens.who_and_where(talk.knowledge, one) for one in (filing, right))
    return talk.ask(talk.say("restate-sure", name=filing.name, old=old, new=new), yes, no)


def denied(talk: Talk, text: str) -> Turn | None:
    """Ask again for an answer that is said to be wrong. None: what is denied is neither an applicant nor a place."""
    draft = talk.state.draft
    subject = subject_called(talk.knowledge, text)
    place = place_names.province_alone(talk.knowledge, text)
    if talk.state.waiting == "flow" or (text and not (subject or place)):
        return None
    if draft.filing:
        return talk.show(*talk.again())
    if subject and subject == draft.subject:
        draft = replace(draft, subject=None, known=False)
    if place and place.id == draft.province:
        draft = replace(draft, province="", known=False)
    return drafting.unasked(talk, replace(talk.state, draft=draft))


def one_back(talk: Talk) -> Turn | None:
    """Go back to the question before the open one, while a filing begins."""
    draft, waiting = talk.state.draft, talk.state.waiting
    if waiting == "name" and not draft.filing:
        return drafting.unasked(talk, replace(talk.state, draft=replace(draft, province="", known=False)))
    if waiting == "province":
        return drafting.unasked(talk, replace(talk.state, draft=replace(draft, subject=None, province="")))
    if draft.filing:
        return presses.typed_action(talk, Overview(draft.filing))
    if draft.picks:
        return presses.typed_action(talk, AskRoute(draft.picks[-1][0]))
    return None if waiting == "flow" else presses.typed_action(talk, AllFlows())


def answered(before: _Filed, subject: Subject | None, place: Province | None) -> _Filed:
    """Return a draft or a filing with these answers. None: that answer stays as it is."""
    who, where = subject or before.subject, place.id if place else before.province
    return before if (who, where) == (before.subject, before.province) else replace(before, subject=who, province=where)
