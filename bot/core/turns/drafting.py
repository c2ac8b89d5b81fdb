"""Turns that draft a filing until it begins: by which flow, as whom, where, how it is called. The questions that lead
to a flow are in `routing`, and what typed words do besides answering in `beginning`."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.core import course
from bot.core.actions import (
    Follow,
    FollowOn,
    Keep,
    Mend,
    NewFiling,
    NoName,
    OfBeginning,
    PickProvince,
    PickSubject,
    Restate,
    SureFiling,
)
from bot.core.button_data import encode
from bot.core.filings import attempts, claims
from bot.core.filings.plan import plan
from bot.core.replies import Miss, Note, Screen, Turn
from bot.core.screens import answers, draft_screens, kept, router
from bot.core.state import DESCRIBES, REACHED, Draft, Filing, Reached, State
from bot.core.texts.diagnosis import SMS_MISSED, Diagnosis, diagnose
from bot.core.texts.numbers import province_of_icp, read_icp
from bot.core.texts.understanding import understand
from bot.core.turns.arranging import Arranging
from bot.core.turns.mending import Mending
from bot.core.turns.routing import Routing

MOST_FILINGS = 20


class Drafting(Mending, Routing, Arranging):
    """Turns that begin a filing."""

    def in_beginning(self, action: OfBeginning | Restate) -> Turn:
        match action:
            case NewFiling() | SureFiling(filing=0):
                return self.new_filing(action)
            case FollowOn() | SureFiling():
                return self.follow_on(action)
            case Follow():
                reached = next((one for one in REACHED if one == action.reached), REACHED[0])
                asked = any(data == encode(action) for _, data in self.question)
                since = self.posed if asked else None
                if reached == "code" and since is None:  # from when its hours run, is asked at its step
                    reached = "sms"
                flow = self.knowledge.flows.get(action.flow)
                if flow is None:
                    return self.which_filing(reached, since)
                return self.drafting(replace(self.draft_for(flow), reached=reached, since=since))
            case PickSubject() | PickProvince() | NoName() | Restate():
                return self.picked(action)
            case Mend():
                topic = self.knowledge.topics.get(action.topic)
                if topic is None or topic.kind != "rejection":
                    return self.stale()
                if topic.id == SMS_MISSED and (filing := self.overdue):
                    return self.told_of_filing(filing).rejected(Diagnosis((topic.id,), sender="sms", returned=True))
                return self.rejected(Diagnosis((topic.id,)))
        assert_never(action)

    def rejected(self, found: Diagnosis, misses: tuple[Miss, ...] = (), rivals: Sequence[str] = ()) -> Turn:
        """What came back while only the name is asked of a filing that was told to be submitted, is of that one: it
        begins by a name of ours, since what is said next is said of the rejection."""
        if not (self.is_describing and self.state.waiting == "name" and self.state.draft.reached):
            return self.keep_rejection(found, misses, rivals)
        begun = self.start_filing(self.label("default-name", number=str(self.next_number())))
        filing = begun.state.filings[-1]
        turn = self.with_state(begun.state).told_of_filing(filing).rejected(found, misses, rivals)
        named = Screen(self.say("named-for-now", name=filing.name))
        return replace(turn, notes=(*begun.notes, *turn.notes)).below(named)

    def ask_what_came_back(self, filing: Filing | None = None, *, returned: bool = False) -> Turn:
        """Ask for the text that says why something came back, of this filing where it is told of which, unless
        somebody called before about that one: it came back for what they told; `returned`: the person said that it did.
        """
        if filing and (turn := self.came_back_as_called(filing)):
            return turn
        draft = Draft(filing=filing.number if filing else 0, returned=returned)
        state = replace(self.state, waiting="rejection", showing="", draft=draft)
        return self.show(answers.ask_for_rejection(self.knowledge), state=state)

    def came_back_as_called(self, filing: Filing) -> Turn | None:
        """The rejection of a filing for what somebody called to be wrong with it; None where nobody did."""
        told = {claim.filing: claim.told for claim in claims.open_claims(self.state, self.knowledge)}
        found = self.called_wrong(told.get(filing.number, ""), filing)
        return self.told_of_filing(filing).rejected(found) if found else None

    def called_wrong(self, wrong: str, filing: Filing) -> Diagnosis | None:
        """What somebody called to be wrong with a filing; None where anything is told that is like no reason."""
        parts = understand(self.knowledge, wrong, awaited=True).parts
        if not all(part.rejection and part.decision != "unknown" for part in parts):
            return None
        found = diagnose(wrong, parts, self.knowledge, self.now, filing.subject)
        if found.reasons:
            return found
        told = (part.choices[0].topic for part in parts if part.decision == "answer")
        reasons = tuple(id for id in dict.fromkeys(told) if self.knowledge.topics[id].kind == "rejection")
        return replace(found, reasons=reasons, unclear=()) if reasons else None

    def which_filing(self, reached: Reached = "", since: datetime | None = None) -> Turn:
        """Which filing is to begin, of what came so far already, and is there since then?"""
        state = replace(self.state, waiting="flow", draft=Draft(reached=reached, since=since), showing="")
        return self.show(router.offer(self.knowledge), state=state)

    def new_filing(self, action: NewFiling | SureFiling) -> Turn:
        flow = self.knowledge.flows.get(action.flow)
        if flow is None:
            return self.stale()
        if flow.loses and isinstance(action, NewFiling):
            kept = replace(self.state, draft=self.draft_for(flow)) if self.state.waiting == "flow" else self.state
            return self.show(router.sure_screen(self.knowledge, flow), state=kept)
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

    def numbered(self, action: Keep) -> Turn:
        """A filing begins of which the number alone is known, with what comes after approval, where that says."""
        icp = read_icp(action.value)
        there = province_of_icp(icp, self.knowledge.provinces) if icp else None
        if icp is None or there is None or kept.AFTERWARDS not in self.knowledge.flows:
            return self.stale()
        who = self.said_to_be.subject
        return self.drafting(Draft(kept.AFTERWARDS, subject=who, province=there.id, known=True, icp=icp.text))

    def drafting(self, draft: Draft) -> Turn:
        """A filing begins with these answers, unless there are too many."""
        if len(self.state.filings) >= MOST_FILINGS:
            return self.show(Screen(self.say("too-many-filings", count=str(MOST_FILINGS))))
        return self.unasked(replace(self.state, draft=draft, showing=""))

    def unasked(self, state: State) -> Turn:
        """Ask what is not known yet of a filing that begins: as whom, where, how it is called. With nothing left to
        ask it begins."""
        draft = state.draft
        if draft.subject is None:
            return self.show(draft_screens.ask_subject(self.knowledge, draft), state=replace(state, waiting="subject"))
        if draft.province not in self.knowledge.provinces:
            return self.show(
                draft_screens.ask_province(self.knowledge, draft), state=replace(state, waiting="province")
            )
        if draft.name:
            return self.with_state(state).start_filing(draft.name)
        return self.show(draft_screens.ask_name(self.knowledge, draft), state=replace(state, waiting="name"))

    def picked(self, action: PickSubject | PickProvince | NoName | Restate) -> Turn:
        """An answer to one of the three questions, or that the first two be asked after all; what was asked of another
        filing long ago is stale."""
        draft, flow = self.state.draft, self.knowledge.flows.get(self.state.draft.flow)
        if flow is None or self.state.waiting not in DESCRIBES:
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
        """The filing that was drafted is under way by this name: at its first step, or as far as it came already."""
        draft = self.state.draft
        flow = self.knowledge.flows.get(draft.flow)
        if flow is None or draft.subject is None or not draft.province:
            return self.stale()
        number = self.next_number()
        filing = course.begin(number, name, flow, draft.subject, draft.province, self.now, draft.cases)
        if draft.icp:
            filing = replace(filing, kept=replace(filing.kept, icp=draft.icp, noted=self.now))
        state = replace(self.state, filings=(*self.state.filings, filing), filed=number, waiting="", draft=Draft())
        began = (Note("began", flow.id),)
        found = attempts.find(state, draft.attempt)
        if found is None or found[1] is not None:
            filing = course.come(filing, flow, draft.reached, draft.since or self.now)
            return self.at_step(filing, course.current(filing, flow), state=state, notes=began)
        # It grew out of a rejection: all was done up to the submission that came back. An inspection follows on none.
        if not plan(found[0], self.knowledge, self.now).rechecked:
            filing = course.resubmit(filing, flow, self.now)
        state = replace(state, filings=(*state.filings[:-1], filing))
        return self.attached(state, found[0], filing, flow, began, grown=True)

    def next_number(self) -> int:
        return max(self.state.filed, *(filing.number for filing in self.state.filings), 0) + 1
