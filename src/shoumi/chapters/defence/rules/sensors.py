"""What sensors of others say: alerts of Suricata (``eve.json``) and bans of fail2ban.

They are programs of their own (GPL) that the operator runs; here their logs are read, a line each.
Suricata's severity 1 is the gravest (docs.suricata.io, "EVE JSON Format"); 3 is what merely is odd.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from shoumi.chapters.defence.rules import blocks
from shoumi.core.egress import addresses

_GRAVE = 2
_MOST_WORDS = 120
_BAN = re.compile(r"fail2ban\.actions\b.*\bNOTICE\s+\[([^\]]{1,60})\] Ban (\S+)\s*$")
_UNWRITABLE = re.compile(r"[^\x20-\x7e\u4e00-\u9fff]")


class SensorKind(StrEnum):
    """Stored values: changing one needs a migration."""

    SURICATA = "SURICATA"
    FAIL2BAN = "FAIL2BAN"


@dataclass(frozen=True, slots=True, order=True)
class Sighting:
    """``address``  where it came from, of IPv6 its /64; ``words``  what the sensor calls it"""

    address: str
    words: str


def sightings(kind: SensorKind, lines: Iterable[bytes]) -> Mapping[Sighting, int]:
    """What ``lines`` raise, and how often; lines about nothing grave raise nothing."""
    read = {SensorKind.SURICATA: _suricata, SensorKind.FAIL2BAN: _fail2ban}[kind]
    found = (read(line.decode("utf-8", "replace")) for line in lines)
    return Counter(one for one in found if one is not None)


def _suricata(line: str) -> Sighting | None:
    try:
        told = json.loads(line)
        if told["event_type"] != "alert" or int(told["alert"]["severity"]) > _GRAVE:
            return None
        return _sighting(str(told["src_ip"]), str(told["alert"]["signature"]))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _fail2ban(line: str) -> Sighting | None:
    match = _BAN.search(line)
    return _sighting(match[2], match[1]) if match else None


def _sighting(address: str, words: str) -> Sighting | None:
    found = addresses.single(address)
    if not found:
        return None
    # Of IPv6 the /64 is what is counted and shut out; what is not another host's stays as it is.
    whose = blocks.address(found) or found
    return Sighting(whose, _UNWRITABLE.sub(" ", words)[:_MOST_WORDS].strip())
