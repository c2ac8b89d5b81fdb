"""Turns that answer questions about the plan of a rejection: about the whole, about one todo, how long it takes, and
until when. `planwords` reads the words; `ticking` ticks."""

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.core.actions import OpenPlan, Read, Resubmitted
from bot.core.button_data import decode
from bot.core.filings import attempts, plan_parts
from bot.core.filings.clock import hours_end
from bot.core.filings.plan import RECHECK, not_done
from bot.core.replies import Screen, Turn
from bot.core.screens import plan_screens, rejection_screens, step_screens
from bot.core.state import Attempt, Filing
from bot.core.texts import counting, grace, planwords, spoken
from bot.core.texts.asker import MINI
from bot.core.texts.asking import wonders
from bot.core.texts.called import is_common
from bot.core.texts.clauses import SIGNS
from bot.core.texts.dates import LENGTH
from bot.core.texts.meant import is_certain
from bot.core.texts.reckoning import FIRST_REVIEW, POLICE, TOTAL
from bot.core.texts.spoken import Deed
from bot.core.texts.understanding import understand
from bot.core.texts.wordlists import LONGEST_SHORT, has_only, kinds_alone, listed, short
from bot.core.turns import presses, ticking
from bot.core.turns.talk import Talk, joined

LAPSED = {"after": "after-check", "police": "police-penalty"}
"""The topics on what happens if their findings are not mended, by sender."""

_REVIEWS: Mapping[str, str] = {"police": POLICE, "provider-review": FIRST_REVIEW, "authority": FIRST_REVIEW}
"""The topics on how long it takes after a submission, by sender. After the authority it begins with the provider."""
_POINTS = re.compile("[这那][个份张种]")
"""Words that point at something in the plan."""
_INTO = "成为叫"
"""Signs before what something was made into (改成公司名字)."""
_HAND_IN = (
    *(("hand", key) for key in ("words-hand-in", "words-hand-in-by")),
    ("how", "words-how-or-where"),
    ("for-me", "words-for-me"),
)
"""Kinds of words that ask where or how something is handed in, or want us to do it."""


def of_this_plan(talk: Talk, kinds: frozenset[str], rest: str) -> Turn | None:
    """Show more of the plan at work: of a reason or todo by its number, or of the whole. "Why" shows
    the reason that it names or, right below the plan, the only one."""
    if talk.at_work is None:
        return None
    attempt, filing = talk.at_work
    todos, reasons = talk.plan_of(attempt).todos, talk.reasons_of(attempt)
    if kinds & {"compared", "untried"} and not rest and (turn := compared(talk, attempt, filing, kinds)):
        return turn
    if number := counting.numbered(rest, counting.REASONS + counting.ANYTHING):
        if number > len(reasons):
            return beyond(talk, attempt, number) if kinds else None
        reason = reasons[number - 1].id
        if "how-long" not in kinds:
            return presses.typed_action(talk, Read(reason))
        return ticking.show_todos(talk, [todo for todo in todos if reason in todo.reasons])
    if number := counting.numbered(rest, counting.TODOS):
        return ticking.show_todos(talk, todos[number - 1 : number])
    if rest and kinds == {"how-long"} and has_only(talk.knowledge, rest, "words-hand-in"):
        return of_review(talk, attempt)
    lasting = "how-long" in kinds and not is_common(talk.knowledge, rest)
    if lasting and (named := [todo for todo in todos if plan_parts.stands_for(talk.knowledge, rest, todo.fix.title)]):
        waits = any(todo.fix.takes or todo.fix.wait for todo in named)
        turn = ticking.show_todos(talk, named)
        return turn if waits or turn is None else turn.below(Screen(talk.say("todo-at-once")))
    if kinds == {"why"} and not rest and ticking.has_plan_shown(talk) and len(reasons) == 1:
        return presses.typed_action(talk, Read(reasons[0].id))
    what = rest.lstrip(_INTO) if kinds == {"why"} else ""
    why = plan_parts.reasons_named(talk.knowledge, reasons, what) if what else []
    if len(why) == 1:  # 为什么啊 我都改成公司名字了
        return presses.typed_action(talk, Read(why[0].id))
    return of_whole_plan(talk, attempt, kinds) if kinds and counting.is_all(rest) else None


def compared(talk: Talk, attempt: Attempt, filing: Filing | None, kinds: frozenset[str]) -> Turn | None:
    """Tell which reasons of the plan at work are new, which came back again, and what else to try for these. What else
    to try may be asked of what was read since, or of what came back for the first time: None."""
    of_plan = talk.topic_read is None or is_about_plan(talk)
    if "compared" not in kinds and not (of_plan and attempts.before(talk.state, attempt, filing)):
        return None
    return talk.aside(plan_screens.compared_screen(talk.knowledge, talk.state, attempt, filing, talk.now))


def beyond(talk: Talk, attempt: Attempt, number: int) -> Turn:
    """Show the plan for a question about a reason with a higher number than the plan has: it is the one that was not
    recognised, or several reasons of the notice are one here."""
    unclear = "」「".join(one.text for one in attempt.unclear)
    key = "reason-beyond-unclear" if unclear else "reason-beyond"
    says = talk.say(key, count=str(len(talk.reasons_of(attempt))), number=str(number), text=unclear)
    return presses.typed_action(talk, OpenPlan(attempt.number)).below(Screen(says))


def of_numbered(talk: Talk, text: str) -> Turn | None:
    """Show the reason in the plan on the screen that a text asks about by its number, whatever else it tells
    (前两个我会改 第三个是什么). Without a question, show its todos (只剩第三个了). A question whether mending only that
    one will do is answered by what is left."""
    if talk.plan_on_screen is None or len(text) > LONGEST_SHORT:
        return None
    attempt, _ = talk.plan_on_screen
    todos, reasons = talk.plan_of(attempt).todos, talk.reasons_of(attempt)
    marked, text = text, counting.with_number(text)
    if number := counting.only_number(text, counting.TODOS):
        return ticking.show_todos(talk, todos[number - 1 : number])
    number = counting.only_number(text, counting.REASONS + counting.ANYTHING)
    if not 0 < number <= len(reasons):
        return None
    if text == marked and not wonders(talk.knowledge, text):
        return ticking.show_todos(talk, [todo for todo in todos if reasons[number - 1].id in todo.reasons])
    if "只" in text:
        return talk.aside(rejection_screens.whether_ready(talk.knowledge, attempt, talk.now))
    return presses.typed_action(talk, Read(reasons[number - 1].id))


def of_only_one(talk: Talk, text: str) -> Turn | None:
    """Answer whether a thing of the plan on the screen is all that is left (就剩图标了对吧), with what is left. If only
    handing in is (就差提交了吧), nothing may be left."""
    what = planwords.only_left(talk.knowledge, text) if talk.plan_on_screen else ""
    if not what or talk.at_work is None:
        return None
    attempt, _ = talk.at_work
    left = [todo for todo in not_done(talk.plan_of(attempt).todos) if not todo.fix.optional]
    hands_in = has_only(talk.knowledge, what, "words-hand-in")
    named = [] if hands_in else plan_parts.named_among(talk.knowledge, talk.plan_of(attempt).todos, what)
    unclear = any(plan_parts.stands_for(talk.knowledge, what, one.text) for one in attempt.unclear)
    if not (hands_in or named or unclear):
        return None
    so = all(todo in named for todo in left) and (unclear or not attempt.unclear)
    return readiness(talk, attempt).below(Screen(talk.say("left-only" if so else "left-more")))


def of_handing_in(talk: Talk, text: str) -> Turn | None:
    """Tell where to hand in the plan on the screen, and whether it is time, if a text asks that (去哪提交) or wants us
    to do it (帮我交). A recheck is handed in as its todo says."""
    kinds = kinds_alone(
        talk.knowledge, short(text), _HAND_IN, "words-around-mending", "words-around-hand-in", "words-move"
    )
    if talk.plan_on_screen is None or not ({"hand", "how"} <= kinds or {"hand", "for-me"} <= kinds):
        return None
    attempt, filing = talk.plan_on_screen
    if rechecks := [todo for todo in talk.plan_of(attempt).todos if todo.fix.id == RECHECK]:
        return ticking.show_todos(talk, rechecks)
    where = plan_screens.where_submitted(talk.knowledge, talk.state, attempt, filing)
    return readiness(talk, attempt).below(Screen(talk.say("submit-where", where=where)))


def of_whole_plan(talk: Talk, attempt: Attempt, kinds: frozenset[str]) -> Turn | None:
    """Answer a question about a plan as a whole: how long it takes, what happens without it, whether to tell somebody
    afterwards, what comes first. Any other question shows the plan, if that was shown last."""
    todos = talk.plan_of(attempt).todos
    if {"late", "outcome"} <= kinds:
        return lapsed(talk, attempt)
    if "reply" in kinds and (tells := [todo for todo in todos if todo.fix.id == RECHECK]):
        return ticking.show_todos(talk, tells)
    if kinds & {"how-long", "reply"}:
        return how_long(talk, attempt)
    shown = is_about_plan(talk) if "by-whom" in kinds else ticking.has_plan_shown(talk)
    meant = bool(kinds & {"first", "next", "left"}) or shown
    if not meant or kinds & {"chase", "late", "outcome"}:
        return None
    left = not_done(todos)
    ahead = ([todo for todo in left if not todo.fix.optional] or left)[:1] if kinds & {"first", "next"} else []
    return ticking.show_todos(talk, ahead) or presses.typed_action(talk, OpenPlan(attempt.number))


def of_review(talk: Talk, attempt: Attempt) -> Turn | None:
    """Tell how long it takes once a plan is submitted again (提交了要等多久)."""
    about = TOTAL if attempt.provider == MINI else _REVIEWS.get(attempt.sender or "provider-review", "")
    return presses.typed_action(talk, Read(about)) if about in talk.knowledge.topics else None


def how_long(talk: Talk, attempt: Attempt) -> Turn | None:
    """Tell how long the plan on the screen takes. None: nothing of it is left, so a review may be meant."""
    made = talk.plan_of(attempt)
    if not is_about_plan(talk) or not (made.left or made.until):
        return None
    return readiness(talk, attempt)


def lapsed(talk: Talk, attempt: Attempt) -> Turn | None:
    """Answer what happens if a plan is not done in time: until when that is, above the topic on findings after
    approval."""
    about = LAPSED.get(attempt.sender or "", "")
    if about not in talk.knowledge.topics or not is_about_plan(talk):
        return until_when(talk)
    turn, left = presses.typed_action(talk, Read(about)), until_when(talk) if attempt.grace else None
    return turn.below(*left.replies) if left else turn


def of_thing(talk: Talk, text: str) -> Turn | None:
    """Show the todos for a thing in the plan on the screen that a text asks how to mend (那地址怎么改). If only text
    that was not recognised names it, show the plan. None: how to write or transfer something (备注怎么写) is a question
    of its own, unless no thing is named (怎么过户) or the text points at it (这个证明去哪开)."""
    text = bare_question(talk, text)
    what, verbs = planwords.asked_how(talk.knowledge, text)
    mends = listed(talk.knowledge, "words-deed-mends", "words-deed-any")
    points = _POINTS.search(text) and ticking.has_plan_shown(talk)
    own = what and verbs and verbs[0] not in mends and not points
    if talk.plan_on_screen is None or not verbs or own:
        return None
    attempt, _ = talk.plan_on_screen
    left = not_done(talk.plan_of(attempt).todos)
    by = () if verbs[0] in listed(talk.knowledge, "words-deed-any") else verbs
    named = plan_parts.named_among(talk.knowledge, left, what, by) if what else []
    if what and not named:
        named = plan_parts.titled_like(left, what) or plan_parts.told_with(talk.knowledge, left, what)
    like = plan_parts.titled(named if what else left, verbs)
    idle = set(verbs) & set(listed(talk.knowledge, "words-deed-idle"))
    if turn := ticking.show_todos(talk, like or ([] if idle else named)):
        return turn
    unclear = what and any(plan_parts.stands_for(talk.knowledge, what, one.text) for one in attempt.unclear)
    return presses.typed_action(talk, OpenPlan(attempt.number)) if unclear else None


def bare_question(talk: Talk, text: str) -> str:
    """Return the last clause of a text if it asks how without a thing, and what stands before is about nothing known
    (我不会弄 怎么挂); otherwise the text."""
    *before, last = SIGNS.split(text.rstrip("?？。！! "))
    what, verbs = planwords.asked_how(talk.knowledge, last)
    if not before or what or not verbs or wonders(talk.knowledge, told := "，".join(before)):
        return text
    return text if any(map(is_certain, understand(talk.knowledge, told).parts)) else last


def is_about_plan(talk: Talk) -> bool:
    """Tell whether nothing was read since the plan was shown, except one of its reasons."""
    return ticking.has_plan_shown(talk) or (talk.at_work is not None and talk.state.topic in talk.at_work[0].reasons)


def early(talk: Talk, text: str) -> Turn | None:
    """Tell whether a rejection can be submitted again before all is done, or with something left as it is, if a text
    asks that."""
    asks = talk.at_work and (planwords.asks_early(text) or planwords.asks_to_leave(talk.knowledge, text))
    return readiness(talk, talk.at_work[0]) if talk.at_work and asks else None


def after_deeds(talk: Talk, text: str) -> Turn | None:
    """Tell whether a rejection can be submitted again, if a text asks that behind deeds that are none of the plan's."""
    asks = talk.at_work and planwords.asks_after_deeds(talk.knowledge, text)
    return readiness(talk, talk.at_work[0]) if talk.at_work and asks else None


def readiness(talk: Talk, attempt: Attempt) -> Turn:
    """Tell whether a plan can be submitted again now. Below, ask again whether it was, if that question was open."""
    turn = talk.aside(rejection_screens.whether_ready(talk.knowledge, attempt, talk.now))
    asked = any(decode(data) == Resubmitted(attempt.number) for _, data in talk.question)
    still = plan_resubmitted(talk, sure=False) if asked else None
    return joined((turn, still), whole=True) if still else turn


def plan_resubmitted(talk: Talk, *, sure: bool = True) -> Turn | None:
    """Note that the plan worked on last was submitted again. Ask first if that is not `sure`, or if something else is
    on the screen."""
    if talk.at_work is None:
        return None
    attempt, filing = talk.at_work
    if sure and is_shown(talk, filing):
        return presses.typed_action(talk, Resubmitted(attempt.number))
    yes = talk.button("button-was-resubmitted", Resubmitted(attempt.number))
    no = talk.button("button-not-yet", OpenPlan(attempt.number))
    if talk.plan_of(attempt).rechecked:
        text = talk.say("was-rechecked", title=rejection_screens.main_reason(talk.knowledge, attempt))
    elif filing:
        text = talk.say("was-resubmitted", name=filing.name)
    else:
        text = talk.say("was-resubmitted-loose", title=rejection_screens.main_reason(talk.knowledge, attempt))
    return talk.show(Screen(text, ((yes, no),), yes_no=True))


def is_shown(talk: Talk, filing: Filing | None) -> bool:
    """Tell whether nothing but this filing or its plan is on the screen."""
    if talk.state.waiting:
        return False
    return not talk.state.showing or (filing is not None and filing.number == talk.state.front)


def of_notice(talk: Talk, deed: Deed) -> Turn | None:
    """Answer whether a rejection can be submitted again, how long there is time for what a notice complains of, or that
    it is settled. The rejection worked on last comes first."""
    _, kinds, rest = deed
    _, news = spoken.said_by(talk.knowledge, deed.text)
    if kinds == {"rechecked"} and news:
        kinds, rest = spoken.moves(talk.knowledge, news)
    all_done = "done" in kinds and counting.is_all(rest)
    names_none = all_done or has_only(talk.knowledge, rest, "words-it", "words-now")
    if "ready" in kinds and talk.at_work and names_none:
        return readiness(talk, talk.at_work[0])
    if (rest and not re.fullmatch(LENGTH, rest)) or not kinds & {"deadline", "rechecked"}:
        return None
    every = sorted(
        (attempt for attempt, _ in attempts.everything(talk.state)),
        key=lambda attempt: attempt.number != talk.state.attempt,
    )
    for attempt in every:
        last = grace.last_day(attempt, talk.knowledge)
        if kinds == {"deadline"} and last and attempt.submitted is None:
            days = rejection_screens.days_left(talk.knowledge, attempt, last, talk.now)
            return talk.aside(*hours_left(talk), days)
        if "deadline" not in kinds and talk.plan_of(attempt).rechecked:
            turn = presses.typed_action(talk, Resubmitted(attempt.number))
            return replace(turn, replies=(rejection_screens.recheck_passed(talk.knowledge, attempt),))
    return until_when(talk) if kinds == {"deadline"} and not hours_left(talk) else None


def until_when(talk: Talk, *, later: bool = False) -> Turn | None:
    """Tell until when the plan on the screen must be done, or that there is no last day. `later`: the person says that
    it is done only later. Of an inspection, tell only the day that it names."""
    if talk.at_work is None or talk.state.waiting or not is_about_plan(talk):
        return None
    attempt, _ = talk.at_work
    last = grace.last_day(attempt, talk.knowledge)
    if last:
        return talk.show(rejection_screens.days_left(talk.knowledge, attempt, last, talk.now))
    inspected = talk.plan_of(attempt).rechecked
    return None if inspected else talk.show(rejection_screens.no_last_day(talk.knowledge, attempt, later=later))


def hours_left(talk: Talk) -> tuple[Screen, ...]:
    """Return the time that is left for the step on the screen, if its hours run. They end before the days of any
    notice."""
    if talk.step_shown is None or hours_end(talk.step_shown.filing, talk.knowledge) is None:
        return ()
    filing, _, step = talk.step_shown
    return (step_screens.time_screen(talk.knowledge, filing, step, talk.now),)
