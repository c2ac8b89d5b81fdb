"""Turns about news that comes while our question is open: news that implies the answer, and news told in place of an
answer. `read` (`typed.said_now`) answers any text; it is used for news of a rejection."""

from collections.abc import Callable
from dataclasses import replace

from bot.core.actions import AsOf, Came, Resubmitted
from bot.core.button_data import decode
from bot.core.filings import claims
from bot.core.replies import Screen, Turn
from bot.core.state import Draft, Filing, State
from bot.core.texts import said_back, spoken
from bot.core.texts.asking import wonders
from bot.core.texts.clauses import short_clauses
from bot.core.texts.commands import command
from bot.core.texts.meant import may_be_reason
from bot.core.texts.returns import tells_of_return, tells_own_return
from bot.core.texts.verdicts import came_back, not_passed, only_returned
from bot.core.texts.wordlists import has, listed
from bot.core.turns import (
    announcing,
    dating,
    denying,
    each_named,
    heralding,
    mending,
    presses,
    replying,
    returning,
    underway,
)
from bot.core.turns.deeds import VERDICTS
from bot.core.turns.replying import OfSteps
from bot.core.turns.talk import Talk, joined

Read = Callable[[Talk, str], Turn]
"""Answers any text."""


def returned_as_asked(talk: Talk, text: str, read: Read) -> Turn | None:
    """Answer the news that something came back, right below the question for the verdict on a filing. It is that one,
    unless the text names another. None: it may only not be through yet (没过)."""
    filing = replying.asked_of_verdict(talk)
    if filing is None or not tells_own_return(talk.knowledge, text) or not_passed(talk.knowledge, text):
        return None
    if talk.filings_called(text)[0]:
        return None
    mine = talk.working_on(filing)
    told = any(map(may_be_reason, talk.knowledge.engine.read(text)))
    if only_returned(talk.knowledge, text) or not told:
        return returning.came_back(mine, text, filing)
    unclaimed = mine.with_state(claims.without_claim(mine.state, filing.number))
    return read(mending.awaiting_rejection_of(unclaimed, filing), text)


def told_on(talk: Talk, text: str, read: Read) -> Turn | None:
    """Answer news that implies a yes to our open question about a filing (提交了吗？初审过了). Note what we asked as of
    when we asked it, and then the news. A text that only repeats what we ask is a yes."""
    asked = replying.asked_of_steps(talk)
    first, *more = short_clauses(text) or [""]
    if more and said_back.answer(talk.knowledge, first) == "yes":
        text = "，".join(more)
    if wonders(talk.knowledge, text) or spoken.is_heard(talk.knowledge, text):
        return None
    if asked is None:
        return told_past_plan(talk, text, read)
    _, right = said_back.righted(talk.knowledge, text)
    named, words = talk.filings_called(right or text)
    if any(filing.number != asked.filing for filing in named):
        just_named = len(named) == 1 and words in ("", *listed(talk.knowledge, "words-so"))
        return of_other(talk, named[0], asked) if just_named else None
    again = underway.tells_again(talk, text, asked)
    if again and (turn := repeated(talk, text, asked)):
        return turn
    sure = decode(talk.question[0][1])
    as_of = sure if isinstance(sure, AsOf) else None
    late = isinstance(asked, Came) or replying.asked_before_today(talk)
    then = (
        presses.done_as_of(talk, talk.posed, asked)
        if late and as_of is None
        else presses.typed_action(talk, as_of or asked)
    )
    turn = talk.unclaimed(then)
    if again:
        return turn
    over, news = replying.asked_over(talk, asked), after_asked(talk, turn.state, text, asked, read)
    if news is None or (not named and underway.may_be_of_others(talk, asked)):
        return None
    if over:
        turn = replace(turn, replies=(Screen(talk.say("step-also-over", title=over.title)), turn.replies[-1]))
    elif dating.moment_in(talk, text):
        turn = replace(turn, replies=turn.replies[-1:])  # the news tells from when on it counts
    return joined((turn, news))


def of_other(talk: Talk, filing: Filing, asked: OfSteps) -> Turn | None:
    """Ask about this filing what we asked about another one, of whose claim we asked. None: we asked of no claim."""
    if talk.claim is None or talk.lingers:
        return None
    turn = replying.whether_over(talk, filing, replying.asked_over(talk, asked))
    return talk.unclaimed(turn) if turn else None


def repeated(talk: Talk, text: str, asked: OfSteps) -> Turn | None:
    """Answer a text that repeats what we ask and tells when that was, even if only that it is of now. None: it tells no
    time."""
    told = dating.moment_in(talk, text)
    if told and not dating.is_today(talk, told):
        return talk.unclaimed(presses.done_as_of(talk, dating.moment_told(talk, told), asked))
    if told or spoken.says_once_more(text) or has(talk.knowledge, text, "words-just"):
        return talk.unclaimed(presses.typed_action(talk, asked))  # it is of now, whatever was told before
    return None


def told_past_plan(talk: Talk, text: str, read: Read) -> Turn | None:
    """Answer news that implies that a plan was submitted again, which our open question asks: a verdict or the message
    came since, or it came back once more."""
    sure = decode(talk.question[0][1]) if talk.question else None
    if not isinstance(sure, Resubmitted):
        return None
    kinds, rest = spoken.moves(talk.knowledge, text)
    again = has(talk.knowledge, text, "words-again") and tells_own_return(talk.knowledge, text)
    whose = not rest or spoken.is_whose(talk.knowledge, rest)
    good = kinds and kinds <= VERDICTS - {"done"} and whose
    if not (again or good or (kinds == {"received"} and has(talk.knowledge, text, "words-about-sms"))):
        return None
    turn = (
        presses.done_as_of(talk, talk.posed, sure)
        if replying.asked_before_today(talk)
        else presses.typed_action(talk, sure)
    )
    after = talk.with_state(turn.state)
    news = read(after, announcing.as_next_rejection(after, text)) if again else alone(after, text)
    return news and news.below(Screen(talk.say("also-resubmitted")))


def after_asked(talk: Talk, state: State, text: str, asked: OfSteps, read: Read) -> Turn | None:
    """Answer news in the state in which our question is answered with yes. None: it leads no further from there, or may
    be about what we ask."""
    after, over, flow = talk.with_state(state), replying.asked_over(talk, asked), talk.flow(talk.filing(asked.filing))
    if over and flow and over.id == flow.resubmit and came_back(talk.knowledge, text):
        if not tells_own_return(talk.knowledge, text):
            return None
        bare = command(talk.knowledge, text) == "rejected"
        return returning.came_back(after, text) if bare else read(after, text)
    said = spoken.moves(talk.knowledge, text)
    if replying.asked_of_verdict(talk) and said[0] == {"received"} and not has(talk.knowledge, text, "words-about-sms"):
        return None  # 收到 may only say that the question came
    if over is None and said == (frozenset({"passed"}), ""):
        return None  # it does not say what passed, the message or the review before it
    news = alone(after, text)
    return news if news and underway.goes_on_to(after, news.state, asked.filing) else None


def instead_of_answer(talk: Talk, text: str, read: Read) -> Turn | None:
    """Answer news told in place of what is to be filed. None: it is no news of the person's own, or nothing can be
    noted of it. The question then stays open."""
    if not talk.is_choosing or not underway.tells_news(talk, text):
        return None
    at = talk.with_state(replace(talk.state, waiting="", draft=Draft()))
    if tells_of_return(talk.knowledge, text):
        return read(at, text)
    return alone(at, text)


def alone(talk: Talk, text: str) -> Turn | None:
    """Answer a text that only tells how far something came, or corrects that."""
    return each_named.acted_on_any(talk, text) or denying.acted_rather(talk, text) or heralding.of_message(talk, text)
