"""The audit of what is locked, with programs in the place of pip-audit that answer as it does."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ANSWERS = """#!{python}
import json, re, sys
from pathlib import Path
pins = dict(re.findall(r"(\\S+)==(\\S+)", Path(sys.argv[sys.argv.index("-r") + 1]).read_text()))
report = [dict(name=name.title(), version=version, vulns=[]) for name, version in pins.items()]
{change}
print(json.dumps(dict(dependencies=report, fixes=[])))
"""
UNREACHABLE = 'sys.exit("ERROR: could not connect")'
UNREACHABLE_LATER = 'if len(pins) > 1: sys.exit("ERROR: b: could not be audited")'
VULNERABLE = (
    'for one in report: one["vulns"] = [dict(id="PYSEC-1", fix_versions=["9.9"])] if one["name"] == "B" else []'
)
FORGETFUL = 'report = [one for one in report if (one["name"], one["version"]) != ("C", "4")]'
LOCK = """# made by hand
a==1.0 \\
    --hash=sha256:00
    # via something
b==2.0 ; sys_platform == 'win32' \\
    --hash=sha256:00
"""
OTHER_PYTHONS = "c==3 ; python_full_version < '3.12' \\\nc==4 ; python_full_version >= '3.12' \\\n"


@pytest.mark.parametrize(
    ("change", "code", "told"),
    [
        ("", 0, "requirements-client.txt：锁定了 4 个依赖，检查了 4 个"),
        ("", 0, "requirements.txt：锁定了 2 个依赖，检查了 2 个"),
        (UNREACHABLE, 0, "注意：连不上漏洞数据库"),
        (UNREACHABLE_LATER, 1, "没有检查成：ERROR: b"),
        (VULNERABLE, 1, "b 2.0 有已知的漏洞 PYSEC-1，修好的版本：9.9"),
        (FORGETFUL, 1, "c 4 没有检查到"),
        (FORGETFUL, 1, "requirements-client.txt：锁定了 4 个依赖，检查了 3 个"),
    ],
)
def test_only_what_was_judged_passes_and_no_way_to_judge_is_said(
    tmp_path: Path, change: str, code: int, told: str
) -> None:
    result = audited(tmp_path, {"requirements.txt": LOCK, "requirements-client.txt": LOCK + OTHER_PYTHONS}, change)
    assert result.returncode == code, result.stderr
    assert told in result.stdout + result.stderr


@pytest.mark.parametrize("line", ["d==1.0", "d @ https://example.com/d.whl", "-e .", "d>=1 \\"])
def test_what_is_not_locked_is_named(tmp_path: Path, line: str) -> None:
    result = audited(tmp_path, {"requirements.txt": f"{LOCK}{line}\n"})
    assert (result.returncode, f"看不懂的一行：{line}" in result.stderr) == (1, True)


def test_every_lock_that_the_project_makes_is_judged_to_its_end(tmp_path: Path) -> None:
    names = re.findall(r"-o (requirements\S*)", (ROOT / "Makefile").read_text(encoding="utf-8"))
    locks = {name: (ROOT / name).read_text(encoding="utf-8") for name in names}
    result = audited(tmp_path, locks)
    assert result.returncode == 0, result.stderr
    assert len(locks) == 3
    for name, lock in locks.items():
        count = len(re.findall(r"^\w.*==", lock, re.MULTILINE))
        assert f"{name}：锁定了 {count} 个依赖，检查了 {count} 个。" in result.stdout


def audited(folder: Path, locks: dict[str, str], change: str = "") -> subprocess.CompletedProcess[str]:
    """The audit of these locks, in a folder of their own."""
    for name, lock in locks.items():
        (folder / name).write_text(lock, encoding="utf-8")
    stand_in = folder / "pip-audit"
    stand_in.write_text(ANSWERS.format(python=sys.executable, change=change))
    stand_in.chmod(0o700)
    return subprocess.run(
        [sys.executable, ROOT / ".ci" / "audit.py", stand_in],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
