"""What typed words do to what is under way: they do what a button of it does, or it is asked whether they mean that."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Self

from bot.core import answers, attempts, details, grace, guide, kept, plans, provinces, spoken
from bot.core import filing as moves
from bot.core.actions import (
    Action,
    AllFlows,
    AskRoute,
    Came,
    Delete,
    Details,
    Finish,
    Forget,
    Home,
    Jump,
    Mend,
    NoName,
    OpenPlan,
    OpenStep,
    Overview,
    PutAway,
    Read,
    Rejected,
    Resubmitted,
    Strike,
    Undo,
    Unsubmit,
    decode,
    encode,
)
from bot.core.clock import hours_end
from bot.core.knowledge import Flow, Step
from bot.core.plan import plan
from bot.core.presses import Presses
from bot.core.replies import Button, Screen, Toast, Turn
from bot.core.state import Attempt, Draft, Filing
from bot.core.understanding import wonders
from bot.core.words import verbatim
from bot.search.normalise import clean

STATES = {"received", "passed", "done", "approved"}
"""What words say of a step (`spoken.Move`)."""
SHORTEST_NAME = 2
"""Characters of a name, or of a part of one, by which a filing is called."""


class Underway(Presses):
    """Turns that do what typed words say of a step, of a plan, of what was done last."""

    def on_screen(self) -> tuple[Screen, ...]:
        """What the person is in the midst of, be it a plan or the question for a rejection: words of its buttons may be
        typed."""
        if self.state.waiting == "rejection":
            return (answers.ask_for_rejection(self.knowledge),)
        if self.plan is None or self.state.waiting or self.state.showing:
            return self.again()
        return (plans.plan_screen(self.knowledge, self.state, *self.plan, self.now),)

    @property
    def plan(self) -> tuple[Attempt, Filing | None] | None:
        """The rejection that is being mended, and its filing."""
        attempt = attempts.at_work(self.state)
        return attempts.find(self.state, attempt.number) if attempt else None

    def typed_action(self, action: Action) -> Turn:
        """What a button does whose words were typed: what would stand over the screen is said above it."""
        turn = self.pressed_action(action)
        replies = (Screen(verbatim(one.text)) if isinstance(one, Toast) else one for one in turn.replies)
        return replace(turn, replies=tuple(replies))

    def replied(self, text: str) -> Turn | None:
        """What a text does that answers our question that is open: by yes or no, or by the words of a button."""
        if not self.question:
            return None
        (_, yes), (_, no), *_ = self.question
        answer: str = spoken.answer(self.knowledge, text)
        kinds, rest = spoken.moves(self.knowledge, text)
        if kinds and kinds <= {"undo", "slip"} and not rest:
            answer = "no"
        if answer == "yes" and isinstance(decode(yes), Delete | Forget | Strike):
            answer = "yes" if spoken.is_sure(self.knowledge, text) else ""
        data = dict(self.question).get(clean(text)) or {"yes": yes, "no": no, "": ""}[answer]
        action = decode(data)
        return self.typed_action(action) if action else None

    def begun_otherwise(self, text: str) -> Turn | None:
        """What comes of the words that no name is wanted for a filing that begins, that an answer was wrong, or what is
        right instead."""
        draft, waiting = self.state.draft, self.state.waiting
        if waiting not in ("flow", "subject", "province", "name"):
            return None
        kinds, rest = spoken.second_thoughts(self.knowledge, text)
        if not kinds:
            return None
        if "not" in kinds:
            return self.denied(rest)
        if rest:
            return self.instead(rest)
        if "back" in kinds:
            return self.one_back()
        if "no-name" in kinds and waiting == "name":
            return self.typed_action(Overview(draft.filing) if draft.filing else NoName())
        return None

    def instead(self, text: str) -> Turn | None:
        """Another answer to a question that a new filing is past: as whom, or where."""
        draft, flow = self.state.draft, self.knowledge.flows.get(self.state.draft.flow)
        if self.state.waiting == "flow" or draft.filing or flow is None:
            return None
        wrong = self.knowledge.provinces.get(draft.province)
        text = text.removeprefix(wrong.short) if wrong else text
        subject = next((one for one in flow.subjects if text in self.label(f"words-{one}").split()), draft.subject)
        place = provinces.called(self.knowledge, text)
        changed = replace(draft, subject=subject, province=place.id if place else draft.province, follows=False)
        return self.unasked(replace(self.state, draft=changed)) if place or subject != draft.subject else None

    def denied(self, text: str) -> Turn | None:
        """What is said not to be so is asked once more, and nothing is taken for right; of what is neither an applicant
        nor a place, nothing is known here."""
        draft = self.state.draft
        subject = next((one for one in guide.SUBJECTS if text in self.label(f"words-{one}").split()), None)
        place = provinces.called(self.knowledge, text)
        if self.state.waiting == "flow" or (text and not (subject or place)):
            return None
        if draft.filing:
            return self.show(*self.again())
        if subject and subject == draft.subject:
            draft = replace(draft, subject=None, follows=False)
        if place and place.id == draft.province:
            draft = replace(draft, province="", follows=False)
        return self.unasked(replace(self.state, draft=draft))

    def one_back(self) -> Turn | None:
        """The question before the one that is asked while a filing begins."""
        draft, waiting = self.state.draft, self.state.waiting
        if waiting == "name" and not draft.filing:
            return self.unasked(replace(self.state, draft=replace(draft, province="", follows=False)))
        if waiting == "province":
            return self.unasked(replace(self.state, draft=replace(draft, subject=None, province="")))
        if draft.filing:
            return self.typed_action(Overview(draft.filing))
        if draft.picks:
            return self.typed_action(AskRoute(draft.picks[-1][0]))
        return None if waiting == "flow" else self.typed_action(AllFlows())

    def acted(self, text: str) -> Turn | None:
        """What comes of a text that says nothing but what was done; None for any other, and where nothing is under way
        that it could be said of."""
        free = self.state.waiting in ("", "rejection", "site-name")
        if free and (named := self.named_filing(text)) and (turn := self.meaning(named[0]).of_filing(*named)):
            return turn
        kinds, rest = spoken.moves(self.knowledge, text)
        if kinds == {"cancel"} and not rest:
            return self.put_aside()
        return (self.done(text, kinds, rest) or self.wondered(text)) if free else None

    def wondered(self, text: str) -> Turn | None:
        """What comes of a text that only asks about what is on the screen: of a step, or a reason in a plan."""
        if not self.state.showing and (self.plan is None or self.state.waiting):
            return None
        kinds, rest = spoken.wondering(self.knowledge, text)
        if self.state.showing:
            return self.of_this_step(kinds, rest)
        number = spoken.numbered(rest, "个条项点")
        if self.plan is None or "how-long" in kinds:
            return None
        if kinds and not rest and not self.asked and not self.state.topic:
            return self.typed_action(OpenPlan(self.plan[0].number))
        if not number:
            return None
        reasons = attempts.topics_of(self.plan[0], self.knowledge)
        return self.typed_action(Read(reasons[number - 1].id)) if number <= len(reasons) else None

    def of_this_step(self, kinds: frozenset[str], rest: str) -> Turn | None:
        """More of the step on the screen: all about its items, or how it stands in time; without a word for the step,
        only where no question was asked before that may be meant. Another step that is named is opened."""
        filing, flow = self.at_hand, self.flow(self.at_hand) if self.at_hand else None
        step = moves.step_of(flow, self.state.showing) if flow else None
        number = spoken.numbered(rest, "步")
        if filing is None or flow is None or step is None or not kinds - {"this"} or (rest and not number):
            return None
        if number and number != flow.steps.index(step) + 1:
            other = flow.steps[number - 1 : number]
            return self.typed_action(OpenStep(filing.number, other[0].id)) if other else None
        named = bool(number) or "this" in kinds
        if "how-long" in kinds and (named or (step.who != "applicant" and not self.asked)):
            return self.show(guide.time_screen(self.knowledge, filing, step, self.now))
        meant = named or (kinds <= {"unclear", "explain"} and not self.asked)
        if meant and "how-long" not in kinds and details.explained(step, filing):
            return self.typed_action(Details(filing.number, step.id, 0))
        return None

    def of_filing(self, filing: Filing, words: str) -> Turn | None:
        """What comes of what is said of a filing by its name."""
        kinds, rest = spoken.moves(self.knowledge, words)
        asked = self.state.waiting == "rejection" and not words
        if asked or spoken.command(self.knowledge, words) == "rejected":
            return self.came_back(words, filing)
        if not words or (kinds == {"progress"} and not rest):
            return self.typed_action(OpenStep(filing.number, ""))
        if kinds == {"cancel"} and not rest:
            away = Button(self.label("button-put-away"), encode(PutAway(filing.number, True)))
            go_on = Button(self.label("button-go-on"), encode(OpenStep(filing.number, "")))
            return self.show(Screen(self.say("give-up", name=filing.name), ((away,), (go_on,)), yes_no=True))
        return self.done(words, kinds, rest) or self.so_far(filing, kinds, rest)

    def so_far(self, filing: Filing, kinds: frozenset[str], rest: str) -> Turn | None:
        """Is it so that a filing that was named came as far as is said of it? Where that is known, it is shown."""
        flow = self.flow(filing)
        at = moves.current(filing, flow) if flow else None
        if flow is None or at is None or rest:
            return None
        if kinds == {"passed"} and at.review and at.who != "applicant":
            return self.over(filing, flow, at)
        if kinds == {"resubmitted"}:
            step = moves.step_of(flow, flow.resubmit)
            if step and moves.mark(filing, step.id).done is None:
                return self.over(filing, flow, step)
            return self.typed_action(OpenStep(filing.number, ""))
        return None

    def came_back(self, text: str, filing: Filing | None = None) -> Turn:
        """Ask for the rejection of which a text tells only that it came, or of which filing it is. What came once more,
        or came of another filing, is not the one at work."""
        again = any(word in text for word in self.label("words-again").split())
        other = filing is not None and (self.plan is None or self.plan[1] != filing)
        turn = self.typed_action(Rejected())
        state = replace(turn.state or self.state, draft=Draft(filing=filing.number if filing else 0))
        return replace(turn, state=replace(state, attempt=0) if again or other else state)

    def done(self, text: str, kinds: frozenset[str], rest: str) -> Turn | None:
        """What comes of what was done, with the filing at hand or the plan worked on last."""
        if self.state.waiting == "rejection" and kinds and kinds <= {"unexplained", "denied"} and not rest:
            if "unexplained" in kinds:
                return self.typed_action(Mend(answers.UNEXPLAINED))
            return self.leave(answers.not_rejected(self.knowledge))
        if turn := self.of_notice(kinds, rest):
            return turn
        if kinds & {"undo", "slip"} and kinds <= {"undo", "slip", "unsent"} and not rest:
            return self.ask_whether_to_undo() if kinds == {"slip"} else self.take_back()
        if kinds == {"delete"} and not rest and self.at_hand:
            return self.typed_action(Delete(self.at_hand.number, False))
        if turn := self.of_step(text, kinds, rest):
            return turn
        said = kinds - {"done"}
        return self.of_plan(text, said, rest) if said and said <= {"resubmitted", "unsent"} else None

    def named_filing(self, text: str) -> tuple[Filing, str] | None:
        """The filing that a text calls by its name, or as the only one by a part of that (app那个), and what it says of
        it. A name that is a word said of any filing counts only as the whole text."""
        plain = clean(text)
        every = [(clean(filing.name), filing) for filing in self.state.filings if self.flow(filing)]
        names = [one for one in every if one[0] == plain or not spoken.is_common(self.knowledge, one[0])]
        if not names:
            return None
        whole = [name for name, _ in names if len(name) >= SHORTEST_NAME and name in plain]
        if longest := max(whole, key=len, default=""):
            rivals = {name for name in whole if name == longest or name not in longest}
            named = [filing for name, filing in names if name in rivals]
            before, _, rest = plain.partition(longest)
        else:
            part = spoken.called(self.knowledge, plain) or self.begun_with(plain, [name for name, _ in names])
            named = [filing for name, filing in names if len(part) >= SHORTEST_NAME and part in name]
            before, rest = "", plain.removeprefix(part)
        return (named[0], before + spoken.unjoined(self.knowledge, rest)) if len(named) == 1 else None

    def begun_with(self, plain: str, names: Sequence[str]) -> str:
        """The longest part of a name with which a text begins that besides says only what was done, or came back
        (花店提交了); none where it says no more than that without a name (备案通过了)."""
        if not spoken.moves(self.knowledge, plain)[1]:
            return ""
        for end in range(min(len(plain) - 1, spoken.LONGEST), SHORTEST_NAME - 1, -1):
            part, words = plain[:end], plain[end:]
            if any(part in name for name in names) and spoken.unjoined(self.knowledge, part):
                kinds, rest = spoken.moves(self.knowledge, words)
                only = (kinds and not rest) or spoken.command(self.knowledge, words) == "rejected"
                return part if only else ""
        return ""

    def meaning(self, filing: Filing) -> Self:
        """The turn in which this filing is the one worked on last, and its rejection, where it has one to be mended:
        what is said of it is said of no rejection of another filing, or of none."""
        front = filing.number == self.state.front
        showing = self.state.showing if front else ""
        attempt = filing.attempts[-1].number if moves.mended(filing) else 0
        state = replace(self.state, front=filing.number, showing=showing, attempt=attempt, asked=self.asked)
        return type(self)(state, self.knowledge, self.now, self.around)

    def of_step(self, text: str, kinds: frozenset[str], rest: str) -> Turn | None:
        """A step of a filing is over, or what it waits for came; it is asked where the filing is at another one, as far
        as it is noted, or is not what is on the screen."""
        filing = self.at_hand
        flow = self.flow(filing) if filing else None
        at = moves.current(filing, flow) if filing and flow else None
        if filing is None or flow is None or at is None or not kinds:
            return None
        shown = self.state.showing == at.id
        if shown and (rest or "resubmitted" in kinds) and (kinds, rest) == spoken.moves(self.knowledge, at.done):
            return self.typed_action(Finish(filing.number, at.id))
        if not kinds <= STATES:
            return None
        step = self.step_meant(flow, at, text, kinds, rest)
        if "approved" in kinds and (step or not rest):
            return self.approved(filing, flow)
        if step is None:
            return None
        if kinds == {"received"}:
            return self.received(filing, step, shown and step == at) if step.guarded else None
        if step == at and shown:
            return self.typed_action(Finish(filing.number, step.id))
        return self.over(filing, flow, step)

    def step_meant(self, flow: Flow, at: Step, text: str, kinds: frozenset[str], rest: str) -> Step | None:
        """The step of which this is said: one from the current one on that the text names, or where it names none, the
        current one, if it is on the screen and this is what is waited for in it."""
        ahead = flow.steps[flow.steps.index(at) :]
        if rest:
            return next((step for step in ahead if spoken.is_about(self.knowledge, flow, step, rest)), None)
        if kinds == {"received"} and any(word in text for word in self.label("words-about-sms").split("、")):
            return next((step for step in ahead if step.guarded), None)
        judged = at.review and at.who != "applicant" and kinds == {"passed"}
        came = at.guarded and kinds == {"received"}
        return at if self.state.showing == at.id and (judged or came) else None

    def received(self, filing: Filing, step: Step, shown: bool) -> Turn:
        """The text message came: its hours begin; where they began already, it is to be filled in. Where another step
        is on the screen, it is asked whether it came to that."""
        if not shown:
            window = step.deadline.text if step.deadline else ""
            text = self.say("step-reached", name=filing.name, title=step.title, window=window)
            yes = Button(self.label("button-reached"), encode(Came(filing.number, step.id)))
            return self.ask_of(filing, text, ((yes,),))
        if moves.mark(filing, step.id).awaited:
            return self.typed_action(Came(filing.number, step.id))
        return self.show(Screen(self.say("step-received", done=step.done)), *self.again())

    def over(self, filing: Filing, flow: Flow, step: Step) -> Turn | None:
        """Is it so that the filing is past this step?"""
        after = flow.steps[flow.steps.index(step) + 1 :]
        current = step == moves.current(filing, flow)
        if not current and not after:
            return None
        done = Finish(filing.number, step.id) if current else Jump(filing.number, after[0].id)
        yes = Button(self.label("button-approved"), encode(done))
        text = self.say("step-over", name=filing.name, title=step.title)
        return self.ask_of(filing, text, ((yes,),))

    def approved(self, filing: Filing, flow: Flow) -> Turn | None:
        """Is it so that the filing was approved?"""
        if moves.to_be_approved(filing, flow) is None:
            return None
        return self.ask_of(filing, self.say("approved", name=filing.name), kept.approved_rows(self.knowledge, filing))

    def ask_of(self, filing: Filing, text: str, yes: Sequence[tuple[Button, ...]]) -> Turn:
        """Ask whether that is so of a filing. If it is not, back to where it stands."""
        no = Button(self.label("button-not-yet"), encode(OpenStep(filing.number, "")))
        first, *more = yes
        return self.show(Screen(text, (first, (no,), *more), yes_no=True))

    def put_aside(self) -> Turn:
        """Leave what is under way, with all that was done of it kept."""
        busy = self.state.waiting or self.state.showing or self.state.filings or self.plan
        return self.leave(answers.home(self.knowledge, self.state, "cancelled" if busy else "nothing-to-cancel"))

    def take_back(self) -> Turn:
        """Undo what was done last."""
        if self.last is None:
            again = self.again()
            nothing = answers.home(self.knowledge, self.state, "nothing-to-undo")
            return self.show(replace(nothing, buttons=() if again else nothing.buttons), *again)
        return self.typed_action(self.last)

    def ask_whether_to_undo(self) -> Turn:
        """Somebody slipped: be it only in what was opened, so it is asked before the last change is taken back."""
        filing = self.filing(self.last.filing) if isinstance(self.last, Undo) else None
        if self.last is None or filing is None:
            return self.take_back()
        yes, no = (
            Button(self.label("button-undo"), encode(self.last)),
            Button(self.label("button-keep"), encode(Home())),
        )
        return self.show(Screen(self.say("undo-sure", name=filing.name), ((yes,), (no,)), yes_no=True))

    @property
    def last(self) -> Undo | Unsubmit | Strike | None:
        """What takes back the latest change: of the filing at hand, that a rejection was told, or that one of no filing
        was submitted again."""
        filing, found = self.at_hand, attempts.find(self.state, self.state.attempt)
        if found and self.told_last(*found, filing):
            return Strike(found[0].number, False)
        submitted = found[0].submitted if found and found[1] is None else None
        if filing and filing.past and (self.state.showing or submitted is None or submitted < _last_change(filing)):
            return Undo(filing.number, filing.revision)
        return Unsubmit(self.state.attempt) if submitted else None

    def told_last(self, attempt: Attempt, owner: Filing | None, filing: Filing | None) -> bool:
        """Whether nothing was done since a rejection was told, be it to the filing that it was given to at once."""
        untouched = owner is None or owner.revision == attempt.revision
        newer = filing is None or attempt.at >= _last_change(filing)
        return untouched and newer and attempt.submitted is None and not self.state.showing

    @property
    def at_hand(self) -> Filing | None:
        """The filing that was worked on last, or the only one."""
        filings = [filing for filing in self.state.filings if not filing.away]
        return self.filing(self.state.front) or (filings[0] if len(filings) == 1 else None)

    def of_plan(self, text: str, kinds: frozenset[str], rest: str) -> Turn | None:
        """The plan worked on last was submitted again, or was not. It is asked where the text says more than that, or
        the plan is not what is on the screen."""
        if self.plan is None:
            return self.take_back() if kinds == {"unsent"} and not rest and self.has_submitted else None
        attempt, filing = self.plan
        if "unsent" in kinds:
            return None if rest else self.typed_action(OpenPlan(attempt.number))
        if not rest and self.is_shown(filing):
            return self.typed_action(Resubmitted(attempt.number))
        if rest and not self.ends_so(text, rest):
            return None
        yes = Button(self.label("button-was-resubmitted"), encode(Resubmitted(attempt.number)))
        no = Button(self.label("button-not-yet"), encode(OpenPlan(attempt.number)))
        if plan(attempt, self.knowledge, self.now).rechecked:
            text = self.say("was-rechecked", title=plans.main_reason(self.knowledge, attempt))
        elif filing:
            text = self.say("was-resubmitted", name=filing.name)
        else:
            text = self.say("was-resubmitted-loose", title=plans.main_reason(self.knowledge, attempt))
        return self.show(Screen(text, ((yes, no),), yes_no=True))

    def of_notice(self, kinds: frozenset[str], rest: str) -> Turn | None:
        """How long there is still time for what a notice complains of, or that it is settled: the one worked on last
        before any other."""
        if rest or not kinds & {"deadline", "rechecked"}:
            return None
        every = sorted(
            (attempt for attempt, _ in attempts.everything(self.state)),
            key=lambda attempt: attempt.number != self.state.attempt,
        )
        for attempt in every:
            last = grace.last_day(attempt, self.knowledge)
            if kinds == {"deadline"} and last and attempt.submitted is None:
                days = plans.days_left(self.knowledge, attempt, last, self.now)
                hours = self.hours_left()
                return self.show(*hours, days, *(() if hours else self.again()))
            if "deadline" not in kinds and plan(attempt, self.knowledge, self.now).rechecked:
                turn = self.typed_action(Resubmitted(attempt.number))
                return replace(turn, replies=(plans.recheck_passed(self.knowledge, attempt),))
        return None

    def hours_left(self) -> tuple[Screen, ...]:
        """How the step on the screen stands in time, where its hours run: they end before the days of any notice."""
        filing, flow = self.at_hand, self.flow(self.at_hand) if self.at_hand else None
        step = moves.step_of(flow, self.state.showing) if flow else None
        if filing is None or step is None or hours_end(filing, self.knowledge) is None:
            return ()
        return (guide.time_screen(self.knowledge, filing, step, self.now),)

    @property
    def has_submitted(self) -> bool:
        """Whether the latest change was that a rejection was submitted again."""
        if not isinstance(self.last, Undo):
            return isinstance(self.last, Unsubmit)
        filing = self.filing(self.last.filing)
        return bool(filing and filing.attempts and not moves.mended(filing) and moves.mended(moves.undo(filing)))

    def is_shown(self, filing: Filing | None) -> bool:
        """Whether nothing else than this filing, or its plan, is on the screen."""
        if self.state.waiting:
            return False
        return not self.state.showing or (filing is not None and filing.number == self.state.front)

    def ends_so(self, text: str, rest: str) -> bool:
        """Whether a text tells at its end that it was submitted again, and neither asks anything nor denies it."""
        denied = any(word in rest for word in self.label("words-denied").split("、"))
        return spoken.ends_with(self.knowledge, text, "resubmitted") and not (denied or wonders(self.knowledge, text))


def _last_change(filing: Filing) -> datetime:
    """When a step of a filing, or an item of its checklists, was changed last."""
    marks = (moment for mark in filing.marks.values() for moment in (mark.begun, mark.done) if moment)
    return max(filing.touched or filing.begun, *marks)
