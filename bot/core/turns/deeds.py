"""What the clauses of a text say was done, as far as that depends on what is under way: what one leaves unsaid that
others tell, and what changes nothing. The words are in `spoken` and `planwords`, what comes of it in `doing`."""

import re
from collections.abc import Iterable

from bot.core import course
from bot.core.texts import codes, outcomes, planwords, spoken
from bot.core.texts.asking import wonders
from bot.core.texts.courtesies import courtesy_this_time
from bot.core.texts.no_notice import tells_done
from bot.core.texts.wordlists import first_word, has, has_only, listed, without
from bot.core.turns import dating, routing, ticking
from bot.core.turns.stepping import STATES, WHERE
from bot.core.turns.talk import Talk
from bot.search.normalise import clean

VERDICTS = STATES - {"received"}
"""What words say of a step that is over."""
DOINGS = STATES | {"resubmitted"}
"""What words say was done, of several of which one text may tell."""
_OVER = re.compile("[完好]$")
"""How a clause ends, without a 了, that tells of something done before the next (信息填完 刷脸了 提交了)."""
_POLITE = ("hello", "thanks", "sorry", "bye")
"""What somebody says beside what was done, and that changes nothing of it."""


def as_done(talk: Talk, clause: str) -> str:
    """What was done of the plan before something else (拍好 提上去了), or who passed it (初审过 短信填了), as
    a clause that tells so."""
    kinds, rest = spoken.moves(talk.knowledge, f"{clause}了") if clause.endswith("过") else (frozenset(), "")
    if kinds == {"passed"} and spoken.is_whose(talk.knowledge, rest, ("provider", "authority")):
        return f"{clause}了"
    done = _OVER.sub(r"\g<0>了", clause)
    turn = ticking.ticked_by_deed(talk, done) if done != clause and talk.plan_on_screen else None
    return done if turn and talk.has_changed(turn.state) else clause


def carried(talk: Talk, clauses: Iterable[str]) -> list[str]:
    """Clauses, each with what it leaves to the one before: the day (当时就填了), and before the message came to
    which one is, that it is that which is filled in (短信收到了，填了)."""
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
    """Whether a clause says, and does not ask, that something is not done or has not come yet, or is to be
    submitted later, or only that some message came, or is polite."""
    left = planwords.left_undone(talk.knowledge, clause) is not None and not wonders(talk.knowledge, clause)
    return (
        left
        or dating.planned(talk, clause) is not None
        or outcomes.awaits(talk.knowledge, clause)
        or outcomes.message_came(talk.knowledge, clause)
        or courtesy_this_time(talk.knowledge, clause) in _POLITE
    )


def is_part(talk: Talk, clause: str, kinds: frozenset[str], rest: str) -> bool:
    """Whether a clause tells, where nothing is being mended, that something was done, whatever it is, but for the
    message."""
    if talk.at_work or not kinds <= {"done"} or has(talk.knowledge, clause, "words-about-sms"):
        return False
    if kinds and not rest:
        return True
    done = _OVER.sub(r"\g<0>了", clause)
    return tells_done(talk.knowledge, done) or bool(planwords.deed(talk.knowledge, clause)[1])


def awaits_message(talk: Talk) -> bool:
    """Whether the step that the filing at hand is at waits for the message."""
    return talk.current is not None and bool(course.mark(talk.current.filing, talk.current.step.id).awaited)


def was_done(talk: Talk, clause: str, kinds: frozenset[str]) -> bool:
    """Whether a clause tells, by words for a move or for a thing to do about a rejection, of something done."""
    moved = bool(kinds) and kinds <= DOINGS
    return moved or bool(talk.at_work and planwords.deed(talk.knowledge, clause)[1])


def told_in(talk: Talk, clause: str) -> tuple[frozenset[str], str]:
    """What a clause says was done, be it by way of when, or of the code."""
    kinds, rest = spoken.moves(talk.knowledge, clause)
    if not kinds and "filled" in codes.told(talk.knowledge, clause):
        return frozenset({"done"}), ""
    told = None if kinds else dating.moment_in(talk, clause)
    return spoken.dated(talk.knowledge, told.rest) if told else (kinds, rest)


def untitled(talk: Talk, rest: str) -> str:
    """What is left of a text, where that is not only that it is of a filing, or what the one at hand is for, or the
    one that begins (of one that cancels: 注销申请提交了), and by whom; where it was is left."""
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
