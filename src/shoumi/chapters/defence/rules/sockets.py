"""Which ports programs of this host listen on, as Linux lists its sockets (proc(5), net/tcp)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shoumi.chapters.defence.rules.firewall import Protocol

_LISTENS = {Protocol.TCP: "0A", Protocol.UDP: "07"}
_LOOPBACK4, _LOOPBACK6 = "7F", "00000000000000000000000001000000"
# The address, then the state, by their place in the line.
_ADDRESS, _STATE = 1, 3


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
