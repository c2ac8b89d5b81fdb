"""What is done for admins, over the store: what they ask for, and what they should know without asking. The words are
in `admin`."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime, timedelta

from bot import admin
from bot.acts import Chore, Show, parcel, parcels_of
from bot.core.chart import Chart
from bot.core.events import Command, Incoming, Pressed
from bot.core.knowledge import Knowledge
from bot.core.replies import File, Note, Screen, Turn
from bot.core.screens import answers
from bot.core.state import State
from bot.core.words import label, say, verbatim_lines
from bot.outbox import Outgoing
from bot.store import NOBODY, Parcel, StoreError, Write
from bot.writes import Means

log = logging.getLogger(__name__)

SLOW = {"reload": "reloading", "adopt": "adopting"}
"""What takes seconds, each with the sentence that is said at once."""

DIGEST_LIFE = timedelta(days=1)
"""An older digest is not sent any more. It must be shorter than `UPDATE_LIFE`, for which it is known that one was
sent."""
MOST_FAULTS = 100
"""How many kinds of faults one process tells admins of: after so many somebody should have looked."""
MOST_BEGUN = 3
"""How often a slow job is begun before it is given up."""

Adopt = Callable[[str, str], str]
"""Teaches a topic a wording that was missed. Returns what is wrong with it, in the editors' words; "": nothing."""


class Office:
    """Serves the admins of one bot. The event loop goes on meanwhile."""

    def __init__(
        self, means: Means, admins: Collection[int], reload: Callable[[], Awaitable[str]], adopt: Adopt | None
    ) -> None:
        """reload: replaces the content by that of the files, and returns a report."""
        self._store, self._clock, self._content = means.store, means.clock, means.content
        self._run, self._posted = means.run, means.posted
        self._admins = admins
        self._reload = reload
        self._adopt = adopt
        self._digested: datetime | None = None
        self._faults: set[str] = set()
        """The reports of dead letters that the admins were told of."""
        self.health: Callable[[], Awaitable[Mapping[str, object]]] | None = None
        """Tells how the bot is; set once the front knows it."""

    async def take(self, incoming: Incoming, asked: tuple[str, ...]) -> bool:
        """Do what an admin asks for (`admin.asked`). False: it was taken before. Raises StoreError.

        A slow job is only announced here and goes to `do` through the outbox, in a chat of its own: such jobs run one
        after the other, and nothing waits behind them.
        """
        begun = SLOW.get(asked[0])
        reply = Screen(say(self._content(), begun)) if begun else await self._answer(asked)
        parcels = self._parcels(reply, incoming)
        if begun:
            pressed = isinstance(incoming.event, Pressed)
            chore = Chore(incoming.user, asked, incoming.message, pressed, incoming.language)
            parcels += (parcel(NOBODY, chore),)
        write = Write.only(parcels, (Note("admin", " ".join(asked)),))
        return await self._run(incoming, decide=lambda _: write)

    async def do(self, outgoing: Outgoing, chore: Chore) -> None:
        """Carry out a slow job, and show the result in place of the announcement. Everybody's turns go on meanwhile.

        If the process dies, the job is begun again, MOST_BEGUN times in all: it may be what kills the process. Raises
        StoreError.
        """
        await self._store.postpone(outgoing.id, self._clock())  # counts how often it was begun
        event = Pressed("") if chore.pressed else Command(chore.asked[0])
        incoming = Incoming(
            chore.admin, chore.admin, event, message=chore.message, language=chore.language, edited=True
        )
        done: Screen | File | BaseException = InterruptedError()
        if outgoing.tries < MOST_BEGUN:
            (done,) = await asyncio.gather(self._answer(chore.asked), return_exceptions=True)

        def decide(_: str | None) -> Write:
            if isinstance(done, BaseException):
                raise done
            return Write.only(self._parcels(done, incoming))

        await self._run(incoming, decide=decide, done=outgoing.id)

    def _parcels(self, reply: Screen | File, incoming: Incoming) -> tuple[Parcel, ...]:
        return parcels_of(Turn(State(), (reply,)), incoming, self._content(), self._clock())

    async def _answer(self, asked: tuple[str, ...]) -> Screen | File:
        knowledge = self._content()
        match asked:
            case ("reload",):
                return Screen(await self._reload())
            case ("stats",):
                return admin.stats(knowledge, *await self._tallies(), await self._store.waits())
            case ("chart",):
                return await self._chart(knowledge)
            case ("health",):
                return admin.health(knowledge, await self.health() if self.health else None)
            case ("form",):
                return Screen(say(knowledge, "misses-form"))
            case ("adopt", number, topic):
                return await self._learn(knowledge, int(number), topic)
            case ("drop", number, place):
                await self._store.take_out(int(number))
                return await self._misses(int(place))
            case ("misses", place):
                return await self._misses(int(place))
        return Screen(say(knowledge, "stale"))

    async def tell(self, show: Show, notes: tuple[Note, ...] = (), once: int | None = None) -> None:
        """Show the admins something that none of them asked for. Raises StoreError. once: a number that no update has;
        what has it is told only once, by all processes together."""
        write = Write.only(tuple(parcel(chat, show) for chat in sorted(self._admins)), notes)
        await self._store.turn(NOBODY, self._clock(), lambda _: write, updates=() if once is None else (once,))
        self._posted()

    async def tell_of_dead(self, number: int, report: str) -> None:
        """Log a dead letter, and tell the admins of each kind of fault once."""
        log.error("第 %d 号放到一边：%s", number, report)
        if not self._admins or report in self._faults or len(self._faults) >= MOST_FAULTS:
            return
        self._faults.add(report)
        try:
            await self.tell(Show(say(self._content(), "fault", number=str(number), report=report)))
        except StoreError as error:
            self._faults.discard(report)
            log.warning("第 %d 号没能告诉管理员：%s", number, error)

    async def send_digest(self) -> None:
        """Send the admins the figures of the week, once, on Monday morning, or within a day if no bot ran then. Raises
        StoreError."""
        now = self._clock()
        due = admin.last_monday(now)
        if not self._admins or due == self._digested or now - due >= DIGEST_LIFE:
            return
        tallies, waits = await self._tallies(), await self._store.waits()
        screen = admin.digest(self._content(), *tallies, waits, await self._store.misses(admin.MOST_MISSES))
        # No update has a number below 0. The first process that takes this one sends the digest.
        await self.tell(Show(screen.text, screen.buttons), (Note("admin", "digest"),), once=-due.toordinal())
        self._digested = due

    async def _misses(self, place: int) -> Screen:
        """Show what was not understood (`admin.misses`)."""
        kept = await self._store.misses(admin.MOST_MISSES)
        return await asyncio.to_thread(admin.misses, self._content(), kept, place)

    async def _learn(self, knowledge: Knowledge, number: int, topic: str) -> Screen:
        """Let a topic learn a miss, and change to the content that has it."""
        if topic not in knowledge.topics:
            return Screen(answers.no_topic(knowledge, topic))
        kept = await self._store.miss(number)
        told = [] if kept else [say(knowledge, "misses-gone", number=str(number))]
        if kept is not None and self._adopt is not None:
            missed = kept.miss.text
            if problem := await asyncio.to_thread(self._adopt, missed, topic):
                return Screen(say(knowledge, "adopt-failed", text=missed, problem=verbatim_lines(problem)))
            await self._store.take_out(number)
            told.append(say(knowledge, "adopted", text=missed, title=knowledge.topics[topic].title))
            told.append(await self._reload())
        rest = await self._misses(0)
        return Screen("\n\n".join([*told, rest.text]), rest.buttons)

    async def _tallies(self) -> tuple[admin.Tally, admin.Tally]:
        """Count the journal of seven and of thirty days."""
        now = self._clock()
        return await self._store.tally(now - admin.WEEK, now), await self._store.tally(now - admin.MONTH, now)

    async def _chart(self, knowledge: Knowledge) -> Screen | File:
        """Show the figures of the month as a picture."""
        now = self._clock()
        daily = [(day, await self._store.tally(since, until)) for day, since, until in admin.days(now)]
        chart = admin.chart(knowledge, daily, now, await self._store.waits())
        if chart is None:
            return Screen(say(knowledge, "stale"))
        return File(label(knowledge, "chart-file"), await asyncio.to_thread(_drawn, chart), picture=True)


def _drawn(chart: Chart) -> bytes:
    """Draw the PNG. The drawing code is loaded with the first picture, as most bots never need it."""
    from bot.picture.chart import drawn

    return drawn(chart)
