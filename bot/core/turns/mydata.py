"""Who a person said to be, and all that is kept of them, in words."""

from dataclasses import replace

from bot.core.actions import ForgetAsker
from bot.core.filings import attempts
from bot.core.replies import Screen
from bot.core.screens import filing_screens, kept, rejection_screens
from bot.core.state import Asker, State
from bot.core.turns.base import Turns


class MyData(Turns):
    """Turns about what is kept of a person."""

    def who(self, asker: Asker) -> str:
        """Who somebody said to be, in words."""
        names = [self.label(f"condition-{name}") for name in (asker.subject, asker.provider) if name]
        if province := self.knowledge.provinces.get(asker.province):
            names.append(self.label("in-province", short=province.short))
        return "、".join(names)

    def mydata(self, state: State) -> Screen:
        """Everything that is kept of this person, in words."""
        known = self.who(state.asker)
        asker = [self.say("mydata-asker", who=known)] if known else []
        if spoken := state.lang or state.heard:
            key = "mydata-language" if state.lang else "mydata-language-heard"
            asker.append(self.say(key, language=self.label(f"language-{spoken}")))
        if state.asked:
            asker.append(self.say("mydata-asked", text=state.asked))
        if state.relay:
            asker.append(self.say("mydata-human"))
        forget = ((self.button("button-forget-asker", ForgetAsker()),),) if known else ()
        came = [attempt for attempt, _ in attempts.everything(state)]
        if not state.filings and not came:
            return Screen("\n\n".join([*asker, self.say("mydata-none")]), forget)
        texts = [self.say("mydata")]
        if state.filings:
            everything = replace(state, filings=tuple(replace(one, away=False) for one in state.filings), loose=())
            texts.append(filing_screens.progress(self.knowledge, everything, self.now).text)
            texts += [text for one in state.filings if (text := kept.kept_text(self.knowledge, one, self.now))]
        if came:
            texts.append(rejection_screens.history(self.knowledge, state, self.now).text)
        unsure = [f"「{one.text}」" for attempt in came for one in attempt.unclear]
        unsure += [f"「{one.text}」" for attempt in came for one in attempt.doubts]
        if unsure:
            texts.append(self.say("mydata-words", words="".join(unsure)))
        return Screen("\n\n".join([*texts, *asker, self.say("mydata-rest")]), forget)
