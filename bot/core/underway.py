"""What typed words do to what is under way: they do what a button of it does, or it is asked whether they mean that."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Self

from bot.core import answers, details, guide, plans, provinces, spoken
from bot.core import filing as moves
from bot.core.actions import (
    AsOf,
    Came,
    Delete,
    Details,
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
from bot.core.called import each_called, filings_called
from bot.core.clock import verdict_days
from bot.core.dates import Gone, hour_on, lasting, moment_gone
from bot.core.diagnosis import says_it_came_back
from bot.core.knowledge import Flow, Step
from bot.core.misses import keepable
from bot.core.reckoning import TOTAL, asks_end
from bot.core.replies import Button, Screen, Turn
from bot.core.state import Draft, Filing, State
from bot.core.stepping import STATES, Stepping
from bot.core.understanding import wonders
from bot.core.words import has, listed, without
from bot.core.workdays import Day, local
from bot.search.normalise import clean

VERDICTS = STATES - {"received"}
"""What words say of a step that is over."""
DOINGS = STATES | {"resubmitted"}
"""What words say was done, of several of which one text may tell."""
_MORE = re.compile(r"[，,。；;！!\s]+|(?=但|可是|不过)")
"""Where a text may go on to tell more."""
PARTS = {"morning": 8, "afternoon": 12, "evening": 18}
"""Parts of a day, with the hour from which on time is counted that began in them."""
MOST_DEEDS = 12
"""Clauses of a text that tells what was done; one of more tells something else."""


class Underway(Stepping):
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
        turn = self.waited(text) or self.dated(text) or self.done(text, kinds, rest) or self.ends_when(text)
        moved = turn and turn.state and turn.state.filings != self.state.filings
        if moved and not kinds & {"undo", "slip", "unsent"} and (several := self.not_on_screen):
            return self.which_of(several)
        return turn or self.wondered(text) or self.of_answers(text)

    @property
    def not_on_screen(self) -> Sequence[Filing]:
        """The filings under way, where there are several and nothing on the screen tells of which something is said."""
        flows = ((one, self.flow(one)) for one in self.state.filings if not one.away)
        several = [one for one, flow in flows if flow and moves.current(one, flow)]
        told = self.state.showing or self.plan or self.awaited()
        return several if len(several) > 1 and not told else []

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
            if turn is None and not (spoken.unanswered(self.knowledge, words) or wonders(self.knowledge, words)):
                continue
            if turn is None or turn.state is None:
                return None
            state = turn.state
            if state.waiting == "rejection":
                back.append((filing, turn, state))
            else:
                turns.append(turn)
                questions += [state.question] if state.question else []
            state = replace(state, waiting="", draft=Draft())
        if not (turns or back):
            return None
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
        told = self.waited(words) or self.dated(words)
        if turn := told or self.done(words, kinds, rest) or self.ends_when(words, filing):
            return turn
        return self.so_far(filing, kinds, rest) or self.begun_wrongly(filing, words)

    def dated(self, text: str) -> Turn | None:
        """What comes of a text that tells when it was submitted, when the message came, or when a step was over: it is
        noted as of then, or where it is noted already, dated back; right below that a time alone corrects it. Hours do
        not run from a day alone, unless they are over by any hour: the hour is asked for, and that may be all of the
        answer."""
        told = moment_gone(text, local(self.now)) if len(text) <= spoken.LONGEST else None
        if told is None or wonders(self.knowledge, text):
            return None
        told = moment_gone(spoken.corrected(self.knowledge, text), local(self.now)) or told
        kinds, rest = spoken.dated(self.knowledge, told.rest)
        rest = self.untitled(rest)
        asked = next((one for _, data in self.question if isinstance(one := decode(data), AsOf)), None)
        hour = asked and told.exact and kinds <= {"received"} and not rest
        if asked and hour and (turn := self.came_on(asked, told.at if told.dated else None, text)):
            return turn
        if (kinds and kinds <= VERDICTS) or ("approved" in kinds and kinds <= STATES):
            return self.over_on(told, kinds, rest)
        filing, flow = self.at_hand, self.flow(self.at_hand) if self.at_hand else None
        step = moves.current(filing, flow) if filing and flow else None
        if filing and flow and step and not (kinds or rest):
            return self.begun_on(told, filing, flow, step, text)
        if len(kinds) != 1 or (rest and not spoken.is_whose(self.knowledge, rest)):
            return None
        at, today = told.at.astimezone(UTC), self.is_today(told)
        if kinds == {"resubmitted"}:
            if filing and flow and step and self.plan is None and step == moves.after_submission(flow):
                begun = local(moves.mark(filing, step.id).begun or self.now).date()
                if not today or begun != told.at.date():
                    return self.done_as_of(self.now if today else at, Jump(filing.number, step.id))
            if today:
                return None
        elif filing and flow and step and (turn := self.came_at(told, filing, flow, step)):
            return turn
        return self.done_by(told, kinds, rest)

    def done_by(self, told: Gone, kinds: frozenset[str], rest: str) -> Turn | None:
        """What comes of what was done at this time."""
        at = told.at.astimezone(UTC)
        turn = type(self)(self.state, self.knowledge, at, self.around).done(told.rest, kinds, rest)
        if turn and kinds == {"received"}:
            turn = replace(turn, replies=turn.replies[-1:])
        return self.as_of(at, turn) if turn else None

    def waited(self, text: str) -> Turn | None:
        """What comes of a text that tells how long a review lasts by now (交了三天了), or since when, and that nothing
        has come of it yet: when it was submitted is noted as of then, or how its step stands in time is shown. So many
        days may be counted with the first one or without it."""
        if len(text) > spoken.LONGEST or not self.at_hand:
            return None
        lasts = lasting(text, local(self.now))
        news = spoken.unanswered(self.knowledge, text) if "没" in text else text
        told = lasts or (moment_gone(text, local(self.now)) if news != text else None)
        filing, flow = self.at_hand, self.flow(self.at_hand)
        step = moves.current(filing, flow) if flow else None
        if told is None or flow is None or step is None or self.plan or wonders(self.knowledge, news):
            return None
        kinds, rest = spoken.dated(self.knowledge, spoken.unanswered(self.knowledge, told.rest))
        waits = without(rest, listed(self.knowledge, "words-waited")).strip()
        if not kinds <= {"resubmitted"} or (waits and not spoken.is_about(self.knowledge, flow, step, waits)):
            return None
        if not (kinds or waits != rest or news != text):
            return None
        if step.who == "applicant":
            return self.done_by(told, kinds, waits) if kinds else None
        off = abs(told.at.date() - local(moves.mark(filing, step.id).begun or self.now).date())
        tells_when = step == moves.after_submission(flow) and (kinds or lasts)
        if tells_when and off > timedelta(days=1 if lasts else 0):
            return self.done_as_of(told.at.astimezone(UTC), Jump(filing.number, step.id))
        return self.show(guide.time_screen(self.knowledge, filing, step, self.now))

    def is_today(self, told: Gone) -> bool:
        """Whether only that it was today is told, so that it may be now."""
        return told.at.date() == local(self.now).date() and not told.exact

    def came_at(self, told: Gone, filing: Filing, flow: Flow, step: Step) -> Turn | None:
        """The message came at this time: at which hour, if that is to be asked; noted anew, if its hours run."""
        at = told.at.astimezone(UTC)
        ahead = flow.steps[flow.steps.index(step) :]
        guarded = next((one for one in ahead if one.guarded), None)
        window = timedelta(hours=guarded.deadline.high or 0) if guarded and guarded.deadline else timedelta()
        unclear = not (told.exact or self.is_today(told)) and at + timedelta(days=1) > self.now - window
        if guarded and unclear:
            return self.ask_hour(filing, guarded, told.at)
        runs = step.guarded and not moves.mark(filing, step.id).awaited
        return self.done_as_of(at, Came(filing.number, step.id)) if runs else None

    def begun_on(self, told: Gone, filing: Filing, flow: Flow, step: Step, text: str) -> Turn | None:
        """A time alone, right below one that was noted, corrects it (不对，是 24 号): where the current step began with
        a verdict, a submission or the message, that was then. What day it is by now (都周五了) corrects nothing."""
        if clean(told.rest).removesuffix("错了").endswith("了"):
            return None
        mark, before = moves.mark(filing, step.id), flow.steps[max(flow.steps.index(step) - 1, 0)]
        if self.state.showing != step.id or self.asked or self.plan or mark.begun is None:
            return None
        if step.guarded and not mark.awaited:
            right = told if told.dated else hour_on(text, local(mark.begun))
            return self.came_at(right, filing, flow, step) if right else None
        if told.exact or not (before.review or step == moves.after_submission(flow)):
            return None
        at = self.now if self.is_today(told) else told.at.astimezone(UTC)
        return self.done_as_of(at, Jump(filing.number, step.id))

    def over_on(self, told: Gone, kinds: frozenset[str], rest: str) -> Turn | None:
        """A step that was judged, or the one with the message, was over on a day, or at an hour of it."""
        filing, flow = self.at_hand, self.flow(self.at_hand) if self.at_hand else None
        step = moves.current(filing, flow) if filing and flow else None
        if step is None or self.plan or not (spoken.is_whose(self.knowledge, rest) if rest else step.review):
            return None
        return self.done(told.rest, kinds, rest) if self.is_today(told) else self.done_by(told, kinds, rest)

    def ends_when(self, text: str, named: Filing | None = None) -> Turn | None:
        """When the filing at hand should be over, or each of those under way where none of them is named or on the
        screen, which a text asks, be it whether that is by some day; where none is under way, how long it takes. What
        was just read about something else may be meant."""
        asks, day = asks_end(self.knowledge, text, self.now)
        total, read = self.knowledge.topics.get(TOTAL), self.knowledge.topics.get(self.state.topic)
        if not asks or total is None or (self.asked and not day and read and read.group != total.group):
            return None
        one = named or (self.at_hand if self.state.showing else None)
        ends = [end for filing in ([one] if one else self.state.filings) if (end := self.end_of(filing))]
        if len(ends) > 1:
            return self.show(guide.ends_screen(self.knowledge, ends, day, self.now))
        if ends:
            return self.show(guide.end_screen(self.knowledge, *ends[0], day, self.now))
        if self.at_hand:
            return None
        state = replace(self.state, topic=total.id, asked=keepable(text))
        return self.show(answers.topic_screen(self.knowledge, self.state, total, asked=text), state=state)

    def end_of(self, filing: Filing) -> tuple[Filing, Step, tuple[Day, Day]] | None:
        """Between which days a filing that was not put away should be over, and at which step it is."""
        flow = self.flow(filing)
        at = moves.current(filing, flow) if flow else None
        days = verdict_days(filing, self.knowledge, self.now) if at and not filing.away else None
        return (filing, at, days) if at and days else None

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

    def came_back(self, text: str, filing: Filing | None = None) -> Turn:
        """Ask for the rejection of which a text tells only that it came, or of which filing it is. What came once more,
        or came of another filing, is not the one at work."""
        again = has(self.knowledge, text, "words-again")
        other = filing is not None and (self.plan is None or self.plan[1] != filing)
        turn = self.typed_action(Rejected())
        state = replace(turn.state or self.state, draft=Draft(filing=filing.number if filing else 0))
        state = replace(state, attempt=0) if again or other else state
        mine = type(self)(state, self.knowledge, self.now, self.around).awaited()
        named = (Screen(self.say("rejected-of", name=mine.name)),) if mine else ()
        return replace(turn, state=state, replies=(*named, *turn.replies))

    def resubmitted_unexplained(self) -> Turn | None:
        """What was to be told came back was submitted again instead: noted as both, for no reason that is known."""
        if self.plan or self.at_hand is None or self.awaited() != self.at_hand:
            return None
        turn = self.typed_action(Mend(answers.UNEXPLAINED))
        after = type(self)(turn.state or self.state, self.knowledge, self.now, self.around)
        again = after.of_plan("", frozenset({"resubmitted"}), "")
        return joined((turn, again)) if again else None

    def done(self, text: str, kinds: frozenset[str], rest: str) -> Turn | None:
        """What comes of what was done, with the filing at hand or the plan worked on last."""
        rest = self.untitled(rest)
        if turn := self.one_by_one(text):
            return turn
        if self.state.waiting == "rejection" and kinds and kinds <= {"unexplained", "denied"} and not rest:
            if "unexplained" in kinds:
                return self.typed_action(Mend(answers.UNEXPLAINED))
            return self.leave(answers.not_rejected(self.knowledge))
        if kinds == {"resubmitted"} and not rest and (turn := self.resubmitted_unexplained()):
            return turn
        if turn := self.of_notice(kinds, rest):
            return turn
        if kinds & {"undo", "slip"} and kinds <= {"undo", "slip", "unsent"} and not rest:
            return self.ask_whether_to_undo() if kinds == {"slip"} else self.take_back()
        if kinds == {"withdrawn"} and self.at_hand and (not rest or spoken.withdrew_to(self.knowledge, text)):
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
            turn = at.dated(clause) or at.done(clause, kinds, rest) or at.filled_in(kinds, rest)
            if turn is None or turn.state is None:
                return None
            turns = [*turns, turn] if noted else [*turns[:-1], turn]
            noted = (turn.state.filings, turn.state.loose) != (at.state.filings, at.state.loose)
            at = type(self)(turn.state, self.knowledge, self.now, self.around)
        return joined(turns) if turns else None

    def untitled(self, rest: str) -> str:
        """What is left of a text, where that is not only what the filing at hand is for (of one that cancels:
        注销申请提交了)."""
        flow = self.flow(self.at_hand) if rest and self.at_hand else None
        if flow is None or spoken.is_whose(self.knowledge, rest):
            return rest
        return "" if clean(flow.title).startswith(without(rest, listed(self.knowledge, "words-filed"))) else rest

    def filled_in(self, kinds: frozenset[str], rest: str) -> Turn | None:
        """Right after the message came, what is done is likely what it was sent for."""
        filing, flow = self.at_hand, self.flow(self.at_hand) if self.at_hand else None
        step = moves.current(filing, flow) if filing and flow else None
        if filing is None or flow is None or step is None or kinds != {"done"} or rest:
            return None
        return self.over(filing, flow, step) if step.guarded and not moves.mark(filing, step.id).awaited else None

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


def joined(turns: Sequence[Turn]) -> Turn:
    """Several turns as one: of those before the last one, what stands over their screens."""
    *before, last = turns
    return replace(
        last,
        replies=(*(reply for turn in before for reply in turn.replies[:-1]), *last.replies),
        notes=tuple(note for turn in turns for note in turn.notes),
        waits=tuple(wait for turn in turns for wait in turn.waits),
    )
