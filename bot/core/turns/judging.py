"""Turns about what readers say of answers: whether one helped, why it did not, that none of those offered is meant."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.actions import VERDICTS, NoneOfThese, OfAnswers, Rate
from bot.core.knowledge import Topic
from bot.core.replies import Miss, Note, Screen, Toast, Turn
from bot.core.screens import answers
from bot.core.state import State
from bot.core.texts.misses import missed
from bot.core.turns.base import Turns
from bot.search.bands import CERTAIN, Choice
from bot.search.index import OFFERED

GUESS = 0.6
"""An answer that is less likely than this to be the right one is given as a guess."""


class Judging(Turns):
    """Turns about answers that were judged."""

    def judged(self, action: OfAnswers) -> Turn:
        """An answer helped, or it did not, and then it is said why, or none of those offered was meant. It stays where
        it is, and is counted without the person, once, however often the button is pressed before it goes."""
        if isinstance(action, NoneOfThese):
            notes = (Note("none-of-these"),)
            return self.show(answers.not_found(self.knowledge), notes=notes, misses=self.missed_again())
        topic = self.knowledge.topics.get(action.topic)
        verdict = action.verdict if isinstance(action, Rate) else "unhelpful"
        if topic is None or verdict not in ("unhelpful", *VERDICTS):
            return self.stale()
        before = self.rated.get(topic.id, "")
        counts = not before or (before == "unhelpful" and verdict in VERDICTS[1:])
        state = replace(self.state, asked=self.asked, rated={**self.rated, topic.id: verdict if counts else before})
        parts = self.knowledge.engine.read(self.asked) if self.asked else ()
        told = [part for part in parts if part.decision == "answer" and part.choices[0].topic == topic.id]
        if told:
            screen = self.answer_screen(state, topic, told[0].text, told[0].choices)
        else:
            screen = self.answer_screen(state, topic, self.still_about(topic).asked)
        toast = Toast(self.label("thanks-helpful" if verdict == "helpful" else "thanks"))
        if not counts:
            return self.show(toast, screen, state=state)
        kind = f"unhelpful-{verdict}" if verdict in VERDICTS[1:] else verdict
        misses = self.missed_again(topic.id) if verdict == "unhelpful" else ()
        notes = (Note(kind, f"{topic.id}@{topic.version}"),)
        return self.show(toast, screen, state=state, notes=notes, misses=misses)

    def answer_screen(self, state: State, topic: Topic, asked: str, choices: Sequence[Choice] = ()) -> Screen:
        """A topic as the answer to what was asked, the first of these choices, with the others as what else it could
        be. Of one that was said to be no help, why is asked."""
        others = [choice.topic for choice in choices[1:OFFERED]]
        score = choices[0].score if choices else 1.0
        also, near = ([], others) if score >= CERTAIN else (others, [])
        answer = answers.topic_screen(self.knowledge, state, topic, asked, also, near, guess=score < GUESS)
        return answers.unhelpful(self.knowledge, answer, topic) if state.rated.get(topic.id) == "unhelpful" else answer

    @property
    def still_rated(self) -> dict[str, str]:
        """What was said of answers, where their question is only worded otherwise: it holds for those that stay."""
        reworded = self.around.edited and not self.is_late
        return self.rated if reworded else {}

    def still_about(self, topic: Topic) -> State:
        """The state with the last question, and what was said of its answers, where this topic was the answer to it, or
        one of those to choose from."""
        if topic.id not in {self.state.topic, *self.offered_to_choose()}:
            return self.state
        return replace(self.state, asked=self.asked, rated=self.rated)

    def offered_to_choose(self) -> list[str]:
        """The topics (ids) between which the last question left the choice."""
        parts = self.knowledge.engine.read(self.asked) if self.asked else ()
        return [choice.topic for part in parts if part.decision == "choose" for choice in part.choices]

    def missed_again(self, answered: str = "") -> tuple[Miss, ...]:
        """The miss of the last question, or of that part of it that was answered by this topic."""
        parts = self.knowledge.engine.read(self.asked)
        about = [part for part in parts if part.choices and part.choices[0].topic == answered] or parts
        text = about[0].text if len(about) == 1 else self.asked
        return missed(text, [answered, *(choice.topic for part in about for choice in part.choices)])
