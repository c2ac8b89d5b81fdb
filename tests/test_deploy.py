"""What operators install fits the program: its settings, its exit codes, the time it takes to end."""

import configparser
import re
from pathlib import Path

from bot.__main__ import DATABASE_IN_USE, DEAF, TOKEN_IN_USE
from bot.settings import Settings
from bot.telegram.health import LONGEST_WAIT
from bot.telegram.pulse import END_SECONDS, REBUILD_SECONDS
from bot.telegram.run import GRACE_SECONDS

DEPLOY = Path(__file__).parent.parent / "deploy"


def test_the_unit_restarts_what_a_restart_helps_and_waits_for_the_end() -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.read(DEPLOY / "beian-bot.service", encoding="utf-8")
    service = unit["Service"]
    assert service["RestartPreventExitStatus"].split() == [str(DATABASE_IN_USE), str(TOKEN_IN_USE)]
    assert service["Restart"] == "always"
    assert int(service["TimeoutStopSec"]) >= 10 > GRACE_SECONDS + 2, "the rest takes at most two seconds"


def test_every_setting_that_is_named_exists() -> None:
    known = {f"BOT_{name.upper()}" for name in Settings.model_fields}
    for file in DEPLOY.iterdir():
        assert set(re.findall(r"BOT_[A-Z_]+", file.read_text(encoding="utf-8"))) <= known, file.name


def test_the_container_is_examined_where_its_page_is() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    (port,) = re.findall(r"BOT_HEALTH_PORT=(\d+)", text)
    assert f"http://127.0.0.1:{port}/health" in text


def test_the_guide_gives_the_figures_of_the_program() -> None:
    guide = (DEPLOY / "README.zh.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| (\d) \|", guide, re.MULTILINE)) >= {str(DATABASE_IN_USE), str(TOKEN_IN_USE), str(DEAF)}
    for seconds in (REBUILD_SECONDS, END_SECONDS):
        assert f"满 {seconds:.0f} 秒" in guide
    assert f"满 {LONGEST_WAIT:.0f}" in guide
