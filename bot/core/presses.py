"""What comes of a press, or of a command that does the same. What is gone or was made up is stale."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import assert_never

from bot.core import (
    answers,
    attempts,
    card,
    course,
    glossary,
    guide,
    kept,
    naming,
    plans,
    provinces,
    router,
    takealong,
    waiting,
)
from bot.core.actions import (
    Action,
    Agenda,
    AsOf,
    Browse,
    BrowseOn,
    Came,
    Chase,
    CheckName,
    Correct,
    Delete,
    Details,
    Draw,
    Export,
    Finish,
    Flows,
    Follow,
    FollowOn,
    Forget,
    ForgetAsker,
    History,
    Home,
    Human,
    IAm,
    InStage,
    Jump,
    Mend,
    MyProvince,
    NewFiling,
    NoName,
    NoneOfThese,
    OfAttempt,
    OfKept,
    OfReminding,
    OfRouter,
    OfTakingAlong,
    OpenStep,
    Overview,
    PickProvince,
    PickSubject,
    Progress,
    Provinces,
    PutAway,
    Rate,
    Read,
    ReadConsole,
    ReadOrderState,
    ReadProvince,
    ReadTerm,
    Rejected,
    Rename,
    Restate,
    Resubmitted,
    SetCase,
    Share,
    Shelf,
    SpeakTo,
    Stay,
    SureFiling,
    Themes,
    Tick,
    Tried,
    Undo,
    Unhelpful,
    as_of,
    decode,
    deletes,
    encode,
)
from bot.core.aftercare import Aftercare
from bot.core.asker import become
from bot.core.clock import clock, hours_end
from bot.core.diagnosis import Diagnosis
from bot.core.events import Pressed
from bot.core.experience import wait_of
from bot.core.guard import LIMITS
from bot.core.human import Conversing
from bot.core.judging import Judging
from bot.core.keeping import Keeping
from bot.core.knowledge import Flow, Step
from bot.core.plan import plan
from bot.core.reminding import Reminding
from bot.core.replies import Button, Note, Screen, Toast, Turn
from bot.core.routing import Routing
from bot.core.state import REACHED, Asker, Draft, Filing, State
from bot.core.staying import Staying
from bot.core.turns import with_filing
from bot.core.words import verbatim
from bot.core.workdays import shown_time, spoken_date

MOST_FILINGS = 20


class Presses(Reminding, Routing, Keeping, Aftercare, Conversing, Staying, Judging):
    """Turns that answer buttons."""

    def pressed(self, event: Pressed) -> Turn:
        action = decode(event.data)
        return self.stale() if action is None else self.pressed_action(action)

    def pressed_action(self, action: Action) -> Turn:
        if deletes(action) and encode(action) not in dict(self.question).values():
            return self.stale()  # whatever else was said or done since it was asked, this may not be meant any more
        if isinstance(action, OfAttempt):
            return self.in_plan(action)
        if isinstance(action, OfRouter):
            return self.in_route(action)
        if isinstance(action, OfReminding):
            return self.in_reminding(action)
        if isinstance(action, OfKept):
            return self.of_kept(action)
        match action:
            case Home():
                return self.leave(answers.home(self.knowledge, self.state))
            case Themes():
                return self.leave(answers.themes(self.knowledge, action.rejection))
            case InStage():
                if action.stage not in answers.STAGES:
                    return self.stale()
                return self.show(answers.themes(self.knowledge, True, action.stage))
            case Browse() | BrowseOn():
                page = action.page if isinstance(action, BrowseOn) else 0
                screen = answers.browse(self.knowledge, action.group, action.stage, page)
                return self.show(screen) if screen else self.stale()
            case Read():
                topic = self.knowledge.topics.get(action.topic)
                if topic is None:
                    return self.stale()
                state = replace(self.still_about(topic), topic=topic.id)
                screen = answers.topic_screen(self.knowledge, state, topic, state.asked)
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
                state = replace(self.still_about(topic), asker=asker)
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
            case Unhelpful() | Rate():
                return self.judged(action)
            case Rejected():
                return self.show(
                    answers.ask_for_rejection(self.knowledge),
                    state=replace(self.state, waiting="rejection", showing="", draft=Draft()),
                )
            case Progress():
                return self.leave(guide.progress(self.knowledge, self.state, self.now))
            case SpeakTo():
                # The keys below the field keep the language that they were sent in.
                toast, menu = Toast(self.label("language-changed")), answers.home(self.knowledge, self.state)
                return self.leave(toast, menu, self.keys())
            case Stay():
                return self.stayed()
            case Forget():
                return Turn(None, (Screen(self.say("forgotten")),))
            case Flows() if len(self.knowledge.flows) == 1:
                return self.new_filing(NewFiling(*self.knowledge.flows))
            case Flows() | Follow():
                told = action.reached if isinstance(action, Follow) else ""
                reached = next((one for one in REACHED if one == told), REACHED[0])
                state = replace(self.state, waiting="flow", draft=Draft(reached=reached), showing="")
                return self.show(router.offer(self.knowledge), state=state)
            case NewFiling():
                return self.new_filing(action)
            case SureFiling(filing=0):
                return self.new_filing(action)
            case FollowOn() | SureFiling():
                return self.follow_on(action)
            case PickSubject() | PickProvince() | NoName() | Restate(filing=0):
                return self.picked(action)
            case Mend():
                topic = self.knowledge.topics.get(action.topic)
                if topic is None or topic.kind != "rejection":
                    return self.stale()
                return self.rejected(Diagnosis((topic.id,)))
            case CheckName():
                return self.show(naming.ask(self.knowledge, self.state), state=replace(self.state, waiting="site-name"))
            case Human():
                return self.human(action)
            case History():
                return self.leave(plans.history(self.knowledge, self.state, self.now))
            case Shelf():
                return self.leave(guide.shelf(self.knowledge, self.state, self.now))
            case Rename() | Restate() | Correct() | PutAway() | Details() | SetCase():
                filing = self.filing(action.filing)
                flow = self.flow(filing) if filing else None
                return self.stale() if filing is None or flow is None else self.in_keeping(action, filing, flow)
            case AsOf():
                done, at = decode(action.data.replace(".", ":")), datetime.fromtimestamp(action.minute * 60, UTC)
                if not isinstance(done, Finish | Jump | Came | Resubmitted) or at > self.now:
                    return self.stale()
                return self.done_as_of(at, done)
            case Draw() | Agenda() | Export():
                filing = self.filing(action.filing)
                if filing and self.flow(filing) is None:
                    return self.leave(guide.gone(self.knowledge, filing))
                return self.along(action, filing) if filing else self.stale()
            case Delete():
                filing = self.filing(action.filing)
                return self.delete(action, filing) if filing else self.stale()
            case Overview() | OpenStep() | Tick() | Tried() | Came() | Finish() | Jump() | Undo() | Chase() | Share():
                filing = self.filing(action.filing)
                flow = self.flow(filing) if filing else None
                if filing and flow is None:
                    return self.leave(guide.gone(self.knowledge, filing))
                return self.in_filing(action, filing, flow) if filing and flow else self.stale()
        assert_never(action)

    def typed_action(self, action: Action) -> Turn:
        """What a button does whose words were typed: what would stand over the screen is said above it."""
        turn = self.pressed_action(action)
        replies = (Screen(verbatim(one.text)) if isinstance(one, Toast) else one for one in turn.replies)
        return replace(turn, replies=tuple(replies))

    def done_as_of(self, at: datetime, action: Finish | Jump | Came | Resubmitted) -> Turn:
        """What a button does, as of a moment that is over; where it would begin a step that has begun already, that is
        dated back."""
        place = None if isinstance(action, Resubmitted) else self.place_of(self.filing(action.filing))
        filing, flow, step = place or (None, None, None)
        if filing and flow and step and isinstance(action, Came | Jump) and action.step == step.id:
            mark = course.mark(filing, step.id)
            if mark.begun and not (mark.awaited and isinstance(action, Came)):
                state = with_filing(self.state, course.date_back(filing, flow, step, at))
                return self.as_of(at, self.at_step(state, filing, step))
        then = type(self)(self.state, self.knowledge, at, self.around)
        return self.as_of(at, then.pressed_action(action))

    def as_of(self, at: datetime, turn: Turn) -> Turn:
        """What was done as of a moment that is over (`turn`), as it stands now. A question whether it was done keeps
        the moment."""
        state, last = turn.state, turn.replies[-1]
        if state is None or not isinstance(last, Screen):
            return turn
        if state.question:
            rows = tuple(
                tuple(
                    replace(one, data=as_of(at, action))
                    if isinstance(action := decode(one.data), Finish | Jump | Came | Resubmitted)
                    else one
                    for one in row
                )
                for row in last.buttons
            )
            return self.show(*turn.replies[:-1], replace(last, buttons=rows), state=state)
        if (state.filings, state.loose) == (self.state.filings, self.state.loose):
            return turn
        now = self.with_state(state)
        filing = now.filing(state.front) if state.showing else None
        runs = filing is not None and hours_end(filing, self.knowledge) is not None
        said = Screen(
            self.say("as-of", when=shown_time(at, self.now))
            if runs
            else self.say("as-of-day", day=spoken_date(at, self.now))
        )
        told = (one for one in turn.replies[:-1] if isinstance(one, Screen))
        return replace(turn, replies=(said, *told, *(now.again() or (last,))))

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

    def new_filing(self, action: NewFiling | SureFiling) -> Turn:
        flow = self.knowledge.flows.get(action.flow)
        if flow is None:
            return self.stale()
        if flow.loses and isinstance(action, NewFiling):
            return self.show(router.sure_screen(self.knowledge, flow))
        return self.drafting(self.draft_for(flow))

    def follow_on(self, action: FollowOn | SureFiling) -> Turn:
        """A filing begins with the answers of the one that it follows on."""
        filing, flow = self.filing(action.filing), self.knowledge.flows.get(action.flow)
        if filing is None or (action.flow and flow is None):
            return self.stale()
        if flow is None:
            return self.leave(kept.following_screen(self.knowledge, filing))
        if flow.loses and isinstance(action, FollowOn):
            return self.show(router.sure_screen(self.knowledge, flow, follows=filing.number))
        subject = filing.subject if filing.subject in flow.subjects else None
        return self.drafting(Draft(flow.id, subject=subject, province=filing.province, known=True))

    def drafting(self, draft: Draft) -> Turn:
        if len(self.state.filings) >= MOST_FILINGS:
            return self.show(Screen(self.say("too-many-filings", count=str(MOST_FILINGS))))
        return self.unasked(replace(self.state, draft=draft, showing=""))

    def picked(self, action: PickSubject | PickProvince | NoName | Restate) -> Turn:
        """An answer to one of the three questions, or that the first two be asked after all; what was asked of another
        filing long ago is stale."""
        draft, flow = self.state.draft, self.knowledge.flows.get(self.state.draft.flow)
        if flow is None or self.state.waiting not in ("subject", "province", "name"):
            return self.stale()
        match action:
            case PickSubject():
                subject = next((s for s in flow.subjects if s == action.subject), None)
                if subject is None:
                    return self.stale()
                return self.unasked(replace(self.state, draft=replace(draft, subject=subject)))
            case PickProvince():
                if draft.subject is None or action.province not in self.knowledge.provinces:
                    return self.stale()
                draft = replace(draft, province=action.province)
                filing = self.filing(draft.filing)
                if filing:
                    return self.restated(filing, flow, draft)
                return self.unasked(replace(self.state, draft=draft))
            case NoName() | Restate() if draft.filing:
                return self.stale()
            case Restate():
                draft = replace(draft, subject=None, province="", known=False)
                return self.unasked(replace(self.state, draft=draft))
            case NoName():
                return self.start_filing(self.label("default-name", number=str(self.next_number())))
        assert_never(action)

    def start_filing(self, name: str) -> Turn:
        draft = self.state.draft
        flow = self.knowledge.flows.get(draft.flow)
        if flow is None or draft.subject is None or not draft.province:
            return self.stale()
        number = self.next_number()
        filing = course.begin(number, name, flow, draft.subject, draft.province, self.now, draft.cases)
        state = replace(self.state, filings=(*self.state.filings, filing), filed=number, waiting="", draft=Draft())
        began = (Note("began", flow.id),)
        found = attempts.find(state, draft.attempt)
        if found is None or found[1] is not None:
            if step := course.reached(flow, draft.reached):
                filing = course.jump(filing, flow, step, self.now)
            return self.at_step(with_filing(state, filing), filing, course.current(filing, flow), notes=began)
        # It grew out of a rejection: all was done up to the submission that came back. An inspection follows on none.
        if not plan(found[0], self.knowledge, self.now).rechecked:
            filing = course.resubmit(filing, flow, self.now)
        state = replace(state, filings=(*state.filings[:-1], filing))
        return self.attached(state, found[0], filing, flow, began, grown=True)

    def next_number(self) -> int:
        return max(self.state.filed, *(filing.number for filing in self.state.filings), 0) + 1

    def in_filing(
        self,
        action: Overview | OpenStep | Tick | Tried | Came | Finish | Jump | Undo | Chase | Share,
        filing: Filing,
        flow: Flow,
    ) -> Turn:
        match action:
            case Overview():
                return self.leave(guide.overview(self.knowledge, filing, self.now))
            case OpenStep():
                step = course.step_of(flow, action.step) or course.current(filing, flow)
                return self.at_step(self.state, filing, step)
            case Chase():
                running, letter = clock(filing, self.knowledge, self.now), waiting.overdue_letter(self.knowledge)
                if running is None or letter is None:
                    return self.stale()
                return self.show(waiting.chase_screen(self.knowledge, filing, running, letter, self.now))
            case Undo():
                return self.undo(action, filing, flow)
            case Share():
                return self.share(action, filing)
            case Tick() | Tried() | Came() | Finish() | Jump():
                step = course.step_of(flow, action.step)
                return self.stale() if step is None else self.in_step(action, filing, flow, step)
        assert_never(action)

    def delete(self, action: Delete, filing: Filing) -> Turn:
        if not action.sure:
            return self.show(guide.confirm_delete(self.knowledge, filing))
        left = tuple(f for f in self.state.filings if f.number != filing.number)
        state = replace(self.state, filings=left, front=0, showing="")
        return self.show(Toast(self.label("deleted")), guide.progress(self.knowledge, state, self.now), state=state)

    def share(self, action: Share, filing: Filing) -> Turn:
        token = filing.share or self.around.token
        changed = replace(filing, share=token if action.on else "")
        state = replace(with_filing(self.state, changed), waiting="", showing="")
        if action.on:
            return self.show(card.share_screen(self.knowledge, changed, self.around.bot), state=state)
        toast = Toast(self.label("unshared"))
        return self.show(toast, guide.overview(self.knowledge, changed, self.now), state=state)

    def along(self, action: OfTakingAlong, filing: Filing) -> Turn:
        """A filing as a file, below what is on the screen."""
        match action:
            case Draw():
                return self.show(Toast(self.label("drawing")), takealong.drawing(self.knowledge, filing, self.now))
            case Agenda():
                file = takealong.calendar(self.knowledge, filing, self.now)
                return self.show(file or Toast(self.label("no-dates")))
            case Export():
                return self.show(takealong.text(self.knowledge, filing, self.now))
        assert_never(action)

    def in_step(self, action: Tick | Tried | Came | Finish | Jump, filing: Filing, flow: Flow, step: Step) -> Turn:
        match action:
            case Tick():
                text = next((item.text for item in step.items if item.id == action.item), None)
                if text is None:
                    return self.stale()
                left, _ = course.missing(course.tick(filing, step, (action.item,), action.on), step)
                said = self.touched(text, action.on, len(left))
                return self.tick_items(filing, step, (action.item,), action.on, said)
            case Tried():
                what = next((what for what in LIMITS if what == action.what), None)
                if what is None or not step.guarded:
                    return self.stale()
                changed = course.tried(filing, step, what, action.count)
                return self.at_step(with_filing(self.state, changed), changed, step)
            case Came():
                changed = course.came(course.reach(filing, flow, step, self.now), step, self.now)
                toast = [Toast(self.label("came"))] if changed != filing else []
                return self.at_step(with_filing(self.state, changed), changed, step, *toast)
            case Jump():
                changed = course.jump(filing, flow, step, self.now)
                return self.at_step(
                    with_filing(self.state, changed), changed, step, notes=(Note("jumped", f"{flow.id}:{step.id}"),)
                )
            case Finish():
                ended = step == flow.steps[-1] and step.review
                reached = course.reach(filing, flow, step, self.now) if ended else filing
                changed = course.finish(reached, flow, step, self.now)
                toast = self.unticked(filing, step) if changed != filing and step.who == "applicant" else []
                wait = wait_of(filing, flow, step, self.knowledge.calendar, self.now)
                if wait:
                    changed = replace(changed, counted=(*changed.counted, step.id))
                state, at = with_filing(self.state, changed), course.current(changed, flow)
                turn = self.at_step(state, changed, at, *toast, notes=(Note("finished", f"{flow.id}:{step.id}"),))
                return replace(turn, waits=(wait,) if wait else ())
        assert_never(action)

    def tick_items(self, filing: Filing, step: Step, items: tuple[str, ...], on: bool, *toast: Toast) -> Turn:
        changed = replace(course.tick(filing, step, items, on), touched=self.now)
        return self.at_step(with_filing(self.state, changed), changed, step, *toast)

    def unticked(self, filing: Filing, step: Step) -> list[Toast]:
        """How much of what is needed is not ticked at a step that is said to be done."""
        left, maybe = map(len, course.missing(filing, step))
        if not left:
            return []
        key = "unticked-some" if maybe else "unticked"
        return [Toast(self.label(key, count=str(left), maybe=str(maybe)))]

    def undo(self, action: Undo, filing: Filing, flow: Flow) -> Turn:
        if action.revision != filing.revision or not filing.past:
            toast = Toast(self.label("undo-other" if filing.past else "nothing-to-undo"))
            return self.at_step(self.state, filing, course.current(filing, flow), toast)
        changed = course.undo(filing)
        at = course.current(changed, flow)
        # A rejection that was given to the filing by what is undone belongs to no filing again.
        still = {attempt.number for attempt in changed.attempts}
        freed = tuple(attempt for attempt in filing.attempts if attempt.number not in still)
        state = with_filing(self.state, changed)
        state = replace(state, loose=(*state.loose, *freed))
        if freed:
            return self.show_plan(state, freed[-1].number, Toast(self.label("undone")))
        return self.at_step(state, changed, at, Toast(self.label("undone")))

    def who(self, asker: Asker) -> str:
        """Who somebody said to be, in words."""
        names = [self.label(f"condition-{name}") for name in (asker.subject, asker.provider) if name]
        if province := self.knowledge.provinces.get(asker.province):
            names.append(self.label("in-province", short=province.short))
        return "、".join(names)

    def mydata(self, state: State) -> Screen:
        """Everything that is kept of this person, in words."""
        who = self.who(state.asker)
        asker = [self.say("mydata-asker", who=who)] if who else []
        if spoken := state.lang or state.heard:
            key = "mydata-language" if state.lang else "mydata-language-heard"
            asker.append(self.say(key, language=self.label(f"language-{spoken}")))
        if state.asked:
            asker.append(self.say("mydata-asked", text=state.asked))
        if state.relay:
            asker.append(self.say("mydata-human"))
        forget = ((Button(self.label("button-forget-asker"), encode(ForgetAsker())),),) if who else ()
        came = [attempt for attempt, _ in attempts.everything(state)]
        if not state.filings and not came:
            return Screen("\n\n".join([*asker, self.say("mydata-none")]), forget)
        texts = [self.say("mydata")]
        if state.filings:
            everything = replace(state, filings=tuple(replace(one, away=False) for one in state.filings), loose=())
            texts.append(guide.progress(self.knowledge, everything, self.now).text)
            texts += [text for one in state.filings if (text := kept.kept_text(self.knowledge, one, self.now))]
        if came:
            texts.append(plans.history(self.knowledge, state, self.now).text)
        unsure = [f"「{one.text}」" for attempt in came for one in attempt.unclear]
        unsure += [f"「{one.text}」" for attempt in came for one in attempt.doubts]
        if unsure:
            texts.append(self.say("mydata-words", words="".join(unsure)))
        return Screen("\n\n".join([*texts, *asker, self.say("mydata-rest")]), forget)
