"""What /privacy says: who runs the bot, how to reach them, what is kept and for how long."""

from dataclasses import replace
from datetime import time

import pytest

from bot.core.desk import Desk
from bot.core.dialogue import respond
from bot.core.events import Command
from bot.core.filings.retention import LIFE, NOTICE
from bot.core.knowledge import Knowledge
from bot.core.operator import Operator
from bot.core.plain import plain
from bot.core.replies import Screen
from bot.core.state import Language, State
from tests.core.sample import NOW

SOMEBODY = Operator("某某_科技*有限公司", "data_protection@example.com")


def told(knowledge: Knowledge, lang: Language) -> str:
    (screen,) = respond(Command("privacy"), State(lang=lang), knowledge, NOW).replies
    assert isinstance(screen, Screen)
    return plain(screen.text)


@pytest.mark.parametrize("lang", ["zh-hans", "zh-tw", "en"])
def test_it_names_who_runs_it_and_for_how_long_things_are_kept(knowledge: Knowledge, lang: Language) -> None:
    text = told(replace(knowledge, operator=SOMEBODY), lang)
    assert SOMEBODY.contact in text
    assert SOMEBODY.name in text
    assert str(LIFE.days) in text
    assert str(NOTICE.days) in text
    assert "/forget" in text
    assert ("只有中文" in text, "only in Chinese" in text) == (False, False)


def test_in_a_terminal_nobody_else_runs_it(knowledge: Knowledge) -> None:
    assert "你自己的电脑" in told(knowledge, "zh-hans")
    assert "Telegram" not in told(knowledge, "en")


def test_it_tells_of_the_staff_where_there_is_one(knowledge: Knowledge) -> None:
    staffed = replace(knowledge, operator=SOMEBODY, desk=Desk(-1001, time(9), time(18)))
    assert "/human" in told(staffed, "zh-hans")
    assert "/human" not in told(replace(staffed, desk=None), "zh-hans")
