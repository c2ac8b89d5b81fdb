"""What a person looks at: the menus, what can be read, what is said of an answer, the way to the right flow."""

from dataclasses import dataclass

WHY_UNHELPFUL = ("point", "unclear", "differs")
"""An answer missed the point, cannot be understood, is otherwise where I am."""
VERDICTS = ("helpful", "unhelpful", *WHY_UNHELPFUL)
"""What may be thought of an answer."""


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
    """A page of the topics of a theme, counted from 0; of rejections, those that come in this stage (empty: in any)."""

    group: str
    stage: str = ""
    page: int = 0


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
    Themes | InStage | Browse | Read | Provinces | ReadProvince | IAm | MyProvince | ReadTerm
    | ReadConsole | ReadOrderState
)  # fmt: skip
"""What can be read, and for whom."""


@dataclass(frozen=True, slots=True)
class NoneOfThese:
    """No choice that was offered is meant."""


@dataclass(frozen=True, slots=True)
class Rate:
    """What I think of this topic as an answer to what I asked (`VERDICTS`)."""

    topic: str
    verdict: str


OfAnswers = NoneOfThese | Rate
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
