"""All that is kept of a person, as one frozen value, and its JSON. Of what people wrote, only what is told of below is
in here, masked.

Answers are keyed by step id, so that a flow may change under a filing that is under way: what the new flow does not
know stays without effect, what it adds is simply not done yet.
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
"""What runs out one day and takes the filing along: domain, server, paper of identity."""
Keepable = NumberKind | Renewal
Waiting = Literal[
    "", "flow", "subject", "province", "name", "rejection", "site-name", "icp", "police", "domain", "server", "identity"
]
"""What the next typed text may be the answer to."""
DESCRIBES: tuple[Waiting, ...] = ("subject", "province", "name")
"""What of that describes a filing by whatever flow: a new one, or one under way that is to be described otherwise."""
Reached = Literal["", "review", "sms", "code", "authority", "approved"]
REACHED: tuple[Reached, ...] = get_args(Reached)
"""How far something came: it was submitted; its first review is passed, and the text message is waited for; that has
come; its code is filled in; it is approved."""
Quiet = tuple[int, int]
"""The hours (Beijing time) at which the night begins and ends in which nobody is reminded; the same hour: no night."""
Language = Literal["", "zh-hans", "zh-tw", "zh-hk", "en"]
"""A language that is spoken to a person; "" where none was chosen or heard."""
LANGUAGES: tuple[Language, ...] = get_args(Language)


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of one step: ids of its ticked items, when it began, when it was done (UTC); of a code that is sent
    by text message, how often it was wrong and how often it was sent again, and whether it is still to come: the step
    has its hours from then on, and begins anew with it. A mark that was stored without that awaits nothing, and its
    hours run on."""

    ticked: tuple[str, ...] = ()
    begun: datetime | None = None
    done: datetime | None = None
    wrong: int = 0
    resent: int = 0
    awaited: bool = False


@dataclass(frozen=True, slots=True)
class Unclear:
    """A stretch of a rejection that was not recognised, masked and short, and the topics that came nearest."""

    text: str
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """A stretch of a rejection, masked and short, the reason it was taken for, and those that it may be instead; none:
    the reason leaves open what only the stretch tells."""

    text: str
    told: str
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grace:
    """The time that a notice gives for mending: its last day (Beijing), or else a length and its unit."""

    until: date | None = None
    length: int = 0
    unit: Unit = "天"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A filing came back: when, from whom, for which reasons (topic ids), and what was done about it.

    number: of this attempt among all of the person's; step: the filing's step during which it came back, revision: that
    of the filing that noted it (outside a filing neither); ticked: ids of fixes, each with when it was done;
    submitted: when it was submitted again (None: it is being mended); reached: how far it came after that, as long as
    it belongs to no filing, and since when; grace: the time that the notice gives; messages: ids of those that told it;
    joined: the two of which it was made last, where another text was put to it; unticked:
    the fix whose tick was taken away, and when, where that was done to its ticks last; settled: what the person said
    otherwise of, so that no edited notice tells it once more: cleaned stretches, and reasons (topic ids); again: it was
    told to have come back once more; returned: it was told to have come back, as nothing does that an inspection finds.
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


@dataclass(frozen=True, slots=True)
class Past:
    """What a filing was before a change, for undo. No `subject`: it was kept before these answers could be changed."""

    marks: dict[str, Mark]
    attempts: tuple[Attempt, ...]
    subject: Subject | None = None
    province: str = ""
    cases: dict[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kept:
    """What the person told of a filing for the time after its approval; the numbers are public.

    icp, police: its numbers; noted: when the ICP number was told; police_filed: the public-security filing was handed
    in; checked: when the yearly check was made or last called to mind; until: on which day something runs out.
    """

    icp: str = ""
    noted: datetime | None = None
    police: str = ""
    police_filed: bool = False
    checked: datetime | None = None
    until: dict[Renewal, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Promise:
    """The first and the last day (Beijing) between which the person was told that something will be; certain: all
    years on the way were announced."""

    first: date
    last: date
    certain: bool = True

    @property
    def days(self) -> tuple[date, date]:
        """What was told, without how certain it was."""
        return self.first, self.last


@dataclass(frozen=True, slots=True)
class Filing:
    """One filing. `revision` counts its changes, so that an old undo button cannot take back a newer change.

    cases: conditions of checklist items, as the content words them, each with whether it is so here; away: put away,
    so that nobody is reminded of it; touched: when the person ticked anything last; silent: nothing is to be reminded
    of; counted: the reviews whose length was counted for everybody's experience, which happens once; share: the token
    of the card that others may see (empty: nobody may).
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
        """Whether the person is to hear nothing of it by itself."""
        return self.silent or self.away


@dataclass(frozen=True, slots=True)
class Claim:
    """What the person told of a filing, and which is noted only once they say that it is so: the question for that,
    with the words and the data of its buttons; step: at which the filing was when it was asked (at); again: it was
    asked once more since; told: what somebody called to be wrong, masked and short, where it is asked whether it came
    back for that."""

    filing: int
    step: str
    text: str
    answers: tuple[tuple[str, str], ...]
    at: datetime
    again: bool = False
    told: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """The answers given so far to the questions with which a filing begins.

    attempt: the rejection out of which it grows (0: none); filing: the one whose answers or name are to be changed,
    or whose rejection is to be told (0: a new one, or none); picks: the answers in the router, each as ids of
    question and option; question: the one of the router that is on the screen; cases: as in a filing; known: some
    answers were given before these questions, in the filing that it follows on, or by what the person said;
    reached: how far it came before it was noted ("": it only begins), and since when, where another time than now
    was told; name: how it is to be called, where that was said before it is asked; icp: its number, where that was
    told before it was noted at all; passed: how often in a row something else was said than an answer in the
    router; returned: that it came back was told, and not yet why; sender, provider: whom that named.
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
        """Whether as whom and where was told of a filing, and perhaps its name, and it is asked whether it may begin
        with that."""
        told = self.subject and self.province and not self.known
        return bool(told) and not (self.question or self.picks)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as far as it is known: kind of applicant, access provider, province, whether a filing is reviewed."""

    subject: Subject | None = None
    provider: str = ""
    province: str = ""
    in_review: bool = False


@dataclass(frozen=True, slots=True)
class Relay:
    """An open conversation with the staff: since when, and when either side last said something (UTC); beside: since
    then the person was shown something else, and told that the conversation is open; after: the id of the message that
    went to the staff last before it; turned: the staff said something, and since then the person did nothing else with
    the bot, so that what is typed answers that, whatever the bot asks for."""

    since: datetime
    last: datetime | None = None
    beside: bool = False
    after: int = 0
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Last:
    """The message that was typed last (its id), as long as nothing was done since but reading. topic, within: as in
    a state, before it; before: the state without what it did (`bot.core.turns.edits`), where it did anything."""

    message: int
    topic: str = ""
    within: tuple[str, str] = ("", "")
    before: "State | None" = None


OpenQuestion = tuple[tuple[str, str], ...]
"""The words and the data of the buttons that answer a question."""


@dataclass(frozen=True, slots=True)
class State:
    """front: number of the filing worked on last (0: none); showing: the step on the person's screen, to which one
    comes back after a question; loose: rejections that belong to no filing; attempt: number of the rejection worked
    on last (0: none); asker: what the person said of itself by pressing 「我是…」; topic: what was read last, to which
    a short question may refer; within: that topic, and the one by which it is known of which kind of filing it was
    asked, where that is another one; asked: the question whose answer or choices are on the screen, masked and short,
    until something else is shown; rated: what was said of answers, until then (topic id → "helpful", "unhelpful",
    or why it was that, as in `Rate`); question: the buttons of what was shown last, if that takes yes or no (the
    first two), each as its cleaned words and its data; besides: those of what was asked with it, which the same
    words answer; posed: when those were asked; claims: what was told and is not noted yet, the newest last; seen: the
    day (Beijing) of the last contact; warned: that of the warning since then that all of this will be deleted;
    told: everything was told for which it was time by then; later: when to be told again of what (`Reminder.about`,
    `renewals.about_coming`); silent: no reminders at all; lang: the language that was chosen (none: `heard`); heard:
    the one that the client or the person's writing asks for, where that is not Simplified Chinese, or the client asks
    for English; relay: the conversation with the staff that is open; passed: the ids of the messages that went to the
    staff last, in whatever conversation; promised: the days that follow from the calendar, as they were told; last:
    what an edit may take back; filed, rejected: the highest number that a filing, and a rejection, ever had: none is
    given twice, lest an old button do to another one what was meant for the first."""

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
    lang: Language = ""
    heard: Language = ""
    relay: Relay | None = None
    passed: tuple[int, ...] = ()
    promised: dict[str, Promise] = field(default_factory=dict)
    last: Last | None = None
    filed: int = 0
    rejected: int = 0

    def filing(self, number: int) -> Filing | None:
        """The filing of this number."""
        return next((filing for filing in self.filings if filing.number == number), None)

    @property
    def worked_on(self) -> Filing | None:
        """The filing worked on last."""
        return self.filing(self.front) if self.front else None

    @property
    def undrafted(self) -> Self:
        """The state in which nothing is asked, and no filing is drafted."""
        return replace(self, waiting="", draft=Draft())

    def with_filing(self, changed: Filing) -> Self:
        """The state with this filing in place of what it was."""
        return replace(self, filings=tuple(changed if one.number == changed.number else one for one in self.filings))


_JSON = TypeAdapter(State)
_FLOWS = {"change-provider": "add-access"}
"""Flows that are a part of another one by now, which filings that were stored with them go on by."""


def dump_state(state: State) -> str:
    """The JSON of a state."""
    return _JSON.dump_json(state, exclude_defaults=True).decode()


def load_state(stored: str | None) -> State:
    """The state of a JSON; the empty state for None. ValueError: not ours."""
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
    """The JSON with numbers at these places: the first release did not number rejections."""
    state = json.loads(stored)
    attempts = [reduce(getitem, place[:-1], state) for place in missing]
    moments = sorted({attempt["at"] for attempt in attempts})  # one that can be undone stands in the past, too
    for attempt in attempts:
        attempt["number"] = moments.index(attempt["at"]) + 1
    return json.dumps(state)
