"""Turns that answer in kind who only greets, thanks, makes a sign, is cross, or says yes or no to nothing."""

import unicodedata
from dataclasses import replace

from bot.core.actions import NoneOfThese
from bot.core.replies import Miss, Screen, Turn
from bot.core.screens import answers, rejection_screens
from bot.core.screens.rows import WHOM_TO_ASK, people_rows
from bot.core.texts import said_back
from bot.core.texts.asking import wonders
from bot.core.texts.courtesies import Courtesy, courtesy, wants_staff
from bot.core.turns.replying import Replying

_SIGNS = dict.fromkeys("👌👍✅🆗", "好的") | dict.fromkeys("👎❌", "不是")
"""What signs say to a question of ours; to delete something it takes more than such a yes."""


class Courteous(Replying):
    """Turns that answer in kind."""

    def courteous(self, text: str) -> Turn | None:
        """An answer in kind to who only greets, thanks, makes a sign, asks for a person or is cross; what was under way
        goes on. Who wants to complain is told to whom, and who finds an answer long what it comes to."""
        if not any(map(str.isalnum, text)):
            is_emoji = any(unicodedata.category(sign) == "So" for sign in text)
            meant = next((_SIGNS[sign] for sign in text if sign in _SIGNS), "")
            answer = self.replied(meant) if meant else None
            return answer or (self.in_kind("fine") if is_emoji else self.aside(Screen(self.say("empty"))))
        kind = courtesy(self.knowledge, text)
        if kind is None and self.knowledge.desk and wants_staff(self.knowledge, text):
            kind = "human"
        whom = self.knowledge.topics.get(WHOM_TO_ASK)
        if kind == "complaint":
            return self.aside(answers.topic_screen(self.knowledge, self.state, whom)) if whom else None
        if kind == "shorter":
            return self.aside(answers.in_short(self.knowledge, self.just_read)) if self.just_read else None
        return self.in_kind(kind) if kind else None

    def said_yes_or_no(self, text: str) -> Turn | None:
        """What comes of a mere yes or no where nothing is asked that it could answer: that is said, with what one may
        do; a question that it does not answer is asked once more. No to what is on the screen as an answer is that none
        of it was meant."""
        said = said_back.answer(self.knowledge, text)
        if not said or wonders(self.knowledge, text):
            return None
        if said == "no" and self.asked:
            return self.typed_action(NoneOfThese())
        again = self.again()
        if self.state.waiting:
            return self.show(*again) if again else None
        return self.show(self.menu("nothing-asked"), *again)

    def in_kind(self, kind: Courtesy, misses: tuple[Miss, ...] = ()) -> Turn:
        """The answer to a text of this kind, with people to turn to where it is cross or asks for them."""
        if kind == "done" and self.step_shown and self.is_free and self.asked:  # an answer pushed its list away
            return self.show(Screen(self.say("courtesy-done")), *self.again(), misses=misses)
        key = "courtesy-staff" if kind == "human" and self.knowledge.desk else f"courtesy-{kind}"
        if kind == "slowly" and (self.again() or self.state.filings or self.at_work):
            key = "courtesy-slowly-on"
        menu = self.menu(key)
        if kind in ("hello", "slowly") and self.at_work and not self.again():
            menu = rejection_screens.left_at(self.knowledge, menu, self.at_work[0], self.now)
        people = people_rows(self.knowledge) if kind in ("human", "upset", "unfair") else ()
        return self.aside(replace(menu, buttons=(*people, *menu.buttons)), misses=misses)

    def kindly(self, turn: Turn) -> Turn:
        """What an angry person is shown, under a word of sympathy."""
        return turn.below(Screen(self.say("sympathy")))
