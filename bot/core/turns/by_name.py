"""Turns for what typed words say of a filing by its name. If several filings share the name, they ask which one is
meant."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.actions import Finish, OpenPlan, OpenStep, PutAway, Read, Resubmitted, Returned
from bot.core.button_data import encode
from bot.core.filings import renewals
from bot.core.replies import Button, Screen, Turn
from bot.core.screens import step_screens
from bot.core.state import Filing
from bot.core.texts import numbers, numbers_told, said_back, spoken
from bot.core.texts.asking import wondering, wonders
from bot.core.texts.clauses import SIGNS_OR_BUT
from bot.core.texts.commands import command, record_asked
from bot.core.texts.spoken import Deed
from bot.core.texts.verdicts import says_it_came_back
from bot.core.texts.wordlists import has, listed, without
from bot.core.turns import (
    aftercare,
    beginning,
    checking,
    dating,
    doing,
    ending,
    no_news,
    planning,
    presses,
    replying,
    returning,
    routing,
    stepping,
)
from bot.core.turns.deeds import DOINGS
from bot.core.turns.talk import Talk
from bot.search.index import OFFERED


def of_named(talk: Talk, text: str) -> Turn | None:
    """Answer what is said of a filing by its name or by a part of it. If several have it, ask which one."""
    if not talk.state.filings:
        return None
    if turn := numbered_by_name(talk, text):
        return turn
    named, words = talk.filings_called(text)
    said = named and (words or not is_answer(talk, text))
    turn = of_filing(talk.working_on(named[0]), named[0], words) if said else None
    if turn is None and (told := told_first(talk, text)):
        return of_named(talk, told)
    return turn if turn is None or len(named) == 1 else ask_which_to_open(talk, named)


def numbered_by_name(talk: Talk, text: str) -> Turn | None:
    """Keep a number that is told of a filing by its name. None: the text tells more than that it came."""
    number = numbers.icp_in(text)
    told = numbers.without_icp(text) if number else ""
    for words in filter(None, (told, without(told, listed(talk.knowledge, "words-number")))):
        named, said = talk.filings_called(words)
        flow = talk.flow(named[0]) if len(named) == 1 else None
        numbered = flow is not None and "icp" in renewals.numbers_at(flow)
        if numbered and numbers_told.number_beside(talk.knowledge, f"{said} {number}", is_noted=True):
            return aftercare.keep(talk.working_on(named[0]), named[0], "icp", number)
    return None


def told_first(talk: Talk, text: str) -> str:
    """Return the beginning of a text that first tells a deed of a named filing, or gives it up, and then something else
    (花店提交了，但电话没接到). "": there is none, or the text asks, takes something back, or tells of a rejection."""
    first, *more = SIGNS_OR_BUT.split(text)
    if not more or wonders(talk.knowledge, text) or says_it_came_back(talk.knowledge, text):
        return ""
    if any(
        said_back.is_word(talk.knowledge, one) and not spoken.moves(talk.knowledge, one)[0] & DOINGS for one in more
    ):
        return ""
    _, words = talk.filings_called(first)
    kinds, _ = spoken.moves(talk.knowledge, words)
    tells = (kinds and kinds <= DOINGS) or spoken.puts_off(talk.knowledge, words)
    return first if tells else ""


def ask_which_to_open(talk: Talk, named: Sequence[Filing]) -> Turn:
    """Ask which of these filings is meant. The answer opens it."""
    rows = [(Button(one.name, encode(OpenStep(one.number, ""))),) for one in named[:OFFERED]]
    return talk.show(Screen(talk.say("which-filing", count=str(len(named))), tuple(rows)))


def ask_which_told(talk: Talk, named: Sequence[Filing], text: str) -> Turn:
    """Ask which of these filings a text tells news of. The answer does what the text says."""
    rows = [(Button(one.name, data_for(talk, one, text)),) for one in named[:OFFERED]]
    return talk.show(Screen(talk.say("which-told", count=str(len(named))), tuple(rows), yes_no=True))


def data_for(talk: Talk, filing: Filing, text: str) -> str:
    """Return the data of a button that does what a text (not "") tells of a filing. If it tells nothing to do, the
    button opens the filing."""
    if says_it_came_back(talk.knowledge, text):
        return encode(Returned(filing.number))
    mine = talk.working_on(filing)
    if mine.at_work and "resubmitted" in spoken.moves(talk.knowledge, text)[0]:
        return encode(Resubmitted(mine.at_work[0].number))
    turn = of_filing(mine.with_state(replace(mine.state, showing="")), filing, text)
    asked = replying.asked_of_steps(talk.with_state(turn.state)) if turn else None
    return encode(asked or OpenStep(filing.number, ""))


def is_answer(talk: Talk, name: str) -> bool:
    """Tell whether the name of a filing alone is rather an answer to our question."""
    if talk.state.waiting == "flow":
        return bool(routing.chosen(talk, name) or routing.wished(talk, name))
    return talk.is_choosing or talk.state.waiting == "site-name"


def of_filing(talk: Talk, filing: Filing, words: str) -> Turn | None:
    """Answer what is said of a filing by its name."""
    deed = spoken.told(talk.knowledge, words)
    asked = talk.state.waiting == "rejection" and not words
    if asked or command(talk.knowledge, words) == "rejected":
        return returning.came_back(talk, words, filing)
    if not words or (deed.kinds and deed.kinds <= {"progress", "open"} and not deed.rest):
        return presses.show_filing(talk, filing)
    if spoken.puts_off(talk.knowledge, words):
        away = talk.button("button-put-away", PutAway(filing.number, True))
        go_on = talk.button("button-go-on", OpenStep(filing.number, ""))
        return talk.ask(talk.say("give-up", name=filing.name), away, go_on)
    if turn := of_state_told(talk, deed) or ending.ends_when(talk, words, filing):
        return turn
    if replying.denies(talk, words, Finish(filing.number, "")):
        key = "unsent-known" if has(talk.knowledge, words, "words-submit") else "not-noted"
        so = Screen(talk.say(key, name=filing.name))
        return presses.show_filing(talk, filing).below(so)
    turn = stepping.so_far(talk, filing, deed) or beginning.begun_wrongly(talk, filing, words)
    return turn or asked_of(talk, filing, words) or listed_of(talk, filing, deed)


def of_state_told(talk: Talk, deed: Deed) -> Turn | None:
    """Answer a text that tells how the filing at hand stands, or when it will be submitted."""
    return (
        dating.to_submit_then(talk, deed.text)  # before what is done: 晚上交 is only planned
        or no_news.waited(talk, deed.text)
        or doing.dated(talk, deed.text)  # before what is done now: 昨天交了
        or doing.told_done(talk, deed)
    )


def asked_of(talk: Talk, filing: Filing, words: str) -> Turn | None:
    """Answer what is asked of a filing by its name: what is to be done by its plan or at its step, or when it should be
    over."""
    kinds, rest = wondering(talk.knowledge, words)
    news = (command(talk.knowledge, words) or record_asked(talk.knowledge, words)) == "progress"
    asks = not rest and (kinds - {"explain", "this"} or (kinds and talk.at_work))
    if not (news or asks):
        return planning.of_thing(talk, words) if talk.plan_on_screen else None
    if talk.at_work and "how-long" not in kinds:
        reasons = talk.reasons_of(talk.at_work[0])
        why = kinds == {"why"} and len(reasons) == 1
        return presses.typed_action(talk, Read(reasons[0].id) if why else OpenPlan(talk.at_work[0].number))
    if "how-long" in kinds and (end := ending.end_of(talk, filing)):
        return talk.show(step_screens.end_screen(talk.knowledge, *end, None, talk.now))
    return presses.show_filing(talk, filing)


def listed_of(talk: Talk, filing: Filing, deed: Deed) -> Turn | None:
    """Note what a text tells of a named filing's checklists, as if its step were on the screen."""
    step = talk.step_of(filing)
    if step is None or talk.at_work:
        return None
    return checking.of_checklist(talk.with_state(replace(talk.state, showing=step.id)), deed)
