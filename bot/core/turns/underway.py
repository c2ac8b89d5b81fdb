"""Turns that do what typed words say of what is under way: what a button of it does, or it is asked whether they mean
that. What is said of a filing by its name is in `by_name`, what is only asked in `wondering`; what was done is noted in
`doing`, and what answers our question in `replying`."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core import course
from bot.core.actions import Progress
from bot.core.filings import attempts
from bot.core.filings.plan import plan
from bot.core.replies import Button, Screen, Turn
from bot.core.screens import answers, step_screens
from bot.core.screens.plan_rows import plan_rows
from bot.core.state import DESCRIBES, Draft, State
from bot.core.texts import counting, numbers, outcomes, place_names, spoken
from bot.core.texts.asking import wonders
from bot.core.texts.clauses import in_clauses
from bot.core.turns.by_name import ByName
from bot.core.turns.doing import DOINGS, VERDICTS
from bot.core.turns.on_screen import OnScreen
from bot.core.turns.replying import OfSteps
from bot.core.turns.stepping import STATES
from bot.core.turns.ticking import REASONS, TODOS
from bot.core.turns.verifying import told_of_codes
from bot.core.workdays import local

_MENDED = "改"
"""In words for what was done that tell of no submission (改好了)."""


class Underway(ByName, OnScreen):
    """Turns that do what typed words say of a step, of a plan, of what was done last."""

    def buttons_shown(self) -> list[Button]:
        """The buttons of what the person is in the midst of, be it a plan or the question for a rejection: their words
        may be typed."""
        rows: Sequence[tuple[Button, ...]]
        if self.state.waiting == "rejection":
            rows = answers.ask_for_rejection(self.knowledge).buttons
        elif self.plan_on_screen:
            attempt, filing = self.plan_on_screen
            made = plan(attempt, self.knowledge, self.now)
            rows = plan_rows(self.knowledge, self.state, attempt, filing, made)
        elif self.is_free and self.step_shown:
            filing, _, step = self.step_shown
            rows = step_screens.step_buttons(self.knowledge, filing, step, self.now)
        else:
            rows = [row for screen in self.again() for row in screen.buttons]
        return [button for row in rows for button in row]

    def tells_again(self, text: str, asked: OfSteps) -> bool:
        """Whether a text says only what is asked, be it in no more words than that it is done."""
        again = self.acted_on_one(text)
        if again and again.state.question == self.question:
            return True
        kinds, rest = spoken.moves(self.knowledge, text)
        if not kinds or rest:
            return False
        over, flow = self.asked_over(asked), self.flow(self.filing(asked.filing))
        if over is None or flow is None:
            return kinds == {"received"}
        if "filled" in told_of_codes(self.knowledge, text) and not over.guarded:
            return False
        if self.tells_next_verdict(kinds):
            return False
        if over.id == flow.resubmit and kinds == {"done"} and _MENDED in text:
            return False
        said = "resubmitted" if over.id == flow.resubmit else "passed" if over.review else "done"
        return kinds <= {"done", said}

    def goes_on_to(self, state: State, number: int) -> bool:
        """Whether a filing is further on in this state, or it is asked whether it is."""
        at, now = self.place_of(self.filing(number)), self.with_state(state).place_of(state.filing(number))
        if at is None or now == at:
            asked = self.with_state(state).asked_of_steps
            return bool(at and asked and asked.filing == number)
        _, flow, step = at
        later = flow.steps[flow.steps.index(step) + (not step.guarded) :]
        return now is None or now.step in later

    def acted_on_one(self, text: str) -> Turn | None:
        """What comes of a text that says nothing but what was done; None for any other, and where nothing is under way
        that it could be said of."""
        may_be_of_another = self.is_free or self.is_choosing
        if may_be_of_another and (turn := self.of_named(text)):
            return turn
        if spoken.puts_off(self.knowledge, text):
            return self.put_aside()
        if not self.is_free:
            return None
        if self.not_on_screen and not outcomes.unanswered(self.knowledge, text):
            return self.typed_action(Progress())
        met = spoken.met(self.knowledge, text) if self.step_shown else None
        kinds, rest = met or spoken.moves(self.knowledge, text)
        turn = self.of_state_told(text, kinds, rest) or self.ends_when(text)
        after = turn.state if turn else None
        moved = after and (after.filings != self.state.filings or (after.question and kinds & STATES))
        if moved and not kinds & {"undo", "back", "slip", "unsent"} and (several := self.not_on_screen):
            return self.which_of(several, text)
        return turn or self.wondered(text) or self.of_answers(text)

    def told_of_growing(self, text: str) -> Turn | None:
        """What comes of a text that tells what became of a rejection, while it is asked what the filing is to be that
        begins with it: that is noted of the rejection, and it is asked on. Nothing is taken back in passing."""
        found = attempts.find(self.state, self.state.draft.attempt)
        if found is None or self.state.waiting not in ("flow", *DESCRIBES) or wonders(self.knowledge, text):
            return None
        before, here = found[0], replace(self.state, waiting="", draft=Draft(), topic="", attempt=found[0].number)
        turn = self.with_state(here).acted_on_one(text)
        known = attempts.find(turn.state, before.number) if turn else None
        told = known[0] if known else before
        submitted = (told.submitted, told.reached) != (before.submitted, before.reached)
        if not (submitted and told.submitted) and not set(told.ticked) - set(before.ticked):
            return None
        now = self.with_state(attempts.put(self.state, told))
        since = told.since or told.submitted or self.now
        if submitted:
            earlier = since if local(since).date() < local(self.now).date() else None
            return now.show(now.kept_so_far(told.reached or "review", earlier), *now.again())
        done = [self.knowledge.fixes[id].title for id in told.ticked if id not in before.ticked]
        return now.show(Screen(self.say("answers-noted", answers="、".join(done))), *now.again())

    def told_of_plan(self, text: str) -> Turn | None:
        """What comes of a text that tells what of the plan at work is done, by number or with no more than the words
        for that, where it was asked for what came back: it is none of that."""
        attempt, filing = self.at_work or (None, None)
        if attempt is None or self.state.waiting != "rejection" or wonders(self.knowledge, text):
            return None
        if self.state.draft.filing and (filing is None or self.state.draft.filing != filing.number):
            return None
        kinds, rest = spoken.moves(self.knowledge, text)
        if kinds != {"done"}:
            return None
        here = self.with_state(replace(self.state, waiting="", draft=Draft(), topic="", asked=""))
        turn = here.acted_on_one(text)
        after = attempts.find(turn.state, attempt.number) if turn else None
        of_plan = not rest or counting.several(text, rest) or counting.places(rest, TODOS + REASONS)
        return turn if of_plan or (after and after[0] != attempt) else None

    def tells_news(self, text: str) -> bool:
        """Whether a text tells of nothing but how far something came; what is only done may be what is prepared."""
        told = self.moment_in(text)
        every = list(in_clauses(told.rest if told else text))
        clauses = [one for one in every if not self.is_beside(one)] or every
        each = [spoken.dated(self.knowledge, one)[0] or self.deeds(one)[0] for one in clauses]
        far = "filled" in told_of_codes(self.knowledge, text) or any(kinds - {"done"} for kinds in each)
        return far and not wonders(self.knowledge, text) and all(kinds and kinds <= DOINGS for kinds in each)

    def may_be_of_others(self, asked: OfSteps) -> bool:
        """Whether news may be of another filing as well: that is on the screen, or none is, and what was told of it is
        not noted yet, or it is under review."""
        if self.state.showing and self.state.front != asked.filing:
            return True
        told = {claim.filing for claim in self.state.claims}
        others = (one for one in self.not_on_screen if one.number != asked.filing)
        return any(one.number in told or self.may_come_back(one) for one in others)

    def of_answers(self, text: str) -> Turn | None:
        """What comes of another answer to what the filing at hand began with. Where nothing of it is on the screen, who
        says where they are (我是浙江的) says it of themselves."""
        said = place_names.province_told(self.knowledge, text)
        of_person = said is not None and said.mine and not self.state.showing
        return self.begun_wrongly(self.at_hand, text) if self.at_hand and not of_person else None

    def of_which(self, text: str) -> Turn | None:
        """What comes of a verdict with which a person comes back while several filings wait for such a one: of which
        is it? Later on the same day it is of that which was shown last."""
        if not self.around.first or self.current is None or self.at_work or not self.is_free:
            return None
        _, _, at = self.current
        if not course.is_judged(at):
            return None
        if self.filings_called(text)[0] or numbers.icp_in(text):
            return None
        alike = [filing for filing, _, step in self.under_way if course.is_judged(step) and step.who == at.who]
        told = self.acted_on_one(text) if len(alike) > 1 and spoken.moves(self.knowledge, text)[0] & VERDICTS else None
        return self.which_of(alike, text) if told and self.has_changed(told.state) else None
