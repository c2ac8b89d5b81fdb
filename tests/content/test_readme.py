"""What the guide for editors shows can be copied: its examples are put into the shipped content as it says."""

import re
import shutil
from pathlib import Path

import pytest

from bot.content import check, english, report
from bot.content.facts import UNITS
from bot.content.fixes import LONGEST_HOW, LONGEST_WHERE, OCCASIONS
from bot.content.flows import LONGEST_DETAIL
from bot.content.glossary import LONGEST_MEANS
from bot.content.router import LONGEST_NOTE, MOST_TAPS
from bot.content.topics import FEWEST_ASKS, FEWEST_MESSAGES, LONGEST_ANSWER, LONGEST_TOPIC, LONGEST_VARIANT
from bot.core.asker import CONDITIONS
from bot.core.letters import LONGEST_COPY

SHIPPED = Path(__file__).parents[2] / "knowledge"
GUIDE = (SHIPPED / "README.md").read_text(encoding="utf-8")
WHOLE_FILES = re.findall(r"^`([\w/-]+\.md)`\n\n```markdown\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
PARTS = re.findall(r"^```yaml\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "knowledge"))


def errors(folder: Path) -> str:
    return report(problem for problem in check(folder) if not problem.note)


def test_the_guide_has_its_examples() -> None:
    assert [name.partition("/")[0] for name, _ in WHOLE_FILES] == ["faq", "rejections", "en"]
    assert len(PARTS) == 9


@pytest.mark.parametrize(("name", "text"), WHOLE_FILES)
def test_the_examples_of_topics_are_good(folder: Path, name: str, text: str) -> None:
    # The example is shorter than what is shipped, of which the English says more.
    (folder / "en" / "faq" / Path(name).name).unlink(missing_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    assert errors(folder) == ""


def test_the_example_of_a_fix_is_good(folder: Path) -> None:
    fix, *_ = PARTS
    with (folder / "fixes.yaml").open("a", encoding="utf-8") as fixes:
        fixes.write(fix)
    assert errors(folder) == ""


def test_the_example_of_a_letter_is_good(folder: Path) -> None:
    _, letter, *_ = PARTS
    with (folder / "letters.yaml").open("a", encoding="utf-8") as letters:
        letters.write(letter)
    assert errors(folder) == ""


def test_the_example_of_a_step_is_good(folder: Path) -> None:
    _, _, step, *_ = PARTS
    path = folder / "flows" / "first-filing.yaml"
    flow = path.read_text(encoding="utf-8")
    assert flow.count("next: first-submit\n") == 1
    path.write_text(flow.replace("next: first-submit\n", "next: first-read-again\n") + step, encoding="utf-8")
    assert errors(folder) == ""


def test_the_example_of_a_question_is_good(folder: Path) -> None:
    _, _, _, question, *_ = PARTS
    path = folder / "router.yaml"
    router = path.read_text(encoding="utf-8")
    assert router.count("flow: mini-program-filing\n") == 1
    path.write_text(router.replace("flow: mini-program-filing\n", "ask: mini-platform\n") + question, encoding="utf-8")
    assert errors(folder) == ""


def test_the_example_of_a_requirement_is_good(folder: Path) -> None:
    _, _, _, _, requirement, *_ = PARTS
    province = "somewhere:\n  name: 某省\n  short: 某\n  prefix: 某\n  authority: 某省管局\n  requirements:\n"
    with (folder / "provinces.yaml").open("a", encoding="utf-8") as provinces:
        provinces.write(province + requirement)
    assert errors(folder) == ""


def test_the_example_of_a_term_is_good(folder: Path) -> None:
    _, _, _, _, _, term, *_ = PARTS
    with (folder / "glossary.yaml").open("a", encoding="utf-8") as glossary:
        glossary.write(term)
    assert errors(folder) == ""


def test_the_example_of_an_order_state_is_good(folder: Path) -> None:
    *_, order_state, _, _ = PARTS
    with (folder / "states.yaml").open("a", encoding="utf-8") as states:
        states.write("somewhere:\n  name: 某云\n  states:\n" + order_state)
    assert errors(folder) == ""


def test_the_example_of_a_fact_is_good(folder: Path) -> None:
    *_, fact, _ = PARTS
    with (folder / "facts.yaml").open("a", encoding="utf-8") as facts:
        facts.write(fact)
    assert errors(folder) == ""


def test_the_example_of_a_rule_is_good(folder: Path) -> None:
    *_, rule = PARTS
    with (folder / "rules.yaml").open("a", encoding="utf-8") as rules:
        rules.write(rule)
    assert errors(folder) == ""


def test_the_limits_in_the_guide_are_those_that_are_checked() -> None:
    assert GUIDE.count(f"至少 {FEWEST_ASKS} 条") >= 2
    assert f"至少 {FEWEST_MESSAGES} 条" in GUIDE
    assert f"每段最多 {LONGEST_VARIANT} 个字" in GUIDE
    assert all(f"`{condition}`" in GUIDE for condition in CONDITIONS)
    assert f"最多 {LONGEST_ANSWER} 个字，全文最多 {LONGEST_TOPIC} 个字" in GUIDE
    assert f"最多 {LONGEST_MEANS} 个字" in GUIDE
    assert f"最多 {LONGEST_WHERE} 个字" in GUIDE
    assert f"最多 {LONGEST_HOW} 个字" in GUIDE
    assert f"每句最多 {LONGEST_DETAIL} 个字" in GUIDE
    assert f"最多 {LONGEST_NOTE} 个字" in GUIDE
    assert f"最多按 {MOST_TAPS} 次" in GUIDE
    assert f"最多 {english.LONGEST_TITLE} 个字符，`button` 最多 {english.LONGEST_BUTTON} 个" in GUIDE
    assert f"正文最多 {english.LONGEST_ANSWER} 个字符" in GUIDE
    assert f"超过 {LONGEST_COPY} 个字" in GUIDE
    assert all(f"`{occasion}`" in GUIDE for occasion in OCCASIONS)
    assert "、".join(unit for unit in UNITS if unit) in GUIDE
