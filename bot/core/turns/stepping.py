"""Turns that do what typed words say of the step that a filing is at: what came, was passed or is done there, and what
is not yet. What the buttons of a step do is in `following`."""

import re
from dataclasses import replace
from datetime import UTC, datetime

from bot.core import course, workdays
from bot.core.actions import Came, Finish, Jump, OpenStep, PoliceFiled, Rejected, Tick
from bot.core.button_data import as_of
from bot.core.filings import renewals
from bot.core.knowledge import Flow, Item, Step
from bot.core.replies import Button, Screen, Turn
from bot.core.screens import kept
from bot.core.screens.rows import home_row, in_rows, to_read
from bot.core.screens.waiting import hours_line
from bot.core.state import Draft, Filing
from bot.core.texts import counting, numbers, outcomes, spoken
from bot.core.texts.asking import wonders
from bot.core.texts.counting import PIECES
from bot.core.texts.dates import Gone, hour_on, moment_gone
from bot.core.texts.matters import spoken_at
from bot.core.texts.verdicts import brings_good_news, says_it_came_back, tells_passed, went_on
from bot.core.texts.wordlists import empty_without, has, has_only, listed, without
from bot.core.turns.beginning import Beginning
from bot.core.turns.quoting import Quoting
from bot.core.turns.resubmitting import CODE
from bot.core.workdays import local, shown_time

STATES = {"received", "passed", "done", "approved"}
"""What words say of a step (`spoken.Move`)."""
_BUT = re.compile("除了?(.+?)(?:以外|之外)?(?:其[他它余]|别)?")
WHERE = ("words-about-provider", "words-where-submitted")
"""Lists of the words that tell with whom something was submitted."""
NUMBER_HUNG = "number-hung"
"""The item of checklists that the number is shown on the site."""
_NO_NEW_NUMBER = ("cancel", "change", "police")
"""The kinds of filing that bring no number of ours."""
OLD_CANCELLED = "old-cancelled"
"""The item that the access by the provider before was cancelled."""


class Stepping(Beginning, Quoting):
    """Turns that note how far a filing came."""

    def of_step(self, text: str, kinds: frozenset[str], rest: str) -> Turn | None:
        """A step of a filing is over, or what it waits for came; it is asked where the filing is at another one, as far
        as it is noted, or is not what is on the screen."""
        if self.current is None:
            return None
        filing, flow, at = self.current
        if self.went_well(flow, text):
            return self.approved(filing, flow) or self.typed_action(OpenStep(filing.number, ""))
        if flow.steps[-1].review:
            sure = kinds == {"ended"} and (not rest or spoken.is_whose(self.knowledge, rest))
            # That it is gone (没了) is said of much else, as long as nobody reviews it.
            told = "ended" in kinds or course.is_judged(at)
            if sure or (told and outcomes.has_ended(self.knowledge, text)):
                return self.ended(filing, flow, at, sure)
        if not kinds:
            return None
        showing = course.step_of(flow, self.state.showing)
        if showing and kinds == {"done"} and (items := self.items_meant(filing, showing, text, rest)):
            return self.tick_items(filing, showing, tuple(item.id for item in items), True)
        if kinds == {"open"} and (place := counting.numbered(rest, "步")) and place <= len(flow.steps):
            return self.typed_action(OpenStep(filing.number, flow.steps[place - 1].id))
        shown = self.state.showing == at.id
        if shown and (rest or "resubmitted" in kinds) and (kinds, rest) == spoken.moves(self.knowledge, at.done):
            return self.typed_action(Finish(filing.number, at.id))
        over = kinds == {"ended"} or (kinds == {"cancel"} and rest and "了" in text)
        if over and empty_without(self.knowledge, rest, "words-old", "words-about-provider", "words-named"):
            old = [item.id for item in course.checklist(at, filing) if item.id == OLD_CANCELLED]
            if old:
                return self.tick_items(filing, at, tuple(old), True)
        if kinds == {"hung"} and has_only(self.knowledge, rest, "words-hung"):
            hung = [item.id for item in course.checklist(at, filing) if item.id == NUMBER_HUNG]
            return self.tick_items(filing, at, tuple(hung), True) if hung else self.approved(filing, flow)
        if kinds == {"shown"} and at.who == "authority" and not rest:
            return self.approved(filing, flow)
        return self.of_verdict(text, kinds, rest) if kinds <= STATES else None

    def filed_with_police(self, kinds: frozenset[str], rest: str) -> Turn | None:
        """The public-security filing was handed in, or has passed, for a site whose ICP filing is approved: noted, with
        the box for it where the step has one."""
        filing, flow = self.at_hand, self.flow(self.at_hand)
        if filing is None or flow is None or not (kinds and kinds <= {"resubmitted", "done", "passed", "approved"}):
            return None
        if not spoken.is_of_police(self.knowledge, rest) or "icp" not in renewals.numbers_at(flow):
            return None
        if course.to_be_approved(filing, flow):
            return None
        at = course.current(filing, flow)
        if at and at.number == "police":
            return self.over(filing, flow, at)
        noted = replace(filing, kept=replace(filing.kept, police_filed=True))
        if at and any(item.id == renewals.POLICE_FILED for item in course.checklist(at, filing)):
            turn = self.with_state(self.state.with_filing(noted))
            return turn.typed_action(Tick(filing.number, at.id, renewals.POLICE_FILED, True))
        return self.typed_action(PoliceFiled(filing.number))

    def went_well(self, flow: Flow, text: str) -> bool:
        """Whether a text tells that what the filing at hand is for was approved: a change, of a change alone."""
        changed = listed(self.knowledge, "words-well-what")[0] in text and spoken_at(flow)[0] != "change"
        return self.at_work is None and not changed and outcomes.went_well(self.knowledge, text)

    def of_verdict(self, text: str, kinds: frozenset[str], rest: str) -> Turn | None:
        """A verdict was good, a step is done, or what it waits for came."""
        if self.current is None:
            return None
        filing, flow, at = self.current
        shown = self.state.showing == at.id
        step = self.step_meant(flow, at, text, kinds, rest)
        if "approved" in kinds and (step or not rest):
            return self.approved(filing, flow)
        if step is None:
            return self.passed_before(filing, flow, at, rest) if kinds == {"passed"} else None
        if kinds == {"received"}:
            return self.received(filing, step, shown and step == at) if step.guarded else None
        if step == at and shown and not spoken.is_heard(self.knowledge, text):
            return self.typed_action(Finish(filing.number, step.id))
        return self.over(filing, flow, step)

    def heralded(self, text: str) -> Turn | None:
        """What comes of a message, with the name of who sent it or politely, that brings good news of a step ahead: it
        is asked whether that may be noted; where no filing is noted at all, it is told what comes next."""
        if not has(self.knowledge, text, "words-message") or wonders(self.knowledge, text):
            return None
        who = self.passed_by(text)
        code = has(self.knowledge, text, "words-news-code") and has(self.knowledge, text, "words-news-ministry")
        code = code and not has(self.knowledge, text, "words-news-bad")
        if who != "provider" and self.was_granted_besides(text):
            return self.approved_elsewhere(text)
        number = numbers.icp_in(text) if who == "authority" else ""
        if not self.state.filings and (code or who):
            if icp := numbers.read_icp(number):
                return self.numbered_elsewhere(icp)
            if who == "authority" and not code:
                return self.approved_elsewhere(text)
            first = listed(self.knowledge, "words-about-provider")[0]
            return self.settled(text, frozenset({"received" if code else "passed"}), "" if code else first)
        if self.current is None:
            return None
        filing, flow, at = self.current
        if code:
            guarded = course.guarded(flow, at)
            return self.came_at_hour(text) or (self.received(filing, guarded, False) if guarded else None)
        if number and (turn := self.approved(filing, flow, number)):
            return turn
        ahead = flow.steps[flow.steps.index(at) :]
        step = next((step for step in ahead if step.review and step.who == who), None)
        return self.over(filing, flow, step) if step else None

    def was_granted_besides(self, text: str) -> bool:
        """Whether a message tells that a cancellation, a change or the filing at the police passed, which brings no
        number, and that is not what the filing at hand is for."""
        matter, flow = outcomes.granted(self.knowledge, text), self.flow(self.at_hand)
        mine = flow is not None and spoken_at(flow)[0] == matter
        return matter in _NO_NEW_NUMBER and tells_passed(self.knowledge, text) and not mine

    def hours_of(self, text: str) -> Screen | None:
        """Until when the message is to be filled in that came, and is not only said to come, at an hour which a text
        tells."""
        told = moment_gone(text, local(self.now)) if has(self.knowledge, text, "words-about-sms") else None
        if told is None or not told.exact:
            return None
        came = without(told.rest, listed(self.knowledge, "words-code-absent", "words-code-coming"))
        if spoken.dated(self.knowledge, came)[0] != {"received"}:
            return None
        return self.hours_from(told)

    def hours_from(self, told: Gone) -> Screen | None:
        """Until when the message is to be filled in that came at this time, and that this is the earliest that it may
        be, where only a part of the day was told."""
        flow = self.flow(self.at_hand) or self.knowledge.flows[Draft().flow]
        step = course.guarded(flow, flow.steps[0])
        if step is None:
            return None
        since = told.at.astimezone(UTC)
        hours = hours_line(self.knowledge, since + step.window, self.now)
        if told.part:
            when = shown_time(since, self.now)
            hours += "\n\n" + self.say("clock-hours-earliest", part=told.part, since=when)
        return Screen(hours)

    def came_at_hour(self, text: str) -> Turn | None:
        """Did the message of the filing at hand come at the hour which a text tells, whatever else it tells?"""
        told, hours = moment_gone(text, local(self.now)), self.hours_of(text)
        if told is None or hours is None or self.current is None:
            return None
        filing, flow, at = self.current
        step = course.guarded(flow, at)
        if step is None:
            return None
        return self.dated_back(told.at.astimezone(UTC), self.received(filing, step, shown=False)).below(hours)

    def hour_told_later(self, text: str, told: Gone) -> Turn | None:
        """What comes of the hour of a message, of which only the part of the day was told right before (早上收到短信,
        8点半), where nothing was begun with us."""
        is_of_sms = self.current is None and has(self.knowledge, self.asked, "words-about-sms")
        before = moment_gone(self.asked, local(self.now)) if is_of_sms else None
        rough = before and before.part
        right = told if rough and told.dated else hour_on(text, before.at) if before and rough else None
        hours = self.hours_from(right) if right and right.at <= self.now else None
        return self.hours_and_where(hours, self.asked) if hours else None

    def hours_and_where(self, hours: Screen, text: str) -> Turn:
        """Until when the message is to be filled in, and where; with the offer to note what belongs to no filing."""
        if self.current:
            rows = (*in_rows(to_read(self.knowledge, [CODE]), 1), home_row(self.knowledge))
            return self.aside(replace(hours, buttons=rows))
        return self.offering(f"{hours.text}\n\n{self.say('ahead-code')}", "code", CODE, text)

    def passed_by(self, text: str) -> str:
        """Who has passed it by a message; "" where nobody has. Who passes it on to the authority has passed it, and who
        names its number tells of the last verdict."""
        hopes = says_it_came_back(self.knowledge, text) or has(self.knowledge, text, "words-news-if")
        if hopes or not brings_good_news(self.knowledge, text):
            return ""
        keys = ("sender-words-authority", "words-news-final", "words-first-review", "words-news-on")
        authority, final, first, passed_on = (has(self.knowledge, text, key) for key in keys)
        by_sms = went_on(self.knowledge, text) and has(self.knowledge, text, "words-about-sms")
        if first or (authority and passed_on) or by_sms:
            return "provider"
        return "authority" if authority or final or numbers.icp_in(text) else ""

    def step_meant(self, flow: Flow, at: Step, text: str, kinds: frozenset[str], rest: str) -> Step | None:
        """The step of which this is said: one from the current one on that the text names, or where it names none, the
        current one, if it is on the screen and this is what is waited for in it."""
        ahead = flow.steps[flow.steps.index(at) :]
        if rest in listed(self.knowledge, "words-this"):
            return next((step for step in ahead if step.id == self.state.showing), None)
        if rest:
            return next((step for step in ahead if spoken.is_about(self.knowledge, flow, step, rest)), None)
        if kinds == {"received"} and has(self.knowledge, text, "words-about-sms"):
            return course.guarded(flow, at)
        judged = at.review and at.who != "applicant" and kinds == {"passed"}
        came = at.guarded and kinds == {"received"}
        return at if self.state.showing == at.id and (judged or came) else None

    def item_of(self, filing: Filing, step: Step, rest: str) -> Item | None:
        """The item of a step's checklist that is numbered by what is left of a text."""
        number = counting.numbered(rest, PIECES)
        return next(iter(course.checklist(step, filing)[number - 1 : number]), None) if number else None

    def items_meant(self, filing: Filing, step: Step, text: str, rest: str) -> list[Item]:
        """The items of a step's checklist that a text says are done: one or several by number, the first ones, or all
        that are to be ticked."""
        every = course.checklist(step, filing)
        if not rest and self.tells_of_all(text) and has(self.knowledge, text, "words-tick"):
            return every
        if (but := _BUT.fullmatch(rest)) and (left := self.item_of(filing, step, but[1].strip())):
            return [item for item in every if item != left]
        if (some := counting.places(rest, PIECES)) and some.stop <= len(every):
            return every[some]
        places = counting.several(text, rest) or (counting.numbered(rest, PIECES),)
        if rest.isdigit() and places[0] > len(every):
            places = tuple(map(int, rest))  # 12都好了
        meant = [every[place - 1] for place in places if 0 < place <= len(every)]
        return meant if len(meant) == len(places) else []

    def received(self, filing: Filing, step: Step, shown: bool) -> Turn:
        """The text message came: its hours begin; where they began already, it is to be filled in. Where another step
        is on the screen, it is asked whether it came to that."""
        if not shown:
            window = step.deadline.text if step.deadline else ""
            text = self.say("step-reached", name=filing.name, title=step.title, window=window)
            yes = self.button("button-reached", Came(filing.number, step.id))
            return self.ask_of(filing, text, yes)
        if course.mark(filing, step.id).awaited:
            return self.typed_action(Came(filing.number, step.id))
        return self.show(Screen(self.say("step-received", done=step.done)), *self.again())

    def over(self, filing: Filing, flow: Flow, step: Step) -> Turn | None:
        """Is it so that the filing is past this step?"""
        after = flow.steps[flow.steps.index(step) + 1 :]
        current = step == course.current(filing, flow)
        if not current and not after:
            return None
        done = Finish(filing.number, step.id) if current else Jump(filing.number, after[0].id)
        yes = self.button("button-approved", done)
        text = self.say("step-over", name=filing.name, title=step.title)
        return self.ask_of(filing, text, yes)

    def approved(self, filing: Filing, flow: Flow, number: str = "") -> Turn | None:
        """Is it so that the filing was approved, be it with this number?"""
        if course.to_be_approved(filing, flow) is None:
            return None
        ways = kept.approved_ways(self.knowledge, filing, number)
        return self.ask_of(filing, self.say("approved", name=filing.name), *ways)

    def awaits_code(self, filing: Filing, step: Step, at: Step) -> Turn:
        """It was submitted, and in the same step the text message is waited for: with that alone it is not over."""
        if step == at:
            return self.typed_action(OpenStep(filing.number, step.id)).below(Screen(self.say("submitted-awaits")))
        text = self.say("step-submitted", name=filing.name, title=step.title)
        yes = self.button("button-submitted", Jump(filing.number, step.id))
        return self.ask_of(filing, text, yes)

    def ended(self, filing: Filing, flow: Flow, at: Step, sure: bool) -> Turn | None:
        """What was filed is cancelled, which alone ends with a verdict: its last step is done, where it is the one on
        the screen, and nothing else is told; else, is it so?"""
        last = flow.steps[-1]
        if at != last:
            yes = self.button("button-approved", Finish(filing.number, last.id))
            return self.ask_of(filing, self.say("approved", name=filing.name), yes)
        if sure and self.state.showing == last.id:
            return self.typed_action(Finish(filing.number, last.id))
        return self.over(filing, flow, last)

    def so_far(self, filing: Filing, kinds: frozenset[str], rest: str) -> Turn | None:
        """Is it so that a filing came as far as is said of it? Where that is known, it is shown."""
        place = self.place_of(filing)
        told_where = kinds == {"resubmitted"} and has_only(self.knowledge, rest, *WHERE)
        if place is None or (rest and not told_where):
            return None
        _, flow, at = place
        judged = at.review and at.who != "applicant"
        its_end = {"passed"} if judged else {"done"}
        if kinds == its_end or (at.guarded and kinds == {"passed"}):
            return self.over(filing, flow, at)
        if kinds == {"resubmitted"}:
            step = course.step_of(flow, flow.resubmit)
            if step is None:
                return None
            submitted = course.mark(filing, step.id).done
            if submitted is None:
                return self.awaits_code(filing, step, at) if step.guarded else self.over(filing, flow, step)
            known = self.say("submitted-before", name=filing.name, day=workdays.spoken_date(submitted, self.now))
            return self.known_before(filing, Screen(known, self.anew_rows(filing, flow, submitted)))
        return None

    def passed_before(self, filing: Filing, flow: Flow, at: Step, rest: str) -> Turn | None:
        """A verdict that was noted before is known to have been good."""
        behind = flow.steps[: flow.steps.index(at)]
        step = next((step for step in behind if spoken.is_about(self.knowledge, flow, step, rest)), None)
        return self.known_before(filing, Screen(self.say("over-before", title=step.title))) if step else None

    def known_before(self, filing: Filing, says: Screen) -> Turn:
        """Where a filing stands, below that this was noted before."""
        return self.typed_action(OpenStep(filing.number, "")).below(says)

    def anew_rows(self, filing: Filing, flow: Flow, submitted: datetime) -> tuple[tuple[Button, ...], ...]:
        """The way to count anew from now on, where it was submitted on an earlier day."""
        step = course.after_submission(flow)
        if step is None or local(submitted).date() == local(self.now).date():
            return ()
        return ((Button(self.label("button-anew"), as_of(self.now, Jump(filing.number, step.id))),),)

    def to_be_submitted(self, filing: Filing, sure: bool) -> Turn | None:
        """The filing was taken back from those who review it, or was not handed in to them at all: back to where it is
        submitted, unless that is to be asked first. The authority lets nothing be taken back: it may have come back."""
        flow = self.flow(filing)
        step, at = (course.step_of(flow, flow.resubmit), course.current(filing, flow)) if flow else (None, None)
        if flow is None or step is None or at is None or course.mark(filing, step.id).done is None:
            return None
        back = Jump(filing.number, step.id)
        if not sure:
            yes = self.button("button-to-submit", back)
            return self.ask_of(filing, self.say("to-submit-sure", name=filing.name, title=step.title), yes)
        if at.who == "authority":
            yes = self.button("button-withdrawn", back)
            came_back = self.button("button-rejected", Rejected())
            return self.ask_of(filing, self.say("withdrawn-sure", name=filing.name), yes, came_back)
        return self.typed_action(back).below(Screen(self.say("to-submit")))

    def unsent(self, text: str, rest: str) -> Turn | None:
        """It was not submitted after all: taken back, where that is what was noted last; asked, where it was before."""
        if rest:
            return None
        named = has(self.knowledge, text, "words-submit")
        if self.has_submitted or (named and self.has_first_submitted):
            return self.take_back()
        return self.to_be_submitted(self.at_hand, sure=False) if named and self.at_hand else None

    def ask_of(self, filing: Filing, text: str, yes: Button, *more: Button) -> Turn:
        """Ask whether that is so of a filing. If it is not, back to where it stands."""
        no = self.button("button-not-yet", OpenStep(filing.number, ""))
        return self.ask(text, yes, no, *more, claimed=filing.number)
