"""Commands that are given in words, also in pinyin and in Cantonese."""

import pytest

from bot.core.knowledge import Knowledge
from bot.core.languages import as_content
from bot.core.texts.commands import command, record_asked
from bot.core.texts.courtesies import courtesy


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("唔做喇", "cancel"),
        ("suan le", "cancel"),
        ("jindu", "progress"),
        ("唔該晒", "thanks"),
        ("麻烦了", "thanks"),
        ("太麻烦您了", "thanks"),
        ("太麻烦了", "upset"),
        ("真麻烦", "upset"),
        ("有冇人呀", "hello"),
        ("搞掂咗", "done"),
        ("俾人打返轉頭", "rejected"),
        ("it was rejected again", "rejected"),
        ("gai hao le", "done"),
        ("wo yao zhao rengong", "human"),
        *((text, "remind") for text in ("别老提醒我", "提醒改成晚上8点", "周五提醒我一下")),
        *((text, "forget") for text in ("删掉我的数据", "把我的记录都删了", "我的聊天记录全部删除", "刪晒我啲資料")),
        *((text, "privacy") for text in ("你会保存我的资料吗", "我的资料会不会泄露", "隐私怎么保护")),
        *(
            (text, "progress")
            for text in (
                "有消息了吗",
                "有結果了嗎",
                "审核有消息没",
                "有没有进展",
                "批咗未",
                "还没消息",
                "怎么还没好",
                "好了吗",
                "都到哪了",
                "any news?",
            )
        ),
        ("提我一聲", "remind"),
    ],
)
def test_what_is_said_in_another_way_is_meant_all_the_same(text: str, meant: str, knowledge: Knowledge) -> None:
    text = as_content(text, knowledge)
    assert meant in (command(knowledge, text), courtesy(knowledge, text))


@pytest.mark.parametrize(
    "text",
    [
        *("还记得我不", "你还记得我吗", "我上次弄了一半 你记得吗", "上次说的备案 接着来"),
        *("现在第几步", "怎么样了现在", "你记了没", "有没有记我交了", "看看全部", "我这个到哪里了"),
    ],
)
def test_who_comes_back_asks_for_the_record(text: str, knowledge: Knowledge) -> None:
    assert record_asked(knowledge, text) == "progress"
    for other in ("记得带身份证吗", "你记得我说的吗", "记得我的域名吗", "我没弄", "第几步提交", "备案一共几步", "看看"):
        assert record_asked(knowledge, other) is None


@pytest.mark.parametrize("text", ["网站数据要删掉吗", "我要保存什么资料", "短信提醒没收到", "记下来了", "删了"])
def test_what_is_about_something_else_is_no_command(text: str, knowledge: Knowledge) -> None:
    assert command(knowledge, text) is None
