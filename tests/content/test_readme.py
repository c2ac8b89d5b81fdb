"""What the guide for editors shows can be copied: its examples are put into the shipped content as it says."""

import re
import shutil
from pathlib import Path

from bot.content import check, english, report
from bot.content.facts import UNITS
from bot.content.fixes import LONGEST_HOW, LONGEST_WHERE, OCCASIONS
from bot.content.flows import LONGEST_DETAIL
from bot.content.glossary import LONGEST_MEANS
from bot.content.router import LONGEST_NOTE, MOST_TAPS
from bot.content.topics import FEWEST_ASKS, FEWEST_MESSAGES, LONGEST_ANSWER, LONGEST_TOPIC, LONGEST_VARIANT
from bot.core.screens.letters import LONGEST_COPY
from bot.core.texts.asker import CONDITIONS

SHIPPED = Path(__file__).parents[2] / "knowledge"
GUIDE = (SHIPPED / "README.md").read_text(encoding="utf-8")
WHOLE_FILES = re.findall(r"^`([\w/-]+\.md)`\n\n```markdown\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
PARTS = re.findall(r"^```yaml\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


def test_the_guide_has_its_examples() -> None:
    assert [name.partition("/")[0] for name, _ in WHOLE_FILES] == ["faq", "rejections", "en"]
    assert len(PARTS) == 9


def test_the_examples_are_good(tmp_path: Path) -> None:
    """All at once, as each look at the shipped content takes seconds; a problem is told with its file and line."""
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "knowledge"))
    for name, text in WHOLE_FILES:
        # The example is shorter than what is shipped, of which the English says more.
        (folder / "en" / "faq" / Path(name).name).unlink(missing_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    fix, letter, step, question, requirement, term, order_state, fact, rule = PARTS
    province = "somewhere:\n  name: 某省\n  short: 某\n  prefix: 某\n  authority: 某省管局\n  requirements:\n"
    parts = (
        ("fixes.yaml", fix),
        ("letters.yaml", letter),
        ("flows/first-filing.yaml", step),
        ("router.yaml", question),
        ("provinces.yaml", province + requirement),
        ("glossary.yaml", term),
        ("states.yaml", "somewhere:\n  name: 某云\n  states:\n" + order_state),
        ("facts.yaml", fact),
        ("rules.yaml", rule),
    )
    leads = {
        "flows/first-filing.yaml": ("next: first-submit\n", "next: first-read-again\n"),
        "router.yaml": ("flow: mini-program-filing\n", "ask: mini-platform\n"),
    }
    for name, part in parts:
        shipped = (folder / name).read_text(encoding="utf-8")
        if name in leads:
            assert shipped.count(leads[name][0]) == 1
            shipped = shipped.replace(*leads[name])
        (folder / name).write_text(shipped + part, encoding="utf-8")
    assert report(problem for problem in check(folder) if not problem.note) == ""


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
