"""All that is kept of a person, in words and as a file: who runs the bot, how long things are kept, the warning before
they go, and the answer that keeps them. The days are in `retention`."""

import json
from dataclasses import replace

from bot.core.actions import Forget, ForgetAsker, Home, Stay
from bot.core.filings import attempts, renewals, retention
from bot.core.filings.reminders import awake
from bot.core.replies import File, Note, Screen, Timer, Toast, Turn
from bot.core.screens import answers, filing_screens, kept, rejection_screens
from bot.core.state import Asker, State, dump_state
from bot.core.texts.asker import ASKED_SUBJECTS
from bot.core.turns.talk import Talk
from bot.core.turns.timers import timers
from bot.core.workdays import local, spoken_day


def who(talk: Talk, asker: Asker) -> str:
    """Return in words who somebody said to be."""
    kind = asker.subject if asker.subject in (None, *ASKED_SUBJECTS) else "organisation"
    names = [talk.label(f"condition-{name}") for name in (kind, asker.provider) if name]
    if province := talk.knowledge.provinces.get(asker.province):
        names.append(talk.label("in-province", short=province.short))
    return "、".join(names)


def remembering(talk: Talk, asker: Asker) -> tuple[Talk, Screen]:
    """Return the talk with what somebody said to be, and a screen that says so."""
    so = Screen(talk.say("asker-remembered", who=who(talk, asker)))
    return talk.with_state(replace(talk.state, asker=asker)), so


def screen(talk: Talk, state: State) -> Screen:
    """Return all that is kept of this person, in words."""
    known = who(talk, state.asker)
    asker = [talk.say("mydata-asker", who=known)] if known else []
    if spoken := state.lang or state.heard:
        key = "mydata-language" if state.lang else "mydata-language-heard"
        asker.append(talk.say(key, language=talk.label(f"language-{spoken}")))
    if state.asked:
        asker.append(talk.say("mydata-asked", text=state.asked))
    if state.relay:
        asker.append(talk.say("mydata-human"))
    forget = ((talk.button("button-forget-asker", ForgetAsker()),),) if known else ()
    came = [attempt for attempt, _ in attempts.everything(state)]
    if not state.filings and not came:
        return Screen("\n\n".join([*asker, talk.say("mydata-none")]), forget)
    texts = [talk.say("mydata")]
    if state.filings:
        everything = replace(state, filings=tuple(replace(one, away=False) for one in state.filings), loose=())
        texts.append(filing_screens.progress(talk.knowledge, everything, talk.now).text)
        texts += [text for one in state.filings if (text := kept.kept_text(talk.knowledge, one, talk.now))]
    if came:
        texts.append(rejection_screens.history(talk.knowledge, state, talk.now).text)
    unsure = [f"「{one.text}」" for attempt in came for one in attempt.unclear]
    unsure += [f"「{one.text}」" for attempt in came for one in attempt.doubts]
    if unsure:
        texts.append(talk.say("mydata-words", words="".join(unsure)))
    return Screen("\n\n".join([*texts, *asker, talk.say("mydata-rest")]), forget)


def unused(talk: Talk) -> Turn:
    """Warn a person who was not in touch for long (not at night), or forget them. Do nothing if there was contact in
    between."""
    state = talk.undisturbed
    if any(due > talk.now for due in retention.timers(state).values()):
        return Turn(state)
    if not retention.is_to_be_warned(state):
        return Turn(State(), notes=(Note("expired"),), forgets=True)
    if (morning := awake(talk.now, state.quiet)) > talk.now:
        return Turn(state, timers=(Timer(retention.TIMER, morning),))
    today = local(talk.now).date()
    day = spoken_day(retention.deletion_day(state.seen or today, today), talk.now)
    texts = [talk.say("retention-warning", day=day), *lost(talk)]
    texts.append(talk.say("retention-stay", days=str(retention.LIFE.days)))
    stay = talk.button("button-stay", Stay())
    screen = Screen("\n\n".join(texts), ((stay,),), yes_no=True)
    return talk.show(screen, state=replace(state, warned=today), notes=(Note("warned"),))


def lost(talk: Talk) -> list[str]:
    """Say that reminders of the time after approval go, too, if there are any."""
    coming = renewals.coming(talk.state, talk.knowledge, talk.now)
    names = "、".join(talk.label(f"coming-{one}") for one in coming)
    return [talk.say("retention-lost", reminders=names)] if names else []


def stayed(talk: Talk) -> Turn:
    """Keep the data of a person who is still here, if it is not gone already."""
    if not retention.has_something_to_lose(talk.state):
        return talk.leave(Toast(talk.label("stayed-too-late")), answers.home(talk.knowledge, talk.state))
    until = spoken_day(retention.deletion_day(local(talk.now).date(), None), talk.now)
    progress = filing_screens.progress(talk.knowledge, talk.state, talk.now)
    return talk.leave(Toast(talk.label("stayed", day=until)), progress)


def forgetting(talk: Talk) -> Turn:
    """Ask whether all that is kept should really go."""
    return talk.ask(talk.say("forget-sure"), talk.button("button-forget", Forget()), talk.button("button-no", Home()))


def privacy(talk: Talk) -> str:
    """Return who runs the bot, and what is kept of people for how long."""
    operator = talk.knowledge.operator
    texts = [
        talk.say("privacy-operator", name=operator.name, contact=operator.contact)
        if operator
        else talk.say("privacy-own"),
        talk.say("privacy", days=str(retention.LIFE.days), notice=str(retention.NOTICE.days)),
    ]
    if talk.knowledge.desk:
        texts.append(talk.say("privacy-human"))
    return "\n\n".join(texts)


def exported(talk: Talk, state: State) -> File:
    """Return a JSON file of everything kept of this person."""
    coming = {key: due for key, due in timers(state, talk.knowledge, talk.now).items() if due > talk.now}
    kept = {"state": json.loads(dump_state(state)), "timers": {key: due.isoformat() for key, due in coming.items()}}
    content = json.dumps(kept, ensure_ascii=False, indent=2) + "\n"
    return File(talk.label("mydata-file"), content.encode(), talk.say("mydata-caption"))
