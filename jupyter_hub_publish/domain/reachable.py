"""Which addresses this program may be sent to by what people type: those that an admin has named.

A name leads somewhere else tomorrow, so where it leads is looked at each time: to addresses of the
organisation's own network only where the admin has named these as well.
"""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from .records import Record

_HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9])?(?::\d{1,5})?", re.ASCII)
_PORTS = {"http": 80, "https": 443}


class Target(Record):
    """Where a request would go."""

    scheme: str
    host: str
    port: int


class Reachable:
    """What an admin has named: hosts such as `hooks.example.org`, `10.0.0.5`, `chat.corp:8065`, and
    networks such as `10.0.0.0/8`."""

    def __init__(self, named: tuple[str, ...]) -> None:
        """Raises ValueError for what is neither a host nor a network."""
        self._hosts: set[str] = set()
        self._networks: list[IPv4Network | IPv6Network] = []
        for entry in named:
            self._add(entry.strip().lower())

    def _add(self, entry: str) -> None:
        try:
            network = ip_network(entry)
        except ValueError:
            if not _HOST.fullmatch(entry):
                raise ValueError(f"{entry!r} is no host, such as `hooks.example.org`") from None
            self._hosts.add(entry)
        else:
            self._networks.append(network)
            if network.num_addresses == 1:
                self._hosts.add(str(network.network_address))

    def target(self, url: str) -> Target | None:
        """Where the address leads, where its host is named; None else."""
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").rstrip("."), parts.port
        except ValueError:
            return None
        usual = _PORTS.get(parts.scheme)
        if usual is None or not host or "@" in parts.netloc:
            return None
        named = f"{host}:{port}" in self._hosts or (
            host in self._hosts and port in (None, *_PORTS.values())
        )
        return Target(scheme=parts.scheme, host=host, port=port or usual) if named else None

    def may_be_reached(self, address: str) -> bool:
        """Whether a named host may lead to this address: a public one, or one that is named."""
        try:
            found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
        except ValueError:
            return False
        if isinstance(found, IPv6Address) and found.ipv4_mapped:
            found = found.ipv4_mapped
        if any(found in network for network in self._networks):
            return True
        return found.is_global and not found.is_multicast
