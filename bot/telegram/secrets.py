"""Keeps the token, and what people write, out of the log. The command line installs it after its logging handlers."""

import logging
import re
from collections.abc import Iterable
from typing import cast
from urllib.parse import unquote

_SIGN = "〔已隐去〕"
_LONG = 8
"""Characters from which on a secret is looked for anywhere: a shorter one stands in many an innocent word."""
_IN_ADDRESS = re.compile(r"(?<=://)([^\s/?#:@]*):[^\s/?#]*@")
"""Name and password in an address. Its place tells a password of any length."""
_TALKATIVE = ("telegram.Bot", "markdown_it")
"""Loggers that at DEBUG write whole requests and answers (people's messages, too), or each step of a parser."""


def install(*secrets: str) -> None:
    """Let no handler of the root logger write these secrets, or the password in any address, at any level, in a message
    or a traceback. Call it when the handlers are there.

    The part of a bot token after the colon counts as well, since the colon may be written as %3A. Of a secret written
    with percent signs, as the password of a proxy may be, the decoded form counts, too.
    """
    written = {each for secret in secrets for each in (secret, unquote(secret))}
    found = {each for secret in written for each in (secret, secret.rpartition(":")[2]) if len(each) >= _LONG}
    redaction = _Redaction(sorted(found, key=len, reverse=True))
    for handler in (*logging.getLogger().handlers, cast(logging.Handler, logging.lastResort)):
        handler.addFilter(redaction)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.INFO)


class _Redaction(logging.Filter):
    """Rewrites records that hold a secret; lets every record pass."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        self._secrets = tuple(secrets)
        self._formatter = logging.Formatter()

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        clean = self._clean(message)
        if clean != message:
            record.msg, record.args = clean, None
        if record.exc_info:
            # Leave only the clean text: a handler that draws tracebacks itself would use exc_info.
            record.exc_text = record.exc_text or self._formatter.formatException(record.exc_info)
            record.exc_info = None
        if record.exc_text:
            record.exc_text = self._clean(record.exc_text)
        if record.stack_info:
            record.stack_info = self._clean(record.stack_info)
        return True

    def _clean(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, _SIGN)
        return _IN_ADDRESS.sub(r"\1:***@", text)
