"""Addresses that the host shuts out for a while: elements with a time in the firewall's own sets.

The sets are part of every rule set; what stands in them only shuts and is no difference.  In IPv6
what is shut out is a /64: one subscriber has all of its addresses (RFC 6177).
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shoumi.chapters.defence.rules.firewall import TABLE, Opening
from shoumi.core.egress import addresses

HOURS = 24
MOST_HOURS = 720
MOST_CHANGES = 1_000
_SETS = frozenset({"blocked4", "blocked6"})
_V4, _V6 = 4, 6
_WIDTH = 64


class BlockState(StrEnum):
    WAITING = "WAITING"  # the host was not seen to have it yet
    IN_FORCE = "IN_FORCE"
    OVER = "OVER"
    LIFTED = "LIFTED"


class BadChange(ValueError):
    """It is no line of ours."""


@dataclass(frozen=True, slots=True)
class Change:
    """``seconds``  for how long it is shut out; 0: not any more"""

    address: str
    seconds: int

    @property
    def line(self) -> str:
        return f"{self.address} {self.seconds}"


def address(told: str) -> str:
    """What is shut out for it, as nftables lists it: of IPv6 its /64.  Empty where it is nothing of
    another host.

    ``told``  an address; or a network of IPv6, which is a /64
    """
    bare, parted, length = told.strip().partition("/")
    found = addresses.single(bare)
    if not found or not _is_of_others(found):
        return ""
    one = ipaddress.ip_address(found)
    is_wide = one.version == _V6 and one not in addresses.NAT64
    if parted and not (is_wide and length == str(_WIDTH)):
        return ""
    network = ipaddress.ip_network((addresses.holder(found), _WIDTH)) if is_wide else None
    if network is None:
        return found
    return "" if ipaddress.IPv6Address("::1") in network else str(network)


def _is_of_others(told: str) -> bool:
    one = ipaddress.ip_address(told)
    # Neighbours of IPv6 are found by addresses of the link: without those there is no network.
    return not (one.is_loopback or one.is_unspecified or one.is_multicast or one.is_link_local)


def _is_written(told: str) -> bool:
    """Whether it is as ``address`` writes it, or one address of IPv6, as an older version did."""
    return bool(told) and (
        address(told) == told or (addresses.single(told) == told and _is_of_others(told))
    )


def is_among(told: str, networks: Iterable[str]) -> bool:
    """Whether what is shut out has an address of ``networks`` in it, or lies in one."""
    one = ipaddress.ip_network(told)
    found = [ipaddress.ip_network(each, strict=False) for each in networks]
    return any(one.version == each.version and one.overlaps(each) for each in found)


def is_let_in_by_name(told: str, opened: Iterable[Opening]) -> bool:
    """Whether the rule set lets its network in by name, as for whoever administers the host."""
    return is_among(told, (each.source for each in opened if each.source))


def state(
    until: datetime, seen_at: datetime | None, lifted_at: datetime | None, at: datetime
) -> BlockState:
    if lifted_at is not None:
        return BlockState.LIFTED
    if at >= until:
        return BlockState.OVER
    return BlockState.WAITING if seen_at is None else BlockState.IN_FORCE


@dataclass(frozen=True, slots=True)
class Sets:
    """What stands in the sets of the host.

    ``takes_networks``  they do: a table of an older version takes single addresses alone
    """

    elements: frozenset[str] = frozenset()
    takes_networks: bool = True

    def shuts(self, told: str) -> bool:
        return told in self.elements or self.has_whole(told)

    def has_whole(self, told: str) -> bool:
        """Whether it is a part of what stands there."""
        return any(_is_part(told, one) for one in self.elements if "/" in one)

    def within(self, told: str) -> Iterator[str]:
        """What stands there that is a part of it: the host takes no two that overlap."""
        return (one for one in self.elements if "/" in told and _is_part(one, told))


def _is_part(told: str, whole: str) -> bool:
    """Whether all of ``told`` is in ``whole``, which is more."""
    one, other = ipaddress.ip_network(told), ipaddress.ip_network(whole)
    return one.prefixlen > other.prefixlen and one.network_address in other


def sets(listed: str) -> Sets:
    """What stands in the sets, of what ``nft -j list table`` says.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: it is not what nft answers.
    """
    found, takes = set(), False
    for one in json.loads(listed)["nftables"]:
        told = one.get("set", {})
        takes |= told.get("name") == "blocked6" and "interval" in told.get("flags", ())
        if told.get("name") in _SETS:
            found |= {_element(each) for each in told.get("elem", ())}
    return Sets(frozenset(found - {""}), takes)


def _element(told: object) -> str:
    """Empty where it is none of a kind that we write."""
    value = told["elem"]["val"] if isinstance(told, Mapping) and "elem" in told else told
    match value:
        case {"prefix": {"addr": str(first), "len": int(length)}} if addresses.single(first):
            return f"{addresses.single(first)}/{length}"
        case str(one):
            return addresses.single(one)
    return ""


def changes(wanted: Mapping[str, int], gone: Iterable[str], has: Sets) -> list[Change]:
    """What is to be done so that the host has what is wanted and nothing that was lifted; what
    others put into the sets stays, unless it is a part of what is wanted.

    ``wanted``  address -> for how many seconds more
    """
    asked = Sets(frozenset(wanted))
    named = sorted(one for one in wanted if not has.shuts(one) and not asked.has_whole(one))
    add = [Change(one, wanted[one]) for one in named if has.takes_networks or "/" not in one]
    parts = {part for one in add for part in has.within(one.address)}
    over = {one for one in gone if one in has.elements and one not in wanted}
    return [*(Change(one, 0) for one in sorted(parts | over)), *add]


def read(lines: str) -> list[Change]:
    """What the worker asks the helper for: one change a line.

    Raises:
        BadChange: whoever changes the firewall is root, so nothing else is passed on.
    """
    found = []
    for line in lines.splitlines()[: MOST_CHANGES + 1]:
        told, _, seconds = line.partition(" ")
        is_whole = seconds.isascii() and seconds.isdecimal() and len(seconds) < len("10000000")
        if not is_whole or int(seconds) > MOST_HOURS * 3600 or not _is_written(told):
            raise BadChange
        found.append(Change(told, int(seconds)))
    if len(found) > MOST_CHANGES:
        raise BadChange
    return found


def text(found: Sequence[Change]) -> str:
    """A file for ``nft -f``, of our own table's sets alone."""
    lines = []
    for one in found:
        own = "blocked4" if ipaddress.ip_network(one.address).version == _V4 else "blocked6"
        where = f"element inet {TABLE} {own}"
        if one.seconds:
            lines.append(f"add {where} {{ {one.address} timeout {one.seconds}s }}")
        else:
            lines.append(f"delete {where} {{ {one.address} }}")
    return "".join(f"{line}\n" for line in lines)
