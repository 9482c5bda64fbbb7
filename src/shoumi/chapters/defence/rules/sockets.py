"""Which ports programs of this host listen on, and which addresses are its own, as Linux lists
them (proc(5): net/tcp, net/if_inet6; net/fib_trie).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Iterator

from shoumi.chapters.defence.rules.firewall import Protocol

_LISTENS = {Protocol.TCP: "0A", Protocol.UDP: "07"}
_LOOPBACK4, _LOOPBACK6 = "7F", "00000000000000000000000001000000"
# The address, then the state, by their place in the line.
_ADDRESS, _STATE = 1, 3
_OWN4 = re.compile(r"\|-- (\S+)\n\s+/32 host LOCAL")
_OWN6 = re.compile(r"^([0-9a-f]{32}) ", re.MULTILINE)


def own_addresses(fib_trie: str, if_inet6: str) -> set[str]:
    """Those of this host at any interface, its loopback too."""
    six = {str(ipaddress.IPv6Address(int(one, 16))) for one in _OWN6.findall(if_inet6)}
    return set(_OWN4.findall(fib_trie)) | six


def ports(protocol: Protocol, tables: Iterable[str]) -> set[int]:
    """Those that can be reached from elsewhere: what listens on the host's own loopback is not."""
    return {port for table in tables for port in _ports(protocol, table)}


def _ports(protocol: Protocol, table: str) -> Iterator[int]:
    for line in table.splitlines()[1:]:
        parts = line.split()
        if len(parts) <= _STATE or parts[_STATE] != _LISTENS[protocol]:
            continue
        address, _, port = parts[_ADDRESS].rpartition(":")
        # An IPv4 address is written with its last byte first.
        is_own = address == _LOOPBACK6 or (len(address) == 8 and address.endswith(_LOOPBACK4))  # noqa: PLR2004
        if not is_own and not _is_mapped_loopback(address):
            yield int(port, 16)


def _is_mapped_loopback(address: str) -> bool:
    return address.startswith("0000000000000000FFFF0000") and address.endswith(_LOOPBACK4)
