"""Addresses that the host shuts out for a while: elements with a time in the firewall's own sets.

The sets are part of every rule set; what stands in them only shuts and is no difference.
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shoumi.chapters.defence.rules.firewall import TABLE, Opening
from shoumi.core.egress import addresses

HOURS = 24
MOST_HOURS = 720
MOST_CHANGES = 1_000
_SETS = frozenset({"blocked4", "blocked6"})
_V4 = 4


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
    """As nftables lists it; empty where it is no single address of another host."""
    found = addresses.single(told)
    if not found:
        return ""
    one = ipaddress.ip_address(found)
    is_ours = one.is_loopback or one.is_unspecified or one.is_multicast
    return "" if is_ours else found


def is_let_in_by_name(told: str, opened: Iterable[Opening]) -> bool:
    """Whether the rule set lets its network in by name, as for whoever administers the host."""
    one = ipaddress.ip_address(told)
    networks = [ipaddress.ip_network(each.source) for each in opened if each.source]
    return any(one.version == each.version and one in each for each in networks)


def state(
    until: datetime, seen_at: datetime | None, lifted_at: datetime | None, at: datetime
) -> BlockState:
    if lifted_at is not None:
        return BlockState.LIFTED
    if at >= until:
        return BlockState.OVER
    return BlockState.WAITING if seen_at is None else BlockState.IN_FORCE


def elements(listed: str) -> frozenset[str]:
    """What stands in the sets, of what ``nft -j list table`` says.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: it is not what nft answers.
    """
    found = set()
    for one in json.loads(listed)["nftables"]:
        told = one.get("set", {})
        if told.get("name") in _SETS:
            for each in told.get("elem", ()):
                value = each["elem"]["val"] if isinstance(each, Mapping) else each
                found.add(addresses.single(str(value)))
    return frozenset(found - {""})


def changes(wanted: Mapping[str, int], gone: Iterable[str], has: frozenset[str]) -> list[Change]:
    """What is to be done so that the host has what is wanted and nothing that was lifted; what
    others put into the sets stays.

    ``wanted``  address -> for how many seconds more
    """
    add = [Change(one, seconds) for one, seconds in wanted.items() if one not in has]
    take = [Change(one, 0) for one in gone if one in has and one not in wanted]
    return [*sorted(add, key=lambda one: one.address), *sorted(take, key=lambda one: one.address)]


def read(lines: str) -> list[Change]:
    """What the worker asks the helper for: one change a line.

    Raises:
        BadChange: whoever changes the firewall is root, so nothing else is passed on.
    """
    found = []
    for line in lines.splitlines()[: MOST_CHANGES + 1]:
        told, _, seconds = line.partition(" ")
        is_whole = seconds.isascii() and seconds.isdecimal() and len(seconds) < len("10000000")
        if not is_whole or address(told) != told or int(seconds) > MOST_HOURS * 3600:
            raise BadChange
        found.append(Change(told, int(seconds)))
    if len(found) > MOST_CHANGES:
        raise BadChange
    return found


def text(found: Sequence[Change]) -> str:
    """A file for ``nft -f``, of our own table's sets alone."""
    lines = []
    for one in found:
        own = "blocked4" if ipaddress.ip_address(one.address).version == _V4 else "blocked6"
        where = f"element inet {TABLE} {own}"
        if one.seconds:
            lines.append(f"add {where} {{ {one.address} timeout {one.seconds}s }}")
        else:
            lines.append(f"delete {where} {{ {one.address} }}")
    return "".join(f"{line}\n" for line in lines)
