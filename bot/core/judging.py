"""What readers say of answers: whether one helped, why it did not, that none of those offered is meant."""

from dataclasses import replace

from bot.core import answers, edits
from bot.core.actions import VERDICTS, Rate, Unhelpful
from bot.core.knowledge import Topic
from bot.core.misses import missed
from bot.core.replies import Miss, Note, Screen, Toast, Turn
from bot.core.state import State
from bot.core.turns import Turns


class Judging(Turns):
    """Turns about answers that were judged."""

    def judged(self, action: Unhelpful | Rate) -> Turn:
        """An answer helped, or it did not, and then it is said why. It stays where it is, and is counted without the
        person, once, however often the button is pressed before it goes."""
        topic = self.knowledge.topics.get(action.topic)
        verdict = action.verdict if isinstance(action, Rate) else "unhelpful"
        if topic is None or verdict not in ("unhelpful", *VERDICTS):
            return self.stale()
        before = self.rated.get(topic.id, "")
        counts = not before or (before == "unhelpful" and verdict in VERDICTS[1:])
        state = replace(self.state, asked=self.asked, rated={**self.rated, topic.id: verdict if counts else before})
        asked = self.still_about(topic).asked
        screen = self.rated_answer(state, topic, asked)
        toast = Toast(self.label("thanks-helpful" if verdict == "helpful" else "thanks"))
        if not counts:
            return self.show(toast, screen, state=state)
        kind = f"unhelpful-{verdict}" if verdict in VERDICTS[1:] else verdict
        misses = self.missed_again(topic.id) if verdict == "unhelpful" else ()
        notes = (Note(kind, f"{topic.id}@{topic.version}"),)
        return self.show(toast, screen, state=state, notes=notes, misses=misses)

    def rated_answer(self, state: State, topic: Topic, asked: str) -> Screen:
        """An answer of which something was said; of one that was no help, why is asked."""
        show = answers.unhelpful if state.rated[topic.id] == "unhelpful" else answers.topic_screen
        return show(self.knowledge, state, topic, asked)

    @property
    def still_rated(self) -> dict[str, str]:
        """What was said of answers, where their question is only worded otherwise: it holds for those that stay."""
        reworded = self.around.edited and not edits.is_older(self.state, self.around)
        return self.rated if reworded else {}

    def still_about(self, topic: Topic) -> State:
        """The state with the last question, and what was said of its answers, where this topic was the answer to it, or
        one of those to choose from."""
        parts = self.knowledge.engine.read(self.asked) if self.asked else ()
        offered = {choice.topic for part in parts if part.decision == "choose" for choice in part.choices}
        if topic.id not in {self.state.topic, *offered}:
            return self.state
        return replace(self.state, asked=self.asked, rated=self.rated)

    def missed_again(self, answered: str = "") -> tuple[Miss, ...]:
        """The miss of the last question, or of that part of it that was answered by this topic."""
        parts = self.knowledge.engine.read(self.asked)
        about = [part for part in parts if part.choices and part.choices[0].topic == answered] or parts
        text = about[0].text if len(about) == 1 else self.asked
        return missed(text, [answered, *(choice.topic for part in about for choice in part.choices)])
