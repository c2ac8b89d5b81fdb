"""A client that nobody here wrote talks with the bot as a person would: it reads what it is sent as Telegram does,
and presses the buttons that it was shown.

The client is tg-auto-test (Telethon's interface). It needs a later Python than the bot does, and is therefore not among
what `make test` installs: `make client` runs this.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import Update
from telegram.ext import Application, TypeHandler

from bot.core.knowledge import Knowledge
from bot.service import Service
from bot.store import Store
from bot.telegram.client import Client
from bot.telegram.deliver import Deliverer
from bot.telegram.inline import Inline
from bot.telegram.receive import Intake
from bot.telegram.request import AiohttpRequest
from tests.telegram.conftest import shown
from tests.telegram.unlimited import UNLIMITED

serverless = pytest.importorskip(
    "tg_auto_test.test_utils.serverless_telegram_client",
    reason="not run: tg-auto-test is not here; `make client CLIENT_PYTHON=python3.13` runs it (Python 3.12 or newer)",
)


@pytest.fixture
async def person(store: Store, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Any]:
    """Somebody's Telegram, at the other end of which is the bot: receiving, service, a real store and sending. Only the
    line in between, and what polls it, are the client's."""
    service = Service(store, knowledge)
    sending: list[asyncio.Task[None]] = []

    def build(builder: Any) -> Application[Any, Any, Any, Any, Any, Any]:
        application: Application[Any, Any, Any, Any, Any, Any] = builder.build()
        line = application.bot.request
        monkeypatch.setattr(AiohttpRequest, "do_request", lambda _, *args, **more: line.do_request(*args, **more))
        client = Client(application.bot.token, "https://api.telegram.org", limits=UNLIMITED)
        intake = Intake(client, service, Inline(client, service))

        async def begin(_: object) -> None:
            await client.initialize()
            sending.append(asyncio.create_task(Deliverer(client, service).run()))

        async def take(update: Update, _: object) -> None:
            await intake.take([update])
            while (await service.backlog())[1].parcels:
                await asyncio.wait(sending, timeout=0.01)

        async def end(_: object) -> None:
            for task in sending:
                task.cancel()
            await asyncio.gather(*sending, return_exceptions=True)
            await client.shutdown()

        application.post_init, application.post_shutdown = begin, end
        application.add_handler(TypeHandler(Update, take))
        return application

    telegram = serverless.ServerlessTelegramClient(build_application=build)
    await telegram.connect()
    yield telegram
    await telegram.disconnect()


class Talk:
    """What a person does; each gives what the bot shows then."""

    def __init__(self, talk: Any) -> None:
        self._talk = talk

    async def say(self, text: str) -> Any:
        await self._talk.send_message(text)
        return await self._talk.get_response()

    async def press(self, screen: Any, word: str) -> Any:
        """Press the button with this word; the screen that takes the place of the one it is under."""
        assert screen.buttons, screen.text
        assert (await screen.click(text=lambda label: word in label)).message == ""
        return await self._talk.get_edit()

    async def more(self) -> Any:
        """What the bot said besides."""
        return await self._talk.get_response()


async def test_a_whole_conversation(person: Any, knowledge: Knowledge) -> None:
    async with person.conversation("bot", timeout=10) as open_talk:
        talk = Talk(open_talk)
        home = await talk.say("/start")
        assert home.button_count > 2
        assert (await talk.more()).text, "the keys for typing come with a message of their own"
        answer = await talk.say("备按要多久阿")
        assert answer.text.startswith(knowledge.topics["time-total"].title)
        assert "MessageEntityBold" in {type(entity).__name__ for entity in answer.entities}

        screen = await talk.say("/file")
        for word in ("我知道要办哪一种", "首次备案", "企业", "广东"):
            screen = await talk.press(screen, word)
        step = await talk.say("五金店官网")
        assert "五金店官网" in step.text

        plan = await talk.say("/rejected 您的备案未通过审核：1、主办单位名称与证件不一致；2、域名未实名认证。")
        assert "2 条退回原因" in plan.text
        ticked = await talk.press(plan, "☐①")
        assert ticked.text.count("☑") > plan.text.count("☑")

        progress = await talk.say("/progress")
        assert "五金店官网" in progress.text
        everything = await talk.say("/mydata")
        assert "五金店官网" in everything.text
        kept = await talk.more()
        assert "五金店官网" in json.dumps(json.loads(await kept.download_media()), ensure_ascii=False)

        sure = await talk.say("/forget")
        gone = await talk.press(sure, "删")
        assert gone.text
        assert "五金店官网" not in (await talk.say("/mydata")).text


async def test_data_that_no_button_has_changes_nothing(person: Any, knowledge: Knowledge) -> None:
    async with person.conversation("bot", timeout=10) as open_talk:
        talk = Talk(open_talk)
        home = await talk.say("/start")
        for data in (b"admin:chart", b"x" * 64, b"d:1:first-check"):
            assert (await home.click(data=data)).message == shown(knowledge, "stale")
        assert (await talk.say("/progress")).text == shown(knowledge, "progress-none")
