"""Golden messages: what is demanded of each kind, and what is said where it does not hold."""

from pathlib import Path

import pytest

from bot.content import ContentError
from bot.content.golden import Demand, Golden, adding_golden, read_golden
from bot.core.knowledge import Knowledge
from bot.tools.match import holds, match
from tests.tools.test_evaluate import part

SHIPPED = Path(__file__).parents[1] / "match"


@pytest.mark.parametrize(
    ("demand", "topic", "decision", "topics", "held"),
    [
        ("core", "a", "answer", "ab", True),
        ("core", "a", "choose", "ab", True),
        ("core", "a", "choose", "ba", False),
        ("core", "a", "unknown", "a", False),
        ("most", "a", "choose", "wxya", True),
        ("most", "a", "answer", "ba", True),
        ("most", "a", "unknown", "a", False),
        ("not", "", "unknown", "a", True),
        ("not", "", "choose", "ab", True),
        ("not", "", "answer", "ab", False),
        ("not", "a", "answer", "ab", False),
        ("not", "a", "answer", "ba", True),
    ],
)
def test_what_holds(demand: Demand, topic: str, decision: str, topics: str, held: bool) -> None:
    assert holds(Golden("x", demand, topic, "f", 1), (part(decision, *topics),)) is held


def test_sending_on_is_no_answer() -> None:
    assert holds(Golden("x", "not", "", "f", 1), (part("answer", "faq-not-icp-other-filings"),))


def test_what_fails_is_told_and_of_most_only_remarked_while_enough_holds(knowledge: Knowledge) -> None:
    good = [Golden(f"备案{'一共' * n}要多久", "most", "time-total", "f.yaml", n) for n in range(9)]
    bad = Golden("今天天气怎么样", "most", "time-total", "f.yaml", 99)
    tallies, (problem,) = match([*good, bad], knowledge)
    assert (tallies["most"].held, tallies["most"].of) == (9, 10)
    assert str(problem).startswith("f.yaml:99: （提示）「今天天气怎么样」应由 time-total（")
    assert "没听懂" in problem.text
    _, (_, problem) = match([bad, Golden("今天天气怎么样", "core", "time-total", "f.yaml", 3)], knowledge)
    assert not problem.note


def test_what_is_wrong_in_a_file_is_named_with_its_line(tmp_path: Path, knowledge: Knowledge) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(
        "core:\n"
        "  - {say: 备案要多久, topic: time-totl}\n"
        "  - {say: 备案要多久, topic: time-total}\n"
        "  - {say: 备案要钱吗}\n"
        "not:\n"
        "  - {say: 天气, nott: time-total}\n"
        "mots: []\n",
        encoding="utf-8",
    )
    with pytest.raises(ContentError) as caught:
        read_golden(tmp_path, knowledge)
    assert [problem.line for problem in sorted(caught.value.problems)] == [2, 3, 4, 6, 7]
    assert "是不是想写「time-total」" in str(caught.value)
    with pytest.raises(ContentError, match=r"没有 \.yaml 文件"):
        read_golden(tmp_path / "nowhere", knowledge)


def test_what_was_adopted_is_read_back(tmp_path: Path, knowledge: Knowledge) -> None:
    says = ['他说"备案: 要#多久"', "备案要多久", "yes", "{x}"]
    for say in says:
        with adding_golden(tmp_path, say, "time-total") as file:
            pass
    goldens = read_golden(tmp_path, knowledge)
    assert [(one.say, one.demand, one.topic) for one in goldens] == [(say, "core", "time-total") for say in says]
    assert [one.line for one in goldens] == [3, 4, 5, 6]
    assert file.name == "adopted.yaml"


def test_the_shipped_ones_are_sound_and_many(knowledge: Knowledge) -> None:
    count = {"core": 0, "most": 0, "not": 0}
    for golden in read_golden(SHIPPED, knowledge):
        count[golden.demand] += 1
    assert count["core"] >= 60
    assert count["most"] >= 120
    assert count["not"] >= 60
