"""What admins ask for is done here, over the store, and what came of it told. The words are in `admin`."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from bot import admin
from bot.core.chart import Chart
from bot.core.knowledge import Knowledge
from bot.core.replies import File, Screen
from bot.core.screens import answers
from bot.core.words import label, say, verbatim_lines
from bot.store import Store

SLOW = {"reload": "reloading", "adopt": "adopting"}
"""What takes seconds, with what is said at once."""

Adopt = Callable[[str, str], str]
"""Teaches a topic a wording that was missed; what is wrong with it, in the editors' words, or nothing."""


class Office:
    """Serves the admins of one bot. The event loop goes on meanwhile."""

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        content: Callable[[], Knowledge],
        reload: Callable[[], Awaitable[str]],
        adopt: Adopt | None,
    ) -> None:
        """content: that of today. reload: changes it for what is in the files now, and says what came of it."""
        self._store = store
        self._clock = clock
        self._content = content
        self._reload = reload
        self._adopt = adopt
        self.health: Callable[[], Awaitable[Mapping[str, object]]] | None = None
        """How the bot is, once the front knows it."""

    async def answer(self, asked: tuple[str, ...]) -> Screen | File:
        """Do what is asked for (`admin.asked`)."""
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

    async def digest(self) -> Screen:
        """The figures of the week, which nobody asked for."""
        tallies, waits = await self._tallies(), await self._store.waits()
        return admin.digest(self._content(), *tallies, waits, await self._store.misses(admin.MOST_MISSES))

    async def _misses(self, place: int) -> Screen:
        """What was not understood (`admin.misses`)."""
        kept = await self._store.misses(admin.MOST_MISSES)
        return await asyncio.to_thread(admin.misses, self._content(), kept, place)

    async def _learn(self, knowledge: Knowledge, number: int, topic: str) -> Screen:
        """Let a topic learn what was missed, and change to the content that has it."""
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
        """The journal of seven and of thirty days, counted."""
        now = self._clock()
        return await self._store.tally(now - admin.WEEK, now), await self._store.tally(now - admin.MONTH, now)

    async def _chart(self, knowledge: Knowledge) -> Screen | File:
        """The figures of the month as a picture."""
        now = self._clock()
        daily = [(day, await self._store.tally(since, until)) for day, since, until in admin.days(now)]
        chart = admin.chart(knowledge, daily, now, await self._store.waits())
        if chart is None:
            return Screen(say(knowledge, "stale"))
        return File(label(knowledge, "chart-file"), await asyncio.to_thread(_drawn, chart), picture=True)


def _drawn(chart: Chart) -> bytes:
    """The PNG. What draws is loaded with the first picture, as most bots never need it."""
    from bot.picture.chart import drawn

    return drawn(chart)
