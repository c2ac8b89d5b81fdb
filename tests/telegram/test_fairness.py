"""Who is served first where more waits than may be sent."""

from collections import Counter
from functools import partial

import pytest

from bot.acts import Show, parcel
from bot.service import Service, utc_now
from bot.store import Store, Write
from bot.telegram import deliver
from bot.telegram.limits import Limits, Rate
from tests.telegram.conftest import Running
from tests.telegram.server import FakeTelegram
from tests.telegram.unlimited import UNLIMITED

AT_ONCE, EACH = 4, 40
PEOPLE = (11, 12, 13, 14, 15, 16)


def _always(write: Write, _: str | None) -> Write:
    return write


async def test_who_comes_new_waits_for_no_more_than_one_thing_of_everybody_else(
    telegram: FakeTelegram, running: Running, service: Service, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver, "CHATS_AT_ONCE", AT_ONCE)
    for person in PEOPLE:  # as much as anybody may ask for
        waits = Write("{}", parcels=tuple(parcel(person, Show(f"{number}")) for number in range(EACH)))
        await store.turn(person, utc_now(), partial(_always, waits))
    free = UNLIMITED.chat
    limits = Limits(Rate(1, 0.01), free, free, UNLIMITED.person, UNLIMITED.presses)
    async with running(limits=limits):
        await telegram.until(lambda: telegram.count("sendMessage") > EACH)
        telegram.say(7, "/help")
        before = telegram.count("sendMessage")
        await telegram.until(lambda: telegram.texts(7))
        assert telegram.count("sendMessage") - before < EACH
        await telegram.until(lambda: telegram.count("sendMessage") > len(PEOPLE) * EACH)
    for person in PEOPLE:
        assert telegram.texts(person) == [f"{number}" for number in range(EACH)]
    sent = Counter[int]()
    for call in telegram.calls:
        if call.method == "sendMessage" and (person := int(call.params["chat_id"])) != 7:
            sent[person] += 1
            assert sent[person] - min(sent[other] for other in PEOPLE) <= 3, "each has its turn"
