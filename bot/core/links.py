"""Deep links (`/start PAYLOAD`). This module writes payloads; `turns.linked` opens them.

A payload is the id of a topic or rejection (`t_…`), a flow (`f_…`) or a step (`s_…`), or a command that opens a menu
(`MENUS`). The client sends it: it may be anything.
"""

import re
from typing import Literal

LinkKind = Literal["t", "f", "s"]
MENUS = ("ask", "file", "progress", "rejected", "help")
"""Commands that may be a payload."""
LONGEST_PAYLOAD = 64
"""Characters of a payload that Telegram takes."""

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]+")


def link(kind: LinkKind, id: str) -> str:
    """Return the payload that opens this. ValueError: the id does not fit into a link."""
    payload = f"{kind}_{id}"
    if len(payload) > LONGEST_PAYLOAD or not _PAYLOAD.fullmatch(payload):
        raise ValueError(f"no payload of a link: {payload}")
    return payload
