"""Rows whose newest entry is newer than they are: set back to what the copy says, or left false.

Such a row holds no longer, by its position alone (ADR 0027), and opens nothing.  That is right
until what narrows was done again on it.  Then one entry says that it stands as in the copy, and
gives it a code; a row that could not be done again gets none and opens nothing until two persons
settle it.  What was made after the copy and has no row is said to be lost.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from shoumi.base.ledger import latest_entries, reader, writer
from shoumi.base.ledger.events import Tag
from shoumi.base.row_authentication import codes, review, verification
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import SYSTEM, Ref

_CHUNK = 500
DUTIES = ("13.2",)
Standing = Mapping[Any, Sequence[Any]]


def standing(size: int) -> Standing:
    """By table the keys of the rows that were authentic when the ledger had ``size`` entries."""
    found: dict[Any, list[Any]] = {}
    for guarded in review.tables():
        table = guarded.table
        if not table.coverage.told_by:
            continue
        found[table] = [
            row.pk
            for rows in _chunks(table)
            for row, position in zip(rows, verification.positions(rows, below=size), strict=True)
            if row.entry_position == position and codes.matches(row)
        ]
    return found


def false_before(stood: Standing) -> list[str]:
    """The rows that did not hold in the copy already, by table and name: they open nothing, as they
    opened nothing in the home that was lost."""
    found = set[str]()
    for guarded in review.tables():
        held = set(stood[guarded.table]) if guarded.table in stood else None
        for rows in _chunks(guarded.table):
            true = {row.pk for row in verification.authentic(rows)} if held is None else held
            found |= {review.place_of(row) for row in rows if row.pk not in true}
    return sorted(found)


def _chunks(table: Any, among: Sequence[Any] | None = None) -> Iterator[list[Any]]:
    rows = table._default_manager.order_by("pk")
    keys = iter(rows.values_list("pk", flat=True)) if among is None else iter(among)
    while part := list(islice(keys, _CHUNK)):
        yield list(rows.filter(pk__in=part))


def set_back(stood: Standing, size: int, blocked: Collection[str], at: datetime) -> tuple[int, int]:
    """Say of each what becomes of it: how many rows were set back, how many are lost.

    ``blocked``  what entries are about that could not be done again
    """
    abouts, gone = set[str](), set[str]()
    for table, keys in stood.items():
        for rows in _chunks(table, keys):
            abouts |= {_about(row) for row in _behind(rows) if not _refs(row) & set(blocked)}
        gone |= _lost(table, size) - set(blocked)
    _record(Tag.ROW_SET_BACK, sorted(abouts), size, at)
    _record(Tag.ROW_LOST, sorted(gone), size, at)
    count = sum(
        _give(rows, set(blocked)) for table, keys in stood.items() for rows in _chunks(table, keys)
    )
    return count, len(gone)


def _behind(rows: Sequence[Any]) -> list[Any]:
    places = verification.positions(rows)
    return [row for row, at in zip(rows, places, strict=True) if row.entry_position != at]


def _give(rows: Sequence[Any], blocked: set[str]) -> int:
    """A code at the newest entry to each that is not blocked; columns of it were changed too."""
    behind = []
    for row, position in zip(rows, verification.positions(rows), strict=True):
        if position is not None and position != row.entry_position and not _refs(row) & blocked:
            codes.put(row, position)
            behind.append(row)
    if behind:
        type(behind[0])._default_manager.bulk_update(behind, codes.STORED)
    return len(behind)


def _lost(table: Any, size: int) -> set[str]:
    """What was made after the copy and is not here."""
    coverage = table.coverage
    made = [tag.value for tag in coverage.made_by]
    if not made:
        return set()
    column = coverage.told_by[0][0]
    found = latest_entries.without_row(made, table._meta.db_table, column)
    new = [position for position in found if position >= size]
    return {str(one.line().about) for one in reader.some(new)}


def _about(row: Any) -> str:
    return str(getattr(row, row.coverage.told_by[0][0]))


def _refs(row: Any) -> set[str]:
    return {str(getattr(row, column)) for column, _ in row.coverage.told_by}


def _record(tag: Tag, abouts: Sequence[str], size: int, at: datetime) -> None:
    events = [Event(tag, SYSTEM, Ref(about), at, {"size": size}, DUTIES) for about in abouts]
    for start in range(0, len(events), _CHUNK):
        writer.record_many(events[start : start + _CHUNK])


def lose(abouts: Sequence[Ref], size: int, at: datetime) -> None:
    """What entries say that has no row here and will have none."""
    _record(Tag.ROW_LOST, sorted(set(abouts)), size, at)
