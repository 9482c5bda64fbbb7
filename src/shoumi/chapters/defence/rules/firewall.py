"""The rule set of the host's firewall: what is opened becomes nftables' own words.

One table of our own, ``inet shoumi``, that lets nothing in but what is named.  A packet that one
chain drops is dropped, whatever other tables say (nft(8), "Verdict statement"), so tables of other
programs stay as they are.
"""

from __future__ import annotations

import hashlib
import ipaddress
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from shoumi.core import constants
from shoumi.core.calendar import anniversary, day_in_china, end_of_day

TABLE = "shoumi"
# The host is read every minute; one that nobody has read for so long may be open to anybody.
FRESH = timedelta(minutes=10)
MOST_OPENINGS = 60
_MOST_WORDS = 80
_PARTS = 4
_PORTS = range(1, 65536)


class Protocol(StrEnum):
    """Stored values: changing one needs a migration."""

    TCP = "tcp"
    UDP = "udp"


class State(StrEnum):
    """Where a rule set stands."""

    DRAFT = "DRAFT"
    APPROVED = "APPROVED"
    IN_FORCE = "IN_FORCE"
    ENDED = "ENDED"


class Seen(StrEnum):
    """What the host was found to do.  Stored values: changing one needs a migration."""

    AS_APPROVED = "AS_APPROVED"
    CHANGED = "CHANGED"
    ABSENT = "ABSENT"  # there is no such table
    UNREADABLE = "UNREADABLE"  # there is no nft here, or it may not be asked


class LineFault(StrEnum):
    """Why a line of what is opened is none."""

    SHAPE = "SHAPE"
    PROTOCOL = "PROTOCOL"
    PORT = "PORT"
    SOURCE = "SOURCE"
    WHY = "WHY"
    TWICE = "TWICE"
    TOO_MANY = "TOO_MANY"


class BadLine(ValueError):
    """``line``  counted from one"""

    def __init__(self, line: int, fault: LineFault) -> None:
        super().__init__(line, fault)
        self.line, self.fault = line, fault


@dataclass(frozen=True, slots=True, order=True)
class Opening:
    """One port that others may reach.

    ``source``  the network it is for, as CIDR; empty: everybody
    ``why``     what answers there, in words of the house
    """

    port: int
    protocol: Protocol
    source: str
    why: str

    @property
    def rule(self) -> str:
        """As nftables lists it."""
        ends = f"{self.protocol} dport {self.port} accept"
        if not self.source:
            return ends
        network = ipaddress.ip_network(self.source)
        family = "ip" if network.version == 4 else "ip6"  # noqa: PLR2004
        is_one = network.prefixlen == network.max_prefixlen
        return f"{family} saddr {network.network_address if is_one else network} {ends}"


def openings(text: str) -> list[Opening]:
    """One a line: port | tcp or udp | network or * | what answers there.

    Raises:
        BadLine
    """
    lines = [(n, line.strip()) for n, line in enumerate(text.splitlines(), 1)]
    found: list[Opening] = []
    for number, line in lines:
        if not line:
            continue
        one = _opening(number, line)
        if any(one.rule == other.rule for other in found):
            raise BadLine(number, LineFault.TWICE)
        found.append(one)
        if len(found) > MOST_OPENINGS:
            raise BadLine(number, LineFault.TOO_MANY)
    return sorted(found)


def _opening(number: int, line: str) -> Opening:
    parts = [part.strip() for part in line.replace("｜", "|").split("|")]
    if len(parts) != _PARTS:
        raise BadLine(number, LineFault.SHAPE)
    port, protocol, source, why = parts
    if not (port.isascii() and port.isdigit() and int(port) in _PORTS):
        raise BadLine(number, LineFault.PORT)
    if protocol.lower() not in set(Protocol):
        raise BadLine(number, LineFault.PROTOCOL)
    if not why or len(why) > _MOST_WORDS:
        raise BadLine(number, LineFault.WHY)
    return Opening(int(port), Protocol(protocol.lower()), _source(number, source), why)


def _source(number: int, source: str) -> str:
    if source in ("*", ""):
        return ""
    try:
        network = ipaddress.ip_network(source)
    except ValueError:
        raise BadLine(number, LineFault.SOURCE) from None
    return "" if network.prefixlen == 0 else str(network)


def rules(opened: Iterable[Opening], *, is_routing: bool) -> dict[str, list[str]]:
    """Chain -> its rules, in order, as nftables lists them.

    ``is_routing``  the host passes packets on, to containers for instance: what it passes on is
                    then not filtered here
    """
    chains = {
        "input": [
            'iif "lo" accept',
            "ct state established,related accept",
            "ct state invalid drop",
            "ip saddr @blocked4 drop",
            "ip6 saddr @blocked6 drop",
            # Without neighbour discovery there is no IPv6, without "too big" no long answer.
            "meta l4proto { icmp, ipv6-icmp } accept",
            *(one.rule for one in sorted(opened)),
        ]
    }
    return chains if is_routing else {**chains, "forward": []}


def text(opened: Sequence[Opening], *, is_routing: bool) -> str:
    """A file for ``nft -f``: it replaces the table in one go, and touches no other."""
    return _text(opened, is_routing, "interval,timeout")


def _text(opened: Sequence[Opening], is_routing: bool, flags: str) -> str:
    """``flags``  of the set of IPv6: a network is an interval"""
    lines = [
        "#!/usr/sbin/nft -f",
        f"table inet {TABLE}",
        f"delete table inet {TABLE}",
        f"table inet {TABLE} {{",
    ]
    for number, family, has in (("4", "ipv4_addr", "timeout"), ("6", "ipv6_addr", flags)):
        lines += [
            f"\tset blocked{number} {{",
            f"\t\ttype {family}",
            f"\t\tflags {has}",
            "\t}",
        ]
    for chain, own in rules(opened, is_routing=is_routing).items():
        lines += [
            f"\tchain {chain} {{",
            f"\t\ttype filter hook {chain} priority 0; policy drop;",
            *(f"\t\t{rule}" for rule in own),
            "\t}",
        ]
    return "\n".join([*lines, "}", ""])


_LET_IN = re.compile(r"\t\t(?:ip6? saddr (\S+) )?(tcp|udp) dport (\d+) accept")


def is_ours(given: str) -> bool:
    """Whether it is word for word a file that ``text`` writes: whoever applies one is root."""
    found = [match for line in given.splitlines() if (match := _LET_IN.fullmatch(line))]
    try:
        opened = openings("\n".join(f"{one[3]} | {one[2]} | {one[1] or '*'} | ?" for one in found))
    except BadLine:
        return False
    return given == text(opened, is_routing="\tchain forward {" not in given.splitlines())


def digest(opened: Sequence[Opening], *, is_routing: bool) -> bytes:
    """SHA-256 of the file, which whoever applies it compares."""
    return hashlib.sha256(text(opened, is_routing=is_routing).encode()).digest()


def digests(opened: Sequence[Opening], *, is_routing: bool) -> Iterator[bytes]:
    """Of each file that a version has written for it, the newest first: the ledger keeps what was
    approved then.  They let in the same; an older one shuts out single addresses of IPv6 alone."""
    yield digest(opened, is_routing=is_routing)
    yield hashlib.sha256(_text(opened, is_routing, "timeout").encode()).digest()


def next_review(reviewed_at: datetime) -> datetime:
    months = constants.get("operations.firewall_review_every").months
    return end_of_day(anniversary(day_in_china(reviewed_at), months=months))
