"""What a province asks for, where that is told, and the menus that lead there."""

import pytest

from bot.core import languages
from bot.core.events import Pressed
from bot.core.kinds import About, Subject
from bot.core.knowledge import Knowledge
from bot.core.screens.answers import browse, themes
from bot.core.screens.provinces import local_lines, menu
from bot.core.state import Language
from bot.core.texts.place_names import province_told
from tests.core.talking import SHOPS, after


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_two_buttons_of_a_menu_say_the_same(knowledge: Knowledge, language: Language) -> None:
    words = languages.content(knowledge, language)
    themed = (browse(words, group) for group in words.groups)
    for screen in (themes(words, False), themes(words, True), menu(words), *themed):
        assert screen
        labels = [button.label for row in screen.buttons for button in row]
        assert len(labels) == len(set(labels)), labels


def told(knowledge: Knowledge, about: tuple[About, ...], subject: Subject | None) -> str:
    return "\n".join(local_lines(knowledge, knowledge.provinces["shanghai"], about, subject))


def test_nobody_is_told_what_is_asked_of_others(knowledge: Knowledge) -> None:
    about: tuple[About, ...] = ("papers", "limits", "domain")
    everything = told(knowledge, about, None)
    for text in ("个体工商户没有公章的", "企业的网站达到 30 个", "事业单位的域名", "身份证剩下的有效期"):
        assert text in everything
    personal = told(knowledge, about, "personal")
    assert "身份证剩下的有效期" in personal
    for text in ("个体工商户没有公章的", "企业的网站", "事业单位的域名", "营业执照"):
        assert text not in personal
    assert "个体工商户没有公章的" in told(knowledge, about, "individual-business")
    assert told(knowledge, ("limits",), "personal") == ""


@pytest.mark.parametrize("subject", ["personal", "enterprise"])
def test_the_steps_and_the_plan_of_a_filing_ask_only_what_concerns_it(subject: Subject, knowledge: Knowledge) -> None:
    """What a rejection of it complains of, too."""
    begun = map(Pressed, ("n:first-filing", f"s:{subject}", "p:shanghai"))
    state, shown = after(knowledge, *begun, "我的博客", Pressed("g:1:first-domain"))
    assert ("事业单位的域名" in shown[-1].text, "上海另外要留意" in shown[-1].text) == (False, True)
    _, shown = after(knowledge, "管局退回：身份证过期", state=state)
    assert "身份证剩下的有效期" in shown[-1].text
    assert ("电子营业执照" in shown[-1].text) == (subject == "enterprise")
    assert "个体工商户没有公章的" not in shown[-1].text


@pytest.mark.parametrize(
    ("text", "told", "not_told"),
    [
        ("浙江有啥规定", "浙江省通信管理局", ""),
        ("江苏严不严？", "江苏省通信管理局", ""),
        ("深圳的公司要什么", "要和单位全称有关联", "个人备案"),
        ("上海企业要求", "营业执照剩下的有效期", "个体工商户没有公章"),
        ("上海个体户有什么规定", "个体工商户没有公章", "事业单位"),
        ("湖南的域名行不行", "域名证书", "手机号"),
        ("湖南电话有什么要求", "手机号要是湖南的", "域名证书"),
        ("北京企业网站负责人有什么要求", "北京市通信管理局", "个人备案"),
        ("我是温州的", "浙江省通信管理局", ""),
        ("我们在东莞", "广东省通信管理局", ""),
    ],
)
def test_a_question_for_what_a_province_wants_shows_just_that(
    text: str, told: str, not_told: str, knowledge: Knowledge
) -> None:
    _, shown = after(knowledge, text)
    assert told in shown[-1].text
    assert not not_told or not_told not in shown[-1].text


@pytest.mark.parametrize(
    "text", ["江苏备案要多久", "我在佛山开店卖茶叶", "我在广东不是上海", "备案有什么要求", "广东企业备案吗"]
)
def test_a_question_with_more_in_it_is_not_one_for_that(text: str, knowledge: Knowledge) -> None:
    assert province_told(knowledge, text) is None


def test_who_says_where_they_are_is_remembered_to_be_there(knowledge: Knowledge) -> None:
    for text in "我在佛山", "31岁 佛山的", "我今年45岁了，广东的":
        assert after(knowledge, text)[0].asker.province == "guangdong", text
    for text in "我妈31岁 佛山的", "31岁佛山能备吗":
        assert after(knowledge, text)[0].asker.province == "", text
    state, shown = after(knowledge, *SHOPS, Pressed("h"), "我是浙江的")
    assert (state.asker.province, "浙江省通信管理局" in shown[0].text) == ("", True)
