"""Whose data somebody saw or took out in a span of time, as the ledger alone says it.

Entries name people by their pseudonyms: one in ``about``, several in the rows of the entry.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from shoumi.base.gate.events import Tag as Gate
from shoumi.base.handover import record_counts
from shoumi.base.handover.events import Tag as Handover
from shoumi.base.handover.record_counts import Reads
from shoumi.base.ledger import reader
from shoumi.base.subjects import ledger_pseudonyms
from shoumi.base.subjects import queries as subjects
from shoumi.chapters.incidents.models import Exposure
from shoumi.core.ledger.leaf import Digest, Line
from shoumi.core.record_thresholds import RecordKind
from shoumi.core.refs import Ref

# Of these tags are the entries by which values of people leave the vault.
SEEN_BY = (Gate.REVEALED, Handover.SEALED)
_NAME = "psn"


@dataclass(frozen=True, slots=True)
class Seen:
    """``names``  the ledger's, in order; from entry ``first`` on and before ``last``

    ``deals``  those of these entries
    """

    names: tuple[str, ...]
    first: int
    last: int
    deals: frozenset[Ref] = frozenset()

    @property
    def digest(self) -> Digest:
        return Digest.of(",".join(self.names).encode())


def between(
    since: datetime, until: datetime, *, deal: Ref | None = None, person: Ref | None = None
) -> Seen:
    """Everybody whose data were opened from ``since`` on and before ``until``."""
    first, last = reader.first_from(since), reader.first_from(until)
    found: set[str] = set()
    deals: set[Ref] = set()
    for position, line in _lines(first, last):
        if deal in (None, line.deal) and person in (None, line.actor):
            found.update(_names(position, line))
            deals |= {line.deal} if line.deal else set()
    return Seen(tuple(sorted(found)), first, last, frozenset(deals))


def people(counts: Iterable[Exposure]) -> dict[Ref, list[Ref]]:
    """Whom the counts of an incident name and who is still held, by deal, in the order held."""
    names: set[str] = set()
    touched: set[Ref] = set()
    for one in counts:
        deal, person = (Ref(ref) if ref else None for ref in (one.deal, one.person))
        seen = between(one.since, one.until, deal=deal, person=person)
        names.update(seen.names)
        touched |= seen.deals
    found: dict[Ref, list[Ref]] = {}
    for deal in sorted(touched):
        held = ledger_pseudonyms.readable(subjects.refs(subjects.of_deal(deal)))
        if own := [ref for ref, name in held.items() if name in names]:
            found[deal] = own
    return found


def by_kind(counts: Iterable[Exposure]) -> Mapping[RecordKind, int]:
    """Of how many people records of each kind are named by the counts of an incident."""
    reads = []
    for one in counts:
        deal, person = (Ref(ref) if ref else None for ref in (one.deal, one.person))
        first, last = reader.first_from(one.since), reader.first_from(one.until)
        reads.append(Reads(first, last, deal, person))
    return record_counts.count(reads)


def _lines(first: int, last: int) -> Iterator[tuple[int, Line]]:
    for tag in SEEN_BY:
        found = reader.entries(first, tag=str(tag))
        for one in takewhile(lambda one: one.position < last, found):
            yield one.position, one.line()


def _names(position: int, line: Line) -> Iterator[str]:
    if line.rows is None:
        if line.about.kind == _NAME:
            yield str(line.about)
        return
    for told in reader.rows(position):
        name = json.loads(told).get("subject")
        if name:
            yield str(name)
