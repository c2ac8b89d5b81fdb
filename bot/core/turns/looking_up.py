"""Answers to a text that asks for a letter, a day, a term, an order state or a province, asks whether a name will do,
or wishes a reminder."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.actions import CheckName, Letters, MyProvince, OpenStep, Silence
from bot.core.filings import attempts
from bot.core.filings.clock import clock, hours_end
from bot.core.filings.later_keys import about_attempt, about_filing, about_wished, is_about_wished
from bot.core.filings.reminders import not_again
from bot.core.knowledge import Province
from bot.core.replies import Screen, Turn
from bot.core.screens import glossary, letters, naming, provinces, rejection_screens, topic_screens, waiting
from bot.core.screens.rows import home_row, is_about_names, plan_button, province_button
from bot.core.state import Attempt, Filing
from bot.core.texts import place_names, planwords, said_back, site_names, spoken, terms
from bot.core.texts.asker import speaking
from bot.core.texts.letters_asked import days_told, letter_asked
from bot.core.texts.misses import keepable
from bot.core.texts.reckoning import (
    AUTHORITY,
    FIRST_REVIEW,
    FIRST_REVIEW_FACT,
    authority_ends,
    first_review_ends,
    last_day,
    which_day,
)
from bot.core.texts.returns import tells_of_return
from bot.core.texts.understanding import understand
from bot.core.texts.verdicts import says_it_came_back
from bot.core.texts.waking import moved_wake, wake_wish
from bot.core.texts.wordlists import has, has_only, kinds_alone, short
from bot.core.turns import aftercare, dating, presses, reminding, replying, ticking
from bot.core.turns.talk import Talk
from bot.core.words import shown_time
from bot.core.workdays import local

_NAMED_BY = frozenset({"改", "转", "写", "填"})
"""What is done to a name (改成花艺了). Other deeds are about something else (照片也重拍了)."""
_STOPS = (("stops", "words-no-reminders"),)
_ALL_AT_ONCE = "一次"
"""A text with this asks for all that is wrong, not for what one reason means."""


def reckoned(talk: Talk, text: str) -> Turn | None:
    """Answer which day it is that a text asks for, or tell how long a review may take, above the topic on that."""
    day = which_day(talk.knowledge, text, talk.now) or last_day(talk.knowledge, text, talk.now)
    about, ends = AUTHORITY, "" if day else authority_ends(talk.knowledge, text, talk.now)
    if not (day or ends) and is_first_reviewed_as_usual(talk):
        about, ends = FIRST_REVIEW, first_review_ends(talk.knowledge, text, talk.now)
    if not (day or ends) or understand(talk.knowledge, text, awaited=talk.state.waiting == "rejection").notice:
        return None
    if day:
        return talk.aside(Screen(day, (home_row(talk.knowledge),)))
    state = replace(talk.state, topic=about, asked=keepable(text))
    screen = topic_screens.topic_screen(talk.knowledge, talk.state, talk.knowledge.topics[about], asked=text)
    return talk.aside(replace(screen, text=f"{ends}\n\n{screen.text}"), state=state)


def wants_letter(talk: Talk, text: str) -> Turn | None:
    """Show the letter that a text asks for: for the filing that is waited for, for the rejection, or with blanks. None:
    the text also tells of a rejection, which comes first."""
    occasion = letter_asked(talk.knowledge, text)
    if not occasion or understand(talk.knowledge, text).notice or tells_of_return(talk.knowledge, text):
        return None
    attempt, _ = talk.rejection or (None, None)
    if occasion == "any":
        return presses.typed_action(talk, Letters(attempt.number if attempt else 0))
    if occasion == "support" and attempt and attempt.unclear and _ALL_AT_ONCE not in text:
        occasion = "unclear"
    if (letter := letters.best(talk.knowledge, occasion, text)) is None:
        return None
    if occasion != "overdue":
        return talk.aside(letters.letter_screen(talk.knowledge, attempt, letter))
    filing = talk.current.filing if talk.current else None
    running = clock(filing, talk.knowledge, talk.now) if filing else None
    if filing and running and running.who != "applicant":
        screen = waiting.chase_screen(talk.knowledge, filing, running, letter, talk.now)
        early = [] if running.pace == "over" else [Screen(waiting.wait_line(talk.knowledge, running, talk.now))]
        return talk.aside(*early, screen)
    days = days_told(text)
    return talk.aside(letters.letter_screen(talk.knowledge, None, letter, {"days": days} if days else {}))


def woken(talk: Talk, text: str) -> Turn | None:
    """Set the reminder that a text wishes (三天后提醒我), for the filing that it names or the one worked on, or ask
    when."""
    if turn := woken_when_ready(talk, text):
        return turn
    named, words = talk.filings_called(text)
    wish = wake_wish(talk.knowledge, text, talk.now)
    if wish is None and len(named) == 1:  # the name may stand before the wish (永利那个明天提醒我)
        wish = wake_wish(talk.knowledge, words, talk.now)
    about = of_which_to_wake(talk, named)
    if wish is None:
        return stopped_waking(talk, words if named else text, named, about)
    if wish.no_day:
        return talk.aside(Screen(talk.say("no-such-day", day=wish.no_day), (reminding.end_row(talk, None),)))
    if not about:
        return aftercare.nothing_to_wake(talk)
    if talk.state.silent:  # no reminder would come
        return talk.leave(reminding.settings(talk, talk.state))
    if wish.at is None:
        return talk.aside(Screen(talk.say("wake-when"), (reminding.end_row(talk, None),)))
    return reminding.told_at(talk, [about_wished(about)], wish.at, "snoozed-for" if wish.what else "snoozed")


def woken_when_ready(talk: Talk, text: str) -> Turn | None:
    """Say that the reminder comes by itself, if a text wishes to be told when the plan on the screen may be submitted
    (到时候叫我). None: nothing of the plan has to be waited for."""
    if talk.plan_on_screen is None or talk.state.silent or not has(talk.knowledge, text, "words-wake-ready"):
        return None
    attempt, _ = talk.plan_on_screen
    waits = any(todo.waiting or (todo.fix.wait and todo.done is None) for todo in talk.plan_of(attempt).todos)
    if not waits or not has_only(talk.knowledge, short(text), "words-wake-ready", "words-wake-around", "words-move"):
        return None
    ready = rejection_screens.whether_ready(talk.knowledge, attempt, talk.now)
    return talk.aside(ready).below(Screen(talk.say("wake-ready")))


def of_which_to_wake(talk: Talk, named: Sequence[Filing]) -> str:
    """Return what a reminder is wished for (a key of `later_keys`): the filing that is named, what is being mended, the
    filing at hand, or what was submitted again. "": nothing."""
    filing = named[0] if len(named) == 1 else None if talk.at_work else talk.at_hand
    if filing:
        return about_filing(filing)
    attempt, owner = talk.rejection or (None, None)
    awaits = attempt == talk.at_work[0] if talk.at_work else attempt in attempts.waiting_outside(talk.state, talk.now)
    return about_attempt(attempt, owner) if attempt and awaits else ""


def woken_otherwise(talk: Talk, text: str) -> Turn | None:
    """Move a reminder that is set, or one that just came, to another time. If the text names no filing, there must be
    only one reminder. None: the time may be about something else. A mere time may be when the message came or the
    answer to our question; a day may be when the step on the screen began."""
    rang = bool(talk.question) and talk.posed == talk.state.told
    if not (rang or talk.state.later) or not talk.is_free:
        return None
    named, words = talk.filings_called(text)
    asked = replying.asked_of_verdict(talk) if rang else None
    about = of_which_to_wake(talk, named or (asked and [asked]) or ())
    ahead = [key for key, at in talk.state.later.items() if at > talk.now and is_about_wished(key)]
    key = about_wished(about) if about and (named or rang or about_wished(about) in ahead) else "".join(ahead[:1])
    set_for = talk.state.later.get(key, talk.now)
    if not key or (len(ahead) > 1 and key != about_wished(about)) or (set_for <= talk.now and not rang):
        return None
    moved = moved_wake(talk.knowledge, words if named else text, set_for, talk.now)
    runs = talk.at_hand is not None and hours_end(talk.at_hand, talk.knowledge) is not None
    if moved is None:
        return None
    if not moved[1] and (runs or talk.question or local(moved[0]).date() == local(talk.now).date()):
        return None
    if not rang and dating.is_of_step(talk, text, abs(moved[0] - set_for)):
        return None
    return reminding.told_at(talk, [key], moved[0], "snoozed-otherwise")


def stopped_waking(talk: Talk, text: str, named: Sequence[Filing], about: str) -> Turn | None:
    """Answer the wish for no more reminders.

    Drop the one that was wished. If there is none, turn reminders off for the filing that is named or the only one, or
    altogether if there is no filing. Ask first if the hours of the message run. A wish for a while only, or for one of
    several filings, shows the settings.
    """
    said, limited = short(text), "words-no-reminders-while"
    if not kinds_alone(talk.knowledge, said, _STOPS, "words-no-reminders-around", limited):
        return None
    if has(talk.knowledge, said, limited):
        return talk.leave(reminding.settings(talk, talk.state))
    every = [filing for filing in talk.state.filings if not filing.away]
    filing = named[0] if len(named) == 1 else every[0] if len(every) == 1 else None
    wish = about_wished(about)
    set_for = talk.state.later.get(wish)
    if set_for and set_for > talk.now:
        dropped = Screen(
            talk.say("snooze-dropped", when=shown_time(set_for, talk.now)), (reminding.end_row(talk, filing),)
        )
        return talk.show(dropped, state=not_again(talk.state, {wish}))
    if talk.state.silent or (not filing and (every or not talk.state.loose)):
        return talk.leave(reminding.settings(talk, talk.state))
    if filing is None:
        return reminding.silenced(talk, Silence(0, True))
    ends = hours_end(filing, talk.knowledge)
    if ends and ends > talk.now:
        yes = talk.button("button-silence", Silence(filing.number, True))
        no = talk.button("button-silence-not", OpenStep(filing.number, ""))
        return talk.ask(talk.say("silence-hours", name=filing.name, end=shown_time(ends, talk.now)), yes, no)
    turn = reminding.silenced(talk, Silence(filing.number, True))
    return replace(turn, replies=turn.screens).below(Screen(talk.say("silenced", name=filing.name)))


def is_first_reviewed_as_usual(talk: Talk) -> bool:
    """Tell whether the first review of the filing at hand takes as long as that of a site. For apps it takes longer,
    and for mini programs it is not known."""
    flow = talk.flow(talk.at_hand)
    return flow is None or any(step.duration and step.duration.id == FIRST_REVIEW_FACT for step in flow.steps)


def named_province(talk: Talk, text: str) -> Turn | None:
    """Show the requirements of a province that a text names or asks about, or of a city's province. If the person says
    to be there and has no filing, remember that."""
    if province := place_names.province_alone(talk.knowledge, text):
        return talk.aside(provinces.province_screen(talk.knowledge, talk.state, province))
    said = place_names.province_told(talk.knowledge, text)
    if said is None:
        return None
    if said.mine and not talk.state.filings and talk.state.waiting in ("", "flow"):
        if talk.plan_on_screen:
            return kept_in_plan(talk, said.province, talk.plan_on_screen[0])
        turn = presses.typed_action(talk, MyProvince(said.province.id))
        return turn.above(*talk.again())
    card = provinces.province_screen(talk.knowledge, talk.state, said.province, said.about, said.subject)
    return talk.aside(card)


def kept_in_plan(talk: Talk, province: Province, attempt: Attempt) -> Turn:
    """Remember where somebody is, told of the plan on the screen, and offer the plan and the requirements there."""
    state = replace(talk.state, asker=replace(talk.state.asker, province=province.id))
    rows = ((plan_button(talk.knowledge, attempt),), (province_button(talk.knowledge, province),))
    return talk.aside(Screen(talk.say("my-province-kept", short=province.short), rows), state=state)


def named_site(talk: Talk, text: str) -> Turn | None:
    """Judge a name for a site, if a text asks about it or is the name that we asked for. If the plan on the screen
    wants another name, the name alone is enough, unless the text tells a deed (就剩名字了)."""
    awaited = talk.state.waiting == "site-name"
    mended = talk.at_work[0].reasons if talk.at_work and talk.plan_on_screen and ticking.has_plan_shown(talk) else ()
    of_plan = any(is_about_names(talk.knowledge, topic) for topic in mended)
    alone = awaited or (of_plan and not spoken.LE.sub("了", text).endswith("了"))
    if of_plan and site_names.drops_name(text):
        return presses.typed_action(talk, CheckName())
    about_names = alone or is_about_names(talk.knowledge, talk.state.topic)
    if name := site_names.name_asked_about(talk.knowledge, text, about_names=about_names):
        is_name = site_names.tells_own(text, name) or not understand(talk.knowledge, text).notice
    elif awaited and (name := site_names.name_sent(talk.knowledge, text)):
        said = said_back.is_word(talk.knowledge, name)
        is_name = not said and understand(talk.knowledge, name).parts[0].decision != "answer"
    else:
        return None
    verbs = planwords.deed(talk.knowledge, text)[1]
    if not is_name or (verbs and _NAMED_BY.isdisjoint(verbs)):
        return None
    reasons = [talk.knowledge.topics[id] for id in mended]
    screen = naming.name_screen(talk.knowledge, talk.state, name, text, reasons)
    field = site_names.field_named(talk.knowledge, talk.state, text.replace(name, " "), reasons)
    personal = any(reason.personal for reason in reasons)  # 哪里企业了 is a protest, not who they are
    asker = talk.state.asker if personal else speaking(talk.state.asker, talk.knowledge, text)
    topic = talk.state.topic if of_plan else naming.ABOUT[field]  # so that the next text is about the plan
    state = replace(talk.state, waiting="site-name" if awaited else "", topic=topic, asker=asker)
    return talk.aside(screen, state=state)


def defined(talk: Talk, text: str) -> Turn | None:
    """Explain a term or an order state that stands alone, unless a topic has just these words, or it tells what became
    of a filing under way (管局驳回了). If the term has a flow, it can begin right below (陪我办)."""
    if talk.current and text.rstrip("。！!~～").endswith("了") and says_it_came_back(talk.knowledge, text):
        return None
    screen = glossary.meaning(talk.knowledge, talk.state, text)
    if screen is None or any(text in (t.title, *t.asks, *t.messages) for t in talk.knowledge.topics.values()):
        return None
    term = terms.term_named(talk.knowledge, text)
    state = replace(talk.state, asked=keepable(text), topic=term.topic or "") if term and term.flow else None
    return talk.aside(screen, state=state)
