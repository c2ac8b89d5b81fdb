"""Turns that take back what was noted last, as a text denies it, or tells what is so instead. Why something came back
is put right in `correcting`."""

import re

from bot.core import course
from bot.core.actions import OpenStep, Undo
from bot.core.replies import Turn
from bot.core.texts import said_back, spoken
from bot.core.texts.clauses import short_clauses
from bot.core.texts.verdicts import not_passed
from bot.core.texts.wordlists import has, has_only, listed, without, wordings
from bot.core.turns.announcing import Announcing
from bot.core.turns.base import joined
from bot.core.turns.doing import DOINGS
from bot.core.turns.taking_back import last_change
from bot.core.turns.ticking import JUST, UNDONE
from bot.core.turns.verifying import tells_missed, unsays_message
from bot.search.normalise import clean

_WAIT = "等"
"""In all words to stop somebody (等等, 等一下)."""
_NOT_YET = re.compile("(?:还|尚|根本|压根)[没未]有?")
_ONLY_NOT_YET = re.compile(r"(?:其实)?还[没未]有?(?!收|来|过|提?交)\w{0,2}")
"""That something is not so yet, and that without a word of what."""
SLIPPED = (frozenset({"slip"}), "")
"""What `spoken.moves` tells of who only says that they slipped."""


class Denying(Announcing):
    """Turns that take back what a text says not to be so."""

    def acted_rather(self, text: str) -> Turn | None:
        """What comes of what a text says was done instead (不对，没有退; 说错了，初审过了)."""
        if turn := self.undone(text):
            return turn
        wrong, right = said_back.righted(self.knowledge, text)
        if not right or wrong:
            return None
        return self.acted_on_one(right) or (self.announced(right) if not_passed(self.knowledge, right) else None)

    def undone(self, text: str) -> Turn | None:
        """What comes of a text that takes back what was noted last, as it tells that this is not so (不对，没过;
        等等，还没填): of a verdict that was not good it is asked whether it is there at all."""
        filing = self.at_hand
        if filing is None or not isinstance(self.last, Undo):
            return None
        before = self.place_of(course.undo(filing))
        if before is None or before == self.current:
            return None
        was, flow, step = before
        if step.guarded and course.mark(was, step.id).awaited and unsays_message(self.knowledge, text):
            return self.take_back()
        every = short_clauses(text)
        more = [one for one in every if not self.stops(one)]
        if step.review and not step.guarded and len(more) == 1:
            kinds, rest = spoken.moves(self.knowledge, _NOT_YET.sub("", more[0]) + "了")
            named = kinds == {"passed"} and spoken.is_about(self.knowledge, flow, step, rest)
            if _NOT_YET.search(more[0]) and named:
                return self.take_back()
            if more != every and _ONLY_NOT_YET.fullmatch(clean(more[0])):
                return self.ask_whether_to_undo()
        if len(more) != 1 or more == every:
            return None
        if step.guarded:
            return self.take_back() if tells_missed(self.knowledge, more[0]) else None
        if not step.review:
            submitted = (("undone", "words-move-unsent"),) if self.has_submitted or self.has_first_submitted else ()
            left, rest = wordings(self.knowledge, (*UNDONE, *submitted), "words-move").parted(clean(more[0]))
            meant = left and (not rest or spoken.is_about(self.knowledge, flow, step, rest))
            return self.take_back() if meant and self.current and self.current.step != step else None
        verdict = without(clean(more[0]), listed(self.knowledge, f"words-about-{step.who}"))
        if not (verdict and not_passed(self.knowledge, verdict)):
            return None
        turn = self.take_back()
        yet = has(self.knowledge, more[0], "words-not-yet")
        return turn if yet else joined((turn, self.with_state(turn.state or self.state).whether_back([filing])))

    def stops(self, clause: str) -> bool:
        """Whether a clause says no more than that what was said before is not so, or is to wait."""
        if said_back.answer(self.knowledge, clause) == "no" or spoken.moves(self.knowledge, clause) == SLIPPED:
            return True
        if said_back.second_thoughts(self.knowledge, clause) == (frozenset({"back"}), ""):
            return True
        return _WAIT in clause and has_only(self.knowledge, clean(clause), "words-move")

    def noted_of_wrong_one(self, text: str) -> Turn | None:
        """What comes of a text that tells, right below what was noted of a filing, that it is not that one, and perhaps
        which it is (不是果茶 是永顺): it is taken back, and the other one is asked the same."""
        wrong, right = said_back.righted(self.knowledge, text)
        last = self.last if wrong or right else None
        filing = self.filing(last.filing) if isinstance(last, Undo) else None
        place = self.place_of(filing)
        if (
            filing is None
            or place is None
            or self.state.showing != place.step.id
            or self.now - last_change(filing) > JUST
        ):
            return None
        named, words = self.filings_called(wrong)
        others, told = self.filings_called(right)
        so = ("", *listed(self.knowledge, "words-so"))
        denied = not wrong or (named == [filing] and words in so)
        done = told in so or bool(spoken.moves(self.knowledge, told)[0] & DOINGS)
        if not (denied and done) or filing in others or len(others) != bool(right):
            return None
        back = self.take_back()
        if not others:
            return back
        at, (_, flow, step) = self.with_state(back.state), place
        noted = flow.steps[max(flow.steps.index(step) - 1, 0)]
        then = at.whether_over(others[0], noted) if told in so else at.of_named(right)
        then = then or at.typed_action(OpenStep(others[0].number, ""))
        return joined((back, then))
