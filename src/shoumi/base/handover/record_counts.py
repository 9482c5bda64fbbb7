"""Of how many people records were opened or left, by kind, as the ledger says it.

Each person counts once, as the strictest kind that was opened of him or her.  Which fields an entry
is about stands in the ledger as a digest; they are those of its task, or of its package.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

from shoumi.base.gate.events import Tag as Gate
from shoumi.base.gate.models import Task
from shoumi.base.handover.events import Tag
from shoumi.base.handover.models import Package
from shoumi.base.ledger import reader
from shoumi.base.registry import field_register
from shoumi.core import record_thresholds
from shoumi.core.ledger.leaf import Line
from shoumi.core.record_thresholds import RecordKind
from shoumi.core.refs import Ref

# Of these tags are the entries by which values of people leave the vault.
OPENED_BY = (Gate.REVEALED, Tag.SEALED)
_NAME = "psn"


@dataclass(frozen=True, slots=True)
class Reads:
    """Entries from position ``first`` on and before ``last``, of one deal or person where named."""

    first: int
    last: int
    deal: Ref | None = None
    person: Ref | None = None

    def takes(self, line: Line) -> bool:
        return self.deal in (None, line.deal) and self.person in (None, line.actor)


def count(reads: Iterable[Reads]) -> Mapping[RecordKind, int]:
    """How many people of each kind; who is in several of ``reads`` counts once."""
    found: dict[str, RecordKind] = {}
    tasks: dict[str, RecordKind] = {}
    for one in reads:
        for position, line in _lines(one):
            kind = _kind(position, line, tasks)
            for name in _names(position, line):
                found[name] = record_thresholds.strictest(kind, found.get(name))
    return Counter(found.values())


def _lines(one: Reads) -> Iterator[tuple[int, Line]]:
    for tag in OPENED_BY:
        entries = reader.entries(one.first, tag=str(tag))
        for entry in takewhile(lambda entry: entry.position < one.last, entries):
            line = entry.line()
            if one.takes(line):
                yield entry.position, line


def _kind(position: int, line: Line, known: dict[str, RecordKind]) -> RecordKind:
    """The strictest there is where nobody can say any more what was opened."""
    key = f"{position}" if line.tag == Tag.SEALED else str(line.facts.get("task", ""))
    if key not in known:
        rows = (
            Package.objects.filter(position=position)
            if line.tag == Tag.SEALED
            else Task.objects.filter(ref=key)
        )
        fields = rows.values_list("fields", flat=True).first()
        known[key] = RecordKind.TRACE_OR_PROPERTY if fields is None else of_fields(fields)
    return known[key]


def of_fields(fields: Iterable[str]) -> RecordKind:
    register, wanted = field_register(), frozenset(fields)
    sensitive = {code for code in wanted if code in register and register[code].is_sensitive}
    return record_thresholds.kind_of(wanted, sensitive)


def _names(position: int, line: Line) -> Iterator[str]:
    if line.rows is None:
        if line.about.kind == _NAME:
            yield str(line.about)
        return
    for told in reader.rows(position):
        if name := json.loads(told).get("subject"):
            yield str(name)
