"""The audit of what is locked, with programs in the place of pip-audit that answer as it does."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ANSWERS = """#!{python}
import json, re, sys
from pathlib import Path
lock = Path(sys.argv[sys.argv.index("-r") + 1])
pins = re.findall(r"^([\\w.-]+)==([^\\s;]+)(?: ; (.*?))?(?: .)?$", lock.read_text(), re.M)
report = [dict(name=name.title(), version=version, vulns=[]) for name, version, marker in pins if "win32" not in marker]
{change}
print(json.dumps(dict(dependencies=report, fixes=[])))
"""
UNREACHABLE = 'sys.exit("ERROR: could not connect")'
UNREACHABLE_LATER = 'if lock.name != "one.txt": sys.exit("ERROR: b: could not be audited")'
VULNERABLE = (
    'for one in report: one["vulns"] = [dict(id="PYSEC-1", fix_versions=["9.9"])] if one["name"] == "B" else []'
)
FORGETFUL = 'report = report if lock.name == "one.txt" else report[:1]'


@pytest.mark.parametrize(
    ("change", "code", "told"),
    [
        ("", 0, "检查了锁定的 2 个依赖，0 个有已知的漏洞"),
        (UNREACHABLE, 0, "注意：连不上漏洞数据库"),
        (UNREACHABLE_LATER, 1, "requirements.txt 没有检查成：ERROR: b"),
        (VULNERABLE, 1, "b 2.0 有已知的漏洞 PYSEC-1，修好的版本：9.9"),
        (FORGETFUL, 1, "b 2.0 没有检查到"),
    ],
)
def test_only_what_was_judged_passes_and_no_way_to_judge_is_said(
    tmp_path: Path, change: str, code: int, told: str
) -> None:
    lock = "a==1.0 \\\n    --hash=sha256:00\nb==2.0 \\\n    --hash=sha256:00\nc==3 ; sys_platform == 'win32' \\\n"
    for name in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / name).write_text(lock)
    stand_in = tmp_path / "pip-audit"
    stand_in.write_text(ANSWERS.format(python=sys.executable, change=change))
    stand_in.chmod(0o700)
    result = subprocess.run(
        [sys.executable, ROOT / ".ci" / "audit.py", stand_in],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == code, result.stderr
    assert told in result.stdout + result.stderr
