"""The dialogue: an event and a state go in, a turn comes out. The only entrance is `respond`.

This module leads each kind of event to its answer. Texts are answered in `turns.typed`, presses in `turns.presses`.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime
from operator import attrgetter
from typing import Literal, assert_never

from bot.core import languages
from bot.core.actions import (
    Action,
    Flows,
    Forget,
    History,
    Home,
    Human,
    Progress,
    Rate,
    ReadConsole,
    Rejected,
    ReminderSettings,
    SpeakTo,
)
from bot.core.button_data import decode
from bot.core.events import NOWHERE, Around, Attached, CardOpened, Command, Due, Event, FromStaff, Media, Pressed, Said
from bot.core.filings import promises, reminders, renewals, retention
from bot.core.filings.claims import open_claims, with_claim
from bot.core.knowledge import Knowledge
from bot.core.links import MENUS
from bot.core.replies import File, Reply, Screen, Shared, Timer, Turn
from bot.core.screens import answers, card, glossary
from bot.core.screens.rows import button
from bot.core.state import LANGUAGES, Draft, State, dump_state
from bot.core.texts import outcomes, said_back
from bot.core.texts.asking import leaves_unsaid, only_points, wondering, wonders
from bot.core.texts.commands import command, record_asked
from bot.core.texts.courtesies import calmed, courtesy
from bot.core.texts.questions import asked_besides
from bot.core.texts.understanding import is_surely_known, understand
from bot.core.texts.wishes import only_wishes
from bot.core.texts.wordlists import LONGEST_SHORT
from bot.core.turns import (
    answering,
    beginning,
    courteous,
    edits,
    human,
    introducing,
    linked,
    looking_up,
    mending,
    mydata,
    news,
    no_news,
    objecting,
    on_screen,
    presses,
    reminding,
    replying,
    returning,
    routing,
    setting_up,
    starting,
    taking_back,
    typed,
    underway,
)
from bot.core.turns.talk import Talk
from bot.core.words import say
from bot.search.normalise import clean

_BUTTONS: Mapping[str, Action] = {
    "home": Home(),
    "file": Flows(),
    "progress": Progress(),
    "rejected": Rejected(),
    "history": History(),
    "remind": ReminderSettings(),
    "human": Human(True),
}
"""Commands that do the same as a button."""
_UNTIMED = (
    "showing", "attempt", "asker", "topic", "within", "asked", "rated", "question", "besides", "posed", "claims",
    "lang", "heard", "passed", "promised", "last", "filed", "rejected",
)  # fmt: skip
"""The fields of a state that have no effect on timers."""
_timed = attrgetter(*(field.name for field in fields(State) if field.name not in _UNTIMED))


def respond(event: Event, state: State, knowledge: Knowledge, now: datetime, around: Around = NOWHERE) -> Turn:
    """Return the turn that answers an event, in the person's language. `now` is UTC.

    The turn's timers and shared cards are the difference between the state before and after. Timers due before now are
    left out.
    """
    if not state.relay:  # the staff get all of it
        event = _in_brief(event)
    in_touch = state if isinstance(event, Due | FromStaff) and state.seen else retention.met(state, now)
    in_touch = _heard(in_touch, event, knowledge, around.client)
    language = languages.language_of(in_touch)
    in_touch = edits.unsaid(in_touch, around)
    words = languages.content(knowledge, language)
    if in_touch.seen != state.seen:
        around = replace(around, first=True)
    talk = Talk(in_touch, words, now, around)
    turn = human.still_open(in_touch, _with_claims(talk, event, _turn_of(talk, event)), words)
    is_welcome = isinstance(event, Command) and (event.name, event.argument) == ("start", "")
    if (is_welcome or not state.seen) and languages.is_unheard(in_touch, around.client):
        turn = replace(turn, replies=_offering_english(turn.replies, words))
    spoken_replies = languages.speak(turn.replies, language, knowledge)
    replies = (*spoken_replies, *human.ended(state, turn.state, knowledge))
    if turn.forgets:
        return replace(turn, replies=replies)
    kept = edits.noted(in_touch, promises.carried(state, turn.state, knowledge, now), event, around)
    moved = _moved(state, kept, knowledge, now)
    had, has = card.tokens(state), card.tokens(kept)
    shared = (*(Shared(token, False) for token in had - has), *(Shared(token, True) for token in has - had))
    # The message may have counted the same wait before it was edited.
    waits = () if around.edited else turn.waits
    return replace(turn, state=kept, replies=replies, timers=turn.timers + moved, shared=shared, waits=waits)


def _in_brief(event: Event) -> Event:
    """Return the event with its text cut to the part that is read."""
    match event:
        case Said():
            return event.in_brief
        case Attached(said):
            return replace(event, said=said.in_brief)
        case _:
            return event


def _moved(before: State, after: State, knowledge: Knowledge, now: datetime) -> tuple[Timer, ...]:
    """Return the timers to cancel (due None), and those that are new or due at another moment."""
    if _timed(before) == _timed(after):  # true of most turns; the timers of a filing take long to compute
        return ()
    old, new = timers(before, knowledge, now), timers(after, knowledge, now)
    gone = tuple(Timer(key, None) for key in old if key not in new)
    return gone + tuple(Timer(key, due) for key, due in new.items() if due > now and old.get(key) != due)


def timers(state: State, knowledge: Knowledge, now: datetime) -> dict[str, datetime]:
    """Return all timers of a state: key → the moment (UTC) at which it is due."""
    after = reminders.timers(state, knowledge, now) | renewals.timers(state, knowledge, now)
    return after | retention.timers(state) | human.timers(state, knowledge)


def renewed(state: State, knowledge: Knowledge, now: datetime) -> tuple[State, tuple[Timer, ...]]:
    """Return the state under new content, and its future timers.

    If days moved that the person was told, one timer tells them so, not at night.
    """
    state = promises.renewed(state, knowledge, now)
    due = {key: at for key, at in timers(state, knowledge, now).items() if at > now}
    if promises.moves(state, knowledge, now):
        due[promises.TIMER] = reminders.awake(now, state.quiet)
    return state, tuple(Timer(key, at) for key, at in due.items())


def _turn_of(talk: Talk, event: Event) -> Turn:
    """Lead an event to its answer. `respond` then adds language, timers and what is kept."""
    match event:
        case Said() | Attached() if human.was_passed(talk) and not human.is_with_staff(talk):
            return talk.aside(Screen(talk.say("human-edited-late")))
        case Said() if talk.is_late or talk.around.goes_on:
            return typed.said(talk, event)
        case Said() if event.quoted and not human.is_with_staff(talk):
            return _of_reply(talk, event)
        case Said():
            text = event.text.strip()
            key = linked.of_key(talk, text)
            turn = (
                human.turned_back(key)
                if key
                else _told_of_self(talk, event) or _named(talk, text) or typed.said(talk, event)
            )
            if event.beside is None:
                return turn
            return turn.below(answers.unseen(talk.knowledge, event.beside))
        case Attached() if human.is_with_staff(talk):
            return typed.said(talk, event.whole)
        case Attached(said) if talk.is_late:
            return typed.said(talk, replace(said, hidden=event.hidden))
        case Attached(said):
            # A file holds a notice, not a question.
            waiting = mending.awaiting_rejection(talk)
            turn = typed.said(waiting, replace(said, hidden=event.hidden))
            asked = asked_besides(talk.knowledge, talk.heard(event.caption.text.strip()))
            return replace(
                turn, replies=(*turn.replies, *(answering.answer(talk, part, quoted=True) for part in asked))
            )
        case Command():
            return human.turned_back(_commanded(talk, event))
        case Pressed():
            turn = presses.pressed(talk, event)
            # Rating an answer does not end the talk with the staff.
            return turn if isinstance(decode(event.data), Rate) else human.turned_back(turn)
        case Media():
            return talk.aside(Screen(talk.say(f"media-{event.kind}")))
        case Due():
            return _due(talk, event.key, event.also)
        case FromStaff():
            return human.from_staff(talk, event)
        case CardOpened(filing):
            if filing is None or talk.flow(filing) is None:
                return talk.leave(answers.home(talk.knowledge, talk.state, "card-gone"))
            return talk.leave(card.card(talk.knowledge, filing, talk.now))
    assert_never(event)


def _with_claims(talk: Talk, event: Event, turn: Turn) -> Turn:
    """Return the turn without the claims that are no longer open.

    If an answer pushed the question of the newest claim off the screen, ask it once more below. Do not ask if the turn
    led to another filing, for which a yes would count then.
    """
    if not turn.state.claims:
        return turn
    state = replace(turn.state, claims=open_claims(turn.state, talk.knowledge))
    turn = replace(turn, state=state)
    if not isinstance(event, Said) or state.question or state.waiting or not state.claims:
        return turn
    last = state.claims[-1]
    if state.front not in (talk.state.front, last.filing) and not last.again:
        return replace(turn, state=with_claim(state, replace(last, again=True)))
    return turn if last.again or last not in talk.state.claims else talk.still_claimed(turn)


def _told_of_self(talk: Talk, event: Said) -> Turn | None:
    """Answer a text that also tells applicant, provider or province. Remember these first, then read the text.

    None: it tells nothing new of them, or it describes a filing.
    """
    text = talk.heard(event.text.strip())
    asker, alone = (talk.state.asker, False) if human.is_with_staff(talk) else introducing.told_besides(talk, text)
    if asker == talk.state.asker or setting_up.described(talk, text):
        return None
    at = talk.with_state(replace(talk.state, asker=asker))
    so = Screen(talk.say("asker-remembered", who=mydata.who(talk, asker)))
    if alone:
        return routing.which_is_known(at).below(so)
    turn = _named(at, text)
    if turn is None and only_wishes(at.knowledge, text) and not is_surely_known(at.knowledge, text):
        turn = introducing.wants(at, text) or routing.wished(at, text)
    return (turn or typed.said(at, event)).below(so)


def _of_reply(talk: Talk, event: Said) -> Turn:
    """Answer a text that replies to another message.

    Read the quoted message instead if the text only points at it (这个呢). Read both if the text does not say what it
    is about, or is not understood. A question in the quoted message only tells the topic: it is not answered itself.
    """
    own, alone = talk.heard(event.text.strip()), replace(event, quoted="")
    before = replace(alone, text=event.quoted, written="", unread="").in_brief
    quoted = talk.heard(before.text)
    if talk.state.waiting not in ("", "rejection"):
        return _turn_of(talk, alone)
    if turn := objecting.of_quoted(talk, own, quoted):
        return turn
    if courtesy(talk.knowledge, own):
        return _turn_of(talk, alone)
    both = replace(event, text=f"{event.quoted}\n{event.text}", written="", quoted="").in_brief
    if only_points(talk.knowledge, own):
        return _turn_of(talk, before)
    if leaves_unsaid(talk.knowledge, own):
        if not wonders(talk.knowledge, before.text):
            return _turn_of(talk, both)
        about = understand(talk.knowledge, quoted).parts[0]
        topic = about.choices[0].topic if about.decision == "answer" else talk.state.topic
        at = talk.with_state(replace(talk.state, topic=topic))
        return _turn_of(at, alone)
    turn = _turn_of(talk, alone)
    return turn if _is_understood(turn) or not _is_understood(more := _turn_of(talk, both)) else more


def _named(talk: Talk, text: str) -> Turn | None:
    """Take a short text as an answer to our question, as a press of a button it names, or as a command.

    None: it is none of these. While the person talks with the staff, only the button that ends the talk counts.
    """
    name = clean(text)
    if talk.state.relay and not talk.around.edited and name == clean(talk.label("button-human-close")):
        return presses.typed_action(talk, Human(False))
    said = talk.heard(text)
    if not name or len(said) > LONGEST_SHORT or human.is_with_staff(talk):
        return None
    calm = calmed(talk.knowledge, said)
    turn = (
        looking_up.woken_otherwise(talk, said)
        or replying.replied(talk, text)
        or routing.chosen(talk, said)
        or underway.told_of_growing(talk, said)  # before how far a new filing came: it grows out of a rejection
        or setting_up.reached(talk, said)
        or beginning.begun_otherwise(talk, said)
        or _button_named(talk, name)
        or looking_up.woken(talk, said)
        or setting_up.described(talk, calm)
    )
    if turn:
        return turn
    turn = _command_named(talk, calm)
    return courteous.kindly(talk, turn) if turn and calm != said else turn


def _button_named(talk: Talk, name: str) -> Turn | None:
    """Take a text as a press of the button on the screen that has this label."""
    for shown in underway.buttons_shown(talk):
        if clean(shown.label) == name and (action := decode(shown.data)):
            return presses.typed_action(talk, action)
    return None


def _command_named(talk: Talk, text: str) -> Turn | None:
    """Take a text as the command that it names, or as the wish to begin."""
    kept = talk.state.filings or talk.state.loose
    named = command(talk.knowledge, text) or (record_asked(talk.knowledge, text) if kept else None)
    if named is None:
        return starting.set_about(talk, text)
    if named == "rejected":
        return news.told_on(talk, text, typed.said_now) or returning.came_back(talk, text)
    if routing.is_beginning(talk) and "next" in wondering(talk.knowledge, text)[0]:
        return routing.still_asked(talk)
    tells_of_none = not (outcomes.unanswered(talk.knowledge, text) or on_screen.not_on_screen(talk))
    return (no_news.how_it_stands(talk) if tells_of_none else None) or _commanded(talk, Command(named))


def _commanded(talk: Talk, event: Command) -> Turn:
    """Carry out a command. Its argument is read as a text that is sent after it."""
    match event.name:
        case "start" if event.argument in MENUS:
            return _commanded(talk, Command(event.argument))
        case "start" if event.argument:
            return linked.from_link(talk, event.argument)
        case "start":
            return linked.started(talk)
        case "menu":
            return talk.show(talk.keys())
        case "ask":
            return (
                typed.said(talk, Said(event.argument).in_brief, to_us=True) if event.argument else linked.asking(talk)
            )
        case "help":
            return talk.aside(_guidance(talk, "help"))
        case "cancel":
            return taking_back.put_aside(talk)
        case "file" if event.argument:
            waiting = replace(talk.state, waiting="flow", draft=Draft())
            return typed.said(talk.with_state(waiting), Said(event.argument).in_brief, to_us=True)
        case "rejected" if event.argument:
            told = Said(event.argument).in_brief
            turn = typed.understood(mending.awaiting_rejection(talk), told.text)
            return turn.below(*answers.unread(talk.knowledge, told))
        case "status":
            screen = glossary.meaning(talk.knowledge, talk.state, talk.heard(event.argument))
            return talk.show(screen) if screen else presses.pressed_action(talk, ReadConsole(""))
        case "mydata":
            state = replace(talk.state, asked=talk.asked, rated=talk.rated)
            state = edits.noted(talk.state, state, event, talk.around)
            return talk.show(mydata.screen(talk, state), _exported(talk, state), state=state)
        case "privacy":
            return talk.aside(Screen(mydata.privacy(talk)))
        case "lang":
            rows = [(talk.button(f"language-{one or 'auto'}", SpeakTo(one)),) for one in LANGUAGES]
            return talk.show(Screen(talk.say("languages"), (*rows[1:], rows[0])))
        case "forget":
            yes = talk.button("button-forget", Forget())
            no = talk.button("button-no", Home())
            return talk.ask(talk.say("forget-sure"), yes, no)
        case name if name in _BUTTONS:
            return presses.pressed_action(talk, _BUTTONS[name])
        case _:
            return talk.aside(_guidance(talk, "unknown-command"))


def _due(talk: Talk, key: str, also: tuple[str, ...]) -> Turn:
    """Answer a timer that ran out, and the others (`also`) that ran out with it."""
    if key == retention.TIMER:
        return mydata.unused(talk)
    if key == promises.TIMER:
        return reminding.of_moved(talk)
    if key in (human.IDLE, human.LOST):
        return human.due(talk, key)
    if not renewals.is_key(key):
        return reminding.of_due(talk, key)
    return reminding.of_coming(talk, (key, *(other for other in also if renewals.is_key(other))))


def _guidance(talk: Talk, key: Literal["help", "unknown-command"]) -> Screen:
    """Say what the bot can be asked; mention the staff if there are any."""
    texts = [talk.say(key), *([talk.say("help-human")] if talk.knowledge.desk else [])]
    return Screen("\n\n".join(texts))


def _exported(talk: Talk, state: State) -> File:
    """Return a JSON file of everything kept of this person."""
    coming = {key: due for key, due in timers(state, talk.knowledge, talk.now).items() if due > talk.now}
    kept = {"state": json.loads(dump_state(state)), "timers": {key: due.isoformat() for key, due in coming.items()}}
    content = json.dumps(kept, ensure_ascii=False, indent=2) + "\n"
    return File(talk.label("mydata-file"), content.encode(), talk.say("mydata-caption"))


def _heard(state: State, event: Event, knowledge: Knowledge, client: str) -> State:
    """Return the state with the language that an event tells of.

    Whether the words are the person's own is checked only if they would change the language.
    """
    heard = languages.heard(state, event, client)
    if heard == state or not isinstance(event, Said) or _is_own(event.text, state, knowledge):
        return heard
    return languages.heard(state, event, client, own=False)


def _is_own(text: str, state: State, knowledge: Knowledge) -> bool:
    """Tell whether a text is in the person's own words, so that its language is theirs.

    A notice is not: reviewers write it in Simplified Chinese to everybody. If the person was heard in English, or in
    Chinese with an English client, these do not count either: a courtesy, yes or no, a command, an answer to our
    question.
    """
    said = languages.as_content(text.strip(), knowledge)
    asks = wonders(knowledge, said)
    is_phrase = courtesy(knowledge, said) or said_back.answer(knowledge, said) or command(knowledge, said)
    if state.heard in ("en", "zh-hans") and (is_phrase or (state.waiting and not asks)):
        return False
    if "我" in said or not languages.is_simplified(text):
        return True
    return not understand(knowledge, said, awaited=state.waiting == "rejection").notice


def _offering_english(replies: tuple[Reply, ...], knowledge: Knowledge) -> tuple[Reply, ...]:
    """Return the replies with a button for English below the last screen that can have one."""
    english = (button(knowledge, "language-en", SpeakTo("en")),)
    for place in reversed(range(len(replies))):
        screen = replies[place]
        if isinstance(screen, Screen) and screen.keys is None:
            text = "\n\n".join((screen.text.rstrip(), say(knowledge, "welcome-english")))
            offering = replace(screen, text=text, buttons=(*screen.buttons, english))
            return (*replies[:place], offering, *replies[place + 1 :])
    return replies


def _is_understood(turn: Turn) -> bool:
    """Tell whether anything of a text was understood."""
    return not turn.misses or any(note.kind in ("answer", "choose", "rejected") for note in turn.notes)
