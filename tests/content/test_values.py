"""What good content becomes: the values that the dialogue reads."""

from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest

from bot.content import check, load
from bot.core.knowledge import Console, Fact, Group, Item, Knowledge, OrderState, Province, Requirement, Term
from bot.core.rules import Local, Rule, broken
from bot.core.texts.wordlists import apart
from tests.content.small import ASKS, FAQ, FLOW, MESSAGES, REJECTION, SMALL, TOLD, write


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    return load(write(tmp_path_factory.mktemp("content") / "knowledge", SMALL))


def test_facts_know_their_text_and_numbers(knowledge: Knowledge) -> None:
    day = date(2026, 11, 24)
    assert knowledge.facts["total-filing"] == Fact("total-filing", "3～23 个工作日", "个工作日", day, 3, 23)
    assert knowledge.facts["sms-window"] == Fact("sms-window", "24 小时", "小时", day, 24, 24)
    assert knowledge.facts["self-check"] == Fact("self-check", "约 0.5 天（估计）", "天", day, 0.5, 0.5, True)
    assert knowledge.facts["miit-site"] == Fact("miit-site", "https://beian.miit.gov.cn", "", day)


def test_an_answer_has_its_figures_and_is_folded(knowledge: Knowledge) -> None:
    topic = knowledge.topics["time-total"]
    assert topic.text == ("**顺利的话 3～23 个工作日。**\n\n1. 到 [查询网站](https://beian.miit.gov.cn) 查进度\n2. 等")
    assert topic.more == "## 例外\n\n2024 年起有变化，第 3 次更新于 6 月 1 日，依据第33号令。"
    assert (topic.kind, topic.group, topic.title, topic.button) == ("faq", "time", "备案一共要多久？", "一共要多久")
    assert topic.asks == ASKS
    assert (topic.related, topic.flow, topic.sources) == (("reject-name",), "first-filing", ("某办法",))
    assert (topic.confidence, topic.checked) == ("high", date(2026, 11, 24))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("在 {sms-window} 内办", "在 24 小时内办"),
        ("共 {sms-window} [见](https://a.cn)", "共 24 小时 [见](https://a.cn)"),
    ],
)
def test_no_space_is_left_between_a_unit_and_chinese(tmp_path: Path, written: str, shown: str) -> None:
    text = SMALL[FAQ].replace("{total-filing}。", f"{{total-filing}}。{written}")
    folder = write(tmp_path / "knowledge", {**SMALL, FAQ: text})
    assert shown in load(folder).topics["time-total"].text


def test_a_rejection_leads_back(knowledge: Knowledge) -> None:
    topic = knowledge.topics["reject-name"]
    assert (topic.stages, topic.who, topic.back_to) == (("provider-review", "authority"), "applicant", "first-info")
    assert topic.wait == knowledge.facts["self-check"]
    assert (topic.asks, topic.messages, topic.more) == (TOLD, MESSAGES, "")


def test_groups_of_both_menus_are_apart(knowledge: Knowledge) -> None:
    assert list(knowledge.groups.values()) == [
        Group("time", "时间", rejection=False),
        Group("reject-mismatch", "信息不一致", rejection=True),
    ]
    assert all(topic.group in knowledge.groups for topic in knowledge.topics.values())


def test_both_menus_may_use_one_name(tmp_path: Path) -> None:
    files = {
        **{name: text for name, text in SMALL.items() if name != REJECTION},
        "groups.yaml": "flows: [first-filing]\nquestions: {time: 时间}\nrejections: {time: 太慢}\n",
        "rejections/time/reject-name.md": SMALL[REJECTION],
    }
    knowledge = load(write(tmp_path / "knowledge", files))
    assert {t.id: knowledge.groups[t.group].title for t in knowledge.topics.values()} == {
        "time-total": "时间",
        "reject-name": "太慢",
    }


def test_steps_stand_in_the_order_of_next(knowledge: Knowledge) -> None:
    flow = knowledge.flows["first-filing"]
    assert [step.id for step in flow.steps] == ["first-check", "first-submit", "first-info"]
    assert (flow.resubmit, flow.subjects) == ("first-submit", ("personal", "enterprise"))
    check, submit, info = flow.steps
    assert check.text == "先自己看一遍。\n\n这一步 约 0.5 天（估计）。"
    assert check.items == (
        Item("mainland", "服务器在中国大陆"),
        Item(
            "permit",
            "有效的居住证",
            ("personal",),
            "身份证不是本省的",
            why="要住满 约 0.5 天（估计）",
            sample="只拍正面",
            slip="拍糊了",
            prevents=("reject-name",),
        ),
    )
    assert (check.duration, check.deadline, check.review) == (knowledge.facts["self-check"], None, False)
    assert (submit.who, submit.deadline, submit.review) == ("provider", knowledge.facts["sms-window"], True)
    assert (info.rejections, check.topics) == (("reject-name",), ("time-total",))


def test_the_frame(knowledge: Knowledge) -> None:
    asked = (Requirement("phone", "要 2 个号码", "某文档", "2021～2023"),)
    province = Province("guangdong", "广东省", "广东", "粤", "广东省通信管理局", asked)
    assert knowledge.provinces == {"guangdong": province}
    assert knowledge.ui == {"hello": "你好，{name}。", "bye": "再见。\n\n**明天**见，{name}。"}
    assert knowledge.words == {"words-bye": "再见、拜拜、拜拜了"}


def test_brackets_in_a_list_of_words_stand_for_all_that_may_be_said(tmp_path: Path) -> None:
    lists = "words-yes: 好[的|[吧]了]、(可以|行)吗\nwords-no: 不、不用\n"
    words = load(write(tmp_path / "knowledge", SMALL | {"words.yaml": lists})).words
    assert set(apart(words["words-yes"])) == {"好", "好的", "好了", "好吧了", "可以吗", "行吗"}
    assert words["words-no"] == "不、不用"


def test_words_are_explained(knowledge: Knowledge) -> None:
    means = "审备案的机关，最多审 3～23 个工作日。"
    assert list(knowledge.terms.values()) == [
        Term("authority", "管局", ("通管局",), means, "某办法", "time-total"),
        Term("review", "初审", (), "接入商先看一遍。", "某文档"),
    ]
    usual = knowledge.facts["self-check"]
    states = (
        OrderState("等待初审", ("待初审",), "等接入商看。", "provider", "after-withdrawal", "某文档", usual),
        OrderState("已备案", (), "办成了。", "applicant", "by-change", "某文档"),
    )
    assert knowledge.consoles == {"somecloud": Console("somecloud", "某云", "慢的要 3～23 个工作日。", states)}


def test_rules_have_the_words_of_their_lists(knowledge: Knowledge) -> None:
    rules = knowledge.rules
    assert rules.suffixes == {".com", ".公司"}
    assert rules.regions == {"guangdong": "44"}
    assert rules.checks[0] == Rule(
        "name-interactive",
        "site-name",
        "words",
        "warn",
        "换一个名称。",
        "reject-name",
        "某文档",
        subjects=("personal",),
        words=("论坛", "BBS"),
        local=(Local(("guangdong",), "error"),),
    )
    assert rules.checks[-1].local == (Local(("guangdong",), "error", 2, ("enterprise",)),)
    assert [rule.id for rule in broken(rules, "mobile", "1300000000", "personal", "")] == ["mobile"]


def test_the_engine_finds_questions_and_rejections_by_title_phrasing_and_message(knowledge: Knowledge) -> None:
    read = knowledge.engine.read
    assert read("备案一共要多久")[0].choices[0].topic == "time-total"
    assert read("全程花多长时间")[0].choices[0].topic == "time-total"
    assert read("请按证件填写主办单位", rejection=True)[0].choices[0].topic == "reject-name"


def test_values_cannot_be_changed(knowledge: Knowledge) -> None:
    for part in ("topics", "groups", "flows", "provinces", "terms", "consoles", "facts", "ui"):
        assert isinstance(getattr(knowledge, part), MappingProxyType)


@pytest.mark.parametrize(
    "written", ["no", "yes", "null", "~", "12:30", "1e3", "0x10", "2026-11-24", "1_000", ".5", "off"]
)
def test_yaml_does_not_change_what_was_written(tmp_path: Path, written: str) -> None:
    files = {
        **SMALL,
        FAQ: SMALL[FAQ]
        .replace(f"  - {ASKS[0]}\n", f"  - {written}\n")
        .replace("button: 一共要多久", f"button: {written}"),
        FLOW: SMALL[FLOW].replace("done: 填好了", f"done: {written}"),
    }
    folder = write(tmp_path / "knowledge", files)
    assert [p for p in check(folder) if not p.note] == []
    knowledge = load(folder)
    topic = knowledge.topics["time-total"]
    assert (topic.asks[0], topic.button, knowledge.flows["first-filing"].steps[2].done) == (written, written, written)
