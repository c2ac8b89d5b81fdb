"""Turns about a text that tells something of several filings, each by its name."""

from dataclasses import replace

from bot.core.actions import deletes
from bot.core.button_data import decode
from bot.core.replies import Screen, Turn
from bot.core.state import Draft, Filing, OpenQuestion, State
from bot.core.texts import outcomes
from bot.core.texts.called import each_called, each_headed
from bot.core.texts.returns import NOT_RETURNED, sounds_like_reasons, tells_of_return
from bot.core.texts.understanding import understand
from bot.core.texts.wordlists import has
from bot.core.turns import by_name, mending, pasted, underway
from bot.core.turns.talk import Talk, joined


def acted_on_any(talk: Talk, text: str) -> Turn | None:
    """Answer a text that only tells what was done or what came back, of one filing or of several."""
    several = of_several(talk, text) if talk.is_free or talk.is_choosing else None
    return several or pasted.lifted(talk, text) or underway.acted_on_one(talk, text)


def of_several(talk: Talk, text: str) -> Turn | None:
    """Answer what is said of several filings, each by its name. If several questions arise, a typed yes answers all of
    them, unless it deletes something. If several came back, ask for their notices one after the other."""
    headed = each_headed(talk.knowledge, talk.state.filings, text)
    called = headed or each_called(talk.knowledge, talk.state.filings, text)
    if not called:
        return None
    turns, back = list[Turn](), list[tuple[Filing, Turn, State]]()
    state = replace(talk.state, waiting="", draft=Draft())
    questions = list[OpenQuestion]()
    for filing, words in called:
        if outcomes.tells_no_news(talk.knowledge, words):
            continue
        at = talk.with_state(state)
        mine = at.working_on(filing)
        turn = by_name.of_filing(mine, filing, words) or back_with_reason(mine, filing, words, headed=bool(headed))
        if turn is None:
            return None
        state = turn.state
        if state.waiting == "rejection":
            back.append((filing, turn, state))
        else:
            turns.append(turn)
            questions += [state.question] if state.question else []
        state = replace(state, waiting="", draft=Draft())
    if not (turns or back):
        return None
    if back:
        first, asks, awaiting = back[0]
        state = replace(state, waiting="rejection", draft=awaiting.draft, attempt=awaiting.attempt)
        in_order = [Screen(talk.say("one-by-one", name=first.name, other=other.name)) for other, *_ in back[1:2]]
        turns.append(asks.below(*in_order))
    yeses = [decode(data) for (_, data), *_ in questions]
    if len(questions) > 1 and any(yes and deletes(yes) for yes in yeses):
        questions = []
    question, *besides = questions or [()]
    state = replace(state, question=question, besides=tuple(besides))
    return replace(joined(turns, whole=True), state=state)


def back_with_reason(talk: Talk, filing: Filing, words: str, *, headed: bool) -> Turn | None:
    """Answer the news that a filing came back, and why. Under its name (`headed`) a reason is enough, unless it is one
    of the past."""
    read = understand(talk.knowledge, words, awaited=True)
    of_now = not has(talk.knowledge, words, *NOT_RETURNED)
    told = (headed and of_now and sounds_like_reasons(talk.knowledge, words)) or tells_of_return(talk.knowledge, words)
    if not (read.notice and told):
        return None
    return pasted.taken_apart(mending.awaiting_rejection_of(talk, filing), words, read)
