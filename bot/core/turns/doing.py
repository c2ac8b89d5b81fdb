"""Turns that note what typed words say was done, and when, or ask about it if that is unsure. `deeds` reads the
words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC
from itertools import islice

from bot.core import course
from bot.core.actions import Action, Agenda, AsOf, Delete, Draw, Export, Jump, OpenPlan, Rename, Share
from bot.core.filings import attempts, plan_parts
from bot.core.filings.plan import not_done
from bot.core.knowledge import Fix, Knowledge
from bot.core.replies import Screen, Turn
from bot.core.texts import counting, objections, planwords, said_back, spoken
from bot.core.texts.asking import wonders
from bot.core.texts.clauses import SIGNS, in_clauses, short_clauses
from bot.core.texts.courtesies import courtesy_this_time
from bot.core.texts.moments import Gone, latest_gone, long_gone, period_gone
from bot.core.texts.spoken import Deed
from bot.core.texts.unticked import not_to_tick
from bot.core.texts.verdicts import came_back
from bot.core.texts.wordlists import LONGEST_SHORT, has, listed
from bot.core.turns import (
    checking,
    dating,
    deeds,
    heralding,
    mending,
    planning,
    presses,
    resubmitting,
    returning,
    stepping,
    taking_back,
    ticking,
    verifying,
)
from bot.core.turns.deeds import VERDICTS
from bot.core.turns.returning import UNRETURNED
from bot.core.turns.stepping import STATES
from bot.core.turns.talk import Talk, joined
from bot.core.words import Marked
from bot.core.workdays import local

_OF_FILING: Mapping[str, Callable[[int], Action]] = {"rename": Rename, "draw": Draw, "agenda": Agenda, "export": Export}
"""The action on a filing for each of these moves (`Move`)."""
MOST_DEEDS = 12
"""The most clauses in a text that tells what was done. A longer text tells something else."""


def told_done(talk: Talk, deed: Deed) -> Turn | None:
    """Answer what was done to the filing at hand, or to the plan worked on last."""
    deed = deed._replace(rest=deeds.untitled(talk, deed.rest))
    return (
        not_ticked(talk, deed.text)  # before it is ticked: a deed is told, but not as done
        or of_other_plan(talk, deed)  # before it is taken for something else done to the plan at work
        or noted(talk, deed)
    )


def noted(talk: Talk, deed: Deed) -> Turn | None:
    """Answer a text in which everything told is done and is about what is at hand, by the first rule that it fits. No
    known text fits two of them, except where a comment says so."""
    return (
        returning.of_call(talk, deed.text)
        or verifying.of_codes(talk, deed.text)  # before all deeds: it knows whose code was filled in (我填了 老板还没)
        or resubmitting.filled_anew(talk, deed.text)  # before all deeds: it says how far that came
        or resubmitting.mended_and_resubmitted(talk, deed)  # before two deeds: 改完，提交了 means every todo
        or one_by_one(talk, deed.text)  # before readings of one deed, which would leave out the others
        or mended_and_handed_in(talk, deed.text)  # before the plan and the submission are read each by itself
        or returning.unexplained(talk, deed)
        or returning.unreturned(talk, deed)
        or resubmitting.resubmitted_unexplained(talk, deed)  # before how far it came: it came back first
        or planning.of_notice(talk, deed)  # before the filing: 可以交了吧 is about the plan
        or planning.early(talk, deed.text)
        or ticking.unticked_by_word(talk, deed.text)
        or ticking.ticked_instead(talk, deed.text)  # before deeds: 不是第一个 是第二个弄好了
        or ticked_as_of(talk, deed.text)
        or ticking.ticked_by_deed(talk, deed.text, deed.kinds)  # before the submission: 换了图标重新提交
        or in_detail(talk, deed.text)  # likewise: 补上去了重新交
        or planning.after_deeds(talk, deed.text)
        or taking_back.taken_back(talk, deed)
        or returning.stepped_back(talk, deed)
        or withdrawn(talk, deed)
        or changed(talk, deed)
        or stepping.filed_with_police(talk, deed)
        or stepping.of_step(talk, deed)  # before the lists of a step: 第一步做完了 is all of it
        or checking.of_checklist(talk, deed)  # before how far it came: 刷脸了 is an item
        or ticking.got(talk, deed)
        or ticking.ticked(talk, deed)  # before the filing: 改了 is about the plan
        or ticking.decided_elsewhere(talk, deed.text)  # before the submission: 过户提交了 is not that of the filing
        or of_submission(talk, deed)  # before how far it came: it was submitted again
        or of_state(talk, deed)
    )


def not_ticked(talk: Talk, text: str) -> Turn | None:
    """Answer a text about a todo that must not be ticked although a deed is told: it is still under way, not all done,
    was done long before the rejection, or is why that came. Work left on another todo does not stop this one."""
    told = not_to_tick(talk.knowledge, text) if talk.plan_on_screen and len(text) <= LONGEST_SHORT else None
    if told is None or talk.plan_on_screen is None or wonders(talk.knowledge, text):
        return None
    before, did, why, still = told
    first = told_done(talk, spoken.told(talk.knowledge, before)) if before else None
    at = talk.with_state(first.state) if first and talk.has_changed(first.state) else talk
    turn = noted(at, spoken.told(talk.knowledge, did))
    attempt, _ = at.plan_on_screen or talk.plan_on_screen
    after, _ = (turn and attempts.find(turn.state, attempt.number)) or (attempt, None)
    left = not_done(talk.plan_of(attempt).todos)
    meant = [todo for todo in left if todo.fix.id in after.ticked]
    if len(meant) != 1 or after.submitted:
        return None
    fix = meant[0].fix
    number, every = counting.only_number(still, counting.PIECES) if still else 0, talk.plan_of(attempt).todos
    if 0 < number <= len(every) and every[number - 1] not in meant:
        return None
    if why == "handed-in" and not has(talk.knowledge, fix.where, "words-decides"):
        return None
    other = planwords.left_undone(talk.knowledge, still) if still else ""
    others = [todo for todo in left if todo not in meant]
    if other and (
        plan_parts.named_among(talk.knowledge, others, other) or is_of_another_fix(talk.knowledge, other, fix)
    ):
        return None
    wait = talk.say("handed-in-wait", days=fix.wait.text) if fix.wait else talk.say("handed-in-tell")
    values = {"wait": Marked(wait)} if why in ("handed-in", "deed-begun") else {"still": still} if still else {}
    shown = ticking.show_todos(at, meant)
    shown = shown and shown.below(Screen(talk.say(why, title=fix.title, **values)))
    return joined((first, shown)) if first and shown and at is not talk else shown


def is_of_another_fix(knowledge: Knowledge, what: str, fix: Fix) -> bool:
    """Tell whether the title of some other todo names this thing, and `fix` names it nowhere."""
    told = "".join((fix.title, fix.where, fix.how, *(paper.text for paper in fix.papers)))
    titles = (one.title for one in knowledge.fixes.values())
    return len(what) >= plan_parts.SHORTEST_NAME and what not in told and any(what in title for title in titles)


def of_other_plan(talk: Talk, deed: Deed) -> Turn | None:
    """Answer what was done to a thing that the plan at work does not name. Note it for the only other filing whose plan
    has it."""
    told = next(iter(short_clauses(deed.text)), "")
    what, verbs = planwords.deed(talk.knowledge, told)
    what = what or next(iter(verbs), "")
    if talk.plan_on_screen is None or len(what) < plan_parts.SHORTEST_NAME or wonders(talk.knowledge, deed.text):
        return None
    here, owner = talk.plan_on_screen
    fixes = (todo.fix for todo in talk.plan_of(here).todos)
    if any(what in f"{fix.title}{fix.where}{fix.how}" for fix in fixes):
        return None
    found: list[Talk] = []
    for filing in talk.state.filings:
        if filing == owner or filing.away or not course.is_being_mended(filing):
            continue
        at = talk.working_on(filing)
        turn = ticking.ticked_by_deed(at, told)
        if turn and at.has_changed(turn.state):
            found.append(at)
    return noted(found[0], deed) if len(found) == 1 else None


def mended_and_handed_in(talk: Talk, text: str) -> Turn | None:
    """Tick what a text says was done of the plan, and ask whether it was submitted if the text ends with just that word
    (重拍了 重新提交)."""
    *before, last = SIGNS.split(text) if talk.plan_on_screen else [text]
    if not before or not last or wonders(talk.knowledge, text) or not planwords.hands_in(talk.knowledge, text):
        return None
    told = "，".join(before)
    turn = told_done(talk, spoken.told(talk.knowledge, told))
    if turn is None or not talk.has_changed(turn.state):
        return None
    after = planning.plan_resubmitted(talk.with_state(turn.state), sure=False)
    return joined((turn, after)) if after else turn


def ticked_as_of(talk: Talk, text: str, *, protests: bool = False) -> Turn | None:
    """Tick what a text says was done of a plan before now (上周就实名了, 早就关了), as of then: waiting times run from
    that day. Something done before the rejection is to be looked over before submitting again. `protests`: the person
    protests that it was done."""
    if talk.plan_on_screen is None or len(text) > LONGEST_SHORT:
        return None
    told = latest_gone(text, local(talk.now))
    if told is None and (protests or objections.protests(text)):
        told = long_gone(objections.unprotested(text), local(talk.now))
    if told is None or wonders(talk.knowledge, text):
        return None
    deed = spoken.told(talk.knowledge, told.rest)
    at = talk.as_of(dating.moment_told(talk, told)).with_state(talk.undisturbed)
    alone = deed.kinds == {"done"} and not deed.rest  # 填了
    turn = (None if alone else ticking.ticked_by_deed(at, told.rest)) or ticking.ticked(at, deed)
    if turn is None or not talk.has_changed(turn.state):
        return turn and (ticking.ticked_by_deed(talk, told.rest) or ticking.ticked(talk, deed))
    attempt, _ = talk.plan_on_screen
    ticked, _ = attempts.find(turn.state, attempt.number) or (attempt, None)
    if local(at.now).date() >= local(attempt.at).date():
        return mending.show_plan(talk, turn.state, attempt.number, *turn.screens[:-1], notes=turn.notes)
    new = [todo for todo in talk.plan_of(ticked).todos if todo.fix.id in ticked.ticked]
    again = [todo for todo in new if todo.fix.id not in attempt.ticked]
    hows = [(attempt.sender == "after" and todo.fix.after) or todo.fix.how for todo in again]
    looked_over = [Screen(talk.say("ticked-look-over", how=Marked(how))) for how in hows]
    shown = ticking.show_todos(talk.with_state(turn.state), again)
    return shown and shown.below(*turn.screens[:-1], *looked_over)


def withdrawn(talk: Talk, deed: Deed) -> Turn | None:
    """Answer the news that the filing at hand was withdrawn from review, or without one the rejection that was
    submitted again."""
    text, kinds, rest = deed
    if kinds != {"withdrawn"} or (rest and not spoken.withdrew_to(talk.knowledge, text)):
        return None
    if talk.at_hand:
        return stepping.to_be_submitted(talk, talk.at_hand, sure=True)
    attempt, owner = talk.rejection or (None, None)
    if attempt is None or owner:
        return None
    state = attempts.with_attempt(talk.state, replace(attempt, submitted=None, reached="", since=None))
    return mending.show_plan(talk, state, attempt.number)


def changed(talk: Talk, deed: Deed) -> Turn | None:
    """Answer the wish to delete, rename, share or export the filing at hand."""
    _, kinds, rest = deed
    filing = talk.at_hand
    if filing is None or rest:
        return None
    match sorted(kinds):
        case ["delete"] | ["cancel", "delete"]:
            return presses.typed_action(talk, Delete(filing.number, False))
        case ["share"]:
            return presses.typed_action(talk, Share(filing.number, True))
        case [move] if move in _OF_FILING:
            return presses.typed_action(talk, _OF_FILING[move](filing.number))
    return None


def of_submission(talk: Talk, deed: Deed) -> Turn | None:
    """Answer the news that it was submitted again, or was not."""
    text, kinds, rest = deed
    said = kinds - {"done", "denied"}
    if "unsent" in said and said <= {"resubmitted", "unsent"}:
        if talk.at_work is None:
            return stepping.unsent(talk, text, rest) if said == {"unsent"} else None
        return None if rest else presses.typed_action(talk, OpenPlan(talk.at_work[0].number))
    return resubmitting.told_resubmitted(talk, text, rest if said == {"resubmitted"} else text)


def of_state(talk: Talk, deed: Deed) -> Turn | None:
    """Answer how far the filing at hand came, or something that is no filing of ours. At a step, a mere "done" says too
    little, unless all is done."""
    text, kinds, rest = deed
    if talk.at_hand and planwords.hands_in(talk.knowledge, text):
        kinds, rest = frozenset({"resubmitted"}), ""
    elif rest and spoken.tells_how(talk.knowledge, text):
        rest = ""
    vague = talk.state.showing and kinds == {"done"} and not counting.tells_of_all(text)
    if talk.at_hand and not vague:
        return stepping.so_far(talk, talk.at_hand, Deed(text, kinds - {"done", "denied"} or kinds, rest))
    return resubmitting.settled(talk, Deed(text, kinds, rest))


def one_by_one(talk: Talk, text: str) -> Turn | None:
    """Answer several things that one text says were done, each in the state after the one before.

    Clauses that change nothing (a greeting, something not done yet) are left out, and so are deeds that we note
    nowhere. A plan to submit gets the offer of a reminder; thanks are answered below. With no plan to be mended, what
    cannot be read in clauses is read as it is cut by its signs (关了评论 交了).
    """
    if tells_else(talk.knowledge, text):
        return None
    for cut in (in_clauses(text), () if talk.at_work else SIGNS.split(text)):
        clauses = [deeds.as_done(talk, one) for one in deeds.carried(talk, islice(cut, MOST_DEEDS + 1))]
        few = 2 <= len(clauses) <= MOST_DEEDS
        if turns := each_answered(talk, each_told(talk, clauses)) if few else []:
            break
    else:
        return None
    after = talk.with_state(turns[-1].state)
    planned = [turn for clause in clauses if (turn := dating.to_submit_then(after, clause))]
    turn = joined([*turns, *planned[:1]])
    thanked = any(courtesy_this_time(talk.knowledge, clause) == "thanks" for clause in clauses)
    return turn.above(Screen(talk.say("courtesy-thanks"))) if thanked else turn


def tells_else(knowledge: Knowledge, text: str) -> bool:
    """Tell whether a text with deeds is about something else: what came back, what somebody wants to be told once it is
    so, or what does not show yet."""
    back = came_back(knowledge, text) and not has(knowledge, text, "words-move-resubmitted")
    return back or spoken.wants_word(knowledge, text) or has(knowledge, text, "words-unshown")


def each_told(talk: Talk, clauses: Sequence[str]) -> list[Deed]:
    """Return the deeds that these clauses tell. []: one of them tells something else."""
    told = [deeds.told_in(talk, clause) for clause in clauses if not deeds.is_beside(talk, clause)]
    done = [one for one in told if not one.kinds or not one.kinds <= {"unsent", *UNRETURNED}]
    return done if all(deeds.was_done(talk, one) or deeds.is_part(talk, one) for one in done) else []


def each_answered(talk: Talk, told: Sequence[Deed]) -> list[Turn]:
    """Answer deeds, each in the state after the one before. A question gives way to a later deed, which may settle it.
    []: one of them has no answer, and may be more than a part of what is under way."""
    at, turns, moved = talk, list[Turn](), False
    kinds_before, verbs_before = frozenset[str](), tuple[str, ...]()
    for deed in told:
        is_part = deeds.is_part(talk, deed)
        if kinds_before == {"received"} and deed.kinds == {"done"} and not deed.rest:  # 收到了，填了
            deed = deed._replace(rest=listed(talk.knowledge, "words-about-sms")[0])
        kinds_before = deed.kinds
        if is_part and deeds.awaits_message(at):
            continue
        turn = dated(at, deed.text) or told_done(at, deed)
        if turn is None and is_part:
            continue
        if turn is None:
            return []
        verbs = planwords.deed(talk.knowledge, deed.text)[1]
        if turns and verbs and verbs == verbs_before and not at.has_changed(turn.state):
            continue  # 我改过了呀 上个月就改了
        verbs_before = verbs
        if turns and turn.replies == turns[-1].replies:
            continue  # 平台过了 现在到管局了
        turns = [*(turns if moved else turns[:-1]), turn]
        moved = at.has_changed(turn.state)
        at = talk.with_state(turn.state)
    return turns


def in_detail(talk: Talk, text: str) -> Turn | None:
    """Answer what was done in a text that also tells details (名字改了 叫五金店) or what led to it (拿到了 重拍了)."""
    if talk.plan_on_screen is None or len(text) > LONGEST_SHORT:
        return None
    told_of_thing = planwords.deed(talk.knowledge, text)[1]  # 换了个域名 is one clause, 拍好了这次很清楚 two
    clauses = SIGNS.split(text) if told_of_thing else short_clauses(text)
    did = [clause for clause in clauses if planwords.deed(talk.knowledge, clause)[1]]
    if len(clauses) < 2 or not all(clause in did or planwords.is_detail(talk.knowledge, clause) for clause in clauses):
        return None
    at, turns = talk, list[Turn]()
    for clause in did:
        turn = ticking.ticked_by_deed(at, clause)
        if turn and at.has_changed(turn.state):
            turns.append(turn)
            at = talk.with_state(turn.state)
    return joined(turns) if turns else None


def dated(talk: Talk, text: str) -> Turn | None:
    """Answer a text that tells when it was submitted, when the message came, or when a step was over. Note it as of
    then, or date it back if it is noted already. A time alone, right below what was noted, corrects it. Hours run from
    an hour, not from a day: ask for the hour, unless the hours are over in any case. The text may be just the answer to
    that question."""
    told = (dating.moment_in(talk, text) or period_gone(text, local(talk.now))) if len(text) <= LONGEST_SHORT else None
    if told is None or wonders(talk.knowledge, text):
        return None
    told = dating.moment_in(talk, said_back.righted(talk.knowledge, text)[1]) or told
    kinds, rest = spoken.dated(talk.knowledge, told.rest)
    rest = deeds.untitled(talk, rest)
    of_message = kinds <= {"received"} and not rest  # perhaps only by its time
    asked = talk.answer_by(AsOf) if of_message and told.exact else None
    if asked and (turn := dating.came_on(talk, asked, told.at if told.dated else None, text)):
        return turn
    if (kinds and kinds <= VERDICTS) or ("approved" in kinds and kinds <= STATES):
        return over_on(talk, told, Deed(told.rest, kinds, rest))
    if talk.current and not (kinds or rest):
        return dating.begun_on(talk, told, talk.current, text)
    if of_message and (turn := heralding.hour_told_later(talk, text, told)):
        return turn
    if kinds == {"resubmitted"} and spoken.is_how(talk.knowledge, rest):
        rest = ""
    if len(kinds) != 1 or (rest and not spoken.is_whose(talk.knowledge, rest)):
        return None
    if kinds == {"resubmitted"}:
        if turn := submitted_on(talk, told):
            return turn
        if dating.is_today(talk, told):
            return told_done(talk, Deed(told.rest, kinds, rest))
    elif talk.current and (turn := dating.came_at(talk, told, talk.current)):
        return turn
    return one_dated(talk, text, told, Deed(told.rest, kinds, rest))


def one_dated(talk: Talk, text: str, told: Gone, deed: Deed) -> Turn | None:
    """Answer the one thing that was done at this time. If it was the message that came and nothing is noted of it, tell
    until when its code can be filled in."""
    _, kinds, rest = deed
    hours = heralding.hours_of(talk, text)
    if hours and talk.current is None:
        return heralding.hours_and_where(talk, hours, text)
    submitted = kinds == {"resubmitted"} and not rest
    long_ago = resubmitting.submitted_long_ago(talk, told.at.date(), text) if submitted else None
    turn = long_ago or done_by(talk, told, deed)
    noted = turn is None or turn.state.filings != talk.state.filings
    return turn.below(hours) if turn and hours and not noted else turn


def submitted_on(talk: Talk, told: Gone) -> Turn | None:
    """Answer the day on which the filing at hand was submitted, by dating back the review that follows. None: that day
    is noted already."""
    if talk.current is None or talk.at_work:
        return None
    filing, flow, step = talk.current
    if step != course.after_submission(flow):
        return None
    begun = local(course.mark(filing, step.id).begun or talk.now).date()
    if dating.is_today(talk, told) and begun == told.at.date():
        return None
    return presses.done_as_of(talk, dating.moment_told(talk, told), Jump(filing.number, step.id))


def done_by(talk: Talk, told: Gone, deed: Deed) -> Turn | None:
    """Answer what was done at this time."""
    at = told.at.astimezone(UTC)
    turn = told_done(talk.as_of(at), deed)
    if turn and deed.kinds == {"received"} and turn.state.filings != talk.state.filings:
        turn = replace(turn, replies=turn.replies[-1:])
    return presses.dated_back(talk, at, turn, part=told.part) if turn else None


def over_on(talk: Talk, told: Gone, deed: Deed) -> Turn | None:
    """Answer the news that a judged step, or the one with the message, was over at some time. If it was just noted as
    over, date that back."""
    _, kinds, rest = deed
    if talk.current is None or talk.at_work:
        return None
    filing, flow, step = talk.current
    before = course.before_it(flow, step)
    waits = step.who == "applicant" and (not step.guarded or course.mark(filing, step.id).awaited)
    noted = waits and before.review and talk.state.showing == step.id and kinds == {"passed"}
    if noted and (not rest or spoken.is_about(talk.knowledge, flow, before, rest)):
        return presses.done_as_of(talk, dating.moment_told(talk, told), Jump(filing.number, step.id))
    if not (spoken.is_whose(talk.knowledge, rest) if rest else step.review):
        return None
    return told_done(talk, deed) if dating.is_today(talk, told) else done_by(talk, told, deed)
