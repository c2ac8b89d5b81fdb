"""What comes of a typed text: the readings that it may fit, in their order, and those of them that go on from what was
asked of the person. The others have modules of their own."""

import re
from collections.abc import Callable
from dataclasses import replace

from bot.core.actions import AsOf, Came, Flows, Letters, Read, Rename, Resubmitted
from bot.core.button_data import decode
from bot.core.events import Said
from bot.core.filings import attempts, claims
from bot.core.filings.clock import clock
from bot.core.replies import Button, Screen, Turn
from bot.core.screens import answers, letters, waiting
from bot.core.screens.rows import home_row
from bot.core.state import DESCRIBES, Draft, State
from bot.core.texts import said_back, spoken
from bot.core.texts.asker import names_only
from bot.core.texts.asking import asks_how, asks_now, only_points, wondering, wonders
from bot.core.texts.called import each_called, is_common, other_name
from bot.core.texts.chats import told_in_chat
from bot.core.texts.clauses import beginnings, in_clauses, short_clauses
from bot.core.texts.codes import without_code
from bot.core.texts.commands import command
from bot.core.texts.courtesies import calmed, tone
from bot.core.texts.letters_asked import days_told, letter_asked
from bot.core.texts.meant import stands_alone
from bot.core.texts.misses import not_understood
from bot.core.texts.no_notice import is_small_talk, tells_done, tells_of_self, tells_own_deeds
from bot.core.texts.taken_for import tells_new_code
from bot.core.texts.understanding import Understood, understand
from bot.core.texts.verdicts import came_back, not_passed, only_returned, says_it_came_back, unpuzzled
from bot.core.texts.wordlists import has, has_only, listed
from bot.core.turns.answering import is_answered
from bot.core.turns.base import joined
from bot.core.turns.courteous import Courteous
from bot.core.turns.denying import Denying
from bot.core.turns.doing import DOINGS, VERDICTS
from bot.core.turns.judging import GUESS
from bot.core.turns.looking_up import LookingUp
from bot.core.turns.pasted import Pasted
from bot.core.turns.replying import OfSteps
from bot.core.turns.resubmitting import ANEW
from bot.core.turns.setting_up import LONGEST_NAME, SettingUp
from bot.core.turns.starting import Starting
from bot.search import Part
from bot.search.bands import SURE
from bot.search.normalise import clean

_MADE_SO = re.compile("[换改][成为]|用了|填的|写的")
"""What was made of something: who asks only whether that will do has not settled it (换成我老婆的了 行不)."""
_ALL_AT_ONCE = "一次"
"""In what asks for all that is wrong, and not for what one of the reasons means."""
_BARE_NAMES = ("名字", "名")
"""Whose name it is is left unsaid (名字改成宏达)."""


class Typed(Denying, Pasted, SettingUp, LookingUp, Starting, Courteous):
    """Turns that answer typed texts."""

    def said(self, event: Said, *, to_us: bool = False) -> Turn:
        """What comes of a text; `to_us`: even within a conversation it is not for the staff."""
        text = self.heard(event.text.strip())
        notices = []
        if event.hidden:
            notices.append(Screen(self.say("hidden", kinds=answers.kinds(self.knowledge, event.hidden))))
        text, code = without_code(text, self.state, self.knowledge)
        if code:
            notices.append(Screen(self.say("hidden-code")))
            if not text:
                return self.aside(*notices)
        notices += answers.unread(self.knowledge, event)
        if not text:
            return self.aside(*notices, Screen(self.say("empty")))
        if self.is_with_staff and not to_us:
            more = "\n" + self.label("human-beside") if event.beside else ""
            passed = self.passed_on((text if code else event.verbatim.strip()) + more)
            return passed.below(*notices)
        text = told_in_chat(self.knowledge, text)
        turn = (
            self.said_late(text)
            if self.is_late
            else self.continued(text) or self.said_now(self.as_next_rejection(text))
        )
        return turn.below(*notices)

    def said_now(self, text: str) -> Turn:
        """What comes of a text by the first of these readings that it fits: what is under way, what was asked for, what
        takes only a text that says just that, and whatever else it may be about."""
        readings: tuple[Callable[[str], Turn | None], ...] = (
            self.returned_as_asked,  # before all that reads it as of another filing, or of none
            self.wants_letter,  # before all that reads what it is about: what came back, what takes long
            self.told_on,  # before all that it may say by itself: it also answers what is asked
            self.called_on,  # likewise
            self.noted_of_wrong_one,  # before it is asked of the one that is named
            self.of_which,  # before all that takes it as told of the one on the screen
            self.news,  # before all that answers a question of what to file: that is left
            self.renaming,  # before what else is said of a filing by its name
            self.whose,  # likewise, where a rejection is on the screen
            self.acted_and_asked,  # before it is asked of the plan: 都改好了 然后呢 tells first what was done
            self.told_of_plan,  # before all that takes it as told of what came back
            self.acted,  # before courtesies, terms and names: 都改好了, 备案成功了, 算了 tell of what is under way
            self.acted_rather,  # likewise
            self.acted_crossly,  # before courtesies: what is told in anger is done, and not only the anger soothed
            self.courteous,  # before what was asked for: 谢谢 is no name
            self.reckoned,  # likewise: 1月1日上班吗 is none
            self.setup,  # before what the words mean elsewhere: 广东 is where it is filed, 首次备案 a name or a flow
            self.asked_rather,  # likewise: what is asked instead is no answer
            self.said_yes_or_no,  # after all that asks something
            self.announced,  # from here on in any order, since no text that we know fits two of them, but for
            self.explained,
            self.framed,  # after that: 客服说资料有问题 is no line of a notice
            self.noticed,
            self.told_until,
            self.looked_over,
            self.foretold,  # before what is heralded: that is good news of now
            self.heralded,
            self.told_of_self_instead,
            self.not_had,
            self.recalled,
            self.of_another,
            self.introduction,
            self.wants,
            self.introduced_and_asked,
            self.defined,  # before the last answer for somebody else: 万网 alone asks what that is,
            self.named_province,  # and 广东 what is wanted there
            self.follow_up,
            self.named_site,  # last: any words may be a name
        )
        both = understand(self.knowledge, text)
        if both.told:  # what is asked besides hides that it came back from none of the readings
            taken = self.said_now(both.told)
            asked = (self.answer(part, quoted=True) for part in both.asked)
            return replace(taken, replies=(*taken.replies, *asked))
        for reading in readings:
            if turn := reading(text):
                return turn
        return self.understood(text)

    def returned_as_asked(self, text: str) -> Turn | None:
        """What comes of a text that tells that something came back, right below the question for the verdict on a
        filing: it is that one, unless the text names others. That it is not through yet is asked about (没过)."""
        filing = self.asked_of_verdict
        if filing is None or not self.tells_own_return(text) or not_passed(self.knowledge, text):
            return None
        if self.filings_called(text)[0]:
            return None
        mine = self.meaning(filing)
        told = any(part.rejection and part.decision != "unknown" for part in self.knowledge.engine.read(text))
        if only_returned(self.knowledge, text) or not told:
            return mine.came_back(text, filing)
        return mine.with_state(claims.settled(mine.state, filing.number)).told_of_filing(filing).said_now(text)

    def wants_letter(self, text: str) -> Turn | None:
        """Who asks to have something written gets the letter for it: of the filing that is waited for, of what came
        back, or with blanks. What came back and is told besides comes first."""
        occasion = letter_asked(self.knowledge, text)
        if not occasion or understand(self.knowledge, text).notice or self.tells_of_return(text):
            return None
        attempt, _ = self.rejection or (None, None)
        if occasion == "any":
            return self.typed_action(Letters(attempt.number if attempt else 0))
        if occasion == "support" and attempt and attempt.unclear and _ALL_AT_ONCE not in text:
            occasion = "unclear"
        if (letter := letters.best(self.knowledge, occasion, text)) is None:
            return None
        if occasion != "overdue":
            return self.aside(letters.letter_screen(self.knowledge, attempt, letter))
        filing = self.current.filing if self.current else None
        running = clock(filing, self.knowledge, self.now) if filing else None
        if filing and running and running.who != "applicant":
            screen = waiting.chase_screen(self.knowledge, filing, running, letter, self.now)
            early = [] if running.pace == "over" else [Screen(waiting.wait_line(self.knowledge, running, self.now))]
            return self.aside(*early, screen)
        days = days_told(text)
        return self.aside(letters.letter_screen(self.knowledge, None, letter, {"days": days} if days else {}))

    def told_of_self_instead(self, text: str) -> Turn | None:
        """Who was asked for what they were sent, and tells of themselves or of their site, is asked for it again."""
        instead = self.state.waiting == "rejection" and tells_of_self(self.knowledge, text)
        return self.show(answers.ask_for_rejection(self.knowledge)) if instead else None

    def said_late(self, text: str) -> Turn:
        """What comes of an older message that is edited: another answer to a question with which a filing begins, a
        rejection, or what is surely asked; of anything else it is said how it may be changed."""
        if self.state.waiting in DESCRIBES and (turn := self.instead(text)):
            return turn
        read = understand(self.knowledge, text, topic=self.state.topic)
        if read.notice or (self.asks(text) and any(map(is_answered, read.parts))):
            return self.told_of(text, read)
        return self.aside(Screen(self.say("edited-late")))

    def told_on(self, text: str) -> Turn | None:
        """What comes of news that can only be so where what our open question asks of a filing is so, too (提交了吗？
        初审过了): that is noted as of when it was asked, and then the news. Who says once more what is asked says
        yes."""
        asked = self.asked_of_steps
        first, *more = short_clauses(text) or [""]
        if more and said_back.answer(self.knowledge, first) == "yes":
            text = "，".join(more)
        if wonders(self.knowledge, text) or spoken.is_heard(self.knowledge, text):
            return None
        if asked is None:
            return self.told_past_plan(text)
        _, right = said_back.righted(self.knowledge, text)
        named, words = self.filings_called(right or text)
        if any(filing.number != asked.filing for filing in named):
            alone = len(named) == 1 and words in ("", *listed(self.knowledge, "words-so"))
            return self.told_of_other(asked, named[0]) if alone else None
        sure = decode(self.question[0][1])
        as_of = sure if isinstance(sure, AsOf) else None
        late = isinstance(asked, Came) or self.asked_before_today
        again = self.tells_again(text, asked)
        told = self.moment_in(text) if again else None
        if told and not self.is_today(told):
            return self.unclaimed(self.done_as_of(self.when(told), asked))
        if told or (again and (ANEW.search(text) or has(self.knowledge, text, "words-just"))):
            return self.unclaimed(self.typed_action(asked))  # that is of now, whatever was told before
        then = self.done_as_of(self.posed, asked) if late and as_of is None else self.typed_action(as_of or asked)
        turn = self.unclaimed(then)
        if again:
            return turn
        over, news = self.asked_over(asked), self.news_after(turn.state, text, asked)
        if news is None or (not named and self.may_be_of_others(asked)):
            return None
        if over:
            turn = replace(turn, replies=(Screen(self.say("step-also-over", title=over.title)), turn.replies[-1]))
        elif self.moment_in(text):
            turn = replace(turn, replies=turn.replies[-1:])  # from when on it counts, the news tells
        return joined((turn, news))

    def told_past_plan(self, text: str) -> Turn | None:
        """What comes of news that can only be so where a plan was submitted again, which our open question asks: some
        verdict, or the message, came since, or it came back once more."""
        sure = decode(self.question[0][1]) if self.question else None
        if not isinstance(sure, Resubmitted):
            return None
        kinds, rest = spoken.moves(self.knowledge, text)
        again = has(self.knowledge, text, "words-again") and self.tells_own_return(text)
        whose = not rest or spoken.is_whose(self.knowledge, rest)
        good = kinds and kinds <= VERDICTS - {"done"} and whose
        if not (again or good or (kinds == {"received"} and has(self.knowledge, text, "words-about-sms"))):
            return None
        turn = self.done_as_of(self.posed, sure) if self.asked_before_today else self.typed_action(sure)
        after = self.with_state(turn.state or self.state)
        news = after.said_now(after.as_next_rejection(text)) if again else after.news_alone(text)
        return news and news.below(Screen(self.say("also-resubmitted")))

    def news_after(self, state: State, text: str, asked: OfSteps) -> Turn | None:
        """What comes of news in the state in which what is asked is so; None where they lead no further from there, or
        may tell of what is asked."""
        after, over, flow = self.with_state(state), self.asked_over(asked), self.flow(self.filing(asked.filing))
        if over and flow and over.id == flow.resubmit and came_back(self.knowledge, text):
            if not self.tells_own_return(text):
                return None
            bare = command(self.knowledge, text) == "rejected"
            return after.came_back(text) if bare else after.said_now(text)
        said = spoken.moves(self.knowledge, text)
        if self.asked_of_verdict and said[0] == {"received"} and not has(self.knowledge, text, "words-about-sms"):
            return None  # 收到 may only say that the question came
        if over is None and said == (frozenset({"passed"}), ""):
            return None  # whose verdict was good, the message's or the one before it, it does not say
        news = after.news_alone(text)
        return news if news and after.goes_on_to(news.state, asked.filing) else None

    def news(self, text: str) -> Turn | None:
        """What comes of a text that tells how far something came, in place of what is to be filed. What is no news of
        the person's own, or leads to nothing that could be noted, leaves the question as it is."""
        if not self.is_choosing or not self.tells_news(text):
            return None
        at = self.with_state(replace(self.state, waiting="", draft=Draft()))
        if self.tells_of_return(text):
            return at.said_now(text)
        return at.news_alone(text)

    def news_alone(self, text: str) -> Turn | None:
        """What comes of a text that tells only how far something came, be it instead of what was told before."""
        return self.acted(text) or self.acted_rather(text) or self.heralded(text)

    def renaming(self, text: str) -> Turn | None:
        """What comes of the wish to call a filing otherwise (给五金改名叫宏达新店). That an applicant has another name
        by now (公司改名叫宏达了) is none, whatever that name is."""
        who, name = other_name(self.knowledge, text)
        free = (who or name) and self.is_free and not wonders(self.knowledge, text)
        if self.at_work is None and who in _BARE_NAMES:
            who = ""  # of a plan it may be the name that came back
        if free and not who:
            return self.renamed(self.at_hand, name) if self.at_hand and len(name) <= LONGEST_NAME else None
        if free and names_only(self.knowledge, who):
            alone = len(list(in_clauses(name))) == 1 and not tells_new_code(self.knowledge, text)
            return self.understood(self.label("applicant-renamed", who=who)) if alone else None
        named, words = self.filings_called(who) if free else ([], "")
        if not named or words or is_common(self.knowledge, who):
            return None
        if len(named) > 1:
            return None if each_called(self.knowledge, named, text) else self.which_of(named)
        if not name or len(name) > LONGEST_NAME:
            return self.typed_action(Rename(named[0].number))
        return self.renamed(named[0], name)

    def of_another(self, text: str) -> Turn | None:
        """What comes of a text that names a filing, and not the one worked on last: it is about that one, wherever it
        is, and then it goes on where one was. A notice is told of the filing that it names anyway."""
        named, words = self.filings_called(text)
        if self.state.waiting or len(named) != 1 or not words:
            return None
        read, alone = (understand(self.knowledge, one) for one in (text, words))
        if says_it_came_back(self.knowledge, text) or read.notice:
            return None
        if wonders(self.knowledge, words) and not any(map(is_answered, read.parts)):
            text = words if any(map(is_answered, alone.parts)) else text
        if named[0].number == self.state.front:
            return self.understood(words) if text == words else None
        turn = self.meaning(named[0]).understood(text)
        at = self.state
        state = replace(turn.state or at, front=at.front, showing=at.showing, attempt=at.attempt)
        return self.aside(*turn.screens, state=state, notes=turn.notes, misses=turn.misses)

    def acted_crossly(self, text: str) -> Turn | None:
        """What comes of what an angry person says was done."""
        calm = calmed(self.knowledge, text)
        turn = self.acted(calm) if calm != text else None
        return self.kindly(turn) if turn else None

    def acted_and_asked(self, text: str) -> Turn | None:
        """What comes of a text that first tells what was done and then asks something (提交了，网站要关吗): what was
        done is noted, or it is asked whether it was, and the whole is answered; what to do next, or until when, by that
        alone. A time that is told with the question may be when it was done; then it is not now."""
        for told in beginnings(text) if wonders(self.knowledge, text) else ():
            late = self.moment_in(text) and not self.moment_in(told)
            doubted = _MADE_SO.search(told) and has_only(self.knowledge, clean(text[len(told) :]), "words-name-asks")
            turn = None if late or doubted or wonders(self.knowledge, told) else self.acted(told)
            if turn is None:
                continue
            moved = self.has_changed(turn.state)
            leads_on = moved or turn.state.question or turn.state.asked
            asked = text[len(told) :]
            shown = moved and "ready" in spoken.moves(self.knowledge, asked)[0]  # that, the plan tells
            if shown or (leads_on and asks_now(*wondering(self.knowledge, asked))):
                return turn
            if self.hours_of(told):
                return turn
            if turn.state.question and not moved:
                return joined((self.reckoned(text) or self.understood(text), turn), whole=True)
            if moved:
                at = self.with_state(turn.state)
                # How long those take to whom it went on is not asked of what the person does next.
                of_theirs = has(self.knowledge, told, "words-about-authority") and at.is_mine
                after = (None if of_theirs else at.wondered(asked)) or at.reckoned(text) or at.understood(text)
                return joined((turn, after), whole=bool(turn.state.showing))
        return None

    @property
    def is_mine(self) -> bool:
        """Whether the filing at hand is at a step of the person's own."""
        return self.current is not None and self.current.step.who == "applicant"

    def introduced_and_asked(self, text: str) -> Turn | None:
        """What comes of who somebody is, and a question, in a text that is clear only as two (我们是个体户 要多久)."""
        for told in beginnings(text):
            asked = text[len(told) :].strip()
            known = self.introduction(told) if wonders(self.knowledge, asked) else None
            if known is None or any(map(is_answered, understand(self.knowledge, text).parts)):
                continue
            if all(map(is_answered, understand(self.knowledge, asked).parts)):
                said = Screen(self.say("asker-remembered", who=self.who(known.state.asker)))
                return self.with_state(known.state).understood(asked).below(said)
        return None

    def asked_rather(self, text: str) -> Turn | None:
        """What is asked in place of what was asked last (不是，我问的是公安备案): the same of something else, unless it
        is a question by itself."""
        wrong, right = said_back.righted(self.knowledge, text) if self.asked else ("", "")
        if not right or says_it_came_back(self.knowledge, right) or spoken.moves(self.knowledge, right)[0] & DOINGS:
            return None
        if names_only(self.knowledge, right) and (turn := self.introduction(text)):
            return turn
        if not wonders(self.knowledge, right):
            named = bool(wrong) and wrong in self.asked
            part = self.knowledge.engine.whole(self.asked.replace(wrong, right) if named else f"{right}，{self.asked}")
            if (part.decision == "answer" or stands_alone(part)) and part.choices[0].topic != self.state.topic:
                return self.answered(text, Understood((replace(part, decision="answer"),), notice=False))
        return self.understood(right)

    def understood(self, text: str) -> Turn:
        """Answer a question or take a rejection apart. What somebody cross writes is in their own words, not what they
        were sent, and only what they ask besides is read. Where nothing is found in a text but its tone, it is answered
        in kind."""
        for reading in (self.returned_and_resubmitted, self.of_not_recorded, self.back_of_somebody):
            if turn := reading(text):
                return turn
        calm = calmed(self.knowledge, text)
        in_tone = tone(self.knowledge, text)
        is_cross = calm != text or in_tone == "upset"
        puzzled = unpuzzled(self.knowledge, calm)
        if puzzled != calm:
            # Who knew the reason would not wonder: what is only like one is none.
            told = [part for part in self.knowledge.engine.read(puzzled) if is_answered(part)]
            if turn := self.came_back_somehow(puzzled, told):
                return turn
        awaited = not is_cross and (self.awaits_reason(calm) or self.goes_on(calm) or self.came_to_mine(calm))
        read = understand(self.knowledge, calm, awaited=awaited, topic=self.state.topic)
        unread = not any(map(is_answered, read.parts)) and not read.notice
        if unread and not wonders(self.knowledge, calm) and (turn := self.explained_call()):
            return turn
        at_a_loss = asks_how(self.knowledge, calm)
        if at_a_loss and self.is_beginning:
            return self.show(*self.again())
        points = at_a_loss or (
            only_points(self.knowledge, calm) and all(part.decision == "unknown" for part in read.parts)
        )
        if points and not (self.is_known or self.state.waiting):
            before = filter(is_answered, self.knowledge.engine.read(self.asked) if self.asked else ())
            first = next((part.choices[0].topic for part in before), "")  # of several that were answered at once
            return self.typed_action(Read(first)) if first else self.aside(self.menu("asks-what-happened"))
        chats = is_small_talk(self.knowledge, calm) and not self.is_asked(calm, read.parts)
        if awaited and not in_tone and (at_a_loss or chats):
            return self.show(answers.ask_for_rejection(self.knowledge))
        if not read.notice and (turn := self.came_back_somehow(calm, read.parts)):
            return self.kindly(turn) if is_cross else turn
        if (read.notice and not is_cross) or self.is_asked(calm, read.parts):
            return self.told_of(calm, read)
        if in_tone == "upset" and has(self.knowledge, text, "words-closed"):
            return self.aside(answers.why_closed(self.knowledge), misses=not_understood(read.parts))
        if is_cross:
            if not any(part.decision != "unknown" and part.choices[0].score >= SURE for part in read.parts):
                return self.in_kind("upset", not_understood(read.parts))
            return self.kindly(self.told_of(calm, read))
        if turn := self.acknowledged(calm, read.parts):
            return turn
        return self.in_kind(in_tone, not_understood(read.parts)) if in_tone else self.told_of(calm, read)

    def of_not_recorded(self, text: str) -> Turn | None:
        """What comes of news of a filing by a name that is known from nowhere: it may be the only one that there is, or
        one that is still to begin. The name of a kind of applicant names none. What came back is taken apart where it
        tells why, and asked for where there is no filing at all."""
        name, words = self.not_recorded(text)
        why = says_it_came_back(self.knowledge, words) and not only_returned(self.knowledge, words)
        if not name or (why and understand(self.knowledge, text).notice):
            return None
        if says_it_came_back(self.knowledge, words) and not self.state.filings:
            return None
        if names_only(self.knowledge, name):
            return self.said_now(words)
        mine = [filing for filing, _, _ in self.under_way]
        of_it = [Button(self.label("button-of-filing", name=one.name), self.told_by(one, words)) for one in mine]
        ways = [*(of_it if len(mine) == 1 else ()), self.button("button-file", Flows())]
        rows = (*((button,) for button in ways), home_row(self.knowledge))
        return self.aside(Screen(self.say("not-recorded", name=name), rows, yes_no=not self.state.filings))

    def acknowledged(self, text: str, parts: tuple[Part, ...]) -> Turn | None:
        """What comes of a text that only tells that something was done: it is no answer to a question with which a
        filing begins, and who is at a step, or tells of something that we say nothing of, is told how it is noted. Of
        the message, whoever got it, the hours are known."""
        answered = any(is_answered(part) and part.choices[0].score >= GUESS for part in parts)
        if (hours := self.hours_of(text)) and not answered:
            return self.came_at_hour(text) or self.hours_and_where(hours, text)
        own = not any(map(is_answered, parts)) and tells_own_deeds(self.knowledge, text)
        if not (own or tells_done(self.knowledge, text)):
            return None
        if self.is_describing:
            return self.still_asked()
        if self.is_beginning and not answered:
            return self.aside(Screen(self.say("still-asked")))
        unknown = self.is_known and all(part.decision == "unknown" for part in parts)
        noted = not answered and (self.state.showing or unknown)
        if noted and self.step_shown and self.is_free and self.names_of_step(text, self.step_shown.step):
            return self.show(Screen(self.say("courtesy-done")), *self.again(), misses=not_understood(parts))
        return self.in_kind("done", not_understood(parts)) if noted else None

    def returned_and_resubmitted(self, text: str) -> Turn | None:
        """What comes of a text that tells what came back, and at its end that it was submitted again."""
        if not says_it_came_back(self.knowledge, text):
            return None
        told, kinds = text, frozenset[str]()
        for clause in reversed(list(in_clauses(text))):
            done, rest = spoken.moves(self.knowledge, clause)
            if rest or not done <= {"done", "resubmitted"}:
                break
            told, kinds = told[: told.rindex(clause)], kinds | done
        if "resubmitted" not in kinds or not self.tells_of_return(told):
            return None
        reviewed = any(self.may_come_back(one) for one in self.state.filings)
        at = self if reviewed else self.with_state(self.told_next)
        turn = at.understood(told)
        if attempts.at_work(turn.state) in (None, attempts.at_work(self.state)):
            return None
        plan = self.with_state(turn.state)
        after = plan.mended_and_resubmitted(kinds, "") or plan.plan_resubmitted()
        return joined((turn, after)) if after else None
