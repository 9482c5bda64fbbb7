"""Who asks, where a proxy stands between: believed of the proxies named in ``SHOUMI_PROXIES``, of
nobody else.

``SHOUMI_PROXIES``  addresses or networks, with spaces between: ``127.0.0.1 10.0.0.0/24``.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Iterable, Sequence
from typing import NamedTuple

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Header = tuple[bytes, bytes]

_HOPS = b"x-forwarded-for"
_SCHEME = b"x-forwarded-proto"
# What says something of the way here.  The rest of the family is read by nobody in the house, and
# goes so that nobody begins to believe it.
_OF_THE_WAY = (b"x-forwarded-", b"forwarded", b"x-real-ip", b"client-ip", b"true-client-ip")
# Written by a proxy into what it hands on, dropped or not; a browser sends none of them.
_HANDED_ON = (*_OF_THE_WAY, b"via")
# A chain longer than this is nobody's; what is further left is not looked at.
_MOST_HOPS = 32


class Asker(NamedTuple):
    """``address`` and ``scheme`` as a named proxy told them, else as they came."""

    address: str
    scheme: str
    is_in_clear: bool


class BadProxies(ValueError):
    """``SHOUMI_PROXIES`` names something that is no address and no network."""


def named(text: str | None = None) -> tuple[Network, ...]:
    """
    Raises:
        BadProxies
    """
    words = (os.environ.get("SHOUMI_PROXIES", "") if text is None else text).split()
    try:
        return tuple(ipaddress.ip_network(word) for word in words)
    except ValueError as error:
        raise BadProxies(str(error)) from error


def is_named(address: str, proxies: Iterable[Network]) -> bool:
    found = _address(address)
    return found is not None and any(found in one for one in proxies)


def resolved(
    peer: str, headers: Sequence[Header], proxies: Sequence[Network]
) -> tuple[str, str, list[Header]]:
    """(address, scheme, headers without what the way says): of who asks, not of the last hop.

    A hop that cannot be read ends the walk at the proxy that told it: whoever can make a proxy say
    nonsense must not choose whom it counts for.
    """
    left = [one for one in headers if not one[0].lower().startswith(_OF_THE_WAY)]
    if not is_named(peer, proxies):
        return peer, "http", left
    address = peer
    for hop in reversed(_listed(headers, _HOPS)[-_MOST_HOPS:]):
        found = _address(hop)
        if found is None:
            break
        address = str(found)
        if not any(found in one for one in proxies):
            break
    schemes = _listed(headers, _SCHEME)
    return address, "https" if schemes and schemes[-1] == "https" else "http", left


def came_in_clear(peer: str, headers: Sequence[Header], proxies: Sequence[Network]) -> bool:
    """Whether the last hop to the server, which speaks no TLS, left another machine: the peer's, be
    it a named proxy, or that of whoever an unnamed proxy on this machine hands on.
    """
    found = _address(peer)
    if found is None or not found.is_loopback:
        return True
    if is_named(peer, proxies):
        return False
    return any(name.lower().startswith(_HANDED_ON) for name, _ in headers)


def _listed(headers: Sequence[Header], name: bytes) -> list[str]:
    """All of a header's values in their order, however many lines they stand in."""
    whole = ",".join(value.decode("latin-1") for key, value in headers if key.lower() == name)
    return [word for part in whole.split(",") if (word := part.strip())]


def _address(text: str) -> Address | None:
    """Also as some proxies write it: with a port, in brackets.  IPv4 in IPv6 is IPv4."""
    bare = text.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        found = ipaddress.ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        return found.ipv4_mapped
    return found
