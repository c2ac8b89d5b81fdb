"""Turns about a number or a date that the person tells of a filing, and the reminders that follow from it. Their
screens are in `kept`."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import assert_never, get_args

from bot.core import course
from bot.core.actions import Duties, Flows, FooterCode, Keep, OfKept, OpenKept, PoliceFiled, Tell, Unkeep
from bot.core.button_data import decode
from bot.core.filings import attempts, renewals
from bot.core.filings.plan import plan
from bot.core.filings.reminders import MOST_TOLD, until_morning
from bot.core.filings.renewals import Coming
from bot.core.knowledge import NumberKind
from bot.core.replies import Button, Note, Screen, Timer, Toast, Turn
from bot.core.screens import kept
from bot.core.screens.rows import home_row
from bot.core.state import Filing, Keepable, Renewal, State
from bot.core.texts import spoken
from bot.core.texts.asking import wonders
from bot.core.texts.clauses import in_clauses
from bot.core.texts.courtesies import courtesy
from bot.core.texts.dates import read_date
from bot.core.texts.matters import Matter, matters_named, spoken_at
from bot.core.texts.numbers import (
    FEWEST_DIGITS,
    SAMPLE,
    Icp,
    icp_in,
    icp_like,
    province_of_icp,
    province_of_police,
    read_icp,
    read_police,
    without_icp,
)
from bot.core.texts.verdicts import says_it_came_back
from bot.core.texts.wordlists import empty_without, has, kinds_alone, listed, short, without
from bot.core.turns.base import Turns
from bot.core.words import clip
from bot.core.workdays import local
from bot.search.normalise import clean
from bot.search.notices import tells_fault

LONGEST_VALUE = 40
"""Characters of a text that may be a number or a date."""
MOST_RECALLED = 3
FURTHEST = 40
"""Years from now on that a date can be meant for; no paper lasts longer."""
_DATE_SIGNS = re.compile(r"[\d年月日号./-]|[今明后]年")
"""What a date is written with."""
_LOOKED_OVER = (("over", "words-looked-over"),)
_CODE = (("code", "words-foot-code"),)
_NOT = re.compile("[没未]")
"""In what is left of a clause that tells that it did not come (还没下证)."""
_WHERE = (("where", "words-number-where"),)
_CAME = frozenset({"received", "passed", "done", "shown", "approved"})
"""What words say that come with a number (`Move`)."""
_OF_OLD: frozenset[Matter] = frozenset({"cancel", "change", "access"})
"""The kinds of filing that are about one that has its number."""
KEEPABLES: tuple[Keepable, ...] = (*get_args(NumberKind), *get_args(Renewal))

_SLIP = re.compile("错|不对|应")
"""In what tells that a number was told wrongly."""


class Aftercare(Turns):
    """Turns about the time after approval."""

    @property
    def unnamed(self) -> Filing | None:
        """The filing of which a number or a date is told that names none: that worked on last, or the only one."""
        every = self.state.filings
        filing = self.state.worked_on or (every[0] if len(every) == 1 else None)
        return filing if self.flow(filing) else None

    def of_kept(self, action: OfKept) -> Turn:
        filing = self.filing(action.filing)
        if filing is None or self.flow(filing) is None:
            return self.stale()
        match action:
            case OpenKept():
                return self.leave(kept.kept_screen(self.knowledge, filing, self.now))
            case Tell() | Keep() | Unkeep():
                what = next((one for one in KEEPABLES if one == action.what), None)
                return self.stale() if what is None else self.of_value(action, filing, what)
            case FooterCode():
                kind = next((one for one in renewals.NUMBERS if one == action.number), None)
                if kind is None or not kept.number_of(filing, kind):
                    return self.stale()
                return self.leave(kept.code_screen(self.knowledge, filing, kind, self.now))
            case Duties():
                if not action.done:
                    return self.leave(kept.duties_screen(self.knowledge, filing))
                changed = replace(filing, kept=replace(filing.kept, checked=self.now))
                return self.show_kept(changed, self.label("duties-done"), done="yearly")
            case PoliceFiled():
                changed = replace(filing, kept=replace(filing.kept, police_filed=True))
                return self.show_kept(changed, self.label("police-filed"))
        assert_never(action)

    def of_value(self, action: Tell | Keep | Unkeep, filing: Filing, what: Keepable) -> Turn:
        match action:
            case Tell():
                state = replace(self.state, waiting=what, front=filing.number, showing="")
                return self.show(kept.ask(self.knowledge, filing, what), state=state)
            case Keep():
                return self.keep(filing, what, action.value, sure=True) or self.stale()
            case Unkeep():
                return self.show_kept(self.unkept(filing, what), self.label("unkept"))
        assert_never(action)

    def told(self, text: str) -> Turn | None:
        """The typed answer to the question for a number or a date; None where the text is none."""
        filing = self.state.worked_on
        what = next((one for one in KEEPABLES if one == self.state.waiting), None)
        if filing is None or what is None or self.flow(filing) is None or len(text) > LONGEST_VALUE:
            return None
        if what == "identity" and text in listed(self.knowledge, "words-for-ever"):
            return self.show(Screen(self.say("for-ever")), kept.kept_screen(self.knowledge, filing, self.now))
        return self.keep(filing, what, self.number_in(text) or text)

    def number_in(self, text: str) -> str:
        """The number that a text tells, and nothing else but that it came (我们的备案号是…); "" for any other."""
        if sum(map(str.isdigit, text)) < FEWEST_DIGITS:  # as most texts: they need not be gone through word by word
            return ""
        number = without(text.lower(), map(str.lower, listed(self.knowledge, "words-number")))
        return number if read_icp(number) or read_police(number) else ""

    def number_beside(self, text: str) -> str:
        """The ICP number in a text that tells besides that it came, or that all was approved, and at most more of that,
        or is polite (过了 他们发我号了 沪ICP备…, …谢谢); "" for any other, and for what asks or came back."""
        number = icp_in(text)
        if not number or wonders(self.knowledge, text) or says_it_came_back(self.knowledge, text):
            return ""
        of_old = _OF_OLD & matters_named(self.knowledge, text)
        if of_old or has(self.knowledge, text, "words-message", "words-other-people", "words-number-old"):
            return ""
        clauses = [plain for one in in_clauses(without_icp(text)) if (plain := clean(one))]
        telling = [one for one in clauses if not courtesy(self.knowledge, one)]
        came = [one for one in telling if self.tells_number(one)]
        more = [one for one in telling if one not in came]
        unknown = not any(self.knowledge.engine.whole(one).decision == "answer" or tells_fault(one) for one in more)
        alone = not more or bool(self.state.filings)  # of no filing it may be the number of what was filed long ago
        return number if unknown and alone and (came or not telling) else ""

    def number_righted(self, text: str) -> str:
        """The ICP number that a text tells in place of the one that is asked about, or kept, by its digits alone
        (写错了 是2026000001号); "" for any other."""
        asked = decode(self.question[0][1]) if self.question else None
        of_filing = self.at_hand.kept.icp if self.at_hand else ""
        other = read_icp(asked.value if isinstance(asked, Keep) else of_filing or "")
        told = clean(re.sub(r"[\d号-]", "", text))
        slip = _SLIP.search(told) and empty_without(self.knowledge, told, "words-dated", "words-number")
        return icp_like(text, other) if other and slip else ""

    def is_of_old(self, text: str) -> bool:
        """Whether a text only tells the number of what was approved before: it says so, or that is to be changed or
        cancelled, and nothing tells that it came now."""
        told = clean(without_icp(text))
        if not icp_in(text) or not empty_without(self.knowledge, told, "words-number", "words-number-old"):
            return False
        if has(self.knowledge, told, "words-number-old"):
            return True
        flow = self.flow(self.at_hand)
        matter, _ = spoken_at(flow) if flow else self.spoken_of
        return matter in _OF_OLD and not spoken.moves(self.knowledge, told)[0]

    def tells_number(self, clause: str) -> bool:
        """Whether a clause says only that a number came (备案号是), or what comes of others, and well (批下来了)."""
        good, rest = spoken.moves(self.knowledge, clause)
        came = bool(good and good <= _CAME and not _NOT.search(rest))
        return came or empty_without(self.knowledge, clause, "words-number")

    def noticed(self, text: str) -> Turn | None:
        """A number told without being asked for is offered to the filings, the one worked on last first; where none is
        noted at all, one may begin with it."""
        flows = self.knowledge.flows
        filings = [f for f in self.state.filings if f.flow in flows and renewals.numbers_at(flows[f.flow])]
        number = self.number_in(text) if filings or not self.state.filings else ""
        if filings or not self.state.filings:
            number = number or self.number_beside(text) or (self.number_righted(text) if filings else "")
        if self.is_of_old(text):
            return self.aside(Screen(self.say("number-old"), (home_row(self.knowledge),)))
        icp, police = read_icp(number), read_police(number)
        if icp and not filings:
            return self.numbered_elsewhere(icp)
        if not (filings and (icp or police)):
            return None
        filings.sort(key=lambda filing: filing.number != self.state.front)
        kind: NumberKind = "icp" if icp else "police"
        return self.leave(kept.ask_filing(self.knowledge, filings, kind, icp.text if icp else police or ""))

    def numbered_elsewhere(self, icp: Icp) -> Turn | None:
        """The ICP number of what is no filing of ours; None for a sample, or one of no province. What was rejected and
        waits for its result as the only one has that by it."""
        if icp.digits == SAMPLE or province_of_icp(icp, self.knowledge.provinces) is None:
            return None
        turn = self.leave(kept.number_told(self.knowledge, icp.text, self.now))
        every, state = attempts.waiting_outside(self.state, self.now), turn.state or self.state
        waits = [one for one in every if not plan(one, self.knowledge, self.now).rechecked]
        for attempt in waits if len(waits) == 1 else ():
            state = attempts.put(state, attempts.come(attempt, "approved", self.now))
        return replace(turn, state=state)

    def told_until(self, text: str) -> Turn | None:
        """What comes of a text that only tells when something runs out (域名2027年3月1号到期), or that it never does:
        it is kept. Who wishes to be reminded of that, and tells no day, is asked for it."""
        what = next((what for what in renewals.RENEWALS if has(self.knowledge, text, f"words-until-{what}")), None)
        if what is None or self.state.waiting or wonders(self.knowledge, text):
            return None
        told = without(text, listed(self.knowledge, f"words-until-{what}"))
        mended = self.at_work is not None
        if what == "identity" and not mended and has(self.knowledge, told, "words-for-ever"):
            lasts = empty_without(self.knowledge, told, "words-for-ever", "words-until", "words-until-around")
            return self.aside(Screen(self.say("for-ever"), (home_row(self.knowledge),))) if lasts else None
        undated = without(told, listed(self.knowledge, "words-until"))
        wishes = has(self.knowledge, text, "words-wake")
        around = ("words-until-around", *(["words-wake", "words-wake-around"] if wishes else []))
        if undated == told or not empty_without(self.knowledge, _DATE_SIGNS.sub("", undated), *around):
            return None
        if (filing := self.unnamed) is None:
            return self.nothing_to_wake() if wishes else None
        asked = self.with_state(replace(self.state, waiting=what, front=filing.number))
        kept_now = asked.keep(filing, what, undated)
        return kept_now or (self.of_value(Tell(filing.number, what), filing, what) if wishes else None)

    def nothing_to_wake(self) -> Turn:
        """There is nothing yet of which to remind."""
        begin = self.button("button-file", Flows())
        return self.aside(Screen(self.say("nothing-to-wake"), ((begin,), home_row(self.knowledge))))

    def looked_over(self, text: str) -> Turn | None:
        """What comes of a text that only tells that all was looked at (检查过了没问题): that is what an approved filing
        wants once a year."""
        filing = self.unnamed
        if filing is None or not filing.kept.icp or self.at_work:
            return None
        told = kinds_alone(self.knowledge, short(text), _LOOKED_OVER, "words-looked-over-around", "words-move")
        return self.of_kept(Duties(filing.number, True)) if told and not wonders(self.knowledge, text) else None

    def recalled(self, text: str) -> Turn | None:
        """The numbers that are kept, or where one goes with the code that shows it, for whoever asks for nothing but
        their own, or of the one at hand where it goes (挂哪里啊), which came last; None where none are."""
        numbered = [one for one in self.state.filings if self.flow(one) and (one.kept.icp or one.kept.police)]
        if not numbered:
            return None
        numbered.sort(key=lambda filing: filing.number != self.state.front)
        if numbered[0].kept.icp and self.wants_code(text):
            return self.leave(kept.code_screen(self.knowledge, numbered[0], "icp", self.now))
        if numbered[0].number == self.state.front and self.asks_where(text):
            last: NumberKind = "police" if numbered[0].kept.police else "icp"
            return self.leave(kept.code_screen(self.knowledge, numbered[0], last, self.now))
        if "号" not in text:
            return None
        rest, asks = without(text, listed(self.knowledge, "words-number")), "words-number-asks"
        if not has(self.knowledge, rest, asks) or not empty_without(self.knowledge, rest, asks):
            return None
        return self.show(*(kept.kept_screen(self.knowledge, filing, self.now) for filing in numbered[:MOST_RECALLED]))

    def wants_code(self, text: str) -> bool:
        """Whether a text only wants to have the code that shows a number at the foot of a site."""
        return bool(kinds_alone(self.knowledge, clean(text), _CODE, "words-foot-code-around", "words-move"))

    def asks_where(self, text: str) -> bool:
        """Whether a text only asks where a number goes that it does not name, or whether it is to be shown."""
        around = ("words-number-where-around", "words-move")
        return bool(kinds_alone(self.knowledge, short(text), _WHERE, *around))

    def keep(self, filing: Filing, what: Keepable, value: str, sure: bool = False) -> Turn | None:
        """Keep a number or a date, or ask what is wrong with it; None where it has nothing of either. `sure`: the
        person was asked already."""
        match what:
            case "icp" | "police":
                return self.keep_number(filing, what, value, sure)
            case "domain" | "server" | "identity":
                return self.keep_date(filing, what, value, sure)
        assert_never(what)

    def keep_number(self, filing: Filing, what: NumberKind, value: str, sure: bool) -> Turn | None:
        if what == "icp":
            icp = read_icp(value)
            number = icp.text if icp else None
            there = province_of_icp(icp, self.knowledge.provinces) if icp else None
        else:
            number = read_police(value)
            there = province_of_police(number, self.knowledge) if number else None
        if number is None or there is None:
            looks = any(sign.isdigit() or sign == "〔" for sign in value)
            return self.ask_again(filing, what, self.say(f"wrong-{what}", text=clip(value, 20))) if looks else None
        if there.id != filing.province and not sure:
            return self.show(kept.ask_province(self.knowledge, filing, what, number, there))
        old = filing.kept
        if what == "icp":  # who has the number of another province chose the wrong one; the police is where one lives
            kept_now = replace(old, icp=number, noted=old.noted or self.now)
            changed = replace(course.move(filing, there.id), kept=kept_now)
        else:
            changed = replace(filing, kept=replace(old, police=number))
        screen = kept.code_screen(self.knowledge, changed, what, self.now, self.say("number-kept", name=filing.name))
        state = replace(self.state.with_filing(changed), waiting="", showing="", front=filing.number)
        return self.show(screen, state=state, notes=(Note("kept", what),))

    def keep_date(self, filing: Filing, what: Renewal, value: str, sure: bool) -> Turn | None:
        today = local(self.now).date()
        found = read_date(value, today)
        if found is None or found.day.year > today.year + FURTHEST:
            looks = any(sign.isdigit() for sign in value)
            return self.ask_again(filing, what, self.say("wrong-date", text=clip(value, 20))) if looks else None
        if found.day < today:
            name = self.label(f"renewal-{what}")
            return self.ask_again(filing, what, self.say("date-over", what=name, day=found.day.isoformat()))
        if not found.sure and not sure:
            return self.show(kept.ask_date(self.knowledge, filing, what, found.day))
        changed = replace(filing, kept=replace(filing.kept, until={**filing.kept.until, what: found.day}))
        return self.show_kept(changed, "", self.say("date-kept"), notes=(Note("kept", what),))

    def ask_again(self, filing: Filing, what: Keepable, wrong: str) -> Turn:
        return self.show(kept.ask(self.knowledge, filing, what, wrong))

    def show_kept(
        self,
        changed: Filing,
        toast: str,
        first: str = "",
        notes: tuple[Note, ...] = (),
        done: Coming | None = None,
    ) -> Turn:
        """Show the numbers and dates of a filing after a change of them; `done`: what is not to be told again."""
        state = replace(self.state.with_filing(changed), waiting="", showing="", front=changed.number)
        state = _without(state, {renewals.about(changed.number, done)} if done else set())
        screen = kept.kept_screen(self.knowledge, changed, self.now, first)
        return self.show(*([Toast(toast)] if toast else []), screen, state=state, notes=notes)

    def unkept(self, filing: Filing, what: Keepable) -> Filing:
        match what:
            case "icp":
                left = replace(filing.kept, icp="", noted=None, checked=None)
            case "police":
                left = replace(filing.kept, police="")
            case "domain" | "server" | "identity":
                until: dict[Renewal, date] = {one: day for one, day in filing.kept.until.items() if one != what}
                left = replace(filing.kept, until=until)
        return replace(filing, kept=left)

    def reminded(self, keys: tuple[str, ...]) -> Turn:
        """Reminders of the time after approval are due: say in one message those that still hold, each thing once.
        What is late (the bot was not running) waits for the end of the night, but for what the person wants to be told
        then. keys: of the timers that ran out."""
        state = self.undisturbed
        found = list({(one[0].number, one[1]): one for key in keys if (one := self.coming(key))}.values())
        wished = {about: at for key in keys if (at := self.state.later.get(about := renewals.wished(key)))}
        if found and (morning := until_morning(wished.values(), self.state.quiet, self.now)):
            return Turn(state, timers=tuple(Timer(key, morning) for key in keys))
        state = _without(state, [about for about, at in wished.items() if at <= self.now])
        for filing, what in found:
            if what == "yearly":
                state = state.with_filing(replace(filing, kept=replace(filing.kept, checked=self.now)))
        to_come = renewals.timers(state, self.knowledge, self.now)
        told = tuple(Timer(key, None) for key in keys[1:] if key not in to_come)
        if not found:
            return Turn(state, timers=told)
        screen = self.one_coming(*found[0]) if len(found) == 1 else self.several_coming(found)
        notes = tuple(Note("reminded", "renewal" if what in renewals.RENEWALS else what) for _, what in found)
        return replace(self.show(screen, state=state, notes=notes), timers=told)

    def coming(self, key: str) -> tuple[Filing, Coming] | None:
        """What a timer of this key reminds of; None where that holds no more, or the person wants to hear nothing of
        it."""
        kind, number, *rest = key.split(":")
        filing, what = self.filing(int(number)), next((one for one in renewals.COMING if one in (kind, *rest)), None)
        if filing is None or self.flow(filing) is None or self.state.silent or filing.muted:
            return None
        again = self.state.later.get(renewals.wished(key))
        if what is None or (kind == renewals.AGAIN and (again is None or again > self.now)):
            return None
        today = local(self.now).date()
        match what:
            case "yearly":
                holds = bool(filing.kept.icp)
            case "police":
                last = renewals.police_day(filing, self.knowledge)
                by_step = last and last <= today and not renewals.police_alone(filing, self.knowledge)
                holds = bool(last and not by_step)
            case "domain" | "server" | "identity":
                day, most = filing.kept.until.get(what), int(rest[1]) if rest[1:] else renewals.DAYS_BEFORE[0]
                holds = bool(day and 0 <= (day - today).days <= most)
        return (filing, what) if holds else None

    def one_coming(self, filing: Filing, what: Coming) -> Screen:
        """A reminder on its own: what it is about, what can be done about it, no more of it."""
        screen = kept.reminder(self.knowledge, filing, what, self.now)
        return replace(screen, buttons=(*screen.buttons, *self.later_rows([(filing, what)]), self.end_row(filing)))

    def several_coming(self, found: Sequence[tuple[Filing, Coming]]) -> Screen:
        """Several at once: a line for each, a button for each filing."""
        shown = found[:MOST_TOLD]
        lines = [kept.reminder_line(self.knowledge, filing, what, self.now) for filing, what in shown]
        texts = [self.say("due-coming", count=str(len(found))), "\n".join(lines)]
        if len(found) > len(shown):
            texts.append(self.say("due-more", count=str(len(found) - len(shown))))
        names = {filing.number: filing.name for filing, _ in shown}
        rows = [(self.button("button-kept-of", OpenKept(number), name=n),) for number, n in names.items()]
        return Screen("\n\n".join(texts), (*rows, *self.later_rows(shown), self.end_row(None)))

    def later_rows(self, found: Sequence[tuple[Filing, Coming]]) -> list[tuple[Button, ...]]:
        """When to be told again of all this: only before the first of it has run out."""
        about = [renewals.about(filing.number, what) for filing, what in found]
        return self.snooze_rows(about, [end for one in found if (end := renewals.ends(*one))])


def _without(state: State, about: Collection[str]) -> State:
    """The state in which nothing of this is to be told again."""
    return replace(state, later={each: at for each, at in state.later.items() if each not in about})
