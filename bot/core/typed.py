"""What comes of a typed text: an answer to what was asked of the person, a question, a rejection, a word to define, a
greeting."""

from collections.abc import Callable
from dataclasses import replace
from typing import Self, assert_never

from bot.core import answers, attempts, edits, glossary, guide, naming, provinces, router, spoken
from bot.core import filing as moves
from bot.core.actions import (
    Attach,
    MyProvince,
    NewFiling,
    OpenPlan,
    OpenStep,
    PickProvince,
    PickSubject,
    Rename,
    encode,
)
from bot.core.asker import names_only
from bot.core.called import filings_called
from bot.core.dates import moment_gone
from bot.core.diagnosis import Diagnosis, diagnose, opening, says_it_came_back
from bot.core.events import Said
from bot.core.guard import without_code
from bot.core.languages import as_content
from bot.core.misses import keepable, not_understood
from bot.core.privacy import LONGEST
from bot.core.reckoning import (
    AUTHORITY,
    FIRST_REVIEW,
    PROVIDERS_TIME,
    authority_ends,
    first_review_ends,
    last_day,
    which_day,
)
from bot.core.replies import Button, Miss, Note, Screen, Turn
from bot.core.spoken import Courtesy, calmed, courtesy, wants_staff
from bot.core.state import Draft, Filing
from bot.core.understanding import (
    ELSEWHERE,
    Understood,
    asks_last,
    is_certain,
    is_small_talk,
    only_returned,
    returned_alike,
    stands_alone,
    understand,
    was_sent,
    wonders,
)
from bot.core.underway import Underway, joined
from bot.core.words import has, listed
from bot.core.workdays import local
from bot.search import Part
from bot.search.bands import CERTAIN, SURE
from bot.search.normalise import clean
from bot.search.parts import is_item

LONGEST_NAME = 20
OURS = 0.8
"""A text that is less likely than this to be our business is not made clear by what was read before it."""
GUESS = 0.6
"""An answer that is less likely than this to be the right one is given as a guess."""
AS_LIKELY = 0.5
"""Of how likely the first topic is, another one must have so much for being what is meant by what was read before."""
_NOT_RETURNED = ("words-hearsay", "words-earlier", "words-no-verdict")
"""What tells of no rejection, or of none now."""
MOST_ANSWERS = 3
"""Answers to one message that are sent in full; what was asked beyond that is named."""


class Typed(Underway):
    """Turns that answer typed texts."""

    def said(self, event: Said, *, to_us: bool = False) -> Turn:
        """What comes of a text; `to_us`: even within a conversation it is not for the staff."""
        text = as_content(event.text.strip())
        notices = []
        if event.hidden:
            notices.append(Screen(self.say("hidden", kinds=answers.kinds(self.knowledge, event.hidden))))
        text, code = without_code(text, self.state, self.knowledge)
        if code:
            notices.append(Screen(self.say("hidden-code")))
            if not text:
                return self.show(*notices, *self.again())
        if len(text) >= LONGEST:
            notices.append(Screen(self.say("too-long", count=str(LONGEST))))
        if not text:
            return self.show(*notices, Screen(self.say("empty")), *self.again())
        if self.is_with_staff and not to_us:
            passed = self.passed_on(text if code else event.verbatim.strip())
            return replace(passed, replies=(*notices, *passed.replies))
        turn = self.said_late(text) if self.is_late else self.said_now(text)
        return replace(turn, replies=(*notices, *turn.replies))

    def said_now(self, text: str) -> Turn:
        """What comes of a text by the first of these readings that it fits: what is under way, what was asked for, what
        takes only a text that says just that, and whatever else it may be about."""
        readings: tuple[Callable[[str], Turn | None], ...] = (
            self.other_name,  # before what else is said of a filing by its name
            self.acted,  # before courtesies, terms and names: 都改好了, 备案成功了, 算了 tell of what is under way
            self.acted_crossly,  # before courtesies: what is told in anger is done, and not only the anger soothed
            self.acted_and_asked,  # likewise: what is told before a question is done
            self.courteous,  # before what was asked for: 谢谢 is no name
            self.reckoned,  # likewise: 1月1日上班吗 is none
            self.setup,  # before what the words mean elsewhere: 广东 is where it is filed, 首次备案 a name or a flow
            self.announced,  # from here on in any order, since no text that we know fits two of them, but for
            self.explained,
            self.noticed,
            self.recalled,
            self.defined,  # before the last answer for somebody else: 万网 alone asks what that is,
            self.named_province,  # and 广东 what is wanted there
            self.follow_up,
            self.named_site,  # last: any words may be a name
        )
        return next(filter(None, (reading(text) for reading in readings)), None) or self.understood(text)

    def said_late(self, text: str) -> Turn:
        """What comes of an older message that is edited: another answer to a question with which a filing begins, a
        rejection, or what is surely asked; of anything else it is said how it may be changed."""
        beginning = self.state.waiting in ("subject", "province", "name")
        if beginning and (turn := self.instead(text)):
            return turn
        read = understand(self.knowledge, text, topic=self.knowledge.topics.get(self.state.topic))
        if read.notice or (self.asks(text) and any(map(is_answered, read.parts))):
            return self.told_of(text, read)
        return self.show(Screen(self.say("edited-late")), *self.again())

    def other_name(self, text: str) -> Turn | None:
        """What comes of the wish to call a filing otherwise (给五金改名叫宏达新店). That an applicant has another name
        by now (公司改名了) is none."""
        who, name = spoken.other_name(self.knowledge, text)
        free = who and self.is_free and not (wonders(self.knowledge, text) or names_only(self.knowledge, who))
        named, words = filings_called(self.knowledge, self.state.filings, who) if free else ([], "")
        if not named or words or spoken.is_common(self.knowledge, who):
            return None
        if len(named) > 1:
            return self.which_of(named)
        if not name or len(name) > LONGEST_NAME:
            return self.typed_action(Rename(named[0].number))
        return self.renamed(named[0], name)

    def acted_crossly(self, text: str) -> Turn | None:
        """What comes of what an angry person says was done."""
        calm = calmed(self.knowledge, text)
        turn = self.acted(calm) if calm != text else None
        return self.kindly(turn) if turn else None

    def acted_and_asked(self, text: str) -> Turn | None:
        """What comes of a text that first tells what was done and then asks something (提交了，网站要关吗): what was
        done is noted, and the whole is answered. A time that is told with the question may be when it was done; then it
        is not now."""
        now = local(self.now)
        for told in spoken.beginnings(text) if wonders(self.knowledge, text) else ():
            late = moment_gone(text, now) and not moment_gone(told, now)
            turn = None if late or wonders(self.knowledge, told) else self.acted(told)
            if turn and turn.state and (turn.state.filings, turn.state.loose) != (self.state.filings, self.state.loose):
                after = type(self)(turn.state, self.knowledge, self.now, self.around)
                return joined((turn, after.understood(text)))
        return None

    def kindly(self, turn: Turn) -> Turn:
        """What an angry person is shown, under a word of sympathy."""
        return replace(turn, replies=(Screen(self.say("sympathy")), *turn.replies))

    def courteous(self, text: str) -> Turn | None:
        """An answer in kind to who only greets, thanks, asks for a person or is cross; what was under way goes on. Who
        wants to complain is told to whom."""
        kind = courtesy(self.knowledge, text)
        if kind is None and self.knowledge.desk and wants_staff(self.knowledge, text):
            kind = "human"
        whom = self.knowledge.topics.get(answers.WHOM_TO_ASK)
        if kind == "complaint":
            return self.show(answers.topic_screen(self.knowledge, self.state, whom), *self.again()) if whom else None
        return self.in_kind(kind) if kind else None

    def in_kind(self, kind: Courtesy, misses: tuple[Miss, ...] = ()) -> Turn:
        key = "courtesy-staff" if kind == "human" and self.knowledge.desk else f"courtesy-{kind}"
        menu = answers.home(self.knowledge, self.state, key)
        again = self.again()
        people = answers.people_rows(self.knowledge) if kind in ("human", "upset") else ()
        return self.show(replace(menu, buttons=(*people, *(() if again else menu.buttons))), *again, misses=misses)

    def setup(self, text: str) -> Turn | None:
        """The typed answer to a question with which a filing begins; None where the text is none."""
        match self.state.waiting:
            case "flow":
                flow = next((flow for flow in self.knowledge.flows.values() if text == flow.title), None)
                return self.typed_action(NewFiling(flow.id)) if flow else self.towards(text)
            case "subject":
                if subject := guide.subject_called(self.knowledge, text):
                    return self.typed_action(PickSubject(subject))
                return self.instead(text) if self.state.draft.filing else None
            case "province" if (place := provinces.lies_in(self.knowledge, text)) and not self.asks(text):
                return self.typed_action(PickProvince(place.id))
            case "name" if spoken.is_word(self.knowledge, text):
                return self.show(*self.again())
            case "name" if len(text) <= LONGEST_NAME and "\n" not in text and not self.says(text):
                filing = self.filing(self.state.draft.filing)
                return self.renamed(filing, text) if filing else self.start_filing(text)
            case "icp" | "police" | "domain" | "server" | "identity" if not self.asks(text):
                return self.told(text)
        return None

    def towards(self, text: str) -> Turn | None:
        """What somebody wants to be done, in own words; what is a question, too, is answered first. In the midst of the
        way to it, a question leads to nothing else."""
        if turn := self.chosen(text):
            return turn
        midst = bool(self.drafted().picks)
        if midst and self.asks(text):
            return None
        read = understand(self.knowledge, text)
        if read.notice:
            return None
        parts = read.parts
        topic = self.knowledge.topics[parts[0].choices[0].topic] if parts[0].decision == "answer" else None
        known = topic if len(parts) == 1 else None
        if turn := self.wished(text):
            sure = known and parts[0].choices[0].score >= GUESS and self.asks(text)
            asked = (self.answer(parts[0], quoted=False),) if sure else ()
            return replace(turn, replies=(*asked, *turn.replies))
        flow = self.knowledge.flows.get(known.flow or "") if known else None
        if flow is None or midst or self.asks(text):
            return None
        return self.show(router.flow_screen(self.knowledge, flow, ()))

    def announced(self, text: str) -> Turn | None:
        """Who says for how many reasons it came back, and none of them yet, is asked for them; who says that they are
        those of the last time, only where that is not known."""
        named, words = filings_called(self.knowledge, self.state.filings, text)
        one = len(named) == 1
        if returned_alike(self.knowledge, words if one else text):
            return self.came_back_alike(text, named[0] if one else self.at_hand)
        return self.came_back(text) if only_returned(self.knowledge, text, counted=True) else None

    def came_back_alike(self, text: str, filing: Filing | None) -> Turn:
        """What came back for the reasons of the last time: of this filing, or of none."""
        earlier = filing.attempts if filing else self.state.loose
        if not earlier:
            return self.came_back(text, filing)
        last = earlier[-1]
        found = Diagnosis(last.reasons, sender=last.sender, provider=last.provider, returned=True)
        return (self.told_of_filing(filing) if filing else self).rejected(found)

    def explained(self, text: str) -> Turn | None:
        """Who tells why it came back, where the rejection at work lacks that (客服说是名字问题), has it noted. In so
        few words, what they do not tell for certain is asked."""
        if self.plan is None or self.state.waiting or wonders(self.knowledge, text):
            return None
        told = spoken.retold(self.knowledge, text)
        if not told or not all(topic.vague for topic in attempts.topics_of(self.plan[0], self.knowledge)):
            return None
        reasons = self.knowledge.engine.reasons(told)
        if not any(one.rejection and one.decision != "unknown" for one in reasons):
            return None
        parts = tuple(one if is_certain(one) else replace(one, decision="choose") for one in reasons)
        found = diagnose(told, parts, self.knowledge, self.now)
        state = attempts.add(self.state, self.plan[0], found)
        notes = tuple(Note("rejected", part.choices[0].topic) for part in parts if is_answered(part))
        return self.show_plan(self.opened(state), self.plan[0].number, notes=notes, misses=not_understood(parts))

    def reckoned(self, text: str) -> Turn | None:
        """A day that is asked for; how long a review may take, above what is known of that."""
        day = which_day(self.knowledge, text, self.now) or last_day(self.knowledge, text, self.now)
        about, ends = AUTHORITY, "" if day else authority_ends(self.knowledge, text, self.now)
        if not (day or ends) and self.is_first_reviewed_as_usual:
            about, ends = FIRST_REVIEW, first_review_ends(self.knowledge, text, self.now)
        if not (day or ends) or understand(self.knowledge, text, awaited=self.state.waiting == "rejection").notice:
            return None
        if day:
            return self.show(Screen(day, (answers.home_row(self.knowledge),)), *self.again())
        state = replace(self.state, topic=about, asked=keepable(text))
        screen = answers.topic_screen(self.knowledge, self.state, self.knowledge.topics[about], asked=text)
        return self.show(replace(screen, text=f"{ends}\n\n{screen.text}"), *self.again(), state=state)

    @property
    def is_first_reviewed_as_usual(self) -> bool:
        """Whether nothing else is known of the filing at hand than that the first review takes as long as of sites: it
        takes longer of apps, and of mini programs nobody knows."""
        flow = self.flow(self.at_hand) if self.at_hand else None
        return flow is None or any(step.duration and step.duration.id == PROVIDERS_TIME for step in flow.steps)

    def named_province(self, text: str) -> Turn | None:
        """The name of a province or of a city in it alone asks for its requirements, as does a question for just
        them; who says to be there is remembered to be, while nothing is filed elsewhere."""
        if province := provinces.called(self.knowledge, text):
            return self.show(provinces.card(self.knowledge, self.state, province), *self.again())
        said = provinces.said(self.knowledge, text)
        if said is None:
            return None
        if said.mine and not self.state.filings and not self.state.waiting:
            return self.typed_action(MyProvince(said.province.id))
        card = provinces.card(self.knowledge, self.state, said.province, said.about, said.subject)
        return self.show(card, *self.again())

    def follow_up(self, text: str) -> Turn | None:
        """「那企业呢」 after an answer: the same one, for somebody else."""
        topic = self.knowledge.topics.get(self.state.topic)
        if topic is None or not names_only(self.knowledge, text):
            return None
        state = replace(self.state, asked=keepable(text))
        return self.show(answers.topic_screen(self.knowledge, state, topic, asked=text), *self.again(), state=state)

    def named_site(self, text: str) -> Turn | None:
        """Whether a name for a site is all right, where a text asks that or is the name that was asked for."""
        awaited = self.state.waiting == "site-name"
        about_names = awaited or answers.is_about_names(self.knowledge, self.state.topic)
        if name := naming.asked(self.knowledge, text, about_names=about_names):
            is_name = not understand(self.knowledge, text).notice
        elif awaited and (name := naming.sent(self.knowledge, text)):
            said = spoken.is_word(self.knowledge, name)
            is_name = not said and understand(self.knowledge, name).parts[0].decision != "answer"
        else:
            return None
        if not is_name:
            return None
        screen = naming.screen(self.knowledge, self.state, name, text)
        state = replace(self.state, waiting="site-name" if awaited else "", topic=naming.ABOUT)
        return self.show(screen, *self.again(), state=state)

    def defined(self, text: str) -> Turn | None:
        """A term or an order state alone asks what it means, unless an answer has just these words as its own."""
        screen = glossary.meaning(self.knowledge, self.state, text)
        if screen is None or any(text in (t.title, *t.asks, *t.messages) for t in self.knowledge.topics.values()):
            return None
        return self.show(screen, *self.again())

    def asks(self, text: str) -> bool:
        """Whether a text that could be a name is rather a question: it asks, and we know what about."""
        if not wonders(self.knowledge, text):
            return False
        return text[-1] in "?？" or understand(self.knowledge, text).parts[0].decision != "unknown"

    def says(self, text: str) -> bool:
        """Whether a text that could be a name rather asks or tells something that we know about: it is surely that, or
        has the words for it. What is surely only about names, or is the title of a filing, may be a name (公司网站)."""
        if self.asks(text):
            return True
        read = understand(self.knowledge, text)
        first = read.parts[0]
        if read.notice or first.decision == "unknown":
            return read.notice
        wishes = text.startswith(listed(self.knowledge, "words-wish"))
        if wishes or spoken.moves(self.knowledge, text)[0]:
            return True
        sure = first.decision == "answer" and first.choices[0].score >= CERTAIN
        titled = any(text == flow.title for flow in self.knowledge.flows.values())
        return sure and not titled and not answers.is_about_names(self.knowledge, first.choices[0].topic)

    def understood(self, text: str) -> Turn:
        """Answer a question or take a rejection apart. What somebody cross writes is in their own words, not what they
        were sent, and only what they ask besides is read."""
        if turn := self.returned_and_resubmitted(text):
            return turn
        calm = calmed(self.knowledge, text)
        is_cross = calm != text
        awaited = not is_cross and (self.state.waiting == "rejection" or self.goes_on(calm) or self.came_to_mine(calm))
        read = understand(self.knowledge, calm, awaited=awaited, topic=self.knowledge.topics.get(self.state.topic))
        if awaited and is_small_talk(self.knowledge, calm) and not any(map(is_answered, read.parts)):
            return self.show(answers.ask_for_rejection(self.knowledge))
        if is_cross and not self.is_asked(calm, read.parts):
            if not any(part.decision != "unknown" and part.choices[0].score >= SURE for part in read.parts):
                return self.in_kind("upset", not_understood(read.parts))
            return self.kindly(self.told_of(calm, read))
        return self.told_of(calm, read)

    def goes_on(self, text: str) -> bool:
        """Whether a text is one more item of the notice of which others came just now."""
        listed = is_item(text) and not asks_last(text)
        return listed and self.plan is not None and self.now - self.plan[0].at <= attempts.JOINED

    def tells_of_return(self, text: str) -> bool:
        """Whether a text tells, and does not ask, that something came back; what only may be, was before, or was given
        back otherwise did not."""
        told = says_it_came_back(self.knowledge, text) and not wonders(self.knowledge, text)
        return told and not any(has(self.knowledge, text, key) for key in _NOT_RETURNED)

    def came_to_mine(self, text: str) -> bool:
        """Whether a text tells that something came back and likely for which reason, where a filing of the person's may
        have: what is likely then is certain."""
        if not any(map(self.may_come_back, self.state.filings)) or not self.tells_of_return(text):
            return False
        first, *more = self.knowledge.engine.read(text)
        return not more and first.rejection and stands_alone(first)

    def returned_and_resubmitted(self, text: str) -> Turn | None:
        """What comes of a text that tells what came back, and at its end that it was submitted again."""
        if not says_it_came_back(self.knowledge, text):
            return None
        told, kinds = text, frozenset[str]()
        for clause in reversed(list(spoken.clauses(text))):
            done, rest = spoken.moves(self.knowledge, clause)
            if rest or not done <= {"done", "resubmitted"}:
                break
            told, kinds = told[: told.rindex(clause)], kinds | done
        if "resubmitted" not in kinds or not self.tells_of_return(told):
            return None
        reviewed = any(map(self.may_come_back, self.state.filings))
        at = self if reviewed else type(self)(self.told_next, self.knowledge, self.now, self.around)
        turn = at.understood(told)
        if turn.state is None or attempts.at_work(turn.state) in (None, attempts.at_work(self.state)):
            return None
        after = type(self)(turn.state, self.knowledge, self.now, self.around).of_plan(
            "", frozenset({"resubmitted"}), ""
        )
        return joined((turn, after)) if after else None

    def told_of(self, text: str, read: Understood) -> Turn:
        """What is told of what a text is about."""
        is_new = read.notice and self.tells_of_mine(text, read.parts) and not self.is_in_plan(text, read.parts)
        if not is_new:
            return self.answered(text, replace(read, parts=(*read.parts, *read.asked)))
        turn = self.taken_apart(read.told or text, read)
        return replace(turn, replies=(*turn.replies, *(self.answer(part, quoted=True) for part in read.asked)))

    def tells_of_mine(self, text: str, parts: tuple[Part, ...]) -> bool:
        """Whether a text in which reasons are recognised tells that something of the person's came back, or goes on
        with what did. Who only finds that something is wrong is not rejected by that."""
        if has(self.knowledge, text, "words-hearsay") or (self.plan and has(self.knowledge, text, "words-earlier")):
            return False
        goes_on = self.plan is not None and self.now - self.plan[0].at <= attempts.JOINED
        awaited = goes_on or self.is_late or self.state.waiting == "rejection"
        return awaited or was_sent(self.knowledge, text, parts)

    def is_in_plan(self, text: str, parts: tuple[Part, ...]) -> bool:
        """Whether a text was not sent to anybody, and only tells more of a reason in the plan at work: one's own
        circumstances (域名是我个人买的)."""
        if self.plan is None or self.state.waiting == "rejection" or says_it_came_back(self.knowledge, text):
            return False
        told = [part.choices[0].topic for part in parts if is_answered(part)]
        return len(parts) == 1 and not is_item(text) and set(told) <= set(self.plan[0].reasons) and bool(told)

    def taken_apart(self, text: str, read: Understood) -> Turn:
        """The plan of a rejection; of the filing that the text names, where it names one. Where several may be meant,
        it is asked which one."""
        rivals = [choice.topic for choice in read.others]
        parts = [part for part in read.parts if not self.tells_only_which(part)] or read.parts
        diagnosis = diagnose(text, parts, self.knowledge, self.now)
        if edits.is_older(self.state, self.around) and any(attempts.everything(self.state)):
            return self.retold(diagnosis, not_understood(parts), rivals)
        if self.plan and all(topic.vague for topic in attempts.topics_of(self.plan[0], self.knowledge)):
            diagnosis = replace(diagnosis, opens=False)
        named = self.named_in(text)
        asked = len(named) > 1 and diagnosis.returned and not self.state.waiting
        if len(named) == 1:
            turn = self.meaning(named[0])
            turn = turn.told_of_filing(named[0]) if diagnosis.returned else turn
        elif asked:
            turn = type(self)(replace(self.state, attempt=0), self.knowledge, self.now, self.around)
        else:
            turn = self.sent_back(diagnosis)
        taken = turn.rejected(diagnosis, misses=not_understood(parts), rivals=rivals)
        return self.ask_whose(taken, named) if asked else taken

    def tells_only_which(self, part: Part) -> bool:
        """Whether a part of a rejection tells no reason, but only which filing came back (宏达被退了)."""
        named, words = filings_called(self.knowledge, self.state.filings, part.text)
        return bool(named) and only_returned(self.knowledge, words)

    def named_in(self, text: str) -> list[Filing]:
        """The filings of which a rejection tells by their whole name, or in its opening by a part of that: what was
        sent to somebody may well have a part of a name in it, such as 公司."""
        named, _ = filings_called(self.knowledge, self.state.filings, text)
        whole = [filing for filing in named if clean(filing.name) in clean(text)]
        first = opening(self.knowledge, text).rstrip("：:")
        if whole or not says_it_came_back(self.knowledge, first) or only_returned(self.knowledge, first):
            return whole
        return filings_called(self.knowledge, self.state.filings, first)[0]

    def ask_whose(self, taken: Turn, named: list[Filing]) -> Turn:
        """Which of these filings came back."""
        number = taken.state.attempt if taken.state else 0
        rows = [(Button(one.name, encode(Attach(number, one.number))),) for one in named[: answers.OFFERED]]
        plan = (Button(self.label("button-plan"), encode(OpenPlan(number))),)
        asked = Screen(self.say("which-came-back", count=str(len(named))), (*rows, plan))
        return replace(taken, replies=(asked,))

    def told_of_filing(self, filing: Filing) -> Self:
        """The turn in which what comes next is the rejection of this filing."""
        state = replace(self.state, waiting="rejection", draft=Draft(filing=filing.number))
        return type(self)(state, self.knowledge, self.now, self.around)

    def sent_back(self, found: Diagnosis) -> Self:
        """The turn in which what came back is of the only filing that its sender reviews, if there is one, and nobody
        says that it is of another."""
        reviewed = [filing for filing in self.state.filings if self.is_reviewed(filing, found.senders)]
        mine = found.returned and not found.another and len(reviewed) == 1
        return self.told_of_filing(reviewed[0]) if mine and not self.state.waiting else self

    def answered(self, text: str, read: Understood) -> Turn:
        """Answers to what is asked; afterwards the step in which it came up is shown again, or the way back to it where
        nothing was understood. What leaves unsaid what it is about goes on with what was read before."""
        notes = tuple(
            Note(part.decision, part.choices[0].topic if part.decision == "answer" else "") for part in read.parts
        )
        parts = tuple(map(self.in_context, read.parts))
        topic, goes_on = self.state.topic, self.state.topic and read.unsaid
        if not goes_on and [part.decision for part in parts] == ["answer"]:
            topic = parts[0].choices[0].topic
        asked = keepable(text) if any(part.decision != "unknown" for part in parts) else ""
        waiting = "" if self.state.waiting == "site-name" else self.state.waiting
        told = [part.choices[0].topic for part in parts if is_answered(part)]
        rated = {id: verdict for id, verdict in self.still_rated.items() if id in told}
        state = replace(self.state, waiting=waiting, asked=asked, topic=topic, rated=rated)
        replies = [self.answer(part, quoted=len(parts) > 1) for part in parts[:MOST_ANSWERS]]
        if len(parts) > 1:
            rest = len(parts) - MOST_ANSWERS
            key = "several-more" if rest > 0 else "several"
            replies.insert(0, Screen(self.say(key, count=str(len(parts)), rest=str(rest))))
        again = self.again()
        if again and not self.state.waiting and all(part.decision == "unknown" for part in parts):
            back = Button(self.label("button-to-step"), encode(OpenStep(self.state.front, self.state.showing)))
            replies[-1], again = replace(replies[-1], buttons=((back,), *replies[-1].buttons)), ()
        return self.show(*replies, *again, state=state, notes=notes, misses=not_understood(parts))

    def is_asked(self, text: str, parts: tuple[Part, ...]) -> bool:
        """Whether the rest of what an angry person wrote is about some matter, and not only more anger."""
        if wonders(self.knowledge, text):
            return any(part.decision != "unknown" for part in parts)
        return any(part.decision == "answer" and part.choices[0].score >= GUESS for part in parts)

    def in_context(self, part: Part) -> Part:
        """Where several topics could be meant, the one that belongs to what was read last or to the step on the screen,
        unless the first one is clearly likelier, and for whom we know the one that has no rival; what is clear by
        itself, or not to be told even so, stays as it is. What is likeliest nobody's business here is told whom to
        ask."""
        if part.decision != "answer" and self.is_known and stands_alone(part):
            return replace(part, decision="answer")
        if part.decision != "choose" or part.rejection or part.ours < OURS:
            return part
        if part.choices[0].topic == ELSEWHERE:
            return replace(part, decision="answer")
        near: set[str] = set()
        if topic := self.knowledge.topics.get(self.state.topic):
            near.update((topic.id, *topic.related))
        filing = self.filing(self.state.front)
        flow = self.flow(filing) if filing else None
        if step := moves.step_of(flow, self.state.showing) if flow else None:
            near.update(step.topics)
        likely = (choice for choice in part.choices if choice.score >= part.choices[0].score * AS_LIKELY)
        meant = [choice for choice in likely if choice.topic in near]
        return replace(part, decision="answer", choices=tuple(meant)) if len(meant) == 1 else part

    @property
    def is_known(self) -> bool:
        """Whether the person has read an answer or has something under way."""
        return bool(self.state.topic or self.state.filings or self.state.loose)

    def answer(self, part: Part, quoted: bool) -> Screen:
        match part.decision:
            case "answer":
                topic = self.knowledge.topics[part.choices[0].topic]
                if topic.id in self.still_rated:
                    return self.rated_answer(replace(self.state, rated=self.still_rated), topic, part.text)
                others = [choice.topic for choice in part.choices[1 : answers.OFFERED]]
                score = part.choices[0].score
                also, near = ([], others) if score >= CERTAIN else (others, [])
                return answers.topic_screen(
                    self.knowledge, self.state, topic, asked=part.text, also=also, near=near, guess=score < GUESS
                )
            case "choose":
                return answers.choices(self.knowledge, part, quoted)
            case "unknown":
                return answers.not_found(self.knowledge, part, quoted)
        assert_never(part.decision)


def is_answered(part: Part) -> bool:
    return part.decision == "answer"
