"""What a person looks at: the menus, what can be read, what is said of an answer, the way to the right flow."""

from dataclasses import dataclass

VERDICTS = ("helpful", "point", "unclear", "differs")
"""What may be thought of an answer: it helped; it missed the point, cannot be understood, is otherwise where I am."""


@dataclass(frozen=True, slots=True)
class Home:
    """The first menu."""


@dataclass(frozen=True, slots=True)
class Flows:
    """What is to be done? The menu of flows."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """I was rejected: ask for the text."""


@dataclass(frozen=True, slots=True)
class CheckName:
    """Is this name for a site all right? Ask for the name."""


@dataclass(frozen=True, slots=True)
class Progress:
    """All filings."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The filings that were put away."""


@dataclass(frozen=True, slots=True)
class History:
    """What came back when."""


OfMenus = Home | Flows | Rejected | CheckName | Progress | Shelf | History
"""Where one comes in."""


@dataclass(frozen=True, slots=True)
class Themes:
    """The menu of themes: questions, or reasons for rejection."""

    rejection: bool


@dataclass(frozen=True, slots=True)
class InStage:
    """The themes of the rejections that come in this stage."""

    stage: str


@dataclass(frozen=True, slots=True)
class Browse:
    """The topics of a theme; of rejections, those that come in this stage (empty: in any)."""

    group: str
    stage: str = ""


@dataclass(frozen=True, slots=True)
class BrowseOn:
    """More of the topics of a theme; pages count from 0."""

    group: str
    stage: str
    page: int


@dataclass(frozen=True, slots=True)
class Read:
    """One topic."""

    topic: str


@dataclass(frozen=True, slots=True)
class Provinces:
    """The menu of provinces, to read what each asks for."""


@dataclass(frozen=True, slots=True)
class ReadProvince:
    """What one province asks for."""

    province: str


@dataclass(frozen=True, slots=True)
class IAm:
    """I am such a one (a condition): remember it, and show the topic again, fitted to it."""

    condition: str
    topic: str


@dataclass(frozen=True, slots=True)
class MyProvince:
    """I am in this province: remember it."""

    province: str


@dataclass(frozen=True, slots=True)
class ReadTerm:
    """What a term means; without an id: the menu of terms."""

    term: str


@dataclass(frozen=True, slots=True)
class ReadConsole:
    """The order states of a console; without an id: the menu of consoles."""

    console: str


@dataclass(frozen=True, slots=True)
class ReadOrderState:
    """What one order state of a console means."""

    console: str
    state: str


OfReading = (
    Themes | InStage | Browse | BrowseOn | Read | Provinces | ReadProvince | IAm | MyProvince | ReadTerm
    | ReadConsole | ReadOrderState
)  # fmt: skip
"""What can be read, and for whom."""


@dataclass(frozen=True, slots=True)
class NoneOfThese:
    """No choice that was offered is meant."""


@dataclass(frozen=True, slots=True)
class Unhelpful:
    """This topic is no answer to what I asked."""

    topic: str


@dataclass(frozen=True, slots=True)
class Rate:
    """What I think of this topic as an answer: it was helpful, or why it was not (`VERDICTS`)."""

    topic: str
    verdict: str


OfAnswers = NoneOfThese | Unhelpful | Rate
"""What I say of what I was answered."""


@dataclass(frozen=True, slots=True)
class AllFlows:
    """I know which one: all flows."""


@dataclass(frozen=True, slots=True)
class AskRoute:
    """Ask a question of the router; without an id the first one."""

    question: str


@dataclass(frozen=True, slots=True)
class Choose:
    """An answer to a question of the router."""

    question: str
    option: str


OfRouter = AllFlows | AskRoute | Choose
"""What leads to the right flow."""
