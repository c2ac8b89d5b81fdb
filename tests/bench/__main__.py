"""`make bench`: speed and size, each figure beside its bound, as ratios within one run where a peer exists.

Prints only; a machine that is busy with something else prints worse figures, and no test fails for it.
"""

import asyncio
import tempfile
from pathlib import Path

from tests.bench import drawing, matching, process, reminders, telegram, turns


def main() -> None:
    print("备案助手 bench\n")
    with tempfile.TemporaryDirectory() as folder:
        process.measure(Path(folder))
        asyncio.run(turns.measure(Path(folder)))
        asyncio.run(reminders.measure(Path(folder)))
        asyncio.run(drawing.measure(Path(folder)))
        asyncio.run(telegram.measure(Path(folder)))
    matching.measure()


if __name__ == "__main__":
    main()
