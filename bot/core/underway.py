"""What typed words do to what is under way: they do what a button of it does, or it is asked whether they mean that."""

from bot.core import answers, attempts, plans, spoken
from bot.core.actions import Mend, OpenPlan, Resubmitted, encode
from bot.core.presses import Presses
from bot.core.replies import Button, Screen, Turn
from bot.core.state import Attempt, Filing
from bot.core.understanding import wonders


class Underway(Presses):
    """Turns that do what typed words say of a plan."""

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

    def acted(self, text: str) -> Turn | None:
        """What comes of a text that says nothing but what was done; None for any other, and where nothing is under way
        that it could be said of."""
        if self.state.waiting not in ("", "rejection"):
            return None
        kinds, rest = spoken.moves(self.knowledge, text)
        if self.state.waiting == "rejection" and kinds == {"unexplained"} and not rest:
            return self.pressed_action(Mend(answers.UNEXPLAINED))
        return self.of_plan(text, kinds, rest) if kinds and kinds <= {"resubmitted", "unsent"} else None

    def of_plan(self, text: str, kinds: frozenset[str], rest: str) -> Turn | None:
        """The plan worked on last was submitted again, or was not. It is asked where the text says more than that, or
        the plan is not what is on the screen."""
        if self.plan is None:
            return None
        attempt, filing = self.plan
        if "unsent" in kinds:
            return None if rest else self.pressed_action(OpenPlan(attempt.number))
        if not rest and self.is_shown(filing):
            return self.pressed_action(Resubmitted(attempt.number))
        if rest and not self.ends_so(text, rest):
            return None
        return self.show(self.ask_whether_resubmitted(attempt))

    def is_shown(self, filing: Filing | None) -> bool:
        """Whether nothing else than this filing, or its plan, is on the screen."""
        if self.state.waiting:
            return False
        return not self.state.showing or (filing is not None and filing.number == self.state.front)

    def ends_so(self, text: str, rest: str) -> bool:
        """Whether a text tells at its end that it was submitted again, and neither asks anything nor denies it."""
        denied = any(word in rest for word in self.label("words-move-denied").split("、"))
        return spoken.ends_with(self.knowledge, text, "resubmitted") and not (denied or wonders(self.knowledge, text))

    def ask_whether_resubmitted(self, attempt: Attempt) -> Screen:
        yes = Button(self.label("button-was-resubmitted"), encode(Resubmitted(attempt.number)))
        no = Button(self.label("button-not-yet"), encode(OpenPlan(attempt.number)))
        return Screen(self.say("was-resubmitted"), ((yes, no),))
