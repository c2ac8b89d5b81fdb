"""Nothing that runs in a test leaves this machine: neither the tests nor the processes that they fork."""

import ipaddress
import multiprocessing
import os
import sys
from typing import Any

ESCAPED = 70
"""The exit code of a forked process that tried to reach outside; there an error might be swallowed, and nobody look."""

outside: list[str] = []
"""What was tried to be reached outside this machine."""


def _guard(event: str, args: tuple[Any, ...]) -> None:
    """Stop what would reach for another machine, or ask one for an address. Python calls it before every such thing."""
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        host = args[1][0] if isinstance(args[1], tuple) else None  # a path of this machine, or where it is connected to
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = args[0]
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if host and not _is_here(host):
        outside.append(f"{event} {host}")
        told = f"a test must not leave this machine: {event} {host}"
        if multiprocessing.parent_process():
            print(told, flush=True)
            os._exit(ESCAPED)
        raise RuntimeError(told)


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


sys.addaudithook(_guard)
