"""What is only anger in a text, and what looks like it and is none; what is said in pinyin and in Cantonese."""

import pytest

from bot.core.knowledge import Knowledge
from bot.core.languages import as_content
from bot.core.texts.asking import wonders
from bot.core.texts.commands import command, record_asked
from bot.core.texts.counting import numbered, several
from bot.core.texts.courtesies import calmed, courtesy
from bot.core.texts.spoken import moves


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


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("收到短信喇", "received"),
        ("收到短訊喇", "received"),
        ("填好晒", "done"),
        ("改掂晒", "done"),
        ("琴日遞交咗", "resubmitted"),
        ("交返上去喇", "resubmitted"),
        *((text, "resubmitted") for text in ("我送件了", "昨天送審了", "已經送出", "重新送出了")),
        ("仲未交", "unsent"),
        ("we just submitted it again", "resubmitted"),
        ("haven't handed it in yet", "unsent"),
        ("It has been approved.", "passed"),
        ("entered", "done"),
        ("undo that", "undo"),
        ("chexiao", "undo"),
        ("kan bu dong", "unexplained"),
    ],
)
def test_what_is_done_may_be_said_in_another_way(text: str, move: str, knowledge: Knowledge) -> None:
    assert moves(knowledge, as_content(text, knowledge)) == (frozenset({move}), "")


@pytest.mark.parametrize("text", ["冇收到短信喇", "搞定咗未", "did it pass", "is it approved"])
def test_what_was_not_done_or_is_asked_is_no_move(text: str, knowledge: Knowledge) -> None:
    assert moves(knowledge, as_content(text, knowledge))[1]


@pytest.mark.parametrize("text", ["備案類型揀錯咗點改", "谁来办", "有没有要求", "可否加急", "算不算经营性"])
def test_who_asks_in_any_words_asks(text: str, knowledge: Knowledge) -> None:
    assert wonders(knowledge, as_content(text, knowledge))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("第3步", 3),
        ("第十步", 10),
        ("第十三步", 13),
        ("第二十步", 20),
        ("第二十一步", 21),
        ("第零步", 0),
        ("第三条", 0),
        ("三步", 0),
    ],
)
def test_a_place_is_numbered_in_figures_and_in_words(text: str, place: int) -> None:
    assert numbered(text, "步") == place


@pytest.mark.parametrize(
    ("text", "rest", "places"),
    [
        ("1、3做完了", "1 3", (1, 3)),
        ("2和3做完了", "2和3", (2, 3)),
        ("第一、第三个好了", "第一 第三个", (1, 3)),
        ("2-4做完了", "2 4", (2, 3, 4)),
        ("2到4都好了", "2到4", (2, 3, 4)),
        ("3做完了", "3", ()),
        ("三个都做完了", "三个", ()),
        ("0、1做完了", "0 1", ()),
        ("11月25号做完了", "11月25号", ()),
    ],
)
def test_several_are_numbered(text: str, rest: str, places: tuple[int, ...]) -> None:
    assert several(text, rest) == places
