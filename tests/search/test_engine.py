"""What is understood, what is offered, and what is left alone."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search import Engine, Lexicon
from bot.search.engine import MOST_PARTS
from bot.search.index import OFFERED
from tests.search.corpus import ENGINE, LEXICON, QUESTIONS, REJECTIONS


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("备案要多久", "how-long"),
        ("请问大佬 备案大概要几天呀", "how-long"),
        ("被案要多久", "how-long"),
        ("北案要多久", "how-long"),
        ("备按要多久", "how-long"),
        ("備案要多久", "how-long"),
        ("ＩＣＰ备案要多长时间", "how-long"),
        ("bei an yao duo jiu", "how-long"),
        ("beianyaoduojiu", "how-long"),
        ("beian shou fei ma", "cost"),
        ("gerenkeyibeianma", "personal-or-company"),
        ("個人可以備案嗎", "personal-or-company"),
        ("How long does the filing take?", "how-long"),
        ("换了伺服器要重新备案吗", "change-provider"),
        ("备岸号要放在哪里", "hang-number"),
        ("怎么註銷備案", "cancel"),
    ],
)
def test_questions(text: str, topic: str) -> None:
    (part,) = ENGINE.read(text)
    assert (part.decision, part.choices[0].topic, part.rejection) == ("answer", topic, False)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("审核意见：域名所有者与主办单位不一致", "reject-domain-owner"),
        ("域明所有者与主办单位不一致", "reject-domain-owner"),
        ("短信超时被退回怎么办", "reject-sms-timeout"),
        ("負責人電話無法接通", "reject-phone"),
        ("营业执照拍糊了，被驳回", "reject-photo"),
    ],
)
@pytest.mark.parametrize("known", [True, False])
def test_rejections(text: str, topic: str, known: bool) -> None:
    (part,) = ENGINE.read(text, rejection=known)
    assert (part.decision, part.choices[0].topic, part.rejection) == ("answer", topic, True)


def test_a_text_known_to_be_a_rejection_is_held_against_rejections_first() -> None:
    (free,) = ENGINE.read("短信核验")
    (known,) = ENGINE.read("短信核验", rejection=True)
    assert free.choices[0].topic == "sms"
    assert known.choices[0].topic == "reject-sms-timeout"
    assert {choice.topic for choice in known.choices} <= set(REJECTIONS)


def test_a_question_asked_where_a_rejection_was_expected_is_still_answered() -> None:
    (part,) = ENGINE.read("备案要多少钱", rejection=True)
    assert (part.decision, part.choices[0].topic, part.rejection) == ("answer", "cost", False)


@pytest.mark.parametrize("text", ["备案", "网站", "手机号码", "备案和短信", "手机号和照片"])
def test_what_is_vague_gets_choices(text: str) -> None:
    (part,) = ENGINE.read(text)
    assert part.decision == "choose"
    assert 2 <= len(part.choices) <= OFFERED


@pytest.mark.parametrize(
    "text",
    [
        "怎么注册商标",
        "我的商标申请要多久",
        "发票怎么开",
        "ssl证书到期了",
        "今天天气真好",
        "讲个笑话吧",
        "滚",
        "好的",
        "哈哈哈哈",
        "asdfghjkl",
        "the quick brown fox jumps",
        "12345",
        "😀😀",
        "？？？",
        "",
        "   \n ",
    ],
)
def test_what_is_nobodys_business_here_is_not_answered(text: str) -> None:
    (part,) = ENGINE.read(text)
    assert part.decision == "unknown"


def test_a_foreign_word_is_no_reason_to_doubt_where_the_topic_has_it_too() -> None:
    own = {
        **QUESTIONS,
        "trademark": ["备案要不要先有商标", "没有商标能备案吗", "网站名称要注册商标吗", "备案和商标有关系吗"],
    }
    (part,) = Engine.build(own, REJECTIONS, LEXICON).read("没有商标能备案吗")
    assert (part.decision, part.choices[0].topic) == ("answer", "trademark")


def test_each_word_of_others_makes_it_less_likely_our_business_and_one_of_ours_likelier() -> None:
    engine = Engine.build(QUESTIONS, REJECTIONS, replace(LEXICON, foreign=("食堂", "门口"), home=("管局",)))
    plain, ours, theirs, more, both = (
        engine.read(text)[0].ours
        for text in ("审核要多久", "管局审核要多久", "食堂审核要多久", "食堂门口审核要多久", "食堂管局审核要多久")
    )
    assert more < theirs < plain < ours
    assert theirs < both < ours


def test_what_a_short_text_tells_is_answered_where_what_it_only_names_is_not() -> None:
    named = {
        **QUESTIONS,
        "lost": ["备案号丢失以后怎么办", "备案号找不到，怎么办", "备案号弄丢，要补吗", "备案号丢失怎么查"],
    }
    engine = Engine.build(named, REJECTIONS, LEXICON)
    assert engine.read("备案号丢了")[0].choices[0].score > engine.read("备案号丢")[0].choices[0].score
    for told in ("备案号丢了。", "beian hao diu le"):
        assert engine.read(told)[0].choices[0].topic == "lost"
    assert engine.read("beian hao diu le")[0].choices[0].score > engine.read("beian hao diu")[0].choices[0].score


def test_the_same_text_is_always_understood_in_the_same_way() -> None:
    again = Engine.build(QUESTIONS, REJECTIONS, LEXICON)
    for text in ("备案要多久", "备案短信", "1、网站名称不符合要求 2、备案要多久", "beian"):
        assert again.read(text) == ENGINE.read(text)


def test_the_order_of_topics_does_not_matter_to_what_is_understood() -> None:
    turned = Engine.build(dict(reversed(QUESTIONS.items())), dict(reversed(REJECTIONS.items())), LEXICON)
    for text in ("被案要多久", "没收到短信", "域名的名字对不上"):
        assert turned.read(text)[0].choices[0].topic == ENGINE.read(text)[0].choices[0].topic


@pytest.mark.parametrize(
    ("questions", "rejections"),
    [({}, {}), ({"one": ["备案要多久"]}, {}), ({}, {"one": ["网站名称不符合要求"]}), ({"none": []}, {"signs": ["？"]})],
)
def test_hardly_any_content_is_no_reason_to_fail(
    questions: dict[str, list[str]], rejections: dict[str, list[str]]
) -> None:
    for lexicon in (Lexicon(), LEXICON):
        engine = Engine.build(questions, rejections, lexicon)
        for known in (True, False):
            (part,) = engine.read("备案要多久", rejection=known)
            assert {choice.topic for choice in part.choices} <= {"one"}


SIGNS = [
    "？",
    "；",
    "。",
    "\n",
    "1、",
    "2. ",
    "①",
    "- ",
    "、",
    "，",
    "'",
    " ",
    "原因：",
    "〔电话〕",
    "https://",
    "还有",
    "请登录",
]
WORDS = ["备案", "要多久", "退回", "域名", "网站名称不符合要求", "beian", "how long"]
ODDITIES = ["😀", "\x00", "\ud800", "０", "ﷺ", "İ", "\u3000", "\uf8ff", "\U000f0000"]
PIECES = st.sampled_from([*SIGNS, *WORDS, *ODDITIES])
HOSTILE = st.one_of(
    st.text(max_size=300),
    st.lists(PIECES, max_size=60).map("".join),
    st.builds(lambda piece, times: piece * times, PIECES, st.integers(1, 3000)),
)


@settings(max_examples=150, deadline=None)
@given(HOSTILE, st.booleans())
def test_any_text_is_read(text: str, rejection: bool) -> None:
    parts = ENGINE.read(text, rejection=rejection)
    assert 1 <= len(parts) <= MOST_PARTS
    for part in parts:
        assert part.text.strip() or not text.strip()
        assert len(part.choices) <= OFFERED
        assert all(0 <= choice.score <= 1 for choice in part.choices)
        scores = [choice.score for choice in part.choices]
        assert scores == sorted(scores, reverse=True)
        topics = [choice.topic for choice in part.choices]
        assert len(set(topics)) == len(topics)
        match part.decision:
            case "answer":
                assert part.choices
                assert part.rejection == (topics[0] in REJECTIONS)
            case "choose":
                assert len(topics) >= 2
                assert part.rejection == (topics[0] in REJECTIONS)
            case "unknown":
                assert part.rejection or not rejection


def test_what_sounds_like_a_phrasing_is_answered_with_its_topic() -> None:
    (part,) = ENGINE.read("备岸要多酒")
    assert (part.decision, part.choices[0].topic) == ("answer", "how-long")


def test_a_word_of_others_in_one_of_very_many_phrasings_belongs_to_the_topic() -> None:
    many = ("商标注册也要备案吗", *(f"第{number}种别的备案归哪个部门管，网上能不能办" for number in range(400)))
    engine = Engine.build({**QUESTIONS, "elsewhere": many}, REJECTIONS, LEXICON)
    (part,) = engine.read(many[0])
    assert (part.decision, part.choices[0].topic) == ("answer", "elsewhere")


def test_what_is_a_phrasing_word_for_word_is_answered_with_its_topic() -> None:
    crowded = {**QUESTIONS, "app-number": tuple(f"APP 的备案号放{place}哪里" for place in "东西南北上下左右")}
    crowded["hang-number"] = ("备案号放哪里", "网站底部怎么挂")
    engine = Engine.build(crowded, REJECTIONS, LEXICON)
    for topic, phrasings in crowded.items():
        for phrasing in phrasings:
            (part,) = engine.read(phrasing)
            assert (part.decision, part.choices[0].topic) == ("answer", topic)


@pytest.mark.parametrize("sign", ["驳回", "退回"])
def test_what_tells_of_a_rejection_is_one_rather_than_a_question(sign: str) -> None:
    titles = tuple(f"{thing}的名称怎么写" for thing in ("网站", "应用", "公司", "栏目"))
    questions = {"photos": ("照片怎么拍", "照片要多大"), "names": titles}
    engine = Engine.build(questions, {"reject-names": tuple(f"{title}呢" for title in titles)}, LEXICON)
    assert engine.read(f"名称怎么写才不被{sign}")[0].choices[0].topic == "reject-names"
