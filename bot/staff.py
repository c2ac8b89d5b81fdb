"""The staff group: where it is, what is written there, and what is told of texts that did not arrive. What the dialogue
says to the staff is in `core.turns.human`."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial

from bot.acts import PassOn, Show, parcel, parcels_of
from bot.core.events import Due, FromStaff, Incoming
from bot.core.knowledge import Knowledge
from bot.core.replies import ToStaff, Turn
from bot.core.state import State, load_state
from bot.core.turns.human import LOST
from bot.core.words import label, say
from bot.core.workdays import local
from bot.office import Office
from bot.outbox import Outgoing
from bot.store import Parcel, Write
from bot.writes import Means

log = logging.getLogger(__name__)


class Staff:
    """The staff group of one bot. Its coroutines may raise StoreError."""

    def __init__(self, means: Means, office: Office, found: Callable[[int], None]) -> None:
        """found: puts the group's present id into the content."""
        self._store, self._clock, self._content = means.store, means.clock, means.content
        self._run, self._posted = means.run, means.posted
        self._office = office
        self._found = found
        self._told: date | None = None
        """The day on which the admins were last told that a text did not arrive in the group."""

    @property
    def chat(self) -> int | None:
        """The chat id of the group. None: there is none."""
        desk = self._content().desk
        return desk.chat if desk else None

    async def find(self) -> None:
        """Look up the group's present id, which may differ from the one in the settings. Call it once, first."""
        if self.chat is not None:
            self._found(await self._store.settled(self.chat))

    async def moved(self, chat: int, to: int) -> None:
        """If this is the staff group, note its new id and tell the admins, who must change the setting; once, although
        both the group and a failed send report it."""
        if chat != self.chat:
            return
        log.warning("工作人员的群换了编号，请把设置改成 BOT_STAFF_CHAT=%d", to)
        knowledge = self._content()
        # No update has the number of a group, which is below 0.
        await self._office.tell(Show(say(knowledge, "staff-moved", chat=str(to))), once=to)
        await self._store.settle(chat, to, self._clock(), partial(_placed_anew, to, knowledge))
        self._found(to)

    async def take(self, incoming: Incoming, event: FromStaff) -> bool:
        """Let what the staff wrote enter the dialogue of the person whose place it stands at. If it answers us but the
        place is nobody's, say so. False: it was taken before."""
        person = await self._store.person(event.places)
        if person is not None:
            return await self._run(replace(incoming, user=person))
        if event.to_us:
            knowledge = self._content()
            told = Turn(State(), (ToStaff(say(knowledge, "human-nobody"), "aside"),))
            write = Write.only(parcels_of(told, incoming, knowledge, self._clock()))
            return await self._run(incoming, decide=lambda _: write)
        return True

    async def lost(self, outgoing: Outgoing) -> None:
        """Deal with an act that will never be shown. If the staff cannot see a person's text, end the conversation, and
        tell the person and the admins. If the person cannot see what the staff wrote, tell the staff."""
        match outgoing.act:
            case PassOn(ends=True):
                await self._store.unplaced(outgoing.id)
            case PassOn(person):
                await self._tell_admins()
                await self._run(Incoming(person, person, Due(LOST)))
            case Show(staff=int(written)) if self.chat is not None:
                told = parcel(self.chat, Show(say(self._content(), "human-unheard"), reply_to=written))
                write = Write.only((told,))
                await self._store.turn(outgoing.chat, self._clock(), lambda _: write)
                self._posted()

    async def _tell_admins(self) -> None:
        """Tell the admins, once a day, that a text did not arrive in the group."""
        today = local(self._clock()).date()
        if self._told == today:
            return
        log.error("有人找人工，话没能送进工作人员的群：机器人在不在群里、能不能发言？BOT_STAFF_CHAT=%s", self.chat)
        await self._office.tell(Show(say(self._content(), "staff-unheard", chat=str(self.chat))))
        self._told = today


def _placed_anew(group: int, knowledge: Knowledge, person: int, stored: str | None) -> tuple[Parcel, ...]:
    """Tell in the staff group, which lost all places, where to answer this person; (): no conversation with the person
    is open."""
    with suppress(ValueError):  # one unreadable state must not keep the others from being told
        if load_state(stored).relay:
            return (parcel(group, PassOn(person, label(knowledge, "human-moved"), ends=False)),)
    return ()
