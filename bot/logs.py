"""The lines of the log: for a person at a terminal, or JSON, one event a line, for programs that collect them.

An event may carry values: `log.info("turn", extra={FIELDS: {"ms": 3}})`. They must not be a person's words. Of errors
in our own code, log `where` and nothing else.
"""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

FIELDS = "fields"

LogFormat = Literal["", "text", "json"]


def set_up(level: str, how: LogFormat) -> None:
    """Send everything from this level on to standard error. how: "" is text on a terminal and JSON elsewhere."""
    handler = logging.StreamHandler()
    handler.setFormatter(Text() if how == "text" or (not how and sys.stderr.isatty()) else Json())
    logging.basicConfig(level=level, handlers=[handler])


def where(error: BaseException) -> str:
    """Return the type of an error and the lines that it came through, without its message, which may quote a person."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return type(error).__name__ + " at " + " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames))


class Text(logging.Formatter):
    """2026-11-26 10:00:00,000 INFO bot.service: turn kind=Said ms=3.1"""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:
        return super().formatMessage(record) + "".join(f" {name}={value}" for name, value in _fields(record).items())


class Json(logging.Formatter):
    """{"time": "2026-11-26T02:00:00.000+00:00", "level": "INFO", "logger": "bot.service", "event": "turn", …}"""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": record.getMessage(),
        }
        line |= _fields(record)
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        if record.exc_text:
            line["error"] = record.exc_text
        if record.stack_info:
            line["stack"] = record.stack_info
        return json.dumps(line, ensure_ascii=False, default=str)


def _fields(record: logging.LogRecord) -> dict[str, object]:
    return getattr(record, FIELDS, {})
