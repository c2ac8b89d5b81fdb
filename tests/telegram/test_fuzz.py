"""Ten thousand updates, a third of them spoilt: nothing fails inside, and Telegram would take whatever is sent."""

import random

import pytest

from bot.core.knowledge import Knowledge
from tests.store.memory import MemoryStore
from tests.telegram.fuzz import feed
from tests.telegram.server import FakeTelegram

UPDATES = 5_000
"""Of each half: all of them by one worker would be the longest test by far, behind which the others may wait."""


@pytest.mark.parametrize("half", ["first", "second"])
async def test_whatever_comes_nothing_fails_and_all_that_is_sent_is_valid(
    telegram: FakeTelegram, knowledge: Knowledge, half: str
) -> None:
    seed = random.randrange(1_000_000)
    print(f"{half} half, seed {seed}")
    assert await feed(telegram, MemoryStore(), knowledge, UPDATES, seed) == []
    assert sum(len(shown) for chat, shown in telegram.chats.items() if chat < 0) > UPDATES / 200
    assert telegram.count("answerInlineQuery") > UPDATES / 50
    assert telegram.count("sendMessage") + telegram.count("editMessageText") > UPDATES / 4
