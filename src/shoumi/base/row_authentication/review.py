"""Every guarded row of the home, one table after another: what is wrong, and old rows taken in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connections, transaction

from shoumi.base import registry
from shoumi.base.ledger import writer
from shoumi.base.registry import GuardedTable
from shoumi.base.row_authentication import codes, verification
from shoumi.base.vault import row_keys

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Review:
    """``altered`` rows of a table were changed, added or put back from outside; ``gone`` are known
    to the ledger and not there."""

    table: str
    rows: int
    altered: Sequence[str]
    gone: int

    @property
    def is_sound(self) -> bool:
        return not self.altered and not self.gone


def tables() -> Iterator[GuardedTable]:
    for card in registry.cards():
        yield from card.guarded


def review(*, known: Collection[str] = ()) -> list[Review]:
    """Hold every row against its code and the ledger.

    ``known``  things of which it is known already that their rows do not hold: they are passed over
    """
    return [_reviewed(one, known) for one in tables()]


def _reviewed(guarded: GuardedTable, known: Collection[str]) -> Review:
    count, altered = 0, list[str]()
    for rows in _chunks(guarded.table):
        count += len(rows)
        authentic = {row.pk for row in verification.authentic(rows)}
        false = [row for row in rows if row.pk not in authentic]
        altered += [_name(row) for row in false if things(row).isdisjoint(known)]
    gone = sum(line.about not in known for line in verification.deleted(guarded.table))
    if guarded.gone and row_keys.is_set_up():
        gone += guarded.gone()
    return Review(guarded.table._meta.db_table, count, altered, gone)


def _chunks(table: Any) -> Iterator[list[Any]]:
    """None of a table that a waiting migration will make: a dry run looks at the home before it."""
    if table._meta.db_table not in connections["default"].introspection.table_names():
        return
    absent = _absent(table)
    found = table._default_manager.order_by("pk").defer(*absent)
    rows = found.iterator(chunk_size=_CHUNK)
    while part := list(islice(rows, _CHUNK)):
        for row in part:
            row.__dict__.update({name: value() for name, value in absent.items()})
        yield part


def _absent(table: Any) -> dict[str, Callable[[], Any]]:
    """The columns that a waiting migration will add, and what it will put there: a dry run looks at
    the home before it."""
    connection = connections["default"]
    name = connection.ops.quote_name(table._meta.db_table)
    with connection.cursor() as cursor:
        # Their names alone; a description of them has Django parse how the table was made.
        cursor.execute(f"SELECT * FROM {name} LIMIT 0")  # noqa: S608 - a table of ours
        there = {column[0] for column in cursor.description}
    fields = table._meta.concrete_fields
    return {own.attname: own.get_default for own in fields if own.column not in there}


def things(row: Any) -> set[str]:
    """What entries about the row are about, and its own place."""
    return {place_of(row), *(str(getattr(row, column)) for column, _ in row.coverage.told_by)}


def place_of(row: Any) -> str:
    """A row by its table and what it is called there."""
    return f"{row._meta.db_table}:{_name(row)}"


def _name(row: Any) -> str:
    return str(getattr(row, "ref", row.pk))


@dataclass(frozen=True, slots=True)
class TakenIn:
    """How many old rows were given codes, and how many were not, since the ledger says otherwise;
    by table."""

    made: dict[str, int]
    left: dict[str, int]


def take_in(*, at: datetime) -> TakenIn:
    """Give the rows of an older home their codes: those whose entry in the ledger agrees with them.

    Done once, while the home has no key for it; broken off, it is done again.
    """
    made, left = dict[str, int](), dict[str, int]()
    if not row_keys.begin(at=at):
        return TakenIn(made, left)
    with transaction.atomic():
        writer.hold()
        for guarded in tables():
            name = guarded.table._meta.db_table
            for rows in _chunks(guarded.table):
                rows = [row for row in rows if row.mac is None]
                agreed = guarded.agreed(rows) if rows else []
                own = [row for row, place in zip(rows, agreed, strict=True) if place is not None]
                for row, position in zip(rows, agreed, strict=True):
                    if position is not None:
                        codes.put(row, position)
                guarded.table._default_manager.bulk_update(own, codes.STORED)
                made[name] = made.get(name, 0) + len(own)
                left[name] = left.get(name, 0) + len(rows) - len(own)
    row_keys.finish()
    return TakenIn(made, left)


def is_waiting() -> bool:
    """Whether ``take_in`` has something to do."""
    return row_keys.is_missing()


def would_take_in() -> TakenIn:
    """What ``take_in`` would do, and nothing done."""
    made, left = dict[str, int](), dict[str, int]()
    if not row_keys.is_missing():
        return TakenIn(made, left)
    for guarded in tables():
        name = guarded.table._meta.db_table
        for rows in _chunks(guarded.table):
            agreed = sum(position is not None for position in guarded.agreed(rows))
            made[name] = made.get(name, 0) + agreed
            left[name] = left.get(name, 0) + len(rows) - agreed
    return TakenIn(made, left)
