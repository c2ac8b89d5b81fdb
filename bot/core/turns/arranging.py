"""Turns that put filings in order: how they are called, as whom and where they are filed, which items concern them, and
which are put away. Numbers and dates that are kept of them are in `aftercare`."""

from dataclasses import replace
from typing import assert_never

from bot.core import course
from bot.core.actions import Correct, Details, OfArranging, PutAway, Rename, Restate, SetCase
from bot.core.knowledge import Flow
from bot.core.replies import Note, Screen, Toast, Turn
from bot.core.screens import details, draft_screens, filing_screens
from bot.core.state import Draft, Filing
from bot.core.turns.base import Turns
from bot.search.normalise import clean


class Arranging(Turns):
    """Turns about what a filing is."""

    def arranged(self, action: OfArranging, filing: Filing, flow: Flow) -> Turn:
        draft = Draft(flow.id, filing=filing.number)
        match action:
            case Rename():
                state = replace(self.state, waiting="name", draft=draft, showing="")
                return self.show(draft_screens.ask_name(self.knowledge, draft), state=state)
            case Restate():
                state = replace(self.state, waiting="subject", draft=draft, showing="")
                return self.show(draft_screens.ask_subject(self.knowledge, draft), state=state)
            case Correct():
                subject = next((one for one in flow.subjects if one == action.subject), None)
                if action.province not in self.knowledge.provinces:
                    return self.stale()
                return self.restated(filing, flow, replace(draft, subject=subject, province=action.province))
            case PutAway():
                return self.put_away(filing, action.on)
            case Details():
                step = course.step_of(flow, action.step)
                if step is None:
                    return self.stale()
                state = replace(self.state, front=filing.number, showing=step.id, waiting="")
                return self.show(details.details_screen(self.knowledge, filing, step, action.page), state=state)
            case SetCase():
                step = course.step_of(flow, action.step)
                item = next((item for item in step.items if item.id == action.item), None) if step else None
                if step is None or item is None or not item.condition:
                    return self.stale()
                changed = course.set_case(filing, item.condition, action.on)
                state = replace(self.state.with_filing(changed), front=filing.number, showing=step.id, waiting="")
                page = details.page_of(self.knowledge, changed, step, item.id)
                return self.show(details.details_screen(self.knowledge, changed, step, page), state=state)
        assert_never(action)

    def put_away(self, filing: Filing, on: bool) -> Turn:
        changed = replace(filing, away=on)
        front = 0 if on and self.state.front == filing.number else self.state.front
        state = replace(self.state.with_filing(changed), front=front, showing="", waiting="")
        key = "put-away" if on else "brought-back"
        screen = filing_screens.progress(self.knowledge, state, self.now)
        return self.show(Toast(self.label(key, name=filing.name)), screen, state=state, notes=(Note(key),))

    def is_name(self, text: str, but: int = 0) -> bool:
        """Whether a filing is called so already; `but`: another one than that with this number."""
        return any(clean(one.name) == clean(text) for one in self.state.filings if one.number != but)

    def taken(self, name: str) -> Turn:
        return self.show(Screen(self.say("name-taken", name=name)), *self.again())

    def renamed(self, filing: Filing, name: str) -> Turn:
        """The filing by its new name, unless another one has that."""
        if self.is_name(name, but=filing.number):
            return self.taken(name)
        changed = replace(filing, name=name)
        state = replace(self.state.with_filing(changed), waiting="", draft=Draft())
        return self.show(filing_screens.overview(self.knowledge, changed, self.now), state=state)

    def restated(self, filing: Filing, flow: Flow, draft: Draft) -> Turn:
        """Both answers are there: what depends on them is open again."""
        if draft.subject is None:
            return self.stale()
        changed = course.restate(filing, flow, draft.subject, draft.province, self.now)
        state = replace(self.state.with_filing(changed), front=filing.number, waiting="", draft=Draft())
        toast = Toast(self.label("restated" if changed != filing else "restated-same"))
        return self.show(toast, filing_screens.overview(self.knowledge, changed, self.now), state=state)
