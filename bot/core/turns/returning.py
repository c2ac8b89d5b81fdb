"""Turns that do what typed words say of a verdict that is not told: a call alone, a rejection without a text or a
reason, none at all, or that somebody sent it back. What came back is told in `pasted`."""

import re
from dataclasses import replace

from bot.core.actions import Mend, OpenStep, Rejected, Returned, Strike, Unsubmit
from bot.core.filings import attempts
from bot.core.replies import Screen, Turn
from bot.core.screens import answers
from bot.core.screens.rows import home_row
from bot.core.state import Draft, Filing
from bot.core.texts import outcomes, planwords, spoken
from bot.core.texts.asking import wondering, wonders
from bot.core.texts.clauses import SIGNS
from bot.core.texts.diagnosis import Diagnosis
from bot.core.texts.misses import keepable
from bot.core.texts.no_notice import tells_done
from bot.core.texts.understanding import UNEXPLAINED
from bot.core.texts.verdicts import WHY, says_it_came_back
from bot.core.texts.wordlists import has
from bot.core.turns.dating import Dating
from bot.search.normalise import clean

UNRETURNED = frozenset({"denied", "unreturned"})
"""What words say of what did not come back."""
_SENT_BACK = re.compile("(?<![回后倒])退(?P<back>回)?")
_NOT_TOLD = re.compile("[没只]")
"""In what tells that nobody said why, and not that one does not know (不知道)."""
_TELLS = re.compile(r"了\W*$|^又")
"""In the words to go one step back, what may also tell that somebody sent it back, and what tells so."""


class Returning(Dating):
    """Turns about what may have come back."""

    def came_back(self, text: str, filing: Filing | None = None) -> Turn:
        """Ask for the rejection of which a text tells only that it came, or of which filing it is. What came once more,
        or came of another filing, is not the one at work."""
        again = self.at_work is None or has(self.knowledge, text, "words-again")
        other = filing is not None and self.at_work is not None and self.at_work[1] != filing
        at = self.with_state(replace(self.state, attempt=0)) if again or other else self
        turn = at.ask_what_came_back(filing, returned=says_it_came_back(self.knowledge, text))
        mine = at.with_state(turn.state or at.state).awaited()
        if mine is None:
            return turn
        of_others = has(self.knowledge, text, "words-other-people")
        as_called = None if of_others else at.came_back_as_called(mine)
        return as_called or turn.below(Screen(self.say("rejected-of", name=mine.name)))

    def of_call(self, text: str) -> Turn | None:
        """A call with those who review went well, or nobody was there: with that alone nothing came back. Where it did,
        a call is told of as the reason."""
        how = outcomes.of_call(self.knowledge, text) if self.at_work is None else ""
        if not how or (how == "missed" and self.state.waiting):
            return self.called_for(text)
        state = replace(self.state, waiting="", draft=Draft())
        rows = ((self.button("button-rejected", Rejected()),),) if how == "missed" else ()
        return self.with_state(state).aside(Screen(self.say(f"call-{how}"), rows or (home_row(self.knowledge),)))

    def called_for(self, text: str) -> Turn | None:
        """Who was called about the only filing under review, and told what is wrong (来电话了 说还差一份授权书),
        is asked whether it came back for that: they may only want more."""
        why = WHY.search(text)
        reviewed = [filing for filing in self.state.filings if self.is_reviewed(filing)]
        if why is None or len(reviewed) != 1 or self.at_work or self.state.waiting or wonders(self.knowledge, text):
            return None
        if not outcomes.has_called(self.knowledge, text[: why.start()]):
            return None
        wrong, filing = text[why.start() :], reviewed[0]
        found = self.called_wrong(wrong, filing)
        if found is None:
            return None
        yes = self.button("button-was-returned", Returned(filing.number))
        no = self.button("button-no-result", OpenStep(filing.number, ""))
        asks = self.say("called-for", name=filing.name, titles=self.titles(found))
        turn = self.meaning(filing).ask(asks, yes, no, claimed=filing.number)
        *others, claim = turn.state.claims
        return replace(turn, state=replace(turn.state, claims=(*others, replace(claim, told=keepable(wrong)))))

    def titles(self, found: Diagnosis) -> str:
        """What somebody called about, as it stands in quotes."""
        every = [self.knowledge.topics[id].title for id in found.reasons]
        return "」「".join((*every, *(WHY.split(one.text, maxsplit=1)[-1] for one in found.unclear)))

    def called_on(self, text: str) -> Turn | None:
        """What comes of a text that answers the question whether it came back for what somebody called about by what
        was done about that, which changes nothing of the review, or right below it asks about that."""
        if self.claim is None or not self.claim.told or self.state.waiting:
            return None
        clauses, filing = list(filter(clean, SIGNS.split(text))), self.filing(self.claim.filing)
        if filing and clauses and not wonders(self.knowledge, text) and all(self.is_deed(one) for one in clauses):
            return self.review_goes_on(Screen(self.say("called-done", name=filing.name)))
        kinds, rest = wondering(self.knowledge, text)
        return self.explained_call() if not rest and kinds & {"explain", "why", "unclear", "now"} else None

    def is_deed(self, clause: str) -> bool:
        """Whether a clause tells that something was done, and not how far a filing came."""
        kinds, rest = spoken.moves(self.knowledge, clause)
        if kinds - {"done"} or has(self.knowledge, clause, "words-about-sms"):
            return False
        done = (kinds and not rest) or planwords.deed(self.knowledge, clause)[1]
        return bool(done) or tells_done(self.knowledge, clause)

    def explained_call(self) -> Turn | None:
        """How that is mended of which somebody called, where it was just asked whether it came back for that."""
        claim = None if self.lingers else self.claim
        filing = self.filing(claim.filing) if claim else None
        found = self.called_wrong(claim.told, filing) if claim and filing and claim.told else None
        if filing is None or found is None:
            return None
        says = Screen(self.say("called-on", name=filing.name, titles=self.titles(found)))
        topics = (self.knowledge.topics[id] for id in found.reasons)
        return self.review_goes_on(says, *(answers.topic_screen(self.knowledge, self.state, one) for one in topics))

    def review_goes_on(self, *replies: Screen) -> Turn:
        """Show what is said of what somebody called about, without asking once more whether it came back for that."""
        asked = (replace(one, again=one.again or one == self.claim) for one in self.state.claims)
        return self.aside(*replies, state=replace(self.state, claims=tuple(asked)))

    def unexplained(self, text: str, kinds: frozenset[str], rest: str) -> Turn | None:
        """Who is asked what came back was told no reason, has the text no more, or was told to submit it as it is,
        which is not to be done where a reason is known."""
        reasons = attempts.topics_of(self.at_work[0], self.knowledge) if self.at_work else []
        unknown = all(topic.vague for topic in reasons) if reasons else self.state.waiting == "rejection"
        if unknown and outcomes.to_submit_as_is(self.knowledge, text):
            return self.show(Screen(self.say("submit-as-is")))
        told = "unexplained" in kinds and kinds <= {"unexplained", *UNRETURNED} and not rest
        if told and self.answer_by(Rejected) and _NOT_TOLD.search(text):
            asked = self.with_state(self.typed_action(Rejected()).state or self.state)
            return asked.typed_action(Mend(UNEXPLAINED))
        if self.state.waiting == "rejection" and (told or outcomes.has_lost_it(self.knowledge, text)):
            return self.typed_action(Mend(UNEXPLAINED))
        return None

    def unreturned(self, text: str, kinds: frozenset[str], rest: str) -> Turn | None:
        """It did not come back at all, or what did is of somebody else."""
        taken_back = outcomes.takes_back(self.knowledge, text)
        if not taken_back and (rest or not kinds):
            return None
        denied = "unreturned" in kinds and kinds <= {"undo", "slip", "delete", *UNRETURNED}
        reviewed = self.plan_on_screen and self.plan_on_screen[0].sender != "after"  # an inspection sends nothing back
        if self.at_work and (denied or (taken_back and reviewed)):
            return self.typed_action(Strike(self.at_work[0].number, False))
        if self.state.waiting == "rejection" and (taken_back or kinds <= UNRETURNED):
            return self.leave(answers.not_rejected(self.knowledge))
        return None

    def stepped_back(self, text: str, kinds: frozenset[str], rest: str) -> Turn | None:
        """What comes of a text that goes one step back, which undoes what was done last; that something came back is
        no step. That somebody has sent back what they review is told in the same words (退回上一步了), or may be: then
        the notice is asked for, with the way to undo."""
        if rest or kinds != {"back"}:
            return None
        sent, filing, undone = _SENT_BACK.search(text), self.at_hand, self.last
        reviewed = filing if filing and self.is_reviewed(filing) else None
        with_others = reviewed or undone is None or isinstance(undone, Unsubmit)
        if sent and (with_others or isinstance(undone, Strike)):
            if _TELLS.search(spoken.LE.sub("了", text)) or (undone is None and sent["back"]):
                return self.came_back(text, reviewed)
            if with_others and undone:
                undo = self.button("button-step-back", undone)
                return self.ask_what_came_back(reviewed).below(Screen(self.say("back-or-undo"), ((undo,),)))
        if isinstance(undone, Strike):
            return self.show_plan(self.state, undone.attempt, Screen(self.say("no-step-back")))
        return self.take_back()
