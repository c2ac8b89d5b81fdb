"""Turns that answer words against the plan of a rejection: that something of it is unwanted, cannot be done soon, or is
not so. What is done of it is in `ticking`."""

from collections.abc import Sequence

from bot.core.actions import Read
from bot.core.filings import attempts
from bot.core.filings.plan import Todo, plan
from bot.core.replies import Screen, Turn
from bot.core.screens import plan_screens
from bot.core.state import Attempt
from bot.core.texts import planwords, said_back
from bot.core.texts.asking import wonders
from bot.core.texts.clauses import short_clauses
from bot.core.texts.courtesies import tone
from bot.core.texts.verdicts import is_told
from bot.core.turns.resubmitting import Resubmitting
from bot.core.turns.ticking import SHORTEST_NAME, not_done

LONGEST_THING = 6
"""Characters of what is to be had, or made, later on; in more words something else is told."""


class Objecting(Resubmitting):
    """Turns that answer who objects to a plan."""

    def objected(self, text: str) -> Turn | None:
        """What comes of words against the plan on the screen."""
        if self.at_work is None or self.state.waiting or not self.is_about_plan:
            return None
        attempt, _ = self.at_work
        todos = plan(attempt, self.knowledge, self.now).todos
        if turn := self.unwanted(text, todos):
            return turn
        if wonders(self.knowledge, text):
            return None
        late = planwords.not_soon(self.knowledge, text)
        told = is_told(self.knowledge, text) or tone(self.knowledge, text) == "thanks"
        if late is not None and len(late) <= LONGEST_THING and not_done(todos) and not told:
            return self.until(later=True)
        return self.untrue(text, attempt) or self.always_so(text, attempt, not_done(todos))

    def always_so(self, text: str, attempt: Attempt, left: Sequence[Todo]) -> Turn | None:
        """What is to be looked over by who says that it was as it should be all along (一直是公司名下的): the reviewer
        has just found otherwise, so nothing is ticked. Where that is told of nothing (一直是通的), it may be any."""
        told = planwords.always_so(self.knowledge, text)
        if told is None:
            return None
        what, so = told
        parts = self.knowledge.engine.read(text)
        near = {choice.topic for part in parts if part.decision != "unknown" for choice in part.choices}
        pieces = [what[at : at + SHORTEST_NAME] for at in range(len(what) - SHORTEST_NAME + 1)]
        titles = {todo.fix.id: f"{todo.fix.title} {todo.fix.where}" for todo in left}
        meant = [todo for todo in left if near & {*todo.reasons} or any(one in titles[todo.fix.id] for one in pieces)]
        meant = meant or ([] if what or len(so) > SHORTEST_NAME else list(left))
        if len({reason for todo in meant for reason in todo.reasons}) > 1:
            asked = Screen(self.say("reason-untrue-which"))
            return self.show(asked, plan_screens.reasons_screen(self.knowledge, attempt))
        turn = self.todos(meant)
        return turn and turn.below(Screen(self.say("look-over")))

    def unwanted(self, text: str, todos: Sequence[Todo]) -> Turn | None:
        """What may be done in place of something that somebody does not want to do (名称不想改): what is left open for
        the same reasons, or else why it is asked for; that says how it is done where it is no reason itself."""
        what, verbs = planwords.unwanted(self.knowledge, text)
        named = [todo for todo in todos if self.names(what, todo.fix.title)] or self.named_among(todos, what)
        if not what:
            named = [todo for todo in todos if any(verb in todo.fix.title for verb in verbs)]
        if not named:
            return None
        reasons = {reason for todo in named for reason in todo.reasons}
        instead = [todo for todo in todos if todo.fix.optional and reasons & {*todo.reasons}]
        topics = [self.knowledge.topics[id] for id in named[0].reasons]
        reason = next((topic.id for topic in topics if not what or self.names(what, topic.title)), None)
        return self.todos(instead) or (self.typed_action(Read(reason)) if reason else self.todos(named[:1]))

    def untrue(self, text: str, attempt: Attempt) -> Turn | None:
        """How to explain that a reason is not so (第 2 条我们根本没有), and how to say that it is none."""
        first, *more = short_clauses(text) or [text]
        if first.isdigit() and more:  # 1 不可能
            first = f"第{first}条{more[0]}"
        number, name, pointed = planwords.untrue(self.knowledge, first)
        topics = attempts.topics_of(attempt, self.knowledge)
        if number:
            topics = topics[number - 1 : number]
        elif name:
            topics = [topic for topic in topics if self.names(name, topic.title)]
        elif not (pointed or said_back.answer(self.knowledge, text) == "no"):
            return None
        elif self.state.topic:
            topics = [topic for topic in topics if topic.id == self.state.topic]
        if len(topics) > 1:
            asked = Screen(self.say("reason-untrue-which"))
            return self.show(asked, plan_screens.reasons_screen(self.knowledge, attempt))
        if not topics:
            return None
        return self.typed_action(Read(topics[0].id)).below(Screen(self.say("reason-untrue")))
