"""All that is kept of a person, as one frozen value, and its JSON. People's words are kept only in the fields that say
so, masked.

Marks are keyed by step id, so that a flow may change under a filing: a mark of an unknown step has no effect, and a
new step is not done yet.
"""

import json
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import reduce
from operator import getitem
from typing import Literal, Self, get_args

from pydantic import TypeAdapter, ValidationError

from bot.core.kinds import NumberKind, Sender, Subject, Unit

Renewal = Literal["domain", "server", "identity"]
RENEWALS: tuple[Renewal, ...] = get_args(Renewal)
"""What expires one day and endangers the filing. `identity`: the identity paper."""
Coming = Renewal | Literal["police", "yearly"]
COMING: tuple[Coming, ...] = (*RENEWALS, "police", "yearly")
"""What we can remind of after approval: what expires, the public-security filing, the yearly check."""
Keepable = NumberKind | Renewal
Waiting = Literal[
    "", "flow", "subject", "province", "name", "rejection", "site-name", "icp", "police", "domain", "server", "identity"
]
"""The open question that the next typed text may answer; "": none."""
DESCRIBES: tuple[Waiting, ...] = ("subject", "province", "name")
"""The questions that describe a filing of any flow: a new one, or an existing one that the person changes."""
Reached = Literal["", "review", "sms", "code", "authority", "approved"]
REACHED: tuple[Reached, ...] = get_args(Reached)
"""How far a filing came. In order: "review" (submitted), "sms" (first review passed, the text message has not come),
"code" (it has come), "authority" (its code is filled in), "approved"."""
Quiet = tuple[int, int]
"""The hours (Beijing time) at which the time without reminders begins and ends. The same hour twice: there is none."""
Language = Literal["", "zh-hans", "zh-tw", "zh-hk", "en"]
"""The language of the replies; "": none was chosen or heard."""
LANGUAGES: tuple[Language, ...] = get_args(Language)


@dataclass(frozen=True, slots=True)
class Mark:
    """The state of one step: ids of its ticked items, when it began and when it was done (UTC).

    For a step with a code sent by text message:
    wrong, resent: how often the code was wrong, and how often it was sent again.
    awaited: the text message has not come yet. The step begins anew when it comes, and its hours count from then.
    """

    ticked: tuple[str, ...] = ()
    begun: datetime | None = None
    done: datetime | None = None
    wrong: int = 0
    resent: int = 0
    awaited: bool = False


@dataclass(frozen=True, slots=True)
class Unclear:
    """A stretch of a notice that was not recognised, masked and short, and the nearest topics."""

    text: str
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """A stretch of a notice (masked and short), the reason `told` that it was taken for, and other possible reasons.

    near (): the reason is certain, but it leaves out what the stretch says.
    """

    text: str
    told: str
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grace:
    """The time that a notice gives for mending: its last day (Beijing), or a length and its unit."""

    until: date | None = None
    length: int = 0
    unit: Unit = "天"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A rejection: when it came, from whom, for which reasons (topic ids), and what was done about it.

    number: unique among the person's rejections.
    step, revision: the filing's step and revision when it came back; empty outside a filing.
    ticked: ids of fixes, and when each was done (UTC).
    submitted: when the filing was submitted again (UTC). None: it is being mended.
    reached, since: how far it came after that, and since when; kept only for a rejection outside a filing.
    grace: the time that the notice gives for mending.
    messages: ids of the messages that told of it.
    joined: the two rejections that were last merged into this one.
    unticked: the fix that lost its tick, and when, if that was the last change of the ticks.
    settled: what the person corrected: cleaned stretches and reasons (topic ids). An edited notice does not bring
        them back.
    again: the person said that it came back once more.
    returned: the person said that it came back, so it is not the finding of an inspection.
    called: whose it is, if that was told and no filing has that name.
    """

    number: int
    at: datetime
    step: str = ""
    reasons: tuple[str, ...] = ()
    sender: Sender | None = None
    provider: str = ""
    unclear: tuple[Unclear, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    ticked: dict[str, datetime] = field(default_factory=dict)
    submitted: datetime | None = None
    reached: Reached = ""
    since: datetime | None = None
    revision: int = 0
    grace: Grace | None = None
    messages: tuple[int, ...] = ()
    joined: "tuple[Attempt, Attempt] | None" = None
    unticked: tuple[str, datetime] | None = None
    settled: tuple[str, ...] = ()
    again: bool = False
    returned: bool = False
    called: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """A filing before a change, for undo. `subject` None: stored before these answers could be changed."""

    marks: dict[str, Mark]
    attempts: tuple[Attempt, ...]
    subject: Subject | None = None
    province: str = ""
    cases: dict[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kept:
    """What the person told of a filing for the time after its approval. The numbers are public.

    icp, police: its numbers.
    noted: when the ICP number was told.
    police_filed: the public-security filing was handed in.
    checked: when the yearly check was made or last reminded of.
    until: the days on which things expire.
    """

    icp: str = ""
    noted: datetime | None = None
    police: str = ""
    police_filed: bool = False
    checked: datetime | None = None
    until: dict[Renewal, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Promise:
    """The first and last day (Beijing) between which we told the person to expect something.

    certain: the calendars of all years in between were announced.
    """

    first: date
    last: date
    certain: bool = True

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day."""
        return self.first, self.last


@dataclass(frozen=True, slots=True)
class Filing:
    """One filing.

    revision: counts its changes, so that an old undo button cannot take back a newer change.
    cases: the known conditions of checklist items, in the words of the content: true here or not.
    away: put away, without reminders; silent: without reminders.
    touched: when the person last ticked anything.
    counted: the reviews (step ids) that were counted in `Experience`; each is counted once.
    share: the token of its public card; "": it has none.
    """

    number: int
    name: str
    flow: str
    subject: Subject
    province: str
    begun: datetime
    marks: dict[str, Mark] = field(default_factory=dict)
    attempts: tuple[Attempt, ...] = ()
    revision: int = 0
    past: tuple[Past, ...] = ()
    cases: dict[str, bool] = field(default_factory=dict)
    away: bool = False
    touched: datetime | None = None
    silent: bool = False
    kept: Kept = field(default_factory=Kept)
    counted: tuple[str, ...] = ()
    share: str = ""

    @property
    def muted(self) -> bool:
        """Whether the person gets no reminders of it."""
        return self.silent or self.away


@dataclass(frozen=True, slots=True)
class Claim:
    """News of a filing that is noted only after the person confirms it: the question `text`, and its answers.

    step: the filing's step when we asked, `at` (UTC).
    answers: the words and the data of its buttons.
    again: we asked once more since.
    told: what is said to be wrong (masked, short), if we ask whether the filing came back for that.
    """

    filing: int
    step: str
    text: str
    answers: tuple[tuple[str, str], ...]
    at: datetime
    again: bool = False
    told: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """The answers so far to the questions that begin a filing.

    attempt: the rejection that the filing grows out of (0: none).
    filing: the filing whose answers or name change, or whose notice we wait for (0: a new one, or none).
    picks: the answers in the router, as ids of question and option.
    question: the router's question on the screen.
    cases: as in `Filing`.
    known: some answers come from an earlier filing or from what the person said before.
    reached, since: how far it came before it was noted ("": it only begins), and since when (None: now).
    name, icp: its name and ICP number, if they were told before we ask.
    passed: how often in a row the person did not answer the router's question.
    returned: the person said that it came back, but not why; sender, provider: who sent it back, if named.
    """

    flow: str = "first-filing"
    subject: Subject | None = None
    province: str = ""
    attempt: int = 0
    filing: int = 0
    picks: tuple[tuple[str, str], ...] = ()
    question: str = ""
    cases: dict[str, bool] = field(default_factory=dict)
    known: bool = False
    reached: Reached = ""
    since: datetime | None = None
    name: str = ""
    icp: str = ""
    passed: int = 0
    returned: bool = False
    sender: Sender | None = None
    provider: str = ""

    @property
    def is_described(self) -> bool:
        """Whether applicant and province were told at once, and we ask whether a filing may begin with them."""
        told = self.subject and self.province and not self.known
        return bool(told) and not (self.question or self.picks)


@dataclass(frozen=True, slots=True)
class Asker:
    """What is known of the person who asks. `in_review`: a filing is with the reviewers."""

    subject: Subject | None = None
    provider: str = ""
    province: str = ""
    in_review: bool = False


@dataclass(frozen=True, slots=True)
class Relay:
    """An open conversation with the staff: since when, and when either side last said something (UTC).

    beside: since then the bot showed something else, and told the person that the conversation is still open.
    after: the id of the last message that went to the staff before this conversation.
    turned: the staff spoke last, and the person did nothing else with the bot since. Typed text then answers the staff,
        whatever the bot asks for.
    """

    since: datetime
    last: datetime | None = None
    beside: bool = False
    after: int = 0
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Last:
    """The message typed last (its id), kept until something is changed in another way.

    topic, within: as in `State`, before the message.
    before: the parts of the state that it changed, as they were (`bot.core.turns.edits`). None: it changed none.
    """

    message: int
    topic: str = ""
    within: tuple[str, str] = ("", "")
    before: "State | None" = None


OpenQuestion = tuple[tuple[str, str], ...]
"""The words and the data of the buttons that answer a question."""


@dataclass(frozen=True, slots=True)
class State:
    """All that is kept of a person.

    front, attempt: numbers of the filing and the rejection worked on last (0: none).
    showing: the step on the screen, to which the person returns after a question.
    waiting: the question that the next typed text may answer; draft: the answers so far.
    loose: rejections that belong to no filing.
    asker: what the person said of themselves (「我是…」).
    topic: the topic read last, to which a short question may refer.
    within: `topic`, and the topic that tells which kind of filing was meant, if that is a different one.
    asked: the question whose answer or choices are on the screen, masked and short.
    todo: the only todo on the screen, by its fix.
    rated: what the person thinks of the answers on the screen: topic id → one of `actions.reading.VERDICTS`.
    question: the answers to the yes-or-no question on the screen, as cleaned words and button data; yes, then no.
    besides: the answers to other questions asked with it; the same words answer them.
    posed: when these were asked.
    claims: news that the person has not confirmed yet, the newest last.
    seen: the day (Beijing) of the last contact.
    warned: the day of the warning since then that all of this will be deleted.
    told: the moment (UTC) up to which reminders were told.
    later: when to remind again, by what it is about (`bot.core.filings.later_keys`).
    silent: no reminders at all.
    keyless: the keys below the field for typing were put away.
    lang: the chosen language; "": `heard` counts.
    heard: the language of the client or of the person's writing. It is "zh-hans" only if the client is set to English.
    relay: the open conversation with the staff.
    passed: the ids of the last messages that went to the staff, in any conversation.
    promised: the days that depend on the calendar, as the person was told them.
    last: what an edit may take back.
    filed, rejected: the highest numbers given so far to a filing and a rejection. No number is given twice, so that an
        old button cannot act on a newer one.
    """

    filings: tuple[Filing, ...] = ()
    front: int = 0
    showing: str = ""
    waiting: Waiting = ""
    draft: Draft = field(default_factory=Draft)
    loose: tuple[Attempt, ...] = ()
    attempt: int = 0
    asker: Asker = Asker()
    topic: str = ""
    within: tuple[str, str] = ("", "")
    asked: str = ""
    todo: str = ""
    rated: dict[str, str] = field(default_factory=dict)
    question: OpenQuestion = ()
    besides: tuple[OpenQuestion, ...] = ()
    posed: datetime | None = None
    claims: tuple[Claim, ...] = ()
    seen: date | None = None
    warned: date | None = None
    told: datetime | None = None
    later: dict[str, datetime] = field(default_factory=dict)
    quiet: Quiet = (22, 8)
    silent: bool = False
    keyless: bool = False
    lang: Language = ""
    heard: Language = ""
    relay: Relay | None = None
    passed: tuple[int, ...] = ()
    promised: dict[str, Promise] = field(default_factory=dict)
    last: Last | None = None
    filed: int = 0
    rejected: int = 0

    def filing(self, number: int) -> Filing | None:
        """Return the filing of this number. None: there is none."""
        return next((filing for filing in self.filings if filing.number == number), None)

    @property
    def worked_on(self) -> Filing | None:
        """The filing worked on last."""
        return self.filing(self.front) if self.front else None

    @property
    def undrafted(self) -> Self:
        """The state without an open question and a draft."""
        return replace(self, waiting="", draft=Draft())

    def with_filing(self, changed: Filing) -> Self:
        """Return the state with the filing of this number replaced."""
        return replace(self, filings=tuple(changed if one.number == changed.number else one for one in self.filings))


_JSON = TypeAdapter(State)
_FLOWS = {"change-provider": "add-access"}
"""Former flows, and the flow that replaces each in stored filings."""


def dump_state(state: State) -> str:
    """Return the JSON of a state."""
    return _JSON.dump_json(state, exclude_defaults=True).decode()


def load_state(stored: str | None) -> State:
    """Return the state of a JSON; the empty state for None. ValueError: it is not a state."""
    if stored is None:
        return State()
    try:
        state = _JSON.validate_json(stored)
    except ValidationError as error:
        missing = [each["loc"] for each in error.errors() if each["type"] == "missing" and each["loc"][-1] == "number"]
        if len(missing) < error.error_count():
            raise
        state = _JSON.validate_json(_numbered(stored, missing))
    if _FLOWS.keys().isdisjoint((state.draft.flow, *(filing.flow for filing in state.filings))):
        return state
    filings = tuple(replace(filing, flow=_FLOWS.get(filing.flow, filing.flow)) for filing in state.filings)
    return replace(
        state, filings=filings, draft=replace(state.draft, flow=_FLOWS.get(state.draft.flow, state.draft.flow))
    )


def _numbered(stored: str, missing: list[tuple[int | str, ...]]) -> str:
    """Return the JSON with numbers at these places. The first release did not number rejections."""
    state = json.loads(stored)
    attempts = [reduce(getitem, place[:-1], state) for place in missing]
    moments = sorted({attempt["at"] for attempt in attempts})  # `past` repeats rejections: one moment, one number
    for attempt in attempts:
        attempt["number"] = moments.index(attempt["at"]) + 1
    return json.dumps(state)
