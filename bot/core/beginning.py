"""What typed words do while a filing begins, besides answering: a step back, another answer, no answer."""

from dataclasses import replace

from bot.core import guide, provinces, spoken
from bot.core.actions import AllFlows, AskRoute, NoName, Overview
from bot.core.presses import Presses
from bot.core.replies import Turn


class Beginning(Presses):
    """Turns that do what typed words say of the answers with which a filing begins."""

    def begun_otherwise(self, text: str) -> Turn | None:
        """What comes of the words that no name is wanted for a filing that begins, that an answer was wrong, or what is
        right instead."""
        draft, waiting = self.state.draft, self.state.waiting
        if waiting not in ("flow", "subject", "province", "name"):
            return None
        kinds, rest = spoken.second_thoughts(self.knowledge, text)
        if not kinds:
            return None
        if "not" in kinds:
            return self.denied(rest)
        if rest:
            return self.instead(rest)
        if "back" in kinds:
            return self.one_back()
        if "no-name" in kinds and waiting == "name":
            return self.typed_action(Overview(draft.filing) if draft.filing else NoName())
        return None

    def instead(self, text: str) -> Turn | None:
        """Another answer to a question that a new filing is past: as whom, or where."""
        draft, flow = self.state.draft, self.knowledge.flows.get(self.state.draft.flow)
        if self.state.waiting == "flow" or draft.filing or flow is None:
            return None
        wrong = self.knowledge.provinces.get(draft.province)
        for name in wrong.own if wrong else ():
            text = text.removeprefix(name).lstrip()
        subject = next((one for one in flow.subjects if text in self.label(f"words-{one}").split()), draft.subject)
        place = provinces.called(self.knowledge, text)
        changed = replace(draft, subject=subject, province=place.id if place else draft.province, follows=False)
        return self.unasked(replace(self.state, draft=changed)) if place or subject != draft.subject else None

    def denied(self, text: str) -> Turn | None:
        """What is said not to be so is asked once more, and nothing is taken for right; of what is neither an applicant
        nor a place, nothing is known here."""
        draft = self.state.draft
        subject = next((one for one in guide.SUBJECTS if text in self.label(f"words-{one}").split()), None)
        place = provinces.called(self.knowledge, text)
        if self.state.waiting == "flow" or (text and not (subject or place)):
            return None
        if draft.filing:
            return self.show(*self.again())
        if subject and subject == draft.subject:
            draft = replace(draft, subject=None, follows=False)
        if place and place.id == draft.province:
            draft = replace(draft, province="", follows=False)
        return self.unasked(replace(self.state, draft=draft))

    def one_back(self) -> Turn | None:
        """The question before the one that is asked while a filing begins."""
        draft, waiting = self.state.draft, self.state.waiting
        if waiting == "name" and not draft.filing:
            return self.unasked(replace(self.state, draft=replace(draft, province="", follows=False)))
        if waiting == "province":
            return self.unasked(replace(self.state, draft=replace(draft, subject=None, province="")))
        if draft.filing:
            return self.typed_action(Overview(draft.filing))
        if draft.picks:
            return self.typed_action(AskRoute(draft.picks[-1][0]))
        return None if waiting == "flow" else self.typed_action(AllFlows())
