"""Turns that draft a filing until it begins: its flow, applicant, place and name. `routing` has the questions that lead
to a flow; `beginning` has typed words other than answers."""

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
from bot.core.replies import Miss, Note, Screen, Turn
from bot.core.screens import answers, draft_screens, kept, router
from bot.core.state import DESCRIBES, REACHED, Draft, Filing, Reached, State
from bot.core.texts.clauses import in_clauses
from bot.core.texts.diagnosis import SMS_MISSED, Diagnosis, diagnose
from bot.core.texts.meant import may_be_reason
from bot.core.texts.no_notice import is_yet_to_come
from bot.core.texts.numbers import province_of_icp, read_icp
from bot.core.texts.senders import provider_of, sender_of, senders_named
from bot.core.texts.understanding import understand
from bot.core.texts.verdicts import says_it_came_back
from bot.core.texts.wordlists import has
from bot.core.turns import arranging, mending, routing
from bot.core.turns.talk import Talk
from bot.search.notices import only_opens

MOST_FILINGS = 20


def pressed(talk: Talk, action: OfBeginning | Restate) -> Turn:
    """Answer a button that begins a filing, or asks again for its first answers."""
    match action:
        case NewFiling() | SureFiling(filing=0):
            return new_filing(talk, action)
        case FollowOn() | SureFiling():
            return follow_on(talk, action)
        case Follow():
            reached = next((one for one in REACHED if one == action.reached), REACHED[0])
            asked = any(data == encode(action) for _, data in talk.question)
            since = talk.posed if asked else None
            if reached == "code" and since is None:  # its step asks from when the hours run
                reached = "sms"
            flow = talk.knowledge.flows.get(action.flow)
            if flow is None:
                return which_filing(talk, reached, since)
            return begin_with(talk, replace(routing.draft_for(talk, flow), reached=reached, since=since))
        case PickSubject() | PickProvince() | NoName() | Restate():
            return answer_pressed(talk, action)
        case Mend():
            topic = talk.knowledge.topics.get(action.topic)
            if topic is None or topic.kind != "rejection":
                return talk.stale()
            if topic.id == SMS_MISSED and (filing := mending.overdue(talk)):
                at = mending.awaiting_rejection_of(talk, filing)
                return rejected(at, Diagnosis((topic.id,), sender="sms", returned=True))
            return rejected(talk, Diagnosis((topic.id,)))
    assert_never(action)


def rejected(talk: Talk, found: Diagnosis, misses: tuple[Miss, ...] = (), rivals: Sequence[str] = ()) -> Turn:
    """Keep a rejection. If we are asking for the name of a filing that is said to be submitted, the rejection is of
    that one: it begins under a default name, since the next words will be about the rejection."""
    if not (routing.is_describing(talk) and talk.state.waiting == "name" and talk.state.draft.reached):
        return mending.keep_rejection(talk, found, misses, rivals)
    begun = start_filing(talk, talk.label("default-name", number=str(next_number(talk))))
    filing = begun.state.filings[-1]
    turn = rejected(mending.awaiting_rejection_of(talk.with_state(begun.state), filing), found, misses, rivals)
    named = Screen(talk.say("named-for-now", name=filing.name))
    return replace(turn, notes=(*begun.notes, *turn.notes)).below(named)


def ask_what_came_back(talk: Talk, filing: Filing | None = None, *, told: str = "") -> Turn:
    """Ask for the notice that says why something came back, of this filing if it is known. If somebody called about
    that filing, it came back for what they told. `told`: the words of the news, e.g. the heading of a notice; its
    sender is then the sender of what follows."""
    if filing and (turn := came_back_as_called(talk, filing)):
        return turn
    draft = Draft(filing=filing.number if filing else 0, returned=says_it_came_back(talk.knowledge, told))
    # A longer text may name others than the sender: 初审没问题 但是没通过, 不是管局退的.
    alone = len(in_clauses(told)) == 1 and not has(talk.knowledge, told, "words-denial", "words-earlier")
    draft = from_whom(talk, draft, told) if alone or only_opens(told) else draft
    draft = draft if filing else replace(draft, name=talk.called_in(told))
    state = replace(talk.state, waiting="rejection", showing="", draft=draft)
    return talk.show(answers.ask_for_rejection(talk.knowledge), state=state)


def ask_once_more(talk: Talk, told: str) -> Turn:
    """Ask again for the notice after words that tell nothing of it, or only who sent it (阿里云发来的 我分开发给你)."""
    if talk.state.waiting != "rejection":
        return talk.show(answers.ask_for_rejection(talk.knowledge))
    state = replace(talk.state, draft=from_whom(talk, talk.state.draft, told))
    waits = is_yet_to_come(talk.knowledge, told)
    asks = Screen(talk.say("rejected-follows")) if waits else answers.ask_for_rejection(talk.knowledge)
    return talk.show(asks, state=state)


def from_whom(talk: Talk, draft: Draft, told: str) -> Draft:
    """Return the draft with the sender and the provider that words about a notice name."""
    sender = sender_of(told, senders_named(told, talk.knowledge), (), talk.knowledge)
    provider = provider_of(told, talk.knowledge)
    return replace(draft, sender=sender or draft.sender, provider=provider or draft.provider)


def came_back_as_called(talk: Talk, filing: Filing) -> Turn | None:
    """Keep the rejection of a filing for what a caller said was wrong with it. None: nobody called about it."""
    told = {claim.filing: claim.told for claim in claims.open_claims(talk.state, talk.knowledge)}
    found = called_wrong(talk, told.get(filing.number, ""), filing)
    return rejected(mending.awaiting_rejection_of(talk, filing), found) if found else None


def called_wrong(talk: Talk, wrong: str, filing: Filing) -> Diagnosis | None:
    """Return the reasons in what a caller said was wrong with a filing. None: some of it resembles no reason."""
    parts = understand(talk.knowledge, wrong, awaited=True).parts
    if not all(map(may_be_reason, parts)):
        return None
    found = diagnose(wrong, parts, talk.knowledge, talk.now, filing.subject)
    if found.reasons:
        return found
    told = (part.choices[0].topic for part in parts if part.decision == "answer")
    reasons = tuple(id for id in dict.fromkeys(told) if talk.knowledge.topics[id].kind == "rejection")
    return replace(found, reasons=reasons, unclear=()) if reasons else None


def which_filing(talk: Talk, reached: Reached = "", since: datetime | None = None) -> Turn:
    """Ask which filing is to begin. reached, since: how far it came already, and since when."""
    state = replace(talk.state, waiting="flow", draft=Draft(reached=reached, since=since), showing="")
    return talk.show(router.offer(talk.knowledge), state=state)


def new_filing(talk: Talk, action: NewFiling | SureFiling) -> Turn:
    """Begin a filing by this flow. If something is lost by it, ask first."""
    flow = talk.knowledge.flows.get(action.flow)
    if flow is None:
        return talk.stale()
    if flow.loses and isinstance(action, NewFiling):
        kept = replace(talk.state, draft=routing.draft_for(talk, flow)) if talk.state.waiting == "flow" else talk.state
        return talk.show(router.sure_screen(talk.knowledge, flow), state=kept)
    return begin_with(talk, routing.draft_for(talk, flow))


def follow_on(talk: Talk, action: FollowOn | SureFiling) -> Turn:
    """Begin a filing with the answers of the one that it follows on."""
    filing, flow = talk.filing(action.filing), talk.knowledge.flows.get(action.flow)
    if filing is None or (action.flow and flow is None):
        return talk.stale()
    if flow is None:
        return talk.leave(kept.following_screen(talk.knowledge, filing))
    if flow.loses and isinstance(action, FollowOn):
        return talk.show(router.sure_screen(talk.knowledge, flow, follows=filing.number))
    subject = filing.subject if filing.subject in flow.subjects else None
    return begin_with(talk, Draft(flow.id, subject=subject, province=filing.province, known=True))


def numbered(talk: Talk, action: Keep) -> Turn:
    """Begin a filing of which only the number is known, by the flow for the time after approval."""
    icp = read_icp(action.value)
    there = province_of_icp(icp, talk.knowledge.provinces) if icp else None
    if icp is None or there is None or kept.AFTERWARDS not in talk.knowledge.flows:
        return talk.stale()
    who = routing.said_to_be(talk).subject
    return begin_with(talk, Draft(kept.AFTERWARDS, subject=who, province=there.id, known=True, icp=icp.text))


def begin_with(talk: Talk, draft: Draft) -> Turn:
    """Begin a filing with these answers, unless there are too many."""
    if len(talk.state.filings) >= MOST_FILINGS:
        return talk.show(Screen(talk.say("too-many-filings", count=str(MOST_FILINGS))))
    return unasked(talk, replace(talk.state, draft=draft, showing=""))


def unasked(talk: Talk, state: State) -> Turn:
    """Ask what is not known yet of a filing that begins: its applicant, its place, its name. With nothing left to ask,
    it begins."""
    draft = state.draft
    if draft.subject is None:
        return talk.show(draft_screens.ask_subject(talk.knowledge, draft), state=replace(state, waiting="subject"))
    if draft.province not in talk.knowledge.provinces:
        return talk.show(draft_screens.ask_province(talk.knowledge, draft), state=replace(state, waiting="province"))
    if draft.name:
        return start_filing(talk.with_state(state), draft.name)
    return talk.show(draft_screens.ask_name(talk.knowledge, draft), state=replace(state, waiting="name"))


def answer_pressed(talk: Talk, action: PickSubject | PickProvince | NoName | Restate) -> Turn:
    """Answer a press on one of the three first questions, or ask the first two again. A question of another filing is
    stale."""
    draft, flow = talk.state.draft, talk.knowledge.flows.get(talk.state.draft.flow)
    if flow is None or talk.state.waiting not in DESCRIBES:
        return talk.stale()
    match action:
        case PickSubject():
            subject = next((s for s in flow.subjects if s == action.subject), None)
            if subject is None:
                return talk.stale()
            return unasked(talk, replace(talk.state, draft=replace(draft, subject=subject)))
        case PickProvince():
            if draft.subject is None or action.province not in talk.knowledge.provinces:
                return talk.stale()
            draft = replace(draft, province=action.province)
            filing = talk.filing(draft.filing)
            if filing:
                return arranging.restated(talk, filing, flow, draft)
            return unasked(talk, replace(talk.state, draft=draft))
        case NoName() | Restate() if draft.filing:
            return talk.stale()
        case Restate():
            draft = replace(draft, subject=None, province="", known=False)
            return unasked(talk, replace(talk.state, draft=draft))
        case NoName():
            return start_filing(talk, talk.label("default-name", number=str(next_number(talk))))
    assert_never(action)


def start_filing(talk: Talk, name: str) -> Turn:
    """Start the drafted filing under this name, at its first step or as far as it came already."""
    draft = talk.state.draft
    flow = talk.knowledge.flows.get(draft.flow)
    if flow is None or draft.subject is None or not draft.province:
        return talk.stale()
    number = next_number(talk)
    filing = course.begin(number, name, flow, draft.subject, draft.province, talk.now, draft.cases)
    if draft.icp:
        filing = replace(filing, kept=replace(filing.kept, icp=draft.icp, noted=talk.now))
    state = replace(talk.state, filings=(*talk.state.filings, filing), filed=number, waiting="", draft=Draft())
    began = (Note("began", flow.id),)
    found = attempts.find(state, draft.attempt)
    if found is None or found[1] is not None:
        filing = course.come(filing, flow, draft.reached, draft.since or talk.now)
        return talk.at_step(filing, course.current(filing, flow), state=state, notes=began)
    # It grew out of a rejection: all was done up to the submission that came back. An inspection came after none.
    if not talk.plan_of(found[0]).rechecked:
        filing = course.resubmit(filing, flow, talk.now)
    state = replace(state, filings=(*state.filings[:-1], filing))
    return mending.attached(talk, state, found[0], filing, flow, began, grown=True)


def next_number(talk: Talk) -> int:
    """Return the number of the next filing. No number is given twice."""
    return max(talk.state.filed, *(filing.number for filing in talk.state.filings), 0) + 1
