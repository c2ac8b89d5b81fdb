"""Many reminders at once, over Telegram's protocol."""

from datetime import timedelta
from pathlib import Path

from bot.core.filings.reminders import timers
from bot.core.replies import Timer
from bot.core.state import dump_state
from bot.service import Service
from bot.store import Write
from bot.store.sqlite import SqliteStore
from bot.telegram.deliver import CHATS_AT_ONCE
from bot.telegram.limits import Limits, Rate
from tests.core.sample import NOW
from tests.reminded import contents, waiting
from tests.telegram.conftest import Running
from tests.telegram.server import FakeTelegram

BURST, SECONDS = 5, 0.05
USERS = range(1, 81)


async def test_many_at_once_go_out_in_order_and_within_the_limits(
    telegram: FakeTelegram, running: Running, tmp_path: Path
) -> None:
    words, store = contents(), await SqliteStore.open(tmp_path / "reminders.db")
    due = timers(waiting(), words, NOW)
    for user in USERS:  # the order in which they were written is not that of the moments
        later = timedelta(minutes=len(USERS) - user)
        written = Write(dump_state(waiting()), tuple(Timer(key, at + later) for key, at in due.items()))
        await store.turn(user, NOW, lambda _, written=written: written)  # type: ignore[misc]
    service = Service(store, words, lambda: NOW + timedelta(days=1))
    async with running(service=service, limits=Limits(overall=Rate(BURST, SECONDS))):
        await telegram.until(lambda: telegram.count("sendMessage") >= len(USERS))
    await store.close()
    sent = [call for call in telegram.calls if call.method == "sendMessage"]
    places = {int(call.params["chat_id"]): place for place, call in enumerate(sent)}
    assert len(sent) == len(places) == len(USERS)
    astray = max(abs(places[user] - (len(USERS) - user)) for user in USERS)
    assert astray < CHATS_AT_ONCE, "in the order of their moments, but for those that are on their way side by side"
    fullest = max(sum(begin.at <= each.at < begin.at + SECONDS for each in sent) for begin in sent)
    assert fullest <= 2 * BURST + 2, "a burst, what is let through meanwhile, and what the loop held up"
