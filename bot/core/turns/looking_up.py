"""What comes of a text that asks for a day, a term, an order state, a province, or whether a name will do, and for
nothing that a topic answers."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.actions import CheckName, MyProvince, OpenStep, Silence
from bot.core.filings import attempts
from bot.core.filings.clock import hours_end
from bot.core.filings.reminders import wished
from bot.core.knowledge import Province
from bot.core.replies import Screen, Turn
from bot.core.screens import answers, glossary, naming, provinces
from bot.core.screens.rows import home_row, is_about_names, plan_button, province_button
from bot.core.state import Attempt, Filing
from bot.core.texts import place_names, planwords, site_names, spoken, terms
from bot.core.texts.asker import speaking
from bot.core.texts.misses import keepable
from bot.core.texts.reckoning import (
    AUTHORITY,
    FIRST_REVIEW,
    PROVIDERS_TIME,
    authority_ends,
    first_review_ends,
    last_day,
    which_day,
)
from bot.core.texts.understanding import understand
from bot.core.texts.waking import moved_wake, wake_wish
from bot.core.texts.wordlists import has, kinds_alone, short
from bot.core.turns.answering import Answering
from bot.core.workdays import local, shown_time

_NAMED_BY = frozenset({"改", "转", "写", "填"})
"""What is done to a name (改成花艺了); what something else was done to (照片也重拍了) is none."""
_STOPS = (("stops", "words-no-reminders"),)


class LookingUp(Answering):
    """Turns that look up what a text names."""

    def reckoned(self, text: str) -> Turn | None:
        """A day that is asked for; how long a review may take, above what is known of that."""
        day = which_day(self.knowledge, text, self.now) or last_day(self.knowledge, text, self.now)
        about, ends = AUTHORITY, "" if day else authority_ends(self.knowledge, text, self.now)
        if not (day or ends) and self.is_first_reviewed_as_usual:
            about, ends = FIRST_REVIEW, first_review_ends(self.knowledge, text, self.now)
        if not (day or ends) or understand(self.knowledge, text, awaited=self.state.waiting == "rejection").notice:
            return None
        if day:
            return self.aside(Screen(day, (home_row(self.knowledge),)))
        state = replace(self.state, topic=about, asked=keepable(text))
        screen = answers.topic_screen(self.knowledge, self.state, self.knowledge.topics[about], asked=text)
        return self.aside(replace(screen, text=f"{ends}\n\n{screen.text}"), state=state)

    def woken(self, text: str) -> Turn | None:
        """Remind of what is worked on, or of the filing that is named, when somebody wishes that (三天后提醒我), or ask
        when; None where a text wishes something else."""
        named, words = self.filings_called(text)
        wish = wake_wish(self.knowledge, text, self.now)
        if wish is None and len(named) == 1:  # whose it is may stand before the wish (永利那个明天提醒我)
            wish = wake_wish(self.knowledge, words, self.now)
        about = self.of_which_to_wake(named)
        if wish is None:
            return self.stopped_waking(words if named else text, named, about)
        if wish.no_day:
            return self.aside(Screen(self.say("no-such-day", day=wish.no_day), (self.end_row(None),)))
        if not about:
            return self.nothing_to_wake()
        if self.state.silent:  # no reminder would come
            return self.leave(self.settings(self.state))
        if wish.at is None:
            return self.aside(Screen(self.say("wake-when"), (self.end_row(None),)))
        return self.told_at([wished(about)], wish.at, "snoozed-for" if wish.what else "snoozed")

    def of_which_to_wake(self, named: Sequence[Filing]) -> str:
        """Of what somebody wishes to be reminded: the filing that is named, what is being mended, the filing at hand,
        or what was submitted again (`Reminder.about`); "" where there is nothing."""
        filing = named[0] if len(named) == 1 else None if self.at_work else self.at_hand
        if filing:
            return str(filing.number)
        attempt, owner = self.rejection or (None, None)
        awaits = (
            attempt == self.at_work[0] if self.at_work else attempt in attempts.waiting_outside(self.state, self.now)
        )
        return attempts.about(attempt, owner) if attempt and awaits else ""

    def woken_otherwise(self, text: str) -> Turn | None:
        """What comes of another moment for a reminder that is set, or whose question is open: of the only one, where
        nothing is named. A mere time may also be when the message came whose hours run, or answer the question, today
        is when anything was done, and a day may be nearer to the one on which the step on the screen began."""
        rang = bool(self.question) and self.posed == self.state.told
        if not (rang or self.state.later) or not self.is_free:
            return None
        named, words = self.filings_called(text)
        asked = self.asked_of_verdict if rang else None
        about = self.of_which_to_wake(named or (asked and [asked]) or ())
        ahead = [key for key, at in self.state.later.items() if at > self.now and key.startswith(wished(""))]
        key = wished(about) if about and (named or rang or wished(about) in ahead) else "".join(ahead[:1])
        set_for = self.state.later.get(key, self.now)
        if not key or (len(ahead) > 1 and key != wished(about)) or (set_for <= self.now and not rang):
            return None
        moved = moved_wake(self.knowledge, words if named else text, set_for, self.now)
        runs = self.at_hand is not None and hours_end(self.at_hand, self.knowledge) is not None
        if moved is None:
            return None
        if not moved[1] and (runs or self.question or local(moved[0]).date() == local(self.now).date()):
            return None
        if not rang and self.is_of_step(text, abs(moved[0] - set_for)):
            return None
        return self.told_at([key], moved[0], "snoozed-otherwise")

    def stopped_waking(self, text: str, named: Sequence[Filing], about: str) -> Turn | None:
        """What comes of the wish to hear no more reminders: the one that was wished is dropped; without such there are
        none any more of the only filing, or of the one that is named, or at all, where there is no filing; it is asked,
        where the hours of the message run. Who wants none only for a while sees the settings."""
        said, limited = short(text), "words-no-reminders-while"
        if not kinds_alone(self.knowledge, said, _STOPS, "words-no-reminders-around", limited):
            return None
        if has(self.knowledge, said, limited):
            return self.leave(self.settings(self.state))
        every = [filing for filing in self.state.filings if not filing.away]
        filing = named[0] if len(named) == 1 else every[0] if len(every) == 1 else None
        set_for = self.state.later.get(wished(about))
        if set_for and set_for > self.now:
            later = {each: at for each, at in self.state.later.items() if each != wished(about)}
            dropped = Screen(self.say("snooze-dropped", when=shown_time(set_for, self.now)), (self.end_row(filing),))
            return self.show(dropped, state=replace(self.state, later=later))
        if self.state.silent or (not filing and (every or not self.state.loose)):
            return self.leave(self.settings(self.state))
        if filing is None:
            return self.silenced(Silence(0, True))
        ends = hours_end(filing, self.knowledge)
        if ends and ends > self.now:
            yes = self.button("button-silence", Silence(filing.number, True))
            no = self.button("button-silence-not", OpenStep(filing.number, ""))
            return self.ask(self.say("silence-hours", name=filing.name, end=shown_time(ends, self.now)), yes, no)
        turn = self.silenced(Silence(filing.number, True))
        return replace(turn, replies=turn.screens).below(Screen(self.say("silenced", name=filing.name)))

    @property
    def is_first_reviewed_as_usual(self) -> bool:
        """Whether nothing else is known of the filing at hand than that the first review takes as long as of sites: it
        takes longer of apps, and of mini programs nobody knows."""
        flow = self.flow(self.at_hand)
        return flow is None or any(step.duration and step.duration.id == PROVIDERS_TIME for step in flow.steps)

    def named_province(self, text: str) -> Turn | None:
        """The name of a province or of a city in it alone asks for its requirements, as does a question for just
        them; who says to be there is remembered to be, while nothing is filed elsewhere."""
        if province := place_names.province_alone(self.knowledge, text):
            return self.aside(provinces.card(self.knowledge, self.state, province))
        said = place_names.province_told(self.knowledge, text)
        if said is None:
            return None
        if said.mine and not self.state.filings and self.state.waiting in ("", "flow"):
            if self.plan_on_screen:
                return self.kept_in_plan(said.province, self.plan_on_screen[0])
            turn = self.typed_action(MyProvince(said.province.id))
            return replace(turn, replies=(*turn.replies, *self.again()))
        card = provinces.card(self.knowledge, self.state, said.province, said.about, said.subject)
        return self.aside(card)

    def kept_in_plan(self, province: Province, attempt: Attempt) -> Turn:
        """Where somebody is, said of the plan on the screen, is remembered; the plan, with what is wanted there, goes
        on."""
        state = replace(self.state, asker=replace(self.state.asker, province=province.id))
        rows = ((plan_button(self.knowledge, attempt),), (province_button(self.knowledge, province),))
        return self.aside(Screen(self.say("my-province-kept", short=province.short), rows), state=state)

    def named_site(self, text: str) -> Turn | None:
        """Whether a name for a site is all right, where a text asks that or is the name that was asked for. With a plan
        on the screen that wants another name, its name alone is enough, unless it tells of what has come to pass
        (就剩名字了)."""
        awaited = self.state.waiting == "site-name"
        mended = self.at_work[0].reasons if self.at_work and self.plan_on_screen and self.has_plan_shown else ()
        of_plan = any(is_about_names(self.knowledge, topic) for topic in mended)
        alone = awaited or (of_plan and not spoken.LE.sub("了", text).endswith("了"))
        if of_plan and site_names.drops_name(text):
            return self.typed_action(CheckName())
        about_names = alone or is_about_names(self.knowledge, self.state.topic)
        if name := site_names.name_asked_about(self.knowledge, text, about_names=about_names):
            is_name = not understand(self.knowledge, text).notice
        elif awaited and (name := site_names.name_sent(self.knowledge, text)):
            said = spoken.is_word(self.knowledge, name)
            is_name = not said and understand(self.knowledge, name).parts[0].decision != "answer"
        else:
            return None
        verbs = planwords.deed(self.knowledge, text)[1]
        if not is_name or (verbs and _NAMED_BY.isdisjoint(verbs)):
            return None
        reasons = [self.knowledge.topics[id] for id in mended]
        screen = naming.screen(self.knowledge, self.state, name, text, reasons)
        field = site_names.field_named(self.knowledge, self.state, text.replace(name, " "), reasons)
        personal = any(reason.personal for reason in reasons)  # who protests to be no company (哪里企业了) is none
        asker = self.state.asker if personal else speaking(self.state.asker, self.knowledge, text)
        topic = self.state.topic if of_plan else naming.ABOUT[field]  # what is told next is told of the plan
        state = replace(self.state, waiting="site-name" if awaited else "", topic=topic, asker=asker)
        return self.aside(screen, state=state)

    def defined(self, text: str) -> Turn | None:
        """A term or an order state alone asks what it means, unless an answer has just these words as its own. With
        what is to be done by a term one may begin right below it (陪我办)."""
        screen = glossary.meaning(self.knowledge, self.state, text)
        if screen is None or any(text in (t.title, *t.asks, *t.messages) for t in self.knowledge.topics.values()):
            return None
        term = terms.term_named(self.knowledge, text)
        state = replace(self.state, asked=keepable(text), topic=term.topic or "") if term and term.flow else None
        return self.aside(screen, state=state)
