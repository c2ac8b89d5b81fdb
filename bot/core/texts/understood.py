"""What a text is understood as: questions, or a notice with its reasons."""

from dataclasses import dataclass

from bot.core.knowledge import Topic
from bot.search import Part
from bot.search.bands import Choice


@dataclass(frozen=True, slots=True)
class Understood:
    """What a text is about.

    - `parts`: its questions in order; with `notice`, the reasons of a rejection.
    - `rivals`: what a notice with several reasons may be about as a whole, as choices.
    - `unsaid`: the text asks without saying about what.
    - `told`, `asked`: the notice in the text, and the questions beside it. Empty unless the text has both.
    """

    parts: tuple[Part, ...]
    notice: bool
    rivals: Part | None = None
    unsaid: bool = False
    told: str = ""
    asked: tuple[Part, ...] = ()

    @property
    def shown(self) -> tuple[Part, ...]:
        """All parts that people are shown."""
        shown = (*self.parts, *self.asked)
        return (*shown, self.rivals) if self.rivals else shown

    @property
    def others(self) -> tuple[Choice, ...]:
        """The topics that a notice may be about besides its reasons."""
        if self.rivals:
            return self.rivals.choices
        return self.parts[0].choices[1:] if len(self.parts) == 1 else ()


def surely_about(text: str, *topics: Topic) -> Understood:
    """Return a text as one part for each of these topics, which it is surely about: one, or several reasons."""
    rejection = topics[0].kind == "rejection"
    parts = (Part(text, rejection, "answer", (Choice(topic.id, 1.0, text),), 1.0, text) for topic in topics)
    return Understood(tuple(parts), notice=rejection)
