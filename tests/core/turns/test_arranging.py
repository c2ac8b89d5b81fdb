"""New names for filings: how they are told or asked for, and which words are no name."""

import pytest

from bot.core.actions import OpenStep, Overview, Rename
from bot.core.button_data import encode
from bot.core.events import Pressed
from bot.core.knowledge import Knowledge
from tests.core.talking import SHOPS, after, begun


@pytest.mark.parametrize(
    ("text", "names"),
    [
        *(
            (text, ["老王新店", "小李花店"])
            for text in (
                *("给面馆改名叫老王新店", "老王面馆改名叫老王新店", "把老王的名字改成「老王新店」吧"),
                *("面馆那个改叫老王新店", "帮我把老王面馆重命名为老王新店"),
            )
        ),
        *((text, ["老王面馆", "小李花店"]) for text in ("老王改名叫老王新店行吗", "公司改名叫老王新店了", "面馆改名")),
    ],
)
def test_a_filing_gets_another_name_by_words(knowledge: Knowledge, text: str, names: list[str]) -> None:
    state, _ = after(knowledge, *SHOPS, text)
    assert [filing.name for filing in state.filings] == names
    assert (state.waiting, state.draft.filing) == (("name", 1) if text == "面馆改名" else ("", 0))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("把花店改名叫总站", "总站"),
        ("小李花店改名为「总站」。", "总站"),
        ("帮我把花店的小名改成 ABC 商城", "ABC 商城"),
        ("花店那个改叫小李花店二号吧", "小李花店二号"),
        ("花店改小名叫总站", "总站"),
        ("花店的小名起错了，应该叫总站", "总站"),
        *(
            (text, "小李花店")
            for text in ("花店改名叫什么好", "花店改名叫总站要变更吗", "花店改名叫", "我朋友说花店改名叫总站")
        ),
        *((text, "小李花店") for text in ("老王花店改名叫总站", "公司改名叫总站", f"花店改名叫{'站' * 21}")),
    ],
)
def test_a_filing_gets_the_name_that_it_is_said_to_have(knowledge: Knowledge, text: str, name: str) -> None:
    state, _ = after(knowledge, *SHOPS, Pressed(encode(OpenStep(1, ""))), text)
    assert [filing.name for filing in state.filings] == ["老王面馆", name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        *(
            (text, "商城")
            for text in ("改小名叫商城", "小名起错了 应该叫商城", "我想改个小名叫「商城」", "小名换成商城吧")
        ),
        *((text, "老王面馆") for text in ("小名叫错了", "小名不叫商城", "小名叫什么好", "小名叫商城可以吗", "商城")),
    ],
)
def test_a_nickname_is_that_of_the_filing_at_hand(knowledge: Knowledge, text: str, name: str) -> None:
    state, _ = after(knowledge, *SHOPS, Pressed(encode(OpenStep(1, ""))), text)
    assert [filing.name for filing in state.filings] == [name, "小李花店"]


def test_no_two_filings_have_one_name(knowledge: Knowledge) -> None:
    before, _ = after(knowledge, *SHOPS)
    for events in (("把面馆改名叫小李花店",), (Pressed(encode(Rename(1))), "小李花店")):
        state, screens = after(knowledge, *events, state=before)
        assert [filing.name for filing in state.filings] == ["老王面馆", "小李花店"]
        assert "已经有一个备案叫「小李花店」" in screens[0].text
    state, _ = after(knowledge, "面馆二店", state=state)
    assert state.filings[0].name == "面馆二店"
    state, screens = after(knowledge, *begun("小李花店"), state=before)
    assert (len(state.filings), state.waiting) == (2, "name")
    state, _ = after(knowledge, "花店二", state=state)
    assert state.filings[2].name == "花店二"
    state, _ = after(knowledge, Pressed(encode(Rename(2))), "小李花店", state=before)
    assert (state.waiting, state.filings) == ("", before.filings), "its own name"


def test_a_question_is_no_name(knowledge: Knowledge) -> None:
    before, _ = after(knowledge, *begun("商城能用支付吗"))
    assert (before.filings, before.waiting) == ((), "name")
    state, _ = after(knowledge, *SHOPS, Pressed(encode(Rename(1))), "宏达能上抖音吗")
    assert (state.filings[0].name, state.waiting) == ("老王面馆", "name")


@pytest.mark.parametrize("text", ["改小名", "改个小名", "面馆改小名"])
def test_who_wants_another_name_for_a_filing_is_asked_for_it(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *SHOPS, Pressed(encode(Overview(1))), Pressed(encode(OpenStep(1, ""))), text)
    assert (state.waiting, state.draft.filing) == ("name", 1)
    state, _ = after(knowledge, "总站", state=state)
    assert state.filings[0].name == "总站"


@pytest.mark.parametrize("text", ["改名", "网站改名", "改名要变更吗", "公司改名了"])
def test_a_new_name_of_the_site_or_company_renames_no_filing(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *SHOPS, text)
    assert state.waiting == ""
