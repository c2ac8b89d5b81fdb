"""The road of every event: taken in, decided on, and written in one transaction. Replies then wait in the outbox.

The one place where the pure dialogue meets the store. A front (Telegram, terminal) hands an `Incoming` to `take` and
carries out what the `outbox` gives it. Nothing here knows what a Telegram update looks like. `writes` makes what is
written, `office` does what admins ask for, `staff` minds the staff group, `timers` feeds in the events that no person
sent.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TypeVar

from bot import admin, writes
from bot.core import languages, public
from bot.core.events import CARD, CardOpened, Command, Event, FromStaff, Incoming, InPublic
from bot.core.filings.experience import experience
from bot.core.knowledge import Knowledge
from bot.core.public import Excerpt
from bot.core.replies import Drawing, File, Note
from bot.core.screens.card import by_token
from bot.core.state import load_state
from bot.core.words import label, say, verbatim_lines
from bot.logs import FIELDS, where
from bot.office import Adopt, Office
from bot.outbox import Outbox
from bot.search.recent import forget_texts
from bot.staff import Staff
from bot.store import JOURNAL_LIFE, NOBODY, Backlog, Store, StoreError, TooLong, Write
from bot.timers import CANNOT_BE_STORED, Timers

log = logging.getLogger(__name__)

T = TypeVar("T")

ASKED = ("answer", "read", "chosen")
"""The kinds of notes that tell what people want to know."""
RETRY_PAUSES = (0.1, 0.3, 0.9)
"""Seconds before each new try of a turn that failed."""
FAILED_LASTS = timedelta(minutes=2)
"""How long the service counts as ill after a turn could not be stored. Waiting events are retried sooner than that."""


Reload = Callable[[], Knowledge | str]
"""Loads the content again. Returns the new content, or what is wrong with it, in the editors' words."""


def utc_now() -> datetime:
    """Return the time now, in UTC: the clock of production."""
    return datetime.now(UTC)


class Service:
    """The dialogue over a store. One per process; call its methods from the event loop."""

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
        """Held while content is read again: of two readings the later one must win."""
        means = writes.Means(store, clock, lambda: self.knowledge, self._run, self._posted)
        self.office = Office(means, admins, self.reload, adopt)
        self.staff = Staff(means, self.office, self._staff_is_at)
        self._failed: tuple[datetime, StoreError] | None = None
        """When the last turn could not be stored, and why. None: it was stored."""
        self._timers = Timers(means, self._bury)
        self._more_waits = True
        """Whether the store may hold waits that `knowledge.experience` does not count yet."""
        self.username = ""
        """The bot's name at Telegram; "" until the front knows it."""
        self._popular: list[str] = []
        self.outbox = Outbox(store, clock, self.office.tell_of_dead, self.staff.lost)
        self.reintroduce = asyncio.Event()
        """Set when the content was changed, the staff group moved, or an admin wrote to this process for the first
        time. A front with menus clears it and sets them anew: Telegram may have refused the menu of an admin who had
        never written."""
        self._met: set[int] = set()
        """The admins that wrote to this process."""

    async def take(self, incoming: Incoming) -> bool:
        """Take an event in. All its effects are committed when this returns.

        False: one of its updates was taken before, and nothing was changed. If our own code keeps failing, the event is
        put aside as a dead letter and the person is told its number. Raises StoreError if the store cannot do it:
        nothing is changed then, and the same event may be handed in again.
        """
        asked: tuple[str, ...] = ()
        if incoming.user in self.admins and incoming.chat == incoming.user and not isinstance(incoming.event, InPublic):
            asked = admin.asked(incoming.event)
            if incoming.user not in self._met:
                self._met.add(incoming.user)
                self.reintroduce.set()
        if asked:
            return await self.office.take(incoming, asked)
        if isinstance(incoming.event, FromStaff):
            return await self.staff.take(incoming, incoming.event)
        return await self._run(replace(incoming, event=await self._looked_up(incoming.event)))

    def _posted(self) -> None:
        """Let the front look what came into the outbox."""
        self.outbox.news.set()

    async def _looked_up(self, event: Event | InPublic) -> Event | InPublic:
        """Return the event; a `/start` with the token of a card becomes `CardOpened` with that card, read from its
        owner's state."""
        match event:
            case Command("start", argument) if argument.startswith(CARD):
                token = argument.removeprefix(CARD)
                return CardOpened(by_token(load_state(await self._store.shared(token)), token))
        return event

    async def _run(
        self,
        incoming: Incoming,
        timer: str | None = None,
        decide: Callable[[str | None], Write] | None = None,
        done: int | None = None,
    ) -> bool:
        """Run one turn, on which the dialogue decides unless `decide` does; a `decide` that failed is not tried again.
        False: the turn was run before. done: see `Store.turn`."""
        began, now = time.perf_counter(), self._clock()
        respond = partial(writes.respond, incoming=incoming, knowledge=self.knowledge, now=now, bot=self.username)
        decided: list[Write] = []  # one for each try

        def decision(stored: str | None) -> Write:
            decided.append((decide or respond)(stored))
            return decided[-1]

        turn = partial(self._store.turn, incoming.user, now, decision, updates=incoming.updates, timer=timer, done=done)
        try:
            posted = await (turn() if decide else _insist(turn))
            is_new, outcome = posted is not None, "done"
            self.outbox.add(posted or ())
            self._failed = None
            if is_new and decided[-1].forgets:
                forget_texts()
            self._more_waits |= is_new and bool(decided[-1].waits)
        except StoreError as error:
            self._failed = now, error
            raise
        except Exception as error:
            number = await self._bury(incoming, where(error), timer)
            is_new, outcome = number is not None, f"dead letter {number}"
        _log(incoming, outcome if is_new else "again", decided[-1] if decided else None, time.perf_counter() - began)
        self._posted()
        return is_new

    async def _bury(self, incoming: Incoming, why: str, timer: str | None = None) -> int | None:
        """Put an event aside as a dead letter, and tell the person its number. None: it was taken before."""
        now, report = self._clock(), f"{_shape(incoming.event)}: {why}"
        apology = partial(writes.apology, incoming=incoming, knowledge=self.knowledge, now=now)
        number = await self._store.bury(incoming.user, now, report, apology, updates=incoming.updates, timer=timer)
        if number is not None:
            await self.office.tell_of_dead(number, report)
        return number

    async def give_up(self, incoming: Incoming) -> None:
        """Put aside an event that can never be stored, although others can, and tell the person. Raises StoreError."""
        if await self._bury(incoming, CANNOT_BE_STORED) is None:
            for part in incoming.parts:  # some of them were taken before
                await self._bury(part, CANNOT_BE_STORED)
        self._posted()

    async def reject(self, update: int | None, report: str) -> None:
        """Put an update that nobody can read aside as a dead letter. `report` must hold nothing of its content. Raises
        StoreError."""
        taken = () if update is None else (update,)
        number = await self._store.bury(NOBODY, self._clock(), report, lambda _: (), updates=taken)
        if number is not None:
            await self.office.tell_of_dead(number, report)

    async def reload(self) -> str:
        """Load the content, and change to it if it is sound; if not, keep the old. Return the report for the admin who
        asked."""
        if self._reload is None:
            return say(self.knowledge, "reload-off")
        async with self._reading:
            loaded = await asyncio.to_thread(self._reload)
            if isinstance(loaded, str):
                return say(self.knowledge, "reload-failed", problems=verbatim_lines(loaded))
            # Keep the desk: the settings may not know where the staff group is now. Files hold no experience.
            before = self.knowledge
            self.knowledge = replace(loaded, desk=before.desk, experience=before.experience)
        self.reintroduce.set()
        return say(loaded, "reloaded", topics=str(len(loaded.topics)), flows=str(len(loaded.flows)))

    async def reload_by_signal(self) -> str:
        """Do the same as `reload` for the operator's signal, and note it in the journal like what admins ask for.
        Raises StoreError if only the note failed."""
        told = await self.reload()
        note = Write.only(notes=(Note("admin", "reload-signal"),))
        await self._store.turn(NOBODY, self._clock(), lambda _: note)
        return told

    def _staff_is_at(self, chat: int) -> None:
        """Let the content have this chat id of the staff group, if there is one."""
        if desk := self.knowledge.desk:
            self.knowledge = replace(self.knowledge, desk=replace(desk, chat=chat))
            self.reintroduce.set()

    async def moved(self, chat: int, to: int) -> None:
        """Move what waits for a group to the group's new id. Raises StoreError."""
        await self.staff.moved(chat, to)
        await self._store.move(chat, to)
        self._posted()

    async def tick(self) -> int:
        """Do what is due by now; return how many timers ran out (if any did, more may be due).

        Sets the coming timers anew if the content changed, learns how long reviews took, lets some due timers enter the
        dialogue, and sends the admins their digest. Raises the first error, a StoreError as a rule, after each of these
        had its turn.
        """
        count, errors = 0, list[Exception]()
        with _noted(errors):
            await self._timers.set_anew(self.knowledge)
        with _noted(errors):
            await self._learn()
        with _noted(errors):
            count = await self._timers.run_out()
        with _noted(errors):
            await self.office.send_digest()
        for error in errors:
            raise error
        return count

    async def _learn(self) -> None:
        """Count the waits that filings showed lately as experience. No timer moves by it."""
        if not self._more_waits:
            return
        self._more_waits = False
        try:
            shown = experience(await self._store.waits())
        except StoreError:
            self._more_waits = True
            raise
        if shown != self.knowledge.experience:
            before, self.knowledge = self.knowledge, replace(self.knowledge, experience=shown)
            if self._timers.set_by is before:
                self._timers.set_by = self.knowledge

    async def tidy(self) -> None:
        """Drop what has outlived its use, and find out what people asked about most."""
        now = self._clock()
        await self._store.tidy(now)
        self._popular = await self._store.most(ASKED, now - JOURNAL_LIFE, public.MOST_EXCERPTS)
        self._more_waits = True  # old waits went, and other processes may have added some

    async def backlog(self) -> tuple[datetime, Backlog]:
        """Return the time now and what waits. Raises StoreError, also if a turn could not be stored lately: a full disk
        can still be read."""
        now = self._clock()
        if self._failed and now - self._failed[0] < FAILED_LASTS:
            raise StoreError(str(self._failed[1]))
        return now, await self._store.backlog(now)

    def label(self, key: str, incoming: Incoming) -> str:
        """Return a fixed plain text for a person whose state cannot be read now. The event and the client tell the
        language."""
        event = incoming.event.event if isinstance(incoming.event, InPublic) else incoming.event
        language = languages.of_stranger(event, incoming.language)
        text = label(languages.content(self.knowledge, language), key)
        return languages.convert(text, language)

    async def excerpts(self, query: str, client: str) -> tuple[Excerpt, ...]:
        """Return what inline mode offers for a text; for an empty one, what people asked about most lately. Nothing is
        kept. client: see `Incoming.language`. Raises TooLong."""
        found = partial(public.excerpts, query, self.knowledge, self._popular, client)
        return await self._store.limited(found)

    async def drawn(self, drawing: Drawing) -> File:
        """Draw the picture with today's content, in a thread, so that the event loop goes on."""
        content = await asyncio.to_thread(_drawn, drawing, self.knowledge)
        return File(drawing.name, content, drawing.caption, picture=True)


@contextmanager
def _noted(errors: list[Exception]) -> Iterator[None]:
    """Add an error of the block to `errors`, and go on behind it."""
    try:
        yield
    except Exception as error:
        errors.append(error)


async def _insist(turn: Callable[[], Awaitable[T]]) -> T:
    """Run a turn, again after longer and longer pauses if our own code fails; raise the last error. A turn that hung
    (TooLong) is not tried again: nobody else is served meanwhile."""
    for pause in RETRY_PAUSES:
        try:
            return await turn()
        except (StoreError, TooLong):
            raise
        except Exception as error:
            log.warning("有一条没处理成，%g 秒后再试：%s", pause, where(error))
            await asyncio.sleep(pause)
    return await turn()


def _log(incoming: Incoming, outcome: str, decided: Write | None, seconds: float) -> None:
    """Log a turn without a word of a person. decided: what was written, or would have been."""
    fields: dict[str, object] = {"kind": _shape(incoming.event), "update": incoming.update, "outcome": outcome}
    if decided:
        notes = [f"{note.kind} {note.about}".rstrip() for note in decided.notes]
        fields |= {"parcels": len(decided.parcels), "misses": len(decided.misses), "notes": notes}
    log.info("turn", extra={FIELDS: fields | {"ms": round(seconds * 1000, 1)}})


def _drawn(drawing: Drawing, knowledge: Knowledge) -> bytes:
    """Draw the PNG. The drawing code is loaded with the first picture, as most people never ask for one."""
    from bot.picture import picture

    return picture(drawing.filing, languages.content(knowledge, drawing.language), drawing.at, drawing.language)


def _shape(event: Event | InPublic) -> str:
    """Name the kind of an event, without anything that a person wrote."""
    return f"InPublic {type(event.event).__name__}" if isinstance(event, InPublic) else type(event).__name__
