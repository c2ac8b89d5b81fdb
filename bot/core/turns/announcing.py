"""Turns about the word that something came back, without the notice that says why: which filing it is of, whether it is
so at all, and whether the reasons are those of the last time. A notice is taken apart in `pasted`."""

import re
from collections.abc import Sequence

from bot.core import course
from bot.core.actions import Mend, OpenPlan, OpenStep, Progress, Rejected, Returned, SentBy
from bot.core.filings import attempts
from bot.core.filings.plan import asks_whence
from bot.core.replies import Screen, Turn
from bot.core.screens.rows import finish_button, home_row
from bot.core.state import Filing
from bot.core.texts import outcomes, planwords, spoken
from bot.core.texts.asking import wonders
from bot.core.texts.clauses import short_clauses
from bot.core.texts.courtesies import calmed
from bot.core.texts.diagnosis import SMS_MISSED, Diagnosis, senders_named
from bot.core.texts.meant import ALONE, ELSEWHERE, is_certain, stands_alone
from bot.core.texts.no_notice import tells_done
from bot.core.texts.understanding import UNEXPLAINED, understand
from bot.core.texts.verdicts import (
    WHY,
    not_passed,
    only_returned,
    returned_again,
    returned_alike,
    returned_of,
    says_it_came_back,
    tells_ahead,
    told_anew,
    was_not_called,
)
from bot.core.texts.whats_filed import by_reasons_alone
from bot.core.texts.wordlists import empty_without, has, has_only, listed, without
from bot.core.turns.answering import is_answered
from bot.core.turns.correcting import Correcting
from bot.search import Part
from bot.search.normalise import clean
from bot.search.notices import only_opens, tells_fault

SMS_OVER = "sms-timeout"
"""The topic on what comes of hours for the message that went by."""
_OF_ANY_RETURN = frozenset({UNEXPLAINED, "faq-rejected-what-next"})
"""The topics on what came back, whatever the reason."""
_ME = "我"
"""In what people write themselves, and no notice does."""
_STATES = re.compile(r"\w{0,2}(?:主体|单位|公司|法人|负责人|网站)[为是系]")
"""How what somebody found begins, which is nobody's name (主体为…，不予通过)."""
_TOLD = re.compile("[说写示知诉]")
"""In the words of who was told so, and no more."""
_BY = re.compile("(?:应该|好像)?是?(?P<who>.{2,8}?)(?:那边|的?时候?)?给?(?:[退打驳]回?来?|拒绝?)的")
"""Tells who sent something back (是管局退的)."""
_THEY = "人家"
_THEIRS = re.compile(f"(?:(?<!其)[他她]们?|{_THEY})[的那]|{_THEY}被")
"""Who sends back (人家给退了), unless it is what is theirs."""
_ONCE_MORE = "又"
"""With what begins that it came back like the last time, where it is reviewed (又是一样的)."""
NOT_RETURNED = ("words-hearsay", "words-earlier", "words-all-well", "words-not-yet", "words-no-verdict")
"""What tells of no rejection, or of none now."""
_NOT_SO = re.compile("[没我]|不是|难道|应该|算了")
"""In what may be no reviewer's words, but a denial, a guess or about the writer."""


class Announcing(Correcting):
    """Turns that answer who says that something came back."""

    def announced(self, text: str) -> Turn | None:
        """Who says for how many reasons it came back, and none of them yet, is asked for them; who says that they are
        those of the last time, only where that is not known. So is who says no more than that it came back then, or
        that the only filing under review did, unless that is known to be all that they were told, or who sends the
        heading of a notice and not the rest. What did not pass may only not be through yet: it is asked."""
        asks = self.plan_on_screen is not None and asks_whence(self.plan_on_screen[0], self.knowledge)
        if self.plan_on_screen and (sender := self.sender_told(text, asks)):
            return self.typed_action(SentBy(self.plan_on_screen[0].number, sender))
        if turn := self.reviewed(text) or self.missed_hours(text):
            return turn
        addressed = has(self.knowledge, text, "words-sent") or says_it_came_back(self.knowledge, text)
        if addressed and only_opens(text):
            return self.came_back(text)
        named, words = self.filings_called(text)
        if self.state.filings and not named and self.not_recorded(text)[0]:
            return None
        one = len(named) == 1
        told = by_reasons_alone(self.knowledge, words if one else text)
        mine = named[0] if one else self.awaited() or self.at_hand
        if turn := self.came_back_alike(text, told, mine if one or (mine and mine.attempts) else None):
            return turn
        if only_returned(self.knowledge, told) and self.tells_of_return(text) and not self.state.waiting:
            if self.was_asked_whether_back and not not_passed(self.knowledge, told):
                return self.typed_action(Rejected())
            senders = senders_named(text, self.knowledge)
            meant = named if one else self.state.filings
            under_review = [filing for filing in meant if self.is_reviewed(filing, senders)]
            if not_passed(self.knowledge, told):
                return self.whether_back(under_review)
            rest = without(told, listed(self.knowledge, "words-not-passed"))
            of_passing = not (says_it_came_back(self.knowledge, rest) or _TOLD.search(told))
            if len(under_review) == 1 and (of_passing or not understand(self.knowledge, told).notice):
                return self.meaning(under_review[0]).came_back(text, under_review[0])
        again = self.tells_of_return(returned_again(self.knowledge, calmed(self.knowledge, text)))
        again = again or only_returned(self.knowledge, text, counted=not has(self.knowledge, text, "words-earlier"))
        return self.came_back(text) if again else None

    def reviewed(self, text: str) -> Turn | None:
        """Who tells no more than that a review is over (审完了), is asked for the verdict: that says nothing of it."""
        if (
            self.current is None
            or self.at_work
            or self.state.waiting
            or not has(self.knowledge, text, "words-reviewed")
        ):
            return None
        filing, _, step = self.current
        around = ("words-move", "words-named", "words-about-provider", "words-about-authority")
        if not (course.is_judged(step) and empty_without(self.knowledge, clean(text), "words-reviewed", *around)):
            return None
        came_back = self.button("button-rejected", Returned(filing.number))
        return self.ask(self.say("which-verdict"), finish_button(filing, step), came_back)

    def as_next_rejection(self, text: str) -> str:
        """A text that tells the next rejection, and why, as one that says that it is one (`verdicts.told_anew`); any
        other as it is. What others told, or the person did, is none."""
        reviewed = any(self.is_reviewed(one) for one in self.state.filings)
        waits = reviewed or attempts.waiting_outside(self.state, self.now)
        told, why, plainly = told_anew(self.knowledge, text, bool(waits) and not (self.at_work or self.state.waiting))
        if not told or has(self.knowledge, text, *NOT_RETURNED, "words-other-people"):
            return text
        own = planwords.tells_own_deed(self.knowledge, why) or tells_done(self.knowledge, why)
        read = () if plainly else self.knowledge.engine.read(why)
        likely = any(part.rejection and part.decision != "unknown" for part in read)
        like = plainly or (self.is_sure_reason(why) if text.startswith(why) else likely)
        return told if like and not own else text

    def sender_told(self, text: str, asked: bool) -> str:
        """Who sent something back by a text that tells that, and nothing else (是管局退的); nothing for any other. Of
        what is asked whether an inspection found it, also that it did (是抽查的), or any review (审核退的)."""
        found = ("words-found-after", "words-found-around")
        if asked and has(self.knowledge, clean(text), found[0]) and has_only(self.knowledge, clean(text), *found):
            return "" if wonders(self.knowledge, text) else "after"
        told = _BY.fullmatch(clean(text))
        senders = {"provider": "provider-review", "authority": "authority"}
        whose = [to for who, to in senders.items() if told and spoken.is_whose(self.knowledge, told["who"], (who,))]
        return whose[0] if len(whose) == 1 else "review" if asked and whose else ""

    def whether_back(self, reviewed: Sequence[Filing]) -> Turn:
        """Did it come back, or is it not through yet? With a plan at work and nothing under review, it did."""
        if self.at_work and not reviewed:
            return self.typed_action(OpenPlan(self.at_work[0].number))
        yes = self.button("button-rejected", Rejected())
        step = OpenStep(reviewed[0].number, "") if len(reviewed) == 1 else Progress()
        no = self.button("button-no-result", step)
        return self.ask(self.say("whether-back"), yes, no)

    def awaits_reason(self, text: str) -> bool:
        """Whether the person was asked for what they were sent, or whether anything came back, to which a reason that
        is likely, and nothing that was done, answers, too; so it does where what came back was noted for no reason."""
        if self.state.waiting == "rejection" or self.goes_on_with_why(text):
            return True
        if not (self.was_asked_whether_back or self.lacks_reason):
            return False
        if wonders(self.knowledge, text) or has(self.knowledge, text, *NOT_RETURNED):
            return False
        return self.is_sure_reason(text) and not planwords.tells_own_deed(self.knowledge, text)

    def is_sure_reason(self, text: str) -> bool:
        """Whether what a text tells is wrong, or was said, is a reason for certain, if it is one at all; what has not
        come yet is none."""
        if outcomes.awaits(self.knowledge, text) or was_not_called(self.knowledge, text):
            return False
        if all(part.rejection and is_answered(part) for part in self.knowledge.engine.read(text)):
            return True
        said = WHY.match(text) or (tells_fault(text) and not _NOT_SO.search(text))
        return bool(said) and all(map(is_certain, self.knowledge.engine.read(text, rejection=True)))

    @property
    def lacks_reason(self) -> bool:
        """Whether the rejection on the screen was noted for no reason that is known."""
        told = attempts.topics_of(self.plan_on_screen[0], self.knowledge) if self.plan_on_screen else []
        return bool(told) and all(topic.vague for topic in told)

    def goes_on_with_why(self, text: str) -> bool:
        """Whether a text begins with why something came back, after what is done about any such thing was read."""
        return self.state.topic in _OF_ANY_RETURN and WHY.match(text) is not None

    def came_back_alike(self, text: str, told: str, filing: Filing | None) -> Turn | None:
        """What came back for the reasons of the last time, of this filing or of none: for all of them, or those that it
        names (又退了，还是名字), which is enough where it was asked for."""
        awaited = self.state.waiting == "rejection"
        anew = told.startswith(_ONCE_MORE) and filing and filing.attempts and self.is_reviewed(filing)
        alike = returned_alike(self.knowledge, told, awaited or bool(anew))
        back, name = planwords.still(self.knowledge, told)
        if not (alike or (name and (only_returned(self.knowledge, back) or (awaited and not back)))):
            return None
        earlier = filing.attempts if filing else self.state.loose
        if not earlier:
            return self.came_back(text, filing) if alike else None
        last = earlier[-1]
        named = self.reasons_named(attempts.topics_of(last, self.knowledge), name)
        reasons = last.reasons if alike else tuple(topic.id for topic in named)
        found = Diagnosis(reasons, sender=last.sender, provider=last.provider, returned=True)
        return (self.told_of_filing(filing) if filing else self).rejected(found) if reasons else None

    def missed_hours(self, text: str) -> Turn | None:
        """What comes of a text that tells that the filing at hand came back and no more than that something was missed
        (没填上 被退了), where the hours for the message are over, or no more at all where what comes of that was just
        read at the step of the message (超时了): it was that."""
        if not self.tells_of_return(text) or self.at_work or self.state.waiting:
            return None
        was_read = self.state.topic == SMS_OVER and self.current and self.current.step.guarded
        if self.current and was_read and only_returned(self.knowledge, text):
            return self.told_of_filing(self.current.filing).rejected(
                Diagnosis((SMS_MISSED,), sender="sms", returned=True)
            )
        if self.overdue is None or not has(self.knowledge, text, "words-missed"):
            return None
        if not empty_without(self.knowledge, clean(text), "words-missed", "words-returned", "words-around-why"):
            return None
        return self.typed_action(Mend(SMS_MISSED))

    def back_of_somebody(self, text: str) -> Turn | None:
        """Who says no more than that something came back of somebody who is not known here (永利那个被退了), is asked
        for it."""
        told = not self.state.waiting and self.tells_of_return(text) and returned_of(self.knowledge, text)
        if not told or _STATES.match(told) or self.came_to_mine(text):
            return None
        read = understand(self.knowledge, text)
        if read.notice or any(part.choices[0].topic == ELSEWHERE for part in read.parts if is_answered(part)):
            return None
        return self.came_back(text)

    def came_back_somehow(self, text: str, parts: Sequence[Part]) -> Turn | None:
        """Who tells, in whatever words around it, that something came back, and nothing that is like a reason
        (我开店的，退了三次了，搞不懂), or likely one where they speak of themselves, is asked for the notice."""
        known = [part for part in parts if part.decision != "unknown"]
        own = _ME in text  # what was pasted is asked for by no more than what it may be about
        like = {
            part.choices[0].topic
            for part in known
            if not (own and part.rejection and part.decision == "choose" and part.choices[0].score < ALONE)
        }
        if self.state.waiting or not self.tells_of_return(text) or not like <= _OF_ANY_RETURN:
            return None
        return self.came_back(text)

    def tells_of_return(self, text: str) -> bool:
        """Whether a text tells, and does not ask, that something came back; what only may be, was before, or was given
        back otherwise did not."""
        told = says_it_came_back(self.knowledge, text) and not wonders(self.knowledge, text)
        return told and not has(self.knowledge, text, *NOT_RETURNED)

    def foretold(self, text: str) -> Turn | None:
        """A message that tells only of what is to come is no rejection, and what is known of that is told."""
        if not tells_ahead(self.knowledge, text):
            return None
        parts = understand(self.knowledge, text).parts
        known = [self.answer(part, quoted=False) for part in parts if is_answered(part)]
        more = (*known, *self.again())
        said = Screen(self.say("no-rejection"), () if more else (home_row(self.knowledge),))
        return self.show(said, *more)

    def tells_own_return(self, text: str) -> bool:
        """Whether a text tells so of the person's own, and neither that it did not come back, nor wants to be told."""
        others = has(self.knowledge, text.replace(_THEY, ""), "words-other-people") or _THEIRS.search(text)
        denied = any("unreturned" in spoken.moves(self.knowledge, one)[0] for one in short_clauses(text))
        return self.tells_of_return(text) and not (others or denied or spoken.wants_word(self.knowledge, text))

    def came_to_mine(self, text: str) -> bool:
        """Whether a text tells that something came back and likely for which reason, where a filing of the person's may
        have: what is likely then is certain."""
        if not any(self.may_come_back(one) for one in self.state.filings) or not self.tells_of_return(text):
            return False
        return self.tells_reason(text)

    def tells_reason(self, text: str) -> bool:
        """Whether a text likely tells one reason, and nothing else."""
        first, *more = self.knowledge.engine.read(text)
        return not more and first.rejection and stands_alone(first)
