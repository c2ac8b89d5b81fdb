"""Actions that show something: menus, topics and the router; and the ratings of answers."""

from dataclasses import dataclass

WHY_UNHELPFUL = ("point", "unclear", "differs")
"""Why an answer did not help: it missed the point, is unclear, or things differ where the person is."""
VERDICTS = ("helpful", "unhelpful", *WHY_UNHELPFUL)
"""The ratings of an answer."""


@dataclass(frozen=True, slots=True)
class Home:
    """Show the first menu."""


@dataclass(frozen=True, slots=True)
class Flows:
    """Show the menu of flows."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """Ask for a notice."""


@dataclass(frozen=True, slots=True)
class CheckName:
    """Ask for the name of a site, to check it."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Show all filings."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Show the filings that were put away."""


@dataclass(frozen=True, slots=True)
class History:
    """Show all rejections with their dates."""


OfMenus = Home | Flows | Rejected | CheckName | Progress | Shelf | History
"""Actions of the first menus."""


@dataclass(frozen=True, slots=True)
class Themes:
    """Show the menu of themes, of questions or of reasons for rejection."""

    rejection: bool


@dataclass(frozen=True, slots=True)
class InStage:
    """Show the themes of the rejections that come in this stage."""

    stage: str


@dataclass(frozen=True, slots=True)
class Browse:
    """Show a page (from 0) of the topics of a theme. stage: only rejections of this stage; "": of any."""

    group: str
    stage: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """Show a topic."""

    topic: str


@dataclass(frozen=True, slots=True)
class Provinces:
    """Show the menu of provinces."""


@dataclass(frozen=True, slots=True)
class ReadProvince:
    """Show the requirements of a province."""

    province: str


@dataclass(frozen=True, slots=True)
class IAm:
    """Remember what the person said of themselves (a condition), and show the topic again, fitted to it."""

    condition: str
    topic: str


@dataclass(frozen=True, slots=True)
class MyProvince:
    """Remember the person's province."""

    province: str


@dataclass(frozen=True, slots=True)
class ReadTerm:
    """Show what a term means. term "": show the menu of terms."""

    term: str


@dataclass(frozen=True, slots=True)
class ReadConsole:
    """Show the order states of a console. console "": show the menu of consoles."""

    console: str


@dataclass(frozen=True, slots=True)
class ReadOrderState:
    """Show what an order state of a console means."""

    console: str
    state: str


OfReading = (
    Themes | InStage | Browse | Read | Provinces | ReadProvince | IAm | MyProvince | ReadTerm
    | ReadConsole | ReadOrderState
)  # fmt: skip
"""Actions that show content, or remember whom it is fitted to."""


@dataclass(frozen=True, slots=True)
class NoneOfThese:
    """Tell that no offered choice is right."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Rate a topic as the answer to the question asked (`VERDICTS`)."""

    topic: str
    verdict: str


OfAnswers = NoneOfThese | Rate
"""Actions on an answer."""


@dataclass(frozen=True, slots=True)
class AllFlows:
    """Show all flows, to choose one without the router."""


@dataclass(frozen=True, slots=True)
class AskRoute:
    """Ask a question of the router. question "": the first one."""

    question: str


@dataclass(frozen=True, slots=True)
class Choose:
    """Answer a question of the router."""

    question: str
    option: str


OfRouter = AllFlows | AskRoute | Choose
"""Actions that lead to the right flow."""
