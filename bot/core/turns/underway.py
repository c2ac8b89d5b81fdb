"""Turns that do what typed words say of what is under way: what a button of it does, or it is asked whether they mean
that. Of which filing it is said is found here; what was done is noted in `doing`, and what answers our question in
`replying`."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.core import course
from bot.core.actions import (
    AskRoute,
    Choose,
    Details,
    Finish,
    Flows,
    Home,
    NewFiling,
    OpenPlan,
    OpenStep,
    Progress,
    PutAway,
    Read,
)
from bot.core.button_data import encode
from bot.core.filings import attempts, renewals
from bot.core.filings.plan import plan
from bot.core.knowledge import Flow, Topic
from bot.core.replies import Button, Screen, Turn
from bot.core.screens import answers, details, glossary, provinces, step_screens
from bot.core.screens.plan_rows import plan_rows
from bot.core.state import DESCRIBES, Draft, Filing, State
from bot.core.texts import counting, numbers, outcomes, spoken
from bot.core.texts.asker import MINI, MINI_FLOW, asker_of
from bot.core.texts.asking import asks_how, asks_now, wondering, wonders
from bot.core.texts.clauses import in_clauses
from bot.core.texts.commands import begins, begins_anew, command, one_more, record_asked
from bot.core.texts.matters import called
from bot.core.texts.misses import keepable
from bot.core.texts.verdicts import says_it_came_back
from bot.core.texts.wordlists import has, listed, without
from bot.core.turns.doing import DOINGS, VERDICTS
from bot.core.turns.replying import OfSteps, Replying
from bot.core.turns.stepping import STATES
from bot.core.turns.verifying import told_of_codes
from bot.core.workdays import local
from bot.search.engine import THEME
from bot.search.index import OFFERED
from bot.search.normalise import clean

_MORE = re.compile(r"[，,。；;！!\s]+|(?=但|可是|不过)")
"""Where a text may go on to tell more."""
ANEW = Choose("filed", "cancelled")
"""The way for what was filed before and is cancelled."""
LONGEST_NAMED = 10
"""Characters of what somebody wants to begin with: who writes more tells something else."""


class Underway(Replying):
    """Turns that do what typed words say of a step, of a plan, of what was done last."""

    def on_screen(self) -> list[Button]:
        """The buttons of what the person is in the midst of, be it a plan or the question for a rejection: their words
        may be typed."""
        rows: Sequence[tuple[Button, ...]]
        if self.state.waiting == "rejection":
            rows = answers.ask_for_rejection(self.knowledge).buttons
        elif self.plan_on_screen:
            attempt, filing = self.plan_on_screen
            made = plan(attempt, self.knowledge, self.now)
            rows = plan_rows(self.knowledge, self.state, attempt, filing, made)
        elif self.is_free and self.step_shown:
            filing, _, step = self.step_shown
            rows = step_screens.step_buttons(self.knowledge, filing, step, self.now)
        else:
            rows = [row for screen in self.again() for row in screen.buttons]
        return [button for row in rows for button in row]

    def tells_again(self, text: str, asked: OfSteps) -> bool:
        """Whether a text says only what is asked, be it in no more words than that it is done."""
        again = self.acted(text)
        if again and again.state and again.state.question == self.question:
            return True
        kinds, rest = spoken.moves(self.knowledge, text)
        if not kinds or rest:
            return False
        over, flow = self.asked_over(asked), self.flow(self.filing(asked.filing))
        if over is None or flow is None:
            return kinds == {"received"}
        if "filled" in told_of_codes(self.knowledge, text) and not over.guarded:
            return False
        if self.tells_next_verdict(kinds):
            return False
        said = "resubmitted" if over.id == flow.resubmit else "passed" if over.review else "done"
        return kinds <= {"done", said}

    def goes_on_to(self, state: State, number: int) -> bool:
        """Whether a filing is further on in this state, or it is asked whether it is."""
        at, now = self.place_of(self.filing(number)), self.with_state(state).place_of(state.filing(number))
        if at is None or now == at:
            asked = self.with_state(state).asked_of_steps
            return bool(at and asked and asked.filing == number)
        _, flow, step = at
        later = flow.steps[flow.steps.index(step) + (not step.guarded) :]
        return now is None or now[2] in later

    def acted(self, text: str) -> Turn | None:
        """What comes of a text that says nothing but what was done; None for any other, and where nothing is under way
        that it could be said of."""
        may_be_of_another = self.is_free or self.is_choosing
        if may_be_of_another and (turn := self.of_named(text)):
            return turn
        if spoken.puts_off(self.knowledge, text):
            return self.put_aside()
        if not self.is_free:
            return None
        if self.not_on_screen and not outcomes.unanswered(self.knowledge, text):
            return self.typed_action(Progress())
        met = spoken.met(self.knowledge, text) if self.step_shown else None
        kinds, rest = met or spoken.moves(self.knowledge, text)
        turn = self.of_state_told(text, kinds, rest) or self.ends_when(text)
        after = turn.state if turn else None
        moved = after and (after.filings != self.state.filings or (after.question and kinds & STATES))
        if moved and not kinds & {"undo", "back", "slip", "unsent"} and (several := self.not_on_screen):
            return self.which_of(several, text)
        return turn or self.wondered(text) or self.of_answers(text)

    def told_of_growing(self, text: str) -> Turn | None:
        """What comes of a text that tells what became of a rejection, while it is asked what the filing is to be that
        begins with it: that is noted of the rejection, and it is asked on. Nothing is taken back in passing."""
        found = attempts.find(self.state, self.state.draft.attempt)
        if found is None or self.state.waiting not in ("flow", *DESCRIBES) or wonders(self.knowledge, text):
            return None
        before, here = found[0], replace(self.state, waiting="", draft=Draft(), topic="", attempt=found[0].number)
        turn = self.with_state(here).acted(text)
        known = attempts.find(turn.state, before.number) if turn and turn.state else None
        told = known[0] if known else before
        submitted = (told.submitted, told.reached) != (before.submitted, before.reached)
        if not (submitted and told.submitted) and not set(told.ticked) - set(before.ticked):
            return None
        now = self.with_state(attempts.put(self.state, told))
        since = told.since or told.submitted or self.now
        if submitted:
            earlier = since if local(since).date() < local(self.now).date() else None
            return now.show(now.kept_so_far(told.reached or "review", earlier), *now.again())
        done = [self.knowledge.fixes[id].title for id in told.ticked if id not in before.ticked]
        return now.show(Screen(self.say("answers-noted", answers="、".join(done))), *now.again())

    def tells_news(self, text: str) -> bool:
        """Whether a text tells of nothing but how far something came; what is only done may be what is prepared."""
        told = self.moment_in(text)
        every = list(in_clauses(told.rest if told else text))
        clauses = [one for one in every if not self.is_beside(one)] or every
        each = [spoken.dated(self.knowledge, one)[0] or self.deeds(one)[0] for one in clauses]
        far = "filled" in told_of_codes(self.knowledge, text) or any(kinds - {"done"} for kinds in each)
        return far and not wonders(self.knowledge, text) and all(kinds and kinds <= DOINGS for kinds in each)

    @property
    def not_on_screen(self) -> Sequence[Filing]:
        """The filings under way, where there are several and nothing on the screen tells of which something is said."""
        several = [filing for filing, _, _ in self.under_way]
        told = self.state.showing or self.at_work or self.awaited()
        return several if len(several) > 1 and not told else []

    def may_be_of_others(self, asked: OfSteps) -> bool:
        """Whether news may be of another filing as well: that is on the screen, or none is, and what was told of it is
        not noted yet, or it is under review."""
        if self.state.showing and self.state.front != asked.filing:
            return True
        told = {claim.filing for claim in self.state.claims}
        others = (one for one in self.not_on_screen if one.number != asked.filing)
        return any(one.number in told or self.may_come_back(one) for one in others)

    def of_answers(self, text: str) -> Turn | None:
        """What comes of another answer to what the filing at hand began with. Where nothing of it is on the screen, who
        says where they are (我是浙江的) says it of themselves."""
        said = provinces.said(self.knowledge, text)
        of_person = said is not None and said.mine and not self.state.showing
        return self.begun_wrongly(self.at_hand, text) if self.at_hand and not of_person else None

    def of_state_told(self, text: str, kinds: frozenset[str], rest: str) -> Turn | None:
        """What comes of a text that tells how it stands with the filing at hand, or is to stand."""
        return self.to_submit_then(text) or self.waited(text) or self.dated(text) or self.done(text, kinds, rest)

    def of_named(self, text: str) -> Turn | None:
        """What comes of what is said of a filing by its name, or by a part of it; where several have that, it is asked
        which one is meant."""
        if not self.state.filings:
            return None
        if turn := self.numbered_by_name(text):
            return turn
        named, words = self.filings_called(text)
        said = named and (words or not self.is_answer(text))
        turn = self.meaning(named[0]).of_filing(named[0], words) if said else None
        if turn is None and (told := self.told_first(text)):
            return self.of_named(told)
        return turn if turn is None or len(named) == 1 else self.which_of(named)

    def numbered_by_name(self, text: str) -> Turn | None:
        """What comes of the number of a filing that is told by its name, and nothing else but that it came."""
        number = numbers.icp_in(text)
        named, words = self.filings_called(numbers.without_icp(text) if number else "")
        flow = self.flow(named[0]) if len(named) == 1 else None
        if flow is None or "icp" not in renewals.numbers_at(flow):
            return None
        if without(words, map(clean, listed(self.knowledge, "words-number"))).strip():
            return None
        return self.meaning(named[0]).keep(named[0], "icp", number)

    def told_first(self, text: str) -> str:
        """What a text says first of a named filing, where it goes on to tell something else (花店提交了，但电话没接到):
        that something was done, or is given up; nothing of one that asks, takes it back, or tells of a rejection."""
        first, *more = _MORE.split(text)
        if not more or wonders(self.knowledge, text) or says_it_came_back(self.knowledge, text):
            return ""
        if any(
            spoken.is_word(self.knowledge, one) and not spoken.moves(self.knowledge, one)[0] & DOINGS for one in more
        ):
            return ""
        _, words = self.filings_called(first)
        kinds, _ = spoken.moves(self.knowledge, words)
        tells = (kinds and kinds <= DOINGS) or spoken.puts_off(self.knowledge, words)
        return first if tells else ""

    def of_which(self, text: str) -> Turn | None:
        """What comes of a verdict with which a person comes back while several filings wait for such a one: of which
        is it? Later on the same day it is of that which was shown last."""
        if not self.around.first or self.current is None or self.at_work or not self.is_free:
            return None
        _, _, at = self.current
        if not course.is_judged(at):
            return None
        if self.filings_called(text)[0]:
            return None
        alike = [filing for filing, _, step in self.under_way if course.is_judged(step) and step.who == at.who]
        told = self.acted(text) if len(alike) > 1 and spoken.moves(self.knowledge, text)[0] & VERDICTS else None
        return self.which_of(alike, text) if told and told.state and self.has_changed(told.state) else None

    def which_of(self, named: Sequence[Filing], text: str = "") -> Turn:
        """Ask of which of these filings a text is said: with the answer that is done."""
        rows = [(Button(one.name, self.told_by(one, text)),) for one in named[:OFFERED]]
        key = "which-told" if text else "which-filing"
        return self.show(Screen(self.say(key, count=str(len(named))), tuple(rows), yes_no=bool(text)))

    def told_by(self, filing: Filing, text: str) -> str:
        """The data of the button that does what a text tells of a filing; where none does, of that which opens it."""
        mine = self.meaning(filing)
        turn = mine.with_state(replace(mine.state, showing="")).of_filing(filing, text) if text else None
        asked = self.with_state(turn.state).asked_of_steps if turn and turn.state else None
        return encode(asked or OpenStep(filing.number, ""))

    def is_answer(self, name: str) -> bool:
        """Whether the name of a filing alone is rather an answer to what is asked."""
        if self.state.waiting == "flow":
            return bool(self.chosen(name) or self.wished(name))
        return self.is_choosing or self.state.waiting == "site-name"

    def wondered(self, text: str) -> Turn | None:
        """What comes of a text that only asks about what is on the screen: of a step, or of a reason or thing in a
        plan; why something came back for a reason that was read last; what is to be done now, or first of a plan that
        was just shown (怎么办): to show that once more tells nothing."""
        kinds, rest = wondering(self.knowledge, text)
        if asks_now(kinds, rest) and (turn := self.what_now(text, kinds)):
            return turn
        kinds -= {"now", "turn"}
        topic = self.topic_read
        reason = topic if topic and topic.kind == "rejection" else None
        on_screen = self.state.showing or (self.at_work is not None and not self.state.waiting)
        if not (reason or on_screen):
            return None
        if reason and kinds == {"why"} and not rest:
            return self.typed_action(Read(reason.id))
        if not on_screen:
            return None
        if self.state.showing:
            return self.of_this_step(kinds, rest)
        if self.has_plan_shown and kinds <= {"explain"} and asks_how(self.knowledge, text):
            kinds, rest = frozenset({"first"}), ""
        return self.of_this_plan(kinds, rest) or self.of_thing(text) or self.objected(text) or self.of_numbered(text)

    def what_now(self, text: str, kinds: frozenset[str]) -> Turn | None:
        """What is to be done now: what the answer says that was just read; the next thing of a plan; the step that the
        filing is at, be it that others are at work on it. Where nothing is known of any, all that can be done."""
        if self.state.waiting:
            return None
        topic = self.topic_read
        busy = self.state.filings or self.at_work
        if topic and (not busy or (self.asked and not kinds & {"next", "turn"})):
            return self.reread(topic, text)
        if self.at_work and not self.state.showing:
            return self.of_this_plan(kinds | {"next"}, "")
        if self.current is None or self.not_on_screen:
            return self.typed_action(Progress() if busy or self.state.loose else Home())
        filing, _, step = self.current
        goes_on = "next" in kinds and self.state.showing == step.id and step.who == "applicant"
        return None if goes_on else self.typed_action(OpenStep(filing.number, ""))

    def set_about(self, text: str) -> Turn | None:
        """What comes of the wish to begin (那就开始办吧): the way that was chosen, or that the answer on the screen
        offers; what is under way, where that is on the screen; else the questions that lead to the right one. What is
        to be begun may be named, or be what was cancelled, once more."""
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
        flow = self.offered
        if what and not (flow and what in flow.title):
            return self.wished(THEME + what) or self.wished(text)
        filing, current, _ = self.current or (None, None, None)
        if filing and (flow == current or (self.state.showing and flow is None and not self.asked)):
            return self.whether_another(filing) if THEME in text else self.typed_action(OpenStep(filing.number, ""))
        if flow:
            return self.typed_action(NewFiling(flow.id))
        matter, _ = self.spoken_of
        if matter and (turn := self.wished(called(self.knowledge, matter))):
            return turn
        if self.drafted().question:
            return self.still_asked()
        return self.typed_action(AskRoute("") if self.state.waiting == "flow" else Flows())

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
        """The flow to which the answers in the router led, or where none is asked for, that of the term or the answer
        that was read last; for who speaks of a mini program theirs in place of the one by which sites begin."""
        if self.state.waiting == "flow":
            return self.picked_flow
        term = glossary.term_named(self.knowledge, self.asked)
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

    def reread(self, topic: Topic, text: str) -> Turn:
        """An answer once more, or that to the same question of others, as these words ask for it."""
        state = replace(self.state, topic=topic.id, asked=keepable(text))
        return self.aside(answers.topic_screen(self.knowledge, state, topic, asked=text), state=state)

    def of_this_step(self, kinds: frozenset[str], rest: str) -> Turn | None:
        """More of the step on the screen: all about its items, or how it stands in time, or the step that comes next;
        without a word for the step, only where no question was asked before that may be meant. Another step that is
        named is opened."""
        if self.step_shown is None:
            return None
        filing, flow, step = self.step_shown
        if item := self.item_of(filing, step, rest):
            page = details.page_of(self.knowledge, filing, step, item.id)
            return self.typed_action(Details(filing.number, step.id, page))
        number = counting.numbered(rest, "步")
        if not kinds - {"this"} or not (number or counting.is_all(rest)):
            return None
        if number and number != flow.steps.index(step) + 1:
            other = flow.steps[number - 1 : number]
            return self.typed_action(OpenStep(filing.number, other[0].id)) if other else None
        named = bool(number) or "this" in kinds
        if kinds & {"how-long", "chase"} and (named or step.guarded or (step.who != "applicant" and not self.asked)):
            return self.show_time(filing, step)
        if "next" in kinds and not named:
            after = flow.steps[flow.steps.index(step) + 1 :]
            return self.typed_action(OpenStep(filing.number, after[0].id)) if after else None
        meant = named or (kinds <= {"unclear", "explain", "why", "first", "left"} and not self.asked)
        if meant and not kinds & {"how-long", "chase"} and details.explained(step, filing):
            return self.typed_action(Details(filing.number, step.id, 0))
        return None

    def of_filing(self, filing: Filing, words: str) -> Turn | None:
        """What comes of what is said of a filing by its name."""
        kinds, rest = spoken.moves(self.knowledge, words)
        asked = self.state.waiting == "rejection" and not words
        if asked or command(self.knowledge, words) == "rejected":
            return self.came_back(words, filing)
        if not words or (kinds and kinds <= {"progress", "open"} and not rest):
            return self.typed_action(OpenStep(filing.number, ""))
        if spoken.puts_off(self.knowledge, words):
            away = self.button("button-put-away", PutAway(filing.number, True))
            go_on = self.button("button-go-on", OpenStep(filing.number, ""))
            return self.ask(self.say("give-up", name=filing.name), away, go_on)
        if turn := self.of_state_told(words, kinds, rest) or self.ends_when(words, filing):
            return turn
        if self.denies(words, Finish(filing.number, "")):
            key = "unsent-known" if has(self.knowledge, words, "words-submit") else "not-noted"
            so = Screen(self.say(key, name=filing.name))
            return self.typed_action(OpenStep(filing.number, "")).below(so)
        turn = self.so_far(filing, kinds, rest) or self.begun_wrongly(filing, words)
        return turn or self.asked_of(filing, words) or self.listed_of(filing, words, kinds, rest)

    def asked_of(self, filing: Filing, words: str) -> Turn | None:
        """What comes of what is asked of a filing by its name: what its plan, if it is to be mended, or else the step
        that it is at has to be done; or when it should be over."""
        kinds, rest = wondering(self.knowledge, words)
        news = (command(self.knowledge, words) or record_asked(self.knowledge, words)) == "progress"
        asks = not rest and (kinds - {"explain", "this"} or (kinds and self.at_work))
        if not (news or asks):
            return self.of_thing(words) if self.plan_on_screen else None
        if self.at_work and "how-long" not in kinds:
            reasons = attempts.topics_of(self.at_work[0], self.knowledge)
            why = kinds == {"why"} and len(reasons) == 1
            return self.typed_action(Read(reasons[0].id) if why else OpenPlan(self.at_work[0].number))
        if "how-long" in kinds and (end := self.end_of(filing)):
            return self.show(step_screens.end_screen(self.knowledge, *end, None, self.now))
        return self.typed_action(OpenStep(filing.number, ""))

    def listed_of(self, filing: Filing, words: str, kinds: frozenset[str], rest: str) -> Turn | None:
        """What a text tells by the name of a filing to be done of its checklists, as if its step were on the screen."""
        _, _, step = self.place_of(filing) or (None, None, None)
        if step is None or self.at_work:
            return None
        return self.with_state(replace(self.state, showing=step.id)).of_checklist(words, kinds, rest)
