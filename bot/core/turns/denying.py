"""Turns that take back what was noted last, because a text denies it or tells what is so instead. For reasons see
`correcting`."""

from bot.core import course
from bot.core.actions import Undo
from bot.core.knowledge import Flow, Step
from bot.core.replies import Turn
from bot.core.state import Filing
from bot.core.texts import codes, outcomes, planwords, said_back, spoken
from bot.core.texts.clauses import short_clauses
from bot.core.texts.verdicts import not_passed
from bot.core.texts.wordlists import has, listed, without, wordings
from bot.core.turns import announcing, by_name, presses, replying, taking_back, underway
from bot.core.turns.deeds import DOINGS
from bot.core.turns.talk import Talk, joined
from bot.core.turns.ticking import JUST
from bot.search.normalise import clean


def acted_rather(talk: Talk, text: str) -> Turn | None:
    """Answer what a text says was done instead (不对，没有退; 说错了，初审过了)."""
    if turn := undone(talk, text):
        return turn
    wrong, right = said_back.righted(talk.knowledge, text)
    if not right or wrong:
        return None
    return underway.acted_on_one(talk, right) or (
        announcing.announced(talk, right) if not_passed(talk.knowledge, right) else None
    )


def undone(talk: Talk, text: str) -> Turn | None:
    """Take back what was noted last if a text denies it (不对，没过; 等等，还没填). If a verdict was not good, ask
    whether there is one at all."""
    filing = talk.at_hand
    if filing is None or not isinstance(taking_back.last(talk), Undo):
        return None
    before = talk.place_of(course.undo(filing))
    if before is None or before == talk.current:
        return None
    was, flow, step = before
    if step.guarded and course.mark(was, step.id).awaited and codes.unsays_message(talk.knowledge, text):
        return taking_back.take_back(talk)
    every = short_clauses(text)
    more = [one for one in every if not said_back.stops(talk.knowledge, one)]
    if step.review and not step.guarded and len(more) == 1:
        verdict = outcomes.without_not_yet(more[0])
        kinds, rest = spoken.moves(talk.knowledge, f"{verdict}了")
        named = kinds == {"passed"} and spoken.is_about(talk.knowledge, flow, step, rest)
        if verdict != more[0] and named:
            return taking_back.take_back(talk)
        if more != every and outcomes.none_yet(talk.knowledge, more[0]) and not outcomes.only_not_yet(more[0]):
            return taking_back.take_back(talk)
        if more != every and outcomes.only_not_yet(more[0]):
            return taking_back.ask_whether_to_undo(talk)
    if len(more) != 1 or more == every:
        return None
    if step.guarded:
        return taking_back.take_back(talk) if codes.tells_unfilled(talk.knowledge, more[0]) else None
    return verdict_denied(talk, more[0], filing, step) if step.review else step_denied(talk, more[0], flow, step)


def step_denied(talk: Talk, clause: str, flow: Flow, step: Step) -> Turn | None:
    """Take back that a step of the applicant is done, if a clause denies that (还没弄, or 没提交 of what was just
    submitted)."""
    submitted = taking_back.has_submitted(talk) or taking_back.has_first_submitted(talk)
    words = (*planwords.UNDONE, *((("undone", "words-move-unsent"),) if submitted else ()))
    left, rest = wordings(talk.knowledge, words, "words-move").parted(clean(clause))
    meant = left and (not rest or spoken.is_about(talk.knowledge, flow, step, rest))
    return taking_back.take_back(talk) if meant and talk.current and talk.current.step != step else None


def verdict_denied(talk: Talk, clause: str, filing: Filing, step: Step) -> Turn | None:
    """Take back that a verdict was good, if a clause denies that (没过). Unless it says that there is none yet, ask
    whether it came back."""
    verdict = without(clean(clause), listed(talk.knowledge, f"words-about-{step.who}"))
    if not (verdict and not_passed(talk.knowledge, verdict)):
        return None
    turn = taking_back.take_back(talk)
    yet = has(talk.knowledge, clause, "words-not-yet")
    return turn if yet else joined((turn, announcing.whether_back(talk.with_state(turn.state), [filing])))


def noted_of_wrong_one(talk: Talk, text: str) -> Turn | None:
    """Answer a text that tells, right below what was noted, that it is another filing (不是果茶 是永顺). Take it back,
    and do the same for the other one if it is named."""
    wrong, right = said_back.righted(talk.knowledge, text)
    last = taking_back.last(talk) if wrong or right else None
    filing = talk.filing(last.filing) if isinstance(last, Undo) else None
    place = talk.place_of(filing)
    if (
        filing is None
        or place is None
        or talk.state.showing != place.step.id
        or talk.now - course.last_change(filing) > JUST
    ):
        return None
    named, words = talk.filings_called(wrong)
    others, told = talk.filings_called(right)
    so = ("", *listed(talk.knowledge, "words-so"))
    denied = not wrong or (named == [filing] and words in so)
    done = told in so or bool(spoken.moves(talk.knowledge, told)[0] & DOINGS)
    if not (denied and done) or filing in others or len(others) != bool(right):
        return None
    back = taking_back.take_back(talk)
    if not others:
        return back
    at, (_, flow, step) = talk.with_state(back.state), place
    noted = course.before_it(flow, step)
    then = replying.whether_over(at, others[0], noted) if told in so else by_name.of_named(at, right)
    then = then or presses.show_filing(at, others[0])
    return joined((back, then))
