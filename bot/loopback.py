"""Which addresses stay on this machine."""

import ipaddress


def is_loopback(host: str | None) -> bool:
    """Tell whether a host is this machine's loopback."""
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return host == "localhost"
