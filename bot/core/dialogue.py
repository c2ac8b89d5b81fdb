"""The dialogue: an event and a state go in, a turn comes out. Pure; the one entrance is `respond`."""

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.core import answers, glossary, guide, provinces
from bot.core import filing as moves
from bot.core.actions import (
    Action,
    Browse,
    Delete,
    Finish,
    Fix,
    Flows,
    Forget,
    ForgetAsker,
    Home,
    IAm,
    Jump,
    MyProvince,
    NewFiling,
    NoName,
    NoneOfThese,
    OpenStep,
    Overview,
    PickProvince,
    PickSubject,
    Progress,
    Provinces,
    Read,
    ReadConsole,
    ReadOrderState,
    ReadProvince,
    ReadTerm,
    Rejected,
    Themes,
    Tick,
    Undo,
    Unhelpful,
    decode,
    encode,
)
from bot.core.asker import become, names_only
from bot.core.events import Command, Due, Elsewhere, Event, Media, Pressed, Said
from bot.core.knowledge import Flow, Knowledge, Step, Topic
from bot.core.misses import keepable, missed, not_understood
from bot.core.privacy import LONGEST
from bot.core.replies import Button, Miss, Note, Reply, Screen, Timer, Toast, Turn
from bot.core.state import Asker, Draft, Filing, State
from bot.core.words import label, say
from bot.search import Part

MOST_FILINGS = 20
LONGEST_NAME = 20
ELSEWHERE = "faq-not-icp-other-filings"
"""The topic that tells who answers for other kinds of 备案 and all that is none of ours."""
GUESS = 0.6
"""An answer that is less likely than this to be the right one is given as a guess."""
MOST_ANSWERS = 3
"""Answers to one message that are sent in full; what was asked beyond that is named."""


def respond(event: Event, state: State, knowledge: Knowledge, now: datetime) -> Turn:
    """The turn that answers an event. `now` is UTC.

    Timers of the turn are the difference between the deadlines of the state before and after.
    """
    turn = _Dialogue(state, knowledge, now).respond(event)
    if turn.state is None:
        return turn
    before, after = moves.deadlines(state, knowledge), moves.deadlines(turn.state, knowledge)
    gone = tuple(Timer(key, None) for key in before if key not in after)
    new = tuple(Timer(key, due) for key, due in after.items() if before.get(key) != due)
    return replace(turn, timers=gone + new)


class _Dialogue:
    """One turn. Holds what every reply needs, changes nothing of it.

    `asked` is the last question; `state` is without it, so that it is forgotten unless what is shown goes on with it.
    """

    def __init__(self, state: State, knowledge: Knowledge, now: datetime) -> None:
        self.state, self.knowledge, self.now = replace(state, asked=""), knowledge, now
        self.asked = state.asked

    def respond(self, event: Event) -> Turn:
        match event:
            case Said():
                return self.said(event)
            case Command():
                return self.command(event)
            case Pressed():
                return self.pressed(event)
            case Media():
                return self.show(Screen(self.say(f"media-{event.kind}")), *self.again())
            case Due():
                return self.due(event)
            case Elsewhere():
                return self.show(Toast(self.label("elsewhere")), Screen(self.say("elsewhere")))
        assert_never(event)

    # What is typed

    def said(self, event: Said) -> Turn:
        text = event.text.strip()
        notices = []
        if event.hidden:
            kinds = "、".join(self.label(f"hidden-{kind}") for kind in event.hidden)
            notices.append(Screen(self.say("hidden", kinds=kinds)))
        if len(text) >= LONGEST:
            notices.append(Screen(self.say("too-long", count=str(LONGEST))))
        if not text:
            return self.show(*notices, Screen(self.say("empty")), *self.again())
        special = self.setup(text) or self.named_province(text) or self.defined(text) or self.follow_up(text)
        turn = special or self.understood(text)
        return replace(turn, replies=(*notices, *turn.replies))

    def setup(self, text: str) -> Turn | None:
        """The typed answer to a question with which a filing begins; None where the text is none."""
        match self.state.waiting:
            case "flow":
                for flow in self.knowledge.flows.values():
                    if text == flow.title:
                        return self.pressed_action(NewFiling(flow.id))
            case "subject":
                for subject in guide.SUBJECTS:
                    if text == self.label(f"subject-{subject}") or text in self.label(f"words-{subject}").split():
                        return self.pressed_action(PickSubject(subject))
            case "province":
                for province in self.knowledge.provinces.values():
                    if text in (province.name, province.short):
                        return self.pressed_action(PickProvince(province.id))
            case "name" if len(text) <= LONGEST_NAME and "\n" not in text and not self.asks(text):
                return self.start_filing(text)
        return None

    def named_province(self, text: str) -> Turn | None:
        """A province's name alone asks for its requirements."""
        for province in self.knowledge.provinces.values():
            if text in (province.name, province.short):
                return self.show(provinces.card(self.knowledge, self.state, province), *self.again())
        return None

    def follow_up(self, text: str) -> Turn | None:
        """「那企业呢」 after an answer: the same one, for somebody else."""
        topic = self.knowledge.topics.get(self.state.topic)
        if topic is None or not names_only(self.knowledge, text):
            return None
        state = replace(self.state, asked=keepable(text))
        return self.show(answers.topic_screen(self.knowledge, state, topic, asked=text), *self.again(), state=state)

    def defined(self, text: str) -> Turn | None:
        """A term or an order state alone asks what it means, unless an answer has just these words as its own."""
        screen = glossary.meaning(self.knowledge, self.state, text)
        if screen is None or any(text in (t.title, *t.asks, *t.messages) for t in self.knowledge.topics.values()):
            return None
        return self.show(screen, *self.again())

    def asks(self, text: str) -> bool:
        """Whether a text that could be a name is rather a question: it asks, and we know what about."""
        if not any(word in text for word in self.label("words-question").split()):
            return False
        return text[-1] in "?？" or self.knowledge.engine.read(text)[0].decision != "unknown"

    def understood(self, text: str) -> Turn:
        """Answer a question or take a rejection apart; afterwards the step in which it came up is shown again."""
        parts = self.knowledge.engine.read(text, rejection=self.state.waiting == "rejection")
        notes = tuple(Note(part.decision, part.choices[0].topic if part.decision == "answer" else "") for part in parts)
        misses = not_understood(parts)
        rejections = [part for part in parts if part.rejection]
        single = len(parts) == 1 and parts[0].decision == "answer"
        if rejections and not single and (len(rejections) > 1 or self.state.waiting == "rejection"):
            screen, reasons = answers.diagnosis(self.knowledge, self.state, parts)
            state = replace(self.state, waiting="", reasons=reasons)
            return self.show(screen, *self.again(), state=state, notes=notes, misses=misses)
        parts = tuple(map(self.in_context, parts))
        state = self.state
        if any(part.decision != "unknown" for part in parts):
            state = replace(state, asked=keepable(text))
        if single or (len(parts) == 1 and parts[0].decision == "answer"):
            state = replace(state, topic=parts[0].choices[0].topic)
        if rejections and single:
            state = replace(state, waiting="", reasons=(parts[0].choices[0].topic,))
        replies = [self.answer(part, quoted=len(parts) > 1) for part in parts[:MOST_ANSWERS]]
        if len(parts) > 1:
            rest = len(parts) - MOST_ANSWERS
            key = "several-more" if rest > 0 else "several"
            replies.insert(0, Screen(self.say(key, count=str(len(parts)), rest=str(rest))))
        return self.show(*replies, *self.again(), state=state, notes=notes, misses=misses)

    def in_context(self, part: Part) -> Part:
        """Where several topics could be meant, the one that belongs to what was read last or to the step on the screen;
        what is clear by itself, or not to be told even so, stays as it is. What is likeliest nobody's business here is
        told whom to ask."""
        if part.decision != "choose" or part.rejection:
            return part
        if part.choices[0].topic == ELSEWHERE:
            return replace(part, decision="answer")
        near: set[str] = set()
        if topic := self.knowledge.topics.get(self.state.topic):
            near.update(topic.related)
        filing = self.filing(self.state.front)
        flow = self.flow(filing) if filing else None
        if step := moves.step_of(flow, self.state.showing) if flow else None:
            near.update(step.topics)
        meant = [choice for choice in part.choices if choice.topic in near]
        return replace(part, decision="answer", choices=tuple(meant)) if len(meant) == 1 else part

    def answer(self, part: Part, quoted: bool) -> Screen:
        match part.decision:
            case "answer":
                topic = self.knowledge.topics[part.choices[0].topic]
                also = [choice.topic for choice in part.choices[1 : answers.OFFERED]]
                guess = part.choices[0].score < GUESS
                return answers.topic_screen(self.knowledge, self.state, topic, asked=part.text, also=also, guess=guess)
            case "choose":
                return answers.choices(self.knowledge, part, quoted)
            case "unknown":
                return answers.not_found(self.knowledge, part, quoted)
        assert_never(part.decision)

    def again(self) -> tuple[Screen, ...]:
        """What the person was in the middle of, to be shown once more below an answer."""
        filing = self.filing(self.state.front)
        flow = self.flow(filing) if filing else None
        step = moves.step_of(flow, self.state.showing) if flow else None
        match self.state.waiting:
            case "flow":
                return (guide.ask_flow(self.knowledge),)
            case "subject":
                return (guide.ask_subject(self.knowledge, self.state.draft),)
            case "province":
                return (guide.ask_province(self.knowledge),)
            case "name":
                return (guide.ask_name(self.knowledge),)
            case _ if filing and step:
                return (guide.step_screen(self.knowledge, filing, step, self.now),)
        return ()

    # Commands

    def command(self, event: Command) -> Turn:
        match event.name:
            case "start":
                return self.leave(answers.home(self.knowledge, self.state, "welcome"))
            case "help":
                return self.show(Screen(self.say("help")), *self.again())
            case "cancel":
                key = "cancelled" if self.state.waiting or self.state.showing else "nothing-to-cancel"
                return self.leave(answers.home(self.knowledge, self.state, key))
            case "file":
                return self.pressed_action(Flows())
            case "progress":
                return self.pressed_action(Progress())
            case "rejected" if event.argument:
                return _Dialogue(replace(self.state, waiting="rejection"), self.knowledge, self.now).understood(
                    event.argument
                )
            case "rejected":
                return self.pressed_action(Rejected())
            case "mydata":
                state = replace(self.state, asked=self.asked)
                return self.show(self.mydata(state), state=state)
            case "forget":
                yes = Button(self.label("button-forget"), encode(Forget()))
                no = Button(self.label("button-no"), encode(Home()))
                return self.show(Screen(self.say("forget-sure"), ((yes,), (no,))))
            case _:
                return self.show(Screen(self.say("unknown-command")), *self.again())

    def mydata(self, state: State) -> Screen:
        """Everything that is kept of this person, in words."""
        known = [name for name in (state.asker.subject, state.asker.provider) if name]
        names = [self.label(f"condition-{name}") for name in known]
        if province := self.knowledge.provinces.get(state.asker.province):
            names.append(self.label("in-province", short=province.short))
        who = "、".join(names)
        asker = [self.say("mydata-asker", who=who)] if names else []
        if state.asked:
            asker.append(self.say("mydata-asked", text=state.asked))
        forget = ((Button(self.label("button-forget-asker"), encode(ForgetAsker())),),) if names else ()
        if not state.filings:
            return Screen("\n\n".join([*asker, self.say("mydata-none")]), forget)
        standing = guide.progress(self.knowledge, state, self.now).text
        return Screen("\n\n".join([self.say("mydata"), standing, *asker, self.say("mydata-rest")]), forget)

    # Buttons

    def pressed(self, event: Pressed) -> Turn:
        action = decode(event.data)
        return self.stale() if action is None else self.pressed_action(action)

    def pressed_action(self, action: Action) -> Turn:
        match action:
            case Home():
                return self.leave(answers.home(self.knowledge, self.state))
            case Themes():
                return self.leave(answers.themes(self.knowledge, action.rejection))
            case Browse():
                screen = answers.browse(self.knowledge, action.group)
                return self.show(screen) if screen else self.stale()
            case Read():
                topic = self.knowledge.topics.get(action.topic)
                if topic is None:
                    return self.stale()
                asked = self.still_asked(topic) if action.more else ""
                screen = answers.topic_screen(self.knowledge, self.state, topic, action.more, asked)
                state = replace(self.state, topic=topic.id, asked=asked)
                return self.show(screen, state=state, notes=(Note("read", topic.id),))
            case Provinces():
                return self.show(provinces.menu(self.knowledge))
            case ReadProvince():
                province = self.knowledge.provinces.get(action.province)
                if province is None:
                    return self.stale()
                return self.show(provinces.card(self.knowledge, self.state, province))
            case IAm():
                topic = self.knowledge.topics.get(action.topic)
                asker = become(self.state.asker, action.condition)
                if topic is None or asker is None:
                    return self.stale()
                state = replace(self.state, asker=asker, asked=self.still_asked(topic))
                return self.show(answers.topic_screen(self.knowledge, state, topic, asked=state.asked), state=state)
            case MyProvince():
                province = self.knowledge.provinces.get(action.province)
                if province is None:
                    return self.stale()
                state = replace(self.state, asker=replace(self.state.asker, province=province.id))
                toast = Toast(self.label("my-province", short=province.short))
                return self.show(toast, provinces.card(self.knowledge, state, province), state=state)
            case ForgetAsker():
                state = replace(self.state, asker=Asker())
                return self.show(Toast(self.label("asker-forgotten")), self.mydata(state), state=state)
            case ReadTerm():
                return self.read_term(action)
            case ReadConsole():
                return self.read_console(action)
            case ReadOrderState():
                return self.read_order_state(action)
            case NoneOfThese():
                notes = (Note("none-of-these"),)
                return self.show(answers.not_found(self.knowledge), notes=notes, misses=self.missed_again())
            case Unhelpful():
                if action.topic not in self.knowledge.topics:
                    return self.stale()
                toast = Toast(self.label("thanks"))
                notes = (Note("unhelpful", action.topic),)
                misses = self.missed_again(action.topic)
                return self.show(toast, answers.not_found(self.knowledge), notes=notes, misses=misses)
            case Rejected():
                return self.show(
                    answers.ask_for_rejection(self.knowledge),
                    state=replace(self.state, waiting="rejection", showing=""),
                )
            case Progress():
                return self.leave(guide.progress(self.knowledge, self.state, self.now))
            case Forget():
                return Turn(None, (Screen(self.say("forgotten")),))
            case Flows() if len(self.knowledge.flows) == 1:
                return self.new_filing(NewFiling(*self.knowledge.flows))
            case Flows():
                state = replace(self.state, waiting="flow", showing="")
                return self.show(guide.ask_flow(self.knowledge), state=state)
            case NewFiling():
                return self.new_filing(action)
            case PickSubject() | PickProvince() | NoName():
                return self.picked(action)
            case Overview() | OpenStep() | Tick() | Finish() | Jump() | Undo() | Fix() | Delete():
                filing = self.filing(action.filing)
                flow = self.flow(filing) if filing else None
                if filing is None or flow is None:
                    return self.stale()
                return self.in_filing(action, filing, flow)
        assert_never(action)

    def still_asked(self, topic: Topic) -> str:
        """The last question, where this topic was the answer to it."""
        return self.asked if topic.id == self.state.topic else ""

    def missed_again(self, answered: str = "") -> tuple[Miss, ...]:
        """The miss of the last question, or of that part of it that was answered by this topic."""
        parts = self.knowledge.engine.read(self.asked)
        about = [part for part in parts if part.choices and part.choices[0].topic == answered] or parts
        text = about[0].text if len(about) == 1 else self.asked
        return missed(text, [answered, *(choice.topic for part in about for choice in part.choices)])

    def read_term(self, action: ReadTerm) -> Turn:
        if not action.term:
            return self.show(glossary.terms(self.knowledge))
        term = self.knowledge.terms.get(action.term)
        return self.show(glossary.term_card(self.knowledge, self.state, term)) if term else self.stale()

    def read_console(self, action: ReadConsole) -> Turn:
        if not action.console:
            return self.show(glossary.consoles(self.knowledge))
        console = self.knowledge.consoles.get(action.console)
        return self.show(glossary.order_states(self.knowledge, console)) if console else self.stale()

    def read_order_state(self, action: ReadOrderState) -> Turn:
        console = self.knowledge.consoles.get(action.console)
        found = [(console, one) for one in console.states if one.state == action.state] if console else []
        if not found:
            return self.stale()
        return self.show(glossary.order_state_card(self.knowledge, self.state, action.state, found))

    def new_filing(self, action: NewFiling) -> Turn:
        if action.flow not in self.knowledge.flows:
            return self.stale()
        if len(self.state.filings) >= MOST_FILINGS:
            return self.show(Screen(self.say("too-many-filings", count=str(MOST_FILINGS))))
        draft = Draft(action.flow)
        state = replace(self.state, waiting="subject", draft=draft, showing="")
        return self.show(guide.ask_subject(self.knowledge, draft), state=state)

    def picked(self, action: PickSubject | PickProvince | NoName) -> Turn:
        """An answer to one of the three questions; one that was asked of another filing long ago is stale."""
        draft, flow = self.state.draft, self.knowledge.flows.get(self.state.draft.flow)
        if flow is None or self.state.waiting not in ("subject", "province", "name"):
            return self.stale()
        match action:
            case PickSubject():
                subject = next((s for s in flow.subjects if s == action.subject), None)
                if subject is None:
                    return self.stale()
                state = replace(self.state, waiting="province", draft=replace(draft, subject=subject))
                return self.show(guide.ask_province(self.knowledge), state=state)
            case PickProvince():
                if draft.subject is None or action.province not in self.knowledge.provinces:
                    return self.stale()
                state = replace(self.state, waiting="name", draft=replace(draft, province=action.province))
                return self.show(guide.ask_name(self.knowledge), state=state)
            case NoName():
                return self.start_filing(self.label("default-name", number=str(self.next_number())))
        assert_never(action)

    def start_filing(self, name: str) -> Turn:
        draft = self.state.draft
        if draft.subject is None or not draft.province:
            return self.stale()
        flow = self.knowledge.flows[draft.flow]
        filing = moves.begin(self.next_number(), name, flow, draft.subject, draft.province, self.now)
        state = replace(self.state, filings=(*self.state.filings, filing), waiting="", draft=Draft())
        return self.at_step(state, filing, flow.steps[0], notes=(Note("began", flow.id),))

    def next_number(self) -> int:
        return max((filing.number for filing in self.state.filings), default=0) + 1

    def in_filing(
        self,
        action: Overview | OpenStep | Tick | Finish | Jump | Undo | Fix | Delete,
        filing: Filing,
        flow: Flow,
    ) -> Turn:
        match action:
            case Overview():
                return self.leave(guide.overview(self.knowledge, filing, self.now))
            case OpenStep():
                step = moves.step_of(flow, action.step) or moves.current(filing, flow)
                return self.at_step(self.state, filing, step)
            case Delete():
                if not action.sure:
                    return self.show(guide.confirm_delete(self.knowledge, filing))
                left = tuple(f for f in self.state.filings if f.number != filing.number)
                state = replace(self.state, filings=left, front=0, showing="")
                return self.show(
                    Toast(self.label("deleted")), guide.progress(self.knowledge, state, self.now), state=state
                )
            case Undo():
                return self.undo(action, filing, flow)
            case Fix():
                return self.fix(action, filing, flow)
            case Tick() | Finish() | Jump():
                step = moves.step_of(flow, action.step)
                return self.stale() if step is None else self.in_step(action, filing, flow, step)
        assert_never(action)

    def in_step(self, action: Tick | Finish | Jump, filing: Filing, flow: Flow, step: Step) -> Turn:
        match action:
            case Tick():
                if action.item not in (item.id for item in step.items):
                    return self.stale()
                changed = moves.tick(filing, step, action.item, action.on)
                return self.at_step(self.with_filing(changed), changed, step)
            case Jump():
                changed = moves.jump(filing, flow, step, self.now)
                return self.at_step(self.with_filing(changed), changed, step, notes=(Note("jumped", step.id),))
            case Finish():
                changed = moves.finish(filing, flow, step, self.now)
                state = self.with_filing(changed)
                left = moves.missing(filing, step) if changed != filing and step.who == "applicant" else []
                toast = [Toast(self.label("unticked", count=str(len(left))))] if left else []
                at = moves.current(changed, flow)
                return self.at_step(state, changed, at, *toast, notes=(Note("finished", step.id),))
        assert_never(action)

    def undo(self, action: Undo, filing: Filing, flow: Flow) -> Turn:
        if action.revision != filing.revision or not filing.past:
            return self.at_step(self.state, filing, moves.current(filing, flow), Toast(self.label("nothing-to-undo")))
        changed = moves.undo(filing)
        at = moves.current(changed, flow)
        return self.at_step(self.with_filing(changed), changed, at, Toast(self.label("undone")))

    def fix(self, action: Fix, filing: Filing, flow: Flow) -> Turn:
        """Note the rejection in the filing and go back to the first step that mends it."""
        reasons = (action.topic,) if action.topic else self.state.reasons
        topics = [self.knowledge.topics[id] for id in reasons if id in self.knowledge.topics]
        if not topics:
            return self.stale()
        back_to = tuple(step.id for topic in topics if (step := moves.mending(topic, flow)))
        changed = moves.reopen(filing, flow, tuple(t.id for t in topics), back_to, self.now)
        state = replace(self.with_filing(changed), waiting="", reasons=())
        notes = tuple(Note("rejected", topic.id) for topic in topics) if changed != filing else ()
        toast = Toast(self.label("reopened", count=str(len(changed.attempts))))
        return self.at_step(state, changed, moves.current(changed, flow), toast, notes=notes)

    # A due timer

    def due(self, event: Due) -> Turn:
        """Remind of a deadline, if the filing is still at that step; say nothing if it is not."""
        kind, _, rest = event.key.partition(":")
        number, _, step_id = rest.partition(":")
        filing = self.filing(int(number)) if kind == "deadline" and number.isdigit() else None
        flow = self.flow(filing) if filing else None
        at = moves.current(filing, flow) if filing and flow else None
        state = replace(self.state, asked=self.asked)
        if filing is None or at is None or at.id != step_id:
            return Turn(state)
        screen = guide.reminder(self.knowledge, filing, at, self.now)
        return self.show(screen, state=state, notes=(Note("reminded", step_id),))

    # What all of them use

    def say(self, key: str, **values: str) -> str:
        return say(self.knowledge, key, **values)

    def label(self, key: str, **values: str) -> str:
        return label(self.knowledge, key, **values)

    def filing(self, number: int) -> Filing | None:
        return next((filing for filing in self.state.filings if filing.number == number), None)

    def flow(self, filing: Filing) -> Flow | None:
        return self.knowledge.flows.get(filing.flow)

    def with_filing(self, changed: Filing) -> State:
        filings = tuple(changed if f.number == changed.number else f for f in self.state.filings)
        return replace(self.state, filings=filings)

    def show(
        self, *replies: Reply, state: State | None = None, notes: tuple[Note, ...] = (), misses: tuple[Miss, ...] = ()
    ) -> Turn:
        return Turn(state or self.state, replies, notes=notes, misses=misses)

    def leave(self, *replies: Reply) -> Turn:
        """Show something that is no step: nothing is waited for any more."""
        return self.show(*replies, state=replace(self.state, waiting="", showing=""))

    def at_step(
        self, state: State, filing: Filing, step: Step | None, *toast: Toast, notes: tuple[Note, ...] = ()
    ) -> Turn:
        """Show a step of a filing, or that it is through where there is none."""
        state = replace(state, front=filing.number, showing=step.id if step else "", waiting="")
        screen = (
            guide.step_screen(self.knowledge, filing, step, self.now) if step else guide.through(self.knowledge, filing)
        )
        return Turn(state, (*toast, screen), notes=notes)

    def stale(self) -> Turn:
        """A button of yesterday's content, of something that is gone, or made up."""
        return self.leave(Toast(self.label("stale")), answers.home(self.knowledge, self.state))
