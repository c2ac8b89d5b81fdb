"""Turns that answer our open question by typed words: yes or no, when that was, or more than that."""

from dataclasses import replace

from bot.core import course
from bot.core.actions import (
    Action,
    AsOf,
    Came,
    Finish,
    Jump,
    Keep,
    Mend,
    NewFiling,
    OpenStep,
    Progress,
    Rejected,
    Returned,
    Snooze,
    SureFiling,
    deletes,
)
from bot.core.button_data import decode, done_then
from bot.core.filings.clock import hours_end
from bot.core.knowledge import Step
from bot.core.replies import Button, Screen, Turn
from bot.core.screens import draft_screens, router
from bot.core.state import Filing
from bot.core.texts import codes, numbers, numbers_told, outcomes, planwords, route_answers, said_back, spoken
from bot.core.texts.asking import asks_whether, wonders
from bot.core.texts.clauses import short_clauses
from bot.core.texts.moments import names_hour
from bot.core.texts.wordlists import has, has_only, kinds_alone, listed
from bot.core.turns import aftercare, dating, presses, routing, stepping, verifying
from bot.core.turns.beginning import answered
from bot.core.turns.deeds import DOINGS
from bot.core.turns.talk import Talk
from bot.core.workdays import local
from bot.search.normalise import clean

_FILLED = (
    *(("in-time", f"words-{key}") for key in ("in-time", "same-day")),
    ("late", "words-just"),
    ("came", "words-dated-received"),
    ("filled", "words-code-filled"),
)
_AROUND_FILLED = ("words-move", "words-dated-done", "words-about-sms")
"""Kinds of words about when a code was filled in, and the lists of the words around them."""
_GOES_ON = ("words-go-on", "words-yes", "words-answer")
"""The list of words with which people go on, and those of the words beside them."""
OfSteps = Finish | Jump | Came
"""What a yes may do if we ask whether a step is over, or whether what it waits for came."""


def replied(talk: Talk, text: str) -> Turn | None:
    """Answer our open question by a text: yes or no, or the words of a button."""
    if not talk.question:
        return None
    if talk.besides:
        return replied_to_all(talk, text)
    (_, yes), *others = talk.question
    no = others[0][1] if others else ""
    said, sure = talk.heard(text), decode(yes)
    if is_of_screen(talk, said):
        return None
    answer = yes_or_no(talk, said, sure)
    if answer == "yes" and asks_which(talk) and isinstance(sure, Keep):
        named = [(label, data) for label, data in talk.question if isinstance(decode(data), Keep)]
        return talk.ask(talk.say("which-told", count=str(len(named))), *(Button(*one) for one in named))
    if isinstance(decode(no), AsOf) or asks_which(talk):
        answer = ""  # we ask when, or of which filing, and "no" answers neither
    elif turn := answered_besides(talk, said, sure):
        return turn
    if answer == "yes" and not picks_verdict(talk, said, sure):
        answer = ""
    if answer != "no" and sure and deletes(sure):
        is_sure = said_back.is_sure(talk.knowledge, said)
        if answer and not is_sure:
            return talk.ask(talk.say("sure-how"), *(Button(label, data) for label, data in talk.question))
        answer = "yes" if is_sure else ""
    if answer == "no" and not others:
        return talk.aside(talk.menu("courtesy-fine")) if said_back.answer(talk.knowledge, said) == "no" else None
    data = dict(talk.question).get(clean(text)) or {"yes": yes, "no": no, "": ""}[answer]
    action = decode(data)
    if isinstance(action, OfSteps) and asked_before_today(talk):
        return talk.unclaimed(presses.done_as_of(talk, talk.posed, action))
    return talk.unclaimed(presses.typed_action(talk, action)) if action else None


def is_of_screen(talk: Talk, text: str) -> bool:
    """Tell whether a courtesy or a no is rather about what is on the screen than an answer to the question of a
    claim."""
    if talk.lingers and talk.asked and said_back.answer(talk.knowledge, text) == "no":
        return True
    return (talk.lingers or is_of_call(talk)) and said_back.is_fine(talk.knowledge, text)


def is_of_call(talk: Talk) -> bool:
    """Tell whether our open question is whether a filing came back for what a caller told."""
    return talk.claim is not None and bool(talk.claim.told)


def picks_verdict(talk: Talk, text: str, yes: Action | None) -> bool:
    """Tell whether a yes picks an answer. To the question for a verdict there are three, of which a mere yes picks
    none."""
    if asked_of_verdict(talk) is None or (is_of_call(talk) and not talk.lingers):
        return True
    return any(tells_verdict(talk, one, yes) for one in short_clauses(text))


def replied_to_all(talk: Talk, text: str) -> Turn | None:
    """Answer several open questions at once: the text answers each of them. Then show how far all filings are."""
    at = talk
    for question in (talk.question, *talk.besides):
        turn = replied(at.with_state(replace(at.state, question=question)), text)
        if turn is None:
            return None
        at = talk.with_state(turn.state)
    return presses.typed_action(at, Progress())


def yes_or_no(talk: Talk, text: str, yes: Action | None) -> str:
    """Return whether an answer says yes or no to what `yes` does, also by what it tells or takes. "": neither, or it
    asks that itself (行不行)."""
    if asks_whether(text):
        return ""
    if isinstance(yes, Keep | OfSteps):
        around = "words-number" if isinstance(yes, Keep) else "words-so"
        if said_back.is_of_others(talk.knowledge, text, around):
            return "no"
    unheard = bool(asked_of_verdict(talk)) or was_asked_whether_back(talk)
    if denies(talk, text, yes) or (unheard and outcomes.none_yet(talk.knowledge, text)):
        return "no"
    if isinstance(yes, Snooze) and clean(text) in listed(talk.knowledge, "words-taken-not"):
        return "no"
    taken = isinstance(yes, NewFiling | SureFiling | Snooze) and clean(text) in listed(talk.knowledge, "words-taken")
    goes_on = isinstance(yes, NewFiling | SureFiling) and has(talk.knowledge, text, _GOES_ON[0])
    goes_on = goes_on and has_only(talk.knowledge, clean(text), *_GOES_ON)
    taken = taken or goes_on or (isinstance(yes, Keep) and numbers_told.wants_code(talk.knowledge, text))
    taken = taken or (isinstance(yes, SureFiling) and said_back.wants_none(talk.knowledge, text, yes.flow))
    if taken or repeats(talk, text) or tells_verdict(talk, text, yes):
        return "yes"
    return said_back.answer(talk.knowledge, text)


def repeats(talk: Talk, text: str) -> bool:
    """Tell whether an answer says yes and then only repeats what was done (是的，都交了)."""
    first, *more = short_clauses(text) or [""]
    told = [spoken.moves(talk.knowledge, clause) for clause in more]
    agrees = said_back.answer(talk.knowledge, first) == "yes"
    so = all(kinds and kinds <= DOINGS and not (rest or tells_next_verdict(talk, kinds)) for kinds, rest in told)
    return bool(more) and agrees and so


def tells_next_verdict(talk: Talk, kinds: frozenset[str]) -> bool:
    """Tell whether good news is of the verdict after the message, because we asked on an earlier day whether the code
    was filled in."""
    asked = asked_of_steps(talk)
    over = asked_over(talk, asked) if asked else None
    return bool(over and over.guarded) and asked_before_today(talk) and kinds == {"passed"}


def denies(talk: Talk, text: str, yes: Action | None) -> bool:
    """Tell whether every clause of an answer says no or tells of a slip. If we ask whether something is over, it may
    also say that it was not done or submitted, or was withdrawn since (没弄完; 说错了，还没交; 撤了)."""
    filing = talk.filing(yes.filing) if isinstance(yes, Jump) else None
    back = isinstance(yes, Jump) and filing and course.mark(filing, yes.step).done
    no = {"undo", "back", "slip", "denied"} | (
        {"unsent", "withdrawn"} if isinstance(yes, OfSteps | AsOf) and not back else set()
    )
    said = [one for one in short_clauses(text) if not has_only(talk.knowledge, clean(one), "words-move")]
    told = [(clause, *spoken.moves(talk.knowledge, clause)) for clause in said]
    return bool(told) and all(
        (kinds and kinds <= no and (not rest or said_back.answer(talk.knowledge, rest) == "no"))
        or said_back.answer(talk.knowledge, clause) == "no"
        or (isinstance(yes, Finish) and codes.tells_unfilled(talk.knowledge, clause))
        or (isinstance(yes, Finish | Jump) and not back and is_undone(talk, clause))
        for clause, kinds, rest in told
    )


def is_undone(talk: Talk, clause: str) -> bool:
    """Tell whether a clause only says that something is not done yet (没弄完), and asks nothing (要等几天)."""
    soon = planwords.not_soon(talk.knowledge, clause)
    return soon is None and planwords.left_undone(talk.knowledge, clause) == "" and not wonders(talk.knowledge, clause)


def asked_before_today(talk: Talk) -> bool:
    """Tell whether our open question is of an earlier day."""
    return local(talk.posed).date() < local(talk.now).date()


def asked_of_verdict(talk: Talk) -> Filing | None:
    """Return the filing whose verdict our open question asks for. One of its answers is that it came back."""
    asked = talk.answer_by(Returned)
    return talk.filing(asked.filing) if asked else None


def was_asked_whether_back(talk: Talk) -> bool:
    """Tell whether we just asked whether something came back, and for its notice."""
    return talk.answer_by(Rejected) is not None


def which_verdict(talk: Talk, text: str) -> Turn | None:
    """Ask whether a verdict was good, if an answer only says that there is one, or since when."""
    if asked_of_verdict(talk) is None or wonders(talk.knowledge, text):
        return None
    told = dating.moment_in(talk, text)
    if not has_only(talk.knowledge, clean(told.rest if told else text), "words-has-result", "words-move"):
        return None
    if not (told or has(talk.knowledge, text, "words-has-result")):
        return None
    answers = [one for one in talk.question if isinstance(decode(one[1]), Finish | OpenStep | Returned)]
    return talk.ask(talk.say("which-verdict"), *(Button(label, data) for label, data in answers))


def tells_verdict(talk: Talk, text: str, yes: Action | None) -> bool:
    """Tell whether an answer to the question for a verdict says that it was good (过了)."""
    if not isinstance(yes, Finish) or (place := talk.place_of(talk.filing(yes.filing))) is None:
        return False
    _, flow, step = place
    kinds, rest = spoken.moves(talk.knowledge, text)
    is_verdict = kinds == {"passed"} and step.id == yes.step and course.reviewer(step) is not None
    return is_verdict and (not rest or spoken.is_about(talk.knowledge, flow, step, rest))


def answered_besides(talk: Talk, text: str, yes: Action | None) -> Turn | None:
    """Answer a text that tells more than yes or no: when it was, for whom something shall begin, or which number it is
    instead."""
    match yes:
        case Finish() | Jump() | Came():
            return which_verdict(talk, text) or filled_then(talk, text, yes) or confirmed(talk, text, yes)
        case SureFiling():
            return described_first(talk, text, yes)
        case Keep(what="icp") if talk.is_free:
            other = "" if wonders(talk.knowledge, text) else numbers.icp_in(text)
            return aftercare.noticed(talk, other) if other else None
    return None


def confirmed(talk: Talk, text: str, yes: OfSteps) -> Turn | None:
    """Answer our question by when that was (昨天下午), or by yes and when (嗯，昨天交的)."""
    told = None if wonders(talk.knowledge, text) else dating.moment_in(talk, text)
    if told is None:
        return None
    first, *more = short_clauses(told.rest) or [""]
    agrees = said_back.answer(talk.knowledge, first) == "yes"
    kinds, rest = spoken.dated(talk.knowledge, " ".join(more) if agrees else told.rest)
    if rest or (kinds and not agrees):
        return None
    return presses.done_as_of(talk, dating.moment_told(talk, told), yes)


def filled_then(talk: Talk, text: str, yes: OfSteps) -> Turn | None:
    """Answer whether the code was filled in before its hours were over, by when that was, or by words that it was
    accepted. A mere 过了 may mean that the hours are over, so ask again."""
    too_late = talk.answer_by(Mend)
    place = talk.place_of(talk.filing(yes.filing))
    ends = hours_end(place.filing, talk.knowledge) if place else None
    told = dating.moment_in(talk, text)
    if told and not (told.dated or names_hour(text)):
        told = None  # 早填了 names no morning
    plain = clean(told.rest if told else text)
    if not (place and ends and too_late) or wonders(talk.knowledge, plain):
        return None
    filing, _, step = place
    if spoken.moves(talk.knowledge, text) == (frozenset({"passed"}), ""):
        return verifying.whether_in_time(talk, filing, step, ends)
    said = kinds_alone(talk.knowledge, plain, _FILLED, *_AROUND_FILLED)
    if "came" in said and "filled" not in said:
        return None  # it tells when the message came, not when the code was filled in
    if told is None:
        in_time = said & {"in-time", "came"}
        return presses.typed_action(talk, yes if in_time else too_late) if in_time or "late" in said else None
    if not has_only(talk.knowledge, plain, *(key for _, key in _FILLED), *_AROUND_FILLED):
        return None
    end = local(ends)
    if told.at.date() == end.date() and not names_hour(text):
        return verifying.whether_in_time(talk, filing, step, ends)
    return presses.typed_action(talk, yes if told.at <= end or told.at.date() < end.date() else too_late)


def described_first(talk: Talk, text: str, sure: SureFiling) -> Turn | None:
    """Keep the applicant or place told while we ask whether something shall really begin, and ask again."""
    flow = talk.knowledge.flows.get(sure.flow)
    if flow is None or wonders(talk.knowledge, text):
        return None
    subject, place = route_answers.who_and_where(talk.knowledge, flow, text)
    if not (subject or place):
        return None
    draft = answered(routing.drafted(talk), subject, place)
    so = Screen(talk.say("answers-noted", answers=draft_screens.who_and_where(talk.knowledge, draft)))
    if not sure.filing:
        draft = replace(draft, flow=flow.id)
    asked = router.sure_screen(talk.knowledge, flow, draft.picks, sure.filing)
    return talk.show(so, asked, state=replace(talk.state, waiting="flow", draft=draft, showing=""))


def asks_which(talk: Talk) -> bool:
    """Tell whether our open question asks which filing is meant."""
    does = [one for _, data in talk.question[:2] if isinstance(one := decode(data), OfSteps | OpenStep | Keep)]
    return len({one.filing for one in does}) > 1


def asked_of_steps(talk: Talk) -> OfSteps | None:
    """Return what a yes does to the only open question, if that is about how far a filing is."""
    if not talk.question or talk.besides or asks_which(talk):
        return None
    _, data = talk.question[0]
    sure = decode(data)
    done = done_then(sure) if isinstance(sure, AsOf) else sure
    return done if isinstance(done, OfSteps) else None


def asked_over(talk: Talk, asked: OfSteps) -> Step | None:
    """Return the step that we ask about. None: we ask whether what it waits for came."""
    flow = talk.flow(talk.filing(asked.filing))
    step = course.step_of(flow, asked.step) if flow else None
    if flow is None or step is None or isinstance(asked, Came):
        return None
    return step if isinstance(asked, Finish) else flow.steps[flow.steps.index(step) - 1]


def whether_over(talk: Talk, other: Filing, over: Step | None) -> Turn | None:
    """Ask whether the same step is over in another filing. None: that is known, or it has no such step."""
    flow = talk.flow(other)
    step = course.step_of(flow, over.id) if flow and over else None
    if flow is None or step is None or course.mark(other, step.id).done:
        return None
    return stepping.ask_whether_over(talk.working_on(other), other, flow, step)
