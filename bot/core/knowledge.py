"""The checked values that the files under knowledge/ become. Frozen; loaded by `bot.content`, read by the dialogue.

Nothing here reads a file. Texts are Markdown, figures already filled in from facts.yaml.
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
    """One figure, address or amount. `low`, `high` are its numbers where it has any (equal for a single number);
    `since`, `until` the days between which it holds, where that is known; `only`: whom it holds for, where that is not
    everybody."""

    id: str
    text: str
    unit: Unit
    source: str
    verified: date
    low: float | None = None
    high: float | None = None
    estimate: bool = False
    since: date | None = None
    until: date | None = None
    only: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A theme under which topics are browsed; `rejection` tells which of the two menus it stands in."""

    id: str
    title: str
    rejection: bool


@dataclass(frozen=True, slots=True)
class Variant:
    """What is different for some: the name of a condition (`bot.core.texts.asker`), and what then holds; or what is
    told of that which a question names by all of one of these `words` (as `clean` writes them), the rest being folded.
    """

    condition: str
    text: str
    words: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """One answer: a question, a material, a change, a concept or a rejection reason.

    text: the whole answer, conclusion first; more: what is folded below it (may be empty).
    asks: phrasings, as people put it; messages: wordings, as providers and the authority put it (rejections only).
    For a rejection: stages in which it comes, who mends it, how to submit again, the step it leads back to, the
    fact that tells how long to wait before submitting (None: no wait), and the ids of what is to be done about it;
    vague: it says no more than that it came back, and counts only where nothing else is said;
    needs: words of which one stands in every notice that gives this reason (empty: nothing is known of that);
    personal: it is given to persons alone, and to no unit.
    local: in what the provinces differ here.
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
    personal: bool = False
    variants: tuple[Variant, ...] = ()
    local: tuple[About, ...] = ()

    @property
    def version(self) -> str:
        """Eight characters that are others once the words of the answer change."""
        words = repr((self.title, self.text, self.more, self.variants))
        return sha256(words.encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that is needed for something. `subjects` empty: by everybody."""

    text: str
    subjects: tuple[Subject, ...] = ()


@dataclass(frozen=True, slots=True)
class Fix:
    """One thing to do about a rejection: what, who, where (in words), how; the papers it takes; how long doing it takes
    and how long is to be waited afterwards until submitting again makes sense (None: not known, not at all).

    local: in what the provinces differ here; letter: whom a ready-made text helps to ask; optional: submitting again
    does not depend on it; after: how it is done where an inspection after approval asks for it (empty: the same).
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
    """A text that is ready to be sent to somebody; `occasion` tells when it fits. It has holes: {reasons}, {unclear},
    {step}, {since}, {days}."""

    id: str
    title: str
    occasion: Occasion
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a checklist. `subjects` empty: for everybody; `condition`: only needed if this is so.

    why: what it is needed for; sample: how it looks when it is right; slip: what often goes wrong; prevents: the
    rejections (topic ids) that come where it is missing; local: what is right here depends on the province.
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
    """One step of a flow. `done` is the label of the button that ends it, in the person's words.

    number: which number of the filing one has at this step (None: none).
    deadline: how long the step may last (hours: reminded before the end; days and working days: at the end).
    review: ends with a verdict of somebody else, so that a rejection can come out of it; local: in what the provinces
    differ here.
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
        """Whether a code is waited for in it that comes by text message: those whose deadline is counted in hours."""
        return self.deadline is not None and self.deadline.unit == "小时"

    @property
    def window(self) -> timedelta:
        """For how long that code may be filled in."""
        return timedelta(hours=self.deadline.high or 0) if self.deadline and self.guarded else timedelta()


@dataclass(frozen=True, slots=True)
class Flow:
    """A filing procedure. `steps` in order; `resubmit` is the step at which one goes on after mending a rejection;
    `then` the flow that one goes on with afterwards; `loses` what is lost by it (empty: nothing)."""

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

    note: what is said of this answer on the screen that it leads to; subject: as whom it is filed then; holds, lacks:
    conditions of checklist items that then are so, or are not; words: groups of words of which all stand in a typed
    text that means this answer; says: what people say in answer to the question, listed as in words.yaml.
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
    """Which filing is it? The questions that lead there; `first` is asked first."""

    first: str
    questions: Mapping[str, Question]


@dataclass(frozen=True, slots=True)
class Requirement:
    """What one province asks for beyond the common rules, whence that is known, and of which years the source is.

    subjects: of whom alone it asks that, empty: of everybody; days: how long its authority usually reviews, of which
    no source says whether working days are meant.
    """

    about: About
    text: str
    source: str
    years: str
    days: tuple[int, int] | None = None
    subjects: tuple[Subject, ...] = ()

    def is_asked_of(self, subject: Subject | None) -> bool:
        """Whether it may concern this kind of applicant (None: not known which)."""
        subjects = ("personal",) if self.about == "personal" else self.subjects
        return subject is None or not subjects or subject in subjects


@dataclass(frozen=True, slots=True)
class Province:
    """A province-level division: `prefix` is the character of its numbers (粤 in 粤ICP备…), `hangs` which of them its
    authority wants at the foot of a site, `cities` what lies in it, `also` what else it is called. No `requirements`:
    nothing is known of them, which does not mean that there are none."""

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
    """What it is called, in small letters."""
    names: tuple[str, ...] = field(init=False)
    """What it and the cities in it are called."""

    def __post_init__(self) -> None:
        own = tuple(name.lower() for name in (self.name, self.short, *self.also))
        object.__setattr__(self, "own", own)
        object.__setattr__(self, "names", (*own, *self.cities, *(f"{city}市" for city in self.cities)))


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the trade: what else it is called, what it means, the topic that says more, and the flow that it is the
    name of."""

    id: str
    term: str
    also: tuple[str, ...]
    means: str
    source: str
    topic: str | None = None
    flow: str | None = None


@dataclass(frozen=True, slots=True)
class OrderState:
    """What a console says of an order: what it means, whose turn it is, whether the order may still be edited, how long
    it usually lasts (None: not known), and how the review ended (None: it did not). `like`: what other consoles say of
    which no source tells the meaning, and this one comes nearest to."""

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
    """Where a provider shows its orders, and the states in the order in which they come. `note`: about all of them."""

    id: str
    name: str
    note: str
    states: tuple[OrderState, ...]


Reviewed = tuple[str, str, str, Subject]
"""Flow, step, province and kind of applicant of a review."""


@dataclass(frozen=True, slots=True)
class Experience:
    """How many filings passed a review, and in how many working days: the middle one, and from where to where the
    middle half of them."""

    count: int
    low: int
    median: float
    high: int


def places(provinces: Iterable[Province]) -> Wordings:
    """What provinces and the cities in them are called, each of which means itself."""
    return Wordings.themselves(name for province in provinces for name in province.names)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything that the bot knows, in the order in which the files give it; of the fixes, that is the order in which
    they are worked through.

    ui: what is said (`bot.core.words`); words: lists of what is heard (`bot.core.texts.wordlists`); in_english: the
    same with the words that are there in English, and translated: there, the ids of the topics that are; places: the
    names of all provinces and cities, to see at once that a text names none. Three fields are no content: experience:
    figures from the store (`bot.core.filings.experience`); from the settings, desk: when the staff are there (None: no
    staff), and operator: who runs the bot (None: the terminal chat)."""

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
    """What is remembered of texts (`bot.core.remembering`)."""

    def places_in(self, text: str) -> dict[str, Province]:
        """The names of provinces and of cities that stand in a text, in small letters, each with the province that it
        means."""
        small = text.lower()
        named = self.places.found(small)
        if not named:
            return {}
        meant = (each for each in self.provinces.values() if named.intersection(each.names))
        return {name: each for each in meant for name in each.names if name in small}
