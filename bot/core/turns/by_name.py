"""Turns that do what typed words say of a filing by its name, and ask which one is meant where several have that."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.core.actions import Finish, OpenPlan, OpenStep, PutAway, Read, Resubmitted, Returned
from bot.core.button_data import encode
from bot.core.filings import attempts, renewals
from bot.core.replies import Button, Screen, Turn
from bot.core.screens import step_screens
from bot.core.state import Filing
from bot.core.texts import numbers, spoken
from bot.core.texts.asking import wondering, wonders
from bot.core.texts.commands import command, record_asked
from bot.core.texts.verdicts import says_it_came_back
from bot.core.texts.wordlists import has, listed, without
from bot.core.turns.doing import DOINGS
from bot.core.turns.replying import Replying
from bot.search.index import OFFERED

_MORE = re.compile(r"[，,。；;！!\s]+|(?=但|可是|不过)")
"""Where a text may go on to tell more."""


class ByName(Replying):
    """Turns about a filing that is named."""

    def of_named(self, text: str) -> Turn | None:
        """What comes of what is said of a filing by its name, or by a part of it; where several have that, it is asked
        which one is meant."""
        if not self.state.filings:
            return None
        if turn := self.numbered_by_name(text):
            return turn
        named, words = self.filings_called(text)
        said = named and (words or not self.is_answer(text))
        turn = self.meaning(named[0]).of_filing(named[0], words) if said else None
        if turn is None and (told := self.told_first(text)):
            return self.of_named(told)
        return turn if turn is None or len(named) == 1 else self.which_of(named)

    def numbered_by_name(self, text: str) -> Turn | None:
        """What comes of the number of a filing that is told by its name, and nothing else but that it came, or what
        that tells."""
        number = numbers.icp_in(text)
        told = numbers.without_icp(text) if number else ""
        for words in filter(None, (told, without(told, listed(self.knowledge, "words-number")))):
            named, said = self.filings_called(words)
            flow = self.flow(named[0]) if len(named) == 1 else None
            numbered = flow is not None and "icp" in renewals.numbers_at(flow)
            if numbered and (mine := self.meaning(named[0])).number_beside(f"{said} {number}"):
                return mine.keep(named[0], "icp", number)
        return None

    def told_first(self, text: str) -> str:
        """What a text says first of a named filing, where it goes on to tell something else (花店提交了，但电话没接到):
        that something was done, or is given up; nothing of one that asks, takes it back, or tells of a rejection."""
        first, *more = _MORE.split(text)
        if not more or wonders(self.knowledge, text) or says_it_came_back(self.knowledge, text):
            return ""
        if any(
            spoken.is_word(self.knowledge, one) and not spoken.moves(self.knowledge, one)[0] & DOINGS for one in more
        ):
            return ""
        _, words = self.filings_called(first)
        kinds, _ = spoken.moves(self.knowledge, words)
        tells = (kinds and kinds <= DOINGS) or spoken.puts_off(self.knowledge, words)
        return first if tells else ""

    def which_of(self, named: Sequence[Filing], text: str = "") -> Turn:
        """Ask of which of these filings a text is said: with the answer that is done."""
        rows = [(Button(one.name, self.told_by(one, text)),) for one in named[:OFFERED]]
        key = "which-told" if text else "which-filing"
        return self.show(Screen(self.say(key, count=str(len(named))), tuple(rows), yes_no=bool(text)))

    def told_by(self, filing: Filing, text: str) -> str:
        """The data of the button that does what a text tells of a filing; where none does, of that which opens it."""
        if says_it_came_back(self.knowledge, text):
            return encode(Returned(filing.number))
        mine = self.meaning(filing)
        if mine.at_work and "resubmitted" in spoken.moves(self.knowledge, text)[0]:
            return encode(Resubmitted(mine.at_work[0].number))
        turn = mine.with_state(replace(mine.state, showing="")).of_filing(filing, text) if text else None
        asked = self.with_state(turn.state).asked_of_steps if turn else None
        return encode(asked or OpenStep(filing.number, ""))

    def is_answer(self, name: str) -> bool:
        """Whether the name of a filing alone is rather an answer to what is asked."""
        if self.state.waiting == "flow":
            return bool(self.chosen(name) or self.wished(name))
        return self.is_choosing or self.state.waiting == "site-name"

    def of_filing(self, filing: Filing, words: str) -> Turn | None:
        """What comes of what is said of a filing by its name."""
        kinds, rest = spoken.moves(self.knowledge, words)
        asked = self.state.waiting == "rejection" and not words
        if asked or command(self.knowledge, words) == "rejected":
            return self.came_back(words, filing)
        if not words or (kinds and kinds <= {"progress", "open"} and not rest):
            return self.typed_action(OpenStep(filing.number, ""))
        if spoken.puts_off(self.knowledge, words):
            away = self.button("button-put-away", PutAway(filing.number, True))
            go_on = self.button("button-go-on", OpenStep(filing.number, ""))
            return self.ask(self.say("give-up", name=filing.name), away, go_on)
        if turn := self.of_state_told(words, kinds, rest) or self.ends_when(words, filing):
            return turn
        if self.denies(words, Finish(filing.number, "")):
            key = "unsent-known" if has(self.knowledge, words, "words-submit") else "not-noted"
            so = Screen(self.say(key, name=filing.name))
            return self.typed_action(OpenStep(filing.number, "")).below(so)
        turn = self.so_far(filing, kinds, rest) or self.begun_wrongly(filing, words)
        return turn or self.asked_of(filing, words) or self.listed_of(filing, words, kinds, rest)

    def of_state_told(self, text: str, kinds: frozenset[str], rest: str) -> Turn | None:
        """What comes of a text that tells how it stands with the filing at hand, or is to stand."""
        return self.to_submit_then(text) or self.waited(text) or self.dated(text) or self.done(text, kinds, rest)

    def asked_of(self, filing: Filing, words: str) -> Turn | None:
        """What comes of what is asked of a filing by its name: what its plan, if it is to be mended, or else the step
        that it is at has to be done; or when it should be over."""
        kinds, rest = wondering(self.knowledge, words)
        news = (command(self.knowledge, words) or record_asked(self.knowledge, words)) == "progress"
        asks = not rest and (kinds - {"explain", "this"} or (kinds and self.at_work))
        if not (news or asks):
            return self.of_thing(words) if self.plan_on_screen else None
        if self.at_work and "how-long" not in kinds:
            reasons = attempts.topics_of(self.at_work[0], self.knowledge)
            why = kinds == {"why"} and len(reasons) == 1
            return self.typed_action(Read(reasons[0].id) if why else OpenPlan(self.at_work[0].number))
        if "how-long" in kinds and (end := self.end_of(filing)):
            return self.show(step_screens.end_screen(self.knowledge, *end, None, self.now))
        return self.typed_action(OpenStep(filing.number, ""))

    def listed_of(self, filing: Filing, words: str, kinds: frozenset[str], rest: str) -> Turn | None:
        """What a text tells by the name of a filing to be done of its checklists, as if its step were on the screen."""
        step = self.step_of(filing)
        if step is None or self.at_work:
            return None
        return self.with_state(replace(self.state, showing=step.id)).of_checklist(words, kinds, rest)
