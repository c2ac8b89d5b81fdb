"""How a message was understood, as an editor reads it."""

import pytest

from bot.core.knowledge import Knowledge
from bot.tools.ask import explained


def told(knowledge: Knowledge, text: str) -> str:
    return "\n".join(explained(knowledge, part) for part in knowledge.engine.read(text))


def test_an_answer_with_its_rival(knowledge: Knowledge) -> None:
    text = told(knowledge, "备案一共要多久")
    assert "→ answer：直接回答（问题）" in text
    assert "看的是：备案一共要多久" in text
    assert "第一条：time-total  备案一共要多久？  因为像：" in text
    assert "对手（差 " in text
    assert "字词：" in text
    assert "读音：" in text
    assert len(text.splitlines()) < 16


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("怎么注册商标", "别家的词：商标"),
        ("今天天气怎么样", "→ unknown：当作没听懂"),
        ("？？？", "（什么也没剩下）"),
    ],
)
def test_what_else_is_told(knowledge: Knowledge, asked: str, said: str) -> None:
    assert said in told(knowledge, asked)
