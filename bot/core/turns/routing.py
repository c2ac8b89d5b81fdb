"""Turns about the way to the right flow: its questions, their answers by button or in own words. What the answers lead
to is in `router`."""

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
from bot.core.turns.base import Turns
from bot.search.normalise import clean

ABOUT_SERVER = "server"
"""The question where the server is."""
ABOUT_SUBJECT = "who"
"""The question as whom it is filed."""
ABOUT_PAST = "filed"
"""The question what was filed before, to which it is no answer yet that something was."""


class Routing(Turns):
    """Turns about: which filing is it?"""

    def in_route(self, action: OfRouter) -> Turn:
        draft = self.drafted()
        match action:
            case AllFlows():
                draft = replace(draft, flow=Draft().flow, picks=(), question="", cases={}, known=bool(draft.name))
                state = replace(self.state, waiting="flow", draft=draft, showing="")
                return self.show(draft_screens.ask_flow(self.knowledge), state=state)
            case AskRoute():
                question = action.question or self.knowledge.router.first
                if question not in self.knowledge.router.questions:
                    return self.stale()
                picks = router.before(draft.picks, question)
                return self.routed(replace(draft, picks=picks, question=question, known=False))
            case Choose():
                option = router.option_of(self.knowledge.router, action.question, action.option)
                if option is None:
                    return self.stale()
                picks = (*router.before(draft.picks, action.question), (action.question, action.option))
                said = router.said_before(self.knowledge.router, option.ask, self.said_to_be.subject)
                if said:
                    picks, option = (*picks, (option.ask, said.id)), said
                draft = replace(draft, picks=picks, question=option.ask, known=said is not None)
                return self.routed(draft, option)
        assert_never(action)

    @property
    def said_to_be(self) -> Asker:
        """Who the person said to be, while nothing is filed yet: another filing may be of somebody else."""
        return Asker() if self.state.filings else self.state.asker

    @property
    def is_beginning(self) -> bool:
        """Whether one of the questions is asked with which a new filing begins."""
        return self.state.waiting == "flow" or self.is_describing

    @property
    def is_describing(self) -> bool:
        """Whether it is one of those that come once its flow is chosen."""
        return self.state.waiting in DESCRIBES and not self.state.draft.filing

    def drafted(self) -> Draft:
        """What was answered so far of those questions."""
        return self.state.draft if self.is_beginning else Draft()

    @property
    def picked_flow(self) -> Flow | None:
        """The flow to which the answers in the router led, and which is offered."""
        last = next(router.picked(self.knowledge.router, self.drafted().picks[-1:]), None)
        return self.knowledge.flows.get(last.flow) if last and self.state.waiting == "flow" else None

    @property
    def about_to_begin(self) -> Flow | None:
        """The flow of which it is asked whether a filing may begin by it."""
        draft = self.drafted()
        described = self.state.waiting == "flow" and draft.is_described
        return self.knowledge.flows.get(draft.flow) if described else self.picked_flow

    def still_asked(self, says: Literal["still-asked", "none-before-asked"] = "still-asked") -> Turn | None:
        """Such a question once more, for who asks what is next, or where nothing is under way yet how far it is."""
        return self.show(Screen(self.say(says)), *self.again()) if self.is_beginning else None

    def which_is_known(self) -> Turn:
        """The question of which filing it is once more; of whom it is known as whom and where, whether it is the
        first."""
        draft, who = self.drafted(), self.said_to_be
        first = self.state.waiting == "flow" and draft.flow == Draft().flow
        known = who.subject and who.province and not (draft.question or draft.picks or draft.name)
        if not (first and known):
            return self.show(*self.again())
        return self.routed(replace(draft, subject=who.subject, province=who.province, known=False))

    def routed(self, draft: Draft, option: Option | None = None) -> Turn:
        """The question of a draft, or what its answers lead to, which is counted where this one just led to it."""
        notes = (Note("routed", option.flow or option.topic),) if option and not option.ask else ()
        state = replace(self.state, waiting="flow", draft=replace(draft, passed=0), showing="")
        return self.show(router.screen(self.knowledge, draft), state=state, notes=notes)

    def chosen(self, text: str) -> Turn | None:
        """What comes of an answer to the question that is asked, in words. Which cloud it names for a server, and
        which place for an applicant, is kept; of a place for a server it is said how that is taken, since the person
        may mean where they are."""
        draft, ask = self.drafted(), self.knowledge.router
        about = draft.question
        if self.state.waiting == "flow" and not (draft.question or draft.picks):
            about = ABOUT_PAST if draft.is_described else "" if draft.name else ask.first
        asked = ask.questions.get(about)
        option = route_answers.answer_to(self.knowledge, asked, text) if asked else None
        if asked and asked.id == ABOUT_PAST and clean(text) in listed(self.knowledge, "words-filed-before"):
            return self.in_route(AskRoute(ABOUT_PAST)).below(Screen(self.say("filed-which")))
        if asked is None or option is None:
            return None
        place = province_named(self.knowledge, text)
        said = place_names.province_told(self.knowledge, text) if asked.id == ABOUT_SERVER and place else None
        if said and said.mine:
            return None  # that is where the person is
        clouds = names_in(self.knowledge, text, CLOUDS) if asked.id == ABOUT_SERVER else ()
        asker = replace(self.state.asker, provider=clouds[0]) if len(clouds) == 1 else self.state.asker
        draft = replace(self.drafted(), province=place.id) if place and option.subject else self.drafted()
        turn = self.with_state(replace(self.state, asker=asker, draft=draft)).in_route(Choose(asked.id, option.id))
        if place is None or asked.id != ABOUT_SERVER or clouds or has(self.knowledge, text, "words-until-server"):
            return turn
        return turn.below(Screen(self.say("server-in", place=max(self.knowledge.places_in(text), key=len))))

    def wished(self, text: str) -> Turn | None:
        """What somebody wants, in own words, in place of an answer by button; None where no answer is meant by them."""
        draft = self.drafted()
        found = route_answers.answer_in(self.knowledge.router, text)
        if found is None:
            return None
        question, option = found
        knows = with_told(Asker(), self.knowledge, text)
        province = province_named(self.knowledge, text)
        draft = replace(
            draft,
            subject=knows.subject or draft.subject,
            province=province.id if province else draft.province,
            picks=((question.id, option.id),),
            question=option.ask,
            known=False,
        )
        return self.routed(draft, option)

    def draft_for(self, flow: Flow) -> Draft:
        """The answers with which a filing by this flow begins: those on the way to it, if it was the way to it, and for
        the rest what the person said before. Where a person on the way to it was asked whether their papers are from
        where they are, the province is asked for."""
        draft = self.drafted()
        options = list(router.picked(self.knowledge.router, draft.picks[-1:]))
        if options and options[0].flow != flow.id:
            draft = Draft(attempt=draft.attempt, reached=draft.reached, since=draft.since, name=draft.name)
        told, cases = router.told_by(self.knowledge.router, draft.picks)
        told = told or draft.subject
        who = told or self.said_to_be.subject
        who = who if who in flow.subjects else None
        where = draft.province or ("" if who == "personal" and draft.picks else self.said_to_be.province)
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
