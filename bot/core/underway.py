"""What typed words do to what is under way: they do what a button of it does, or it is asked whether they mean that."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Self

from bot.core import answers, details, guide, kept, plans, provinces, spoken, workdays
from bot.core import filing as moves
from bot.core.actions import (
    AsOf,
    Came,
    Delete,
    Details,
    Finish,
    Forget,
    Jump,
    Mend,
    OpenStep,
    PutAway,
    Read,
    Rejected,
    Rename,
    Strike,
    as_of,
    decode,
    encode,
)
from bot.core.beginning import Beginning
from bot.core.called import each_called, filings_called
from bot.core.clock import verdict_days
from bot.core.dates import moment_gone
from bot.core.diagnosis import says_it_came_back
from bot.core.knowledge import Flow, Item, Step
from bot.core.misses import keepable
from bot.core.planned import Planned
from bot.core.reckoning import TOTAL, asks_end
from bot.core.replies import Button, Screen, Turn
from bot.core.state import Draft, Filing, State
from bot.core.understanding import wonders
from bot.core.words import has
from bot.core.workdays import local
from bot.search.normalise import clean

STATES = {"received", "passed", "done", "approved"}
"""What words say of a step (`spoken.Move`)."""
DOINGS = STATES | {"resubmitted"}
"""What words say was done, of several of which one text may tell."""
PIECES = "个条项点件样"
"""With what the items of a checklist are counted."""
_MORE = re.compile(r"[，,。；;！!\s]+|(?=但|可是|不过)")
"""Where a text may go on to tell more."""
PARTS = {"morning": 8, "afternoon": 12, "evening": 18}
"""Parts of a day, with the hour from which on time is counted that began in them."""
MOST_DEEDS = 12
"""Clauses of a text that tells what was done; one of more tells something else."""


class Underway(Beginning, Planned):
    """Turns that do what typed words say of a step, of a plan, of what was done last."""

    def on_screen(self) -> tuple[Screen, ...]:
        """What the person is in the midst of, be it a plan or the question for a rejection: words of its buttons may be
        typed."""
        if self.state.waiting == "rejection":
            return (answers.ask_for_rejection(self.knowledge),)
        if self.plan is None or self.state.waiting or self.state.showing:
            return self.again()
        return (plans.plan_screen(self.knowledge, self.state, *self.plan, self.now),)

    def replied(self, text: str) -> Turn | None:
        """What a text does that answers our question that is open: by yes or no, or by the words of a button."""
        if not self.question:
            return None
        (_, yes), (_, no), *_ = self.question
        answer: str = spoken.answer(self.knowledge, text)
        kinds, rest = spoken.moves(self.knowledge, text)
        if kinds and kinds <= {"undo", "slip"} and not rest:
            answer = "no"
        if answer == "yes" and isinstance(decode(yes), Delete | Forget | Strike):
            answer = "yes" if spoken.is_sure(self.knowledge, text) else ""
        data = dict(self.question).get(clean(text)) or {"yes": yes, "no": no, "": ""}[answer]
        action = decode(data)
        return self.typed_action(action) if action else None

    @property
    def is_free(self) -> bool:
        """Whether nothing is asked that any text could answer."""
        return self.state.waiting in ("", "rejection", "site-name")

    def acted(self, text: str) -> Turn | None:
        """What comes of a text that says nothing but what was done; None for any other, and where nothing is under way
        that it could be said of."""
        may_be_of_another = self.is_free or self.is_choosing
        if may_be_of_another and (turn := self.of_several(text) or self.of_named(text)):
            return turn
        kinds, rest = spoken.moves(self.knowledge, text)
        if kinds == {"cancel"} and not rest:
            return self.put_aside()
        if not self.is_free:
            return None
        turn = self.dated(text) or self.done(text, kinds, rest) or self.ends_when(text)
        return turn or self.wondered(text) or self.of_answers(text)

    def of_answers(self, text: str) -> Turn | None:
        """What comes of another answer to what the filing at hand began with. Where nothing of it is on the screen, who
        says where they are (我是浙江的) says it of themselves."""
        said = provinces.said(self.knowledge, text)
        of_person = said is not None and said.mine and not self.state.showing
        return self.begun_wrongly(self.at_hand, text) if self.at_hand and not of_person else None

    def of_several(self, text: str) -> Turn | None:
        """What comes of what is said of several filings, of each by its name. Where several things are asked, their
        buttons answer them, and no typed yes; of those that came back one is to be told after the other."""
        called = each_called(self.knowledge, self.state.filings, text)
        if not called:
            return None
        turns, back = list[Turn](), list[tuple[Filing, Turn, State]]()
        state = replace(self.state, waiting="", draft=Draft())
        questions = list[tuple[tuple[str, str], ...]]()
        for filing, words in called:
            at = type(self)(state, self.knowledge, self.now, self.around)
            turn = at.meaning(filing).of_filing(filing, words)
            if turn is None or turn.state is None:
                return None
            state = turn.state
            if state.waiting == "rejection":
                back.append((filing, turn, state))
            else:
                turns.append(turn)
                questions += [state.question] if state.question else []
            state = replace(state, waiting="", draft=Draft())
        if back:
            first, asks, told_next = back[0]
            state = replace(state, waiting="rejection", draft=told_next.draft, attempt=told_next.attempt)
            in_order = [Screen(self.say("one-by-one", name=first.name, other=other.name)) for other, *_ in back[1:2]]
            turns.append(replace(asks, replies=(*in_order, *asks.replies)))
        state = replace(state, question=questions[0] if len(questions) == 1 else ())
        return replace(joined(turns), state=state, replies=tuple(reply for turn in turns for reply in turn.replies))

    def of_named(self, text: str) -> Turn | None:
        """What comes of what is said of a filing by its name, or by a part of it; where several have that, it is asked
        which one is meant."""
        named, words = filings_called(self.knowledge, self.state.filings, text)
        said = named and (words or not self.is_answer(text))
        turn = self.meaning(named[0]).of_filing(named[0], words) if said else None
        if turn is None and (told := self.told_first(text)):
            return self.of_named(told)
        return turn if turn is None or len(named) == 1 else self.which_of(named)

    def told_first(self, text: str) -> str:
        """What a text says first of a named filing, where it goes on to tell something else (花店提交了，但电话没接到):
        that something was done; nothing of one that asks, takes it back, or tells of a rejection."""
        first, *more = _MORE.split(text)
        if not more or wonders(self.knowledge, text) or says_it_came_back(self.knowledge, text):
            return ""
        if any(
            spoken.is_word(self.knowledge, one) and not spoken.moves(self.knowledge, one)[0] & DOINGS for one in more
        ):
            return ""
        _, words = filings_called(self.knowledge, self.state.filings, first)
        kinds, _ = spoken.moves(self.knowledge, words)
        return first if kinds and kinds <= DOINGS else ""

    def which_of(self, named: Sequence[Filing]) -> Turn:
        """Ask which of these filings is meant."""
        rows = [(Button(one.name, encode(OpenStep(one.number, ""))),) for one in named[: answers.OFFERED]]
        return self.show(Screen(self.say("which-filing", count=str(len(named))), tuple(rows)))

    @property
    def is_choosing(self) -> bool:
        """Whether what a new filing will be is asked, and its name is not: no words of another one answer that."""
        return self.state.waiting in ("flow", "subject", "province")

    def is_answer(self, name: str) -> bool:
        """Whether the name of a filing alone is rather an answer to what is asked."""
        if self.state.waiting == "flow":
            return bool(self.chosen(name) or self.wished(name))
        return self.is_choosing or self.state.waiting == "site-name"

    def wondered(self, text: str) -> Turn | None:
        """What comes of a text that only asks about what is on the screen: of a step, or a reason in a plan; why
        something came back for a reason that was read last."""
        topic = self.knowledge.topics.get(self.state.topic)
        reason = topic if topic and topic.kind == "rejection" else None
        on_screen = self.state.showing or (self.plan is not None and not self.state.waiting)
        if not (reason or on_screen):
            return None
        kinds, rest = spoken.wondering(self.knowledge, text)
        if reason and kinds == {"why"} and not rest:
            return self.typed_action(Read(reason.id))
        if not on_screen:
            return None
        return self.of_this_step(kinds, rest) if self.state.showing else self.of_this_plan(kinds, rest)

    def of_this_step(self, kinds: frozenset[str], rest: str) -> Turn | None:
        """More of the step on the screen: all about its items, or how it stands in time, or the step that comes next;
        without a word for the step, only where no question was asked before that may be meant. Another step that is
        named is opened."""
        filing, flow = self.at_hand, self.flow(self.at_hand) if self.at_hand else None
        step = moves.step_of(flow, self.state.showing) if flow else None
        if filing is None or flow is None or step is None:
            return None
        if item := self.item_of(filing, step, rest):
            page = details.page_of(self.knowledge, filing, step, item.id)
            return self.typed_action(Details(filing.number, step.id, page))
        number = spoken.numbered(rest, "步")
        if not kinds - {"this"} or not (number or spoken.is_all(rest)):
            return None
        if number and number != flow.steps.index(step) + 1:
            other = flow.steps[number - 1 : number]
            return self.typed_action(OpenStep(filing.number, other[0].id)) if other else None
        named = bool(number) or "this" in kinds
        if "how-long" in kinds and (named or (step.who != "applicant" and not self.asked)):
            return self.show(guide.time_screen(self.knowledge, filing, step, self.now))
        if "next" in kinds and not named:
            after = flow.steps[flow.steps.index(step) + 1 :]
            return self.typed_action(OpenStep(filing.number, after[0].id)) if after else None
        meant = named or (kinds <= {"unclear", "explain", "why", "first", "left"} and not self.asked)
        if meant and "how-long" not in kinds and details.explained(step, filing):
            return self.typed_action(Details(filing.number, step.id, 0))
        return None

    def item_of(self, filing: Filing, step: Step, rest: str) -> Item | None:
        """The item of a step's checklist that is numbered by what is left of a text."""
        number = spoken.numbered(rest, PIECES)
        return next(iter(moves.checklist(step, filing)[number - 1 : number]), None) if number else None

    def items_meant(self, filing: Filing, step: Step, text: str, rest: str) -> list[Item]:
        """The items of a step's checklist that a text says are done: one or several by number, or all that are to be
        ticked."""
        every = moves.checklist(step, filing)
        if not rest and self.tells_of_all(text) and has(self.knowledge, text, "words-tick"):
            return every
        places = spoken.several(text, rest) or (spoken.numbered(rest, PIECES),)
        meant = [every[place - 1] for place in places if 0 < place <= len(every)]
        return meant if len(meant) == len(places) else []

    def of_filing(self, filing: Filing, words: str) -> Turn | None:
        """What comes of what is said of a filing by its name."""
        kinds, rest = spoken.moves(self.knowledge, words)
        asked = self.state.waiting == "rejection" and not words
        if asked or spoken.command(self.knowledge, words) == "rejected":
            return self.came_back(words, filing)
        if not words or (kinds and kinds <= {"progress", "open"} and not rest):
            return self.typed_action(OpenStep(filing.number, ""))
        if kinds == {"cancel"} and not rest:
            away = Button(self.label("button-put-away"), encode(PutAway(filing.number, True)))
            go_on = Button(self.label("button-go-on"), encode(OpenStep(filing.number, "")))
            return self.show(Screen(self.say("give-up", name=filing.name), ((away,), (go_on,)), yes_no=True))
        if turn := self.dated(words) or self.done(words, kinds, rest) or self.ends_when(words):
            return turn
        return self.so_far(filing, kinds, rest) or self.begun_wrongly(filing, words)

    def dated(self, text: str) -> Turn | None:
        """What comes of a text that tells when it was submitted, or when the message came: it is noted as of then, or
        where it is noted already, dated back. Hours do not run from a day alone, unless they are over by any hour: the
        hour is asked for, and that may be all of the answer."""
        told = moment_gone(text, local(self.now)) if len(text) <= spoken.LONGEST else None
        if told is None or wonders(self.knowledge, text):
            return None
        kinds, rest = spoken.dated(self.knowledge, told.rest)
        asked = next((one for _, data in self.question if isinstance(one := decode(data), AsOf)), None)
        hour = asked and told.exact and kinds <= {"received"} and not rest
        if asked and hour and (turn := self.came_on(asked, told.at if told.dated else None, text)):
            return turn
        if len(kinds) != 1 or (rest and not spoken.is_whose(self.knowledge, rest)):
            return None
        at, today = told.at.astimezone(UTC), told.at.date() == local(self.now).date() and not told.exact
        filing, flow = self.at_hand, self.flow(self.at_hand) if self.at_hand else None
        step = moves.current(filing, flow) if filing and flow else None
        if kinds == {"resubmitted"}:
            if filing and flow and step and self.plan is None and step == moves.after_submission(flow):
                begun = local(moves.mark(filing, step.id).begun or self.now).date()
                if not today or begun != told.at.date():
                    return self.done_as_of(self.now if today else at, Jump(filing.number, step.id))
            if today:
                return None
        elif filing and flow and step:
            ahead = flow.steps[flow.steps.index(step) :]
            guarded = next((one for one in ahead if one.guarded), None)
            window = timedelta(hours=guarded.deadline.high or 0) if guarded and guarded.deadline else timedelta()
            if guarded and not (told.exact or today) and at + timedelta(days=1) > self.now - window:
                return self.ask_hour(filing, guarded, told.at)
            if step.guarded and not moves.mark(filing, step.id).awaited:
                return self.done_as_of(at, Came(filing.number, step.id))
        turn = type(self)(self.state, self.knowledge, at, self.around).done(told.rest, kinds, rest)
        if turn and kinds == {"received"}:
            turn = replace(turn, replies=turn.replies[-1:])
        return self.as_of(at, turn) if turn else None

    def ends_when(self, text: str) -> Turn | None:
        """When the filing at hand should be over, which a text asks, be it whether that is by some day; where none is
        under way, how long it takes. What was just read about something else may be meant."""
        asks, day = asks_end(self.knowledge, text, self.now)
        total, read = self.knowledge.topics.get(TOTAL), self.knowledge.topics.get(self.state.topic)
        if not asks or total is None or (self.asked and not day and read and read.group != total.group):
            return None
        filing, flow = self.at_hand, self.flow(self.at_hand) if self.at_hand else None
        at = moves.current(filing, flow) if filing and flow else None
        if filing and at and (days := verdict_days(filing, self.knowledge, self.now)):
            return self.show(guide.end_screen(self.knowledge, filing, at, days, day, self.now))
        if filing:
            return None
        state = replace(self.state, topic=total.id, asked=keepable(text))
        return self.show(answers.topic_screen(self.knowledge, self.state, total, asked=text), state=state)

    def ask_hour(self, filing: Filing, step: Step, day: datetime) -> Turn:
        """At which hour of this day did the message come?"""
        rows = [
            (Button(self.label(f"button-came-{part}"), as_of(day.replace(hour=hour), Came(filing.number, step.id))),)
            for part, hour in PARTS.items()
        ]
        return self.show(Screen(self.say("came-when"), tuple(rows), yes_no=True))

    def came_on(self, asked: AsOf, at: datetime | None, text: str) -> Turn | None:
        """The message came at this moment, or at the hour in a text on the day of which that was asked."""
        came = decode(asked.data.replace(".", ":"))
        day = local(datetime.fromtimestamp(asked.minute * 60, UTC))
        told = moment_gone(text, day.replace(hour=23, minute=59))
        moment = at or (told.at if told else day)
        return self.done_as_of(moment.astimezone(UTC), came) if isinstance(came, Came) and moment <= self.now else None

    def so_far(self, filing: Filing, kinds: frozenset[str], rest: str) -> Turn | None:
        """Is it so that a filing came as far as is said of it? Where that is known, it is shown."""
        flow = self.flow(filing)
        at = moves.current(filing, flow) if flow else None
        if flow is None or at is None or rest:
            return None
        judged = at.review and at.who != "applicant"
        if kinds == ({"passed"} if judged else {"done"}):
            return self.over(filing, flow, at)
        if kinds == {"resubmitted"}:
            step = moves.step_of(flow, flow.resubmit)
            if step is None:
                return None
            submitted = moves.mark(filing, step.id).done
            if submitted is None:
                return self.awaits_code(filing, step, at) if step.guarded else self.over(filing, flow, step)
            known = self.say("submitted-before", name=filing.name, day=workdays.spoken(submitted, self.now))
            return self.known_before(filing, Screen(known, self.anew_rows(filing, flow, submitted)))
        return None

    def known_before(self, filing: Filing, says: Screen) -> Turn:
        """Where a filing stands, below that this was noted before."""
        turn = self.typed_action(OpenStep(filing.number, ""))
        return replace(turn, replies=(says, *turn.replies))

    def anew_rows(self, filing: Filing, flow: Flow, submitted: datetime) -> tuple[tuple[Button, ...], ...]:
        """The way to count anew from now on, where it was submitted on an earlier day."""
        step = moves.after_submission(flow)
        if step is None or local(submitted).date() == local(self.now).date():
            return ()
        return ((Button(self.label("button-anew"), as_of(self.now, Jump(filing.number, step.id))),),)

    def came_back(self, text: str, filing: Filing | None = None) -> Turn:
        """Ask for the rejection of which a text tells only that it came, or of which filing it is. What came once more,
        or came of another filing, is not the one at work."""
        again = has(self.knowledge, text, "words-again")
        other = filing is not None and (self.plan is None or self.plan[1] != filing)
        turn = self.typed_action(Rejected())
        state = replace(turn.state or self.state, draft=Draft(filing=filing.number if filing else 0))
        return replace(turn, state=replace(state, attempt=0) if again or other else state)

    def done(self, text: str, kinds: frozenset[str], rest: str) -> Turn | None:
        """What comes of what was done, with the filing at hand or the plan worked on last."""
        if turn := self.one_by_one(text):
            return turn
        if self.state.waiting == "rejection" and kinds and kinds <= {"unexplained", "denied"} and not rest:
            if "unexplained" in kinds:
                return self.typed_action(Mend(answers.UNEXPLAINED))
            return self.leave(answers.not_rejected(self.knowledge))
        if turn := self.of_notice(kinds, rest):
            return turn
        if kinds & {"undo", "slip"} and kinds <= {"undo", "slip", "unsent"} and not rest:
            return self.ask_whether_to_undo() if kinds == {"slip"} else self.take_back()
        if kinds == {"withdrawn"} and not rest and self.at_hand:
            return self.to_be_submitted(self.at_hand, sure=True)
        if kinds == {"delete"} and not rest and self.at_hand:
            return self.typed_action(Delete(self.at_hand.number, False))
        if kinds == {"rename"} and not rest and self.at_hand:
            return self.typed_action(Rename(self.at_hand.number))
        if turn := self.of_step(text, kinds, rest):
            return turn
        if kinds == {"done"} and (turn := self.ticked(text, rest)):
            return turn
        said = kinds - {"done"}
        if said == {"unsent"} and self.plan is None and (turn := self.unsent(text, rest)):
            return turn
        if said and said <= {"resubmitted", "unsent"} and (turn := self.of_plan(text, said, rest)):
            return turn
        vague = self.state.showing and kinds == {"done"} and not self.tells_of_all(text)
        if self.at_hand and not vague:
            return self.so_far(self.at_hand, said or kinds, rest)
        return self.settled(kinds, rest)

    def unsent(self, text: str, rest: str) -> Turn | None:
        """It was not submitted after all: taken back, where that is what was noted last; asked, where it was before."""
        if rest:
            corrects, right = spoken.second_thoughts(self.knowledge, text)
            kinds, rest = spoken.moves(self.knowledge, right)
            if corrects != {"back"} or kinds != {"unsent"} or rest:
                return None
        named = has(self.knowledge, text, "words-submit")
        if self.has_submitted or (named and self.has_first_submitted):
            return self.take_back()
        return self.to_be_submitted(self.at_hand, sure=False) if named and self.at_hand else None

    def to_be_submitted(self, filing: Filing, sure: bool) -> Turn | None:
        """The filing was taken back from those who review it, or was not handed in to them at all: back to where it is
        submitted, unless that is to be asked first."""
        flow = self.flow(filing)
        step, at = (moves.step_of(flow, flow.resubmit), moves.current(filing, flow)) if flow else (None, None)
        if flow is None or step is None or at is None or moves.mark(filing, step.id).done is None:
            return None
        back = Jump(filing.number, step.id)
        if not sure:
            yes = Button(self.label("button-to-submit"), encode(back))
            return self.ask_of(filing, self.say("to-submit-sure", name=filing.name, title=step.title), ((yes,),))
        turn = self.typed_action(back)
        return replace(turn, replies=(Screen(self.say("to-submit")), *turn.replies))

    def one_by_one(self, text: str) -> Turn | None:
        """What comes of several things that one text says were done: each goes on from where the one before led to, and
        that something else is not done yet changes nothing. What it left open is only asked where nothing came of it
        later on."""
        clauses = list(islice(spoken.clauses(text), MOST_DEEDS + 1))
        if not 2 <= len(clauses) <= MOST_DEEDS:
            return None
        told = [(clause, *self.deeds(clause)) for clause in clauses]
        doing = [one for one in told if one[1] not in ({"unsent"}, {"denied"})]
        if not all(kinds and kinds <= DOINGS for _, kinds, _ in doing):
            return None
        at, turns = self, list[Turn]()
        noted = True
        for clause, kinds, rest in doing:
            turn = at.dated(clause) or at.done(clause, kinds, rest)
            if turn is None or turn.state is None:
                return None
            turns = [*turns, turn] if noted else [*turns[:-1], turn]
            noted = (turn.state.filings, turn.state.loose) != (at.state.filings, at.state.loose)
            at = type(self)(turn.state, self.knowledge, self.now, self.around)
        return joined(turns) if turns else None

    def deeds(self, clause: str) -> tuple[frozenset[str], str]:
        """What a clause says was done, be it by way of when."""
        kinds, rest = spoken.moves(self.knowledge, clause)
        told = None if kinds else moment_gone(clause, local(self.now))
        return spoken.dated(self.knowledge, told.rest) if told else (kinds, rest)

    def meaning(self, filing: Filing) -> Self:
        """The turn in which this filing is the one worked on last, and its rejection, where it has one to be mended:
        what is said of it is said of no rejection of another filing, or of none."""
        front = filing.number == self.state.front
        showing = self.state.showing if front else ""
        attempt = filing.attempts[-1].number if moves.mended(filing) else 0
        state = replace(self.state, front=filing.number, showing=showing, attempt=attempt, asked=self.asked)
        state = replace(state, waiting="", draft=Draft()) if self.is_choosing else state
        return type(self)(state, self.knowledge, self.now, self.around)

    def of_step(self, text: str, kinds: frozenset[str], rest: str) -> Turn | None:
        """A step of a filing is over, or what it waits for came; it is asked where the filing is at another one, as far
        as it is noted, or is not what is on the screen."""
        filing = self.at_hand
        flow = self.flow(filing) if filing else None
        at = moves.current(filing, flow) if filing and flow else None
        if filing is None or flow is None or at is None or not kinds:
            return None
        showing = moves.step_of(flow, self.state.showing)
        if showing and kinds == {"done"} and (items := self.items_meant(filing, showing, text, rest)):
            return self.tick_items(filing, showing, tuple(item.id for item in items), True)
        if kinds == {"open"} and (place := spoken.numbered(rest, "步")) and place <= len(flow.steps):
            return self.typed_action(OpenStep(filing.number, flow.steps[place - 1].id))
        shown = self.state.showing == at.id
        if shown and (rest or "resubmitted" in kinds) and (kinds, rest) == spoken.moves(self.knowledge, at.done):
            return self.typed_action(Finish(filing.number, at.id))
        if kinds == {"ended"} and flow.steps[-1].review and (not rest or spoken.is_whose(self.knowledge, rest)):
            return self.ended(filing, flow, at)
        if not kinds <= STATES:
            return None
        step = self.step_meant(flow, at, text, kinds, rest)
        if "approved" in kinds and (step or not rest):
            return self.approved(filing, flow)
        if step is None:
            return self.passed_before(filing, flow, at, rest) if kinds == {"passed"} else None
        if kinds == {"received"}:
            return self.received(filing, step, shown and step == at) if step.guarded else None
        if step == at and shown:
            return self.typed_action(Finish(filing.number, step.id))
        return self.over(filing, flow, step)

    def passed_before(self, filing: Filing, flow: Flow, at: Step, rest: str) -> Turn | None:
        """A verdict that was noted before is known to have been good."""
        behind = flow.steps[: flow.steps.index(at)]
        step = next((step for step in behind if spoken.is_about(self.knowledge, flow, step, rest)), None)
        return self.known_before(filing, Screen(self.say("over-before", title=step.title))) if step else None

    def step_meant(self, flow: Flow, at: Step, text: str, kinds: frozenset[str], rest: str) -> Step | None:
        """The step of which this is said: one from the current one on that the text names, or where it names none, the
        current one, if it is on the screen and this is what is waited for in it."""
        ahead = flow.steps[flow.steps.index(at) :]
        if spoken.is_this(self.knowledge, rest):
            return next((step for step in ahead if step.id == self.state.showing), None)
        if rest:
            return next((step for step in ahead if spoken.is_about(self.knowledge, flow, step, rest)), None)
        if kinds == {"received"} and has(self.knowledge, text, "words-about-sms"):
            return next((step for step in ahead if step.guarded), None)
        judged = at.review and at.who != "applicant" and kinds == {"passed"}
        came = at.guarded and kinds == {"received"}
        return at if self.state.showing == at.id and (judged or came) else None

    def received(self, filing: Filing, step: Step, shown: bool) -> Turn:
        """The text message came: its hours begin; where they began already, it is to be filled in. Where another step
        is on the screen, it is asked whether it came to that."""
        if not shown:
            window = step.deadline.text if step.deadline else ""
            text = self.say("step-reached", name=filing.name, title=step.title, window=window)
            yes = Button(self.label("button-reached"), encode(Came(filing.number, step.id)))
            return self.ask_of(filing, text, ((yes,),))
        if moves.mark(filing, step.id).awaited:
            return self.typed_action(Came(filing.number, step.id))
        return self.show(Screen(self.say("step-received", done=step.done)), *self.again())

    def over(self, filing: Filing, flow: Flow, step: Step) -> Turn | None:
        """Is it so that the filing is past this step?"""
        after = flow.steps[flow.steps.index(step) + 1 :]
        current = step == moves.current(filing, flow)
        if not current and not after:
            return None
        done = Finish(filing.number, step.id) if current else Jump(filing.number, after[0].id)
        yes = Button(self.label("button-approved"), encode(done))
        text = self.say("step-over", name=filing.name, title=step.title)
        return self.ask_of(filing, text, ((yes,),))

    def approved(self, filing: Filing, flow: Flow) -> Turn | None:
        """Is it so that the filing was approved?"""
        if moves.to_be_approved(filing, flow) is None:
            return None
        return self.ask_of(filing, self.say("approved", name=filing.name), kept.approved_rows(self.knowledge, filing))

    def awaits_code(self, filing: Filing, step: Step, at: Step) -> Turn:
        """It was submitted, and in the same step the text message is waited for: with that alone it is not over."""
        if step == at:
            turn = self.typed_action(OpenStep(filing.number, step.id))
            return replace(turn, replies=(Screen(self.say("submitted-awaits")), *turn.replies))
        text = self.say("step-submitted", name=filing.name, title=step.title)
        yes = Button(self.label("button-submitted"), encode(Jump(filing.number, step.id)))
        return self.ask_of(filing, text, ((yes,),))

    def ended(self, filing: Filing, flow: Flow, at: Step) -> Turn | None:
        """What was filed is cancelled, which alone ends with a verdict: its last step is done, where it is the one on
        the screen; else, is it so?"""
        last = flow.steps[-1]
        if at != last:
            yes = Button(self.label("button-approved"), encode(Jump(filing.number, last.id)))
            return self.ask_of(filing, self.say("approved", name=filing.name), ((yes,),))
        if self.state.showing == last.id:
            return self.typed_action(Finish(filing.number, last.id))
        return self.over(filing, flow, last)

    def ask_of(self, filing: Filing, text: str, yes: Sequence[tuple[Button, ...]]) -> Turn:
        """Ask whether that is so of a filing. If it is not, back to where it stands."""
        no = Button(self.label("button-not-yet"), encode(OpenStep(filing.number, "")))
        first, *more = yes
        return self.show(Screen(text, (first, (no,), *more), yes_no=True))


def joined(turns: Sequence[Turn]) -> Turn:
    """Several turns as one: of those before the last one, what stands over their screens."""
    *before, last = turns
    return replace(
        last,
        replies=(*(reply for turn in before for reply in turn.replies[:-1]), *last.replies),
        notes=tuple(note for turn in turns for note in turn.notes),
        waits=tuple(wait for turn in turns for wait in turn.waits),
    )
