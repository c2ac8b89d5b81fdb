"""Turns on the way to the right flow: its questions, answered by button or in own words. The questions themselves are
in `router`."""

from dataclasses import replace
from typing import Literal, assert_never

from bot.core.actions import AllFlows, AskRoute, Choose, OfRouter
from bot.core.knowledge import Flow, Option
from bot.core.replies import Note, Screen, Turn
from bot.core.screens import draft_screens, router
from bot.core.state import DESCRIBES, Asker, Draft
from bot.core.texts import place_names, route_answers
from bot.core.texts.asker import CLOUDS, names_in, with_told
from bot.core.texts.place_names import province_named
from bot.core.texts.wordlists import has, listed
from bot.core.turns.talk import Talk
from bot.search.normalise import clean

ABOUT_SERVER = "server"
"""The question where the server is."""
ABOUT_PAST = "filed"
"""The question what was filed before. That something was is no answer yet."""


def pressed(talk: Talk, action: OfRouter) -> Turn:
    """Answer a button of the questions that lead to a flow."""
    draft = drafted(talk)
    match action:
        case AllFlows():
            draft = replace(draft, flow=Draft().flow, picks=(), question="", cases={}, known=bool(draft.name))
            state = replace(talk.state, waiting="flow", draft=draft, showing="")
            return talk.show(draft_screens.ask_flow(talk.knowledge), state=state)
        case AskRoute():
            question = action.question or talk.knowledge.router.first
            if question not in talk.knowledge.router.questions:
                return talk.stale()
            picks = router.picks_before(draft.picks, question)
            return routed(talk, replace(draft, picks=picks, question=question, known=False))
        case Choose():
            option = router.option_of(talk.knowledge.router, action.question, action.option)
            if option is None:
                return talk.stale()
            picks = (*router.picks_before(draft.picks, action.question), (action.question, action.option))
            said = router.said_before(talk.knowledge.router, option.ask, said_to_be(talk).subject)
            if said:
                picks, option = (*picks, (option.ask, said.id)), said
            draft = replace(draft, picks=picks, question=option.ask, known=said is not None)
            return routed(talk, draft, option)
    assert_never(action)


def said_to_be(talk: Talk) -> Asker:
    """Return who the person said to be, as long as there is no filing. Another filing may be of somebody else."""
    return Asker() if talk.state.filings else talk.state.asker


def is_beginning(talk: Talk) -> bool:
    """Tell whether a question is open with which a filing begins."""
    return talk.state.waiting == "flow" or is_describing(talk)


def is_describing(talk: Talk) -> bool:
    """Tell whether such a question is open that comes after the flow is chosen."""
    return talk.state.waiting in DESCRIBES and not talk.state.draft.filing


def drafted(talk: Talk) -> Draft:
    """Return what was answered so far of those questions."""
    return talk.state.draft if is_beginning(talk) else Draft()


def picked_flow(talk: Talk) -> Flow | None:
    """Return the flow that the answers in the router led to, and that is offered."""
    last = next(router.picked(talk.knowledge.router, drafted(talk).picks[-1:]), None)
    return talk.knowledge.flows.get(last.flow) if last and talk.state.waiting == "flow" else None


def about_to_begin(talk: Talk) -> Flow | None:
    """Return the flow that we offer for a new filing."""
    draft = drafted(talk)
    described = talk.state.waiting == "flow" and draft.is_described
    return talk.knowledge.flows.get(draft.flow) if described else picked_flow(talk)


def still_asked(talk: Talk, says: Literal["still-asked", "none-before-asked"] = "still-asked") -> Turn | None:
    """Ask such a question again, if a person asks what is next, or how far it is while nothing is under way."""
    return talk.show(Screen(talk.say(says)), *talk.again()) if is_beginning(talk) else None


def which_is_known(talk: Talk) -> Turn:
    """Ask again which filing it is. If the applicant and the place are known, ask whether it is the first."""
    draft, who = drafted(talk), said_to_be(talk)
    first = talk.state.waiting == "flow" and draft.flow == Draft().flow
    known = who.subject and who.province and not (draft.question or draft.picks or draft.name)
    if not (first and known):
        return talk.show(*talk.again())
    return routed(talk, replace(draft, subject=who.subject, province=who.province, known=False))


def routed(talk: Talk, draft: Draft, option: Option | None = None) -> Turn:
    """Show the question of a draft, or what its answers lead to. That is counted if `option` just led to it."""
    notes = (Note("routed", option.flow or option.topic),) if option and not option.ask else ()
    state = replace(talk.state, waiting="flow", draft=replace(draft, passed=0), showing="")
    return talk.show(router.route_screen(talk.knowledge, draft), state=state, notes=notes)


def chosen(talk: Talk, text: str) -> Turn | None:
    """Take an answer in words to the open question. Keep the cloud that it names for a server, and the place for an
    applicant. If it names a place for a server, say how it was taken: the person may mean where they are."""
    draft, ask = drafted(talk), talk.knowledge.router
    about = draft.question
    if talk.state.waiting == "flow" and not (draft.question or draft.picks):
        about = ABOUT_PAST if draft.is_described else "" if draft.name else ask.first
    asked = ask.questions.get(about)
    option = route_answers.answer_to(talk.knowledge, asked, text) if asked else None
    if asked and asked.id == ABOUT_PAST and clean(text) in listed(talk.knowledge, "words-filed-before"):
        return pressed(talk, AskRoute(ABOUT_PAST)).below(Screen(talk.say("filed-which")))
    if asked is None or option is None:
        return None
    place = province_named(talk.knowledge, text)
    said = place_names.province_told(talk.knowledge, text) if asked.id == ABOUT_SERVER and place else None
    if said and said.mine:
        return None  # that is where the person is
    clouds = names_in(talk.knowledge, text, CLOUDS) if asked.id == ABOUT_SERVER else ()
    asker = replace(talk.state.asker, provider=clouds[0]) if len(clouds) == 1 else talk.state.asker
    draft = replace(drafted(talk), province=place.id) if place and option.subject else drafted(talk)
    turn = pressed(talk.with_state(replace(talk.state, asker=asker, draft=draft)), Choose(asked.id, option.id))
    if place is None or asked.id != ABOUT_SERVER or clouds or has(talk.knowledge, text, "words-until-server"):
        return turn
    return turn.below(Screen(talk.say("server-in", place=max(talk.knowledge.places_in(text), key=len))))


def wished(talk: Talk, text: str) -> Turn | None:
    """Lead to what somebody wants in their own words, in place of an answer by button. None: they name no such
    answer."""
    draft = drafted(talk)
    found = route_answers.answer_in(talk.knowledge.router, text)
    if found is None:
        return None
    question, option = found
    knows = with_told(Asker(), talk.knowledge, text)
    province = province_named(talk.knowledge, text)
    draft = replace(
        draft,
        subject=knows.subject or draft.subject,
        province=province.id if province else draft.province,
        picks=((question.id, option.id),),
        question=option.ask,
        known=False,
    )
    return routed(talk, draft, option)


def draft_for(talk: Talk, flow: Flow) -> Draft:
    """Return the answers with which a filing by this flow begins: those on the way to it, completed by what the person
    said before. Individuals who came by the router are asked for the province, since the router asks only whether their
    papers are from where they are."""
    draft = drafted(talk)
    options = list(router.picked(talk.knowledge.router, draft.picks[-1:]))
    if options and options[0].flow != flow.id:
        draft = Draft(attempt=draft.attempt, reached=draft.reached, since=draft.since, name=draft.name)
    told, cases = router.told_by_picks(talk.knowledge.router, draft.picks)
    told = told or draft.subject
    who = told or said_to_be(talk).subject
    who = who if who in flow.subjects else None
    where = draft.province or ("" if who == "personal" and draft.picks else said_to_be(talk).province)
    return Draft(
        flow.id,
        subject=who,
        province=where,
        attempt=draft.attempt,
        picks=draft.picks,
        cases=cases,
        known=draft.known or (who is not None and not told) or where != draft.province,
        name=draft.name,
        reached=draft.reached,
        since=draft.since,
    )
