"""Turns that do what typed words say of a verdict that is not told: a call alone, a rejection without a text or a
reason, none at all, or that somebody sent it back. What came back is told in `pasted`."""

import re
from dataclasses import replace

from bot.core.actions import Mend, OpenStep, Rejected, Strike, Unsubmit
from bot.core.replies import Screen, Turn
from bot.core.screens import answers
from bot.core.screens.rows import home_row
from bot.core.state import Draft, Filing
from bot.core.texts import outcomes, spoken
from bot.core.texts.asking import wonders
from bot.core.texts.understanding import UNEXPLAINED, understand
from bot.core.texts.verdicts import WHY
from bot.core.texts.wordlists import has
from bot.core.turns.dating import Dating

UNRETURNED = frozenset({"denied", "unreturned"})
"""What words say of what did not come back."""
_SENT_BACK = re.compile("(?<![回后倒])退(?P<back>回)?")
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
        turn = at.ask_what_came_back(filing)
        mine = at.with_state(turn.state or at.state).awaited()
        return turn.below(Screen(self.say("rejected-of", name=mine.name))) if mine else turn

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
        parts = understand(self.knowledge, text[why.start() :], awaited=True).parts
        topics = [self.knowledge.topics[part.choices[0].topic] for part in parts if part.decision == "answer"]
        if len(parts) != 1 or [topic.kind for topic in topics] != ["rejection"]:
            return None
        yes = self.button("button-was-returned", Mend(topics[0].id))
        no = self.button("button-no-result", OpenStep(reviewed[0].number, ""))
        told = self.told_of_filing(reviewed[0])
        return told.ask(self.say("called-for", name=reviewed[0].name, title=topics[0].title), yes, no)

    def unexplained(self, text: str, kinds: frozenset[str], rest: str) -> Turn | None:
        """Who is asked what came back was told no reason, or has the text no more."""
        told = "unexplained" in kinds and kinds <= {"unexplained", *UNRETURNED} and not rest
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
        sent, filing = _SENT_BACK.search(text), self.at_hand
        reviewed = filing if filing and self.is_reviewed(filing) else None
        with_others = reviewed or self.last is None or isinstance(self.last, Unsubmit)
        if sent and (with_others or isinstance(self.last, Strike)):
            if _TELLS.search(spoken.LE.sub("了", text)) or (self.last is None and sent["back"]):
                return self.came_back(text, reviewed)
            if with_others and self.last:
                undo = self.button("button-step-back", self.last)
                return self.ask_what_came_back(reviewed).below(Screen(self.say("back-or-undo"), ((undo,),)))
        if isinstance(self.last, Strike):
            return self.show_plan(self.state, self.last.attempt, Screen(self.say("no-step-back")))
        return self.take_back()
