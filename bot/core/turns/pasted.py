"""Turns about a rejection that is told or pasted: whether it is one at all, whose it is, and what is put right of it.
What it says is found by `diagnosis`, and its plan is worked through in `mending`."""

import re
from dataclasses import replace
from typing import Self

from bot.core import course
from bot.core.actions import Attach, OpenPlan, Undo, deletes
from bot.core.button_data import decode, encode
from bot.core.events import said
from bot.core.filings import attempts
from bot.core.filings.plan import plan
from bot.core.replies import Button, Note, Screen, Turn
from bot.core.screens import answers
from bot.core.screens.rows import plan_button
from bot.core.state import Draft, Filing, Question, State
from bot.core.texts import counting, outcomes, planwords, said_back, site_names
from bot.core.texts.asking import asks_last, wonders
from bot.core.texts.called import each_called, each_headed
from bot.core.texts.clauses import beginnings, in_clauses, short_clauses
from bot.core.texts.diagnosis import Diagnosis, diagnose, opening, says_more
from bot.core.texts.misses import not_understood
from bot.core.texts.understanding import Understood, understand, was_sent
from bot.core.texts.verdicts import (
    WHY,
    is_blamed,
    is_headed,
    is_told,
    only_returned,
    returned_of,
    says_it_came_back,
    tells_passed,
)
from bot.core.texts.wordlists import LONGEST_SHORT, has, has_only
from bot.core.turns.announcing import NOT_RETURNED, Announcing
from bot.core.turns.answering import is_answered
from bot.core.turns.base import joined
from bot.core.words import clip
from bot.search import Part
from bot.search.breaths import in_breaths
from bot.search.index import OFFERED
from bot.search.lists import is_item, is_list, is_numbered
from bot.search.normalise import clean
from bot.search.notices import by_customer, tells_fault

_HAS_NONE = re.compile(
    r"[^，,。；;：:\s]{2,8}我们?[又也都真根本实在]*(?:没有|没得|弄不到|拿不到|办不[了到]|开不[了到])(?:$|[啊呀的，,。；;\s])"
)
"""What somebody has not, and cannot have."""
_IS, _WHOSE, _ALSO = "是", "的", "也"
"""What stands before the name of that to which something belongs, and what after it; and with what is told besides."""
_NOT_LIFTED = re.compile("[没未不别才先等要让]|如果|以后|之后|我们?(?:自己)?[弄搞看填]错")
"""In what is no news that something is lifted, but when it will be, that it is not, or who is to blame."""


class Pasted(Announcing):
    """Turns that take a rejection apart."""

    def told_of(self, text: str, read: Understood) -> Turn:
        """What is told of what a text is about."""
        is_mine = read.notice and self.tells_of_mine(text, read.parts)
        if is_mine and self.at_work and self.is_defended(text):
            done = planwords.unwritten(text)
            ticked = self.ticked_as_of(done) or self.ticked_by_deed(done)
            return ticked or self.typed_action(OpenPlan(self.at_work[0].number))
        if not is_mine or self.is_in_plan(text, read.parts):
            if turn := self.of_likely_reason(text, read.parts):
                return turn
            return self.answered(text, replace(read, parts=(*read.parts, *read.asked)) if read.asked else read)
        turn = self.of_customers(text) or self.done_besides(text, read) or self.taken_apart(read.told or text, read)
        asked = (self.answer(part, quoted=True) for part in read.asked)
        return replace(turn, replies=(*self.partly_read(read.told or text), *turn.replies, *asked))

    def lifted(self, text: str) -> Turn | None:
        """What comes of good news from those who review while a plan is worked on (管局说已经移出来了): it is no
        rejection, and what was to be done is ticked where that is what they did; what is only a condition is no news.
        """
        if self.at_work is None or len(text) > LONGEST_SHORT or not has(self.knowledge, text, "words-lifted"):
            return None
        if wonders(self.knowledge, text) or says_it_came_back(self.knowledge, text) or _NOT_LIFTED.search(text):
            return None
        done = self.ticked_by_deed(WHY.split(text)[-1])
        return done or self.show(Screen(self.say("plan-lifted"), ((plan_button(self.knowledge, self.at_work[0]),),)))

    def of_likely_reason(self, text: str, parts: tuple[Part, ...]) -> Turn | None:
        """What is left to do for the reason in the plan that was just shown, about which a text that may be about
        several things is: of what is asked it is the first, of what is told, and was not done, the only one of them in
        the plan."""
        if self.plan_on_screen is None or not self.has_plan_shown or [one.decision for one in parts] != ["choose"]:
            return None
        if any(planwords.deed(self.knowledge, clause)[1] for clause in short_clauses(text)):
            return None
        attempt, _ = self.plan_on_screen
        near = [choice.topic for choice in parts[0].choices]
        likely = [id for id in (near[:1] if wonders(self.knowledge, text) else near) if id in attempt.reasons]
        todos = plan(attempt, self.knowledge, self.now).todos
        return self.todos([todo for todo in todos if likely[0] in todo.reasons]) if len(likely) == 1 else None

    def done_besides(self, text: str, read: Understood) -> Turn | None:
        """What comes of a text that tells what came back, and after that what the person has done about it
        (退回：网站未关闭。已经关了): that is ticked, and no reason. None where anything of that is not in the plan."""
        later = short_clauses(text)[1:]
        done = [clause for clause in later if planwords.tells_own_deed(self.knowledge, clause)]
        if not done or self.is_late:
            return None
        parts = tuple(part for part in read.parts if not set(in_clauses(part.text)) <= set(done))
        taken = self.taken_apart(read.told or text, replace(read, parts=parts or read.parts))
        at, turns = self, [taken]
        for clause in done:
            at = at.with_state(turns[-1].state or at.state)
            turn = at.ticked_as_of(clause, protests=planwords.protests(text)) or at.ticked_by_deed(clause)
            if turn is None or not at.has_changed(turn.state):
                return None
            turns.append(turn)
        return replace(joined(turns), misses=taken.misses)

    def of_customers(self, text: str) -> Turn | None:
        """A rejection for each of those under whose names reasons stand in a text; None where it is not several, or
        tells anything before them, or no reason of one of them."""
        (_, before), *under = by_customer(text)
        if len(under) < 2 or not (self.knowledge.engine.tells_nothing(before) or not before):
            return None
        turns = list[Turn]()
        state = self.state
        for name, words in under:
            read = understand(self.knowledge, words, awaited=True)
            if not (read.notice and self.sounds_like_reasons(words)):
                return None
            turn = self.with_state(replace(state, attempt=0)).taken_apart(words, read)
            turns.append(turn.below(Screen(self.say("quoted", text=name.rstrip("：:")))))
            state = turn.state or state
        return joined(turns, whole=True)

    def partly_read(self, text: str) -> tuple[Screen, ...]:
        """How much of a long notice was read, where it is not all."""
        reading = self.knowledge.engine.reading(text)
        if not reading.unread:
            return ()
        count = sum(len(clause) for cut in reading.cuts for clause in cut.clauses)
        unread = clip(reading.unread, answers.UNREAD)
        says = self.say("partly-read", count=str(count), total=str(len(text)), text=unread)
        return (Screen(says),)

    def continued(self, text: str) -> Turn | None:
        """What comes of the rest of a message that Telegram cut (`Around.goes_on`), where that told of the rejection at
        work: what more it tells is put to the plan, and what the cut went through is read anew."""
        cut, last = self.around.goes_on, self.state.last
        if not cut or self.at_work is None or last is None or last.message not in self.at_work[0].messages:
            return None
        attempt, filing = self.at_work
        text = said(self.heard(cut) + text).text
        read = understand(self.knowledge, text, awaited=True)
        parts = read.parts if read.notice else ()
        found = diagnose(text, parts, self.knowledge, self.now, filing.subject if filing else None)
        unclear = tuple(one for one in attempt.unclear if clean(one.text) not in clean(cut))
        state = attempts.add(self.state, replace(attempt, unclear=unclear), found, self.around.message)
        notes = tuple(Note("rejected", topic) for topic in found.reasons if topic not in attempt.reasons)
        turn = self.show_plan(self.opened(state), attempt.number, notes=notes, misses=not_understood(parts))
        return turn.below(*self.partly_read(text))

    def acted(self, text: str) -> Turn | None:
        """What comes of a text that says nothing but what was done or came back, of one filing or of several."""
        several = self.of_several(text) if self.is_free or self.is_choosing else None
        return several or self.lifted(text) or self.acted_on_one(text)

    def of_several(self, text: str) -> Turn | None:
        """What comes of what is said of several filings, of each by its name. Where several things are asked, a typed
        yes answers all of them, unless it deletes something; of those that came back one is to be told after the other.
        """
        headed = each_headed(self.knowledge, self.state.filings, text)
        called = headed or each_called(self.knowledge, self.state.filings, text)
        if not called:
            return None
        turns, back = list[Turn](), list[tuple[Filing, Turn, State]]()
        state = replace(self.state, waiting="", draft=Draft())
        questions = list[Question]()
        for filing, words in called:
            if self.waits(words):
                continue
            at = self.with_state(state)
            mine = at.meaning(filing)
            turn = mine.of_filing(filing, words) or mine.back_with_reason(filing, words, headed=bool(headed))
            if turn is None:
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
            turns.append(asks.below(*in_order))
        yeses = [decode(data) for (_, data), *_ in questions]
        if len(questions) > 1 and any(yes and deletes(yes) for yes in yeses):
            questions = []
        question, *besides = questions or [()]
        state = replace(state, question=question, besides=tuple(besides))
        return replace(joined(turns, whole=True), state=state)

    def waits(self, words: str) -> bool:
        """Whether words say, and do not ask, no more than that nothing has come of it yet."""
        no = said_back.answer(self.knowledge, words) == "no" and not wonders(self.knowledge, words)
        return no or outcomes.none_yet(self.knowledge, words)

    def back_with_reason(self, filing: Filing, words: str, *, headed: bool) -> Turn | None:
        """What comes of the word that a filing came back, and for which reason; under its name (`headed`) a reason is
        enough, unless it is none of now."""
        read = understand(self.knowledge, words, awaited=True)
        of_now = not has(self.knowledge, words, *NOT_RETURNED)
        told = (headed and of_now and self.sounds_like_reasons(words)) or self.tells_of_return(words)
        if not (read.notice and told):
            return None
        return self.told_of_filing(filing).taken_apart(words, read)

    def framed(self, text: str) -> Turn | None:
        """What comes of a line of the notice whose plan was just shown that tells nothing itself (请登录控制台修改):
        people forward line by line, and it is no question. That it came back is told by others."""
        if self.at_work is None or self.state.waiting or not (self.just_told and self.has_plan_shown):
            return None
        if wonders(self.knowledge, text):
            return None
        told = says_it_came_back(self.knowledge, text) or tells_passed(self.knowledge, text) or "我" in text
        addressed = has(self.knowledge, text, "words-addressed") and self.knowledge.engine.tells_nothing(text)
        if told or not addressed:
            return None
        return self.show(Screen(self.say("plan-framed"), ((plan_button(self.knowledge, self.at_work[0]),),)))

    @property
    def just_told(self) -> bool:
        """Whether the rejection at work came just now, so that more of it may follow."""
        return self.at_work is not None and self.now - self.at_work[0].at <= attempts.JOINED

    def goes_on(self, text: str) -> bool:
        """Whether a text is one more item of the notice of which others came just now, or several, or tells a reason
        besides, or what is meant by the one that was guessed."""
        if not (self.just_told or self.is_explained(text)):
            return False
        item = (is_item(text) or is_list(text) or is_numbered(text)) and not asks_last(text)
        item = item and counting.with_number(text) == text
        item = item and not (is_list(text) and self.is_about_else(text))
        if item or wonders(self.knowledge, text):
            return item
        more = says_more(self.knowledge, text) or self.is_explained(text)
        return (_ALSO in text and self.tells_reason(text)) or (more and self.may_tell(text))

    def is_explained(self, text: str) -> bool:
        """Whether a text tells what was said to somebody who asked, of a rejection of which no reason is certain."""
        guessed = self.at_work is not None and attempts.is_guessed(self.at_work[0])
        return guessed and has(self.knowledge, text, "words-asked-them") and is_told(self.knowledge, text)

    def sounds_like_reasons(self, text: str) -> bool:
        """Whether anything in a text sounds like a reason, rather than like what is asked or wanted."""
        return any(part.rejection for part in self.knowledge.engine.read(text))

    def is_about_else(self, text: str) -> bool:
        """Whether a text is about something, as far as that is known, but nothing in it sounds like a reason."""
        known = any(part.decision != "unknown" for part in self.knowledge.engine.read(text))
        return known and not self.sounds_like_reasons(text)

    def may_tell(self, text: str) -> bool:
        """Whether a text may tell one reason, and nothing else."""
        first, *more = self.knowledge.engine.read(text)
        return not more and first.rejection and first.decision != "unknown"

    def tells_of_mine(self, text: str, parts: tuple[Part, ...]) -> bool:
        """Whether a text in which reasons are recognised tells that something of the person's came back, or goes on
        with what did; whose it is, the clause says that tells that it came back, if it is the first one. Who only finds
        that something is wrong is not rejected by that, nor by what was before what is at work or under review now."""
        first = opening(self.knowledge, in_breaths(text))
        whose = first if says_it_came_back(self.knowledge, first) else text
        of_now = has(self.knowledge, text, "words-again", "words-message", "words-this-time")
        earlier = has(self.knowledge, text, "words-earlier") and not (of_now or is_headed(self.knowledge, text))
        now = self.at_work is not None or any(self.is_reviewed(one) for one in self.state.filings)
        says_so = says_it_came_back(self.knowledge, text)
        well = has(self.knowledge, text, "words-all-well")
        if has(self.knowledge, whose, "words-hearsay") or (earlier and (now or well or not says_so)):
            return False
        if well and (self.at_work is not None or not says_so):
            return False
        awaited = self.just_told or self.is_late or self.state.waiting == "rejection" or self.was_asked_whether_back
        awaited = awaited or self.is_explained(text) or self.goes_on_with_why(text)
        return awaited or was_sent(self.knowledge, text, parts)

    def is_in_plan(self, text: str, parts: tuple[Part, ...]) -> bool:
        """Whether a text was not sent to anybody, and only tells more of a reason in the plan at work: one's own
        circumstances (域名是我个人买的, 居住证我没有), or that something was done (备注写了)."""
        if self.at_work is None or self.state.waiting == "rejection" or says_it_came_back(self.knowledge, text):
            return False
        did = planwords.deed(self.knowledge, text)[1] or planwords.not_to_tick(self.knowledge, text)
        if did and not (is_numbered(text) and tells_fault(text)):
            return True
        if _HAS_NONE.search(text) and not (is_told(self.knowledge, text) or says_more(self.knowledge, text)):
            return True
        told = [part.choices[0].topic for part in parts if is_answered(part)]
        return len(parts) == 1 and not is_item(text) and set(told) <= set(self.at_work[0].reasons) and bool(told)

    def is_defended(self, text: str) -> bool:
        """Whether a text tells what was done, and goes on with how (备注写好了：无经营内容), and others say it not."""
        told = planwords.unwritten(text) != text and planwords.deed(self.knowledge, text)[1]
        return bool(told) and not (says_it_came_back(self.knowledge, text) or is_told(self.knowledge, text))

    def taken_apart(self, text: str, read: Understood) -> Turn:
        """The plan of a rejection; of the filing that the text names, where it names one. Where several may be meant,
        it is asked which one."""
        rivals = [choice.topic for choice in read.others]
        parts = [part for part in read.parts if not self.tells_only_which(part)] or read.parts
        diagnosis = diagnose(text, parts, self.knowledge, self.now)
        if self.is_late and any(attempts.everything(self.state)):
            return self.retold(diagnosis, not_understood(parts), rivals)
        if self.at_work and all(topic.vague for topic in attempts.topics_of(self.at_work[0], self.knowledge)):
            diagnosis = replace(diagnosis, opens=False)
        if self.at_work and is_numbered(text) and self.goes_on(text):
            diagnosis = replace(diagnosis, opens=False, returned=False)
        named = self.named_in(text)
        known = named or not (diagnosis.returned and self.state.filings)
        unknown = "" if known else self.not_recorded(text)[0]
        asked = len(named) > 1 and diagnosis.returned and not self.state.waiting
        if len(named) == 1:
            turn = self.meaning(named[0])
            turn = turn.told_of_filing(named[0]) if diagnosis.returned else turn
        elif asked or unknown:
            turn = self.with_state(replace(self.state, waiting="", attempt=0))
        else:
            of_mine = self.was_asked_whether_back or is_blamed(self.knowledge, text)
            turn = self.sent_back(replace(diagnosis, returned=diagnosis.returned or of_mine))
        filing = turn.awaited() or (self.at_work[1] if self.at_work and self.goes_on(text) else None)
        if filing:
            of_subject = diagnose(text, parts, self.knowledge, self.now, filing.subject)
            diagnosis = replace(of_subject, opens=diagnosis.opens)
            rivals = [id for id in rivals if filing.subject == "personal" or not self.knowledge.topics[id].personal]
        taken = turn.rejected(diagnosis, misses=not_understood(parts), rivals=rivals)
        if unknown:
            return taken.below(Screen(self.say("not-recorded-back", name=unknown)))
        return self.ask_whose(taken, named) if asked else taken

    def tells_only_which(self, part: Part) -> bool:
        """Whether a part of a rejection tells no reason, but only which filing came back (宏达被退了), be it known here
        or not, or how its site is called, or where it was read (哦看到了)."""
        if has_only(self.knowledge, clean(part.text), "words-told-by", "words-move"):
            return True
        named, words = self.filings_called(part.text)
        if named or part.decision == "answer":
            return bool(named) and only_returned(self.knowledge, words)
        called = site_names.name_asked_about(self.knowledge, part.text, about_names=False)
        return bool(called or returned_of(self.knowledge, part.text))

    def named_in(self, text: str) -> list[Filing]:
        """The filings of which a rejection tells by their whole name, or in its opening by a part of that: what was
        sent to somebody may well have a part of a name in it, such as 公司."""
        named, _ = self.filings_called(text)
        whole = [filing for filing in named if clean(filing.name) in clean(text)]
        first = opening(self.knowledge, text).rstrip("：:")
        heads = (head for head in reversed(beginnings(first)) if says_it_came_back(self.knowledge, head))
        first = next(heads, first)  # 花花退了 执照糊了
        if whole or not says_it_came_back(self.knowledge, first) or only_returned(self.knowledge, first):
            return whole
        return self.filings_called(first)[0]

    def ask_whose(self, taken: Turn, named: list[Filing]) -> Turn:
        """Which of these filings came back."""
        number = taken.state.attempt
        rows = [(Button(one.name, encode(Attach(number, one.number))),) for one in named[:OFFERED]]
        plan = self.button("button-plan", OpenPlan(number))
        asked = Screen(self.say("which-came-back", count=str(len(named))), (*rows, (plan,)))
        return replace(taken, replies=(asked,))

    def whose(self, text: str) -> Turn | None:
        """What comes of the word to which filing the rejection on the screen belongs (是甲站的), be it another one than
        was thought (不是甲站的，是乙站的)."""
        if self.plan_on_screen is None or wonders(self.knowledge, text):
            return None
        attempt, filing = self.plan_on_screen
        kinds, right = said_back.second_thoughts(self.knowledge, text)
        told = right if "instead" in kinds and _IS in text else text if clean(text).endswith(_WHOSE) else ""
        named, words = self.filings_called(told)
        if len(named) != 1 or words:
            return None
        if filing is None:
            return self.typed_action(Attach(attempt.number, named[0].number))
        if filing == named[0]:
            return self.typed_action(OpenPlan(attempt.number))
        if filing.revision != attempt.revision:
            return None
        state = self.typed_action(Undo(filing.number, filing.revision)).state or self.state
        after = self.with_state(state)
        return after.typed_action(Attach(attempt.number, named[0].number))

    def sent_back(self, found: Diagnosis) -> Self:
        """The turn in which what came back is of the only filing that its sender reviews, or is to review later, as
        people do not tell each review that is over; if there is none, of that which comes back anew, and nobody says
        that it is of another."""
        if not found.returned or found.another or self.state.waiting:
            return self
        reviewed = [filing for filing in self.state.filings if self.is_reviewed(filing, found.senders)]
        if set(found.senders) == {"authority"}:
            reviewed = reviewed or [filing for filing in self.state.filings if self.is_reviewed(filing)]
        meant = reviewed or [filing for filing, _, _ in self.under_way if self.comes_back_anew(filing, found)]
        return self.told_of_filing(meant[0]) if len(meant) == 1 else self

    def comes_back_anew(self, filing: Filing, found: Diagnosis) -> bool:
        """Whether a filing that is being mended, and the only one under way, came back once more: so it says, or for
        what it did not the last time, and not just now; by one of those that may review it again."""
        if len(self.under_way) != 1 or not course.mended(filing):
            return False
        last = filing.attempts[-1]
        retold = not found.unclear and set(found.reasons) <= set(last.reasons)
        anew = found.opens and not retold and self.now - last.at > attempts.JOINED
        theirs = not {"after", "store", "police"}.intersection(found.senders) or last.sender in found.senders
        return theirs and (found.again or anew)
