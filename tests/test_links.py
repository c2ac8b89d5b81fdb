"""Links that show others how far a filing is."""

from urllib.parse import parse_qs, urlsplit

import pytest

from bot.core.events import Command, Event, Pressed, command, said
from bot.core.knowledge import Knowledge
from bot.core.words import MOMENT, label
from bot.service import Service
from bot.store import Store
from bot.terminal import Clock
from tests.core.talking import DELETED, FORGOTTEN
from tests.serving import ANN, BEGIN, BOB, do

START = "https://t.me/beian_test_bot?start="


async def shared_link(service: Service, number: int = 1) -> str:
    """Let Ann begin a filing and share the one of this number; the link."""
    presses = ("n:first-filing", "s:personal", "p:guangdong", "a", f"j:{number}:first-authority", f"8:{number}:1")
    screen = await do(service, ANN, *map(Pressed, presses))
    return next(button.copy for row in screen.buttons for button in row if button.copy)


async def opened(service: Service, link: str) -> str:
    """What Bob sees who opens the link."""
    screen = await do(service, BOB, command("/start " + link.partition("start=")[2]))
    ((anew,), (home,)) = screen.buttons
    assert (anew.start, anew.data, home.data) == (link.partition("start=")[2], "", "h"), "nothing to act with"
    return screen.text


async def test_whoever_has_the_link_sees_how_far_it_is_and_no_more(store: Store, knowledge: Knowledge) -> None:
    service = Service(store, knowledge, Clock(lambda: BEGIN))
    service.username = "beian_test_bot"
    link = await shared_link(service)
    assert link.startswith(START + "c_")
    await do(service, ANN, Pressed("X:1:icp:粤ICP备12345678号-1"), said("域名未实名认证，退回"), Pressed("f:1:1"))
    await do(service, ANN, Pressed("j:1:first-authority"))
    seen = await opened(service, link)
    assert "我的网站 1" in seen
    assert "轮到**管局**" in seen
    assert "下一个期限：**12月23日**" in seen
    assert f"记录到 [11月25日 10:00]({MOMENT}{int(BEGIN.timestamp())})（北京时间）" in seen, "and the reader's own time"
    for hidden in ("12345678", "退回", "未实名"):
        assert hidden not in seen
    await do(service, ANN, Pressed("d:1:first-authority"))
    assert "轮到**办理人**" in await opened(service, link), "it shows how it is now"
    own = await do(service, BOB, Command("progress"))
    assert "还没有" in own.text, "looking makes nothing one's own"
    screen = await do(service, ANN, Pressed("8:1:1"))
    (send,) = [button.url for row in screen.buttons for button in row if button.url]
    about = label(knowledge, "share-told", name="我的网站 1")
    assert parse_qs(urlsplit(send).query) == {"url": [link], "text": [about]}


@pytest.mark.parametrize("end", [(Pressed("8:1:0"),), DELETED, FORGOTTEN])
async def test_a_link_opens_nothing_once_it_is_taken_back_deleted_or_forgotten(
    end: tuple[Event, ...], store: Store, knowledge: Knowledge
) -> None:
    service = Service(store, knowledge, Clock(lambda: BEGIN))
    link = await shared_link(service)
    assert link.startswith("/start c_"), "without a bot's name it is a command"
    for event in end:
        await do(service, ANN, event)
    assert "已经收回" in (await do(service, BOB, command(link))).text
    assert await shared_link(service, 2 if end == DELETED else 1) != link


async def test_sharing_again_gives_the_same_link_and_undo_does_not_touch_it(store: Store, knowledge: Knowledge) -> None:
    service = Service(store, knowledge, Clock(lambda: BEGIN))
    service.username = "beian_test_bot"
    link = await shared_link(service)
    screen = await do(service, ANN, Pressed("u:1:1"), Pressed("8:1:1"))
    assert link in [button.copy for row in screen.buttons for button in row]
    assert "我的网站 1" in await opened(service, link)


@pytest.mark.parametrize("token", ["c_", "c_x", "c_" + "a" * 4000, "c_'; DROP TABLE shares"])
async def test_a_made_up_link_opens_nothing(token: str, store: Store, knowledge: Knowledge) -> None:
    service = Service(store, knowledge, Clock(lambda: BEGIN))
    await shared_link(service)
    assert "已经收回" in (await do(service, BOB, command(f"/start {token}"))).text
