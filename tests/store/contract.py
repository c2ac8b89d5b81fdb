"""What the tests of the promises of `bot.store` share."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.replies import Timer
from bot.store import Parcel, Store, Write

NOW = datetime(2026, 11, 24, 9, 30, 15, 123456, tzinfo=UTC)


LATER = NOW + timedelta(hours=1)


INSTANT = timedelta(microseconds=1)


ANN, BOB = 700_000_000_001, 700_000_000_002  # ids of people have more than 32 bits


GROUP = -1_001_234_567_890  # and those of groups are negative


def writes(state: str | None = "{}", *bodies: str, chat: int = ANN, timers: tuple[Timer, ...] = ()) -> Write:
    return Write(state, timers, tuple(Parcel(chat, body) for body in bodies))


async def put(store: Store, write: Write, user: int = ANN) -> None:
    assert await store.turn(user, NOW, lambda _: write) is not None


async def state_of(store: Store, user: int) -> str | None:
    """What `decide` gets to see, looked at by a turn that changes nothing."""

    class Seen(Exception):
        pass

    seen: list[str | None] = []

    def look(state: str | None) -> Write:
        seen.append(state)
        raise Seen

    with pytest.raises(Seen):
        await store.turn(user, NOW, look)
    return seen[0]


async def bodies(store: Store, now: datetime = NOW, busy: tuple[int, ...] = (), limit: int = 100) -> list[str]:
    return [parcel.body for parcel in await store.parcels(now, busy, limit)]


async def drain(store: Store, now: datetime = NOW) -> list[str]:
    """Deliver all that can be, in the order in which it comes out."""
    sent = []
    while parcels := await store.parcels(now, (), 100):
        for parcel in parcels:
            sent.append(parcel.body)
            await store.delivered(parcel.id)
    return sent


def never(_: str | None) -> Write:
    raise AssertionError("decide must not be called")
