"""Which IP addresses a call out may be made to.

Python's ``is_global`` is not asked: it calls ``fec0::1`` global, older releases ``64:ff9b:1::1``
and ``2002:7f00:1::`` too.  What is let out is written here, and everything else is not.

Sources: IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890, RFC 8190); RFC 4291 and
IANA's IPv6 address space (global unicast is 2000::/3 alone); RFC 6052 and RFC 8215 (NAT64);
RFC 3056, RFC 7526 (6to4); RFC 4380 (Teredo); RFC 5214 (ISATAP); RFC 1918, RFC 4193 (sites).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address

_NOT_PUBLIC_4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",  # this network; on many systems 0.0.0.0 is this machine
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT, and a cloud's metadata at 100.100.100.200
        "127.0.0.0/8",
        "168.63.129.16/32",  # a cloud's host agent, on an address that looks public
        "169.254.0.0/16",  # link-local: the metadata service of most clouds
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",  # reserved, with the broadcast address
    )
)
_GLOBAL_6 = IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(
    IPv6Network(text)
    for text in (
        "2001::/23",  # protocol assignments: Teredo, benchmarking, ORCHID
        "2001:db8::/32",
        "2002::/16",  # 6to4: an IPv4 address of anybody's choice inside
        "2620:4f:8000::/48",
        "3fff::/20",
    )
)
NAT64 = IPv6Network("64:ff9b::/96")
# The interface part of an ISATAP address ends in an IPv4 address of anybody's choice.
_ISATAP = frozenset({0x00005EFE, 0x02005EFE})
# What an office may use inside; never this machine, a link, or a cloud's metadata.
_SITE = tuple(IPv4Network(text) for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))
_SITE_6 = IPv6Network("fc00::/7")
_CLOUD_6 = IPv6Network("fd00:ec2::/32")


def public(text: str) -> Address | None:
    """The address to connect to, or None where it is none of the public internet.

    An IPv4 address inside an IPv6 one (``::ffff:…``, NAT64) is judged by itself, and an answer
    of the first kind comes back as IPv4.  Zones (``%eth0``) are never public.
    """
    found = read(text)
    if isinstance(found, IPv4Address):
        return None if any(found in network for network in _NOT_PUBLIC_4) else found
    if found is None:
        return None
    if found in NAT64:
        return found if public(str(IPv4Address(int(found) & 0xFFFFFFFF))) else None
    if found not in _GLOBAL_6 or any(found in network for network in _NOT_PUBLIC_6):
        return None
    return None if (int(found) >> 32) & 0xFFFFFFFF in _ISATAP else found


def site(text: str) -> Address | None:
    """The address where it is one of an office's own network (RFC 1918, RFC 4193), else None."""
    found = read(text)
    if isinstance(found, IPv4Address):
        return found if any(found in network for network in _SITE) else None
    if found is None or found not in _SITE_6 or found in _CLOUD_6:
        return None
    return found


def is_this_machine(host: str) -> bool:
    """Whether a name or an address is this machine's own (RFC 1122 3.2.1.3, RFC 6761 6.3)."""
    found = read(host)
    return host == "localhost" or (found is not None and found.is_loopback)


def read(text: str) -> Address | None:
    """The address written in ``text``, IPv4 where it is only wrapped (``::ffff:…``)."""
    try:
        found = ip_address(text)
    except ValueError:
        return None
    if isinstance(found, IPv4Address):
        return found
    if found.scope_id is not None:
        return None
    return found.ipv4_mapped or found


def single(text: str) -> str:
    """The address in its shortest writing, IPv4 also where it is only wrapped; empty where it is
    none."""
    try:
        found = ip_address(text.strip().partition("%")[0])
    except ValueError:
        return ""
    wrapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return str(wrapped or found)


def holder(text: str) -> str:
    """Whose address it is, for limits: in IPv6 its /64, which one subscriber has to himself
    (RFC 6177); IPv4 as it is, also where it is only wrapped or translated (in that /64 is all of
    IPv4).  What is no address is itself.
    """
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return text
    if isinstance(found, IPv4Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    if found in NAT64:
        return str(found)
    return str(IPv6Address(int(found) >> 64 << 64))


def judge(answers: Iterable[str], inside: Collection[str] = ()) -> Address | None:
    """The first of a name's addresses, where *every* one of them may be called, else None.

    One address that may not be is enough to refuse: whoever mixes them waits for us to take it.
    ``inside``  exact addresses of a private network that this very name was allowed
    """
    allowed = {found for text in inside if (found := site(text)) is not None}
    judged = [_called(text, allowed) for text in answers]
    return judged[0] if judged and all(one is not None for one in judged) else None


def _called(text: str, allowed: Collection[Address]) -> Address | None:
    inside = site(text)
    return inside if inside is not None and inside in allowed else public(text)
