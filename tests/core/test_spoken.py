"""What is only anger in a text, and what has the same signs and is none."""

import pytest

from bot.core.knowledge import Knowledge
from bot.core.spoken import calmed


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("妈的备案到底要多久", "备案到底要多久"),
        ("又退了，妈的", "又退了，"),
        ("你妈的 又退了", "。 又退了"),
        ("这他妈的要多久", "这 要多久"),
        ("老子不办了", "不办了"),
        ("好烦，要多久", "，要多久"),
        ("This is ridiculous, the SMS never arrived", ", the SMS never arrived"),
    ],
)
def test_anger_is_taken_out(text: str, rest: str, knowledge: Knowledge) -> None:
    assert calmed(knowledge, text).strip() == rest


@pytest.mark.parametrize(
    "text",
    [
        "用我妈的手机号可以吗",
        "我妈的身份证能备案吗",
        "用你妈的手机号收短信",
        "姑妈的店能备案吗",
        "大妈的店要备案吗",
        "奶妈的公司能备案吗",
        "好烦恼，选哪个类型",
        "域名在我爸老子名下可以吗",
        "老子道德经网站要宗教许可吗",
        "尼玛县的公司怎么备案",
    ],
)
def test_what_only_looks_like_anger_stays(text: str, knowledge: Knowledge) -> None:
    assert calmed(knowledge, text) == text
