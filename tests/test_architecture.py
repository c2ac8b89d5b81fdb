"""Who may import whom, who may read the environment, and that every fixed sentence has its use."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCES = {path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py")}


def test_import_rules() -> None:
    lint = Path(sys.executable).parent / "lint-imports"
    result = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_the_environment_is_read_in_one_place() -> None:
    readers = {str(path) for path, text in SOURCES.items() if re.search(r"\benviron\b|\bgetenv\b|BaseSettings", text)}
    assert readers == {"bot/settings.py"}


def test_every_sentence_is_used_and_every_used_sentence_is_there() -> None:
    ui = (ROOT / "knowledge" / "ui.yaml").read_text(encoding="utf-8")
    there = set(re.findall(r"^([a-z-]+):", ui, re.MULTILINE))
    code = "\n".join(text for path, text in SOURCES.items() if path.parts[1] not in ("content", "search", "store"))
    literals = set(re.findall(r'f?"([a-z]+(?:-[a-z{}._]+)*)"', code))
    patterns = [re.compile(re.sub(r"\\\{.*?\\\}", "[a-z-]+", re.escape(text))) for text in literals if "{" in text]
    used = {key for key in there if key in literals or any(pattern.fullmatch(key) for pattern in patterns)}
    assert there - used == set(), "sentences that no code says"
    said = set(re.findall(r'\b(?:say|label)\((?:self\.)?(?:knowledge, )?"([a-z-]+)"', code))
    assert said - there == set(), "sentences that are missing in ui.yaml"


def test_what_few_people_ask_for_is_not_loaded_at_the_start() -> None:
    program = "import bot.__main__, bot.telegram, sys; print(sorted({'PIL', 'icalendar'} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"
