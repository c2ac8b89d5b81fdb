"""English says what the Chinese says: the same facts, no other figures; what is missing is left in Chinese."""

from datetime import date
from pathlib import Path

import pytest

from bot.content import check, load
from bot.content.english import in_words
from bot.core.kinds import Unit
from bot.core.knowledge import Fact, Knowledge
from tests.content.small import ENGLISH, FAQ, SMALL, write
from tests.content.small import ENGLISH_PAGE as PAGE


def test_what_is_there_in_english_stands_in_place_of_the_chinese(tmp_path: Path) -> None:
    assert [str(problem) for problem in check(write(tmp_path / "knowledge", ENGLISH))] == []
    chinese = load(tmp_path / "knowledge")
    words = chinese.in_english
    assert words is not None
    assert (words.ui["hello"], words.ui["bye"]) == ("Hello, {name}.", chinese.ui["bye"])
    topic, original = words.topics["time-total"], chinese.topics["time-total"]
    assert (topic.title, topic.text, topic.more) == ("How long?", "About **3–23 working days**.", "")
    assert (topic.sources, topic.confidence, topic.asks) == (original.sources, original.confidence, original.asks)
    other, rejected = chinese.topics["reject-name"], words.topics["reject-name"]
    assert (rejected.title, rejected.text) == (other.title, other.text)
    assert rejected.wait
    assert rejected.wait.text == "about 0.5 days (estimate)"
    assert [group.title for group in words.groups.values()] == ["Time", "Data"]
    (province,) = words.provinces.values()
    assert (province.short, province.own) == ("Guangdong", ("广东省", "guangdong", "广东"))


def test_without_the_folder_there_is_no_english(tmp_path: Path) -> None:
    assert load(write(tmp_path / "knowledge", SMALL)).in_english is None


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        (PAGE, "{total-filing}", "{sms-window}", ":6: 中文的回答没有用到「{sms-window}」"),
        (PAGE, "{total-filing}", "{total}", ":6: 中文的回答没有用到「{total}」"),
        (PAGE, "{total-filing}", "20 days", ":6: 中文的回答里没有「20」"),
        (PAGE, "About **{total-filing}**.\n", "", "正文是空的"),
        (PAGE, "About", "<b>About</b>", ":6: 这里有 HTML"),
        (PAGE, "About", "long " * 300, "最多 1500 个"),
        (PAGE, "button: How long\n", "", ":2: 缺少「button」"),
        (PAGE, "button: How long", "button: How long does it all take, please?", "最多 32 个"),
        (PAGE, "checked: 2026-11-24", "checked: 2026-11-23", ":4: （提示）中文的在 2026-11-24 又核对过"),
        ("en/ui.yaml", "hello", "helo", ":1: 没有叫「helo」的句子（ui.yaml），是不是想写「hello」"),
        ("en/ui.yaml", "{name}", "{nam}", ":1: 中文的「hello」里没有 {nam}"),
        ("en/groups.yaml", "time: Time", "tiem: Time", ":2: 没有叫「tiem」的主题"),
        ("en/provinces.yaml", "guangdong:", "guandong:", ":1: 没有叫「guandong」的省份（provinces.yaml），是不是想写"),
    ],
)
def test_slips(tmp_path: Path, file: str, old: str, new: str, words: str) -> None:
    assert old in ENGLISH[file]
    problems = check(write(tmp_path / "knowledge", {**ENGLISH, file: ENGLISH[file].replace(old, new)}))
    assert [words in str(problem) for problem in problems if file in str(problem)] == [True], problems


@pytest.mark.parametrize("missing", ["en/ui.yaml", "en/groups.yaml", "en/provinces.yaml"])
def test_a_part_that_is_missing_or_out_of_place_is_reported(tmp_path: Path, missing: str) -> None:
    files = {name: text for name, text in ENGLISH.items() if name != missing}
    told = "\n".join(map(str, check(write(tmp_path / "knowledge", files | {"en/time-total.md": "x"}))))
    assert f"{missing}:1: 缺少这个文件" in told
    assert "en/time-total.md:1: en/ 里只放" in told


def test_english_for_a_topic_that_is_gone_is_reported(tmp_path: Path) -> None:
    files = {**ENGLISH, "en/faq/time-totl.md": ENGLISH[PAGE]}
    told = "\n".join(map(str, check(write(tmp_path / "knowledge", files))))
    assert "en/faq/time-totl.md:1: 没有叫「time-totl」的条目，是不是想写「time-total」" in told


@pytest.mark.parametrize(
    ("low", "high", "unit", "estimate", "said"),
    [
        (1, 1, "个月", False, "1 month"),
        (7, 21, "天", False, "7–21 days"),
        (1, 3, "个工作日", True, "about 1–3 working days (estimate)"),
        (1, 1, "万元", False, "10,000 yuan"),
        (5000, 10000, "元", False, "5,000–10,000 yuan"),
        (6, 6, "位", False, "6 digits"),
        (1, 1, "个", False, "1"),
        (0.5, 0.5, "年", False, "0.5 years"),
    ],
)
def test_facts_in_english(low: float, high: float, unit: Unit, estimate: bool, said: str) -> None:
    assert in_words(Fact("x", "", unit, date.min, low, high, estimate)) == said


def test_a_fact_without_a_number_is_said_as_it_is() -> None:
    assert in_words(Fact("x", "https://beian.example", "", date.min)) == "https://beian.example"


def test_what_is_shipped_covers_the_main_questions(knowledge: Knowledge) -> None:
    words = knowledge.in_english
    assert words is not None
    translated = [id for id, topic in words.topics.items() if topic.text != knowledge.topics[id].text]
    assert len(translated) >= 20
    assert all(words.topics[id].sources == knowledge.topics[id].sources for id in translated)
    assert FAQ.rpartition("/")[2].removesuffix(".md") in translated
