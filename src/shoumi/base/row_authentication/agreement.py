"""Whether a row says what the ledger says of it: for rows that were written before codes were."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from shoumi.base.ledger import latest_entries, reader
from shoumi.base.ledger.reader import Recorded
from shoumi.core.ledger import leaf
from shoumi.core.ledger.leaf import LeafUnreadable, Line

# Days of the ledger are of the zone that the moment came in: the house's own, or UTC.
_ZONES = (UTC, ZoneInfo("Asia/Shanghai"))

Agrees = Callable[[Any, Sequence[Recorded]], bool]


def each(agrees: Agrees) -> Callable[[Sequence[Any]], list[int | None]]:
    """``GuardedTable.agreed`` of a table whose entries are about rows.

    ``agrees(row, entries)``  over the entries that tell of the row, the oldest first
    """

    def agreed(rows: Sequence[Any]) -> list[int | None]:
        told = _entries(rows)
        return [
            own[-1].position if own and _holds(agrees, row, own) else None
            for row, own in zip(rows, told, strict=True)
        ]

    return agreed


def _holds(agrees: Agrees, row: Any, entries: Sequence[Recorded]) -> bool:
    try:
        return agrees(row, entries)
    except (LeafUnreadable, LookupError, ValueError, TypeError):
        return False


def _entries(rows: Sequence[Any]) -> list[list[Recorded]]:
    coverage = rows[0].coverage
    columns = [column for column, _ in coverage.told_by]
    found: dict[str, set[int]] = {}
    for ref in {getattr(row, column) for row in rows for column in columns}:
        found[ref] = set(latest_entries.about(coverage.tags, ref))
    anywhere = latest_entries.last(coverage.anywhere) if coverage.anywhere else None
    positions = {at for own in found.values() for at in own}
    if anywhere is not None:
        positions.add(anywhere)
    recorded = {one.position: one for one in reader.some(sorted(positions))}
    told = []
    for row in rows:
        own = {at for column in columns for at in found[getattr(row, column)]}
        if not own and anywhere is not None:
            own = {anywhere}
        told.append([recorded[at] for at in sorted(own)])
    return told


def naming(fact: str, tags: Collection[str], *, after: int | None = None) -> dict[str, Line]:
    """The newest entry of ``tags`` that names each thing in its ``fact``: for rows whose use an
    entry about something else tells.

    ``after``  only entries behind that position: such tags are rare, and requests last a day
    """
    begin = -1 if after is None else after
    found = [at for at in latest_entries.all_of(tags) if at > begin]
    lines = [one.line() for one in reader.some(found)] if found else []
    return {str(line.facts[fact]): line for line in lines if fact in line.facts}


def facts_are(
    known: Mapping[str, str | int | bool], wanted: Mapping[str, object], *, absent: str = ""
) -> bool:
    """Whether the facts of an entry are ``wanted``: moments, digests and words as they stand there.

    ``absent``  name of a fact that is left out where it is None
    """
    told = {name: value for name, value in wanted.items() if name != absent or value is not None}
    is_left = absent not in wanted or wanted[absent] is not None or absent not in known
    return is_left and all(known.get(name) == _plain(value) for name, value in told.items())


def is_day_of(told: object, moment: datetime | None) -> bool:
    """Whether a day in the ledger is that of ``moment``."""
    return moment is not None and told in {
        moment.astimezone(zone).date().isoformat() for zone in _ZONES
    }


def last_of(entries: Sequence[Recorded], tags: Collection[str]) -> Recorded | None:
    return next((one for one in reversed(entries) if one.line().tag in tags), None)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return leaf.moment(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, bool | int):
        return value
    return str(value)
