"""Turns about how long what is kept of a person stays: what is said before it goes, and the answer that keeps it. The
days are in `retention`."""

from dataclasses import replace

from bot.core.actions import Stay
from bot.core.filings import renewals, retention
from bot.core.filings.reminders import awake
from bot.core.replies import Note, Screen, Timer, Toast, Turn
from bot.core.screens import answers, filing_screens
from bot.core.state import State
from bot.core.turns.base import Turns
from bot.core.workdays import local, spoken_day


class Staying(Turns):
    """Turns about how long what is kept of a person stays."""

    def unused(self) -> Turn:
        """The person was not in touch for long: warn (not at night), or forget; nothing where there was contact in
        between."""
        state = self.undisturbed
        if any(due > self.now for due in retention.timers(state).values()):
            return Turn(state)
        if not retention.unwarned(state):
            return Turn(State(), notes=(Note("expired"),), forgets=True)
        if (morning := awake(self.now, state.quiet)) > self.now:
            return Turn(state, timers=(Timer(retention.TIMER, morning),))
        today = local(self.now).date()
        day = spoken_day(retention.end(state.seen or today, today), self.now)
        texts = [self.say("retention-warning", day=day), *self.lost()]
        texts.append(self.say("retention-stay", days=str(retention.LIFE.days)))
        stay = self.button("button-stay", Stay())
        screen = Screen("\n\n".join(texts), ((stay,),), yes_no=True)
        return self.show(screen, state=replace(state, warned=today), notes=(Note("warned"),))

    def lost(self) -> list[str]:
        """That the reminders of the time after approval go, too, where there are any."""
        coming = renewals.coming(self.state, self.knowledge, self.now)
        names = "、".join(self.label(f"coming-{one}") for one in coming)
        return [self.say("retention-lost", reminders=names)] if names else []

    def stayed(self) -> Turn:
        """The person is still here; it may be too late."""
        if not retention.something(self.state):
            return self.leave(Toast(self.label("stayed-too-late")), answers.home(self.knowledge, self.state))
        until = spoken_day(retention.end(local(self.now).date(), None), self.now)
        progress = filing_screens.progress(self.knowledge, self.state, self.now)
        return self.leave(Toast(self.label("stayed", day=until)), progress)
