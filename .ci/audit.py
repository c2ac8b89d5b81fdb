"""Known vulnerabilities in what is locked, the test tools included: `python .ci/audit.py PIP-AUDIT`, in the project.

Exit code 1 for a vulnerability, and for a package that could not be judged. Where the database of vulnerabilities
cannot be reached at all, that is said loudly, and the exit code is 0. pip-audit does not tell these cases apart: it
ends with 1 in each of them, so the way is tried with one package first.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from packaging.markers import Marker
from packaging.utils import canonicalize_name

LOCKS = (Path("requirements.txt"), Path("requirements-dev.txt"))
_LOCKED = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;]+)(?: ; (?P<marker>.+?))? \\$", re.MULTILINE)
NOTICE = """
================================================================================
  注意：连不上漏洞数据库，没有检查依赖里有没有已知的漏洞。
  请在连得上的机器上运行 make audit。pip-audit 说的是：
  {said}
================================================================================
"""


def main(pip_audit: str) -> int:
    wanted = {pin for lock in LOCKS for pin in locked(lock.read_text(encoding="utf-8"))}
    with tempfile.TemporaryDirectory() as folder:
        one = Path(folder) / "one.txt"
        one.write_text("{}=={}\n".format(*min(wanted)), encoding="utf-8")
        report, said = audit(pip_audit, "--no-deps", "--timeout", "5", "-r", str(one))
    if report is None:
        print(NOTICE.format(said=said), file=sys.stderr)
        return 0
    judged: dict[tuple[str, str], list[dict[str, object]]] = {}
    for lock in LOCKS:
        report, said = audit(pip_audit, "--require-hashes", "-r", str(lock))
        if report is None:
            print(f"{lock} 没有检查成：{said}", file=sys.stderr)
            return 1
        judged |= {(canonicalize_name(each["name"]), each["version"]): each["vulns"] for each in report}
    unjudged = sorted(wanted - judged.keys())
    for name, version in unjudged:
        print(f"{name} {version} 没有检查到。", file=sys.stderr)
    vulnerable = sorted(pin for pin, found in judged.items() if found)
    for name, version in vulnerable:
        for found in judged[name, version]:
            fixed = "、".join(map(str, found["fix_versions"])) or "还没有"
            print(f"{name} {version} 有已知的漏洞 {found['id']}，修好的版本：{fixed}。", file=sys.stderr)
    print(f"检查了锁定的 {len(wanted) - len(unjudged)} 个依赖，{len(vulnerable)} 个有已知的漏洞。")
    return 1 if unjudged or vulnerable else 0


def locked(lock: str) -> set[tuple[str, str]]:
    """Name and version of all that is locked for this machine."""
    return {
        (canonicalize_name(pin["name"]), pin["version"])
        for pin in _LOCKED.finditer(lock)
        if pin["marker"] is None or Marker(pin["marker"]).evaluate()
    }


def audit(pip_audit: str, *arguments: str) -> tuple[list[dict] | None, str]:
    """What pip-audit found for each package, None where it judged nothing; and the last that it said."""
    command = (pip_audit, "--strict", "--disable-pip", "--progress-spinner", "off", "--format", "json", *arguments)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = done.stderr.strip().splitlines()[-1:]
    return json.loads(done.stdout)["dependencies"] if done.stdout.strip() else None, "".join(said)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
