"""What operators install fits the program: its settings, its exit codes, the time it takes to end."""

import configparser
import hashlib
import os
import re
import subprocess
import sys
import time
import zipfile
from functools import partial
from pathlib import Path

import pytest

from bot.__main__ import CLOSE_SECONDS, DATABASE_IN_USE, DEAF, TOKEN_IN_USE, heartbeat
from bot.settings import Settings
from bot.telegram import health, webhook
from bot.telegram.health import HEARTBEAT_SECONDS, LONGEST_WAIT
from bot.telegram.pulse import END_SECONDS, REBUILD_SECONDS
from bot.telegram.run import GRACE_SECONDS

DEPLOY = Path(__file__).parent.parent / "deploy"


def test_the_unit_restarts_what_a_restart_helps_and_waits_for_the_end() -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.read(DEPLOY / "beian-bot.service", encoding="utf-8")
    service = unit["Service"]
    assert service["RestartPreventExitStatus"].split() == [str(DATABASE_IN_USE), str(TOKEN_IN_USE)]
    assert service["Restart"] == "always"
    assert int(service["TimeoutStopSec"]) >= 10
    hanging = (webhook.CLOSE_SECONDS, webhook.TAKE_BACK_SECONDS, GRACE_SECONDS, health.CLOSE_SECONDS, CLOSE_SECONDS)
    assert sum(hanging) <= 9, "also where Telegram, the store and whoever looks at the page hang, one after the other"


def test_every_setting_that_is_named_exists() -> None:
    known = {f"BOT_{name.upper()}" for name in Settings.model_fields}
    for file in DEPLOY.iterdir():
        assert set(re.findall(r"BOT_[A-Z_]+", file.read_text(encoding="utf-8"))) <= known, file.name


def test_the_container_and_the_guide_look_at_the_file_that_the_bot_keeps() -> None:
    container, guide = ((DEPLOY / name).read_text(encoding="utf-8") for name in ("Containerfile", "README.zh.md"))
    (database,) = re.findall(r"ENV BOT_DATABASE=(\S+)", container)
    (look,) = re.findall(r"CMD (find .*)", container)
    file = heartbeat(Path(database))
    assert look.replace("$BOT_DATABASE", database).replace('"', "") in guide
    assert f"find {file} -mmin -{REBUILD_SECONDS / 60:.0f} " in guide
    assert f"每 {HEARTBEAT_SECONDS:.0f} 秒" in guide


@pytest.mark.parametrize(("age", "well"), [(0, True), (REBUILD_SECONDS - 20, True), (REBUILD_SECONDS + 20, False)])
def test_the_container_is_ill_when_telegram_was_not_heard_for_long(tmp_path: Path, age: float, well: bool) -> None:
    (look,) = re.findall(r"CMD (find .*)", (DEPLOY / "Containerfile").read_text(encoding="utf-8"))
    database = tmp_path / "bot.db"
    looks = partial(subprocess.run, ["sh", "-c", look], env=os.environ | {"BOT_DATABASE": str(database)}, check=False)
    assert looks(stderr=subprocess.DEVNULL).returncode != 0, "nothing was heard yet"
    heartbeat(database).touch()
    os.utime(heartbeat(database), (time.time() - age,) * 2)
    assert (looks(stdout=subprocess.DEVNULL).returncode == 0) == well


def test_the_container_gets_what_it_copies_and_neither_token_nor_records() -> None:
    copied = re.findall(r"^COPY (\S+) ", (DEPLOY / "Containerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert copied
    assert [name for name in copied if not (DEPLOY.parent / name).exists()] == []
    lines = (DEPLOY.parent / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert lines[1] == "*"
    assert [line.removeprefix("!") for line in lines if line.startswith("!")] == copied


def test_every_install_goes_by_the_hashes_of_a_lock() -> None:
    files = (DEPLOY.parent / "Makefile", DEPLOY / "Containerfile")
    installs = [line for file in files for line in re.findall(r"pip install (.*)", file.read_text(encoding="utf-8"))]
    assert len(installs) == 4
    for install in installs:
        (lock,) = re.findall(r" --require-hashes -r (requirements[-a-z]*\.txt)$", install)
        _, *entries = re.split(r"\n(?=\w)", (DEPLOY.parent / lock).read_text(encoding="utf-8"))
        assert entries
        assert [one for one in entries if not re.match(r"\S+==.*\n    --hash=sha256:[0-9a-f]{64}\b", one)] == []


@pytest.mark.parametrize("changed", [False, True])
def test_a_package_that_was_changed_after_it_was_locked_is_not_installed(tmp_path: Path, changed: bool) -> None:
    """With the options of `make`, and a folder in the place of the network."""
    wheel = tmp_path / "small-1.0-py3-none-any.whl"
    about = {"METADATA": "Metadata-Version: 2.1\nName: small\nVersion: 1.0\n", "WHEEL": "Wheel-Version: 1.0\n"}
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in (about | {"RECORD": ""}).items():
            archive.writestr(f"small-1.0.dist-info/{name}", text)
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    (tmp_path / "requirements.txt").write_text(f"small==1.0 \\\n    --hash=sha256:{digest}\n")
    if changed:
        with zipfile.ZipFile(wheel, "a") as archive:
            archive.writestr("more.py", "")
    makefile = (DEPLOY.parent / "Makefile").read_text(encoding="utf-8")
    (options,) = re.findall(r"pip install (.* requirements\.txt)$", makefile, re.MULTILINE)
    offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path), "PIP_CONFIG_FILE": os.devnull}
    result = subprocess.run(
        [sys.executable, "-m", "pip", "install", *options.split(), "--target", "installed"],
        cwd=tmp_path, env=os.environ | offline, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (result.returncode, "DO NOT MATCH THE HASHES" in result.stderr) == (changed, changed), result.stderr
    assert (tmp_path / "installed").exists() != changed


def test_the_guide_gives_the_figures_of_the_program() -> None:
    guide = (DEPLOY / "README.zh.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| (\d) \|", guide, re.MULTILINE)) >= {str(DATABASE_IN_USE), str(TOKEN_IN_USE), str(DEAF)}
    for seconds in (REBUILD_SECONDS, END_SECONDS):
        assert f"满 {seconds:.0f} 秒" in guide
    assert f"满 {LONGEST_WAIT:.0f}" in guide
