"""What is done with a filing: how it begins, its steps, what it is, as a file, and the time after its approval."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NewFiling:
    """Begin a filing by this flow."""

    flow: str


@dataclass(frozen=True, slots=True)
class SureFiling:
    """Begin a filing by this flow, which takes something away, and about which I was asked; filing: that on which it
    follows (0: none)."""

    flow: str
    filing: int


@dataclass(frozen=True, slots=True)
class FollowOn:
    """Begin a filing by this flow that follows on a filing; without a flow: the menu of those that may."""

    filing: int
    flow: str


@dataclass(frozen=True, slots=True)
class Follow:
    """Note what came so far already (`Draft.reached`) as a filing, by this flow ("": it is asked for)."""

    reached: str
    flow: str


@dataclass(frozen=True, slots=True)
class PickSubject:
    """Answer to: as whom?"""

    subject: str


@dataclass(frozen=True, slots=True)
class PickProvince:
    """Answer to: in which province?"""

    province: str


@dataclass(frozen=True, slots=True)
class NoName:
    """Let the bot name the filing."""


@dataclass(frozen=True, slots=True)
class Mend:
    """Make a list of what is to be done about this reason."""

    topic: str


OfBeginning = NewFiling | SureFiling | FollowOn | Follow | PickSubject | PickProvince | NoName | Mend
"""What begins a filing, or the plan of a rejection."""


@dataclass(frozen=True, slots=True)
class Overview:
    """All steps of a filing."""

    filing: int


@dataclass(frozen=True, slots=True)
class OpenStep:
    """Look at a step; without an id at the one that is due."""

    filing: int
    step: str


@dataclass(frozen=True, slots=True)
class Tick:
    """Set an item of a checklist ticked or not (not: turn it over, so that a second press does no harm)."""

    filing: int
    step: str
    item: str
    on: bool


@dataclass(frozen=True, slots=True)
class Finish:
    """This step is done."""

    filing: int
    step: str


@dataclass(frozen=True, slots=True)
class Came:
    """The text message has come for which this step waits."""

    filing: int
    step: str


@dataclass(frozen=True, slots=True)
class Tried:
    """It happened so often by now: the code was `wrong`, or was `resent` (not: once more, so that a second press does
    no harm)."""

    filing: int
    step: str
    what: str
    count: int


@dataclass(frozen=True, slots=True)
class Jump:
    """I am at this step: what comes before it is done, it and what follows is not."""

    filing: int
    step: str


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the change that led to this revision."""

    filing: int
    revision: int


@dataclass(frozen=True, slots=True)
class Returned:
    """A filing came back: ask for the text that says why."""

    filing: int


@dataclass(frozen=True, slots=True)
class Chase:
    """The text that asks where a filing is that takes too long."""

    filing: int


@dataclass(frozen=True, slots=True)
class Share:
    """Let whoever has the link see the card of a filing; not `on`: nobody any more."""

    filing: int
    on: bool


@dataclass(frozen=True, slots=True)
class Delete:
    """Remove a filing; asks first unless `sure`."""

    filing: int
    sure: bool


OfFiling = Overview | OpenStep | Tick | Finish | Came | Tried | Jump | Undo | Returned | Chase | Share | Delete
"""What is done with one filing on its way to approval; `filing` is its number."""


@dataclass(frozen=True, slots=True)
class Rename:
    """Give a filing another name: ask for it."""

    filing: int


@dataclass(frozen=True, slots=True)
class Restate:
    """Change as whom and where it is filed: ask for both (filing 0: the one that begins)."""

    filing: int


@dataclass(frozen=True, slots=True)
class Correct:
    """It is filed as this applicant, in this province; asked already."""

    filing: int
    subject: str
    province: str


@dataclass(frozen=True, slots=True)
class PutAway:
    """Put a filing away, or bring it back."""

    filing: int
    on: bool


@dataclass(frozen=True, slots=True)
class Details:
    """The items of a step's checklist, one by one; pages count from 0."""

    filing: int
    step: str
    page: int


@dataclass(frozen=True, slots=True)
class SetCase:
    """The condition of this item is so, or not."""

    filing: int
    step: str
    item: str
    on: bool


OfArranging = Rename | Restate | Correct | PutAway | Details | SetCase
"""What is changed of what a filing is, not of where it stands."""


@dataclass(frozen=True, slots=True)
class Draw:
    """The progress of a filing as a picture."""

    filing: int


@dataclass(frozen=True, slots=True)
class Agenda:
    """The dates of a filing that are to come, for the person's calendar."""

    filing: int


@dataclass(frozen=True, slots=True)
class Export:
    """All that is kept of a filing, as a text."""

    filing: int


OfTakingAlong = Draw | Agenda | Export
"""What gives a person a filing as a file."""


@dataclass(frozen=True, slots=True)
class OpenKept:
    """The numbers of a filing, and what runs out when."""

    filing: int


@dataclass(frozen=True, slots=True)
class Tell:
    """I want to tell a number or a date of a filing (`Keepable`)."""

    filing: int
    what: str


@dataclass(frozen=True, slots=True)
class Keep:
    """Keep this number or date, about which I was asked whether it is meant; filing 0: of a number, of none that is
    noted, so that one is to begin."""

    filing: int
    what: str
    value: str


@dataclass(frozen=True, slots=True)
class Unkeep:
    """Forget a number or date of a filing."""

    filing: int
    what: str


@dataclass(frozen=True, slots=True)
class FooterCode:
    """The code that shows a number (`NumberKind`) at the foot of the site."""

    filing: int
    number: str


@dataclass(frozen=True, slots=True)
class Duties:
    """What is to be looked at once a year, and what then obliges to file a change; `done`: I have looked."""

    filing: int
    done: bool


@dataclass(frozen=True, slots=True)
class PoliceFiled:
    """The public-security filing was handed in."""

    filing: int


OfKept = OpenKept | Tell | Keep | Unkeep | FooterCode | Duties | PoliceFiled
"""What is done about the time after the approval of one filing; `filing` is its number."""
