"""Turns for what is told of customers whose filings are not recorded. Their rejections are kept by the name that was
told with them, if any was."""

from collections.abc import Callable
from dataclasses import replace

from bot.core.actions import Flows, OpenPlan, Progress, Resubmitted
from bot.core.button_data import encode
from bot.core.filings import attempts, plan_parts
from bot.core.replies import Button, Screen, Turn
from bot.core.screens import rejection_screens
from bot.core.screens.rows import home_row
from bot.core.state import Attempt
from bot.core.texts import planwords, spoken
from bot.core.texts.asking import asks_how, wonders
from bot.core.texts.called import SHORTEST
from bot.core.texts.meant import is_answered, is_certain
from bot.core.texts.understanding import understand
from bot.core.texts.unknown_names import asked_of_unknown, opening_name, owned
from bot.core.texts.verdicts import says_it_came_back
from bot.core.texts.wordlists import has
from bot.core.turns import announcing, each_named, presses, underway
from bot.core.turns.talk import Talk
from bot.search.index import OFFERED
from bot.search.normalise import clean


def of_customer(talk: Talk, text: str, read: Callable[[Talk, str], Turn]) -> Turn | None:
    """Answer what is said of a customer by the name under which a rejection is kept (老李可以交了吗, 宏发过了初审) as
    if that rejection had just been on the screen. None: it came back once more, or the rest is not understood."""
    kept = {one.called: one for one in talk.state.loose if one.called}
    name, words = opening_name(talk.knowledge, tuple(kept), text) if not talk.state.waiting else ("", "")
    if not name or says_it_came_back(talk.knowledge, text) or talk.filings_called(name)[0]:
        return None
    at = _at(talk, kept[name])
    if (back := announcing.as_next_rejection(at, words)) != words:
        return read(at, f"{name}{back}")
    if len(clean(words)) < SHORTEST or asks_how(talk.knowledge, words):
        return presses.typed_action(talk, OpenPlan(kept[name].number))
    turn = read(at, words)
    return None if turn.misses else turn


def _at(talk: Talk, attempt: Attempt) -> Talk:
    return talk.with_state(replace(talk.state, attempt=attempt.number, showing="", topic="", asked=""))


def done_for(talk: Talk, text: str) -> Turn | None:
    """Tick what a text says was done for a customer (宏达的核验单盖章了) in the only plan without a filing that has it.
    None: nothing is left of the text without the name, it changes something as it is, or several plans have it."""
    every = attempts.at_work_outside(talk.state)
    if not every or not talk.is_free or wonders(talk.knowledge, text):
        return None
    name, told = owned(talk.knowledge, text)
    if not name or talk.filings_called(name)[0]:
        return None
    if (turn := each_named.acted_on_any(talk, text)) and talk.has_changed(turn.state):
        return None
    turns = list[Turn]()
    what = planwords.deed(talk.knowledge, told)[0] or spoken.moves(talk.knowledge, told)[1]
    called = [one for one in every if one.called and not attempts.are_apart(one.called, name)]
    named = [one for one in every if plan_parts.named_among(talk.knowledge, talk.plan_of(one).todos, what)]
    for attempt in called or named or every:
        at = _at(talk, attempt)
        turn = underway.acted_on_one(at, told)
        turns += [turn] if turn and at.has_changed(turn.state) else []
    return turns[0] if len(turns) == 1 else None


def handed_in_for(talk: Talk, text: str) -> Turn | None:
    """Note that the rejection of the customer whom a text names was submitted again (宏达交了). If we do not know the
    name, ask which of several it was."""
    every = attempts.at_work_outside(talk.state)[-OFFERED:]
    name, words = talk.not_recorded(text)
    if not talk.is_free or not name or spoken.moves(talk.knowledge, words)[0] != {"resubmitted"}:
        return None
    called = [one for one in every if one.called and not attempts.are_apart(one.called, name)]
    if len(called) == 1:
        return presses.typed_action(talk, Resubmitted(called[0].number))
    if len(every) < 2:
        return None
    titles = [(rejection_screens.main_reason(talk.knowledge, one), encode(Resubmitted(one.number))) for one in every]
    rows = tuple((Button(title, data),) for title, data in titles)
    return talk.show(Screen(talk.say("which-resubmitted", name=name), rows))


def asked_about(talk: Talk, text: str) -> Turn | None:
    """Say how several filings are told apart if a text asks about a customer that we do not know, or wants to go on
    with that one. Below, show how far all is that is kept."""
    name = asked_of_unknown(talk.knowledge, text)
    if not name or talk.filings_called(name)[0]:
        return None
    says = talk.say("not-recorded", name=name)
    if talk.state.filings or talk.state.loose:
        return presses.typed_action(talk, Progress()).below(Screen(says))
    return talk.aside(Screen(says, _to_begin(talk), yes_no=True))


def to_be_recorded(talk: Talk, text: str) -> Turn | None:
    """Say how to record one or several filings if a text wants or asks that (帮我记两个备案). None: the text is
    certainly about anything else."""
    if talk.state.waiting or not has(talk.knowledge, text, "words-to-record"):
        return None
    read = understand(talk.knowledge, text)
    if read.notice or any(is_answered(part) and is_certain(part) for part in read.parts):
        return None
    return talk.aside(Screen(talk.say("record-how"), _to_begin(talk), yes_no=True))


def _to_begin(talk: Talk) -> tuple[tuple[Button, ...], ...]:
    return ((talk.button("button-file", Flows()),), home_row(talk.knowledge))
