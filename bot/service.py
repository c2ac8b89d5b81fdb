"""Events in; one transaction; outbox and timers out. The one place where the pure dialogue meets the store.

A front (Telegram, terminal) hands `Incoming` to `take` and carries out what the `outbox` gives it. Nothing here knows
what a Telegram update looks like.
"""

import asyncio
import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TypeVar

from bot import admin
from bot.acts import Chore, PassOn, Show, parcel, parcels_of
from bot.core import dialogue, languages, public
from bot.core.events import (
    CARD,
    Around,
    CardOpened,
    Chosen,
    Command,
    Due,
    Event,
    FromStaff,
    Incoming,
    InPublic,
    Pressed,
)
from bot.core.filings.experience import experience
from bot.core.knowledge import Experience, Knowledge, Reviewed
from bot.core.public import Excerpt
from bot.core.replies import Drawing, File, Note, Screen, ToStaff, Turn
from bot.core.screens.card import by_token
from bot.core.state import State, dump_state, load_state
from bot.core.turns.human import LOST
from bot.core.words import label, say, verbatim_lines
from bot.logs import FIELDS, where
from bot.office import SLOW, Adopt, Office
from bot.outbox import Outbox, Outgoing
from bot.search.recent import forget_texts
from bot.store import (
    JOURNAL_LIFE,
    Backlog,
    Damaged,
    Parcel,
    Store,
    StoreError,
    TooLong,
    Write,
)

log = logging.getLogger(__name__)

T = TypeVar("T")

MOST_TIMERS = 1_000_000
"""More than there ever are: all of them."""
TOGETHER = 200
"""Turns that are handed to the store at once, so that they may share a commit, and others get in between."""

TIMERS_AT_ONCE, REMINDED_AT_ONCE = 100, 25
"""Timers that are looked at, and people who are told of theirs, at once. Whoever lets further ones speak should let
what they say be sent first, so that who asks something does not wait behind the reminders of everybody."""
ASKED = ("answer", "read", "chosen")
"""Notes that tell what people want to know."""
DIGEST_LIFE = timedelta(days=1)
"""What is so old is not sent any more; shorter than `UPDATE_LIFE`, in which it is known that it was sent."""
MOST_FAULTS = 100
"""Kinds of faults that admins are told of, in one process: more than that somebody should have looked."""
MOST_BEGUN = 3
"""How often it is begun what an admin asked for and what takes long."""
RETRY_PAUSES = (0.1, 0.3, 0.9)
"""Seconds after which a turn is tried again that failed."""
FAILED_LASTS = timedelta(minutes=2)
"""So long it counts that a turn could not be stored; as long as somebody waits for it, it is tried again sooner."""
NOBODY = 0
"""No person has this id."""


Reload = Callable[[], Knowledge | str]
"""Loads the content again: the new one, or, in the editors' words, what is wrong with it."""

_LETTERS = str.maketrans("0123456789", "ghijklmnop")
"""Makes a token letters only, as digits might be masked on their way back."""


def utc_now() -> datetime:
    """The clock of production: now, in UTC."""
    return datetime.now(UTC)


class Service:
    """Runs the dialogue over a store. One for a process; its methods are called from the event loop."""

    def __init__(
        self,
        store: Store,
        knowledge: Knowledge,
        clock: Callable[[], datetime] = utc_now,
        *,
        admins: Collection[int] = (),
        reload: Reload | None = None,
        adopt: Adopt | None = None,
    ) -> None:
        self._store = store
        self.knowledge = knowledge
        self._clock = clock
        self.admins = admins
        self._reload = reload
        self._reading = asyncio.Lock()
        """Held while content is read again: of two readings the later one must count."""
        self.office = Office(store, clock, lambda: self.knowledge, self.reload, adopt)
        self._digested: datetime | None = None
        self._faults: set[str] = set()
        """Reports of dead letters of which the admins were told."""
        self._failed: tuple[datetime, StoreError] | None = None
        """When a turn could not be stored, and why; None: the last one could be."""
        self._timed: Knowledge | None = None
        self._more_waits = True
        self.bot = ""
        """The bot's name at Telegram, once the front knows it."""
        self._popular: list[str] = []
        self.outbox = Outbox(store, clock, self._tell_of_dead, self._lost)
        self.reintroduce = asyncio.Event()
        """Set when the content was changed, or an admin wrote for the first time, of whom a front may not have known
        before; one that shows some words by itself clears it and looks."""
        self._met: set[int] = set()
        """Admins that wrote to this process."""

    async def take(self, incoming: Incoming) -> bool:
        """Take an event into account. All its effects are committed when this returns.

        False, with nothing changed, where one of its updates was taken before. Where our own code fails again and
        again, the event is put aside as a dead letter and the person told its number. Raises StoreError where the store
        cannot: nothing is changed then, and the same event may be handed in again.
        """
        asked: tuple[str, ...] = ()
        if incoming.user in self.admins and incoming.chat == incoming.user and not isinstance(incoming.event, InPublic):
            asked = admin.asked(incoming.event)
            if incoming.user not in self._met:
                self._met.add(incoming.user)
                self.reintroduce.set()
        if asked:
            return await self._take_from_admin(incoming, asked)
        if isinstance(incoming.event, FromStaff):
            return await self._take_from_staff(incoming, incoming.event)
        return await self._run(replace(incoming, event=await self._looked_up(incoming.event)))

    async def _take_from_admin(self, incoming: Incoming, asked: tuple[str, ...]) -> bool:
        """Do what an admin asks for; where that takes long, say so, and leave it to `do`: in the outbox, in a chat of
        its own, so that one is done after the other and nothing waits behind them."""
        begun = SLOW.get(asked[0])
        reply = Screen(say(self.knowledge, begun)) if begun else await self.office.answer(asked)
        parcels = parcels_of(Turn(State(), (reply,)), incoming, self.knowledge, self._clock())
        if begun:
            pressed = isinstance(incoming.event, Pressed)
            chore = Chore(incoming.user, asked, incoming.message, pressed, incoming.language)
            parcels += (parcel(NOBODY, chore),)
        write = Write(None, parcels=parcels, notes=(Note("admin", " ".join(asked)),), keep=True)
        return await self._run(incoming, decide=lambda _: write)

    async def do(self, outgoing: Outgoing, chore: Chore) -> None:
        """Do what an admin asked for, and put what came of it in the place of what was said before. Everybody's turns
        go on meanwhile. Where we die, it is done anew, though not for ever: it may be why. Raises StoreError."""
        await self._store.postpone(outgoing.id, self._clock())  # counts how often it was begun
        event = Pressed("") if chore.pressed else Command(chore.asked[0])
        incoming = Incoming(
            chore.admin, chore.admin, event, message=chore.message, language=chore.language, edited=True
        )
        done: Screen | File | BaseException = InterruptedError()
        if outgoing.tries < MOST_BEGUN:
            (done,) = await asyncio.gather(self.office.answer(chore.asked), return_exceptions=True)

        def decide(_: str | None) -> Write:
            if isinstance(done, BaseException):
                raise done
            turn = Turn(State(), (done,))
            return Write(None, parcels=parcels_of(turn, incoming, self.knowledge, self._clock()), keep=True)

        await self._run(incoming, decide=decide, done=outgoing.id)

    async def _looked_up(self, event: Event | InPublic) -> Event | InPublic:
        """The event, with the card that it asks for, which is somebody else's."""
        match event:
            case Command("start", argument) if argument.startswith(CARD):
                token = argument.removeprefix(CARD)
                return CardOpened(by_token(load_state(await self._store.shared(token)), token))
        return event

    def aside(self, incoming: Incoming, key: str) -> str:
        """A fixed sentence for a person of whom nothing can be read now: plain text, in the language that the event
        tells of."""
        event = incoming.event.event if isinstance(incoming.event, InPublic) else incoming.event
        language = languages.of_stranger(event, incoming.language)
        text = label(languages.content(self.knowledge, language), key)
        return languages.convert(text, language)

    async def excerpts(self, query: str, client: str = "") -> tuple[Excerpt, ...]:
        """What inline mode offers for a text; for none, what people asked about most lately. Nothing of it is kept.
        `client`: see `Incoming.language`. Raises TooLong."""
        found = partial(public.excerpts, query, self.knowledge, self._popular, client)
        return await self._store.limited(found)

    async def _take_from_staff(self, incoming: Incoming, event: FromStaff) -> bool:
        """Let what the staff wrote enter the dialogue of the person whose place it stands at; say where it is
        nobody's."""
        person = await self._store.person(event.places)
        if person is not None:
            return await self._run(replace(incoming, user=person))
        if event.to_us:
            told = Turn(State(), (ToStaff(say(self.knowledge, "human-nobody"), "aside"),))
            parcels = parcels_of(told, incoming, self.knowledge, self._clock())
            return await self._run(incoming, decide=lambda _: Write(None, parcels=parcels, keep=True))
        return True

    async def reject(self, update: int | None, report: str) -> None:
        """Put an update that nobody can read aside as a dead letter. `report` must hold nothing of its content. Raises
        StoreError."""
        taken = () if update is None else (update,)
        number = await self._store.bury(NOBODY, self._clock(), report, lambda _: (), updates=taken)
        if number is not None:
            await self._tell_of_dead(number, report)

    async def _tell_of_dead(self, number: int, report: str) -> None:
        """Log a dead letter; tell the admins of each kind of fault once, however many letters come of it."""
        log.error("dead letter %d: %s", number, report)
        if not self.admins or report in self._faults or len(self._faults) >= MOST_FAULTS:
            return
        self._faults.add(report)
        text = say(self.knowledge, "fault", number=str(number), report=report)
        try:
            await self._post(NOBODY, self.admins, Show(text))
        except StoreError as error:
            self._faults.discard(report)
            log.warning("could not tell the admins of dead letter %d: %s", number, error)

    async def _post(
        self,
        person: int,
        chats: Collection[int],
        show: Show,
        updates: Collection[int] = (),
        notes: tuple[Note, ...] = (),
    ) -> None:
        """Show, in these chats, what no event asked for; it is about this person, and shown and noted once for
        `updates`. Raises StoreError."""
        write = Write(None, parcels=tuple(parcel(chat, show) for chat in sorted(chats)), notes=notes, keep=True)
        await self._store.turn(person, self._clock(), lambda _: write, updates=updates)
        self.outbox.news.set()

    async def _digest(self) -> None:
        """Send the admins the figures of the week, once, on Monday morning; where nobody ran then, within a day."""
        now = self._clock()
        due = admin.last_monday(now)
        if not self.admins or due == self._digested or now - due >= DIGEST_LIFE:
            return
        screen = await self.office.digest()
        show, note = Show(screen.text, screen.buttons), Note("admin", "digest")
        # No update has a number below 0: whichever process takes this one first sends it.
        await self._post(NOBODY, self.admins, show, updates=(-due.toordinal(),), notes=(note,))
        self._digested = due

    async def reload(self) -> str:
        """Load the content aside, and change to it if it is sound; if not, everything stays as it was. Returns what
        came of it, for the one who asked."""
        if self._reload is None:
            return say(self.knowledge, "reload-off")
        async with self._reading:
            loaded = await asyncio.to_thread(self._reload)
            if isinstance(loaded, str):
                return say(self.knowledge, "reload-failed", problems=verbatim_lines(loaded))
            # Its desk is that of the settings, which may not know where the group is now; it has no experience.
            before = self.knowledge
            self.knowledge = replace(loaded, desk=before.desk, experience=before.experience)
        self.reintroduce.set()
        return say(loaded, "reloaded", topics=str(len(loaded.topics)), flows=str(len(loaded.flows)))

    async def reload_by_signal(self) -> str:
        """`reload`, for whoever may send this process a signal: it goes into the journal as what admins ask for does.
        Raises StoreError where it was done, but could not be noted."""
        told = await self.reload()
        note = Write(None, notes=(Note("admin", "reload-signal"),), keep=True)
        await self._store.turn(NOBODY, self._clock(), lambda _: note)
        return told

    async def tick(self) -> int:
        """Let timers that have run out enter the dialogue, some people's at once. Returns how many did; where any did,
        more may be due. Raises StoreError."""
        ends: list[BaseException | None] = []
        if self._timed is not self.knowledge:
            ends += await self._time_anew()
        if self._more_waits:
            self._more_waits = False
            try:
                self._learn(experience(await self._store.waits()))
            except StoreError:
                self._more_waits = True
                raise
        timers = await self._store.due(self._clock(), TIMERS_AT_ONCE)
        together: dict[int, list[str]] = {}
        for user, key in timers:
            if user in together or len(together) < REMINDED_AT_ONCE:
                together.setdefault(user, []).append(key)

        async def remind(user: int, keys: list[str]) -> None:
            for key in keys:
                incoming = Incoming(user, user, Due(key, tuple(other for other in keys if other != key)))
                try:
                    await self._run(incoming, timer=key)
                except Damaged:
                    await self._bury(incoming, "cannot be stored", key)

        tasks: list[asyncio.Task[None]] = []
        try:
            for user, keys in together.items():
                tasks.append(asyncio.create_task(remind(user, keys)))
                # One after the other, so that what people write gets in between; but nobody waits for retries.
                await asyncio.wait(tasks[-1:], timeout=RETRY_PAUSES[0])
            ends += await asyncio.gather(*tasks, return_exceptions=True)
        finally:
            for task in tasks:
                task.cancel()
        await self._digest()  # last: what is wrong with it must hold nobody up
        for end in ends:
            if end is not None:
                raise end
        return sum(map(len, together.values()))

    def _learn(self, shown: Mapping[Reviewed, Experience]) -> None:
        """Take into account what filings showed: no timer moves by it."""
        if shown != self.knowledge.experience:
            is_timed = self._timed is self.knowledge
            self.knowledge = replace(self.knowledge, experience=shown)
            self._timed = self.knowledge if is_timed else None

    async def _time_anew(self) -> list[BaseException]:
        """Move the timers that are to come to where this content has them: a new calendar moves deadlines. Whose days
        move is told, by a timer of its own, so that it is told once however often this is begun anew,
        as it is where this fails for somebody. Returns the errors."""
        knowledge, now = self.knowledge, self._clock()

        def timed(stored: str | None) -> Write:
            if stored is None:  # forgotten meanwhile
                return Write(None, keep=True)
            before = load_state(stored)
            state, timers = dialogue.renewed(before, knowledge, now)
            return Write(stored if state == before else dump_state(state), timers)

        users = list({user for user, _ in await self._store.due(datetime.max.replace(tzinfo=UTC), limit=MOST_TIMERS)})
        errors: list[BaseException] = []
        for first in range(0, len(users), TOGETHER):
            some = (Incoming(user, user, Due("")) for user in users[first : first + TOGETHER])
            ends = await asyncio.gather(*(self._run(each, decide=timed) for each in some), return_exceptions=True)
            # Of whom nobody can read a date there is none to be moved.
            errors += [end for end in ends if isinstance(end, BaseException) and not isinstance(end, Damaged)]
        self._timed = self._timed if errors else knowledge
        return errors

    async def drawn(self, drawing: Drawing) -> File:
        """The picture, by today's content. The event loop goes on meanwhile."""
        content = await asyncio.to_thread(_drawn, drawing, self.knowledge)
        return File(drawing.name, content, drawing.caption, picture=True)

    @property
    def staff(self) -> int | None:
        """The group of the staff."""
        return self.knowledge.desk.chat if self.knowledge.desk else None

    async def find_staff(self) -> None:
        """Once, before anything else: look where the group of the staff is, whatever id the settings still tell. Raises
        StoreError."""
        if self.staff is not None:
            self._staff_is_at(await self._store.settled(self.staff))

    def _staff_is_at(self, chat: int) -> None:
        if desk := self.knowledge.desk:
            self.knowledge = replace(self.knowledge, desk=replace(desk, chat=chat))

    async def moved(self, chat: int, to: int) -> None:
        """A group has another id from now on; what waits for it goes there. Of that of the staff the admins are told,
        since it is set; once, though both the group and what is sent there tell it. Raises StoreError."""
        if chat == self.staff:
            log.warning("the group of the staff has another id now: BOT_STAFF_CHAT=%d", to)
            # No update has the number of a group, which is below 0.
            await self._post(NOBODY, self.admins, Show(say(self.knowledge, "staff-moved", chat=str(to))), updates=(to,))
            await self._store.settle(chat, to, self._clock(), partial(self._place_anew, to))
            self._staff_is_at(to)
        await self._store.move(chat, to)
        self.outbox.news.set()

    def _place_anew(self, chat: int, person: int, stored: str | None) -> tuple[Parcel, ...]:
        """What says in the group of the staff, which lost all places, where to answer somebody whose conversation is
        open."""
        with suppress(ValueError):  # a state of another release is no reason to say it of nobody
            if load_state(stored).relay:
                return (parcel(chat, PassOn(person, label(self.knowledge, "human-moved"), ends=False)),)
        return ()

    async def _lost(self, outgoing: Outgoing) -> None:
        """Where the staff never sees it, the conversation is over, and the person is told; where the person never sees
        what the staff wrote, the staff is told."""
        match outgoing.act:
            case PassOn(ends=True):
                await self._store.unplaced(outgoing.id)
            case PassOn(person):
                await self._run(Incoming(person, person, Due(LOST)))
            case Show(staff=int(written)) if self.staff is not None:
                told = Show(say(self.knowledge, "human-unheard"), reply_to=written)
                await self._post(outgoing.chat, [self.staff], told)

    async def backlog(self) -> tuple[datetime, Backlog]:
        """Now, and what waits now. Raises StoreError, also where a turn could not be stored lately: a full disk may yet
        be read."""
        now = self._clock()
        if self._failed and now - self._failed[0] < FAILED_LASTS:
            raise StoreError(str(self._failed[1]))
        return now, await self._store.backlog(now)

    async def tidy(self) -> None:
        """Drop what nobody can ask for any more, and look what people asked about most."""
        now = self._clock()
        await self._store.tidy(now)
        self._popular = await self._store.most(ASKED, now - JOURNAL_LIFE, public.MOST_EXCERPTS)
        self._more_waits = True  # old ones went, and other processes may have brought new ones

    async def _run(
        self,
        incoming: Incoming,
        timer: str | None = None,
        decide: Callable[[str | None], Write] | None = None,
        done: int | None = None,
    ) -> bool:
        """Run one turn; the dialogue decides on it unless `decide` does, which fails again where it failed once. False:
        it was run before. `done`: see `Store.turn`."""
        began = time.perf_counter()
        now = self._clock()
        knowledge = self.knowledge
        fields: dict[str, object] = {"kind": _shape(incoming.event), "update": incoming.update, "outcome": "again"}
        forgets: list[bool] = []

        def respond(stored: str | None) -> Write:
            if isinstance(incoming.event, InPublic):
                turn = public.respond(incoming.event, knowledge, now, incoming.language)
                return Write(None, (), parcels_of(turn, incoming, knowledge, now), turn.notes, turn.misses, keep=True)
            token = secrets.token_hex(16).translate(_LETTERS)
            where_from = (incoming.message, incoming.edited, incoming.language, incoming.goes_on)
            around = Around(self.bot, token, *where_from)
            turn = dialogue.respond(incoming.event, load_state(stored), knowledge, now, around)
            self._more_waits = self._more_waits or bool(turn.waits)
            return _write(turn, incoming, knowledge, now, is_known=stored is not None)

        def noted(stored: str | None) -> Write:
            write = (decide or respond)(stored)
            notes = [f"{note.kind} {note.about}".rstrip() for note in write.notes]
            fields.update(outcome="done", parcels=len(write.parcels), misses=len(write.misses), notes=notes)
            forgets.append(write.state is None and not write.keep)
            return write

        try:
            updates, user = incoming.updates, incoming.user
            turn = partial(self._store.turn, user, now, noted, updates=updates, timer=timer, done=done)
            posted = await (turn() if decide else _insist(turn))
            if any(forgets):
                forget_texts()
            self.outbox.add(posted or ())
            self._failed = None
            is_new = posted is not None
        except StoreError as error:
            self._failed = now, error
            raise
        except Exception as error:
            number = await self._bury(incoming, where(error), timer)
            is_new = number is not None
            fields["outcome"] = f"dead letter {number}" if is_new else "again"
        fields["ms"] = round((time.perf_counter() - began) * 1000, 1)
        log.info("turn", extra={FIELDS: fields})
        self.outbox.news.set()
        return is_new

    async def give_up(self, incoming: Incoming) -> None:
        """Put an event aside that can never be stored, though all else can, and tell the person. Raises StoreError."""
        if await self._bury(incoming, "cannot be stored") is None:
            for part in incoming.parts:  # some of them were taken before
                await self._bury(part, "cannot be stored")
        self.outbox.news.set()

    async def _bury(self, incoming: Incoming, why: str, timer: str | None = None) -> int | None:
        """Put an event aside as a dead letter, and tell the person its number."""
        knowledge, now, report = self.knowledge, self._clock(), f"{_shape(incoming.event)}: {why}"

        def apology(number: int) -> tuple[Parcel, ...]:
            if isinstance(incoming.event, InPublic) and isinstance(incoming.event.event, Chosen):
                return ()
            # What is stored may be what failed: only the client still tells the language.
            language = languages.of_client(incoming.language)
            told = say(languages.content(knowledge, language), "sorry-dead-letter", number=str(number))
            if isinstance(incoming.event, FromStaff):
                return parcels_of(Turn(State(), (ToStaff(told, "aside"),)), incoming, knowledge, now)
            replies = languages.speak((Screen(told),), language, knowledge)
            return parcels_of(Turn(State(), replies), replace(incoming, message=None), knowledge, now)

        number = await self._store.bury(incoming.user, now, report, apology, updates=incoming.updates, timer=timer)
        if number is not None:
            await self._tell_of_dead(number, report)
        return number


async def _insist(turn: Callable[[], Awaitable[T]]) -> T:
    """Run a turn, and again where our own code fails in it, after longer and longer pauses; raises what it does at
    last. What hung is not tried again: nobody else is served meanwhile."""
    for pause in RETRY_PAUSES:
        try:
            return await turn()
        except (StoreError, TooLong):
            raise
        except Exception as error:
            log.warning("a turn failed, and is tried again in %g s: %s", pause, where(error))
            await asyncio.sleep(pause)
    return await turn()


def _write(turn: Turn, incoming: Incoming, knowledge: Knowledge, now: datetime, *, is_known: bool) -> Write:
    """Only what people do makes them known to us, and reachable again."""
    own = not isinstance(incoming.event, Due | FromStaff)
    state = None if turn.forgets else dump_state(turn.state)
    parcels = parcels_of(turn, incoming, knowledge, now)
    keep = not own and not is_known
    return Write(state, turn.timers, parcels, turn.notes, turn.misses, turn.waits, turn.shared, keep, own)


def _drawn(drawing: Drawing, knowledge: Knowledge) -> bytes:
    """The PNG. What draws is loaded with the first picture, as most people never ask for one."""
    from bot.picture import picture

    return picture(drawing.filing, languages.content(knowledge, drawing.language), drawing.at, drawing.language)


def _shape(event: Event | InPublic) -> str:
    """The kind of an event, without anything that a person wrote."""
    return f"InPublic {type(event.event).__name__}" if isinstance(event, InPublic) else type(event).__name__
