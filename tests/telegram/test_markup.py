"""Whatever Markdown comes in, Telegram takes every message that comes out, and no word is lost."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.knowledge import Knowledge
from bot.core.plain import plain as core_plain
from bot.core.replies import Button
from bot.core.screens.topic_screens import topic_screen
from bot.core.state import State
from bot.core.words import folded, shown_time, verbatim, verbatim_lines
from bot.telegram.markup import keyboard, render, without_times
from tests.telegram.server import USERNAME, plain

PIECES = st.lists(
    st.sampled_from(
        ["**", "*", "`", "```\n", "\n", "\n\n", "- ", "1. ", "> ", "# ", "[a](https://b.cn/?x=1&y=2)", "<b>", "</", "&",
         "&lt;", "![i](https://x.cn)", "<https://a.cn>", "[t](time:1764208800)", "备案。", "😀", "x" * 300,
         "\ud800", "\u202e", "\0", "\\", "    "]
    )
    | st.text(max_size=20),
    max_size=60,
)  # fmt: skip


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(PIECES, st.integers(1, 40))
def test_telegram_takes_every_message(pieces: list[str], times: int) -> None:
    messages = render("".join(pieces) * times)
    assert messages
    for message in messages:
        text = plain(message)
        assert text.strip()
        assert units(text) <= 4096
        assert len(message.encode()) <= 32_768


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_what_a_person_wrote_shows_as_it_was(text: str) -> None:
    shown = "\n".join(plain(message) for message in render(verbatim(text)))
    assert shown == (" ".join(text.split()) or "…")


@given(st.text(" \t\n\u3000ab1.:*&#32;{}->`\\|", max_size=60))
def test_the_lines_of_a_person_stay_as_they_were(text: str) -> None:
    shown = "\n".join(plain(message) for message in render(verbatim_lines(text)))
    assert shown == ("\n".join(line.rstrip() for line in text.splitlines()).strip() or "…")


def test_a_moment_says_when_it_is_and_is_plain_text_without_its_tag() -> None:
    now = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
    (message,) = render(f"最晚 **{shown_time(now, now)}**（北京时间） [坏](time:soon)")
    assert message == '最晚 <b><tg-time unix="1795665600">11月26日 12:00</tg-time></b>（北京时间） 坏'
    assert without_times(message) == "最晚 <b>11月26日 12:00</b>（北京时间） 坏"
    assert plain(message) == "最晚 11月26日 12:00（北京时间） 坏"


def test_what_each_kind_of_markdown_becomes() -> None:
    (message,) = render(
        "# 头\n\n**粗** *斜* `a<b`\n第二行\n\n1. 一\n2. 二\n   - 甲\n\n> 引\n\n"
        "[链](https://a.cn/?x=1&y=2) [坏](javascript:alert) <u>x</u> <https://b.cn>\n\n```\ncode\n```"
    )
    assert message == (
        "<b>头</b>\n\n<b>粗</b> <i>斜</i> <code>a&lt;b</code>\n第二行\n\n1. 一\n2. 二\n  • 甲\n\n"
        "<blockquote expandable>引</blockquote>\n\n"
        '<a href="https://a.cn/?x=1&amp;y=2">链</a> [坏](javascript:alert) &lt;u&gt;x&lt;/u&gt; '
        '<a href="https://b.cn">https://b.cn</a>\n\n<pre>code</pre>'
    )


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("**慢的约 1 个月。** 这是", "慢的约 1 个月。这是"),
        ("**最多：** 3 天", "最多：3 天"),
        ("选 **「首次备案」** 这一项", "选「首次备案」这一项"),
        ("**好。** **再来**", "好。再来"),
        ("发 `/forget` 就 **3 天** 删完", "发 /forget 就 3 天 删完"),
        ("- **法规**：\n- 「甲」", "• 法规：\n• 「甲」"),
        ("the **「备案」** filing", "the 「备案」 filing"),
        ("**一句。**\n下一行", "一句。\n下一行"),
    ],
)
def test_a_blank_that_only_markdown_needs_is_not_shown(markdown: str, shown: str) -> None:
    assert plain(render(markdown)[0]) == shown
    assert core_plain(markdown) == shown


def test_the_details_of_an_answer_are_one_quote_whatever_is_in_them(knowledge: Knowledge) -> None:
    (message,) = render("一\n\n" + folded("## 例外\n\n段\n\n- 甲\n- 乙 `x`\n\n1. 丙") + "\n\n二")
    details = "<b>例外</b>\n\n段\n\n• 甲\n• 乙 <code>x</code>\n\n1. 丙"
    assert message == f"一\n\n<blockquote expandable>{details}</blockquote>\n\n二"
    for topic in knowledge.topics.values():
        (message,) = render(topic_screen(knowledge, State(), topic).text)
        assert message.count("<blockquote expandable>") == bool(topic.more)


def test_a_long_text_parts_at_paragraphs_with_its_tags_closed() -> None:
    paragraph = "**" + "很长的一段。" * 200 + "**"
    messages = render("\n\n".join([paragraph] * 10))
    assert [plain(message).count("\n\n") for message in messages] == [2, 2, 2, 0]
    assert all(re.fullmatch(r"(<b>[^<>]*</b>\s*)+", message) for message in messages)


def test_without_paragraphs_it_parts_at_sentences_else_anywhere_but_within_a_character() -> None:
    assert all(message.endswith("。") for message in render("一二三四五六七八九。" * 1000))
    emoji = render("😀" * 5000)
    assert "".join(emoji) == "😀" * 5000
    assert max(map(units, emoji)) <= 4096


def test_many_long_addresses_do_not_make_a_message_too_large() -> None:
    address = "https://a.cn/" + "x" * 1900
    messages = render("\n\n".join(f"[第 {n} 个]({address})" for n in range(40)))
    assert len(messages) > 1
    assert "".join(messages).count("<a ") == 40


def test_every_fixed_sentence_of_the_product_is_taken(knowledge: Knowledge) -> None:
    for text in (*knowledge.ui.values(), *(topic.text + "\n\n" + topic.more for topic in knowledge.topics.values())):
        for message in render(text):
            plain(message)


def test_a_keyboard() -> None:
    rows = (
        (Button("好", "h"), Button("网", url="https://a.cn"), Button("私聊", start="t_x")),
        (Button("坏", url="javascript:x"),),
        (),
    )
    start = {"text": "私聊", "url": f"https://t.me/{USERNAME}?start=t_x"}
    first = [{"text": "好", "callback_data": "h"}, {"text": "网", "url": "https://a.cn"}, start]
    assert keyboard(rows, USERNAME) == {"inline_keyboard": [first]}
    assert keyboard((), USERNAME) is None
    clipped = keyboard(((Button("长" * 100, "h"),),), USERNAME)
    assert clipped is not None
    assert len(clipped["inline_keyboard"][0][0]["text"]) == 60
