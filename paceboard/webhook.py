"""Sends news to one address on the office's own network, and to nowhere else."""

import http.client
import ipaddress
import json
import socket
import ssl
import threading
from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

NETWORKS = tuple(
    map(
        ipaddress.ip_network,
        ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7"),
    )
)
SECONDS = 3.0
PORTS = {"http": 80, "https": 443}
OK = range(200, 300)


class Refused(ValueError):
    """An address that news must not go to; key and values: the sentence that says why (data/text, watch)."""

    def __init__(self, key: str, **values: object) -> None:
        """Keep the sentence."""
        super().__init__(key)
        self.key, self.values = key, values


def is_inside(address: str) -> bool:
    """Return whether an IP address is this machine's or a private network's."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return any(found in network for network in NETWORKS if network.version == found.version)


def place(url: str) -> tuple[SplitResult, str, int]:
    """Return an address in its parts, the IP address to call and the port. Raises Refused.

    Every address that the name stands for must be inside; the one returned is called, so that the name cannot
    come to stand for another in between.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError as wrong:
        raise Refused("hook_no_address", found=url) from wrong
    if parts.scheme not in PORTS or not parts.hostname or parts.username is not None:
        raise Refused("hook_no_address", found=url)
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as wrong:
        raise Refused("hook_unknown", host=parts.hostname) from wrong
    addresses = [str(row[4][0]) for row in found]
    outside = next((one for one in addresses if not is_inside(one)), None)
    if outside or not addresses:
        raise Refused("hook_outside", host=parts.hostname, address=outside or "?")
    return parts, addresses[0], port


class _Line(http.client.HTTPConnection):
    """A connection to the IP address that was looked at, whatever the name stands for now."""

    def __init__(self, parts: SplitResult, address: str, port: int, seconds: float) -> None:
        super().__init__(parts.hostname or "", port, timeout=seconds)
        self._address, self._is_secret = address, parts.scheme == "https"

    def connect(self) -> None:
        """Open the line."""
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._is_secret:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def send(url: str, body: Mapping[str, object], *, seconds: float = SECONDS) -> tuple[str, dict[str, object]]:
    """Post news as JSON; return the sentence that says what came of it (key, values), whatever came.

    No redirect is followed: it could lead outside.
    """
    try:
        parts, address, port = place(url)
    except Refused as refused:
        return refused.key, refused.values
    line = _Line(parts, address, port, seconds)
    # A server that answers letter by letter keeps every single wait short: this ends the whole.
    end = threading.Timer(2 * seconds, lambda: _cut(line))
    end.daemon = True
    end.start()
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        content = json.dumps(body, ensure_ascii=False).encode()
        line.request("POST", path, content, {"Content-Type": "application/json; charset=utf-8"})
        status = line.getresponse().status
    except (OSError, http.client.HTTPException) as wrong:
        return "hook_failed", {"why": str(wrong) or type(wrong).__name__}
    finally:
        end.cancel()
        line.close()
    return ("hook_sent" if status in OK else "hook_declined"), {"status": status}


def _cut(line: _Line) -> None:
    if line.sock:
        line.sock.shutdown(socket.SHUT_RDWR)
