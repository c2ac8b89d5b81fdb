"""Turns that do what typed words say of the wish to begin. Answers to the questions with which a filing begins are in
`setting_up`."""

from dataclasses import replace

from bot.core.actions import AskRoute, Choose, Flows, NewFiling, OpenStep
from bot.core.knowledge import Flow
from bot.core.replies import Screen, Turn
from bot.core.screens import router
from bot.core.state import DESCRIBES, Draft, Filing
from bot.core.texts import spoken, terms
from bot.core.texts.asker import CLOUDS, MINI, MINI_FLOW, asker_of, names_in, names_of
from bot.core.texts.asking import wonders
from bot.core.texts.commands import begins, begins_anew, one_more
from bot.core.texts.matters import name_of_matter, tells_how, topic_spoken_of
from bot.core.texts.verdicts import says_it_came_back
from bot.core.texts.wordlists import without
from bot.core.turns.beginning import answered
from bot.core.turns.replying import Replying
from bot.search.engine import THEME

ANEW = Choose("filed", "cancelled")
"""The way for what was filed before and is cancelled."""
LONGEST_NAMED = 10
"""Characters of what somebody wants to begin with: who writes more tells something else."""


class Starting(Replying):
    """Turns that begin what is wished for."""

    def set_about(self, text: str) -> Turn | None:
        """What comes of the wish to begin (那就开始办吧): the first thing to do of the plan on the screen; the way that
        was chosen, or that the answer on the screen offers; what is under way, where that is on the screen; else the
        questions that lead to the right one. What is to be begun may be named, or be what was cancelled, once more."""
        if not self.state.waiting and self.at_work is None and begins_anew(self.knowledge, text):
            return self.typed_action(ANEW)
        if (turn := self.begun_besides(text)) is not None:
            return turn
        what = begins(self.knowledge, text)
        if what is None or len(what) > LONGEST_NAMED:
            return None
        if wonders(self.knowledge, text) or spoken.puts_off(self.knowledge, text):
            return None
        if self.state.waiting in DESCRIBES:
            return None if what else self.show(*self.again())
        flow = self.titled(text) or self.offered
        if what and not (flow and what in flow.title):
            return self.begun_as(flow, what, text) or self.wished(THEME + what) or self.wished(text)
        if THEME not in text and self.plan_on_screen and self.has_plan_shown:
            return self.of_whole_plan(self.plan_on_screen[0], frozenset({"first"}))
        filing, current = (self.current.filing, self.current.flow) if self.current else (None, None)
        if (
            filing
            and self.state.waiting != "flow"
            and (flow == current or (self.state.showing and flow is None and not self.asked))
        ):
            return self.whether_another(filing) if THEME in text else self.typed_action(OpenStep(filing.number, ""))
        if flow:
            return self.typed_action(NewFiling(flow.id))
        matter, _ = self.spoken_of
        if matter and (turn := self.wished(name_of_matter(self.knowledge, matter))):
            return turn
        if self.drafted().question:
            return self.still_asked()
        return self.typed_action(AskRoute("") if self.state.waiting == "flow" else Flows())

    def titled(self, text: str) -> Flow | None:
        """The flow with the title of which, and nothing else, a text wants to begin (陪我办首次备案)."""
        titled = (flow for flow in self.knowledge.flows.values() if flow.title in text)
        return next((one for one in titled if begins(self.knowledge, text.replace(one.title, THEME)) == ""), None)

    def begun_as(self, flow: Flow | None, who: str, text: str) -> Turn | None:
        """What comes of the wish to begin with what the answer on the screen is about, where only as whom, where and
        with which cloud is told besides: that is offered, or asked which of its kind. None of any other, and of the
        first filing, which the router leads to by that, as by the word for it (开始备案 企业 广东)."""
        matter, _ = self.spoken_of
        first = self.knowledge.flows[Draft().flow]
        clouds = names_of(self.knowledge, names_in(self.knowledge, who, CLOUDS))
        subject, place = self.answers_in(flow or first, without(who, clouds))
        read = self.knowledge.topics.get(topic_spoken_of(self.state))
        if matter is None or flow == first or THEME in text or not (subject or place):
            return None
        if read and not tells_how(self.knowledge, read, matter):
            return None
        draft = answered(self.drafted(), subject, place)
        if flow is None:
            at = self.with_state(replace(self.state, waiting="flow", draft=draft))
            return at.wished(name_of_matter(self.knowledge, matter))
        state = replace(self.state, waiting="flow", draft=replace(draft, flow=flow.id, picks=(), question=""))
        return self.show(router.flow_screen(self.knowledge, flow, ()), state=replace(state, showing=""))

    def begun_besides(self, text: str) -> Turn | None:
        """What comes of the wish for one more filing, whatever and whomever for: the questions that lead to it."""
        what = None if self.state.waiting in DESCRIBES else one_more(self.knowledge, text)
        if what is None or wonders(self.knowledge, text) or (self.at_work and THEME not in text):
            return None
        if len(what) > LONGEST_NAMED or says_it_came_back(self.knowledge, text):
            return None
        return (what and self.wished(what)) or self.typed_action(Flows())

    def whether_another(self, filing: Filing) -> Turn:
        """Is it this filing that is to be gone on with, or another one to begin?"""
        go_on = self.button("button-open-filing", OpenStep(filing.number, ""), name=filing.name)
        other = self.button("button-file", Flows())
        return self.show(Screen(self.say("whether-another", name=filing.name), ((go_on,), (other,))))

    @property
    def offered(self) -> Flow | None:
        """The flow of which it is asked whether a filing may begin by it, or where none is asked for, that of the term
        or the answer that was read last; for who speaks of a mini program theirs in place of the one by which sites
        begin."""
        if self.state.waiting == "flow":
            return self.about_to_begin
        term = terms.term_named(self.knowledge, self.asked)
        if term and term.flow:
            return self.knowledge.flows.get(term.flow)
        topic = self.just_read
        if topic is None and not self.asked:
            return None
        flow = (topic.flow if topic else "") or ""
        if flow in ("", Draft().flow):
            of_mini = asker_of(self.state, self.knowledge).provider == MINI
            flow = MINI_FLOW if of_mini else self.spoken_of[1] or flow
        return self.knowledge.flows.get(flow)
