"""Actions on a filing: its beginning, its steps, its description, its files, and the time after approval."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NewFiling:
    """Begin a filing by this flow."""

    flow: str


@dataclass(frozen=True, slots=True)
class SureFiling:
    """Begin a filing by a flow that loses something; the person is sure. filing: the one it follows (0: none)."""

    flow: str
    filing: int


@dataclass(frozen=True, slots=True)
class FollowOn:
    """Begin a filing by this flow that follows another filing. flow "": show the menu of such flows."""

    filing: int
    flow: str


@dataclass(frozen=True, slots=True)
class Follow:
    """Note a filing that came so far already (`Draft.reached`). flow "": ask for it."""

    reached: str
    flow: str


@dataclass(frozen=True, slots=True)
class PickSubject:
    """Answer the question for the kind of applicant."""

    subject: str


@dataclass(frozen=True, slots=True)
class PickProvince:
    """Answer the question for the province."""

    province: str


@dataclass(frozen=True, slots=True)
class NoName:
    """Let the bot name the filing."""


@dataclass(frozen=True, slots=True)
class Mend:
    """Make the plan for this reason (topic id)."""

    topic: str


OfBeginning = NewFiling | SureFiling | FollowOn | Follow | PickSubject | PickProvince | NoName | Mend
"""Actions that begin a filing, or the plan of a rejection."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Show all steps of a filing."""

    filing: int


@dataclass(frozen=True, slots=True)
class OpenStep:
    """Show a step. step "": the current one."""

    filing: int
    step: str


@dataclass(frozen=True, slots=True)
class Tick:
    """Set an item of a checklist ticked or not. It does not toggle, so that a second press does no harm."""

    filing: int
    step: str
    item: str
    on: bool


@dataclass(frozen=True, slots=True)
class Finish:
    """Note that a step is done."""

    filing: int
    step: str


@dataclass(frozen=True, slots=True)
class Came:
    """Note that the awaited text message has come."""

    filing: int
    step: str


@dataclass(frozen=True, slots=True)
class Tried:
    """Set how often the code was "wrong" or "resent". It does not add one, so that a second press does no harm."""

    filing: int
    step: str
    what: str
    count: int


@dataclass(frozen=True, slots=True)
class Jump:
    """Go to this step: the steps before it are done, it and the steps after it are not."""

    filing: int
    step: str


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the change that led to this revision."""

    filing: int
    revision: int


@dataclass(frozen=True, slots=True)
class Returned:
    """Ask for the notice of a filing that came back."""

    filing: int


@dataclass(frozen=True, slots=True)
class Chase:
    """Show the letter that asks about a filing that takes too long."""

    filing: int


@dataclass(frozen=True, slots=True)
class Share:
    """Show the card of a filing to everybody who has the link; not `on`: to nobody any more."""

    filing: int
    on: bool


@dataclass(frozen=True, slots=True)
class Delete:
    """Delete a filing; ask first unless `sure`."""

    filing: int
    sure: bool


OfFiling = Overview | OpenStep | Tick | Finish | Came | Tried | Jump | Undo | Returned | Chase | Share | Delete
"""Actions on one filing on its way to approval; `filing` is its number."""


@dataclass(frozen=True, slots=True)
class Rename:
    """Ask for another name of a filing."""

    filing: int


@dataclass(frozen=True, slots=True)
class Restate:
    """Ask for another kind of applicant and another province. filing 0: of the draft."""

    filing: int


@dataclass(frozen=True, slots=True)
class Correct:
    """Correct the kind of applicant and the province; the person is sure."""

    filing: int
    subject: str
    province: str


@dataclass(frozen=True, slots=True)
class PutAway:
    """Put a filing away, or (not `on`) bring it back."""

    filing: int
    on: bool


@dataclass(frozen=True, slots=True)
class Details:
    """Show the items of a step's checklist one by one; pages count from 0."""

    filing: int
    step: str
    page: int


@dataclass(frozen=True, slots=True)
class SetCase:
    """Note whether the condition of an item holds."""

    filing: int
    step: str
    item: str
    on: bool


OfArranging = Rename | Restate | Correct | PutAway | Details | SetCase
"""Actions that change the description of a filing, not where it stands."""


@dataclass(frozen=True, slots=True)
class Draw:
    """Send the progress of a filing as a picture."""

    filing: int


@dataclass(frozen=True, slots=True)
class Agenda:
    """Send the coming dates of a filing, for the person's calendar."""

    filing: int


@dataclass(frozen=True, slots=True)
class Export:
    """Send all that is kept of a filing, as a text."""

    filing: int


OfTakingAlong = Draw | Agenda | Export
"""Actions that send a filing as a file."""


@dataclass(frozen=True, slots=True)
class OpenKept:
    """Show the numbers of a filing, and what expires when."""

    filing: int


@dataclass(frozen=True, slots=True)
class Tell:
    """Ask for a number or a date of a filing (`Keepable`)."""

    filing: int
    what: str


@dataclass(frozen=True, slots=True)
class Keep:
    """Keep this number or date; the person is sure. filing 0: begin a filing for the number."""

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
    """Show the HTML that puts a number (`NumberKind`) at the foot of the site."""

    filing: int
    number: str


@dataclass(frozen=True, slots=True)
class Duties:
    """Show what to check once a year, and what requires a change filing. `done`: the person has checked."""

    filing: int
    done: bool


@dataclass(frozen=True, slots=True)
class PoliceFiled:
    """Note that the public-security filing was handed in."""

    filing: int


OfKept = OpenKept | Tell | Keep | Unkeep | FooterCode | Duties | PoliceFiled
"""Actions on one filing after its approval; `filing` is its number."""
