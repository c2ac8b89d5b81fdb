"""Questions as people put them: in polite, chatty or quoted frames, beside a story, misspelt, repeated or several at
once. Each is the question that it is alone, and no notice."""

from itertools import pairwise

import pytest

from bot.core.knowledge import Knowledge
from bot.core.texts.understanding import understand

QUESTIONS = {
    "备案要多久": "time-total",
    "备案收费吗": "cost-filing",
    "个人能备案吗": "faq-who-can-file",
    "不备案会怎样": "concept-penalty-unfiled",
    "怎么注销备案": "cancel-types",
    "用CDN要备案吗": "faq-cdn",
    "企业备案要什么材料": "material-enterprise",
    "公安备案要什么材料": "police-materials",
    "忘了备案在哪家办的怎么找": "faq-find-provider",
    "备案为什么会被驳回": "faq-seed-five-groups",
}
FRAMES = (
    "在吗？想请教下{}",
    "啊啊啊{}",
    "我们领导想知道{}",
    "我是开奶茶店的，{}",
    "昨天折腾到半夜，心好累，{}",
    "{}？老板天天催，烦死了",
    "{}？昨天问了客服，客服说不清楚",
    "{0}？{0}？",
    "{0}{0}",
    "{}😭😭",
)
AS_OTHERS_ASK = ("客户发来一句：“{}”，怎么回", "有人说“{}”是真的吗", "他问{}，我该怎么回答")
DENIED = ("我不是问别的，{}", "不是问域名怎么买，{}")
JOINTS = ("，还有", "？\n", "？另外", "；", "，顺便问下")


def topics(knowledge: Knowledge, text: str) -> list[str]:
    """Return what a text is answered with. A notice has no answers."""
    read = understand(knowledge, text)
    return [part.choices[0].topic for part in read.parts if part.decision == "answer" and not read.notice]


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_in_any_frame_is_the_question_that_it_is_alone(question: str, knowledge: Knowledge) -> None:
    quoted = () if "驳回" in question else AS_OTHERS_ASK
    texts = [frame.format(question) for frame in ("{}", *FRAMES, *quoted, *DENIED)]
    told = {text: topics(knowledge, text) for text in texts}
    assert {text: read for text, read in told.items() if read != [QUESTIONS[question]]} == {}


@pytest.mark.parametrize("joint", JOINTS)
def test_questions_that_follow_each_other_are_answered_in_order(joint: str, knowledge: Knowledge) -> None:
    asked = [one for one in QUESTIONS if "公安" not in one and "驳回" not in one]
    told = {pair: topics(knowledge, joint.join(pair)) for pair in pairwise(asked)}
    assert {pair: read for pair, read in told.items() if read != [QUESTIONS[one] for one in pair]} == {}


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("我老公问备案被驳回了怎么办", "faq-rejected-what-next"),
        ("个任能备案吗", "faq-who-can-file"),
        ("共安备案要什么材料", "police-materials"),
        ("起业备案要什么材料", "material-enterprise"),
        ("短倌没收到怎么办", "sms-not-received"),
        ("接人商是什么", "concept-access-provider"),
        ("review 要几 days", "time-authority"),
        ("管局审枋要几天", "time-authority"),
        ("短信二十四个小时没填怎么办", "sms-timeout"),
        ("服务器买３个月够吗", "server-duration"),
        ("gong an备案要什么材料", "police-materials"),
        ("ge ren备案要什么材料", "material-personal"),
        ("换了fa ren备案怎么变更", "change-legal-rep"),
        ("备案要什么材料？不是问个人的，问企业的", "material-enterprise"),
        ("我问的不是小程序备案，是APP备案要什么材料", "material-app"),
    ],
)
def test_a_misspelt_or_narrowed_question_is_answered(text: str, topic: str, knowledge: Knowledge) -> None:
    assert topics(knowledge, text) == [topic]


def test_a_strange_thing_is_no_misspelt_one(knowledge: Knowledge) -> None:
    for text in ("电梯备案要多久", "投资顾问备案要多久"):
        assert understand(knowledge, text).parts[0].choices[0].topic == "faq-not-icp-other-filings"


def test_another_question_with_a_filing_of_its_own_is_not_about_the_kind_before(knowledge: Knowledge) -> None:
    text = "营业执照传正本还是副本？一个人能当几家公司的负责人"
    assert topics(knowledge, text) == ["material-license-photo", "faq-person-multi-subjects"]
    text = "公安备案是什么，顺便问下个人备案要什么材料"
    assert topics(knowledge, text) == ["police-what", "material-personal"]
