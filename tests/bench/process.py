"""From the start of the process to ready, and what it holds in memory: the terminal chat of the shipped content."""

import os
import subprocess
import sys
import time
from pathlib import Path

from bot.__main__ import KEPT, KNOWLEDGE
from bot.content import load
from tests.bench.figures import row

ROOT = Path(__file__).parent.parent.parent


def measure(folder: Path) -> None:
    print("one process, shipped content")
    seconds, resident, highest = min(_started(folder / f"{n}.db") for n in range(3))
    load(KNOWLEDGE, KEPT)
    began = time.perf_counter()
    load(KNOWLEDGE, KEPT)
    row("loading all content, what was learnt at hand", time.perf_counter() - began, "s", at_most=1)
    row("process start to ready (best of 3)", seconds, "s", at_most=1.5)
    row("resident memory when ready", resident, "MiB", at_most=220)
    row("resident memory at the most until then", highest, "MiB", at_most=220)


def _started(database: Path) -> tuple[float, float, float]:
    """Seconds, and MiB at the end and at the most."""
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "chat"],
        cwd=ROOT,
        env=os.environ | {"BOT_DATABASE": str(database), "BOT_TOKEN": ""},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write("备案要多久\n")
        process.stdin.flush()
        line = ""
        while "依据" not in line:
            line = process.stdout.readline()
            assert line, "the chat ended before it answered"
        took = time.perf_counter() - began
        entries = (line.split(":") for line in Path(f"/proc/{process.pid}/status").read_text().splitlines())
        status = {name: value.split() for name, value in entries}
        process.stdin.close()
    return took, int(status["VmRSS"][0]) / 1024, int(status["VmHWM"][0]) / 1024
