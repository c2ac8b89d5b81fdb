"""What is kept of texts that were not understood."""

from dataclasses import replace

import pytest

from bot.core.actions import Browse
from bot.core.events import Command, said
from bot.core.knowledge import Knowledge
from bot.core.replies import Screen
from bot.core.state import State
from bot.core.texts.misses import LONGEST_KEPT, NEAREST, keepable, missed
from bot.core.words import say
from tests.core.talking import BEGUN, actions_of, after, turn

UNKNOWN = "今天天气怎么样"


@pytest.mark.parametrize(
    ("text", "theme"), [("扫描仪坏了 用传真的行么", "material"), ("帮我写首诗", None), (UNKNOWN, None)]
)
def test_where_it_may_be_ours_the_nearest_theme_is_shown(text: str, theme: str | None, knowledge: Knowledge) -> None:
    shown = [one.group for one in actions_of(turn(State(), said(text), knowledge)[1]) if isinstance(one, Browse)]
    assert shown == ([theme] if theme else [])


@pytest.mark.parametrize("text", ["推迟两天行不", "审核推迟两天", "网页白屏"])
def test_who_has_something_under_way_is_not_told_that_it_is_none_of_ours(text: str, knowledge: Knowledge) -> None:
    strange, ours = say(knowledge, "not-ours"), say(knowledge, "not-found")
    for told in (*BEGUN,), (*BEGUN[:2],), ("您的备案未通过审核：域名未实名认证",):
        texts = [screen.text for screen in after(knowledge, *told, text)[1]]
        assert (strange in texts, ours in texts) == (False, True), told
    assert after(knowledge, "晚上吃什么")[1][0].text == strange


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("粤ICP备12345678号-1 查不到", "粤ICP备〔…〕号-1 查不到"),
        ("我的网站 https://a.example/b?c=d 打不开", "我的网站 〔…〕 打不开"),
        ("www.my-shop.com.cn为什么打不开", "〔…〕为什么打不开"),
        ("QQ 123 456 78 找我", "QQ 〔…〕 找我"),
        ("服务器 192.168.10.20\n怎么备案", "服务器 〔…〕 怎么备案"),
        (".com域名7天能备案吗", ".com域名7天能备案吗"),
        ("姓名张三 被封了", "姓名〔…〕 被封了"),
        ("法定代表人王五 变更了", "法定代表人〔…〕 变更了"),
        ("老板叫刘大力", "老板叫〔…〕"),
        ("微信号 abc12345 加我", "微信〔…〕 加我"),
        *((text, text) for text in ("负责人马上要换", "法人张嘴没拍好", "微信公众号 怎么备案", "我是程序员")),
    ],
)
def test_addresses_and_numbers_are_not_kept(text: str, kept: str) -> None:
    assert keepable(text) == kept


def test_only_so_much_of_it_is_kept_and_nothing_of_what_says_nothing() -> None:
    (miss,) = missed("备" * 5000, ["a", "b", "a", "c", "d", "e"])
    assert len(miss.text) == LONGEST_KEPT
    assert miss.near == ("a", "b", "c", "d")
    assert len(miss.near) == NEAREST
    assert missed("?!", []) == missed("〔电话〕", []) == missed("嗯", []) == ()
    assert missed("備案 要多久？", [])[0].key == missed("备案要多久", [])[0].key


def test_what_is_not_understood_is_a_miss(knowledge: Knowledge) -> None:
    state, result = turn(State(), said(UNKNOWN), knowledge)
    assert [miss.text for miss in result.misses] == [UNKNOWN]
    assert state.asked == ""
    _, result = turn(State(), said("备案要多久"), knowledge)
    assert result.misses == ()


def test_the_question_is_shown_in_mydata_and_gone_with_forget(knowledge: Knowledge) -> None:
    state, _ = turn(State(), said("备案一共要多久"), knowledge)
    after, result = turn(state, Command("mydata"), knowledge)
    assert after == state, "looking changes nothing"
    assert any(isinstance(one, Screen) and "备案一共要多久" in one.text for one in result.replies)
    _, result = turn(replace(state, asked=""), Command("mydata"), knowledge)
    assert not any(isinstance(one, Screen) and "刚才问的" in one.text for one in result.replies)
