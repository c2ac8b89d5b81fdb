"""What the documents name is there: files, headings, settings. What the maps of the code leave out is told."""

import ast
import re
from pathlib import Path

import pytest

from bot.settings import Settings

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted(
    path for folder in (ROOT, ROOT / "docs", ROOT / "deploy", ROOT / "knowledge") for path in folder.glob("*.md")
)
EACH = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


def anchors(document: Path) -> set[str]:
    """The headings as they are linked to on the web: in small letters, without signs, with hyphens for spaces."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@EACH
def test_every_link_leads_somewhere(document: Path) -> None:
    text = re.sub(r"^```.*?^```|`[^`\n]+`", "", document.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for link in re.findall(r"\]\((?!https?:)([^)\s]+)\)", text):
        path, _, anchor = link.partition("#")
        target = document.parent / path if path else document
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@EACH
def test_every_file_of_the_code_that_is_named_exists(document: Path) -> None:
    named = re.findall(r"`((?:bot|tests|deploy|docs|\.ci)/[\w./-]+)`", document.read_text(encoding="utf-8"))
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_readme_tells_of_every_setting_with_its_default(name: str) -> None:
    rows = re.findall(r"^\| `BOT_([A-Z_]+)` \| (.+?) \|", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
    told = {setting.lower(): default.strip("`") for setting, default in rows}
    nothing = {"README.md": "empty", "README.zh.md": "空"}[name]
    assert told == {
        setting: str(field.default) if field.default else nothing for setting, field in Settings.model_fields.items()
    }


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_readme_tells_what_each_part_of_the_code_is(name: str) -> None:
    rows = re.findall(r"^\| (`bot/.+?) \|", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
    told = [part.removeprefix("bot/").rstrip("/") for row in rows for part in re.findall("`(.+?)`", row)]
    parts = (path.name for path in (ROOT / "bot").iterdir() if path.name not in ("__init__.py", "__pycache__"))
    assert sorted(told) == sorted(parts)


@pytest.mark.parametrize(
    "package",
    [
        "bot/content",
        "bot/core",
        "bot/core/filings",
        "bot/core/screens",
        "bot/core/texts",
        "bot/core/turns",
        "bot/search",
        "bot/store/sqlite",
        "bot/telegram",
    ],
)
def test_the_map_of_a_package_names_each_of_its_modules(package: str) -> None:
    told = ast.get_docstring(ast.parse((ROOT / package / "__init__.py").read_text(encoding="utf-8"))) or ""
    modules = {path.stem for path in (ROOT / package).glob("*.py")} - {"__init__"}
    assert modules - set(re.findall(r"`(\w+)`", told)) == set(), "no line in __init__.py says what to open them for"
