"""The dialogue: an event and a state go in, a turn comes out. The only entrance is `respond`.

This module leads each kind of event to its answer. Texts are answered in `turns.typed`, presses in `turns.presses`,
commands in `turns.commanded`.
"""

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.core import languages
from bot.core.actions import Human, Rate, SpeakTo
from bot.core.button_data import decode
from bot.core.events import NOWHERE, Around, Attached, CardOpened, Command, Due, Event, FromStaff, Media, Pressed, Said
from bot.core.filings import promises, renewals, retention
from bot.core.filings.claims import open_claims, with_claim
from bot.core.knowledge import Knowledge
from bot.core.replies import Reply, Screen, Shared, Turn
from bot.core.screens import answers, card
from bot.core.screens.rows import button
from bot.core.state import State
from bot.core.texts.asking import leaves_unsaid, only_points, wonders
from bot.core.texts.courtesies import calmed, courtesy
from bot.core.texts.own_words import is_own
from bot.core.texts.questions import asked_besides
from bot.core.texts.understanding import is_surely_known, understand
from bot.core.texts.wishes import only_wishes
from bot.core.texts.wordlists import LONGEST_SHORT
from bot.core.turns import (
    answering,
    beginning,
    commanded,
    courteous,
    edits,
    human,
    introducing,
    linked,
    looking_up,
    mending,
    mydata,
    objecting,
    presses,
    reminding,
    replying,
    routing,
    setting_up,
    timers,
    typed,
    underway,
)
from bot.core.turns.talk import Talk
from bot.core.words import say
from bot.search.normalise import clean


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
    moved = timers.moved(state, kept, knowledge, now)
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
            return turn.above(*(answering.answer(talk, part, quoted=True) for part in asked))
        case Command():
            return human.turned_back(commanded.commanded(talk, event))
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
    at, so = mydata.remembering(talk, asker)
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
    turn = commanded.by_word(talk, calm)
    return courteous.kindly(talk, turn) if turn and calm != said else turn


def _button_named(talk: Talk, name: str) -> Turn | None:
    """Take a text as a press of the button on the screen that has this label."""
    for shown in underway.buttons_shown(talk):
        if clean(shown.label) == name and (action := decode(shown.data)):
            return presses.typed_action(talk, action)
    return None


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


def _heard(state: State, event: Event, knowledge: Knowledge, client: str) -> State:
    """Return the state with the language that an event tells of.

    Whether the words are the person's own is checked only if they would change the language.
    """
    heard = languages.heard(state, event, client)
    if heard == state or not isinstance(event, Said) or is_own(event.text, state, knowledge):
        return heard
    return languages.heard(state, event, client, own=False)


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
