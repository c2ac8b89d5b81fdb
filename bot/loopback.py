"""What stays on this machine."""

import ipaddress


def is_loopback(host: str | None) -> bool:
    """Whether it is this machine's loopback."""
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return host == "localhost"
