"""The dialogue: an event and a state go in, a turn comes out; the one entrance is `respond`. Here is what each kind of
event leads to; what comes of a text is in `typed`, of a button in `presses`."""

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
from bot.core.filings.claims import open_claims, put
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
from bot.core.texts.understanding import asked_besides, understand
from bot.core.texts.wordlists import LONGEST_SHORT
from bot.core.turns import edits, human
from bot.core.turns.linked import Linked
from bot.core.turns.moving import Moving
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
"""Commands that do what a button does."""
_UNTIMED = (
    "showing", "attempt", "asker", "topic", "within", "asked", "rated", "question", "besides", "posed", "claims",
    "lang", "heard", "passed", "promised", "last", "filed", "rejected",
)  # fmt: skip
"""What of a state no timer follows from."""
_timed = attrgetter(*(field.name for field in fields(State) if field.name not in _UNTIMED))


def respond(event: Event, state: State, knowledge: Knowledge, now: datetime, around: Around = NOWHERE) -> Turn:
    """The turn that answers an event, in the person's language. `now` is UTC.

    Timers of the turn are the difference between the reminders of the state before and after, and so are the cards that
    are shared. What it would have been time for before now is not told any more.
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
    dialogue = _Dialogue(in_touch, words, now, around)
    turn = human.still_open(in_touch, dialogue.with_claims(event, dialogue.turn_of(event)), words)
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
    # Its former words may have counted the same wait already.
    waits = () if around.edited else turn.waits
    return replace(turn, state=kept, replies=replies, timers=turn.timers + moved, shared=shared, waits=waits)


def _in_brief(event: Event) -> Event:
    """An event with what is read of its text."""
    match event:
        case Said():
            return event.in_brief
        case Attached(said):
            return replace(event, said=said.in_brief)
        case _:
            return event


def _moved(before: State, after: State, knowledge: Knowledge, now: datetime) -> tuple[Timer, ...]:
    """The timers of the state before that are gone, and those of the state after that are new or due otherwise."""
    if _timed(before) == _timed(after):  # most turns change nothing of it, and with a filing it takes long to reckon
        return ()
    old, new = timers(before, knowledge, now), timers(after, knowledge, now)
    gone = tuple(Timer(key, None) for key in old if key not in new)
    return gone + tuple(Timer(key, due) for key, due in new.items() if due > now and old.get(key) != due)


def timers(state: State, knowledge: Knowledge, now: datetime) -> dict[str, datetime]:
    """Timer key → moment (UTC) at which it is due, all that follow from a state."""
    after = reminders.timers(state, knowledge, now) | renewals.timers(state, knowledge, now)
    return after | retention.timers(state) | human.timers(state, knowledge)


def renewed(state: State, knowledge: Knowledge, now: datetime) -> tuple[State, tuple[Timer, ...]]:
    """The state under new content, and its timers that are to come. Where days moved that the person was told of, one
    of them is when the person may be told, not at night."""
    state = promises.renewed(state, knowledge, now)
    due = {key: at for key, at in timers(state, knowledge, now).items() if at > now}
    if promises.moved(state, knowledge, now):
        due[promises.TIMER] = reminders.awake(now, state.quiet)
    return state, tuple(Timer(key, at) for key, at in due.items())


class _Dialogue(Moving, Linked):
    """Turns that answer any event."""

    def turn_of(self, event: Event) -> Turn:
        match event:
            case Said() | Attached() if self.was_passed and not self.is_with_staff:
                return self.aside(Screen(self.say("human-edited-late")))
            case Said() if self.is_late or self.around.goes_on:
                return self.said(event)
            case Said() if event.quoted and not self.is_with_staff:
                return self.of_reply(event)
            case Said():
                text = event.text.strip()
                key = self.key(text)
                turn = (
                    human.turned_back(key) if key else self.told_of_self(event) or self.named(text) or self.said(event)
                )
                if event.beside is None:
                    return turn
                return turn.below(answers.unseen(self.knowledge, event.beside))
            case Attached() if self.is_with_staff:
                return self.said(event.whole)
            case Attached(said) if self.is_late:
                return self.said(replace(said, hidden=event.hidden))
            case Attached(said):
                # Nobody makes a file of a question.
                waiting = self.with_state(self.told_next)
                turn = waiting.said(replace(said, hidden=event.hidden))
                asked = asked_besides(self.knowledge, self.heard(event.caption.text.strip()))
                return replace(turn, replies=(*turn.replies, *(self.answer(part, quoted=True) for part in asked)))
            case Command():
                return human.turned_back(self.commanded(event))
            case Pressed():
                turn = self.pressed(event)
                # Who judges an answer of the staff goes on talking with them.
                return turn if isinstance(decode(event.data), Rate) else human.turned_back(turn)
            case Media():
                return self.aside(Screen(self.say(f"media-{event.kind}")))
            case Due():
                return self.due(event.key, event.also)
            case FromStaff():
                return self.from_staff(event)
            case CardOpened(filing):
                if filing is None or self.flow(filing) is None:
                    return self.leave(answers.home(self.knowledge, self.state, "card-gone"))
                return self.leave(card.card(self.knowledge, filing, self.now))
        assert_never(event)

    def with_claims(self, event: Event, turn: Turn) -> Turn:
        """A turn with what is still to be said to be so; a question for that, which an answer pushed off the screen, is
        asked below that once more, unless that led on to another filing, of which a yes would be said then."""
        if not turn.state.claims:
            return turn
        state = replace(turn.state, claims=open_claims(turn.state, self.knowledge))
        turn = replace(turn, state=state)
        if not isinstance(event, Said) or state.question or state.waiting or not state.claims:
            return turn
        last = state.claims[-1]
        if state.front not in (self.state.front, last.filing) and not last.again:
            return replace(turn, state=put(state, replace(last, again=True)))
        return turn if last.again or last not in self.state.claims else self.still_claimed(turn)

    def told_of_self(self, event: Said) -> Turn | None:
        """What comes of a text that tells besides as whom, with which provider or where is to be filed: that is
        remembered, and it is read as from somebody of whom that is known."""
        text = self.heard(event.text.strip())
        asker, alone = (self.state.asker, False) if self.is_with_staff else self.told_besides(text)
        if asker == self.state.asker or self.described(text):
            return None
        at = self.with_state(replace(self.state, asker=asker))
        so = Screen(self.say("asker-remembered", who=self.who(asker)))
        if alone:
            return at.which_is_known().below(so)
        turn = at.named(text)
        if turn is None and at.only_wishes(text) and not at.is_surely_known(text):
            turn = at.wants(text) or at.wished(text)
        return (turn or at.said(event)).below(so)

    def of_reply(self, event: Said) -> Turn:
        """What comes of a text that replies to another one: that is read where the own words only point at it, and with
        them where they leave unsaid what they are about, or are not understood. A question that it asks is not answered
        besides: it tells what the own one is about."""
        own, alone = self.heard(event.text.strip()), replace(event, quoted="")
        before = replace(alone, text=event.quoted, written="", unread="").in_brief
        quoted = self.heard(before.text)
        if self.state.waiting not in ("", "rejection"):
            return self.turn_of(alone)
        if turn := self.of_quoted(own, quoted):
            return turn
        if courtesy(self.knowledge, own):
            return self.turn_of(alone)
        both = replace(event, text=f"{event.quoted}\n{event.text}", written="", quoted="").in_brief
        if only_points(self.knowledge, own):
            return self.turn_of(before)
        if leaves_unsaid(self.knowledge, own):
            if not wonders(self.knowledge, before.text):
                return self.turn_of(both)
            about = understand(self.knowledge, quoted).parts[0]
            topic = about.choices[0].topic if about.decision == "answer" else self.state.topic
            at = self.with_state(replace(self.state, topic=topic))
            return at.turn_of(alone)
        turn = self.turn_of(alone)
        return turn if _is_understood(turn) or not _is_understood(more := self.turn_of(both)) else more

    def named(self, text: str) -> Turn | None:
        """What a text does that answers a question of ours, or takes an answer back, or is the name of a button of what
        the person is in the midst of, or of a command; None where it is none of these, and where it is for the staff.
        Only the button that ends a conversation with them is no word to them.
        """
        name = clean(text)
        if self.state.relay and not self.around.edited and name == clean(self.label("button-human-close")):
            return self.typed_action(Human(False))
        said = self.heard(text)
        if not name or len(said) > LONGEST_SHORT or self.is_with_staff:
            return None
        so_far = self.told_of_growing(said) or self.reached(said)
        replied = self.woken_otherwise(said) or self.replied(text)
        if turn := replied or self.chosen(said) or so_far or self.begun_otherwise(said):
            return turn
        for shown in self.buttons_shown():
            if clean(shown.label) == name and (action := decode(shown.data)):
                return self.typed_action(action)
        calm = calmed(self.knowledge, said)
        if turn := self.woken(said) or self.described(calm):
            return turn
        kept = self.state.filings or self.state.loose
        named = command(self.knowledge, calm) or (record_asked(self.knowledge, calm) if kept else None)
        if named is None:
            turn = self.set_about(calm)
        elif named == "rejected":
            turn = self.told_on(calm) or self.came_back(calm)
        elif self.is_beginning and "next" in wondering(self.knowledge, calm)[0]:
            turn = self.still_asked()
        else:
            tells_of_none = not (outcomes.unanswered(self.knowledge, calm) or self.not_on_screen)
            turn = (self.without_news() if tells_of_none else None) or self.commanded(Command(named))
        return self.kindly(turn) if turn and calm != said else turn

    def commanded(self, event: Command) -> Turn:
        """What a command does; its argument is read as a text that is sent after it would be."""
        match event.name:
            case "start" if event.argument in MENUS:
                return self.commanded(Command(event.argument))
            case "start" if event.argument:
                return self.from_link(event.argument)
            case "start":
                return self.started()
            case "menu":
                return self.show(self.keys())
            case "ask":
                return self.said(Said(event.argument).in_brief, to_us=True) if event.argument else self.asking()
            case "help":
                return self.aside(self.guidance("help"))
            case "cancel":
                return self.put_aside()
            case "file" if event.argument:
                waiting = replace(self.state, waiting="flow", draft=Draft())
                turn = self.with_state(waiting)
                return turn.said(Said(event.argument).in_brief, to_us=True)
            case "rejected" if event.argument:
                told = Said(event.argument).in_brief
                return (
                    self.with_state(self.told_next).understood(told.text).below(*answers.unread(self.knowledge, told))
                )
            case "status":
                screen = glossary.meaning(self.knowledge, self.state, self.heard(event.argument))
                return self.show(screen) if screen else self.pressed_action(ReadConsole(""))
            case "mydata":
                state = replace(self.state, asked=self.asked, rated=self.rated)
                state = edits.noted(self.state, state, event, self.around)
                return self.show(self.mydata(state), self.exported(state), state=state)
            case "privacy":
                return self.aside(Screen(self.privacy()))
            case "lang":
                rows = [(self.button(f"language-{one or 'auto'}", SpeakTo(one)),) for one in LANGUAGES]
                return self.show(Screen(self.say("languages"), (*rows[1:], rows[0])))
            case "forget":
                yes = self.button("button-forget", Forget())
                no = self.button("button-no", Home())
                return self.ask(self.say("forget-sure"), yes, no)
            case name if name in _BUTTONS:
                return self.pressed_action(_BUTTONS[name])
            case _:
                return self.aside(self.guidance("unknown-command"))

    def due(self, key: str, also: tuple[str, ...]) -> Turn:
        """A timer ran out, and others with it."""
        if key == retention.TIMER:
            return self.unused()
        if key == promises.TIMER:
            return self.moved()
        if key in (human.IDLE, human.LOST):
            return self.human_due(key)
        if not renewals.is_key(key):
            return self.remind(key)
        return self.reminded((key, *(other for other in also if renewals.is_key(other))))

    def guidance(self, key: Literal["help", "unknown-command"]) -> Screen:
        """What the bot can be asked for; a person, too, where there is one."""
        texts = [self.say(key), *([self.say("help-human")] if self.knowledge.desk else [])]
        return Screen("\n\n".join(texts))

    def privacy(self) -> str:
        """Who runs the bot, and what is kept of people, for how long."""
        operator = self.knowledge.operator
        texts = [
            self.say("privacy-operator", name=operator.name, contact=operator.contact)
            if operator
            else self.say("privacy-own"),
            self.say("privacy", days=str(retention.LIFE.days), notice=str(retention.NOTICE.days)),
        ]
        if self.knowledge.desk:
            texts.append(self.say("privacy-human"))
        return "\n\n".join(texts)

    def exported(self, state: State) -> File:
        """Everything that is kept of this person, as it is kept."""
        coming = {key: due for key, due in timers(state, self.knowledge, self.now).items() if due > self.now}
        kept = {"state": json.loads(dump_state(state)), "timers": {key: due.isoformat() for key, due in coming.items()}}
        content = json.dumps(kept, ensure_ascii=False, indent=2) + "\n"
        return File(self.label("mydata-file"), content.encode(), self.say("mydata-caption"))


def _heard(state: State, event: Event, knowledge: Knowledge, client: str) -> State:
    """The state after what an event tells of the person's language: whose words a text has is only looked at where it
    would change that."""
    heard = languages.heard(state, event, client)
    if heard == state or not isinstance(event, Said) or _is_own(event.text, state, knowledge):
        return heard
    return languages.heard(state, event, client, own=False)


def _is_own(text: str, state: State, knowledge: Knowledge) -> bool:
    """Whether a text is in the person's own words, so that its language is theirs: not what a reviewer wrote, which is
    in Simplified Chinese whoever gets it. To who was heard in English, or in Chinese though the client asks for
    English, no mere courtesy, yes or no, command or answer to a question of ours tells another language."""
    said = languages.as_content(text.strip(), knowledge)
    asks = wonders(knowledge, said)
    is_phrase = courtesy(knowledge, said) or said_back.answer(knowledge, said) or command(knowledge, said)
    if state.heard in ("en", "zh-hans") and (is_phrase or (state.waiting and not asks)):
        return False
    if "我" in said or not languages.is_simplified(text):
        return True
    return not understand(knowledge, said, awaited=state.waiting == "rejection").notice


def _offering_english(replies: tuple[Reply, ...], knowledge: Knowledge) -> tuple[Reply, ...]:
    """Replies with a way to English below the last of them that can have one."""
    english = (button(knowledge, "language-en", SpeakTo("en")),)
    for place in reversed(range(len(replies))):
        screen = replies[place]
        if isinstance(screen, Screen) and screen.keys is None:
            text = "\n\n".join((screen.text.rstrip(), say(knowledge, "welcome-english")))
            offering = replace(screen, text=text, buttons=(*screen.buttons, english))
            return (*replies[:place], offering, *replies[place + 1 :])
    return replies


def _is_understood(turn: Turn) -> bool:
    """Whether anything of a text was understood."""
    return not turn.misses or any(note.kind in ("answer", "choose", "rejected") for note in turn.notes)
