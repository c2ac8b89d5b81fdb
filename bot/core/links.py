"""Deep links: what `/start PAYLOAD` opens. Here is how a payload is written; `turns.linked` opens it.

A payload is a letter for the kind, `_`, and the id of a topic or rejection (`t_…`), a flow (`f_…`) or a step (`s_…`);
or the name of a command that opens a menu (`MENUS`). The client sends what it likes.
"""

import re
from typing import Literal

LinkKind = Literal["t", "f", "s"]
MENUS = ("ask", "file", "progress", "rejected", "help")
"""Commands that a link may stand for."""
LONGEST_PAYLOAD = 64
"""Characters of a payload that Telegram takes."""

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]+")


def link(kind: LinkKind, id: str) -> str:
    """The payload that opens this. ValueError: no link can hold such an id."""
    payload = f"{kind}_{id}"
    if len(payload) > LONGEST_PAYLOAD or not _PAYLOAD.fullmatch(payload):
        raise ValueError(f"no payload of a link: {payload}")
    return payload
