"""Turns that answer what typed words ask of the plan of a rejection: of the whole, of one thing in it, how long that
takes, until when it is to be done. The words themselves are in `planwords`; what is ticked by words is in `ticking`."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.actions import OpenPlan, Read, Resubmitted
from bot.core.button_data import decode
from bot.core.filings import attempts
from bot.core.filings.clock import hours_end
from bot.core.filings.plan import RECHECK, Todo, plan
from bot.core.replies import Screen, Turn
from bot.core.screens import rejection_screens, step_screens
from bot.core.state import Attempt, Filing
from bot.core.texts import counting, grace, planwords
from bot.core.texts.asking import wonders
from bot.core.texts.called import is_common
from bot.core.texts.wordlists import LONGEST_SHORT, has_only, listed
from bot.core.turns.base import joined
from bot.core.turns.ticking import REASONS, SHORTEST_NAME, TODOS, Ticking, not_done, titled

LAPSED = {"after": "after-check", "police": "police-penalty"}
"""The topics that tell what comes of not mending what they found, by who sent it."""


class Planning(Ticking):
    """Turns that answer what typed words ask of a plan."""

    def of_this_plan(self, kinds: frozenset[str], rest: str) -> Turn | None:
        """More of the plan at work: of a reason or a thing to do that is numbered, or of the whole; where the plan is
        what was shown last, why it came back, if that has one reason."""
        if self.at_work is None:
            return None
        attempt, _ = self.at_work
        todos, reasons = plan(attempt, self.knowledge, self.now).todos, attempts.topics_of(attempt, self.knowledge)
        if number := counting.numbered(rest, REASONS + "个"):
            if number > len(reasons):  # several of a notice may be one here
                return self.typed_action(OpenPlan(attempt.number)) if kinds else None
            reason = reasons[number - 1].id
            if "how-long" not in kinds:
                return self.typed_action(Read(reason))
            return self.todos([todo for todo in todos if reason in todo.reasons])
        if number := counting.numbered(rest, TODOS):
            return self.todos(todos[number - 1 : number])
        lasting = "how-long" in kinds and not is_common(self.knowledge, rest)
        if lasting and (named := [todo for todo in todos if self.names(rest, todo.fix.title)]):
            waits = any(todo.fix.takes or todo.fix.wait for todo in named)
            turn = self.todos(named)
            return turn if waits or turn is None else turn.below(Screen(self.say("todo-at-once")))
        if kinds == {"why"} and not rest and self.has_plan_shown and len(reasons) == 1:
            return self.typed_action(Read(reasons[0].id))
        return self.of_whole_plan(attempt, kinds) if kinds and counting.is_all(rest) else None

    def of_numbered(self, text: str) -> Turn | None:
        """More of the reason in the plan on the screen that a text asks about by its number, whatever else it tells
        (前两个我会改 第三个是什么), or what is to be done for it, where it asks nothing (只剩第三个了); whether the
        others may be left, who would do no more."""
        if self.plan_on_screen is None or len(text) > LONGEST_SHORT:
            return None
        attempt, _ = self.plan_on_screen
        todos, reasons = plan(attempt, self.knowledge, self.now).todos, attempts.topics_of(attempt, self.knowledge)
        marked, text = text, counting.with_number(text)
        if number := counting.only_number(text, TODOS.replace("个", "")):
            return self.todos(todos[number - 1 : number])
        number = counting.only_number(text, REASONS + "个")
        if not 0 < number <= len(reasons):
            return None
        if text == marked and not wonders(self.knowledge, text):
            return self.todos([todo for todo in todos if reasons[number - 1].id in todo.reasons])
        if "只" in text:
            return self.aside(rejection_screens.whether_ready(self.knowledge, attempt, self.now))
        return self.typed_action(Read(reasons[number - 1].id))

    def of_whole_plan(self, attempt: Attempt, kinds: frozenset[str]) -> Turn | None:
        """What is asked of a plan, and of nothing in it: how long it takes, what comes of not doing it, whether
        somebody is to be told then, what comes first; else the plan itself, if what was shown last is meant."""
        todos = plan(attempt, self.knowledge, self.now).todos
        if {"late", "outcome"} <= kinds:
            return self.lapsed(attempt)
        if "reply" in kinds and (tells := [todo for todo in todos if todo.fix.id == RECHECK]):
            return self.todos(tells)
        if kinds & {"how-long", "reply"}:
            return self.how_long(attempt)
        shown = self.is_about_plan if "by-whom" in kinds else self.has_plan_shown
        meant = bool(kinds & {"first", "next", "left"}) or shown
        if not meant or kinds & {"chase", "late", "outcome"}:
            return None
        ahead = not_done(todos)[:1] if kinds & {"first", "next"} else []
        return self.todos(ahead) or self.typed_action(OpenPlan(attempt.number))

    def how_long(self, attempt: Attempt) -> Turn | None:
        """How long what is in the plan on the screen takes; once nothing of it is left, a review may be meant."""
        made = plan(attempt, self.knowledge, self.now)
        if not self.is_about_plan or not (made.left or made.until):
            return None
        return self.readiness(attempt)

    def lapsed(self, attempt: Attempt) -> Turn | None:
        """What comes of a plan that is not done in time: until when that is, above what is known of those who found
        what is wrong after approval."""
        about = LAPSED.get(attempt.sender or "", "")
        if about not in self.knowledge.topics or not self.is_about_plan:
            return self.until()
        turn, left = self.typed_action(Read(about)), self.until() if attempt.grace else None
        return turn.below(*left.replies) if left else turn

    def of_thing(self, text: str) -> Turn | None:
        """What is left to do in the plan on the screen to a thing which a text asks how to mend (那地址怎么改): of
        several, what has the words for that. Where only what was not recognised has it, the plan, to settle that.
        How one writes or transfers something (备注怎么写) is a question of its own, which tells more than the plan,
        unless nothing is named (怎么过户)."""
        what, verbs = planwords.asked_how(self.knowledge, text)
        mends = listed(self.knowledge, "words-deed-mends", "words-deed-any")
        if self.plan_on_screen is None or not verbs or (what and verbs[0] not in mends):
            return None
        attempt, _ = self.plan_on_screen
        left = not_done(plan(attempt, self.knowledge, self.now).todos)
        by = () if verbs[0] in listed(self.knowledge, "words-deed-any") else verbs
        named = (self.named_among(left, what, by) or self.told_with(left, what)) if what else []
        like = titled(named if what else left, verbs)
        idle = set(verbs) & set(listed(self.knowledge, "words-deed-idle"))
        if turn := self.todos(like or ([] if idle else named)):
            return turn
        unclear = what and any(self.names(what, one.text) for one in attempt.unclear)
        return self.typed_action(OpenPlan(attempt.number)) if unclear else None

    def told_with(self, todos: Sequence[Todo], words: str) -> list[Todo]:
        """The things to do about the reasons that are told with these words the most often."""
        if len(words) < SHORTEST_NAME or is_common(self.knowledge, words):
            return []
        ids = {id for todo in todos for id in todo.reasons}
        topics = (self.knowledge.topics[id] for id in ids)
        often = {topic.id: sum(words in one for one in (*topic.asks, *topic.messages)) for topic in topics}
        most = max(often.values(), default=0)
        return [todo for todo in todos if most and any(often[id] == most for id in todo.reasons)]

    @property
    def is_about_plan(self) -> bool:
        """Whether nothing else was read since the plan was shown than why something in it came back."""
        return self.has_plan_shown or (self.at_work is not None and self.state.topic in self.at_work[0].reasons)

    def early(self, text: str) -> Turn | None:
        """Whether what came back can be submitted again before all is done, which a text asks."""
        return self.readiness(self.at_work[0]) if self.at_work and planwords.asks_early(text) else None

    def readiness(self, attempt: Attempt) -> Turn:
        """Whether a plan can be submitted again by now; below that, whether it was is still asked, where it was."""
        turn = self.aside(rejection_screens.whether_ready(self.knowledge, attempt, self.now))
        asked = any(decode(data) == Resubmitted(attempt.number) for _, data in self.question)
        still = self.plan_resubmitted(sure=False) if asked else None
        return joined((turn, still), whole=True) if still else turn

    def plan_resubmitted(self, *, sure: bool = True) -> Turn | None:
        """The plan worked on last was submitted again. It is asked where that is not `sure`, or the plan is not what is
        on the screen."""
        if self.at_work is None:
            return None
        attempt, filing = self.at_work
        if sure and self.is_shown(filing):
            return self.typed_action(Resubmitted(attempt.number))
        yes = self.button("button-was-resubmitted", Resubmitted(attempt.number))
        no = self.button("button-not-yet", OpenPlan(attempt.number))
        if plan(attempt, self.knowledge, self.now).rechecked:
            text = self.say("was-rechecked", title=rejection_screens.main_reason(self.knowledge, attempt))
        elif filing:
            text = self.say("was-resubmitted", name=filing.name)
        else:
            text = self.say("was-resubmitted-loose", title=rejection_screens.main_reason(self.knowledge, attempt))
        return self.show(Screen(text, ((yes, no),), yes_no=True))

    def is_shown(self, filing: Filing | None) -> bool:
        """Whether nothing else than this filing, or its plan, is on the screen."""
        if self.state.waiting:
            return False
        return not self.state.showing or (filing is not None and filing.number == self.state.front)

    def of_notice(self, kinds: frozenset[str], rest: str) -> Turn | None:
        """Whether what came back can be submitted again; how long there is still time for what a notice complains of,
        or that it is settled: the one worked on last before any other."""
        all_done = "done" in kinds and counting.is_all(rest)
        names_none = all_done or has_only(self.knowledge, rest, "words-it", "words-now")
        if "ready" in kinds and self.at_work and names_none:
            return self.readiness(self.at_work[0])
        if rest or not kinds & {"deadline", "rechecked"}:
            return None
        every = sorted(
            (attempt for attempt, _ in attempts.everything(self.state)),
            key=lambda attempt: attempt.number != self.state.attempt,
        )
        for attempt in every:
            last = grace.last_day(attempt, self.knowledge)
            if kinds == {"deadline"} and last and attempt.submitted is None:
                days = rejection_screens.days_left(self.knowledge, attempt, last, self.now)
                return self.aside(*self.hours_left(), days)
            if "deadline" not in kinds and plan(attempt, self.knowledge, self.now).rechecked:
                turn = self.typed_action(Resubmitted(attempt.number))
                return replace(turn, replies=(rejection_screens.recheck_passed(self.knowledge, attempt),))
        return self.until() if kinds == {"deadline"} and not self.hours_left() else None

    def until(self, *, later: bool = False) -> Turn | None:
        """Until when what is in the plan on the screen is to be done, be it that nobody says so, or that it is told to
        be done only `later`; of what an inspection found, only what it says."""
        if self.at_work is None or self.state.waiting or not self.is_about_plan:
            return None
        attempt, _ = self.at_work
        last = grace.last_day(attempt, self.knowledge)
        if last:
            return self.show(rejection_screens.days_left(self.knowledge, attempt, last, self.now))
        inspected = plan(attempt, self.knowledge, self.now).rechecked
        return None if inspected else self.show(rejection_screens.no_last_day(self.knowledge, attempt, later=later))

    def hours_left(self) -> tuple[Screen, ...]:
        """How the step on the screen stands in time, where its hours run: they end before the days of any notice."""
        if self.step_shown is None or hours_end(self.step_shown.filing, self.knowledge) is None:
            return ()
        filing, _, step = self.step_shown
        return (step_screens.time_screen(self.knowledge, filing, step, self.now),)
