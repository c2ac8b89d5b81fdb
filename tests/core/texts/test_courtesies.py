"""Anger is taken out of a text, and texts about no matter are answered in kind."""

import pytest

from bot.core.knowledge import Knowledge
from bot.core.languages import as_content
from bot.core.texts.courtesies import calmed, courtesy


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("妈的备案到底要多久", "备案到底要多久"),
        ("又退了，妈的", "又退了，"),
        ("你妈的 又退了", "。 又退了"),
        ("这他妈的要多久", "这 要多久"),
        ("老子不办了", "不办了"),
        ("好烦，要多久", "，要多久"),
        ("什么鬼备案，要多久", "备案，要多久"),
        ("又退了 这是什么鬼", "又退了"),
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
        *("核验单是什么鬼", "幕布又是什么鬼东西", "前置审批什么鬼", "空壳主体是个什么玩意"),
    ],
)
def test_what_only_looks_like_anger_stays(text: str, knowledge: Knowledge) -> None:
    assert calmed(knowledge, text) == text


@pytest.mark.parametrize(
    "text", ["你就是个废物，什么都不懂", "你听不懂人话吗", "你真是个白痴", "能不能说人话", "根本没用", "完全听不懂人话"]
)
def test_who_is_only_cross_with_us_is_answered_in_kind(text: str, knowledge: Knowledge) -> None:
    assert courtesy(knowledge, text) == "upset"


@pytest.mark.parametrize(
    "text",
    [
        *("太长了 简单点", "说重点", "能不能短点", "一句话说", "太長了吧", "讲简单点", "别这么啰嗦", "字太多了看不完"),
        *("太长气喇", "too long", "shorter please"),
    ],
)
def test_who_finds_an_answer_long_says_nothing_else(text: str, knowledge: Knowledge) -> None:
    assert courtesy(knowledge, as_content(text, knowledge)) == "shorter"


@pytest.mark.parametrize("text", ["名字太长了", "等太久了太长了", "流程能不能简单点", "总结被退了"])
def test_what_is_long_may_be_something_else_than_an_answer(text: str, knowledge: Knowledge) -> None:
    assert courtesy(knowledge, text) is None


@pytest.mark.parametrize("text", ["是个人", "废物回收网站能备案吗", "什么都不懂怎么备案", "他听不懂普通话能核验吗"])
def test_what_only_sounds_cross_is_no_courtesy(text: str, knowledge: Knowledge) -> None:
    assert courtesy(knowledge, text) is None
