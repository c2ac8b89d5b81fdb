"""What several kinds of tests share: the shipped knowledge, loaded once."""

import pytest

from bot.__main__ import KNOWLEDGE, LEARNT
from bot.content import load
from bot.core.knowledge import Knowledge


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load(KNOWLEDGE, LEARNT)
