"""What every turn needs: the person's state, words, screens, and the way back to where the person was."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Literal, NamedTuple, Self, TypeVar

from bot.core import course
from bot.core.actions import Action, AskRoute, OpenStep
from bot.core.button_data import decode
from bot.core.events import Around
from bot.core.filings import attempts, claims
from bot.core.filings.plan import Plan, plan
from bot.core.knowledge import Flow, Knowledge, Step, Topic
from bot.core.languages import as_content
from bot.core.plain import plain
from bot.core.replies import Button, Miss, Note, Reply, Screen, Toast, Turn
from bot.core.screens import answers, draft_screens, filing_screens, kept, router, step_screens
from bot.core.screens.rows import button
from bot.core.state import DESCRIBES, Attempt, Claim, Filing, OpenQuestion, State
from bot.core.texts.asker import names_only
from bot.core.texts.called import filings_called
from bot.core.texts.courtesies import unopened
from bot.core.texts.hearing import as_asked, of_code, with_reviews_by_sound
from bot.core.texts.matters import NOTHING, Spoken, spoken_at, spoken_by, spoken_in, topic_spoken_of
from bot.core.texts.planwords import unnodded
from bot.core.texts.unknown_names import not_recorded
from bot.core.texts.verdicts import says_it_came_back
from bot.core.texts.wordlists import spelt
from bot.core.turns import edits
from bot.core.words import Marked, clip, label, say
from bot.search.normalise import clean

_Does = TypeVar("_Does", bound=Action)
MOST_UNANSWERED = 2
"""How often in a row a person may say something else than an answer before the router stops repeating its question."""
LONGEST_TOUCHED = 40
"""The most characters of a ticked item that a toast quotes. A phone shows two lines of it."""


class Place(NamedTuple):
    """A step, with its filing and flow."""

    filing: Filing
    flow: Flow
    step: Step


class Talk:
    """One turn: everything that a reply needs. It is never changed.

    asked, rated: the last question, and how answers were rated. todo: the only todo on the screen. question: our open
    question, with those `besides`, asked at `posed`. `state` is without all of these, so they are forgotten unless the
    reply sets them again. claim: the open claim (what was told of a filing, but is not confirmed yet) that the open
    question is about. lingers: no question is on the screen, but the claim on the filing worked on last is still open.
    """

    def __init__(self, state: State, knowledge: Knowledge, now: datetime, around: Around) -> None:
        fleeting = state.asked or state.todo or state.rated or state.question
        self.state = (
            replace(state, asked="", todo="", rated={}, question=(), besides=(), posed=None) if fleeting else state
        )
        self.knowledge, self.now, self.around = knowledge, now, around
        self.asked, self.todo, self.rated = state.asked, state.todo, state.rated
        self.question, self.besides, self.posed = state.question, state.besides, state.posed or now
        self.lingers, self.claim = False, None
        self._heard = dict[str, str]()
        for claim in claims.open_claims(state, knowledge):
            claimed = _cleaned(claim.answers)
            lingers = not state.question and claim.filing == state.front
            if lingers or state.question[: len(claimed)] == claimed:
                self.claim, self.lingers = claim, lingers
                self.question, self.posed = state.question or claimed, claim.at

    def with_state(self, state: State) -> Self:
        """Return a talk that goes on from this state."""
        return type(self)(state, self.knowledge, self.now, self.around)

    def as_of(self, now: datetime) -> Self:
        """Return a talk that goes on as of this moment (UTC)."""
        return type(self)(self.state, self.knowledge, now, self.around)

    def working_on(self, filing: Filing) -> Self:
        """Return a talk in which this filing, and its rejection that is being mended, are worked on. A rejection of
        another filing, or of none, is not."""
        showing = self.state.showing if filing.number == self.state.front else ""
        attempt = filing.attempts[-1].number if course.is_being_mended(filing) else 0
        state = replace(self.state, front=filing.number, showing=showing, attempt=attempt, asked=self.asked)
        return self.with_state(state.undrafted if self.is_choosing else state)

    @property
    def undisturbed(self) -> State:
        """The state after a message that came unasked. What is on the screen stays as it is."""
        return replace(self.state, asked=self.asked)

    @cached_property
    def is_late(self) -> bool:
        """Whether this is an edit of an older message. It answers no later question and does nothing a second time."""
        return edits.is_older(self.state, self.around)

    @property
    def is_free(self) -> bool:
        """Whether no question is open that any text could answer."""
        return self.state.waiting in ("", "rejection", "site-name")

    @property
    def is_choosing(self) -> bool:
        """Whether we ask what a new filing will be. The question for its name does not count, since any words may
        answer it."""
        return self.state.waiting in ("flow", "subject", "province")

    def answer_by(self, does: type[_Does]) -> _Does | None:
        """Return the answer to our open question whose action is of type `does`. None: no button has one."""
        return next((one for _, data in self.question if isinstance(one := decode(data), does)), None)

    def aside(
        self,
        *replies: Screen,
        state: State | None = None,
        notes: tuple[Note, ...] = (),
        misses: tuple[Miss, ...] = (),
    ) -> Turn:
        """Show something in between, then repeat our open question below. A step is not repeated, as that would push
        the answer off the screen: a button leads back to it. The same goes for a router question that goes unanswered
        too often."""
        *before, last = replies
        again = () if self.is_free else self.again()
        if self.state.waiting == "flow":
            state = state or self.state
            draft = replace(state.draft, passed=state.draft.passed + 1)
            state = replace(state, draft=draft)
            if draft.passed > MOST_UNANSWERED:
                on = self.button("button-ask-on", AskRoute(draft.question))
                state = state.undrafted
                again = (Screen(self.say("asked-enough"), ((on,),)),)
            return self.show(*replies, *again, state=state, notes=notes, misses=misses)
        if self.is_free and self.step_shown:
            back = self.button("button-to-step", OpenStep(self.state.front, self.state.showing))
            has_way = any(button.data == back.data for row in last.buttons for button in row)
            rows = (*last.buttons, (back,)) if last.yes_no else ((back,), *last.buttons)
            last = replace(last, buttons=last.buttons if has_way else rows)
        return self.show(*before, last, *again, state=state, notes=notes, misses=misses)

    def again(self) -> tuple[Screen, ...]:
        """Return what the person was in the middle of: our open question, or the step on the screen. (): nothing."""
        filing = self.state.worked_on
        if self.state.waiting in DESCRIBES and self.state.draft.flow not in self.knowledge.flows:
            return ()
        match self.state.waiting:
            case "flow":
                return (router.route_screen(self.knowledge, self.state.draft),)
            case "subject":
                return (draft_screens.ask_subject(self.knowledge, self.state.draft),)
            case "province":
                return (draft_screens.ask_province(self.knowledge, self.state.draft),)
            case "name":
                return (draft_screens.ask_name(self.knowledge, self.state.draft),)
            case "icp" | "police" | "domain" | "server" | "identity" as what if filing and self.flow(filing):
                return (kept.ask_keepable(self.knowledge, filing, what),)
            case _ if self.step_shown:
                filing, _, step = self.step_shown
                return (step_screens.step_screen(self.knowledge, filing, step, self.now),)
        return ()

    def menu(self, text: str) -> Screen:
        """Return the first menu under the sentence `text`; without its buttons if the person is in the middle of
        something."""
        menu = answers.home(self.knowledge, self.state, text)
        return replace(menu, buttons=()) if self.again() else menu

    def keys(self, said: Literal["keys", "hello"] = "keys") -> Screen:
        """Return the screen that puts the keys below the field for typing."""
        rows = (("ask", "rejected"), ("progress", "hide"))  # four in one row are too wide for a phone
        keys = tuple(tuple(self.label(f"key-{name}") for name in row) for row in rows)
        return Screen(self.say(said), keys=keys, placeholder=self.label("keys-placeholder"))

    def heard(self, text: str) -> str:
        """Return a text in the characters of the content. Pinyin and words written by their sound become the characters
        that are meant, unless they may be a name."""
        if text not in self._heard:  # each reading of a message asks for it
            self._heard[text] = self._as_content(text)
        return self._heard[text]

    def _as_content(self, text: str) -> str:
        names = [filing.name for filing in self.state.filings]
        said = as_content(text, self.knowledge, names)
        if self.state.waiting == "name":
            return said
        said = unnodded(self.knowledge, unopened(self.knowledge, said, alone=not self.question))
        if not any(name.lower() in said.lower() for name in names):
            said = spelt(self.knowledge, said) or self.knowledge.engine.in_characters(said)
            said = with_reviews_by_sound(self.knowledge, said, tuple(names))
        said = as_asked(self.knowledge, said)
        return of_code(self.knowledge, said) if self.current is None or self.current.step.guarded else said

    def say(self, key: str, **values: str) -> str:
        return say(self.knowledge, key, **values)

    def label(self, key: str, **values: str) -> str:
        return label(self.knowledge, key, **values)

    def button(self, key: str, action: Action, **values: str) -> Button:
        """Return a button with the label `key` that does this action."""
        return button(self.knowledge, key, action, **values)

    def filing(self, number: int) -> Filing | None:
        return self.state.filing(number)

    def flow(self, filing: Filing | None) -> Flow | None:
        return self.knowledge.flows.get(filing.flow) if filing else None

    def has_changed(self, state: State) -> bool:
        """Tell whether filings or rejections are different in this state."""
        return (state.filings, state.loose) != (self.state.filings, self.state.loose)

    def place_of(self, filing: Filing | None) -> Place | None:
        """Return where a filing is. None: all its steps are done, or the content no longer has its flow."""
        flow = self.flow(filing)
        step = course.current(filing, flow) if filing and flow else None
        return Place(filing, flow, step) if filing and flow and step else None

    def step_of(self, filing: Filing | None) -> Step | None:
        """Return the step that a filing is at. None as in `place_of`."""
        place = self.place_of(filing)
        return place.step if place else None

    @cached_property
    def at_hand(self) -> Filing | None:
        """The filing that was worked on last, or the only one."""
        filings = [filing for filing in self.state.filings if not filing.away]
        return self.state.worked_on or (filings[0] if len(filings) == 1 else None)

    @cached_property
    def current(self) -> Place | None:
        """The filing at hand and the step that it is at. None: nothing is under way."""
        return self.place_of(self.at_hand)

    @cached_property
    def rejection(self) -> tuple[Attempt, Filing | None] | None:
        """The rejection worked on last, even if it was submitted again since, and its filing."""
        return attempts.find(self.state, self.state.attempt)

    @cached_property
    def at_work(self) -> tuple[Attempt, Filing | None] | None:
        """The rejection worked on last, while it is being mended, and its filing."""
        return self.rejection if self.rejection and self.rejection[0].submitted is None else None

    @cached_property
    def plan_on_screen(self) -> tuple[Attempt, Filing | None] | None:
        """The rejection at work, if its plan (or a topic read above it) is on the screen. None: nothing is being
        mended, or something else is shown."""
        return None if self.state.waiting or self.state.showing else self.at_work

    def plan_of(self, attempt: Attempt) -> Plan:
        """Return the plan for a rejection, as things stand now."""
        return plan(attempt, self.knowledge, self.now)

    def reasons_of(self, attempt: Attempt) -> list[Topic]:
        """Return the topics on the reasons of a rejection that the content still has."""
        return attempts.topics_of(attempt, self.knowledge)

    @property
    def under_way(self) -> list[Place]:
        """Where each filing is. Filings that are finished or put away are left out."""
        every = (self.place_of(filing) for filing in self.state.filings if not filing.away)
        return [place for place in every if place]

    def filings_called(self, text: str) -> tuple[list[Filing], str]:
        """Return the filings that a text calls by name, and what it says of them (see `called`)."""
        return filings_called(self.knowledge, self.state.filings, text)

    def not_recorded(self, text: str) -> tuple[str, str]:
        """Return the name of an unknown filing in a text that tells news of it, and the news (see `unknown_names`).
        ("", ""): there is no such name."""
        name, words = not_recorded(self.knowledge, text)
        came_back = name and says_it_came_back(self.knowledge, text)
        return ("", "") if came_back and self.filings_called(name)[0] else (name, words)

    def called_in(self, text: str) -> str:
        """Return the unknown name under which a text tells that something came back; "" for the kind of an applicant
        (公司被退了), and for any other text."""
        name, _ = self.not_recorded(text) if says_it_came_back(self.knowledge, text) else ("", "")
        return "" if names_only(self.knowledge, name) else name

    @cached_property
    def step_shown(self) -> Place | None:
        """The step on the screen, or the one that the screen leads back to."""
        filing = self.state.worked_on
        flow = self.flow(filing)
        step = course.step_of(flow, self.state.showing) if flow else None
        return Place(filing, flow, step) if filing and flow and step else None

    @cached_property
    def topic_read(self) -> Topic | None:
        """The topic that was read last."""
        return self.knowledge.topics.get(self.state.topic)

    @property
    def just_read(self) -> Topic | None:
        """The topic that was read last. None: a step was shown since."""
        return self.topic_read if self.asked or not self.state.showing else None

    @cached_property
    def spoken_of(self) -> Spoken:
        """The kind of filing that is spoken of: that of the topic read last, of the filing on the screen, or of the
        rejection worked on last."""
        read = self.knowledge.topics.get(topic_spoken_of(self.state)) if self.asked or not self.state.showing else None
        spoken = spoken_by(self.knowledge, read)
        if spoken == NOTHING and self.step_shown:
            _, flow, _ = self.step_shown
            return spoken_at(flow)
        return spoken_in(self.rejection[0]) if spoken == NOTHING and self.rejection else spoken

    def show(
        self, *replies: Reply, state: State | None = None, notes: tuple[Note, ...] = (), misses: tuple[Miss, ...] = ()
    ) -> Turn:
        """Show these replies in this state, or in the one at hand. If the last one asks yes or no, words may answer it
        from now on."""
        state = state or self.state
        match replies:
            case (*_, Screen(yes_no=True) as last):
                answers = tuple((button.label, button.data) for row in last.buttons for button in row)
                if place := self.with_state(state).place_of(state.filing(last.claimed)):
                    state = claims.with_claim(state, Claim(last.claimed, place.step.id, last.text, answers, self.now))
                state = replace(state, question=_cleaned(answers), posed=self.now)
        return Turn(state, replies, notes=notes, misses=misses)

    def ask(self, text: str, *answers: Button, claimed: int = 0) -> Turn:
        """Ask a question that words can answer: yes is the first button, no the second. claimed: as in `Screen`."""
        return self.show(Screen(text, tuple((one,) for one in answers), yes_no=True, claimed=claimed))

    def claim_screen(self, claim: Claim) -> Screen:
        """Return the question of an open claim once more."""
        rows = tuple((Button(label, data),) for label, data in claim.answers)
        return Screen(self.say("still-open", question=Marked(claim.text)), rows, yes_no=True)

    def still_claimed(self, turn: Turn) -> Turn:
        """Return the turn with the newest open claim asked again below it."""
        told = claims.open_claims(turn.state, self.knowledge)
        if not told:
            return turn
        claim = replace(told[-1], again=True)
        state = replace(claims.with_claim(turn.state, claim), question=_cleaned(claim.answers), besides=())
        return replace(turn, state=state, replies=(*turn.replies, self.claim_screen(claim)))

    def unclaimed(self, turn: Turn) -> Turn:
        """Return the turn with the open question answered, so that its claim is dropped."""
        if self.claim is None:
            return turn
        return replace(turn, state=claims.without_claim(turn.state, self.claim.filing))

    def leave(self, *replies: Reply) -> Turn:
        """Show something that is not a step, and wait for no answer any more."""
        return self.show(*replies, state=replace(self.state, waiting="", showing=""))

    def at_step(
        self,
        filing: Filing,
        step: Step | None,
        *toast: Toast,
        state: State | None = None,
        notes: tuple[Note, ...] = (),
    ) -> Turn:
        """Save a filing, and show a step of it. step None: show that the filing is finished."""
        state = (state or self.state).with_filing(filing)
        state = replace(state, front=filing.number, showing=step.id if step else "", waiting="")
        if step:
            screen = step_screens.step_screen(self.knowledge, filing, step, self.now)
        else:
            screen = filing_screens.through(self.knowledge, filing, self.now)
        return Turn(state, (*toast, screen), notes=notes)

    def touched(self, what: str, on: bool, left: int) -> Toast:
        """Return the toast that says which box was ticked or unticked (`what`: its words in Markdown) and how many are
        left. The text of the plan may be a screen above its boxes, which show only numbers."""
        what = clip(" ".join(plain(what).split()), LONGEST_TOUCHED)
        return Toast(
            self.label("touched" if left else "touched-last", sign="☑" if on else "☐", what=what, count=str(left))
        )

    def stale(self) -> Turn:
        """Answer a press whose button is out of date, or whose data is made up. Go on with what the person was in the
        middle of, or show the first menu."""
        toast, at = Toast(self.label("stale")), self.again()
        if self.state.waiting == "rejection":
            at = (answers.ask_for_rejection(self.knowledge),)
        return self.show(toast, *at) if at else self.leave(toast, answers.home(self.knowledge, self.state))


def joined(turns: Sequence[Turn], *, whole: bool = False) -> Turn:
    """Join several turns into one. Without `whole`, the last reply of each turn but the last one is left out."""
    *before, last = turns
    above = (turn.replies if whole else turn.replies[:-1] for turn in before)
    return replace(
        last,
        replies=(*(reply for replies in above for reply in replies), *last.replies),
        notes=tuple(note for turn in turns for note in turn.notes),
        waits=tuple(wait for turn in turns for wait in turn.waits),
    )


def _cleaned(answers: tuple[tuple[str, str], ...]) -> OpenQuestion:
    """Return the answers to a question with their words cleaned, to be compared with typed text."""
    return tuple((clean(words), data) for words, data in answers)
