"""Turns that tell when what is under way should be over."""

from dataclasses import replace

from bot.core.filings import attempts
from bot.core.filings.clock import verdict_days
from bot.core.knowledge import Sender, Step
from bot.core.replies import Screen, Turn
from bot.core.screens import answers, rejection_screens, step_screens
from bot.core.state import Filing
from bot.core.texts.asker import MINI
from bot.core.texts.matters import NOTHING
from bot.core.texts.meant import is_certain
from bot.core.texts.misses import keepable
from bot.core.texts.reckoning import TOTAL, asks_end
from bot.core.turns.verifying import Verifying
from bot.core.workdays import Day

APPROVED: tuple[Sender, ...] = ("after", "store", "police")
"""Who finds fault only with what was approved before."""


class Ending(Verifying):
    """Turns that tell when it ends."""

    def ends_when(self, text: str, named: Filing | None = None) -> Turn | None:
        """When the filing at hand should be over, or each of those under way where none of them is named or on the
        screen, which a text asks, be it whether that is by some day; where none is under way, how long it takes, if it
        is not certainly asked of one step. What was just read about something else may be meant."""
        asks, day = asks_end(self.knowledge, text, self.now)
        total, read = self.knowledge.topics.get(TOTAL), self.topic_read
        if not asks or total is None or (self.asked and not day and read and read.group != total.group):
            return None
        if self.asked and not (day or named) and self.spoken_of != NOTHING:
            return None
        one = named or (self.at_hand if self.state.showing else None)
        ends = [end for filing in ([one] if one else self.state.filings) if (end := self.end_of(filing))]
        if len(ends) > 1:
            return self.show(step_screens.ends_screen(self.knowledge, ends, day, self.now))
        if ends:
            return self.show(step_screens.end_screen(self.knowledge, *ends[0], day, self.now))
        if screen := self.result_outside:
            return self.aside(screen)
        part = self.knowledge.engine.whole(text)
        if self.at_hand or self.at_work or (is_certain(part) and part.choices[0].topic != total.id):
            return None
        state = replace(self.state, topic=total.id, asked=keepable(text))
        return self.show(answers.topic_screen(self.knowledge, self.state, total, asked=text), state=state)

    def end_of(self, filing: Filing) -> tuple[Filing, Step, tuple[Day, Day]] | None:
        """Between which days a filing that was not put away should be over, and at which step it is."""
        at = self.step_of(filing)
        days = verdict_days(filing, self.knowledge, self.now) if at and not filing.away else None
        return (filing, at, days) if at and days else None

    @property
    def result_outside(self) -> Screen | None:
        """When there may be a result of what was worked on last, where that was submitted again and is in no filing."""
        attempt, filing = self.rejection or (None, None)
        waits = attempt in attempts.waiting_outside(self.state, self.now) and not self.state.showing
        if attempt is None or filing or not waits or attempt.sender in APPROVED or attempt.provider == MINI:
            return None
        return rejection_screens.result_when(self.knowledge, attempt, self.now)
