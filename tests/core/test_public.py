"""What is answered where others read along: the same for everybody, without buttons that would act on somebody."""

from dataclasses import replace

import pytest

from bot.core import public
from bot.core.actions import Browse, Progress, Read
from bot.core.button_data import decode, encode
from bot.core.events import Chosen, Command, Crowded, Hasty, InPublic, NotYours, Pressed, PublicEvent, said
from bot.core.knowledge import Knowledge
from bot.core.links import link
from bot.core.replies import Note, Reply, Screen, Toast
from bot.core.words import label, say
from tests.core.sample import NOW


def reply_to(event: PublicEvent, knowledge: Knowledge, *, anonymous: bool = False) -> Reply:
    (reply,) = public.respond(InPublic(event, anonymous=anonymous), knowledge, NOW).replies
    return reply


def screen_for(event: PublicEvent, knowledge: Knowledge, *, anonymous: bool = False) -> Screen:
    reply = reply_to(event, knowledge, anonymous=anonymous)
    assert isinstance(reply, Screen)
    return reply


@pytest.mark.parametrize(
    "text",
    [
        "备案要多久",
        "备案要多久？个人能备案吗？要花钱吗？",
        "您的备案未通过审核：1、主办单位名称与证件不一致；2、域名未实名认证。",
        "域名未实名认证被驳回",
        "广东",
        "那企业呢",
        "今天天气怎么样",
        "管局",
        "我的身份证是110101199003078888，能备案吗",
        "谢谢",
        "退出",
        "",
    ],
)
def test_a_question_gets_one_message_that_leads_to_topics_and_to_the_private_chat(
    text: str, knowledge: Knowledge
) -> None:
    screen = screen_for(said(text), knowledge)
    *rows, (private,) = screen.buttons
    assert private.start
    assert len(rows) <= public.MOST_ROWS
    assert all(isinstance(decode(button.data), Read) for row in rows for button in row)
    assert "110101199003078888" not in screen.text


def test_what_is_personal_leads_to_the_private_chat(knowledge: Knowledge) -> None:
    for name, payload in (("progress", "progress"), ("rejected", "rejected"), ("mydata", "ask"), ("nothing", "ask")):
        screen = screen_for(Command(name, "t_time-total"), knowledge)
        assert screen.text == say(knowledge, "elsewhere")
        assert [button.start for row in screen.buttons for button in row] == [payload]
    assert screen_for(Command("help"), knowledge).text == say(knowledge, "public-help")


@pytest.mark.parametrize("text", ["我的进度", "删除我的记录", "我的数据"])
def test_a_command_in_words_leads_there_too(text: str, knowledge: Knowledge) -> None:
    assert screen_for(said(text), knowledge).text == say(knowledge, "elsewhere")


def test_a_rejection_gets_its_reasons_and_no_list_to_tick(knowledge: Knowledge) -> None:
    notice = said("您的备案未通过审核：1、主办单位名称与证件不一致；2、域名未实名认证。")
    screen = screen_for(notice, knowledge)
    reasons = [decode(row[0].data) for row in screen.buttons[:-1]]
    assert Read("reject-domain-not-realname") in reasons
    assert len(reasons) == 2
    assert "☐" not in screen.text


@pytest.mark.parametrize("text", ["备案要多久", "域名未实名认证被驳回", "今天天气怎么样"])
def test_who_asks_about_a_picture_is_told_that_it_was_not_looked_at(text: str, knowledge: Knowledge) -> None:
    alone = screen_for(said(text), knowledge)
    screen = screen_for(replace(said(text), beside="photo"), knowledge)
    assert screen.text == say(knowledge, "beside-photo") + "\n\n" + alone.text
    assert screen.buttons == alone.buttons


@pytest.mark.parametrize("text", ["备案要多久", "13800138000 域名未实名认证被驳回", "13800138000 今天天气怎么样"])
def test_a_number_in_somebodys_message_is_not_laid_to_who_asks_about_it(text: str, knowledge: Knowledge) -> None:
    screen = screen_for(said(text), knowledge)
    notice = say(knowledge, "public-hidden", kinds=label(knowledge, "hidden-phone"))
    assert screen.text.startswith(notice) == text.startswith("138")
    assert "你的消息" not in screen.text


@pytest.mark.parametrize("text", ["备案要多久", "域名未实名认证被驳回", "个人能备案吗"])
def test_below_what_an_unknown_person_asked_are_no_buttons_that_nobody_can_press(
    text: str, knowledge: Knowledge
) -> None:
    known, unknown = screen_for(said(text), knowledge), screen_for(said(text), knowledge, anonymous=True)
    assert len(known.buttons) > 1
    assert unknown == replace(known, buttons=known.buttons[-1:])


def test_presses_open_topics_and_nothing_else(knowledge: Knowledge) -> None:
    opened = screen_for(Pressed(encode(Read("time-total"))), knowledge)
    assert opened.buttons[-1][0].start == link("t", "time-total")
    for data in (encode(Progress()), encode(Browse("time")), encode(Read("gone")), "", "x" * 64):
        assert reply_to(Pressed(data), knowledge) == Toast(label(knowledge, "elsewhere"))
    assert reply_to(NotYours(), knowledge) == Toast(label(knowledge, "not-yours"))
    assert reply_to(NotYours(unknown=True), knowledge) == Toast(label(knowledge, "asker-unknown"))
    assert reply_to(Crowded(pressed=True), knowledge) == Toast(label(knowledge, "crowded"))
    assert reply_to(Hasty(pressed=True), knowledge) == Toast(label(knowledge, "hasty-press"))


def test_what_was_not_understood_is_counted_as_anywhere(knowledge: Knowledge) -> None:
    turn = public.respond(InPublic(said("今天天气怎么样")), knowledge, NOW)
    assert [miss.text for miss in turn.misses] == ["今天天气怎么样"]
    assert public.respond(InPublic(Chosen("time-total")), knowledge, NOW).notes == (Note("chosen", "time-total"),)
    assert public.respond(InPublic(Chosen("13800138000")), knowledge, NOW).notes == ()


def test_cards_are_the_same_search_short(knowledge: Knowledge) -> None:
    first, *others = public.excerpts("备案要多久", knowledge, ())
    topic = knowledge.topics["time-total"]
    assert (first.id, first.title, first.link) == (topic.id, topic.title, link("t", topic.id))
    assert topic.text.startswith(first.summary)
    assert "\n\n" not in first.summary
    assert len(others) < public.MOST_EXCERPTS


@pytest.mark.parametrize("text", ["注销备案要多久", "注销后原来的备案号会变吗", "解封了网站还打不开"])
def test_what_a_card_leads_in_to_is_on_it(text: str, knowledge: Knowledge) -> None:
    found = public.excerpts(text, knowledge, ())
    assert found
    for excerpt in found:
        assert not excerpt.text.rstrip("* ").endswith("："), excerpt.id


@pytest.mark.parametrize("text", ["驳回", "被退回了 ", "驳回：域名没实名", "退回原因 照片不清楚"])
def test_a_word_for_rejections_finds_these_alone(text: str, knowledge: Knowledge) -> None:
    found = public.excerpts(text, knowledge, ["time-total"])
    assert found
    assert {knowledge.topics[excerpt.id].kind for excerpt in found} == {"rejection"}


def test_without_a_text_the_popular_ones_come_first(knowledge: Knowledge) -> None:
    popular = ["gone", "faq-two-persons", "time-total"]
    found = [excerpt.id for excerpt in public.excerpts("  ", knowledge, popular)]
    assert found[:2] == popular[1:]
    assert len(found) == len(set(found)) == public.MOST_EXCERPTS


def test_half_a_word_finds_something_and_what_is_none_of_our_business_nothing(knowledge: Knowledge) -> None:
    assert public.excerpts("备", knowledge, ())
    assert public.excerpts("红烧肉怎么做", knowledge, ()) == ()


@pytest.mark.parametrize(
    ("text", "client", "answer", "private"),
    [
        ("備案要多久", "zh-hant", "備案一共要多久", "💬 私聊繼續"),
        ("今天天氣怎麼樣", "zh-hant", "這個我沒看懂", "💬 私聊繼續"),
        ("how long does ICP filing take", "en", "working days", "💬 Go on in private"),
        ("how long does ICP filing take", "zh-hans", "工作日", "💬 私聊继续"),
    ],
)
def test_it_is_answered_in_the_language_of_who_asks(
    text: str, client: str, answer: str, private: str, knowledge: Knowledge
) -> None:
    for event in (said(text), Command("ask", text)):
        (reply,) = public.respond(InPublic(event), knowledge, NOW, client).replies
        assert isinstance(reply, Screen)
        assert answer in reply.text
        assert reply.buttons[-1][0].label == private


@pytest.mark.parametrize("text", ["備案要多久", "how long does ICP filing take", "备案要多久"])
def test_a_press_is_answered_in_the_language_of_the_answer_that_bears_the_button(
    text: str, knowledge: Knowledge
) -> None:
    def told(event: PublicEvent) -> Reply:
        (reply,) = public.respond(InPublic(event, asked=said(text)), knowledge, NOW).replies
        return reply

    asked, pressed = told(said(text)), told(Pressed(encode(Read("time-total"))))
    assert isinstance(asked, Screen)
    assert isinstance(pressed, Screen)
    assert (asked.text, asked.buttons[-1]) == (pressed.text, pressed.buttons[-1])
    assert (told(Crowded(pressed=True)) == Toast(label(knowledge, "crowded"))) == (text == "备案要多久")


@pytest.mark.parametrize(
    ("text", "client", "title"),
    [
        ("備案要多久", "", "備案一共要多久？"),
        ("how long does ICP filing take", "", "How long does ICP filing take?"),
        ("备案要多久", "zh-hant", "備案一共要多久？"),
        ("备案要多久", "en", "备案一共要多久？"),
        ("how long", "en", "How long does ICP filing take?"),
        ("icp", "zh-hans", "ICP 备案是什么？"),
        ("ICP", "zh-hk", "ICP 備案是什麼？"),
    ],
)
def test_what_is_found_is_in_the_language_of_the_text_and_the_client(
    text: str, client: str, title: str, knowledge: Knowledge
) -> None:
    assert public.excerpts(text, knowledge, (), client)[0].title == title


def test_whatever_is_typed_the_cards_fit(knowledge: Knowledge) -> None:
    for text in ("x" * 256, "😀", "\ud800", "<b>", "13800138000", "\0", "备" * 256):
        assert len(public.excerpts(text, knowledge, ())) <= public.MOST_EXCERPTS
