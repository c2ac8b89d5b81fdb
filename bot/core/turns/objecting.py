"""Turns that answer objections to the plan of a rejection (something is unwanted, cannot be done soon, or is not so),
and what is said of a quoted part of it. Typed words that tick it are in `ticking`."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.actions import Read
from bot.core.filings import plan_parts
from bot.core.filings.plan import Todo, not_done
from bot.core.knowledge import Topic
from bot.core.replies import Screen, Turn
from bot.core.screens import plan_screens
from bot.core.state import Attempt
from bot.core.texts import objections, planwords, said_back
from bot.core.texts.asking import leaves_unsaid, only_points, wondering, wonders
from bot.core.texts.clauses import short_clauses
from bot.core.texts.courtesies import courtesy, tone
from bot.core.texts.verdicts import is_told
from bot.core.turns import mending, planning, presses, ticking
from bot.core.turns.talk import Talk

LONGEST_THING = 6
"""The most characters of what can be had or made only later. A longer text tells something else."""


def objected(talk: Talk, text: str) -> Turn | None:
    """Answer an objection to the plan on the screen."""
    if talk.at_work is None or talk.state.waiting or not planning.is_about_plan(talk):
        return None
    attempt, _ = talk.at_work
    todos = talk.plan_of(attempt).todos
    if turn := unwanted(talk, text, todos):
        return turn
    if wonders(talk.knowledge, text):
        return None
    late = planwords.not_soon(talk.knowledge, text)
    waits = planwords.waits_for(talk.knowledge, text) if late is None else ""
    late = waits if waits and plan_parts.named_among(talk.knowledge, not_done(todos), waits) else late
    told = is_told(talk.knowledge, text) or tone(talk.knowledge, text) == "thanks"
    if late is not None and len(late) <= LONGEST_THING and not_done(todos) and not told:
        return planning.until_when(talk, later=True)
    return untrue(talk, text, attempt) or always_so(talk, text, attempt, not_done(todos))


def of_quoted(talk: Talk, text: str, quoted: str) -> Turn | None:
    """Answer a text that quotes a part of the plan at work: it is done or not, how or why it is done, or an objection.
    None: it says anything else."""
    if talk.at_work is None:
        return None
    attempt, filing = talk.at_work
    todos, reasons = plan_screens.quoted(talk.knowledge, talk.state, attempt, filing, quoted, talk.now)
    if not (todos or reasons):
        return None
    if plan_parts.tells_it_done(talk.knowledge, text, todos):
        return ticking.tick_those(talk, attempt, todos)
    if courtesy(talk.knowledge, text):
        return None
    asked, rest = wondering(talk.knowledge, text)
    if asked == {"why"} and not rest:
        return presses.typed_action(talk, Read(reasons[0]))
    points = leaves_unsaid(talk.knowledge, text) or only_points(talk.knowledge, text)
    if points or (asked - {"this"} and not rest):
        return ticking.show_todos(talk, todos)
    if wonders(talk.knowledge, text):
        return None
    ticked = [todo.fix.id for todo in todos if todo.done]
    if planwords.left_undone(talk.knowledge, text) == "":
        return mending.tick(talk, attempt, ticked, False) if ticked else ticking.show_todos(talk, todos)
    about = replace(talk.state, topic=reasons[0], waiting="", showing="")
    return untrue(talk.with_state(about), text, attempt)


def always_so(talk: Talk, text: str, attempt: Attempt, left: Sequence[Todo]) -> Turn | None:
    """Show what to look over for a person who says that it was right all along (一直是公司名下的). The reviewer has
    just found otherwise, so nothing is ticked. If no thing is named (一直是通的), it may be any todo."""
    told = objections.always_so(talk.knowledge, text)
    if told is None:
        return None
    what, so = told
    parts = talk.knowledge.engine.read(text)
    near = {choice.topic for part in parts if part.decision != "unknown" for choice in part.choices}
    pieces = [what[at : at + plan_parts.SHORTEST_NAME] for at in range(len(what) - plan_parts.SHORTEST_NAME + 1)]
    titles = {todo.fix.id: f"{todo.fix.title} {todo.fix.where}" for todo in left}
    meant = [todo for todo in left if near & {*todo.reasons} or any(one in titles[todo.fix.id] for one in pieces)]
    meant = meant or ([] if what or len(so) > plan_parts.SHORTEST_NAME else list(left))
    if len({reason for todo in meant for reason in todo.reasons}) > 1:
        return ask_which_reason(talk, attempt)
    turn = ticking.show_todos(talk, meant)
    return turn and turn.below(Screen(talk.say("look-over")))


def unwanted(talk: Talk, text: str, todos: Sequence[Todo]) -> Turn | None:
    """Show what can be done in place of an unwanted todo (名称不想改): the optional todos left for the same reasons. If
    there are none, show why it is asked for, or how it is done."""
    what, verbs = objections.unwanted(talk.knowledge, text)
    if what:
        named = [todo for todo in todos if plan_parts.stands_for(talk.knowledge, what, todo.fix.title)]
        named = named or plan_parts.named_among(talk.knowledge, todos, what)
    else:
        named = [todo for todo in todos if any(verb in todo.fix.title for verb in verbs)]
    if not named:
        return None
    reasons = {reason for todo in named for reason in todo.reasons}
    instead = [todo for todo in todos if todo.fix.optional and reasons & {*todo.reasons}]
    if turn := ticking.show_todos(talk, instead):
        return turn
    titles = {id: talk.knowledge.topics[id].title for id in named[0].reasons}
    why = [id for id, title in titles.items() if not what or plan_parts.stands_for(talk.knowledge, what, title)]
    return presses.typed_action(talk, Read(why[0])) if why else ticking.show_todos(talk, named[:1])


def untrue(talk: Talk, text: str, attempt: Attempt) -> Turn | None:
    """Show how to explain that a reason is not so (第 2 条我们根本没有)."""
    first, *more = short_clauses(text) or [text]
    if first.isdigit() and more:  # 1 不可能
        first = f"第{first}条{more[0]}"
    number, name, pointed = objections.untrue(talk.knowledge, first)
    topics = talk.reasons_of(attempt)
    if number:
        topics = topics[number - 1 : number]
    elif name:
        topics = [topic for topic in topics if plan_parts.stands_for(talk.knowledge, name, topic.title)]
    elif not (pointed or said_back.answer(talk.knowledge, text) == "no"):
        return None
    elif talk.state.topic:
        topics = [topic for topic in topics if topic.id == talk.state.topic]
    if len(topics) > 1:
        return ask_which_reason(talk, attempt)
    if not topics:
        return None
    return explain(talk, topics[0])


def ask_which_reason(talk: Talk, attempt: Attempt) -> Turn:
    """Ask which of the reasons is not so."""
    return talk.show(Screen(talk.say("reason-untrue-which")), plan_screens.reasons_screen(talk.knowledge, attempt))


def explain(talk: Talk, reason: Topic) -> Turn:
    """Show how to explain to the reviewer that a reason is not so, above the reason."""
    return presses.typed_action(talk, Read(reason.id)).below(Screen(talk.say("reason-untrue")))
