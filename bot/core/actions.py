"""What a button does. Values only: how they are written into a button and read back is in `button_data`.

They stand in groups, each summed up behind its last one (`OfMenus`, `OfReading` ...); `Action` is all of them. Whether
the filing or topic named is there is for the dialogue to look at.
"""

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


@dataclass(frozen=True, slots=True)
class OpenPlan:
    """What is to be done about a rejection, by the number of the attempt."""

    attempt: int


@dataclass(frozen=True, slots=True)
class TickFix:
    """Set one thing to do about a rejection done or not."""

    attempt: int
    fix: str
    on: bool


@dataclass(frozen=True, slots=True)
class Settle:
    """A stretch that was not recognised (by its place, from 0) means this topic; without a topic: none of those."""

    attempt: int
    place: int
    topic: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """The stretches of a rejection that were not recognised for certain, one after the other."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Reasons:
    """The reasons of a rejection, to read about each."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Drop:
    """This reason was recognised wrongly."""

    attempt: int
    topic: str


@dataclass(frozen=True, slots=True)
class Instead:
    """A reason that was recognised with doubt (by its place, from 0) is this topic; without a topic: it is right."""

    attempt: int
    place: int
    topic: str


@dataclass(frozen=True, slots=True)
class SentBy:
    """Who sent the rejection."""

    attempt: int
    sender: str


@dataclass(frozen=True, slots=True)
class Merge:
    """This rejection and the one before it are one and the same."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Part:
    """What was put to this rejection last is another one."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Attach:
    """This rejection belongs to that filing."""

    attempt: int
    filing: int


@dataclass(frozen=True, slots=True)
class Grow:
    """Let a filing grow out of this rejection."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Resubmitted:
    """It was submitted again."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Unsubmit:
    """It was not submitted again: that was a slip."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Strike:
    """It was no rejection: remove it; asks first unless `sure`."""

    attempt: int
    sure: bool


@dataclass(frozen=True, slots=True)
class Letters:
    """The texts that are ready to be sent about this rejection."""

    attempt: int


@dataclass(frozen=True, slots=True)
class ReadLetter:
    """One of them."""

    attempt: int
    letter: str


OfAttempt = (
    OpenPlan | TickFix | Settle | Unsure | Reasons | Drop | Instead | SentBy | Merge | Part | Attach | Grow
    | Resubmitted | Unsubmit | Strike | Letters | ReadLetter
)  # fmt: skip
"""What is done with one rejection; `attempt` is its number."""


@dataclass(frozen=True, slots=True)
class ReminderSettings:
    """Whether and when I am reminded."""


@dataclass(frozen=True, slots=True)
class Snooze:
    """Tell me again at that moment; about: numbers of filings, with an `a` before them of rejections, with another
    letter (`renewals.about`) what comes to a filing after approval; dots between."""

    about: str
    moment: str


@dataclass(frozen=True, slots=True)
class Silence:
    """Remind me no more of this filing (0: of anything), or again."""

    filing: int
    on: bool


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Between these hours I am not to be disturbed; the same hour twice: there are none."""

    begin: int
    end: int


OfReminding = ReminderSettings | Snooze | Silence | QuietHours
"""Whether, when and of what I am reminded."""


@dataclass(frozen=True, slots=True)
class SpeakTo:
    """Speak this language to me (`bot.core.state.Language`); none: tell it by my client and my writing."""

    language: str


@dataclass(frozen=True, slots=True)
class Human:
    """Begin, or (not `on`) end, a conversation with a person of the staff."""

    on: bool


@dataclass(frozen=True, slots=True)
class ForgetAsker:
    """Forget what I said of myself."""


@dataclass(frozen=True, slots=True)
class Forget:
    """Remove everything of me; asked already."""


@dataclass(frozen=True, slots=True)
class Stay:
    """Do not remove what is kept of me: I am still here."""


OfPerson = SpeakTo | Human | ForgetAsker | Forget | Stay
"""How a person is spoken to, and what is kept of it."""


@dataclass(frozen=True, slots=True)
class AsOf:
    """What another button (its data, with dots) does, as of a moment that is over (minutes of the epoch)."""

    minute: int
    data: str


Action = (
    OfMenus | OfReading | OfAnswers | OfRouter | OfBeginning | OfFiling | OfArranging | OfTakingAlong | OfKept
    | OfAttempt | OfReminding | OfPerson | AsOf
)  # fmt: skip


def deletes(action: Action) -> bool:
    """Whether an action removes for good: it is the answer to a question whether that is meant."""
    return isinstance(action, Forget) or (isinstance(action, Delete | Strike) and action.sure)
