"""Turns that answer our question that is open, by what words say to it: yes or no, when that was, or more than that."""

import re
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
from bot.core.texts import numbers, outcomes, said_back, spoken
from bot.core.texts.asking import asks_whether, wonders
from bot.core.texts.clauses import short_clauses
from bot.core.texts.courtesies import courtesy
from bot.core.texts.wordlists import has, has_only, kinds_alone, listed, short
from bot.core.turns.beginning import answered
from bot.core.turns.doing import DOINGS, Doing
from bot.core.turns.verifying import tells_missed
from bot.core.workdays import local
from bot.search.normalise import clean

_FILLED = (
    *(("in-time", f"words-{key}") for key in ("in-time", "same-day")),
    ("late", "words-just"),
    ("came", "words-dated-received"),
    ("filled", "words-code-filled"),
)
_AROUND_FILLED = ("words-move", "words-dated-done", "words-about-sms")
"""What is said of when a code was filled in, and where words around that are listed."""
OfSteps = Finish | Jump | Came
"""What the yes to a question may do that asks whether a step is over, or what it waits for came."""
_WANTS_NONE = (("yes", "words-yes"), ("it", "words-cancel-it"), ("all", "words-cancel-all"))
CANCEL_ALL, CANCEL_ACCESS = "cancel-subject", "cancel-access"
"""The flow after which nothing is filed any more, and that after which what is filed stays so (which is no 注销)."""
_HOUR = re.compile("[点时:：]")
"""In all that tells an hour, and not only the part of a day."""


class Replying(Doing):
    """Turns that answer our open question."""

    def replied(self, text: str) -> Turn | None:
        """What a text does that answers our question that is open: by yes or no, or by the words of a button."""
        if not self.question:
            return None
        if self.besides:
            return self.replied_to_all(text)
        (_, yes), *others = self.question
        no = others[0][1] if others else ""
        said = self.heard(text)
        refused = said_back.answer(self.knowledge, said) == "no"
        of_call = self.claim is not None and self.claim.told
        if (self.lingers or of_call) and (self.is_fine(said) or (self.lingers and self.asked and refused)):
            return None  # that is said of what is on the screen
        sure = decode(yes)
        answer = self.yes_or_no(said, sure)
        if answer == "yes" and self.asks_which and isinstance(sure, Keep):
            named = [(label, data) for label, data in self.question if isinstance(decode(data), Keep)]
            return self.ask(self.say("which-told", count=str(len(named))), *(Button(*one) for one in named))
        if isinstance(decode(no), AsOf) or self.asks_which:
            answer = ""  # it is asked when, or of which, it was, and no is none of these
        elif turn := self.answered_besides(said, sure):
            return turn
        if answer == "yes" and self.asked_of_verdict and (self.lingers or not of_call):
            # Of three answers a mere yes is none.
            answer = "yes" if any(self.tells_verdict(one, sure) for one in short_clauses(said)) else ""
        if answer != "no" and sure and deletes(sure):
            is_sure = said_back.is_sure(self.knowledge, said)
            if answer and not is_sure:
                return self.ask(self.say("sure-how"), *(Button(label, data) for label, data in self.question))
            answer = "yes" if is_sure else ""
        if answer == "no" and not others:
            return self.aside(self.menu("courtesy-fine")) if refused else None
        data = dict(self.question).get(clean(text)) or {"yes": yes, "no": no, "": ""}[answer]
        action = decode(data)
        if isinstance(action, OfSteps) and self.asked_before_today:
            return self.unclaimed(self.done_as_of(self.posed, action))
        return self.unclaimed(self.typed_action(action)) if action else None

    def is_fine(self, text: str) -> bool:
        """Whether a text is a mere courtesy, or a yes that may be one (好的), and not one in so many words."""
        return courtesy(self.knowledge, text) is not None and not said_back.is_sure(self.knowledge, text)

    def replied_to_all(self, text: str) -> Turn | None:
        """What a text does that answers several questions at once: the same to each of them; then how far all are is
        shown."""
        at = self
        for question in (self.question, *self.besides):
            turn = at.with_state(replace(at.state, question=question)).replied(text)
            if turn is None:
                return None
            at = self.with_state(turn.state)
        return at.typed_action(Progress())

    def yes_or_no(self, text: str, yes: Action | None) -> str:
        """Whether an answer says yes or no to what the yes does, be it by what it tells or takes; "" for neither, and
        for what asks that itself (行不行)."""
        if asks_whether(text):
            return ""
        if isinstance(yes, Keep | OfSteps):
            around = "words-number" if isinstance(yes, Keep) else "words-so"
            if self.is_of_others(text, around):
                return "no"
        unheard = bool(self.asked_of_verdict) or self.was_asked_whether_back
        if self.denies(text, yes) or (unheard and outcomes.none_yet(self.knowledge, text)):
            return "no"
        if isinstance(yes, Snooze) and clean(text) in listed(self.knowledge, "words-taken-not"):
            return "no"
        taken = isinstance(yes, NewFiling | SureFiling | Snooze) and clean(text) in listed(
            self.knowledge, "words-taken"
        )
        taken = taken or (isinstance(yes, Keep) and self.wants_code(text))
        taken = taken or (isinstance(yes, SureFiling) and self.wants_none(text, yes))
        if taken or self.repeats(text) or self.tells_verdict(text, yes):
            return "yes"
        return said_back.answer(self.knowledge, text)

    def wants_none(self, text: str, yes: SureFiling) -> bool:
        """Whether a text answers in words that what is to be cancelled is wanted no more (要销), or where that is all,
        that nothing is (公司都没了 全销)."""
        kinds = kinds_alone(self.knowledge, short(text), _WANTS_NONE, "words-cancel-around", "words-move")
        meant = yes.flow == CANCEL_ALL if "all" in kinds else "it" not in kinds or yes.flow != CANCEL_ACCESS
        return bool(kinds) and meant

    def is_of_others(self, text: str, around: str) -> bool:
        """Whether a text only says, with words of this list around it, that what was told is of others (这是同行的)."""
        only = has_only(self.knowledge, clean(text), "words-not-ours", around)
        return only and has(self.knowledge, text, "words-not-ours")

    def repeats(self, text: str) -> bool:
        """Whether an answer says yes, and then only once more what was done (是的，都交了)."""
        first, *more = short_clauses(text) or [""]
        told = [spoken.moves(self.knowledge, clause) for clause in more]
        agrees = said_back.answer(self.knowledge, first) == "yes"
        so = all(kinds and kinds <= DOINGS and not (rest or self.tells_next_verdict(kinds)) for kinds, rest in told)
        return bool(more) and agrees and so

    def tells_next_verdict(self, kinds: frozenset[str]) -> bool:
        """Whether words for a good verdict tell, on a later day than it was asked whether the message was filled in, of
        the one after that."""
        asked = self.asked_of_steps
        over = self.asked_over(asked) if asked else None
        return bool(over and over.guarded) and self.asked_before_today and kinds == {"passed"}

    def denies(self, text: str, yes: Action | None) -> bool:
        """Whether every clause of an answer says no, that the person slipped, or where it is asked whether something is
        over, that it was not submitted, or was withdrawn since (说错了，还没交; 撤了)."""
        filing = self.filing(yes.filing) if isinstance(yes, Jump) else None
        back = isinstance(yes, Jump) and filing and course.mark(filing, yes.step).done
        no = {"undo", "back", "slip", "denied"} | (
            {"unsent", "withdrawn"} if isinstance(yes, OfSteps | AsOf) and not back else set()
        )
        said = [one for one in short_clauses(text) if not has_only(self.knowledge, clean(one), "words-move")]
        told = [(clause, *spoken.moves(self.knowledge, clause)) for clause in said]
        return bool(told) and all(
            (kinds and kinds <= no and (not rest or said_back.answer(self.knowledge, rest) == "no"))
            or said_back.answer(self.knowledge, clause) == "no"
            or (isinstance(yes, Finish) and tells_missed(self.knowledge, clause))
            for clause, kinds, rest in told
        )

    @property
    def asked_before_today(self) -> bool:
        """Whether our open question is of an earlier day."""
        return local(self.posed).date() < local(self.now).date()

    @property
    def asked_of_verdict(self) -> Filing | None:
        """The filing for the verdict on which our open question asks, which may be that it came back, too."""
        asked = self.answer_by(Returned)
        return self.filing(asked.filing) if asked else None

    @property
    def was_asked_whether_back(self) -> bool:
        """Whether it was just asked whether something came back, and for what was sent then."""
        return self.answer_by(Rejected) is not None

    def which_verdict(self, text: str) -> Turn | None:
        """What comes of a text that tells, where it is asked for a verdict, only that there is one, or since when: was
        it good, or did it come back?"""
        if self.asked_of_verdict is None or wonders(self.knowledge, text):
            return None
        told = self.moment_in(text)
        if not has_only(self.knowledge, clean(told.rest if told else text), "words-has-result", "words-move"):
            return None
        if not (told or has(self.knowledge, text, "words-has-result")):
            return None
        answers = [one for one in self.question if isinstance(decode(one[1]), Finish | OpenStep | Returned)]
        return self.ask(self.say("which-verdict"), *(Button(label, data) for label, data in answers))

    def tells_verdict(self, text: str, yes: Action | None) -> bool:
        """Whether an answer tells, where it is asked for the verdict of others, that it was good (过了)."""
        if not isinstance(yes, Finish) or (place := self.place_of(self.filing(yes.filing))) is None:
            return False
        _, flow, step = place
        kinds, rest = spoken.moves(self.knowledge, text)
        is_verdict = kinds == {"passed"} and step.id == yes.step and course.reviewer(step) is not None
        return is_verdict and (not rest or spoken.is_about(self.knowledge, flow, step, rest))

    def answered_besides(self, text: str, yes: Action | None) -> Turn | None:
        """What a text does that tells more than whether it is so: when it was, whose is what shall begin, or which
        number it is instead."""
        match yes:
            case Finish() | Jump() | Came():
                return self.which_verdict(text) or self.filled_then(text, yes) or self.confirmed(text, yes)
            case SureFiling():
                return self.described_first(text, yes)
            case Keep(what="icp") if self.is_free:
                other = "" if wonders(self.knowledge, text) else numbers.icp_in(text)
                return self.noticed(other) if other else None
        return None

    def confirmed(self, text: str, yes: OfSteps) -> Turn | None:
        """What a text does that answers our question by when that was (昨天下午), or says yes and more of when (嗯，
        昨天交的)."""
        told = None if wonders(self.knowledge, text) else self.moment_in(text)
        if told is None:
            return None
        first, *more = short_clauses(told.rest) or [""]
        agrees = said_back.answer(self.knowledge, first) == "yes"
        kinds, rest = spoken.dated(self.knowledge, " ".join(more) if agrees else told.rest)
        if rest or (kinds and not agrees):
            return None
        return self.done_as_of(self.when(told), yes)

    def filled_then(self, text: str, yes: OfSteps) -> Turn | None:
        """What a text does that answers whether the code was filled in before its hours were over: when that was tells
        it, and so does that it was taken. That something is over (过了) may be said of the hours: it is asked again."""
        too_late = self.answer_by(Mend)
        place = self.place_of(self.filing(yes.filing))
        ends = hours_end(place.filing, self.knowledge) if place else None
        told = self.moment_in(text)
        if told and not (told.dated or _HOUR.search(text)):
            told = None  # 早填了 names no morning
        plain = clean(told.rest if told else text)
        if not (place and ends and too_late) or wonders(self.knowledge, plain):
            return None
        filing, _, step = place
        if spoken.moves(self.knowledge, text) == (frozenset({"passed"}), ""):
            return self.whether_in_time(filing, step, ends)
        said = kinds_alone(self.knowledge, plain, _FILLED, *_AROUND_FILLED)
        if "came" in said and "filled" not in said:
            return None  # when it came, it tells, and not when it was filled in
        if told is None:
            in_time = said & {"in-time", "came"}
            return self.typed_action(yes if in_time else too_late) if in_time or "late" in said else None
        if not has_only(self.knowledge, plain, *(key for _, key in _FILLED), *_AROUND_FILLED):
            return None
        end = local(ends)
        if told.at.date() == end.date() and not _HOUR.search(text):
            return self.whether_in_time(filing, step, ends)
        return self.typed_action(yes if told.at <= end or told.at.date() < end.date() else too_late)

    def described_first(self, text: str, sure: SureFiling) -> Turn | None:
        """What is said of as whom, or where, while it is asked whether something shall really begin: kept for then, and
        asked once more."""
        flow = self.knowledge.flows.get(sure.flow)
        subject, place = self.answers_in(flow, text) if flow and not wonders(self.knowledge, text) else (None, None)
        if flow is None or not (subject or place):
            return None
        draft = answered(self.drafted(), subject, place)
        so = Screen(self.say("answers-noted", answers=draft_screens.who_and_where(self.knowledge, draft)))
        if not sure.filing:
            draft = replace(draft, flow=flow.id)
        asked = router.sure_screen(self.knowledge, flow, draft.picks, sure.filing)
        return self.show(so, asked, state=replace(self.state, waiting="flow", draft=draft, showing=""))

    @property
    def asks_which(self) -> bool:
        """Whether our open question is of which filing something is."""
        does = [one for _, data in self.question[:2] if isinstance(one := decode(data), OfSteps | OpenStep | Keep)]
        return len({one.filing for one in does}) > 1

    @property
    def asked_of_steps(self) -> OfSteps | None:
        """What the yes does to the one question that is open, where that is how far a filing is, be it as of then."""
        if not self.question or self.besides or self.asks_which:
            return None
        _, data = self.question[0]
        sure = decode(data)
        done = done_then(sure) if isinstance(sure, AsOf) else sure
        return done if isinstance(done, OfSteps) else None

    def asked_over(self, asked: OfSteps) -> Step | None:
        """The step of which it is asked whether it is over; None: it is asked whether what it waits for came."""
        flow = self.flow(self.filing(asked.filing))
        step = course.step_of(flow, asked.step) if flow else None
        if flow is None or step is None or isinstance(asked, Came):
            return None
        return step if isinstance(asked, Finish) else flow.steps[flow.steps.index(step) - 1]

    def told_of_other(self, asked: OfSteps, other: Filing) -> Turn | None:
        """What was told is asked of another filing, whose name alone answers whether it is so of the one at hand."""
        turn = None if self.claim is None or self.lingers else self.whether_over(other, self.asked_over(asked))
        return self.unclaimed(turn) if turn else None

    def whether_over(self, other: Filing, over: Step | None) -> Turn | None:
        """Whether what was told to be over is so of another filing, where it is not known to be."""
        flow = self.flow(other)
        step = course.step_of(flow, over.id) if flow and over else None
        if flow is None or step is None or course.mark(other, step.id).done:
            return None
        return self.meaning(other).over(other, flow, step)
