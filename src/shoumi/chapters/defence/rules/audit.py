"""What a look at the house itself finds, how severe it is, and until when it is mended.

Advisories are in the form of OSV (ossf.github.io/osv-schema): packages of Python, by name, with the
versions from which on and before which a hole is open.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from shoumi.core import constants

# The look is made every hour; advisories are carried in by the operator.
FRESH = timedelta(hours=3)
ADVISORIES_FRESH = timedelta(days=7)
MOST_EXCEPTED = timedelta(days=30)
MOST_BYTES = 64 * 1024 * 1024
_MOST_FINDINGS = 500
_ECOSYSTEM = "PyPI"
_RELEASE = re.compile(r"v?(\d+(?:\.\d+)*)(.*)")
_BEFORE = re.compile(r"[-_.]?(a|b|c|rc|alpha|beta|pre|preview|dev)")


class What(StrEnum):
    """Of what kind a finding is.  Stored values: changing one needs a migration."""

    PORT = "PORT"  # a program listens where the rule set in force lets nobody in
    MODE = "MODE"  # others of the host may read a file of the home
    DOCTOR = "DOCTOR"  # the doctor says that something is wrong
    ADVISORY = "ADVISORY"  # a hole is known in a package that is installed


class Severity(StrEnum):
    """Stored values: changing one needs a migration."""

    CRITICAL = "CRITICAL"
    HIGH = "HIGH"
    MEDIUM = "MEDIUM"


class FindingState(StrEnum):
    OPEN = "OPEN"
    OVERDUE = "OVERDUE"
    EXCEPTED = "EXCEPTED"
    MENDED = "MENDED"


class NoAdvisories(ValueError):
    """It is no file of advisories in the form of OSV."""


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """``name``  a port, a file, a check of the doctor, a package with its version and advisory"""

    what: What
    name: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Hit:
    """A package that is installed in a version in which a hole is known."""

    package: str
    version: str
    advisory: str
    severity: Severity

    @property
    def name(self) -> str:
        return f"{self.package} {self.version} {self.advisory}"[:120]


def due(severity: Severity, found_at: datetime) -> datetime:
    within = constants.get("operations.patch_within").part(severity.lower())
    return found_at + timedelta(hours=within)


def state(
    due_at: datetime, mended_at: datetime | None, excepted_until: datetime | None, at: datetime
) -> FindingState:
    if mended_at is not None:
        return FindingState.MENDED
    if excepted_until is not None and at < excepted_until:
        return FindingState.EXCEPTED
    return FindingState.OPEN if at < due_at else FindingState.OVERDUE


def ports(listening: Mapping[str, set[int]], opened: Sequence[tuple[str, int]]) -> Iterator[Found]:
    """Of the ports on which programs listen for others, those that nobody approved.

    Programs pick ports of their own above the usual ones for answers by UDP, so of UDP only those
    below count.
    """
    known = set(opened)
    for protocol, found in listening.items():
        for port in sorted(found):
            is_own_choice = protocol == "udp" and port >= _PICKED_FROM
            if (protocol, port) not in known and not is_own_choice:
                yield Found(What.PORT, f"{protocol} {port}", Severity.CRITICAL)


_PICKED_FROM = 32768  # Linux, net.ipv4.ip_local_port_range


def modes(files: Mapping[str, int]) -> Iterator[Found]:
    """Of files and their modes, those that others of the host may read or change."""
    for name, mode in sorted(files.items()):
        if mode & 0o077:
            yield Found(What.MODE, f"{name} {mode & 0o777:o}", Severity.CRITICAL)


def advisories(content: bytes, installed: Mapping[str, str]) -> tuple[datetime, list[Hit]]:
    """How old the file is, by the newest change in it, and what of ``installed`` it names.

    Raises:
        NoAdvisories
    """
    try:
        records = [one for one in _records(content) if not one.get("withdrawn")]
        as_of = max(datetime.fromisoformat(str(one["modified"])) for one in records)
        hits = [hit for one in records for hit in _hits(one, installed)]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NoAdvisories from None
    if as_of.tzinfo is None:
        as_of = as_of.replace(tzinfo=UTC)
    return as_of, list(dict.fromkeys(hits))[:_MOST_FINDINGS]


def _records(content: bytes) -> list[dict[str, Any]]:
    """One JSON array, or one record a line."""
    text = content.decode("utf-8").strip()
    found = json.loads(text) if text.startswith("[") else map(json.loads, text.splitlines())
    return list(found)


def _hits(record: Mapping[str, Any], installed: Mapping[str, str]) -> Iterator[Hit]:
    for affected in record.get("affected", ()):
        package = affected.get("package", {})
        name = normal(str(package.get("name", "")))
        version = installed.get(name)
        if package.get("ecosystem") != _ECOSYSTEM or version is None:
            continue
        if _is_in(version, affected):
            yield Hit(name, version, str(record["id"]), _severity(record, affected))


def _severity(record: Mapping[str, Any], affected: Mapping[str, Any]) -> Severity:
    """As the advisory says it in a word; what says nothing is taken for high."""
    for of in (affected, record):
        for part in ("ecosystem_specific", "database_specific"):
            said = str(of.get(part, {}).get("severity", "")).upper()
            if said in ("MODERATE", "LOW"):
                return Severity.MEDIUM
            if said in set(Severity):
                return Severity(said)
    return Severity.HIGH


def _is_in(version: str, affected: Mapping[str, Any]) -> bool:
    if version in affected.get("versions", ()):
        return True
    own = _order(version)
    for one in affected.get("ranges", ()):
        if one.get("type") == "GIT":
            continue
        is_open = False
        for event in one.get("events", ()):
            if "introduced" in event and own >= _order(event["introduced"]):
                is_open = True
            elif ("fixed" in event and own >= _order(event["fixed"])) or (
                "last_affected" in event and own > _order(event["last_affected"])
            ):
                is_open = False
        if is_open:
            return True
    return False


def _order(version: str) -> tuple[tuple[int, ...], bool]:
    """Enough of PEP 440 to put releases in order: a pre-release comes before its release."""
    match = _RELEASE.match(version)
    if match is None:
        raise NoAdvisories
    release = tuple(int(part) for part in match[1].split("."))
    while len(release) > 1 and release[-1] == 0:
        release = release[:-1]
    return release, _BEFORE.match(match[2]) is None


def normal(name: str) -> str:
    """PEP 503."""
    return re.sub(r"[-_.]+", "-", name).lower()
