"""Known vulnerabilities in what is locked, in every lock: `python .ci/audit.py PIP-AUDIT`, in the project.

Exit code 1 for a vulnerability, and for a package that could not be judged. Where the database of vulnerabilities
cannot be reached at all, that is said loudly, and the exit code is 0. pip-audit does not tell these cases apart: it
ends with 1 in each of them, so the way is tried with one package first.

pip-audit looks only at what a lock has for the machine that it runs on. It is handed names and versions instead, so
that what another Python gets, as in the container, is judged too.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from itertools import zip_longest
from pathlib import Path
from typing import TypedDict

Pin = tuple[str, str]
"""The name of a package, in small letters and with hyphens, and its version."""


class Vulnerability(TypedDict):
    """One that pip-audit knows."""

    id: str
    fix_versions: list[str]


class Judged(TypedDict):
    """What pip-audit found for a package."""

    name: str
    version: str
    vulns: list[Vulnerability]


_LOCKED = re.compile(r"(?P<name>[\w.-]+)==(?P<version>[^\s;]+)(?: ; .+)? \\")
NOTICE = """
================================================================================
  注意：连不上漏洞数据库，没有检查依赖里有没有已知的漏洞。
  请在连得上的机器上运行 make audit。pip-audit 说的是：
  {said}
================================================================================
"""


def main(pip_audit: str) -> int:
    locks = {lock: locked(lock.read_text(encoding="utf-8")) for lock in sorted(Path().glob("requirements*.txt"))}
    wanted = sorted(set().union(*locks.values()))
    report, said = audit(pip_audit, wanted[:1], "--timeout", "5")
    if report is None:
        print(NOTICE.format(said=said), file=sys.stderr)
        return 0
    judged: dict[Pin, list[Vulnerability]] = {}
    for round_of in rounds(wanted):
        report, said = audit(pip_audit, round_of)
        if report is None:
            print(f"没有检查成：{said}", file=sys.stderr)
            return 1
        judged |= {pin_of(each["name"], each["version"]): each["vulns"] for each in report}
    unjudged = [pin for pin in wanted if pin not in judged]
    for name, version in unjudged:
        print(f"{name} {version} 没有检查到。", file=sys.stderr)
    vulnerable = [pin for pin in wanted if judged.get(pin)]
    for name, version in vulnerable:
        for found in judged[name, version]:
            fixed = "、".join(map(str, found["fix_versions"])) or "还没有"
            print(f"{name} {version} 有已知的漏洞 {found['id']}，修好的版本：{fixed}。", file=sys.stderr)
    for lock, pins in locks.items():
        print(f"{lock}：锁定了 {len(pins)} 个依赖，检查了 {len(pins & judged.keys())} 个。")
    print(f"{len(vulnerable)} 个有已知的漏洞。")
    return 1 if unjudged or vulnerable else 0


def locked(lock: str) -> set[Pin]:
    """All that is locked, for whatever machine. SystemExit: there is something else, which nobody would judge."""
    pins = set()
    for line in lock.splitlines():
        if line.strip() and line[0] not in " #":
            pin = _LOCKED.fullmatch(line)
            if pin is None:
                sys.exit(f"锁定的依赖里有看不懂的一行：{line}")
            pins.add(pin_of(pin["name"], pin["version"]))
    return pins


def pin_of(name: str, version: str) -> Pin:
    """The same for each way in which the name of a package may be written."""
    return re.sub(r"[-_.]+", "-", name).lower(), version


def rounds(pins: Iterable[Pin]) -> Iterable[list[Pin]]:
    """All of them, such that none of the lists has a package twice, which pip-audit refuses."""
    versions: dict[str, list[Pin]] = {}
    for pin in pins:
        versions.setdefault(pin[0], []).append(pin)
    return ([pin for pin in one if pin] for one in zip_longest(*versions.values()))


def audit(pip_audit: str, pins: Iterable[Pin], *more: str) -> tuple[list[Judged] | None, str]:
    """What pip-audit found for each package, None where it judged nothing; and the last that it said."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pins.txt"
        file.write_text("".join(f"{name}=={version}\n" for name, version in pins), encoding="utf-8")
        how = ("--strict", "--disable-pip", "--no-deps", "--progress-spinner", "off", "--format", "json")
        done = subprocess.run((pip_audit, *how, *more, "-r", str(file)), capture_output=True, text=True, check=False)
    said = done.stderr.strip().splitlines()[-1:]
    return json.loads(done.stdout)["dependencies"] if done.stdout.strip() else None, "".join(said)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
