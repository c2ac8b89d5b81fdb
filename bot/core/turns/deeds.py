"""What the clauses of a text say was done, as far as that depends on what is under way. The words are read in `spoken`
and `planwords`; `doing` answers."""

from collections.abc import Iterable

from bot.core import course
from bot.core.texts import codes, outcomes, planwords, spoken
from bot.core.texts.asking import wonders
from bot.core.texts.courtesies import courtesy_this_time
from bot.core.texts.no_notice import tells_done
from bot.core.texts.spoken import Deed
from bot.core.texts.terms import state_named
from bot.core.texts.wordlists import first_word, has, has_only, listed, without
from bot.core.turns import dating, routing, ticking
from bot.core.turns.stepping import STATES, WHERE
from bot.core.turns.talk import Talk
from bot.search.normalise import clean

VERDICTS = STATES - {"received"}
"""What words say of a step that is over."""
DOINGS = STATES | {"resubmitted"}
"""The kinds of deeds. One text may tell several of them."""
_POLITE = ("hello", "thanks", "sorry", "bye", "fine")
"""Courtesies that change nothing of what was done."""


def as_done(talk: Talk, clause: str) -> str:
    """Return a clause with a 了 if it tells without one what was done of the plan (拍好 提上去了) or who passed it
    (初审过 短信填了). Other clauses are returned as they are."""
    kinds, rest = spoken.moves(talk.knowledge, f"{clause}了") if clause.endswith("过") else (frozenset(), "")
    if kinds == {"passed"} and spoken.is_whose(talk.knowledge, rest, ("provider", "authority")):
        return f"{clause}了"
    done = spoken.with_le(clause)
    turn = ticking.ticked_by_deed(talk, done) if done != clause and talk.plan_on_screen else None
    return done if turn and talk.has_changed(turn.state) else clause


def carried(talk: Talk, clauses: Iterable[str]) -> list[str]:
    """Return the clauses, each with what it takes from the one before: the day (当时就填了), or that it is the message
    that was filled in (短信收到了，填了)."""
    told, day, of_sms = list[str](), "", False
    guarded = talk.current is not None and talk.current.step.guarded
    for clause in clauses:
        then = first_word(talk.knowledge, clause, "words-same-day")
        own = clause.removeprefix(then) if day else clause
        if of_sms and not guarded and "filled" in codes.told(talk.knowledge, own):
            own = listed(talk.knowledge, "words-about-sms")[0] + own
        told.append(day + own if then else own)
        gone = dating.moment_in(talk, clause)
        day = f"{gone.at.month}月{gone.at.day}日" if gone and gone.dated else day
        of_sms = has(talk.knowledge, own, "words-about-sms")
    return told


def is_beside(talk: Talk, clause: str) -> bool:
    """Tell whether a clause tells of no deed: something is not done or has not come yet, is to be submitted later, some
    message came, only the state of the order is told (显示管局审核中), or it is polite. A question is not such a
    clause."""
    left = planwords.left_undone(talk.knowledge, clause) is not None and not wonders(talk.knowledge, clause)
    return (
        left
        or dating.planned(talk, clause) is not None
        or outcomes.awaits(talk.knowledge, clause)
        or outcomes.message_came(talk.knowledge, clause)
        or bool(state_named(talk.knowledge, clause)[0] and not spoken.moves(talk.knowledge, clause)[0])
        or courtesy_this_time(talk.knowledge, clause) in _POLITE
    )


def awaits_message(talk: Talk) -> bool:
    """Tell whether the filing at hand waits for the message."""
    return talk.current is not None and bool(course.mark(talk.current.filing, talk.current.step.id).awaited)


def was_done(talk: Talk, deed: Deed) -> bool:
    """Tell whether a clause tells of a deed, by words for a move or for a todo of the plan."""
    moved = bool(deed.kinds) and deed.kinds <= DOINGS
    return moved or bool(talk.at_work and planwords.deed(talk.knowledge, deed.text)[1])


def told_in(talk: Talk, clause: str) -> Deed:
    """Return what a clause says was done. Also read what it says by way of a time or of the code."""
    kinds, rest = spoken.moves(talk.knowledge, clause)
    if not kinds and "filled" in codes.told(talk.knowledge, clause):
        return Deed(clause, frozenset({"done"}), "")
    told = None if kinds else dating.moment_in(talk, clause)
    return Deed(clause, *(spoken.dated(talk.knowledge, told.rest) if told else (kinds, rest)))


def is_part(talk: Talk, deed: Deed) -> bool:
    """Tell whether a clause tells that something was done, whatever it is. False while something is being mended, and
    for words about the message."""
    clause, kinds, rest = deed
    if talk.at_work or not kinds <= {"done"} or has(talk.knowledge, clause, "words-about-sms"):
        return False
    if kinds and not rest:
        return True
    done = spoken.with_le(clause)
    return tells_done(talk.knowledge, done) or bool(planwords.deed(talk.knowledge, clause)[1])


def untitled(talk: Talk, rest: str) -> str:
    """Return `rest` without words that only say that it is a filing, name the one at hand or the one that begins
    (注销申请提交了), or tell how it was submitted. Words for whom it was submitted to are kept. Other text is returned
    as it is."""
    begins = talk.knowledge.flows.get(talk.state.draft.flow) if routing.is_describing(talk) else None
    flow = begins or talk.flow(talk.at_hand)
    title = without(rest, listed(talk.knowledge, "words-filed")).strip()
    begins_so = (clean(flow.title)[:end] for end in range(len(flow.title), 1, -1)) if flow else ()
    more = title.replace(next((one for one in begins_so if one in title), "\n"), "", 1)
    if spoken.is_whose(talk.knowledge, rest) or (more and more == title):
        return rest
    if not more or spoken.is_how(talk.knowledge, more):
        return ""
    return more if has_only(talk.knowledge, more, *WHERE) else rest
