"""The content of knowledge/ as checked, frozen values. `bot.content` loads them, the dialogue reads them.

Texts are Markdown, with the figures of facts.yaml filled in.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from bot.core.desk import Desk
from bot.core.kinds import (
    About,
    Confidence,
    Editable,
    Hangs,
    Kind,
    NumberKind,
    Occasion,
    Resubmit,
    Result,
    Stage,
    Subject,
    Unit,
    Who,
)
from bot.core.operator import Operator
from bot.core.rules import Rules
from bot.core.workdays import Calendar
from bot.search import Engine
from bot.search.normalise import Wordings


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure, address or amount.

    low, high: its numbers, equal for a single number. None: it has no number.
    since, until: the first and last day on which it holds. None: not known.
    only: whom it holds for; "": everybody.
    """

    id: str
    text: str
    unit: Unit
    verified: date
    low: float | None = None
    high: float | None = None
    estimate: bool = False
    since: date | None = None
    until: date | None = None
    only: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A theme under which topics are browsed. `rejection`: in the menu of rejections, not that of questions."""

    id: str
    title: str
    rejection: bool


@dataclass(frozen=True, slots=True)
class Variant:
    """A part of an answer for some readers or some questions.

    condition: the readers that it is for (`bot.core.texts.asker`).
    words: groups of words (as `clean` writes them). A question with all words of one group gets this text, and the rest
        of the answer folded.
    """

    condition: str
    text: str
    words: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """One answer: a question, a material, a change, a concept or a rejection reason.

    text: the answer, conclusion first; more: the folded part below it (may be empty).
    asks: phrasings in people's words.
    local: the subjects in which provinces differ here.

    For a rejection:
    messages: phrasings in the words of providers and the authority.
    stages: when it comes; who: mends it; resubmit: how to submit again; back_to: the step to return to.
    wait: how long to wait before submitting. None: no wait.
    fixes: ids of the things to do.
    vague: it says only that the filing came back, and counts only without any other reason.
    needs: each notice with this reason has one of these words. (): not known.
    codes: the numbers by which the systems of providers and of the ministry report it.
    personal: only natural persons get this reason.
    """

    id: str
    kind: Kind
    group: str
    title: str
    button: str
    text: str
    more: str
    asks: tuple[str, ...]
    related: tuple[str, ...]
    sources: tuple[str, ...]
    checked: date
    confidence: Confidence
    flow: str | None = None
    messages: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    who: Who | None = None
    resubmit: Resubmit | None = None
    back_to: str | None = None
    wait: Fact | None = None
    fixes: tuple[str, ...] = ()
    vague: bool = False
    needs: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    personal: bool = False
    variants: tuple[Variant, ...] = ()
    local: tuple[About, ...] = ()

    @property
    def version(self) -> str:
        """Eight characters that change with the words of the answer."""
        words = repr((self.title, self.text, self.more, self.variants))
        return sha256(words.encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that a fix needs. `subjects` (): from everybody."""

    text: str
    subjects: tuple[Subject, ...] = ()


@dataclass(frozen=True, slots=True)
class Fix:
    """One thing to do about a rejection.

    takes: how long it takes. None: not known.
    wait: how long to wait afterwards before submitting again. None: no wait.
    local: the subjects in which provinces differ here.
    letter: the occasion of the letters that help here.
    optional: the filing may be submitted again without it.
    after: `how`, if an inspection after approval asks for it; "": the same.
    """

    id: str
    title: str
    who: Who
    where: str
    how: str
    papers: tuple[Paper, ...] = ()
    takes: Fact | None = None
    wait: Fact | None = None
    local: tuple[About, ...] = ()
    letter: Occasion | None = None
    optional: bool = False
    after: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A text for the person to send to somebody. `occasion`: when it fits.

    It has holes: {reasons}, {unclear}, {step}, {since}, {days}.
    """

    id: str
    title: str
    occasion: Occasion
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a checklist. `subjects` (): for everybody. `condition`: needed only if this holds; "": always.

    why: what it is needed for; sample: what a right one looks like; slip: a common mistake.
    prevents: the rejections (topic ids) that come without it.
    local: what is right depends on the province.
    """

    id: str
    text: str
    subjects: tuple[Subject, ...] = ()
    condition: str = ""
    why: str = ""
    sample: str = ""
    slip: str = ""
    prevents: tuple[str, ...] = ()
    local: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a flow. `done`: the label of the button that ends it, in the person's words.

    number: the number of the filing that exists from this step on. None: none.
    deadline: how long the step may last. Hours: reminded before the end; days and working days: at the end.
    review: somebody else judges the filing, so that it can be rejected.
    local: the subjects in which provinces differ here.
    """

    id: str
    title: str
    who: Who
    text: str
    items: tuple[Item, ...]
    duration: Fact | None
    deadline: Fact | None
    done: str
    review: bool
    topics: tuple[str, ...]
    rejections: tuple[str, ...]
    local: tuple[About, ...] = ()
    number: NumberKind | None = None

    @property
    def guarded(self) -> bool:
        """Whether the step needs the code from the text message: its deadline is counted in hours."""
        return self.deadline is not None and self.deadline.unit == "小时"

    @property
    def window(self) -> timedelta:
        """How long that code is valid; zero: the step needs no code."""
        return timedelta(hours=self.deadline.high or 0) if self.deadline and self.guarded else timedelta()


@dataclass(frozen=True, slots=True)
class Flow:
    """A filing procedure, with its steps in order.

    resubmit: the step that submits again after a rejection is mended.
    then: the flow that follows afterwards. None: none.
    loses: what is lost by it; "": nothing.
    """

    id: str
    title: str
    when: str
    subjects: tuple[Subject, ...]
    steps: tuple[Step, ...]
    resubmit: str
    outcome: str
    then: str | None = None
    loses: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a question of the router. It leads to exactly one of: another question (`ask`), a flow, a topic.

    note: what the next screen says of this answer.
    subject: the kind of applicant that it implies.
    holds, lacks: conditions of checklist items that then hold, or do not.
    words: groups of words; a text with all words of one group means this answer.
    says: a word list (as in words.yaml) of what people answer.
    """

    id: str
    text: str
    ask: str = ""
    flow: str = ""
    topic: str = ""
    note: str = ""
    subject: Subject | None = None
    holds: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    words: tuple[tuple[str, ...], ...] = ()
    says: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the router, with its answers."""

    id: str
    text: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Router:
    """The questions that lead to the right flow; `first` is asked first."""

    first: str
    questions: Mapping[str, Question]


@dataclass(frozen=True, slots=True)
class Requirement:
    """What one province asks for beyond the common rules, with the source and its years.

    subjects: the kinds of applicant it concerns. (): all.
    days: how long its authority usually reviews; no source says whether these are working days.
    """

    about: About
    text: str
    source: str
    years: str
    days: tuple[int, int] | None = None
    subjects: tuple[Subject, ...] = ()

    def is_asked_of(self, subject: Subject | None) -> bool:
        """Tell whether it may concern this kind of applicant. None: not known."""
        subjects = ("personal",) if self.about == "personal" else self.subjects
        return subject is None or not subjects or subject in subjects


@dataclass(frozen=True, slots=True)
class Province:
    """A province-level division.

    prefix: the first character of its filing numbers (粤 in 粤ICP备…).
    requirements: (): none known; there may be some.
    hangs: the number that its authority wants at the foot of a site.
    also: its other names.
    """

    id: str
    name: str
    short: str
    prefix: str
    authority: str
    requirements: tuple[Requirement, ...] = ()
    hangs: Hangs = "site"
    cities: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    own: tuple[str, ...] = field(init=False)
    """Its names, in lower case."""
    names: tuple[str, ...] = field(init=False)
    """`own`, and the names of its cities."""

    def __post_init__(self) -> None:
        own = tuple(name.lower() for name in (self.name, self.short, *self.also))
        object.__setattr__(self, "own", own)
        object.__setattr__(self, "names", (*own, *self.cities, *(f"{city}市" for city in self.cities)))


@dataclass(frozen=True, slots=True)
class Term:
    """A technical term: its other names, its meaning, the topic that says more, and the flow that it names."""

    id: str
    term: str
    also: tuple[str, ...]
    means: str
    source: str
    topic: str | None = None
    flow: str | None = None


@dataclass(frozen=True, slots=True)
class OrderState:
    """The state of an order as a console shows it.

    who: whose turn it is.
    usual: how long it usually lasts. None: not known.
    result: how the review ended. None: it did not end.
    like: similar states of other consoles, whose meaning no source tells.
    """

    state: str
    also: tuple[str, ...]
    means: str
    who: Who
    editable: Editable
    source: str
    usual: Fact | None = None
    result: Result | None = None
    like: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Console:
    """The page where an access provider shows its orders, with their states in order. `note`: about all of them."""

    id: str
    name: str
    note: str
    states: tuple[OrderState, ...]


Reviewed = tuple[str, str, str, Subject]
"""The flow, step, province and kind of applicant of a review."""


@dataclass(frozen=True, slots=True)
class Experience:
    """How many filings passed a review, and in how many working days: the median and the middle half (low to high)."""

    count: int
    low: int
    median: float
    high: int


def places(provinces: Iterable[Province]) -> Wordings:
    """Return the names of provinces and their cities, as words to be found in a text."""
    return Wordings.themselves(name for province in provinces for name in province.names)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything that the bot knows, in the order of the files. Fixes are worked through in that order.

    places: the names of all provinces and cities, to see at once that a text names none.
    ui: sentences that are said (`bot.core.words`).
    words: word lists by which texts are recognised (`bot.core.texts.wordlists`).
    in_english: the same content with its English parts; translated: the ids of its English topics.

    Not from the content:
    desk: when the staff are there. None: there is no staff.
    operator: who runs the bot. None: the terminal chat.
    experience: durations of reviews from the store (`bot.core.filings.experience`).
    """

    topics: Mapping[str, Topic]
    groups: Mapping[str, Group]
    flows: Mapping[str, Flow]
    provinces: Mapping[str, Province]
    places: Wordings
    terms: Mapping[str, Term]
    consoles: Mapping[str, Console]
    fixes: Mapping[str, Fix]
    letters: Mapping[str, Letter]
    facts: Mapping[str, Fact]
    calendar: Calendar
    ui: Mapping[str, str]
    words: Mapping[str, str]
    rules: Rules
    engine: Engine
    desk: Desk | None = None
    operator: Operator | None = None
    router: Router = Router("", {})
    experience: Mapping[Reviewed, Experience] = field(default_factory=dict)
    in_english: "Knowledge | None" = None
    translated: frozenset[str] = frozenset()
    readings: dict[Callable[..., Any], Callable[..., Any]] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )
    """The cached readings of texts (`bot.core.remembering`)."""

    def places_in(self, text: str) -> dict[str, Province]:
        """Return the names of provinces and cities in a text, in lower case, each with its province."""
        small = text.lower()
        named = self.places.found(small)
        if not named:
            return {}
        meant = (each for each in self.provinces.values() if named.intersection(each.names))
        return {name: each for each in meant for name in each.names if name in small}
