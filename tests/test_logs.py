"""Lines of the log: one event a line whatever is in it, with its values, and its traceback."""

import ast
import json
import logging
import re
import sys
from pathlib import Path

import pytest

from bot import logs
from bot.logs import FIELDS, Json, Text


def record(message: str, *args: object, error: bool = False, **fields: object) -> logging.LogRecord:
    found = logging.makeLogRecord({"name": "bot.x", "levelname": "INFO", "msg": message, "args": args, FIELDS: fields})
    if error:
        try:
            raise ValueError("broken\nin two")
        except ValueError:
            found.exc_info = sys.exc_info()
    return found


def test_an_event_is_one_line_of_json_with_its_values() -> None:
    line = Json().format(record("第 %d 号\n更新", 5, error=True, ms=3, notes=["a"]))
    assert "\n" not in line
    event = json.loads(line)
    assert (event["event"], event["level"], event["logger"]) == ("第 5 号\n更新", "INFO", "bot.x")
    assert (event["ms"], event["notes"]) == (3, ["a"])
    assert event["error"].endswith("ValueError: broken\nin two")
    assert event["time"].endswith("+00:00")


def test_a_person_reads_text() -> None:
    assert Text().format(record("turn", ms=3)).endswith("INFO bot.x: turn ms=3")


@pytest.mark.parametrize(
    ("how", "terminal", "kind"), [("", True, Text), ("", False, Json), ("json", True, Json), ("text", False, Text)]
)
def test_which_it_is_depends_on_the_setting_and_the_terminal(
    monkeypatch: pytest.MonkeyPatch, how: logs.LogFormat, terminal: bool, kind: type[logging.Formatter]
) -> None:
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    level = logging.getLogger().level
    logs.set_up("INFO", how)
    (handler,) = logging.getLogger().handlers
    logging.getLogger().setLevel(level)
    assert type(handler.formatter) is kind


def test_what_operators_read_in_the_log_is_in_chinese() -> None:
    files = sorted((Path(__file__).parent.parent / "bot").rglob("*.py"))
    calls = (node for file in files for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call))
    told = {
        call.args[0].value
        for call in calls
        if re.fullmatch(r"log\.(info|warning|error|critical)", ast.unparse(call.func))
        and isinstance(call.args[0], ast.Constant)
    }
    assert len(told) > 20
    assert {one for one in told if not re.search("[一-鿿]", str(one))} == {"turn", "%s"}
