"""What the tests of the SQLite store share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.sqlite import Writer


@pytest.fixture
async def writer(tmp_path: Path) -> AsyncIterator[Writer]:
    opened = await Writer.open(tmp_path / "bot.db")
    yield opened
    await opened.close()
