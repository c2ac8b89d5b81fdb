"""A service that is driven by hand, what waits in its outbox, and somebody who talks to it."""

from datetime import UTC, datetime

import pytest

from bot.acts import Chore, Show
from bot.core.events import Event, Incoming, Pressed
from bot.outbox import Outgoing
from bot.service import Service
from bot.store import Store, Write

BEGIN = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
ANN, BOB = 7, 8


async def drained(service: Service) -> list[Outgoing]:
    """Everything that waits, carried out in order."""
    acts = []
    while waiting := await service.outbox.outgoing():
        for act in waiting:
            acts.append(act)
            if isinstance(act.act, Chore):
                await service.office.do(act, act.act)
            await service.outbox.delivered(act)
    return acts


async def begin_filing(service: Service, user: int = 7) -> None:
    for data in ("n:first-filing", "s:personal", "p:guangdong", "a"):
        await service.take(Incoming(user, user, Pressed(data), message=5, query="q"))
    await drained(service)


async def is_kept(store: Store, user: int = 7) -> bool:
    """Whether anything is kept of the person; looking changes nothing."""

    class Seen(Exception):
        pass

    def look(state: str | None) -> Write:
        raise Seen(state is not None)

    with pytest.raises(Seen) as seen:
        await store.turn(user, BEGIN, look)
    return bool(seen.value.args[0])


async def do(service: Service, user: int, *events: Event) -> Show:
    """Let somebody do all this; the last screen that is shown."""
    for event in events:
        await service.take(Incoming(user, user, event))
    shown = [act.act for act in await drained(service) if isinstance(act.act, Show)]
    return shown[-1]
